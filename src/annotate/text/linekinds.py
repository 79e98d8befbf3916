"""What a single line of a pasted article looks like by itself: dateline, prose, headline, contact.

Only patterns, no position and no neighbours; `header` and `roles` decide with both. What belongs to
the page is in `pagemarks`, credits in `credits`, names of writers in `bylines`.
"""

import re
from typing import Literal

from annotate.text.bylines import bare_names, byline_names
from annotate.text.dates import find_dates
from annotate.text.outlets import LABEL, outlet_name
from annotate.text.pagemarks import is_page_line, is_section

_E_MAIL = re.compile(r"\S+@\S+\.\w+|\S+@\S+|(?<!\S)@\w{3,}$")
_CONTACT = re.compile(
    r"(?:contacts?|media\s+contact|press\s+contact|e-?mail|write\s+to|reach|get\s+in\s+touch|kontakt|follow)\b",
    re.I,
)
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
BULLET = re.compile(r"[•‣◦▪●*·–-]\s+\S")
TERMINAL = re.compile(r"[.!?。！？…:：;；।॥؟۔]+[\"'”’“»›」』)\]）】]*(?:\[\d+\])*$|[,，][\"”’»]$")
QUOTED = re.compile(r"[“„\"«»‘「『].*[”“\"»«’」』][.。]?$")
URL = re.compile(r"(?:(?:url|link|source|quelle)\s*:\s*)?(?P<url>https?://\S+)", re.I)
_DATE_WORDS = re.compile(
    r"""\b(?:first|last|originally)?\s*(?:published|updated|update|posted|modified|created|issued|date|sent|time|on|at|am|pm|edt|est|et|gmt|
    utc|cet|cest|bst|pdt|pst|pt|ist|hkt|sgt|jst|cst|msk|aest|aedt|local|issue|o[’']clock|uhr|um|stand|vom|aktualisiert|veröffentlicht|publiée?|
    mis(?:e)?\s+à\s+jour|aujourd[’']hui|le|à|publicado|actualizado|atualizado|el|em|a\s+las|às|pubblicato|aggiornato|il|alle|ore|
    h|hrs?|hours|min|minutes?|read|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|
    montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|
    lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|
    опубликовано|обновлено|дата|года?|г|в|мск|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|
    الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|نشر|تاريخ|النشر|في|آخر|تحديث)\b|\d{1,2}\s?h\s?\d{2}|发布|发表|更新|时间|星期.|上午|下午|公開|[（(][月火水木金土日][)）]""",
    re.I | re.X,
)
_LABELLED_DATE = re.compile(
    r"\W*(?:first |last )?(?:published|updated|posted|issued|date|publié|publicado|veröffentlicht|发布)", re.I
)
_SOME_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_PLACE = re.compile(r"[A-ZÀ-ÞА-Я][\w.’'-]*(?:[ ,]+[A-ZÀ-ÞА-Я][\w.’'-]*){0,2}\s*[,–—-]?\s*")
_SEGMENT = re.compile(
    r"\s*[|•·]\s*|\s+[–—-]\s+|\s{3,}|\s+(?=(?:来源|來源|作者|记者|责任编辑|编辑|Source|Quelle|Fuente|Editor)\s*[:：])"
)
_FIELD = re.compile(r"(?:(?:web\s+)?editors?|desk|责任编辑|编辑)\s*[:：]\s*\S.{0,40}", re.I)

_LONG_QUESTION = 16  # words: a shorter one can be a headline

SegmentKind = Literal["date", "byline", "outlet", "names", "page"]


def is_dateline(line: str) -> bool:
    """Whether the line holds nothing but dates, times, words such as Updated, and the place before."""
    if len(line) > 200:
        return False
    dates = find_dates(line, day_first=True)
    if not dates and not (_LABELLED_DATE.match(line) and _SOME_DATE.search(line)):
        return False
    rest = line
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    plain = _DATE_WORDS.sub(" ", rest)
    if re.search(r"[^\W\d_]", plain) is None:
        return True
    if len(dates) != 1 or len(dates[0].iso) < 10:
        return False
    before, after = line[: dates[0].start].strip(), line[dates[0].end :].strip()
    if before:
        around, others = before if before[-1] in ",–—-" else "", after
    else:
        around, others = after.lstrip(", ") if after[:1] == "," else "", ""
    return (
        _PLACE.fullmatch(around) is not None and re.search(r"[^\W\d_]", _DATE_WORDS.sub(" ", others)) is None
    )


def segments(line: str) -> list[str]:
    """The parts of a header line that holds several facts: `Source: X | 3 March 2021 | Editor: Y`."""
    return [part for part in _SEGMENT.split(line) if part]


def segment_kinds(line: str) -> list[SegmentKind] | None:
    """What each part of such a line is; None where the line has one part or an unknown one."""
    if len(line) > 200:
        return None
    parts = segments(line)
    if len(parts) < 2:
        return None
    kinds = [_segment_kind(part) for part in parts]
    return None if None in kinds else [kind for kind in kinds if kind is not None]


def has_dated_part(line: str) -> bool:
    """Whether one of the parts between bars is a date and the others are mere labels."""
    parts = re.split(r"\s*[|•·]\s*", line) if len(line) <= 120 else []
    return (
        len(parts) > 1
        and any(map(is_dateline, parts))
        and all(len(part.split()) <= 3 or is_dateline(part) for part in parts)
    )


def _segment_kind(part: str) -> SegmentKind | None:
    if is_dateline(part):
        return "date"
    if byline_names(part) is not None:
        return "byline"
    if outlet_name(part) is not None or LABEL.match(part):
        return "outlet"
    if is_page_line(part) or _FIELD.fullmatch(part) or is_section(part):
        return "page"
    return "names" if bare_names(part) is not None else None


def is_contact(line: str) -> bool:
    """Whether the line tells how to reach the writers."""
    if len(line) > 300:
        return False
    return _E_MAIL.search(line) is not None and (len(line.split()) <= 3 or _CONTACT.match(line) is not None)


def words(line: str) -> int:
    """Words of a line; two CJK characters count as one."""
    if line.isascii():
        return len(line.split())
    wide = len(_WIDE.findall(line))
    return wide // 2 if wide > len(line) // 3 else len(line.split())


def is_prose(line: str) -> bool:
    """Whether a line is certainly of the body: a full sentence, or far too long for a headline."""
    count = words(line)
    if TERMINAL.search(line) is None or line[-1] in ":：;；":
        return count >= 45
    return count >= (_LONG_QUESTION if line[-1] in "?!？！؟" else 9)


def is_headline(line: str) -> bool:
    """Whether a line could be a headline: short, without a final stop, not a quotation."""
    return (
        words(line) <= 28
        and len(line) <= 220
        and TERMINAL.search(line) is None
        and not QUOTED.fullmatch(line)
    )
