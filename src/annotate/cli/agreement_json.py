"""Figures of agreement and disagreements as JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate.agreement.figure import Figure
    from annotate.agreement.records import Record
    from annotate.model import Span
    from annotate.workbench.agreement_figures import Group


def figure_json(figure: Figure, group: Group, pair: tuple[str, str] | None) -> dict[str, Any]:
    """A figure with its definition, parameters, counts and interval, and what it is restricted to."""
    from annotate.agreement.figure import band

    return {
        "key": figure.key,
        "name": figure.name,
        "value": figure.value,
        "undefined": figure.undefined,
        "interval": None if figure.interval is None else asdict(figure.interval),
        "interval_why": figure.interval_why,
        "pair": pair,
        "annotators": figure.annotators,
        "label": group.label,
        "link_type": group.link_type,
        "article": group.article_id,
        "n": figure.n,
        "counted": figure.counted,
        "articles": figure.articles,
        "parameters": dict(figure.parameters),
        "parts": dict(figure.parts),
        "left_out": dict(figure.left_out),
        "chance_corrected": figure.chance_corrected,
        "band": band(figure),
    }


def record_json(record: Record) -> dict[str, Any]:
    """A disagreement with every version of it."""
    from annotate.workbench.agreement_records import differs

    return {
        "id": record.id,
        "kind": record.kind,
        "facets": record.facets,
        "subkinds": record.subkinds,
        "differs": differs(record),
        "articles": record.articles,
        "start": record.start,
        "end": record.end,
        "annotators": record.annotators,
        "missing": record.missing,
        "spans": [_span_json(span) for span in record.spans],
        "links": [
            {
                "id": link.id,
                "annotator": link.annotator,
                "type": link.type,
                "source": _span_json(source),
                "target": _span_json(target),
            }
            for link, (source, target) in zip(record.links, record.ends, strict=True)
        ],
        "iou": record.iou,
        "attributes": record.attributes,
        "related": [_span_json(span) for span in record.related],
        "waits_for": record.waits_for,
    }


def _span_json(span: Span) -> dict[str, Any]:
    return {
        "id": span.id,
        "annotator": span.annotator,
        "article_id": span.article_id,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "text": span.quote,
    }
