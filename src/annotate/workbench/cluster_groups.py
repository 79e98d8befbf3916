"""The user's word applied to clusters: what is said to be the same is joined, what is said to differ apart.

Members are the numbers of `FoundClusters`; a stretch that the user joined to one and that is in no
cluster gets a number after those. Only clusters that the user said something of are looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from annotate.model import Decision, Link, Place, Span
from annotate.workbench.found_clusters import FoundClusters

T = TypeVar("T")


class Places(Generic[T]):
    """Things by the place they stand at."""

    def __init__(self, items: Iterable[tuple[Place, T]]) -> None:
        by_article: dict[str, list[tuple[Place, T]]] = {}
        for place, item in items:
            by_article.setdefault(place.article_id, []).append((place, item))
        self._by_article = {}
        for article_id, found in by_article.items():
            found.sort(key=lambda pair: (pair[0].start, pair[0].end))
            starts = [place.start for place, _ in found]
            furthest = list(accumulate((place.end for place, _ in found), max))
            self._by_article[article_id] = (found, starts, furthest)

    def overlapping(self, place: Place) -> list[tuple[Place, T]]:
        """What overlaps a place by more than half of the shorter of the two, in no order."""
        found, starts, furthest = self._by_article.get(place.article_id, ([], [], []))
        number = bisect_left(starts, place.end) - 1
        over = []
        while number >= 0 and furthest[number] > place.start:
            if found[number][0].overlaps(place):
                over.append(found[number])
            number -= 1
        return over

    def nearest(self, place: Place, least: float = 0.0) -> T | None:
        """What overlaps a place and shares the largest part with it: of both together at least `least`."""
        shares = [(shared_part(there, place), -there.start, item) for there, item in self.overlapping(place)]
        best = max(shares, key=lambda share: share[:2], default=None)
        return best[2] if best is not None and best[0] >= least else None


def place_of(span: Span) -> Place:
    """Where a span stands."""
    return Place(span.article_id, span.start, span.end)


def shared_part(one: Place, other: Place) -> float:
    """What two places share, as a part of what they cover together: from 0 to 1."""
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (one.end - one.start + other.end - other.start - shared)


@dataclass(frozen=True, slots=True)
class Said:
    """What the user said of two places: by a link, or by a decision on a suggestion.

    A place that differs from itself is no statement that others repeat: only the user joins it to any.
    """

    first: Place
    second: Place
    same: bool
    """Whether they are the same, or are not."""
    by: Link | Decision | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one cluster."""

    members: tuple[int, ...]
    """Ascending; at least two; none overlap."""
    canonical: int
    touched: bool
    """Whether the user said something of it or of what it was made from."""


SAME_PLACE = 0.5
"""Part that a span and a member must share at least to be the same statement. A long quotation that was
tagged is not one of its clauses, though it overlaps them."""


