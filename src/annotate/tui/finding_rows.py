"""How a finding of lint reads: a row of the list, and all there is to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotate.scheme import Scheme
from annotate.text.graphemes import next_boundary
from annotate.tui.cells import fit, safe, width_of
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part

if TYPE_CHECKING:
    from annotate.model import Span
    from annotate.workbench.lint_rules import Finding

_QUOTE_LINES = 3
_MOST_OTHERS = 50
_WIDE = 120
"""Cells from which the columns have more room."""


def finding_row(
    finding: Finding, source: str, width: int, longest: int, scheme: Scheme, palette: Palette
) -> list[Part]:
    """Letter and quote, what is the matter, and where, in columns; `longest` is that of all messages."""
    text, faint = palette.ink("text"), palette.ink("faint")
    what, where = (min(longest, 40), 26) if width >= _WIDE else (min(longest, 32), 14)
    return [
        ("   ", faint),
        _letter(finding.label, scheme, palette),
        (fit(finding.text, max(8, width - 5 - what - where - 4)), text),
        (f"  {fit(finding.message, what)}", faint),
        (f"  {fit(source, where)}", faint),
    ]


def detail_rows(
    finding: Finding, sources: Mapping[str, str], width: int, scheme: Scheme, palette: Palette
) -> list[list[Part]]:
    """What stands there, what is the matter, what to do, and the spans it is seen against."""
    text, faint, accent = palette.ink("text"), palette.ink("faint"), palette.ink("accent")
    rows: list[list[Part]] = []
    for number, line in enumerate(wrapped(finding.text, width - 6, _QUOTE_LINES)):
        lead = _letter(finding.label, scheme, palette) if number == 0 else ("  ", faint)
        rows.append([(" ", faint), lead, (line, text)])
    rows.append([("   ", faint), (finding.message, accent)])
    rows.append([(" → ", faint), (finding.hint, faint)])
    for span in finding.others[:_MOST_OTHERS]:
        rows.append(_other(span, sources.get(span.article_id, ""), width, scheme, palette))
    if (more := len(finding.others) - _MOST_OTHERS) > 0:
        rows.append([(f"   and {more} more", faint)])
    return rows


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """A text in at most so many lines of so many cells, broken at blanks where there are some."""
    rest = safe(" ".join(text[: 4 * width * lines].split()))
    found: list[str] = []
    while width_of(rest) > width and len(found) + 1 < lines:
        cut = 0
        while (after := next_boundary(rest, cut)) and width_of(rest[:after]) <= width:
            cut = after
        blank = rest.rfind(" ", cut // 2, cut + 1)
        cut = blank if blank > 0 else max(cut, 1)
        found.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*found, fit(rest, width).rstrip()]


def _other(span: Span, source: str, width: int, scheme: Scheme, palette: Palette) -> list[Part]:
    where = 26 if width >= _WIDE else 14
    return [
        ("   ", palette.ink("faint")),
        _letter(span.label, scheme, palette),
        (fit(span.quote, max(8, width - 5 - where - 2)), palette.ink("faint")),
        (f"  {fit(source, where)}", palette.ink("faint")),
    ]


def _letter(label: str | None, scheme: Scheme, palette: Palette) -> Part:
    if label is None:
        return "· ", palette.ink("faint")
    shown = scheme.label_shown(label)
    return f"{shown.key} ", palette.letter(shown.colour)
