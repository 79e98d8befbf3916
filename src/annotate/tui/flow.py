"""Texts over several rows, wrapped as articles are: styled parts, and a stretch with the text around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotate.tui.layout import Layout
from annotate.tui.widgets.virtual_list import Part

Edge = Literal["start", "end"]


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


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A row of the text, in code points of it; or what is left out between two rows."""

    start: int = 0
    end: int = 0
    """Before the blank or line feed that the row was cut at."""
    opens: bool = False
    """Whether the stretch starts in it."""
    closes: bool = False
    """Whether it ends in it."""
    hidden: int = 0
    """Code points left out here; then this is no row of the text."""


class Window:
    """The rows of a text around a stretch whose edges move, as many as there is room for.

    Rows are cut once for a width, with two cells left for signs at the edges: while an edge moves, no word
    changes its row. The rows shown move no more than they must.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._layout = Layout("", 4)
        self._filled: list[int] = []
        """The rows that are not blank."""
        self._starts: list[int] = []
        """Where these start, in code points."""
        self._width = 0
        self._top = -1

    def rows(self, start: int, end: int, width: int, height: int, edge: Edge) -> Iterator[WindowRow]:
        """At most `height` rows of `width` cells with both edges of the stretch, or with `edge` at least.

        Of a stretch that needs more, the rows in its middle are left out.
        """
        if width != self._width:
            self._cut(width)
        first, last = self._at(start), self._at(max(start, end - 1))
        needed = last - first + 1
        if needed <= height:
            shown = [(self._place(first, last, height), height)]
        elif height < 3:
            at = first if edge == "start" else max(first, last - height + 1)
            shown, self._top = [(at, height)], -1
        else:
            shown, self._top = self._both(first, last, height, edge), -1
        for number, (top, rows) in enumerate(shown):
            if number:
                before = sum(shown[0])
                yield WindowRow(hidden=self._starts[top] - self._starts[before])
            for i in range(max(0, top), min(top + rows, len(self._filled))):
                row = self._filled[i]
                yield WindowRow(self._layout.starts[row], self._layout.ends[row], i == first, i == last)

    def _cut(self, width: int) -> None:
        self._width, self._top = width, -1
        layout = self._layout = Layout(self.text, width - 2)
        filled = (r for r in range(len(layout)) if self.text[layout.starts[r] : layout.ends[r]].strip())
        self._filled = list(filled)
        self._starts = [layout.starts[r] for r in self._filled]

    def _at(self, position: int) -> int:
        """The row, of those that are not blank, that has a code point."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _place(self, first: int, last: int, height: int) -> int:
        """The top row: where it was, as far as the stretch and a row on either side can be seen."""
        spare = 1 if last - first + 3 <= height else 0
        if self._top < 0:
            self._top = first - (height - (last - first + 1)) // 2
        top = min(max(self._top, last + 1 + spare - height), first - spare)
        self._top = max(0, min(top, len(self._filled) - height))
        return self._top

    @staticmethod
    def _both(first: int, last: int, height: int, edge: Edge) -> list[tuple[int, int]]:
        """Rows at both ends of a long stretch, one outside it where there is room; the rest at the edge."""
        less, more = (height - 1) // 2, height - 1 - (height - 1) // 2
        head, tail = (more, less) if edge == "start" else (less, more)
        top = max(0, first - 1) if head > 1 else first
        after = 1 if tail > 1 else 0
        return [(top, head), (last + after - tail + 1, tail)]
