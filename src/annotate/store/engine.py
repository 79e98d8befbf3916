"""Opening the database and running transactions on it; every database error leaves here translated.

SQLite runs in WAL mode with `synchronous=FULL`: a commit that returned is on the disk. Writers start
with BEGIN IMMEDIATE, since a transaction that reads first and writes later fails under two writers
however long it is willing to wait.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel

from annotate.errors import (
    AnnotateError,
    ConflictError,
    DatabaseError,
    DatabaseTooNew,
    DiskFull,
    NotADatabase,
    ReadOnly,
)
from annotate.store import tables

BUSY_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""

Transaction = Connection
"""What `reader` and `writer` hand out, for those who may not import SQLAlchemy."""

_HEADER = b"SQLite format 3\x00"


class Store:
    """An open database: transactions for readers and writers."""

    def __init__(self, path: Path, engine: Engine, *, read_only: bool, full: bool = False) -> None:
        self.path = path
        self.engine = engine
        self.read_only = read_only
        """Opened for viewing only, because file or folder cannot be written, or the disk is full."""
        self.full = full

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A connection whose reads all see one moment of the database."""
        with _translated(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """One transaction that may write: all of it is committed on leaving, or nothing."""
        if self.full:
            raise DiskFull(
                f"no space left for {self.path.name}: it is open for viewing only",
                "free some space, then open it again",
            )
        if self.read_only:
            raise ReadOnly(
                f"{self.path} is open for viewing only",
                "copy it to a folder you can write to, or ask its owner",
            )
        with _translated(self.path), self.engine.connect() as connection:
            connection = connection.execution_options(annotate_writer=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give back all connections; the last one folds the write-ahead log into the file."""
        self.engine.dispose()


def open_store(path: Path) -> Store:
    """Open the database at `path`, or make it if there is none, and bring it to the newest schema.

    Raises NotADatabase, DatabaseTooNew, ReadOnly, DiskFull or DatabaseError. A file or folder that
    cannot be written gives a view-only store; making a new database there raises ReadOnly.
    """
    path = path.absolute()
    if path.is_dir():
        raise NotADatabase(f"{path} is a folder", f"name a file: --db {path / 'annotations.db'}")
    exists = path.exists() and path.stat().st_size > 0
    if exists:
        _check_header(path)
    elif not path.parent.is_dir():
        raise DatabaseError(f"no folder {path.parent}", f"make it first: mkdir -p {path.parent}")
    writable = os.access(path.parent, os.W_OK) and (not exists or os.access(path, os.W_OK))
    if not writable and not exists:
        raise ReadOnly(f"cannot make {path}: the folder is read-only", "name another place with --db PATH")
    try:
        return _open(path, exists=exists, read_only=not writable)
    except DiskFull:
        # Writing needs room, and so does the index beside the log; a file that is whole can be read.
        if not exists or _has_log(path):
            raise DiskFull(f"no space left to open {path.name}", "free some space, then try again") from None
        return _open(path, exists=True, read_only=True, full=True)


def _open(path: Path, *, exists: bool, read_only: bool, full: bool = False) -> Store:
    store = Store(path, _engine(path, read_only=read_only), read_only=read_only, full=full)
    try:
        with _translated(path):
            _settle_schema(store, exists=exists)
    except BaseException:
        store.close()
        raise
    return store


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _settle_schema(store: Store, *, exists: bool) -> None:
    found = _schema_version(store) if exists else None
    if found == tables.SCHEMA_VERSION:
        return
    if found is None:
        _create(store)
    elif found > tables.SCHEMA_VERSION:
        raise DatabaseTooNew(
            f"{store.path} was written by a later version of annotate (schema {found}, "
            f"this one knows {tables.SCHEMA_VERSION})",
            "update annotate, or export from the later version as JSONL and import that",
        )
    elif store.read_only:
        raise ReadOnly(
            f"{store.path} needs an update of its schema, and cannot be written",
            "copy it to a folder you can write to",
        )
    else:
        from annotate.store.migrations.run import upgrade

        upgrade(store)


def _schema_version(store: Store) -> str | None:
    """The schema's version, by one raw query; None for an SQLite file with no table at all."""
    with store.engine.connect() as connection:
        names = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
        if not names:
            return None
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar() == tables.APPLICATION_ID
        if not ours or not {"alembic_version", "article", "history"} <= names:
            raise NotADatabase(
                f"{store.path} is an SQLite database of another program", "name another with --db PATH"
            )
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found)


def _create(store: Store) -> None:
    """Make a new database from the table classes; a test proves it equal to running all migrations."""
    with store.writer() as connection:
        # A second process may have made it while this one waited for the lock.
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            return
        SQLModel.metadata.create_all(connection)
        for statement in tables.TRIGGERS.values():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (tables.SCHEMA_VERSION,))
        connection.exec_driver_sql(f"PRAGMA application_id = {tables.APPLICATION_ID}")


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        raise DatabaseError(f"cannot read {path}: {error.strerror}", "check its permissions") from None
    if start != _HEADER:
        raise NotADatabase(f"{path} is not a database of annotate", "name another file with --db PATH")


def _engine(path: Path, *, read_only: bool) -> Engine:
    options = ""
    if read_only:
        # Without its write-ahead log the file is whole, and `immutable` reads it with no side files.
        options = "?mode=ro" if _has_log(path) else "?immutable=1"

    def connect() -> sqlite3.Connection:
        uri = f"{path.as_uri()}{options}"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
        try:
            _prepare(connection, read_only=read_only)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("annotate_writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    # Transactions are begun by the engine's listener, not by the driver's guess.
    connection.isolation_level = None
    if not read_only:
        connection.execute("PRAGMA synchronous = FULL")
        if _may_change(connection):
            connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _may_change(connection: sqlite3.Connection) -> bool:
    """Whether the file is ours or still empty: the journal mode of another program's is its own."""
    if connection.execute("PRAGMA application_id").fetchone()[0] == tables.APPLICATION_ID:
        return True
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except AnnotateError:
        raise
    except (DBAPIError, sqlite3.Error) as error:
        raise _translate(path, error) from error


def _translate(path: Path, error: DBAPIError | sqlite3.Error) -> AnnotateError:
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    extended = getattr(cause, "sqlite_errorcode", 0)
    code = extended & 0xFF
    said = str(cause)
    # A quota and a limit on file size are no full disk to SQLite, but a write that failed.
    out_of_room = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE)
    unwritten = extended in out_of_room or (code == sqlite3.SQLITE_IOERR and _no_space(path))
    if code == sqlite3.SQLITE_FULL or unwritten:
        return DiskFull(
            f"no space left for {path.name}: the last edit was not kept, everything before it was",
            "free some space, then do it again",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ReadOnly(f"cannot write {path}: {said}", "check the permissions of the file and its folder")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseError(
            f"{path.name} stayed locked by another program for {BUSY_SECONDS:.0f} seconds",
            "close the other program, or try again",
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotADatabase(f"{path} is damaged: {said}", "restore a copy, or name another with --db PATH")
    if "UNIQUE" in said:
        return ConflictError(
            "the same stands there already; nothing was changed", "reload the article and look again"
        )
    if isinstance(error, IntegrityError) or code == sqlite3.SQLITE_CONSTRAINT:
        return ConflictError(f"the database refused the edit: {said}", "reload the article and try again")
    return DatabaseError(f"{path.name}: {said}", "try again; if it stays, check the disk")


def _no_space(path: Path) -> bool:
    try:
        found = os.statvfs(path.parent)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < 65536
