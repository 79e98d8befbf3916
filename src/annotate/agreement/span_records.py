"""Records of groups of spans: missing, boundary, label, boundary+label, attribute, or agree."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np

from annotate.agreement.groups import Groups
from annotate.agreement.overlaps import batches
from annotate.agreement.records import Kind, Record, Subkind, record_id
from annotate.model import Span


def span_records(groups: Groups, attributes: Sequence[str]) -> list[Record]:
    """One record a group, in the order of the groups; `attributes` are the names to compare."""
    related, split = _neighbours(groups)
    records = []
    finishers: dict[int, tuple[int, ...]] = {}
    for number, (members, article) in enumerate(
        zip(groups.members.tolist(), groups.article.tolist(), strict=True)
    ):
        if article not in finishers:
            finishers[article] = tuple(np.flatnonzero(groups.finished[:, article]).tolist())
        present = [i for i in finishers[article] if members[i] >= 0]
        spans = tuple(groups.columns[i].spans[members[i]] for i in present)
        missing = tuple(groups.annotators[i] for i in finishers[article] if members[i] < 0)
        facets = _facets(spans, missing)
        differing: tuple[str, ...] = ()
        if len(spans) > 1:
            differing = tuple(
                name for name in attributes if len({getattr(x.attributes, name) for x in spans}) > 1
            )
        records.append(
            Record(
                id=record_id("span", (spans[0].article_id,), (x.id for x in spans)),
                kind=_kind(facets, differing),
                articles=(spans[0].article_id,),
                start=min(x.start for x in spans),
                end=max(x.end for x in spans),
                annotators=tuple(groups.annotators[i] for i in finishers[article]),
                missing=missing,
                spans=spans,
                facets=(*facets, *(("attribute",) if differing else ())) or ("agree",),
                subkinds=_subkinds(spans, split.get(number, set())) if "boundary" in facets else (),
                iou=_iou(spans),
                deltas=tuple((x.start - spans[0].start, x.end - spans[0].end) for x in spans[1:]),
                attributes=differing,
                related=_spans(groups, related.get(number, set())),
            )
        )
    return records


def _facets(spans: Sequence[Span], missing: Sequence[str]) -> tuple[Kind, ...]:
    boundary = len({(x.start, x.end) for x in spans}) > 1
    label = len({x.label for x in spans}) > 1
    facets: list[Kind] = []
    if missing:
        facets.append("missing")
    if boundary:
        facets.append("boundary")
    if label:
        facets.append("label")
    if boundary and label:
        facets.append("boundary+label")
    return tuple(facets)


def _kind(facets: Sequence[Kind], differing: Sequence[str]) -> Kind:
    for kind in ("missing", "boundary+label", "boundary", "label"):
        if kind in facets:
            return kind
    return "attribute" if differing else "agree"


def _iou(spans: Sequence[Span]) -> float | None:
    if len(spans) < 2:
        return None
    return min(
        max(0, min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))
        for a, b in combinations(spans, 2)
    )


def _subkinds(spans: Sequence[Span], split: set[Subkind]) -> tuple[Subkind, ...]:
    found: list[Subkind] = []
    between = _between(spans)
    if between is not None:
        if between.isspace():
            found.append("whitespace")
        elif all(x.isspace() or unicodedata.category(x).startswith("P") for x in between):
            found.append("punctuation")
    found += sorted(split, reverse=True)
    outward = sorted(spans, key=lambda x: (x.start, -x.end))
    if all(a.end >= b.end for a, b in pairwise(outward)):
        found.append("contained")
    return tuple(found)


def _between(spans: Sequence[Span]) -> str | None:
    """The text that some but not all of the spans hold at either edge; None where they do not all meet."""
    first, last = min(spans, key=lambda x: x.start), max(spans, key=lambda x: x.end)
    start, end = max(x.start for x in spans), min(x.end for x in spans)
    if start >= end:
        return None
    return first.quote[: start - first.start] + last.quote[end - last.start :]


Members = dict[int, set[tuple[int, int]]]
"""By group: (annotator, span) numbers."""


def _neighbours(groups: Groups) -> tuple[Members, dict[int, set[Subkind]]]:
    """Spans that overlap a group without being in it, and groups where one span answers several.

    Related to a group are spans of annotators it lacks, and of others the pieces of a split: spans of the
    same label that the other annotator has nothing for.
    """
    related: Members = defaultdict(set)
    split: dict[int, set[Subkind]] = defaultdict(set)
    of_span = groups.of_span
    for i, j in combinations(range(len(groups.columns)), 2):
        a, b = groups.columns[i], groups.columns[j]
        for edges, _ in batches(a, b, np.arange(len(a.spans)), np.arange(len(b.spans))):
            ours, theirs = of_span[i][edges.left], of_span[j][edges.right]
            same_label = a.label[edges.left] == b.label[edges.right]
            split_here: Subkind = "split"
            merge_here: Subkind = "merge"
            for group, other, annotator, span, owner, own, subkind in (
                (ours, theirs, j, edges.right, i, edges.left, split_here),
                (theirs, ours, i, edges.left, j, edges.right, merge_here),
            ):
                apart = group != other
                partner = groups.members[group, annotator]
                lacking = partner < 0
                one, several = groups.columns[owner], groups.columns[annotator]
                uneven = one.start[own] != several.start[partner]
                uneven |= one.end[own] != several.end[partner]
                piece = ~lacking & uneven & (groups.members[other, owner] < 0) & same_label
                for at in np.flatnonzero(apart & (lacking | piece)).tolist():
                    related[int(group[at])].add((annotator, int(span[at])))
                    if piece[at]:
                        split[int(group[at])].add(subkind)
    return related, split


def _spans(groups: Groups, members: set[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(groups.columns[i].spans[span] for i, span in sorted(members))
