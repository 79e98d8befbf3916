"""Short ways to make studies: spans as (start, end, label), and the hand-made fixture of spans and links."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from annotate.agreement.study import Study
from annotate.model import Attributes, Link, Span, State

Mark = tuple[int, int, str]


def span(
    annotator: str,
    start: int,
    end: int,
    label: str = "claim",
    article: str = "x",
    id: str | None = None,
    quote: str | None = None,
    **attributes: str,
) -> Span:
    return Span(
        id=id or f"{annotator}:{article}:{start}-{end}:{label}",
        article_id=article,
        annotator=annotator,
        layer="independent",
        label=label,
        start=start,
        end=end,
        quote=quote if quote is not None else "x" * (end - start),
        attributes=Attributes(**attributes),
        origin="human",
        created_at="2031-05-03T00:00:00Z",
        version=1,
    )


def link(annotator: str, type: str, source: Span, target: Span) -> Link:
    return Link(
        id=f"{annotator}:{type}:{source.id}>{target.id}",
        annotator=annotator,
        layer="independent",
        type=type,
        source_id=source.id,
        target_id=target.id,
        source_article=source.article_id,
        target_article=target.article_id,
        note=None,
        origin="human",
        created_at="2031-05-03T00:00:00Z",
        version=1,
    )


def study(
    marks: Mapping[str, Sequence[Mark] | Mapping[str, Sequence[Mark]]],
    length: int | Mapping[str, int] = 500,
    links: Sequence[Link] = (),
    **options: Any,
) -> Study:
    """Everybody has done every article; marks of an annotator in article “x”, or by article."""
    lengths = {"x": length} if isinstance(length, int) else dict(length)
    spans = [
        span(annotator, start, end, label, article)
        for annotator, given in marks.items()
        for article, some in (given if isinstance(given, Mapping) else {"x": given}).items()
        for start, end, label in some
    ]
    return Study.of(lengths, done(marks, lengths), spans, links, **options)


def done(annotators: Mapping[str, object] | Sequence[str], articles: Mapping[str, int]) -> list[State]:
    return [State(annotator, article, "done") for annotator in annotators for article in articles]


# AGREEMENT 3.7: made by hand, every count can be re-derived on paper; text of 500 code points.
A: list[Mark] = [
    (0, 40, "claim"),
    (50, 90, "claim"),
    (100, 140, "rebuttal"),
    (150, 200, "claim"),
    (150, 200, "attribution"),
    (220, 300, "claim"),
    (320, 340, "claim"),
]
B: list[Mark] = [
    (0, 40, "claim"),
    (55, 90, "claim"),
    (100, 140, "claim"),
    (150, 200, "attribution"),
    (220, 255, "claim"),
    (260, 300, "claim"),
    (400, 420, "rebuttal"),
]

# AlexPaulSuzan of the pygamma-agreement documentation; text of 60.
ALEX: list[Mark] = [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")]
PAUL: list[Mark] = [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")]
SUZAN: list[Mark] = [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")]


Arc = tuple[str, int, int]
"""Type of a link, and the numbers of its ends."""


def linked_alike(
    ours: Sequence[Arc], theirs: Sequence[Arc], unmarked: Collection[int]
) -> tuple[Study, list[Link]]:
    """Six claims that A and B both have, but for those B has not marked; each with links; and these links."""
    spans = [span(a, 20 * i, 20 * i + 10, "claim") for a in "AB" for i in range(6)]
    kept = [x for x in spans if x.annotator == "A" or x.start // 20 not in unmarked]
    ids = {x.id for x in kept}
    arcs = [link("A", t, spans[s], spans[e]) for t, s, e in ours]
    arcs += [link("B", t, spans[6 + s], spans[6 + e]) for t, s, e in theirs]
    arcs = [x for x in arcs if x.source_id in ids and x.target_id in ids]
    return Study.of({"x": 500}, done("AB", {"x": 500}), kept, arcs), arcs
