"""Paragraphs of a text: its non-blank lines, or runs of lines where the text is hard-wrapped.

Found in one pass of a compiled pattern, so that a text of 5 MB opens at once. Positions are code
points; paragraphs carry no whitespace at their edges.
"""

import re
from itertools import islice, pairwise

from annotate.text.graphemes import is_boundary, outward

# A line that only holds zero-width characters is blank.
_VISIBLE = r"[^\s\u200b\u200e\u200f\u2060\ufeff]"
_LINE = re.compile(rf"{_VISIBLE}(?:[^\n]*{_VISIBLE})?")
_LINES_LOOKED_AT = 600
_WRAP_WIDEST = 120  # code points; texts are wrapped at 60 to 100
_WRAP_NARROWEST = 30
_FEWEST_WRAPS = 3
LONGEST = 20_000
"""Code points: a longer paragraph is cut, so that no key has to wait for a text without line ends."""
_STOP_AND_SPACE = re.compile(r"[.!?。！？।؟][”’\"»」)]*\s*")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The ranges of the paragraphs of `text`."""
    if is_hard_wrapped(text):
        return [piece for start, end in _runs(text) for piece in _pieces(text, start, end)]
    found = [match.span() for match in _LINE.finditer(text)]
    if not text.isascii():
        found = [_safe(text, *span) for span in found]
    if any(end - start > LONGEST for start, end in found):
        found = [piece for start, end in found for piece in _pieces(text, start, end)]
    return found


def _safe(text: str, start: int, end: int) -> tuple[int, int]:
    """The same range unless an edge stands inside a grapheme (a mark on a space)."""
    if (start and text[start] >= "\u0300" and text[start - 1] != "\n") or (
        end < len(text) and text[end - 1] >= "\u0300" and text[end] != "\n"
    ):
        return outward(text, start, end)
    return start, end


def _runs(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    lines = (_safe(text, *match.span()) for match in _LINE.finditer(text))
    for start, end in lines:
        if found and text.count("\n", found[-1][1], start) == 1 and not _begins_item(text, start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _begins_item(text: str, start: int) -> bool:
    return re.match(r"(?:[•‣◦▪●*]|\d{1,2}[.)])\s", text[start : start + 4]) is not None


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The range, cut after the last sentence or word of each `LONGEST` code points."""
    found: list[tuple[int, int]] = []
    while end - start > LONGEST:
        limit = start + LONGEST
        stops = [m.end() for m in _STOP_AND_SPACE.finditer(text, limit - 2000, limit)]
        cut = stops[-1] if stops else max(text.rfind(" ", limit - 2000, limit) + 1, 0) or limit
        while cut > start and not is_boundary(text, cut):
            cut -= 1
        if cut <= start:  # one grapheme of 20,000 code points
            break
        piece = text[start:cut]
        kept = start + len(piece.rstrip())
        found.append(_safe(text, start, kept))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip()) if text[cut].isspace() else cut
    if start < end:
        found.append(_safe(text, start, end))
    return found


def is_hard_wrapped(text: str) -> bool:
    """Whether lines were broken to a width: the next word would not have fitted on most of them.

    Judged on the first 600 lines. Lines that end where a paragraph could end say nothing.
    """
    lines = [match[0] for match in islice(re.finditer(r"[^\n]*(?:\n|$)", text), _LINES_LOOKED_AT)]
    lines = [line.rstrip() for line in lines]
    followed = [(line, after) for line, after in pairwise(lines) if line and after]
    if len(followed) < _FEWEST_WRAPS:
        return False
    width = max(len(line) for line in lines)
    if not _WRAP_NARROWEST <= width <= _WRAP_WIDEST:
        return False
    open_ended = [(line, after) for line, after in followed if line[-1] not in '.!?:。！？”"’»…)']
    if len(open_ended) < max(_FEWEST_WRAPS, len(followed) // 4):
        return False
    return sum(_would_overflow(line, after, width) for line, after in open_ended) >= 0.8 * len(open_ended)


def _would_overflow(line: str, after: str, width: int) -> bool:
    first = after.split(maxsplit=1)[0]
    fits = 1 if "\u3040" <= first[0] <= "\u9fff" else len(first) + 1
    return len(line) + fits > width * 0.95
