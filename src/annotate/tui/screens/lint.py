"""Lint: soft problems by rule; enter opens the place, and the list stays for the next."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on

from annotate.errors import AnnotateError
from annotate.model import Place as TextPlace
from annotate.tui.actions import Place
from annotate.tui.finding_rows import detail_rows, finding_row, wrapped
from annotate.tui.messages import Progressed
from annotate.tui.screens.detail_base import DetailScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.lint_rules import RULES, Finding, Rule

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp


class _Left(Exception):
    """Nobody waits any more for what is being found."""


class LintScreen(DetailScreen):
    """Findings under their rules, and all about the highlighted one below.

    It stays installed when it is left, so findings, highlight and a check under way are kept.
    """

    NAME: ClassVar[str] = "lint"
    place: ClassVar[Place] = "lint"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app, "finding")
        self.groups: dict[Rule, list[Finding]] = {}
        self.folded: set[Rule] = set()
        self.rows: list[Rule | Finding] = []
        self.sources: dict[str, str] = {}
        self.longest = 0
        """Cells of the longest message."""
        self.checking = False
        self.checked_at = 0
        """The newest step when the check began."""
        self.checked_layer = app.config.layer
        """What was open when the check began."""
        self.list = VirtualList(app.palette, self._row, id="findings", empty="checking …")

    def on_mount(self) -> None:
        """Check at once."""
        self.list.focus()
        self._show_title()
        self.action_check_again()

    def on_screen_resume(self) -> None:
        """Tell where edits were made since."""
        self.repaint()
        self.run_worker(self._tell_if_stale(), group="stale")

    # Checking

    def action_check_again(self) -> None:
        """Find all anew, first what is found at once, then what compares wordings."""
        self.checked_layer = self.work.config.layer
        self.run_worker(self._check(), exclusive=True, group="check")

    async def _check(self) -> None:
        stopped = Event()
        told = -1

        def progress(done: int, total: int) -> None:
            nonlocal told
            if stopped.is_set():
                raise _Left
            share = 100 * done // max(total, 1)
            if share != told:
                told = share
                self.post_message(Progressed(done, total))

        bench = await self.work.bench()
        self.checking = True
        self._tell()
        self.say("checking …")
        try:
            self.sources = {a.id: a.source for a in await self.work.call(bench.articles)}
            self.checked_at = await self.work.call(bench.newest_step)
            found: list[Finding] = []
            for needs_index in (False, True):
                names = [rule.name for rule in RULES if rule.needs_index == needs_index]
                found += await self.work.aside(bench.lint, rules=names, progress=progress)
                self.checking = not needs_index
                self._show(found)
        except AnnotateError as error:
            self.checking = False
            self.list.empty = ""
            self.list.refresh()
            self.complain(error)
        finally:
            stopped.set()  # ends the thread where the worker was cancelled

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        message.stop()
        if self.checking and message.done:
            self.say(f"comparing wordings: {100 * message.done // message.total} %")

    def _show(self, found: list[Finding]) -> None:
        here = self.rows[self.list.index] if self.rows else None
        self.groups = {rule: [x for x in found if x.rule == rule.name] for rule in RULES}
        self.list.empty = "checking …" if self.checking else "nothing to look at: all is in order"
        self.longest = max((len(x.message) for x in found), default=0)
        self._show_title()
        self._show_rows(here)
        self._tell()

    def _tell(self) -> None:
        self.key_bar.set_actions([a for a in self.actions_here() if a.place == "lint"])
        if not self.checking:
            self.say("enter opens the place, ! comes back to this list" if self.rows else "")

    def _show_title(self) -> None:
        count = sum(map(len, self.groups.values()))
        whose = "in gold" if self.on_gold else f"in the work of {self.work.config.annotator}"
        self.title_bar.set(
            [("Soft problems", self.ink("accent")), (f"  {count}" if self.groups else "", self.ink())],
            [(whose, self.ink("faint"))],
        )

    def _show_rows(self, here: Rule | Finding | None) -> None:
        self.rows = []
        for rule, findings in self.groups.items():
            if findings:
                self.rows.append(rule)
                if rule not in self.folded:
                    self.rows += findings
        # The first row is a heading, the second what enter opens.
        first = 1 if here is None else None
        self.list.set_count(len(self.rows), self.rows.index(here) if here in self.rows else first)
        self.show_details()

    async def _tell_if_stale(self) -> None:
        if self.checked_layer != self.work.config.layer:
            self.checking = True
            self._show([])  # what was found is not of this layer
            self.action_check_again()
            return
        bench = await self.work.bench()
        if not self.checking and self.rows and await self.attempt(bench.newest_step) != self.checked_at:
            self.say("edited since this was found: r checks again")

    # Rows

    def _row(self, index: int, width: int) -> list[Part]:
        row = self.rows[index]
        if isinstance(row, Finding):
            return finding_row(row, self._source(row), width, self.longest, self.work.scheme, self.palette)
        mark = "▸" if row in self.folded else "▾"
        return [
            (f" {mark} {row.title}", self.ink("accent")),
            (f"  {len(self.groups[row])}", self.ink("faint")),
        ]

    def show_details(self) -> None:
        """Tell all about the highlighted row."""
        row = self.rows[self.list.index] if self.rows else None
        width = self.app.size.width
        self.detail_rows = []
        left: list[Part] = []
        if isinstance(row, Finding):
            self.detail_rows = detail_rows(row, self.sources, width, self.work.scheme, self.palette)
            rule = next(rule for rule in RULES if rule.name == row.rule)
            left = [(rule.title, self.ink("faint")), (f"  ·  {self._source(row)}", self.ink("faint"))]
        elif row is not None:
            lines = wrapped(row.finds, width - 6, 3)
            self.detail_rows = [[("   ", self.ink()), (line, self.ink())] for line in lines]
            unfolds = "opens" if row in self.folded else "folds"
            left = [(f"{row.title}: enter {unfolds} the group", self.ink("faint"))]
        self.detail_title.set(left)
        self.details.set_count(len(self.detail_rows), 0)

    def _source(self, finding: Finding) -> str:
        return self.sources.get(finding.article_id, "")

    # Keys

    def action_open(self) -> None:
        """Open the place of the finding, or fold its group."""
        row = self.rows[self.list.index] if self.rows else None
        if isinstance(row, Finding):
            self.dismiss()
            self.work.show_place(TextPlace(row.article_id, row.start, row.end), row.span_id)
        elif row is not None:
            self.folded ^= {row}
            self._show_rows(row)

    def action_cancel(self) -> None:
        """Close; everything stays as it is for the next time."""
        self.dismiss()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        if self.groups:
            self._show_title()
            self.show_details()
            self._tell()
