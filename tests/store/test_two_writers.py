"""Two processes that write to one database at once: no failure, nothing lost."""

import subprocess
import sys
from pathlib import Path

from annotate.workbench.bench import Workbench
from helpers import clean_environment

EDITS = 50
WRITER = """
import sys
from pathlib import Path
from annotate.config import Config
from annotate.workbench.bench import Workbench

database, who, edits = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Workbench.open(Config(database, who)) as bench:
    article = bench.find_article("mill.txt")
    print("ready", flush=True)
    sys.stdin.readline()
    for i in range(edits):
        bench.tag(article, "claim", i, i + 5)
"""


def run_together(database: Path, people: list[str]) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(database), who, str(EDITS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=clean_environment(),
        )
        for who in people
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        _, said = process.communicate(timeout=120)
        assert (process.returncode, said) == (0, "")


def test_two_annotators_write_at_once(project: Workbench, database: Path) -> None:
    run_together(database, ["ana", "ben"])
    assert [len(project.spans(annotator=who)) for who in ("ana", "ben")] == [EDITS, EDITS]
    kinds = [entry.kind for entry in project.history(article_id=project.find_article("mill.txt"))]
    assert kinds.count("edit") == 2 * EDITS


def test_undo_after_two_writers_takes_back_each_persons_own(project: Workbench, database: Path) -> None:
    run_together(database, ["kim", "ben"])
    for _ in range(EDITS):
        project.undo()
    assert project.spans(annotator="kim") == []
    assert len(project.spans(annotator="ben")) == EDITS
