"""Bringing an older database to the newest schema, after a backup beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from annotate.errors import DatabaseError
from annotate.store.engine import Store

FOLDER = Path(__file__).parent / "versions"


def config(*folders: Path) -> Config:
    """Alembic's configuration for the migrations in these folders."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", "\n".join(str(folder).replace("%", "%%") for folder in folders))
    return made


def upgrade(store: Store, *folders: Path) -> Path:
    """Back the database up beside itself, then run what is missing; returns the backup's path.

    DatabaseError where that fails: the database is then as it was.
    """
    with store.reader() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    backup = store.path.with_name(f"{store.path.name}.before-update-of-{found}")
    try:
        with closing(sqlite3.connect(store.path)) as source, closing(sqlite3.connect(backup)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise DatabaseError(
            f"cannot back up {store.path.name} before updating it: {error}", "free some space, then try again"
        ) from error
    try:
        run(store, "head", *folders)
    except CommandError as error:
        raise DatabaseError(
            f"cannot update {store.path.name} from schema {found}: {error}",
            f"nothing was changed, and a copy is in {backup.name}; update annotate",
        ) from error
    return backup


def run(store: Store, revision: str, *folders: Path) -> None:
    """Migrate to a revision in one transaction; with the migrations of other folders where given."""
    with store.writer() as connection:
        made = config(*(folders or (FOLDER,)))
        made.attributes["connection"] = connection
        command.upgrade(made, revision)
