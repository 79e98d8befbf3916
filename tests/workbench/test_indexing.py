"""The index of statements: opened, kept up to date, and made anew where it cannot be used."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from annotate.statements.index import Index
from annotate.workbench.bench import Workbench
from helpers import COUNCIL, MILL, import_texts, open_bench, tag

LATER = """A third diver

The Harbour Post, 5 May 2031

A third diver found a pipe at the weir on Monday, she said.
"""


def texts_like(bench: Workbench, text: str) -> list[str]:
    return [each.text for each in bench.similar(text)]


def test_it_is_kept_beside_the_database_and_opened_again(project: Workbench, database: Path) -> None:
    told: list[tuple[int, int]] = []
    project.index(lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert project.index_path == database.with_name("annotations.db.statements")
    assert project.index_path.exists()
    project.close()
    with open_bench(database) as again:
        told.clear()
        assert len(again.index(lambda done, total: told.append((done, total)))) > 0
        assert told == []


def test_new_articles_come_into_it_and_edits_do_not_touch_it(project: Workbench, tmp_path: Path) -> None:
    before = project.index()
    tag(project, "claim", "Nothing has left our mill")
    assert project.index() is before
    import_texts(project, tmp_path, {"later.txt": LATER})
    assert "A third diver found a pipe at the weir on Monday" in texts_like(project, "a diver found a pipe")


def test_a_line_that_becomes_a_caption_leaves_it(project: Workbench) -> None:
    quote = "Two divers found no pipe 👩‍🔧 at the weir"
    assert quote in texts_like(project, quote)
    article = next(a for a in project.articles() if a.meta.source_file == "mill.txt")
    line = MILL[: MILL.index("Two divers")].count("\n")
    project.set_line_role(article.id, article.version, {line: "caption"})
    assert quote not in texts_like(project, quote)


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "other", "version"])
def test_one_that_cannot_be_used_is_made_anew(project: Workbench, database: Path, damage: str) -> None:
    wanted = texts_like(project, "the river has run blue")
    project.close()
    path = database.with_name("annotations.db.statements")
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[: len(whole) // 2],
            "noise": whole[:40] + bytes(byte ^ 0x5A for byte in whole[40:200]) + whole[200:],
            "empty": b"",
            "other": b"SQLite format 3\0" * 100,
            "version": b"annstm99" + whole[8:],
        }[damage]
    )
    with open_bench(database) as again:
        assert texts_like(again, "the river has run blue") == wanted
    assert path.read_bytes()[:8] == whole[:8]


def test_damage_inside_is_found_and_mended(project: Workbench, database: Path) -> None:
    wanted = texts_like(project, "the river has run blue")
    project.close()
    path = database.with_name("annotations.db.statements")
    whole = path.read_bytes()
    path.write_bytes(whole[:-100] + bytes(byte ^ 0xFF for byte in whole[-100:]))
    with open_bench(database) as again:
        again.index()
        again.verify_index()
        assert texts_like(again, "the river has run blue") == wanted
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_keeps_it_in_memory(
    project: Workbench, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Index, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Index, "save", full)
    assert len(project.index()) > 0
    assert not project.index_path.exists()


def test_an_article_that_is_gone_leaves_it(project: Workbench, database: Path) -> None:
    assert any("tested twice" in text for text in texts_like(project, "It was tested twice"))
    project.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(
            "DROP TRIGGER article_text_kept; PRAGMA foreign_keys = OFF;"
            "DELETE FROM article_text WHERE text LIKE 'Council%';"
            "DELETE FROM article WHERE source_file = 'council.txt';"
        )
    with open_bench(database) as again:
        assert not any("tested twice" in text for text in texts_like(again, "It was tested twice"))


def test_two_threads_make_one(project: Workbench) -> None:
    found: list[Index] = []
    threads = [threading.Thread(target=lambda: found.append(project.index())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(index) for index in found}) == 1


def test_a_script_without_spaces_is_found(project: Workbench) -> None:
    assert COUNCIL.count("河水是藍色的") == 1
    assert any("河水是藍色的" in text for text in texts_like(project, "河水是綠色的"))


def test_a_file_that_is_cut_while_it_is_open_is_let_go(project: Workbench) -> None:
    wanted = texts_like(project, "the river has run blue")
    whole = project.index_path.read_bytes()
    with project.index_path.open("r+b") as file:
        file.truncate(3000)
    assert texts_like(project, "the river has run blue") == wanted
    with project.index_path.open("r+b") as file:
        file.seek(len(whole) // 2)
        file.write(b"\xff" * 1000)
    assert texts_like(project, "the river has run blue") == wanted


def test_damage_that_cannot_be_mended_on_the_disk_is_mended_in_memory(
    project: Workbench, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = texts_like(project, "the river has run blue")
    project.close()
    path = database.with_name("annotations.db.statements")
    damaged = path.read_bytes()[:-100] + b"\xff" * 100
    path.write_bytes(damaged)

    def refuse(self: Index, path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Index, "save", refuse)
    with open_bench(database) as again:
        again.index()
        again.verify_index()
        assert texts_like(again, "the river has run blue") == wanted
    assert path.read_bytes() == damaged
