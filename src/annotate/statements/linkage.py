"""Average linkage on a sparse graph: the two groups most alike on average are joined, again and again.

Unlike connected components it does not chain: what is alike to one member of a large group and to no
other stays apart. The mean is over all pairs of two groups, after Sokal and Michener (1958); a pair that
is not given counts as `floor`.
"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush


def average_linkage(
    size: int, pairs: Iterable[tuple[int, int, float]], *, least: float, floor: float
) -> list[list[int]]:
    """Groups of the nodes 0 … `size` - 1, those of one node too, nodes ascending, by first node.

    Joins go on until no two groups have a mean of `least` or more. Takes each pair once. Of two groups
    the one with fewer neighbours is worked into the other, and means that have become lower are found out
    when their turn comes, so work grows little faster than the pairs.
    """
    # Sums over the pairs of two groups of what is above the floor, so that absent pairs count as 0.
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    heap: list[tuple[float, int, int]] = []
    for a, b, value in pairs:
        sums[a][b] = sums[b][a] = value - floor
        if value >= least:
            heap.append((-value, min(a, b), max(a, b)))
    heapify(heap)
    members = [[node] for node in range(size)]
    while heap:
        value, a, b = heappop(heap)
        if not members[a] or not members[b]:
            continue
        mean = floor + sums[a][b] / (len(members[a]) * len(members[b]))
        if mean != -value:
            if least <= mean < -value:
                heappush(heap, (-mean, a, b))
            continue
        if (len(sums[a]), -a) < (len(sums[b]), -b):
            a, b = b, a
        members[a] += members[b]
        members[b] = []
        del sums[a][b]
        for other, gained in sums[b].items():
            if other == a:
                continue
            del sums[other][b]
            total = sums[a].get(other, 0.0) + gained
            sums[a][other] = sums[other][a] = total
            mean = floor + total / (len(members[a]) * len(members[other]))
            if mean >= least:
                heappush(heap, (-mean, min(a, other), max(a, other)))
        sums[b] = {}
    return sorted(sorted(group) for group in members if group)
