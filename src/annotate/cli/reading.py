"""Commands that list: articles, spans, links, history."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli import options, output

if TYPE_CHECKING:
    from annotate.model import Link, Span
    from annotate.workbench.bench import Workbench

InArticle = Annotated[
    str | None,
    typer.Option(
        "--article", metavar="ARTICLE", help="Only this article: id, file name, or part of the title."
    ),
]

_STATES = {"open": "open", "in_progress": "in progress", "done": "done"}


def articles(
    context: typer.Context,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.OnlyAnnotator = None,
) -> None:
    """List the articles with their states and counts.

    Counts are of all annotators together, or of the one named by --annotator.
    """
    config = options.settings(context, db, annotator)
    only = options.filter_of(context, annotator)
    with options.reading(config) as bench:
        found = bench.articles()
        states: dict[str, dict[str, str]] = {article.id: {} for article in found}
        for state in bench.states():
            states.setdefault(state.article_id, {})[state.annotator] = state.state
        totals = bench.totals(only)
    if json:
        output.as_json(
            [
                {
                    "id": article.id,
                    **asdict(article.meta),
                    "chars": article.chars,
                    "states": states[article.id],
                    "spans": totals.spans.get(article.id, 0),
                    "links": totals.links.get(article.id, 0),
                }
                for article in found
            ]
        )
    elif found:
        rows = [
            (
                article.id[:8],
                article.meta.published or "",
                output.shorten(article.meta.outlet or "", 28),
                totals.spans.get(article.id, 0),
                totals.links.get(article.id, 0),
                ", ".join(f"{who} {_STATES[state]}" for who, state in states[article.id].items()),
                article.name,
            )
            for article in found
        ]
        columns = ("id", "published", "outlet", "spans", "links", "states", "title")
        output.table(columns, rows, flexible="title")
    if not found:
        output.note("no articles yet", "bring some in: annotate import PATH...")


def spans(
    context: typer.Context,
    article: InArticle = None,
    label: Annotated[str | None, typer.Option("--label", metavar="LABEL", help="Only this label.")] = None,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.OnlyAnnotator = None,
) -> None:
    """List the spans: article, place, annotator, label, text."""
    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        if label is not None:
            bench.scheme.label(label)
        ids = [bench.find_article(article)] if article else None
        found = bench.spans(ids, options.filter_of(context, annotator))
        names = {one.id: one.name for one in bench.articles()}
    found = [span for span in found if label in (None, span.label)]
    if json:
        output.as_json([_span(span) for span in found])
    elif found:
        rows = [
            (names[s.article_id], s.start, s.end, s.annotator, _layered(s.label, s.layer), s.quote)
            for s in found
        ]
        shorter = [(output.shorten(row[0], 28), *row[1:]) for row in rows]
        output.table(("article", "start", "end", "annotator", "label", "text"), shorter, flexible="text")
    if not found:
        output.note("no spans here", "tag some in the workbench: annotate open")


def links(
    context: typer.Context,
    article: InArticle = None,
    type_name: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only this type of link.")
    ] = None,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.OnlyAnnotator = None,
) -> None:
    """List the links with the texts of both ends.

    With --article, those with either end in it.
    """
    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        if type_name is not None:
            bench.scheme.link_type(type_name)
        ids = [bench.find_article(article)] if article else None
        found = bench.links(ids, options.filter_of(context, annotator), incoming=True)
        found = [link for link in found if type_name in (None, link.type)]
        ends = _ends(bench, found)
        # Another process may have deleted an end since the links were read.
        found = [link for link in found if {link.source_id, link.target_id} <= ends.keys()]
    if json:
        output.as_json([_link(link, ends) for link in found])
    elif found:
        half = ((output.width() or 0) - 40) // 2
        rows = [
            (
                link.annotator,
                _layered(link.type, link.layer),
                "across" if link.source_article != link.target_article else "within",
                _quote(ends[link.source_id].quote, half),
                _quote(ends[link.target_id].quote, half),
            )
            for link in found
        ]
        output.table(("annotator", "type", "articles", "source", "target"), rows, flexible="target")
    if not found:
        output.note("no links here", "draw some in the workbench: annotate open")


def history(
    context: typer.Context,
    article: InArticle = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="At most so many steps, the newest.")
    ] = 50,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.OnlyAnnotator = None,
) -> None:
    """List the committed steps, newest first.

    Those marked * stand in their annotator's undo list now.
    """
    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        found = bench.history(
            annotator=options.filter_of(context, annotator),
            article_id=bench.find_article(article) if article else None,
            limit=limit,
        )
        names = {one.id: one.name for one in bench.articles()}
    if json:
        output.as_json([asdict(entry) for entry in found])
    elif found:
        rows = [
            (
                entry.at.replace("T", " ")[:19],
                entry.annotator,
                entry.kind,
                "*" if entry.undoable else "",
                output.shorten(names.get(entry.article_id or "", ""), 28),
                entry.action,
            )
            for entry in found
        ]
        output.table(("time (UTC)", "annotator", "kind", "", "article", "action"), rows, flexible="action")
    if not found:
        output.note("no history here", "every edit in the workbench appears: annotate open")


def _layered(name: str, layer: str) -> str:
    return name if layer == "independent" else f"{name} ({layer})"


def _quote(text: str, most: int) -> str:
    flat = output.one_line(text)
    return flat if output.width() is None else output.shorten(flat, max(most, 12))


def _span(span: Span) -> dict[str, Any]:
    from annotate.workbench.output import span_values

    return {"id": span.id, "article_id": span.article_id, **span_values(span)}


def _link(link: Link, ends: dict[str, Span]) -> dict[str, Any]:
    from annotate.workbench.output import link_values

    return {
        **link_values(link),
        "source_article": link.source_article,
        "source_text": ends[link.source_id].quote,
        "target_text": ends[link.target_id].quote,
    }


def _ends(bench: Workbench, links: list[Link]) -> dict[str, Span]:
    return bench.spans_by_id(sorted({end for link in links for end in (link.source_id, link.target_id)}))