class Grouping:
    """All clusters with the user's word applied."""

    def __init__(self, found: FoundClusters, members: Places[int], said: Sequence[Said]) -> None:
        """`members` are the members of the clusters by their places: made once for many groupings."""
        self._found = found
        self._members = members
        self._added: list[Place] = []
        self._added_in: dict[str, list[int]] = {}
        same, apart = self._pairs(said)
        self._joined = _Joined({(a, b) for a, b in apart if a != b})
        self._alone = {a for a, b in apart if a == b}
        for a, b in same:
            self._joined.join(a, b)
        self._said_of = {number for pair in (*same, *apart) for number in pair}
        self._touched = {self._cluster_of(n) for n in self._said_of if n < found.member_count}
        for cluster in sorted(self._touched):
            self._join_cluster(cluster)

    def groups(self) -> Iterator[Group]:
        """The clusters, in no order."""
        found = self._found
        for cluster, canonical in enumerate(found.canonical):
            if cluster not in self._touched:
                yield Group(tuple(self._of(cluster)), canonical, False)
        by_root: dict[int, list[int]] = {}
        for number in sorted(self._said_of.union(*map(self._of, self._touched))):
            by_root.setdefault(self._joined.root(number), []).append(number)
        sizes = {found.canonical[cluster]: len(self._of(cluster)) for cluster in self._touched}
        for numbers in by_root.values():
            canonical = max(numbers, key=lambda n: (sizes.get(n, 0), -n))
            members = self._without_overlaps(canonical, numbers)
            if len(members) > 1:
                yield Group(members, canonical, True)

    def place(self, number: int) -> Place:
        """Where a member stands."""
        places = self._found.places
        return places[number] if number < len(places) else self._added[number - len(places)]

    def text(self, number: int) -> str | None:
        """What stands there; None for a stretch that is in no cluster by itself."""
        texts = self._found.texts
        return texts[number] if number < len(texts) else None

    def number_at(self, place: Place) -> int | None:
        """The number of the member at a place, boundaries aside."""
        number = self._members.nearest(place, SAME_PLACE)
        if number is not None:
            return number
        added = [(shared_part(self.place(n), place), n) for n in self._added_in.get(place.article_id, ())]
        part, number = max(added, default=(0.0, -1))
        return number if part >= SAME_PLACE else None

    def root_at(self, place: Place) -> int | None:
        """A number that all members of one cluster share, and no others; None where no member stands."""
        number = self.number_at(place)
        if number is not None and number < self._found.member_count:
            cluster = self._cluster_of(number)
            if cluster not in self._touched:
                return self._found.canonical[cluster]
        return None if number is None else self._joined.root(number)

    def _of(self, cluster: int) -> range:
        return range(self._found.starts[cluster], self._found.starts[cluster + 1])

    def _cluster_of(self, number: int) -> int:
        return bisect_right(self._found.starts, number) - 1

    def _pairs(self, said: Sequence[Said]) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
        same: list[tuple[int, int]] = []
        linked: set[tuple[int, int]] = set()
        for each in said:
            if each.same:
                pair = self._number_for(each.first), self._number_for(each.second)
                same.append(pair)
                if isinstance(each.by, Link):
                    linked |= {pair, pair[::-1]}
        apart: set[tuple[int, int]] = set()
        for each in said:
            if not each.same:
                a, b = self.number_at(each.first), self.number_at(each.second)
                # A link that stands outweighs what was said of a suggestion before it was made.
                if a is not None and b is not None and (a, b) not in linked:
                    apart |= {(a, b), (b, a)}
        return same, apart

    def _number_for(self, place: Place) -> int:
        number = self.number_at(place)
        if number is None:
            number = len(self._found.places) + len(self._added)
            self._added.append(place)
            self._added_in.setdefault(place.article_id, []).append(number)
        return number

    def _join_cluster(self, cluster: int) -> None:
        """Join the members of a cluster as far as the user lets them: to the canonical first."""
        canonical = self._found.canonical[cluster]
        left = sorted(set(self._of(cluster)) - self._alone, key=lambda number: (number != canonical, number))
        while left:
            core, *others = left
            left = [number for number in others if not self._joined.join(core, number)]

    def _without_overlaps(self, canonical: int, numbers: list[int]) -> tuple[int, ...]:
        """The members less those that overlap another: one place is counted once."""
        kept = []
        taken: dict[str, list[Place]] = {}
        for number in [canonical, *(n for n in numbers if n != canonical)]:
            place = self.place(number)
            others = taken.setdefault(place.article_id, [])
            if not any(place.start < other.end and other.start < place.end for other in others):
                others.append(place)
                kept.append(number)
        return tuple(sorted(kept))


class _Joined:
    """Disjoint sets of numbers, some of which must stay apart."""

    def __init__(self, apart: set[tuple[int, int]]) -> None:
        self._parent: dict[int, int] = {}
        self._size: dict[int, int] = {}
        self._apart: dict[int, set[int]] = {}
        """By root: the numbers that must not be joined to its set."""
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)

    def root(self, number: int) -> int:
        root = number
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(number, number)) != root:
            self._parent[number], number = root, parent
        return root

    def join(self, a: int, b: int) -> bool:
        """Join two sets; False where something in one is to stay apart from something in the other."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return True
        few, many = sorted((a, b), key=lambda root: len(self._apart.get(root, ())))
        if any(self.root(number) == many for number in self._apart.get(few, ())):
            return False
        small, large = sorted((a, b), key=lambda root: self._size.get(root, 1))
        self._parent[small] = large
        self._size[large] = self._size.get(large, 1) + self._size.pop(small, 1)
        if small in self._apart:
            self._apart.setdefault(large, set()).update(self._apart.pop(small))
        return True


def needed(
    grouped: Callable[[Sequence[Said]], Grouping], together: Sequence[Place], off: Sequence[Place] = ()
) -> list[Said]:
    """What must be said besides so that the places `together` are one cluster, with none of `off` in it.

    `grouped` makes the grouping with something said besides. Few words are enough, since a member brings
    its cluster along.
    """
    more: dict[tuple[Place, Place, bool], Said] = {}
    while True:
        grouping = grouped(list(more.values()))
        first_of: dict[int | None, Place] = {}
        for place in together:
            first_of.setdefault(grouping.root_at(place), place)
        new = [Said(together[0], place, same=True) for place in first_of.values() if place != together[0]]
        for place in off:
            root = grouping.root_at(place)
            if root is not None and root in first_of:
                new.append(Said(first_of[root], place, same=False))
        missing = {(each.first, each.second, each.same): each for each in new}
        if missing.keys() <= more.keys():
            return list(more.values())
        more |= missing
