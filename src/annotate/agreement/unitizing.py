"""Krippendorff's unitizing alpha of 2016: uα, |uα, cuα and (k)uα, pooled over articles.

Each annotator tiles a text of length L with units and gaps. With m annotators of an article,

    ℓ_ck = Σ_{i≠j} |units of i with value c ∩ units of j with value k| / (m - 1),   φ = gap
    S_c  = Σ over all annotators of length² of each unit with value c; of length (not squared) of gaps
    e_ck = ℓ (ℓ_c ℓ_k - [c=k] S_c) / (ℓ² - Σ S)
    uα   = 1 - (ℓ - Σ ℓ_cc) / (ℓ - Σ e_cc)                  everything
    |uα  = 1 - (ℓ_φ - ℓ_φφ) / (e_φ. - e_φφ)                 where units are, whatever their values
    cuα, (k)uα                                              values where units of two annotators meet

All of ℓ, S and T are sums over articles, so pooled articles equal one concatenated text.
Source: Krippendorff, Mathet, Bouvry & Widlöcher 2016, On the reliability of unitizing textual continua,
Quality & Quantity 50(6), with its erratum ibid. 2365. Not to be confused with αU of 1995 and 2004, see
`unitizing_1995`. Weighted by length: print it beside F1.

Units of one annotator must not overlap. So one label at a time is projected, overlapping spans of it are
merged to their union and counted; touching spans stay apart, because their squared lengths matter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from annotate.agreement.columns import Bools, Columns, Floats, Ints
from annotate.agreement.figure import NO_OVERLAP, NO_VARIATION, TOO_LITTLE_MET
from annotate.agreement.sample import Value, ratio, tally

_TINY = 1e-9
"""Of a square of lengths: what rounding leaves of a difference of zero."""


@dataclass(frozen=True, slots=True)
class Tiling:
    """The units of one annotator, disjoint and in order; arrays of one length."""

    article: Ints
    start: Ints
    """On the long axis."""
    end: Ints
    value: Ints
    """From 1; 0 is the gap."""
    merged: int = 0
    """How many spans went up in others."""


def merged(columns: Columns, where: Bools) -> Tiling:
    """Some spans of one annotator as units of value 1: overlapping ones become their union."""
    article, start, end = columns.article[where], columns.start[where], columns.end[where]
    reached = np.maximum.accumulate(end) if len(end) else end
    first = np.ones(len(start), np.bool_)
    first[1:] = start[1:] >= reached[:-1]
    begins = np.flatnonzero(first)
    ends = reached[np.append(begins[1:], len(start)) - 1] if len(begins) else reached[:0]
    return Tiling(
        article[begins], start[begins], ends, np.ones(len(begins), np.int64), len(start) - len(begins)
    )


def valued(columns: Columns, articles: Bools) -> Tiling:
    """Spans of some articles as units of their labels; the articles must be free of overlaps."""
    at = np.flatnonzero(articles[columns.article])
    return Tiling(columns.article[at], columns.start[at], columns.end[at], columns.label[at] + 1)


def overlapping(columns: Columns, articles: int) -> Bools:
    """In which articles the annotator's spans overlap one another."""
    reached = np.maximum.accumulate(columns.end) if len(columns.end) else columns.end
    crossing = np.flatnonzero(columns.start[1:] < reached[:-1]) + 1
    return tally(columns.article[crossing], articles) > 0


def rows(tilings: Sequence[Tiling], done: Bools, base: Ints, values: int) -> Floats:
    """Sufficient statistics (articles, (values + 1) * (values + 3)): ℓ_ck flattened, S_c, T_c.

    `done` is (annotators, articles); annotators count in the articles they finished, and articles with
    fewer than two are zero rows. `base` is where articles begin on the axis, and the end of the last.
    """
    articles, kinds = done.shape[1], values + 1
    raters = done.sum(0)
    done = done & (raters >= 2)
    share = 1 / np.maximum(raters - 1, 1)
    cuts = np.unique(np.concatenate([base, *(x.start for x in tilings), *(x.end for x in tilings)]))
    article = np.searchsorted(base, cuts[:-1], "right") - 1
    length = np.diff(cuts).astype(np.float64)
    value, unit = zip(*(_on_strips(x, cuts) for x in tilings), strict=True)
    met = np.zeros((articles, kinds * kinds))
    squares = np.zeros((articles, kinds))
    covered_squares = np.zeros((articles, kinds))
    for i, tiling in enumerate(tilings):
        squares += np.where(done[i], 1.0, 0.0)[:, None] * _squares(tiling, base, kinds)
        for j in range(len(tilings)):
            if i == j:
                continue
            both = done[i] & done[j]
            weight = length * (both * share)[article]
            cell = (article * kinds + value[i]) * kinds + value[j]
            met += tally(cell, articles * kinds * kinds, None, weight).reshape(articles, -1)
            inside = (unit[i] >= 0) & (value[j] > 0)
            covered = tally(unit[i], len(tiling.start), inside, length)
            weight = covered**2 * (both * share)[tiling.article]
            cell = tiling.article * kinds + tiling.value
            covered_squares += tally(cell, articles * kinds, None, weight).reshape(articles, kinds)
    return np.hstack((met, squares, covered_squares))


def u_alpha(kinds: int) -> Value:
    """uα of summed rows with `kinds` values, the gap among them."""

    def value(totals: Floats) -> Floats:
        met, squares, _ = _split(totals, kinds)
        by_value = met.sum(-1)
        total = by_value.sum(-1)
        differing = total - np.trace(met, axis1=-2, axis2=-1)
        chance = total * (total**2 - (by_value**2).sum(-1))
        chance = np.where((by_value > 0).sum(-1) > 1, chance, 0.0)
        return 1 - ratio(differing * (total**2 - squares.sum(-1)), chance)

    return value


