"""Records of clusters: pairs of aligned mentions that one annotator joins and another keeps apart.

Clusters are taken after transitive closure. Where one cluster of an annotator is cut into p parts by
another's, there are p - 1 records, each between the first mentions of two parts: as many as the links that
MUC counts as wrong.
"""

from collections.abc import Iterable, Mapping, Sequence

from annotate.agreement.clusters import closure
from annotate.agreement.groups import Groups
from annotate.agreement.records import Record, record_id
from annotate.model import Link

Clusters = Mapping[str, Sequence[Mapping[int, int]]]
"""For each symmetric type and annotator: the cluster of each group the annotator has a span in."""


def group_clusters(groups: Groups, links: Iterable[Link], types: Mapping[str, frozenset[str]]) -> Clusters:
    """The closure of each annotator's symmetric links; `types` gives the labels each type can join."""
    by_type: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for link in links:
        if link.type in types:
            by_type.setdefault((link.type, link.annotator), []).append((link.source_id, link.target_id))
    of_span = groups.of_span
    found = {}
    for name in sorted({type for type, _ in by_type}):
        found[name] = [
            {
                group: cluster
                for group, cluster, span in zip(
                    of_span[i].tolist(),
                    closure(columns, by_type.get((name, annotator), [])).tolist(),
                    columns.spans,
                    strict=True,
                )
                if span.label in types[name]
            }
            for i, (annotator, columns) in enumerate(zip(groups.annotators, groups.columns, strict=True))
        ]
    return found


def cluster_records(groups: Groups, clusters: Clusters) -> list[Record]:
    """One record for each pair of mentions at which two annotators' clusters part."""
    records = {}
    for type, sides in clusters.items():
        for i, side in enumerate(sides):
            by_cluster: dict[int, list[int]] = {}
            for group, cluster in side.items():
                by_cluster.setdefault(cluster, []).append(group)
            several = [x for x in by_cluster.values() if len(x) > 1]
            for j, other in enumerate(sides):
                if i == j:
                    continue
                for cluster_groups in several:
                    firsts: dict[int, int] = {}
                    for group in sorted(x for x in cluster_groups if x in other):
                        firsts.setdefault(other[group], group)
                    anchor, *rest = firsts.values() or (-1,)
                    for group in rest:
                        record = _record(groups, sides, type, anchor, group)
                        records[record.id] = record
    return list(records.values())


def _record(groups: Groups, sides: Sequence[Mapping[int, int]], type: str, a: int, b: int) -> Record:
    able = [i for i, side in enumerate(sides) if a in side and b in side]
    spans = tuple(groups.columns[i].spans[groups.members[group, i]] for group in (a, b) for i in able)
    articles = tuple(dict.fromkeys((spans[0].article_id, spans[-1].article_id)))
    return Record(
        id=record_id(f"cluster:{type}", articles, (x.id for x in spans)),
        kind="cluster",
        articles=articles,
        start=spans[0].start,
        end=spans[0].end,
        annotators=tuple(groups.annotators[i] for i in able),
        missing=tuple(groups.annotators[i] for i in able if sides[i][a] != sides[i][b]),
        spans=spans,
        facets=("cluster",),
    )
