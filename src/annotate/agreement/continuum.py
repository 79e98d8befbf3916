"""Unitizing alpha of a study: each label by itself, and the whole family where nobody's spans overlap."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from annotate.agreement import unitizing
from annotate.agreement.columns import Axis, Bools, Floats, Ints
from annotate.agreement.figure import NO_ARTICLES, NO_VARIATION, OVERLAPPING, Figure
from annotate.agreement.pair import Pair
from annotate.agreement.sample import Sample, Value
from annotate.agreement.unitizing_1995 import Disagreement, Units, by_category

COUNTED = "characters read"
MERGED = "spans merged into overlapping ones"


def unitizing_by_label(axis: Axis, annotators: Sequence[int]) -> Iterator[Sample]:
    """uα of each label against all else; overlapping spans of the label are merged, and counted.

    Rows are the articles that at least two of the annotators finished.
    """
    done = axis.done[np.array(annotators, np.int64)]
    articles = done.sum(0) >= 2
    columns = [axis.columns[x].within(articles & done[i]) for i, x in enumerate(annotators)]
    for number, label in enumerate(axis.labels):
        tilings = [unitizing.merged(x, x.label == number) for x in columns]
        rows = unitizing.rows(tilings, done, axis.base, 1)[articles]
        yield _sample(
            "unitizing_alpha",
            "Krippendorff's unitizing alpha 2016 (uα), one label",
            rows,
            unitizing.u_alpha(2),
            2,
            label,
            left_out={MERGED: sum(x.merged for x in tilings)},
        )


def unitizing_family(axis: Axis, annotators: Sequence[int]) -> Iterator[Sample]:
    """uα, |uα, cuα and (k)uα over all labels, in the articles where no annotator's spans overlap."""
    done = axis.done[np.array(annotators, np.int64)]
    articles = done.sum(0) >= 2
    columns = [axis.columns[x].within(articles & done[i]) for i, x in enumerate(annotators)]
    free = articles.copy()
    for x in columns:
        free &= ~unitizing.overlapping(x, len(free))
    kinds = len(axis.labels) + 1
    tilings = [unitizing.valued(x, free) for x in columns]
    rows = unitizing.rows(tilings, done & free, axis.base, kinds - 1)[articles]
    left_out = {"articles with overlapping spans": int(articles.sum() - free.sum())}
    used = free[articles]
    name = "Krippendorff's unitizing alpha 2016"
    for key, words, value in (
        ("unitizing_u_alpha", "(uα), all labels", unitizing.u_alpha(kinds)),
        ("unitizing_boundary_alpha", "(|uα), units whatever their label", unitizing.boundary_alpha(kinds)),
    ):
        yield _sample(key, f"{name} {words}", rows, value, kinds, left_out=left_out, used=used)
    value = unitizing.coding_alpha(kinds)
    words = "(cuα), labels where units meet"
    yield _sample("unitizing_coding_alpha", f"{name} {words}", rows, value, kinds, None, 0, left_out, used)
    for k, label in enumerate(axis.labels, start=1):
        value = unitizing.value_alpha(kinds, k)
        words = "((k)uα), one label where units meet"
        yield _sample(
            "unitizing_value_alpha", f"{name} {words}", rows, value, kinds, label, k, left_out, used
        )


def unitizing_1995(pair: Pair) -> Iterator[Figure]:
    """αU of 1995/2004 over all labels and of each, for comparison with other tools; articles concatenated."""
    lengths = pair.axis.lengths[pair.articles]
    moved = np.zeros(len(pair.shared), np.int64)
    moved[pair.articles] = np.cumsum(lengths) - lengths - pair.axis.base[pair.articles]
    tilings = {
        label: [unitizing.merged(x, x.label == number) for x in (pair.left, pair.right)]
        for number, label in enumerate(pair.axis.labels)
    }
    merged = {label: sum(x.merged for x in both) for label, both in tilings.items()}
    categories = {label: [_units(x, moved) for x in both] for label, both in tilings.items()}
    total = int(lengths.sum())
    by_label = by_category(categories, 0, total) if total else {}
    everything = Disagreement(
        sum(x.observed for x in by_label.values()), sum(x.expected for x in by_label.values())
    )
    for label, found in ((None, everything), *by_label.items()):
        yield Figure(
            key="unitizing_alpha_1995",
            name="Krippendorff's unitizing alpha 1995/2004 (αU), articles concatenated",
            value=found.alpha,
            undefined=None if found.alpha is not None else NO_VARIATION if total else NO_ARTICLES,
            n=2 * total,
            counted=COUNTED,
            articles=len(pair.articles),
            annotators=pair.annotators,
            scope=label,
            left_out={MERGED: sum(merged.values()) if label is None else merged[label]},
            interval_why="not a sum over articles",
            chance_corrected=True,
        )


def _units(tiling: unitizing.Tiling, moved: Ints) -> Units:
    shift = moved[tiling.article]
    return np.column_stack((tiling.start + shift, tiling.end + shift))


def _sample(
    key: str,
    name: str,
    rows: Floats,
    value: Value,
    kinds: int,
    scope: str | None = None,
    where_met: int | None = None,
    left_out: Mapping[str, int] | None = None,
    used: Bools | None = None,
) -> Sample:
    """`where_met` is the value of (k)uα, 0 for cuα, None for measures of the whole text."""
    why: str | Callable[[Floats], str]
    if used is not None and not used.any():
        why = OVERLAPPING
    elif where_met is None:
        why = unitizing.undefined_everywhere(kinds)
    else:
        why = unitizing.undefined_where_met(kinds, where_met or None)
    return Sample(
        key=key,
        name=name,
        rows=rows,
        value=value,
        undefined=why,
        count=lambda totals: np.asarray(totals[..., : kinds * kinds].sum(-1)),
        counted=COUNTED,
        scope=scope,
        parts={"coverage": unitizing.coverage(kinds, where_met or None)},
        left_out=left_out or {},
        chance_corrected=True,
        least=-np.inf,
        used=used,
    )
