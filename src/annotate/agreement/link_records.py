"""Records of links: missing, type, direction, endpoint, blocked, or agree.

Links are compared as (source group, type, target group). What some have and others lack is bundled: the
same ends the other way round, then other types between the same ends, then one end in common; no annotator
is in a bundle twice.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from annotate.agreement.groups import Groups
from annotate.agreement.records import Kind, Record, Subkind, record_id
from annotate.model import Link, Span

Key = tuple[int, str, int]


@dataclass(slots=True)
class _Bundle:
    """Links that are alternatives to one another, by annotator."""

    keys: list[Key]
    links: dict[int, Link]
    able: set[int]
    """Annotators who finished both articles."""
    kind: Kind = "link-missing"
    waits_for: set[int] = field(default_factory=set)
    """Groups of spans."""


@dataclass(frozen=True, slots=True)
class LinkRecords:
    """All links of some annotators as records, agreeing ones among them."""

    records: list[Record]
    left_out: int
    """Links between articles that no second annotator finished both of."""


def link_records(
    groups: Groups,
    links: Iterable[Link],
    symmetric: frozenset[str],
    span_record_ids: Sequence[str],
    clusters: Mapping[str, Sequence[Mapping[int, int]]],
) -> LinkRecords:
    """Compare links. `clusters` holds, for each symmetric type and annotator, the cluster of each group."""
    place = {
        span.id: (annotator, number)
        for annotator, columns in enumerate(groups.columns)
        for number, span in enumerate(columns.spans)
    }
    of_span = [x.tolist() for x in groups.of_span]
    row = {name: i for i, name in enumerate(groups.annotators)}
    found: dict[Key, dict[int, Link]] = defaultdict(dict)
    left_out = 0
    for link in links:
        if link.annotator not in row:
            continue
        ends = [place.get(x) for x in (link.source_id, link.target_id)]
        if ends[0] is None or ends[1] is None:
            left_out += 1
            continue
        source, target = (of_span[i][number] for i, number in (ends[0], ends[1]))
        if link.type in symmetric and target < source:
            source, target = target, source
        found[source, link.type, target][row[link.annotator]] = link
    bundles, blocked, agreed = [], [], []
    for key in sorted(found):
        source, _, target = key
        able = groups.finished[:, groups.article[source]] & groups.finished[:, groups.article[target]]
        bundle = _Bundle([key], found[key], set(np.flatnonzero(able).tolist()))
        lacking = bundle.able - set(bundle.links)
        has_ends = (groups.members[source] >= 0) & (groups.members[target] >= 0)
        if len(bundle.able) < 2:
            left_out += len(bundle.links)
        elif not lacking:
            bundle.kind = "agree"
            agreed.append(bundle)
        elif not any(has_ends[i] for i in lacking):
            bundle.kind = "link-blocked"
            bundle.waits_for = {x for x in (source, target) if any(groups.members[x, i] < 0 for i in lacking)}
            blocked.append(bundle)
        else:
            bundles.append(bundle)
    bundles = _bundled(bundles, "link-direction", lambda s, t, of: [(of, *sorted((s, t)))])
    bundles = _bundled(bundles, "link-type", lambda s, t, of: [tuple(sorted((s, t)))])
    bundles = _bundled(bundles, "link-endpoint", lambda s, t, of: _one_end(s, t, of, of in symmetric))

    def spans(link: Link) -> tuple[Span, Span]:
        (i, source), (j, target) = place[link.source_id], place[link.target_id]
        return groups.columns[i].spans[source], groups.columns[j].spans[target]

    records = []
    for bundle in (*agreed, *blocked, *bundles):
        held = tuple(bundle.links[i] for i in sorted(bundle.links))
        ends_of = tuple(map(spans, held))
        articles = tuple(dict.fromkeys((held[0].source_article, held[0].target_article)))
        records.append(
            Record(
                id=record_id("link", articles, (x.id for x in held)),
                kind=bundle.kind,
                articles=articles,
                start=ends_of[0][0].start,
                end=ends_of[0][0].end,
                annotators=tuple(groups.annotators[i] for i in sorted(bundle.able)),
                missing=tuple(groups.annotators[i] for i in sorted(bundle.able - set(bundle.links))),
                links=held,
                ends=ends_of,
                facets=(bundle.kind,),
                subkinds=_implied(bundle, clusters),
                waits_for=tuple(span_record_ids[x] for x in sorted(bundle.waits_for)),
            )
        )
    return LinkRecords(records, left_out)


def _one_end(source: int, target: int, type: str, either: bool) -> list[Hashable]:
    if either:
        return [(type, "end", source), (type, "end", target)]
    return [(type, "source", source), (type, "target", target)]


def _bundled(
    bundles: list[_Bundle], kind: Kind, common: Callable[[int, int, str], Sequence[Hashable]]
) -> list[_Bundle]:
    """Merge bundles that share what `common` names and no annotator, in order."""
    waiting: dict[Hashable, list[_Bundle]] = defaultdict(list)
    kept: list[_Bundle] = []
    for bundle in bundles:
        source, type, target = bundle.keys[0]
        shared = common(source, target, type) if bundle.kind == "link-missing" else ()
        partner = next(
            (other for x in shared for other in waiting[x] if not other.links.keys() & bundle.links.keys()),
            None,
        )
        if partner is None:
            kept.append(bundle)
            for x in shared:
                waiting[x].append(bundle)
        else:
            partner.keys += bundle.keys
            partner.links |= bundle.links
            partner.able |= bundle.able
            partner.kind = kind
    return kept


def _implied(bundle: _Bundle, clusters: Mapping[str, Sequence[Mapping[int, int]]]) -> tuple[Subkind, ...]:
    """“closure” where everybody has the ends of symmetric links in one cluster, linked so or otherwise."""
    joined = bundle.kind in ("link-missing", "link-endpoint") and all(
        type in clusters
        and source in clusters[type][i]
        and clusters[type][i][source] == clusters[type][i].get(target)
        for source, type, target in bundle.keys
        for i in bundle.able
    )
    return ("closure",) if joined else ()
