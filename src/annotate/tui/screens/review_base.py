"""What the review screen shows: the queue, the disagreement that is highlighted, how far the review is."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from annotate.errors import AnnotateError
from annotate.model import Ruling
from annotate.tui.actions import Action, Place, textual_name
from annotate.tui.cells import shorten, width_of
from annotate.tui.messages import ItemHighlighted
from annotate.tui.review_rows import Look, queue_row, record_rows
from annotate.tui.review_state import Remark, Shown
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.agreement_records import KIND_WORDS
from annotate.workbench.review_words import next_words, progress_words

if TYPE_CHECKING:
    from annotate.errors import RuleError
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.bench import Workbench
    from annotate.workbench.review_values import Context, Entry, Item, Order, Progress

_SHORT, _WIDE = 16, 120
"""Rows of the terminal below which only the record is shown; cells from which the queue stands beside it."""
_AROUND = 500
"""Code points of text that are read around a record."""
_FINISH = "annotate export --layer gold writes it"
_KEYS = (
    "take", "union", "intersection", "both", "confirm", "edit", "reject", "defer", "next_undecided", "undo",
    "reason", "confidence", "accept_agreed", "filter", "blind", "open",
)  # fmt: skip


class Queue(VirtualList, inherit_bindings=False):
    """A list without `G` for its end, which lists the reasons here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(x for x in VirtualList.BINDINGS if isinstance(x, Binding) and not x.action.startswith("edge")),
        Binding("home,g", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]


