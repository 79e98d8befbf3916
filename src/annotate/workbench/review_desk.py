"""Records beside the gold layer: what is decided, stale or blocked; pure, of one moment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from annotate.model import Adjudication, Article, GoldLink, Link, Span
from annotate.store.gold import fits, key_between
from annotate.workbench.review_records import Records, connected, mentions, stage
from annotate.workbench.review_values import Blocked, ItemState, Stage, Stale, Tally

if TYPE_CHECKING:
    from annotate.agreement.records import Record
    from annotate.scheme import Scheme
    from annotate.store.gold import Gold


@dataclass(frozen=True, slots=True)
class Status:
    """How far a record is."""

    decision: Adjudication | None
    former: tuple[str, ...]
    """Records that were decided, are no more, and had members of this one."""
    state: ItemState
    stale: Stale | None


UNDECIDED = Status(None, (), "undecided", None)
"""That of all records nobody has decided on."""


@dataclass(frozen=True)
class Desk:
    """What an adjudicator has before them."""

    records: Records
    gold: Gold
    articles: Mapping[str, Article]
    """By id, in the order of the library."""
    scheme: Scheme

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each article in the library."""
        return {article_id: i for i, article_id in enumerate(self.articles)}

    @cached_property
    def _former(self) -> tuple[dict[str, tuple[str, ...]], tuple[Adjudication, ...]]:
        by_record: dict[str, tuple[str, ...]] = {}
        homeless = []
        for decision in self.gold.decisions.values():
            if decision.record_id in self.records.by_id:
                continue
            found = self.successors(decision)
            for record in found:
                by_record[record.id] = (*by_record.get(record.id, ()), decision.record_id)
            if not found and decision.inputs and decision.article_id in self.records.articles:
                homeless.append(decision)
        return by_record, tuple(homeless)

    def successors(self, decision: Adjudication) -> dict[Record, None]:
        """The records that members of a record which is no more are in now; none of one that is there."""
        found: dict[Record, None] = {}
        if decision.record_id in self.records.by_id:
            return found
        for each in decision.inputs:
            if decision.kind == "cluster":
                found |= dict.fromkeys(self.records.clusters_of.get(each.id, ()))
            else:
                index = self.records.of_link if each.table == "link" else self.records.of_span
                if (record := index.get(each.id)) is not None:
                    found[record] = None
        return found

    @property
    def homeless(self) -> tuple[Adjudication, ...]:
        """Decisions of which no member is left to decide on."""
        return self._former[1]

    def status(self, record: Record) -> Status:
        """Decision, state and staleness of a record."""
        former = self._former[0].get(record.id, ())
        decisions = self.gold.decisions
        decision = decisions.get(record.id)
        if decision is None:
            if not former:
                return UNDECIDED
            decision = decisions[former[0]]
        if decision.action == "defer":
            return Status(decision, former, "deferred", None)
        changed = decision.record_id != record.id or decision.inputs != self.records.inputs(record)
        if changed:
            return Status(decision, former, "decided", "changed")
        return Status(decision, former, "decided", "contradicted" if self._lost(record, decision) else None)

    def _lost(self, record: Record, decision: Adjudication) -> bool:
        """Whether gold is not what the decision made of it."""
        gold = self.gold
        if any(x.id not in gold.spans for x in decision.spans):
            return True
        for link in decision.links:
            if link.id is None and self.why_not(link.type, link.source, link.target) in ("rejected", "unfit"):
                return True
            if link.id is not None and link.id not in gold.links:
                return True
        if record.kind == "cluster" and not decision.links:
            return self.joined(record)
        return False

    def joined(self, record: Record) -> bool:
        """Whether gold has the two mentions in one cluster."""
        parts = self._parts(self.records.type_of(record))
        for pair in mentions(record).values():
            a, b = (self.gold.gold_of(x.id) for x in pair)
            if a is not None and b is not None and parts.get(a.id, a.id) == parts.get(b.id, b.id):
                return True
        return False

    def _parts(self, type_name: str) -> dict[str, str]:
        """The cluster of every linked gold span, named by one of them."""
        known = self._clusters.get(type_name)
        if known is None:
            known = self._clusters[type_name] = {}
            beside = self.beside(type_name)
            for node in beside:
                if node not in known:
                    known |= dict.fromkeys(connected(beside, node), node)
        return known

    @cached_property
    def _clusters(self) -> dict[str, dict[str, str]]:
        return {}

    def beside(self, type_name: str) -> dict[str, set[str]]:
        """The gold spans that links of a type lead to from each."""
        found: dict[str, set[str]] = {}
        for link in self.gold.links.values():
            if link.type == type_name:
                found.setdefault(link.source_id, set()).add(link.target_id)
                found.setdefault(link.target_id, set()).add(link.source_id)
        return found

    def end(self, span_id: str) -> Span | Blocked:
        """Where an annotator's span ended: in gold, in what all agree on, or why nowhere."""
        known = self._ends.get(span_id)
        if known is None:
            known = self._ends[span_id] = self._end(span_id)
        return known

    @cached_property
    def _ends(self) -> dict[str, Span | Blocked]:
        return {}

    def _end(self, span_id: str) -> Span | Blocked:
        found = self.gold.gold_of(span_id)
        if found is not None:
            return found
        about = [self.gold.decisions[x] for x in self.gold.deciding.get(span_id, ())]
        rulings = {x.action for x in about if x.kind != "cluster"}
        if rulings:
            return "rejected" if rulings == {"reject"} else "undecided"
        record = self.records.of_span.get(span_id)
        if record is not None and record.kind == "agree":
            return next(x for x in record.spans if x.id == span_id)
        return "undecided"

    def why_not(self, type_name: str, source_id: str, target_id: str) -> Blocked | None:
        """Why a link between where two annotators' spans ended cannot be; None where it can."""
        source, target = self.end(source_id), self.end(target_id)
        if isinstance(source, str) or isinstance(target, str):
            return "undecided" if "undecided" in (source, target) else "rejected"
        return None if fits(self.scheme, type_name, source, target) else "unfit"

    def links_of(self, record: Record) -> dict[str, GoldLink]:
        """What each annotator's link, or join of a cluster, would ask for."""
        if record.kind == "cluster":
            name = self.records.type_of(record)
            return {
                who: GoldLink(None, name, a.id, b.id)
                for who, (a, b) in mentions(record).items()
                if who not in record.missing
            }
        return {x.annotator: GoldLink(None, x.type, x.source_id, x.target_id) for x in record.links}

    def tally(self, found: Mapping[str, Status]) -> Tally:
        """Counts of some records."""
        states = [x.state for x in found.values()]
        return Tally(
            len(states),
            states.count("decided"),
            states.count("deferred"),
            sum(x.stale is not None for x in found.values()),
        )

    def blocked(self, record: Record) -> Blocked | None:
        """Why none of the links can be had; of several reasons the one that can still go away."""
        reasons = {self.why_not(x.type, x.source, x.target) for x in self.links_of(record).values()}
        if None in reasons:
            return None
        return next((x for x in get_args(Blocked) if x in reasons), None)

    def clears(self, record: Record) -> tuple[str, ...]:
        """Gold in the record's place that rests on no decision: imported, or made by hand."""
        found = dict.fromkeys(x.id for x in self._loose.get(record.id, ()))
        if stage(record) == "link":
            for link in self.gold_links(record):
                if not self.gold.resting.get(link.id):
                    found[link.id] = None
        return tuple(found)

    def loose(self, record: Record) -> tuple[Span, ...]:
        """Gold spans in the place of a record of spans that rest on no decision."""
        return self._loose.get(record.id, ())

    @cached_property
    def _loose(self) -> dict[str, tuple[Span, ...]]:
        """By record: gold that rests on nothing, each span where an annotator's is most like it."""
        free = [x for x in self.gold.spans.values() if not self.gold.resting.get(x.id)]
        if not free:
            return {}
        beside: dict[str, list[Span]] = {x.article_id: [] for x in free}
        for record in self.records.by_id.values():
            if stage(record) == "span" and record.articles[0] in beside:
                beside[record.articles[0]] += record.spans
        found: dict[str, tuple[Span, ...]] = {}
        for gold, span in nearest(free, beside):
            record_id = self.records.of_span[span.id].id
            found[record_id] = (*found.get(record_id, ()), gold)
        return found

    def gold_links(self, record: Record) -> tuple[Link, ...]:
        """Gold links between where the ends of a record's links ended, whatever they rest on."""
        found = (self._gold_link(asked) for asked in self.links_of(record).values())
        return tuple({x.id: x for x in found if x is not None}.values())

    def _gold_link(self, asked: GoldLink) -> Link | None:
        """The gold link between where the ends of an annotator's link ended."""
        source, target = self.end(asked.source), self.end(asked.target)
        if isinstance(source, str) or isinstance(target, str):
            return None
        return self.gold.link_like(key_between(self.scheme, asked.type, source.id, target.id))

    def gold_made(self, decision: Adjudication | None) -> tuple[tuple[Span, ...], tuple[Link, ...]]:
        """What of a decision stands in gold."""
        if decision is None:
            return (), ()
        spans = (self.gold.spans.get(x.id) for x in decision.spans)
        links = (self.gold.links.get(x.id) for x in decision.links if x.id is not None)
        return tuple(x for x in spans if x is not None), tuple(x for x in links if x is not None)


