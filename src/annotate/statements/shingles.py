"""Which wordings may be alike: pairs that share rare words, pairs of words, or words with one between.

Each of these features is a bucket of a hash. A feature of too many wordings tells nothing and costs
its square, so all up to a document frequency count, as high as the work allows. The cosine of the
feature vectors, weighted by inverse document frequency, is one sparse product in blocks, of which each
wording keeps its best.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from annotate.statements.wordings import Wordings, distinct, mixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from annotate.statements.wordings import Numbers

    Features = csr_array[np.float32, tuple[int, int]]

BEST = 128
"""Candidates a wording keeps at most; others may keep it besides."""
LEAST = 0.1
"""Cosine below which a pair is no candidate."""
WORK = 800
"""Products a wording may cost on average: sets how frequent a feature may be."""
FEWEST_FEATURES = 8
"""A wording with fewer features in the band (one of thousands of variants of one text) takes its rarest
frequent ones besides, cut into pieces that are not too frequent."""
_BLOCK = 8_000_000
"""Products of one block: bounds its memory."""
_SKIPPED = (0, 1, 2)
"""Which words make a feature: one alone, one with the next, one with the next but one."""


def candidates(
    wordings: Wordings, progress: Callable[[float], None] = lambda done: None
) -> tuple["Numbers", "Numbers"]:
    """The numbers of wordings that may be alike, a lower and a higher one in a pair; sorted, none twice."""
    import numpy as np

    size = len(wordings)
    found = [np.empty(0, dtype=np.int64)]
    for done, first, second in _best(_features(wordings)):
        found.append(np.minimum(first, second) * size + np.maximum(first, second))
        progress(done)
    keys = distinct(np.concatenate(found))
    return keys // max(size, 1), keys % max(size, 1)


def _best(features: "Features") -> Iterator[tuple[float, "Numbers", "Numbers"]]:
    """Of each block of wordings their best candidates, with the share that is done."""
    import numpy as np

    size = features.shape[0]
    frequency = np.bincount(features.indices, minlength=features.shape[1])
    costs = np.concatenate([[0], np.cumsum(frequency[features.indices], dtype=np.int64)])[features.indptr]
    turned = features.T.tocsr()
    start = 0
    while start < size:
        end = max(int(np.searchsorted(costs, costs[start] + _BLOCK, side="right")) - 1, start + 1)
        found = (features[start:end] @ turned).tocoo()
        first, second, cosine = found.row + np.int64(start), found.col.astype(np.int64), found.data
        kept = (cosine >= LEAST) & (first != second)
        first, second, cosine = first[kept], second[kept], cosine[kept]
        order = np.lexsort((second, -cosine, first))
        first, second = first[order], second[order]
        rank = np.arange(len(first)) - np.searchsorted(first, first)
        yield costs[end] / max(costs[-1], 1), first[rank < BEST], second[rank < BEST]
        start = end


def _features(wordings: Wordings) -> "Features":
    """Weighted features of the wordings as rows of length 1, those out of the band left out."""
    import numpy as np
    from scipy.sparse import csr_array

    size = len(wordings)
    row, bucket, buckets = hashed_features(wordings)
    frequency = np.bincount(bucket, minlength=buckets)
    most = _band(frequency, size)
    weight = np.log1p(size / np.maximum(frequency, 1)).astype(np.float32)
    norm = np.sqrt(np.bincount(row, weights=weight[bucket] ** 2, minlength=size)).astype(np.float32)
    used = (frequency[bucket] >= 2) & (frequency[bucket] <= most)
    pieces_row, pieces_bucket, pieces = _pieces(row, bucket, frequency, used, most, size)
    rows = np.concatenate([row[used], pieces_row])
    columns = np.concatenate([bucket[used], buckets + pieces])
    values = weight[np.concatenate([bucket[used], pieces_bucket])] / norm[rows]
    taken = np.zeros(int(columns.max(initial=-1)) + 1, dtype=bool)
    taken[columns] = True
    columns = (np.cumsum(taken) - 1)[columns]
    return csr_array((values.astype(np.float32), (rows, columns)), shape=(size, int(taken.sum())))


def hashed_features(wordings: Wordings) -> tuple["Numbers", "Numbers", int]:
    """Wording and bucket of all features, each once in a wording, by wording; and how many buckets."""
    import numpy as np

    lengths = np.diff(wordings.offsets)
    row = np.repeat(np.arange(len(wordings), dtype=np.int64), lengths)
    hashes = wordings.corpus.vocabulary.hashes[wordings.words]
    # Two wordings must not share a bucket by chance: it would count as rare words in common.
    buckets = 1 << max(int(3 * len(row)).bit_length() + 1, 20)
    keys = []
    for skipped in _SKIPPED:
        feature = hashes if not skipped else mixed(hashes[:-skipped]) + hashes[skipped:]
        feature = mixed(feature + np.uint64(skipped)) & np.uint64(buckets - 1)
        own = row[: len(feature)]
        whole = own == row[skipped:]
        keys.append(own[whole] * buckets + feature[whole].astype(np.int64))
    found = distinct(np.concatenate(keys))
    return found // buckets, found % buckets, buckets


def _band(frequency: "Numbers", size: int) -> int:
    """The highest document frequency so that the product stays within the work."""
    import numpy as np

    by_frequency = np.bincount(frequency).astype(np.int64)
    numbers = np.arange(len(by_frequency), dtype=np.int64)
    work = np.cumsum(by_frequency * numbers**2)
    return max(int(np.searchsorted(work, WORK * size, side="right")) - 1, 2)


def _pieces(
    row: "Numbers", bucket: "Numbers", frequency: "Numbers", used: "NDArray[np.bool_]", most: int, size: int
) -> tuple["Numbers", "Numbers", "Numbers"]:
    """Wording, bucket and number of piece of the frequent features of wordings that have few others."""
    import numpy as np

    missing = np.maximum(FEWEST_FEATURES - np.bincount(row[used], minlength=size), 0)
    frequent = np.flatnonzero((frequency[bucket] > most) & (missing[row] > 0))
    frequent = frequent[np.lexsort((bucket[frequent], frequency[bucket[frequent]], row[frequent]))]
    rank = np.arange(len(frequent)) - np.searchsorted(row[frequent], row[frequent])
    frequent = frequent[rank < missing[row[frequent]]]
    frequent = frequent[np.lexsort((row[frequent], bucket[frequent]))]
    within = np.arange(len(frequent)) - np.searchsorted(bucket[frequent], bucket[frequent])
    keys = bucket[frequent] * (size + 1) + within // most
    _, piece = np.unique(keys, return_inverse=True)
    return row[frequent], bucket[frequent], piece
