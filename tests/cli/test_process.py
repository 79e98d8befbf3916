"""The command line as a process: exit codes, streams, pipes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import COUNCIL, MILL, annotate, clean_environment, import_texts, open_bench
from workbench.two_readers import read_by_two

COMMANDS = (
    "open", "demo", "import", "articles", "spans", "links", "history", "similar", "statements", "lint",
    "agreement", "disagreements", "review", "export", "schema",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mill.txt").write_text(MILL)
    assert annotate("import", "mill.txt", cwd=tmp_path).returncode == 0
    return tmp_path


def test_the_help_names_every_command_and_what_it_does(tmp_path: Path) -> None:
    done = annotate("--help", cwd=tmp_path)
    assert done.returncode == 0
    listed = dict(re.findall(r"^  (\w+) {2,}(\S.*)$", done.stdout.partition("Commands:")[2], re.MULTILINE))
    assert set(listed) == set(COMMANDS)
    assert not [said for said in listed.values() if said.endswith("...")]
    assert "Exit codes: 0 done" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_explained(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotate.cli.app import run

    monkeypatch.setenv("COLUMNS", "200")
    assert run([command, "--help"]) == 0
    out = capsys.readouterr().out
    options = re.findall(r"^  (-\S.*?)(?:  +(\S.*))?$", out, re.MULTILINE)
    assert options
    assert not [name for name, said in options if not said]


def test_exit_codes(folder: Path) -> None:
    (folder / "broken.jsonl").write_text('{"schema_version":"9.9"}\n')
    (folder / "notes.db").write_text("not a database, but longer than a header")
    for code, *arguments in (
        (0, "articles"),
        (2, "fly"),
        (3, "import", "broken.jsonl"),
        (4, "--db", "notes.db", "articles"),
    ):
        done = annotate(*arguments, cwd=folder)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), arguments
        if code:
            assert "\n→ " in done.stderr


def test_data_goes_to_stdout_and_talk_to_stderr(folder: Path) -> None:
    done = annotate("export", "-", cwd=folder)
    assert json.loads(done.stdout)["text"] == MILL
    assert done.stderr == ""
    done = annotate("spans", "--json", cwd=folder)
    assert json.loads(done.stdout) == []
    assert "no spans" in done.stderr
    assert not (folder / "exports").exists()


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    big = MILL + "The mill says nothing more. " * 20_000
    (folder / "big.txt").write_text(big)
    annotate("import", "big.txt", cwd=folder)
    for arguments in ("export -", "articles"):
        command = f'exec "{sys.executable}" -c "from annotate.cli.app import main; main()" {arguments}'
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; ({command}) | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}"],
            cwd=folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.stderr == ""
        assert done.stdout.strip() in ("141", "0")


def test_a_full_disk_under_stdout_is_told(folder: Path) -> None:
    for arguments in (["export", "-"], ["articles"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-c", "from annotate.cli.app import main; main()", *arguments],
                cwd=folder,
                env=clean_environment(),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                timeout=60,
            )
        assert done.returncode == 3
        assert done.stderr.startswith("error: cannot write the output: No space left")


def test_output_survives_a_terminal_without_unicode(folder: Path) -> None:
    done = annotate("import", "mill.txt", "missing.txt", cwd=folder, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_told(folder: Path) -> None:
    (folder / "annotate.toml").write_text("colour = 'blue'\n")
    done = annotate("articles", cwd=folder)
    assert done.returncode == 3
    assert "unknown settings: colour" in done.stderr


def test_a_terminal_gets_tables_that_fit_and_a_bar(folder: Path) -> None:
    import pty

    (folder / "long.txt").write_text("A title " * 30 + "\n\nSome text.\n")
    annotate("import", "long.txt", cwd=folder)
    shown = {}
    for colour in ("", "1"):
        master, slave = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-c", "from annotate.cli.app import main; main()", "articles"],
            cwd=folder,
            env=clean_environment(COLUMNS="60", NO_COLOR=colour, TERM="xterm-256color"),
            stdin=slave,
            stdout=slave,
            stderr=slave,
        ) as process:
            os.close(slave)
            shown[colour] = b""
            try:
                while data := os.read(master, 65536):
                    shown[colour] += data
            except OSError:
                pass  # the terminal is closed once the process has gone
            os.close(master)
        assert process.returncode == 0
    assert b"\x1b[1m" in shown[""]
    assert b"\x1b[" not in shown["1"]
    assert max(map(len, shown["1"].decode().splitlines())) <= 60
    assert "…" in shown["1"].decode()


def test_a_review_without_a_terminal_tells_how_far_it_is(folder: Path) -> None:
    done = annotate("review", cwd=folder)
    assert done.returncode == 2
    assert "nobody has finished an article yet" in done.stderr
    with open_bench(folder / "annotations.db") as kim:
        import_texts(kim, folder, {"mill.txt": MILL, "council.txt": COUNCIL})
        read_by_two(kim, folder / "annotations.db")
    done = annotate("review", cwd=folder)
    assert done.returncode == 0
    assert re.search(r"^0 of \d+ decided$", done.stdout, re.MULTILINE)
    assert "all agree on is not in gold" in done.stderr
