"""Commands that compare annotators: figures of agreement, and the records of disagreement behind them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli import agreement_text, options, output
from annotate.cli.agreement_json import figure_json, record_json
from annotate.cli.reading import InArticle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotate.agreement.figure import Figure
    from annotate.agreement.report import Report
    from annotate.workbench.agreement_figures import Group
    from annotate.workbench.bench import Workbench

    Gamma = Mapping[tuple[str, ...], Sequence[Figure]]


class By(StrEnum):
    """What the figures are told by."""

    label = "label"
    pair = "pair"
    article = "article"


def agreement(
    context: typer.Context,
    by: Annotated[
        By | None,
        typer.Option("--by", help="Each label and link type, all figures of each pair, or each article."),
    ] = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="A,B", help="Only these annotators, two or more.")
    ] = None,
    gamma: Annotated[
        bool, typer.Option("--gamma", help="Compute gamma too, by sampling; takes seconds.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write all, with every disagreement, as an HTML page."),
    ] = None,
    gold: Annotated[
        bool, typer.Option("--gold", help="Compare each with the gold layer, not with each other.")
    ] = False,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.Annotator = None,
) -> None:
    """Tell how far annotators agree, or each of them with gold.

    Compared are articles that both have done; with gold, those of which it is complete. Every figure has its
    95 % interval, or says why not; --json has all of them with definition, parameters and what was left out.
    """
    from annotate.errors import RuleError
    from annotate.workbench.agreeing import ONE_TEXT
    from annotate.workbench.agreement_figures import left_out

    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        names = _names(of)
        if gold and (gamma or report is not None):
            raise RuleError(
                f"--gold cannot go with {'--gamma' if gamma else '--report'}",
                "gamma is of annotators only" if gamma else "the page has the figures beside gold anyway",
            )
        why = bench.nothing_beside_gold(names) if gold else bench.nothing_to_compare(names)
        if why is not None:
            if report is not None:
                raise why
            _nothing(why.message, why.hint, json)
            return
        compare = bench.agreement_with_gold if gold else bench.agreement
        found = compare(names, by_article=by is By.article)
        gammas: Gamma = {}
        if gamma:
            gammas = {pair.annotators: bench.gamma(pair.annotators) or () for pair in found.pairs}
        written = bench.write_agreement(report, names, gammas) if report is not None else 0
        if json:
            output.as_json(_as_json(found, gammas, by))
        elif by is By.article:
            agreement_text.by_article(found, {article.id: article for article in bench.articles()})
        elif by is not None:
            agreement_text.all_groups(found, gammas, lambda group: _wanted(group, by))
        else:
            agreement_text.headlines(found, gammas)
        if not json:
            if missing := left_out(found.left_out):
                output.note(f"not compared: {'; '.join(missing)}")
            for name in bench.in_several_texts():
                output.note(f"“{name}” is here in several texts, done by different annotators", ONE_TEXT)
        if report is not None:
            output.note(f"the figures and {written} disagreements are in {report}")


def disagreements(
    context: typer.Context,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only this kind, by its name in --json.")
    ] = None,
    pair: Annotated[
        str | None, typer.Option("--pair", metavar="A,B", help="Only between these annotators.")
    ] = None,
    article: InArticle = None,
    gold: Annotated[
        str | None, typer.Option("--gold", metavar="NAME", help="Only between this annotator and gold.")
    ] = None,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.Annotator = None,
) -> None:
    """List where annotators disagree, one record each.

    Kinds: missing, boundary, label, boundary+label, attribute, link-missing, link-type, link-direction,
    link-endpoint, link-blocked, cluster. Spans of another label and boundary are found under all three.
    """
    from annotate.errors import RuleError

    config = options.settings(context, db, annotator)
    with options.reading(config) as bench:
        _known_kind(kind)
        names = _names(pair)
        only = bench.find_article(article) if article else None
        if gold is not None and names is not None:
            raise RuleError("--gold cannot go with --pair", "it compares one annotator with gold")
        why = bench.nothing_to_compare(names) if gold is None else bench.nothing_beside_gold([gold])
        if why is not None:
            _nothing(why.message, why.hint, json)
            return
        every = bench.disagreements(names) if gold is None else bench.disagreements_with_gold(gold)
        found = [
            x
            for x in every.records
            if (kind is None or kind in (x.kind, *x.facets)) and (only is None or only in x.articles)
        ]
        articles = {one.id: one for one in bench.articles()}
        order = {article_id: number for number, article_id in enumerate(articles)}
        found.sort(key=lambda x: order[x.articles[0]])
        if json:
            output.as_json([record_json(record) for record in found])
        elif found:
            agreement_text.records(found, articles)
        if not found:
            output.note(
                f"no such disagreement among {len(every)}" if len(every) else "no disagreement",
                "ask for less: --kind, --article" if len(every) else "",
            )


def headlines(bench: Workbench) -> None:
    """The headline of each pair, for the demo; nothing where there is nothing to compare."""
    if bench.nothing_to_compare() is None:
        agreement_text.headlines(bench.agreement(), {})


def _names(given: str | None) -> list[str] | None:
    return [name.strip() for name in given.split(",") if name.strip()] if given is not None else None


def _nothing(message: str, hint: str, json: bool) -> None:
    if json:
        output.as_json([])
    output.note(message, hint)


def _known_kind(kind: str | None) -> None:
    from annotate.agreement.records import KINDS
    from annotate.errors import UnknownName

    kinds = [x for x in KINDS if x != "agree"]
    if kind is not None and kind not in kinds:
        raise UnknownName(f"no kind “{kind}”", f"kinds are: {', '.join(kinds)}")


def _wanted(group: Group, by: By | None) -> bool:
    scoped = group.label is not None or group.link_type is not None
    if by is By.article:
        return group.article_id is not None
    return group.article_id is None and (by is None or scoped == (by is By.label))


def _as_json(report: Report, gammas: Gamma, by: By | None) -> list[dict[str, Any]]:
    from annotate.workbench import agreement_figures as told

    found = []
    for pair in report.pairs:
        for group in told.groups_of(pair, gammas.get(pair.annotators, ())):
            if _wanted(group, by):
                found += [figure_json(figure, group, pair.annotators) for figure in group.figures]
    for group in told.groups_together(report):
        if _wanted(group, by):
            found += [figure_json(figure, group, None) for figure in group.figures]
    return found
