"""The distinct wordings of a corpus: statements of the same folded words are one.

A wire text copied ten thousand times is one wording, so what is done with pairs of wordings neither
explodes nor slows down. Wordings are numbered by a hash of their words, whatever the order of the
articles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from annotate.statements.corpus import Corpus

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The distinct wordings of some statements of a corpus."""

    corpus: Corpus
    statements: "Numbers"
    """Numbers of the statements by wording, ascending within one; shape (statements that take part,)."""
    starts: "Numbers"
    """Where those of each wording begin in `statements`; shape (wordings + 1,)."""
    offsets: "Numbers"
    """Where the words of each wording begin in `words`; shape (wordings + 1,)."""
    words: "Numbers"
    """Numbers in the vocabulary of the corpus; shape (words of all wordings,)."""
    wording: "Numbers"
    """The wording of each statement of the corpus, -1 for those that take no part; shape (statements,)."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def copies(self) -> "Numbers":
        """How many statements have each wording. Shape (wordings,)."""
        import numpy as np

        return np.diff(self.starts)

    def statements_of(self, wording: int) -> "Numbers":
        """The statements that have a wording, ascending."""
        return self.statements[self.starts[wording] : self.starts[wording + 1]]

    def words_of(self, wording: int) -> tuple[str, ...]:
        """The folded words of a wording."""
        return self.corpus.words_of(int(self.statements[self.starts[wording]]))


def wordings(corpus: Corpus, takes_part: "Flags", alone: Iterable[int] = ()) -> Wordings:
    """Group the statements that take part by their words; those `alone` are a wording each.

    Words are compared by a 64-bit hash: in a million wordings two different ones meet once in 10⁷ runs.
    """
    import numpy as np

    hashes = _hashes(corpus)
    for number in alone:
        hashes[number] = _place_hash(corpus, number)
    taken = np.flatnonzero(takes_part)
    statements = taken[np.argsort(hashes[taken], kind="stable")]
    new = np.ones(len(statements), dtype=bool)
    new[1:] = hashes[statements[1:]] != hashes[statements[:-1]]
    starts = np.append(np.flatnonzero(new), len(statements))
    first = statements[starts[:-1]]
    lengths = np.diff(corpus.offsets)[first]
    offsets = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])
    wording = np.full(len(corpus), -1, dtype=np.int64)
    wording[statements] = np.cumsum(new) - 1
    words = corpus.words[flat(corpus.offsets[first], lengths)].astype(np.int64)
    return Wordings(corpus, statements, starts, offsets, words, wording)


def flat(starts: "Numbers", lengths: "Numbers") -> "Numbers":
    """The numbers `start`, `start + 1` … of ranges of these lengths, one range after the other."""
    import numpy as np

    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts - before, lengths))


def distinct(keys: "Numbers") -> "Numbers":
    """The distinct numbers, ascending; by sorting, which is faster here than numpy's hash table."""
    import numpy as np

    keys = np.sort(keys)
    new = np.ones(len(keys), dtype=bool)
    new[1:] = keys[1:] != keys[:-1]
    return np.asarray(keys[new])


def mixed(numbers: "Hashes") -> "Hashes":
    """The finaliser of SplitMix64: spreads 64-bit numbers evenly, each to another (Steele et al. 2014)."""
    import numpy as np

    numbers = numbers + np.uint64(0x9E3779B97F4A7C15)
    numbers ^= numbers >> np.uint64(30)
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(0x94D049BB133111EB)
    numbers ^= numbers >> np.uint64(31)
    return numbers


def _hashes(corpus: Corpus) -> "Hashes":
    """A hash of each statement's words and their order. Shape (statements,)."""
    import numpy as np

    if not len(corpus):
        return np.zeros(0, dtype=np.uint64)
    lengths = np.diff(corpus.offsets)
    place = (np.arange(len(corpus.words)) - np.repeat(corpus.offsets[:-1], lengths)).astype(np.uint64)
    each = mixed(corpus.vocabulary.hashes[corpus.words] + mixed(place))
    return np.asarray(np.add.reduceat(each, corpus.offsets[:-1]), dtype=np.uint64)


def _place_hash(corpus: Corpus, number: int) -> int:
    statement = corpus.statement(number)
    place = f"{statement.article_id}\0{statement.start}\0{statement.end}"
    return int.from_bytes(blake2b(place.encode(), digest_size=8).digest(), "little")
