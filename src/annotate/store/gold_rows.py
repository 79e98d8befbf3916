"""Rows of the gold layer and of decisions: read as values, and made of them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from annotate.model import Adjudication, GoldLink, GoldSpan, Input, Link, Span
from annotate.store.history import Image
from annotate.store.intake import fragments_column
from annotate.store.tables import ADJUDICATION, ANNOTATOR, LINK

_BATCH = 500


def adjudications(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Adjudication]:
    """The live decisions, or those of some row ids."""
    statement = (
        select(ADJUDICATION, ANNOTATOR.c.handle)
        .join(ANNOTATOR, ANNOTATOR.c.id == ADJUDICATION.c.annotator_id)
        .where(ADJUDICATION.c.deleted_at.is_(None))
    )
    for row in _rows(connection, statement, ADJUDICATION.c.id, ids):
        results = json.loads(row.results)
        yield Adjudication(
            id=row.id,
            adjudicator=row.handle,
            record_id=row.record_id,
            kind=row.kind,
            article_id=row.article_id,
            action=row.action,
            taken=tuple(json.loads(row.choice)),
            reason=row.reason,
            note=row.note,
            confidence=row.confidence,
            inputs=tuple(Input(*x) for x in json.loads(row.inputs)),
            spans=tuple(GoldSpan(made, tuple(members)) for made, members in results["spans"]),
            links=tuple(GoldLink(*x) for x in results["links"]),
            source=row.source,
            created_at=row.created_at,
            version=row.version,
        )


def links_by_id(connection: Connection, ids: Iterable[str]) -> Iterator[Link]:
    """The live links of some ids."""
    statement = (
        select(LINK, ANNOTATOR.c.handle)
        .join(ANNOTATOR, ANNOTATOR.c.id == LINK.c.annotator_id)
        .where(LINK.c.deleted_at.is_(None))
    )
    for row in _rows(connection, statement, LINK.c.id, ids):
        fields = {name: getattr(row, name) for name in Link.__dataclass_fields__ if name != "annotator"}
        yield Link(annotator=row.handle, **fields)


def _rows(connection: Connection, statement: Any, column: Any, ids: Iterable[str] | None) -> Iterator[Any]:
    if ids is None:
        yield from connection.execute(statement)
        return
    every = sorted(ids)
    for i in range(0, len(every), _BATCH):
        yield from connection.execute(statement.where(column.in_(every[i : i + _BATCH])))


def span_row(span: Span, annotator_id: str) -> Image:
    """The columns of a span of that annotator's."""
    row = _owned(asdict(span), annotator_id)
    return {**row.pop("attributes"), **row, "fragments": fragments_column(span.fragments or ())}


def link_row(link: Link, annotator_id: str) -> Image:
    """The columns of a link of that annotator's."""
    return _owned(asdict(link), annotator_id)


def decision_row(decision: Adjudication, annotator_id: str) -> Image:
    """The columns of a decision of that adjudicator's."""
    results = {
        "spans": [[x.id, x.members] for x in decision.spans],
        "links": [[x.id, x.type, x.source, x.target] for x in decision.links],
    }
    return {
        "id": decision.id,
        "annotator_id": annotator_id,
        "record_id": decision.record_id,
        "kind": decision.kind,
        "article_id": decision.article_id,
        "action": decision.action,
        "choice": _json(decision.taken),
        "reason": decision.reason,
        "note": decision.note,
        "confidence": decision.confidence,
        "inputs": _json([[x.table, x.id, x.fingerprint] for x in decision.inputs]),
        "results": _json(results),
        "source": decision.source,
        "created_at": decision.created_at,
    }


def _owned(row: dict[str, Any], annotator_id: str) -> Image:
    row.pop("annotator")
    return {**row, "annotator_id": annotator_id}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
