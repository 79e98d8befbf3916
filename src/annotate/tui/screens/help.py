"""Help: the keys of the screen it was opened from, the first minute, then every key, from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from annotate.tui.actions import GO, LINK, MOVE, SELECT, TAG, VIEW, Action, Place, shown
from annotate.tui.cells import fit
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

FIRST_MINUTE = (
    "A unit of the text is always chosen: one key tags it, nothing to select.",
    "",
    '1  go by sentence with . and , or take the quotation ahead with "',
    "2  space grows the unit, - shrinks it; ( ) 9 0 move its edges by a word",
    "3  tag it: {labels}",
    "   u takes any edit back, today or next week",
    "4  L links the span: type a few words of the other end, enter",
    "   or m pins it: go to the other end, in any article, and press m again",
    "5  F: this article is done, on to the next; q goes to the library",
)

_HEADINGS: dict[Place, str] = {
    "library": "In the library",
    "statements": "In the list of statements",
    "cluster": "In a cluster of statements",
    "lint": "In the list of soft problems",
    "agreement": "Among the figures of agreement",
    "records": "In a list of disagreements",
    "review": "In the review of disagreements",
    "everywhere": "Everywhere",
}


class HelpScreen(WorkScreen):
    """Every key."""

    place: ClassVar[Place] = "list"

    def __init__(self, app: AnnotateApp, opened_from: Place = "article") -> None:
        super().__init__(app)
        labels = ", ".join(f"{label.key} {label.name}" for label in app.scheme.labels)
        minute = [("heading", "The first minute"), ("", "")]
        minute += [("text", line.format(labels=labels)) for line in FIRST_MINUTE]
        here = _HEADINGS.get(opened_from, "")
        sections = grouped(app.registry)
        parts = [_section(*x) for x in sections if x[0] == here]
        parts += [minute, *(_section(*x) for x in sections if x[0] != here)]
        self.lines = [line for part in parts for line in (*part, ("", ""))][:-1]
        self.list = VirtualList(app.palette, self._row, id="help", chooses=False)

    def compose(self) -> ComposeResult:
        """Title, lines, status, keys."""
        yield self.title_bar
        yield self.list
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Show all lines."""
        self.key_bar.set_actions([a for a in self.actions_here() if a.name == "cancel"])
        self.title_bar.set([("Help", self.ink("accent"))], [("every key can be changed", self.ink("faint"))])
        self.list.set_count(len(self.lines), 0)
        self.list.focus()
        self.say("j k pgdn pgup scroll; keys are set in the [keys] of annotate.toml")

    def _row(self, index: int, width: int) -> list[Part]:
        kind, text = self.lines[index]
        if kind == "heading":
            return [(f" {text}", self.ink("accent"))]
        if kind in ("text", ""):
            return [(f" {text}", self.ink())]
        return [(fit(f" {kind}", 24), self.ink("accent")), (text, self.ink())]

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss()


def _section(heading: str, actions: list[Action]) -> list[tuple[str, str]]:
    keys = [("  ".join(shown(k) for k in a.keys), a.does) for a in actions]
    return [("heading", heading), ("", ""), *keys]


def grouped(every: tuple[Action, ...]) -> list[tuple[str, list[Action]]]:
    """The actions under headings: of the article by group, of other places, of everywhere."""
    found: dict[str, list[Action]] = {}
    for action in every:
        if action.place == "article":
            found.setdefault(action.group, []).append(action)
        elif action.place in _HEADINGS:
            found.setdefault(_HEADINGS[action.place], []).append(action)
    first = [MOVE, SELECT, TAG, LINK, GO, VIEW]
    return sorted(found.items(), key=lambda pair: first.index(pair[0]) if pair[0] in first else len(first))
