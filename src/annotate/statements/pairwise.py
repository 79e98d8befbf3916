"""The score of `score.score` for many pairs of wordings at once.

Same words are found by products of sparse rows, nearly same ones by a look at the words that each has
left over, the alignment by rapidfuzz in all processors. What comes out equals `score.score` to
rounding; only where nearly same words compete for each other are pairs looked at one by one.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from annotate.statements.corpus import Vocabulary
from annotate.statements.score import (
    DICE_SHARE,
    LONG_NEARLY,
    NEARLY,
    PARTIAL_SHARE,
    SHORTEST_NEARLY,
    alike,
)
from annotate.statements.wordings import Wordings, flat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from annotate.statements.wordings import Numbers

    Floats = NDArray[np.float64]
    Rows = csr_array[np.int32, tuple[int, int]]

_BLOCK = 100_000
"""Pairs looked at together: bounds the memory."""
_ROUNDING = 1e-9


class Scorer:
    """Scores pairs of the wordings of a corpus, given what its words weigh."""

    def __init__(self, wordings: Wordings, weights: "Floats") -> None:
        import numpy as np

        self._wordings = wordings
        self._weights = weights
        self._shapes = Shapes(wordings.corpus.vocabulary)
        self._vocabulary = list(map(wordings.corpus.vocabulary.__getitem__, range(len(weights))))
        # A word's second occurrence is another column, so that bags of words are sets.
        self._places, self._ones = _rows(wordings, len(weights))
        self._repeated = np.tile(weights, max(self._ones.shape[1] // max(len(weights), 1), 1))
        self._whole = np.asarray(self._ones @ self._repeated)

    def scores(
        self,
        first: "Numbers",
        second: "Numbers",
        *,
        shared: float = 0.0,
        least: float = 0.0,
        progress: Callable[[float], None] = lambda done: None,
    ) -> "Floats":
        """The scores of pairs of wordings, given by number; 0 where they are less than `least`.

        Also 0 where words that are the same make up less than `shared` of the Dice coefficient (0-100).
        """
        import numpy as np

        found = np.zeros(len(first))
        for start in range(0, len(first), _BLOCK):
            block = slice(start, start + _BLOCK)
            found[block] = self._block(first[block], second[block], shared, least)
            progress(min(start + _BLOCK, len(first)) / len(first))
        return found

    def _block(self, first: "Numbers", second: "Numbers", shared: float, least: float) -> "Floats":
        import numpy as np

        one, other = self._places[first], self._places[second]
        common_one = one.multiply(self._ones[second])
        common_other = other.multiply(self._ones[first])
        common = common_one.copy()
        common.data = np.ones_like(common.data)
        whole = self._whole[first] + self._whole[second]
        same = 2.0 * np.asarray(common @ self._repeated)
        scores = np.zeros(len(first))
        tried = np.flatnonzero(100.0 * same >= shared * whole - _ROUNDING)
        if not len(tried):
            return scores
        left = (one - common_one).tocsr()[tried], (other - common_other).tocsr()[tried]
        dice = 100.0 * (same[tried] + self._nearly(*left)) / whole[tried]
        open_ = DICE_SHARE * dice + PARTIAL_SHARE * 100.0 >= least
        tried, dice = tried[open_], dice[open_]
        total = DICE_SHARE * dice + PARTIAL_SHARE * self._partial(first[tried], second[tried], dice, least)
        scores[tried] = np.where(total >= least, total, 0.0)
        return scores

    def _nearly(self, left: "Rows", right: "Rows") -> "Floats":
        """What nearly same words add to the shared weight of each pair, from the words left over."""
        import numpy as np

        row, i, j, i_place, j_place = _crossed(left, right, len(self._weights), self._shapes)
        size = len(self._weights)
        keys, inverse = np.unique(i * size + j, return_inverse=True)
        words = self._vocabulary
        sims = np.array([alike(words[key // size], words[key % size]) for key in keys.tolist()])
        sim = sims[inverse] if len(keys) else np.zeros(0)
        kept = sim > 0
        row, i, j, sim = row[kept], i[kept], j[kept], sim[kept]
        gain = sim * (self._weights[i] + self._weights[j])
        chosen = _chosen(row, i_place[kept], j_place[kept], gain)
        return np.bincount(row[chosen], gain[chosen], minlength=left.shape[0]).astype(np.float64)

    def _partial(self, first: "Numbers", second: "Numbers", dice: "Floats", least: float) -> "Floats":
        """`partial_ratio` of the texts; 0 where it cannot lift the score to `least`."""
        import numpy as np
        from rapidfuzz.fuzz import partial_ratio
        from rapidfuzz.process import cpdist

        partial = np.zeros(len(first))
        needed = (least - DICE_SHARE * dice) / PARTIAL_SHARE
        order = np.argsort(needed, kind="stable")
        texts = {number: " ".join(self._words(number)) for number in np.union1d(first, second).tolist()}
        # The alignment is found faster the less may be missing, and a call takes one bound.
        for block in np.array_split(order, max(len(order) // 5000, 1)):
            if not len(block):
                continue
            partial[block] = cpdist(
                [texts[number] for number in first[block].tolist()],
                [texts[number] for number in second[block].tolist()],
                scorer=partial_ratio,
                score_cutoff=max(float(needed[block[0]]) - _ROUNDING, 0.0),
                dtype=np.float64,
                workers=-1,
            )
        return partial

    def _words(self, wording: int) -> Iterator[str]:
        start, end = self._wordings.offsets[wording : wording + 2]
        return map(self._vocabulary.__getitem__, self._wordings.words[start:end].tolist())


class Shapes:
    """What tells cheaply that two words of a vocabulary cannot be nearly one. Arrays of shape (words,)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        import numpy as np

        letters, ends = vocabulary.letters, vocabulary.ends
        starts = np.concatenate([np.zeros(1, dtype=np.int64), ends[:-1]]).astype(np.int64)[: len(ends)]
        padded = np.concatenate([np.zeros(4, dtype=np.uint8), letters, np.zeros(4, dtype=np.uint8)])
        size = ends - starts
        heads = [padded[4 + starts + at].astype(np.uint32) for at in range(3)]
        tails = [padded[4 + ends - 1 - at].astype(np.uint32) for at in range(4)]
        self._head = heads[0] << 16 | heads[1] << 8 | heads[2]
        self._tail = tails[3] << 24 | tails[2] << 16 | tails[1] << 8 | tails[0]
        marks = np.uint64(1) << (letters & 63).astype(np.uint64)
        self._marks = np.bitwise_or.reduceat(marks, starts) if len(starts) else marks
        points = np.add.reduceat((letters & 0xC0 != 0x80).astype(np.int64), starts) if len(starts) else size
        digit = (letters >= ord("0")) & (letters <= ord("9"))
        digits = np.logical_or.reduceat(digit, starts) if len(starts) else digit
        self._points = points.astype(np.int32)
        self._wide = size != points
        self.open = (points >= SHORTEST_NEARLY) & ~digits
        """Whether a word can be nearly another at all."""

    def close(self, i: "Numbers", j: "Numbers") -> "NDArray[np.bool_]":
        """Whether pairs of open words, by number, may be alike: true wherever `score.alike` is not 0."""
        import numpy as np

        length = self._points[i] + self._points[j]
        # The Indel distance is at least the difference of lengths, and of letters that only one has.
        near = 100 * np.abs(self._points[i] - self._points[j]) <= (100 - NEARLY) * length + _ROUNDING
        apart = np.bitwise_count(self._marks[i] ^ self._marks[j]).astype(np.int32)
        few = (100 * apart <= (100 - LONG_NEARLY) * length + _ROUNDING) | self._wide[i] | self._wide[j]
        return np.asarray(near & ((self._head[i] == self._head[j]) | (self._tail[i] == self._tail[j]) | few))


