"""Figures as drawings: dots with whiskers, and a strip of articles; SVG that needs nothing from outside.

Read without colour: round dots are corrected for chance, square ones are not, hollow ones have no interval.
Each drawing has a title and a description that says every number in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from annotate.agreement.figure import Figure
from annotate.workbench.agreement_figures import interval_of, number, value_of

_NAMES = 300
"""Width of the column of names; all measures are units of the drawing, about pixels."""
_AXIS = 400
_NUMBERS = 170
_ROW = 26
_TOP = 30
_STEP = 6
"""Between dots that stand over each other in a strip."""
_MOST_STACKED = 5
RELIABLE, TENTATIVE = 0.8, 0.667


def whiskers(ident: str, title: str, rows: Sequence[tuple[str, Figure]], *, bands: bool) -> str:
    """Each figure on an axis from 0 to 1, with its interval; `bands` draws the bounds of alpha."""
    height = _TOP + _ROW * len(rows) + 8
    said = "; ".join(f"{name} {value_of(figure)} {interval_of(figure)}".rstrip() for name, figure in rows)
    parts = [*_axis(height, bands)]
    for i, (name, figure) in enumerate(rows):
        y = _TOP + _ROW * i + _ROW // 2
        parts.append(f'<text x="{_NAMES - 12}" y="{y + 4}" class="end">{escape(_cut(name, 42))}</text>')
        parts += _whisker(figure, y)
    return _drawing(ident, title, said, height, parts)


def strip(ident: str, title: str, rows: Sequence[tuple[str, Figure, Sequence[Figure]]]) -> str:
    """The values of single articles on an axis, dots over each other where they are equal; a line for all."""
    tall = _ROW + _STEP * _MOST_STACKED
    height = _TOP + tall * len(rows) + 8
    parts, said = [*_axis(height, False)], []
    for i, (name, pooled, articles) in enumerate(rows):
        base = _TOP + tall * (i + 1) - 14
        values = [x.value for x in articles if x.value is not None]
        undefined = len(articles) - len(values)
        parts.append(f'<text x="{_NAMES - 12}" y="{base}" class="end">{escape(_cut(name, 42))}</text>')
        parts += _stacked(values, base)
        if pooled.value is not None:
            x = _x(pooled.value)
            parts.append(f'<line x1="{x}" x2="{x}" y1="{base - tall + 24}" y2="{base + 8}" class="pooled"/>')
        told = f"{len(values)} articles" + (f", {undefined} undefined" if undefined else "")
        parts.append(f'<text x="{_NAMES + _AXIS + 16}" y="{base}">{told}</text>')
        listed = ", ".join(map(number, sorted(values))) or "none"
        said.append(f"{name}: all together {value_of(pooled)}, articles {listed}")
    return _drawing(ident, title, "; ".join(said), height, parts)


def _stacked(values: Iterable[float], base: int) -> Iterator[str]:
    for place, many in sorted(Counter(_x(round(value * 50) / 50) for value in values).items()):
        for level in range(min(many, _MOST_STACKED)):
            yield f'<circle cx="{place}" cy="{base - _STEP * level}" r="2.6" class="dot"/>'
        if many > _MOST_STACKED:
            yield f'<text x="{place}" y="{base - _STEP * _MOST_STACKED}" class="small mid">{many}</text>'


def _whisker(figure: Figure, y: int) -> Iterator[str]:
    if figure.value is None:
        yield f'<text x="{_NAMES}" y="{y + 4}" class="faint">{escape(value_of(figure))}</text>'
        return
    if figure.interval is not None:
        low, high = _x(figure.interval.low), _x(figure.interval.high)
        yield f'<line x1="{low}" x2="{high}" y1="{y}" y2="{y}" class="whisker"/>'
        for end in (low, high):
            yield f'<line x1="{end}" x2="{end}" y1="{y - 5}" y2="{y + 5}" class="whisker"/>'
    x = _x(figure.value)
    shape = "dot" if figure.interval is not None else "hollow"
    if figure.value < 0:
        yield f'<path d="M{x + 8} {y - 5} L{x - 2} {y} L{x + 8} {y + 5} Z" class="{shape}"/>'
    elif figure.chance_corrected:
        yield f'<circle cx="{x}" cy="{y}" r="5" class="{shape}"/>'
    else:
        yield f'<rect x="{x - 4.5:g}" y="{y - 4.5:g}" width="9" height="9" class="{shape}"/>'
    text = f"{value_of(figure)} {interval_of(figure)}".rstrip()
    yield f'<text x="{_NAMES + _AXIS + 16}" y="{y + 4}">{text}</text>'


def _axis(height: int, bands: bool) -> Iterator[str]:
    for at in (0, 0.25, 0.5, *(() if bands else (0.75,)), 1):
        x = _x(at)
        yield f'<line x1="{x}" x2="{x}" y1="{_TOP - 6}" y2="{height - 6}" class="grid"/>'
        yield f'<text x="{x}" y="{_TOP - 12}" class="small mid">{at:g}</text>'
    for at in (TENTATIVE, RELIABLE) if bands else ():
        x = _x(at)
        yield f'<line x1="{x}" x2="{x}" y1="{_TOP - 6}" y2="{height - 6}" class="bound"/>'
        yield f'<text x="{x}" y="{_TOP - 12}" class="small mid">{number(at, 3)[1:]}</text>'


def _x(value: float) -> float:
    """The place of a value; below 0 it stands at the edge."""
    return round(_NAMES + _AXIS * min(max(value, 0.0), 1.0), 1)


def _drawing(ident: str, title: str, said: str, height: int, parts: Iterable[str]) -> str:
    width = _NAMES + _AXIS + _NUMBERS
    return (
        '<div class="scroll">'
        f'<svg role="img" aria-labelledby="{ident}-title {ident}-desc" viewBox="0 0 {width} {height}">'
        f'<title id="{ident}-title">{escape(title)}</title><desc id="{ident}-desc">{escape(said)}</desc>'
        f"{''.join(parts)}</svg></div>\n"
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
