"""The command that lists clusters of near-duplicate statements."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli import options, output

if TYPE_CHECKING:
    from annotate.scheme import Scheme
    from annotate.workbench.bench import Workbench
    from annotate.workbench.cluster_values import StatementCluster

_ROOM_FOR_SPEAKERS = 120
"""Cells of the terminal from which speakers have a column."""


class Order(StrEnum):
    """What comes first."""

    spread = "spread"
    date = "date"
    untagged = "untagged"


def statements(
    context: typer.Context,
    sort: Annotated[
        Order, typer.Option("--sort", help="Most articles first, earliest first, or most untagged first.")
    ] = Order.spread,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help="Only what stands in so many articles.")
    ] = 1,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", metavar="TEXT", help="Only with these words, in wording, speaker or outlet."
        ),
    ] = None,
    tree: Annotated[bool, typer.Option("--tree", help="Print how each wording changed, by date.")] = False,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.Annotator = None,
) -> None:
    """List the statements that are said again and again.

    Tags and decisions are those of --annotator. Labels stand by their letters, “·” is untagged.
    """
    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        from annotate.workbench.cluster_values import matches, sorted_clusters

        articles = len(bench.articles())
        with output.progress("finding clusters") as draw:
            every = bench.clusters(lambda done: draw(int(1000 * done), 1000))
        found = [c for c in every if c.articles >= least and matches(c, search or "")]
        found = sorted_clusters(found, sort.value)
        if json:
            output.as_json([_as_json(cluster) for cluster in found])
        elif tree:
            _trees(bench, found)
        elif found:
            _table(found, bench.scheme)
    if every and not found:
        output.note(f"none of {len(every)} statements fits", "ask for less: --least, --search")
    elif not every and articles < 2:
        output.note(
            f"{'one article' if articles else 'no articles'}: nothing to compare",
            "bring some in: annotate import PATH...",
        )
    elif not every:
        output.note(f"nothing is said twice in {articles} articles")


def _table(found: list[StatementCluster], scheme: Scheme) -> None:
    columns: dict[str, list[object]] = {
        "articles": [cluster.articles for cluster in found],
        "outlets": [cluster.outlets for cluster in found],
        "first": [(cluster.first_published or "")[:10] for cluster in found],
        "tagged": [_tags(cluster, scheme) for cluster in found],
        "rebutted": [len(cluster.rebutted_by) or "" for cluster in found],
        "speakers": [output.shorten(", ".join(cluster.speakers), 28) for cluster in found],
        "": ["!" if cluster.warnings else "" for cluster in found],
        "statement": [cluster.text for cluster in found],
    }
    room = output.width()
    narrow = room is not None and room < _ROOM_FOR_SPEAKERS
    kept = [name for name, cells in columns.items() if any(cells) and not (narrow and name == "speakers")]
    rows = list(zip(*(columns[name] for name in kept), strict=True))
    output.table(kept, rows, flexible="statement")
    for warning, cluster in ((w, c) for c in found for w in c.warnings):
        output.note(f"! “{output.shorten(output.one_line(cluster.text), 40)}”: {warning.says}")


def _tags(cluster: StatementCluster, scheme: Scheme) -> str:
    counted = [f"{scheme.label_shown(name).key}{count}" for name, count in cluster.labels]
    return " ".join([*counted, *([f"·{cluster.untagged}"] if cluster.untagged else [])])


def _trees(bench: Workbench, found: list[StatementCluster]) -> None:
    for number, cluster in enumerate(found):
        if number:
            output.line()
        output.heading(_fitted(output.one_line(cluster.text)))
        tree(bench, cluster)


def tree(bench: Workbench, cluster: StatementCluster, indent: str = "") -> None:
    """Print the variants of a cluster: date, source, and the wording under the one it came after."""
    branches = bench.variants_of(cluster)
    firsts = [cluster.members[branch.members[0]] for branch in branches]
    widest = max(output.cells(output.shorten(output.one_line(first.source), 24)) for first in firsts)
    for branch, first in zip(branches, firsts, strict=True):
        source = output.shorten(output.one_line(first.source), 24)
        pad = " " * (widest - output.cells(source))
        when = f"{indent}{(first.published or '')[:10]:<10}  {source}{pad}"
        more = f"  ×{len(branch.members)}" if len(branch.members) > 1 else ""
        output.line(_fitted(f"{when}  {branch.stem}{output.one_line(first.text)}", more) + more)


def _fitted(text: str, more: str = "") -> str:
    room = output.width()
    return text if room is None else output.shorten(text, max(20, room - len(more)))


def _as_json(cluster: StatementCluster) -> dict[str, Any]:
    return {
        "canonical": cluster.text,
        "articles": cluster.articles,
        "outlets": cluster.outlets,
        "first_published": cluster.first_published,
        "speakers": list(cluster.speakers),
        "labels": {**dict(cluster.labels), "untagged": cluster.untagged},
        "rebutted_by": [
            {"article_id": span.article_id, "span_id": span.id, "text": span.quote}
            for span in cluster.rebutted_by
        ],
        "warnings": [warning.says for warning in cluster.warnings],
        "members": [
            {
                "article_id": member.place.article_id,
                "source": member.source,
                "published": member.published,
                "start": member.place.start,
                "end": member.place.end,
                "text": member.text,
                "label": member.span.label if member.span else None,
                "span_id": member.span.id if member.span else None,
            }
            for member in cluster.members
        ],
    }
