"""An article's spans as a tree: content under its attribution, what it rebuts, what it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.model import ATTRIBUTES, Link, Span
from annotate.scheme import Scheme
from annotate.text.excerpt import excerpt
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part

if TYPE_CHECKING:
    from annotate.workbench.reading import Open


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row of the tree."""

    depth: int
    span_id: str | None
    label: str
    quote: str
    relation: str = ""
    """How it relates to the row above: `rebuts`."""
    elsewhere: str = ""
    """The other article it stands in."""


def tree_rows(opened: Open, scheme: Scheme) -> list[TreeRow]:
    """Rows in reading order; a span under an attribution is not repeated at the top."""
    here = {span.id: span for span in opened.spans}
    outgoing: dict[str, list[Link]] = defaultdict(list)
    incoming: dict[str, list[Link]] = defaultdict(list)
    for link in opened.links:
        outgoing[link.source_id].append(link)
        incoming[link.target_id].append(link)
    contents = {
        link.target_id
        for link in opened.links
        if link.source_id in here and link.target_id in here and _holds(scheme, link)
    }
    rows: list[TreeRow] = []

    def add(span: Span, depth: int, relation: str = "") -> None:
        rows.append(TreeRow(depth, span.id, span.label, excerpt(span.quote, 200), relation))
        for link in outgoing[span.id]:
            target = here.get(link.target_id)
            if target is not None and _holds(scheme, link):
                add(target, depth + 1)
            else:
                far(link.target_id, depth + 1, scheme.link_type_shown(link.type).forward)
        for link in incoming[span.id]:
            if not _holds(scheme, link):
                far(link.source_id, depth + 1, scheme.link_type_shown(link.type).backward)

    def far(span_id: str, depth: int, relation: str) -> None:
        span = here.get(span_id) or opened.others.get(span_id)
        if span is not None:
            elsewhere = opened.sources.get(span.article_id, "") if span_id not in here else ""
            rows.append(TreeRow(depth, span_id, span.label, excerpt(span.quote, 60), relation, elsewhere))

    for span in opened.spans:
        if span.id not in contents:
            add(span, 0)
    return rows


def _holds(scheme: Scheme, link: Link) -> bool:
    return scheme.link_type_shown(link.type).is_frame


def detail_rows(
    span: Span | None,
    ends: Sequence[tuple[Link, Span | None]],
    sources: Mapping[str, str],
    scheme: Scheme,
    palette: Palette,
) -> list[list[Part]]:
    """What there is to say of a span: attributes that are set, then its links with their far ends."""
    if span is None:
        return []
    text, faint = palette.ink("text"), palette.ink("faint")
    label = scheme.label_shown(span.label)
    rows: list[list[Part]] = [
        [(" " + span.label, palette.letter(label.colour)), (f"  {span.start}–{span.end}", faint)]
    ]
    for name in ATTRIBUTES:
        value = getattr(span.attributes, name)
        if value:
            rows.append([(f" {name.replace('_', ' ')}  ", faint), (value, text)])
    for link, far in ends:
        if far is None:
            continue
        link_type = scheme.link_type_shown(link.type)
        reads = link_type.forward if link.source_id == span.id else link_type.backward
        letter = palette.letter(scheme.label_shown(far.label).colour)
        key = scheme.label_shown(far.label).key
        rows.append([(f" {reads} ", faint), (key + " ", letter), (excerpt(far.quote, 90), text)])
        if far.article_id in sources:
            rows.append([(f"   {sources[far.article_id]}", faint)])
    return rows
