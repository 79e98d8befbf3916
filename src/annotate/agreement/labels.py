"""Agreement on the labels of matched spans: alpha and Cohen's κ, with Scott's π and AC1 as footnotes.

Conditional on matching: the harder spans are missing from it, so every figure carries its coverage, the
share of both annotators' spans that are matched: 2 * matched / (n_a + n_b).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from annotate.agreement import kappa
from annotate.agreement.align import HALF
from annotate.agreement.alpha import alpha_of, expected_of, observed_of, undefined_alpha
from annotate.agreement.columns import Floats
from annotate.agreement.distances import nominal
from annotate.agreement.pair import Pair
from annotate.agreement.sample import Sample, f1, first, past


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the first annotator's label (row) met the second's (column) on matched spans."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    only_first: tuple[int, ...]
    """By label: spans of the first annotator that are not matched."""
    only_second: tuple[int, ...]


def confusion(pair: Pair, threshold: Fraction = HALF) -> Confusion:
    """The table behind the figures of this module."""
    size = len(pair.axis.labels)
    table = _tables(pair, threshold).sum(0).reshape(size, size).astype(int)
    ours = np.bincount(pair.left.label, minlength=size) - table.sum(1)
    theirs = np.bincount(pair.right.label, minlength=size) - table.sum(0)
    return Confusion(
        pair.axis.labels, tuple(map(tuple, table.tolist())), tuple(ours.tolist()), tuple(theirs.tolist())
    )


def matched_labels(pair: Pair, threshold: Fraction = HALF) -> Iterator[Sample]:
    """Alpha, Cohen's κ, Scott's π and AC1 on spans matched with IoU of at least the threshold."""
    size = len(pair.axis.labels)
    tables = _tables(pair, threshold)
    spans = np.column_stack(
        (tables.sum(1), pair.by_article(pair.left.article), pair.by_article(pair.right.article))
    )
    square = tables.reshape(len(tables), size, size)
    given = square.sum(1) + square.sum(2)
    differing = tables.sum(1) - np.trace(square, axis1=1, axis2=2)
    for_alpha = np.column_stack((given.sum(1), 2 * differing, given))
    items = np.column_stack((tables.sum(1), tables.sum(1) - differing, given / 2))
    delta = nominal(pair.axis.labels, np.zeros(size))
    agreed = {"observed agreement": past(3, kappa.observed)}
    # Labels that only others use are no categories of these two.
    used = items[:, np.concatenate(([True, True], items[:, 2:].any(0)))]
    for key, name, rows, value, why, parts, parameters in (
        (
            "label_alpha",
            "Krippendorff's alpha (nominal) on labels of matched spans",
            for_alpha,
            alpha_of(delta),
            undefined_alpha,
            {
                "observed disagreement": past(3, observed_of),
                "expected disagreement": past(3, expected_of(delta)),
            },
            {},
        ),
        (
            "label_kappa",
            "Cohen's kappa on labels of matched spans",
            tables,
            kappa.cohen,
            kappa.undefined_kappa,
            {},
            {},
        ),
        (
            "label_pi",
            "Scott's pi on labels of matched spans",
            items,
            kappa.fleiss,
            kappa.undefined_kappa,
            agreed,
            {},
        ),
        (
            "label_ac1",
            "Gwet's AC1 on labels of matched spans",
            used,
            kappa.ac1,
            kappa.undefined_kappa,
            agreed,
            {"labels": used.shape[1] - 2},
        ),
    ):
        yield Sample(
            key=key,
            name=name,
            rows=np.hstack((spans, rows)),
            value=past(3, value),
            undefined=partial(_why, why),
            count=first,
            counted="matched spans",
            parameters={"match": f"IoU ≥ {threshold}", **parameters},
            parts={"coverage": f1, **parts},
            left_out={"spans not matched": _unmatched},
            chance_corrected=True,
            least=-1.0,
        )


def _tables(pair: Pair, threshold: Fraction) -> Floats:
    """(articles, labels * labels): one flattened confusion matrix an article."""
    size = len(pair.axis.labels)
    close = pair.alignment.at_least(threshold)
    ours, theirs = pair.pair_labels
    cell = (pair.pair_article * size + ours) * size + theirs
    count = len(pair.shared) * size * size
    table = np.bincount(cell[close], minlength=count).reshape(len(pair.shared), size * size)
    return table[pair.articles].astype(np.float64)


def _unmatched(totals: Floats) -> Floats:
    return np.asarray(totals[..., 1] + totals[..., 2] - 2 * totals[..., 0])


def _why(why: Callable[[Floats], str], totals: Floats) -> str:
    return why(totals[3:])
