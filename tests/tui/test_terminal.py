"""The real command in a real pseudo-terminal: keys, screen, exit code, terminal given back, kill -9."""

import termios
from pathlib import Path

from helpers import open_bench
from tui.samples import REBUTTAL, article, quotes
from tui.terminal import Terminal, in_terminal


def left_in_order(terminal: Terminal) -> bool:
    """Whether the terminal is as it was: main screen, cursor shown, no mouse, cooked input."""
    on = terminal.modes_on() - {b"25", b"7"}
    assert b"\x1b[?1049h" in terminal.written
    assert b"25" in terminal.modes_on()
    assert on == set()
    return termios.tcgetattr(terminal.slave) == terminal.before


def test_a_sentence_is_tagged_and_the_terminal_given_back(database: Path, tmp_path: Path) -> None:
    with in_terminal("--db", database, "--annotator", "kim", folder=tmp_path) as terminal:
        terminal.wait("渡輪公司")
        terminal.press("\x1b[B\r")
        terminal.wait("The new fares are plainly")
        terminal.wait("sentence, 6 words")
        terminal.press(".c")
        terminal.wait("claim: “The new fares are plainly unlawful")
        assert any(line.startswith("▌c") for line in terminal.lines())
        assert any(line.startswith(" r  ·Ms Moreau") for line in terminal.lines())
        terminal.press("q")
        terminal.wait("6 spans")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0
        assert left_in_order(terminal)
    with open_bench(database) as bench:
        wanted = ("claim", "The new fares are plainly unlawful and invalid, the union repeated")
        assert quotes(bench, "union") == [wanted, ("rebuttal", REBUTTAL)]


def test_what_was_shown_as_tagged_outlives_kill_9(database: Path, tmp_path: Path) -> None:
    command = ("--db", database, "--annotator", "kim")
    with in_terminal(*command, "open", "union.txt", folder=tmp_path) as terminal:
        terminal.wait("sentence, 6 words")
        terminal.press(".c")
        terminal.wait("claim: “The new fares are plainly unlawful")
        terminal.kill()
    with open_bench(database) as bench:
        assert [label for label, _ in quotes(bench, "union")] == ["claim", "rebuttal"]
    with in_terminal(*command, "open", "union.txt", folder=tmp_path) as terminal:
        # The place was kept with the edit: the start is where the work was.
        terminal.wait("L link")
        assert any(line.startswith("▌c ") for line in terminal.lines())
        terminal.press("u")
        terminal.wait("undone: claim")
        terminal.press("\x11")  # ctrl+q
        assert terminal.wait_for_the_end() == 0
        assert left_in_order(terminal)
    with open_bench(database) as bench:
        assert [label for label, _ in quotes(bench, "union")] == ["rebuttal"]
        assert bench.last_visited() == article("union")


def test_a_file_that_is_no_database_is_told_on_the_terminal_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "annotations.db"
    path.write_text("this is no database\n" * 100)
    with in_terminal("--db", path, folder=tmp_path) as terminal:
        assert terminal.wait_for_the_end() == 4
        said = b"".join(terminal.written.partition(b"\x1b[?1049l")[2:]).decode()
        assert "annotations.db" in said
        assert "Traceback" not in said
        assert left_in_order(terminal)
