"""Where nothing can be written: the project opens for viewing, and edits say why they cannot be."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import COUNCIL, MILL, clean_environment, import_texts, open_bench, tag

VIEWER = """
import json, os, sys
from pathlib import Path
from annotate.config import Config
from annotate.errors import AnnotateError
from annotate.workbench.bench import Workbench
import annotate.workbench.demo, annotate.workbench.output

if os.geteuid() == 0:  # permissions do not bind root
    os.setgid(65534)
    os.setuid(65534)
found = {}
try:
    with Workbench.open(Config(Path(sys.argv[1]), "visitor")) as bench:
        found["read_only"] = bench.read_only
        found["quotes"] = [span.quote for span in bench.spans()]
        found["history"] = len(bench.history())
        found["text"] = bench.text(bench.find_article("mill.txt"))
        bench.bookmark(bench.find_article("mill.txt"), 5)
        found["exported"] = sum(1 for _ in bench.export_lines())
        bench.tag(bench.find_article("mill.txt"), "claim", 0, 4)
except AnnotateError as error:
    found["error"] = type(error).__name__
    found["hint"] = error.hint
print(json.dumps(found))
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A project in a folder that every user can get at; pytest's own folders are private."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_bench(folder / "annotations.db") as bench:
            import_texts(bench, folder, {"mill.txt": MILL, "council.txt": COUNCIL})
            tag(bench, "claim", "It was tested twice")
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def view(database: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", VIEWER, str(database)],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, object] = json.loads(done.stdout)
    return found


def check_viewed(found: dict[str, object]) -> None:
    assert found["read_only"] is True
    assert found["quotes"] == ["It was tested twice"]
    assert found["history"] == 3
    assert found["text"] == MILL
    assert found["exported"] == 2
    assert found["error"] == "ReadOnly"
    assert "copy it" in str(found["hint"])


def test_a_read_only_folder_opens_for_viewing(shared: Path) -> None:
    database = shared / "annotations.db"
    database.chmod(0o444)
    shared.chmod(0o555)
    before = database.read_bytes(), sorted(shared.iterdir())
    check_viewed(view(database))
    assert (database.read_bytes(), sorted(shared.iterdir())) == before


def test_a_read_only_file_opens_for_viewing(shared: Path) -> None:
    (shared / "annotations.db").chmod(0o444)
    shared.chmod(0o777)
    check_viewed(view(shared / "annotations.db"))


def test_a_project_at_work_can_be_viewed_by_those_who_may_not_write(shared: Path) -> None:
    database = shared / "annotations.db"
    with open_bench(database) as at_work:
        tag(at_work, "rebuttal", "The claim is baseless")
        for file in shared.glob("annotations.db*"):
            file.chmod(0o444)
        shared.chmod(0o555)
        found = view(database)
        shared.chmod(0o755)
    assert found["read_only"] is True
    assert set(found["quotes"]) == {"It was tested twice", "The claim is baseless"}  # type: ignore[call-overload]


def test_a_new_project_cannot_be_made_in_a_read_only_folder(shared: Path) -> None:
    shared.chmod(0o555)
    found = view(shared / "new.db")
    assert found["error"] == "ReadOnly"


def test_a_file_that_may_not_be_read_is_told_as_such(shared: Path) -> None:
    (shared / "annotations.db").chmod(0o000)
    found = view(shared / "annotations.db")
    assert found["error"] == "DatabaseError"
    assert "permissions" in str(found["hint"])
