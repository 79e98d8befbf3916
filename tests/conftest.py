"""Fixtures: a small project on a real database file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.workbench.bench import Workbench
from helpers import COUNCIL, MILL, import_texts, open_bench


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ANNOTATE_DB", raising=False)
    monkeypatch.delenv("ANNOTATE_ANNOTATOR", raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the test's project is."""
    return tmp_path / "annotations.db"


@pytest.fixture
def project(database: Path, tmp_path: Path) -> Iterator[Workbench]:
    """The workbench of “kim” on a database with two articles, mill.txt and council.txt."""
    with open_bench(database) as bench:
        import_texts(bench, tmp_path, {"mill.txt": MILL, "council.txt": COUNCIL})
        yield bench
