"""Fixtures: a database with three articles, copied for every test; colours and times that stay."""

import os

# Textual reads it when it is imported, so it stands before everything else.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

import shutil
from pathlib import Path

import pytest

from tui.samples import add_second_opinion, write_project


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="write what the screens show now")


@pytest.fixture(autouse=True)
def _a_plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLORFGBG", "TEXTUAL_ANIMATIONS", "TEXTUAL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def made_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def database(made_project: Path, tmp_path: Path) -> Path:
    """A database of the test's own, with the three articles."""
    return Path(shutil.copy(made_project, tmp_path / "annotations.db"))


@pytest.fixture
def compared(database: Path) -> Path:
    """A database in which kim and lou have done all articles."""
    add_second_opinion(database)
    return database
