"""Items of the review queue: records with versions, status and what may be done, filtered and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations, permutations
from random import Random
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, cast, get_args

from annotate.model import Ruling, Span
from annotate.workbench.review_desk import UNDECIDED, Desk, Status, stage_of, without_record
from annotate.workbench.review_records import content, mentions, stage
from annotate.workbench.review_values import Blocked, By, Entry, Item, ItemState, Order, Stage, Version

if TYPE_CHECKING:
    from annotate.agreement.records import Kind, Record
    from annotate.model import Adjudication
    from annotate.workbench.review_records import SortKey

_STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are wanted; None is any."""

    kinds: Collection[Kind] | None = None
    """Those found under one of these; “agree” for what everybody has."""
    labels: tuple[str | None, str | None] | None = None
    """Of two annotators, in their order where `annotators` is given; None for no span."""
    annotators: tuple[str, str] | None = None
    """Records in which these two differ."""
    article_id: str | None = None
    state: ItemState | None = None
    stale: bool | None = None
    records: Collection[str] | None = None
    """Ids."""

    def without(self, by: By) -> Filter:
        """The same, but not narrowed by that."""
        match by:
            case "kinds":
                return replace(self, kinds=None)
            case "labels":
                return replace(self, labels=None)
            case "annotators":
                return replace(self, annotators=None)
            case "article_id":
                return replace(self, article_id=None)


def entries(desk: Desk, wanted: Filter, order: Order) -> list[Entry]:
    """The queue. Agreements stand in it where they were asked for, or where a decision on one is stale."""
    known = _sorted(desk, order)
    found = [
        (record, status)
        for record, status in _candidates(desk, wanted, known)
        if (wanted.state is None or status.state == wanted.state)
        and (wanted.stale is None or (status.stale is not None) == wanted.stale)
    ]
    found.sort(key=lambda x: known.get(x[0].id) or _order_key(desk, x[0], x[1].decision, order))
    return [entry(desk, record, status) for record, status in found]


def _sorted(desk: Desk, order: Order) -> Mapping[str, SortKey]:
    """The ids of all records in an order, with what they are sorted by; made once for the same records."""
    found = desk.records.orders.get(order)
    if found is None:
        keys = {x.id: _order_key(desk, x, None, order) for x in desk.records.by_id.values()}
        found = desk.records.orders[order] = dict(sorted(keys.items(), key=lambda x: x[1]))
    return found


def values(desk: Desk, wanted: Filter, by: By) -> Counter[Any]:
    """How many records of a queue each value of a filter would leave, whatever it is set to now."""
    found: Counter[Any] = Counter()
    wanted = wanted.without(by)
    for each in entries(desk, wanted, "document"):
        found.update(list(dict.fromkeys(_values(desk, each.record, wanted, by))))
    return found


def _values(desk: Desk, record: Record, wanted: Filter, by: By) -> Iterable[object]:
    if by == "kinds":
        return record.facets or (record.kind,)
    if by == "article_id":
        return record.articles
    pairs = list(combinations(record.annotators, 2))
    if by == "annotators":
        return [pair for pair in pairs if _differ(desk, record, pair)]
    if stage(record) != "span":
        return ()
    labels = {x.annotator: x.label for x in record.spans}
    if wanted.annotators is not None:
        a, b = wanted.annotators
        return [(labels.get(a), labels.get(b))]
    either = (sorted((labels.get(a), labels.get(b)), key=lambda x: (x is None, x or "")) for a, b in pairs)
    return [(a, b) for a, b in either if a or b]


def entry(desk: Desk, record: Record, status: Status) -> Entry:
    """A row of the queue."""
    if status is not UNDECIDED or stage(record) != "span":
        return _entry(desk, record, status)
    rows = desk.records.rows
    known = rows.get(record.id)
    if known is None:
        known = rows[record.id] = _entry(desk, record, status)
    return known


def _entry(desk: Desk, record: Record, status: Status) -> Entry:
    which = _stage(record, status.decision)
    gone = not record.annotators
    gold = desk.gold_made(status.decision)[0] if gone else ()
    return Entry(
        record=record,
        stage=which,
        source=desk.articles[record.articles[0]].source,
        decision=status.decision,
        state=status.state,
        stale=status.stale,
        blocked=desk.blocked(record) if which != "span" and not gone else None,
        left=gold[0].quote if gold else "",
    )


