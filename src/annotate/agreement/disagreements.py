"""Where annotators disagree: every record of spans, links and clusters, and counts that reconcile with F1.

Pure functions of the data. Two annotators are compared by their alignment, so that the records are exactly
what the figures count; more by groups of at most one span an annotator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotate.agreement.cluster_records import cluster_records, group_clusters
from annotate.agreement.columns import Axis
from annotate.agreement.groups import group
from annotate.agreement.link_records import link_records
from annotate.agreement.records import Record, reading_order
from annotate.agreement.span_records import span_records
from annotate.agreement.study import Study
from annotate.model import ATTRIBUTES

COMPARED_ATTRIBUTES = tuple(x for x in ATTRIBUTES if x != "note")
"""A note is a remark of the annotator's own, nothing to agree on."""


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """The spans of two annotators by what became of them; pairs count once."""

    same: int
    """Same offsets and label: true positives of exact labelled F1."""
    boundary: int
    label: int
    boundary_and_label: int
    only_first: int
    only_second: int

    @property
    def paired(self) -> int:
        """Pairs of any kind."""
        return self.same + self.boundary + self.label + self.boundary_and_label


@dataclass(frozen=True, slots=True)
class Disagreements:
    """All records of some annotators, in reading order."""

    annotators: tuple[str, ...]
    records: tuple[Record, ...]
    """Disagreements."""
    agreed: tuple[Record, ...]
    """Spans and links that everybody has who could."""
    left_out: Mapping[str, int]
    """What is not compared, by reason."""

    def __len__(self) -> int:
        return len(self.records)

    def counts(self, first: str, second: str) -> SpanCounts:
        """Spans of two annotators by what became of them, in the articles both finished.

        2 * paired + only_first + only_second is the number of their spans.
        """
        tally = [0] * 6
        for record in (*self.agreed, *self.records):
            if record.kind == "cluster" or not record.spans:
                continue
            if first not in record.annotators or second not in record.annotators:
                continue
            a = next((x for x in record.spans if x.annotator == first), None)
            b = next((x for x in record.spans if x.annotator == second), None)
            if a is not None and b is not None:
                tally[((a.start, a.end) != (b.start, b.end)) + 2 * (a.label != b.label)] += 1
            elif a is not None:
                tally[4] += 1
            elif b is not None:
                tally[5] += 1
        return SpanCounts(*tally)


def disagreements(
    study: Study,
    annotators: Sequence[str] | None = None,
    *,
    attributes: Sequence[str] = COMPARED_ATTRIBUTES,
) -> Disagreements:
    """Compare some annotators, or all, on the articles that at least two of them finished.

    KeyError for an unknown annotator. Fewer than two have no records.
    """
    chosen = tuple(study.annotators if annotators is None else annotators)
    axis = Axis.of(study)
    done = axis.done[[axis.row(x) for x in chosen]].sum(0)
    left_out = {
        "articles done by fewer than two": int((done < 2).sum()),
        "articles done by some but not all": int(((done >= 2) & (done < len(chosen))).sum()),
    }
    if len(chosen) < 2:
        return Disagreements(chosen, (), (), left_out)
    groups = group(axis, chosen)
    of_spans = span_records(groups, attributes)
    clusters = group_clusters(groups, study.links, study.mention_labels)
    of_links = link_records(groups, study.links, study.symmetric, [x.id for x in of_spans], clusters)
    found = sorted([*of_spans, *of_links.records, *cluster_records(groups, clusters)], key=reading_order)
    return Disagreements(
        chosen,
        tuple(x for x in found if x.kind != "agree"),
        tuple(x for x in found if x.kind == "agree"),
        {**left_out, "links that no second annotator could have": of_links.left_out},
    )
