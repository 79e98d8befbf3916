"""Which spans of several annotators mark the same thing: at most one span of each annotator in a group.

Two annotators: the pairs of their alignment. More: candidates of all pairs of annotators are taken best
first (Kruskal), and two groups are merged only if no annotator is in both, so there is no chaining.
Identical spans are merged before all others, as the alignment locks them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

from annotate.agreement.columns import Axis, Bools, Columns, Ints
from annotate.agreement.overlaps import EDGES_AT_ONCE, Edges, count_by_article, dense_edges, overlaps, runs
from annotate.agreement.pair import Pair


@dataclass(frozen=True, slots=True)
class Groups:
    """The spans of some annotators in articles that at least two of them finished, grouped."""

    annotators: tuple[str, ...]
    columns: tuple[Columns, ...]
    finished: Bools
    """(annotators, articles of the axis), False everywhere where fewer than two finished an article."""
    members: Ints
    """(groups, annotators): number of the span in the annotator's columns, -1 where there is none."""
    article: Ints
    """(groups,)"""
    greedy_articles: tuple[int, ...] = ()
    """Articles too dense to compare every pair of spans there."""

    @property
    def of_span(self) -> tuple[Ints, ...]:
        """For each annotator the group of each span."""
        found = []
        for column, columns in zip(self.members.T, self.columns, strict=True):
            group = np.full(len(columns.spans), -1, np.int64)
            present = np.flatnonzero(column >= 0)
            group[column[present]] = present
            found.append(group)
        return tuple(found)


def of_pair(pair: Pair) -> Groups:
    """The aligned pairs, and a group of its own for every other span."""
    alone_left = np.setdiff1d(np.arange(len(pair.left.spans)), pair.alignment.left)
    alone_right = np.setdiff1d(np.arange(len(pair.right.spans)), pair.alignment.right)
    left = np.concatenate((pair.alignment.left, alone_left, np.full(len(alone_right), -1)))
    right = np.concatenate((pair.alignment.right, np.full(len(alone_left), -1), alone_right))
    article = np.concatenate(
        (pair.left.article[left[: len(left) - len(alone_right)]], pair.right.article[alone_right])
    )
    finished = np.vstack((pair.shared, pair.shared))
    columns = (pair.left, pair.right)
    members = np.column_stack((left, right))
    return Groups(pair.annotators, columns, finished, members, article, pair.alignment.greedy_articles)


def group(axis: Axis, annotators: Sequence[str], threshold: Fraction = Fraction(0)) -> Groups:
    """Group the spans of two annotators or more; only overlaps with an IoU of at least the threshold join."""
    if len(annotators) == 2 and not threshold:
        return of_pair(Pair.of(axis, annotators[0], annotators[1]))
    finished = axis.done[[axis.row(x) for x in annotators]]
    shared = finished.sum(0) >= 2
    finished = finished & shared
    columns = tuple(axis.columns[axis.row(x)].within(finished[i]) for i, x in enumerate(annotators))
    forest = _Forest(columns, finished)
    _merge_identical(forest)
    greedy: set[int] = set()
    # Spans whose group is complete can join no other.
    free = forest.free()
    for start, end, dense in _article_runs(columns, free, len(axis.articles)):
        if dense:
            greedy.add(start)
        _merge_best_first(forest, free, start, end, dense, threshold)
    members = forest.members()
    first = (members >= 0).argmax(1)
    article = np.zeros(len(members), np.int64)
    for i, x in enumerate(columns):
        article[first == i] = x.article[members[first == i, i]]
    return Groups(tuple(annotators), columns, finished, members, article, tuple(sorted(greedy)))


