"""In which statements each word occurs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotate.statements.corpus import Corpus

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Postings:
    """The statements of every word, once each and ascending."""

    offsets: "Integers"
    """Where those of each word begin in `statements`; int64, shape (words of the vocabulary + 1,)."""
    statements: "Integers"

    def of(self, number: int) -> "Integers":
        """The statements with a word of the vocabulary."""
        return self.statements[int(self.offsets[number]) : int(self.offsets[number + 1])]

    @classmethod
    def from_corpus(cls, corpus: Corpus) -> "Postings":
        """Those of all words of a corpus."""
        import numpy as np

        row = np.repeat(np.arange(len(corpus), dtype=np.uint64), np.diff(corpus.offsets))
        keys = (corpus.words.astype(np.uint64) << np.uint64(32)) | row
        keys.sort()
        new = np.ones(len(keys), dtype=bool)
        new[1:] = keys[1:] != keys[:-1]
        keys = keys[new]
        counts = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(corpus.vocabulary))
        offsets = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])
        return cls(offsets, keys.astype(np.uint32))
