"""One line to type into, at the bottom of the screen that asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp


class Prompt(ModalScreen[str | None]):
    """Ask for a text; None where the user left. `changed` hears every key."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,ctrl+g", "leave", "leave")]

    def __init__(
        self,
        app: AnnotateApp,
        question: str,
        *,
        value: str = "",
        changed: Callable[[str], None] | None = None,
        keep: str = "",
    ) -> None:
        super().__init__()
        self.last = app.answers
        self.question = question
        self.value = value
        self.heard = changed
        self.keep = keep
        """Under this name the last answer is offered next time."""

    def compose(self) -> ComposeResult:
        """The question and its input."""
        with Horizontal(id="prompt"):
            yield Static(f"{self.question}: ", id="question")
            yield Input(
                self.value,
                placeholder=self.last.get(self.keep, ""),
                compact=True,
                select_on_focus=True,
            )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        if self.heard is not None:
            self.heard(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done; an empty answer repeats the last."""
        value = event.value or self.last.get(self.keep, "")
        if self.keep and value:
            self.last[self.keep] = value
        if self.heard is not None and value and not event.value:
            self.heard(value)
        self.dismiss(value)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
