"""Migrations: they make the same database as the table classes, after a backup, whole or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from annotate.errors import DatabaseError
from annotate.store import tables
from annotate.store.engine import Store, _engine, open_store
from annotate.store.migrations.run import FOLDER, config, run, upgrade
from annotate.workbench.bench import Workbench
from helpers import open_bench, tag

NEXT = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None
def upgrade():
    op.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY)")
    op.execute("UPDATE span SET note = 'by 0004'")
"""
FAILING = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None
def upgrade():
    op.execute("CREATE TABLE half (id INTEGER PRIMARY KEY)")
    op.execute("INSERT INTO no_such_table VALUES (1)")
"""


def schema(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
    return {name: " ".join((sql or "").replace("(", " ( ").replace(")", " ) ").split()) for name, sql in rows}


def content(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def raw_store(database: Path) -> Store:
    return Store(database, _engine(database, read_only=False), read_only=False)


def test_migrating_from_nothing_makes_what_the_table_classes_make(tmp_path: Path) -> None:
    open_store(tmp_path / "made.db").close()
    migrated = raw_store(tmp_path / "migrated.db")
    run(migrated, "head")
    migrated.close()
    assert schema(tmp_path / "migrated.db") == schema(tmp_path / "made.db")
    assert set(tables.TRIGGERS) <= set(schema(tmp_path / "migrated.db"))
    with open_bench(tmp_path / "migrated.db") as bench:
        assert bench.articles() == []


def test_the_schema_version_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(config(FOLDER)).get_current_head() == tables.SCHEMA_VERSION


def test_an_older_database_is_backed_up_and_upgraded(
    project: Workbench, database: Path, tmp_path: Path
) -> None:
    tag(project, "claim", "It was tested twice")
    project.close()
    before = content(database)
    later = tmp_path / "later"
    later.mkdir()
    (later / "0004_extra.py").write_text(NEXT)
    store = raw_store(database)
    backup = upgrade(store, FOLDER, later)
    store.close()
    assert content(backup) == before
    assert "extra" in schema(database)
    assert set(tables.TRIGGERS) <= set(schema(database))
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT note FROM span").fetchall() == [("by 0004",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0004",)]


def test_a_migration_that_fails_leaves_nothing_half_done(
    project: Workbench, database: Path, tmp_path: Path
) -> None:
    tag(project, "claim", "It was tested twice")
    project.close()
    before = content(database)
    later = tmp_path / "later"
    later.mkdir()
    (later / "0004_extra.py").write_text(NEXT)
    (later / "0005_failing.py").write_text(FAILING)
    store = raw_store(database)
    with pytest.raises(DatabaseError, match="no_such_table"):
        upgrade(store, FOLDER, later)
    store.close()
    assert content(database) == before
    with open_bench(database) as bench:
        assert len(bench.spans()) == 1


def test_an_older_schema_that_nobody_knows_is_refused_unchanged(project: Workbench, database: Path) -> None:
    project.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
    before = content(database)
    with pytest.raises(DatabaseError, match="cannot update"):
        open_store(database)
    assert content(database) == before


def test_a_database_of_the_first_schema_is_updated_when_it_is_opened(tmp_path: Path) -> None:
    database = tmp_path / "old.db"
    store = raw_store(database)
    run(store, "0001")
    store.close()
    made_since = {"suggestion_decision", "adjudication"}
    assert made_since.isdisjoint(schema(database))
    with open_bench(database) as bench:
        assert bench.articles() == []
    assert made_since <= set(schema(database))
    assert database.with_name("old.db.before-update-of-0001").exists()
