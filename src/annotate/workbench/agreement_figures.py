"""How figures of agreement are told: in what groups, with what numbers, and what is left out.

The command line, the page and the screen take their words from here, so that one figure reads the same
everywhere. Plain values only: nothing here computes a figure or loads numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.agreement.figure import Figure, band
from annotate.workbench.agreement_words import BRIEF, titled
from annotate.workbench.beside_gold import GOLD

if TYPE_CHECKING:
    from annotate.agreement.report import PairReport, Report

HEADLINE = (
    "span_f1_exact_labelled",
    "span_f1_relaxed_labelled",
    "label_alpha",
    "link_f1_typed_end_to_end",
    "link_f1_typed_aligned",
)
"""What is told of a pair first; beside them uα and exact F1 of each label."""
BESIDE_EACH_OTHER = ("unitizing_alpha", "span_f1_exact_labelled", "span_f1_relaxed_labelled")
"""Of a label: uα is ruled by long spans, F1 by many."""
OF_ARTICLES: Mapping[str, str] = {
    "span_f1_exact_labelled": "exact F1",
    "span_f1_relaxed_labelled": "relaxed F1",
    "character_f1_labelled": "character F1",
    "label_alpha": "label α",
}
"""What is told of a single article, and how short."""

_CONDITIONAL = ("label_", "link_f1")
"""Figures of what is matched only: never told without the share of it."""

_KINDS = (
    ("Spans", ("span_f1",)),
    ("Labels of matched spans", ("label_",)),
    ("Characters and units, by length", ("character_", "unitizing_")),
    ("Links", ("link_f1",)),
    ("Gamma", ("gamma",)),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that belong together, and what they are restricted to."""

    title: str
    figures: tuple[Figure, ...]
    label: str | None = None
    link_type: str | None = None
    article_id: str | None = None

    def __getitem__(self, key: str) -> Figure:
        """The figure of that key; KeyError where there is none."""
        for figure in self.figures:
            if figure.key == key:
                return figure
        raise KeyError(key)


def groups_of(pair: PairReport, gamma: Iterable[Figure] = ()) -> list[Group]:
    """All figures of two annotators: over all labels, by label, by link type, by article."""
    gamma = list(gamma)
    by_label = _with_gamma(pair.by_label, gamma)
    return [
        *_overall((*pair.figures, *(x for x in gamma if x.scope is None))),
        *(Group(f"Label {name}", found, label=name) for name, found in by_label.items()),
        *(Group(f"Link {name}", found, link_type=name) for name, found in pair.by_link_type.items()),
        *(Group(article, found, article_id=article) for article, found in pair.by_article.items()),
    ]


def groups_together(report: Report, gamma: Iterable[Figure] = ()) -> list[Group]:
    """All figures of three annotators and more at once; none of two."""
    gamma = list(gamma)
    by_label = _with_gamma(report.together_by_label, gamma)
    return [
        *_overall((*report.together, *(x for x in gamma if x.scope is None))),
        *(Group(f"Label {name}", found, label=name) for name, found in by_label.items()),
    ]


def headline(pair: PairReport) -> list[tuple[str, Figure]]:
    """What is told of a pair first, each under its name: spans, labels, each label, links."""
    overall = {figure.key: figure for figure in pair.figures}
    found = [(titled(overall[key]), overall[key]) for key in HEADLINE if not key.startswith("link")]
    for label, figures in pair.by_label.items():
        keys = {figure.key: figure for figure in figures}
        found += [(f"{label}: {brief}", keys[key]) for key, brief in BRIEF.items() if key in keys]
    return [*found, *((titled(overall[key]), overall[key]) for key in HEADLINE if key.startswith("link"))]


def headline_together(report: Report) -> list[tuple[str, Figure]]:
    """What is told of all at once first, each under its name."""
    found = [(titled(x), x) for x in report.together if x.key in (*HEADLINE, "label_fleiss")]
    for label, figures in report.together_by_label.items():
        keys = {figure.key: figure for figure in figures}
        found += [(f"{label}: {brief}", keys[key]) for key, brief in BRIEF.items() if key in keys]
    return found


def compared(pair: PairReport) -> str:
    """What the two are compared on: `3 articles done by both`."""
    how = "with complete gold" if GOLD in pair.annotators else "done by both"
    return f"{count(len(pair.articles), 'articles')} {how}"


# Numbers


