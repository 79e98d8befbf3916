"""History, undo and redo: every step is one row, and both lists are linked through the rows.

Each row carries the heads of its annotator's two lists as they are after it:

    undo_head   the edit that undo would take back next
    undo_next   on an edit: the edit below it in the undo list (fixed for ever, since what lies below
                an edit cannot change while the edit is in the list)
    redo_head   the undo row that redo would revert next
    redo_next   on an undo row: the undo row below it in the redo list

So undo and redo read one row and write one row, whatever the length of history, need nothing in
memory, and survive restarts. A new edit empties the redo list by carrying no redo_head.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from annotate.errors import ConflictError, NothingToUndo
from annotate.store import tables
from annotate.store.clock import now
from annotate.store.ids import new_id
from annotate.store.tables import ANNOTATOR, HISTORY

Image = dict[str, Any]
"""The columns of one row by name, as history keeps them."""
_TABLES = {
    str(model.__tablename__): tables.table(model)
    for model in (
        tables.Span,
        tables.Link,
        tables.ArticleState,
        tables.Article,
        tables.SuggestionDecision,
        tables.Adjudication,
    )
}
_BOOKKEEPING = ("version",)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after a step; None before it was made or after it was deleted.

    Of a row that stays, only the columns that the step changed: what others change beside them is theirs
    and is neither a conflict nor taken back.
    """

    table: str
    row_id: str
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A step that was taken back or brought back."""

    action: str
    article_id: str | None
    position: int | None
    """Where in the article its first span starts, in code points."""


@dataclass(slots=True)
class Step:
    """One edit being made: rows are written at once, their images kept for the history row."""

    connection: Connection
    annotator_id: str
    action: str
    article_id: str | None = None
    changes: list[Change] = field(default_factory=list)

    def insert(self, table: str, *rows: Image) -> None:
        """Add rows; columns that they do not name are null."""
        names = [column.name for column in _TABLES[table].columns]
        full: list[Image] = [{**{name: row.get(name) for name in names}, "version": 1} for row in rows]
        if full:
            self.connection.execute(insert(_TABLES[table]), full)
        self.changes += [Change(table, row["id"], None, _live(row)) for row in full]

    def update(self, table: str, row_id: str, version: int | None, values: Image) -> None:
        """Change a row. ConflictError if its version is not the one the caller read (None: any)."""
        before = read_row(self.connection, table, row_id)
        if before is None or (version is not None and before["version"] != version):
            raise ConflictError(
                f"this {table.replace('_', ' ')} was changed elsewhere since you read it",
                "what you see is now up to date: look again, then repeat the edit",
            )
        after = {**before, **values}
        if _image(after) == _image(before):
            return
        _write_row(self.connection, table, row_id, {**values, "version": before["version"] + 1})
        old, new = _live(before), _live(after)
        if old is not None and new is not None:
            changed = [name for name in new if new[name] != old[name]]
            old, new = {name: old[name] for name in changed}, {name: new[name] for name in changed}
        self.changes.append(Change(table, row_id, old, new))

    def remove(self, table: str, row_id: str, version: int | None) -> None:
        """Delete a row softly: it stays in the file, out of every query."""
        self.update(table, row_id, version, {"deleted_at": now()})


def read_row(connection: Connection, table: str, row_id: str) -> Image | None:
    """The row as a dict of its columns, deleted or not; None if there never was one."""
    target = _TABLES[table]
    found = connection.execute(select(target).where(target.c.id == row_id)).mappings().first()
    return dict(found) if found else None


def record(step: Step) -> str | None:
    """Append the step's history row and return its id; None where the step changed nothing."""
    if not step.changes:
        return None
    last = _last(step.connection, step.annotator_id)
    entry_id = new_id()
    _append(
        step,
        entry_id,
        kind="edit",
        undo_head=entry_id,
        undo_next=last["undo_head"] if last else None,
    )
    return entry_id


def record_import(step: Step) -> None:
    """Append a row for an import: it stands in history and leaves both lists as they are."""
    last = _last(step.connection, step.annotator_id)
    heads = {k: last[k] for k in ("undo_head", "redo_head")} if last else {}
    _append(step, new_id(), kind="import", **heads)


