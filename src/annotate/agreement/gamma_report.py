"""Gamma of a study: article by article, pooled, within limits of size.

Apart from the other figures because it takes seconds: best computed in a worker that can be cancelled.
Pooled γ is 1 - Σ u δ_observed / Σ u δ_expected over articles, u the mean number of units an annotator there,
which is how δ is normalised; γ-cat and γ-k likewise by the weight of their aligned pairs. The mean of the
articles' γ would be ruled by small articles.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotate.agreement.columns import Axis, Bools, Floats, Ints
from annotate.agreement.disorder import Dissimilarity, Units
from annotate.agreement.figure import NO_OVERLAP, NO_VARIATION, NOTHING_MARKED, Figure
from annotate.agreement.gamma import SAMPLES, Gamma, gamma
from annotate.agreement.interval import Resampler, figures
from annotate.agreement.sample import Sample, Value, ratio
from annotate.agreement.study import Study

MOST_UNITS = 300
"""Articles with more units of one annotator than this are left out."""
MOST_ANNOTATORS = 3
"""More are compared two by two."""


@dataclass(frozen=True, slots=True)
class _Measured:
    annotators: tuple[str, ...]
    articles: Ints
    found: Mapping[int, Gamma]
    """By article; those without units or with too many are absent."""
    too_large: int
    empty: int


def gamma_figures(
    study: Study,
    annotators: Sequence[str] | None = None,
    *,
    dissimilarity: Dissimilarity | None = None,
    samples: int = SAMPLES,
    seed: int = 0,
    most_units: int = MOST_UNITS,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Figure, ...] | None:
    """γ, γ-cat and γ-k of two or three annotators on the articles all of them finished.

    Of more than three, the mean of the γ of all pairs. None where cancelled; no figures for fewer than two.
    """
    chosen = tuple(study.annotators if annotators is None else annotators)
    weights = dissimilarity or Dissimilarity()
    axis = Axis.of(study)
    together = [chosen] if len(chosen) <= MOST_ANNOTATORS else list(combinations(chosen, 2))
    if len(chosen) < 2:
        return ()
    measured = []
    for some in together:
        one = _measure(axis, some, weights, samples, seed, most_units, cancelled)
        if one is None:
            return None
        measured.append(one)
    parameters: dict[str, str | int | float | bool] = {
        "alpha": weights.position,
        "beta": weights.label,
        "empty": weights.empty,
        "sampler": "statistical",
        "samples": samples,
        "seed": seed,
    }
    made = _samples(axis, measured, parameters)
    articles = int(np.logical_or.reduce([_used(x, axis) for x in measured]).sum())
    return tuple(figures(made, Resampler(seed), chosen, articles))


def _measure(
    axis: Axis,
    annotators: tuple[str, ...],
    weights: Dissimilarity,
    samples: int,
    seed: int,
    most_units: int,
    cancelled: Callable[[], bool],
) -> _Measured | None:
    rows = [axis.row(x) for x in annotators]
    shared = np.asarray(axis.done[rows].all(0))
    columns = [axis.columns[x].within(shared) for x in rows]
    found: dict[int, Gamma] = {}
    too_large = empty = 0
    for article in np.flatnonzero(shared).tolist():
        units = []
        for x in columns:
            low, high = np.searchsorted(x.article, [article, article + 1])
            start = (x.start[low:high] - axis.base[article]).astype(np.float64)
            end = (x.end[low:high] - axis.base[article]).astype(np.float64)
            units.append(Units(start, end, x.label[low:high]))
        largest = max(map(len, units))
        if not largest:
            empty += 1
        elif largest > most_units:
            too_large += 1
        else:
            one = gamma(
                units,
                weights,
                samples=samples,
                seed=[seed, _number(axis.articles[article])],
                cancelled=cancelled,
            )
            if one is None:
                return None
            found[article] = one
    return _Measured(annotators, np.flatnonzero(shared), found, too_large, empty)


def _number(article: str) -> int:
    """A seed of the article's own, so that other articles do not change its chance samples."""
    return int.from_bytes(hashlib.sha256(article.encode()).digest()[:8], "big")


def _used(measured: _Measured, axis: Axis) -> Bools:
    used = np.zeros(len(axis.articles), np.bool_)
    used[list(measured.found)] = True
    return used


def _samples(
    axis: Axis, measured: Sequence[_Measured], parameters: Mapping[str, str | int | float | bool]
) -> list[Sample]:
    pairs = len(measured)
    articles = sorted(set().union(*(x.found for x in measured)))
    left_out = {
        "articles with too many units": sum(x.too_large for x in measured),
        "articles without units": sum(x.empty for x in measured),
    }
    words = "" if pairs == 1 else ", mean of pairs"

    def sample(
        key: str,
        name: str,
        row: Callable[[Gamma], Sequence[float]],
        undefined: str | Callable[[Floats], str],
        counted: str,
        scope: str | None,
    ) -> Sample:
        table = np.zeros((len(articles), 3 * pairs))
        for at, one in enumerate(measured):
            for i, article in enumerate(articles):
                if article in one.found:
                    table[i, 3 * at : 3 * at + 3] = row(one.found[article])
        return Sample(
            key=key,
            name=name + words,
            rows=table,
            value=_mean(pairs),
            undefined=undefined,
            count=lambda totals: np.asarray(totals[..., 2::3].sum(-1)),
            counted=counted,
            scope=scope,
            parameters=parameters if pairs == 1 else {**parameters, "pairs": pairs},
            left_out=left_out,
            chance_corrected=True,
            least=-np.inf,
        )

    raters = len(measured[0].annotators)
    made = [
        sample(
            "gamma",
            "gamma (Mathet et al. 2015)",
            lambda x: (x.units * x.observed, x.units * x.expected, raters * x.units),
            NO_VARIATION if articles else NOTHING_MARKED,
            "spans",
            None,
        ),
        sample(
            "gamma_cat",
            "gamma-cat, labels of aligned spans",
            lambda x: (x.labels.weighted, x.labels.weight * x.labels_expected, x.labels.support),
            _undefined_labels,
            "aligned pairs",
            None,
        ),
    ]
    for number, label in enumerate(axis.labels):

        def of_label(x: Gamma, number: int = number) -> Sequence[float]:
            if number not in x.by_label:
                return 0.0, 0.0, 0.0
            observed, expected = x.by_label[number]
            return observed.weighted, observed.weight * expected, observed.support

        name = "gamma-k, one label among aligned spans"
        made.append(sample("gamma_k", name, of_label, _undefined_labels, "aligned pairs", label))
    return made


def _undefined_labels(totals: Floats) -> str:
    """Why gamma-cat or gamma-k has no value: no aligned pair, or one label only."""
    return NO_VARIATION if totals[2::3].sum() else NO_OVERLAP


def _mean(pairs: int) -> Value:
    """The mean over the pairs that have a value of 1 - observed / expected."""

    def value(totals: Floats) -> Floats:
        table = totals.reshape(*totals.shape[:-1], pairs, 3)
        values = 1 - ratio(table[..., 0], table[..., 1])
        defined = ~np.isnan(values)
        summed = np.where(defined, values, 0).sum(-1)
        return np.where(defined.any(-1), summed / np.maximum(defined.sum(-1), 1), np.nan)

    return value
