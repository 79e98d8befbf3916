"""Which stretches of a text are statements: its sentences, clauses and quotations.

A stretch that is several of these counts once, as the largest. Bylines, captions and pasted junk are
left out. Positions are code points of the text.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotate.statements.fold import Folded, fold
from annotate.text.quotes import trim
from annotate.text.roles import BODY_ROLES, line_roles
from annotate.text.segments import Units

Kind = Literal["sentence", "quotation", "clause"]
KINDS: tuple[Kind, ...] = ("sentence", "quotation", "clause")

FEWEST_WORDS: dict[Kind, int] = {"sentence": 2, "quotation": 2, "clause": 3}
"""A clause of two words is a time, a name or a cue (“in May”, “he said”), rarely a statement."""
_JOINING = frozenset(("the", "a", "an", "of", "for", "and", "in", "on", "at", "to", "de", "la", "von", "al"))
MOST_WORDS = 128
"""A sentence of more words is cut into stretches of as many: it is a table, or a text without stops."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement's place in its text and, as numbers of words, in the folded text."""

    start: int
    end: int
    first: int
    last: int
    """Both included."""
    kind: Kind


def passages(text: str, roles: Mapping[int, str] | None = None) -> tuple[Folded, list[Passage]]:
    """The whole text folded once, and its statements in order of place.

    `roles` are those of lines by hand; they overrule the proposed ones.
    """
    folded = fold(text)
    by_line = {**line_roles(text), **(roles or {})}
    units = Units(text)
    found: list[Passage] = []
    line = at = word = 0
    for index, (start, end) in enumerate(units.paragraphs):
        line += text.count("\n", at, start)
        at = start
        if by_line.get(line, "body") not in BODY_ROLES:
            continue
        while word < len(folded.places) and folded.places[word][0] < start:
            word += 1
        found.extend(_of_paragraph(units, index, folded, word, end))
    return folded, found


def _of_paragraph(units: Units, index: int, folded: Folded, word: int, end: int) -> list[Passage]:
    """The statements of one paragraph, whose first word is number `word`."""
    stop = word
    while stop < len(folded.places) and folded.places[stop][0] < end:
        stop += 1
    starts = [place[0] for place in folded.places[word:stop]]
    taken: set[tuple[int, int]] = set()
    found: list[Passage] = []
    for kind, ranges in _ranges(units, index):
        for a, b in ranges:
            first = word + bisect_left(starts, a)
            last = word + bisect_left(starts, b) - 1
            if last - first + 1 < FEWEST_WORDS[kind] or (first, last) in taken:
                continue
            if kind == "clause" and _is_name(units.text, folded.places[first : last + 1]):
                continue
            taken.add((first, last))
            if last - first < MOST_WORDS:
                found.append(Passage(a, b, first, last, kind))
            else:
                found.extend(_cut(folded, first, last, kind))
    found.sort(key=lambda passage: (passage.start, -passage.end))
    return found


def _is_name(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause is nothing but a name: every word of its own meaning begins with a capital.

    “the Office of the Chief Inspector of Dams”, between two commas, says nothing.
    """
    words = [text[a:b] for a, b in places]
    own = [word for word in words if word.lower() not in _JOINING]
    return bool(own) and all(word[0].isupper() for word in own)


def _ranges(units: Units, index: int) -> Iterator[tuple[Kind, list[tuple[int, int]]]]:
    yield "sentence", [trim(units.text, *unit) for unit in units.units("sentence", index)]
    yield "quotation", [trim(units.text, q.inner_start, q.inner_end) for q in units.quotations(index)]
    yield "clause", list(units.units("clause", index))


def _cut(folded: Folded, first: int, last: int, kind: Kind) -> Iterator[Passage]:
    for a in range(first, last + 1, MOST_WORDS):
        b = min(a + MOST_WORDS - 1, last)
        if b - a + 1 >= FEWEST_WORDS[kind]:
            yield Passage(*folded.place(a, b), a, b, kind)
