"""Proposed roles of the lines of a pasted article: what is not its body, and what it is instead.

A line of the body never gets a role: where a rule is in doubt, the line stays body. Only about 40
lines at the start and 25 at the end are looked at closely; in between, cheap tests of short lines.
"""

import re
from collections.abc import Sequence
from typing import get_args

from annotate.text import linekinds as kinds
from annotate.text import pagemarks
from annotate.text.bylines import bare_names, byline_names
from annotate.text.credits import is_caption, is_wire_credit, may_be_caption
from annotate.text.header import LONGEST, Header, LineRole
from annotate.text.outlets import is_outlet
from annotate.text.paragraphs import is_hard_wrapped

__all__ = ["BODY_ROLES", "ROLES", "LineRole", "line_roles"]

ROLES: tuple[str, ...] = ("body", *get_args(LineRole))
"""Every role a line can have; `body` is what `line_roles` leaves out."""
BODY_ROLES = ("title", "deck", "body")
"""Roles of lines that are read as the article: unit moves stop there, statements are found there."""

_TAIL = 25  # non-blank lines that may follow the last paragraph
_SHORT = 240  # code points: longer lines are only tested for a credit
_CONTEXT = 60  # code points: a paragraph that a headline stands between is at least that long
_RUNS_ON = re.compile(r"(?:,|\b(?:of|the|an?|in|to|and|or|for|with|by|that|which|at|from))$")
_NEAR = 8  # lines: a paragraph farther away is no neighbour
_HEADLINE_WORDS = (8, 18)
"""A headline of another article between paragraphs: a subheading is shorter."""
_CLOSING = re.compile(
    r"(?:yours(?:\s+(?:sincerely|faithfully|truly))?|sincerely|(?:kind|best|warm)\s+(?:regards|wishes)|regards|with\s+thanks),?",
    re.I,
)
_SALUTATION = re.compile(r"(?:dear\b.{0,60}|sirs?|madam)[,:]", re.I)
_SIGNED_FOR = re.compile(r"(?P<name>[^,]{3,60}),\s+(?:for|on\s+behalf\s+of)\s+the\s+[A-Z][^.!?]{2,60}")


def line_roles(text: str) -> dict[int, LineRole]:
    """Role by line number from 0 (lines end at \\n); a line of the body is absent."""
    lines = text.split("\n")
    shown = [number for number, line in enumerate(lines) if line and not line.isspace()]
    if len(shown) < 2:
        return {}
    return _Page(lines, shown, is_hard_wrapped(text)).roles()


