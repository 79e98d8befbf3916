"""Search over the whole collection; enter opens the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from annotate.errors import AnnotateError
from annotate.tui.actions import Place
from annotate.tui.cells import fit, safe, width_of
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.reading import Hit


class FinderScreen(WorkScreen):
    """Hits in all articles, as they are typed for."""

    place: ClassVar[Place] = "list"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "move(1)", "down"),
        ("up", "move(-1)", "up"),
        ("pagedown", "page(1)", "page down"),
        ("pageup", "page(-1)", "page up"),
    ]

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self.hits: list[Hit] = []
        self.names: dict[str, str] = {}
        self.list = VirtualList(app.palette, self._row, id="hits", empty="")

    def compose(self) -> ComposeResult:
        """Title, input, hits, status, keys."""
        yield self.title_bar
        with Horizontal(id="finder-input"):
            yield Static("search: ", id="question")
            yield Input(placeholder="text in any article", compact=True)
        yield self.list
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Type at once."""
        self.key_bar.set_actions([a for a in self.actions_here() if a.name == "cancel"])
        self.title_bar.set([("Search the collection", self.ink("accent"))])
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.run_worker(self._search(event.value), exclusive=True, group="search")

    async def _search(self, wanted: str) -> None:
        if len(wanted.strip()) < 2:
            self.hits = []
            self.list.set_count(0)
            self.say("")
            return
        bench = await self.work.bench()
        try:
            if not self.names:
                self.names = {a.id: a.source for a in await self.work.call(bench.articles)}
            self.hits = await self.work.aside(bench.search, wanted)
        except AnnotateError as error:
            self.complain(error)
            return
        self.list.set_count(len(self.hits), 0)
        articles = len({hit.article_id for hit in self.hits})
        places = f"{len(self.hits)} place{'s' * (len(self.hits) != 1)}"
        said = f"{places} in {articles} article{'s' * (articles != 1)}; ↓ ↑ choose, enter opens"
        self.say(said if self.hits else f"no article has “{wanted}”")

    def _row(self, index: int, width: int) -> list[Part]:
        hit = self.hits[index]
        right = min(26, width // 4)
        room = width - right - 3
        before = hit.line[: hit.start - hit.line_start]
        found = hit.line[hit.start - hit.line_start : hit.end - hit.line_start]
        after = hit.line[hit.end - hit.line_start :]
        lead = before[-room // 3 :] if len(before) > room // 3 else before
        name = self.names.get(hit.article_id, "")
        text = [(" ", self.ink()), (lead, self.ink("faint")), (found, self.ink("accent"))]
        used = sum(width_of(safe(part)) for part, _ in text)
        return [
            *text,
            (fit(after, max(1, room - used)), self.ink("faint")),
            (fit("  " + name, right), self.ink()),
        ]

    def action_move(self, by: int) -> None:
        """Highlight another."""
        self.list.action_move(by)

    def action_page(self, by: int) -> None:
        """Highlight one a page away."""
        self.list.action_page(by)

    @on(Input.Submitted)
    def _enter(self) -> None:
        if self.hits:
            self._open(self.list.index)

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Open the place."""
        message.stop()
        self._open(message.index)

    def _open(self, index: int) -> None:
        hit = self.hits[index]
        self.dismiss()
        self.work.show_article(hit.article_id, hit.start)

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss()
