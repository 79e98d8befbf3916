"""Decisions of adjudicators: what each makes of the gold layer, written through a step of history.

Several decisions are settled at once, so that a whole policy is one undo step. A gold span or link stays
while any decision rests on it. Links follow: each is asked for between two annotators' spans, and runs
between the gold that those ended in, wherever that moves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from annotate.model import (
    ATTRIBUTES,
    Adjudication,
    Attributes,
    Confidence,
    GoldLink,
    GoldSpan,
    Input,
    Link,
    Reason,
    Ruling,
    Span,
)
from annotate.scheme import Scheme
from annotate.store.clock import now
from annotate.store.commands import NewSpan
from annotate.store.gold import Gold, LinkKey, end_between, fits, key_between
from annotate.store.gold_rows import decision_row, link_row, span_row
from annotate.store.history import Image, Step
from annotate.store.ids import new_id


@dataclass(frozen=True, slots=True)
class NewGold:
    """A gold span that a decision wants."""

    span: NewSpan
    members: tuple[str, ...]
    """The annotators' spans that end in it."""
    fragments: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be made."""

    record_id: str
    kind: str
    article_id: str
    action: Ruling
    inputs: tuple[Input, ...]
    taken: tuple[str, ...] = ()
    reason: Reason | None = None
    note: str | None = None
    confidence: Confidence | None = None
    source: str = "human"
    spans: tuple[NewGold, ...] = ()
    links: tuple[GoldLink, ...] = ()
    cuts: tuple[str, ...] = ()
    """Gold links that go, whatever rests on them."""
    clears: tuple[str, ...] = ()
    """Gold spans and links whose place it takes, if no decision rests on them: imported or made by hand."""
    replaces: tuple[str, ...] = ()
    """Records of former decisions, beside one on this record, whose place it takes."""


def settle(
    step: Step, gold: Gold, handle: str, decisions: Sequence[NewDecision], scheme: Scheme
) -> list[Adjudication]:
    """Write decisions and what follows from them; `gold` is as the database after it.

    `gold` must be of the step's moment, and is to be thrown away where this raises. `handle` is the
    adjudicator's, `decisions` are of different records. RuleError for a label the scheme does not have.
    """
    settling = _Settling(step, gold, handle, scheme)
    for decision in decisions:
        settling.decide(decision)
    settling.follow()
    settling.clear()
    settling.write()
    return [gold.decisions[x.record_id] for x in decisions]


def remark(
    step: Step,
    gold: Gold,
    decision: Adjudication,
    reason: Reason | None,
    note: str | None,
    confidence: Confidence | None,
) -> Adjudication:
    """Say why a decision was made, and how sure it is; it stays its adjudicator's."""
    values = {"reason": reason, "note": note, "confidence": confidence}
    step.update("adjudication", decision.id, decision.version, values)
    changed = replace(decision, reason=reason, note=note, confidence=confidence, version=decision.version + 1)
    gold.put_decision(changed)
    return changed


def keep(
    step: Step,
    gold: Gold,
    old: Adjudication,
    record_id: str,
    kind: str,
    inputs: tuple[Input, ...],
    spans: tuple[GoldSpan, ...],
    *,
    beside: str | None = None,
) -> Adjudication:
    """Let a decision stand on other annotations than it was made on; gold is not touched.

    With `beside`, the user's handle, it stands there once more as theirs, and stays where it is for others
    that it is about too.
    """
    kept = replace(old, record_id=record_id, kind=kind, inputs=inputs, spans=spans)
    if beside is not None:
        kept = replace(kept, id=new_id(), adjudicator=beside, version=1)
        step.insert("adjudication", decision_row(kept, step.annotator_id))
    else:
        kept = replace(kept, version=old.version + 1)
        row = decision_row(kept, step.annotator_id)
        same = ("id", "annotator_id", "created_at")
        values = {name: x for name, x in row.items() if name not in same}
        step.update("adjudication", old.id, old.version, values)
        gold.drop_decision(old.record_id)
    gold.put_decision(kept)
    return kept


