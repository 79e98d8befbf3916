"""How figures of agreement and disagreements read in cells: rows, intervals on an axis, and all details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotate.scheme import Scheme
from annotate.tui.cells import fit, safe, shorten, width_of
from annotate.tui.finding_rows import wrapped
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part
from annotate.workbench.agreement_figures import (
    OF_ARTICLES,
    Group,
    count,
    groups_of,
    groups_together,
    headline,
    how_made,
    interval_of,
    judged,
    left_out,
    number,
    parameters_of,
    parts_of,
    value_of,
)
from annotate.workbench.agreement_records import KIND_WORDS, differs, version
from annotate.workbench.agreement_words import SHORT, read_as

if TYPE_CHECKING:
    from annotate.agreement.figure import Figure
    from annotate.agreement.records import Record
    from annotate.agreement.report import PairReport, Report
    from annotate.model import Span

_NAMES, _NUMBERS, _COUNTED = 33, 20, 34
_WIDE = 130
"""Cells from which a row says what it counts."""
_MANY_LINES = 7
"""Lines of details from which each may take two."""
_COLUMN = 14
"""Cells of a column of the matrix and of articles."""
_WIDEST_TITLE = 90
_MATRIX = "span_f1_relaxed_labelled"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the screen."""

    kind: Literal["heading", "pairs", "figure", "article"]
    """`pairs` is a row of the matrix: an annotator."""
    title: str
    group: Group | None = None
    figure: Figure | None = None
    """What the details are about, and what there are records behind."""
    cells: tuple[str, ...] = ()
    """Columns to the right: of the matrix, of articles and of their headings."""


def rows_of(
    report: Report, chosen: PairReport | None, gamma: Sequence[Figure], names: Mapping[str, str]
) -> list[Row]:
    """The rows for a pair, or for all together; `names` gives the articles in their order."""
    rows = _matrix(report, chosen)
    groups = groups_together(report, gamma) if chosen is None else groups_of(chosen, gamma)
    if chosen is not None:
        rows.append(Row("heading", "In brief"))
        within = {id(figure): group for group in groups for figure in group.figures}
        rows += [Row("figure", name, within[id(figure)], figure) for name, figure in headline(chosen)]
    for group in (x for x in groups if x.article_id is None):
        rows.append(Row("heading", group.title))
        rows += [Row("figure", SHORT.get(x.key, x.name), group, x) for x in group.figures]
    articles = {group.article_id: group for group in groups if group.article_id is not None}
    if articles:
        rows.append(Row("heading", "Articles", cells=tuple(OF_ARTICLES.values())))
    for article_id, name in names.items():
        if (found := articles.get(article_id)) is not None:
            cells = tuple(_short(found[key]) for key in OF_ARTICLES)
            rows.append(Row("article", name, found, found["span_f1_exact_labelled"], cells))
    return rows


def _matrix(report: Report, chosen: PairReport | None) -> list[Row]:
    """Relaxed F1 of every pair, where there are three annotators and more; that of the chosen in brackets."""
    if len(report.pairs) < 2:
        return []
    names = list(dict.fromkeys(name for pair in report.pairs for name in pair.annotators))
    found = {pair.annotators: pair for pair in report.pairs}
    rows = [Row("heading", "Pairs: F1, IoU ≥ ½, same label", cells=tuple(names[1:]))]
    for first in names[:-1]:
        cells = []
        for second in names[1:]:
            pair = found.get((first, second))
            value = "" if pair is None else _short(pair[_MATRIX])
            cells.append(f"[{value}]" if pair is not None and pair is chosen else value)
        if any(cells):
            rows.append(Row("pairs", first, cells=tuple(cells)))
    return rows


def figure_row(row: Row, width: int, palette: Palette, *, scale: bool) -> list[Part]:
    """A row in columns: name, interval on the axis, numbers, and what is counted where there is room.

    With `scale`, a heading has the ends of the axis beside it.
    """
    text, faint, accent = palette.ink("text"), palette.ink("faint"), palette.ink("accent")
    heading = row.kind == "heading"
    title = f" {row.title}" if heading else f"   {row.title}"
    if row.cells:
        room = max(12, width - _COLUMN * len(row.cells))
        cells = "".join(f" {shorten(cell, _COLUMN - 2):>{_COLUMN - 2}} " for cell in row.cells)
        name = fit(title, min(room, _WIDEST_TITLE))
        return [(name, accent if heading else text), (cells, faint if heading else text)]
    named = (fit(title, _NAMES + 3) + " ", accent if heading else text)
    if row.figure is None:
        return [named, (_scale(axis_width(width)) if scale else "", faint)]
    figure = row.figure
    numbers = f"{value_of(figure)} {interval_of(figure)}"
    if figure.value is None:
        return [named, (numbers, faint)]
    counted = fit(f"  {count(figure.n, figure.counted)}", _COUNTED) if width >= _WIDE else ""
    drawn = axis(figure, axis_width(width))
    return [named, (drawn, text), (" " + fit(numbers, _NUMBERS), text), (counted, faint)]


def axis_width(width: int) -> int:
    """Cells of the axis in a row of so many, with equal quarters."""
    room = max(13, width - _NAMES - 5 - _NUMBERS - (_COUNTED if width >= _WIDE else 0))
    return room - (room - 1) % 4


