"""Span F1: 2 tp / (n_a + n_b), counts pooled over articles.

Exact counts aligned pairs of the same offsets, relaxed those with IoU >= 1/2; labelled asks for the same
label besides. F1 is the limit of κ where negatives dominate (Hripcsak & Rothschild 2005) and is not
corrected for chance: dense annotation gets a high relaxed F1 for nothing.
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from annotate.agreement.align import HALF
from annotate.agreement.columns import Bools, Ints
from annotate.agreement.figure import NOTHING_MARKED
from annotate.agreement.pair import Pair
from annotate.agreement.sample import F1_PARTS, Sample, f1, f1_count


def span_f1(pair: Pair, threshold: Fraction = HALF) -> Iterator[Sample]:
    """Exact and relaxed, labelled and unlabelled, over all labels."""
    same = pair.alignment.same_label
    close = pair.alignment.at_least(threshold)
    rule = f"IoU ≥ {threshold}"
    for how, matched in (("exact", pair.alignment.exact), ("relaxed", close)):
        match = "same offsets" if how == "exact" else rule
        yield _sample(pair, matched & same, f"span_f1_{how}_labelled", f"span F1, {match}, same label", match)
        yield _sample(pair, matched, f"span_f1_{how}_unlabelled", f"span F1, {match}, any label", match)


def span_f1_by_label(pair: Pair, threshold: Fraction = HALF) -> Iterator[Sample]:
    """Exact and relaxed labelled F1 of each label, from the same pairs, so that the counts add up."""
    labels = pair.pair_labels[0]
    for number, label in enumerate(pair.axis.labels):
        of_label = pair.alignment.same_label & (labels == number)
        for how, matched in (
            ("exact", pair.alignment.exact),
            ("relaxed", pair.alignment.at_least(threshold)),
        ):
            match = "same offsets" if how == "exact" else f"IoU ≥ {threshold}"
            name = f"span F1, {match}, same label"
            yield _sample(pair, matched & of_label, f"span_f1_{how}_labelled", name, match, number, label)


def _sample(
    pair: Pair,
    matched: Bools,
    key: str,
    name: str,
    match: str,
    number: int | None = None,
    scope: str | None = None,
) -> Sample:
    rows = np.column_stack(
        (
            pair.by_article(pair.pair_article, matched),
            pair.by_article(pair.left.article, _of(pair.left.label, number)),
            pair.by_article(pair.right.article, _of(pair.right.label, number)),
        )
    )
    greedy = len(pair.alignment.greedy_articles)
    return Sample(
        key=key,
        name=name,
        rows=rows,
        value=f1,
        undefined=NOTHING_MARKED,
        count=f1_count,
        counted="spans",
        scope=scope,
        parameters={"match": match, **({"articles paired best first": greedy} if greedy else {})},
        parts=F1_PARTS,
    )


def _of(labels: Ints, number: int | None) -> Bools | None:
    return None if number is None else labels == number
