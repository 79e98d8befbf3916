"""Wrapping a text into rows of terminal cells: flat arrays and bisect, no textual.

A row is a range of code points; every row start is a grapheme edge. A plain line is cut by looking
for the last blank that fits, a line of simple wide characters by their widths, and only lines that
hold combining marks, emoji and the like are taken apart into graphemes. So five megabytes wrap in a
fraction of a second, and exactly.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotate.text.offsets import cell_width, displayable, has_only_narrow, has_only_simple, simple_widths

_GRAPHEME = regex.compile(r"\X")
_FIRST_WIDE = "\u1100"
"""Below, what takes two cells is a cluster of letters of an alphabet, and no place to cut a row."""
_NEVER_FIRST = frozenset("。、，．：；！？」』）〕］｝〉》】’”%‰ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that no row of Chinese or Japanese starts with (the core of JIS X 4051 and of W3C's clreq)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One grapheme of a row."""

    start: int
    """Code point where it starts."""
    shown: str
    """What is painted: as wide on every terminal as `width` says."""
    width: int
    """Cells."""


class Layout:
    """The rows of a text at a width. Rows are numbered from 0; an empty line is a row of its own."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(4, width)
        self.starts = array("q")
        self.ends = array("q")
        """Where the shown part of each row ends: before the blank or line feed it was cut at."""
        self.line_rows = array("q")
        """The first row of each line of the text."""
        self._wrap()

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, position: int) -> int:
        """The row that shows a code point (or, for a cut blank, the row before the cut)."""
        return max(0, bisect_right(self.starts, position) - 1)

    def line_of_row(self, row: int) -> int:
        """The line of the text, from 0, that a row is part of."""
        return bisect_right(self.line_rows, row) - 1

    def glyphs(self, row: int) -> list[Glyph]:
        """The graphemes of a row, in order."""
        start, end = self.starts[row], self.ends[row]
        piece = self.text[start:end]
        if has_only_narrow(piece):
            return [Glyph(start + i, char, 1) for i, char in enumerate(piece)]
        return list(_glyphs(piece, start))

    def cell_of(self, row: int, position: int) -> int:
        """The cell, from 0, where a code point is painted in a row."""
        start, end = self.starts[row], self.ends[row]
        piece = self.text[start : min(position, end)]
        if has_only_narrow(piece):
            return len(piece)
        return sum(glyph.width for glyph in _glyphs(piece, start))

    def position_at(self, row: int, cell: int) -> int:
        """The code point painted at a cell of a row; past the end, the last one of the row."""
        x = 0
        position = self.starts[row]
        for glyph in self.glyphs(row):
            position = glyph.start
            x += glyph.width
            if x > cell:
                break
        return position

    def _wrap(self) -> None:
        text, width = self.text, self.width
        starts, ends = self.starts, self.ends
        position = 0
        for line in text.split("\n"):
            self.line_rows.append(len(starts))
            length = len(line)
            if has_only_narrow(line):
                if length <= width:
                    starts.append(position)
                    ends.append(position + length)
                else:
                    self._wrap_narrow(line, position)
            elif has_only_simple(line):
                self._wrap_cells(line, position, range(length), simple_widths(line))
            else:
                glyphs = list(_glyphs(line, 0))
                self._wrap_cells(line, position, [g.start for g in glyphs], [g.width for g in glyphs])
            position += length + 1

    def _wrap_narrow(self, line: str, base: int) -> None:
        width, length = self.width, len(line)
        at = 0
        while length - at > width:
            cut = line.rfind(" ", at + 1, at + width + 1)
            following = cut + 1
            if cut < 0:
                cut = following = at + width
            self.starts.append(base + at)
            self.ends.append(base + cut)
            at = following
        if at < length:  # else the line ended with the blank it was cut at
            self.starts.append(base + at)
            self.ends.append(base + length)

    def _wrap_cells(self, line: str, base: int, edges: Sequence[int], widths: Sequence[int]) -> None:
        """Cut at the last blank or beside a wide character that fits, else where the width ends."""
        count = len(edges)

        def blank(i: int) -> bool:
            # A blank that carries a combining mark is to be seen, so no row is cut at it.
            at = edges[i]
            return line[at] == " " and (edges[i + 1] if i + 1 < count else len(line)) == at + 1

        first = 0
        while True:
            used, last_cut = 0, -1
            i = first
            while i < count and used + widths[i] <= self.width:
                used += widths[i]
                following = line[edges[i + 1]] if i + 1 < count else ""
                wide = widths[i] == 2 and line[edges[i]] >= _FIRST_WIDE
                if (wide and following not in _NEVER_FIRST) or (i > first and blank(i)):
                    last_cut = i + 1
                i += 1
            if i >= count:
                break
            if blank(i):
                last_cut = i + 1
            cut = last_cut if last_cut > first else max(i, first + 1)
            end = edges[cut] if cut < count else len(line)
            shown = end - 1 if blank(cut - 1) else end
            self.starts.append(base + edges[first])
            self.ends.append(base + max(shown, edges[first]))
            first = cut
            if first >= count:
                return
        self.starts.append(base + (edges[first] if first < count else 0))
        self.ends.append(base + len(line))


def _glyphs(piece: str, base: int) -> Iterator[Glyph]:
    for match in _GRAPHEME.finditer(piece):
        grapheme = match.group()
        yield Glyph(base + match.start(), displayable(grapheme), max(1, cell_width(grapheme)))
