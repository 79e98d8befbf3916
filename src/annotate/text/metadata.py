"""Metadata of an article as far as its own header and last lines state it.

Nothing is invented: what no line says plainly is None, and a date in the body's prose is not when the
article was published.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotate.text.bylines import bare_names, byline_names, clean_names
from annotate.text.credits import reporters
from annotate.text.dates import find_dates
from annotate.text.language import language
from annotate.text.linekinds import URL, segments
from annotate.text.outlets import LABEL, is_known_agency, masthead, outlet_name, rights_holder
from annotate.text.pagemarks import is_section
from annotate.text.roles import line_roles

_UPDATED = re.compile(
    r"updated?|modified|revised|aktualisiert|stand|mis(?:e)?\s+à\s+jour|actualizado|atualizado|aggiornato|обновлено|تحديث|更新",
    re.I,
)
_PUBLISHED = re.compile(
    r"publish|posted|issued|veröffentlicht|publié|publicado|pubblicato|опубликовано|发布|\bdate", re.I
)
_LABELLED_YEAR = re.compile(
    r"(?P<label>published|updated|posted)\W+(?:in\s+)?(?P<year>1[6-9]\d\d|20\d\d)\W*", re.I
)
_TITLE_AND_REST = re.compile(r"(?P<title>.{8,}?)\s+[|–—-]\s+(?P<rest>[^|–—]{2,40})")
_SUBJECT = re.compile(r"subject\s*:\s+(?=\S)", re.I)
_DATED_EVENT = re.compile(
    r"\b(?:press\s+(?:conference|briefing|release|statement)|briefing|remarks|statement|speech|address|transcript|testimony|"
    r"hearing|interview|minutes|pressekonferenz|conférence\s+de\s+presse|rueda\s+de\s+prensa)\b.{0,60}$",
    re.I,
)
_SLUG = re.compile(
    r"(?P<place>[^\W\d_][^()\n.!?]{1,40}?)(?:,\s*(?P<early>[^()]{3,24}?))?\s*\((?P<outlet>[^()\d]{2,30})\)"
    r"(?P<date>[^–—\n]{0,40}?)\s*\.?\s?(?:[–—]|--?)\s*\S"
)
_PLACE_AND_DATE = re.compile(
    r"(?P<place>[^\W\d_a-z][^()\n.!?\d]{1,30}?),\s+(?P<date>[^–—\n]{6,30}?)\s*(?:[–—]|--?)\s+\S"
)
_DAY_FIRST = ("de", "fr", "es", "ru")
_EDGE = 25  # lines from either end in which the outlet and the letter's writer may be named
_HEADER = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the text says of itself; None where it does not."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 as precise as it is known, local to the article: 2022, 2022-09, 2022-09-13T12:20."""
    updated: str | None = None
    byline: str | None = None
    """Names only: without By, place and post."""
    language: str | None = None
    """BCP 47."""
    url: str | None = None


def propose(text: str, roles: Mapping[int, str] | None = None) -> Proposal:
    """Read the metadata from the lines that have a role; `roles` are found when not given."""
    if roles is None:
        roles = line_roles(text)
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n")) if line.strip()]
    by_role: dict[str, list[str]] = {}
    for number, line in lines:
        if number in roles:
            by_role.setdefault(roles[number], []).append(line)
    spoken = language(_body(text, roles))
    title, title_outlet = _title(by_role.get("title", ()))
    byline, byline_outlet = _byline(by_role)
    slug_outlet, slug_date = _slug(lines, roles)
    dated = [*by_role.get("dateline", ()), *by_role.get("byline", ())]
    published, updated = _dates(dated, day_first=spoken in _DAY_FIRST)
    if not dated:
        published = slug_date or _date_of_event(title)
    return Proposal(
        title=title,
        outlet=_header_outlet(lines, roles)
        or _labelled_outlet(by_role)
        or title_outlet
        or byline_outlet
        or _credited_outlet(lines, roles)
        or slug_outlet,
        published=published,
        updated=updated,
        byline=byline,
        language=spoken,
        url=_url(by_role.get("junk", ())),
    )


def _body(text: str, roles: Mapping[int, str]) -> str:
    head = text[:20_000].split("\n")
    return "\n".join(line for number, line in enumerate(head) if number not in roles) or text[:20_000]


