"""Where the guideline has gaps: reasons given for decisions, by label and wording, with notes and places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events

from annotate.model import Place as TextPlace
from annotate.text.excerpt import excerpt
from annotate.tui.actions import Place
from annotate.tui.cells import fit, shorten, width_of
from annotate.tui.flow import flow
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.detail_base import DetailScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.agreement_figures import count
from annotate.workbench.review_words import REASONS

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.review_values import Example, Gap

_LABELS, _ARTICLE = 20, 28
"""Cells of the labels in the list and of an article's name below it, at most."""
_PANE = 10
"""Rows of the pane where it needs no more."""
_LEAST_LIST, _LEAST_PANE = 3, 3
"""Rows that list and pane have where there is little room."""
_CHROME = 4
"""Rows of title, pane's title, status and keys."""
_GONE = "all that this was about is gone"


class GapsScreen(DetailScreen):
    """Reasons with how often each was given, the most frequent first, and all about one of them below."""

    place: ClassVar[Place] = "list"

    def __init__(self, app: AnnotateApp, gaps: Sequence[Gap], here: int = 0) -> None:
        super().__init__(app, "gap")
        self.gaps = gaps
        self.here = here
        """The row to highlight first."""
        self.names: dict[str, str] = {}
        """Articles by id."""
        self.list = VirtualList(app.palette, self._row, id="gaps")
        self.details.can_focus = True

    def on_mount(self) -> None:
        """Show all."""
        self.key_bar.set_actions([a for a in self.actions_here() if a.name == "cancel"])
        self.list.set_count(len(self.gaps), self.here)
        self.list.focus()
        self.say("enter opens a place in its article; backspace there comes back")
        self._show_title()
        self.run_worker(self._load())

    async def _load(self) -> None:
        bench = await self.work.bench()
        articles = await self.attempt(bench.articles)
        self.names = {x.id: x.name for x in articles or ()}
        self.show_details()

    def on_resize(self, event: events.Resize) -> None:
        """The pane is as high as it needs to be and there is room for."""
        self.show_details()

    def _show_title(self) -> None:
        given = count(sum(x.count for x in self.gaps), "reasons given")
        self.title_bar.set([("Guideline gaps", self.ink("accent")), (f"  {given}", self.ink())])

    # Rows

    def _row(self, index: int, width: int) -> list[Part]:
        gap = self.gaps[index]
        reasons = max(len(x.reason) for x in self.gaps)
        labels = min(_LABELS, max(width_of(x.label) for x in self.gaps))
        words = next((x.text for x in _places(gap)), "")
        return [
            (f" {gap.count:>3}  ", self.ink("accent")),
            (f"{fit(gap.reason.replace('_', ' '), reasons)}  ", self.ink()),
            (f"{fit(gap.label, labels)}  ", self.ink("faint")),
            (excerpt(words, width) if words else _GONE, self.ink("text" if words else "faint")),
        ]

    def show_details(self) -> None:
        """Tell what the reason means, every place and every note."""
        gap = self.gaps[self.list.index]
        room = self.app.size.height - _CHROME
        width = max(20, self.app.size.width - 2)
        self.detail_rows = [*self._place_rows(gap, width), *self._note_rows(gap, width)]
        # As high for most, so that the list stays where it is, and higher for those that need more.
        most = max(_LEAST_PANE, room - min(_LEAST_LIST, len(self.gaps)))
        height = min(most, max(_PANE, len(self.detail_rows)))
        self.details.styles.height = height
        reason = gap.reason.replace("_", " ")
        more = len(self.detail_rows) > height
        self.detail_title.set(
            [(reason, self.ink("accent")), (f"  {REASONS[gap.reason]}", self.ink("faint"))],
            [("tab, then j and k: more", self.ink("faint"))] if more else (),
        )
        self.details.set_count(len(self.detail_rows), 0)

    def _place_rows(self, gap: Gap, width: int) -> list[list[Part]]:
        """Article and words of each."""
        faint = self.ink("faint")
        examples = _places(gap)
        if not examples:
            return [[(f"   {_GONE}", faint)]]
        names = [self.names.get(x.article_id, "") for x in examples]
        column = min(_ARTICLE, width // 3, max(map(width_of, names)))
        rows: list[list[Part]] = []
        for example, name in zip(examples, names, strict=True):
            lead = f"   {fit(name, column)}  "
            rows += _under(lead, f"“{_flat(example.text)}”", width, faint, self.ink())
        if (left_out := gap.count - len(gap.examples)) > 0:
            rows.append([(f"   and for {count(left_out, 'decisions')} more", faint)])
        return rows

    def _note_rows(self, gap: Gap, width: int) -> list[list[Part]]:
        rows: list[list[Part]] = [[]] if gap.notes else []
        for note in gap.notes:
            rows += _under("   note  ", _flat(note), width, self.ink("faint"), self.ink())
        return rows

    # Keys

    def action_open(self) -> None:
        """Open the place, or ask for which of several."""
        gap = self.gaps[self.list.index]
        examples = _places(gap)
        if not examples:
            self.say(_GONE)
        elif len(examples) == 1:
            self._open(examples[0])
        else:
            room = min(_ARTICLE, self.app.size.width // 3)
            options = [
                (str(i), fit(shorten(self.names.get(x.article_id, ""), room), room), excerpt(x.text, 90))
                for i, x in enumerate(examples, start=1)
            ]

            def chosen(index: int | None) -> None:
                if index is not None:
                    self._open(examples[index])

            self.work.push_screen(Choice(self.work, "open which place?", options), chosen)

    def _open(self, at: Example) -> None:
        app, gaps, here = self.work, self.gaps, self.list.index

        def back() -> None:
            app.action_review()
            app.push_screen(GapsScreen(app, gaps, here))

        self.dismiss()
        app.show_place(TextPlace(at.article_id, at.start, at.end), None, back)

    def action_cancel(self) -> None:
        """Back to the review."""
        self.dismiss()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        self._show_title()
        self.show_details()


def _places(gap: Gap) -> list[Example]:
    """Its examples, each place once, without those of which nothing is left."""
    found = {(x.article_id, x.start, x.end): x for x in gap.examples if x.text}
    return list(found.values())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _under(lead: str, text: str, width: int, faint: Style, ink: Style) -> list[list[Part]]:
    """A text wrapped beside its lead."""
    indent = width_of(lead)
    lines = flow([(text, ink)], max(8, width - indent)) or [[]]
    return [[(lead if i == 0 else " " * indent, faint), *line] for i, line in enumerate(lines)]
