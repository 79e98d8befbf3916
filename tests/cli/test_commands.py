"""Each command as its users run it, in the process of the test."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from annotate.cli.app import run
from annotate.workbench.bench import Workbench
from helpers import COUNCIL, MILL, dataset, link, open_bench, place, tag


class Terminal:
    """Runs commands in the test's folder and keeps what they printed."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def __call__(self, *arguments: str | Path, code: int = 0) -> str:
        self.capture.readouterr()
        found = run([str(argument) for argument in arguments])
        out, self.error = self.capture.readouterr()
        assert (found, self.error if found != code else "") == (code, "")
        return out

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code))


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATE_ANNOTATOR", "kim")
    return Terminal(capsys)


@pytest.fixture
def folder(cli: Terminal, tmp_path: Path) -> Path:
    """A working folder with a project: two articles, three spans and a link of kim's, one span of lou's."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mill.txt").write_text(MILL)
    (tmp_path / "in" / "council.txt").write_text(COUNCIL)
    cli("import", "in")
    with open_bench(tmp_path / "annotations.db") as bench:
        mill = next(a for a in bench.articles() if a.meta.source_file == "mill.txt")
        bench.set_meta(mill.id, mill.version, {"published": "2031-05-02"})
        rebuttal = tag(bench, "rebuttal", "The claim is baseless")
        link(bench, "rebuts", rebuttal, tag(bench, "claim", "The river has been blue since April"))
        tag(bench, "attribution", "residents of Lowmere said")
    with open_bench(tmp_path / "annotations.db", "lou") as bench:
        tag(bench, "claim", "河水是藍色的")
        bench.set_state(place(bench, "河水是藍色的")[0], "done")
    return tmp_path


def bench(folder: Path) -> Workbench:
    return open_bench(folder / "annotations.db")


def test_import_reports_each_file(cli: Terminal, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL)
    (tmp_path / "old.txt").write_bytes("“Dam” – it’s said.".encode("cp1252"))
    (tmp_path / "empty.txt").touch()
    out = cli("import", "mill.txt", "old.txt", "empty.txt", "missing.txt", code=3)
    assert "imported      mill.txt" in out
    assert "4 files: 2 imported, 2 failed; new: 2 articles" in out
    assert "warning: old.txt: not UTF-8; read as cp1252" in cli.error
    assert "failed: no file or folder missing.txt" in cli.error
    assert cli.error.count("\n→ ") >= 3
    found = {Path(x["file"]).name: x for x in cli.json("import", "mill.txt", "empty.txt", code=3)}
    assert found["mill.txt"]["status"] == "already here"
    assert found["empty.txt"]["status"] == "failed"
    assert found["empty.txt"]["error"]
    assert found["empty.txt"]["hint"]


def test_import_takes_a_dataset_and_tells_what_was_in_it(cli: Terminal, folder: Path) -> None:
    cli("export", "set.jsonl")
    out = cli("--db", "other.db", "import", "set.jsonl")
    assert "set.jsonl: 2 articles, 4 spans, 1 link" in out
    assert "already here  set.jsonl" in cli("import", "set.jsonl", "--db", "other.db")


def test_import_follows_format_and_encoding(cli: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("河水是藍色的。".encode("big5"))
    cli("import", "a.txt", "--encoding", "big5")
    cli("import", "a.txt", "--format", "jsonl", code=3)
    cli("import", "a.txt", "--format", "pdf", code=2)
    assert "text" in cli.error
    assert "jsonl" in cli.error


def test_articles_as_json(cli: Terminal, folder: Path) -> None:
    found = {article["source_file"]: article for article in cli.json("articles")}
    mill, council = found["mill.txt"], found["council.txt"]
    assert {"id", "title", "outlet", "published", "source_file", "states"} <= set(mill)
    assert mill["title"] == "Mill owner denies dumping dye"
    assert mill["published"] == "2031-05-02"
    assert mill["states"] == {"kim": "in_progress"}
    assert council["states"] == {"kim": "in_progress", "lou": "done"}
    assert (mill["spans"], mill["links"], council["spans"], council["links"]) == (2, 1, 2, 0)
    assert mill["chars"] == len(MILL)
    only = {x["source_file"]: x["spans"] for x in cli.json("articles", "--annotator", "lou")}
    assert only == {"mill.txt": 0, "council.txt": 1}


def test_articles_as_a_table(cli: Terminal, folder: Path) -> None:
    head, *rows = cli("articles").splitlines()
    assert head.split() == ["id", "published", "outlet", "spans", "links", "states", "title"]
    assert len(rows) == 2
    assert all(row.index("in progress") == rows[0].index("in progress") for row in rows)


def test_spans_can_be_narrowed(cli: Terminal, folder: Path) -> None:
    assert len(cli.json("spans")) == 4
    assert [s["text"] for s in cli.json("spans", "--label", "rebuttal")] == ["The claim is baseless"]
    assert [s["text"] for s in cli.json("spans", "--annotator", "lou")] == ["河水是藍色的"]
    assert len(cli.json("--annotator", "kim", "spans", "--article", "council")) == 1
    (span,) = cli.json("spans", "--label", "attribution")
    assert MILL[span["start"] : span["end"]] == span["text"]
    assert "The claim is baseless" in cli("spans")
    cli("spans", "--label", "opinion", code=2)
    assert "labels are: claim, rebuttal, attribution" in cli.error
    cli("spans", "--annotator", "zoe", code=2)
    cli("spans", "--article", "zebra", code=2)


@pytest.mark.parametrize("database", ["none.db", "no/such/folder/x.db"])
def test_a_database_that_is_not_there_is_told_and_not_made(
    cli: Terminal, tmp_path: Path, database: str
) -> None:
    cli("--db", database, "articles", code=4)
    assert "\n→ " in cli.error
    cli("--db", "no/such/folder/x.db", "import", "mill.txt", code=4)
    assert not (tmp_path / "no").exists()
    assert not (tmp_path / "none.db").exists()


def test_links_show_both_ends(cli: Terminal, folder: Path) -> None:
    (found,) = cli.json("links")
    assert (found["type"], found["source_text"]) == ("rebuts", "The claim is baseless")
    assert found["target_text"] == "The river has been blue since April"
    assert cli.json("links", "--article", "council") == [found]
    assert cli.json("links", "--type", "same_as") == []
    assert "across" in cli("links", "--type", "rebuts", "--annotator", "kim")
    cli("links", "--type", "mocks", code=2)


def test_history_is_newest_first_and_limited(cli: Terminal, folder: Path) -> None:
    steps = cli.json("history", "--limit", "2")
    assert [step["annotator"] for step in steps] == ["lou", "lou"]
    assert len(cli.json("history")) == 8
    assert {s["annotator"] for s in cli.json("history", "--annotator", "lou")} == {"lou"}
    assert all(s["action"] for s in cli.json("history", "--article", "mill.txt"))
    assert "claim “河水是藍色的”" in cli("history")
    cli("history", "--limit", "0", code=2)


def test_export_writes_a_file_in_a_folder_of_its_own(cli: Terminal, folder: Path) -> None:
    assert "2 articles in exports/annotations.jsonl" in cli("export")
    with bench(folder) as project:
        expected = dataset(project)
    assert (folder / "exports" / "annotations.jsonl").read_bytes() == expected


def test_export_can_be_narrowed_to_annotators(cli: Terminal, folder: Path) -> None:
    for arguments, people in (
        (["--annotator", "lou"], {"lou"}),
        (["--annotator", "kim", "--annotator", "lou"], {"kim", "lou"}),
        (["--layer", "gold"], set()),
        ([], {"kim", "lou"}),
    ):
        cli("export", "out.jsonl", *arguments)
        lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
        assert {s["annotator"] for line in lines for s in json.loads(line)["spans"]} == people
    cli("export", "out.jsonl", "--annotator", "zoe", code=2)
    cli("export", "out.jsonl", "--format", "xml", code=2)


def test_schema_is_json(cli: Terminal) -> None:
    assert "schema_version" in json.loads(cli("schema"))["properties"]


@pytest.mark.parametrize("command", ["articles", "spans", "links", "history", "export"])
def test_reading_makes_no_database(cli: Terminal, tmp_path: Path, command: str) -> None:
    cli(command, code=4)
    assert "no database" in cli.error
    assert "annotate import" in cli.error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["articles", "spans", "links", "history"])
def test_empty_lists_say_so(cli: Terminal, tmp_path: Path, command: str) -> None:
    with bench(tmp_path):
        pass
    assert cli(command) == ""
    assert cli.error.count("\n→ ") == 1
    assert cli.json(command) == []


def test_options_may_stand_before_the_command_and_after_it(cli: Terminal, folder: Path) -> None:
    shutil.move(folder / "annotations.db", folder / "other.db")
    assert cli("--db", "other.db", "articles") == cli("articles", "--db", "other.db") != ""
    assert cli("--db", "none.db", "articles", "--db", "other.db") != ""
    cli("--annotator", "zoe", "import", "in", "--db", "new.db")
    assert {s["annotator"] for s in cli.json("history", "--db", "new.db")} == {"zoe"}
    cli("import", "in", "--db", "new2.db", "--annotator", "yan")
    assert {s["annotator"] for s in cli.json("history", "--db", "new2.db")} == {"yan"}


def test_the_environment_names_the_database(
    cli: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(folder / "annotations.db", folder / "other.db")
    monkeypatch.setenv("ANNOTATE_DB", "other.db")
    assert len(cli.json("articles")) == 2


def test_without_a_terminal_a_summary_is_printed(cli: Terminal, folder: Path) -> None:
    out = cli()
    assert "annotations.db" in out
    assert "Open the workbench in a terminal:  annotate" in out
    assert "done by lou" in out
    (folder / "annotations.db").unlink()
    assert "annotate demo" in cli()
    assert not (folder / "annotations.db").exists()


def test_open_needs_a_terminal_and_an_article_that_is_there(cli: Terminal, folder: Path) -> None:
    cli("open", code=2)
    assert "needs a terminal" in cli.error
    cli("open", "zebra", code=2)
    assert "no article fits" in cli.error


def test_demo_shows_what_it_made(cli: Terminal, tmp_path: Path) -> None:
    out = cli("demo", "--no-open")
    for part in (
        "Karrowe",
        "ana",
        "ben",
        "rebuts",
        "across",
        "demo/exports/annotations.jsonl",
        "demo/exports/agreement.html",
        "ana – ben  7 articles done by both",
        "154 disagreements to decide on",
        "annotate --db",
    ):
        assert part in out
    assert cli("demo", "--no-open") == out
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
    cli("--db", "x.db", "demo", code=2)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    cli("demo", "full", code=2)
    assert "is not a demo" in cli.error


@pytest.mark.parametrize("arguments", [["fly"], ["import"], ["articles", "--fast"], ["articles", "extra"]])
def test_wrong_use_is_two_lines_and_exit_2(cli: Terminal, arguments: list[str]) -> None:
    assert cli(*arguments, code=2) == ""
    assert len(cli.error.splitlines()) == 2
    assert cli.error.splitlines()[1].startswith("→ see annotate")


def test_a_bug_is_one_line_and_exit_70(cli: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workbench, "articles", lambda self: 1 // 0)
    cli("articles", code=70)
    assert cli.error.splitlines()[0].endswith("— this is a bug")
    assert "Traceback" not in cli.error
    monkeypatch.setenv("ANNOTATE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run(["articles"])


def test_an_interrupt_is_quiet(cli: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Workbench) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workbench, "articles", interrupted)
    assert cli("articles", code=130) == ""
    assert cli.error == ""


def test_what_stands_in_an_article_cannot_drive_the_terminal(cli: Terminal, folder: Path) -> None:
    with bench(folder) as project:
        article = project.articles()[0]
        project.set_meta(article.id, article.version, {"title": "a\x1b[2Jb\u202ec"})
    assert "a�[2Jb�c" in cli("articles")
    assert any(x["title"] == "a\x1b[2Jb\u202ec" for x in cli.json("articles"))
