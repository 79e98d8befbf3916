"""Dates in a line of a header, as precise as they are written and never more.

A date without a year is no date, and a numeric one that could be read two ways is none. A time is
local to the article: zones are not kept. Positions are code points.
"""

import datetime
import re
from dataclasses import dataclass

_MONTH_NAMES = (
    "january jan janvier janv enero ene januar jän jänner gennaio janeiro januari января январь янв يناير",
    "february feb février févr fevrier febrero februar febbraio fevereiro "
    "februari февраля февраль фев فبراير شباط",
    "march mar mars marzo märz maerz mär março maart марта март мар مارس آذار",
    "april apr avril avr abril abr aprile апреля апрель апр أبريل إبريل نيسان",
    "may mai mayo maggio maio mei мая май مايو أيار",
    "june jun juin junio juni giugno junho июня июнь июн يونيو حزيران",
    "july jul juillet juil julio juli luglio julho июля июль июл يوليو تموز",
    "august aug août aout agosto ago augustus августа август авг أغسطس آب",
    "september sept sep septembre septiembre set settembre setembro сентября сентябрь сен سبتمبر أيلول",
    "october oct octobre octubre oktober okt ottobre outubro октября октябрь окт أكتوبر",
    "november nov novembre noviembre novembro ноября ноябрь ноя نوفمبر",
    "december dec décembre déc decembre diciembre dic dezember dez "
    "dicembre dezembro декабря декабрь дек ديسمبر",
)
MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Month by name or abbreviation in the languages whose headers are read, lower case."""
_WESTERN_DIGITS = {first + digit: str(digit) for first in (0x660, 0x6F0) for digit in range(10)}
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}(?!\d)",
        rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月(?:\s?{_DAY}\s?日)?",
        rf"\b{_DAY}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|of\s+)?(?P<name>{_MONTH})\b\.?[,،]?\s+(?:de\s+|del\s+)?{_YEAR}\b",
        rf"\b(?P<name>{_MONTH})\b\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"\b{_DAY}[-/](?P<name>{_MONTH})[-/]{_YEAR}\b",
        rf"\b(?P<name>{_MONTH})\b\.?,?\s+(?:de\s+)?{_YEAR}\b",
        rf"\b(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.]{_YEAR}\b",
    )
)
_TIME = (
    r"(?:(?P<hour>\d{1,2})\s?[:.h時点时]\s?(?P<minute>\d{2})分?(?::\d{2}(?:\.\d+)?)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"|(?P<hour_only>\d{1,2})\s?(?P<half_only>[ap]\.?m\b\.?))"
)
_BETWEEN = r"[\s,]*(?:T|at|um|à|a las|às|alle|в|-|–|,)?[\s,]*"
_TIME_AFTER = re.compile(rf"{_BETWEEN}{_TIME}", re.I)
_TIME_BEFORE = re.compile(
    rf"(?<![\d:]){_TIME}(?:\s?[A-Z]{{2,4}})?{_BETWEEN}(?:on\s+)?(?:\w+day,?\s+)?$", re.I
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date: ISO 8601 without zone, and where it stands, its time included."""

    iso: str
    start: int
    end: int


def find_dates(line: str, day_first: bool = False) -> list[FoundDate]:
    """The dates of one line from left to right, ambiguous and impossible ones left out.

    With `day_first`, 03/04/2022 is 3 April, as in languages that never write it the other way.
    """
    line = line.translate(_WESTERN_DIGITS)
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []  # by impossible dates too: 31 February 2022 is not February 2022
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            day = _iso_day(match, day_first)
            if day is not None:
                found.append(_with_time(line, day, *match.span()))
    return sorted(found, key=lambda date: date.start)


def _iso_day(match: re.Match[str], day_first: bool) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first") is not None:
        day, month = _day_and_month(int(parts["first"]), int(parts["second"]), day_first)
        if month is None:
            return None
    else:
        name = parts.get("name")
        month = MONTH_NUMBERS[name.lower()] if name else int(parts["month"])
        day = int(parts["day"]) if parts.get("day") else 0
    if not 1 <= month <= 12:
        return None
    if day == 0:
        return None if parts.get("day") else f"{year:04}-{month:02}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _day_and_month(first: int, second: int, day_first: bool) -> tuple[int, int | None]:
    """Which is which in 13/04/2022; None as the month where both could be either."""
    if first > 12 or first == second or (day_first and second <= 12):
        return first, second
    if second > 12:
        return second, first
    return 0, None


def _with_time(line: str, day: str, start: int, end: int) -> FoundDate:
    if len(day) == 10:
        after = _TIME_AFTER.match(line, end)
        time = _iso_time(after) if after is not None else None
        if after is not None and time is not None:
            return FoundDate(f"{day}T{time}", start, after.end())
        before = _TIME_BEFORE.search(line[:start])
        time = _iso_time(before) if before is not None else None
        if before is not None and time is not None:
            return FoundDate(f"{day}T{time}", before.start(), end)
    return FoundDate(day, start, end)


def _iso_time(match: re.Match[str]) -> str | None:
    hour = int(match["hour"] or match["hour_only"])
    minute = int(match["minute"] or 0)
    half = (match["half"] or match["half_only"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