def _title(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The title and the outlet that is written behind it: `Council keeps fence | The Bern Post`."""
    if not lines:
        return None, None
    title, outlet = _SUBJECT.sub("", lines[0], count=1), None
    while (split := _TITLE_AND_REST.fullmatch(title)) is not None:
        named = outlet_name(split["rest"])
        if named is None and not is_section(split["rest"]):
            break
        title, outlet = split["title"].strip(), outlet or named
    return title, outlet


def _byline(by_role: Mapping[str, Sequence[str]]) -> tuple[str | None, str | None]:
    """The names, and the outlet where the line ends in one: `By Ada Example, The Bern Post`."""
    bylines = by_role.get("byline", ())
    if len(bylines) > 1 and all(map(bare_names, bylines)):  # those who signed a letter
        return ", ".join(filter(None, map(bare_names, dict.fromkeys(bylines)))), None
    for line in bylines:
        outlet = next(
            (name for part in re.split(r",|\s[|•·]\s", line)[1:] if (name := outlet_name(part))), None
        )
        sender = re.fullmatch(r"from\s*:\s*\"?(?P<name>[^<>@\"]{3,60}?)\"?\s*(?:<.*>)?", line, re.I)
        names = sender["name"] if sender is not None else byline_names(line)
        if names is None:
            parts = [line, *segments(line)]
            names = next((name for part in parts if (name := byline_names(part) or bare_names(part))), None)
        if names is None and ", " in line:
            names = bare_names(line.split(",", 1)[0])
        if names is None and re.match(r"from\s*:", line, re.I) is None:
            names = line
        if names:
            return names, outlet
    for line in by_role.get("junk", ()):
        if (names := reporters(line)) is not None:
            return clean_names(names), None
    return None, None


def _header_outlet(lines: Sequence[tuple[int, str]], roles: Mapping[int, str]) -> str | None:
    """The outlet whose name stands by itself above the body."""
    head: list[tuple[int, str]] = []
    for number, line in lines[:_HEADER]:
        if number not in roles:
            break
        head.append((number, line))
    for at, (number, line) in enumerate(head):
        below = head[at + 1][1] if at + 1 < len(head) else None
        if roles[number] == "junk" and (name := masthead(line, below)) is not None:
            return name
    return None


def _labelled_outlet(by_role: Mapping[str, Sequence[str]]) -> str | None:
    """The outlet after `Source:`, on a line of its own or beside the date."""
    for role in ("junk", "dateline", "byline"):
        for line in by_role.get(role, ()):
            for part in (line, *segments(line)):
                if LABEL.match(part) and (name := outlet_name(part)) is not None:
                    return name
                if role == "dateline" and part != line and (name := outlet_name(part)) is not None:
                    return name
    return None


def _credited_outlet(lines: Sequence[tuple[int, str]], roles: Mapping[int, str]) -> str | None:
    """The outlet where one of the last lines is nothing but its name, or names it as the owner."""
    for number, line in reversed(lines[-_EDGE:]):
        if number not in roles:
            return None
        if roles[number] == "junk" and (name := rights_holder(line) or outlet_name(line)) is not None:
            return name
    return None


def _slug(lines: Sequence[tuple[int, str]], roles: Mapping[int, str]) -> tuple[str | None, str | None]:
    """Outlet and date of a wire's `CASTREL (Reuters), 4 Feb 2026 –` that begins the body.

    A name that is no agency's by itself needs the wire's credit at the end of the text.
    """
    first = next((line for number, line in lines if number not in roles), "")[:140]
    match = _SLUG.match(first)
    if match is None:
        placed = _PLACE_AND_DATE.match(first)
        found = find_dates(placed["date"]) if placed is not None else []
        return None, found[0].iso if len(found) == 1 and len(found[0].iso) >= 10 else None
    name = match["outlet"].strip()
    wired = any(roles.get(number) == "junk" and reporters(line) for number, line in lines[-_EDGE:])
    known = is_known_agency(name) or outlet_name(name) is not None or (wired and name[0].isupper())
    found = find_dates(match["date"] or "") or find_dates(match["early"] or "")
    return name if known else None, found[0].iso if len(found) == 1 and known else None


def _dates(lines: Sequence[str], day_first: bool) -> tuple[str | None, str | None]:
    published: str | None = None
    updated: str | None = None
    for line in lines:
        before = 0
        for date in find_dates(line, day_first):
            label = line[before : date.start]
            before = date.end
            if _UPDATED.search(label) and not _PUBLISHED.search(label):
                updated = updated or date.iso
            else:
                published = published or date.iso
        year = _LABELLED_YEAR.fullmatch(line)
        if year is not None and year["label"].lower() == "updated":
            updated = updated or year["year"]
        elif year is not None:
            published = published or year["year"]
    return published, updated


def _date_of_event(title: str | None) -> str | None:
    """The one day of the press conference or speech that the title announces."""
    found = find_dates(title) if title is not None else []
    if title is None or len(found) != 1 or len(found[0].iso) < 10:
        return None
    return found[0].iso if _DATED_EVENT.search(title[: found[0].start]) else None


def _url(junk: Sequence[str]) -> str | None:
    """The address when exactly one line is nothing but one."""
    found = {match["url"] for line in junk if (match := URL.fullmatch(line))}
    return found.pop() if len(found) == 1 else None
