"""Two annotators side by side: the articles both finished, their spans there, and one alignment."""

from dataclasses import dataclass

import numpy as np

from annotate.agreement.align import Alignment, align
from annotate.agreement.columns import Axis, Bools, Columns, Floats, Ints
from annotate.agreement.sample import tally


@dataclass(frozen=True, slots=True)
class Pair:
    """What every measure of two annotators starts from. Rows of statistics are in the order of `articles`."""

    axis: Axis
    annotators: tuple[str, str]
    shared: Bools
    """Which articles of the axis both finished."""
    articles: Ints
    """Their numbers, ascending."""
    left: Columns
    right: Columns
    alignment: Alignment

    @classmethod
    def of(cls, axis: Axis, first: str, second: str) -> "Pair":
        """Align two annotators over all articles both finished; KeyError for an unknown handle."""
        a, b = axis.row(first), axis.row(second)
        shared = axis.done[a] & axis.done[b]
        left, right = axis.columns[a].within(shared), axis.columns[b].within(shared)
        return cls(axis, (first, second), shared, np.flatnonzero(shared), left, right, align(left, right))

    @property
    def rows(self) -> tuple[int, int]:
        """The annotators' numbers on the axis."""
        return self.axis.row(self.annotators[0]), self.axis.row(self.annotators[1])

    def by_article(
        self, articles: Ints, where: Bools | None = None, weights: Floats | Ints | None = None
    ) -> Floats:
        """Counts (or summed weights) an article both finished, of things given by their article's number."""
        return tally(articles, len(self.shared), where, weights)[self.articles]

    @property
    def pair_article(self) -> Ints:
        """The article of each aligned pair."""
        return self.left.article[self.alignment.left]

    @property
    def pair_labels(self) -> tuple[Ints, Ints]:
        """The labels of each aligned pair."""
        return self.left.label[self.alignment.left], self.right.label[self.alignment.right]
