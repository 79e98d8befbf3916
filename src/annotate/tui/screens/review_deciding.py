"""Decisions on the review screen: one key each, then the next record that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate.tui.screens.choice import Choice
from annotate.tui.screens.prompt import Prompt
from annotate.tui.screens.review_base import ReviewBase
from annotate.workbench.agreement_figures import count
from annotate.workbench.review_values import Edit
from annotate.workbench.review_words import POLICIES, REASONS, RULINGS

if TYPE_CHECKING:
    from annotate.model import Adjudication, Reason, Ruling
    from annotate.workbench.review_values import Item, Policy


class ReviewDeciding(ReviewBase):
    """The keys that decide."""

    async def action_take(self, number: int = 1) -> None:
        """Take the version of that number."""
        item = await self.picked()
        if item is None:
            return
        if number > len(item.versions):
            self.say(f"there {_are(len(item.versions))}, no number {number}")
            return
        await self._rule(item, "take", [item.versions[number - 1].annotator])

    async def action_union(self) -> None:
        """The union of the boundaries; two mentions made one statement."""
        await self._rule(await self.picked(), "union")

    async def action_intersection(self) -> None:
        """What all versions have in common."""
        await self._rule(await self.picked(), "intersection")

    async def action_both(self) -> None:
        """All versions beside each other."""
        await self._rule(await self.picked(), "both")

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
        spans = [x.span for x in item.versions if x.span is not None] or list(item.gold)
        if not spans:
            self.say("nothing is left to edit: reject it, and tag the stretch anew")
            return
        bench = await self.work.bench()
        text = await self.attempt(bench.text, item.article_id)
        if text is None:
            return

        async def edited(edit: Edit | None) -> None:
            if edit is not None:
                await self._rule(item, "edit", edited=edit)

        self.work.push_screen(ReviewEdit(self.work, text, spans), edited)

    async def _rule(
        self, item: Item | None, action: Ruling, take: Sequence[str] = (), edited: Edit | None = None
    ) -> None:
        """Decide, and go to the next record that is open."""
        if item is None:
            return
        if item.stage == "cluster":
            kinds: dict[Ruling, Ruling] = {"union": "join", "reject": "apart"}
            action = kinds.get(action, action)
        reason, note = self.reasons.get(item.id) or _given(item.decision)
        bench = await self.work.bench()
        done = await self.attempt(
            bench.decide, item, action, take=take, edited=edited, reason=reason, note=note
        )
        if done is None:
            await self._read_again()
            return
        self.reasons.pop(item.id, None)
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
        open_ones = self.progress is not None and self.progress.total.undecided
        return f"{said}; u takes it back" if open_ones else f"{said}; {self._next_words()}"

    async def _read_again(self) -> None:
        """After a refusal: what is there now, under what was said."""
        left, right = self.status_bar.left, self.status_bar.right
        await self.reload()
        self.status_bar.set(left, right)

    def _go_on(self, after: int) -> bool:
        """To the next open record behind that row, going round; those that wait for spans come last."""
        queue = self.entries
        numbers = [(after + 1 + i) % len(queue) for i in range(len(queue))]
        open_ones = [i for i in numbers if queue[i].state == "undecided" or queue[i].stale]
        ready = [i for i in open_ones if queue[i].blocked != "undecided"]
        for i in [*ready, *open_ones][:1]:
            self.go_to(i)
        return bool(open_ones)

    # Why

    async def action_reason(self) -> None:
        """A reason code, then a note."""
        item = await self.picked()
        if item is None:
            return
        codes = list(REASONS)

        def noted(code: Reason, note: str | None) -> None:
            if note is not None:
                self.run_worker(self._give(item, code, note.strip()), group="reason")

        def chosen(index: int | None) -> None:
            if index is not None:
                code = codes[index]
                known = self.reasons.get(item.id, (None, ""))[1] or (item.decision and item.decision.note)
                self.work.push_screen(
                    Prompt(self.work, "note, or just enter", value=known or ""), lambda x: noted(code, x)
                )

        options = [(str(i), x.replace("_", " "), REASONS[x]) for i, x in enumerate(codes, start=1)]
        self.work.push_screen(Choice(self.work, "why do they differ?", options), chosen)

    async def _give(self, item: Item, reason: Reason, note: str) -> None:
        """Decide the same again with a reason; of what is undecided keep it for the decision."""
        decision = item.decision
        if decision is None or item.stale is not None:
            self.reasons[item.id] = reason, note
            self._show_record()
            self.say("kept for your decision on it")
            return
        shown = {handle: name for name, handle in item.handles.items()}
        edited = None
        if decision.action == "edit" and item.gold:
            gold = item.gold[0]
            edited = Edit(gold.label, gold.start, gold.end, gold.attributes)
        bench = await self.work.bench()
        done = await self.attempt(
            bench.decide,
            item,
            decision.action,
            take=[shown[x] for x in decision.taken if x in shown],
            edited=edited,
            reason=reason,
            note=note,
        )
        if done is None:
            await self._read_again()
        else:
            await self.reload()
            self.say(f"noted: {reason.replace('_', ' ')}{f', “{note}”' if note else ''}")

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
            self.say(f"taken into gold: {made}; u takes it back")
        else:
            self.say("nothing new to take: it is in gold already, or nobody agrees")


def _given(decision: Adjudication | None) -> tuple[Reason | None, str | None]:
    return (None, None) if decision is None else (decision.reason, decision.note)


def _are(number: int) -> str:
    return "is one version" if number == 1 else f"are {number} versions"
