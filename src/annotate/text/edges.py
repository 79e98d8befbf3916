"""The edges of a selection: what is left out by default, and the same taken in again.

`trim` never takes a half of a pair: marks and brackets that are balanced inside stay. Positions are
code points; a range on grapheme boundaries stays on them.
"""

import re

from annotate.text.abbreviations import keeps_full_stop
from annotate.text.graphemes import is_boundary
from annotate.text.marks import is_apostrophe, paired_marks

_PUNCTUATION = frozenset(",;:.!?…–—-‐‒―•·‣、。，；：！？．｡､،؛؟۔।॥¡¿⁇⁈⁉‥")
_QUOTES = frozenset("“”„‟\"‘’‚‛'«»‹›「」『』")
_OPENING = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］", "《": "》", "〈": "〉"}
_CLOSING = {close: opening for opening, close in _OPENING.items()}
_ENCLOSED = 20_000  # code points: a selection longer than this is not searched for pairs of marks

_TAKEN_LEFT = frozenset("“„‟\"‘‚‛'«‹»›「『¿¡")
_TAKEN_RIGHT = frozenset(",;:.!?…”\"’'»›」』、。，；：！？．｡،؛؟۔।॥")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without whitespace, punctuation and unpaired or enclosing quote marks at its edges.

    Keeps the full stop of an abbreviation, signs of numbers and currency, and balanced brackets. A
    range of nothing but punctuation only loses its whitespace; one of whitespace is (start, start).
    """
    start, end = max(0, start), min(end, len(text))
    outer = _strip_space(text, start, end)
    if outer[0] >= outer[1]:
        return start, start
    left, right = outer
    while left < right:
        step = _strip_once(text, left, right)
        if step == (left, right):
            return left, right
        left, right = _strip_space(text, *step)
    return outer


def take_in(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the punctuation and quote marks that touch it on both sides."""
    while start > 0 and text[start - 1] in _TAKEN_LEFT and is_boundary(text, start - 1):
        before = text[start - 2] if start > 1 else " "
        if before.isalnum() or (text[start - 1] in "\"'»›" and not (before.isspace() or before in "([“‘—–-")):
            break  # it closes something before the range, or is an apostrophe
        start -= 1
    while end < len(text) and text[end] in _TAKEN_RIGHT and is_boundary(text, end + 1):
        after = text[end + 1] if end + 1 < len(text) else " "
        if after.isalnum() and text[end] not in "、。，；：！？．｡”»」』":
            break  # a decimal, a time, an apostrophe or a mark that opens what follows
        end += 1
    return start, end


def _strip_space(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace() and is_boundary(text, start + 1):
        start += 1
    while end > start and text[end - 1].isspace() and is_boundary(text, end - 1):
        end -= 1
    return start, end


def _strip_once(text: str, start: int, end: int) -> tuple[int, int]:
    """One mark less at one edge, or both marks of an enclosing pair; the same range when done."""
    first, last = text[start], text[end - 1]
    pairs: dict[int, int] = {}
    if (first in _QUOTES or last in _QUOTES) and end - start <= _ENCLOSED:
        pairs = paired_marks(text, start, end)
    if pairs.get(start) == end - 1 and start < end - 1:
        return start + 1, end - 1
    if is_boundary(text, start + 1) and _drops_first(text, start, end, pairs):
        return start + 1, end
    if is_boundary(text, end - 1) and _drops_last(text, start, end, pairs):
        return start, end - 1
    return start, end


def _drops_first(text: str, start: int, end: int, pairs: dict[int, int]) -> bool:
    char = text[start]
    if char in _QUOTES:
        return start not in pairs and not is_apostrophe(text, start)
    if char in _OPENING:
        return not _closes_within(text, start, end)
    if char in _CLOSING:
        return True
    if char in _PUNCTUATION:
        # A sign or a decimal point belongs to its number.
        signs = char in "-–." and text[start + 1 : start + 2].isdigit()
        return not (signs and start + 1 < end and (start == 0 or not text[start - 1].isalnum()))
    return False


def _drops_last(text: str, start: int, end: int, pairs: dict[int, int]) -> bool:
    char = text[end - 1]
    if char in _QUOTES:
        return end - 1 not in pairs.values() and not is_apostrophe(text, end - 1)
    if char in _CLOSING:
        return not _opens_within(text, start, end - 1)
    if char in _OPENING:
        return True
    if char == ".":
        return not keeps_full_stop(text, start, end)
    return char in _PUNCTUATION


def _closes_within(text: str, at: int, end: int) -> bool:
    opening, close = text[at], _OPENING[text[at]]
    depth = 0
    for found in re.finditer(f"[{re.escape(opening + close)}]", text[at : min(end, at + _ENCLOSED)]):
        depth += 1 if found[0] == opening else -1
        if depth == 0:
            return True
    return False


def _opens_within(text: str, start: int, at: int) -> bool:
    close, opening = text[at], _CLOSING[text[at]]
    depth = 0
    for char in reversed(text[max(start, at - _ENCLOSED) : at + 1]):
        if char == close:
            depth += 1
        elif char == opening:
            depth -= 1
            if depth == 0:
                return True
    return False
