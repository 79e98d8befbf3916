"""What a measure hands on: one row of sufficient statistics a unit of resampling, and a value of their sum.

Because every measure is a function of sums over articles (or stories), pooling is adding rows and an
interval is one product of matrices; nothing is aligned twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from annotate.agreement.columns import Bools, Floats, Ints

Value = Callable[[Floats], Floats]
"""Totals of shape (..., k) to values of shape (...), nan where undefined."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A measure applied to data, before it is summed up."""

    key: str
    name: str
    rows: Floats
    """(units, k): one row an article or story."""
    value: Value
    undefined: str | Callable[[Floats], str]
    """Why a sum has no value; a function of the totals (k,) where it depends."""
    count: Value
    """How many things the totals count."""
    counted: str
    """What they are: spans, links ..."""
    scope: str | None = None
    parameters: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    parts: Mapping[str, Value] = field(default_factory=dict)
    left_out: Mapping[str, int | Value] = field(default_factory=dict)
    """How much is not counted, by reason: of all units, or of the totals where it is a function of them."""
    chance_corrected: bool = False
    least: float = 0.0
    """The least value possible; an interval is not drawn below it, nor above 1."""
    by_story: bool = False
    """Whether the rows are stories instead of articles."""
    used: Bools | None = None
    """Which rows are of articles that the measure can use; None is all. The others are no units of it."""


def ratio(top: Floats, bottom: Floats) -> Floats:
    """top / bottom, nan where the bottom is 0."""
    out = np.full(np.broadcast_shapes(np.shape(top), np.shape(bottom)), np.nan)
    np.divide(top, bottom, out=out, where=np.asarray(bottom) != 0)
    return out


def past(columns: int, value: Value) -> Value:
    """The function on what stands after the first columns."""

    def past(totals: Floats) -> Floats:
        return value(totals[..., columns:])

    return past


def f1(totals: Floats) -> Floats:
    """2 tp / (n_a + n_b) of the columns tp, n_a, n_b."""
    return ratio(2 * totals[..., 0], totals[..., 1] + totals[..., 2])


def f1_count(totals: Floats) -> Floats:
    """How many things of both annotators the columns tp, n_a, n_b count."""
    return np.asarray(totals[..., 1] + totals[..., 2])


def first(totals: Floats) -> Floats:
    """The first column."""
    return np.asarray(totals[..., 0])


def precision(totals: Floats) -> Floats:
    """Share of the second annotator's that the first has too, of the columns tp, n_a, n_b."""
    return ratio(totals[..., 0], totals[..., 2])


def recall(totals: Floats) -> Floats:
    """Share of the first annotator's that the second has too, of the columns tp, n_a, n_b."""
    return ratio(totals[..., 0], totals[..., 1])


F1_PARTS: Mapping[str, Value] = {"precision": precision, "recall": recall}


def tally(
    units: Ints, count: int, where: Bools | None = None, weights: Floats | Ints | None = None
) -> Floats:
    """How many (or how much weight) falls to each of `count` units; a float array of that length."""
    if where is not None:
        units = units[where]
        weights = None if weights is None else weights[where]
    return np.bincount(units, weights, minlength=count).astype(np.float64)