class ReviewBase(WorkScreen):
    """The queue in its order, and one record large beside or below it.

    It stays installed when it is left, so place, filters and blind mode are kept.
    """

    place: ClassVar[Place] = "review"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        take = next(x for x in self.actions_here() if x.name == "take")
        for number, key in enumerate(take.keys, start=1):
            name = textual_name(key)
            self._bindings.key_to_bindings[name] = [Binding(name, f"take({number})", take.does, show=False)]
        self.entries: list[Entry] = []
        self.item: Item | None = None
        """The highlighted record in full, once it was read."""
        self.around: tuple[Context, ...] = ()
        """The text around it."""
        self.progress: Progress | None = None
        self.wanted = Shown()
        self.order_by: Order = "document"
        self.is_blind = False
        self.articles: dict[str, str] = {}
        """Names by id."""
        self.remarks: dict[str, Remark] = {}
        """By record, for decisions that are still to be made."""
        self.left_at: str | None = None
        """The record that was highlighted when a filter was set."""
        self.nothing: RuleError | None = None
        """Why there is nothing to review."""
        self._reading = asyncio.Lock()
        self.list = Queue(app.palette, self._row, id="queue", empty="comparing …")
        self.record_title = Bar(app.palette, id="record-title")
        self.details = VirtualList(app.palette, self._detail_row, id="record-rows", chooses=False)
        self.details.can_focus = False
        self.detail_rows: list[list[Part]] = []

    def compose(self) -> ComposeResult:
        """Title, queue, the record, status, keys."""
        yield self.title_bar
        with Container(id="review"):
            yield self.list
            with Vertical(id="record"):
                yield self.record_title
                yield self.details
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Show that it is coming."""
        self.list.focus()
        self._show_title()

    def on_resize(self, event: events.Resize) -> None:
        """The queue beside the record where there is room; little but the versions where there is not."""
        wide = event.size.width >= _WIDE
        self.query_one("#review").set_class(wide, "wide")
        self.set_class(event.size.height < _SHORT and not wide, "low")
        self.call_after_refresh(self._show_record)

    def on_screen_resume(self) -> None:
        """Read the queue again, which is done at once where nothing was changed."""
        self.repaint()
        self.run_worker(self._resume(), exclusive=True, group="load")

    async def _resume(self) -> None:
        fresh = self.progress is None
        if fresh:
            self.say("comparing …")
        bench = await self.work.bench()
        self.articles = {x.id: x.name for x in await self.work.aside(bench.articles)}
        await self.reload()
        if fresh:
            gc.freeze()  # these records stay: a collection that walks them costs a key a tenth of a second
        if fresh and self.nothing is None and self.progress is not None:
            self.list.highlight(next(iter(self.open_after(-1)), 0))
            await self._look()
            self.say(self._next_words() or "a number takes that version, | the union, x rejects, n goes on")

    def open_after(self, row: int) -> list[int]:
        """Rows that are undecided or stale, from the one behind that row on; those that wait come last."""
        queue = self.entries
        numbers = [(row + 1 + i) % len(queue) for i in range(len(queue))]
        open_ones = [i for i in numbers if queue[i].state == "undecided" or queue[i].stale]
        return sorted(open_ones, key=lambda i: queue[i].blocked == "undecided")

    # Reading

    @property
    def entry(self) -> Entry | None:
        """The highlighted row of the queue."""
        return self.entries[self.list.index] if self.list.index < len(self.entries) else None

    async def picked(self) -> Item | None:
        """The record that keys decide on: the highlighted one, read where that is still to come."""
        entry = self.entry
        if entry is not None and (self.item is None or self.item.id != entry.id):
            await self._look()
        return self.item if entry is not None else None

    async def reload(self) -> None:
        """Read queue and progress again; the highlight stays on its record."""
        bench = await self.work.bench()
        async with self._reading:
            try:
                found = await self.work.aside(self._read, bench)
            except AnnotateError as error:
                self.complain(error)
                return
            await self._show(*found)

    async def _show(self, why: RuleError | None, queue: list[Entry], progress: Progress | None) -> None:
        here = self.entry
        self.nothing, self.entries, self.progress = why, queue, progress
        self.list.empty = self._empty()
        at = next((i for i, x in enumerate(queue) if here is not None and x.id == here.id), None)
        self.list.set_count(len(queue), at)
        self._show_title()
        if why is not None:
            self.say(why.hint)
        await self._look()

    def _read(self, bench: Workbench) -> tuple[RuleError | None, list[Entry], Progress | None]:
        why = bench.nothing_to_review()
        if why is not None:
            return why, [], None
        return None, self.queue_of(bench, self.wanted), bench.review_progress()

    def queue_of(self, bench: Workbench, wanted: Shown) -> list[Entry]:
        """The queue that a filter leaves, in the order that is on."""
        return bench.queue(order=self.order_by, **wanted.asked())

    def _empty(self) -> str:
        if self.nothing is not None:
            return self.nothing.message
        if self.wanted != Shown():
            return "nothing of that kind: esc shows all again"
        return "no disagreements: all annotators have the same"

    def _next_words(self) -> str:
        return next_words(self.progress, "A takes them", _FINISH) if self.progress is not None else ""

    # Showing

    def _keys(self) -> list[Action]:
        """The keys that do something with the record."""
        every = {x.name: x for x in self.actions_here() if x.place == self.place}
        if self.nothing is not None:
            return [every["close"]]
        item = self.item
        if item is None or self.entry is None:
            return [replace(every["cancel"], short="show all"), every["filter"], every["undo"]]
        if item.stage == "cluster":
            every["union"] = replace(every["union"], short="one")
            every["reject"] = replace(every["reject"], short="keep apart")
        asked = {"union": "join", "reject": "apart"} if item.stage == "cluster" else {}
        refused = {x for x in get_args(Ruling) if asked.get(x, x) not in item.actions}
        refused |= {"confirm"} if item.stale != "changed" else set()
        return [every[name] for name in _KEYS if name not in refused]

    def _show_title(self) -> None:
        left: list[Part] = [("Review", self.ink("accent"))]
        if self.progress is not None:
            left.append((f"  {progress_words(self.progress)}", self.ink()))
        words = self.wanted.words(self.articles)
        said = [f"only {words}" if words else "", "blind" if self.is_blind else ""]
        who = f"gold by {self.work.config.annotator}" if self.progress is not None else ""
        room = self.app.size.width - sum(width_of(text) for text, _ in left) - 4
        right = " · ".join(filter(None, [*said, who]))
        if width_of(right) > room and any(said):  # who it is by goes first, then the end of the words
            right = shorten(" · ".join(filter(None, reversed(said))), max(8, room))
        self.title_bar.set(left, [(right, self.ink("warn" if any(said) else "faint"))])

    def _row(self, index: int, width: int) -> list[Part]:
        return queue_row(self.entries[index], width, self.palette)

    def _detail_row(self, index: int, width: int) -> list[Part]:
        return self.detail_rows[index]

    async def _look(self) -> None:
        """Read the highlighted record and the text around it, then show it."""
        entry = self.entry
        if entry is None:
            self.item = None
        else:
            bench = await self.work.bench()
            try:
                self.item, self.around = await self.work.aside(self._read_item, bench, entry)
            except AnnotateError as error:
                self.complain(error)
        self._show_record()

    def _read_item(self, bench: Workbench, entry: Entry) -> tuple[Item, tuple[Context, ...]]:
        item = bench.look(entry, blind=self.is_blind)
        return item, bench.contexts(item, _AROUND)

    def _show_record(self) -> None:
        item = self.item if self.entry is not None else None
        title: list[Part] = []
        self.detail_rows = []
        if item is not None:
            size = self.details.size
            look = Look(max(20, size.width), size.height, self.work.scheme, self.palette)
            letters = {handle: shown for shown, handle in item.handles.items()} if self.is_blind else {}
            pending = self.remarks.get(item.id)
            told = [f"for your decision: {pending.words}"] if pending else []
            self.detail_rows = record_rows(item, self.around, look, letters, told)
            title = [
                (KIND_WORDS[item.kind], self.ink("accent")),
                (f"  {item.article_name}", self.ink()),
            ]
        at = f"{self.list.index + 1} of {len(self.entries)}" if item is not None else ""
        self.record_title.set(title, [(at, self.ink("faint"))])
        self.details.set_count(len(self.detail_rows), 0)
        self.key_bar.set_actions(self._keys())
        self.call_after_refresh(self._centre)

    def _centre(self) -> None:
        """In the few rows above the record the queue shows what comes before and after."""
        if not self.query_one("#review").has_class("wide"):
            self.list.scroll_to(y=max(0, self.list.index - self.list.size.height // 2), animate=False)

    @on(ItemHighlighted)
    def highlighted(self, message: ItemHighlighted) -> None:
        """Show the record."""
        message.stop()
        self.run_worker(self._look(), exclusive=True, group="look")

    def action_scroll_down(self) -> None:
        """Scroll the record where it has more than there is room for."""
        self.details.action_page(1)

    def action_scroll_up(self) -> None:
        """Scroll the record back."""
        self.details.action_page(-1)

    def go_to(self, index: int) -> None:
        """Highlight a record of the queue."""
        self.list.highlight(index)

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        self._show_title()
        self._show_record()
