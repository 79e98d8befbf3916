"""Which files an import takes, and as what."""

import os
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.formats.articles import FormatName, read_article, sources


def names(*paths: Path | str, format_name: FormatName | None = None) -> list[tuple[str, str]]:
    found, unusable = sources(paths, format_name)
    assert unusable == []
    return [(source.path.name, source.format) for source in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.TXT", "c.md", "set.jsonl", "README.md", "LICENSE", ".hidden.txt", "photo.png"):
        (tmp_path / name).write_text("Some text.")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.txt").write_text("Some text.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "e.txt").write_text("Some text.")
    return tmp_path


def test_a_folder_gives_datasets_then_articles(folder: Path) -> None:
    expected = [
        ("set.jsonl", "jsonl"),
        ("a.TXT", "text"),
        ("b.txt", "text"),
        ("c.md", "text"),
        ("d.txt", "text"),
    ]
    assert names(folder) == expected


def test_a_file_that_is_named_is_always_taken(folder: Path) -> None:
    assert names(folder / "README.md", folder / "photo.png") == [("README.md", "text"), ("photo.png", "text")]


def test_globs_reach_into_folders_and_name_each_file_once(folder: Path) -> None:
    assert names(f"{folder}/**/*.txt", folder / "b.txt") == [("b.txt", "text"), ("d.txt", "text")]


def test_a_dataset_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "set.txt").write_text('{"schema_version":"1.0"}')
    assert names(tmp_path / "set.txt") == [("set.txt", "jsonl")]
    assert names(tmp_path / "set.txt", format_name="text") == [("set.txt", "text")]


def test_a_name_with_brackets_is_a_file_before_it_is_a_glob(tmp_path: Path) -> None:
    (tmp_path / "report [1].txt").write_text("Some text.")
    assert names(tmp_path / "report [1].txt") == [("report [1].txt", "text")]


@pytest.mark.parametrize("path", ["missing.txt", "*.nothing", "x" * 300, "a\0b"])
def test_paths_that_name_nothing_are_told_and_the_others_taken(folder: Path, path: str) -> None:
    found, (unusable,) = sources([folder / path, folder / "b.txt"])
    assert [source.path.name for source in found] == ["b.txt"]
    assert unusable.error.hint


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "photo.png").touch()
    _, (unusable,) = sources([tmp_path])
    assert "no articles in folder" in unusable.error.message
    assert ".txt" in unusable.error.hint


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.touch()
    os.truncate(path, 50_000_000)
    with pytest.raises(InputError, match="too large"):
        read_article(path)


def test_an_endless_device_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        read_article(Path("/dev/zero"))
