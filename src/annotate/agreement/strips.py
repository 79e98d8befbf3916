"""The long axis cut at every edge of any span: between two cuts nobody's labels change.

Measures over characters count lengths of strips instead of characters, so their cost depends on the number
of spans and not on the length of the texts.
"""

from dataclasses import dataclass

import numpy as np

from annotate.agreement.columns import Axis, Bools, Ints


@dataclass(frozen=True, slots=True)
class Strips:
    """Disjoint stretches that cover all articles, in order."""

    article: Ints
    """(strips,)"""
    length: Ints
    """(strips,), code points."""
    label_set: Ints
    """(annotators, strips): number in `catalogue` of the set of labels the annotator gave there."""
    catalogue: Bools
    """(sets, labels): which labels each set holds; the first is the empty set."""

    @classmethod
    def of(cls, axis: Axis) -> "Strips":
        """Cut up a study."""
        edges = [axis.base, *(x.start for x in axis.columns), *(x.end for x in axis.columns)]
        cuts = np.unique(np.concatenate(edges))
        count = len(cuts) - 1
        cover = np.zeros((len(axis.labels), len(axis.columns) * count + 1), np.bool_)
        for i, columns in enumerate(axis.columns):
            first, last = np.searchsorted(cuts, columns.start), np.searchsorted(cuts, columns.end)
            for label in range(len(axis.labels)):
                of_label = columns.label == label
                change = np.zeros(count + 1, np.int64)
                np.add.at(change, first[of_label], 1)
                np.add.at(change, last[of_label], -1)
                cover[label, i * count : (i + 1) * count] = np.cumsum(change)[:-1] > 0
        packed = np.packbits(cover, axis=0, bitorder="little")
        # The last column stands for the empty set, so that the catalogue holds it even where it never occurs.
        keys = np.zeros(packed.shape[1], np.uint64) if len(packed) <= 8 else None
        if keys is not None:
            for i, byte in enumerate(packed):
                keys |= byte.astype(np.uint64) << np.uint64(8 * i)
            _, first_seen, number = np.unique(keys, return_index=True, return_inverse=True)
        else:
            _, first_seen, number = np.unique(packed, axis=1, return_index=True, return_inverse=True)
        number = number.ravel().astype(np.int64)
        return cls(
            article=np.searchsorted(axis.base, cuts[:-1], "right") - 1,
            length=np.diff(cuts),
            label_set=number[:-1].reshape(len(axis.columns), count),
            catalogue=cover[:, first_seen].T,
        )
