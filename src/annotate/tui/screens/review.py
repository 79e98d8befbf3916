"""Review: disagreements one after the other, one key a decision; what is decided is the gold layer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from textual import on

from annotate.model import Place as TextPlace
from annotate.tui.messages import ItemChosen
from annotate.tui.review_state import CHOICE_KEYS, Shown, given
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.review_deciding import ReviewDeciding
from annotate.workbench.agreement_records import KIND_WORDS
from annotate.workbench.review_values import By, Order

if TYPE_CHECKING:
    from annotate.workbench.bench import Workbench

_ORDERS: dict[Order, str] = {
    "document": "along the text, article by article",
    "kind": "by kind of disagreement",
    "labels": "by labels",
    "overlap": "the least overlap first",
}


class ReviewScreen(ReviewDeciding):
    """Moving in the queue, filters, order, blind mode, and the way to the article."""

    NAME: ClassVar[str] = "review"

    # Moving

    def action_next_record(self) -> None:
        """The next record."""
        self.go_to(self.list.index + 1)

    def action_previous_record(self) -> None:
        """The record before."""
        self.go_to(self.list.index - 1)

    def action_next_undecided(self) -> None:
        """The next record that is undecided or stale."""
        here = self.list.index
        if not self.entries:
            return
        if not self._go_on(here):
            self.say(self._next_words() or "nothing is undecided here; esc shows all again")
        elif self.list.index == here:
            self.say("this is the only one that is open")

    @on(ItemChosen)
    async def chosen(self, message: ItemChosen) -> None:
        """Open the place, where enter was pressed; a click only highlights."""
        message.stop()
        if not message.clicked:
            await self.action_open()

    async def action_open(self) -> None:
        """Open the place, at the user's own span where there is one."""
        item = await self.picked()
        if item is None:
            return
        own = next(
            (
                x.span
                for x in item.versions
                if x.span is not None and item.handles[x.annotator] == self.work.config.annotator
            ),
            None,
        )
        ends = next((x.ends for x in item.versions if x.ends is not None), None)
        at = own or (ends[0] if ends is not None else None)
        place = at.place if at is not None else TextPlace(item.article_id, item.record.start, item.record.end)
        app = self.work
        self.dismiss()
        app.show_place(place, own.id if own is not None else None, app.action_review)

    # Which

    def action_blind(self) -> None:
        """Hide the names and shuffle the versions, or show them."""
        self.is_blind = not self.is_blind
        if self.is_blind and self.wanted.annotators:
            self.wanted = replace(self.wanted, annotators=None)
        said = "names are hidden, versions shuffled" if self.is_blind else "names are shown"
        self._again(said)

    def action_order(self) -> None:
        """Choose the order."""
        names = list(_ORDERS)

        def chosen(index: int | None) -> None:
            if index is not None:
                self.order_by = names[index]
                self._again(_ORDERS[self.order_by])

        options = [(str(i), x, _ORDERS[x]) for i, x in enumerate(names, start=1)]
        self.work.push_screen(Choice(self.work, "order by", options), chosen)

    async def action_filter(self) -> None:
        """Choose what is shown."""
        bench = await self.work.bench()
        base = replace(self.wanted, state=None, stale=None)
        every = await self.work.aside(self.queue_of, bench, base)
        if self.nothing is not None:
            self.complain(self.nothing)
            return
        states = Counter(x.state for x in every)
        simple: list[tuple[str, str, str, Shown]] = [
            ("u", "undecided", str(states["undecided"]), replace(base, state="undecided")),
            ("d", "deferred", str(states["deferred"]), replace(base, state="deferred")),
            ("x", "decided", str(states["decided"]), replace(base, state="decided")),
            ("s", "stale", str(sum(x.stale is not None for x in every)), replace(base, stale=True)),
        ]
        lists: list[tuple[str, str, By]] = [
            ("m", "kind …", "kinds"),
            ("l", "labels …", "labels"),
            ("a", "article …", "article_id"),
        ]
        if not self.is_blind:
            lists.append(("p", "two annotators …", "annotators"))

        async def chosen(index: int | None) -> None:
            if index is None:
                return
            if index == 0:
                self._show_only(Shown())
            elif index <= len(simple):
                self._show_only(simple[index - 1][3])
            else:
                await self._choose(lists[index - 1 - len(simple)][2])

        options = [
            ("c", "all", "no filter"),
            *((key, name, number) for key, name, number, _ in simple),
            *((key, name, "") for key, name, _ in lists),
        ]
        self.work.push_screen(Choice(self.work, "show only", options), chosen)

    async def _choose(self, by: By) -> None:
        """One of the values there are, with how many records each leaves of what is shown."""
        bench = await self.work.bench()
        counted = await self.work.aside(self._values_of, bench, by)
        found = counted.most_common(len(CHOICE_KEYS) if by == "labels" else None)
        if by == "kinds":
            found = [(kind, counted[kind]) for kind in KIND_WORDS if counted[kind]]
        shown = [self.wanted.with_value(by, value) for value, _ in found]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._show_only(shown[index])

        options = [
            (key.strip(), Shown().with_value(by, value).words(self.articles), str(number))
            for key, (value, number) in zip(CHOICE_KEYS.ljust(len(found)), found, strict=False)
        ]
        if options:
            self.work.push_screen(Choice(self.work, "show only", options), chosen)
        else:
            self.say("there are none of those")

    def _values_of(self, bench: Workbench, by: By) -> Counter[Any]:
        return bench.filter_values(by, **self.wanted.asked())

    def _show_only(self, wanted: Shown) -> None:
        here = self.entry
        if self.wanted == Shown():
            self.left_at = here.id if here is not None else None
        back = self.left_at if wanted == Shown() else None
        self.wanted = wanted
        self._again("", back)

    def _again(self, said: str, back: str | None = None) -> None:
        """Read the queue anew, and go to the record `back` where it is there."""

        async def read() -> None:
            await self.reload()
            for at in (i for i, x in enumerate(self.entries) if x.id == back):
                self.go_to(at)
            words = self.wanted.words(self.articles)
            told = f"{len(self.entries)} {words}; esc shows all again" if words and not said else said
            self.say(told if told else f"all {len(self.entries)}")

        self.run_worker(read(), group="again")

    # Others

    async def action_gaps(self) -> None:
        """List the reasons given."""
        from annotate.tui.screens.review_gaps import GapsScreen

        bench = await self.work.bench()
        gaps = await self.attempt(bench.guideline_gaps)
        if gaps:
            self.work.push_screen(GapsScreen(self.work, gaps))
        elif gaps is not None:
            self.say("no reasons given yet: i gives one for the decision here")

    async def turn(self, which: str) -> None:
        """Undo or redo, and go to the record that it was about."""
        before = {x.id: x.decision for x in self.entries}
        turned = await self.work.turn(self, which)
        if turned is None:
            return
        await self.reload()
        changed = [i for i, x in enumerate(self.entries) if x.id not in before or before[x.id] != x.decision]
        for each in (self.entries[i] for i in changed):
            if each.decision is None and (lost := before.get(each.id)) is not None:
                self.remarks[each.id] = given(lost)  # what was said of it goes with the next decision
        if changed and self.list.index not in changed:
            self.go_to(changed[0])
        self.say(turned[0])

    def action_cancel(self) -> None:
        """Show all again where only some are shown; else close."""
        if self.wanted != Shown():
            self._show_only(Shown())
        else:
            self.dismiss()

    def action_close(self) -> None:
        """Close; everything stays as it is for the next time."""
        self.dismiss()


assert set(_ORDERS) == set(get_args(Order))
