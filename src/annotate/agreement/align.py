"""Which span of one annotator answers which of the other.

Identical spans are locked first (same offsets and label, then same offsets), so that no trade of better
sums breaks an exact match. The rest is paired over every overlap of one code point or more, component by
component, by the optimal assignment of w = IoU + 0.25 * [same label]. The outcome depends on offsets and
labels alone: not on the order of spans, their ids, or which annotator comes first.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from annotate.agreement.columns import Bools, Columns, Floats, Ints
from annotate.agreement.overlaps import EDGES_AT_ONCE, Edges, batches, components

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of spans, sorted by the left one; arrays of one length, a span is in at most one pair."""

    left: Ints
    """Number of the span in the left columns."""
    right: Ints
    overlap: Ints
    """Code points in both spans."""
    union: Ints
    """Code points in either span."""
    same_label: Bools
    greedy_articles: tuple[int, ...] = ()
    """Articles too dense for the optimal assignment: paired best first there."""

    def at_least(self, threshold: Fraction) -> Bools:
        """Which pairs have an IoU of at least that; compared in integers, so 1/2 itself counts."""
        return np.asarray(self.overlap * threshold.denominator >= self.union * threshold.numerator)

    @property
    def exact(self) -> Bools:
        """Which pairs have the same offsets."""
        return np.asarray(self.overlap == self.union)


def align(left: Columns, right: Columns, *, edges_at_once: int = EDGES_AT_ONCE) -> Alignment:
    """Pair the spans of two annotators in all articles of the columns at once.

    O(n log n + edges) beside the assignments. A component of more than `edges_at_once` cells is paired
    best first, and an article of more overlapping pairs than that from the best 32 partners of each span;
    both are told in `greedy_articles`.
    """
    locked_left, locked_right = _locked(left, right)
    free_left = np.setdiff1d(np.arange(len(left.spans)), locked_left)
    free_right = np.setdiff1d(np.arange(len(right.spans)), locked_right)
    pairs_left, pairs_right, greedy = [locked_left], [locked_right], set[int]()
    for edges, dense in batches(left, right, free_left, free_right, edges_at_once):
        found, best_first = _assign(edges, left, right, edges_at_once, dense)
        pairs_left.append(edges.left[found])
        pairs_right.append(edges.right[found])
        greedy |= best_first
    i, j = np.concatenate(pairs_left), np.concatenate(pairs_right)
    order = np.argsort(i, kind="stable")
    i, j = i[order], j[order]
    overlap = np.minimum(left.end[i], right.end[j]) - np.maximum(left.start[i], right.start[j])
    union = np.maximum(left.end[i], right.end[j]) - np.minimum(left.start[i], right.start[j])
    return Alignment(i, j, overlap, union, left.label[i] == right.label[j], tuple(sorted(greedy)))


def _locked(left: Columns, right: Columns) -> tuple[Ints, Ints]:
    """Pairs with the same offsets and label, then of what is left those with the same offsets."""
    everything = np.arange(len(left.spans)), np.arange(len(right.spans))
    by_label = _same(left, right, *everything, with_label=True)
    rest = (np.setdiff1d(x, taken) for x, taken in zip(everything, by_label, strict=True))
    by_place = _same(left, right, *rest, with_label=False)
    return np.concatenate((by_label[0], by_place[0])), np.concatenate((by_label[1], by_place[1]))


def _same(left: Columns, right: Columns, rows: Ints, columns: Ints, *, with_label: bool) -> tuple[Ints, Ints]:
    """The n-th of `rows` with some offsets (and label) beside the n-th of `columns` with the same."""
    keys = []
    for x, at in ((left, rows), (right, columns)):
        key = np.column_stack((x.start[at], x.end[at], *([x.label[at]] if with_label else [])))
        begins = np.ones(len(at), np.bool_)
        begins[1:] = (key[1:] != key[:-1]).any(1)
        first = np.flatnonzero(begins)
        rank = np.arange(len(at)) - first[np.cumsum(begins) - 1]
        keys.append(np.column_stack((key, rank)))
    both = np.vstack(keys)
    order = np.lexsort((np.arange(len(both)), *both.T[::-1]))
    twins = np.flatnonzero((both[order[1:]] == both[order[:-1]]).all(1))
    return rows[order[twins]], columns[order[twins + 1] - len(rows)]