def boundary_alpha(kinds: int) -> Value:
    """|uα of summed rows: units against gaps, each unit a whole whatever its value."""

    def value(totals: Floats) -> Floats:
        met, squares, _ = _split(totals, kinds)
        total = met.sum((-1, -2))
        gap = met[..., 0, :].sum(-1)
        differing = gap - met[..., 0, 0]
        return 1 - ratio(differing * (total**2 - squares.sum(-1)), total * gap * (total - gap))

    return value


def coding_alpha(kinds: int) -> Value:
    """cuα of summed rows: values where units of two annotators meet.

    ℓ'_c = ℓ_c - ℓ_cφ, T_c = Σ_{i≠j} Σ units of i with value c (length covered by any unit of j)² / (m - 1),
    e'_ck = (ℓ'_c ℓ'_k - [c=k] T_c) / (ℓ' - Σ T / ℓ'), cuα = 1 - (ℓ' - Σ ℓ_cc) / (ℓ' - Σ e'_cc).
    """

    def value(totals: Floats) -> Floats:
        met, _, covered = _split(totals, kinds)
        met, covered = met[..., 1:, 1:], covered[..., 1:]
        by_value = met.sum(-1)
        total = by_value.sum(-1)
        differing = total - np.trace(met, axis1=-2, axis2=-1)
        chance = total * (total**2 - (by_value**2).sum(-1))
        enough = _enough_met(totals, kinds) & ((by_value > 0).sum(-1) > 1)
        return 1 - ratio(differing * (total**2 - covered.sum(-1)), np.where(enough, chance, 0.0))

    return value


def value_alpha(kinds: int, k: int) -> Value:
    """(k)uα of summed rows: value k against the others where units meet.

    (k)uα = 1 - (e'_k. / ℓ'_k) (ℓ'_k - ℓ_kk) / (e'_k. - e'_kk).
    """

    def value(totals: Floats) -> Floats:
        met, _, covered = _split(totals, kinds)
        total = met[..., 1:, 1:].sum((-1, -2))
        here = met[..., k, 1:].sum(-1)
        differing = met[..., k, 1:k].sum(-1) + met[..., k, k + 1 :].sum(-1)
        # e'_k. is no expectation either where it is not above zero.
        met_by_chance = here * total - covered[..., k]
        enough = _enough_met(totals, kinds) & (met_by_chance > _TINY * total**2)
        enough &= (met[..., 1:, 1:].sum(-1) > 0).sum(-1) > 1
        return 1 - ratio(met_by_chance * differing, np.where(enough, here * here * (total - here), 0.0))

    return value


def coverage(kinds: int, k: int | None = None) -> Value:
    """ℓ' / ℓ, or ℓ'_k / ℓ_k: the share of the text (of value k) where units of two annotators meet."""

    def value(totals: Floats) -> Floats:
        met, _, _ = _split(totals, kinds)
        if k is None:
            return ratio(met[..., 1:, 1:].sum((-1, -2)), met.sum((-1, -2)))
        return ratio(met[..., k, 1:].sum(-1), met[..., k, :].sum(-1))

    return value


def undefined_everywhere(kinds: int) -> Callable[[Floats], str]:
    """Why uα or |uα has no value."""
    return lambda totals: NO_VARIATION if _split(totals, kinds)[0].sum() else NO_OVERLAP


def undefined_where_met(kinds: int, k: int | None = None) -> Callable[[Floats], str]:
    """Why cuα or (k)uα has no value."""

    def why(totals: Floats) -> str:
        met = _split(totals, kinds)[0][1:, 1:]
        if not (met if k is None else met[k - 1]).sum():
            return NO_OVERLAP
        return TOO_LITTLE_MET if (met.sum(-1) > 0).sum() > 1 else NO_VARIATION

    return why


def _enough_met(totals: Floats, kinds: int) -> Bools:
    """Whether ℓ'² is above Σ T. Else the e' are no expectations: few of many annotators met, and once."""
    met, _, covered = _split(totals, kinds)
    total = met[..., 1:, 1:].sum((-1, -2))
    return np.asarray(total**2 - covered[..., 1:].sum(-1) > _TINY * total**2)


def _split(totals: Floats, kinds: int) -> tuple[Floats, Floats, Floats]:
    met = totals[..., : kinds * kinds].reshape(*totals.shape[:-1], kinds, kinds)
    return met, totals[..., kinds * kinds : kinds * kinds + kinds], totals[..., kinds * kinds + kinds :]


def _on_strips(tiling: Tiling, cuts: Ints) -> tuple[Ints, Ints]:
    """The value and the number of the unit (-1 in gaps) on each strip between two cuts."""
    first, last = np.searchsorted(cuts, tiling.start), np.searchsorted(cuts, tiling.end)
    value = np.zeros(len(cuts), np.int64)
    unit = np.zeros(len(cuts), np.int64)
    for array, content in ((value, tiling.value), (unit, np.arange(1, len(first) + 1))):
        array[first] += content
        np.subtract.at(array, last, content)
    return np.cumsum(value)[:-1], np.cumsum(unit)[:-1] - 1


def _squares(tiling: Tiling, base: Ints, kinds: int) -> Floats:
    """(articles, kinds): squared lengths of one annotator's units by value, plain lengths of gaps."""
    articles = len(base) - 1
    length = (tiling.end - tiling.start).astype(np.float64)
    cell = tiling.article * kinds + tiling.value
    squares = tally(cell, articles * kinds, None, length**2).reshape(articles, kinds)
    squares[:, 0] = np.diff(base) - tally(tiling.article, articles, None, length)
    return squares
