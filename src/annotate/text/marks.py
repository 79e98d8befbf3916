"""Pairs of quotation marks: which mark opens, which closes, which is an apostrophe.

Marks are paired by their place (before or after a word) more than by their shape, since pasted texts
mix the shapes. Positions are code points.
"""

import re

from annotate.text.graphemes import is_boundary

MARKS = re.compile("[“”„‟\"‘’‚‛'«»‹›「」『』]")
_PAIRED = {"「": "」", "『": "』"}
_DOUBLE = frozenset('“”„‟"')
SINGLE = frozenset("‘’‚‛'")
_GUILLEMETS = frozenset("«»‹›")
_OPENS_AFTER = frozenset("([{<-–—/:…¿¡=")
# Words that begin with an apostrophe, and decades.
_APOSTROPHE_START = re.compile(
    r"['’‘](?:\d\d|(?:em|til|tis|twas|cause|cuz|bout|round|n|nuff|twill|ere)\b)", re.I
)


def match_marks(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Positions of paired marks, and of those that stay open."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    marks = [m.start() for m in MARKS.finditer(text, start, end)]
    for at in marks:
        if not (is_boundary(text, at) and is_boundary(text, at + 1)):
            continue  # carries a combining mark: not a quotation mark but a symbol of its own
        family = _family(text[at])
        opener = next((k for k in range(len(stack) - 1, -1, -1) if _family(text[stack[k]]) == family), None)
        role = _role(text, at, start, end, text[stack[opener]] if opener is not None else "")
        if role == "close" and opener is not None:
            if text[at] in "’'" and _is_possessive(text, at, start, end):
                continue
            pairs.append((stack[opener], at))
            del stack[opener:]
        elif role == "open":
            if opener is not None and family == "double" and text[stack[opener]] == text[at]:
                del stack[opener:]  # the earlier one was never closed
            stack.append(at)
    return pairs, stack


def _family(mark: str) -> str:
    if mark in _DOUBLE:
        return "double"
    if mark in SINGLE:
        return "single"
    if mark in _GUILLEMETS:
        return "guillemet" if mark in "«»" else "single guillemet"
    return "corner" if mark in "「」" else "white corner"


def _role(text: str, at: int, start: int, end: int, opened: str) -> str:
    """open, close or apostrophe. `opened` is the mark of this family that is open, or empty."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    leads = (
        before.isspace() or before in _OPENS_AFTER or (before in '“„«"‘' and before != mark)
    ) and not after.isspace()
    if mark in _PAIRED or mark in _PAIRED.values():
        return "open" if mark in _PAIRED else "close"
    if mark in SINGLE:
        return _single_role(text, at, before, after, leads, opened)
    if mark in _GUILLEMETS:
        if opened:
            return "close" if mark != opened else "open"
        return "open" if mark in "«‹" or leads else "none"
    if mark in "„‟":
        return "open"
    if mark == "“":
        # German closes with it, and so do slips of the hand.
        return "close" if opened and (opened == "„" or (not leads and not after.isalnum())) else "open"
    if mark == "”":
        return "close" if opened else ("open" if leads else "none")
    if opened:
        return "open" if leads and opened != mark else "close"
    return (
        "none"
        if not leads and before.isdigit() and not after.isalnum()
        else ("open" if not after.isspace() else "none")
    )


def _single_role(text: str, at: int, before: str, after: str, leads: bool, opened: str) -> str:
    mark = text[at]
    if before.isalnum() and after.isalnum():
        return "none"
    if _APOSTROPHE_START.match(text, at) and not before.isalnum() and not (opened and not leads):
        return "none"
    if mark == "‚":
        return "open" if leads else "none"
    if mark in "‘‛":
        return "close" if opened == "‚" and not leads else "open"
    if mark == "’":
        return "close" if opened and not leads else "none"
    if opened and not leads:
        return "close"
    return "open" if leads and after.isalnum() and not opened else "none"


def _is_possessive(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark that could close is the apostrophe of `workers’ rights`, a later one closing."""
    if text[at - 1 : at] not in ("s", "S") or not re.match(r" [a-z]", text[at + 1 : at + 3]):
        return False
    for later in re.finditer("[‘’']", text[at + 1 : min(end, at + 2000)]):
        i = at + 1 + later.start()
        before, after = text[i - 1], text[i + 1] if i + 1 < end else " "
        if later[0] == "‘" or (later[0] == "'" and before.isspace()):
            return False
        if not (before.isalnum() and after.isalnum()):
            return True
    return False


def paired_marks(text: str, start: int, end: int) -> dict[int, int]:
    """Position of the closing mark by that of the opening one, for pairs within a range."""
    return dict(match_marks(text, start, end)[0])


def is_apostrophe(text: str, at: int) -> bool:
    """Whether the unpaired single mark at `at` belongs to a word: `workers’`, `’90s`."""
    if text[at] not in "’'‘":
        return False
    if _APOSTROPHE_START.match(text, at) and not text[at - 1 : at].isalnum():
        return True
    if text[at] == "‘" or text[at - 1 : at] not in ("s", "S") or at == 0:
        return False
    # After an s it is one unless it closes a quotation of its line.
    line_end = text.find("\n", at)
    line_start = max(text.rfind("\n", 0, at) + 1, at - 4000)
    pairs = match_marks(text, line_start, min(line_end if line_end >= 0 else len(text), at + 4000))[0]
    return all(closed != at for _, closed in pairs)
