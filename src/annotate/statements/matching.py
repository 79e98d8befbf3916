"""A query against many statements at once: a bound of the Dice coefficient for all, the exact one for some.

Both work on word numbers; `dices` gives what `score.dice` gives, to the last few digits.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotate.statements.score import Weight, dice
from annotate.statements.segment import Segment, words_of_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]
    Floats = NDArray[np.float64]

Nearly = Sequence[tuple[int, float]]
"""Vocabulary numbers of words nearly the same as one, and how nearly."""

_SAME_GAIN = 1e-9
"""Gains this close may come in either order: which of them `score.pairs` takes depends on places."""
_CELLS = 1 << 20
"""Counts held at once: of related words in statements."""


class Matcher:
    """The words of one query as numbers of one segment."""

    def __init__(
        self,
        segment: Segment,
        words: Sequence[str],
        weight: Weight,
        weights: "Floats",
        totals: "Floats",
        nearly: "Mapping[str, Nearly]",
    ) -> None:
        """`weight` is that of a word, `weights` those of the vocabulary, `totals` those of the statements."""
        import numpy as np

        self._segment = segment
        self._words = words
        self._weight = weight
        self._totals = totals
        counted = Counter(words)
        self._counts = np.array(list(counted.values()), dtype=np.int64)
        own = np.array([weight(word) for word in counted])
        self._whole = float(self._counts @ own)
        same: list[tuple[int, int]] = []
        near: list[tuple[int, int, float]] = []
        for place, word in enumerate(counted):
            number = segment.corpus.vocabulary.number(word)
            if number is not None:
                same.append((place, number))
            near.extend((place, other, how) for other, how in nearly[word])
        self._related = np.array(sorted({n for _, n in same} | {n for _, n, _ in near}), dtype=np.int64)
        column = {number: at for at, number in enumerate(self._related.tolist())}
        self._same_places = np.array([place for place, _ in same], dtype=np.int64)
        self._same_columns = np.array([column[number] for _, number in same], dtype=np.int64)
        self._same_gains = 2.0 * own[self._same_places]
        pairs = [
            (how * (own[place] + float(weights[number])), place, column[number])
            for place, number, how in near
        ]
        self._pairs = sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))

    def bounds(self) -> "Floats":
        """For each statement a Dice coefficient that its own does not exceed; 0 without a related word."""
        import numpy as np

        gains = np.zeros(len(self._related))
        np.add.at(gains, self._same_columns, self._same_gains * self._counts[self._same_places])
        for gain, place, column in self._pairs:
            gains[column] += gain * self._counts[place]
        found = [self._segment.postings.of(number) for number in self._related.tolist()]
        size = len(self._totals)
        if not found:
            return np.zeros(size)
        each = np.repeat(gains, [len(statements) for statements in found])
        gained = np.bincount(np.concatenate(found), weights=each, minlength=size)
        shares: Floats = 100.0 * gained / (self._totals + self._whole)
        return shares

    def dices(self, rows: "Integers") -> "Floats":
        """The soft Dice coefficient of the query and each of some statements, from 0 to 100."""
        import numpy as np

        made = np.zeros(len(rows))
        if not len(self._related):
            return made
        column = np.full(len(self._segment.corpus.vocabulary), -1, dtype=np.int32)
        column[self._related] = np.arange(len(self._related))
        step = max(_CELLS // len(self._related), 1)
        for first in range(0, len(rows), step):
            part = rows[first : first + step]
            made[first : first + step] = self._dices(part, column)
        return made

    def _dices(self, rows: "Integers", column: "Integers") -> "Floats":
        import numpy as np

        row, words = words_of_rows(self._segment.corpus, rows)
        columns = column[words]
        at = np.flatnonzero(columns >= 0)
        cells = columns[at].astype(np.int64) * len(rows) + row[at]
        size = len(self._related) * len(rows)
        free = np.bincount(cells, minlength=size).reshape(len(self._related), len(rows))
        wanted = np.repeat(self._counts[:, None], len(rows), axis=1)
        same = np.minimum(free[self._same_columns], self._counts[self._same_places][:, None])
        free[self._same_columns] -= same
        wanted[self._same_places] -= same
        gained = self._same_gains @ same
        unsure = np.zeros(len(rows), dtype=bool)
        there = set(np.flatnonzero(free.max(axis=1, initial=0)).tolist())
        for group in _groups([pair for pair in self._pairs if pair[2] in there]):
            if len(group) > 1 and _compete(group):
                possible = [np.minimum(wanted[place], free[other]) > 0 for _, place, other in group]
                unsure |= np.sum(possible, axis=0) > 1
            for gain, place, other in group:
                taken = np.minimum(wanted[place], free[other])
                wanted[place] -= taken
                free[other] -= taken
                gained += gain * taken
        found = 100.0 * gained / (self._totals[rows] + self._whole)
        for place in np.flatnonzero(unsure).tolist():
            found[place] = dice(self._words, self._segment.corpus.words_of(int(rows[place])), self._weight)
        return found


Pair = tuple[float, int, int]
"""Gain, place of the query's word, column of the other."""


def _groups(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Runs of equal gain."""
    group: list[Pair] = []
    for pair in pairs:
        if group and group[-1][0] - pair[0] > _SAME_GAIN:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _compete(group: Sequence[Pair]) -> bool:
    """Whether two pairs want the same word."""
    return len({place for _, place, _ in group}) < len(group) or len({c for _, _, c in group}) < len(group)
