"""Records as review needs them: found by id and by member, with a fingerprint of what a decision is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from annotate.model import ATTRIBUTES, Input, Span

if TYPE_CHECKING:
    from annotate.agreement.disagreements import Disagreements
    from annotate.agreement.records import Record
    from annotate.agreement.study import Study
    from annotate.workbench.review_values import Entry, Order, Stage

    SortKey = tuple[Any, ...]

COMPARED = tuple(name for name in ATTRIBUTES if name != "note")
"""A note is a remark of the annotator's own: nothing to agree on, and no part of gold."""


@dataclass(frozen=True)
class Records:
    """All records of one moment."""

    found: Disagreements
    study: Study
    _inputs: dict[str, tuple[Input, ...]] = field(default_factory=dict, repr=False)
    rows: dict[str, Entry] = field(default_factory=dict, repr=False)
    """Rows of the queue that stay as they are while these records do, by record id."""
    orders: dict[Order, dict[str, SortKey]] = field(default_factory=dict, repr=False)
    """Ids of all records in each order that was asked for, with what they are sorted by."""

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """All records, agreements among them."""
        return {x.id: x for x in (*self.found.agreed, *self.found.records)}

    @cached_property
    def of_span(self) -> dict[str, Record]:
        """The record of the group that an annotator's span is in."""
        return {s.id: x for x in self.by_id.values() if stage(x) == "span" for s in x.spans}

    @cached_property
    def of_link(self) -> dict[str, Record]:
        """The record of the bundle that an annotator's link is in."""
        return {link.id: x for x in self.by_id.values() for link in x.links}

    @cached_property
    def clusters_of(self) -> dict[str, tuple[Record, ...]]:
        """The records of clusters that an annotator's span is a mention in."""
        found: dict[str, tuple[Record, ...]] = {}
        for record in self.found.records:
            if record.kind == "cluster":
                for span in record.spans:
                    found[span.id] = (*found.get(span.id, ()), record)
        return found

    @cached_property
    def articles(self) -> frozenset[str]:
        """Articles that two or more have done."""
        done = Counter(article for who, article in self.study.done if who in self.found.annotators)
        return frozenset(article for article, finishers in done.items() if finishers > 1)

    def inputs(self, record: Record) -> tuple[Input, ...]:
        """What a decision on the record is about, as it is now."""
        known = self._inputs.get(record.id)
        if known is None:
            known = self._inputs[record.id] = tuple(inputs(record))
        return known

    def type_of(self, record: Record) -> str:
        """The link type that a cluster is made of."""
        from annotate.agreement.records import record_id

        members = [x.id for x in record.spans]
        for name in sorted(self.study.mention_labels):
            if record_id(f"cluster:{name}", record.articles, members) == record.id:
                return name
        raise KeyError(record.id)

    def cluster(self, record: Record, annotator: str, span_id: str) -> set[str]:
        """An annotator's spans in the cluster of one of them."""
        name = self.type_of(record)
        beside: dict[str, set[str]] = {}
        for link in self.study.links:
            if link.annotator == annotator and link.type == name:
                beside.setdefault(link.source_id, set()).add(link.target_id)
                beside.setdefault(link.target_id, set()).add(link.source_id)
        return connected(beside, span_id)


def stage(record: Record) -> Stage:
    """Which of the three a record belongs to."""
    if record.kind == "cluster":
        return "cluster"
    return "link" if record.links else "span"


def content(span: Span) -> tuple[object, ...]:
    """What makes two annotators' spans the same."""
    return span.label, span.start, span.end, *(getattr(span.attributes, name) for name in COMPARED)


def mentions(record: Record) -> dict[str, tuple[Span, Span]]:
    """The two mentions of a cluster's record, of each annotator who has both."""
    half = len(record.spans) // 2
    pairs = zip(record.spans[:half], record.spans[half:], strict=True)
    return {a.annotator: (a, b) for a, b in pairs}


def connected(beside: dict[str, set[str]], start: str) -> set[str]:
    """All that can be reached from one node of a graph, itself among it."""
    found, waiting = {start}, [start]
    while waiting:
        new = beside.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def inputs(record: Record) -> Iterator[Input]:
    """The members of a record with their fingerprints, in which is also who could have had one.

    So a decision is stale too once somebody more has done the article, who has nothing there.
    """
    which, who = stage(record), record.annotators
    if which == "link":
        for link in record.links:
            yield Input("link", link.id, _print(link.type, link.source_id, link.target_id, who))
    else:
        for span in record.spans:
            apart = which == "cluster" and span.annotator in record.missing
            yield Input("span", span.id, _print(*_printed(span), apart, who))


def _printed(span: Span) -> tuple[object, ...]:
    attributes = [getattr(span.attributes, name) for name in COMPARED]
    return span.label, span.start, span.end, attributes, span.fragments


def _print(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:16]
