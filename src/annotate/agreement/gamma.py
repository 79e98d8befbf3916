"""Gamma of one continuum: γ = 1 - δ_observed / mean δ of chance samples, with γ-cat and γ-k.

γ aligns and measures at once, and takes overlapping units. Chance samples have normal numbers of units,
gaps and lengths and the labels' frequencies of the continuum (the statistical sampler of Titeux & Riad
2021, pygamma-agreement), so γ depends on seed and number of samples: both belong to the figure.

γ-cat compares labels on aligned units only, each pair weighted by max(0, 1 - α d_position) / (units in the
unitary alignment - 1); γ-k takes the pairs with label k (Mathet 2017, The agreement measure γcat). Both
say nothing where nothing is aligned, hence their support. pygamma-agreement 0.5.9 also counts each empty
place as a full disagreement, against the definition; `empty_places` does so for comparison.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotate.agreement.columns import Floats
from annotate.agreement.disorder import BestAlignment, Dissimilarity, Units, best_alignment

SAMPLES = 30


@dataclass(frozen=True, slots=True)
class LabelDisorder:
    """Weighted disorder of labels on aligned pairs of units."""

    weighted: float
    weight: float
    support: int
    """How many aligned pairs there are."""

    @property
    def value(self) -> float:
        """Mean disorder; 0 where nothing is aligned."""
        return self.weighted / self.weight if self.weight else 0.0


@dataclass(frozen=True, slots=True)
class Gamma:
    """Disorders of one continuum, observed and expected by chance."""

    units: float
    """Mean number of units an annotator."""
    observed: float
    expected: float
    labels: LabelDisorder
    labels_expected: float
    by_label: dict[int, tuple[LabelDisorder, float]]
    """By label: observed, and the expected value."""

    @property
    def gamma(self) -> float | None:
        """γ; None where chance has no disorder either."""
        return 1 - self.observed / self.expected if self.expected else None

    @property
    def gamma_cat(self) -> float | None:
        """γ-cat; None where nothing is aligned, or chance has no disorder."""
        return _corrected(self.labels, self.labels_expected)

    def gamma_k(self, label: int) -> float | None:
        """γ-k; None as γ-cat."""
        return _corrected(*self.by_label[label])


def gamma(
    annotators: Sequence[Units],
    dissimilarity: Dissimilarity | None = None,
    *,
    samples: int = SAMPLES,
    seed: int | Sequence[int] = 0,
    empty_places: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Gamma | None:
    """Gamma of the units of two annotators or more; None where cancelled, which is asked between samples.

    ValueError where there is not one unit.
    """
    weights = dissimilarity or Dissimilarity()
    random = np.random.default_rng(seed)
    labels = np.unique(np.concatenate([x.label for x in annotators])).tolist()
    best = best_alignment(annotators, weights)
    observed = _label_disorders(annotators, best, weights, labels, empty_places)
    sampler = _Sampler(annotators)
    disorders: list[float] = []
    chance: list[dict[int | None, LabelDisorder]] = []
    for _ in range(samples):
        if cancelled():
            return None
        drawn = [sampler.draw(random) for _ in annotators]
        alignment = best_alignment(drawn, weights)
        disorders.append(alignment.disorder)
        chance.append(_label_disorders(drawn, alignment, weights, labels, empty_places))
    expected = {x: float(np.mean([sample[x].value for sample in chance])) for x in observed}
    return Gamma(
        units=sum(map(len, annotators)) / len(annotators),
        observed=best.disorder,
        expected=float(np.mean(disorders)),
        labels=observed[None],
        labels_expected=expected[None],
        by_label={x: (observed[x], expected[x]) for x in labels},
    )


def _corrected(observed: LabelDisorder, expected: float) -> float | None:
    if not observed.weight:
        return None
    if not observed.weighted:
        return 1.0
    return 1 - observed.value / expected if expected else None


def _label_disorders(
    annotators: Sequence[Units],
    best: BestAlignment,
    weights: Dissimilarity,
    labels: Sequence[int],
    empty_places: bool,
) -> dict[int | None, LabelDisorder]:
    """Of each label, and under None of all."""
    parts: list[Floats] = [np.zeros((0, 4))]
    filled = (best.unitary >= 0).sum(1)
    for i, j in combinations(range(len(annotators)), 2):
        both = (best.unitary[:, i] >= 0) & (best.unitary[:, j] >= 0)
        u, v = best.unitary[both, i], best.unitary[both, j]
        a, b = annotators[i], annotators[j]
        shift = np.abs(a.start[u] - b.start[v]) + np.abs(a.end[u] - b.end[v])
        length = a.end[u] - a.start[u] + b.end[v] - b.start[v]
        confidence = np.maximum(0, 1 - weights.position * (shift / length) ** 2 * weights.empty)
        weight = confidence / (filled[both] - 1)
        differing = (a.label[u] != b.label[v]) * weights.empty * weight
        parts.append(np.column_stack((differing, weight, a.label[u], b.label[v])))
        if empty_places:
            for at, one in ((i, a), (j, b)):
                alone = best.unitary[(best.unitary[:, at] >= 0) & ~both, at]
                cost = np.full(len(alone), weights.empty)
                parts.append(np.column_stack((cost**2, cost, one.label[alone], one.label[alone])))
    table = np.vstack(parts)

    def summed(rows: Floats) -> LabelDisorder:
        return LabelDisorder(float(rows[:, 0].sum()), float(rows[:, 1].sum()), len(rows))

    found: dict[int | None, LabelDisorder] = {None: summed(table)}
    for label in labels:
        found[label] = summed(table[(table[:, 2] == label) | (table[:, 3] == label)])
    return found


class _Sampler:
    """Draws annotators that resemble those of a continuum in number, gaps, lengths and labels only."""

    def __init__(self, annotators: Sequence[Units]) -> None:
        counts = np.array([len(x) for x in annotators])
        lengths = np.concatenate([x.end - x.start for x in annotators])
        gaps = [x.start[1:] - x.end[:-1] for x in annotators]
        gaps += [x.start[:1][x.start[:1] > 0] for x in annotators]
        gap = np.concatenate(gaps)
        self.count = float(counts.mean()), float(counts.std())
        self.length = float(lengths.mean()), float(lengths.std())
        self.gap = (float(gap.mean()), float(gap.std())) if len(gap) else (0.0, 0.0)
        self.labels, frequency = np.unique(np.concatenate([x.label for x in annotators]), return_counts=True)
        self.shares = frequency / frequency.sum()

    def draw(self, random: np.random.Generator) -> Units:
        count = max(1, int(random.normal(*self.count)))
        gaps = random.normal(*self.gap, count)
        lengths = np.abs(random.normal(*self.length, count))
        # A length of exactly 0 has probability 0, but would divide by zero.
        lengths = np.maximum(lengths, np.finfo(np.float64).tiny)
        ends = np.cumsum(gaps + lengths)
        return Units(ends - lengths, ends, random.choice(self.labels, count, p=self.shares))
