"""The user's decisions on pairs of statements, as decisions on wordings.

A decision holds for all copies of the two wordings. Where that would contradict another decision (two
copies told apart, or one pair of copies joined and another kept apart), the statements kept apart are
taken out as wordings of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.statements.wordings import Wordings

if TYPE_CHECKING:
    from annotate.statements.wordings import Numbers

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of numbers, the lower first, none in both sets."""

    same: frozenset[Pair]
    different: frozenset[Pair]

    @classmethod
    def of(cls, same: Iterable[Pair], different: Iterable[Pair]) -> "Decisions":
        """The decisions of a user; who said both of a pair, keeps it apart."""
        apart = frozenset(map(_ordered, different))
        return cls(frozenset(map(_ordered, same)) - apart, apart)

    def statements(self) -> list[int]:
        """All numbers that stand in a decision, ascending."""
        return sorted({number for pair in self.same | self.different for number in pair})

    def pairs(self) -> "tuple[Numbers, Numbers]":
        """All pairs as two arrays, sorted."""
        import numpy as np

        pairs = np.array(sorted(self.same | self.different), dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def contradicted(self, wordings: Wordings) -> set[int]:
        """The statements to be taken out so that decisions on statements can hold for wordings."""
        joined = self.on(wordings).same
        of = wordings.wording
        return {
            number
            for pair in self.different
            if (lifted := _ordered((int(of[pair[0]]), int(of[pair[1]])))) in joined or lifted[0] == lifted[1]
            for number in pair
        }

    def on(self, wordings: Wordings) -> "Decisions":
        """The decisions with the numbers of wordings for those of statements."""

        def lifted(pairs: frozenset[Pair]) -> frozenset[Pair]:
            of = wordings.wording
            found = (_ordered((int(of[a]), int(of[b]))) for a, b in pairs)
            return frozenset(pair for pair in found if pair[0] != pair[1])

        return Decisions(lifted(self.same), lifted(self.different))


def _ordered(pair: Pair) -> Pair:
    return min(pair), max(pair)
