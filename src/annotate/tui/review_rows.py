"""How disagreements to be decided read in cells: rows of the queue, and a record with all its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.style import Style

from annotate.tui.cells import fit
from annotate.tui.flow import flow
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part
from annotate.workbench.agreement_records import KIND_WORDS, pieces, visible
from annotate.workbench.review_words import BLOCKED, attributes_of, decided, sign, stale_words

if TYPE_CHECKING:
    from annotate.model import Span
    from annotate.scheme import Scheme
    from annotate.workbench.review_values import Context, Entry, Item, Version

_SOURCE = 18
"""Cells of the source in a row of the queue."""
_NAMES = 18
"""Cells of an annotator's name at most."""
_LONG = 96
"""Code points from which a stretch that all versions share is cut in its middle."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a record is painted with."""

    width: int
    height: int
    """Rows there are for it."""
    scheme: Scheme
    palette: Palette

    def ink(self, tone: str = "text") -> Style:
        """A style for text."""
        return self.palette.ink(tone)

    def letter(self, span: Span) -> Part:
        """The letter of a span's label."""
        shown = self.scheme.label_shown(span.label)
        return f"{shown.key} ", self.palette.letter(shown.colour)


def queue_row(entry: Entry, width: int, palette: Palette) -> list[Part]:
    """State, kind and words of a record, and where it is from."""
    kind = min(27, max(10, width // 3))
    where = _SOURCE if width >= 70 else 0
    room = max(4, width - 4 - kind - 1 - (where + 2 if where else 0))
    faint, text = palette.ink("faint"), palette.ink("faint" if entry.state == "decided" else "text")
    row = [
        (f" {sign(entry)} ", palette.ink("warn") if entry.stale else faint),
        (f"{fit(KIND_WORDS[entry.kind], kind)} ", faint),
        (fit(subject(entry), room), text),
    ]
    return [*row, (f"  {fit(entry.source, where)}", faint)] if where else row


def subject(entry: Entry) -> str:
    """The words a record is about: of several versions the longest, so that it gives no name away."""
    record = entry.record
    if record.ends:
        source, target = max(record.ends, key=lambda ends: sum(len(x.quote) for x in ends))
        return f"{_short(source.quote)} → {target.quote}"
    if record.spans:
        return max((x.quote for x in record.spans), key=len)
    return entry.left or "nothing is left of it"


def record_rows(
    item: Item, contexts: Sequence[Context], look: Look, letters: Mapping[str, str], pending: Sequence[str]
) -> list[list[Part]]:
    """Text around, versions, state and decision; `letters` stand for handles, `pending` is told last."""
    told = list(_versions(item, look))
    told += _state(item, look, letters)
    told += [[("   ", look.ink()), (line, look.ink("accent"))] for line in pending]
    room = look.height - len(told) - 1
    return [*_around(contexts, item, look, room), *told]


# The text around


def _around(contexts: Sequence[Context], item: Item, look: Look, room: int) -> list[list[Part]]:
    """The text around the spans, in so many rows where they allow it; none where there is no room."""
    if room < 2 or not contexts:
        return []
    rows: list[list[Part]] = []
    each = room // len(contexts)
    for context in contexts:
        if len(contexts) > 1 and each > 2:
            rows.append([(f"   {context.name}", look.ink("faint"))])
        lines = max(1, each - (1 if len(contexts) > 1 and each > 2 else 0))
        rows += _context(context, item, look, lines)
    return [*rows, [("", look.ink())]]


def _context(context: Context, item: Item, look: Look, lines: int) -> list[list[Part]]:
    """So many rows of the text, those with the spans in their middle."""
    width = look.width - 6
    rows = flow(list(_marked(context, item, look)), width)
    strong = [i for i, row in enumerate(rows) if any(style.bold for _, style in row)]
    if not strong:
        return []
    first, last = strong[0], strong[-1] + 1
    if last - first > lines:
        half = max(1, (lines - 1) // 2)
        kept = [*rows[first : first + half], [("…", look.ink("faint"))]]
        rows = [*kept, *rows[last - half : last]] if lines > 2 else kept
    else:
        before = min(first, (lines - (last - first) + 1) // 2)
        first = max(0, min(first - before, len(rows) - lines))
        rows = rows[first : first + lines]
    return [[("   ", look.ink()), *row] for row in rows]


def _marked(context: Context, item: Item, look: Look) -> Iterator[Part]:
    """The text: bold where any version has it, underlined where not all have it."""
    marks, first, last = context.marks, context.start, context.end
    every = sum(not x.nothing for x in item.versions) if item.stage == "span" else 1
    edges = sorted({first, last, *(e for x in marks for e in (x.start, x.end) if first < e < last)})
    for low, high in pairwise(edges):
        on = [x for x in marks if x.start <= low and high <= x.end]
        text = context.text[low - context.start : high - context.start]
        if not on:
            yield text, look.ink("faint")
            continue
        colours = tuple(look.scheme.label_shown(x.label).colour for x in on[:1])
        plain = look.palette.depth == "none"
        style = Style() if plain else look.palette.styled(colours)
        yield text, style + Style(bold=True, underline=len(on) < every)


# Versions


def _versions(item: Item, look: Look) -> Iterator[list[Part]]:
    """Every version under its number and name."""
    names = min(_NAMES, max((len(x.annotator) for x in item.versions), default=0))
    lead = names + 6
    for number, version in enumerate(item.versions, start=1):
        rows = flow(list(_said(item, version, look)), max(8, look.width - lead - 5)) or [[]]
        for i, row in enumerate(rows):
            head = f" {number} {fit(version.annotator, names)}  " if i == 0 else " " * (names + 5)
            style = look.ink("accent" if i == 0 else "faint")
            yield [(head, style), *row]
    for span in item.related:
        yield [
            (" " * 3, look.ink()),
            (f"{fit(span.annotator, names)}  ", look.ink("faint")),
            look.letter(span),
            (f"overlaps: {span.quote}", look.ink("faint")),
        ]


def _said(item: Item, version: Version, look: Look) -> Iterator[Part]:
    text, faint = look.ink(), look.ink("faint")
    if version.nothing:
        yield "no such link" if item.stage == "link" else "nothing marked here", faint
        return
    strong = text + Style(bold=True, underline=True)
    if version.span is not None:
        yield look.letter(version.span)
        yield version.span.label, strong if "label" in version.differing else faint
        yield "  ", faint
        yield from _pieces(item, version.span, look)
        values = attributes_of(version.span)
        for name in (x for x in version.differing if x not in ("start", "end", "label")):
            value = values.get(name)
            yield "\n", faint
            yield f"{name.replace('_', ' ')}: ", faint
            yield value or "none", strong
        return
    assert version.ends is not None
    source, target = version.ends
    yield look.letter(source)
    yield f"“{_short(source.quote)}”", strong if "source" in version.differing else text
    if version.link is not None:
        yield " → ", faint
        yield version.link.type, strong if "type" in version.differing else look.ink("accent")
        yield " → ", faint
    else:
        yield "  = one statement with  " if version.joined else "  ≠ another than  ", look.ink("accent")
    yield look.letter(target)
    yield f"“{_short(target.quote)}”", strong if "target" in version.differing else text
    if version.blocked:
        yield f"  {BLOCKED[version.blocked]}", look.ink("warn")


def _pieces(item: Item, span: Span, look: Look) -> Iterator[Part]:
    """The words of a version, what it alone has in {+…+} and what it lacks in [-…-]."""
    text = look.ink()
    every = item.record.spans
    for piece in pieces(every, span):
        holder = next((x for x in every if x.start <= piece.start and piece.end <= x.end), None)
        said = "…" if holder is None else holder.quote[piece.start - holder.start : piece.end - holder.start]
        yield "⟦" if piece.start == span.start else "", look.ink("accent")
        if piece.mark == "only":
            yield f"{{+{visible(said)}+}}", text + Style(bold=True, underline=True)
        elif piece.mark == "lacks":
            yield f"[-{visible(_short(said))}-]", look.ink("faint")
        else:
            yield _middle_cut(said), text
        yield "⟧" if piece.end == span.end else "", look.ink("accent")


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONG else f"{flat[: _LONG - 1]}…"


def _middle_cut(said: str) -> str:
    """A long stretch without its middle, cut at blanks."""
    said = said.replace("\n", " ")
    half = _LONG // 2
    if len(said) <= _LONG + 10:
        return said
    first, last = said[:half], said[-half:]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"


# State


def _state(item: Item, look: Look, letters: Mapping[str, str]) -> Iterator[list[Part]]:
    """What is decided, what was made of it, why it is stale, why it is blocked."""
    lead = ("   ", look.ink())
    said = []
    if item.blocked and item.state != "decided":
        said.append((BLOCKED[item.blocked], "warn"))
    if item.decision is not None:
        said.append((decided(item, letters), "accent"))
    if item.stale is not None:
        said.append((stale_words(item), "warn"))
    for text, tone in said:
        yield from ([lead, *row] for row in flow([(text, look.ink(tone))], look.width - 6))
    for span in item.gold:
        gold: list[Part] = [
            ("gold ", look.ink("accent")),
            look.letter(span),
            (_middle_cut(span.quote), look.ink()),
        ]
        yield from ([lead, *row] for row in flow(gold, look.width - 6))
