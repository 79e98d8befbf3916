"""The width-safe form of a grapheme, and the lines that need no such care.

Terminals, tmux and Rich disagree about the cells of VS16 emoji, skin tones, ZWJ sequences, flags,
invisible controls and new or unassigned characters. `displayable` returns a form they agree on.

Widths are East Asian Width by the running Python's `unicodedata`: wide and fullwidth are two
cells, the rest one, combining marks none. The ranges where glibc's wcwidth and Rich 15 differ from
that or from each other (hexagrams, new symbols, jamo without a leading consonant) get a substitute.
The one exception is spacing vowel signs (Devanagari, Tamil, ...): without them the text could not be
read, so they stay, counted as Rich counts them: nothing.
"""

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "·"
"""Stands for a character that has no shape: controls, zero-width spaces, bidi marks."""
UNKNOWN = "▯"
"""Stands for a character whose width is not agreed: private use, unassigned, disputed."""
LONE_MARK = "◌"
"""Stands for a combining mark that has no base."""

_MARKS_KEPT = 4

_NARROW_CLASS = (
    " -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf\u2116\u2122"
)
_WIDE_CLASS = (
    "\u3000-\u3029\u3031-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3131-\u3163\u31a0-\u31bf\u31f0-\u321e"
    "\u3220-\u3247\u3250-\u3296\u3298\u329a-\u4dbf\u4e00-\u9ffc\uac00-\ud7a3\uf900-\ufa6d\ufa70-\ufad9"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0002a6dd\U0002a700-\U0002b734"
)
_DISPUTED = re.compile(
    "[\u1160-\u11ff\ud7b0-\ud7ff\u2630-\u2637\u268a-\u268f\u3164\u3248-\u324f\u4dc0-\u4dff\uffa0"
    "\u302e\u302f\U00016ff0\U00016ff1\U0001d300-\U0001d37f\U0001f3fb-\U0001f3ff]"
)
NARROW = re.compile(f"[{_NARROW_CLASS}]*")
"""Fully matches text of which every character is one grapheme, one cell, and shown as it is."""
SIMPLE = re.compile(f"[{_NARROW_CLASS}{_WIDE_CLASS}]*")
"""As NARROW, but CJK characters of two cells are allowed too."""


def has_only_narrow(text: str) -> bool:
    """Whether code points, graphemes and cells are the same thing in `text`."""
    return NARROW.fullmatch(text) is not None


def has_only_simple(text: str) -> bool:
    """Whether every code point is one grapheme, shown as it is, of one or two cells."""
    return SIMPLE.fullmatch(text) is not None


def simple_widths(text: str) -> list[int]:
    """The cells of each code point of a text that `has_only_simple`."""
    return [2 if char >= "\u3000" else 1 for char in text]


def _flag_letters(grapheme: str) -> str:
    return "".join(chr(ord(half) - 0x1F1E6 + ord("A")) for half in grapheme if _is_flag_half(half))


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


@lru_cache(maxsize=8192)
def displayable(grapheme: str) -> str:
    """The form of one grapheme that takes the same cells everywhere, and never 0.

    A tab or no-break space is one space, a flag its two letters, an emoji sequence its first
    emoji, an invisible character a dot. A letter with combining marks is composed where it can be.
    """
    if has_only_simple(grapheme) and len(grapheme) == 1:
        return grapheme
    if not grapheme or grapheme in ("\t", "\n", "\r\n"):
        return " "
    shown = unicodedata.normalize("NFC", grapheme)
    if _is_flag_half(shown[0]):
        return _flag_letters(shown)
    # Format characters in front (Arabic number signs) have a width of their own: they go.
    base_at = next((i for i, char in enumerate(shown) if unicodedata.category(char) != "Cf"), None)
    if base_at is None:
        return INVISIBLE
    base = shown[base_at]
    category = unicodedata.category(base)
    if category in ("Zs",):
        base = base if base == "\u3000" else " "
    elif category in ("Cc", "Zl", "Zp"):
        return INVISIBLE
    elif category[0] == "M":
        return LONE_MARK
    elif category in ("Cn", "Co", "Cs") or _DISPUTED.match(base):
        return UNKNOWN
    rest = [char for char in shown[base_at + 1 :] if _is_kept_mark(char) or _is_kept_letter(char)]
    return base + "".join(rest[:_MARKS_KEPT])


def _is_kept_letter(char: str) -> bool:
    """A further letter of the cluster, as conjuncts of South Asian scripts have; it takes a cell.

    Hangul jamo that follow take none, and are drawn into the first.
    """
    if "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return False
    return unicodedata.category(char) == "Lo" and not _DISPUTED.match(char)


def _is_kept_mark(char: str) -> bool:
    """A mark that is drawn over or beside its base and changes no width: no selector, no keycap."""
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return False
    return unicodedata.category(char) in ("Mn", "Mc") and not _DISPUTED.match(char)


@lru_cache(maxsize=8192)
def cell_width(grapheme: str) -> int:
    """Cells that `displayable(grapheme)` takes: 1 or 2, one more for each further letter of a conjunct."""
    shown = displayable(grapheme)
    if _is_flag_half(grapheme[:1] or " "):
        return len(shown)
    return _cells(shown[0]) + sum(_cells(char) for char in shown[1:] if _is_kept_letter(char))


def _cells(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