def nearest(free: Iterable[Span], beside: Mapping[str, list[Span]]) -> Iterator[tuple[Span, Span]]:
    """Each span with the first of those most like it in its article: the same label, and IoU 1/2 or more."""
    starts = {}
    for article_id, spans in beside.items():
        spans.sort(key=lambda x: (x.start, x.end, x.id))
        starts[article_id] = [x.start for x in spans]
    for span in free:
        best, like = 0.0, None
        # What has half of the union in common is at most twice as long.
        first = bisect_left(starts[span.article_id], span.start - 2 * (span.end - span.start))
        last = bisect_left(starts[span.article_id], span.end)
        for other in beside[span.article_id][first:last]:
            common = min(span.end, other.end) - max(span.start, other.start)
            union = span.end - span.start + other.end - other.start - common
            if other.label == span.label and 2 * common >= union and common / union > best:
                best, like = common / union, other
        if like is not None:
            yield span, like


def without_record(decision: Adjudication) -> Status:
    """How far a decision is of which no member is left."""
    if decision.action == "defer":
        return Status(decision, (), "deferred", None)
    return Status(decision, (), "decided", "changed" if decision.inputs else None)


def stage_of(decision: Adjudication) -> Stage:
    """The stage of a decision whose record is no more."""
    if decision.kind == "cluster":
        return "cluster"
    return "link" if any(x.table == "link" for x in decision.inputs) else "span"
