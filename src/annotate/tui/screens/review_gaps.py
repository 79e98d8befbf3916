"""Where the guideline has gaps: reasons given for decisions, by label and wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from annotate.model import Place as TextPlace
from annotate.tui.actions import Place
from annotate.tui.cells import fit
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.agreement_figures import count

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.review_values import Gap

_REASON, _LABEL = 24, 20


class GapsScreen(WorkScreen):
    """Reasons with how often each was given, the most frequent first."""

    place: ClassVar[Place] = "list"

    def __init__(self, app: AnnotateApp, gaps: Sequence[Gap]) -> None:
        super().__init__(app)
        self.gaps = gaps
        self.list = VirtualList(app.palette, self._row, id="gaps")

    def compose(self) -> ComposeResult:
        """Title, reasons, status, keys."""
        yield self.title_bar
        yield self.list
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Show all."""
        self.key_bar.set_actions([a for a in self.actions_here() if a.name == "cancel"])
        given = count(sum(x.count for x in self.gaps), "reasons")
        self.title_bar.set([("Guideline gaps", self.ink("accent")), (f"  {given}", self.ink())])
        self.list.set_count(len(self.gaps), 0)
        self.list.focus()
        self.say("enter opens the first place; backspace there comes back to the review")

    def _row(self, index: int, width: int) -> list[Part]:
        gap = self.gaps[index]
        said = gap.examples[0].text if gap.examples else gap.wording
        notes = f"  “{'”, “'.join(gap.notes)}”" if gap.notes else ""
        return [
            (f" {gap.count:>4}  ", self.ink("accent")),
            (fit(gap.reason.replace("_", " "), _REASON) + " ", self.ink()),
            (fit(gap.label, _LABEL) + " ", self.ink("faint")),
            (said, self.ink()),
            (notes, self.ink("faint")),
        ]

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Open the first place of the wording."""
        message.stop()
        gap = self.gaps[message.index]
        if gap.examples:
            at = gap.examples[0]
            app = self.work
            self.dismiss()
            app.show_place(TextPlace(at.article_id, at.start, at.end), None, app.action_review)

    def action_cancel(self) -> None:
        """Back to the review."""
        self.dismiss()
