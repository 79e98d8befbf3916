"""Figures of three annotators and more at once, over the articles that at least two of them finished."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from annotate.agreement import kappa
from annotate.agreement.align import HALF
from annotate.agreement.alpha import alpha_of, expected_of, observed_of, undefined_alpha
from annotate.agreement.columns import Axis, Floats, Ints
from annotate.agreement.distances import nominal
from annotate.agreement.figure import NOTHING_MARKED
from annotate.agreement.groups import group
from annotate.agreement.sample import Sample, Value, f1, first, past, ratio, tally


def group_labels(axis: Axis, annotators: Sequence[str], threshold: Fraction = HALF) -> Iterator[Sample]:
    """Alpha on labels of grouped spans; Fleiss' κ on the groups with a span of every annotator."""
    groups = group(axis, annotators, threshold)
    articles = np.flatnonzero(groups.finished.any(0))
    size = len(axis.labels)
    counts = np.zeros((len(groups.members), size), np.int64)
    for member, columns in zip(groups.members.T, groups.columns, strict=True):
        present = np.flatnonzero(member >= 0)
        counts[present, columns.label[member[present]]] += 1
    m = counts.sum(1)
    paired = m >= 2
    differing = (m**2 - (counts**2).sum(1))[paired] / (m[paired] - 1)
    for_alpha = np.column_stack((m[paired], differing, counts[paired]))
    marked = tally(groups.article, len(axis.articles), None, m)[articles, None]
    matched = _by_article(groups.article[paired], for_alpha, len(axis.articles))[articles]
    complete = m == len(annotators)
    delta = nominal(axis.labels, np.zeros(size))
    spans = int(m.sum())
    match = f"groups by IoU ≥ {threshold}"
    yield Sample(
        key="label_alpha",
        name="Krippendorff's alpha (nominal) on labels of grouped spans",
        rows=np.hstack((marked, matched)),
        value=past(1, alpha_of(delta)),
        undefined=lambda totals: undefined_alpha(totals[1:]),
        count=past(1, first),
        counted="grouped spans",
        parameters={"match": match},
        parts={
            "coverage": lambda totals: ratio(totals[..., 1], totals[..., 0]),
            "observed disagreement": past(1, observed_of),
            "expected disagreement": past(1, expected_of(delta)),
        },
        left_out={"spans without a partner": spans - int(m[paired].sum())},
        chance_corrected=True,
        least=-1.0,
    )
    yield Sample(
        key="label_fleiss",
        name="Fleiss' kappa on labels of spans that all annotators marked",
        rows=_by_article(groups.article[complete], kappa.item_rows(counts[complete]), len(axis.articles))[
            articles
        ],
        value=kappa.fleiss,
        undefined=kappa.undefined_kappa,
        count=first,
        counted="groups with a span of every annotator",
        parameters={"match": match},
        parts={"observed agreement": kappa.observed},
        left_out={"spans of incomplete groups": spans - int(m[complete].sum())},
        chance_corrected=True,
        least=-1.0,
    )


def mean_of_pairs(samples: Sequence[Sample], articles: Sequence[Ints], all_articles: Ints) -> Sample:
    """The mean of an F1 over pairs; samples of the same measure, each with the articles of its rows.

    Articles are numbers of the axis; the rows of the result are `all_articles`.
    """
    place = {article: i for i, article in enumerate(all_articles.tolist())}
    tables = []
    for sample, used in zip(samples, articles, strict=True):
        table = np.zeros((len(all_articles), sample.rows.shape[1]))
        table[[place[x] for x in used.tolist()]] = sample.rows
        tables.append(table)
    count, width = len(samples), samples[0].rows.shape[1]
    return Sample(
        key=samples[0].key,
        name=f"{samples[0].name}, mean of pairs",
        rows=np.hstack(tables),
        value=_mean(count, width, f1),
        undefined=NOTHING_MARKED,
        count=lambda totals: totals.reshape(*totals.shape[:-1], count, width)[..., 1:3].sum((-1, -2)),
        counted=f"{samples[0].counted}, once a pair",
        parameters={**samples[0].parameters, "pairs": count},
    )


def _mean(count: int, width: int, value: Value) -> Value:
    """The mean over the pairs that have a value."""

    def mean(totals: Floats) -> Floats:
        values = value(totals.reshape(*totals.shape[:-1], count, width))
        defined = ~np.isnan(values)
        number = defined.sum(-1)
        summed = np.where(defined, values, 0).sum(-1)
        return np.where(number > 0, summed / np.maximum(number, 1), np.nan)

    return mean


def _by_article(article: Ints, rows: Floats, articles: int) -> Floats:
    if not rows.shape[1]:
        return np.zeros((articles, 0))
    return np.column_stack([tally(article, articles, None, column) for column in rows.T])
