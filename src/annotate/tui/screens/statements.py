"""Statements: clusters of near-duplicates over all articles; enter opens one."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult

from annotate.errors import AnnotateError
from annotate.model import Place as TextPlace
from annotate.text.excerpt import excerpt
from annotate.tui.actions import Place
from annotate.tui.cluster_rows import cluster_details, cluster_row, heading
from annotate.tui.messages import ItemChosen, ItemHighlighted, Progressed
from annotate.tui.screens.clusters_base import ClusterScreen
from annotate.tui.screens.prompt import Prompt
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.cluster_values import SORTS, Sort, StatementCluster, matches, sorted_clusters

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

_KEYS = ("open", "accept_all", "merge", "reject", "order", "search", "undo", "close")
_ORDERS: dict[Sort, str] = {
    "spread": "widest first",
    "date": "earliest first",
    "untagged": "most untagged first",
}


class StatementsScreen(ClusterScreen):
    """All clusters.

    It stays installed when it is left, so order, search, mark and highlight are kept.
    """

    NAME: ClassVar[str] = "statements"
    place: ClassVar[Place] = "statements"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self.clusters: list[StatementCluster] = []
        self.shown: list[StatementCluster] = []
        self.order: Sort = "spread"
        self.wanted = ""
        """Words that are searched for."""
        self.marked: TextPlace | None = None
        """Where the marked cluster's wording stands."""
        self.loaded = False
        self._finding = False
        """Whether clusters are being found: it goes on while the screen is left."""
        self.list = VirtualList(app.palette, self._row, id="statements", empty="")

    def compose(self) -> ComposeResult:
        """Title, clusters, the highlighted one, status, keys."""
        yield self.title_bar
        yield self.heading
        yield self.list
        yield self.details
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Tell what is going on."""
        self.list.focus()
        self.title_bar.set([("Statements", self.ink("accent"))])
        self.say("finding clusters …")

    def on_screen_resume(self) -> None:
        """Tags, texts and links may have changed."""
        self.repaint()
        if not self._finding:
            self.run_worker(self.reload(), group="load")

    def on_resize(self, event: events.Resize) -> None:
        """Columns as wide as there is room."""
        self._show()

    # Finding

    async def reload(self) -> None:
        """Find the clusters, or only apply what the user said since."""
        stopped = Event()
        told = -1

        def progress(done: float) -> None:
            nonlocal told
            if int(100 * done) != told:
                told = int(100 * done)
                self.post_message(Progressed(told, 100))

        bench = await self.work.bench()
        self._finding = True
        layer = None
        try:
            while layer != self.work.config.layer:  # again where it was switched meanwhile
                layer = self.work.config.layer
                found = await self.work.aside(bench.clusters, progress, stopped.is_set)
        except AnnotateError as error:
            self.complain(error)
            return
        finally:
            stopped.set()  # ends the thread where nobody waits any more
            self._finding = False
        first, self.loaded = not self.loaded, True
        self.clusters = found
        self._show()
        if first:
            self._say_what_there_is()

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        message.stop()
        if not self.loaded or message.done < message.total:
            self.say(f"finding clusters … {message.done} %")

    def _say_what_there_is(self) -> None:
        if self.clusters:
            self.say("enter opens one, a tags all of it, x rejects it")
        else:
            self.say("nothing is said twice in this collection; import more articles in the library")

    # Showing

    def _show(self, *, top: bool = False) -> None:
        """Show what is wanted in its order, with the same cluster highlighted, or the first."""
        self.list.empty = "no statement has that" if self.wanted else ""
        picked = self.picked()
        found = [cluster for cluster in self.clusters if matches(cluster, self.wanted)]
        self.shown = sorted_clusters(found, self.order)
        index = 0 if top or picked is None else self._index_of(picked.place)
        self.list.set_count(len(self.shown), index)
        if self.clusters:
            self.show_heading(heading)
        count = f"{len(self.shown)} of {len(self.clusters)}" if self.wanted else str(len(self.clusters))
        whose = "gold" if self.on_gold else self.work.config.annotator
        right = [(f"{_ORDERS[self.order]}  ·  {whose}", self.ink("faint"))]
        if (marked := self._marked()) is not None:
            right = [(f"marked ◆ “{excerpt(marked.text, 32)}”", self.ink("accent"))]
        left: list[Part] = [("Statements", self.ink("accent"))]
        if self.loaded:
            left.append((f"  {count}", self.ink()))
        self.title_bar.set(left, right)
        self._show_keys()
        self._show_details()

    def _show_keys(self) -> None:
        every = {action.name: action for action in self.actions_here() if action.place == self.place}
        names: tuple[str, ...] = _KEYS if self.clusters else ("close",)
        if self.marked is not None:
            names = ("merge", "unmark", *(name for name in names if name != "merge"))
        self.key_bar.set_actions([every[name] for name in names])

    def _show_details(self) -> None:
        rows = self.fit_details()
        cluster = self.picked()
        width = self.app.size.width
        made = cluster_details(cluster, width, rows, self.work.scheme, self.palette) if cluster else []
        self.show_details(made)

    def _row(self, index: int, width: int) -> list[Part]:
        cluster = self.shown[index]
        marked = self.marked is not None and self.marked in cluster.places
        return cluster_row(cluster, width, marked=marked, scheme=self.work.scheme, palette=self.palette)

    def picked(self) -> StatementCluster | None:
        """The highlighted cluster."""
        return self.shown[self.list.index] if self.list.index < len(self.shown) else None

    def _index_of(self, place: TextPlace) -> int | None:
        return next((i for i, cluster in enumerate(self.shown) if place in cluster.places), None)

    def _marked(self) -> StatementCluster | None:
        return next((c for c in self.clusters if self.marked is not None and self.marked in c.places), None)

    @on(ItemHighlighted)
    def highlighted(self, message: ItemHighlighted) -> None:
        """Tell all about it."""
        message.stop()
        self._show_details()

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Open it."""
        message.stop()
        self.action_open()

    # Keys

    def action_open(self) -> None:
        """Open the cluster."""
        from annotate.tui.screens.occurrences import OccurrencesScreen

        if (cluster := self.picked()) is not None:
            self.work.push_screen(OccurrencesScreen(self.work, self, cluster))

    def pick(self, place: TextPlace) -> StatementCluster | None:
        """Highlight the cluster that has a place, and return it; None where none that is shown has it."""
        index = self._index_of(place)
        if index is None:
            return None
        self.list.highlight(index)
        return self.shown[index]

    def beside(self, by: int) -> StatementCluster | None:
        """Highlight the next or previous cluster, and return it; None at the end."""
        index = self.list.index + by
        if not 0 <= index < len(self.shown):
            return None
        self.list.highlight(index)
        return self.shown[index]

    def action_search(self) -> None:
        """Show only some."""

        def typed(wanted: str) -> None:
            self.wanted = wanted
            self._show()
            self.say(f"{len(self.shown)} of {len(self.clusters)}; esc shows all")

        def done(wanted: str | None) -> None:
            if wanted is None:
                typed("")

        prompt = Prompt(self.work, "word, speaker or outlet", value=self.wanted, changed=typed)
        self.work.push_screen(prompt, done)

    def action_order(self) -> None:
        """The next order."""
        self.order = SORTS[(SORTS.index(self.order) + 1) % len(SORTS)]
        self._show(top=True)
        self.say(_ORDERS[self.order])

    async def action_merge(self) -> None:
        """Mark a cluster, or merge the marked one with this."""
        picked, marked = self.picked(), self._marked()
        if picked is None:
            return
        if marked is None or marked.place == picked.place:
            self.marked = picked.place if marked is None else None
            self._show()
            self.say("marked: m on another merges the two, M lets go" if self.marked else "nothing is marked")
            return
        bench = await self.work.bench()
        self.marked = None
        await self.edit(bench.merge_clusters, marked, picked)
        merged = self.pick(picked.place)
        if merged is not None and marked.place in merged.places:
            self.say(f"merged: {len(merged.members)} places are one statement now; u takes it back")

    def action_unmark(self) -> None:
        """Let go of the marked cluster."""
        self.marked = None
        self._show()
        self.say("nothing is marked")

    def action_cancel(self) -> None:
        """Show all again, let go of the mark, or go back."""
        if self.wanted:
            self.wanted = ""
            self._show()
        elif self.marked is not None:
            self.action_unmark()
        else:
            self.dismiss()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        if self.loaded:
            self._show()
