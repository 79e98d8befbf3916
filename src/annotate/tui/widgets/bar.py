"""One line of text with a left and a right part: title, status, keys."""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from annotate.tui.actions import Action, shown
from annotate.tui.cells import safe, shorten, width_of
from annotate.tui.palette import Palette

Part = tuple[str, Style]


class Bar(Widget):
    """A line; `set` changes it without a new layout."""

    def __init__(self, palette: Palette, *, id: str, right_yields: bool = False) -> None:
        super().__init__(id=id)
        self.right_yields = right_yields
        """Whether the right part goes, rather than the left being cut, where both do not fit."""
        self.palette = palette
        self.left: Sequence[Part] = ()
        self.right: Sequence[Part] = ()

    def set(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show other parts."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def set_palette(self, palette: Palette) -> None:
        """Paint with other colours."""
        self.palette = palette
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width = self.size.width
        if y:
            return Strip.blank(width)
        background = self.styles.background
        base = Style(bgcolor=background.rich_color) if self.palette.depth == "full" else Style()
        right_width = sum(width_of(safe(text)) for text, _ in self.right)
        room = width - 2
        left_width = sum(width_of(safe(text)) for text, _ in self.left)
        least = left_width if self.right_yields else min(left_width, 12)
        show_right = bool(self.right) and right_width + 2 + least <= room
        left_room = room - (right_width + 2 if show_right else 0)
        segments = [Segment(" ", base)]
        used = 0
        for text, style in self.left:
            cut = shorten(text, left_room - used)
            used += width_of(cut)
            segments.append(Segment(cut, base + style))
        if show_right:
            segments.append(Segment(" " * (room - used - right_width), base))
            segments.extend(Segment(safe(text), base + style) for text, style in self.right)
            used = room
        segments.append(Segment(" " * max(0, width - 1 - used), base))
        return Strip(segments).adjust_cell_length(width, base)


def key_parts(palette: Palette, keys: Mapping[str, str]) -> list[Part]:
    """Keys and what they do, as parts of a bar."""
    parts: list[Part] = []
    for key, does in keys.items():
        parts += [(key, palette.ink("accent")), (f" {does}   ", palette.ink("faint"))]
    return parts


class KeyBar(Bar):
    """The next keys: as many as fit, the most important first, help always."""

    actions: Sequence[Action] = ()

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Show these actions."""
        self.actions = actions
        self._fill()

    def on_resize(self) -> None:
        """As many as fit now."""
        self._fill()

    def _fill(self) -> None:
        actions = self.actions
        strong = Style(bold=True) if self.palette.depth != "full" else Style(color=self.palette.tones.accent)
        faint = self.palette.ink("faint")
        help_parts = [("?", strong), (" help", faint)]
        room = self.size.width - 2 - 8
        left: list[Part] = []
        used = 0
        for action in actions:
            if action.name == "help" or not action.keys:
                continue
            key, word = shown(action.keys[0]), f" {action.short or action.id}  "
            needed = len(key) + len(word)
            if used + needed > room:
                break
            left += [(key, strong), (word, faint)]
            used += needed
        self.set(left, help_parts)
