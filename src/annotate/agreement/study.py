"""What is compared: articles, who finished which, and their spans and links, as plain frozen values.

Only finished work is compared, pair by pair: an article done with no spans is data, an article not done
is missing and never becomes agreement. What stays out is counted, never silently dropped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.model import Layer, Link, Span, State
from annotate.scheme import DEFAULT, Scheme


@dataclass(frozen=True, slots=True)
class Study:
    """The work of some annotators on some articles. Build it with `Study.of`."""

    lengths: Mapping[str, int]
    """Length in code points by article id, of every article that can be compared."""
    annotators: tuple[str, ...]
    """Handles, sorted."""
    done: frozenset[tuple[str, str]]
    """(annotator, article id) of what is finished."""
    spans: tuple[Span, ...]
    """Of finished articles only."""
    links: tuple[Link, ...]
    """Of finished articles only, at both ends."""
    symmetric: frozenset[str] = frozenset()
    """Link types without direction; clusters are computed from them."""
    mention_labels: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By symmetric link type: the labels it can join, so the spans that can be in a cluster."""
    stories: Mapping[str, str] | None = None
    """Story by article id, where the user groups the articles; None to find them from the links."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How much of what was given is not compared, by reason."""

    @classmethod
    def of(
        cls,
        lengths: Mapping[str, int],
        states: Iterable[State],
        spans: Iterable[Span],
        links: Iterable[Link] = (),
        *,
        scheme: Scheme = DEFAULT,
        layer: Layer = "independent",
        stories: Mapping[str, str] | None = None,
    ) -> "Study":
        """Sort out what can be compared.

        Annotators are those of whom there is a state or a span of the layer. ValueError where a span is
        empty or reaches outside its article, or where two have the same id.
        """
        done = frozenset((x.annotator, x.article_id) for x in states if x.state == "done")
        given_spans = [x for x in spans if x.layer == layer]
        given_links = [x for x in links if x.layer == layer]
        for span in given_spans:
            _check(span, lengths)
        if len({x.id for x in given_spans}) < len(given_spans):
            raise ValueError("two spans have the same id")
        kept_spans = [x for x in given_spans if (x.annotator, x.article_id) in done]
        ends = {x.id for x in kept_spans}
        kept_links = [x for x in given_links if x.source_id in ends and x.target_id in ends]
        finishers: dict[str, int] = dict.fromkeys(lengths, 0)
        for _, article in done:
            if article in finishers:
                finishers[article] += 1
        return cls(
            lengths=dict(lengths),
            annotators=tuple(sorted({x[0] for x in done} | {x.annotator for x in given_spans})),
            done=frozenset(x for x in done if x[1] in finishers),
            spans=tuple(kept_spans),
            links=tuple(kept_links),
            symmetric=frozenset(x.name for x in scheme.link_types if x.symmetric),
            mention_labels={
                x.name: frozenset(label for ends in x.ends for label in ends)
                for x in scheme.link_types
                if x.symmetric
            },
            stories=stories,
            left_out={
                "articles done by nobody": sum(n == 0 for n in finishers.values()),
                "articles done by one annotator only": sum(n == 1 for n in finishers.values()),
                "spans in articles not done": len(given_spans) - len(kept_spans),
                "links with an end in an article not done": len(given_links) - len(kept_links),
            },
        )

    def done_by_all(self, annotators: Sequence[str]) -> tuple[str, ...]:
        """Ids of the articles that all of them finished, sorted."""
        return tuple(
            article
            for article in sorted(self.lengths)
            if all((annotator, article) in self.done for annotator in annotators)
        )


def _check(span: Span, lengths: Mapping[str, int]) -> None:
    length = lengths.get(span.article_id)
    if length is None:
        raise ValueError(f"span {span.id}: article {span.article_id} is not in the study")
    if not 0 <= span.start < span.end <= length:
        raise ValueError(f"span {span.id}: {span.start}-{span.end} is empty or outside 0-{length}")
