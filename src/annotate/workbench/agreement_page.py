"""The agreement of some annotators as one HTML page: figures, drawings, and every disagreement in its text.

The page holds all it needs: no script, no address, no time, so that equal data make equal bytes. It reads
without colour, on paper, and by ear: landmarks, headings, captions, and a text beside every drawing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.agreement.figure import Figure
from annotate.agreement.records import Kind, Record
from annotate.model import Article
from annotate.workbench.agreement_context import plain, record_html
from annotate.workbench.agreement_definitions import DEFINITIONS
from annotate.workbench.agreement_figures import (
    OF_ARTICLES,
    Group,
    compared,
    count,
    groups_of,
    groups_together,
    headline,
    in_brief,
    left_out,
    value_of,
    without_intervals,
)
from annotate.workbench.agreement_plots import strip, whiskers
from annotate.workbench.agreement_records import KIND_WORDS
from annotate.workbench.agreement_tables import confusion_table, figures_table, table
from annotate.workbench.agreement_words import SHORT, read_as, titled

if TYPE_CHECKING:
    from annotate.agreement.disagreements import Disagreements
    from annotate.agreement.report import PairReport, Report
    from annotate.agreement.study import Study

_STYLE = Path(__file__).with_suffix(".css")


@dataclass(frozen=True, slots=True)
class Subject:
    """What the page is about."""

    study: Study
    report: Report
    """With figures by article."""
    gold: Report | None
    """Each annotator beside the gold layer; None where gold is complete nowhere."""
    disagreements: Disagreements
    articles: Mapping[str, Article]
    """By id, in the order they are listed."""
    text: Callable[[str], str]
    """The text of an article, by its id."""
    gamma: Mapping[tuple[str, ...], Sequence[Figure]]
    """By annotators; empty where it was not asked for."""


def page(subject: Subject) -> Iterator[str]:
    """The page in parts, to be written one after the other."""
    names = _listed(subject.disagreements.annotators)
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Agreement of {plain(names)}</title>\n"
        f"<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Go to the figures</a>\n'
        f"<header><h1>Agreement of {plain(names)}</h1>\n"
    )
    yield f"<p>{plain(_scope(subject))}</p></header>\n"
    yield from _contents(subject)
    yield '<main id="main">\n'
    yield from _compared(subject)
    yield from _how_to_read(subject)
    for i, pair in enumerate(subject.report.pairs):
        yield from _pair(i, pair, subject)
    yield from _together(subject)
    yield from _beside_gold(subject)
    yield from _definitions(subject)
    yield from _disagreements(subject)
    yield "</main>\n</body>\n</html>\n"


def _scope(subject: Subject) -> str:
    articles = {x for pair in subject.report.pairs for x in pair.articles}
    found = count(len(subject.disagreements), "disagreements")
    return f"{count(len(articles), 'articles')} done by two or more of them; {found}."


def _contents(subject: Subject) -> Iterator[str]:
    entries = [("compared", "What was compared"), ("reading", "How to read this")]
    entries += [(f"pair-{i}", _pair_title(pair)) for i, pair in enumerate(subject.report.pairs)]
    entries += [("together", "All together")] if subject.report.together else []
    entries += [("gold", "Beside gold")] if subject.gold is not None else []
    entries += [("definitions", "Definitions"), ("disagreements", "Disagreements")]
    listed = "".join(f'<li><a href="#{ident}">{plain(title)}</a></li>' for ident, title in entries)
    yield f'<nav aria-label="Contents"><ul>{listed}</ul></nav>\n'


def _compared(subject: Subject) -> Iterator[str]:
    yield _section("compared", "What was compared")
    chosen = subject.disagreements.annotators
    done = Counter(who for who, _ in subject.study.done)
    spans = Counter(x.annotator for x in subject.study.spans)
    suggested = Counter(x.annotator for x in subject.study.spans if x.origin == "suggestion")
    links = Counter(x.annotator for x in subject.study.links)
    yield table(
        "Finished work of each annotator, before anything is compared",
        ("annotator", "articles done", "spans", "of them from suggestions", "links"),
        [(who, done[who], spans[who], suggested[who], links[who]) for who in chosen],
    )
    alone = "links that no second annotator could have"
    only_theirs = {alone: subject.disagreements.left_out.get(alone, 0)}
    missing = [*left_out(subject.report.left_out), *left_out(only_theirs)]
    if missing:
        yield f"<p>Not compared: {plain('; '.join(missing))}.</p>\n"
    yield (
        "<p>An article that somebody has not marked as done is missing, never an agreement; one that is done "
        "with nothing marked counts. Spans taken from suggestions agree more easily than others.</p>\n"
        "</section>\n"
    )


def _how_to_read(subject: Subject) -> Iterator[str]:
    yield _section("reading", "How to read this")
    yield (
        "<p>F1 and its like are shares: of what either marked, how much the other has too. They are not "
        "corrected for chance and have no bands of good and bad. α, κ, γ and their like are 1 for full "
        "agreement, 0 for what chance would give, and below 0 for worse. The lower bound of their interval "
        "decides: from .800 on reliable, from .667 on good for tentative conclusions (Krippendorff 2004), "
        "else neither.</p>\n"
        "<p>Brackets are 95 % intervals, made by resampling whole articles (for links and clusters groups of "
        "linked articles), and hold for these annotators only. In the drawings round dots are corrected for "
        "chance, square ones are not; a hollow dot has no interval, an arrow at the left edge is below 0. "
        "“Undefined” means that there is nothing to compute a figure from; it is neither 0 nor 1. What each "
        'figure is and is not stands under <a href="#definitions">Definitions</a>.</p>\n</section>\n'
    )


def _definitions(subject: Subject) -> Iterator[str]:
    yield _section("definitions", "Definitions")
    yield (
        "<p>Every figure is of the articles that the annotators compared have done. Spans are paired one to "
        "one, identical ones first, then so that the sum of IoU, and ¼ for the same label, is largest; links "
        "and clusters count over these pairs.</p>\n"
    )
    groups = [g for pair in subject.report.pairs for g in _groups(pair, subject) if not g.article_id]
    named = {x.key: x for g in [*groups_together(subject.report), *groups] for x in g.figures}
    terms = "".join(
        f"<dt>{plain(named[key].name)}</dt><dd>{plain(defined.formula)} ({plain(defined.source)}).</dd>"
        f"<dd>{plain(read_as(named[key]))}</dd>\n"
        for key, defined in DEFINITIONS.items()
        if key in named
    )
    yield f'<dl class="terms">\n{terms}</dl>\n</section>\n'


def _pair(i: int, pair: PairReport, subject: Subject) -> Iterator[str]:
    yield _section(f"pair-{i}", _pair_title(pair))
    yield f"<p>{plain(_about(pair))}</p>\n"
    named, articles = headline(pair), len(pair.articles)
    lead = "".join(f"<li>{plain(name)}: {plain(in_brief(figure, articles))}</li>\n" for name, figure in named)
    yield f"<ul>\n{lead}</ul>\n"
    yield "".join(f"<p>{plain(why)}.</p>\n" for why in without_intervals(named))
    groups = [g for g in _groups(pair, subject) if not g.article_id]
    rows = [(_row_name(g, x), x) for g in groups for x in g.figures]
    corrected = [row for row in rows if row[1].chance_corrected]
    others = [row for row in rows if not row[1].chance_corrected]
    between = f"between {_listed(pair.annotators)}"
    if corrected:
        yield "<h3>Corrected for chance</h3>\n"
        yield whiskers(f"alpha-{i}", f"Figures corrected for chance {between}", corrected, bands=True)
    if others:
        yield "<h3>F1 and its like</h3>\n"
        yield whiskers(f"f1-{i}", f"F1 and its like {between}", others, bands=False)
    yield from figures_table(f"All figures {between}", groups, len(pair.articles))
    yield "<h3>Labels of matched spans</h3>\n"
    yield confusion_table(pair.annotators, pair.confusion)
    yield from _articles(i, pair, subject)
    yield "</section>\n"


def _together(subject: Subject) -> Iterator[str]:
    groups = groups_together(subject.report)
    if not groups:
        return
    yield _section("together", "All together")
    rows = [(_row_name(g, x), x) for g in groups for x in g.figures]
    for bands in (True, False):
        some = [row for row in rows if row[1].chance_corrected is bands]
        title = "Figures corrected for chance, of all" if bands else "F1, means of all pairs"
        if some:
            yield whiskers(f"together-{int(bands)}", title, some, bands=bands)
    articles = max(x.articles for g in groups for x in g.figures)
    yield from figures_table("All figures of all annotators at once", groups, articles)
    yield "</section>\n"


def _beside_gold(subject: Subject) -> Iterator[str]:
    if subject.gold is None:
        return
    yield _section("gold", "Beside gold")
    yield (
        "<p>The gold layer is what was decided on the disagreements. It is made of the annotators’ own work, "
        "so these figures say how much of somebody’s work was kept, and nothing about agreement. Compared "
        "are articles of which all is decided.</p>\n"
    )
    for pair in subject.gold.pairs:
        _, name = pair.annotators
        missing = left_out(pair.left_out)
        said = f"{name} beside gold: {compared(pair)}"
        rows = [(title, in_brief(figure, len(pair.articles))) for title, figure in headline(pair)]
        yield table(
            said + (f"; left out: {'; '.join(missing)}" if missing else ""), ("figure", "value"), rows
        )
    yield "</section>\n"


def _articles(i: int, pair: PairReport, subject: Subject) -> Iterator[str]:
    if not pair.by_article:
        return
    groups = {group.article_id: group for group in _groups(pair, subject) if group.article_id}
    ordered = [(subject.articles[x], groups[x]) for x in subject.articles if x in groups]
    rows = [(titled(pair[key]), pair[key], [g[key] for _, g in ordered]) for key in OF_ARTICLES]
    yield "<h3>By article</h3>\n"
    yield strip(
        f"articles-{i}", f"Articles one by one, {_listed(pair.annotators)}; the line is all of them", rows
    )
    yield table(
        "Figures of each article by itself; a single article has no interval",
        ("article", "spans", *OF_ARTICLES.values()),
        [
            (a.name, g["span_f1_exact_labelled"].n, *(value_of(g[key]) for key in OF_ARTICLES))
            for a, g in ordered
        ],
    )


def _disagreements(subject: Subject) -> Iterator[str]:
    records = subject.disagreements.records
    yield _section("disagreements", "Disagreements")
    kinds = Counter(x.kind for x in records)
    yield table(
        "How many of each kind",
        ("kind", "disagreements"),
        [(f"{KIND_WORDS[k]} ({k})", n) for k, n in _most(kinds)],
    )
    same = count(len(subject.disagreements.agreed), "spans and links")
    yield (
        "<p>⟦ ⟧ stand around a span, {+ +} around what only this version has, [- -] around what it lacks. "
        f"Besides these, {same} are the same to all who could have them.</p>\n"
    )
    by_article: dict[str, list[Record]] = {}
    for record in records:
        by_article.setdefault(record.articles[0], []).append(record)
    for article_id in (x for x in subject.articles if x in by_article):
        article = subject.articles[article_id]
        source = ", ".join(filter(None, (article.meta.outlet, article.meta.published)))
        ident = f"a-{article_id}"
        yield f'<section aria-labelledby="{ident}"><h3 id="{ident}">{plain(article.name)}</h3>\n'
        yield f'<p class="faint">{plain(source)}</p>\n' if source else ""
        text = subject.text(article_id)
        yield from (record_html(x, text, subject.articles) for x in by_article[article_id])
        yield "</section>\n"
    yield "</section>\n"


def _most(kinds: Counter[Kind]) -> list[tuple[Kind, int]]:
    return sorted(kinds.items(), key=lambda x: (-x[1], x[0]))


def _about(pair: PairReport) -> str:
    missing = left_out(pair.left_out)
    said = f"{count(len(pair.articles), 'articles')} done by both, in {count(pair.stories, 'stories')}."
    if pair.best_first:
        said += f" In {pair.best_first} of them so many spans overlap that they are paired best first."
    return said + (f" Not compared: {'; '.join(missing)}." if missing else "")


def _groups(pair: PairReport, subject: Subject) -> list[Group]:
    return groups_of(pair, subject.gamma.get(pair.annotators, ()))


def _row_name(group: Group, figure: Figure) -> str:
    scope = group.label or group.link_type
    return f"{scope}: {SHORT.get(figure.key, figure.name)}" if scope else titled(figure)


def _pair_title(pair: PairReport) -> str:
    return _listed(pair.annotators)


def _listed(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _section(ident: str, title: str) -> str:
    return f'<section aria-labelledby="{ident}"><h2 id="{ident}">{plain(title)}</h2>\n'
