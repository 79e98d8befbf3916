"""The panel of suggestions: what says the same elsewhere, one of them picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotate.scheme import Scheme
from annotate.tui.cells import fit, safe, width_of
from annotate.tui.messages import ItemChosen, ItemHighlighted
from annotate.tui.palette import Palette
from annotate.tui.suggestion_rows import suggestion_rows
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part

if TYPE_CHECKING:
    from annotate.workbench.suggestions import Suggestion

_WIDE_LINES, _NARROW_LINES = 3, 1
"""Lines for the words of a suggestion beside the article, and below it."""


class SuggestionRows(ScrollView, can_focus=False, inherit_bindings=False):
    """The suggestions, some rows each; the picked one on a ground of its own."""

    def __init__(self, palette: Palette, scheme: Scheme) -> None:
        super().__init__(id="suggestion-rows")
        self.palette = palette
        self.scheme = scheme
        self.suggestions: Sequence[Suggestion] = ()
        self.picked = 0
        self.lines = _WIDE_LINES
        self._rows: list[tuple[int, list[Part]]] = []

    def show(self, suggestions: Sequence[Suggestion], picked: int) -> None:
        """Show these, that one picked."""
        self.suggestions, self.picked = suggestions, picked
        self._lay_out()

    def pick(self, index: int) -> None:
        """Pick another one and bring it into view."""
        self.picked = index
        self._reveal()
        self.refresh()

    def _lay_out(self) -> None:
        width = self.size.width
        self._rows = [
            (number, row)
            for number, each in enumerate(self.suggestions)
            for row in suggestion_rows(each, width - 1, self.lines, self.scheme, self.palette)
        ]
        self.virtual_size = Size(width, len(self._rows))
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        mine = [row for row, (number, _) in enumerate(self._rows) if number == self.picked]
        if not mine or not self.size.height:
            return
        top, height = round(self.scroll_offset.y), self.size.height
        if mine[0] < top:
            self.scroll_to(y=mine[0], animate=False, immediate=True)
        elif mine[-1] >= top + height:
            self.scroll_to(y=mine[-1] - height + 1, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        width = self.size.width
        background = self.styles.background
        full = self.palette.depth == "full"
        base = Style(bgcolor=background.rich_color) if full else Style()
        index = y + round(self.scroll_offset.y)
        if index >= len(self._rows):
            return Strip([Segment(" " * width, base)], width)
        number, parts = self._rows[index]
        picked = number == self.picked
        if picked:
            base = Style(bgcolor=self.palette.tones.line) if full else base
        first = index == 0 or self._rows[index - 1][0] != number
        segments = [Segment("▸" if picked and first else " ", base + self.palette.ink("accent"))]
        used = 1
        for text, style in parts:
            text = safe(text)
            text = fit(text, min(width - used, width_of(text)))
            used += width_of(text)
            segments.append(Segment(text, base + style))
        segments.append(Segment(" " * max(0, width - used), base))
        return Strip(segments, width)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """A click picks, two accept."""
        index = event.y + round(self.scroll_offset.y)
        if index < len(self._rows):
            number = self._rows[index][0]
            message = ItemChosen if event.chain == 2 else ItemHighlighted
            self.post_message(message("suggestions", number))


class SuggestionPanel(Vertical):
    """A title with why the picked one is suggested, and the suggestions."""

    def __init__(self, palette: Palette, scheme: Scheme) -> None:
        super().__init__(id="suggestions")
        self.palette = palette
        self.bar = Bar(palette, id="suggestions-title", right_yields=True)
        self.rows = SuggestionRows(palette, scheme)
        self.said = ""

    def compose(self) -> ComposeResult:
        """The title over the list."""
        yield self.bar
        yield self.rows

    @property
    def picked(self) -> Suggestion | None:
        """The suggestion that keys act on."""
        rows = self.rows
        return rows.suggestions[rows.picked] if rows.picked < len(rows.suggestions) else None

    @property
    def is_clear(self) -> bool:
        """Whether nothing is suggested and nothing said."""
        return not self.rows.suggestions and not self.said

    def show(self, suggestions: Sequence[Suggestion], said: str, picked: int = 0) -> None:
        """Show suggestions, or only say something where there are none."""
        self.said = said
        self.rows.show(suggestions, max(0, min(picked, len(suggestions) - 1)))
        self._show_title()

    @property
    def rows_needed(self) -> int:
        """How many rows all suggestions take below the article."""
        return len(self.rows.suggestions) * (1 + _NARROW_LINES)

    def pick(self, step: int) -> None:
        """Pick the next or previous one."""
        last = len(self.rows.suggestions) - 1
        self.rows.pick(max(0, min(self.rows.picked + step, last)))
        self._show_title()

    def set_lines(self, *, wide: bool) -> None:
        """Lay out for a place beside the article, or below it."""
        self.rows.lines = _WIDE_LINES if wide else _NARROW_LINES

    def set_palette(self, palette: Palette) -> None:
        """Paint with other colours."""
        self.palette = self.rows.palette = palette
        self.rows.show(self.rows.suggestions, self.rows.picked)
        self._show_title()

    def _show_title(self) -> None:
        faint, text = self.palette.ink("faint"), self.palette.ink("text")
        count = len(self.rows.suggestions)
        left: list[Part] = [(self.said, faint)]
        if count:
            left = [("Like this  ", faint), (f"{self.rows.picked + 1} of {count}", text)]
        right: list[Part] = []
        picked = self.picked
        if picked is not None and picked.score is not None:
            right = [(f"words {picked.score.dice:.0f} · letters {picked.score.partial:.0f}", faint)]
        elif picked is not None:
            right = [("near it in the article", faint)]
        self.bar.set(left, right)
