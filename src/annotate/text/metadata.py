"""Metadata of an article as far as its own header and last lines state it.

Nothing is invented: what no line says plainly is None, and a date in the body's prose is not when the
article was published.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotate.text.dates import find_dates
from annotate.text.language import language
from annotate.text.linekinds import URL, byline_names
from annotate.text.outlets import LABEL, outlet_name
from annotate.text.roles import line_roles

_UPDATED = re.compile(r"updated?|modified|revised|aktualisiert|stand|mis\s+à\s+jour|actualizado|更新", re.I)
_PUBLISHED = re.compile(r"publish|posted|issued|veröffentlicht|publié|publicado|发布|\bdate", re.I)
_LABELLED_YEAR = re.compile(
    r"(?P<label>published|updated|posted)\W+(?:in\s+)?(?P<year>1[6-9]\d\d|20\d\d)\W*", re.I
)
_TITLE_AND_OUTLET = re.compile(r"(?P<title>.{12,}?)\s+[|–—-]\s+(?P<outlet>[^|–—]{2,40})")
_CREDIT_LINES = 6  # lines from the end in which the outlet may be named


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the text says of itself; None where it does not."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 as precise as it is known, local to the article: 2022, 2022-09, 2022-09-13T12:20."""
    updated: str | None = None
    byline: str | None = None
    """Without its By."""
    language: str | None = None
    """BCP 47."""
    url: str | None = None


def propose(text: str, roles: Mapping[int, str] | None = None) -> Proposal:
    """Read the metadata from the lines that have a role; `roles` are found when not given."""
    if roles is None:
        roles = line_roles(text)
    lines = {number: line.strip() for number, line in enumerate(text.split("\n")) if number in roles}
    by_role: dict[str, list[str]] = {}
    for number in sorted(lines):
        by_role.setdefault(roles[number], []).append(lines[number])
    title = next(iter(by_role.get("title", ())), None)
    byline, byline_outlet = _byline(by_role.get("byline", ()))
    outlet = (
        _credited_outlet([lines[number] for number in sorted(lines) if roles[number] == "junk"], text)
        or byline_outlet
    )
    if title is not None and (split := _TITLE_AND_OUTLET.fullmatch(title)):
        named = outlet_name(split["outlet"])
        if named is not None:
            title, outlet = split["title"].strip(), outlet or named
    published, updated = _dates([*by_role.get("dateline", ()), *by_role.get("byline", ())])
    return Proposal(
        title=title,
        outlet=outlet,
        published=published,
        updated=updated,
        byline=byline,
        language=language(_body(text, roles)),
        url=_url(by_role.get("junk", ())),
    )


def _body(text: str, roles: Mapping[int, str]) -> str:
    head = text[:20_000].split("\n")
    return "\n".join(line for number, line in enumerate(head) if number not in roles) or text[:20_000]


def _byline(lines: tuple[str, ...] | list[str]) -> tuple[str | None, str | None]:
    """The names, and the outlet where the line ends in one: `By Ada Example, The Bern Post`."""
    for line in lines:
        names = byline_names(line) or re.sub(r"^by\s+", "", line, flags=re.I)
        writer, comma, last = names.rpartition(",")
        if comma and outlet_name(last) is not None:
            return writer.strip(), last.strip()
        return names.strip() or None, None
    return None, None


def _credited_outlet(junk: list[str], text: str) -> str | None:
    """The outlet where one of the last lines is nothing but its name, or one is labelled so."""
    for line in junk:
        if LABEL.match(line) and (name := outlet_name(line)) is not None:
            return name
    tail = [line.strip() for line in text[-4000:].split("\n") if line.strip()][-_CREDIT_LINES:]
    for line in reversed(tail):
        if line not in junk:
            return None
        name = outlet_name(line)
        if name is not None:
            return name
    return None


def _dates(lines: list[str]) -> tuple[str | None, str | None]:
    published: str | None = None
    updated: str | None = None
    for line in lines:
        before = 0
        for date in find_dates(line):
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


def _url(junk: tuple[str, ...] | list[str]) -> str | None:
    """The address when exactly one line is nothing but one."""
    found = {match["url"] for line in junk if (match := URL.fullmatch(line))}
    return found.pop() if len(found) == 1 else None
