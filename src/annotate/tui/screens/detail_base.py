"""A list with a pane that tells all about the highlighted row: what such screens share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from annotate.tui.messages import ItemChosen, ItemHighlighted
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp


SHORT, TALL = 16, 36
"""Rows of the terminal below which there are no details, and from which they have more room."""


class DetailScreen(WorkScreen):
    """A title, the list, the highlighted row in full, status, keys."""

    list: VirtualList

    def __init__(self, app: AnnotateApp, details_id: str) -> None:
        super().__init__(app)
        self.detail_title = Bar(app.palette, id=f"{details_id}-title")
        self.details = VirtualList(app.palette, self._detail_row, id=details_id, chooses=False)
        self.details.can_focus = False
        self.detail_rows: list[list[Part]] = []

    def compose(self) -> ComposeResult:
        """Title, list, the highlighted row, status, keys."""
        yield self.title_bar
        yield self.list
        yield self.detail_title
        yield self.details
        yield self.status_bar
        yield self.key_bar

    def on_resize(self, event: events.Resize) -> None:
        """More about the row where there is room, nothing where there is little."""
        self.details.set_class(event.size.height >= TALL, "tall")
        self.set_class(event.size.height < SHORT, "low")
        self.show_details()

    def show_details(self) -> None:
        """Tell all about the highlighted row."""
        raise AssertionError("the screen does this")

    def action_open(self) -> None:
        """Open what the highlighted row stands for."""
        raise AssertionError("the screen does this")

    def _detail_row(self, index: int, width: int) -> Sequence[Part]:
        return self.detail_rows[index]

    @on(ItemHighlighted)
    def highlighted(self, message: ItemHighlighted) -> None:
        """Tell all about it."""
        message.stop()
        self.show_details()

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Open it."""
        message.stop()
        self.action_open()
