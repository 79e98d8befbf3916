"""From what an adjudicator says of a record to the gold that is wanted; pure but for the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from annotate.errors import RuleError
from annotate.model import ATTRIBUTES, Adjudication, GoldLink, GoldSpan, Ruling, Span
from annotate.store.adjudicating import NewDecision, NewGold
from annotate.store.commands import NewSpan
from annotate.workbench.review_desk import Desk
from annotate.workbench.review_records import COMPARED, content, mentions, stage
from annotate.workbench.review_values import Edit, Item, Policy

if TYPE_CHECKING:
    from annotate.agreement.records import Record

_Key = tuple[str, int, int]
"""Label, start, end."""
Stretch = Callable[[str, int, int], tuple[int, int, str]]
"""Article and offsets to offsets on grapheme edges and the text between; RuleError where there is none."""


def decision_on(
    desk: Desk, item: Item, action: Ruling, taken: Sequence[str], edited: Edit | None, stretch: Stretch
) -> NewDecision:
    """The decision that an action makes of an item; `taken` are handles. RuleError where it cannot be."""
    record, given = item.record, taken
    having = _having(record)
    shown = [x for x in item.handles.values() if x in having] or having
    if action in ("take", "edit"):
        taken = _one(taken, having if item.stage != "cluster" else record.annotators, edit=action == "edit")
        if action == "take" and taken[0] not in having and item.stage != "cluster":
            action = "reject"
    elif action in ("both", "union", "intersection"):
        taken = [x for x in shown if not taken or x in taken]
        if len(taken) < 2:
            raise RuleError(f"“{action}” needs two versions", "name two, or none for all there are")
    else:
        taken = []
    if action == "edit" and not given and edited is not None and edited.whole:
        taken = []  # made of nobody's version
    spans: tuple[NewGold, ...] = ()
    links: tuple[GoldLink, ...] = ()
    cut: tuple[str, ...] = ()
    if item.stage == "span":
        spans = _spans(item, action, taken, edited, stretch)
        for each in spans:
            desk.scheme.label(each.span.label)
    elif item.stage == "link" and action in ("take", "both"):
        links = _links(desk, record, taken)
    elif item.stage == "cluster":
        joins = action == "join" or (action == "take" and taken[0] not in record.missing)
        if joins:
            links = _links(desk, record, taken or having)[:1]
        elif action != "defer" and record.spans:
            cut = cuts(desk, record)
    return NewDecision(
        record_id=record.id,
        kind=record.kind,
        article_id=record.articles[0],
        action=action,
        inputs=desk.records.inputs(record),
        taken=tuple(taken),
        spans=spans,
        links=links,
        cuts=cut,
        clears=desk.clears(record) if action != "defer" and item.decision is None else (),
        replaces=desk.status(record).former,
    )


def _having(record: Record) -> list[str]:
    """Who marked something: a span, a link, a cluster that joins the two."""
    if record.kind == "cluster":
        return [x for x in record.annotators if x not in record.missing]
    return [x.annotator for x in record.spans or record.links]


def _one(taken: Sequence[str], among: Sequence[str], *, edit: bool) -> list[str]:
    """The one version that is meant."""
    if not taken and (len(among) == 1 or edit):
        return list(among[:1])
    if len(taken) != 1:
        raise RuleError("say whose version", f"there are those of {', '.join(among)}")
    return list(taken)


def _spans(
    item: Item, action: Ruling, taken: Sequence[str], edited: Edit | None, stretch: Stretch
) -> tuple[NewGold, ...]:
    every = item.record.spans
    members = tuple(x.id for x in every)
    chosen = sorted((x for x in every if x.annotator in taken), key=lambda x: taken.index(x.annotator))
    if action in ("reject", "defer"):
        return ()
    if action == "take":
        return (gold_of(chosen[0], members),)
    if action == "both":
        return tuple(_several(chosen, every))
    if action == "edit":
        base = [*chosen, *every, *item.gold]
        if not base:
            raise RuleError("nothing is left to edit", "reject it, and tag the stretch anew")
        return (_edited(base[0], members, edited or Edit(), stretch),)
    return (_merged(chosen, members, action, stretch),)


def _links(desk: Desk, record: Record, taken: Sequence[str]) -> tuple[GoldLink, ...]:
    """What the links of some annotators ask for, of those that can be made."""
    asked = desk.links_of(record)
    wanted = [asked[who] for who in taken if who in asked]
    free = [x for x in wanted if desk.why_not(x.type, x.source, x.target) is None]
    if not free:
        raise RuleError("an end of this link has no place in gold", "decide on its ends first, or reject it")
    return tuple(free)


def gold_of(span: Span, members: tuple[str, ...], origin: str = "human") -> NewGold:
    """A gold span like an annotator's, without the note."""
    attributes = {**asdict(span.attributes), "note": None}
    return NewGold(
        _new(span, span.label, span.start, span.end, span.quote, attributes, origin), members, span.fragments
    )


