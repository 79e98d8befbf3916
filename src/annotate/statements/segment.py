"""A part of an index: a corpus with what finds its statements by their words, and which of them count.

Weights of words are those of the whole index, so a segment gets them from it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotate.statements.corpus import Batch, Corpus, Vocabulary, rebatched
from annotate.statements.lookalikes import Lookalikes
from annotate.statements.postings import Postings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]

_SUMMED_AT_ONCE = 1 << 20  # words


@dataclass(frozen=True, slots=True)
class Segment:
    """A corpus, its postings and its lookalikes; some of its articles may be gone."""

    corpus: Corpus
    postings: Postings
    lookalikes: Lookalikes
    gone: frozenset[str] = frozenset()
    """Articles that count no more."""
    live: "NDArray[np.bool_] | None" = None
    """Which statements count, shape (statements,); None for all."""

    @classmethod
    def of(cls, corpus: Corpus) -> "Segment":
        """The segment of a corpus."""
        return cls(corpus, Postings.from_corpus(corpus), Lookalikes.of(corpus.vocabulary))

    def without(self, article_ids: Collection[str]) -> "Segment":
        """The same without some more articles."""
        gone = self.gone | (frozenset(article_ids) & frozenset(self.corpus.articles))
        if gone == self.gone:
            return self
        live = self._kept(gone)[self.corpus.article]
        return Segment(self.corpus, self.postings, self.lookalikes, gone, live)

    def rebatched(self) -> Batch:
        """What counts of it, to be joined with others."""
        return rebatched(self.corpus, self._kept(self.gone))

    def _kept(self, gone: Collection[str]) -> "NDArray[np.bool_]":
        import numpy as np

        return np.array([article_id not in gone for article_id in self.corpus.articles], dtype=bool)

    def __len__(self) -> int:
        return len(self.corpus) if self.live is None else int(self.live.sum())

    def frequencies(self) -> "NDArray[np.int64]":
        """In how many statements that count each word of the vocabulary occurs."""
        import numpy as np

        found = np.diff(self.postings.offsets)
        if self.live is None or self.live.all():
            return found
        gone = np.flatnonzero(~self.live)
        rows, words = words_of_rows(self.corpus, gone)
        pairs = np.unique(words.astype(np.int64) * len(gone) + rows)
        return found - np.bincount(pairs // len(gone), minlength=len(found))

    def totals(self, weights: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """The weight of all words of each statement together."""
        import numpy as np

        offsets = np.asarray(self.corpus.offsets)
        made = np.empty(len(self.corpus), dtype=np.float64)
        first = 0
        while first < len(made):
            last = int(np.searchsorted(offsets, offsets[first] + _SUMMED_AT_ONCE, side="right")) - 1
            last = min(max(last, first + 1), len(made))
            part = weights[self.corpus.words[offsets[first] : offsets[last]]]
            made[first:last] = np.add.reduceat(part, offsets[first:last] - offsets[first])
            first = last
        return made


def words_of_rows(corpus: Corpus, rows: "Integers") -> "tuple[NDArray[np.int64], Integers]":
    """The words of some statements one after the other: which of `rows` each belongs to, and the words."""
    import numpy as np

    starts = corpus.offsets[rows]
    lengths = corpus.offsets[rows + 1] - starts
    ends = np.cumsum(lengths)
    if not len(ends):
        return np.empty(0, dtype=np.int64), corpus.words[:0]
    places = np.arange(int(ends[-1])) + np.repeat(starts - (ends - lengths), lengths)
    return np.repeat(np.arange(len(rows)), lengths), corpus.words[places]


_ARRAYS = ("article", "start", "end", "kind", "offsets", "words")


def to_arrays(segment: Segment) -> "dict[str, NDArray[Any]]":
    """All arrays of a segment whose statements all count, by name."""
    corpus, lookalikes = segment.corpus, segment.lookalikes
    return {
        **{name: getattr(corpus, name) for name in _ARRAYS},
        "vocabulary.letters": corpus.vocabulary.letters,
        "vocabulary.ends": corpus.vocabulary.ends,
        "vocabulary.hashes": corpus.vocabulary.hashes,
        "postings.offsets": segment.postings.offsets,
        "postings.statements": segment.postings.statements,
        "lookalikes.numbers": lookalikes.numbers,
        "lookalikes.lengths": lookalikes.lengths,
        "lookalikes.signatures": lookalikes.signatures,
        "lookalikes.firsts": lookalikes.firsts,
        "lookalikes.lasts": lookalikes.lasts,
    }


def from_arrays(
    arrays: "dict[str, NDArray[Any]]", articles: tuple[str, ...], revisions: tuple[str, ...]
) -> Segment:
    """The segment of some arrays. KeyError where one is missing."""
    vocabulary = Vocabulary(*(arrays[f"vocabulary.{name}"] for name in ("letters", "ends", "hashes")))
    names = ("numbers", "lengths", "signatures", "firsts", "lasts")
    return Segment(
        Corpus(articles, revisions, vocabulary, *(arrays[name] for name in _ARRAYS)),
        Postings(arrays["postings.offsets"], arrays["postings.statements"]),
        Lookalikes(*(arrays[f"lookalikes.{name}"] for name in names)),
    )
