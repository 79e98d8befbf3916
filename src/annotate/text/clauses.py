"""Clauses of a sentence: the pieces between punctuation, quote marks, connectives and reporting cues.

Who says it ("Wang said") and what is said are clauses of their own, without the `that` between them.
A clause is trimmed of the marks that cut it. Positions are code points; clauses are in order and
disjoint.
"""

import re
from collections.abc import Sequence

from annotate.text.edges import trim
from annotate.text.quotes import Quotation
from annotate.text.reporting import BARE_VERB, THAT_VERB

# What stands before a mark is looked at behind it, so that the pattern begins with a set of characters.
_CUTS = re.compile(
    r"""
    [,;:.!?…–—，；：،؛-](?:
      (?<=,)(?:(?<!\d,)(?=[\s”’"'»)\]]|$) | (?<=\d,)(?=\s(?!\d{4}\b)|$))  # not in 1,000 or Sept 13, 2022
    | (?<=[;:])(?=[\s”’"'»)\]“]|$)                                      # not in 12:20 or https://
    | (?<=[.!?…])[.!?…]*(?=[\s”’"'»)\]]*$)
    | (?<=\s[–—-])(?=\s) | (?<=—)(?<!\d—)(?!\d) | (?<=\s-)-(?=\s)
    | (?<=[，；：،؛])
    )
    """,
    re.X,
)
_SHORT_QUOTE = 3  # words: a shorter quotation is a name or a phrase and stays in its clause

_SUBJECT = (
    r"(?:an?|the|this|these|those|there|he|she|it|they|we|you|I|his|her|its|their|our|my|some|many|most|all|no"
    r"|both|any|every|each|one|[A-Z“‘\[][\w’'.-]*)"
)
_THAT_CUE = re.compile(
    rf"(?:\b(?:{THAT_VERB})\b|\bpointed\s+out|\bmade\s+(?:it\s+)?clear)"
    r"(?:\s+(?!that\b)[^\s,;:]+){0,12}?(?P<gap>\s+(?:that|whether|how)\s+)(?=\S)"
)
_BARE_CUE = re.compile(
    rf"\b(?:{BARE_VERB})\b(?:\s+(?:on|in)\s+(?:\w+day|[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}))?"
    rf"(?P<gap>\s+)(?={_SUBJECT}(?:\s|$))"
)
_ACCORDING = re.compile(r"(?P<gap>\s+)(?=according\s+to\s)")
_CONNECTIVES = re.compile(
    r"(?P<gap>\s+(?:and|but|or)\s+that\s+|\s+(?:but|yet)\s+)|(?P<before>\s+)(?=(?:while|because|although|though|whereas|unless)\s)"
)
# Each of these patterns needs one of these words somewhere; looking for them is cheaper.
_OF_THAT = ("that", "whether", "how")
_OF_BARE = tuple(sorted({verb[:4] for verb in BARE_VERB.split("|")}))
_OF_CONNECTIVES = ("but", "that", "yet", "while", "because", "although", "though", "whereas", "unless")
_LEADING_CONNECTIVE = re.compile(r"(?:and|but|or|so|yet|nor)\s+(?:that\s+)?(?=\S)", re.I)
_LONE_CONNECTIVES = frozenset(("and", "but", "or", "so", "yet", "nor"))
_SPEAKER_WORDS = 4  # after a verb that begins a clause: more are what is said
_SUBJECT_NEEDED = 3  # words on both sides of a connective that is not set off by a comma


def clauses(
    text: str, sentence_ranges: Sequence[tuple[int, int]], quoted: Sequence[Quotation]
) -> list[tuple[int, int]]:
    """The clauses of the sentences of one paragraph, given its quotations."""
    marks = [mark for quotation in quoted if _cuts(text, quotation) for mark in _marks_of(quotation)]
    found: list[tuple[int, int]] = []
    for start, end in sentence_ranges:
        cuts = [(m.start(), m.end()) for m in _CUTS.finditer(text[start:end])]
        cuts = [(start + a, start + b) for a, b in cuts]
        cuts += [(a, b) for a, b in marks if start <= a and b <= end]
        at = start
        for cut_start, cut_end in [*sorted(cuts), (end, end)]:
            if cut_start < at:
                at = max(at, cut_end)
                continue
            found.extend(_pieces(text, at, cut_start))
            at = cut_end
    return found


def _marks_of(quotation: Quotation) -> list[tuple[int, int]]:
    marks = [(quotation.start, quotation.inner_start)]
    if quotation.inner_end < quotation.end:
        marks.append((quotation.inner_end, quotation.end))
    return marks


def _cuts(text: str, quotation: Quotation) -> bool:
    inner = text[quotation.inner_start : quotation.inner_end]
    wide = sum("\u3040" <= char <= "\u9fff" for char in inner[:40])
    return len(inner.split()) >= _SHORT_QUOTE or wide > 6 or inner[-1] in ",.;:!?，。！？"


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One stretch without punctuation, cut at cues and connectives, each piece trimmed."""
    piece = text[start:end]
    gaps: list[tuple[int, int]] = []
    for cue, needed in ((_THAT_CUE, _OF_THAT), (_BARE_CUE, _OF_BARE)):
        for match in cue.finditer(piece) if any(map(piece.__contains__, needed)) else ():
            if cue is _BARE_CUE and _is_inverted(text, start, piece, match):
                continue
            gaps.append(match.span("gap"))
    if "according" in piece:
        gaps += [m.span("gap") for m in _ACCORDING.finditer(piece) if piece[: m.start()].strip()]
    for match in _CONNECTIVES.finditer(piece) if any(map(piece.__contains__, _OF_CONNECTIVES)) else ():
        gap = match.span("gap") if match["gap"] else match.span("before")
        sides = piece[: gap[0]], piece[gap[1] :]
        if all(len(side.split()) >= _SUBJECT_NEEDED for side in sides):
            gaps.append(gap)
    found: list[tuple[int, int]] = []
    at = 0
    for gap_start, gap_end in [*sorted(set(gaps)), (len(piece), len(piece))]:
        if gap_start < at:
            continue
        _append(found, text, start + at, start + gap_start)
        at = gap_end
    return found


def _is_inverted(text: str, start: int, piece: str, cue: re.Match[str]) -> bool:
    """Whether the speaker follows the verb: `…,” said the analyst`."""
    if piece[: cue.start()].strip():
        return False
    before = text[max(0, start - 3) : start].rstrip()
    return before[-1:] in ("”", '"', "’", "'", "»") or len(piece[cue.end() :].split()) <= _SPEAKER_WORDS


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    start, end = trim(text, start, end)
    leading = _LEADING_CONNECTIVE.match(text, start, end)
    if leading is not None:
        start, end = trim(text, leading.end(), end)
    piece = text[start:end]
    if any(char.isalnum() for char in piece) and piece.lower() not in _LONE_CONNECTIVES:
        found.append((start, end))
