"""Confidence intervals by resampling articles, because spans of one article share its difficulty.

Percentile bootstrap of 2000 seeded resamples at 20 articles and more, delete-one jackknife with Student's t
at 5 to 19, none below 5 (coverage of these was .90-.945 in a simulation where resampling single spans
covered .75-.81). Links and clusters cross articles, so there whole stories are resampled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from annotate.agreement.columns import Floats
from annotate.agreement.figure import NO_ARTICLES, Figure, Interval
from annotate.agreement.sample import Sample

RESAMPLES = 2000
ENOUGH_FOR_BOOTSTRAP = 20
ENOUGH_FOR_JACKKNIFE = 5
MOST_UNDEFINED = 0.05
LEVEL = 0.95

TOO_FEW = "too few articles for an interval"
TOO_FEW_STORIES = "too few stories for an interval"
ONE_STORY = "one story holds more than half of the articles"


@dataclass(slots=True)
class Resampler:
    """How to resample, and the weights drawn so far: one matrix for each number of units."""

    seed: int = 0
    resamples: int = RESAMPLES
    _weights: dict[int, Floats] = field(default_factory=dict, init=False, repr=False)

    def totals(self, rows: Floats) -> Floats:
        """The sums of the resamples; (resamples, k) from rows of shape (units, k)."""
        units = len(rows)
        if units not in self._weights:
            random = np.random.default_rng([self.seed, units])
            drawn = random.integers(units, size=(self.resamples, units))
            drawn += np.arange(self.resamples)[:, None] * units
            counts = np.bincount(drawn.ravel(), minlength=self.resamples * units)
            self._weights[units] = counts.reshape(self.resamples, units).astype(np.float64)
        return self._weights[units] @ rows


def figures(
    samples: Sequence[Sample],
    resampler: Resampler | None,
    annotators: tuple[str, ...],
    articles: int,
    *,
    largest_story: int = 0,
) -> list[Figure]:
    """Sum up each sample, with its interval; `resampler` is None where none is wanted.

    `largest_story` is the number of articles in the largest story.
    """
    found: dict[int, Figure] = {}
    groups: dict[tuple[bool, bytes], list[int]] = {}
    for i, sample in enumerate(samples):
        used = b"" if sample.used is None else sample.used.tobytes()
        groups.setdefault((sample.by_story, used), []).append(i)
    for (by_story, _), group in groups.items():
        rows = np.hstack([_used(samples[i]) for i in group])
        units = len(rows)
        refusal = _refusal(units, by_story, articles, largest_story) if resampler else "not asked for"
        if refusal is None and resampler is not None:
            drawn = resampler.totals(rows) if units >= ENOUGH_FOR_BOOTSTRAP else rows.sum(0) - rows
        bounds = np.cumsum([0, *(samples[i].rows.shape[1] for i in group)])
        for position, i in enumerate(group):
            interval: Interval | str
            if refusal is not None or resampler is None:
                interval = refusal or ""
            else:
                totals = drawn[:, bounds[position] : bounds[position + 1]]
                interval = _interval(samples[i], totals, units, resampler)
            found[i] = _figure(samples[i], interval, annotators, articles if by_story else units)
    return [found[i] for i in range(len(samples))]


def _used(sample: Sample) -> Floats:
    return sample.rows if sample.used is None else sample.rows[sample.used]


def _refusal(units: int, by_story: bool, articles: int, largest_story: int) -> str | None:
    if units < ENOUGH_FOR_JACKKNIFE:
        return TOO_FEW_STORIES if by_story and articles >= ENOUGH_FOR_JACKKNIFE else TOO_FEW
    if by_story and 2 * largest_story > articles:
        return ONE_STORY
    return None


def _figure(sample: Sample, interval: Interval | str, annotators: tuple[str, ...], articles: int) -> Figure:
    return summed_up(sample, sample.rows.sum(0), interval, annotators, articles)


def summed_up(
    sample: Sample,
    totals: Floats,
    interval: Interval | str,
    annotators: tuple[str, ...],
    articles: int,
    scope: str | None = None,
) -> Figure:
    """The figure of some totals of a sample; `scope` overrules the sample's."""
    value = float(sample.value(totals))
    undefined = None
    if np.isnan(value):
        why = sample.undefined if isinstance(sample.undefined, str) else sample.undefined(totals)
        undefined = why if len(sample.rows) else NO_ARTICLES
        interval = "the figure is undefined"
    parts = {name: float(part(totals)) for name, part in sample.parts.items()}
    return Figure(
        key=sample.key,
        name=sample.name,
        value=None if undefined else value,
        undefined=undefined,
        n=round(float(sample.count(totals))),
        counted=sample.counted,
        articles=articles,
        annotators=annotators,
        scope=scope or sample.scope,
        parameters=sample.parameters,
        parts={name: part for name, part in parts.items() if not np.isnan(part)},
        left_out={
            name: round(float(n(totals))) if callable(n) else n
            for name, n in sample.left_out.items()
            if scope is None or callable(n)
        },
        interval=interval if isinstance(interval, Interval) else None,
        interval_why=interval if isinstance(interval, str) else None,
        chance_corrected=sample.chance_corrected,
    )


def _interval(sample: Sample, totals: Floats, units: int, resampler: Resampler) -> Interval | str:
    values = sample.value(totals)
    defined = values[~np.isnan(values)]
    undefined_share = 1 - len(defined) / len(values)
    if undefined_share > MOST_UNDEFINED:
        return f"{undefined_share:.0%} of the resamples are undefined"
    if units >= ENOUGH_FOR_BOOTSTRAP:
        tail = 50 * (1 - LEVEL)
        low, high = np.percentile(defined, (tail, 100 - tail))
        method = f"bootstrap percentile, {resampler.resamples} resamples, seed {resampler.seed}"
    else:
        low, high = _jackknife(float(sample.value(sample.rows.sum(0))), defined)
        method = f"jackknife, t with {len(defined) - 1} degrees of freedom"
    low, high = max(low, sample.least), min(high, 1.0)
    return Interval(float(low), float(high), method, units, undefined_share)


def _jackknife(value: float, without_one: Floats) -> tuple[float, float]:
    """value -+ t(D - 1) * sqrt((D - 1) / D * sum of squares of the delete-one values around their mean)."""
    from scipy.special import stdtrit

    units = len(without_one)
    spread = np.sqrt((units - 1) / units * np.sum((without_one - without_one.mean()) ** 2))
    reach = float(stdtrit(units - 1, (1 + LEVEL) / 2)) * float(spread)
    return value - reach, value + reach
