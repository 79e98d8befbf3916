"""Fitting texts into terminal cells: cut with an ellipsis, padded, on one line."""

import regex

from annotate.text.offsets import cell_width, displayable, has_only_narrow

_GRAPHEME = regex.compile(r"\X")


def safe(text: str) -> str:
    """A text on one line, in the form that every terminal gives the same width."""
    flat = " ".join(text.split()) if "\n" in text or "\t" in text else text
    while not has_only_narrow(flat):
        # Where an invisible character was left out, its neighbours may now be one grapheme.
        shown = "".join(displayable(grapheme) for grapheme in _GRAPHEME.findall(flat))
        if shown == flat:
            break
        flat = shown
    return flat


def shorten(text: str, width: int) -> str:
    """A text of at most `width` cells, cut with an ellipsis where it is longer."""
    text = safe(text)
    if has_only_narrow(text):
        return text if len(text) <= width else text[: max(0, width - 1)] + "…"[:width]
    used, kept = 0, ""
    for grapheme in _GRAPHEME.findall(text):
        wide = cell_width(grapheme)
        if used + wide > width:
            while kept and used + 1 > width:
                last = _GRAPHEME.findall(kept)[-1]
                kept, used = kept[: -len(last)], used - cell_width(last)
            return kept + "…"[:width]
        kept, used = kept + grapheme, used + wide
    return kept


def fit(text: str, width: int) -> str:
    """A text of exactly `width` cells: cut or padded with blanks."""
    cut = shorten(text, width)
    return cut + " " * (width - width_of(cut))


def width_of(text: str) -> int:
    """Cells of a text that is safe already."""
    if has_only_narrow(text):
        return len(text)
    return sum(cell_width(grapheme) for grapheme in _GRAPHEME.findall(text))
