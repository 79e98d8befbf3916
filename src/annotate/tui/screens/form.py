"""A small form: one line a field, enter anywhere saves all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from annotate.tui.widgets.bar import Bar, key_parts

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    name: str
    value: str
    suggested: Sequence[str] = ()
    """Completed while typing; right arrow takes the completion."""


class Form(ModalScreen[dict[str, str] | None]):
    """Edit texts by name; None where the user left."""

    # Keys typed ahead go to what has the focus first: it must be the field that was meant.
    AUTO_FOCUS = ".first"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+g", "leave", "leave"),
        ("down,tab", "app.focus_next", "next"),
        ("up,shift+tab", "app.focus_previous", "previous"),
    ]

    def __init__(self, app: AnnotateApp, title: str, fields: Sequence[Field], first: int = 0) -> None:
        super().__init__()
        self.work = app
        self.form_title = title
        self.fields = fields
        self.first = first

    def compose(self) -> ComposeResult:
        """A title, the fields, and how to leave."""
        with Vertical(id="form", classes="box"):
            yield Bar(self.work.palette, id="form-title")
            with VerticalScroll(id="fields", can_focus=False):
                for number, field in enumerate(self.fields):
                    with Horizontal(classes="field"):
                        yield Static(field.name.replace("_", " "), classes="field-name")
                        suggester = SuggestFromList(field.suggested, case_sensitive=False)
                        yield Input(
                            field.value,
                            id=f"field-{field.name}",
                            classes="first" if number == self.first else "",
                            compact=True,
                            select_on_focus=False,
                            suggester=suggester if field.suggested else None,
                        )
            yield Bar(self.work.palette, id="form-keys")

    def on_mount(self) -> None:
        """Say what the keys do."""
        palette = self.work.palette
        self.query_one("#form-title", Bar).set([(self.form_title, palette.ink("accent"))])
        keys = {"enter": "saves", "↓ ↑": "field", "→": "takes the completion", "esc": "leaves"}
        self.query_one("#form-keys", Bar).set(key_parts(palette, keys))
        self.query_one("#form").styles.height = min(len(self.fields) + 4, self.app.size.height - 2)

    def on_input_submitted(self) -> None:
        """Save."""
        self.dismiss({f.name: self.query_one(f"#field-{f.name}", Input).value for f in self.fields})

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
