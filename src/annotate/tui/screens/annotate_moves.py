"""Moves, selection, hints and search in the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import product

from textual import events

from annotate.text.search import find_all
from annotate.text.segments import UnitName
from annotate.tui.cursor import Cursor
from annotate.tui.screens.annotate_base import AnnotateBase
from annotate.tui.screens.prompt import Prompt

_HINT_LETTERS = "fjdksaghrueiwovncmtyb"


class Moves(AnnotateBase):
    """Where the cursor goes."""

    hint_targets: dict[str, tuple[int, int, str | None]] | None = None
    """Letters to ranges and span ids, while hints are shown."""
    hint_typed = ""
    found_text = ""

    def action_next_sentence(self) -> None:
        """Next sentence."""
        self._by_unit("sentence", 1)

    def action_previous_sentence(self) -> None:
        """Previous sentence."""
        self._by_unit("sentence", -1)

    def action_next_word(self) -> None:
        """Next word."""
        self._by_unit("word", 1)

    def action_previous_word(self) -> None:
        """Previous word."""
        self._by_unit("word", -1)

    def action_next_paragraph(self) -> None:
        """Next paragraph."""
        self._by_unit("paragraph", 1)

    def action_previous_paragraph(self) -> None:
        """Previous paragraph."""
        self._by_unit("paragraph", -1)

    def _by_unit(self, level: UnitName, direction: int) -> None:
        view = self.view
        view.set_cursor(view.mover.by_unit(view.cursor, level, direction))

    def action_quotation(self) -> None:
        """The quotation here or next."""
        found = self.view.mover.quotation(self.view.cursor)
        if found is None:
            self.say("no quotation from here to the end")
        else:
            self.view.set_cursor(found)

    def action_next_character(self) -> None:
        """One character right."""
        self.view.set_cursor(self.view.mover.by_character(self.view.cursor, 1))

    def action_previous_character(self) -> None:
        """One character left."""
        self.view.set_cursor(self.view.mover.by_character(self.view.cursor, -1))

    def action_row_down(self) -> None:
        """One row down."""
        self.view.by_rows(1)

    def action_row_up(self) -> None:
        """One row up."""
        self.view.by_rows(-1)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self.view.by_rows(max(1, self.view.page() // 2))

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self.view.by_rows(-max(1, self.view.page() // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self.view.by_rows(self.view.page())

    def action_page_up(self) -> None:
        """A page up."""
        self.view.by_rows(-self.view.page())

    def action_top(self) -> None:
        """The start of the article."""
        self.view.set_cursor(self.view.mover.to(self.view.cursor, 0))

    def action_bottom(self) -> None:
        """The end of the article."""
        end = len(self.view.article_text.rstrip())
        self.view.set_cursor(self.view.mover.to(self.view.cursor, max(0, end - 1)))

    def action_next_span(self) -> None:
        """The next span in reading order."""
        self._by_span(1)

    def action_previous_span(self) -> None:
        """The previous span in reading order."""
        self._by_span(-1)

    def _by_span(self, direction: int) -> None:
        marks, cursor = self.view.marks, self.view.cursor
        if not marks.spans:
            self.say("no spans in this article yet")
            return
        here = marks.index(cursor.span_id) if cursor.span_id else None
        index = marks.beside(cursor.caret, direction) if here is None else here + direction
        if not 0 <= index < len(marks.spans):
            self.say("that was the last span" if direction > 0 else "that was the first span")
            return
        span = marks.spans[index]
        self.view.set_cursor(self.view.mover.on(Cursor(), span.start, span.end, span.id))

    # Unit and selection

    def action_grow(self) -> None:
        """Grow the unit."""
        self._resize(self.view.mover.grow(self.view.cursor))

    def action_shrink(self) -> None:
        """Shrink the unit."""
        self._resize(self.view.mover.shrink(self.view.cursor))

    def _resize(self, cursor: Cursor) -> None:
        if self.editing_span is not None:
            cursor = self.view.mover.edit_boundaries(cursor, cursor.start, cursor.end)
        self.view.set_cursor(cursor)

    def action_take_in(self) -> None:
        """Take in edge punctuation, or leave it out."""
        self.nudged(self.view.mover.take_in(self.view.cursor))

    def action_start_left(self) -> None:
        """Start one word to the left."""
        self.nudged(self.view.mover.nudge(self.view.cursor, "start", -1))

    def action_start_right(self) -> None:
        """Start one word to the right."""
        self.nudged(self.view.mover.nudge(self.view.cursor, "start", 1))

    def action_end_left(self) -> None:
        """End one word to the left."""
        self.nudged(self.view.mover.nudge(self.view.cursor, "end", -1))

    def action_end_right(self) -> None:
        """End one word to the right."""
        self.nudged(self.view.mover.nudge(self.view.cursor, "end", 1))

    def nudged(self, cursor: Cursor) -> None:
        """Take over moved edges; a chosen span's are saved at once."""
        self.view.set_cursor(cursor)

    def action_select(self) -> None:
        """Begin or leave a free selection."""
        view = self.view
        if view.cursor.selecting:
            self.leave_selection()
        else:
            view.set_cursor(view.mover.begin_selection(view.cursor))

    def leave_selection(self) -> None:
        """Back to units."""
        view = self.view
        self.editing_span = None
        view.set_cursor(view.mover.to(Cursor(level=view.cursor.level), view.cursor.caret))

    def _extend(self, move: str) -> None:
        view = self.view
        if not view.cursor.selecting:
            view.set_cursor(view.mover.begin_selection(view.cursor))
        if move in ("right", "left"):
            view.set_cursor(view.mover.by_character(view.cursor, 1 if move == "right" else -1))
        else:
            view.by_rows(1 if move == "down" else -1)

    def action_select_right(self) -> None:
        """Select one character right."""
        self._extend("right")

    def action_select_left(self) -> None:
        """Select one character left."""
        self._extend("left")

    def action_select_down(self) -> None:
        """Select one row down."""
        self._extend("down")

    def action_select_up(self) -> None:
        """Select one row up."""
        self._extend("up")

    def action_swap_ends(self) -> None:
        """Work on the other end."""
        self.view.set_cursor(self.view.mover.swap_ends(self.view.cursor))

    # Hints

    def action_hints(self) -> None:
        """Show letters on every visible unit and span."""
        view = self.view
        start, end = view.visible_range()
        ranges: dict[int, tuple[int, int, str | None]] = {}
        first = view.units.paragraph_index(start)
        level: UnitName = "clause" if view.cursor.level in ("word", "clause") else "sentence"
        for index in range(first, len(view.units.paragraphs)):
            if view.units.paragraphs[index][0] >= end:
                break
            for name in (level, "quotation"):
                for a, b in view.units.units(name, index):
                    a, b = self.trimmed(a, b)
                    if start <= a < end and not self.skipped(a, b):
                        ranges[a] = (a, b, None)
        for span in view.marks.starting_in(start, end):
            ranges[span.start] = (span.start, span.end, span.id)
        if not ranges:
            self.say("nothing to jump to here")
            return
        letters = _hint_names(len(ranges))
        places = sorted(ranges)
        self.hint_targets = dict(zip(letters, (ranges[place] for place in places), strict=False))
        self.hint_typed = ""
        view.set_hints(dict(zip(places, letters, strict=False)))
        self.say("type the letters of a unit, esc leaves")

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A unit as it would be tagged."""
        from annotate.text.quotes import trim

        return trim(self.view.article_text, start, end)

    def takes_key(self, event: events.Key) -> bool:
        """While hints are shown, letters choose one, and no key does anything else."""
        if self.hint_targets is None:
            return False
        typed = self.hint_typed + (event.character or "")
        if typed in self.hint_targets:
            start, end, span_id = self.hint_targets[typed]
            self._end_hints()
            self.view.set_cursor(self.view.mover.on(Cursor(), start, end, span_id))
        elif event.character and any(name.startswith(typed) for name in self.hint_targets):
            self.hint_typed = typed
        else:
            self._end_hints()
            self.show_place()
        return True

    def _end_hints(self) -> None:
        self.hint_targets = None
        self.hint_typed = ""
        self.view.set_hints({})

    # Search

    def action_search(self) -> None:
        """Search in the article, as it is typed."""
        before = self.view.cursor

        def look(wanted: str) -> None:
            self._find(wanted, before.caret)

        def done(wanted: str | None) -> None:
            if wanted is None:
                self._find("", before.caret)
                self.view.set_cursor(before)
            elif wanted and not self.matches:
                self.say(f"“{wanted}” is not in this article; ; searches all")

        self.work.push_screen(Prompt(self.work, "search", changed=look, keep="search"), done)

    def _find(self, wanted: str, origin: int) -> None:
        self.found_text = wanted
        self.matches = list(find_all(self.view.article_text, wanted)) if wanted.strip() else []
        self.view.set_found(self.matches)
        if self.matches:
            i = bisect_left(self.matches, (origin, 0)) % len(self.matches)
            self._show_match(i)

    def _show_match(self, index: int) -> None:
        start, end = self.matches[index]
        self.view.set_cursor(self.view.mover.on(Cursor(), start, end))
        self.say(f"match {index + 1} of {len(self.matches)} for “{self.found_text}”")

    def action_next_match(self) -> None:
        """Next match."""
        self._by_match(1)

    def action_previous_match(self) -> None:
        """Previous match."""
        self._by_match(-1)

    def _by_match(self, direction: int) -> None:
        if not self.matches:
            self.say("search first: /")
            return
        caret = self.view.cursor.caret
        if direction > 0:
            index = bisect_right(self.matches, (caret, len(self.view.article_text))) % len(self.matches)
        else:
            index = (bisect_left(self.matches, (caret, 0)) - 1) % len(self.matches)
        self._show_match(index)


def _hint_names(count: int) -> list[str]:
    """Distinct names for `count` hints, none the start of another; one letter while that is enough."""
    if count <= len(_HINT_LETTERS):
        return list(_HINT_LETTERS[:count])
    return ["".join(pair) for pair in product(_HINT_LETTERS, repeat=2)][:count]
