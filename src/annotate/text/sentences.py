"""Sentences of a paragraph, by rule.

A sentence holds its closing punctuation and quote marks, and the reporting clause after them:
`“Is it so?” she asked.` is one. Positions are code points; the sentences are in order and disjoint.
"""

import re

from annotate.text.abbreviations import (
    BEFORE_NAME,
    BEFORE_NUMBER,
    COMPANY,
    MONTHS,
    NEVER_LAST,
    SENTENCE_STARTERS,
    is_dotted,
    token_before,
)
from annotate.text.reporting import CJK_REPORTING_AFTER_QUOTE, REPORTING_TAIL

_STOP = re.compile(
    r"(?P<stop>[.!?…⁇⁈⁉‥]+|[。！？｡．]+|[।॥؟۔]+)"
    r"(?P<closers>[\"'”’“»›」』)\]）】]*)(?P<notes>(?:\[\d{1,3}\])*)|(?<=\s)(?P<bullet>[•‣◦▪●])(?=\s)"
)
_LEADING_BULLET = re.compile(r"(?:[•‣◦▪●·*–—-]|\d{1,2}[.)])\s+(?=\S)")
_OPENERS = "“„‟\"‘‚'«‹»「『([{（【¿¡—–-•"
_QUOTE_CLOSERS = frozenset("\"'”’“»›」』")
_WIDE_STOPS = frozenset("。！？｡．")
_NUMBER_ONLY = re.compile(r"\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4}")
_LETTERED = re.compile(
    r"(?:plan|vitamin|hepatitis|appendix|part|section|class|group|grade|category|type|team|option|exhibit|annex)\s\w$",
    re.I,
)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|(?:Eastern|Pacific|Central|local)\b"
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the paragraph from `start` to `end`, without the bullet that leads it."""
    bullet = _LEADING_BULLET.match(text, start, end)
    begin = bullet.end() if bullet is not None and not text[start].isdigit() else start
    lower_only = not any(char.isupper() for char in text[start:end][:2000])
    found: list[tuple[int, int]] = []
    for match in _STOP.finditer(text, begin, end):
        if match["bullet"]:
            cut, resume = match.start(), match.end()
        else:
            cut = _end_of_sentence(text, match, begin, end, lower_only)
            resume = cut
        if cut > begin:
            _append(found, text, begin, cut)
            begin = resume
    _append(found, text, begin, end)
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    kept_start = start + len(piece) - len(piece.lstrip())
    kept_end = end - len(piece) + len(piece.rstrip())
    if kept_start < kept_end:
        found.append((kept_start, kept_end))


def _end_of_sentence(text: str, match: re.Match[str], start: int, end: int, lower_only: bool) -> int:
    """Where the sentence with this stop ends, or 0 when it goes on."""
    cut, stop, closers = match.end(), match["stop"], match["closers"]
    if cut >= end:
        return cut
    if closers and text[cut].isalnum() and closers[-1] in "“\"'":
        # Without a space before it, the mark opens what follows: `countries.“The report`.
        cut, closers = cut - 1, closers[:-1]
        return cut if stop[-1] in ".!?" and text[cut] == "“" else 0
    if stop[0] in _WIDE_STOPS:
        goes_on = (
            closers and closers[-1] in _QUOTE_CLOSERS and CJK_REPORTING_AFTER_QUOTE.match(text, cut, end)
        )
        return 0 if goes_on else cut
    if not text[cut].isspace():
        opens_quote = (
            text[cut] in "“«"
            and closers == ""
            and match.start() > start
            and text[match.start() - 1].islower()
        )
        return cut if opens_quote else 0
    following = _following(text, cut, end)
    word = following.lstrip(_OPENERS)
    if not word:
        return cut
    opening = following[: len(following) - len(word)]
    if word[0].islower() and not (lower_only and _is_plain_stop(text, match, start)):
        return 0
    if closers and closers[-1] in _QUOTE_CLOSERS and REPORTING_TAIL.match(text, cut, end):
        return 0
    if stop == "." and not closers:
        return cut if _full_stop_ends(text, match.start(), start, word, opening) else 0
    if stop[0] in ".…" and len(stop) < 4 and (stop != ".") and not closers:
        # Spaced dots leave words out in the middle of a sentence.
        before = text[match.start() - 1 : match.start()]
        return 0 if before.isspace() or before in "[(" else cut
    return 0 if text[match.start() - 1 : match.start()] == "[" and "]" in closers else cut


def _is_plain_stop(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a stop in a text without capitals follows an ordinary word."""
    token = token_before(text, match.start(), start)
    return (
        len(token) > 1
        and token.isalpha()
        and token not in BEFORE_NAME | COMPANY | NEVER_LAST | BEFORE_NUMBER | MONTHS
    )


def _following(text: str, at: int, end: int) -> str:
    """The next few words, from the first character that is not a space."""
    while at < end and text[at].isspace():
        at += 1
    return text[at : min(end, at + 60)]


def _full_stop_ends(text: str, at: int, start: int, word: str, opening: str) -> bool:
    """Whether a single full stop after a token and before a capital or a digit ends the sentence."""
    token = token_before(text, at, start)
    lower = token.lower()
    first_word = re.match(r"[^\W\d_]+", word)
    starts_sentence = (
        first_word is not None and first_word[0].lower() in SENTENCE_STARTERS and word[0].isupper()
    )
    if lower in NEVER_LAST or lower in BEFORE_NAME:
        return False
    if _is_number_of_list(text, at, token, start):
        return False
    if lower in BEFORE_NUMBER:
        return not word[0].isdigit() and not re.match(r"[IVX]+\b", word)
    if lower in MONTHS:
        return not word[0].isdigit()
    if len(token) == 1 and token.isupper():
        before = text[max(start, at - 30) : at]
        if _LETTERED.search(before):
            return True
        return token == "I" and re.search(r"[a-z] I$", before) is not None
    if lower in ("a.m", "p.m", "am", "pm"):
        return _DAY_OR_ZONE.match(word) is None
    if is_dotted(token) or lower in COMPANY:
        return starts_sentence or bool(opening.strip("([-–—"))
    return True


def _is_number_of_list(text: str, at: int, token: str, start: int) -> bool:
    """`1.` or `a.` at the start of a paragraph or sentence numbers it."""
    return _NUMBER_ONLY.fullmatch(token) is not None and not text[start : at - len(token)].strip()