def _assign(
    edges: Edges, left: Columns, right: Columns, limit: int, greedy_only: bool
) -> tuple[Ints, set[int]]:
    """Numbers of the chosen edges, and the articles where they were chosen best first."""
    if greedy_only:
        article = {int(left.article[edges.left[0]])} if len(edges.left) else set()
        return _best_first(edges, left, right, np.arange(len(edges.left))), article
    component = components(edges.left, edges.right)
    order = np.lexsort((edges.right, edges.left, component))
    component = component[order]
    row, rows = _local(component, edges.left[order])
    column, columns = _local(component, edges.right[order])
    bounds = np.concatenate(([0], np.cumsum(np.bincount(component))))
    # Where one side has one span only, as mostly, the heaviest edge is the optimum.
    star = (rows == 1) | (columns == 1)
    best = np.lexsort((np.arange(len(order)), -edges.weight[order], component))[bounds[:-1]]
    chosen = [order[best[star]]]
    articles: set[int] = set()
    for c in np.flatnonzero(~star).tolist():
        part = slice(bounds[c], bounds[c + 1])
        members = order[part]
        i, j = edges.left[members].min(), edges.right[members].min()
        if rows[c] * columns[c] > limit:
            chosen.append(_best_first(edges, left, right, members))
            articles.add(int(left.article[i]))
        elif _comes_first(right, j, left, i):
            chosen.append(members[_optimal(edges.weight[members], column[part], row[part])])
        else:
            chosen.append(members[_optimal(edges.weight[members], row[part], column[part])])
    return np.concatenate(chosen), articles


def _local(component: Ints, node: Ints) -> tuple[Ints, Ints]:
    """The number of each edge's node within its component, from 0, and how many nodes each has."""
    order = np.lexsort((node, component))
    new = np.ones(len(order), np.bool_)
    new[1:] = (node[order[1:]] != node[order[:-1]]) | (component[order[1:]] != component[order[:-1]])
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(new) - 1
    sizes = np.bincount(component[order[new]])
    return number - (np.cumsum(sizes) - sizes)[component], sizes


def _comes_first(a: Columns, i: int, b: Columns, j: int) -> bool:
    """Whether one span stands before the other; free spans never have the same offsets."""
    return bool((a.start[i], a.end[i]) < (b.start[j], b.end[j]))


def _optimal(weight: Floats, row: Ints, column: Ints) -> Ints:
    """Positions of the edges with the greatest sum of weights; rows are the side that comes first.

    So ties fall alike whichever annotator is the left one.
    """
    from scipy.optimize import linear_sum_assignment

    matrix = np.zeros((int(row.max()) + 1, int(column.max()) + 1))
    matrix[row, column] = weight
    edge = np.full(matrix.shape, -1, np.int64)
    edge[row, column] = np.arange(len(row))
    found = edge[linear_sum_assignment(matrix, maximize=True)]
    return found[found >= 0]


def _best_first(edges: Edges, left: Columns, right: Columns, members: Ints) -> Ints:
    """Take the heaviest edge whose ends are both free, again and again; ties by place in the text."""
    i, j = edges.left[members], edges.right[members]
    first = np.minimum(left.start[i], right.start[j])
    second = np.maximum(left.start[i], right.start[j])
    low = np.minimum(left.end[i], right.end[j])
    high = np.maximum(left.end[i], right.end[j])
    labels = (np.maximum(left.label[i], right.label[j]), np.minimum(left.label[i], right.label[j]))
    order = np.lexsort((*labels, high, low, second, first, -edges.weight[members]))
    taken_left, taken_right = set[int](), set[int]()
    chosen = []
    for position, a, b in zip(members[order].tolist(), i[order].tolist(), j[order].tolist(), strict=True):
        if a not in taken_left and b not in taken_right:
            taken_left.add(a)
            taken_right.add(b)
            chosen.append(position)
    return np.array(chosen, np.int64)