def _rows(wordings: Wordings, size: int) -> "tuple[Rows, Rows]":
    """Bags of words as sparse rows: with the place of each word plus 1, and with ones."""
    import numpy as np
    from scipy.sparse import csr_array

    row = np.repeat(np.arange(len(wordings), dtype=np.int64), np.diff(wordings.offsets))
    words = wordings.words.astype(np.int64)
    order = np.argsort(row * max(size, 1) + words, kind="stable")
    place = np.arange(len(words)) - wordings.offsets[row] + 1
    sorted_keys = (row * max(size, 1) + words)[order]
    occurrence = np.arange(len(order)) - np.searchsorted(sorted_keys, sorted_keys)
    columns = words[order] + occurrence * size
    shape = (len(wordings), size * (int(occurrence.max()) + 1 if len(order) else 1))
    places = csr_array((place[order].astype(np.int32), columns, wordings.offsets), shape=shape)
    places.sort_indices()
    ones = csr_array((np.ones(len(order), dtype=np.int32), places.indices, places.indptr), shape=shape)
    return places, ones


def _crossed(
    left: "Rows", right: "Rows", size: int, shapes: Shapes
) -> "tuple[Numbers, Numbers, Numbers, Numbers, Numbers]":
    """All pairs of words left over that may be nearly one: row, both words, both places."""
    import numpy as np

    row, i, i_place = _left_over(left, size, shapes)
    other_row, j, j_place = _left_over(right, size, shapes)
    starts = np.searchsorted(other_row, row, side="left")
    counts = np.searchsorted(other_row, row, side="right") - starts
    mine, yours = np.repeat(np.arange(len(row)), counts), flat(starts, counts)
    kept = shapes.close(i[mine], j[yours])
    mine, yours = mine[kept], yours[kept]
    return row[mine], i[mine], j[yours], i_place[mine], j_place[yours]


def _left_over(rows: "Rows", size: int, shapes: Shapes) -> "tuple[Numbers, Numbers, Numbers]":
    """Row, word and place of the open words of sparse rows."""
    import numpy as np

    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    word = rows.indices % max(size, 1)
    kept = shapes.open[word] & (rows.data != 0)
    return row[kept], word[kept].astype(np.int64), rows.data[kept]


def _chosen(row: "Numbers", i: "Numbers", j: "Numbers", gain: "Floats") -> "Numbers":
    """The pairs of words that `score.pairs` takes: best gain first, each word once."""
    import numpy as np

    order = np.lexsort((j, i, -gain, row))
    crowded = np.zeros(len(row), dtype=bool)
    for place in (i, j):
        key = row * (int(place.max(initial=0)) + 1) + place
        _, inverse, count = np.unique(key, return_inverse=True, return_counts=True)
        crowded |= count[inverse] > 1
    taken: set[tuple[bool, int, int]] = set()
    chosen = ~crowded
    for number in order[crowded[order]].tolist():
        mine, yours = (False, int(row[number]), int(i[number])), (True, int(row[number]), int(j[number]))
        if mine not in taken and yours not in taken:
            taken.update((mine, yours))
            chosen[number] = True
    return np.flatnonzero(chosen)
