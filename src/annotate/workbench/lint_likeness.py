"""The rules of lint that compare wordings: what is alike but untagged, and what is joined but not alike."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from annotate.model import Decision, Link, Place, Span
from annotate.scheme import Scheme
from annotate.statements.score import Score, Weight, score
from annotate.workbench.lint_rules import (
    LOOSE_CHAIN,
    UNTAGGED_DUPLICATE,
    Finding,
    by_wording,
    folded,
    on,
    place_of,
)

ALIKE = 85.0
"""The score from which an untagged statement is a near-duplicate that was overlooked."""
UNALIKE = 40.0
"""The score below which two spans are hardly the same statement."""
_MOST_WORDINGS = 80
"""Of a chain with more different wordings, only so many are compared: 3,160 pairs take a quarter second."""
_BUCKET = 256


class Places:
    """Places of any number of articles, to be asked which overlap another by more than half."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._buckets: defaultdict[tuple[str, int], list[Place]] = defaultdict(list)
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        """Take in another."""
        for bucket in self._covered(place):
            self._buckets[bucket].append(place)

    def overlap(self, place: Place) -> bool:
        """Whether any overlaps; see `Place.overlaps`."""
        return any(
            other.overlaps(place)
            for bucket in self._covered(place)
            for other in self._buckets.get(bucket, ())
        )

    @staticmethod
    def _covered(place: Place) -> list[tuple[str, int]]:
        last = max(place.start, place.end - 1) // _BUCKET
        return [(place.article_id, number) for number in range(place.start // _BUCKET, last + 1)]


class Rejected:
    """The pairs of places of which somebody said that they are not the same."""

    def __init__(self, decisions: Iterable[Decision], scheme: Scheme) -> None:
        self._by_articles: defaultdict[frozenset[str], list[Decision]] = defaultdict(list)
        types = {"", *repeating_types(scheme)}
        for each in decisions:
            if each.verdict == "rejected" and each.relation in types:
                articles = frozenset((each.first.article_id, each.second.article_id))
                self._by_articles[articles].append(each)

    def concerns(self, one: Place, other: Place) -> bool:
        """Whether the two were told apart, boundaries aside."""
        between = self._by_articles.get(frozenset((one.article_id, other.article_id)), ())
        return any(each.concerns(one, other) for each in between)


def untagged_duplicates(
    likes: Iterable[tuple[float, Place, Span]], text_of: Callable[[str], str], scheme: Scheme
) -> Iterator[Finding]:
    """One finding a place, with the span it is most like; in order of places.

    `likes` are scores of untagged places with spans; of places that overlap the best is kept.
    """
    told = Places()
    kept = []
    for total, place, span in sorted(likes, key=lambda like: (-like[0], like[1], like[2].id)):
        if not told.overlap(place):
            told.add(place)
            kept.append((place, total, span))
    for place, total, span in sorted(kept, key=lambda like: like[0]):
        key = scheme.label_shown(span.label).key
        yield Finding(
            UNTAGGED_DUPLICATE.name,
            f"untagged, {total:.0f} like a {span.label}",
            f"tag it: {key}; or never be asked again: x on the suggestion beside the tagged one",
            place.article_id,
            place.start,
            place.end,
            text_of(place.article_id)[place.start : place.end],
            None,
            None,
            (span,),
        )


def loose_chains(
    spans: Mapping[str, Span], links: Sequence[Link], scheme: Scheme, weight: Weight
) -> Iterator[Finding]:
    """One finding a chain, at the weakest pair that is joined through other spans only."""
    types = repeating_types(scheme)
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.type in types and link.source_id in spans and link.target_id in spans:
            joined[link.source_id].add(link.target_id)
            joined[link.target_id].add(link.source_id)
    for chain in _components(joined):
        if len(chain) < 3:
            continue
        weakest = _weakest([spans[span_id] for span_id in chain], joined, weight)
        if weakest is None:
            continue
        alike, one, other = weakest
        way = [spans[span_id] for span_id in _way(one.id, other.id, joined)]
        weak = "not alike:" if alike.total < UNALIKE else "opposite?"
        between = len(way) - 2
        yield on(
            one,
            LOOSE_CHAIN,
            f"{weak} {alike.total:.0f}, through {between} other{'s' * (between != 1)}",
            "joined with the last of these by links between them; D takes one away",
            way[1:],
        )


def repeating_types(scheme: Scheme) -> set[str]:
    """The names of the link types that say “the same”."""
    return {t.name for label in scheme.labels if (t := scheme.repeating(label.name)) is not None}


def _components(joined: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Spans that are joined, directly or through others; each group in the order of ids."""
    seen: set[str] = set()
    for begun in joined:
        if begun in seen:
            continue
        group, queue = {begun}, [begun]
        while queue:
            for near in joined[queue.pop()] - group:
                group.add(near)
                queue.append(near)
        seen |= group
        yield sorted(group)


def _weakest(
    chain: Sequence[Span], joined: Mapping[str, set[str]], weight: Weight
) -> tuple[Score, Span, Span] | None:
    """The pair that is least alike, of those that are not linked themselves; None where all are alike."""
    wordings = list(by_wording(sorted(chain, key=place_of)).values())[:_MOST_WORDINGS]
    worst: tuple[Score, Span, Span] | None = None
    for first, second in combinations(wordings, 2):
        # A link between copies of two wordings says of all their copies that they are the same.
        if any(b.id in joined[a.id] for a in first for b in second):
            continue
        if _is_latin(first[0].quote) != _is_latin(second[0].quote):
            continue  # a translation has no word in common
        found = score(folded(first[0].quote), folded(second[0].quote), weight)
        is_loose = found.total < UNALIKE or found.polarity == "opposite?"
        if is_loose and (worst is None or found.total < worst[0].total):
            worst = found, first[0], second[0]
    return worst


def _is_latin(text: str) -> bool:
    """Whether most of it is Latin letters, with what stands between them."""
    return 2 * sum(char < "\u0250" for char in text) > len(text)


def _way(start: str, end: str, joined: Mapping[str, set[str]]) -> list[str]:
    """The shortest way from one span to another along links, both included."""
    came: dict[str, str | None] = {start: None}
    queue = deque([start])
    while end not in came:
        here = queue.popleft()
        for near in sorted(joined[here] - came.keys()):
            came[near] = here
            queue.append(near)
    way: list[str] = []
    step: str | None = end
    while step is not None:
        way.append(step)
        step = came[step]
    return way[::-1]
