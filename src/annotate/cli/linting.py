"""The command that lists soft problems in the annotations."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli import options, output
from annotate.cli.reading import InArticle

if TYPE_CHECKING:
    from annotate.workbench.bench import Workbench
    from annotate.workbench.lint_rules import Finding

_FOUND = 1


def lint(
    context: typer.Context,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="A,B", help="Only these rules, by their names.")
    ] = None,
    article: InArticle = None,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.Annotator = None,
    layer: options.OpenLayer = None,
) -> None:
    """List soft problems in one annotator’s work, or in gold.

    Exits with 1 where there are some.

    Rules: mixed-labels, untagged-duplicate, counters-nothing, frames-nothing, no-speaker, loose-chain,
    loose-edge, paragraph-break. The second takes long on large collections, and may be left out.
    """
    config = options.settings(context, db, annotator, layer)
    names = [name.strip() for name in rules.split(",") if name.strip()] if rules is not None else None
    with options.reading(config) as bench:
        ids = [bench.find_article(article)] if article else None
        with output.progress("comparing wordings") as progress:
            found = bench.lint(ids, options.filter_of(context, annotator), names, progress)
        articles = {one.id: one.name for one in bench.articles()}
        if json:
            output.as_json([_values(finding) for finding in found])
        else:
            _print(found, articles)
        if not found:
            _say_clean(bench, ids)
    if found:
        raise typer.Exit(_FOUND)


def _print(found: list[Finding], articles: dict[str, str]) -> None:
    """Groups by rule: what it found, where, and what to do about it."""
    from annotate.workbench.lint_rules import RULES

    for rule in RULES:
        findings = [finding for finding in found if finding.rule == rule.name]
        if not findings:
            continue
        output.heading(f"{rule.title}: {len(findings)}  ({rule.name})")
        columns = ["article", "start", "end", "what", "text"]
        rows: list[list[object]] = [
            [output.shorten(articles[x.article_id], 28), x.start, x.end, x.message, x.text] for x in findings
        ]
        if rule.needs_index:
            columns.insert(-1, "against")
            for row, finding in zip(rows, findings, strict=True):
                row.insert(-1, output.shorten(output.one_line(finding.others[-1].quote), 36))
        output.table(columns, rows, flexible="text", indent=2)
        for hint in dict.fromkeys(finding.hint for finding in findings):
            output.line(f"  → {hint}")
        output.line()


def _say_clean(bench: Workbench, article_ids: list[str] | None) -> None:
    """Tell that all is in order, or that there is nothing that could be in disorder."""
    gold = bench.scope.layer == "gold"
    whose = "gold" if gold else bench.handle
    count = len(bench.layer_spans(article_ids))
    if count:
        output.note(f"nothing found in {count} spans of {whose}")
    elif gold:
        output.note("no gold here", "decide on disagreements: annotate review")
    else:
        others = [name for name in bench.annotators() if name != bench.handle]
        choose = f"annotators are: {', '.join(others)}; choose with --annotator"
        output.note(f"no spans of {bench.handle} here", choose if others else "tag some first: annotate open")


def _values(finding: Finding) -> dict[str, Any]:
    others = [
        {
            "span_id": span.id,
            "article_id": span.article_id,
            "start": span.start,
            "end": span.end,
            "text": span.quote,
            "label": span.label,
        }
        for span in finding.others
    ]
    return {**asdict(finding), "others": others}
