"""What a suggestion is: plain values, and the rules of finding, ranking and showing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.model import Decision, Link, Place, Span
from annotate.text.quotes import trim

if TYPE_CHECKING:
    from annotate.statements.fold import Folded
    from annotate.statements.index import Hit, Index
    from annotate.statements.score import Score, Weight

_GOOD = 50.0
_FEW = 12
"""Fewer good ones than this, and what is less alike is looked for too."""
_ONE_WORD = 70.0
"""One word stands in many statements that it does not make alike."""
_LARGE, _LARGE_FLOOR = 20_000, 40.0
"""In a collection of so many statements what scores below is chance, and finding it takes long."""
_NEAREST_WORTH, _NEAREST_STEP = 90.0, 10.0
"""What nearness is worth beside scores: the nearest span counts as a score of 90, the next as 80 …"""


@dataclass(frozen=True, slots=True)
class Similar:
    """A statement somewhere that is like a given text."""

    place: Place
    text: str
    score: Score
    span: Span | None
    """A span that tags it: the user's, or else another annotator's."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a span may be linked to, and how."""

    place: Place
    text: str
    source: str
    """Where its article is from."""
    score: Score | None
    """None for what is near and not alike."""
    differing: tuple[tuple[int, int], ...]
    """Ranges of `text` that the asking span does not have."""
    span: Span | None
    """The user's span there; None where accepting tags it."""
    label: str
    """The label it has, or gets."""
    relation: str | None
    """The link type that accepting makes; None where the scheme has none between these labels."""
    as_source: bool
    """Whether the asking span is the link's source."""

    @property
    def opposite(self) -> bool:
        """Whether the wordings may say the opposite of each other."""
        return self.score is not None and self.score.polarity == "opposite?"


def hits_of(index: Index, query: Folded, limit: int, floor: float, without: Place | None) -> list[Hit]:
    """What is most like a query; the poor half of the scale is only searched where the good one has little.

    A low floor lets so many statements through that a search takes several times as long.
    """
    around = (without.article_id, without.start, without.end) if without else None
    if len(query.words) == 1:
        floor = max(floor, _ONE_WORD)
    hits = index.search(query, limit=limit, floor=max(floor, _GOOD), without=around)
    if len(hits) < min(limit, _FEW) and floor < _GOOD:
        floor = max(floor, _LARGE_FLOOR) if len(index) >= _LARGE else floor
        hits = index.search(query, limit=min(limit, 2 * _FEW), floor=floor, without=around)
    return hits


def by_article(spans: Sequence[Span]) -> dict[str, list[Span]]:
    """Spans by the article they stand in."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.article_id, []).append(span)
    return found


def best_span(there: Place, tagged: Sequence[Span], label: str | None = None) -> Span | None:
    """The span that tags a place: of the wanted label first, then the one that shares most with it."""
    at = [span for span in tagged if there.overlaps(span.place)]
    return max(
        at,
        key=lambda span: (
            span.label == label,
            2 * (min(span.end, there.end) - max(span.start, there.start)) - (span.end - span.start),
            -span.start,
        ),
        default=None,
    )


def alike_part(
    text: str, there: Place, query: Folded, folded: Folded, weight: Weight
) -> tuple[Place, Folded]:
    """The words of a long statement that are like a short one."""
    from annotate.statements.fold import fold
    from annotate.statements.score import window

    first, last = window(query, folded, weight)
    start, end = trim(text, *folded.place(first, last))
    return Place(there.article_id, start, end), fold(text, start, end)


def linked_to(span: Span, links: Sequence[Link]) -> set[str]:
    """Ids of the spans that links join with a span, its own among them."""
    return {
        end
        for link in links
        if span.id in (link.source_id, link.target_id)
        for end in (link.source_id, link.target_id)
    }


def is_decided(relation: str | None, asked: Place, there: Place, decided: Sequence[Decision]) -> bool:
    """Whether the user said something of this relation between two places; of any, where it has none."""
    return any(relation in (None, each.relation) and each.concerns(asked, there) for each in decided)


def ranked(found: Sequence[Suggestion], near: Sequence[Suggestion], counters: str | None) -> list[Suggestion]:
    """What the span counters first, by nearness or likeness, whichever is worth more; then by score."""
    near_worth = {each.place: _NEAREST_WORTH - _NEAREST_STEP * i for i, each in enumerate(near)}

    def order(each: Suggestion) -> tuple[bool, float, str, int]:
        alike = each.score.total if each.score else 0.0
        sure = each.span is not None or alike >= _GOOD
        countered = counters is not None and each.relation == counters and each.as_source and sure
        worth = max(alike, near_worth.get(each.place, 0.0)) if countered else alike
        return not countered, -worth, each.place.article_id, each.place.start

    return sorted(found, key=order)
