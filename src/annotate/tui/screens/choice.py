"""A short list to choose from by one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from annotate.tui.messages import ItemChosen
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp


class Choice(ModalScreen[int | None]):
    """Options with a key, a name and an explanation; the number of the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,ctrl+g,q", "leave", "leave")]

    def __init__(self, app: AnnotateApp, question: str, options: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.work = app
        self.question = question
        self.options = options
        self.list = VirtualList(app.palette, self._row, id="options")

    def compose(self) -> ComposeResult:
        """The question over the options."""
        with Vertical(id="choice", classes="box"):
            yield Bar(self.work.palette, id="choice-title")
            yield self.list

    def on_mount(self) -> None:
        """As high as the options."""
        self.query_one("#choice-title", Bar).set([(self.question, Style(bold=True))])
        self.query_one("#choice").styles.height = min(len(self.options), self.app.size.height - 6) + 3
        self.list.set_count(len(self.options))
        self.list.focus()

    def _row(self, index: int, width: int) -> list[Part]:
        key, name, explanation = self.options[index]
        return [
            (f" {key:<2} ", Style(bold=True)),
            (f"{name}  ", self.work.palette.ink("text")),
            (explanation, self.work.palette.ink("faint")),
        ]

    def on_key(self, event: events.Key) -> None:
        """An option's key chooses it."""
        for index, (key, _, _) in enumerate(self.options):
            if key and event.character == key:
                event.stop()
                self.dismiss(index)
                return

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Enter or a click chooses."""
        message.stop()
        self.dismiss(message.index)

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)
