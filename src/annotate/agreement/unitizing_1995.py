"""Krippendorff's αU of 1995 and 2004, for comparison with tools that compute it (INCEpTION, DKPro).

For each category, with m annotators on one continuum of length L and N units in all,

    D_o = 2 Σ δ² / (m (m - 1) L²)   over pairs of annotators
    δ²  = (Δbegin² + Δend²) for two units that intersect, length² for a unit inside the other's gap
    D_e = (2 / L) Σ_units [(N - 1) / 3 (2l³ - 3l² + l) + l² Σ_{gaps g >= l} (g - l + 1)]
          / (m L (m L - 1) - Σ l (l - 1))
    αU  = 1 - Σ D_o / Σ D_e         over categories

Source: Krippendorff 1995, On the reliability of unitizing continuous data; 2004, Content Analysis, p. 251.
The same span with two labels scores as badly as two misses, and more than two annotators behave unexpectedly
(the 2016 paper replaces it, see `unitizing`). Not a sum over articles, so never pooled here: concatenate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotate.agreement.columns import Ints
from annotate.agreement.overlaps import expand

Units = Sequence[tuple[int, int]] | Ints
"""(start, end) of the disjoint units of one annotator and category, in order; as an array (units, 2)."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Of one category."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """αU of this category alone; None where nothing is marked."""
        return 1 - self.observed / self.expected if self.expected else None


def by_category(
    categories: Mapping[str, Sequence[Units]], start: int, length: int
) -> dict[str, Disagreement]:
    """D_o and D_e of each category: one sequence of units for each annotator, empty where none."""
    return {name: _of_category(units, start, length) for name, units in categories.items()}


def unitizing_1995(categories: Mapping[str, Sequence[Units]], start: int, length: int) -> float | None:
    """αU over all categories; None where nothing is marked."""
    found = by_category(categories, start, length).values()
    expected = sum(x.expected for x in found)
    return 1 - sum(x.observed for x in found) / expected if expected else None


def _of_category(annotators: Sequence[Units], start: int, length: int) -> Disagreement:
    m = len(annotators)
    units = [np.asarray(x, np.int64).reshape(-1, 2) for x in annotators]
    gaps = [_gaps(x, start, start + length) for x in units]
    squared = sum(
        _met(units[i], units[j]) + _inside(units[i], gaps[j]) + _inside(units[j], gaps[i])
        for i, j in combinations(range(m), 2)
    )
    lengths = np.concatenate([x[:, 1] - x[:, 0] for x in units]).astype(np.float64)
    if not len(lengths):
        return Disagreement(0.0, 0.0)
    free = np.sort(np.concatenate([x[:, 1] - x[:, 0] for x in gaps])).astype(np.float64)
    # For each unit: how many gaps hold it, and their lengths together.
    first = np.searchsorted(free, lengths, "left")
    sums = np.concatenate((np.cumsum(free[::-1])[::-1], [0.0]))
    fitting = len(free) - first
    room = sums[first] - fitting * (lengths - 1)
    n = len(lengths)
    per_unit = (n - 1) / 3 * (2 * lengths**3 - 3 * lengths**2 + lengths) + lengths**2 * room
    below = m * length * (m * length - 1) - float((lengths * (lengths - 1)).sum())
    return Disagreement(2 * squared / (m * (m - 1) * length**2), 2 / length * float(per_unit.sum()) / below)


def _gaps(units: Ints, start: int, end: int) -> Ints:
    stops = np.concatenate(([start], units[:, 1]))
    starts = np.concatenate((units[:, 0], [end]))
    return np.column_stack((stops, starts))[starts > stops]


def _met(a: Ints, b: Ints) -> float:
    """Sum of δ² over the units that intersect."""
    low, high = np.searchsorted(b[:, 1], a[:, 0], "right"), np.searchsorted(b[:, 0], a[:, 1], "left")
    i, j = expand(low, high)
    return float(((a[i] - b[j]).astype(np.float64) ** 2).sum())


def _inside(units: Ints, gaps: Ints) -> float:
    """Sum of squared lengths of the units that lie wholly inside a gap."""
    if not len(gaps):
        return 0.0
    at = np.searchsorted(gaps[:, 0], units[:, 0], "right") - 1
    held = (at >= 0) & (units[:, 1] <= gaps[np.maximum(at, 0), 1])
    return float(((units[held, 1] - units[held, 0]).astype(np.float64) ** 2).sum())
