"""Link F1: links as (source, type, target) after their ends are mapped through the alignment of spans.

End to end, a link with an end that is not aligned is a mismatch; given aligned ends, such links are left
out of both sides. An end is aligned where the spans overlap (see `align`), in its own article. Ends of
symmetric types have no order. Untyped asks for a link of any type between the same ends, in the same
direction where both have one. Kappa or alpha over all pairs of spans would be ruled by “no link”.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from annotate.agreement.figure import NO_ALIGNED_ENDS, NO_LINKS
from annotate.agreement.pair import Pair
from annotate.agreement.sample import Sample, f1, f1_count, precision, ratio, recall
from annotate.agreement.stories import Stories
from annotate.agreement.study import Study
from annotate.model import Link


class Ends(NamedTuple):
    """A link between groups of spans; a span that is not aligned is a group of its own."""

    type: str
    source: int
    target: int
    aligned: bool
    """Whether both ends are aligned."""
    story: int


@dataclass(frozen=True, slots=True)
class MappedLinks:
    """The links of two annotators between the articles both finished."""

    first: frozenset[Ends]
    second: frozenset[Ends]
    left_out: int
    """Links with an end in an article that not both finished."""


def mapped(study: Study, pair: Pair, stories: Stories) -> MappedLinks:
    """Map the ends of both annotators' links to groups of aligned spans."""
    count = len(pair.alignment.left)
    group: dict[str, int] = {}
    story: dict[str, int] = {}
    offset = count
    for columns, aligned in ((pair.left, pair.alignment.left), (pair.right, pair.alignment.right)):
        numbers = np.arange(offset, offset + len(columns.spans))
        numbers[aligned] = np.arange(count)
        offset += len(columns.spans)
        ids = [x.id for x in columns.spans]
        group.update(zip(ids, numbers.tolist(), strict=True))
        story.update(zip(ids, stories.of_article[columns.article].tolist(), strict=True))

    def ends(links: Sequence[Link]) -> frozenset[Ends]:
        found = set()
        for link in links:
            source, target = group[link.source_id], group[link.target_id]
            if link.type in study.symmetric and target < source:
                source, target = target, source
            aligned = source < count and target < count
            found.add(Ends(link.type, source, target, aligned, story[link.source_id]))
        return frozenset(found)

    sides = [[x for x in study.links if x.annotator == name] for name in pair.annotators]
    usable = [[x for x in links if x.source_id in group and x.target_id in group] for links in sides]
    left_out = sum(map(len, sides)) - sum(map(len, usable))
    return MappedLinks(ends(usable[0]), ends(usable[1]), left_out)


def link_f1(links: MappedLinks, stories: Stories, symmetric: frozenset[str]) -> Iterator[Sample]:
    """Typed and untyped, end to end and given aligned ends, over all types."""

    def untyped(first: frozenset[Ends], second: frozenset[Ends]) -> list[Counted]:
        return _untyped(first, second, symmetric)

    for reading in ("end_to_end", "aligned"):
        for kind, count in (("typed", _typed), ("untyped", untyped)):
            yield _sample(links, stories, reading, kind, count)


def link_f1_by_type(links: MappedLinks, stories: Stories) -> Iterator[Sample]:
    """Typed F1 of each type that occurs, in both readings."""
    for name in sorted({x.type for x in links.first | links.second}):
        of_type = MappedLinks(
            frozenset(x for x in links.first if x.type == name),
            frozenset(x for x in links.second if x.type == name),
            links.left_out,
        )
        for reading in ("end_to_end", "aligned"):
            yield _sample(of_type, stories, reading, "typed", _typed, name)


Counted = tuple[int, int, int, int]
"""(story, in both, of the first, of the second)"""
Counting = Callable[[frozenset[Ends], frozenset[Ends]], list[Counted]]


def _typed(first: frozenset[Ends], second: frozenset[Ends]) -> list[Counted]:
    keys = {(x.source, x.type, x.target): x.story for x in second}
    both = [x for x in first if (x.source, x.type, x.target) in keys]
    return [
        *((x.story, 1, 0, 0) for x in both),
        *((x.story, 0, 1, 0) for x in first),
        *((x.story, 0, 0, 1) for x in second),
    ]


def _untyped(first: frozenset[Ends], second: frozenset[Ends], symmetric: frozenset[str]) -> list[Counted]:
    """Between two groups a side has up to three links: forward, backward, without direction."""
    found: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    story: dict[tuple[int, int], int] = {}
    for side, links in enumerate((first, second)):
        for x in links:
            ends = (x.source, x.target) if x.source <= x.target else (x.target, x.source)
            if ends not in found:
                found[ends] = set(), set()
            found[ends][side].add(0 if x.type in symmetric else 1 if x.source <= x.target else -1)
            story[ends] = min(x.story, story.get(ends, x.story))
    counted = []
    for ends, (ours, theirs) in found.items():
        same = ours & theirs
        loose = 0
        if len(same) < min(len(ours), len(theirs)):
            # A link without direction answers one of either direction, after equal ones are paired.
            loose = int(0 in ours ^ theirs)
        counted.append((story[ends], len(same) + loose, len(ours), len(theirs)))
    return counted


def _sample(
    links: MappedLinks,
    stories: Stories,
    reading: str,
    kind: str,
    count: Counting,
    scope: str | None = None,
) -> Sample:
    first, second = links.first, links.second
    if reading == "aligned":
        first = frozenset(x for x in first if x.aligned)
        second = frozenset(x for x in second if x.aligned)
    rows = np.zeros((stories.count, 5))
    for story, *numbers in count(first, second):
        rows[story, :3] += numbers
    for column, some in ((3, (first, second)), (4, (links.first, links.second))):
        at = [x.story for side in some for x in side]
        rows[:, column] = np.bincount(np.array(at, np.int64), minlength=stories.count)
    aligned, everything = rows[:, 3:].sum(0).astype(int).tolist()
    words = "end to end" if reading == "end_to_end" else "given aligned ends"
    return Sample(
        key=f"link_f1_{kind}_{reading}",
        name=f"link F1, {kind}, {words}",
        rows=rows,
        value=f1,
        undefined=NO_LINKS if reading == "end_to_end" or not everything else NO_ALIGNED_ENDS,
        count=f1_count,
        counted="links",
        scope=scope,
        parameters={"ends": words, "aligned": "spans overlap"},
        parts={
            "precision": precision,
            "recall": recall,
            **(
                {"coverage": lambda totals: ratio(totals[..., 3], totals[..., 4])}
                if reading == "aligned"
                else {}
            ),
        },
        left_out={
            "links with an end in an article not done by both": links.left_out,
            "links with an end that is not aligned": everything - aligned,
        },
        by_story=True,
    )
