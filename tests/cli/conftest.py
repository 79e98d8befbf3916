"""Where commands are tried: a folder with a database of two articles."""

from pathlib import Path

import pytest

from cli.test_commands import Terminal
from helpers import COUNCIL, MILL


@pytest.fixture
def two_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal of kim's in a folder whose database has two articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATE_ANNOTATOR", "kim")
    (tmp_path / "mill.txt").write_text(MILL)
    (tmp_path / "council.txt").write_text(COUNCIL)
    terminal = Terminal(capsys)
    terminal("import", "mill.txt", "council.txt")
    return terminal