class _Page:
    """One article's lines on their way to roles. `at` counts non-blank lines."""

    def __init__(self, lines: Sequence[str], shown: Sequence[int], wrapped: bool) -> None:
        self._lines = lines
        self._shown = shown
        self._wrapped = wrapped
        self._found: dict[int, LineRole] = {}

    def roles(self) -> dict[int, LineRole]:
        self._everywhere()
        head = [self._line(at) for at in range(min(LONGEST, len(self._shown)))]
        header, body = Header(head, self._found, self._paragraph).read()
        if body is not None:
            self._found.update(header)
            self._twice(body)
            self._trailer(body)
            self._between(body)
        return {self._shown[at]: role for at, role in sorted(self._found.items())}

    def _line(self, at: int) -> str:
        return self._lines[self._shown[at]].strip()

    def _stands_alone(self, at: int) -> bool:
        """Whether a line is no piece of a hard-wrapped paragraph."""
        if not self._wrapped:
            return True
        number = self._shown[at]
        joined_above = at > 0 and self._shown[at - 1] == number - 1
        joined_below = at + 1 < len(self._shown) and self._shown[at + 1] == number + 1
        return not joined_above and not joined_below

    def _paragraph(self, at: int) -> str | None:
        """The hard-wrapped paragraph that begins at a line; None for a line by itself."""
        if self._stands_alone(at):
            return None
        run = [self._line(at)]
        while at + len(run) < len(self._shown) and self._shown[at + len(run)] == self._shown[at] + len(run):
            run.append(self._line(at + len(run)))
            if len(run) > 60:
                break
        if len(run) == 1 or any(byline_names(line) or kinds.is_dateline(line) for line in run[:4]):
            return None
        return " ".join(run)

    def _everywhere(self) -> None:
        """Lines that tell what they are by themselves, wherever they stand."""
        for at, number in enumerate(self._shown):
            line = self._lines[number]
            if len(line) > _SHORT:
                if len(line) <= 600 and may_be_caption(line) and is_caption(line.strip()):
                    self._found[at] = "caption"
                continue
            line = line.strip()
            if len(line) <= 8 and pagemarks.TIMECODE.fullmatch(line):
                self._video(at)
            elif pagemarks.may_be_marked(line) and pagemarks.is_marked(line) and self._stands_alone(at):
                self._found[at] = "caption" if may_be_caption(line) and is_caption(line) else "junk"
            elif may_be_caption(line) and is_caption(line) and self._stands_alone(at):
                self._found[at] = "caption"

    def _video(self, at: int) -> None:
        """A timecode, and the headline of the video below it, which is often pasted twice."""
        self._found[at] = "junk"
        following = at + 1
        while following < len(self._shown) and following <= at + 2:
            line = self._line(following)
            if not kinds.is_headline(line) or (following > at + 1 and line != self._line(at + 1)):
                break
            self._found[following] = "junk"
            following += 1

    def _twice(self, body: int) -> None:
        """The same short line twice running between paragraphs is a link with its picture's text."""
        for at in range(body + 1, len(self._shown) - 1):
            line = self._lines[self._shown[at]]
            if len(line) > 160 or line[-1:] in ".!?" or at in self._found or at + 1 in self._found:
                continue
            if line.strip() != self._line(at + 1) or line in (
                self._lines[self._shown[at - 1]],
                self._lines[self._shown[min(at + 2, len(self._shown) - 1)]],
            ):
                continue
            if (
                kinds.words(line) > 1
                and kinds.is_headline(line.strip())
                and (self._is_paragraph(at - 1, -1) or self._is_paragraph(at + 2, 1))
            ):
                self._found[at] = self._found[at + 1] = "junk"

    def _between(self, body: int) -> None:
        """Headlines of other articles that stand alone between two paragraphs.

        Only on a page whose body has other junk in it, and only a few: others are subheadings.
        """
        last = max((at for at in range(body, len(self._shown)) if at not in self._found), default=body)
        if not any(at > body and role == "junk" for at, role in self._found.items()):
            return
        found: list[int] = []
        others = 0
        for at in range(body + 1, last):
            if at in self._found:
                continue
            line = self._lines[self._shown[at]]
            # The last character sorts out nearly every line of the body.
            if len(line) <= 160 and line[-1] not in ".!?" and self._is_between_paragraphs(at):
                if kinds.words(line) < _HEADLINE_WORDS[0]:
                    return  # the article has subheadings of its own
                found.append(at)
                continue
            others += 1
        if len(found) <= max(1, others // 8):
            self._found.update(dict.fromkeys(found, "junk"))

    def _is_between_paragraphs(self, at: int) -> bool:
        line = self._line(at)
        if line[0] in '“"„«-–—•(' or line[0].isdigit() or kinds.words(line) > _HEADLINE_WORDS[1]:
            return False
        if not kinds.is_headline(line) or kinds.BULLET.match(line) or not self._stands_alone(at):
            return False
        if self._line(at + 1)[0].islower() or _RUNS_ON.search(line):
            return False
        return self._is_paragraph(at - 1, -1) and self._is_paragraph(at + 1, 1)

    def _is_paragraph(self, at: int, step: int) -> bool:
        """Whether the nearest line that is not junk already is a paragraph of prose."""
        for _ in range(_NEAR):
            if self._found.get(at) not in ("junk", "caption"):
                break
            at += step
        if not 0 <= at < len(self._shown):
            return False
        line = self._line(at)
        if self._wrapped:
            return kinds.TERMINAL.search(line) is not None if step < 0 else len(line) >= _CONTEXT // 2
        return len(line) >= _CONTEXT and kinds.TERMINAL.search(line) is not None and line[-1] not in ":："

    def _trailer(self, body: int) -> None:
        """What follows the last paragraph, from the end upwards."""
        first = max(body + 1, len(self._shown) - _TAIL)
        self._related_list(first)
        for at in range(len(self._shown) - 1, first - 1, -1):
            line = self._line(at)
            if at in self._found:
                continue
            role = self._trailing_role(at, line, first)
            if role is None:
                return
            self._found[at] = role

    def _trailing_role(self, at: int, line: str, first: int) -> LineRole | None:
        if not self._stands_alone(at) and not kinds.is_contact(line):
            return None
        if kinds.is_dateline(line):
            return "dateline"
        if is_wire_credit(line) or kinds.is_contact(line) or kinds.URL.fullmatch(line):
            return "junk"
        if pagemarks.is_page_line(line) or is_outlet(line):
            return "junk"
        if byline_names(line) is not None or self._is_signature(at, line):
            return "byline"
        parts = kinds.segment_kinds(line)
        return "junk" if parts is not None and set(parts) <= {"page", "outlet", "date"} else None

    def _is_signature(self, at: int, line: str) -> bool:
        """Names below a letter: its salutation or closing is there, or for whom they sign."""
        signed = _SIGNED_FOR.fullmatch(line)
        if signed is not None:
            return bare_names(signed["name"].strip()) is not None
        if bare_names(line) is None:
            return False
        if _CLOSING.fullmatch(self._line(at - 1)):
            return True
        return any(_SALUTATION.fullmatch(self._line(item)) for item in range(min(12, at)))

    def _related_list(self, first: int) -> None:
        """Headlines at the end of the page under a heading such as Related articles."""
        last = len(self._shown)
        for at in range(first, last):
            line = self._line(at)
            if not pagemarks.is_list_heading(line) or not pagemarks.is_page_line(line):
                continue
            below = [item for item in range(at + 1, last) if item not in self._found]
            if all(
                kinds.is_headline(self._line(item)) or self._line(item)[-1] in "?!" for item in below
            ) and all(kinds.words(self._line(item)) <= 20 for item in below):
                self._found.update(dict.fromkeys([at, *below], "junk"))
                return
