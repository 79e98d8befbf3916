"""Importing: each file whole or not at all, and nothing twice."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotate.errors import InputError
from annotate.workbench.bench import Workbench
from helpers import (
    COUNCIL,
    MILL,
    dataset,
    link_record,
    open_bench,
    record,
    span_record,
    tag,
    uuid,
    write_dataset,
)

TEXT = "The dam holds water. It does not, say others.\n"


def rows(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_importing_twice_changes_nothing(project: Workbench, database: Path, tmp_path: Path) -> None:
    tag(project, "claim", "It was tested twice")
    path = tmp_path / "set.jsonl"
    path.write_bytes(dataset(project))
    before = rows(database)
    for report in project.import_paths([tmp_path / "mill.txt", tmp_path / "council.txt", path]):
        assert report.error is None
        assert (report.tally.articles, report.tally.spans, report.tally.links, report.tally.kept) == (
            0,
            0,
            0,
            [],
        )
    assert rows(database) == before


def test_two_files_with_one_text_make_one_article(project: Workbench, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "three.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    reports = project.import_paths([tmp_path / f"{name}.txt" for name in ("one", "two", "three")])
    assert [report.tally.articles for report in reports] == [1, 0, 0]
    assert len(project.articles()) == 3
    assert len({report.article_id for report in reports}) == 1


BAD_ARTICLES = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "nul.txt": b"The dam\x00 holds.",
    "half.txt": "The dam holds.".encode("utf-16")[:-1],
}


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_a_bad_article_is_left_out_and_named(
    project: Workbench, database: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD_ARTICLES[name])
    before = rows(database)
    (report,) = project.import_paths([path])
    assert isinstance(report.error, InputError)
    assert name in report.error.message
    assert report.error.hint
    assert rows(database) == before


def test_a_wrong_encoding_is_told_and_a_right_one_read(project: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "chinese.txt"
    path.write_bytes(("河水是藍色的，居民說。\n" * 5).encode("big5"))
    (report,) = project.import_paths([path], encoding="utf-8")
    assert report.error is not None
    assert "chinese.txt" in report.error.message
    (report,) = project.import_paths([path], encoding="no-such-encoding")
    assert report.error is not None
    (report,) = project.import_paths([path], encoding="big5")
    assert report.error is None
    assert report.article_id is not None
    assert project.text(report.article_id).startswith("河水是藍色的")


def test_a_guessed_encoding_is_announced(project: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("“The dam holds”, she said – twice.\n".encode("cp1252"))
    (report,) = project.import_paths([path])
    assert report.error is None
    assert report.warning is not None
    assert "cp1252" in report.warning


def test_a_bad_file_does_not_stop_the_others(project: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "a.txt").write_text("First of all.\n")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text("Last of all.\n")
    write_dataset(folder / "d.jsonl", record(TEXT, sha256="0" * 64))
    write_dataset(folder / "e.jsonl", record(TEXT))
    reports = project.import_paths([folder, tmp_path / "missing.txt"])
    failed = {report.path.name for report in reports if report.error}
    assert failed == {"b.txt", "d.jsonl", "missing.txt"}
    assert len(project.articles()) == 5


def test_a_file_name_that_is_no_utf8_does_no_harm(project: Workbench, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TEXT)
    (report,) = project.import_paths([path])
    assert report.error is None
    assert report.article_id is not None
    assert {a.meta.source_file for a in project.articles()} == {"mill.txt", "council.txt", "caf�.txt"}


def bad_datasets() -> dict[str, dict[str, Any]]:
    """Second lines that break a dataset whose first line is sound."""
    spans = [span_record(1, TEXT, 0, 9), span_record(2, TEXT, 21, 28, label="rebuttal")]
    own = record(TEXT)["id"]

    def links(*found: dict[str, Any], spans: list[dict[str, Any]] = spans) -> dict[str, Any]:
        return record(TEXT, spans=spans, links=list(found))

    lous = span_record(3, TEXT, 4, 9, annotator="lou")
    return {
        "wrong offsets": record(TEXT, spans=[span_record(1, TEXT, 0, 9, start=1, end=10)]),
        "unknown label": record(TEXT, spans=[span_record(1, TEXT, 0, 9, label="opinion")]),
        "unknown link type": links(link_record(5, 2, 1, own, type="mocks")),
        "link to nothing": links(link_record(5, 2, 77, own)),
        "link from nothing": links(link_record(5, 77, 1, own)),
        "link the wrong way": links(link_record(5, 1, 2, own)),
        "link to another article": links(link_record(5, 2, 1, uuid(8))),
        "link of somebody else": links(link_record(5, 2, 1, own, annotator="lou")),
        "link to somebody else's": links(link_record(5, 2, 3, own), spans=[*spans, lous]),
        "link across layers": links(link_record(5, 2, 1, own, layer="gold")),
        "wrong sha256": record(TEXT, sha256="f" * 64),
        "newer version": record(TEXT, schema_version="1.1"),
        "lone surrogate": record("abc \ud800"),
        "unknown key": record(TEXT, colour="blue"),
    }


@pytest.mark.parametrize("fault", bad_datasets())
def test_a_bad_dataset_leaves_the_database_as_it_was(
    project: Workbench, database: Path, tmp_path: Path, fault: str
) -> None:
    import json

    tag(project, "claim", "It was tested twice")
    before = rows(database)
    path = tmp_path / "set.jsonl"
    lines = [record("A sound line.\n"), bad_datasets()[fault]]
    path.write_text("".join(json.dumps(x) + "\n" for x in lines))
    (report,) = project.import_paths([path])
    assert isinstance(report.error, InputError)
    assert report.error.message.startswith(f"{path} line 2: ")
    assert report.error.hint
    assert rows(database) == before


def test_a_broken_json_line_is_named(project: Workbench, database: Path, tmp_path: Path) -> None:
    before = rows(database)
    path = write_dataset(tmp_path / "set.jsonl", record(TEXT))
    with path.open("a") as file:
        file.write('{"schema_version":"1.0","id":')
    (report,) = project.import_paths([path])
    assert report.error is not None
    assert report.error.message.startswith(f"{path} line 2: ")
    assert rows(database) == before


def test_an_empty_dataset_is_told(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text("\n\n")
    (report,) = project.import_paths([tmp_path / "set.jsonl"])
    assert report.error is not None
    assert "holds no article" in report.error.message


def test_what_differs_here_is_kept_and_told(project: Workbench, tmp_path: Path) -> None:
    spans = [span_record(1, TEXT, 0, 9), span_record(2, TEXT, 21, 28)]
    states = [{"annotator": "ana", "state": "done"}]
    path = write_dataset(tmp_path / "set.jsonl", record(TEXT, spans=spans, states=states))
    project.import_paths([path])
    spans[0]["attributes"]["note"] = "changed elsewhere"
    states[0]["state"] = "open"
    with open_bench(project.store.path, "ana") as ana:
        ana.delete_span(ana.spans_by_id([uuid(2)])[uuid(2)])
    changed = record(TEXT, spans=spans, states=states)
    changed["meta"]["title"] = "A title"
    (report,) = project.import_paths([write_dataset(tmp_path / "changed.jsonl", changed)])
    assert report.error is None
    assert len(report.tally.kept) == 3
    assert [(s.id, s.attributes.note) for s in project.spans()] == [(uuid(1), None)]
    assert [s.state for s in project.states()] == ["done"]
    assert "A title" in {article.meta.title for article in project.articles()}


def test_a_span_that_is_here_under_another_id_takes_its_links_along(
    project: Workbench, tmp_path: Path
) -> None:
    first = record(TEXT, spans=[span_record(1, TEXT, 0, 9)])
    project.import_paths([write_dataset(tmp_path / "one.jsonl", first)])
    again = record(TEXT, spans=[span_record(3, TEXT, 0, 9), span_record(2, TEXT, 21, 28, label="rebuttal")])
    again["links"] = [link_record(4, 2, 3, again["id"])]
    (report,) = project.import_paths([write_dataset(tmp_path / "two.jsonl", again)])
    assert (report.tally.spans, report.tally.spans_known, report.tally.links) == (1, 1, 1)
    assert [link.target_id for link in project.links()] == [uuid(1)]


def test_links_may_name_spans_of_later_lines(project: Workbench, tmp_path: Path) -> None:
    one = record(MILL, spans=[span_record(1, MILL, 0, 4, label="rebuttal")])
    two = record(COUNCIL, spans=[span_record(2, COUNCIL, 0, 7)])
    one["links"] = [link_record(3, 1, 2, two["id"])]
    (report,) = project.import_paths([write_dataset(tmp_path / "set.jsonl", one, two)])
    assert report.error is None
    assert report.tally.links == 1


def test_an_article_that_is_here_keeps_the_metadata_its_user_took_away(
    project: Workbench, tmp_path: Path
) -> None:
    article = next(a for a in project.articles() if a.meta.source_file == "mill.txt")
    assert article.meta.title
    project.set_meta(article.id, article.version, {"title": None})
    project.import_paths([tmp_path / "mill.txt"])
    assert {a.id: a for a in project.articles()}[article.id].meta.title is None


def test_progress_reaches_the_end(project: Workbench, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    project.import_paths([tmp_path], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)
