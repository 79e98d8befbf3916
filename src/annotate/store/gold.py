"""The gold layer and the decisions that made it, in memory and kept up with history.

Gold is one layer of the whole project, whoever adjudicates. What is read again after a step are the rows
that its history names, so that a queue of ten thousand records can be looked at after every decision.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from annotate.errors import RuleError
from annotate.model import Adjudication, GoldLink, Link, Span
from annotate.scheme import Scheme
from annotate.store import queries
from annotate.store.gold_rows import adjudications, links_by_id
from annotate.store.tables import HISTORY

SpanKey = tuple[str, str, int, int]
"""Article, label, start, end: gold has no two spans of one key, but for what was imported."""
LinkKey = tuple[str, str, str]
"""Type, source, target."""


class Gold:
    """Live gold spans, gold links and decisions, with what leads from one to the other."""

    def __init__(self, connection: Connection) -> None:
        self.seq = 0
        """The newest step of history that is known of."""
        self.independent_at = 0
        """The newest step that may have changed an independent layer."""
        self._read_all(connection)

    def _read_all(self, connection: Connection) -> None:
        self.decisions: dict[str, Adjudication] = {}
        """By record id."""
        self.spans: dict[str, Span] = {}
        self.links: dict[str, Link] = {}
        self.deciding: dict[str, set[str]] = defaultdict(set)
        """Record ids of the decisions about an annotator's span or link, by its id."""
        self.resting: dict[str, set[str]] = defaultdict(set)
        """Record ids of the decisions that a gold span or link rests on, by its id."""
        self.ending: dict[str, set[str]] = defaultdict(set)
        """Record ids of the decisions that ask for a link to where an annotator's span ended, by its id."""
        self.links_at: dict[str, set[str]] = defaultdict(set)
        """Gold links by the gold span at an end."""
        self._twins: dict[SpanKey, set[str]] = defaultdict(set)
        self._link_twins: dict[LinkKey, set[str]] = defaultdict(set)
        self._row_ids: dict[str, str] = {}
        """Record ids by the id of the decision's row."""
        self.by_hand = edited_by_hand(connection)
        """Ids of spans that were made or changed outside of decisions; some may be of another layer."""
        for span in queries.spans(connection, layer="gold"):
            self.put_span(span)
        for link in queries.links(connection, layer="gold"):
            self.put_link(link)
        for decision in adjudications(connection):
            self.put_decision(decision)
        self.seq = self.independent_at = newest_step(connection)

    def refresh(self, connection: Connection) -> None:
        """Catch up with what was committed since."""
        rows = connection.execute(
            select(HISTORY.c.seq, HISTORY.c.kind, HISTORY.c.changes)
            .where(HISTORY.c.seq > self.seq)
            .order_by(HISTORY.c.seq)
        ).all()
        touched: dict[str, set[str]] = {"span": set(), "link": set(), "adjudication": set()}
        for seq, kind, changes in rows:
            if kind == "import":
                self._read_all(connection)  # an import does not name its rows
                return
            reviewed = False
            for table, row_id, *_ in json.loads(changes):
                touched.get(table, set()).add(row_id)
                reviewed |= table == "adjudication"
            if not reviewed:
                self.independent_at = seq
                self.by_hand |= {row_id for table, row_id, *_ in json.loads(changes) if table == "span"}
            self.seq = seq
        for span_id in touched["span"] & self.spans.keys():
            self.drop_span(span_id)
        for link_id in touched["link"] & self.links.keys():
            self.drop_link(link_id)
        for row_id in touched["adjudication"] & self._row_ids.keys():
            self.drop_decision(self._row_ids[row_id])
        for span in queries.spans_by_id(connection, touched["span"]).values():
            if span.layer == "gold":
                self.put_span(span)
        for link in links_by_id(connection, touched["link"]):
            if link.layer == "gold":
                self.put_link(link)
        for decision in adjudications(connection, touched["adjudication"]):
            self.put_decision(decision)

    def gold_of(self, span_id: str) -> Span | None:
        """The gold span that an annotator's span ended in, by the latest decision on it that has one."""
        about = (self.decisions[x] for x in self.deciding.get(span_id, ()))
        for decision in sorted(about, key=lambda x: (x.created_at, x.record_id), reverse=True):
            for made in decision.spans:
                if span_id in made.members and made.id in self.spans:
                    return self.spans[made.id]
        return None

    def span_like(self, key: SpanKey) -> Span | None:
        """A gold span of that article, label and stretch."""
        found = self._twins.get(key)
        return self.spans[min(found)] if found else None

    def link_like(self, key: LinkKey) -> Link | None:
        """A gold link of that type and ends."""
        found = self._link_twins.get(key)
        return self.links[min(found)] if found else None

    def put_span(self, span: Span) -> None:
        """Add a span, or replace the one of that id."""
        self.drop_span(span.id)
        self.spans[span.id] = span
        self._twins[span_key(span)].add(span.id)

    def drop_span(self, span_id: str) -> None:
        """Forget a span."""
        if (span := self.spans.pop(span_id, None)) is not None:
            _discard(self._twins, span_key(span), span_id)

    def put_link(self, link: Link) -> None:
        """Add a link, or replace the one of that id."""
        self.drop_link(link.id)
        self.links[link.id] = link
        self._link_twins[link_key(link)].add(link.id)
        for end in (link.source_id, link.target_id):
            self.links_at[end].add(link.id)

    def drop_link(self, link_id: str) -> None:
        """Forget a link."""
        if (link := self.links.pop(link_id, None)) is not None:
            _discard(self._link_twins, link_key(link), link_id)
            for end in (link.source_id, link.target_id):
                _discard(self.links_at, end, link_id)

    def put_decision(self, decision: Adjudication) -> None:
        """Add a decision, or replace the one on that record."""
        self.drop_decision(decision.record_id)
        self.decisions[decision.record_id] = decision
        self._row_ids[decision.id] = decision.record_id
        for index, members in self._indices(decision):
            for member in members:
                index[member].add(decision.record_id)

    def drop_decision(self, record_id: str) -> None:
        """Forget a decision; its gold stays."""
        if (decision := self.decisions.pop(record_id, None)) is not None:
            del self._row_ids[decision.id]
            for index, members in self._indices(decision):
                for member in members:
                    _discard(index, member, record_id)

    def _indices(self, decision: Adjudication) -> Iterator[tuple[dict[str, set[str]], Iterable[str]]]:
        yield self.deciding, (x.id for x in decision.inputs)
        yield self.deciding, (member for x in decision.spans for member in x.members)
        yield self.resting, (x.id for x in decision.spans)
        yield self.resting, (x.id for x in decision.links if x.id is not None)
        yield self.ending, (end for x in decision.links for end in (x.source, x.target))


