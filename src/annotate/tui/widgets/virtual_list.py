"""One list for every screen: rows are made when they are seen, so a hundred thousand cost nothing."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotate.tui.cells import fit, safe, width_of
from annotate.tui.messages import ItemChosen, ItemHighlighted
from annotate.tui.palette import Palette

Part = tuple[str, Style]
"""A piece of a row and its style."""


class VirtualList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of `count` items; `row(index, width)` makes the pieces of one when it is painted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("pagedown,ctrl+d", "page(1)", show=False),
        Binding("pageup,ctrl+u", "page(-1)", show=False),
        Binding("g,home", "edge(0)", show=False),
        Binding("G,end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(
        self,
        palette: Palette,
        row: Callable[[int, int], Sequence[Part]],
        *,
        id: str,
        empty: str = "",
        chooses: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.row = row
        self.empty = empty
        """Said where there are no items."""
        self.chooses = chooses
        """Whether an item is highlighted; a list that is only read scrolls instead."""
        self.count = 0
        self.index = 0
        self._strips: dict[tuple[int, int], Strip] = {}

    def set_count(self, count: int, index: int | None = None) -> None:
        """Show this many items, all of them made anew; keep the highlight or set it."""
        self.count = count
        wanted = self.index if index is None else index
        self.index = max(0, min(wanted, count - 1))
        self._strips.clear()
        self.virtual_size = Size(self.size.width, count)
        self.refresh()
        self.call_after_refresh(self._reveal)

    def set_palette(self, palette: Palette) -> None:
        """Paint with other colours."""
        self.palette = palette
        self._strips.clear()
        self.refresh()

    def highlight(self, index: int) -> None:
        """Highlight an item and scroll to it."""
        index = max(0, min(index, self.count - 1))
        if index == self.index:
            return
        for changed in (self.index, index):
            self.refresh(Region(0, changed - round(self.scroll_offset.y), self.size.width, 1))
        self.index = index
        self._reveal()
        self.post_message(ItemHighlighted(self.id, index))

    def action_move(self, by: int) -> None:
        """Highlight the next or previous item, or scroll."""
        self._go(self.index + by)

    def action_page(self, by: int) -> None:
        """Highlight the item a page away."""
        self._go(self.index + by * max(1, self.size.height - 1))

    def action_edge(self, which: int) -> None:
        """Highlight the first or last item."""
        self._go(0 if which == 0 else self.count - 1)

    def _go(self, index: int) -> None:
        if self.chooses:
            self.highlight(index)
        else:
            self.index = max(0, min(index, self.count - self.size.height))
            self.scroll_to(y=self.index, animate=False, immediate=True)

    def action_choose(self) -> None:
        """Choose the highlighted item."""
        if self.count and self.chooses:
            self.post_message(ItemChosen(self.id, self.index))

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        width = self.scrollable_content_region.width
        base = self._base()
        index = y + round(self.scroll_offset.y)
        if index >= self.count:
            said = self.empty if index == 0 and not self.count else ""
            return Strip([Segment(fit(f" {said}", width), base + self.palette.ink("faint"))], width)
        if (kept := self._strips.get((index, width))) is None:
            segments, used = [], 0
            for text, style in self.row(index, width):
                text = safe(text)
                text = fit(text, min(width - used, width_of(text)))
                used += width_of(text)
                segments.append(Segment(text, base + style))
            segments.append(Segment(" " * (width - used), base))
            kept = self._strips[(index, width)] = Strip(segments, width)
        if index == self.index and self.chooses:
            over = self._highlight()
            return Strip([Segment(s.text, (s.style or Style()) + over) for s in kept], width)
        return kept

    def _base(self) -> Style:
        background = self.styles.background
        return Style(bgcolor=background.rich_color) if self.palette.depth == "full" else Style()

    def _highlight(self) -> Style:
        if self.palette.depth != "full":
            return Style(reverse=True) if self.has_focus else Style(bold=True)
        return Style(bgcolor=self.palette.tones.unit if self.has_focus else self.palette.tones.line)

    def _reveal(self) -> None:
        top, height = round(self.scroll_offset.y), self.size.height
        if self.index < top:
            self.scroll_to(y=self.index, animate=False, immediate=True)
        elif height and self.index >= top + height:
            self.scroll_to(y=self.index - height + 1, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Rows are as wide as the list."""
        self._strips.clear()
        self.virtual_size = Size(event.size.width, self.count)
        self._reveal()

    def on_focus(self) -> None:
        """The highlight tells who has the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The highlight tells who has the focus."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click highlights and chooses."""
        index = event.y + round(self.scroll_offset.y)
        if index < self.count and self.chooses:
            self.highlight(index)
            self.post_message(ItemChosen(self.id, index, clicked=True))
