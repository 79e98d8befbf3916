"""Commands that compare annotators: figures of agreement, and the records of disagreement behind them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annotate.cli import options, output
from annotate.cli.agreement_json import figure_json, record_json
from annotate.cli.reading import InArticle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotate.agreement.figure import Figure
    from annotate.agreement.records import Record
    from annotate.agreement.report import PairReport, Report
    from annotate.model import Article
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
                f"--gold goes without {'--gamma' if gamma else '--report'}",
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
        if json:
            output.as_json(_as_json(found, gammas, by))
        elif by is By.article:
            _by_article(found, {article.id: article for article in bench.articles()})
        elif by is not None:
            _all_groups(found, gammas, by)
        else:
            _headlines(found, gammas)
        if not json:
            if missing := left_out(found.left_out):
                output.note(f"not compared: {'; '.join(missing)}")
            for name in bench.in_several_texts():
                output.note(f"“{name}” is here in several texts, done by different annotators", ONE_TEXT)
        if report is not None:
            count = bench.write_agreement(report, names, gammas)
            output.note(f"the figures and {count} disagreements are in {report}")


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
            raise RuleError("--gold goes without --pair", "it compares one annotator with gold")
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
            _records(found, articles)
        if not found:
            output.note(
                f"no such disagreement among {len(every)}" if len(every) else "no disagreement",
                "ask for less: --kind, --article" if len(every) else "",
            )


def headlines(bench: Workbench) -> None:
    """The headline of each pair, for the demo; nothing where there is nothing to compare."""
    if bench.nothing_to_compare() is None:
        _headlines(bench.agreement(), {})


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


# Figures as text


def _headlines(report: Report, gammas: Gamma) -> None:
    from annotate.workbench import agreement_figures as told
    from annotate.workbench.agreement_words import titled

    for pair in report.pairs:
        output.heading(_pair_heading(pair))
        named = [*told.headline(pair), *((titled(x), x) for x in gammas.get(pair.annotators, ())[:1])]
        _aligned([(name, told.in_brief(figure)) for name, figure in named])
        _left_out(pair)
        output.line()
    if report.together:
        output.heading("all together")
        chosen = [x for x in report.together if x.key in told.HEADLINE]
        _aligned([(titled(figure), told.in_brief(figure)) for figure in chosen])
        output.line()


def _all_groups(report: Report, gammas: Gamma, by: By) -> None:
    """All figures of each pair, over all labels or by label and link type."""
    from annotate.workbench import agreement_figures as told

    for pair in report.pairs:
        output.heading(_pair_heading(pair))
        groups = told.groups_of(pair, gammas.get(pair.annotators, ()))
        _groups([group for group in groups if _wanted(group, by)])
        _left_out(pair)
        output.line()
    together = [group for group in told.groups_together(report) if _wanted(group, by)]
    if together:
        output.heading("all together")
        _groups(together)
        output.line()


def _groups(groups: list[Group]) -> None:
    from annotate.workbench import agreement_figures as told
    from annotate.workbench.agreement_words import SHORT

    named = [[SHORT.get(x.key, x.name) for x in group.figures] for group in groups]
    widest = max((output.cells(name) for names in named for name in names), default=0)
    for group, names in zip(groups, named, strict=True):
        output.line(f"  {group.title}")
        rows = [
            (name, f"{told.in_brief(figure)} · {told.count(figure.n, figure.counted)}")
            for name, figure in zip(names, group.figures, strict=True)
        ]
        _aligned(rows, indent=4, widest=widest)


def _by_article(report: Report, articles: dict[str, Article]) -> None:
    from annotate.workbench import agreement_figures as told

    for pair in report.pairs:
        output.heading(_pair_heading(pair))
        groups = {group.article_id: group for group in told.groups_of(pair) if group.article_id}
        rows = [
            [articles[x].name, groups[x]["span_f1_exact_labelled"].n]
            + [told.value_of(groups[x][key]) for key in told.OF_ARTICLES]
            for x in articles
            if x in groups
        ]
        output.table(["article", "spans", *told.OF_ARTICLES.values()], rows, flexible="article", indent=2)
        output.line()


def _wanted(group: Group, by: By | None) -> bool:
    scoped = group.label is not None or group.link_type is not None
    if by is By.article:
        return group.article_id is not None
    return group.article_id is None and (by is None or scoped == (by is By.label))


def _pair_heading(pair: PairReport) -> str:
    from annotate.workbench.agreement_figures import compared

    return f"{' – '.join(pair.annotators)}  {compared(pair)}"


def _left_out(pair: PairReport) -> None:
    from annotate.workbench.agreement_figures import left_out

    missing = left_out(pair.left_out)
    links = next((x for x in pair.figures if x.key == "link_f1_typed_aligned"), None)
    labels = next((x for x in pair.figures if x.key == "label_alpha"), None)
    for figure in (labels, links):
        missing += left_out(figure.left_out) if figure is not None else []
    if missing:
        output.line(f"  left out: {'; '.join(missing)}")


def _aligned(rows: list[tuple[str, str]], indent: int = 2, widest: int = 0) -> None:
    widest = max([widest, *(output.cells(name) for name, _ in rows)])
    for name, text in rows:
        shown = output.one_line(name)
        output.line(f"{' ' * indent}{shown}{' ' * (widest - output.cells(shown))}  {text}")


# Figures as JSON


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


# Records


def _records(found: list[Record], articles: dict[str, Article]) -> None:
    from annotate.workbench.agreement_records import differs

    rows = [
        (
            output.shorten(articles[x.articles[0]].source, 24),
            x.start,
            x.end,
            x.kind,
            output.shorten(differs(x), 60),
            _quote(x),
        )
        for x in found
    ]
    output.table(("article", "start", "end", "kind", "what differs", "text"), rows, flexible="text")


def _quote(record: Record) -> str:
    return record.spans[0].quote if record.spans else record.ends[0][0].quote
