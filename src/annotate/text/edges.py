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
_BRACKETS = re.compile("[" + re.escape("".join(_OPENING) + "".join(_CLOSING)) + "]")
_ENCLOSED = 20_000  # code points: a selection longer than this is not searched for pairs of marks

_TAKEN_LEFT = frozenset("“„‟\"‘‚‛'«‹»›「『¿¡")
_TAKEN_RIGHT = frozenset(",;:.!?…”\"’'»›」』、。，；：！？．｡،؛؟۔।॥")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without whitespace, punctuation and unpaired or enclosing quote marks at its edges.

    Keeps the full stop of an abbreviation, signs of numbers and currency, and balanced brackets. A
    range of nothing but punctuation only loses its whitespace; one of whitespace is (start, start).
    """
    start, end = max(0, start), min(end, len(text))
    if start < end and text[start].isalnum() and text[end - 1].isalnum():
        return start, end
    outer = _strip_space(text, start, end)
    if outer[0] >= outer[1]:
        return start, start
    left, right = outer
    while True:
        reached = _strip(text, left, right)
        if reached[0] >= reached[1]:
            return outer
        if reached == (left, right):
            return reached
        left, right = reached


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


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without what both edges drop.

    Which marks are pairs is found out once, when one comes to an edge: taking others off rarely
    changes it, and the caller goes another round.
    """
    pairs: dict[int, int] | None = None
    balanced: frozenset[int] | None = None
    while start < end:
        if balanced is None and (_BRACKETS.match(text[start]) or _BRACKETS.match(text[end - 1])):
            balanced = _balanced(text, start, end)
        kept = balanced or frozenset()
        if pairs is None and (text[start] in _QUOTES or text[end - 1] in _QUOTES):
            pairs = paired_marks(text, start, end) if end - start <= _ENCLOSED else {}
        known = pairs or {}
        if known.get(start) == end - 1 and start < end - 1:
            start, end = start + 1, end - 1
        elif is_boundary(text, start + 1) and _drops_first(text, start, end, known, kept):
            start += 1
        elif is_boundary(text, end - 1) and _drops_last(text, start, end, known, kept):
            end -= 1
        else:
            break
        start, end = _strip_space(text, start, end)
    return start, end


def _drops_first(text: str, start: int, end: int, pairs: dict[int, int], balanced: frozenset[int]) -> bool:
    char = text[start]
    if char in _QUOTES:
        return start not in pairs and not is_apostrophe(text, start)
    if char in _OPENING or char in _CLOSING:
        return start not in balanced
    if char in _PUNCTUATION:
        # A sign or a decimal point belongs to its number.
        signs = char in "-–." and text[start + 1 : start + 2].isdigit()
        return not (signs and start + 1 < end and (start == 0 or not text[start - 1].isalnum()))
    return False


def _drops_last(text: str, start: int, end: int, pairs: dict[int, int], balanced: frozenset[int]) -> bool:
    char = text[end - 1]
    if char in _QUOTES:
        return all(closed != end - 1 for closed in pairs.values()) and not is_apostrophe(text, end - 1)
    if char in _OPENING or char in _CLOSING:
        return end - 1 not in balanced
    if char == ".":
        return not keeps_full_stop(text, start, end)
    return char in _PUNCTUATION


def _balanced(text: str, start: int, end: int) -> frozenset[int]:
    """Positions of the brackets that have their partner within the range."""
    found: list[int] = []
    stack: list[int] = []
    for match in _BRACKETS.finditer(text, start, end):
        at = match.start()
        if text[at] in _OPENING:
            stack.append(at)
        elif stack and _OPENING[text[stack[-1]]] == text[at]:
            found += (stack.pop(), at)
    return frozenset(found)