def _candidates(desk: Desk, wanted: Filter, known: Iterable[str]) -> Iterator[tuple[Record, Status]]:
    agreed = wanted.records is not None or (wanted.kinds is not None and "agree" in wanted.kinds)
    for record in map(desk.records.by_id.__getitem__, known):
        if _matches(desk, record, wanted):
            status = desk.status(record)
            if record.kind != "agree" or agreed or status.stale is not None:
                yield record, status
    for decision in desk.homeless:
        record = remains(desk, decision)
        if _matches(desk, record, wanted):
            yield record, without_record(decision)


def remains(desk: Desk, decision: Adjudication) -> Record:
    """A record to stand for one of which no member is left."""
    from annotate.agreement.records import Record

    spans, links = desk.gold_made(decision)
    places = [*spans, *(desk.gold.spans[x.source_id] for x in links)]
    kind = cast("Kind", decision.kind)
    return Record(
        id=decision.record_id,
        kind=kind,
        articles=(decision.article_id,),
        start=min((x.start for x in places), default=0),
        end=max((x.end for x in places), default=0),
        annotators=(),
        missing=(),
        facets=("boundary", "label", kind) if kind == "boundary+label" else (kind,),
    )


def _matches(desk: Desk, record: Record, wanted: Filter) -> bool:
    return (
        (wanted.records is None or record.id in wanted.records)
        and (wanted.article_id is None or wanted.article_id in record.articles)
        and (wanted.kinds is None or not {record.kind, *record.facets}.isdisjoint(wanted.kinds))
        and (wanted.annotators is None or _differ(desk, record, wanted.annotators))
        and (wanted.labels is None or _has_labels(record, wanted))
    )


def _differ(desk: Desk, record: Record, pair: tuple[str, str]) -> bool:
    if not set(pair) <= set(record.annotators):
        return False
    first, second = (_content(desk, record, who) for who in pair)
    return first != second


def _content(desk: Desk, record: Record, who: str) -> object:
    if record.kind == "cluster":
        return who in record.missing
    for link in record.links:
        if link.annotator == who:
            ends = (desk.records.of_span[x].id for x in (link.source_id, link.target_id))
            return link.type, *ends
    span = next((x for x in record.spans if x.annotator == who), None)
    return None if span is None else content(span)


def _has_labels(record: Record, wanted: Filter) -> bool:
    if stage(record) != "span":
        return False
    labels = {x.annotator: x.label for x in record.spans}
    pairs = [wanted.annotators] if wanted.annotators else permutations(record.annotators, 2)
    return any((labels.get(a), labels.get(b)) == wanted.labels for a, b in pairs)


def _order_key(desk: Desk, record: Record, decision: Adjudication | None, order: Order) -> SortKey:
    from annotate.agreement.records import KINDS

    which = _stage(record, decision)
    by_document = (desk.rank.get(record.articles[0], -1), record.start, record.end, record.id)
    first: object = 0
    if order == "kind":
        first = KINDS.index(record.kind)
    elif order == "labels":
        first = record.labels
    elif order == "overlap":
        first = 2.0 if record.iou is None else record.iou
    return _STAGES.index(which), first, *by_document


def hidden(record: Record, seed: int) -> dict[str, str]:
    """Letters for the handles, shuffled by record and seed."""
    handles = list(record.annotators)
    Random(f"{seed}:{record.id}").shuffle(handles)
    return {_letter(i): handle for i, handle in enumerate(handles)}


def _stage(record: Record, decision: Adjudication | None) -> Stage:
    return stage(record) if record.annotators or decision is None else stage_of(decision)


