"""One record a disagreement: who marked what, and how it differs.

A record stands for a group of spans, a bundle of links, or a pair of mentions that clusters treat
differently. Its id is made from the article and the ids of its members, so it stays the same while they do,
and a decision about it can be stored.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from annotate.model import Link, Span

Kind = Literal[
    "agree",
    "missing",
    "boundary",
    "label",
    "boundary+label",
    "attribute",
    "link-missing",
    "link-type",
    "link-direction",
    "link-endpoint",
    "link-blocked",
    "cluster",
]
Subkind = Literal["whitespace", "punctuation", "contained", "split", "merge", "closure"]
"""Of boundaries: what lies between them; one span inside the other; one span where the other annotator has
several (split: the annotator named first has the one). Of a missing link: the ends are in one cluster."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Record:
    """A disagreement, or an agreement where `kind` is agree."""

    id: str
    kind: Kind
    articles: tuple[str, ...]
    """One for spans, up to two for links and clusters."""
    start: int
    """Where it begins in the first article."""
    end: int
    annotators: tuple[str, ...]
    """Those who finished the articles, so could have marked it."""
    missing: tuple[str, ...]
    """Those of them who lack the span, the link, or the join of the cluster."""
    spans: tuple[Span, ...] = ()
    """Members of a group, at most one an annotator; of a cluster the mentions at both ends."""
    links: tuple[Link, ...] = ()
    ends: tuple[tuple[Span, Span], ...] = ()
    """Source and target of each link."""
    facets: tuple[Kind, ...] = ()
    """Every kind it is found under: boundary+label also under boundary and under label."""
    subkinds: tuple[Subkind, ...] = ()
    iou: float | None = None
    """Of two or more spans, the smallest of any two."""
    deltas: tuple[tuple[int, int], ...] = ()
    """Start and end of each further span minus those of the first."""
    attributes: tuple[str, ...] = ()
    """Names of the attributes that differ."""
    related: tuple[Span, ...] = ()
    """Spans that overlap the members without being paired with them."""
    waits_for: tuple[str, ...] = ()
    """Records of the spans at the ends of a blocked link."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The label of each span; the label pair where there are two."""
        return tuple(x.label for x in self.spans)


def record_id(what: str, articles: Iterable[str], members: Iterable[str]) -> str:
    """16 hexadecimal digits from the articles and the sorted ids of the members; `what` tells kinds apart."""
    text = "\0".join((what, *sorted(set(articles)), "", *sorted(members)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def reading_order(record: Record) -> tuple[object, ...]:
    """Sorts records by article, then along the text, so that context is read once."""
    return record.articles[0], record.start, record.end, KINDS.index(record.kind), record.id
