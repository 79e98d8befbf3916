"""Somebody else at the same spans, and databases that cannot be written: told in words, nothing lost."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from annotate.model import Attributes
from helpers import clean_environment, open_bench
from tui.hand import at_work
from tui.samples import CLAIM, NESTED, article, quotes, write_project


@pytest.mark.parametrize(
    "keys",
    [("d",), ("t", "r"), ("e", "x", "enter"), ("i", "x", "enter"), ("0",), ("E", "left", "left", "enter")],
    ids=lambda keys: keys[0],
)
async def test_a_span_changed_by_somebody_else_is_told_and_shown_anew(
    database: Path, keys: tuple[str, ...]
) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]")
        with open_bench(database) as other:
            span = next(s for s in other.spans([article("ferry")]) if s.quote == NESTED)
            other.set_attributes(span, Attributes(speaker="a clerk"))
        await hand.press(*keys, says="changed elsewhere since you read it")
        found = {s.quote: s for s in hand.bench.spans([article("ferry")])}
        assert found[NESTED].attributes.speaker == "a clerk"
        assert len(found) == 4
        assert hand.annotate.spans[found[NESTED].id] == found[NESTED]
        assert hand.unit == NESTED
        # What is shown is up to date: the edit works now.
        await hand.press("d", says="deleted")
        assert len(quotes(hand.bench, "ferry")) == 3


async def test_a_span_deleted_by_somebody_else_is_told_and_gone(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]")
        with open_bench(database) as other:
            other.delete_span(next(s for s in other.spans([article("ferry")]) if s.quote == NESTED))
        await hand.press("d", says="gone already")
        assert len(hand.annotate.spans) == 3
        assert hand.cursor.span_id is None


async def test_a_link_to_a_span_that_is_gone_is_refused_in_words(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "m", ">", says="article 2")
        with open_bench(database) as other:
            other.delete_span(next(s for s in other.spans([article("ferry")]) if s.quote == CLAIM))
        await hand.press("]", "m")
        await hand.until(lambda: "gone" in hand.status or "no span" in hand.status)
        assert hand.bench.links() == []


async def test_metadata_changed_by_somebody_else_is_told(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("T")
        with open_bench(database) as other:
            opened = other.open_article(article("union")).article
            other.set_meta(opened.id, opened.version, {"title": "Another title"})
        await hand.type(" x")
        await hand.press("enter", says="changed elsewhere")
        assert "Another title" in hand.title


async def test_a_database_that_breaks_under_the_work_is_told_and_the_screen_stays(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]")
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("ALTER TABLE span RENAME TO gone")
            connection.execute("ALTER TABLE article_text RENAME TO gone_too")
        for keys in (("d",), ("c",), ("L",), ("t", "c"), ("F",), (">",)):
            await hand.press("escape", "]", *keys, says="no such table")
        await hand.press(";")
        await hand.type("fares")
        await hand.until(lambda: "no such table" in hand.status)
        await hand.press("escape", "q")
        await hand.until(lambda: "no such table" in hand.status)


VIEWER = """
import asyncio, json, os, sys
from pathlib import Path
import textual._ansi_sequences, textual.css.query, textual.command
from tui.hand import at_work
import annotate.workbench.demo, annotate.workbench.output

KEYS = {
    "tag": ["c"], "delete": ["]", "d"], "relabel": ["]", "t", "r"], "nudge": ["]", "0"],
    "boundaries": ["]", "E", "left", "enter"], "attributes": ["]", "e", "x", "enter"],
    "link": ["]", "]", "L", "enter"], "unlink": ["]", "]", "]", "]", "D"], "done": ["F"], "reopen": ["O"],
    "role": ["z", "1"], "metadata": ["T", "x", "enter"], "undo": ["u"],
}

async def work(database, found):
    async with at_work(Path(database), "ferry") as hand:
        await hand.until(lambda: hand.annotate.opened is not None)
        found["opened"] = hand.status
        for name, keys in KEYS.items():
            await hand.press("escape", "g")
            for key in keys:
                await hand.press(key)
                if key == "L":
                    await hand.until(lambda: hand.app.screen.spans)
            await hand.until(lambda: hand.app.screen is hand.work)
            await hand.until(lambda: "viewing" in hand.status)
            found[name] = hand.status
        found["spans"] = len(hand.bench.spans())
        await hand.press("q", "q")

warm, database = sys.argv[1:]
async def warm_up():
    async with at_work(Path(warm), "ferry") as hand:
        await hand.press("]", "t", "escape", "e", "escape", "L", "escape", "q")
asyncio.run(warm_up())
if os.geteuid() == 0:  # permissions do not bind root
    os.setgid(65534)
    os.setuid(65534)
found = {}
asyncio.run(work(database, found))
print(json.dumps(found))
"""


def test_a_database_that_cannot_be_written_is_for_viewing_and_says_so_at_every_edit(database: Path) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are private
        folder = Path(name)
        shared = write_project(folder)
        shared.chmod(0o444)
        folder.chmod(0o555)
        before = shared.read_bytes(), sorted(folder.iterdir())
        done = subprocess.run(
            [sys.executable, "-c", VIEWER, str(database), str(shared)],
            capture_output=True,
            text=True,
            check=False,
            env=clean_environment(PYTHONPATH=str(Path(__file__).parents[1]), HOME=os.devnull),
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert (shared.read_bytes(), sorted(folder.iterdir())) == before
        folder.chmod(0o755)
    found = json.loads(done.stdout)
    assert "view only" in found.pop("opened")
    assert found.pop("spans") == 5
    assert len(found) == 13
    assert all("open for viewing only" in said and "copy it" in said for said in found.values()), found