def _new(
    like: Span,
    label: str,
    start: int,
    end: int,
    quote: str,
    attributes: dict[str, str | None],
    origin: str = "human",
) -> NewSpan:
    return NewSpan(
        article_id=like.article_id,
        label=label,
        start=start,
        end=end,
        quote=quote,
        attributes=attributes,
        layer="gold",
        origin=origin,
    )


def _several(chosen: Sequence[Span], every: Sequence[Span]) -> Iterator[NewGold]:
    """One gold span for each different version; what was not taken ends in the one most like it."""
    firsts: dict[_Key, Span] = {}
    for span in chosen:
        firsts.setdefault((span.label, span.start, span.end), span)
    members = _members(firsts, every)
    for key, span in firsts.items():
        yield gold_of(span, members[key])


def _members(places: Collection[_Key], every: Sequence[Span]) -> dict[_Key, tuple[str, ...]]:
    """The annotators' spans that end in each of some places: each in the one most like it."""
    found: dict[_Key, tuple[str, ...]] = dict.fromkeys(places, ())
    for span in every if places else ():
        best = max(
            places,
            key=lambda key: (
                key == (span.label, span.start, span.end),
                min(span.end, key[2]) - max(span.start, key[1]),
                key[0] == span.label,
            ),
        )
        found[best] = (*found[best], span.id)
    return found


def _edited(base: Span, members: tuple[str, ...], edited: Edit, stretch: Stretch) -> NewGold:
    start = base.start if edited.start is None else edited.start
    end = base.end if edited.end is None else edited.end
    start, end, quote = stretch(base.article_id, start, end)
    attributes = {**asdict(edited.attributes or base.attributes), "note": None}
    return NewGold(_new(base, edited.label or base.label, start, end, quote, attributes), members)


def _merged(chosen: Sequence[Span], members: tuple[str, ...], action: Ruling, stretch: Stretch) -> NewGold:
    first, last = (min, max) if action == "union" else (max, min)
    start, end = first(x.start for x in chosen), last(x.end for x in chosen)
    if start >= end:
        raise RuleError("these spans have nothing in common", "take one of them, or several")
    start, end, quote = stretch(chosen[0].article_id, start, end)
    # Of labels and values with as many votes the first one shown has it: Counter keeps the order.
    label = Counter(x.label for x in chosen).most_common(1)[0][0]
    attributes: dict[str, str | None] = dict.fromkeys(ATTRIBUTES)
    for name in COMPARED:
        given = Counter(value for x in chosen if (value := getattr(x.attributes, name)) is not None)
        attributes[name] = given.most_common(1)[0][0] if given else None
    return NewGold(_new(chosen[0], label, start, end, quote, attributes), members)


def cuts(desk: Desk, record: Record) -> tuple[str, ...]:
    """The gold links to remove so that the two mentions of a cluster's record are in different ones.

    Those at the edge of the part that an annotator who keeps them apart has around the second mention,
    as far as they lead to the first one.
    """
    name = desk.records.type_of(record)
    who = next(x for x in record.annotators if x in record.missing)
    a, b = (desk.gold.gold_of(x.id) for x in mentions(record)[who])
    if a is None or b is None or a.id == b.id:
        return ()
    around = (desk.gold.gold_of(x) for x in desk.records.cluster(record, who, mentions(record)[who][1].id))
    side = {x.id for x in around if x is not None}
    if a.id in side:
        side = {b.id}
    beside = desk.beside(name)
    reached, waiting = {a.id}, [a.id]
    while waiting:
        new = beside.get(waiting.pop(), set()) - reached - side
        reached |= new
        waiting += new
    return tuple(
        x.id
        for x in desk.gold.links.values()
        if x.type == name and ({x.source_id, x.target_id} & side) and ({x.source_id, x.target_id} & reached)
    )


