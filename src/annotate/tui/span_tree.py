"""An article's spans as a tree: content under its attribution, what it rebuts, what it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from rich.style import Style

from annotate.model import ATTRIBUTES, Link, Span
from annotate.scheme import Scheme
from annotate.tui.palette import Palette
from annotate.tui.widgets.virtual_list import Part
from annotate.workbench.base import excerpt
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
                far(link.target_id, depth + 1, scheme.link_type(link.type).forward)
        for link in incoming[span.id]:
            if not _holds(scheme, link):
                far(link.source_id, depth + 1, scheme.link_type(link.type).backward)

    def far(span_id: str, depth: int, relation: str) -> None:
        span = here.get(span_id) or opened.others.get(span_id)
        if span is not None:
            elsewhere = opened.titles.get(span.article_id, "") if span_id not in here else ""
            rows.append(TreeRow(depth, span_id, span.label, excerpt(span.quote, 60), relation, elsewhere))

    for span in opened.spans:
        if span.id not in contents:
            add(span, 0)
    return rows


def _holds(scheme: Scheme, link: Link) -> bool:
    """Whether the source is a frame around its target (as an attribution is), not a span beside it.

    True of types that stay in one article and lead from a label nothing else leads to.
    """
    link_type = scheme.link_type(link.type)
    targets = {target for _, target in link_type.ends}
    return not link_type.across and not link_type.symmetric and not targets & {a for a, _ in link_type.ends}


def detail_rows(
    span: Span | None, opened: Open, scheme: Scheme, ink: Callable[[str], Style], palette: Palette
) -> list[list[Part]]:
    """What there is to say of a span: attributes that are set, then its links."""
    if span is None:
        return []
    label = scheme.label(span.label)
    rows: list[list[Part]] = [
        [(" " + span.label, palette.letter(label.colour)), (f"  {span.start}–{span.end}", ink("faint"))]
    ]
    for name in ATTRIBUTES:
        value = getattr(span.attributes, name)
        if value:
            rows.append([(f" {name.replace('_', ' ')}  ", ink("faint")), (value, ink("text"))])
    every = {**{s.id: s for s in opened.spans}, **opened.others}
    for link in opened.links:
        if span.id not in (link.source_id, link.target_id):
            continue
        outward = link.source_id == span.id
        link_type = scheme.link_type(link.type)
        far = every.get(link.target_id if outward else link.source_id)
        if far is None:
            continue
        far_label = scheme.label(far.label)
        reads = link_type.forward if outward else link_type.backward
        rows.append(
            [
                (f" {reads} ", ink("faint")),
                (far_label.key + " ", palette.letter(far_label.colour)),
                (excerpt(far.quote, 90), ink("text")),
            ]
        )
        if far.article_id != opened.article.id:
            rows.append([(f"   {opened.titles.get(far.article_id, '')}", ink("faint"))])
    return rows
