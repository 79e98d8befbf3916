"""The command that finds near-duplicates of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli import options, output

if TYPE_CHECKING:
    from annotate.model import Article
    from annotate.workbench.suggestions import Similar


def similar(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, or the id of a span.")],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many.")] = 20,
    least: Annotated[
        float, typer.Option("--least", metavar="SCORE", min=0, max=100, help="Only from this score on.")
    ] = 35.0,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.Annotator = None,
) -> None:
    """List the statements most like a text, best first.

    Every sentence, clause and quotation of the collection is looked at, annotated or not. A score is 70 %
    the words that both share, rare ones counting more and adverbs of degree a quarter, and 30 % the letters
    of the best alignment.
    “opposite?” stands where one may be the negation of the other. Only the first 256 words are compared.
    """
    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        with output.progress("finding statements") as progress:
            bench.index(progress)
        span = bench.span_named(text)
        if span is None and not any(char.isalnum() for char in text):
            raise typer.BadParameter("there is no word in it to compare", param_hint="TEXT")
        if span is not None:
            found = bench.similar(span.quote, place=span.place, limit=limit, floor=least)
        else:
            found = bench.similar(text, limit=limit, floor=least)
        articles = {article.id: article for article in bench.articles()}
    if json:
        output.as_json([_as_json(each, articles[each.place.article_id]) for each in found])
    elif found:
        rows = [
            (
                round(each.score.total),
                "" if each.score.polarity == "same" else each.score.polarity,
                output.shorten(articles[each.place.article_id].source, 28),
                each.place.start,
                each.place.end,
                each.span.label if each.span else "",
                each.text,
            )
            for each in found
        ]
        columns = ("score", "", "source", "start", "end", "label", "text")
        output.table(columns, rows, flexible="text")
    if not found:
        if not articles:
            output.note("no articles yet", "bring some in: annotate import PATH...")
        else:
            output.note("nothing like it in the collection", "--least 20 shows what is less alike")


def _as_json(each: Similar, article: Article) -> dict[str, Any]:
    return {
        "score": round(each.score.total, 2),
        "words": round(each.score.dice, 2),
        "letters": round(each.score.partial, 2),
        "polarity": each.score.polarity,
        "article_id": each.place.article_id,
        "source": article.source,
        "published": article.meta.published,
        "start": each.place.start,
        "end": each.place.end,
        "text": each.text,
        "label": each.span.label if each.span else None,
        "span_id": each.span.id if each.span else None,
        "annotator": each.span.annotator if each.span else None,
    }
