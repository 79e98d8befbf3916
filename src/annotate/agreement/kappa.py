"""Chance-corrected agreement on one nominal label an item: Cohen, Scott, Fleiss, Gwet, Bennett.

All are (P_o - P_e) / (1 - P_e) and differ in P_e only:

    Cohen's κ    Σ_k p_k+ p_+k            each annotator's own distribution (Cohen 1960)
    Scott's π    Σ_k π_k²                 the pooled distribution (Scott 1955); of any number: Fleiss 1971
    Gwet's AC1   Σ_k π_k (1 - π_k) / (K - 1)                      (Gwet 2008)
    Bennett's S  1 / K                    (Bennett et al. 1954); of any number: Randolph 2005

Under one dominant label κ, π and α fall far below P_o and AC1 does not (the paradox of prevalence); AC1
is a footnote here, not a headline. Undefined where everything has one label.
"""

from collections.abc import Callable, Sequence

import numpy as np

from annotate.agreement.columns import Floats, Ints
from annotate.agreement.figure import NO_OVERLAP, NO_VARIATION
from annotate.agreement.sample import Value, ratio

Chance = Callable[[Floats, int], Floats]
"""Shares of the labels and their number to P_e."""


def item_rows(counts: Ints | Floats) -> Floats:
    """Sufficient statistics of items, one row each: 1, share of agreeing pairs, share of each label.

    `counts` is (items, labels): how many annotators gave the label. Items with fewer than two are zero rows.
    """
    n = np.asarray(counts, np.float64)
    raters = n.sum(1)
    paired = raters >= 2
    rows = np.zeros((n.shape[0], n.shape[1] + 2))
    n, raters = n[paired], raters[paired]
    rows[paired, 0] = 1
    rows[paired, 1] = (n * (n - 1)).sum(1) / (raters * (raters - 1))
    rows[paired, 2:] = n / raters[:, None]
    return rows


def observed(totals: Floats) -> Floats:
    """P_o of summed item rows."""
    return ratio(totals[..., 1], totals[..., 0])


def fleiss(totals: Floats) -> Floats:
    """Fleiss' κ of summed item rows; of two annotators it is Scott's π."""
    return _corrected(totals, lambda share, _: (share**2).sum(-1))


def ac1(totals: Floats) -> Floats:
    """Gwet's AC1 of summed item rows; K is the number of labels the rows have columns for."""

    def chance(share: Floats, labels: int) -> Floats:
        return (share * (1 - share)).sum(-1) / (labels - 1) if labels > 1 else np.ones(share.shape[:-1])

    return _corrected(totals, chance)


def bennett(totals: Floats) -> Floats:
    """Bennett's S of summed item rows (free-marginal κ); K as in `ac1`."""
    return _corrected(totals, lambda share, labels: np.full(share.shape[:-1], 1 / labels))


def cohen(confusion: Floats) -> Floats:
    """Cohen's κ of a flattened (k * k) confusion matrix, rows the first annotator."""
    labels = int(np.sqrt(confusion.shape[-1]))
    table = confusion.reshape(*confusion.shape[:-1], labels, labels)
    n = table.sum((-1, -2))
    diagonal = np.trace(table, axis1=-2, axis2=-1)
    chance = (table.sum(-1) * table.sum(-2)).sum(-1)
    return ratio(n * diagonal - chance, n * n - chance)


def of_counts(measure: Value, counts: Sequence[Sequence[int]]) -> float | None:
    """A measure of this module over items given as counts a label; None where undefined."""
    value = float(measure(item_rows(np.array(counts)).sum(0)))
    return None if np.isnan(value) else value


def undefined_kappa(totals: Floats) -> str:
    """Why there is none: no item (a sum of zero), or no variation."""
    return NO_OVERLAP if totals.sum() == 0 else NO_VARIATION


def _corrected(totals: Floats, chance: Chance) -> Floats:
    shares = ratio(totals[..., 2:], totals[..., :1])
    expected = chance(shares, totals.shape[-1] - 2)
    varied = (totals[..., 2:] > 0).sum(-1) > 1
    return np.where(varied, ratio(observed(totals) - expected, 1 - expected), np.nan)
