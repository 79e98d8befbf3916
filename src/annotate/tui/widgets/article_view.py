"""The article on the screen: rows painted one by one (Line API), caret, unit, spans, hints, mouse.

Knows the text and what stands on it, nothing of the database. A row is painted from the disjoint
pieces that spans, unit, caret and search hits cut it into; rows without caret and unit are kept.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotate.scheme import Scheme
from annotate.text.graphemes import next_boundary
from annotate.text.segments import Units
from annotate.tui.cursor import Cursor, Mover
from annotate.tui.layout import Glyph, Layout
from annotate.tui.marks import Marked, Marks
from annotate.tui.palette import Palette

GUTTER = 5
"""Cells to the left of the text: bar, up to three letters, blank."""
WIDEST = 100
"""Text is never set wider than this many cells: longer rows are hard to read."""
MARGIN = 3
"""Rows kept visible above and below the caret."""


_BOLD = Style(bold=True)


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """One article."""

    def __init__(self, scheme: Scheme, palette: Palette, moved: Callable[[], None]) -> None:
        super().__init__(id="article")
        self.moved = moved
        """Called when the cursor is somewhere else; a message would come too late for the same paint."""
        self.scheme = scheme
        self.palette = palette
        self.article_text = ""
        self.units = Units("")
        self.mover = Mover("", self.units)
        self.rows = Layout("", 20)
        self.marks = Marks()
        self.faint_lines: frozenset[int] = frozenset()
        self.title_lines: frozenset[int] = frozenset()
        self.linked: frozenset[str] = frozenset()
        self.cursor = Cursor()
        self.found: list[tuple[int, int]] = []
        self.hints: dict[int, str] = {}
        self.proposal: tuple[int, int] | None = None
        self._colours = {label.name: label.colour for label in scheme.labels}
        self._letters = {label.name: label.key for label in scheme.labels}
        self._strips: dict[int, Strip] = {}
        self._wrapped_for: tuple[int, int] | None = None
        self._drag_from: int | None = None

    # What is shown

    def show(self, text: str, units: Units, cursor: Cursor) -> None:
        """Show a text; roles follow with `set_lines`, spans and links with `mark`."""
        self.article_text = text
        self.units = units
        self.mover = Mover(text, units)
        self.found = []
        self.hints = {}
        self.proposal = None
        self.marks = Marks()
        self._wrapped_for = None
        self.cursor = cursor
        self._wrap()
        self.set_cursor(cursor, centre=True)

    def mark(self, spans: Sequence[Marked], linked: frozenset[str]) -> None:
        """Paint these spans; those in `linked` have links."""
        self.marks = Marks(spans)
        self.linked = linked
        self._repaint()

    def set_lines(self, titles: frozenset[int], faint: frozenset[int]) -> None:
        """Paint lines of the text, by number from 0, as titles and as outside the article's body."""
        if (titles, faint) != (self.title_lines, self.faint_lines):
            self.title_lines, self.faint_lines = titles, faint
            self._repaint()

    def set_palette(self, palette: Palette) -> None:
        """Paint with other colours."""
        self.palette = palette
        self._repaint()

    def set_found(self, found: Sequence[tuple[int, int]]) -> None:
        """Mark the matches of a search."""
        self.found = list(found)
        self._repaint()

    def set_proposal(self, proposal: tuple[int, int] | None) -> None:
        """Underline a stretch that is proposed, or none."""
        if proposal != self.proposal:
            self.proposal = proposal
            self._repaint()

    def set_hints(self, hints: Mapping[int, str]) -> None:
        """Show letters at these places of the text, or none."""
        self.hints = dict(hints)
        self._repaint()

    def set_cursor(self, cursor: Cursor, *, centre: bool = False) -> None:
        """Move the cursor and scroll so that it is seen."""
        old, self.cursor = self.cursor, cursor
        self._repaint_rows(old)
        self._repaint_rows(cursor)
        self._scroll_to_cursor(centre=centre)
        self.moved()

    def visible_range(self) -> tuple[int, int]:
        """The code points on the screen, half-open."""
        if not len(self.rows):
            return 0, 0
        top = min(round(self.scroll_offset.y), len(self.rows) - 1)
        bottom = min(top + max(1, self.size.height), len(self.rows)) - 1
        return self.rows.starts[top], self.rows.ends[bottom]

    # Moves that depend on rows

    def by_rows(self, count: int) -> None:
        """Move the caret down by rows (up if negative), keeping its cell."""
        row = self.rows.row_of(self.cursor.caret)
        cell = self.rows.cell_of(row, self.cursor.caret)
        target = max(0, min(row + count, len(self.rows) - 1))
        step = 1 if count > 0 else -1
        # An empty row has nothing to be on; the next one with text is meant.
        while 0 < target < len(self.rows) - 1 and self.rows.starts[target] == self.rows.ends[target]:
            target += step
        while target != row and self.rows.starts[target] == self.rows.ends[target]:
            target -= step
        if target == row:
            return
        self.set_cursor(self.mover.to(self.cursor, self.rows.position_at(target, cell)))

    def page(self) -> int:
        """Rows in a page, with two rows of the last one kept."""
        return max(1, self.size.height - 2)

    # Painting

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        row = y + round(self.scroll_offset.y)
        width = self.size.width
        if row >= len(self.rows):
            return Strip.blank(width, self.palette.text)
        cursor = self.cursor
        start = self.rows.starts[row]
        following = self.rows.starts[row + 1] if row + 1 < len(self.rows) else len(self.article_text) + 1
        touched = start < max(cursor.end, cursor.caret + 1) and following > min(cursor.start, cursor.caret)
        if not touched and (kept := self._strips.get(row)) is not None:
            return kept
        strip = self._paint(row).adjust_cell_length(width, self.palette.text)
        if not touched:
            self._strips[row] = strip
        return strip

    def _paint(self, row: int) -> Strip:
        start, end = self.rows.starts[row], self.rows.ends[row]
        line = self.rows.line_of_row(row)
        title = line in self.title_lines
        segments = self._gutter(row, start, end)
        text = self.article_text
        glyphs = self.rows.glyphs(row)
        plain = len(glyphs) == end - start and all(g.width == 1 and g.shown == text[g.start] for g in glyphs)
        skip = 0  # cells that letters of a hint have taken
        for a, b, style in self._pieces(start, end, line in self.faint_lines):
            if self.hints and a in self.hints:
                letters = self.hints[a]
                segments.append(Segment(letters, self.palette.hint))
                skip = len(letters)
            shown = text[a:b] if plain else "".join(g.shown for g in glyphs if a <= g.start < b)
            if skip:
                shown, skip = _without_cells(glyphs, a, b, skip)
            if shown:
                segments.append(Segment(shown, style + _BOLD if title else style))
        return Strip(segments)

    def _gutter(self, row: int, start: int, end: int) -> list[Segment]:
        palette, cursor = self.palette, self.cursor
        following = self.rows.starts[row + 1] if row + 1 < len(self.rows) else len(self.article_text) + 1
        inside = start < cursor.end and end > cursor.start
        segments = [Segment("▌" if inside else " ", palette.bar)]
        starting = self.marks.starting_in(start, following)
        # Bars for the spans that go on here, outermost first, then letters for those that start.
        going_on = [span for span in reversed(self.marks.at(start)) if span.start < start < end]
        letters = [("│", self._colours.get(s.label, "blue")) for s in going_on]
        letters += [(self._letters.get(s.label, "?"), self._colours.get(s.label, "blue")) for s in starting]
        more = len(letters) > 3
        for letter, colour in letters[: 2 if more else 3]:
            segments.append(Segment(letter, palette.text + palette.letter(colour)))
        if more:
            segments.append(Segment("+", palette.faint))
        used = min(len(letters), 3)
        linked = any(s.id in self.linked for s in starting)
        segments.append(Segment(" " * (3 - used), palette.text))
        segments.append(Segment("·" if linked else " ", palette.faint))
        return segments

    def _pieces(self, start: int, end: int, faint: bool) -> list[tuple[int, int, Style]]:
        """The row cut at every edge of spans, unit, caret, matches and hints, with its styles."""
        cursor, palette = self.cursor, self.palette
        caret_end = next_boundary(self.article_text, cursor.caret)
        proposed = self.proposal or (0, 0)
        cuts = {cursor.start, cursor.end, cursor.caret, caret_end, *self.hints, *proposed}
        hits = self._hits(start, end)
        for a, b in hits:
            cuts |= {a, b}
        inner = sorted(c for c in cuts if start < c < end)
        pieces: list[tuple[int, int, Style]] = []
        chosen = cursor.span_id
        for a, b, numbers in self.marks.pieces(start, end):
            spans = [self.marks.spans[n] for n in numbers]
            colours = tuple(self._colours.get(s.label, "blue") for s in spans)[-3:]
            current = chosen is not None and any(s.id == chosen for s in spans)
            edges = [a, *(c for c in inner[bisect_left(inner, a + 1) :] if c < b), b]
            for x, y in pairwise(edges):
                style = palette.styled(
                    colours,
                    unit=cursor.start <= x < cursor.end,
                    current=current,
                    caret=x == cursor.caret and self.has_focus,
                    faint=faint,
                    found=any(p <= x < q for p, q in hits),
                    proposed=proposed[0] <= x < proposed[1],
                )
                pieces.append((x, y, style))
        return pieces

    def _hits(self, start: int, end: int) -> list[tuple[int, int]]:
        if not self.found:
            return []
        i = bisect_left(self.found, (start, -1))
        i = max(0, i - 1)
        hits = []
        while i < len(self.found) and self.found[i][0] < end:
            if self.found[i][1] > start:
                hits.append(self.found[i])
            i += 1
        return hits

    # Size and scrolling

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again, keeping the cursor in view."""
        self._wrap()
        self._scroll_to_cursor()

    def _wrap(self) -> bool:
        width = min(WIDEST, self.scrollable_content_region.width - GUTTER - 2)
        if width < 4 or self._wrapped_for == (width, len(self.article_text)):
            return False
        self._wrapped_for = (width, len(self.article_text))
        self.rows = Layout(self.article_text, width)
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._repaint()
        return True

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _repaint_rows(self, cursor: Cursor) -> None:
        if not len(self.rows):
            return
        top = round(self.scroll_offset.y)
        first = self.rows.row_of(min(cursor.start, cursor.caret)) - top
        last = self.rows.row_of(max(cursor.end - 1, cursor.caret, 0)) - top
        first, last = max(first, 0), min(last, self.size.height - 1)
        if first <= last:
            for row in range(first + top, last + top + 1):
                self._strips.pop(row, None)
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def _scroll_to_cursor(self, *, centre: bool = False) -> None:
        height = self.size.height
        if height <= 0 or not len(self.rows):
            return
        top = round(self.scroll_offset.y)
        first = self.rows.row_of(self.cursor.caret)
        last = first
        if not self.cursor.selecting:
            last = max(first, self.rows.row_of(max(self.cursor.end - 1, 0)))
        margin = min(MARGIN, max(0, (height - 1) // 2))
        # A unit taller than the screen shows its caret.
        if last - first + 1 + 2 * margin > height:
            last = first
        if centre and not top + margin <= first <= top + height - 1 - margin:
            wanted = first - height // 3
        elif first - margin < top:
            wanted = first - margin
        elif last + margin > top + height - 1:
            wanted = last + margin - height + 1
        else:
            return
        limit = max(0, len(self.rows) - height)
        self.scroll_to(y=max(0, min(wanted, limit)), animate=False, immediate=True)

    # Mouse

    def position_under(self, event: events.MouseEvent) -> int:
        """The code point under the pointer."""
        row = min(max(0, event.y + round(self.scroll_offset.y)), max(0, len(self.rows) - 1))
        return self.rows.position_at(row, max(0, event.x - GUTTER))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a drag."""
        if len(self.rows) and event.button == 1:
            self.focus()
            self._drag_from = self.position_under(event)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down."""
        if self._drag_from is None:
            return
        position = self.position_under(event)
        if position != self._drag_from or self.cursor.selecting:
            cursor = self.mover.begin_selection(Cursor(caret=self._drag_from, level=self.cursor.level))
            self.set_cursor(self.mover.to(cursor, position))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag; a selection stays until it is tagged or left."""
        self._drag_from = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click chooses the span or unit there, two the word, three the sentence."""
        if not len(self.rows):
            return
        position = self.position_under(event)
        cursor = self.cursor
        if cursor.selecting and event.chain == 1:
            if cursor.start <= position < cursor.end and cursor.anchor != cursor.caret:
                return
            cursor = Cursor(level=cursor.level)
        cursor = Cursor(caret=cursor.caret, level=cursor.level)
        if event.chain >= 2:
            self.set_cursor(self.mover.to(Cursor(level="word" if event.chain == 2 else "sentence"), position))
            return
        spans = self.marks.at(position)
        if spans:
            # Clicking on goes through the spans that stand here, from the innermost outward.
            here = next((i for i, span in enumerate(spans) if span.id == self.cursor.span_id), -1)
            span = spans[(here + 1) % len(spans)]
            self.set_cursor(self.mover.on(cursor, span.start, span.end, span.id))
        else:
            self.set_cursor(self.mover.to(cursor, position))

    def on_focus(self) -> None:
        """Show the caret."""
        self._repaint()

    def on_blur(self) -> None:
        """Hide the caret."""
        self._repaint()


def _without_cells(glyphs: Sequence[Glyph], start: int, end: int, cells: int) -> tuple[str, int]:
    """A piece of a row without its first cells, half of a wide glyph as a blank; and what is still to go."""
    kept = ""
    for glyph in glyphs:
        if start <= glyph.start < end:
            gone = min(cells, glyph.width)
            cells -= gone
            kept += " " * (glyph.width - gone) if gone else glyph.shown
    return kept, cells
