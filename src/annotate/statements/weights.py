"""What a word weighs in the scores, from how many statements of the collection it stands in."""

from typing import TYPE_CHECKING

from annotate.statements.corpus import Corpus
from annotate.statements.score import degree_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def word_weights(corpus: Corpus) -> "NDArray[np.float64]":
    """log(1 + statements / (document frequency + 1)) · `degree_share`, by number of word. Shape (words,)."""
    import numpy as np

    weights = np.log1p(len(corpus) / (document_frequencies(corpus) + 1.0))
    shares = [degree_share(corpus.vocabulary[number]) for number in range(len(corpus.vocabulary))]
    return weights * np.array(shares, dtype=np.float64)


def document_frequencies(corpus: Corpus) -> "NDArray[np.int64]":
    """In how many statements each word stands. Shape (words,)."""
    import numpy as np

    statement = np.repeat(np.arange(len(corpus), dtype=np.int64), np.diff(corpus.offsets))
    size = max(len(corpus.vocabulary), 1)
    keys = statement * size + corpus.words.astype(np.int64)
    keys.sort()
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return np.bincount(keys[first] % size, minlength=len(corpus.vocabulary)).astype(np.int64)
