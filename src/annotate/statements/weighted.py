"""Segments with the weights that the whole index gives to their words, and their candidates for a query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotate.statements.fold import Folded
from annotate.statements.matching import Matcher
from annotate.statements.score import DEGREE, DEGREE_SHARE, DICE_SHARE, PARTIAL_SHARE, Weight
from annotate.statements.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]
    Floats = NDArray[np.float64]

MOST_COMPARED = 6000
"""Statements of a segment whose exact Dice is found for a query, the highest bounds first."""
EPSILON = 1e-6
_KEPT = 50_000  # words whose lookalikes are remembered


@dataclass(frozen=True, slots=True)
class Away:
    """What a search leaves out."""

    place: tuple[str, int, int] | None
    """Article and range: what overlaps it."""
    article_id: str | None
    """A whole article."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Statements that may reach a floor. Arrays have shape (candidates,)."""

    segment: Segment
    rows: "Integers"
    """Numbers in the segment."""
    dices: "Floats"
    """Their Dice coefficients with the query, from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A segment and its weights."""

    segment: Segment
    frequencies: "NDArray[np.int64]"
    """In how many statements of the index each word occurs; shape (words of the vocabulary,)."""
    weights: "Floats"
    """Shape (words of the vocabulary,)."""
    totals: "Floats"
    """The weights of all words of a statement together; shape (statements,)."""
    nearly: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    """Lookalikes that were asked for already."""

    def candidates(self, query: Folded, weight: Weight, floor: float, away: Away) -> Candidates:
        """The statements whose score with the query may be `floor` or more."""
        import numpy as np

        matcher = self.matcher(query.words, weight)
        bounds = matcher.bounds()
        least = max((floor - 100.0 * PARTIAL_SHARE) / DICE_SHARE - EPSILON, 0.0)
        rows = self._without(np.flatnonzero((bounds >= least) & (bounds > 0.0)), away)
        if len(rows) > MOST_COMPARED:
            highest = np.argpartition(bounds[rows], -MOST_COMPARED)[-MOST_COMPARED:]
            rows = rows[np.sort(highest)]
        dices = matcher.dices(rows)
        kept = dices >= least
        return Candidates(self.segment, rows[kept], dices[kept])

    def matcher(self, words: Sequence[str], weight: Weight) -> Matcher:
        """The words of a query as numbers of this segment."""
        nearly = {word: self._lookalikes(word) for word in words}
        return Matcher(self.segment, words, weight, self.weights, self.totals, nearly)

    def _lookalikes(self, word: str) -> list[tuple[int, float]]:
        found = self.nearly.get(word)
        if found is None:
            found = self.segment.lookalikes.like(self.segment.corpus.vocabulary, word)
            if len(self.nearly) >= _KEPT:
                self.nearly.clear()
            self.nearly[word] = found
        return found

    def _without(self, rows: "Integers", away: Away) -> "Integers":
        corpus = self.segment.corpus
        if self.segment.live is not None:
            rows = rows[self.segment.live[rows]]
        if away.article_id in corpus.articles:
            rows = rows[corpus.article[rows] != corpus.articles.index(away.article_id)]
        if away.place is not None and away.place[0] in corpus.articles:
            article_id, start, end = away.place
            there = corpus.article[rows] == corpus.articles.index(article_id)
            rows = rows[~(there & (corpus.start[rows] < end) & (corpus.end[rows] > start))]
        return rows


def weighted(segments: Sequence[Segment], statements: int, totals: "Floats | None") -> list[Weighted]:
    """Segments of one index of so many statements; `totals` are those of a single one if they are known."""
    import numpy as np

    own = [segment.frequencies() for segment in segments]
    found = []
    for segment in segments:
        hashes = np.asarray(segment.corpus.vocabulary.hashes)
        frequencies = np.zeros(len(hashes), dtype=np.int64)
        for other, counted in zip(segments, own, strict=True):
            if other is segment:
                frequencies += counted
                continue
            theirs = np.asarray(other.corpus.vocabulary.hashes)
            at = np.minimum(np.searchsorted(theirs, hashes), max(len(theirs) - 1, 0))
            shared = theirs[at] == hashes if len(theirs) else np.zeros(len(hashes), dtype=bool)
            frequencies[shared] += counted[at[shared]]
        weights = np.log(1.0 + statements / (frequencies + 1.0))
        for word in DEGREE:
            number = segment.corpus.vocabulary.number(word)
            if number is not None:
                weights[number] *= DEGREE_SHARE
        sums = segment.totals(weights) if totals is None else totals
        found.append(Weighted(segment, frequencies, weights, sums))
    return found