def agreed(desk: Desk, record: Record, source: str = "auto:all") -> NewDecision:
    """What everybody has, taken as it is."""
    return _decision(desk, record, source, record.annotators, record.spans[:1], record.links[:1])


def agreed_ends(desk: Desk, links: Iterable[GoldLink]) -> Iterator[NewDecision]:
    """Decisions on spans that everybody has, at the ends of links, and that are not in gold yet."""
    seen: set[str] = set()
    for span_id in (end for link in links for end in (link.source, link.target)):
        record = desk.records.of_span.get(span_id)
        if record is None or record.kind != "agree" or record.id in seen:
            continue
        seen.add(record.id)
        if desk.status(record).decision is None:
            yield agreed(desk, record)


def kept(desk: Desk, record: Record, decision: Adjudication) -> tuple[GoldSpan, ...]:
    """The gold spans of a decision as it stands, with the spans in them that annotators have now."""
    gold = {x.id: x for x in desk.gold_made(decision)[0]}
    places = {(x.label, x.start, x.end): x.id for x in gold.values()}
    now = _members(places, record.spans)
    more = {places[key]: members for key, members in now.items()}
    return tuple(
        GoldSpan(x.id, tuple(dict.fromkeys((*x.members, *more.get(x.id, ()))))) for x in decision.spans
    )


def by_policy(desk: Desk, policy: Policy) -> Iterator[NewDecision]:
    """What a policy decides now: nothing that a person has decided or deferred."""
    found = desk.records.found
    for record in found.agreed if policy == "all" else found.records:
        status = desk.status(record)
        by_hand = any(
            desk.gold.decisions[x].source == "human"
            for x in (record.id, *status.former)
            if x in desk.gold.decisions
        )
        if by_hand or (status.decision is not None and status.stale != "changed"):
            continue
        made = _by_policy(desk, record, policy)
        if made is not None:
            yield made


def _by_policy(desk: Desk, record: Record, policy: Policy) -> NewDecision | None:
    if policy == "all":
        return agreed(desk, record)
    source = f"auto:{policy}"
    if policy == "majority":
        return _by_majority(desk, record, source)
    small = {"whitespace", "punctuation"} & set(record.subkinds)
    if record.facets != ("boundary",) or not small:
        return None
    shortest = min(record.spans, key=lambda x: (x.end - x.start, x.start))
    same = [x for x in record.spans if (x.start, x.end) == (shortest.start, shortest.end)]
    return _decision(desk, record, source, [x.annotator for x in same], [shortest], ())


def _by_majority(desk: Desk, record: Record, source: str) -> NewDecision | None:
    if stage(record) == "cluster":
        return None
    votes: dict[object, list[int]] = {}
    for i, span in enumerate(record.spans):
        votes.setdefault(content(span), []).append(i)
    for i, link in enumerate(record.links):
        ends = (desk.records.of_span[x].id for x in (link.source_id, link.target_id))
        votes.setdefault((link.type, *ends), []).append(i)
    most = max(votes.values(), key=len)
    if 2 * len(most) <= len(record.annotators):
        return None
    members = record.spans or record.links
    taken = [members[i].annotator for i in most]
    first = slice(most[0], most[0] + 1)
    return _decision(desk, record, source, taken, record.spans[first], record.links[first])


def _decision(
    desk: Desk,
    record: Record,
    source: str,
    taken: Sequence[str],
    spans: Sequence[Span],
    links: Sequence[object],
) -> NewDecision:
    members = tuple(x.id for x in record.spans)
    asked = desk.links_of(record)
    return NewDecision(
        record_id=record.id,
        kind=record.kind,
        article_id=record.articles[0],
        action="take",
        inputs=desk.records.inputs(record),
        taken=tuple(taken),
        source=source,
        spans=tuple(gold_of(x, members, source) for x in spans),
        links=(asked[taken[0]],) if links else (),
        clears=desk.clears(record),
        replaces=desk.status(record).former,
    )
