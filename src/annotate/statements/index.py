"""The index of all statements of a collection: which are most like a given wording.

An index never changes, so threads may share it: `updated` gives another one, whose base is the same and
whose additions live in a small segment beside it. Its scores are those of `score.score`.

How a search goes: the words of the query and their lookalikes are looked up in the postings, which gives
every statement a bound of its Dice coefficient. Since `partial_ratio` adds 30 at most, the bound tells
which statements cannot reach the floor; the others get their exact Dice, and only those that may still be
shown are compared letter by letter.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.statements import arrays, building
from annotate.statements.corpus import Corpus, Document, Statement, folded_of, join
from annotate.statements.fold import Folded
from annotate.statements.ranking import ranked, shown
from annotate.statements.score import Score, score, word_weight
from annotate.statements.segment import Segment, from_arrays, to_arrays
from annotate.statements.weighted import Away, weighted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FORMAT = 1
"""Of the file. Another number makes every index anew: for other arrays, or other folding of words."""
QUERY_WORDS = 256
"""A query is cut to its first words: a statement has half as many at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement like the query."""

    statement: Statement
    score: Score


class Index:
    """The statements of a collection; see the module.

    Statements are numbered from 0 to the index's length, those of articles that are gone left out.
    """

    def __init__(self, base: Segment, delta: Segment | None = None, totals: "Floats | None" = None) -> None:
        """`totals` are those of the base if they are known and there is no delta."""
        import numpy as np

        self._base = base
        self._delta = delta
        segments = [base] if delta is None else [base, delta]
        self._count = sum(map(len, segments))
        self._segments = weighted(segments, self._count, totals)
        self._live = [None if segment.live is None else np.flatnonzero(segment.live) for segment in segments]
        self._weights: dict[str, float] = {}
        self.sources: Mapping[str, str] = {
            article_id: revision
            for segment in segments
            for article_id, revision in zip(segment.corpus.articles, segment.corpus.revisions, strict=True)
            if article_id not in segment.gone
        }
        """The revision of every article, those without statements too."""

    # Making one

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        progress: Callable[[int], None] = lambda done: None,
        workers: int | None = None,
    ) -> "Index":
        """The index of some documents; see `building.batches` for `progress` and `workers`."""
        return cls(Segment.of(join(building.batches(documents, progress, workers))))

    def updated(self, documents: Sequence[Document], removed: Collection[str] = ()) -> "Index":
        """This with some articles added or put in place of what they were, and others gone.

        Costs as much as the delta and the new documents are large, and a pass over all words.
        """
        old = {*removed, *(document.article_id for document in documents)}
        kept = [] if self._delta is None else [self._delta.without(old).rebatched()]
        added = join([*kept, *building.batches(documents, lambda done: None)])
        return Index(self._base.without(old), Segment.of(added) if added.articles else None)

    def compacted(self) -> "Index":
        """The same in one segment; worth it from a `delta_share` of about a tenth."""
        if self._delta is None and not self._base.gone:
            return self
        return Index(Segment.of(self.corpus))

    @property
    def delta_share(self) -> float:
        """How many statements were added or are gone since the base was made, as a share of the base's."""
        changed = len(self._base.corpus) - len(self._base) + (len(self._delta.corpus) if self._delta else 0)
        return changed / max(len(self._base.corpus), 1)

    @property
    def corpus(self) -> Corpus:
        """All statements as one corpus; made anew each time where there is a delta."""
        if self._delta is None and not self._base.gone:
            return self._base.corpus
        segments = [self._base] if self._delta is None else [self._base, self._delta]
        return join(segment.rebatched() for segment in segments)

    # On disk

    def save(self, path: Path) -> None:
        """Write it, compacted. OSError where that fails; what stood there is left as it was."""
        import numpy as np

        index = self.compacted()
        corpus = index._base.corpus
        articles = dumps([corpus.articles, corpus.revisions]).encode()
        stored = {
            **to_arrays(index._base),
            "totals": index._segments[0].totals,
            "articles": np.frombuffer(articles, dtype=np.uint8),
        }
        arrays.save(path, stored, {"format": FORMAT})

    @classmethod
    def load(cls, path: Path) -> "Index":
        """The index of a file, memory-mapped. Unusable where it is missing, damaged or of another version."""
        found, meta = arrays.load(path)
        if meta != {"format": FORMAT}:
            raise arrays.Unusable(f"{path.name} is of another version")
        try:
            articles, revisions = loads(found["articles"].tobytes())
            segment = from_arrays(found, tuple(articles), tuple(revisions))
            return cls(segment, totals=found["totals"])
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise arrays.Unusable(f"{path.name} is damaged: {error}") from None

    # Its statements

    def __len__(self) -> int:
        return self._count

    def statement(self, number: int) -> Statement:
        """Where a statement stands. IndexError where there is none."""
        segment, row = self._place(number)
        return segment.corpus.statement(row)

    def words_of(self, number: int) -> tuple[str, ...]:
        """The folded words of a statement. IndexError where there is none."""
        segment, row = self._place(number)
        return segment.corpus.words_of(row)

    def _place(self, number: int) -> tuple[Segment, int]:
        if not 0 <= number < self._count:
            raise IndexError(number)
        for each, live in zip(self._segments, self._live, strict=True):
            if number < len(each.segment):
                return each.segment, number if live is None else int(live[number])
            number -= len(each.segment)
        raise IndexError(number)

    def weight(self, word: str) -> float:
        """The weight of a folded word: log(1 + statements / (statements with it + 1)), less for adverbs
        of degree."""
        found = self._weights.get(word)
        if found is None:
            found = word_weight(word, self._frequency(word), self._count)
            self._weights[word] = found
        return found

    def _frequency(self, word: str) -> int:
        """In how many statements a word occurs; every segment knows it for the whole index."""
        for each in self._segments:
            number = each.segment.corpus.vocabulary.number(word)
            if number is not None:
                return int(each.frequencies[number])
        return 0

    # Searching

    def search(
        self,
        query: Folded,
        limit: int = 20,
        floor: float = 50.0,
        *,
        without: tuple[str, int, int] | None = None,
        only_other_articles_than: str | None = None,
    ) -> list[Hit]:
        """The statements most like the query, best first, then by article id and place.

        Of hits that overlap by more than half of the shorter only the best is shown. Left out is what
        overlaps the range `without` of an article, and an article as a whole if wanted. Only statements
        that share a word with the query, or nearly, are found.
        """
        query = _cut(query)
        if not query.words or limit < 1 or not self._count:
            return []
        away = Away(without, only_other_articles_than)
        found = [each.candidates(query, self.weight, floor, away) for each in self._segments]
        hits = []
        for hit in shown(ranked(query, found, limit, floor), limit):
            exact = score(query, folded_of(hit.segment.corpus, hit.row), self.weight)
            if exact.total >= floor:
                hits.append(Hit(hit.statement, exact))
        return sorted(hits, key=lambda hit: (-hit.score.total, hit.statement.article_id, hit.statement.start))


def _cut(query: Folded) -> Folded:
    if len(query.words) <= QUERY_WORDS:
        return query
    words = query.words[:QUERY_WORDS]
    return Folded(words, query.places[:QUERY_WORDS], " ".join(words))
