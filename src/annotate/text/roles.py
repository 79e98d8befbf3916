"""Proposed roles of the lines of a pasted article: what is not its body, and what it is instead.

A line of the body never gets a role: where a rule is in doubt, the line stays body. Only about 40
lines at the start and 15 at the end are looked at closely; in between, cheap tests of short lines.
"""

import re
from collections.abc import Sequence
from typing import Literal

from annotate.text import linekinds as kinds
from annotate.text.outlets import is_outlet
from annotate.text.paragraphs import is_hard_wrapped

LineRole = Literal["title", "deck", "byline", "dateline", "caption", "junk"]

_HEAD = 40  # non-blank lines that may belong to the header
_TAIL = 15
_SHORT = 240  # code points: longer lines are only tested for a credit
_SECTION = re.compile(
    r"[A-Z][A-Z&\s]*(?:\s*[/>|›»]\s*[A-Z][A-Z&\s]*)+|\w+(?:\s\w+){0,2}(?:\s*[>›»/]\s*\w+(?:\s\w+){0,2})+"
)
_CONTEXT = 60  # code points: a paragraph that a headline stands between is at least that long


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
        body = self._body_start()
        if body is not None:
            self._header(body)
            self._between(body)
            self._trailer(body)
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

    def _everywhere(self) -> None:
        """Lines that tell what they are by themselves, wherever they stand."""
        last = len(self._shown)
        for at, number in enumerate(self._shown):
            line = self._lines[number]
            if len(line) > _SHORT:
                if len(line) <= 600 and kinds.may_be_caption(line) and kinds.is_caption(line.strip()):
                    self._found[at] = "caption"
                continue
            line = line.strip()
            near_edge = at < _HEAD or at >= last - _TAIL
            if len(line) <= 8 and kinds.TIMECODE.fullmatch(line):
                self._video(at)
            elif (near_edge or kinds.may_be_navigation(line)) and kinds.is_navigation(line):
                self._found[at] = "junk"
            elif kinds.may_be_caption(line) and kinds.is_caption(line) and self._stands_alone(at):
                self._found[at] = "caption"
            elif at + 1 < last and line == self._line(at + 1) and kinds.TERMINAL.search(line) is None:
                self._twice(at)

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

    def _twice(self, at: int) -> None:
        """The same short line again: the second is the page's; both are, below the header."""
        if at not in self._found and kinds.is_headline(self._line(at)):
            self._found[at + 1] = "junk"
            if at >= _HEAD // 2:
                self._found[at] = "junk"

    def _body_start(self) -> int | None:
        """The first line of the body; None where nothing looks like an article."""
        for at in range(min(_HEAD, len(self._shown))):
            line = self._line(at)
            if at in self._found or kinds.BULLET.match(line):
                continue
            if kinds.is_byline(line) or kinds.is_dateline(line) or kinds.is_contact(line):
                continue
            if kinds.is_prose(line) or (
                self._wrapped and not self._stands_alone(at) and self._run_is_prose(at)
            ):
                return at
        return None

    def _run_is_prose(self, at: int) -> bool:
        """Whether a hard-wrapped paragraph starts here: its lines together are prose."""
        run = [self._line(at)]
        while at + len(run) < len(self._shown) and self._shown[at + len(run)] == self._shown[at] + len(run):
            run.append(self._line(at + len(run)))
            if len(run) > 60:
                break
        if any(kinds.is_byline(line) or kinds.is_dateline(line) for line in run[:4]):
            return False
        return len(run) > 1 and kinds.is_prose(" ".join(run))

    def _header(self, body: int) -> None:
        """Everything above the body: its lines have a role each, except where none fits."""
        start = self._after_navigation(body)
        candidates: list[int] = []
        for at in range(body):
            line = self._line(at)
            if at in self._found:
                continue
            if at < start:
                self._found[at] = "junk"
            elif kinds.is_dateline(line):
                self._found[at] = "dateline"
            elif kinds.is_byline(line):
                self._found[at] = "byline"
            elif (
                kinds.is_contact(line)
                or kinds.URL.fullmatch(line)
                or kinds.COUNT.fullmatch(line)
                or (_SECTION.fullmatch(line) and kinds.words(line) <= 8 and len(line) < 60)
            ):
                self._found[at] = "junk"
            elif kinds.BULLET.match(line):
                self._found[at] = "deck"
            elif kinds.is_headline(line) or (kinds.words(line) <= 25 and line[-1] in "?!？！"):
                candidates.append(at)
            elif candidates and kinds.words(line) <= 40:
                self._found[at] = "deck"
        self._name_title(candidates)

    def _after_navigation(self, body: int) -> int:
        """The first header line below the page's navigation: lines among its buttons are its own.

        A button counts as navigation above the article only when a headline is left below it.
        """
        buttons = [
            at
            for at in range(body)
            if self._found.get(at) == "junk" and kinds.is_navigation(self._line(at)) and at < _HEAD // 2
        ]
        for last in reversed(buttons):
            above = (self._line(at) for at in range(last) if at not in self._found)
            if all(kinds.words(line) <= 9 for line in above) and any(
                map(self._may_be_title, range(last + 1, body))
            ):
                return last
        return 0

    def _may_be_title(self, at: int) -> bool:
        line = self._line(at)
        if at in self._found or not kinds.is_headline(line) or kinds.words(line) < 4:
            return False
        return not (kinds.is_byline(line) or kinds.is_dateline(line) or kinds.BULLET.match(line))

    def _name_title(self, candidates: Sequence[int]) -> None:
        """Among lines that could be headlines the first is the title, the others decks or labels."""
        if not candidates:
            return
        title = next((at for at in candidates if kinds.words(self._line(at)) >= 4), candidates[0])
        if is_outlet(self._line(title)) and len(candidates) > 1 and title != candidates[-1]:
            title = candidates[candidates.index(title) + 1]
        for at in candidates:
            if at == title:
                self._found[at] = "title"
            elif at > title and kinds.words(self._line(at)) >= 4:
                self._found[at] = "deck" if self._line(at) != self._line(title) else "junk"
            else:
                self._found[at] = "junk"

    def _between(self, body: int) -> None:
        """Headlines of other articles that stand alone between two paragraphs."""
        found: list[int] = []
        others = 0
        for at in range(body + 1, len(self._shown) - 1):
            if at in self._found:
                continue
            line = self._lines[self._shown[at]]
            # The last character sorts out nearly every line of the body.
            if len(line) <= 160 and line[-1] not in ".!?" and self._is_related_at(at):
                found.append(at)
                continue
            others += 1
        # Where every second line is like that it is the article's own form: a list, a poem, a table.
        if len(found) <= max(1, others // 3):
            self._found.update(dict.fromkeys(found, "junk"))

    def _is_related_at(self, at: int) -> bool:
        if not self._is_related(self._line(at)) or not self._stands_alone(at):
            return False
        return self._is_paragraph(at - 1, -1) and self._is_paragraph(at + 1, 1)

    def _is_related(self, line: str) -> bool:
        if line[0] in '“"„«-–—•(' or not 4 <= kinds.words(line) <= 18:
            return False
        return kinds.is_headline(line) and not kinds.BULLET.match(line)

    def _is_paragraph(self, at: int, step: int) -> bool:
        """Whether the nearest line that is not junk already is a paragraph of prose."""
        while 0 <= at < len(self._shown) and self._found.get(at) in ("junk", "caption"):
            at += step
        if not 0 <= at < len(self._shown):
            return False
        line = self._line(at)
        if self._wrapped:
            return kinds.TERMINAL.search(line) is not None if step < 0 else len(line) >= _CONTEXT // 2
        return len(line) >= _CONTEXT and kinds.TERMINAL.search(line) is not None and line[-1] not in ":："

    def _trailer(self, body: int) -> None:
        """What follows the last paragraph, from the end upwards."""
        self._related_list(body)
        for at in range(len(self._shown) - 1, max(body, len(self._shown) - 1 - _TAIL), -1):
            line = self._line(at)
            if at in self._found:
                continue
            if not self._stands_alone(at) and not kinds.is_contact(line):
                return
            if kinds.is_dateline(line):
                self._found[at] = "dateline"
            elif (
                kinds.COUNT.fullmatch(line)
                or kinds.is_contact(line)
                or kinds.URL.fullmatch(line)
                or is_outlet(line)
            ):
                self._found[at] = "junk"
            elif kinds.is_byline(line):
                self._found[at] = "byline"
            elif self._is_related(line) and self._is_paragraph(at - 1, -1):
                self._found[at] = "junk"
            else:
                return

    def _related_list(self, body: int) -> None:
        """Headlines at the end of the page under a heading such as Related articles."""
        last = len(self._shown)
        for at in range(max(body + 1, last - _TAIL), last):
            below = range(at + 1, last)
            if self._found.get(at) == "junk" and all(kinds.is_headline(self._line(item)) for item in below):
                self._found.update(dict.fromkeys((item for item in below if item not in self._found), "junk"))
                return
