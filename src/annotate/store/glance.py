"""A first look at the database with nothing but the standard library's sqlite3.

Importing the database layer takes up to a second; the workbench paints the article where its user
left off meanwhile. Only reads, only tables that exist; every trouble gives None, and the real opening
reports it.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from annotate.store.scope import Scope


@dataclass(frozen=True, slots=True)
class GlanceSpan:
    """What the article view needs of a span."""

    id: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Glance:
    """An article as it can be shown before the database is open for work."""

    article_id: str
    title: str | None
    text: str
    cursor: int
    spans: tuple[GlanceSpan, ...]


def glance(path: Path, annotator_id: str, scope: Scope, name: str | None = None) -> Glance | None:
    """The article of that id or file name, or the one the annotator was in last, with the spans in scope.

    None where that cannot be told: no such database or article, or several of that file name.
    """
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)
    except sqlite3.Error:
        return None
    try:
        return _read(connection, annotator_id, scope, name)
    except sqlite3.Error:
        return None
    finally:
        connection.close()


def _read(connection: sqlite3.Connection, annotator_id: str, scope: Scope, name: str | None) -> Glance | None:
    if name is None:
        last = "SELECT article_id FROM bookmark WHERE annotator_id = ? ORDER BY at DESC LIMIT 1"
        found = connection.execute(last, (annotator_id,)).fetchall()
    else:
        named = "SELECT id FROM article WHERE id = ? OR source_file = ?"
        found = connection.execute(named, (name, name)).fetchall()
    if len(found) != 1:
        return None
    article_id = str(found[0][0])
    row = connection.execute(
        "SELECT article.title, article_text.text, bookmark.cursor FROM article"
        " JOIN article_text ON article_text.article_id = article.id"
        " LEFT JOIN bookmark ON bookmark.article_id = article.id AND bookmark.annotator_id = ?"
        " WHERE article.id = ?",
        (annotator_id, article_id),
    ).fetchone()
    if row is None:
        return None
    condition, parameters = scope.sql()
    spans = connection.execute(
        f'SELECT id, label, start, "end" FROM span WHERE article_id = ? AND {condition}'
        ' AND deleted_at IS NULL ORDER BY start, "end" DESC',
        (article_id, *parameters),
    )
    return Glance(article_id, row[0], row[1], row[2] or 0, tuple(GlanceSpan(*span) for span in spans))
