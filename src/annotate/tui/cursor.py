"""Where the user is in the text: caret, unit, selection; moves and growth as pure functions of them.

A unit is always implied, so tagging needs no selection. The level (word to paragraph) that was moved
by last stays: going down a row with sentences takes the sentence there.
"""

from dataclasses import dataclass, replace

from annotate.text.graphemes import is_boundary, next_boundary, previous_boundary
from annotate.text.quotes import take_in, trim
from annotate.text.segments import UnitName, Units


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the text; offsets in code points, ranges half-open."""

    caret: int = 0
    start: int = 0
    end: int = 0
    """The unit, trimmed: what a label key tags."""
    level: UnitName = "sentence"
    anchor: int | None = None
    """The fixed end of a free selection; None when units are used."""
    span_id: str | None = None
    """The span that was chosen, where the unit is that span."""

    @property
    def selecting(self) -> bool:
        """Whether a free selection is going on."""
        return self.anchor is not None


_NAMED: tuple[UnitName, ...] = ("sentence", "word", "clause", "paragraph")


class Mover:
    """The moves in one text."""

    def __init__(self, text: str, units: Units) -> None:
        self.text = text
        self.units = units

    def to(self, cursor: Cursor, position: int) -> Cursor:
        """The caret at a code point; the unit is the one of the cursor's level there."""
        position = max(0, min(position, len(self.text) - 1))
        if not is_boundary(self.text, position):
            position = previous_boundary(self.text, position)
        if cursor.selecting:
            return self._selected(replace(cursor, caret=position))
        extent = self._unit(cursor.level, position)
        return replace(cursor, caret=position, start=extent[0], end=extent[1], span_id=None)

    def on(self, cursor: Cursor, start: int, end: int, span_id: str | None = None) -> Cursor:
        """The unit set to a range, the caret at its start."""
        return replace(cursor, caret=start, start=start, end=end, anchor=None, span_id=span_id)

    def by_unit(self, cursor: Cursor, level: UnitName, direction: int) -> Cursor:
        """To the next (1) or previous (-1) unit of a level, which becomes the cursor's."""
        units = self.units
        if cursor.selecting:
            return self._extend_by_unit(cursor, level, direction)
        here = self.units.at(level, cursor.caret)
        if direction > 0:
            origin = here[0] if here and here[0] <= cursor.caret else cursor.caret
            found = units.next(level, max(origin, cursor.caret))
        else:
            found = units.previous(level, here[0] if here else cursor.caret)
        if found is None:
            found = here
        if found is None:
            return cursor
        start, end = trim(self.text, *found)
        return Cursor(start, start, end, level)

    def quotation(self, cursor: Cursor) -> Cursor | None:
        """The quotation under the caret, else the next one; again: the one after."""
        found = self.units.quotation_at_or_after(cursor.caret)
        if found and (cursor.start, cursor.end) == trim(self.text, *found):
            found = self.units.quotation_at_or_after(found[1] + 1)
        if found is None:
            return None
        start, end = trim(self.text, *found)
        return Cursor(start, start, end, "sentence")

    def by_character(self, cursor: Cursor, direction: int) -> Cursor:
        """One grapheme to the right (1) or left (-1)."""
        if direction > 0:
            position = next_boundary(self.text, cursor.caret)
        else:
            position = previous_boundary(self.text, cursor.caret)
        return self.to(cursor, position)

    def grow(self, cursor: Cursor) -> Cursor:
        """The next larger unit around the present one."""
        start, end = self.units.grow(cursor.start, cursor.end)
        trimmed = trim(self.text, start, end)
        if trimmed == (cursor.start, cursor.end):
            trimmed = trim(self.text, *self.units.grow(start, end))
        # What was taken in stays, also where the larger unit would leave it out at its edge.
        return self._unit_set(cursor, min(trimmed[0], cursor.start), max(trimmed[1], cursor.end))

    def shrink(self, cursor: Cursor) -> Cursor:
        """The next smaller unit at the caret."""
        return self._unit_set(
            cursor, *trim(self.text, *self.units.shrink(cursor.start, cursor.end, cursor.caret))
        )

    def _unit_set(self, cursor: Cursor, start: int, end: int) -> Cursor:
        if start == end:  # nothing but blanks there: the unit stays as it is
            return cursor
        return replace(cursor, start=start, end=end, anchor=None, span_id=None)

    def nudge(self, cursor: Cursor, edge: str, direction: int) -> Cursor:
        """Move one edge ("start" or "end") by a word, inside its paragraph; a character at least stays."""
        start, end = cursor.start, cursor.end
        if edge == "start":
            found = self.units.previous("word", start) if direction < 0 else self.units.next("word", start)
            if found and found[0] < end and self._same_paragraph(found[0], start):
                start = found[0]
        else:
            found = self.units.next("word", end - 1) if direction > 0 else self._last_word_before(start, end)
            if found and found[1] > start and self._same_paragraph(found[0], end - 1):
                end = found[1]
        return self._resized(cursor, start, end)

    def _same_paragraph(self, one: int, other: int) -> bool:
        first, last = sorted((one, other))
        return self.units.paragraph_index(first) == self.units.paragraph_index(last)

    def take_in(self, cursor: Cursor) -> Cursor:
        """Take in the punctuation and quotes beside the unit, or leave them out again."""
        start, end = take_in(self.text, cursor.start, cursor.end)
        if (start, end) == (cursor.start, cursor.end):
            start, end = trim(self.text, start, end)
        return replace(cursor, start=start, end=end)

    def name(self, cursor: Cursor) -> str:
        """What the unit is, for people: the name of a unit of just this extent, else `stretch`."""
        here = (cursor.start, cursor.end)
        quotation = self.units.quotation_at_or_after(cursor.start)
        if quotation and trim(self.text, *quotation) == here:
            return "quotation"
        for level in _NAMED:
            found = self.units.at(level, cursor.start)
            if found and trim(self.text, *found) == here:
                return level
        return "stretch"

    def begin_selection(self, cursor: Cursor) -> Cursor:
        """Start a free selection at the caret."""
        return self._selected(replace(cursor, anchor=cursor.caret))

    def edit_boundaries(self, cursor: Cursor, start: int, end: int) -> Cursor:
        """A free selection over a range, its end being the one that moves."""
        last = previous_boundary(self.text, end)
        return self._selected(replace(cursor, anchor=start, caret=last))

    def swap_ends(self, cursor: Cursor) -> Cursor:
        """Work on the other end of the selection."""
        if cursor.anchor is None:
            last = previous_boundary(self.text, cursor.end)
            other = cursor.start if cursor.caret == last else last
            return replace(cursor, caret=other)
        return replace(cursor, anchor=cursor.caret, caret=cursor.anchor)

    def _resized(self, cursor: Cursor, start: int, end: int) -> Cursor:
        """The unit over a range; a free selection goes on from its ends, the caret stays inside."""
        if start >= end:
            return cursor
        last = previous_boundary(self.text, end)
        caret = min(max(cursor.caret, start), last)
        anchor = cursor.anchor
        if anchor is not None:
            anchor, caret = (start, last) if anchor <= cursor.caret else (last, start)
        return replace(cursor, start=start, end=end, caret=caret, anchor=anchor)

    def _selected(self, cursor: Cursor) -> Cursor:
        assert cursor.anchor is not None
        first, last = sorted((cursor.anchor, cursor.caret))
        return replace(cursor, start=first, end=next_boundary(self.text, last), span_id=None)

    def _extend_by_unit(self, cursor: Cursor, level: UnitName, direction: int) -> Cursor:
        """Move the free end by a unit: the right end to where units end, the left one to where they start."""
        assert cursor.anchor is not None
        caret, anchor = cursor.caret, cursor.anchor
        if direction > 0 and caret < anchor:
            found = self.units.next(level, caret)
            caret = min(found[0], anchor) if found else anchor
        elif direction > 0:
            here = self.units.at(level, caret)
            last = previous_boundary(self.text, here[1]) if here else caret
            if last <= caret:
                found = self.units.next(level, caret)
                last = previous_boundary(self.text, found[1]) if found else caret
            caret = last
        elif caret > anchor:
            found = self.units.previous(level, caret)
            caret = max(previous_boundary(self.text, found[1]), anchor) if found else anchor
        else:
            here = self.units.at(level, caret)
            found = here if here and here[0] < caret < here[1] else self.units.previous(level, caret)
            caret = found[0] if found else caret
        return self._selected(replace(cursor, caret=caret))

    def _last_word_before(self, start: int, end: int) -> tuple[int, int] | None:
        last = self.units.at("word", previous_boundary(self.text, end))
        found = self.units.previous("word", last[0]) if last else None
        return found if found and found[0] >= start else None

    def _unit(self, level: UnitName, position: int) -> tuple[int, int]:
        found = self.units.at(level, position)
        if found is None:
            return position, next_boundary(self.text, position)
        return trim(self.text, *found)