class _Forest:
    """Union-find over all spans; each root knows the annotators in its group as bits."""

    def __init__(self, columns: tuple[Columns, ...], finished: Bools) -> None:
        self.columns = columns
        self.offset = np.cumsum([0, *(len(x.spans) for x in columns)]).tolist()
        self.parent = list(range(self.offset[-1]))
        self.bits = [1 << i for i, x in enumerate(columns) for _ in x.spans]
        powers = 1 << np.arange(len(columns))
        complete = (finished * powers[:, None]).sum(0)
        self.complete = np.concatenate([complete[x.article] for x in columns]).tolist()

    def root(self, node: int) -> int:
        parent = self.parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def merge(self, a: int, b: int) -> bool:
        """Join two groups; False where an annotator is in both."""
        a, b = self.root(a), self.root(b)
        if a == b or self.bits[a] & self.bits[b]:
            return False
        self.parent[b] = a
        self.bits[a] |= self.bits[b]
        return True

    def free(self) -> tuple[Ints, ...]:
        """For each annotator the spans whose group still lacks somebody who finished the article."""
        return tuple(
            np.array(
                [
                    node - low
                    for node in range(low, high)
                    if self.bits[self.root(node)] != self.complete[node]
                ],
                np.int64,
            )
            for low, high in zip(self.offset[:-1], self.offset[1:], strict=True)
        )

    def members(self) -> Ints:
        roots = [self.root(node) for node in range(len(self.parent))]
        _, number = np.unique(np.array(roots, np.int64), return_inverse=True)
        table = np.full((int(number.max(initial=-1)) + 1, len(self.columns)), -1, np.int64)
        for i, (low, high) in enumerate(zip(self.offset[:-1], self.offset[1:], strict=True)):
            table[number[low:high], i] = np.arange(high - low)
        return table


def _merge_identical(forest: _Forest) -> None:
    """Same offsets and label first, then same offsets, labels in order."""
    by_place: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for offset, x in zip(forest.offset, forest.columns, strict=False):
        for i, (start, end, label) in enumerate(
            zip(x.start.tolist(), x.end.tolist(), x.label.tolist(), strict=True)
        ):
            by_place[start, end][label].append(offset + i)
    for by_label in by_place.values():
        firsts: list[int] = []
        for label in sorted(by_label):
            nodes = by_label[label]
            rest = [node for node in nodes[1:] if not forest.merge(nodes[0], node)]
            firsts += [nodes[0], *rest]
        for i, node in enumerate(firsts):
            for earlier in firsts[:i]:
                if forest.merge(earlier, node):
                    break


def _article_runs(
    columns: tuple[Columns, ...], free: tuple[Ints, ...], articles: int
) -> list[tuple[int, int, bool]]:
    counts = np.zeros(articles, np.int64)
    for i, j in combinations(range(len(columns)), 2):
        if len(free[i]) and len(free[j]):
            found = count_by_article(columns[i], columns[j], free[i], free[j])
            counts[: len(found)] += found
    return [
        (start, end, end - start == 1 and bool(counts[start] > EDGES_AT_ONCE))
        for start, end in runs(counts, EDGES_AT_ONCE)
    ]


def _merge_best_first(
    forest: _Forest, free: tuple[Ints, ...], start: int, end: int, dense: bool, threshold: Fraction
) -> None:
    columns = forest.columns
    keys: list[list[np.ndarray]] = []
    for i, j in combinations(range(len(columns)), 2):
        a, b = columns[i], columns[j]
        rows = free[i][(a.article[free[i]] >= start) & (a.article[free[i]] < end)]
        others = free[j][(b.article[free[j]] >= start) & (b.article[free[j]] < end)]
        if not len(rows) or not len(others):
            continue
        edges: Edges = (dense_edges if dense else overlaps)(a, b, rows, others)
        r, c = edges.left, edges.right
        low, high = np.maximum(a.start[r], b.start[c]), np.minimum(a.end[r], b.end[c])
        first, last = np.minimum(a.start[r], b.start[c]), np.maximum(a.end[r], b.end[c])
        close = (high - low) * threshold.denominator >= (last - first) * threshold.numerator
        keys.append(
            [
                x[close]
                for x in (r + forest.offset[i], c + forest.offset[j], -edges.weight, first, low, high, last)
            ]
        )
    if not keys:
        return
    left, right, *order_by = (np.concatenate(x) for x in zip(*keys, strict=True))
    order = np.lexsort((right, left, *reversed(order_by)))
    for a_node, b_node in zip(left[order].tolist(), right[order].tolist(), strict=True):
        forest.merge(a_node, b_node)
