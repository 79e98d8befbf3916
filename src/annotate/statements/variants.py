"""How a wording changed from outlet to outlet: a tree of the variants of one cluster.

Texts of the same folded words are one variant. Each hangs under the earlier one that it is most like, by
the normalised Indel similarity of the words (insertions and deletions; rapidfuzz); the earliest is the
root. It is what the dates and wordings suggest, not proof of who copied whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a cluster."""

    texts: tuple[int, ...]
    """Which of the texts given have it, the earliest first."""
    parent: int | None
    """Number of the variant it hangs under; None for the root."""
    similarity: float
    """With its parent, from 0 to 100; 100 for the root."""


def variants(texts: Sequence[tuple[str, ...]], order: Sequence[str | None]) -> tuple[Variant, ...]:
    """The variants of some texts, given by their folded words, the earliest first and so parents first.

    `order` is when each was published, as ISO 8601 as precise as it is known. A date that begins
    another, as “2031-05” begins “2031-05-06”, comes before it; equal dates count as given, unknown ones
    (None or "") after all others. Of equally similar earlier variants the earliest is the parent.
    ValueError where there are not as many dates as texts.
    """
    from rapidfuzz.distance import Indel

    if len(texts) != len(order):
        raise ValueError(f"{len(texts)} texts, {len(order)} dates")
    numbers = sorted(range(len(texts)), key=lambda number: (not order[number], order[number] or "", number))
    by_words: dict[tuple[str, ...], list[int]] = {}
    for number in numbers:
        by_words.setdefault(tuple(texts[number]), []).append(number)
    found: list[Variant] = []
    wordings = list(by_words)
    for place, words in enumerate(wordings):
        parent, similarity = None, 1.0
        if place:
            likeness = [Indel.normalized_similarity(earlier, words) for earlier in wordings[:place]]
            similarity = max(likeness)
            parent = likeness.index(similarity)
        found.append(Variant(tuple(by_words[words]), parent, 100.0 * similarity))
    return tuple(found)
