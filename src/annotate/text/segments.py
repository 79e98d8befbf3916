"""Units of selection: paragraph, quotation, sentence, clause, word, found where and when asked.

Paragraphs are known at once, the rest is computed for a paragraph when it is first needed and kept:
opening a text never segments it. Units lie on grapheme boundaries, inside their paragraph; units of
one name are in order, and disjoint except quotations, which nest. Positions are code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, get_args

import regex

from annotate.text import clauses as _clauses
from annotate.text import sentences as _sentences
from annotate.text.edges import trim
from annotate.text.graphemes import is_boundary, outward
from annotate.text.marks import MARKS
from annotate.text.paragraphs import paragraphs as _paragraphs
from annotate.text.quotes import Quotation, paragraph_quotations, reopens_at

UnitName = Literal["word", "clause", "sentence", "quotation", "paragraph"]
UNITS: tuple[UnitName, ...] = get_args(UnitName)
"""The names, from the smallest unit to the largest, but for quotations, which come in all sizes."""

Range = tuple[int, int]

# One CJK character, one emoji or flag, or letters and digits with what may stand inside a word.
_WORD = regex.compile(
    r"""(?x)
      [\p{Han}\p{Hiragana}\p{Katakana}][\p{M}\ufe00-\ufe0f]*
    | (?:(?=[\p{ExtPict}\p{Regional_Indicator}])\X)
    | (?:\p{L}\.){2,}
    | (?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}][\p{M}\u200c\u200d]*)+
      (?:(?:[’'‐‑_·-]|(?<=\p{N})[.,:](?=\p{N}))
         (?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}][\p{M}\u200c\u200d]*)+)*
    """
)
_CACHED = 4096  # paragraphs and names


class Units:
    """The units of one text. `skip(start, end)` tells moves what to pass over.

    It is asked for a paragraph first, and for a unit only in a paragraph that is not skipped.
    """

    def __init__(self, text: str, skip: Callable[[int, int], bool] | None = None) -> None:
        self.text = text
        self.skip = skip
        self.paragraphs: Sequence[Range] = _paragraphs(text)
        self._starts = [start for start, _ in self.paragraphs]
        self._ends = [end for _, end in self.paragraphs]
        self._cached_units = lru_cache(maxsize=_CACHED)(self._compute)
        self._cached_quotations = lru_cache(maxsize=_CACHED)(self._compute_quotations)

    def paragraph_index(self, pos: int) -> int:
        """Index of the paragraph at or after `pos`, else of the last; -1 in a text without any."""
        return min(bisect_right(self._ends, pos), len(self._ends) - 1)

    def units(self, name: UnitName, paragraph_index: int) -> tuple[Range, ...]:
        """The units of one paragraph in order, each as it stands: a sentence with its stop and
        closing marks, a clause without the marks that cut it, a quotation with its marks."""
        return self._cached_units(name, paragraph_index)

    def quotations(self, paragraph_index: int) -> tuple[Quotation, ...]:
        """The quotations of one paragraph by start."""
        return self._cached_quotations(paragraph_index)

    def at(self, name: UnitName, pos: int) -> Range | None:
        """The smallest unit that contains `pos`, else the next in the paragraph, else the one before.

        None when the paragraph has no such unit.
        """
        if not self.paragraphs:
            return None
        units = self.units(name, self.paragraph_index(pos))
        containing = [unit for unit in units if unit[0] <= pos < unit[1]]
        if containing:
            return min(containing, key=lambda unit: unit[1] - unit[0])
        return next((unit for unit in units if unit[0] > pos), units[-1] if units else None)

    def next(self, name: UnitName, pos: int) -> Range | None:
        """The first unit that starts after `pos`, skipped ones passed over; None at the end."""
        if not self.paragraphs:
            return None
        first = max(bisect_right(self._starts, pos) - 1, 0)
        for index in range(first, len(self.paragraphs)):
            for unit in self._visible(name, index):
                if unit[0] > pos:
                    return unit
        return None

    def previous(self, name: UnitName, pos: int) -> Range | None:
        """The last unit that ends at or before `pos`, skipped ones passed over; None at the start.

        A quotation, since it may hold others, only has to start before `pos`. Called again with the
        start of what it returned, it walks back unit by unit.
        """
        for index in range(bisect_left(self._starts, pos) - 1, -1, -1):
            for unit in reversed(self._visible(name, index)):
                if (unit[0] if name == "quotation" else unit[1] - 1) < pos:
                    return unit
        return None

    def _visible(self, name: UnitName, index: int) -> Sequence[Range]:
        if self.skip is None:
            return self.units(name, index)
        if self.skip(*self.paragraphs[index]):
            return ()
        return [unit for unit in self.units(name, index) if not self.skip(*unit)]

    def quotation_at_or_after(self, pos: int) -> Range | None:
        """The inner range of the smallest quotation around `pos`, else of the next one.

        None when none follows; skipped ones are passed over.
        """
        if not self.paragraphs:
            return None
        index = self.paragraph_index(pos)
        while index < len(self.paragraphs):
            if self.skip is None or not self.skip(*self.paragraphs[index]):
                kept = [
                    q for q in self.quotations(index) if self.skip is None or not self.skip(q.start, q.end)
                ]
                around = [q for q in kept if q.start <= pos < q.end]
                found = min(around, key=lambda q: q.end - q.start) if around else None
                found = found or next((q for q in kept if q.start >= pos), None)
                if found is not None:
                    return found.inner_start, found.inner_end
            # No need to look at paragraphs without a mark.
            mark = MARKS.search(self.text, self._ends[index])
            if mark is None:
                return None
            index = max(index + 1, bisect_right(self._ends, mark.start()))
        return None

    def grow(self, start: int, end: int) -> Range:
        """The smallest unit around the range and larger; at the end of that the paragraphs it is in.

        A quotation counts without its marks. A unit that only adds edge punctuation to the range
        counts as the same. Returns the range itself when it is whole paragraphs already.
        """
        if not self.paragraphs:
            return start, end
        first, last = self.paragraph_index(start), self.paragraph_index(max(start, end - 1))
        around = min(start, self._starts[first]), max(end, self._ends[last])
        if first != last:
            return around
        known = trim(self.text, start, end)
        larger = [
            unit
            for unit in self._ladder(first)
            if unit[0] <= start
            and end <= unit[1]
            and unit != (start, end)
            and trim(self.text, *unit) != known
        ]
        return min(larger, key=lambda unit: unit[1] - unit[0], default=around)

    def shrink(self, start: int, end: int, anchor: int) -> Range:
        """The largest unit inside the range and smaller that contains `anchor`.

        Returns the range itself when nothing is smaller.
        """
        if not self.paragraphs:
            return start, end
        anchor = min(max(anchor, start), max(start, end - 1))
        known = trim(self.text, start, end)
        smaller = [
            unit
            for unit in self._ladder(self.paragraph_index(anchor))
            if start <= unit[0]
            and unit[1] <= end
            and unit != (start, end)
            and trim(self.text, *unit) != known
        ]
        holding = [unit for unit in smaller if unit[0] <= anchor < unit[1]]
        if not holding:  # on a space or a mark between two units
            holding = [unit for unit in smaller if unit[0] >= anchor][:1] or smaller[-1:]
        return max(holding, key=lambda unit: unit[1] - unit[0], default=(start, end))

    def _ladder(self, index: int) -> Iterator[Range]:
        """Every unit that `grow` may stop at in a paragraph, words first."""
        yield from self.units("word", index)
        yield from self.units("clause", index)
        yield from ((q.inner_start, q.inner_end) for q in self.quotations(index))
        yield from self.units("sentence", index)
        yield self.paragraphs[index]

    def _compute(self, name: UnitName, index: int) -> tuple[Range, ...]:
        start, end = self.paragraphs[index]
        if name == "paragraph":
            return ((start, end),)
        if name == "quotation":
            return tuple((q.start, q.end) for q in self.quotations(index))
        if name == "word":
            found = [(m.start(), m.end()) for m in _WORD.finditer(self.text, start, end)]
        elif name == "sentence":
            found = _sentences.sentences(self.text, start, end)
        else:
            found = _clauses.clauses(self.text, self.units("sentence", index), self.quotations(index))
        return tuple(self._whole(found, start, end))

    def _compute_quotations(self, index: int) -> tuple[Quotation, ...]:
        start, end = self.paragraphs[index]
        following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        return tuple(paragraph_quotations(self.text, start, end, reopens_at(self.text, following)))

    def _whole(self, found: Sequence[Range], start: int, end: int) -> list[Range]:
        """The ranges with every edge moved out of graphemes, those that then meet made one."""
        kept: list[Range] = []
        for unit in found:
            if not (is_boundary(self.text, unit[0]) and is_boundary(self.text, unit[1])):
                unit = outward(self.text, *unit)
                unit = max(unit[0], start), min(unit[1], end)
            if kept and unit[0] < kept[-1][1]:
                last = kept.pop()
                unit = last[0], max(last[1], unit[1])
            kept.append(unit)
        return kept
