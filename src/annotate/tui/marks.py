"""Which spans stand on which stretch: overlapping spans cut into disjoint pieces by one sweep."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol


class Marked(Protocol):
    """Anything with an extent and a label."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def label(self) -> str:
        """Its label."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last."""


class Marks:
    """The spans of one article, ready for painting and for moving among them."""

    def __init__(self, spans: Sequence[Marked] = ()) -> None:
        self.spans: list[Marked] = sorted(spans, key=lambda s: (s.start, -s.end, s.label, s.id))
        self._starts = [span.start for span in self.spans]
        self._numbers = {span.id: number for number, span in enumerate(self.spans)}
        self._edges, self._standing = _sweep(self.spans)

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Disjoint stretches of a range, in order, each with the numbers of the spans on it."""
        i = max(0, bisect_right(self._edges, start) - 1)
        at = start
        while at < end:
            following = self._edges[i + 1] if i + 1 < len(self._edges) else end
            inside = bool(self._edges) and self._edges[i] <= at
            until = min(end, following) if inside else min(end, self._edges[i] if self._edges else end)
            yield at, until, self._standing[i] if inside else ()
            at = until
            if inside:
                i += 1

    def at(self, position: int) -> list[Marked]:
        """The spans on a code point, innermost first."""
        i = bisect_right(self._edges, position) - 1
        found = [self.spans[n] for n in self._standing[i]] if i >= 0 else []
        return sorted(found, key=lambda s: (s.end - s.start, s.label, s.id))

    def starting_in(self, start: int, end: int) -> list[Marked]:
        """The spans that start inside a range, in order."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def index(self, span_id: str) -> int | None:
        """The number of a span, in reading order."""
        return self._numbers.get(span_id)

    def beside(self, position: int, direction: int) -> int:
        """The number of the first span that starts at or after a code point (1), or the last before (-1)."""
        if direction > 0:
            return bisect_left(self._starts, position)
        return bisect_right(self._starts, position) - 1


def _sweep(spans: Sequence[Marked]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Edges in order, and for each the numbers of the spans standing from there to the next."""
    events: dict[int, tuple[list[int], list[int]]] = {}
    for number, span in enumerate(spans):
        events.setdefault(span.start, ([], []))[0].append(number)
        events.setdefault(span.end, ([], []))[1].append(number)
    edges, standing = sorted(events), []
    active: dict[int, None] = {}
    for edge in edges:
        opening, closing = events[edge]
        for number in closing:
            del active[number]
        active.update(dict.fromkeys(opening))
        standing.append(tuple(active))
    return edges, standing
