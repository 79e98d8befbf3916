"""No space left, for real: the edit fails with a clear message, everything before it is safe."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from annotate.errors import DiskFull
from annotate.model import Attributes
from annotate.workbench.bench import Workbench
from helpers import clean_environment, open_bench, tag


def fill_up(bench: Workbench) -> None:
    """Let the database grow no further: SQLite then fails as on a full disk."""
    bench.store.engine.dispose()

    @event.listens_for(bench.store.engine, "connect")
    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # rounded up to the present size


def test_a_full_disk_loses_only_the_edit_that_did_not_fit(project: Workbench, database: Path) -> None:
    kept = tag(project, "claim", "It was tested twice")
    fill_up(project)
    with pytest.raises(DiskFull, match="the last edit was not kept, everything before it was"):
        project.set_attributes(kept, Attributes(note="long " * 20_000))
    assert project.spans() == [kept]
    project.close()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with open_bench(database) as again:
        assert again.spans() == [kept]
        again.set_attributes(kept, Attributes(note="now there is room"))
        again.undo()
        again.undo()
        assert again.spans() == []


def test_an_import_that_does_not_fit_is_taken_back_whole(project: Workbench, tmp_path: Path) -> None:
    fill_up(project)
    for i in range(50):
        (tmp_path / "many").mkdir(exist_ok=True)
        (tmp_path / "many" / f"{i}.txt").write_text(f"Number {i}\n\n" + "All is said here. " * 400)
    with pytest.raises(DiskFull):
        project.import_paths([tmp_path / "many"])
    assert len(project.articles()) == 2


LIMITED = """
import resource, signal, sys
from pathlib import Path
from annotate.config import Config
from annotate.errors import AnnotateError
from annotate.workbench.bench import Workbench

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
bench = Workbench.open(Config(Path(sys.argv[1]), "kim"))
article = bench.find_article("mill.txt")
room = Path(sys.argv[1] + "-wal").stat().st_size if Path(sys.argv[1] + "-wal").exists() else 0
resource.setrlimit(resource.RLIMIT_FSIZE, (room + 200_000, resource.RLIM_INFINITY))
try:
    for i in range(200):
        print("saved", bench.tag(article, "claim", 0, i + 1), flush=True)
except AnnotateError as error:
    print(type(error).__name__, error.exit_code, bool(error.hint), flush=True)
"""


def test_a_file_that_may_not_grow_fails_in_words(project: Workbench, database: Path) -> None:
    project.close()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(database)],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
        timeout=60,
    )
    *saved, last = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert last == "DiskFull 4 True"
    assert saved
    with open_bench(database) as again:
        assert [f"saved {span.id}" for span in sorted(again.spans(), key=lambda s: s.id)] == saved


OPENED_FULL = """
import resource, signal, sys
from pathlib import Path
from annotate.config import Config
from annotate.errors import DiskFull
from annotate.workbench.bench import Workbench

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
bench = Workbench.open(Config(Path(sys.argv[1]), "kim"))
assert bench.read_only
print(len(bench.articles()), [span.quote for span in bench.spans()])
try:
    bench.tag(bench.articles()[0].id, "claim", 0, 5)
except DiskFull as error:
    print(error.message)
"""


def test_a_project_on_a_full_disk_can_be_read(project: Workbench, database: Path) -> None:
    tag(project, "claim", "It was tested twice")
    project.close()
    done = subprocess.run(
        [sys.executable, "-c", OPENED_FULL, str(database)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "2 ['It was tested twice']",
        f"no space left for {database.name}: it is open for viewing only",
    ]
