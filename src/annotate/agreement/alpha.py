"""Krippendorff's alpha for any distance.

Units u with m_u >= 2 values, n = Σ m_u:

    D_o = (1 / n) Σ_u Σ_{c≠k} n_uc n_uk δ(c, k) / (m_u - 1)
    D_e = Σ_{c≠k} n_c n_k δ(c, k) / (n (n - 1))
    α   = 1 - D_o / D_e

Source: Krippendorff 2004, Content Analysis, ch. 11; Hayes & Krippendorff 2007. A unit with one value only
cannot be paired and changes nothing.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from annotate.agreement.columns import Floats
from annotate.agreement.distances import Metric, nominal
from annotate.agreement.figure import NO_OVERLAP, NO_VARIATION
from annotate.agreement.sample import Value, ratio


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha with what it is made of; all None where no unit has two values."""

    value: float | None
    """None where undefined; see `undefined`."""
    observed: float | None
    expected: float | None
    undefined: str | None = None


def alpha(units: Iterable[Sequence[Hashable]], metric: Metric = nominal) -> Alpha:
    """Alpha of units given as their values, missing ones left out; loops over distinct values only."""
    counted = [Counter(unit) for unit in units if len(unit) >= 2]
    marginals: Counter[Hashable] = Counter()
    for unit in counted:
        marginals.update(unit)
    values = list(marginals)
    counts = np.array([marginals[x] for x in values], np.float64)
    delta = metric(values, counts)
    number = {value: i for i, value in enumerate(values)}
    disagreement = 0.0
    for unit in counted:
        at = [number[value] for value in unit]
        n = np.array(list(unit.values()), np.float64)
        disagreement += float(n @ delta[np.ix_(at, at)] @ n) / (n.sum() - 1)
    totals = np.array([counts.sum(), disagreement, *counts])
    if not counted:
        return Alpha(None, None, None, NO_OVERLAP)
    value = float(alpha_of(delta)(totals))
    observed, expected = float(observed_of(totals)), float(expected_of(delta)(totals))
    if np.isnan(value):
        return Alpha(None, observed, expected, NO_VARIATION)
    return Alpha(value, observed, expected)


def alpha_of(delta: Floats) -> Value:
    """Alpha of totals (n, Σ_u Σ n_uc n_uk δ / (m_u - 1), n_c for each value)."""
    expected = expected_of(delta)

    def value(totals: Floats) -> Floats:
        return 1 - ratio(observed_of(totals), expected(totals))

    return value


def observed_of(totals: Floats) -> Floats:
    """D_o of the totals."""
    return ratio(totals[..., 1], totals[..., 0])


def expected_of(delta: Floats) -> Value:
    """D_e of the totals, by a distance between the values."""

    def value(totals: Floats) -> Floats:
        n, counts = totals[..., 0], totals[..., 2:]
        return ratio(((counts @ delta) * counts).sum(-1), n * (n - 1))

    return value


def undefined_alpha(totals: Floats) -> str:
    """Why there is no alpha of these totals."""
    return NO_OVERLAP if totals[0] == 0 else NO_VARIATION
