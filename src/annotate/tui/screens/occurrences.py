"""One cluster: every place where its statement stands, in its sentence, or the tree of its wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult

from annotate.errors import AnnotateError
from annotate.model import Place as TextPlace
from annotate.text.excerpt import excerpt
from annotate.tui.actions import Place
from annotate.tui.cluster_rows import (
    branch_row,
    occurrence_details,
    occurrence_row,
    places_heading,
    variants_heading,
)
from annotate.tui.messages import ItemChosen, ItemHighlighted
from annotate.tui.screens.clusters_base import ClusterScreen
from annotate.tui.screens.statements import StatementsScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.cluster_values import Branch, Member, Occurrence, StatementCluster

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

_KEYS = ("open", "accept_all", "mark", "split", "variants", "reject", "next_cluster", "undo", "cancel")


class OccurrencesScreen(ClusterScreen):
    """The places of one cluster, over the one that is highlighted."""

    place: ClassVar[Place] = "cluster"

    def __init__(
        self,
        app: AnnotateApp,
        listing: StatementsScreen,
        cluster: StatementCluster,
        here: TextPlace | None = None,
    ) -> None:
        super().__init__(app)
        self.listing = listing
        """The list that this was opened from."""
        self.cluster = cluster
        self.here = here
        """The place to highlight first."""
        self.seen: Sequence[Occurrence] = ()
        self.branches: Sequence[Branch] = ()
        self.as_tree = False
        self.marked: set[TextPlace] = set()
        self.gone = False
        """Whether the cluster is none any more, and this is closed."""
        self.list = VirtualList(app.palette, self._row, id="occurrences", empty="")

    def compose(self) -> ComposeResult:
        """Title, places, the highlighted one, status, keys."""
        yield self.title_bar
        yield self.heading
        yield self.list
        yield self.details
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Read the places."""
        self.list.focus()
        self.run_worker(self._open(), group="load")

    def on_resize(self, event: events.Resize) -> None:
        """Columns as wide as there is room."""
        self._show()

    # Reading

    async def _open(self) -> None:
        await self.reload()
        if not self.gone:
            warned = "; ".join(warning.says for warning in self.cluster.warnings)
            self.say(warned or "enter opens the place in its article, v shows how the wording changed")

    async def reload(self) -> None:
        """Read the cluster again; where it is none any more, go back to the list."""
        here = self.here or self._picked_place()
        await self.listing.reload()
        places = (self.cluster.place, *self.cluster.places)
        cluster = next((found for place in places if (found := self.listing.pick(place)) is not None), None)
        if cluster is None:
            self.gone = True
            self.dismiss()
        else:
            await self._take(cluster, here)

    async def _take(self, cluster: StatementCluster, here: TextPlace | None) -> None:
        bench = await self.work.bench()
        try:
            self.seen = await self.work.aside(bench.occurrences, cluster)
            self.branches = await self.work.aside(bench.variants_of, cluster) if self.as_tree else ()
        except AnnotateError as error:
            self.complain(error)
            return
        self.cluster = cluster
        self.marked &= set(cluster.places)
        self.here = None
        self._show(here)

    def say(self, text: str, *, right: Sequence[tuple[str, Style]] = ()) -> None:
        """Tell something here, or in the list where this is closed already."""
        if self.gone:
            self.listing.say(text, right=right)
        else:
            super().say(text, right=right)

    # Showing

    def _show(self, here: TextPlace | None = None) -> None:
        here = here or self._picked_place()
        self.show_heading(variants_heading if self.as_tree else places_heading)
        count = len(self.branches) if self.as_tree else len(self.seen)
        index = next((i for i in range(count) if here in [m.place for m in self._members(i)]), None)
        self.list.set_count(count, index)
        number, of = self.listing.list.index + 1, len(self.listing.shown)
        self.title_bar.set(
            [
                ("Variants  " if self.as_tree else "Statement  ", self.ink("accent")),
                (self.cluster.text, self.ink()),
            ],
            [(f"{number} of {of}", self.ink("faint"))],
        )
        self._show_keys()
        self._show_details()

    def _show_keys(self) -> None:
        every = {action.name: action for action in self.actions_here() if action.place == self.place}
        if self.as_tree:
            every["variants"] = replace(every["variants"], short="places")
        self.key_bar.set_actions([every[name] for name in _KEYS])

    def _show_details(self) -> None:
        rows = self.fit_details()
        found = self._members(self.list.index)
        if not found or not rows:
            self.show_details([])
            return
        seen = self.seen[self.cluster.members.index(found[0])]
        width = self.app.size.width
        self.show_details(occurrence_details(found[0], seen, width, rows, self.work.scheme, self.palette))

    def _members(self, index: int) -> list[Member]:
        """The members that a row of the list stands for."""
        members = self.cluster.members
        if self.as_tree:
            return [members[n] for n in self.branches[index].members] if index < len(self.branches) else []
        return [members[index]] if index < len(self.seen) else []

    def _picked_place(self) -> TextPlace | None:
        return next((member.place for member in self._members(self.list.index)), None)

    def _row(self, index: int, width: int) -> list[Part]:
        marked = all(member.place in self.marked for member in self._members(index))
        if self.as_tree:
            return branch_row(
                self.branches[index],
                self.cluster.members,
                width,
                marked=marked,
                scheme=self.work.scheme,
                palette=self.palette,
            )
        return occurrence_row(
            self.cluster.members[index],
            self.seen[index],
            width,
            marked=marked,
            scheme=self.work.scheme,
            palette=self.palette,
        )

    @on(ItemHighlighted)
    def highlighted(self, message: ItemHighlighted) -> None:
        """Show it in its text."""
        message.stop()
        self._show_details()

    @on(ItemChosen)
    async def chosen(self, message: ItemChosen) -> None:
        """Open the place."""
        message.stop()
        self.action_open()

    # Keys

    def picked(self) -> StatementCluster | None:
        """The cluster that is open."""
        return self.cluster if self.seen else None

    def action_open(self) -> None:
        """Open the place in its article."""
        place = self._picked_place()
        if place is None:
            return
        app, listing, cluster = self.work, self.listing, self.cluster

        def back() -> None:
            app.push_screen(StatementsScreen.NAME)
            app.push_screen(OccurrencesScreen(app, listing, cluster, place))

        self.dismiss()
        listing.dismiss()
        app.show_place(place, back=back)

    def action_mark(self) -> None:
        """Mark the place, or take the mark away."""
        places = {member.place for member in self._members(self.list.index)}
        self.marked = self.marked - places if places <= self.marked else self.marked | places
        self._show()
        self.list.action_move(1)
        self.say(f"{len(self.marked)} marked: s splits them off" if self.marked else "nothing is marked")

    async def action_split(self) -> None:
        """Split off the marked places, or this one."""
        off = [member for member in self.cluster.members if member.place in self.marked]
        off = off or self._members(self.list.index)
        bench = await self.work.bench()
        done = await self.edit(bench.split_cluster, self.cluster, off)
        if done is not None:
            unlinked = f", {done.unlinked} link{'s' * (done.unlinked != 1)} deleted" if done.unlinked else ""
            what = f"“{excerpt(off[0].text, 40)}”" if len(off) == 1 else f"{len(off)} places"
            self.say(f"split off: {what}{unlinked}; u takes it back")

    async def action_variants(self) -> None:
        """Show the tree of wordings, or the places again."""
        self.as_tree = not self.as_tree
        await self._take(self.cluster, self._picked_place())
        if self.as_tree:
            wordings = len(self.branches)
            self.say(f"{wordings} wording{'s' * (wordings != 1)}, each after the earlier one it is most like")
        else:
            self.say("")

    async def action_next_cluster(self) -> None:
        """The next cluster of the list."""
        await self._beside(1, "that was the last cluster")

    async def action_previous_cluster(self) -> None:
        """The previous cluster of the list."""
        await self._beside(-1, "that was the first cluster")

    async def _beside(self, by: int, at_the_end: str) -> None:
        cluster = self.listing.beside(by)
        if cluster is None:
            self.say(at_the_end)
            return
        self.marked = set()
        self.list.index = 0
        await self._take(cluster, None)
        self.say("; ".join(warning.says for warning in cluster.warnings))

    def action_cancel(self) -> None:
        """Let go of the marks, or go back to the list."""
        if self.marked:
            self.marked = set()
            self._show()
            self.say("nothing is marked")
        else:
            self.dismiss()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        self._show()
