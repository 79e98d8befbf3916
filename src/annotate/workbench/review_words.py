"""How decisions, stale and blocked records are called, on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from annotate.model import Confidence, Reason, Ruling, Span
from annotate.workbench.agreement_figures import count
from annotate.workbench.review_values import Blocked, Policy

if TYPE_CHECKING:
    from annotate.workbench.review_values import Entry, Item, Progress

BLOCKED: Mapping[Blocked, str] = {
    "undecided": "blocked: decide its spans first",
    "rejected": "blocked: a span at its end was rejected, so it can only be rejected",
    "unfit": "blocked: between its ends as they were decided no such link can be",
}
RULINGS: Mapping[Ruling, str] = {
    "take": "taken",
    "union": "union",
    "intersection": "common part",
    "both": "all of them",
    "edit": "edited",
    "join": "made one statement",
    "apart": "kept apart",
    "reject": "rejected, nothing here",
    "defer": "deferred",
}
REASONS: Mapping[Reason, str] = {
    "ambiguous_text": "the text can be read both ways",
    "guideline_gap": "the guideline does not say",
    "annotator_error": "somebody slipped",
    "edge_case": "the guideline says, but this is at its edge",
    "subjective_disagreement": "a matter of judgement",
    "other": "something else: say it in the note",
}
"""What each reason means, in the order they are offered."""
CONFIDENCES: Mapping[Confidence, str] = {
    "high": "there is no doubt",
    "medium": "the other way could be argued",
    "low": "somebody should look again",
}
POLICIES: Mapping[Policy, str] = {
    "all": "what all agree on",
    "majority": "what more than half of three or more have, to the letter",
    "whitespace": "the shorter, where only blanks or punctuation differ",
    "stale": "keep every stale decision as it stands, whatever changed",
}


def sign(item: Entry) -> str:
    """One character for the state: done, deferred, stale, blocked, open."""
    if item.stale is not None:
        return "!"
    if item.state != "undecided":
        return "✓" if item.state == "decided" else "–"
    return "×" if item.blocked else "·"


def decided(item: Item, letters: Mapping[str, str]) -> str:
    """The decision in a line; `letters` stand for handles where names are hidden."""
    decision = item.decision
    assert decision is not None
    taken = ", ".join(letters.get(x, x) for x in decision.taken)
    of = f": {taken}" if taken and decision.action not in ("reject", "apart") else ""
    by = decision.adjudicator if decision.source == "human" else f"policy “{decision.source[5:]}”"
    why = f" · {decision.reason.replace('_', ' ')}" if decision.reason else ""
    why += f" · {decision.confidence} confidence" if decision.confidence else ""
    note = f" · “{decision.note}”" if decision.note else ""
    said = RULINGS[decision.action]
    lead = said if decision.action == "defer" else f"decided: {said}"
    return f"{lead}{of} · by {letters.get(by, by)}{why}{note}"


def stale_words(item: Item) -> str:
    """Why a decision is stale, and what to do."""
    if item.stale == "contradicted":
        return "stale: a later decision took away what this one made; decide again"
    if not item.versions:
        return "stale: all that this was about is gone; = keeps what is in gold, x takes it away"
    return "stale: the annotations changed since; decide again, or = keeps it"


def progress_words(found: Progress) -> str:
    """How far it is: `37 of 112 decided · 3 deferred · 1 stale`."""
    total = found.total
    said = [f"{total.decided:,} of {total.all:,} decided"]
    if total.deferred:
        said.append(f"{total.deferred:,} deferred")
    if stale := total.stale + found.gone:
        said.append(f"{stale:,} stale")
    if found.agreed.stale:
        said.append(f"{count(found.agreed.stale, 'agreed ones')} stale")
    return " · ".join(said)


def next_words(found: Progress, take: str, finish: str) -> str:
    """What is to be done next; `take` says how to accept what all agree on, `finish` how to have the gold."""
    waiting = found.agreed.undecided
    if waiting:
        return (
            f"{count(waiting, 'records')} all agree on {'is' if waiting == 1 else 'are'} not in gold: {take}"
        )
    if found.total.undecided:
        return ""
    if stale := found.stale:
        return f"{count(stale, 'decisions')} {'is' if stale == 1 else 'are'} stale: n goes there"
    if not found.total.all:
        return "there is nothing to decide: they have marked the same"
    if found.total.deferred:
        return f"nothing is undecided, {found.total.deferred:,} deferred; {finish}"
    return f"all is decided: {finish}"


def attributes_of(span: Span) -> dict[str, str | None]:
    """The attributes of a span by name."""
    return asdict(span.attributes)