@dataclass(slots=True)
class _Settling:
    step: Step
    gold: Gold
    handle: str
    scheme: Scheme
    at: str = field(default_factory=now)
    moved: dict[str, None] = field(default_factory=dict)
    """Annotators' spans whose gold may be another now; in order, as all below."""
    asking: dict[str, None] = field(default_factory=dict)
    """Records whose links are to be looked at."""
    loose_spans: dict[str, None] = field(default_factory=dict)
    """Gold that a former decision rested on."""
    loose_links: dict[str, None] = field(default_factory=dict)
    successors: dict[str, str] = field(default_factory=dict)
    """By gold span: an annotator's span that ended in it."""
    made: dict[str, dict[str, None]] = field(default_factory=lambda: {"span": {}, "link": {}})
    changed: dict[str, dict[str, Image]] = field(default_factory=lambda: {"span": {}, "link": {}})
    former: dict[str, Adjudication] = field(default_factory=dict)
    """Decisions as the database has them, by record id, of those that change."""
    decided: dict[str, None] = field(default_factory=dict)
    """Records with a decision that is new or differs from the database's."""

    def decide(self, new: NewDecision) -> None:
        for record_id in (new.record_id, *new.replaces):
            self._withdraw(record_id)
        former = self.former.get(new.record_id)
        spans: dict[str, tuple[str, ...]] = {}
        for wanted in new.spans:
            span_id = self._span(wanted.span, wanted.fragments)
            spans[span_id] = (*spans.get(span_id, ()), *wanted.members)
        for link_id in new.cuts:
            self._remove_link(link_id)
        for gold_id in new.clears:
            if gold_id in self.gold.links:
                self.loose_links[gold_id] = None
                continue
            self.loose_spans[gold_id] = None
            if new.inputs:
                self.successors[gold_id] = new.inputs[0].id
        self.gold.put_decision(
            Adjudication(
                id=former.id if former else new_id(),
                adjudicator=self.handle,
                record_id=new.record_id,
                kind=new.kind,
                article_id=new.article_id,
                action=new.action,
                taken=new.taken,
                reason=new.reason,
                note=new.note,
                confidence=new.confidence,
                inputs=new.inputs,
                spans=tuple(GoldSpan(made, members) for made, members in spans.items()),
                links=new.links,
                source=new.source,
                created_at=self.at,
                version=former.version + 1 if former else 1,
            )
        )
        self.decided[new.record_id] = None
        self.moved |= dict.fromkeys(x.id for x in new.inputs if x.table == "span")
        if new.links:
            self.asking[new.record_id] = None

    def _withdraw(self, record_id: str) -> None:
        old = self.gold.decisions.get(record_id)
        if old is None:
            return
        self.former.setdefault(record_id, old)
        self.loose_spans |= dict.fromkeys(x.id for x in old.spans)
        self.loose_links |= dict.fromkeys(x.id for x in old.links if x.id)
        self.successors |= {x.id: x.members[0] for x in old.spans if x.members}
        self.moved |= dict.fromkeys(x.id for x in old.inputs if x.table == "span")
        self.gold.drop_decision(record_id)

    def _span(self, wanted: NewSpan, fragments: tuple[tuple[int, int], ...] | None) -> str:
        """The gold span of that label and stretch: one that is there, or a new one."""
        self.scheme.label(wanted.label)
        attributes = {name: wanted.attributes.get(name) for name in ATTRIBUTES}
        key = (wanted.article_id, wanted.label, wanted.start, wanted.end)
        there = self.gold.span_like(key)
        if there is not None:
            if not self.gold.resting.get(there.id) and asdict(there.attributes) != attributes:
                changed = replace(there, attributes=Attributes(**attributes), version=there.version + 1)
                self.gold.put_span(changed)
                self.changed["span"][there.id] = dict(attributes)
            return there.id
        span_id = new_id()
        self.gold.put_span(
            Span(
                id=span_id,
                article_id=wanted.article_id,
                annotator=self.handle,
                layer="gold",
                label=wanted.label,
                start=wanted.start,
                end=wanted.end,
                quote=wanted.quote,
                attributes=Attributes(**attributes),
                origin=wanted.origin,
                created_at=self.at,
                version=1,
                fragments=fragments,
            )
        )
        self.made["span"][span_id] = None
        return span_id

    def follow(self) -> None:
        """Lead every link to where its ends are now; make those that had to wait."""
        gold = self.gold
        for span_id in self.moved:
            self.asking |= dict.fromkeys(sorted(gold.ending.get(span_id, ())))
        entries: list[tuple[str, int, GoldLink, LinkKey | None]] = []
        for record_id in self.asking:
            decision = gold.decisions.get(record_id)
            for i, link in enumerate(decision.links if decision else ()):
                # A link that was taken away by a later decision does not come back by itself.
                if link.id is None or link.id in gold.links:
                    entries.append((record_id, i, link, end_between(gold, link, self.scheme)))
        wanted = {key: gold.link_like(key) for *_, key in entries if key is not None}
        found = {key: link.id for key, link in wanted.items() if link is not None}
        spare = self._spare(entries, set(found.values()))
        for record_id, _, link, key in entries:
            if key is not None and key not in found:
                source = gold.decisions[record_id].source
                if link.id in spare:
                    del spare[link.id]
                    found[key] = self._repoint(link.id, key)
                else:
                    found[key] = self._link(key, source)
        self.loose_links |= dict.fromkeys(link.id for _, _, link, _ in entries if link.id)
        after: dict[str, list[GoldLink]] = {}
        for record_id, i, link, key in entries:
            link_id = found[key] if key is not None else None
            if link_id != link.id:
                links = after.setdefault(record_id, list(gold.decisions[record_id].links))
                links[i] = replace(link, id=link_id)
        for record_id, links in after.items():
            self._amend(record_id, tuple(links))

    def _spare(
        self, entries: Iterable[tuple[str, int, GoldLink, LinkKey | None]], used: set[str]
    ) -> dict[str | None, None]:
        """Links that only these entries rest on and none has a use for as they are."""
        every = list(entries)
        records = {record_id for record_id, *_ in every}
        ids = dict.fromkeys(link.id for _, _, link, _ in every if link.id)
        return {x: None for x in ids if x not in used and self.gold.resting.get(x, set()) <= records}

    def _amend(self, record_id: str, links: tuple[GoldLink, ...]) -> None:
        old = self.gold.decisions[record_id]
        if record_id not in self.decided:
            self.former.setdefault(record_id, old)
            self.decided[record_id] = None
            old = replace(old, version=old.version + 1)
        self.gold.put_decision(replace(old, links=links))

    def _link(self, key: LinkKey, origin: str) -> str:
        type_name, source_id, target_id = key
        link = Link(
            id=new_id(),
            annotator=self.handle,
            layer="gold",
            type=type_name,
            source_id=source_id,
            target_id=target_id,
            source_article=self.gold.spans[source_id].article_id,
            target_article=self.gold.spans[target_id].article_id,
            note=None,
            origin=origin,
            created_at=self.at,
            version=1,
        )
        self.gold.put_link(link)
        self.made["link"][link.id] = None
        return link.id

    def _repoint(self, link_id: str | None, key: LinkKey) -> str:
        assert link_id is not None
        _, source_id, target_id = key
        ends: dict[str, Any] = {
            "source_id": source_id,
            "target_id": target_id,
            "source_article": self.gold.spans[source_id].article_id,
            "target_article": self.gold.spans[target_id].article_id,
        }
        old = self.gold.links[link_id]
        self.gold.put_link(replace(old, **ends, version=old.version + 1))
        self.changed["link"][link_id] = dict(ends)
        return link_id

    def clear(self) -> None:
        """Remove the gold that no decision rests on any more."""
        gold = self.gold
        for link_id in self.loose_links:
            if not gold.resting.get(link_id):
                self._remove_link(link_id)
        for span_id in self.loose_spans:
            if gold.resting.get(span_id) or span_id not in gold.spans:
                continue
            # Links that came with an import rest on no decision: they follow, or go with their end.
            follower = gold.gold_of(self.successors[span_id]) if span_id in self.successors else None
            for link_id in sorted(gold.links_at.get(span_id, ())):
                self._lead(gold.links[link_id], span_id, follower)
            gold.drop_span(span_id)
            self.changed["span"][span_id] = {"deleted_at": self.at}

    def _lead(self, link: Link, span_id: str, follower: Span | None) -> None:
        source_id, target_id = (
            follower.id if follower and end == span_id else end for end in (link.source_id, link.target_id)
        )
        if follower is not None and fits(
            self.scheme, link.type, self.gold.spans[source_id], self.gold.spans[target_id]
        ):
            key = key_between(self.scheme, link.type, source_id, target_id)
            if self.gold.link_like(key) is None:
                self._repoint(link.id, key)
                return
        self._remove_link(link.id)

    def _remove_link(self, link_id: str) -> None:
        if link_id in self.gold.links:
            self.gold.drop_link(link_id)
            self.changed["link"][link_id] = {"deleted_at": self.at}

    def write(self) -> None:
        """Write all rows; spans before links and after them, so that no link is ever without an end."""
        step, gold = self.step, self.gold
        spans = (gold.spans[x] for x in self.made["span"] if x in gold.spans)
        links = (gold.links[x] for x in self.made["link"] if x in gold.links)
        step.insert("span", *(span_row(x, step.annotator_id) for x in spans))
        step.insert("link", *(link_row(x, step.annotator_id) for x in links))
        for table in ("link", "span"):
            for row_id, values in self.changed[table].items():
                if row_id not in self.made[table]:
                    step.update(table, row_id, None, values)
        for record_id, old in self.former.items():
            if record_id not in gold.decisions:
                step.remove("adjudication", old.id, None)
        rows = []
        for record_id in self.decided:
            row = decision_row(gold.decisions[record_id], step.annotator_id)
            if record_id in self.former:
                if gold.decisions[record_id].adjudicator != self.handle:
                    del row["annotator_id"]  # another's, of which only a link was led elsewhere
                step.update("adjudication", row.pop("id"), None, row)
            else:
                rows.append(row)
        step.insert("adjudication", *rows)
