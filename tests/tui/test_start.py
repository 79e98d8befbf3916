"""From the first paint to the open database; and what happens where it cannot be opened."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotate.errors import NotADatabase
from annotate.tui.app import AnnotateApp, run
from annotate.tui.screens.help import HelpScreen
from helpers import clean_environment
from tui.hand import Hand, at_work
from tui.samples import CLAIM, config, quotes

FIRST_PAINT = """
import sys
from pathlib import Path
import annotate.tui
from annotate.config import Config
from annotate.tui.app import AnnotateApp

class Watched(AnnotateApp):
    CSS_PATH = str(Path(annotate.tui.__file__).with_name("annotate.tcss"))

    async def _open_bench(self):
        # The first screen is painted, nothing more is awaited.
        text = "\\n".join(strip.text for strip in self.screen._compositor.render_strips())
        print("seen" if sys.argv[2] in text else text)
        print(sorted(set(sys.modules) & {"sqlmodel", "sqlalchemy", "alembic"}))
        self.exit()

app = Watched(Config(Path(sys.argv[1]), "kim"))
app.run(headless=True, size=(100, 30))
app.close_bench()
"""


@pytest.mark.parametrize("visited", [True, False])
async def test_the_first_paint_comes_before_the_database_layer_is_imported(
    database: Path, visited: bool
) -> None:
    if visited:
        async with at_work(database, "ferry") as hand:
            await hand.press("ctrl+q")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(database), CLAIM if visited else "annotate"],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["seen", "[]"]


async def test_keys_typed_before_the_database_is_open_are_not_lost(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("ctrl+q")
    app = AnnotateApp(config(database))
    async with app.run_test() as pilot:
        hand = Hand(app, pilot)
        await pilot.press(".", "c")
        await hand.until(lambda: "claim: “The new fares" in hand.status)
        assert len(quotes(hand.bench, "union")) == 2
    app.close_bench()


async def test_a_screen_put_over_the_first_at_once_does_not_keep_the_database_from_opening(
    database: Path,
) -> None:
    app = AnnotateApp(config(database))
    async with app.run_test() as pilot:
        hand = Hand(app, pilot)
        app.action_help()
        await hand.until(lambda: isinstance(app.screen, HelpScreen) and app.bench_now is not None)
    app.close_bench()


@pytest.mark.parametrize("key", [None, "u", "e", "question_mark"])
async def test_a_file_that_is_no_database_ends_the_program_with_that_error(
    tmp_path: Path, key: str | None
) -> None:
    path = tmp_path / "annotations.db"
    path.write_text("this is no database\n" * 100)
    app = AnnotateApp(config(path))
    async with app.run_test() as pilot:
        if key is not None:
            await pilot.press(key)
        hand = Hand(app, pilot)
        await hand.until(lambda: app.failure is not None)
    app.close_bench()
    assert isinstance(app.failure, NotADatabase)
    assert app.return_code == 4
    assert path.read_text().startswith("this is no database")


async def test_an_article_that_is_not_there_ends_the_program_with_that_error(database: Path) -> None:
    app = AnnotateApp(config(database), "no such article")
    async with app.run_test() as pilot:
        hand = Hand(app, pilot)
        await hand.until(lambda: app.failure is not None)
    app.close_bench()
    assert app.failure is not None
    assert "no such article" in app.failure.message
    assert app.return_code == 2


async def test_leaving_at_once_closes_what_was_just_opened(database: Path) -> None:
    app = AnnotateApp(config(database))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    app.close_bench()
    assert app.return_code == 0


def test_run_raises_what_kept_the_database_from_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotations.db"
    path.write_text("this is no database\n" * 100)
    # Without a terminal textual cannot draw; its own headless driver stands in for one.
    monkeypatch.setattr("textual.constants.DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    with pytest.raises(NotADatabase):
        run(config(path))
