"""A small form: one line a field, enter anywhere saves all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from annotate.tui.cells import shorten
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
    completes: Callable[[str], Sequence[str]] | None = None
    """What else completes a typed text, by another word or in spite of a slip; the best first."""


class _Entry(Input):
    """A line that right arrow also fills with a completion that does not begin with what was typed."""

    def __init__(self, field: Field, *, first: bool) -> None:
        suggester = SuggestFromList(field.suggested, case_sensitive=False) if field.suggested else None
        super().__init__(
            field.value,
            id=f"field-{field.name}",
            classes="first" if first else "",
            compact=True,
            select_on_focus=False,
            suggester=suggester,
        )
        self.field = field
        self.completion: str | None = None

    def look_up(self) -> None:
        """Find the completion of what stands there now."""
        completes, typed = self.field.completes, self.value.strip()
        found = completes(typed) if completes is not None and typed else ()
        self.completion = next((name for name in found if name != typed), None)

    def action_cursor_right(self, select: bool = False) -> None:
        """At the end take the completion."""
        if self.completion is not None and not self._suggestion and self.cursor_position == len(self.value):
            self.value = self.completion
            self.cursor_position = len(self.value)
        else:
            super().action_cursor_right(select)


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
                        yield _Entry(field, first=number == self.first)
            yield Bar(self.work.palette, id="form-keys")

    def on_mount(self) -> None:
        """Say what the keys do."""
        self.query_one("#form-title", Bar).set([(self.form_title, self.work.palette.ink("accent"))])
        self._show_keys(None)
        self.query_one("#form").styles.height = min(len(self.fields) + 4, self.app.size.height - 2)

    def _show_keys(self, completion: str | None) -> None:
        takes = f"takes “{shorten(completion, 24)}”" if completion else "takes the completion"
        keys = {"enter": "saves", "↓ ↑": "field", "→": takes, "esc": "leaves"}
        self.query_one("#form-keys", Bar).set(key_parts(self.work.palette, keys))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what right arrow would take."""
        if isinstance(event.input, _Entry) and event.input.has_focus:
            event.input.look_up()
            self._show_keys(event.input.completion)

    def on_input_submitted(self) -> None:
        """Save."""
        self.dismiss({f.name: self.query_one(f"#field-{f.name}", Input).value for f in self.fields})

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
