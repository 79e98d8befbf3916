"""Bringing an older database to the newest schema, after a backup beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from annotate.errors import DatabaseError
from annotate.store.engine import Store


def config() -> Config:
    """Alembic's configuration for the migrations in this folder."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def upgrade(store: Store) -> Path:
    """Back the database up beside itself, then run what is missing; returns the backup's path."""
    backup = store.path.with_name(f"{store.path.name}.before-update")
    try:
        with closing(sqlite3.connect(store.path)) as source, closing(sqlite3.connect(backup)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise DatabaseError(
            f"cannot back up {store.path.name} before updating it: {error}", "free some space, then try again"
        ) from error
    run(store, "head")
    return backup


def run(store: Store, revision: str) -> None:
    """Migrate to a revision in one transaction."""
    with store.writer() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, revision)
