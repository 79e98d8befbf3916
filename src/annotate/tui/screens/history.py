"""History: every edit, newest first; undo and redo as anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from annotate.model import HistoryEntry
from annotate.tui.actions import Place
from annotate.tui.cells import fit
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

_MOST = 20_000


class HistoryScreen(WorkScreen):
    """All edits."""

    place: ClassVar[Place] = "list"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self.entries: list[HistoryEntry] = []
        self.titles: dict[str, str] = {}
        self.list = VirtualList(app.palette, self._row, id="history", empty="no edits yet")

    def compose(self) -> ComposeResult:
        """Title, entries, status, keys."""
        yield self.title_bar
        yield self.list
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Fetch the history."""
        self.key_bar.set_actions([a for a in self.actions_here() if a.name == "cancel"])
        self.list.focus()
        self.title_bar.set([("History", self.ink("accent"))])
        self.run_worker(self._load())

    async def _load(self) -> None:
        bench = await self.work.bench()
        self.entries = await self.attempt(bench.history, limit=_MOST) or []
        articles = await self.attempt(bench.articles) or []
        self.titles = {article.id: article.name for article in articles}
        self.list.set_count(len(self.entries))
        standing = sum(entry.undoable for entry in self.entries)
        self.say(f"{len(self.entries)} steps, {standing} can be undone; enter opens the article")

    def _row(self, index: int, width: int) -> list[Part]:
        entry = self.entries[index]
        gone = entry.kind == "edit" and not entry.undoable
        kind = {"undo": "undo: ", "redo": "redo: "}.get(entry.kind, "")
        tone = self.ink("faint" if gone or entry.kind != "edit" else "text")
        right = min(30, width // 4)
        return [
            (f" {entry.at[:10]} {entry.at[11:19]}  ", self.ink("faint")),
            (fit(entry.annotator, 10) + " ", self.ink("faint")),
            (fit(("· " if gone else "") + kind + entry.action, width - 34 - right), tone),
            (fit(" " + self.titles.get(entry.article_id or "", ""), right), self.ink("faint")),
        ]

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Open the article of the entry."""
        message.stop()
        article_id = self.entries[message.index].article_id
        if article_id is not None:
            self.dismiss()
            self.work.show_article(article_id)

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss()
