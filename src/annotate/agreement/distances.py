"""Distances between values, for alpha: each makes the matrix of (squared) differences of distinct values.

A metric takes the distinct values and how often each occurs, and returns a symmetric (k, k) array with
zeros on the diagonal.
"""

from collections.abc import Callable, Sequence, Set
from typing import Any

import numpy as np

from annotate.agreement.columns import Floats

Metric = Callable[[Sequence[Any], Floats], Floats]


def nominal(values: Sequence[Any], counts: Floats) -> Floats:
    """1 where the values differ (Krippendorff 2004, p. 232)."""
    return 1.0 - np.eye(len(values))


def interval(values: Sequence[float], counts: Floats) -> Floats:
    """(c - k)² (Krippendorff 2004, p. 233)."""
    x = np.asarray(values, np.float64)
    return np.asarray((x[:, None] - x) ** 2)


def ratio(values: Sequence[float], counts: Floats) -> Floats:
    """((c - k) / (c + k))², 0 for two zeros (Krippendorff 2004, p. 234)."""
    x = np.asarray(values, np.float64)
    total = x[:, None] + x
    share = np.divide(x[:, None] - x, total, out=np.zeros_like(total), where=total != 0)
    return np.asarray(share**2)


def ordinal(values: Sequence[Any], counts: Floats) -> Floats:
    """(n_c/2 + all between + n_k/2)² of the ranks in sorted order (Krippendorff 2004, p. 233)."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    n = np.asarray(counts, np.float64)
    middle = np.empty(len(values))
    middle[order] = np.cumsum(n[order]) - n[order] / 2
    return np.asarray((middle[:, None] - middle) ** 2)


def jaccard(values: Sequence[Set[Any]], counts: Floats) -> Floats:
    """1 - |a ∩ b| / |a ∪ b|; two empty sets do not differ (Jaccard 1901)."""
    return _of_pairs(values, lambda a, b: 1 - _overlap(a, b))


def masi(values: Sequence[Set[Any]], counts: Floats) -> Floats:
    """1 - J * M with M = 1 equal, 2/3 one inside the other, 1/3 crossing, 0 disjoint (Passonneau 2006).

    Other functions go by the same name: Passonneau 2004 has M without J, DKPro multiplies distances.
    """
    return _of_pairs(values, _masi)


def _of_pairs(values: Sequence[Set[Any]], distance: Callable[[Set[Any], Set[Any]], float]) -> Floats:
    return np.array([[distance(a, b) for b in values] for a in values]).reshape(len(values), len(values))


def _overlap(a: Set[Any], b: Set[Any]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _masi(a: Set[Any], b: Set[Any]) -> float:
    if a == b:
        return 0.0
    monotonicity = 2 / 3 if a <= b or b <= a else 1 / 3 if a & b else 0.0
    return 1 - _overlap(a, b) * monotonicity
