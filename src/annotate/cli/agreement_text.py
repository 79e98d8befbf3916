"""Figures of agreement and records of disagreement as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotate.agreement.figure import Figure
    from annotate.agreement.records import Record
    from annotate.agreement.report import PairReport, Report
    from annotate.model import Article
    from annotate.workbench.agreement_figures import Group

    Gamma = Mapping[tuple[str, ...], Sequence[Figure]]
    Named = list[tuple[str, Figure]]


def headlines(report: Report, gammas: Gamma) -> None:
    """What is told first: a few figures of each pair, and of all together."""
    from annotate.workbench import agreement_figures as told
    from annotate.workbench.agreement_words import titled

    for pair in report.pairs:
        named = [*told.headline(pair), *((titled(x), x) for x in gammas.get(pair.annotators, ())[:1])]
        output.heading(_pair_heading(pair))
        _figures(named, len(pair.articles))
        _left_out(named, pair)
    if report.together:
        named = told.headline_together(report)
        articles = max(figure.articles for _, figure in named)
        output.heading(f"all together  {told.count(articles, 'articles')} done by two or more")
        _figures(named, articles)
        _left_out(named)


def all_groups(report: Report, gammas: Gamma, wanted: Callable[[Group], bool]) -> None:
    """The figures of each pair, and of all together, in groups."""
    from annotate.workbench import agreement_figures as told

    for pair in report.pairs:
        output.heading(_pair_heading(pair))
        groups = told.groups_of(pair, gammas.get(pair.annotators, ()))
        _left_out(_groups([group for group in groups if wanted(group)], len(pair.articles)), pair)
    together = [group for group in told.groups_together(report) if wanted(group)]
    if together:
        articles = max(figure.articles for group in together for figure in group.figures)
        output.heading(f"all together  {told.count(articles, 'articles')} done by two or more")
        _left_out(_groups(together, articles))


def by_article(report: Report, articles: Mapping[str, Article]) -> None:
    """A table of each pair, an article a row."""
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


def records(found: Sequence[Record], articles: Mapping[str, Article]) -> None:
    """A table of records."""
    from annotate.workbench.agreement_records import differs

    rows = [
        (
            output.shorten(articles[x.articles[0]].source, 24),
            x.start,
            x.end,
            x.kind,
            output.shorten(differs(x), 60),
            x.spans[0].quote if x.spans else x.ends[0][0].quote,
        )
        for x in found
    ]
    output.table(("article", "start", "end", "kind", "what differs", "text"), rows, flexible="text")


def _figures(named: Named, articles: int, indent: int = 2, widest: int = 0) -> None:
    from annotate.workbench.agreement_figures import in_brief

    widest = max([widest, *(output.cells(name) for name, _ in named)])
    for name, figure in named:
        shown = output.one_line(name)
        space = " " * (widest - output.cells(shown))
        output.line(f"{' ' * indent}{shown}{space}  {in_brief(figure, articles)}")


def _groups(groups: Sequence[Group], articles: int) -> Named:
    """The groups under their titles; returns all their figures, each with its group's name."""
    from annotate.workbench.agreement_words import SHORT

    if not groups:
        output.line("  nothing is marked")
    names = [SHORT.get(x.key, x.name) for group in groups for x in group.figures]
    widest = max(map(output.cells, names), default=0)
    every: Named = []
    for group in groups:
        output.line(f"  {group.title}")
        named = [(SHORT.get(x.key, x.name), x) for x in group.figures]
        _figures(named, articles, indent=4, widest=widest)
        every += [(f"{group.title.lower()}: {name}", figure) for name, figure in named]
    return every


def _pair_heading(pair: PairReport) -> str:
    from annotate.workbench.agreement_figures import compared

    return f"{' – '.join(pair.annotators)}  {compared(pair)}"


def _left_out(named: Named, pair: PairReport | None = None) -> None:
    """Below the figures: which have no interval and why, and what is left out."""
    from annotate.workbench.agreement_figures import left_out, without_intervals

    for why in without_intervals(named):
        output.paragraph(why, indent=2)
    missing: list[str] = []
    if pair is not None:
        missing += left_out(pair.left_out)
        for key in ("label_alpha", "link_f1_typed_aligned"):
            missing += left_out(pair[key].left_out)
    if missing:
        output.paragraph(f"left out: {'; '.join(missing)}", indent=2)
    if pair is not None and pair.best_first:
        output.paragraph(
            f"in {pair.best_first} of the articles so many spans overlap that they are paired best first", 2
        )
    output.line()