def item(desk: Desk, row: Entry, names: dict[str, str] | None = None) -> Item:
    """All there is to know for a decision; with `names` these stand for the handles they lead to."""
    record = row.record
    blind = names is not None
    names = names if names is not None else {x: x for x in record.annotators}
    versions = _versions(desk, record, names)
    related = record.related
    if blind:
        letters = {handle: letter for letter, handle in names.items()}
        related = tuple(replace(x, annotator=letters.get(x.annotator, "?")) for x in related)
    gold, gold_links = desk.gold_made(row.decision)
    if row.decision is None:
        gold = desk.loose(record)
        gold_links = desk.gold_links(record) if row.stage == "link" else ()
    return Item(
        **{x.name: getattr(row, x.name) for x in fields(Entry)},
        article_name=desk.articles[row.article_id].name,
        versions=versions,
        related=related,
        actions=actions(row.stage, versions, row.blocked),
        gold=gold,
        gold_links=gold_links,
        gold_ends=tuple((desk.gold.spans[x.source_id], desk.gold.spans[x.target_id]) for x in gold_links),
        by_hand=any(x.id in desk.gold.by_hand for x in gold),
        joined=desk.joined(record) if row.stage == "cluster" and versions else None,
        handles=names,
    )


def _letter(number: int) -> str:
    return ascii_uppercase[number] if number < len(ascii_uppercase) else f"A{number}"


def _versions(desk: Desk, record: Record, names: dict[str, str]) -> tuple[Version, ...]:
    if not record.spans and not record.links:
        return ()
    if record.kind == "cluster":
        pairs, asked = mentions(record), desk.links_of(record)
        found = []
        for name, who in names.items():
            a, b = (_under(x, name) for x in pairs[who])
            link = asked.get(who)
            blocked = desk.why_not(link.type, link.source, link.target) if link else None
            found.append(Version(name, ends=(a, b), joined=link is not None, blocked=blocked))
        return tuple(found)
    if record.links:
        return _link_versions(desk, record, names)
    spans = {x.annotator: x for x in record.spans}
    start, end = max(x.start for x in record.spans), min(x.end for x in record.spans)
    differing = (
        *(name for i, name in enumerate(("start", "end")) if any(x[i] for x in record.deltas)),
        *(("label",) if len(set(record.labels)) > 1 else ()),
        *record.attributes,
    )
    return tuple(
        Version(
            name,
            span=_under(span, name),
            differing=differing,
            ranges=_without(span, start, end),
        )
        if (span := spans.get(who)) is not None
        else Version(name)
        for name, who in names.items()
    )


def _under(span: Span, name: str) -> Span:
    """The span with the name that is shown in place of the annotator's."""
    return span if span.annotator == name else replace(span, annotator=name)


def _without(span: Span, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A span less what all have in common."""
    if start >= end:
        return ((span.start, span.end),)
    return tuple((a, b) for a, b in ((span.start, start), (end, span.end)) if a < b)


def _link_versions(desk: Desk, record: Record, names: dict[str, str]) -> tuple[Version, ...]:
    links = {x.annotator: (x, ends) for x, ends in zip(record.links, record.ends, strict=True)}
    groups = {
        who: {
            "type": x.type,
            "source": desk.records.of_span[x.source_id].id,
            "target": desk.records.of_span[x.target_id].id,
        }
        for who, (x, _) in links.items()
    }
    first = next(iter(groups.values()))
    differing = tuple(name for name in first if any(x[name] != first[name] for x in groups.values()))
    found = []
    for name, who in names.items():
        if who not in links:
            found.append(Version(name))
            continue
        link, ends = links[who]
        source, target = (_under(x, name) for x in ends)
        blocked = desk.why_not(link.type, link.source_id, link.target_id)
        found.append(
            Version(
                name,
                link=link if link.annotator == name else replace(link, annotator=name),
                ends=(source, target),
                differing=differing,
                blocked=blocked,
            )
        )
    return tuple(found)


def actions(which: Stage, versions: tuple[Version, ...], blocked: Blocked | None) -> tuple[Ruling, ...]:
    """What may be done with an item."""
    if which == "cluster":
        return ("apart", "defer") if blocked or not versions else ("take", "join", "apart", "defer")
    if which == "link":
        free = [x for x in versions if x.link is not None and x.blocked is None]
        several: tuple[Ruling, ...] = ("both",) if len(free) > 1 and free[0].differing else ()
        return (*(("take", *several) if free else ()), "reject", "defer")
    places = {(x.span.label, x.span.start, x.span.end) for x in versions if x.span is not None}
    found: list[Ruling] = []
    if places:
        found.append("take")
    if len({place[1:] for place in places}) > 1:
        found.append("union")
        if max(start for _, start, _ in places) < min(end for _, _, end in places):
            found.append("intersection")
    if len(places) > 1:
        found.append("both")
    return (*found, "edit", "reject", "defer")
