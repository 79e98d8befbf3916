"""How disagreements to be decided read in cells: rows of the queue, and a record with all its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.style import Style

from annotate.tui.cells import fit, safe, shorten, width_of
from annotate.tui.flow import flow
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part
from annotate.workbench.agreement_records import KIND_WORDS, marked
from annotate.workbench.review_records import COMPARED
from annotate.workbench.review_words import BLOCKED, attributes_of, decided, sign, stale_words

if TYPE_CHECKING:
    from annotate.model import Span
    from annotate.scheme import Scheme
    from annotate.workbench.review_values import Blocked, Context, Entry, Item, Version

_SOURCE = 18
"""Cells of the source in a row of the queue."""
_NAMES = 18
"""Cells of the names of who has a version, at most; twice as many where rows are long."""
_WIDE = 100
"""Cells from which rows are long."""
_LONG = 96
"""Code points from which a stretch of a version is cut in its middle, where there is room."""


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


def groups(item: Item) -> tuple[tuple[Version, ...], ...]:
    """The versions, those with the same content together, in the order of the first of each.

    Of spans label, boundaries and compared attributes count, of links type and ends, of clusters whether
    the two are one. Every version is in one group; who marked nothing is in one with who did not either.
    """
    found: dict[object, list[Version]] = {}
    for version in item.versions:
        found.setdefault(_content(version), []).append(version)
    return tuple(map(tuple, found.values()))


def _content(version: Version) -> object:
    """What two versions have alike that are one for a decision."""
    if version.span is not None:
        span = version.span
        return span.label, span.start, span.end, *(getattr(span.attributes, name) for name in COMPARED)
    if version.link is not None and version.ends is not None:
        # Ends of one group are the same to a link, whatever boundaries each annotator gave them.
        places = zip(("source", "target"), version.ends, strict=True)
        ends = [(x.place, x.label) for name, x in places if name in version.differing]
        return version.link.type, *ends
    return version.joined


def names_of(group: Sequence[Version], width: int | None = None) -> str:
    """Who has a version: `ana, cy`; as many as fit in `width` cells, then how many more: `ana, cy +3`."""
    names = [x.annotator for x in group]
    if width is None:
        return ", ".join(names)
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        said = safe(", ".join(names[:shown]))
        if width_of(said) + len(more) <= width:
            return said + more
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return shorten(names[0], max(1, width - len(more))) + more


def bases(item: Item) -> list[tuple[str, Span]]:
    """What an edit can begin with, by whose it is: what gold has, then each version once."""
    versions = [(names_of(group, 2 * _NAMES), group[0].span) for group in groups(item)]
    return [*(("gold", x) for x in item.gold), *((name, x) for name, x in versions if x is not None)]


def record_rows(
    item: Item, contexts: Sequence[Context], look: Look, letters: Mapping[str, str], pending: Sequence[str]
) -> list[list[Part]]:
    """Text around, versions, state and decision; `letters` stand for handles, `pending` is told last.

    The text has what room the others leave. Where these are too many, attributes share rows; where they are
    still, what was decided comes before the versions.
    """
    state = list(_state(item, look, letters))
    state += [[("   ", look.ink()), (line, look.ink("accent"))] for line in pending]
    versions = list(_versions(item, look, short=False))
    if len(versions) + len(state) > look.height:
        versions = list(_versions(item, look, short=True))
    told = [*state, *versions] if len(versions) + len(state) > look.height else [*versions, *state]
    return [*_around(contexts, item, look, look.height - len(told) - 1), *told]


# The text around


def _around(contexts: Sequence[Context], item: Item, look: Look, room: int) -> list[list[Part]]:
    """The text around the spans and a blank row, where there is room; never more rows than `room` and one."""
    if room < 2 or not contexts:
        return []
    rows: list[list[Part]] = []
    shown = contexts[:room]
    each = room // len(shown)
    named = len(shown) > 1 and each > 2
    for context in shown:
        if named:
            rows.append([(f"   {context.name}", look.ink("faint"))])
        rows += _context(context, item, look, each - named)
    return [*rows, [("", look.ink())]]


def _context(context: Context, item: Item, look: Look, lines: int) -> list[list[Part]]:
    """So many rows of the text, those with the spans in their middle."""
    rows = flow(list(_painted(context, item, look)), look.width - 6)
    strong = [i for i, row in enumerate(rows) if any(style.bold for _, style in row)]
    if not strong:
        return []
    first, last = strong[0], strong[-1] + 1
    if last - first > lines:
        tail = (lines - 1) // 2
        kept = rows[first : first + max(1, lines - 1 - tail)]
        more = [[("…", look.ink("faint"))]] if lines > 1 else []
        rows = [*kept, *more, *rows[last - tail : last]]
    else:
        before = min(first, (lines - (last - first) + 1) // 2)
        first = max(0, min(first - before, len(rows) - lines))
        rows = rows[first : first + lines]
    return [[("   ", look.ink()), *row] for row in rows]


def _painted(context: Context, item: Item, look: Look) -> Iterator[Part]:
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


def _versions(item: Item, look: Look, *, short: bool) -> Iterator[list[Part]]:
    """Every version once, under its number and the names of who has it; `short` puts all of it in a line."""
    found = groups(item)
    most = _NAMES if look.width < _WIDE else 2 * _NAMES
    names = min(most, max((width_of(safe(names_of(x))) for x in found), default=0))
    for number, group in enumerate(found, start=1):
        said = list(_said(item, group[0], look, short=short))
        for i, row in enumerate(flow(said, max(8, look.width - names - 11)) or [[]]):
            head = f" {number} {fit(names_of(group, names), names)}  " if i == 0 else " " * (names + 5)
            yield [(head, look.ink("accent" if i == 0 else "faint")), *row]
    for span in item.related:
        yield [
            (" " * 3, look.ink()),
            (f"{fit(span.annotator, names)}  ", look.ink("faint")),
            look.letter(span),
            (f"overlaps: {_flat(span.quote)}", look.ink("faint")),
        ]


def _said(item: Item, version: Version, look: Look, *, short: bool) -> Iterator[Part]:
    text, faint = look.ink(), look.ink("faint")
    if version.nothing:
        yield "no such link" if item.stage == "link" else "nothing marked here", faint
        return
    strong = text + Style(bold=True, underline=True)
    if version.span is not None:
        yield look.letter(version.span)
        yield version.span.label, strong if "label" in version.differing else faint
        yield "  ", faint
        styles = {"edge": look.ink("accent"), "only": strong, "lacks": faint}
        cut = partial(_middle_cut, longest=_LONG // 2 if short else _LONG)
        for mark, piece in marked(item.record.spans, version.span, cut):
            yield piece, styles.get(mark, text)
        values = attributes_of(version.span)
        for name in (x for x in version.differing if x in COMPARED):
            yield "; " if short else "\n", faint
            yield f"{name.replace('_', ' ')}: ", faint
            yield _flat(values[name] or "none"), strong
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
        joins = "  = one statement with  " if version.joined else "  ≠ another statement than  "
        yield joins, look.ink("accent")
    yield look.letter(target)
    yield f"“{_short(target.quote)}”", strong if "target" in version.differing else text


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(quote: str) -> str:
    flat = _flat(quote)
    return flat if len(flat) <= _LONG else f"{flat[: _LONG - 1]}…"


def _middle_cut(said: str, longest: int = _LONG) -> str:
    """A long stretch without its middle, cut at blanks; blanks at its edges stay."""
    said = said if said.isspace() else said.replace("\n", " ")
    half = longest // 2
    if len(said) <= longest + 10:
        return said
    first, last = said[:half], said[-half:]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"


# State


def _state(item: Item, look: Look, letters: Mapping[str, str]) -> Iterator[list[Part]]:
    """What cannot be taken and why, what is decided, why it is stale, what gold has."""
    lead = ("   ", look.ink())
    said = [(text, "warn") for text in _blocked(item)]
    if item.decision is not None:
        said.append((decided(item, letters), "accent"))
    if item.stale is not None:
        said.append((stale_words(item), "warn"))
    if text := _closure(item):
        said.append((text, "text"))
    for text, tone in said:
        yield from ([lead, *row] for row in flow([(text, look.ink(tone))], look.width - 6))
    for gold in _gold(item, look):
        yield from ([lead, *row] for row in flow(gold, look.width - 6))


def _gold(item: Item, look: Look) -> Iterator[list[Part]]:
    """What gold has here, and where it is from if no decision made it."""
    faint, text = look.ink("faint"), look.ink()
    for span in item.gold:
        yield [("gold ", look.ink("accent")), look.letter(span), (_middle_cut(span.quote), text)]
    links = zip(item.gold_links, item.gold_ends, strict=True) if item.stage == "link" else ()
    for link, (source, target) in links:
        yield [
            ("gold ", look.ink("accent")),
            look.letter(source),
            (f"“{_short(source.quote)}” → {link.type} → ", text),
            look.letter(target),
            (f"“{_short(target.quote)}”", text),
        ]
    if item.decision is None and (item.gold or item.gold_links):
        yield [("imported or made by hand: a decision here takes its place", faint)]
    elif item.decision is not None and item.by_hand:
        yield [("changed by hand since", faint)]


def _blocked(item: Item) -> Iterator[str]:
    """Each reason once: of the whole item, or with the numbers of the versions it is true of."""
    if item.state == "decided":
        return
    if item.blocked:
        yield BLOCKED[item.blocked]
        return
    numbers: dict[Blocked, list[str]] = {}
    for number, group in enumerate(groups(item), start=1):
        if group[0].blocked:
            numbers.setdefault(group[0].blocked, []).append(str(number))
    for why, these in numbers.items():
        yield f"{', '.join(these)} {BLOCKED[why]}"


def _closure(item: Item) -> str:
    """Whether gold has the two mentions of a cluster in one, where nothing else says so."""
    action = item.decision.action if item.decision is not None else None
    if item.joined and not item.gold_links:
        return "gold has them as one statement now, by other decisions"
    if item.joined:
        return "gold has them as one statement now" if action != "join" else ""
    unknown = item.joined is None or item.blocked in ("undecided", "rejected")
    return "" if unknown or action == "apart" else "gold keeps them apart now"