def number(value: float, digits: int = 2) -> str:
    """A number with so many digits, and no minus before a zero."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def value_of(figure: Figure, digits: int = 2) -> str:
    """The value, or why there is none."""
    return f"undefined: {figure.undefined}" if figure.value is None else number(figure.value, digits)


def interval_of(figure: Figure, digits: int = 2) -> str:
    """The interval in brackets; empty where there is none."""
    found = figure.interval
    return "" if found is None else f"[{number(found.low, digits)}, {number(found.high, digits)}]"


def without_interval(figure: Figure) -> str:
    """Why a value stands without an interval; empty where it has one, or is undefined itself."""
    why = figure.interval_why
    if why is None or figure.value is None:
        return ""
    return why if "interval" in why else f"no interval: {why}"


def in_brief(figure: Figure, articles: int | None = None) -> str:
    """Value, interval, articles: `0.71 [0.58, 0.80] · 24 articles`; not how many where it is `articles`.

    Why there is no interval is left to `without_intervals`.
    """
    said = [f"{value_of(figure)} {interval_of(figure)}".rstrip()]
    if figure.articles != articles:
        said.append(count(figure.articles, "articles"))
    if "coverage" in figure.parts and figure.key.startswith(_CONDITIONAL):
        said.append(f"coverage {number(figure.parts['coverage'])}")
    return " · ".join(said)


def without_intervals(named: Iterable[tuple[str, Figure]]) -> list[str]:
    """Why some of these figures have no interval, each reason with their names, or “all”."""
    every = list(named)
    found: dict[str, list[str]] = {}
    for name, figure in every:
        if why := without_interval(figure):
            found.setdefault(why, []).append(name)
    return [why if len(names) == len(every) else f"{why}: {', '.join(names)}" for why, names in found.items()]


def judged(figure: Figure) -> str:
    """How far alpha and its like can be relied on, by the lower bound; empty for F1, which has no bands."""
    found = band(figure)
    if found is None or figure.interval is None:
        return ""
    if figure.interval.low == figure.interval.high:
        return "no band: the articles do not differ, which says little where they are few"
    means = {
        "reliable": "reliable, at least .800",
        "tentative": "tentative, at least .667",
        "unreliable": "unreliable, below .667",
    }
    return f"lower bound {number(figure.interval.low, 3)}: {means[found]}"


def how_made(figure: Figure) -> str:
    """The method of the interval and what was resampled, or why there is none."""
    found = figure.interval
    if found is None:
        return without_interval(figure)
    stories = figure.key.startswith(("link", "cluster"))
    said = f"95 % interval: {found.method}, {count(found.units, 'stories' if stories else 'articles')}"
    if found.undefined_share:
        said += f", {found.undefined_share:.1%} of the resamples undefined"
    return said


def parameters_of(figure: Figure) -> str:
    """Parameters: `match IoU >= 1/2`."""
    return ", ".join(f"{name} {value}" for name, value in figure.parameters.items())


def parts_of(figure: Figure) -> str:
    """What the value is made of: `precision 0.63, recall 0.61`."""
    return ", ".join(f"{name} {number(part, 3)}" for name, part in figure.parts.items())


def count(n: int, what: str) -> str:
    """A number and what it counts, in the plural: `1 matched span`, `2 articles done by nobody`."""
    if n == 1:
        words = what.split(" ")
        at = next((i for i, word in enumerate(words) if word.endswith("s")), 0)
        words[at] = "story" if words[at] == "stories" else words[at].removesuffix("s")
        what = " ".join(words)
    return f"{n:,} {what}"


def left_out(counts: Mapping[str, int]) -> list[str]:
    """What is not counted, each with its number; nothing where it is 0."""
    return [
        f"{n:,} of {reason}" if reason.startswith("their") else count(n, reason)
        for reason, n in counts.items()
        if n
    ]


def every_figure(report: Report) -> Iterator[tuple[tuple[str, ...], Group, Figure]]:
    """All figures, each with its annotators and group."""
    for pair in report.pairs:
        for group in groups_of(pair):
            for figure in group.figures:
                yield pair.annotators, group, figure
    for group in groups_together(report):
        for figure in group.figures:
            yield figure.annotators, group, figure


def _overall(figures: Iterable[Figure]) -> list[Group]:
    found = list(figures)
    groups = [Group(title, tuple(x for x in found if x.key.startswith(starts))) for title, starts in _KINDS]
    return [group for group in groups if group.figures]


def _with_gamma(
    by_label: Mapping[str, tuple[Figure, ...]], gamma: list[Figure]
) -> dict[str, tuple[Figure, ...]]:
    found = {}
    for label, figures in sorted(by_label.items()):
        first = [x for key in BESIDE_EACH_OTHER for x in figures if x.key == key]
        rest = [x for x in figures if x.key not in BESIDE_EACH_OTHER]
        found[label] = (*first, *rest, *(x for x in gamma if x.scope == label))
    return found
