"""Reads of history: the steps as a list, and which of them can be undone now."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from annotate.model import HistoryEntry
from annotate.store.tables import ANNOTATOR, HISTORY


def newest_edit(connection: Connection, after: int) -> int | None:
    """The newest step after that one that may have changed the annotators’ work; None where there is none.

    Decisions of a review do not, nor their undoing: all of them touch the table of decisions.
    """
    found: int | None = connection.scalar(
        select(func.max(HISTORY.c.seq)).where(
            HISTORY.c.seq > after, HISTORY.c.changes.not_like('%["adjudication",%')
        )
    )
    return found


def history(
    connection: Connection,
    *,
    annotator_id: str | None = None,
    article_id: str | None = None,
    limit: int | None = None,
) -> list[HistoryEntry]:
    """Steps, newest first."""
    statement = (
        select(HISTORY, ANNOTATOR.c.handle, func.json_array_length(HISTORY.c.changes).label("touched"))
        .join(ANNOTATOR, ANNOTATOR.c.id == HISTORY.c.annotator_id)
        .order_by(HISTORY.c.seq.desc())
    )
    if annotator_id:
        statement = statement.where(HISTORY.c.annotator_id == annotator_id)
    if article_id:
        statement = statement.where(HISTORY.c.article_id == article_id)
    if limit:
        statement = statement.limit(limit)
    rows = connection.execute(statement).all()
    standing = _undo_lists(
        connection, {row.annotator_id for row in rows}, min((r.seq for r in rows), default=0)
    )
    return [
        HistoryEntry(
            seq=row.seq,
            id=row.id,
            annotator=row.handle,
            kind=row.kind,
            action=row.action,
            article_id=row.article_id,
            at=row.at,
            changes=row.touched,
            undoable=row.id in standing,
        )
        for row in rows
    ]


def newest_step(connection: Connection, annotator_id: str) -> int:
    """The number of the annotator's newest row of history; 0 where there is none."""
    newest = select(func.max(HISTORY.c.seq)).where(HISTORY.c.annotator_id == annotator_id)
    return int(connection.execute(newest).scalar() or 0)


def _undo_lists(connection: Connection, annotator_ids: Iterable[str], since: int) -> set[str]:
    """The edits that stand in an undo list now, down to the row numbered `since`."""
    standing: set[str] = set()
    for annotator_id in annotator_ids:
        rows = connection.execute(
            select(HISTORY.c.id, HISTORY.c.undo_head, HISTORY.c.undo_next)
            .where(HISTORY.c.annotator_id == annotator_id, HISTORY.c.seq >= since)
            .order_by(HISTORY.c.seq.desc())
        ).all()
        below = {row.id: row.undo_next for row in rows}
        head = rows[0].undo_head if rows else None
        while head is not None and head in below:
            standing.add(head)
            head = below[head]
    return standing
