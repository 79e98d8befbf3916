"""Decisions on the review screen: one key each, then the next record that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from annotate.tui.review_rows import bases, groups
from annotate.tui.review_state import CHOICE_KEYS, Remark, given
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.prompt import Prompt
from annotate.tui.screens.review_base import ReviewBase
from annotate.workbench.agreement_figures import count
from annotate.workbench.review_values import Edit
from annotate.workbench.review_words import CONFIDENCES, POLICIES, REASONS, RULINGS

if TYPE_CHECKING:
    from annotate.model import Confidence, Ruling
    from annotate.workbench.review_values import Item, Policy


class ReviewDeciding(ReviewBase):
    """The keys that decide."""

    async def action_take(self, number: int = 1) -> None:
        """Take the version of that number."""
        item = await self.picked()
        if item is None:
            return
        versions = groups(item)
        if number > len(versions):
            self.say(f"there {_are(len(versions))}, no number {number}")
            return
        await self._rule(item, "take", [versions[number - 1][0].annotator])

    async def action_union(self) -> None:
        """The union of the boundaries; two mentions made one statement."""
        await self._rule(await self.picked(), "union")

    async def action_intersection(self) -> None:
        """What all versions have in common."""
        await self._rule(await self.picked(), "intersection")

    async def action_both(self) -> None:
        """All versions beside each other; of more than two the user says which."""
        item = await self.picked()
        versions = [] if item is None else [x for x in groups(item) if not x[0].nothing]
        if item is None or len(versions) <= 2 or "both" not in item.actions:
            await self._rule(item, "both")
            return
        numbers = {x[0].annotator: str(i) for i, x in enumerate(groups(item), start=1)}
        firsts = [x[0].annotator for x in versions]
        some = [chosen for n in range(len(firsts), 1, -1) for chosen in combinations(firsts, n)]

        async def chosen(index: int | None) -> None:
            if index is not None:
                await self._rule(item, "both", some[index])

        options = [
            (key.strip(), "all" if len(x) == len(firsts) else " and ".join(numbers[who] for who in x), "")
            for key, x in zip(CHOICE_KEYS.ljust(len(some)), some, strict=False)
        ]
        self.work.push_screen(Choice(self.work, "take which beside each other?", options), chosen)

    async def action_reject(self) -> None:
        """None of it, which is a decision; two mentions kept apart."""
        await self._rule(await self.picked(), "reject")

    async def action_defer(self) -> None:
        """Not yet."""
        await self._rule(await self.picked(), "defer")

    async def action_edit(self) -> None:
        """Change boundaries and label of a version."""
        from annotate.tui.screens.review_edit import ReviewEdit

        item = await self.picked()
        if item is None:
            return
        if "edit" not in item.actions:
            self.say("only spans can be edited: take a version, or reject")
            return
        versions = bases(item)
        if not versions:
            self.say("nothing is left to edit: reject it, and tag the stretch anew")
            return
        bench = await self.work.bench()
        text = await self.attempt(bench.text, item.article_id)
        if text is None:
            return

        async def edited(made: tuple[Edit, int] | None) -> None:
            if made is not None:
                edit, base = made
                whose = [versions[base][1].annotator] if base >= len(item.gold) else []
                await self._rule(item, "edit", whose, edited=edit)

        self.work.push_screen(ReviewEdit(self.work, text, versions), edited)

    async def _rule(
        self, item: Item | None, action: Ruling, take: Sequence[str] = (), edited: Edit | None = None
    ) -> None:
        """Decide, and go to the next record that is open."""
        if item is None:
            return
        if item.stage == "cluster":
            kinds: dict[Ruling, Ruling] = {"union": "join", "reject": "apart"}
            action = kinds.get(action, action)
        remark = self.remarks.get(item.id) or given(item.decision)
        bench = await self.work.bench()
        done = await self.attempt(
            bench.decide,
            item,
            action,
            take=take,
            edited=edited,
            reason=remark.reason,
            note=remark.note,
            confidence=remark.confidence,
        )
        await self._after(item, done)

    async def action_confirm(self) -> None:
        """Keep a stale decision as it stands."""
        item = await self.picked()
        if item is not None:
            bench = await self.work.bench()
            await self._after(item, await self.attempt(bench.confirm, item))

    async def _after(self, item: Item, done: Item | None) -> None:
        """What is there now, and the next that is open; the same again where it was refused."""
        if done is None:
            await self._read_again()
            return
        self.remarks.pop(item.id, None)
        at = self.list.index
        await self.reload()
        here = next((i for i, x in enumerate(self.entries) if x.id == item.id), None)
        self._go_on(at - 1 if here is None else here)
        self.say(self._told(done))

    def _told(self, done: Item) -> str:
        decision = done.decision
        assert decision is not None
        said = RULINGS[decision.action]
        if decision.action == "take" and not self.is_blind:
            said = f"taken: {', '.join(decision.taken)}"
        labels = {x.span.label for x in done.versions if x.span is not None}
        if decision.action in ("union", "intersection") and len(labels) > 1 and done.gold:
            said = f"{said}, as {done.gold[0].label}"
        open_ones = self.progress is not None and self.progress.total.undecided
        return f"{said}; {'u takes it back' if open_ones else self._next_words()}"

    async def _read_again(self) -> None:
        """After a refusal: what is there now, under what was said."""
        left, right = self.status_bar.left, self.status_bar.right
        await self.reload()
        self.status_bar.set(left, right)

    def _go_on(self, after: int) -> bool:
        """To the next record behind that row that is open, going round."""
        found = self.open_after(after)
        for i in found[:1]:
            self.go_to(i)
        return bool(found)

    # Why

    async def action_reason(self) -> None:
        """A reason code, then a note."""
        item = await self.picked()
        if item is None:
            return
        codes = list(REASONS)
        known = self.remarks.get(item.id) or given(item.decision)

        async def chosen(index: int | None) -> None:
            if index is None:
                return

            async def noted(note: str | None) -> None:
                if note is not None:
                    await self._give(item, replace(known, reason=codes[index], note=note.strip() or None))

            self.work.push_screen(Prompt(self.work, "note, or just enter", value=known.note or ""), noted)

        options = [(str(i), x.replace("_", " "), REASONS[x]) for i, x in enumerate(codes, start=1)]
        self.work.push_screen(Choice(self.work, "why do they differ?", options), chosen)

    async def action_confidence(self) -> None:
        """How sure the decision is."""
        item = await self.picked()
        if item is None:
            return
        levels: list[Confidence] = ["high", "medium", "low"]
        known = self.remarks.get(item.id) or given(item.decision)

        async def chosen(index: int | None) -> None:
            if index is not None:
                await self._give(item, replace(known, confidence=levels[index]))

        options = [(str(i), x, CONFIDENCES[x]) for i, x in enumerate(levels, start=1)]
        self.work.push_screen(Choice(self.work, "how sure is it?", options), chosen)

    async def _give(self, item: Item, remark: Remark) -> None:
        """Say it of the decision, or keep it for the one that is to come."""
        if item.decision is None or item.stale is not None:
            self.remarks[item.id] = remark
            self._show_record()
            self.say("it goes with your decision here, and is not saved before")
            return
        bench = await self.work.bench()
        done = await self.attempt(bench.remark, item, remark.reason, remark.note, remark.confidence)
        if done is None:
            await self._read_again()
        else:
            await self.reload()
            self.say(f"noted: {remark.words}")

    # Policies

    async def action_accept_agreed(self) -> None:
        """Gold of what all agree on."""
        await self._accept("all")

    def action_policies(self) -> None:
        """Choose what is decided for all records at once."""
        names = list(POLICIES)

        async def chosen(index: int | None) -> None:
            if index is not None:
                await self._accept(names[index])

        options = [(str(i), x, POLICIES[x]) for i, x in enumerate(names, start=1)]
        self.work.push_screen(Choice(self.work, "take into gold at once", options), chosen)

    async def _accept(self, policy: Policy) -> None:
        if self.nothing is not None:
            self.complain(self.nothing)
            return
        bench = await self.work.bench()
        taken = await self.attempt(bench.accept_agreed, policy)
        if taken is None:
            return
        await self.reload()
        here = self.entry
        if here is not None and here.state != "undecided":
            self._go_on(self.list.index)
        if taken.spans or taken.links:
            made = f"{count(taken.spans, 'spans')} and {count(taken.links, 'links')}"
            way = f", of gold {taken.gave_way:,} gave way" if taken.gave_way else ""
            said = "kept as they are" if policy == "stale" else "taken into gold"
            self.say(f"{said}: {made}{way}; u takes it back")
        elif policy == "stale":
            self.say("no decision is stale")
        else:
            self.say("nothing new to take: it is in gold already, or nobody agrees")


def _are(number: int) -> str:
    return "is one version" if number == 1 else f"are {number} versions"
