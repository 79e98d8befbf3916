"""The one converter between code points and terminal cells, UTF-16 units and UTF-8 bytes.

Offsets in the store and the dataset are code points; whatever else a screen, an editor or a file
format counts in is converted here and nowhere else. Widths come from `display`.
"""

from bisect import bisect_right

import regex

from annotate.text.display import (
    NARROW,
    SIMPLE,
    cell_width,
    displayable,
    has_only_narrow,
    has_only_simple,
    simple_widths,
)

__all__ = [
    "NARROW",
    "SIMPLE",
    "OffsetMap",
    "cell_width",
    "cells",
    "displayable",
    "from_utf8",
    "from_utf16",
    "has_only_narrow",
    "has_only_simple",
    "simple_widths",
    "utf8_offset",
    "utf16_offset",
]

_CLUSTER = regex.compile(r"\X")
_STEP = 512


def cells(text: str) -> int:
    """Terminal cells that the displayable form of `text` takes."""
    if has_only_narrow(text):
        return len(text)
    if has_only_simple(text):
        return sum(simple_widths(text))
    return sum(map(cell_width, _CLUSTER.findall(text)))


def _utf8_size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _utf16_size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _check(i: int, length: int) -> None:
    if not 0 <= i <= length:
        raise ValueError(f"offset {i} is outside 0 to {length}")


def utf16_offset(text: str, i: int) -> int:
    """UTF-16 code units before code point `i`. Raises ValueError outside the text."""
    _check(i, len(text))
    return _utf16_size(text[:i])


def utf8_offset(text: str, i: int) -> int:
    """UTF-8 bytes before code point `i`. Raises ValueError outside the text."""
    _check(i, len(text))
    return _utf8_size(text[:i])


def from_utf16(text: str, i: int) -> int:
    """Code points before UTF-16 unit `i`. Raises ValueError outside the text or inside a pair."""
    return OffsetMap(text).from_utf16(i)


def from_utf8(text: str, i: int) -> int:
    """Code points before UTF-8 byte `i`. Raises ValueError outside the text or inside a character."""
    return OffsetMap(text).from_utf8(i)


class OffsetMap:
    """Conversions in one text, many of them: built once in linear time, then near constant each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ascii = text.isascii()
        self._utf8: list[int] | None = None
        self._utf16: list[int] | None = None

    def _marks8(self) -> list[int]:
        """UTF-8 bytes before every 512th code point."""
        if self._utf8 is None:
            self._utf8 = [0]
            for at in range(0, len(self._text), _STEP):
                self._utf8.append(self._utf8[-1] + _utf8_size(self._text[at : at + _STEP]))
        return self._utf8

    def _marks16(self) -> list[int]:
        """UTF-16 units before every 512th code point."""
        if self._utf16 is None:
            self._utf16 = [0]
            for at in range(0, len(self._text), _STEP):
                self._utf16.append(self._utf16[-1] + _utf16_size(self._text[at : at + _STEP]))
        return self._utf16

    def utf8(self, i: int) -> int:
        """UTF-8 bytes before code point `i`. Raises ValueError outside the text."""
        _check(i, len(self._text))
        if self._ascii:
            return i
        mark = i // _STEP
        return self._marks8()[mark] + _utf8_size(self._text[mark * _STEP : i])

    def utf16(self, i: int) -> int:
        """UTF-16 units before code point `i`. Raises ValueError outside the text."""
        _check(i, len(self._text))
        if self._ascii:
            return i
        mark = i // _STEP
        return self._marks16()[mark] + _utf16_size(self._text[mark * _STEP : i])

    def from_utf8(self, i: int) -> int:
        """Code points before byte `i`. Raises ValueError outside the text or inside a character."""
        if self._ascii:
            _check(i, len(self._text))
            return i
        return self._find(i, self._marks8(), (0x80, 0x800, 0x10000))

    def from_utf16(self, i: int) -> int:
        """Code points before unit `i`. Raises ValueError outside the text or inside a pair."""
        if self._ascii:
            _check(i, len(self._text))
            return i
        return self._find(i, self._marks16(), (0x10000,))

    def _find(self, i: int, marks: list[int], grows_at: tuple[int, ...]) -> int:
        _check(i, marks[-1])
        mark = bisect_right(marks, i) - 1
        position, units = mark * _STEP, marks[mark]
        while units < i:
            units += 1 + bisect_right(grows_at, ord(self._text[position]))
            position += 1
        if units != i:
            raise ValueError(f"offset {i} lies inside a character")
        return min(position, len(self._text))