def axis(figure: Figure, width: int) -> str:
    """`·  ├──●──┤  ·` from 0 to 1; `◂` for what is below 0.

    The dot is round where the figure is corrected for chance, and hollow where it has no interval.
    """
    cells = [" "] * width
    for mark in range(5):
        cells[round(mark * (width - 1) / 4)] = "·"
    value = figure.value or 0.0
    if figure.interval is not None:
        low, high = _cell(figure.interval.low, width), _cell(figure.interval.high, width)
        cells[low : high + 1] = "─" * (high + 1 - low)
        cells[low], cells[high] = "◂" if figure.interval.low < 0 else "├", "┤"
    solid = figure.interval is not None
    dot = ("●" if solid else "○") if figure.chance_corrected else ("■" if solid else "□")
    cells[_cell(value, width)] = "◂" if value < 0 else dot
    return "".join(cells)


def _scale(width: int) -> str:
    cells = [" "] * width
    cells[0], cells[round((width - 1) / 2)], cells[-1] = "0", "½", "1"
    return "".join(cells)


def _cell(value: float, width: int) -> int:
    return round(min(max(value, 0.0), 1.0) * (width - 1))


def _short(figure: Figure) -> str:
    return "–" if figure.value is None else number(figure.value)


# Details


def figure_details(row: Row, width: int, lines: int, palette: Palette) -> list[list[Part]]:
    """What a figure is and is not, what it counts and leaves out, and where its interval is from."""
    figure = row.figure
    assert figure is not None
    text, faint = palette.ink("text"), palette.ink("faint")
    counted = [count(figure.n, figure.counted), count(figure.articles, "articles")]
    counted += filter(None, (parameters_of(figure), parts_of(figure)))
    missing = left_out(figure.left_out)
    told = (
        read_as(figure),
        " · ".join(counted),
        f"left out: {'; '.join(missing)}" if missing else "",
        "; ".join(filter(None, (judged(figure), how_made(figure)))),
    )
    most = [3, 2, 1, 2]
    said = [wrapped(line, width - 6, n) if line else [] for line, n in zip(told, most, strict=True)]
    # Where the lines do not do, each gives one, the least needed first.
    for i in (1, 3, 0):
        if sum(map(len, said)) > lines:
            said[i] = wrapped(told[i], width - 6, most[i] - 1)
    tones = (text, faint, faint, faint)
    return [
        [("   ", tone), (line, tone)] for tone, some in zip(tones, said, strict=True) for line in some if line
    ]


# Records


def record_row(record: Record, source: str, width: int, palette: Palette) -> list[Part]:
    """Kind, what differs, the words, and where, in columns."""
    where, kind, what = (26, 28, 50) if width >= _WIDE else (12, 18, 0)
    room = max(8, width - 3 - where - kind - what - 4)
    faint = palette.ink("faint")
    differing = [(f"  {fit(differs(record), what)}", faint)] if what else []
    return [
        (f"   {fit(KIND_WORDS[record.kind], kind)}", faint),
        (f" {fit(_first(record).quote, room - (2 if what else 0))}", palette.ink("text")),
        *differing,
        (f"  {fit(source, where)}", faint),
    ]


def record_details(
    record: Record, width: int, lines: int, scheme: Scheme, palette: Palette
) -> list[list[Part]]:
    """What differs, and every version under the name of who has it."""
    text, faint = palette.ink("text"), palette.ink("faint")
    rows: list[list[Part]] = [
        [("   ", text), (line, text)] for line in wrapped(differs(record), width - 6, 2)
    ]
    names = [span.annotator for span in record.spans] + [link.annotator for link in record.links]
    column = min(20, max(map(width_of, map(safe, [*names, *record.missing])), default=0)) + 2
    each = 1 if lines < _MANY_LINES else 2

    def told(name: str, letter: Part, said: str, tone: str = "text") -> None:
        for i, line in enumerate(wrapped(said, width - column - 8, each)):
            lead = [(fit(name if i == 0 else "", column), faint), letter if i == 0 else ("  ", faint)]
            rows.append([("   ", faint), *lead, (line, palette.ink(tone))])

    none = ("· ", faint)
    if record.kind == "cluster":
        half = len(record.spans) // 2
        for a, b in zip(record.spans[:half], record.spans[half:], strict=True):
            sign = "≠" if a.annotator in record.missing else "="
            told(a.annotator, _letter(a, scheme, palette), f"{_cut(a.quote)} {sign} {_cut(b.quote)}")
        return rows
    for link, (source, target) in zip(record.links, record.ends, strict=True):
        told(
            link.annotator,
            _letter(source, scheme, palette),
            f"{_cut(source.quote)} → {link.type} → {_cut(target.quote)}",
        )
    for span in record.spans:
        told(span.annotator, _letter(span, scheme, palette), version(record.spans, span))
    has = {link.annotator for link in record.links}
    for name in (x for x in record.missing if x not in has):
        near = next((x for x in record.related if x.annotator == name), None)
        if near is not None:
            told(name, _letter(near, scheme, palette), f"overlaps: {near.quote}", "faint")
        else:
            told(name, none, "no such link" if record.links else "nothing marked here", "faint")
    return rows


def _first(record: Record) -> Span:
    return record.spans[0] if record.spans else record.ends[0][0]


def _cut(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _letter(span: Span, scheme: Scheme, palette: Palette) -> Part:
    shown = scheme.label_shown(span.label)
    return f"{shown.key} ", palette.letter(shown.colour)
