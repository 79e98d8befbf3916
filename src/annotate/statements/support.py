"""Whether alike wordings share more than a name that many others have.

A long name in two short clauses makes them alike whatever they say. What tells such a name from the
words of a repeated statement: of the wordings that have it, few are alike to each other. So a pair
counts only where it shares a feature (a word, two words, two with one between) of which the wordings
that have it are alike in a good share of their pairs.
"""

from typing import TYPE_CHECKING

from annotate.statements.shingles import BEST, hashed_features
from annotate.statements.wordings import Wordings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotate.statements.wordings import Numbers

SUPPORT = 0.2
"""Least share of the pairs of a feature's wordings that are alike, for a pair to count."""
_BLOCK = 100_000


def support(wordings: Wordings, first: "Numbers", second: "Numbers") -> "NDArray[np.float64]":
    """For pairs of wordings that are alike, the highest share of alike pairs of a feature both have.

    Shape (pairs,), from 0. All alike pairs must be given at once.
    """
    import numpy as np
    from scipy.sparse import csr_array

    row, bucket, buckets = hashed_features(wordings)
    starts = np.searchsorted(row, np.arange(len(wordings) + 1))
    features = csr_array((np.ones(len(row), dtype=np.int8), bucket, starts), shape=(len(wordings), buckets))
    frequency = np.bincount(bucket, minlength=buckets).astype(np.float64)
    alike = np.zeros(buckets)
    shared = []
    for start in range(0, len(first), _BLOCK):
        block = slice(start, start + _BLOCK)
        both = features[first[block]].multiply(features[second[block]]).tocsr()
        alike += np.bincount(both.indices, minlength=buckets)
        shared.append((both.indptr, both.indices))
    # Of thousands of variants each is compared with its best candidates only.
    share = alike / np.maximum(frequency * np.minimum(frequency - 1, BEST) / 2, 1.0)
    found = [np.zeros(0)]
    for indptr, indices in shared:
        best = np.zeros(len(indptr) - 1)
        some = np.diff(indptr) > 0
        if some.any():
            best[some] = np.maximum.reduceat(share[indices], indptr[:-1][some])
        found.append(best)
    return np.concatenate(found)
