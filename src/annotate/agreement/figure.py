"""A figure of agreement: never a bare number, and never nan.

A value comes with its definition, parameters, what was counted, what was left out and its interval; a
missing value or interval comes with the reason.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

NO_VARIATION = "no variation"
"""Everything has one value, so that there is nothing chance could have got wrong."""
NO_OVERLAP = "no overlap"
"""Nothing that two annotators both judged."""
TOO_LITTLE_MET = "too little met to tell what chance would give"
OVERLAPPING = "spans of one annotator overlap in every article"
NO_ARTICLES = "no article was done by two annotators"
NOTHING_MARKED = "nothing marked"
NO_LINKS = "no links"
NO_ALIGNED_ENDS = "no links with both ends aligned"
NO_CLUSTERS = "no clusters of two or more"

Band = Literal["reliable", "tentative", "unreliable"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval, conditional on these annotators."""

    low: float
    high: float
    method: str
    """How it was made, with its parameters: `bootstrap percentile, 2000 resamples, seed 0`."""
    units: int
    """How many were resampled: articles, or stories for links and clusters."""
    undefined_share: float = 0.0
    """Share of the resamples that had no value and were dropped."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Exactly one of `value` and `undefined` is set, as of `interval` and `interval_why`."""

    key: str
    """For programs: `span_f1_exact_labelled`."""
    name: str
    """The named definition, for people."""
    value: float | None
    undefined: str | None
    n: int
    counted: str
    """What `n` counts: spans, characters, links ..."""
    articles: int
    """How many articles were used."""
    annotators: tuple[str, ...]
    scope: str | None = None
    """The label, link type or article it is restricted to; None for all."""
    parameters: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    """What the value is made of: precision, recall, coverage ...; undefined parts are absent."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    interval: Interval | None = None
    interval_why: str | None = None
    """Why there is no interval."""
    chance_corrected: bool = False
    """Whether the bands of alpha apply; they never do to F1."""

    def __post_init__(self) -> None:
        numbers = [*self.parts.values()] + ([] if self.value is None else [self.value])
        if self.interval is not None:
            numbers += [self.interval.low, self.interval.high]
        if not all(map(math.isfinite, numbers)):
            raise ValueError(f"{self.key}: a figure holds finite numbers only")
        if (self.value is None) == (self.undefined is None):
            raise ValueError(f"{self.key}: either a value or a reason why there is none")
        if (self.interval is None) == (self.interval_why is None):
            raise ValueError(f"{self.key}: either an interval or a reason why there is none")


def band(figure: Figure) -> Band | None:
    """How far a chance-corrected figure can be relied on, judged by the lower bound of its interval.

    At least .800 is reliable, at least .667 allows tentative conclusions (Krippendorff 2004, Content
    Analysis, p. 241). None for F1 and its like, and where there is no interval to judge by.
    """
    if not figure.chance_corrected or figure.interval is None:
        return None
    if figure.interval.low >= 0.8:
        return "reliable"
    return "tentative" if figure.interval.low >= 0.667 else "unreliable"
