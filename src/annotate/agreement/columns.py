"""The spans of a study as arrays on one axis: all articles laid end to end.

Every count of agreement is a sum over articles, so one pass over the long axis serves them all; articles
are disjoint on it, so spans of different articles never overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.study import Study
from annotate.model import Span

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Columns:
    """Spans of one annotator in the order (article, start, end, label, id); arrays of one length."""

    spans: tuple[Span, ...]
    article: Ints
    """Number of the article in `Axis.articles`."""
    start: Ints
    """On the long axis, in code points."""
    end: Ints
    label: Ints
    """Number of the label in `Axis.labels`."""

    def within(self, articles: Bools) -> "Columns":
        """The spans of some articles only; `articles` holds one truth value an article."""
        if articles.all():
            return self
        kept = np.flatnonzero(articles[self.article])
        spans = tuple(self.spans[i] for i in kept.tolist())
        return Columns(spans, self.article[kept], self.start[kept], self.end[kept], self.label[kept])


@dataclass(frozen=True, slots=True)
class Axis:
    """All articles of a study end to end, and every annotator's spans on it."""

    articles: tuple[str, ...]
    """Ids, sorted: figures do not depend on the order things were imported in."""
    base: Ints
    """Where each article begins; one more for the end of the last."""
    labels: tuple[str, ...]
    annotators: tuple[str, ...]
    done: Bools
    """Annotators x articles."""
    columns: tuple[Columns, ...]
    """In the order of `annotators`."""

    @classmethod
    def of(cls, study: Study) -> "Axis":
        """Lay a study out."""
        articles = tuple(sorted(study.lengths))
        number = {article: i for i, article in enumerate(articles)}
        base = np.zeros(len(articles) + 1, np.int64)
        np.cumsum([study.lengths[x] for x in articles], out=base[1:])
        labels = tuple(sorted({x.label for x in study.spans}))
        done = np.zeros((len(study.annotators), len(articles)), np.bool_)
        row = {annotator: i for i, annotator in enumerate(study.annotators)}
        for annotator, article in study.done:
            done[row[annotator], number[article]] = True
        by_annotator: dict[str, list[Span]] = {x: [] for x in study.annotators}
        for span in study.spans:
            by_annotator[span.annotator].append(span)
        columns = tuple(_columns(by_annotator[x], number, base, labels) for x in study.annotators)
        return cls(articles, base, labels, study.annotators, done, columns)

    def row(self, annotator: str) -> int:
        """The annotator's number; KeyError where there is none of that handle."""
        try:
            return self.annotators.index(annotator)
        except ValueError:
            raise KeyError(annotator) from None

    @property
    def lengths(self) -> Ints:
        """Code points of each article."""
        return np.diff(self.base)


def _columns(spans: Sequence[Span], number: dict[str, int], base: Ints, labels: Sequence[str]) -> Columns:
    ordered = sorted(spans, key=lambda x: (x.article_id, x.start, x.end, x.label, x.id))
    code = {label: i for i, label in enumerate(labels)}
    article = np.array([number[x.article_id] for x in ordered], np.int64)
    begin = base[article]
    return Columns(
        tuple(ordered),
        article,
        begin + np.array([x.start for x in ordered], np.int64),
        begin + np.array([x.end for x in ordered], np.int64),
        np.array([code[x.label] for x in ordered], np.int64),
    )
