"""The lines above the body read jointly: which is title, deck, byline, dateline, and what the page's.

Each line is first judged by itself; lines that could be several things are then weighed by their
neighbours. A line nobody knows stops nothing: it stays body, and reading goes on below it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from annotate.text import linekinds as kinds
from annotate.text import outlets, pagemarks
from annotate.text.bylines import bare_names, byline_names, has_post
from annotate.text.credits import is_wire_credit

LineRole = Literal["title", "deck", "byline", "dateline", "caption", "junk"]
LONGEST = 40
"""Non-blank lines that may belong to the header."""
_LONGEST_STANDFIRST = 40  # words of a sentence above the byline
_WRAPPED = 45  # code points: a line broken to a width is at least that long
_MOST_DECKS = 6
_MAIL_FIELD = re.compile(r"(?P<name>from|to|cc|bcc|reply-to|subject|date|sent)\s*:\s+\S.*", re.I)
_MAIL_ROLES: Mapping[str, LineRole] = {
    "from": "byline",
    "subject": "title",
    "date": "dateline",
    "sent": "dateline",
}
_ARTICLE = re.compile(r"(?:the|an?|on|how|why|der|die|das|le|la|les|el|los|las)\s\S", re.I)
_SALUTATION = re.compile(
    r"(?:dear|hello|hi|sir|madam|sehr\s+geehrte|liebe|cher|chère|estimad[oa]s?)\b.{0,60}[,:!]|sirs?,", re.I
)


class Header:
    """The first lines of an article on their way to roles; lines are stripped, none is blank."""

    def __init__(
        self, lines: Sequence[str], found: Mapping[int, LineRole], paragraph: Callable[[int], str | None]
    ) -> None:
        """`found` are roles already certain; `paragraph` gives the hard-wrapped paragraph at a line."""
        self._lines = lines[:LONGEST]
        self._roles: dict[int, LineRole] = {at: role for at, role in found.items() if at < LONGEST}
        self._paragraph = paragraph

    def read(self) -> tuple[dict[int, LineRole], int | None]:
        """Roles of header lines, and the first line of the body; None where no prose follows."""
        if not self._mail():
            for at, line in enumerate(self._lines):
                if at not in self._roles and (role := self._by_itself(line)) is not None:
                    self._roles[at] = role
        body = self._body_start()
        if body is None:
            return {}, None
        self._roles = {at: role for at, role in self._roles.items() if at < body}
        if "title" not in self._roles.values():
            self._weigh(body)
        return self._roles, body

    def _mail(self) -> bool:
        """An e-mail's fields, where the text begins with them."""
        fields: dict[int, str] = {}
        for at, line in enumerate(self._lines[:8]):
            match = _MAIL_FIELD.fullmatch(line)
            if match is None:
                break
            fields[at] = match["name"].lower()
        if not {"from", "subject"} <= set(fields.values()):
            return False
        self._roles.update({at: _MAIL_ROLES.get(name, "junk") for at, name in fields.items()})
        return True

    def _by_itself(self, line: str) -> LineRole | None:
        """The role a line has wherever it stands in a header."""
        if kinds.is_dateline(line):
            return "dateline"
        if byline_names(line) is not None:
            return "byline"
        if (
            kinds.is_contact(line)
            or is_wire_credit(line)
            or kinds.URL.fullmatch(line)
            or (pagemarks.is_page_line(line) and not line.isdecimal())
        ):
            return "junk"
        parts = kinds.segment_kinds(line)
        if parts is None:
            return "dateline" if kinds.has_dated_part(line) else None
        if "byline" in parts or ("names" in parts and "date" in parts):
            return "byline"
        if "date" in parts:
            return "dateline"
        return "junk" if "names" not in parts else None

    def _body_start(self) -> int | None:
        start = self._first_prose(0)
        if start is None:
            return None
        start = self._below_standfirst(start)
        # What ends like a sentence and follows the last certain line of the header is the body's.
        while start > 0 and start - 1 not in self._roles:
            line = self._lines[start - 1]
            if _SALUTATION.fullmatch(line) or self._ends_a_sentence(line):
                start -= 1
            else:
                break
        return start

    def _ends_a_sentence(self, line: str) -> bool:
        return kinds.TERMINAL.search(line) is not None and (
            line[-1] not in "?!？！؟" or kinds.words(line) < 3
        )

    def _first_prose(self, start: int) -> int | None:
        for at in range(start, len(self._lines)):
            line = self._lines[at]
            if at in self._roles:
                continue
            if self._continues_below(at):
                return at
            if kinds.BULLET.match(line):
                continue
            whole = self._paragraph(at)
            if kinds.is_prose(line) or (whole is not None and kinds.is_prose(whole)):
                return at
        return None

    def _continues_below(self, at: int) -> bool:
        """Whether a sentence runs on into the next line: the text is wrapped here, and no header."""
        if at + 1 >= len(self._lines) or at + 1 in self._roles or len(self._lines[at]) < _WRAPPED:
            return False
        below = self._lines[at + 1]
        return (
            below[0].islower()
            and kinds.TERMINAL.search(self._lines[at]) is None
            and bare_names(below) is None
        )

    def _below_standfirst(self, start: int) -> int:
        """Past one sentence between the title and the byline, where there is one."""
        line = self._lines[start]
        if (
            self._paragraph(start) is not None
            or kinds.words(line) > _LONGEST_STANDFIRST
            or not any(at not in self._roles for at in range(start))
        ):
            return start
        for at in range(start + 1, min(start + 4, len(self._lines))):
            if self._roles.get(at) == "byline" or (
                at not in self._roles and self._is_names_of_a_byline(at, "dateline")
            ):
                break
            if self._roles.get(at) == "dateline" and self._dates_a_byline_above(start):
                break
            if self._roles.get(at) not in ("junk", "caption"):
                return start
        else:
            return start
        below = self._first_prose(at + 1)
        if below is None:
            return start
        about_the_writer = any(self._roles.get(above) == "byline" for above in range(start))
        self._roles[start] = "junk" if about_the_writer else "deck"
        return below

    def _dates_a_byline_above(self, start: int) -> bool:
        """Whether the only date of the header belongs to a byline above a line: in a diary it does not."""
        return (
            sum(role == "dateline" for role in self._roles.values()) == 1
            and any(self._roles.get(above) == "byline" for above in range(start))
            and kinds.words(self._lines[start]) <= _LONGEST_STANDFIRST // 2
        )

    def _is_names_of_a_byline(self, at: int, beside: str) -> bool:
        """Whether a line of nothing but names stands beside a date, or names a post."""
        line = self._lines[at]
        if bare_names(line) is None:
            return False
        if has_post(line):
            return True
        return any(self._nearest(at, step) == beside for step in (-1, 1))

    def _nearest(self, at: int, step: int) -> str | None:
        """The role of the next line that is not the page's."""
        at += step
        while self._roles.get(at) == "junk":
            at += step
        return self._roles.get(at)

    def _weigh(self, body: int) -> None:
        """Title, decks and labels among the lines that are nothing by themselves."""
        self._take_bullets_and_counts(body)
        self._take_masthead(body)
        certain = [at for at, role in self._roles.items() if role in ("byline", "dateline")]
        candidates = [
            at
            for at in range(body)
            if at not in self._roles and self._may_be_headline(self._lines[at], bool(certain))
        ]
        for at in candidates[1:]:
            if self._is_names_of_a_byline(at, "dateline"):
                self._roles[at] = "byline"
        candidates = [at for at in candidates if at not in self._roles]
        if not candidates:
            return
        decks = [at for at, role in self._roles.items() if role == "deck"]
        if len(decks) > _MOST_DECKS:  # a list, and the body's own
            self._roles = {at: role for at, role in self._roles.items() if at < decks[0]}
            candidates = [at for at in candidates if at < decks[0]]
            if not candidates:
                return
        scores = {at: self._title_score(at, candidates) for at in candidates}
        title = max(candidates, key=lambda at: scores[at])
        if scores[title] < 0:
            return
        self._roles[title] = "title"
        self._around_title(title, [at for at in candidates if at != title], body)

    def _take_bullets_and_counts(self, body: int) -> None:
        """Bullets are decks; a number beside something of the page or the byline counts likes."""
        for at in range(1, body):
            line = self._lines[at]
            if at in self._roles:
                continue
            if kinds.BULLET.match(line) and any(map(str.isalpha, line)):
                self._roles[at] = "deck"
            elif line.isdecimal() and (at + 1 in self._roles or at - 1 in self._roles):
                self._roles[at] = "junk"

    def _take_masthead(self, body: int) -> None:
        """Lines that only name the outlet, and what they say of it, are the page's."""
        open_lines = [at for at in range(body) if at not in self._roles]
        for at in open_lines:
            line = self._lines[at]
            others = [other for other in open_lines if other != at and kinds.words(self._lines[other]) >= 2]
            below = self._lines[at + 1] if at + 1 < body else None
            named = outlets.masthead(line, below) is not None
            tagline = pagemarks.is_tagline(line) and others and at > 0
            if tagline or (named and (others or outlets.is_outlet(line))):
                self._roles[at] = "junk"

    @staticmethod
    def _may_be_headline(line: str, certain: bool) -> bool:
        if _SALUTATION.fullmatch(line):
            return False
        if not any(map(str.isalpha, line)):
            return False
        if kinds.QUOTED.fullmatch(line):
            return certain and kinds.words(line) <= 25
        return kinds.is_headline(line) or (kinds.words(line) <= 25 and line[-1] in "?!？！؟…")

    def _title_score(self, at: int, candidates: Sequence[int]) -> float:
        """How much speaks for a line: length, what stands below it, and how early it comes."""
        line = self._lines[at]
        count = kinds.words(line)
        score = 1.0 - candidates.index(at)
        score += 3 if count >= 5 else 2 if count == 4 else 0
        if len(candidates) == 1:
            score += 1
        if line[0].islower():
            score -= 4
        if any(
            self._lines[other].startswith(line) and len(self._lines[other]) > len(line)
            for other in candidates
        ):
            score += 3
        if any(self._is_button(below) for below in range(at + 1, candidates[-1])) and count <= 9:
            score -= 4
        if self._nearest(at, 1) in ("byline", "dateline", "caption"):
            score += 0.5
        if count < 4 and _ARTICLE.match(line):
            score += 3  # a label above the title has no article
        if kinds.QUOTED.fullmatch(line):
            score += 1.5  # a deck is hardly ever one quotation
        return score

    def _is_button(self, at: int) -> bool:
        return self._roles.get(at) == "junk" and pagemarks.is_marked(self._lines[at])

    def _around_title(self, title: int, others: Sequence[int], body: int) -> None:
        last = max((at for at, role in self._roles.items() if role != "title"), default=-1)
        last = max(last, title)
        decks = 0
        for at in others:
            line = self._lines[at]
            if at < title or line == self._lines[title]:
                self._roles[at] = "junk"
            elif kinds.words(line) >= 4 and not line[0].islower() and (at < last or decks == 0):
                self._roles[at] = "deck"
                decks += 1
            elif at < last:
                self._roles[at] = "junk"
        for at in range(title + 1, last):
            if (
                at not in self._roles
                and at < body
                and kinds.words(self._lines[at]) <= _LONGEST_STANDFIRST
                and any(map(str.isalpha, self._lines[at]))
            ):
                self._roles[at] = "deck"
