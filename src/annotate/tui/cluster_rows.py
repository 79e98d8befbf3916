"""How clusters and their occurrences read: rows of the lists, and all there is to say of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from rich.style import Style

from annotate.scheme import Scheme
from annotate.text.excerpt import excerpt
from annotate.tui.cells import fit, safe, shorten, width_of
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part
from annotate.workbench.cluster_values import Branch, Member, Occurrence, StatementCluster

WIDE = 110
"""Cells from which there is room for more columns."""
_DIFFERS = Style(underline=True)
_GRAPHEME = regex.compile(r"\X")
_WORD = re.compile(r"\S+\s*|\s+")
_ONE_LINE = str.maketrans("\n\t\r", "   ")
_SPREAD, _DATE, _TAGS, _REBUTTED = 7, 12, 13, 9
_MARGIN = 3


def _speakers_width(width: int) -> int:
    return min(28, width // 6) if width >= WIDE else 0


def _wording_width(width: int) -> int:
    more = _REBUTTED + 2 + _speakers_width(width) if width >= WIDE else 0
    return max(8, width - _MARGIN - _SPREAD - _DATE - _TAGS - more)


def heading(width: int) -> str:
    """The headings of the list of clusters."""
    parts = [" " * _MARGIN, fit("statement", _wording_width(width))]
    if width >= WIDE:
        parts += ["  ", fit("speakers", _speakers_width(width))]
    parts += ["art/out", fit("  first", _DATE), fit("  tagged", _TAGS)]
    return "".join(parts) + ("rebutted" if width >= WIDE else "")


def cluster_row(
    cluster: StatementCluster, width: int, *, marked: bool, scheme: Scheme, palette: Palette
) -> list[Part]:
    """A cluster: mark and warning, wording, how far it spread, since when, and what was done with it."""
    text, faint, accent = palette.ink("text"), palette.ink("faint"), palette.ink("accent")
    parts: list[Part] = [
        ("◆" if marked else " ", accent),
        ("! " if cluster.warnings else "  ", palette.ink("warn")),
        (fit(cluster.text, _wording_width(width)), text),
    ]
    if width >= WIDE:
        parts.append(("  " + fit(", ".join(cluster.speakers), _speakers_width(width)), faint))
    spread = f"{cluster.articles:>4}/{cluster.outlets or '·'}"
    parts += [
        (fit(spread, _SPREAD), text),
        (fit(f"  {(cluster.first_published or '')[:10]}", _DATE), faint),
        *_tags(cluster, scheme, palette),
    ]
    if width >= WIDE and cluster.rebutted_by:
        parts.append((f"{len(cluster.rebutted_by)}×", text))
    return parts


def _tags(cluster: StatementCluster, scheme: Scheme, palette: Palette) -> list[Part]:
    """How many members have each label, by its letter, and how many have none."""
    counts = dict(cluster.labels)
    found: list[Part] = []
    order = {label.name: number for number, label in enumerate(scheme.labels)}
    for name in sorted(counts, key=lambda name: order.get(name, len(order))):
        label = scheme.label_shown(name)
        found.append((f"{label.key}{counts[name]} ", palette.letter(label.colour)))
    if cluster.untagged:
        found.append((f"·{cluster.untagged} ", palette.ink("faint")))
    used = sum(len(part) for part, _ in found)
    return [("  ", palette.ink("faint")), *found, (" " * max(0, _TAGS - 2 - used), palette.ink("faint"))]


def cluster_details(
    cluster: StatementCluster, width: int, rows: int, scheme: Scheme, palette: Palette
) -> list[list[Part]]:
    """Wording, facts, warnings, rebuttals and opposites of a cluster in at most so many rows."""
    text, faint, warn = palette.ink("text"), palette.ink("faint"), palette.ink("warn")
    room = width - 4
    after = [[(warning.says, warn)] for warning in cluster.warnings]
    if cluster.rebutted_by:
        quoted = " ".join(f"“{excerpt(span.quote, 60)}”" for span in cluster.rebutted_by[:3])
        after.append([(f"rebutted {len(cluster.rebutted_by)}× ", text), (quoted, faint)])
    if cluster.opposed:
        quoted = " ".join(f"“{excerpt(wording, 60)}”" for wording in cluster.opposed[:3])
        after.append([("opposite elsewhere? ", text), (quoted, faint)])
    facts = flowed(_facts(cluster, scheme, palette), room, 2)
    wording = flowed([("“", faint), (cluster.text, text), ("”", faint)], room, max(1, rows - len(facts) - 1))
    made = [*wording, *facts, *(_fitted(row, room) for row in after)]
    return [[("  ", faint), *row] for row in made[:rows]]


def _facts(cluster: StatementCluster, scheme: Scheme, palette: Palette) -> list[Part]:
    faint = palette.ink("faint")
    count = len(cluster.members)
    where = f"{count} places in {cluster.articles} article{'s' * (cluster.articles != 1)}"
    if cluster.outlets:
        where += f" of {cluster.outlets} outlet{'s' * (cluster.outlets != 1)}"
    facts: list[Part] = [(where, faint)]
    for name, number in cluster.labels:
        facts += [("  ·  ", faint), (f"{name} {number}", palette.letter(scheme.label_shown(name).colour))]
    if cluster.untagged:
        facts += [("  ·  ", faint), (f"untagged {cluster.untagged}", faint)]
    if cluster.speakers:
        facts += [("  ·  ", faint), (f"by {', '.join(cluster.speakers)}", faint)]
    return facts


# Occurrences


def _places_widths(width: int) -> tuple[int, int, int]:
    """Cells of the source, of the text before the occurrence, and of that with the occurrence."""
    source = min(26, width // 5)
    room = max(10, width - 5 - _DATE - source - 1)
    return source, (room * 2 // 7 if width >= WIDE else min(12, room // 4)), room


def places_heading(width: int) -> str:
    """The headings of the list of occurrences."""
    source, before, _ = _places_widths(width)
    return f"     {fit('published', _DATE)}{fit('source', source)} {' ' * before}in its sentence"


def occurrence_row(
    member: Member, seen: Occurrence, width: int, *, marked: bool, scheme: Scheme, palette: Palette
) -> list[Part]:
    """An occurrence as a keyword in context: all begin in one column, words that differ are underlined."""
    text, faint = palette.ink("text"), palette.ink("faint")
    source, before, room = _places_widths(width)
    lead = tail(seen.before.translate(_ONE_LINE), before)
    parts = _member_start(member, source, marked=marked, scheme=scheme, palette=palette)
    parts.append((" " * (before - width_of(lead)) + lead, faint))
    parts += _fitted([*_marked(member.text, seen.differing, text), (_flat(seen.after), faint)], room - before)
    return parts


def _member_start(
    member: Member, source: int, *, marked: bool, scheme: Scheme, palette: Palette
) -> list[Part]:
    faint = palette.ink("faint")
    label = scheme.label_shown(member.span.label) if member.span else None
    return [
        (" ◆ " if marked else "   ", palette.ink("accent")),
        (f"{label.key} ", palette.letter(label.colour)) if label else ("· ", faint),
        (fit((member.published or "")[:10], _DATE), faint),
        (fit(member.source, source) + " ", faint),
    ]


def occurrence_details(
    member: Member, seen: Occurrence, width: int, rows: int, scheme: Scheme, palette: Palette
) -> list[list[Part]]:
    """An occurrence with the paragraph around it, and who says it, in at most so many rows."""
    text, faint = palette.ink("text"), palette.ink("faint")
    label = scheme.label_shown(member.span.label) if member.span else None
    facts: list[Part] = [(f"{member.source}  ·  {(member.published or 'no date')[:10]}  ·  ", faint)]
    facts.append((label.name, palette.letter(label.colour)) if label else ("untagged", faint))
    if member.span is not None and member.span.attributes.speaker:
        facts.append((f" by {member.span.attributes.speaker}", faint))
    room = (width - 4) * max(1, rows - 1)
    around = max(0, room - width_of(safe(member.text))) // 2
    lead = seen.before.translate(_ONE_LINE)
    if width_of(safe(lead)) > around:
        lead = "… " + tail(lead, around)
    parts = [(lead, faint), *_marked(member.text, seen.differing, text), (_flat(seen.after), faint)]
    made = [*flowed(parts, width - 4, max(1, rows - 1)), facts]
    return [[("  ", faint), *row] for row in made[:rows]]


# Variants


def variants_heading(width: int) -> str:
    """The headings of the tree of variants."""
    source, _, _ = _places_widths(width)
    return f"     {fit('first', _DATE)}{fit('source', source)} wording, after the earlier one it is most like"


def branch_row(
    branch: Branch, members: Sequence[Member], width: int, *, marked: bool, scheme: Scheme, palette: Palette
) -> list[Part]:
    """A wording under the one it came after: what it changed is underlined."""
    text, faint = palette.ink("text"), palette.ink("faint")
    first = members[branch.members[0]]
    source, _, room = _places_widths(width)
    more = f"  ×{len(branch.members)}" if len(branch.members) > 1 else ""
    stem = branch.stem
    if width_of(stem) > room // 3:
        stem = "…" + tail(stem, room // 3 - 1)
    parts = _member_start(first, source, marked=marked, scheme=scheme, palette=palette)
    parts.append((stem, faint))
    wording = _fitted(_marked(first.text, branch.differing, text), room - width_of(stem) - len(more))
    return [*parts, *wording, (more, palette.ink("accent"))]


# Pieces


def _marked(text: str, differing: Sequence[tuple[int, int]], style: Style) -> list[Part]:
    flat = text.translate(_ONE_LINE)
    cuts = sorted({0, len(flat), *(cut for pair in differing for cut in pair)})
    return [
        (flat[a:b], style + _DIFFERS if any(x <= a < y for x, y in differing) else style)
        for a, b in pairwise(cuts)
    ]


def _flat(text: str) -> str:
    return text.translate(_ONE_LINE)


def _fitted(parts: Sequence[Part], width: int) -> list[Part]:
    """Parts cut with an ellipsis where they are longer than so many cells."""
    made: list[Part] = []
    left = width
    for text, style in parts:
        cut = shorten(text, left)
        made.append((cut, style))
        left -= width_of(cut)
        if left <= 0:
            break
    return made


def tail(text: str, width: int) -> str:
    """The end of a text, in at most so many cells."""
    kept: list[str] = []
    used = 0
    for grapheme in reversed(_GRAPHEME.findall(safe(text[-4 * width :] if width else ""))):
        wide = width_of(grapheme)
        if used + wide > width:
            break
        kept.append(grapheme)
        used += wide
    return "".join(reversed(kept))


def flowed(parts: Sequence[Part], width: int, most: int) -> list[list[Part]]:
    """Parts in rows of so many cells, broken at blanks; in the last of `most` rows cut with an ellipsis."""
    rows: list[list[Part]] = [[]]
    used, room = 0, width - 1  # the last column is kept for the ellipsis
    for word, style in _words(parts):
        if used and used + width_of(word.rstrip()) > room:
            if len(rows) == most:
                rows[-1].append(("…", style))
                return rows
            last, its_style = rows[-1][-1]
            rows[-1][-1] = (last.rstrip(), its_style)
            rows.append([])
            used = 0
        shown = shorten(word, room - used) if width_of(word.rstrip()) > room else word
        rows[-1].append((shown, style))
        used += width_of(shown)
    return rows


def _words(parts: Sequence[Part]) -> Iterator[Part]:
    for text, style in parts:
        for word in _WORD.findall(safe(text.translate(_ONE_LINE))):
            yield word, style