def newest_step(connection: Connection) -> int:
    """The number of the newest row of history, whosever; 0 where there is none."""
    return int(connection.execute(select(func.max(HISTORY.c.seq))).scalar() or 0)


def edited_by_hand(connection: Connection) -> set[str]:
    """Ids of the spans that steps on gold have touched which were no decisions."""
    rows = connection.scalars(
        select(HISTORY.c.changes).where(
            HISTORY.c.action.like("gold: %"), HISTORY.c.changes.not_like('%["adjudication",%')
        )
    )
    return {row_id for changes in rows for table, row_id, *_ in json.loads(changes) if table == "span"}


def span_key(span: Span) -> SpanKey:
    """What makes two gold spans the same."""
    return span.article_id, span.label, span.start, span.end


def link_key(link: Link) -> LinkKey:
    """What makes two gold links the same."""
    return link.type, link.source_id, link.target_id


def _discard(index: dict[Any, set[str]], key: object, member: str) -> None:
    found = index.get(key)
    if found is not None:
        found.discard(member)
        if not found:
            del index[key]


def end_between(gold: Gold, link: GoldLink, scheme: Scheme) -> LinkKey | None:
    """The key of the gold link that is asked for; None where an end has no gold or the scheme forbids it."""
    source, target = gold.gold_of(link.source), gold.gold_of(link.target)
    if source is None or target is None or not fits(scheme, link.type, source, target):
        return None
    return key_between(scheme, link.type, source.id, target.id)


def key_between(scheme: Scheme, type_name: str, source_id: str, target_id: str) -> LinkKey:
    """The key of a gold link; the ends of a symmetric one stand in order."""
    if scheme.link_type(type_name).symmetric and source_id > target_id:
        source_id, target_id = target_id, source_id
    return type_name, source_id, target_id


def fits(scheme: Scheme, type_name: str, source: Span, target: Span) -> bool:
    """Whether a link of that type may run between two gold spans."""
    across = source.article_id != target.article_id
    try:
        scheme.check_link(type_name, source.label, target.label, across=across)
    except RuleError:
        return False
    return source.id != target.id