def undo(connection: Connection, annotator_id: str, *, skip: bool = False) -> Turned:
    """Take back the annotator's last step.

    NothingToUndo at the end of the list. ConflictError, naming who, where somebody else changed the same
    since; then nothing is written. With `skip` the step is left as it is and out of the list, so that
    one that cannot be taken back does not bar the way to those before it.
    """
    last = _last(connection, annotator_id)
    if last is None or last["undo_head"] is None:
        raise NothingToUndo("nothing to undo", "every edit of yours has been taken back")
    edit = _entry(connection, last["undo_head"])
    step = Step(connection, annotator_id, edit["action"], edit["article_id"])
    if skip:
        heads = {"undo_head": edit["undo_next"], "redo_head": last["redo_head"]}
        _append(step, new_id(), kind="skip", target=edit["id"], **heads)
        return Turned(step.action, step.article_id, None)
    _turn(step, edit, _changes(edit)[::-1], undoing=True)
    _refuse_loose_links(step)
    _refuse_twins_in_gold(step)
    undo_id = new_id()
    _append(
        step,
        undo_id,
        kind="undo",
        target=edit["id"],
        undo_head=edit["undo_next"],
        redo_head=undo_id,
        redo_next=last["redo_head"],
    )
    return _turned(step)


def redo(connection: Connection, annotator_id: str) -> Turned:
    """Bring back the step that was undone last.

    Raises as `undo` does.
    """
    last = _last(connection, annotator_id)
    if last is None or last["redo_head"] is None:
        raise NothingToUndo("nothing to redo", "redo brings back what undo took, until the next edit")
    undone = _entry(connection, last["redo_head"])
    edit = _entry(connection, undone["target"])
    step = Step(connection, annotator_id, edit["action"], edit["article_id"])
    _turn(step, edit, _changes(edit), undoing=False)
    _refuse_loose_links(step)
    _refuse_twins_in_gold(step)
    _append(
        step,
        new_id(),
        kind="redo",
        target=edit["id"],
        undo_head=edit["id"],
        redo_head=undone["redo_next"],
    )
    return _turned(step)


def _turned(step: Step) -> Turned:
    span_id = next((change.row_id for change in step.changes if change.table == "span"), None)
    span = read_row(step.connection, "span", span_id) if span_id else None
    return Turned(step.action, step.article_id, span["start"] if span else None)


def _turn(step: Step, edit: Image, changes: Sequence[Change], *, undoing: bool) -> None:
    """Bring rows from the image after the edit to the one before, or back; or refuse.

    Rows are read and written many at a time: a bulk step can have changed tens of thousands.
    """
    rows = _read_rows(step.connection, changes)
    writes: list[tuple[str, Image]] = []
    at = now()
    for change in changes:
        expected, wanted = (change.after, change.before) if undoing else (change.before, change.after)
        row = rows.get((change.table, change.row_id))
        found = _live(row)
        if found is not None and expected is not None:
            found = {name: found[name] for name in expected}
        if found != expected:
            who = _changed_by(step.connection, edit["seq"], change)
            raise ConflictError(
                f"cannot undo or redo “{edit['action']}”: {who} changed the same {change.table} since",
                "undo once more leaves this step as it is and goes on"
                if undoing
                else "undo goes on without it",
            )
        assert row is not None  # rows are never deleted for good
        values: Image = {"deleted_at": at} if wanted is None else {**wanted}
        if wanted is not None and "deleted_at" in row:
            values["deleted_at"] = None
        values["version"] = row["version"] + 1
        row.update(values)
        writes.append((change.table, {**values, "id": change.row_id}))
        step.changes.append(Change(change.table, change.row_id, expected, wanted))
    # In the order of the changes, since a row may have to go before its twin can come back.
    for (table, names), run in groupby(writes, lambda x: (x[0], tuple(x[1]))):
        target = _TABLES[table]
        statement = update(target).where(target.c.id == bindparam("row_id"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in names if name != "id"})
        rows_of_run = [
            {"row_id": values["id"], **{f"new_{name}": values[name] for name in names if name != "id"}}
            for _, values in run
        ]
        step.connection.execute(statement, rows_of_run)


