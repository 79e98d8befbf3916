"""All pairs of overlapping spans of two annotators, with their weights, found by binary search.

Each overlapping pair is met once: either the right span begins inside the left one (or with it), or the
left one begins inside the right one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from annotate.agreement.columns import Columns, Floats, Ints

EDGES_AT_ONCE = 4_000_000
"""Overlapping pairs held in memory at once; also the most cells of a dense assignment (32 MB)."""
LABEL_BONUS = 0.25
DENSE_PARTNERS = 32
"""Partners kept of each span where an article has more overlapping pairs than that."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Overlapping pairs; arrays of one length, numbers of spans in the columns they came from."""

    left: Ints
    right: Ints
    weight: Floats
    """IoU + 0.25 where the labels are the same."""


def batches(
    left: Columns, right: Columns, rows: Ints, columns: Ints, limit: int = EDGES_AT_ONCE
) -> Iterator[tuple[Edges, bool]]:
    """The overlapping pairs of some spans (ascending numbers), some articles at a time.

    At most `limit` pairs at once; an article of more comes alone, with the heaviest partners of each span
    only, and True.
    """
    if not len(rows) or not len(columns):
        return
    counts = count_by_article(left, right, rows, columns)
    for start, end in runs(counts, limit):
        some_rows = rows[(left.article[rows] >= start) & (left.article[rows] < end)]
        some_columns = columns[(right.article[columns] >= start) & (right.article[columns] < end)]
        if end - start == 1 and counts[start] > limit:
            yield dense_edges(left, right, some_rows, some_columns), True
        else:
            yield overlaps(left, right, some_rows, some_columns), False


def runs(counts: Ints, limit: int) -> Iterator[tuple[int, int]]:
    """Cut 0..len(counts) into ranges whose counts sum to at most the limit; a greater one stands alone."""
    first, held = 0, 0
    for number in np.flatnonzero(counts).tolist():
        count = int(counts[number])
        if held and held + count > limit:
            yield first, number
            first, held = number, 0
        if count > limit:
            yield number, number + 1
            first = number + 1
        else:
            held += count
    if held:
        yield first, len(counts)


def count_by_article(left: Columns, right: Columns, rows: Ints, columns: Ints) -> Ints:
    """How many overlapping pairs each article holds, without making them."""
    forward, backward = _ranges(left, right, rows, columns)
    articles = int(max(left.article[rows].max(initial=-1), right.article[columns].max(initial=-1))) + 1
    counts = np.zeros(articles, np.int64)
    np.add.at(counts, left.article[rows], forward[1] - forward[0])
    np.add.at(counts, right.article[columns], backward[1] - backward[0])
    return counts


def overlaps(left: Columns, right: Columns, rows: Ints, columns: Ints) -> Edges:
    """Every pair of one of `rows` and one of `columns` (ascending numbers of spans) that overlaps."""
    forward, backward = _ranges(left, right, rows, columns)
    a, b = expand(*forward)
    d, c = expand(*backward)
    i, j = rows[np.concatenate((a, c))], columns[np.concatenate((b, d))]
    return Edges(i, j, _weights(left, right, i, j))


def dense_edges(left: Columns, right: Columns, rows: Ints, columns: Ints) -> Edges:
    """The heaviest partners of each span of the side that begins first; memory stays bounded."""
    place_left = (left.start[rows[0]], left.end[rows[0]])
    if place_left > (right.start[columns[0]], right.end[columns[0]]):
        turned = dense_edges(right, left, columns, rows)
        return Edges(turned.right, turned.left, turned.weight)
    block = max(1, EDGES_AT_ONCE // len(columns))
    kept = min(DENSE_PARTNERS, len(columns))
    found: list[Edges] = []
    for first in range(0, len(rows), block):
        some = rows[first : first + block]
        weight = _weights(left, right, some[:, None], columns)
        best = np.argpartition(-weight, kept - 1, axis=1)[:, :kept]
        heavy = np.take_along_axis(weight, best, 1).ravel()
        overlapping = heavy > 0
        found.append(
            Edges(
                np.repeat(some, kept)[overlapping],
                columns[best.ravel()][overlapping],
                heavy[overlapping],
            )
        )
    return Edges(*(np.concatenate([getattr(x, name) for x in found]) for name in ("left", "right", "weight")))


def components(left: Ints, right: Ints) -> Ints:
    """The connected component of each edge (left[i], right[i]), numbered from 0."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, row = np.unique(left, return_inverse=True)
    columns, column = np.unique(right, return_inverse=True)
    size = len(rows) + len(columns)
    graph = coo_array((np.ones(len(row), np.int8), (row, column + len(rows))), shape=(size, size))
    _, of_node = connected_components(graph, directed=False)
    return np.unique(of_node[row], return_inverse=True)[1].astype(np.int64)


def _ranges(
    left: Columns, right: Columns, rows: Ints, columns: Ints
) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """For each row the columns that begin inside it, for each column the rows that begin strictly inside."""
    a_start, a_end = left.start[rows], left.end[rows]
    b_start, b_end = right.start[columns], right.end[columns]
    return (
        (np.searchsorted(b_start, a_start, "left"), np.searchsorted(b_start, a_end, "left")),
        (np.searchsorted(a_start, b_start, "right"), np.searchsorted(a_start, b_end, "left")),
    )


def expand(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """(i, k) for every k from low[i] up to high[i], as two arrays."""
    counts = np.maximum(high - low, 0)
    owner = np.repeat(np.arange(len(low)), counts)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, low[owner] + offset


def _weights(left: Columns, right: Columns, i: Ints, j: Ints) -> Floats:
    """IoU + 0.25 [same label] of spans i and j, which broadcast; 0 where they do not overlap."""
    overlap = np.minimum(left.end[i], right.end[j]) - np.maximum(left.start[i], right.start[j])
    union = np.maximum(left.end[i], right.end[j]) - np.minimum(left.start[i], right.start[j])
    weight: Floats = overlap / union
    weight += LABEL_BONUS * (left.label[i] == right.label[j])
    weight[overlap <= 0] = 0
    return weight
