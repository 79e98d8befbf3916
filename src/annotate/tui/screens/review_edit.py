"""A box to change the boundaries and the label of one version before it becomes gold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from annotate.text.segments import Units
from annotate.tui.cursor import Cursor, Mover
from annotate.tui.flow import flow
from annotate.tui.widgets.bar import Bar, key_parts
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.review_values import Edit

if TYPE_CHECKING:
    from annotate.model import Span
    from annotate.tui.app import AnnotateApp

_AROUND = 160
"""Code points shown on either side."""
_EDGES: dict[str, tuple[str, int]] = {
    "(": ("start", -1),
    "9": ("start", 1),
    ")": ("end", 1),
    "0": ("end", -1),
}
"""The keys that move edges in articles too."""


class ReviewEdit(ModalScreen[Edit | None]):
    """Text with the stretch marked; keys move its edges word by word, a label's key sets the label."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+g,q", "leave", "leave"),
        ("enter", "keep", "keep"),
        ("apostrophe", "take_in", "take in"),
    ]

    def __init__(self, app: AnnotateApp, text: str, spans: Sequence[Span]) -> None:
        super().__init__()
        self.work = app
        self.text = text
        self.spans = spans
        """The versions: tab goes from one to the next."""
        self.base = 0
        self.mover = Mover(text, Units(text))
        self.cursor = Cursor()
        self.label = spans[0].label
        self.rows: list[list[Part]] = []
        self.list = VirtualList(app.palette, lambda i, _: self.rows[i], id="edit-rows", chooses=False)
        self.list.can_focus = False
        self._begin(0)

    def compose(self) -> ComposeResult:
        """What it becomes, the text, the keys."""
        with Vertical(id="review-edit", classes="box"):
            yield Bar(self.work.palette, id="edit-title")
            yield self.list
            yield Bar(self.work.palette, id="edit-keys")

    def on_mount(self) -> None:
        """Show the first version."""
        labels = "".join(x.key for x in self.work.scheme.labels)
        keys = {
            "( 9": "start",
            ") 0": "end",
            "'": "marks",
            labels: "label",
            "enter": "keeps",
            "esc": "leaves",
        }
        if len(self.spans) > 1:
            keys["tab"] = "another version"
        self.query_one("#edit-keys", Bar).set(key_parts(self.work.palette, keys))
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """As high as there is room."""
        self.query_one("#review-edit").styles.height = min(14, max(5, self.app.size.height - 2))
        self.call_after_refresh(self._show)

    def _begin(self, base: int) -> None:
        self.base = base % len(self.spans)
        span = self.spans[self.base]
        self.label = span.label
        self.cursor = self.mover.on(Cursor(), span.start, span.end)

    def _show(self) -> None:
        ink, cursor, text = self.work.palette.ink, self.cursor, self.text
        first, last = max(0, cursor.start - _AROUND), min(len(text), cursor.end + _AROUND)
        strong = ink("text") + Style(bold=True, underline=True)
        parts: list[Part] = [
            (text[first : cursor.start], ink("faint")),
            ("⟦", ink("accent")),
            (text[cursor.start : cursor.end], strong),
            ("⟧", ink("accent")),
            (text[cursor.end : last], ink("faint")),
        ]
        self.rows = [[(" ", ink("text")), *row] for row in flow(parts, max(8, self.list.size.width - 3))]
        self.list.set_count(len(self.rows), 0)
        size = cursor.end - cursor.start
        self.query_one("#edit-title", Bar).set(
            [("gold  ", ink("accent")), (self.label, ink("text")), (f"  {size} characters", ink("faint"))]
        )

    def on_key(self, event: events.Key) -> None:
        """Edges, labels, versions."""
        key = event.character or ""
        label = next((x.name for x in self.work.scheme.labels if x.key == key), None)
        edge = _EDGES.get(key)
        if event.key == "tab":
            self._begin(self.base + 1)
        elif edge is not None:
            self.cursor = self.mover.nudge(self.cursor, edge[0], edge[1])
        elif label is not None:
            self.label = label
        else:
            return
        event.stop()
        event.prevent_default()
        self._show()

    def action_take_in(self) -> None:
        """The punctuation and quotes beside it, or not."""
        self.cursor = self.mover.take_in(self.cursor)
        self._show()

    def action_keep(self) -> None:
        """Done."""
        attributes = self.spans[self.base].attributes
        self.dismiss(Edit(self.label, self.cursor.start, self.cursor.end, attributes))

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
