"""Opening databases: what is made, what is refused, and what cannot be changed behind our back."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotate.errors import DatabaseError, DatabaseTooNew, NotADatabase
from annotate.store.engine import open_store
from annotate.workbench.bench import Workbench
from helpers import clean_environment, open_bench, tag


def pragma(database: Path, name: str) -> object:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_database_is_durable_and_marked_as_ours(database: Path) -> None:
    store = open_store(database)
    with store.reader() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()
    assert pragma(database, "application_id") == int.from_bytes(b"anno", "big")


def test_closing_leaves_one_whole_file(database: Path) -> None:
    with open_bench(database):
        pass
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_looking_leaves_no_trace(project: Workbench, database: Path) -> None:
    with open_bench(database, "passer-by") as bench:
        bench.articles()
        bench.history()
    assert list(project.annotators()) == ["kim"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are my notes, all of them.")
    with pytest.raises(NotADatabase, match=r"notes\.db"):
        open_store(path)
    assert path.read_text() == "These are my notes, all of them."


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE article (id, price)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(NotADatabase, match="another program"):
        open_store(path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["shop.db"]


def test_a_look_alike_without_our_mark_is_refused(database: Path) -> None:
    open_store(database).close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA application_id = 7")
    with pytest.raises(NotADatabase):
        open_store(database)


def test_a_database_of_a_later_version_is_refused(project: Workbench, database: Path) -> None:
    tag(project, "claim", "It was tested twice")
    project.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(DatabaseTooNew, match="later version") as caught:
        open_store(database)
    assert "update annotate" in caught.value.hint


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADatabase, match="is a folder"):
        open_store(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no folder"):
        open_store(tmp_path / "no" / "such.db")


def test_a_damaged_database_is_told_as_such(project: Workbench, database: Path, tmp_path: Path) -> None:
    project.close()
    data = bytearray(database.read_bytes())
    data[100:8192] = b"\xee" * 8092
    broken = tmp_path / "broken.db"
    broken.write_bytes(data)
    with pytest.raises(NotADatabase, match="damaged"):
        open_store(broken)


def test_a_truncated_database_is_told_as_such(project: Workbench, database: Path, tmp_path: Path) -> None:
    project.close()
    broken = tmp_path / "broken.db"
    broken.write_bytes(database.read_bytes()[:9000])
    with pytest.raises(NotADatabase, match="damaged"):
        read_all(broken)


def read_all(database: Path) -> None:
    with open_bench(database) as bench:
        bench.articles()
        list(bench.texts())


def test_an_empty_file_becomes_a_database(database: Path) -> None:
    database.touch()
    with open_bench(database) as bench:
        assert bench.articles() == []


def test_processes_that_open_a_new_database_at_once_all_succeed(database: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from annotate.store.engine import open_store;"
        "sys.stdin.read(1); open_store(Path(sys.argv[1])).close()"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(database)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_environment(),
        )
        for _ in range(4)
    ]
    outcomes = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"g")
        process.stdin.flush()
    for process in running:
        outcomes.append((process.communicate(timeout=60)[1], process.returncode))
    assert outcomes == [(b"", 0)] * 4


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE article_text SET text = 'x'", "never changes"),
        ("DELETE FROM article_text", "never deleted"),
        ("UPDATE history SET action = 'x'", "append-only"),
        ("DELETE FROM history", "append-only"),
        ("UPDATE span SET start = 5, \"end\" = 5", "span_not_empty"),
        ("UPDATE article_state SET state = 'nearly'", "article_state_known"),
    ],
)  # fmt: skip
def test_the_database_itself_refuses(project: Workbench, database: Path, statement: str, said: str) -> None:
    tag(project, "claim", "It was tested twice")
    with closing(sqlite3.connect(database)) as connection, pytest.raises(sqlite3.IntegrityError, match=said):
        connection.execute(statement)


def test_a_locked_database_is_told_as_such(
    project: Workbench, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate.store.engine.BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(database)) as other, open_bench(database) as second:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="locked by another program"):
            tag(second, "claim", "It was tested twice")
        other.rollback()
        tag(second, "claim", "It was tested twice")


def test_readers_go_on_while_somebody_writes(project: Workbench, database: Path) -> None:
    tag(project, "claim", "It was tested twice")
    with project.store.writer(), open_bench(database, "lou") as lou:
        assert len(lou.spans()) == 1


def test_a_copy_of_the_file_is_a_whole_project(project: Workbench, database: Path, tmp_path: Path) -> None:
    tag(project, "claim", "It was tested twice")
    project.close()
    shutil.copy(database, tmp_path / "copy.db")
    with open_bench(tmp_path / "copy.db") as copy:
        assert [span.quote for span in copy.spans()] == ["It was tested twice"]
