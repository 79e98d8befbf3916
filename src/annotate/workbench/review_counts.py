"""Counts of a review: how far it is, and which reasons were given for which wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import Adjudication, Reason
from annotate.workbench.review_values import Example, Gap, Progress

if TYPE_CHECKING:
    from annotate.agreement.records import Kind
    from annotate.workbench.review_desk import Desk, Status

_EXAMPLES = 5


def progress(desk: Desk) -> Progress:
    """How far the review is, by kind in the order of kinds."""
    from annotate.agreement.records import KINDS

    by_kind: dict[Kind, dict[str, Status]] = {kind: {} for kind in KINDS}
    for record in desk.records.by_id.values():
        by_kind[record.kind][record.id] = desk.status(record)
    agreed = by_kind.pop("agree")
    return Progress(
        {kind: desk.tally(found) for kind, found in by_kind.items() if found},
        desk.tally(agreed),
        sum(x.action != "defer" for x in desk.homeless),
    )


def settled_articles(desk: Desk) -> set[str]:
    """Articles of which gold is complete: every record is decided, and none deferred.

    And those with imported gold that no decision here is about.
    """
    open_ones: set[str] = set()
    for record in desk.records.by_id.values():
        if desk.status(record).state != "decided":
            open_ones.update(record.articles)
    decided = {x.article_id for x in desk.gold.decisions.values()}
    gold = desk.gold
    loose = (x for x in gold.spans.values() if not gold.resting.get(x.id) and x.id not in gold.by_hand)
    imported = {x.article_id for x in loose} - decided
    return (set(desk.records.articles) - open_ones) | imported


def gaps(desk: Desk) -> list[Gap]:
    """Reasons by label and wording, the most frequent first."""
    from annotate.statements.fold import fold

    found: dict[tuple[Reason, str, str], list[tuple[Adjudication, Example]]] = {}
    for decision in desk.gold.decisions.values():
        if decision.reason is None:
            continue
        label, example = _subject(desk, decision)
        key = (decision.reason, label, fold(example.text).text)
        found.setdefault(key, []).append((decision, example))
    return sorted(
        (
            Gap(
                *key,
                count=len(each),
                examples=tuple(example for _, example in each[:_EXAMPLES]),
                notes=tuple(dict.fromkeys(x.note for x, _ in each if x.note)),
            )
            for key, each in found.items()
        ),
        key=lambda x: (-x.count, x.reason, x.label, x.wording),
    )


def _subject(desk: Desk, decision: Adjudication) -> tuple[str, Example]:
    """The labels or link type in dispute, and the place; of what is gone, where gold has it."""
    record = desk.records.by_id.get(decision.record_id)
    if record is not None:
        types = {desk.records.type_of(record)} if record.kind == "cluster" else {x.type for x in record.links}
        names = sorted(types or set(record.labels))
        places = [*record.spans, *(source for source, _ in record.ends)]
    else:
        spans, links = desk.gold_made(decision)
        names = sorted({*(x.label for x in spans), *(x.type for x in links)})
        places = [*spans, *(desk.gold.spans[x.source_id] for x in links)]
    if not places:
        return "/".join(names), Example(decision.record_id, decision.article_id, 0, 0, "")
    at = places[0]
    return "/".join(names), Example(decision.record_id, at.article_id, at.start, at.end, at.quote)
