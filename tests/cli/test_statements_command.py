"""`annotate statements`: clusters as a table, as JSON, as trees."""

from pathlib import Path

import pytest

from annotate.workbench.bench import Workbench
from cli.test_commands import Terminal
from helpers import link, open_bench, tag

NEWS = {
    "sound.txt": "The new fares are wholly unlawful and void, the union said.",
    "mail.txt": "The new fares are plainly unlawful and void, it repeated.",
    "echo.txt": "The new fares are wholly unlawful and void, the union said. Nobody denied the letter.",
    "reply.txt": "The fares break no rule, the company said. Nobody has denied the letter.",
}
META = {
    "sound.txt": {"published": "2031-05-02", "outlet": "The Sound Gazette"},
    "mail.txt": {"published": "2031-05-03", "outlet": "The Island Mail"},
    "reply.txt": {"published": "2031-05-04"},
}


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATE_ANNOTATOR", "kim")
    return Terminal(capsys)


def bench(folder: Path, annotator: str = "kim") -> Workbench:
    return open_bench(folder / "annotations.db", annotator)


@pytest.fixture
def folder(cli: Terminal, tmp_path: Path) -> Path:
    """A project of four articles; kim tagged a claim, linked a rebuttal to it, and named its speaker."""
    (tmp_path / "in").mkdir()
    for name, text in NEWS.items():
        (tmp_path / "in" / name).write_text(f"News of {name[:-4]}\n\n{text}\n")
    cli("import", "in")
    with bench(tmp_path) as opened:
        for article in opened.articles():
            if article.meta.source_file in META:
                opened.set_meta(article.id, article.version, META[article.meta.source_file])
        claim = tag(opened, "claim", "The new fares are plainly unlawful and void")
        link(opened, "rebuts", tag(opened, "rebuttal", "The fares break no rule"), claim)
        (now,) = [span for span in opened.spans() if span.id == claim.id]
        opened.set_attributes(now, type(now.attributes)(speaker="the union"))
    return tmp_path


def test_the_table_has_a_row_for_each_statement(cli: Terminal, folder: Path) -> None:
    lines = cli("statements").splitlines()
    assert lines[0].split() == ["articles", "outlets", "first", "tagged", "rebutted", "speakers", "statement"]
    row = next(line for line in lines if "unlawful" in line)
    assert row.split()[:5] == ["3", "2", "2031-05-02", "c1", "·2"]
    assert "the union" in row


def test_json_names_every_place(cli: Terminal, folder: Path) -> None:
    found = next(x for x in cli.json("statements") if "unlawful" in x["canonical"])
    assert list(found) == [
        "canonical", "articles", "outlets", "first_published", "speakers", "labels", "rebutted_by",
        "warnings", "members",
    ]  # fmt: skip
    assert (found["articles"], found["outlets"], found["first_published"]) == (3, 2, "2031-05-02")
    assert found["labels"] == {"claim": 1, "untagged": 2}
    assert [each["text"] for each in found["rebutted_by"]] == ["The fares break no rule"]
    assert [member["published"] for member in found["members"]] == ["2031-05-02", "2031-05-03", None]
    assert [member["label"] for member in found["members"]] == [None, "claim", None]
    with bench(folder) as opened:
        for member in found["members"]:
            assert opened.text(member["article_id"])[member["start"] : member["end"]] == member["text"]


def test_tags_are_those_of_the_annotator_named(cli: Terminal, folder: Path) -> None:
    found = next(x for x in cli.json("statements", "--annotator", "lou") if "unlawful" in x["canonical"])
    assert found["labels"] == {"untagged": 3}


def test_statements_are_sorted_limited_and_searched(cli: Terminal, folder: Path) -> None:
    every = cli.json("statements")
    assert [x["articles"] for x in every] == sorted((x["articles"] for x in every), reverse=True)
    assert len(every) > 1
    assert all(x["articles"] >= 3 for x in cli.json("statements", "--least", "3"))
    assert [x["labels"]["untagged"] for x in cli.json("statements", "--sort", "untagged")] == sorted(
        (x["labels"]["untagged"] for x in every), reverse=True
    )
    (found,) = cli.json("statements", "--search", "letter")
    assert "letter" in found["canonical"]
    assert cli.json("statements", "--search", "zeppelin") == []
    assert "none of" in cli.error
    assert cli.json("statements", "--sort", "date")[0]["first_published"] == "2031-05-02"


def test_trees_show_how_a_wording_changed(cli: Terminal, folder: Path) -> None:
    lines = cli("statements", "--tree", "--search", "unlawful").splitlines()
    assert lines[1:] == [
        "2031-05-02  The Sound Gazette  The new fares are wholly unlawful and void  ×2",
        "2031-05-03  The Island Mail    └─ The new fares are plainly unlawful and void",
    ]


def test_with_nothing_to_compare_one_line_says_so(cli: Terminal, tmp_path: Path) -> None:
    with open_bench(tmp_path / "annotations.db"):
        pass
    assert cli.json("statements") == []
    assert cli.error == "no articles: nothing to compare\n→ bring some in: annotate import PATH...\n"
    (tmp_path / "one.txt").write_text("A note\n\nNothing is said here twice.\n")
    cli("import", "one.txt")
    assert cli("statements") == ""
    assert "one article: nothing to compare" in cli.error
    (tmp_path / "two.txt").write_text("Another\n\nSwans were seen at the weir on Monday.\n")
    cli("import", "two.txt")
    assert cli("statements") == ""
    assert cli.error == "nothing is said twice in 2 articles\n"


def test_a_wrong_order_is_wrong_use(cli: Terminal, folder: Path) -> None:
    cli("statements", "--sort", "size", code=2)
    cli("statements", "--least", "0", code=2)
