"""Quotations in a paragraph, and the edges of a selection.

An apostrophe is never a quotation mark, and a quotation never crosses a paragraph. Positions are
code points, ranges half-open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.text.edges import take_in, trim
from annotate.text.graphemes import is_boundary
from annotate.text.marks import SINGLE, match_marks

__all__ = ["Quotation", "paragraph_quotations", "quotations", "reopens_at", "take_in", "trim"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: `start` to `end` with its marks, the inner range without them."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def quotations(paragraphs: Sequence[tuple[int, int]], text: str) -> list[Quotation]:
    """The quotations of all `paragraphs`, by start; a nested one follows the one around it."""
    found: list[Quotation] = []
    for index, (start, end) in enumerate(paragraphs):
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else len(text)
        found.extend(paragraph_quotations(text, start, end, reopens_at(text, following)))
    return found


def reopens_at(text: str, position: int) -> bool:
    """Whether a paragraph starting at `position` begins with an opening mark."""
    return text[position : position + 1] in ("“", '"', "„", "«", "‘", "「", "『", "»") and position < len(
        text
    )


def paragraph_quotations(text: str, start: int, end: int, reopens: bool = False) -> list[Quotation]:
    """The quotations of one paragraph, by start.

    One left open counts to the paragraph's end when the next paragraph `reopens` it, else not.
    """
    pairs, unclosed = match_marks(text, start, end)
    found = [Quotation(at, closed + 1, *_inside(text, at + 1, closed)) for at, closed in pairs]
    if reopens:
        left_open = [i for i in unclosed if text[i] not in SINGLE]
        found += [Quotation(i, end, *_inside(text, i + 1, end)) for i in left_open[:1]]
    return sorted((q for q in found if q.inner_start < q.inner_end), key=lambda q: (q.start, -q.end))


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the spaces that French sets inside its marks."""
    while start < end and text[start].isspace() and is_boundary(text, start + 1):
        start += 1
    while end > start and text[end - 1].isspace() and is_boundary(text, end - 1):
        end -= 1
    return start, end