def _refuse_loose_links(step: Step) -> None:
    """No span goes while a link to it stays, and no link comes back to a span that went.

    An import may have brought the link since; of the gold layer, another adjudicator may have changed either.
    """
    span, link = _TABLES["span"], _TABLES["link"]
    gone = [x.row_id for x in step.changes if x.table == "span" and x.after is None]
    back = [x.row_id for x in step.changes if x.table == "link" and x.after is not None]
    ends = or_(span.c.id == link.c.source_id, span.c.id == link.c.target_id)
    loose = (
        select(link.c.id)
        .join(span, ends)
        .where(link.c.deleted_at.is_(None), span.c.deleted_at.is_not(None))
        .limit(1)
    )
    for ids, column, why, what in (
        (gone, span.c.id, "a link to this span was imported or made since", "remove that link first"),
        (back, link.c.id, "an end of its link is gone since", "bring that span back first"),
    ):
        for some in _chunks(ids):
            if step.connection.execute(loose.where(column.in_(some))).first():
                raise ConflictError(f"cannot undo or redo “{step.action}”: {why}", what)


def _refuse_twins_in_gold(step: Step) -> None:
    """No gold span or link comes back beside an equal one that somebody else made since."""
    for name, same in (
        ("span", ("article_id", "label", "start", "end")),
        ("link", ("type", "source_id", "target_id")),
    ):
        table = _TABLES[name]
        other = table.alias()
        twin = (
            select(table.c.id)
            .join(other, and_(*(table.c[x] == other.c[x] for x in same), table.c.id != other.c.id))
            .where(table.c.layer == "gold", other.c.layer == "gold")
            .where(table.c.deleted_at.is_(None), other.c.deleted_at.is_(None))
            .limit(1)
        )
        back = [
            x.row_id for x in step.changes if x.table == name and x.before is None and x.after is not None
        ]
        for some in _chunks(back):
            if step.connection.execute(twin.where(table.c.id.in_(some))).first():
                raise ConflictError(
                    f"cannot undo or redo “{step.action}”: gold has the same {name} by now",
                    "delete that one first",
                )


def _read_rows(connection: Connection, changes: Sequence[Change]) -> dict[tuple[str, str], Image]:
    found: dict[tuple[str, str], Image] = {}
    for table, target in _TABLES.items():
        for some in _chunks([x.row_id for x in changes if x.table == table]):
            rows = connection.execute(select(target).where(target.c.id.in_(some))).mappings()
            found.update(((table, row["id"]), dict(row)) for row in rows)
    return found


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for i in range(0, len(ids), _BATCH):
        yield ids[i : i + _BATCH]


def _changed_by(connection: Connection, seq: int, change: Change) -> str:
    later = connection.execute(
        select(ANNOTATOR.c.handle, HISTORY.c.changes)
        .join(ANNOTATOR, ANNOTATOR.c.id == HISTORY.c.annotator_id)
        .where(HISTORY.c.seq > seq)
        .order_by(HISTORY.c.seq.desc())
    )
    for handle, changes in later:
        if any(name == change.table and row_id == change.row_id for name, row_id, *_ in json.loads(changes)):
            return str(handle)
    return "somebody outside annotate"


def _write_row(connection: Connection, table: str, row_id: str, values: Image) -> None:
    target = _TABLES[table]
    connection.execute(update(target).where(target.c.id == row_id).values(**values))


def _image(row: Image) -> Image:
    """A row as history keeps it: without what the database keeps for itself."""
    return {name: value for name, value in row.items() if name not in _BOOKKEEPING}


def _live(row: Image | None) -> Image | None:
    """The image of a row that is there, None for one that is not or is deleted."""
    if row is None or row.get("deleted_at") is not None:
        return None
    return {name: value for name, value in _image(row).items() if name != "deleted_at"}


def _last(connection: Connection, annotator_id: str) -> Image | None:
    found = (
        connection.execute(
            select(HISTORY.c.undo_head, HISTORY.c.redo_head)
            .where(HISTORY.c.annotator_id == annotator_id)
            .order_by(HISTORY.c.seq.desc())
            .limit(1)
        )
        .mappings()
        .first()
    )
    return dict(found) if found else None


def _entry(connection: Connection, entry_id: str) -> Image:
    return dict(connection.execute(select(HISTORY).where(HISTORY.c.id == entry_id)).mappings().one())


def _changes(entry: Image) -> list[Change]:
    return [Change(*fields) for fields in json.loads(entry["changes"])]


def _append(step: Step, entry_id: str, **values: Any) -> None:
    changes: Sequence[Sequence[Any]] = [[c.table, c.row_id, c.before, c.after] for c in step.changes]
    step.connection.execute(
        insert(HISTORY).values(
            id=entry_id,
            annotator_id=step.annotator_id,
            action=step.action,
            article_id=step.article_id,
            at=now(),
            changes=json.dumps(changes, ensure_ascii=False, separators=(",", ":")),
            **values,
        )
    )
