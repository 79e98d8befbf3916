"""Killed for real, in the middle of edits: what was reported as saved is there."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import IO

from annotate.workbench.bench import Workbench
from helpers import clean_environment, open_bench

ROUNDS = 25
EDITOR = """
import os, sys
from pathlib import Path
from annotate.config import Config
from annotate.workbench.bench import Workbench

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

# One process imports the libraries once; each child that it forks opens the database, edits, and is killed.
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        bench = Workbench.open(Config(Path(sys.argv[1]), "kim"))
        article = bench.find_article("mill.txt")
        taken = {(s.start, s.end) for s in bench.spans()}
        free = ((a, b) for b in range(1, 200) for a in range(b) if (a, b) not in taken)
        say("pid", os.getpid())
        for a, b in free:
            try:
                span_id = bench.tag(article, "claim", a, b)
            except Exception as error:
                if type(error).__name__ != "RuleError":
                    say("failed", repr(error))
                    os._exit(1)
                continue
            say("saved", span_id)
    os.waitpid(child, 0)
    say("over")
"""


def kill_one(lines: IO[str], chance: random.Random) -> list[str]:
    """Kill the child while it edits, some edits on; the ids that it reported as saved."""
    saved: list[str] = []
    wanted, child = chance.randint(1, 4), 0
    for line in lines:
        kind, _, rest = line.strip().partition(" ")
        if kind == "pid":
            child = int(rest)
        elif kind == "saved":
            saved.append(rest)
            if len(saved) == wanted:
                threading.Timer(chance.random() * 0.02, os.kill, (child, signal.SIGKILL)).start()
        else:
            assert kind == "over", line
            break
    return saved


def whole(database: Path) -> tuple[set[str], int]:
    """The spans and the number of edits in a database that passes SQLite's own check."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        there = {row[0] for row in connection.execute("SELECT id FROM span WHERE deleted_at IS NULL")}
        steps = connection.execute("SELECT count(*) FROM history WHERE kind = 'edit'").fetchone()[0]
    return there, int(steps)


def test_every_edit_reported_as_saved_outlives_kill_9(project: Workbench, database: Path) -> None:
    chance = random.Random(9)
    saved: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clean_environment(),
    ) as editor:
        assert editor.stdin is not None
        assert editor.stdout is not None
        for _ in range(ROUNDS):
            editor.stdin.write("next\n")
            editor.stdin.flush()
            saved += kill_one(editor.stdout, chance)
            there, steps = whole(database)
            assert set(saved) <= there
            # An edit is there with its history, or not at all.
            assert steps == len(there)
    assert editor.returncode == 0
    assert len(saved) >= ROUNDS
    with open_bench(database) as again:
        for _ in range(steps):
            again.undo()
        assert again.spans() == []
