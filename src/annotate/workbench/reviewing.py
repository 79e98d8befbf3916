"""Review: a queue of disagreements, decisions on them, and the gold layer they make.

Every decision is one undo step with all that follows from it. The annotators' own layers are never touched.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from annotate.errors import ConflictError, RuleError, UnknownName
from annotate.model import Article, Confidence, Reason, Ruling
from annotate.store.adjudicating import NewDecision, keep, remark, settle
from annotate.store.gold import Gold, newest_step
from annotate.store.history import Step, record
from annotate.text.excerpt import excerpt
from annotate.workbench.agreeing import Agreeing
from annotate.workbench.agreement_records import KIND_WORDS
from annotate.workbench.editing import Editing
from annotate.workbench.review_contexts import contexts
from annotate.workbench.review_counts import gaps, progress
from annotate.workbench.review_desk import Desk, without_record
from annotate.workbench.review_items import Filter, entries, entry, hidden, item, values
from annotate.workbench.review_records import Records
from annotate.workbench.review_rulings import agreed_ends, by_policy, decision_on, kept
from annotate.workbench.review_values import (
    Accepted,
    By,
    Context,
    Edit,
    Entry,
    Gap,
    Item,
    Narrowed,
    Order,
    Policy,
    Progress,
    Wanted,
)

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.store.engine import Store, Transaction

_AROUND = 240


class Reviewing(Agreeing, Editing):
    """Adjudication into gold. Safe from several threads."""

    def __init__(self, store: Store, config: Config) -> None:
        super().__init__(store, config)
        self._gold: Gold | None = None
        self._records: Records | None = None
        self._records_at = -1
        """The newest step that was known of when `_records` was read."""
        self._library: dict[str, Article] = {}
        self._reviewing = threading.RLock()

    def nothing_to_review(self) -> RuleError | None:
        """Why there is no disagreement to be had, and what to do; None where there may be some."""
        why = self.nothing_to_compare()
        with self._reviewing:
            if why is not None and self._desk().gold.spans:
                return RuleError(why.message, "there is gold all the same: Z opens it, or --layer gold")
        return why

    def queue(self, *, order: Order = "document", **narrowed: Unpack[Narrowed]) -> list[Entry]:
        """Disagreements, and decisions that are stale; filters narrow them, None is any.

        `kinds` are facets: boundary+label is found under boundary too, and “agree” shows what everybody
        has. `labels` are those of two annotators, in the order of `annotators` where that is given, None
        for no span. `annotators` keeps what these two differ in. 0.1 s for 10,000 records, but about 1 s
        the first time.
        """
        with self._reviewing:
            return entries(self._desk(), Filter(**narrowed), order)

    def look(self, entry: Entry, *, blind: bool = False, seed: int = 0) -> Item:
        """All there is to know of a row of the queue for a decision, as it is now.

        With `blind` letters stand for the handles, shuffled anew for each record, always the same for one
        seed. ConflictError where what it was about is no more.
        """
        with self._reviewing:
            return self._now(self._desk(), entry, hidden(entry.record, seed) if blind else None)

    def review(self, *, blind: bool = False, seed: int = 0, **wanted: Unpack[Wanted]) -> list[Item]:
        """The queue in full: `queue`, and `look` for each row of it."""
        with self._reviewing:
            found = self.queue(**wanted)
            return [self.look(x, blind=blind, seed=seed) for x in found]

    def contexts(self, item: Item, around: int = _AROUND) -> tuple[Context, ...]:
        """The text around an item's spans, or around each end of its links; `around` in code points."""
        with self._reviewing:
            self._desk()
            return contexts(item, self.text, self._library, around)

    def decide(
        self,
        item: Item,
        action: Ruling,
        *,
        take: Sequence[str] = (),
        edited: Edit | None = None,
        reason: Reason | None = None,
        note: str | None = None,
        confidence: Confidence | None = None,
    ) -> Item:
        """Decide on an item and return it as it is then; a later decision replaces the former.

        `take` names versions as the item shows them: one for take and edit, some for both, union and
        intersection; none is all, or the only one. Taking the version of who marked nothing rejects.
        RuleError where the item does not allow the action; ConflictError where it changed since.
        """
        taken = [_handle(item, name) for name in take]
        with self._reviewing:
            desk = self._desk()
            now = self._as_known(desk, item)
            if action not in now.actions:
                raise RuleError(f"“{action}” cannot be done here", f"possible are: {', '.join(now.actions)}")
            made = decision_on(desk, now, action, taken, edited, self._stretch)
            note = (note or "").strip() or None
            made = replace(made, reason=reason, note=note, confidence=confidence)
            ends = agreed_ends(desk, made.links)
            self._adjudicate(desk, [*ends, made], f"gold: {action}, {_named(now)}", now.article_id)
            return self._again(self._desk(), item)

    def remark(
        self, item: Item, reason: Reason | None, note: str | None, confidence: Confidence | None
    ) -> Item:
        """Say why an item was decided so, and how sure that is; what was decided stays.

        RuleError where it is not decided yet; ConflictError where it changed since.
        """
        with self._reviewing:
            desk = self._desk()
            now = self._as_known(desk, item)
            decision = now.decision
            if decision is None:
                raise RuleError("nothing is decided here yet", "decide first, then say why")
            note = (note or "").strip() or None
            if (reason, note, confidence) != (decision.reason, decision.note, decision.confidence):
                with self._writing_gold(desk) as connection:
                    step = Step(connection, self.annotator_id, f"gold: why, {_named(now)}", now.article_id)
                    remark(step, desk.gold, decision, reason, note, confidence)
                    record(step)
            return self._again(self._desk(), item)

    def confirm(self, item: Item) -> Item:
        """Keep a stale decision as it stands: its gold stays, on the annotations as they are now.

        RuleError where it is not stale, or a later decision took away what it made.
        """
        with self._reviewing:
            desk = self._desk()
            now = self._as_known(desk, item)
            if now.stale == "contradicted":
                raise RuleError("a later decision took its gold away", "decide on it again, or reject it")
            if now.stale is None:
                raise RuleError("this is decided on the annotations as they are", "n goes to a stale one")
            self._keep(desk, [now], f"gold: keep, {_named(now)}", now.article_id)
            return self._now(self._desk(), now, dict(item.handles) if _is_blind(item) else None)

    def accept_agreed(self, policy: Policy = "all") -> Accepted:
        """Make gold of what a policy decides, as one undo step; what a person decided is left alone.

        Doing it again changes nothing. Links wait for ends that are not decided, and are made with them.
        """
        with self._reviewing:
            desk = self._desk()
            if policy == "stale":
                stale = [x for x in entries(desk, Filter(stale=True), "document") if x.stale == "changed"]
                if stale:
                    self._keep(desk, stale, f"gold: keep {len(stale)} stale decisions", None)
                links = sum(x.stage == "link" for x in stale)
                return Accepted(len(stale) - links, links)
            made = list(by_policy(desk, policy))
            links = sum(bool(x.links) for x in made)
            accepted = Accepted(len(made) - links, links, len({x for new in made for x in new.clears}))
            if made:
                ends = agreed_ends(desk, [x for new in made for x in new.links]) if policy != "all" else ()
                action = f"gold: accept {accepted.spans} spans and {accepted.links} links ({policy})"
                self._adjudicate(desk, [*ends, *made], action, None)
            return accepted

    def filter_values(self, by: By, **narrowed: Unpack[Narrowed]) -> Counter[Any]:
        """The values the queue can be narrowed to, beside what narrows it already, with their numbers.

        Of `labels` pairs in the order of `annotators` where that is given, else either way round.
        """
        with self._reviewing:
            return values(self._desk(), Filter(**narrowed), by)

    def review_progress(self) -> Progress:
        """How many records are decided, deferred and stale, by kind."""
        with self._reviewing:
            return progress(self._desk())

    def guideline_gaps(self) -> list[Gap]:
        """The reasons that were given, by label and wording, the most frequent first."""
        with self._reviewing:
            return gaps(self._desk())

    def _desk(self) -> Desk:
        with self.store.reader() as connection:
            if self._gold is None:
                self._gold = Gold(connection)
            else:
                self._gold.refresh(connection)
        gold = self._gold
        if self._records is None or self._records_at < gold.independent_at:
            at = gold.seq
            self._records = Records(self.disagreements(), self.study())
            self._library = {x.id: x for x in self.articles()}
            self._records_at = at
        return Desk(self._records, gold, self._library, self.scheme)

    def _keep(self, desk: Desk, stale: Sequence[Entry], action: str, article_id: str | None) -> None:
        """Let stale decisions stand, as one undo step."""
        with self._writing_gold(desk) as connection:
            step = Step(connection, self.annotator_id, action, article_id)
            for each in stale:
                assert each.decision is not None
                found = desk.records.by_id.get(each.id)
                if found is None:  # nothing is left that it could go stale by
                    keep(step, desk.gold, each.decision, each.id, each.kind, (), each.decision.spans)
                else:
                    inputs, spans = desk.records.inputs(found), kept(desk, found, each.decision)
                    beside = self.handle if len(desk.successors(each.decision)) > 1 else None
                    keep(step, desk.gold, each.decision, found.id, found.kind, inputs, spans, beside=beside)
            record(step)

    def _as_known(self, desk: Desk, known: Item) -> Item:
        """An item as it is now, which must be as it was read."""
        now = self._again(desk, known)
        if now.decision != known.decision or now.record != known.record:
            raise ConflictError("this was changed or decided elsewhere", "look again, then decide")
        return now

    def _again(self, desk: Desk, known: Item) -> Item:
        """An item as it is now, with the names it had."""
        return self._now(desk, known, dict(known.handles) if _is_blind(known) else None)

    def _now(self, desk: Desk, known: Entry, names: dict[str, str] | None) -> Item:
        record = desk.records.by_id.get(known.id)
        if record is not None:
            return item(desk, entry(desk, record, desk.status(record)), names)
        decision = desk.gold.decisions.get(known.id)
        if decision is None or known.record.annotators:
            raise ConflictError("what this was about is no more, or has changed", "look at the queue again")
        return item(desk, entry(desk, known.record, without_record(decision)), names)

    def _adjudicate(
        self, desk: Desk, decisions: Sequence[NewDecision], action: str, article_id: str | None
    ) -> None:
        """One transaction and one undo step."""
        with self._writing_gold(desk) as connection:
            step = Step(connection, self.annotator_id, action, article_id)
            settle(step, desk.gold, self.handle, decisions, self.scheme)
            record(step)

    @contextmanager
    def _writing_gold(self, desk: Desk) -> Iterator[Transaction]:
        """A transaction on the gold that the desk shows. ConflictError where it is another by now."""
        gold, seen = desk.gold, desk.gold.seq
        try:
            with self.writing() as connection:
                gold.refresh(connection)
                if gold.seq != seen:
                    raise ConflictError("something was changed elsewhere just now", "look again, then repeat")
                yield connection
                gold.seq = newest_step(connection)
        except BaseException:
            self._gold = None  # it may be ahead of the database
            raise


def _is_blind(item: Item) -> bool:
    return any(shown != handle for shown, handle in item.handles.items())


def _handle(item: Item, name: str) -> str:
    try:
        return item.handles[name]
    except KeyError:
        names = ", ".join(item.handles) or "none"
        raise UnknownName(f"no version of “{name}”", f"versions are of: {names}") from None


def _named(item: Item) -> str:
    """What is decided on, for history; without the annotators' names."""
    spans = [x.span or (x.ends or (None,))[0] for x in item.versions]
    quote = next((x.quote for x in spans if x is not None), "")
    kind = KIND_WORDS[item.kind]
    return f"{kind} “{excerpt(quote)}”" if quote else kind
