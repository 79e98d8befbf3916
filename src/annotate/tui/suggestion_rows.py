"""How a suggestion reads: a line of what it is, then its words with those that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.style import Style

from annotate.scheme import Scheme
from annotate.tui.cells import safe, shorten, width_of
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part

if TYPE_CHECKING:
    from annotate.workbench.suggestions import Suggestion

INDENT = 5
"""Cells before the words of a suggestion: as wide as mark and score."""
_DIFFERS = Style(underline=True)


def suggestion_rows(
    suggestion: Suggestion, width: int, lines: int, scheme: Scheme, palette: Palette
) -> list[list[Part]]:
    """The rows of a suggestion in a list of `width` cells: its head, then at most `lines` of its words."""
    return [_head(suggestion, width, scheme, palette), *_words(suggestion, width, lines, palette)]


def _head(suggestion: Suggestion, width: int, scheme: Scheme, palette: Palette) -> list[Part]:
    text, faint, warn = palette.ink("text"), palette.ink("faint"), palette.ink("warn")
    score = f"{suggestion.score.total:3.0f}" if suggestion.score else "  ·"
    parts: list[Part] = [(f"{score}  ", text)]
    if suggestion.opposite:
        parts.append(("opposite?  ", warn))
    parts.append((_reads(suggestion, scheme), text))
    label = scheme.label_shown(suggestion.label)
    if suggestion.span is not None:
        parts += [("  ", faint), (label.name, palette.letter(label.colour))]
    else:
        parts += [("  untagged → ", faint), (label.name, palette.letter(label.colour))]
    used = sum(width_of(part) for part, _ in parts)
    parts.append((f"  {shorten(suggestion.source, max(0, width - used - 4))}", faint))
    return parts


def _reads(suggestion: Suggestion, scheme: Scheme) -> str:
    if suggestion.relation is None:
        return "no link fits"
    link_type = scheme.link_type_shown(suggestion.relation)
    return link_type.forward if suggestion.as_source else link_type.backward


def _words(suggestion: Suggestion, width: int, lines: int, palette: Palette) -> list[list[Part]]:
    """The quotation wrapped at blanks, its differing words underlined and in full ink, the rest quieter."""
    same, differs = palette.ink("faint"), palette.ink("text") + _DIFFERS
    if suggestion.score is None:
        same = palette.ink("text")
    room = max(8, width - INDENT - 1)
    rows: list[list[Part]] = [[(" " * INDENT, same), ("“", same)]]
    used = 1
    pieces = list(_pieces(suggestion.text, suggestion.differing))
    for number, (piece, marked) in enumerate(pieces):
        piece = safe(piece)
        wide = width_of(piece)
        if used + wide > room and used > 1:
            if len(rows) == lines:
                cut = shorten(piece.rstrip() + " …", max(1, room - used))
                rows[-1].append((cut, differs if marked else same))
                return rows
            piece = piece.lstrip()
            rows.append([(" " * (INDENT + 1), same)])
            used, wide = 1, width_of(piece)
        blank = len(piece) - len(piece.rstrip())
        shown = piece if number + 1 < len(pieces) else piece.rstrip()
        if marked and blank and shown.endswith(" "):
            rows[-1] += [(shown[:-blank], differs), (shown[-blank:], same)]
        else:
            rows[-1].append((shown, differs if marked else same))
        used += wide
    rows[-1].append(("”", same))
    return rows


def _pieces(text: str, differing: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The words of a text, each with the blank after it, and whether they differ."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and not text[end].isspace():
            end += 1
        while end < len(text) and text[end].isspace():
            end += 1
        cuts = sorted({at, end, *(c for pair in differing for c in pair if at < c < end)})
        for a, b in pairwise(cuts):
            yield text[a:b], any(x <= a < y for x, y in differing)
        at = end
