"""Review: disagreements one after the other, one key a decision; what is decided is the gold layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from textual import on

from annotate.model import Place as TextPlace
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.review_base import Shown
from annotate.tui.screens.review_deciding import ReviewDeciding
from annotate.workbench.agreement_records import KIND_WORDS
from annotate.workbench.review_values import Order

if TYPE_CHECKING:
    from annotate.workbench.review_values import Entry

_KEYS = "123456789abcdefhilmnoprstuvwxyz"
_ORDERS: dict[Order, str] = {
    "document": "along the text, article by article",
    "kind": "by kind of disagreement",
    "labels": "by labels",
    "overlap": "the least overlap first",
}
_By = Literal["kind", "labels", "annotators", "article_id"]


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
        if self.entries and not self._go_on(self.list.index):
            self.say(self._next_words() or "nothing is undecided here; esc shows all again")

    @on(ItemChosen)
    async def chosen(self, message: ItemChosen) -> None:
        """Open the place, where enter was pressed; a click only highlights."""
        message.stop()
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
        every = await self.work.aside(self.queue_of, bench, Shown())
        if self.nothing is not None:
            self.complain(self.nothing)
            return
        states = Counter(x.state for x in every)
        simple: list[tuple[str, str, str, Shown]] = [
            ("u", "undecided", str(states["undecided"]), replace(self.wanted, state="undecided")),
            ("d", "deferred", str(states["deferred"]), replace(self.wanted, state="deferred")),
            ("x", "decided", str(states["decided"]), replace(self.wanted, state="decided")),
            ("s", "stale", str(sum(x.stale is not None for x in every)), replace(self.wanted, stale=True)),
        ]
        lists: list[tuple[str, str, _By]] = [
            ("m", "kind …", "kind"),
            ("l", "labels …", "labels"),
            ("a", "article …", "article_id"),
            *([] if self.is_blind else [("p", "two annotators …", "annotators")]),  # type: ignore[list-item]
        ]

        def chosen(index: int | None) -> None:
            if index is None:
                return
            if index == 0:
                self._show_only(Shown())
            elif index <= len(simple):
                self._show_only(simple[index - 1][3])
            else:
                self._choose(lists[index - 1 - len(simple)][2], every)

        options = [
            ("c", "all", f"{len(every)}: no filter"),
            *((key, name, number) for key, name, number, _ in simple),
            *((key, name, "") for key, name, _ in lists),
        ]
        self.work.push_screen(Choice(self.work, "show only", options), chosen)

    def _choose(self, by: _By, every: Sequence[Entry]) -> None:
        """One of the values there are, with how many records each has."""
        found = _values(by, every)
        names = {value: self._named(by, value) for value in found}

        def chosen(index: int | None) -> None:
            if index is not None:
                self._show_only(replace(self.wanted, **{by: list(found)[index]}))  # type: ignore[arg-type]

        options = [
            (key, names[value], str(number))
            for key, (value, number) in zip(_KEYS.ljust(len(found)), found.items(), strict=False)
        ]
        if options:
            options = [(key.strip(), name, number) for key, name, number in options]
            self.work.push_screen(Choice(self.work, "show only", options), chosen)
        else:
            self.say("there are none of those")

    def _named(self, by: _By, value: object) -> str:
        one = Shown(**{by: value})  # type: ignore[arg-type]
        return one.words(self.articles)

    def _show_only(self, wanted: Shown) -> None:
        self.wanted = wanted
        self._again("")

    def _again(self, said: str) -> None:
        async def read() -> None:
            await self.reload()
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
        changed = [i for i, x in enumerate(self.entries) if before.get(x.id, x.decision) != x.decision]
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


def _values(by: _By, every: Sequence[Entry]) -> dict[object, int]:
    """The values to choose from with their numbers, the most frequent first."""
    sorts: dict[_By, Callable[[Entry], Sequence[object]]] = {
        "kind": lambda x: x.record.facets or (x.kind,),
        "labels": _label_pairs,
        "article_id": lambda x: x.record.articles,
        "annotators": lambda x: list(combinations(x.record.annotators, 2)),
    }
    counted = Counter(value for item in every for value in dict.fromkeys(sorts[by](item)))
    if by == "kind":
        return {kind: counted[kind] for kind in KIND_WORDS if counted[kind]}
    return dict(counted.most_common(len(_KEYS) if by == "labels" else None))


def _label_pairs(entry: Entry) -> list[tuple[str | None, str | None]]:
    if entry.stage != "span":
        return []
    known = {x.annotator: x.label for x in entry.record.spans}
    labels = [known.get(who) for who in entry.record.annotators]
    pairs = (sorted(pair, key=lambda x: (x is None, x or "")) for pair in combinations(labels, 2))
    return [(a, b) for a, b in pairs if a or b]


assert set(_ORDERS) == set(get_args(Order))
