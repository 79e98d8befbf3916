"""Agreement on characters: F1 of marked characters, and alpha on the set of labels of each character.

Safe for overlapping spans, but blind to units (two adjacent claims are one long claim) and weighted by
length; secondary to the figures on spans. F1 counts a character once for each label; alpha is
Krippendorff's, each character a unit whose value is its set of labels, compared as nominal, by Jaccard or
by MASI.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from annotate.agreement.alpha import alpha_of, expected_of, observed_of, undefined_alpha
from annotate.agreement.columns import Axis, Floats, Ints
from annotate.agreement.distances import jaccard, masi, nominal
from annotate.agreement.figure import NOTHING_MARKED
from annotate.agreement.pair import Pair
from annotate.agreement.sample import F1_PARTS, Sample, f1, f1_count, first, tally
from annotate.agreement.strips import Strips


def character_f1(pair: Pair, strips: Strips) -> Iterator[Sample]:
    """Labelled (a character counts for each of its labels) and unlabelled."""
    held = strips.catalogue.astype(np.float64)
    some = (held.sum(1, keepdims=True) > 0).astype(np.float64)
    name = "character F1"
    yield _f1_sample(pair, strips, held, "character_f1_labelled", f"{name}, same label", None)
    yield _f1_sample(pair, strips, some, "character_f1_unlabelled", f"{name}, any label", None)


def character_f1_by_label(pair: Pair, strips: Strips) -> Iterator[Sample]:
    """Labelled F1 of each label."""
    for number, label in enumerate(pair.axis.labels):
        held = strips.catalogue[:, number : number + 1].astype(np.float64)
        yield _f1_sample(pair, strips, held, "character_f1_labelled", "character F1, same label", label)


def character_alpha(axis: Axis, strips: Strips, annotators: Sequence[int]) -> Iterator[Sample]:
    """Alpha on label sets of any number of annotators, over the articles at least two of them finished.

    One row an article, in the axis' order.
    """
    chosen = np.array(annotators, np.int64)
    done = axis.done[chosen]
    raters = done.sum(0)
    articles = np.flatnonzero(raters >= 2)
    at = np.flatnonzero(raters[strips.article] >= 2)
    article, length = strips.article[at], strips.length[at]
    used, sets = _compact(strips.label_set[np.ix_(chosen, at)])
    values = [frozenset(np.flatnonzero(strips.catalogue[x]).tolist()) for x in used.tolist()]
    counts = np.zeros((len(raters), len(values)))
    for i in range(len(annotators)):
        counts += _by_value(article, sets[i], length * done[i, article], counts.shape)
    n = counts.sum(1)
    for metric, key, name in (
        (nominal, "nominal", "nominal"),
        (jaccard, "jaccard", "Jaccard"),
        (masi, "masi", "MASI 2006"),
    ):
        delta = metric(values, counts.sum(0))
        observed = np.zeros(len(raters))
        for i, j in combinations(range(len(annotators)), 2):
            weight = 2 * length * (done[i] & done[j])[article] / (raters[article] - 1)
            observed += tally(article, len(raters), None, weight * delta[sets[i], sets[j]])
        yield Sample(
            key=f"character_alpha_{key}",
            name=f"Krippendorff's alpha on label sets of characters, {name} distance",
            rows=np.column_stack((n, observed, counts))[articles],
            value=alpha_of(delta),
            undefined=undefined_alpha,
            count=first,
            counted="characters read",
            parameters={"distance": name},
            parts={"observed disagreement": observed_of, "expected disagreement": expected_of(delta)},
            chance_corrected=True,
            least=-np.inf,
        )


def _f1_sample(pair: Pair, strips: Strips, held: Floats, key: str, name: str, scope: str | None) -> Sample:
    """`held` is (sets, features): the features of a label set whose characters are counted."""
    a, b = (strips.label_set[row] for row in pair.rows)
    size = held.sum(1)
    common = held @ held.T
    rows = np.column_stack(
        [
            pair.by_article(strips.article, pair.shared[strips.article], strips.length * weight)
            for weight in (common[a, b], size[a], size[b])
        ]
    )
    return Sample(
        key=key,
        name=name,
        rows=rows,
        value=f1,
        undefined=NOTHING_MARKED,
        count=f1_count,
        counted="characters",
        scope=scope,
        parts=F1_PARTS,
    )


def _compact(sets: Ints) -> tuple[Ints, Ints]:
    """The distinct values, and the array with values replaced by their number among them."""
    used, number = np.unique(sets, return_inverse=True)
    return used, number.reshape(sets.shape)


def _by_value(article: Ints, value: Ints, weight: Ints | Floats, shape: tuple[int, ...]) -> Floats:
    cell = article * shape[1] + value
    return tally(cell, shape[0] * shape[1], None, weight).reshape(shape)
