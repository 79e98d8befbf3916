"""Every figure of a study in one call: each pair of annotators, and all of them at once.

Each pair is aligned once, over all articles; figures by label, link type and article come from the same
alignment, so their counts add up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from annotate.agreement import characters, clusters, continuum, labels, links, spans, together
from annotate.agreement.columns import Axis
from annotate.agreement.figure import OVERLAPPING, Figure
from annotate.agreement.interval import RESAMPLES, Resampler, figures, summed_up
from annotate.agreement.labels import Confusion
from annotate.agreement.pair import Pair
from annotate.agreement.sample import Sample
from annotate.agreement.stories import stories
from annotate.agreement.strips import Strips
from annotate.agreement.study import Study

By = Mapping[str, tuple[Figure, ...]]


@dataclass(frozen=True, slots=True)
class PairReport:
    """The figures of two annotators on the articles both finished."""

    annotators: tuple[str, str]
    articles: tuple[str, ...]
    figures: tuple[Figure, ...]
    """Over all labels and link types."""
    by_label: By
    by_link_type: By
    confusion: Confusion
    stories: int
    """How many groups of articles links and clusters are resampled by."""
    left_out: Mapping[str, int]
    """What of these two is not compared, by reason."""
    best_first: int = 0
    """In how many articles so many spans overlap that some are paired best first, not optimally."""
    by_article: By = field(default_factory=dict)
    """Only where asked for."""

    def __getitem__(self, key: str) -> Figure:
        """The figure of that key over all labels."""
        return _of_key(self.figures, key)


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a study."""

    pairs: tuple[PairReport, ...]
    together: tuple[Figure, ...]
    """All annotators at once, where there are three or more."""
    together_by_label: By
    left_out: Mapping[str, int]
    """What of the study is compared by nobody, by reason."""

    def pair(self, first: str, second: str) -> PairReport:
        """The report of two annotators in the order of the study; KeyError where there is none."""
        for report in self.pairs:
            if report.annotators == (first, second):
                return report
        raise KeyError((first, second))


def agreement(
    study: Study,
    annotators: Sequence[str] | None = None,
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    intervals: bool = True,
    by_article: bool = False,
) -> Report:
    """Compute everything but gamma (see `gamma`), for some annotators or all; KeyError for an unknown one.

    Fewer than two annotators make no pairs. The seed fixes the intervals.
    """
    axis = Axis.of(study)
    chosen = tuple(study.annotators if annotators is None else annotators)
    strips = Strips.of(axis)
    resampler = Resampler(seed, resamples) if intervals else None
    found, shared = [], []
    for first, second in combinations(chosen, 2):
        pair = Pair.of(axis, first, second)
        span_samples = [*spans.span_f1(pair), *characters.character_f1(pair, strips)]
        shared.append((pair.articles, span_samples))
        found.append(_pair(study, pair, strips, span_samples, resampler, by_article))
    all_figures, all_by_label = _together(axis, strips, chosen, shared, resampler)
    return Report(tuple(found), all_figures, all_by_label, study.left_out)


def _pair(
    study: Study,
    pair: Pair,
    strips: Strips,
    span_samples: list[Sample],
    resampler: Resampler | None,
    by_article: bool,
) -> PairReport:
    story = stories(study, pair.axis, pair.shared)
    mapped = links.mapped(study, pair, story)
    samples = [
        *span_samples,
        *labels.matched_labels(pair),
        *characters.character_alpha(pair.axis, strips, pair.rows),
        *continuum.unitizing_family(pair.axis, pair.rows),
        *links.link_f1(mapped, story, study.symmetric),
        *spans.span_f1_by_label(pair),
        *characters.character_f1_by_label(pair, strips),
        *continuum.unitizing_by_label(pair.axis, pair.rows),
        *links.link_f1_by_type(mapped, story),
        *clusters.cluster_figures(study, pair, story),
    ]
    made = figures(samples, resampler, pair.annotators, len(pair.articles), largest_story=story.largest)
    by_story = {id(sample) for sample in samples if sample.by_story}
    scoped = list(zip(samples, made, strict=True))
    of_1995 = list(continuum.unitizing_1995(pair))
    return PairReport(
        annotators=pair.annotators,
        articles=tuple(pair.axis.articles[i] for i in pair.articles.tolist()),
        figures=tuple(x for x in (*made, *of_1995) if x.scope is None),
        by_label=_by_scope([x for sample, x in scoped if id(sample) not in by_story] + of_1995),
        by_link_type=_by_scope([x for sample, x in scoped if id(sample) in by_story]),
        confusion=labels.confusion(pair),
        stories=story.count,
        left_out=_left_out(pair),
        best_first=len(pair.alignment.greedy_articles),
        by_article=_by_article(pair, samples) if by_article else {},
    )


def _left_out(pair: Pair) -> Mapping[str, int]:
    first, second = pair.rows
    spans = sum(len(pair.axis.columns[x].spans) for x in pair.rows)
    return {
        "articles done by one of the two only": int((pair.axis.done[first] ^ pair.axis.done[second]).sum()),
        "their spans": spans - len(pair.left.spans) - len(pair.right.spans),
    }


def _together(
    axis: Axis,
    strips: Strips,
    annotators: tuple[str, ...],
    shared: Sequence[tuple[np.ndarray, list[Sample]]],
    resampler: Resampler | None,
) -> tuple[tuple[Figure, ...], By]:
    if len(annotators) < 3:
        return (), {}
    rows = [axis.row(x) for x in annotators]
    articles = np.flatnonzero(axis.done[rows].sum(0) >= 2)
    means = [
        together.mean_of_pairs(list(samples), [x for x, _ in shared], articles)
        for samples in zip(*(x for _, x in shared), strict=True)
    ]
    samples = [
        *means,
        *together.group_labels(axis, annotators),
        *characters.character_alpha(axis, strips, rows),
        *continuum.unitizing_family(axis, rows),
        *continuum.unitizing_by_label(axis, rows),
    ]
    made = figures(samples, resampler, annotators, len(articles))
    return tuple(x for x in made if x.scope is None), _by_scope(made)


def _by_article(pair: Pair, samples: Sequence[Sample]) -> By:
    """The figures over all labels of each article by itself, without intervals."""
    chosen = [x for x in samples if x.scope is None and not x.by_story]
    found = {}
    for row, number in enumerate(pair.articles.tolist()):
        article = pair.axis.articles[number]
        figures_here = []
        for sample in chosen:
            here = sample
            if sample.used is not None and not sample.used[row]:
                here = replace(sample, undefined=OVERLAPPING)
            figures_here.append(
                summed_up(here, sample.rows[row], "one article has no interval", pair.annotators, 1, article)
            )
        found[article] = tuple(figures_here)
    return found


def _by_scope(found: Sequence[Figure]) -> By:
    scopes = dict.fromkeys(x.scope for x in found if x.scope is not None)
    return {scope: tuple(x for x in found if x.scope == scope) for scope in scopes}


def _of_key(found: Sequence[Figure], key: str) -> Figure:
    for figure in found:
        if figure.key == key:
            return figure
    raise KeyError(key)
