"""The best alignment of units for gamma, and its disorder.

A unitary alignment takes at most one unit of each of n annotators. Its disorder is the mean over all pairs of

    d(u, v) = α ((|Δstart| + |Δend|) / (len u + len v))² Δ∅ + β [labels differ] Δ∅,    Δ∅ with an empty place;

that of an alignment is the sum over its unitary alignments divided by the mean number of units an annotator.
The best alignment has every unit exactly once at least disorder. A unitary alignment of k units with a
disorder above k Δ∅ is never needed, because the units alone cost no more.
Source: Mathet, Widlöcher & Métivier 2015, The unified and holistic method gamma, Computational Linguistics
41(3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from annotate.agreement.columns import Floats, Ints

TIE = 1e-5
"""Of Δ∅: what a unitary alignment costs beside its disorder, so that of equal alignments the one that leaves
fewer units alone is found."""


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """The weights α, β and Δ∅. Gammas of different weights cannot be compared."""

    position: float = 1.0
    label: float = 1.0
    empty: float = 1.0

    def positional(self, a: "Units", b: "Units") -> Floats:
        """(a, b): ((|Δstart| + |Δend|) / (len a + len b))² Δ∅, without α."""
        shift = np.abs(a.start[:, None] - b.start) + np.abs(a.end[:, None] - b.end)
        length = (a.end - a.start)[:, None] + (b.end - b.start)
        return np.asarray((shift / length) ** 2 * self.empty)

    def between(self, a: "Units", b: "Units") -> Floats:
        """(a, b): d of all pairs of units."""
        differing = a.label[:, None] != b.label
        return np.asarray(self.position * self.positional(a, b) + self.label * self.empty * differing)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one annotator; they may overlap. Arrays of one length, ends above starts."""

    start: Floats
    end: Floats
    label: Ints

    @classmethod
    def of(cls, marks: Sequence[tuple[float, float, int]]) -> "Units":
        """From (start, end, label number); sorted."""
        table = np.array(sorted(marks), np.float64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2].astype(np.int64))

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class BestAlignment:
    """The alignment of least disorder; which one is not unique where disorders tie."""

    disorder: float
    unitary: Ints
    """(unitary alignments, annotators): number of the unit, -1 for an empty place."""


def best_alignment(annotators: Sequence[Units], dissimilarity: Dissimilarity) -> BestAlignment:
    """Align the units of two annotators or more; ValueError where there is not one unit.

    Two are solved as an assignment, more as a set partition by integer programming (HiGHS), whose time grows
    steeply with units and annotators: see the limits in `gamma_report`.
    """
    mean_units = sum(map(len, annotators)) / len(annotators)
    if not mean_units:
        raise ValueError("no units to align")
    if len(annotators) == 2:
        cost, unitary = _assigned(annotators[0], annotators[1], dissimilarity)
    else:
        cost, unitary = _partitioned(annotators, dissimilarity)
    return BestAlignment(cost / mean_units, unitary)


def _assigned(a: Units, b: Units, dissimilarity: Dissimilarity) -> tuple[float, Ints]:
    from scipy.optimize import linear_sum_assignment

    saved = dissimilarity.between(a, b) - 2 * dissimilarity.empty
    weight = np.minimum(saved - TIE * dissimilarity.empty, 0)
    rows, columns = linear_sum_assignment(weight)
    paired = weight[rows, columns] < 0
    rows, columns = rows[paired], columns[paired]
    alone_a = np.setdiff1d(np.arange(len(a)), rows)
    alone_b = np.setdiff1d(np.arange(len(b)), columns)
    unitary = np.full((len(rows) + len(alone_a) + len(alone_b), 2), -1, np.int64)
    unitary[: len(rows)] = np.column_stack((rows, columns))
    unitary[len(rows) : len(rows) + len(alone_a), 0] = alone_a
    unitary[len(rows) + len(alone_a) :, 1] = alone_b
    return (len(a) + len(b)) * dissimilarity.empty + float(saved[rows, columns].sum()), unitary


def _partitioned(annotators: Sequence[Units], dissimilarity: Dissimilarity) -> tuple[float, Ints]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    unitary, cost = _candidates(annotators, dissimilarity)
    offset = np.cumsum([0, *map(len, annotators)])
    candidate, annotator = np.nonzero(unitary >= 0)
    unit = offset[annotator] + unitary[candidate, annotator]
    cover = coo_array((np.ones(len(unit)), (unit, candidate)), shape=(offset[-1], len(unitary))).tocsr()
    solved = milp(
        cost + TIE * dissimilarity.empty,
        integrality=np.ones(len(cost), np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(cover, 1, 1),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        raise RuntimeError(f"no best alignment found: {solved.message}")
    chosen = solved.x > 0.5
    return float(cost[chosen].sum()), unitary[chosen]


def _candidates(annotators: Sequence[Units], dissimilarity: Dissimilarity) -> tuple[Ints, Floats]:
    """All unitary alignments worth considering, and their disorders."""
    n, empty = len(annotators), dissimilarity.empty
    pairs = comb(n, 2)
    between = {
        (i, j): dissimilarity.between(annotators[i], annotators[j]) for i, j in combinations(range(n), 2)
    }
    partial = np.zeros((1, 0), np.int64)
    spent = np.zeros(1)
    for j in range(n):
        size = len(annotators[j])
        added = np.zeros((len(partial), size))
        for i in range(j):
            present = partial[:, i] >= 0
            added[present] += between[i, j][partial[present, i]]
        total = spent[:, None] + added
        # The disorder of k units is at least their own sum and Δ∅ for each pair with an empty place.
        places = (partial >= 0).sum(1)[:, None] + 1
        room = _room(places + (n - 1 - j), pairs, empty)
        kept, unit = np.nonzero(total <= room)
        partial = np.vstack(
            (
                np.column_stack((partial, np.full(len(partial), -1))),
                np.column_stack((partial[kept], unit)),
            )
        )
        spent = np.concatenate((spent, total[kept, unit]))
    k = (partial >= 0).sum(1)
    worth = (k > 0) & (spent <= _room(k, pairs, empty))
    partial, spent, k = partial[worth], spent[worth], k[worth]
    return partial, (spent + (pairs - k * (k - 1) // 2) * empty) / pairs


def _room(k: Ints, pairs: int, empty: float) -> Floats:
    """What the pairs of k units may sum to before the units are better left alone."""
    return np.asarray((k * pairs - (pairs - k * (k - 1) // 2)) * empty + 1e-9)
