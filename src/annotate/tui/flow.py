"""Styled text over several rows: wrapped as articles are, its styles kept."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.tui.layout import Layout
from annotate.tui.widgets.virtual_list import Part


def flow(parts: Sequence[Part], width: int) -> list[list[Part]]:
    """The parts in rows of so many cells, broken at blanks; line feeds begin new rows, none is empty."""
    text = "".join(part for part, _ in parts)
    layout = Layout(text, width)
    rows = []
    for row in range(len(layout)):
        first, last = layout.starts[row], layout.ends[row]
        if text[first:last].strip():
            rows.append(_cut(parts, first, last))
    return rows


def _cut(parts: Sequence[Part], first: int, last: int) -> list[Part]:
    """The parts between two code points."""
    found, at = [], 0
    for text, style in parts:
        piece = text[max(0, first - at) : max(0, last - at)]
        if piece:
            found.append((piece, style))
        at += len(text)
    return found
