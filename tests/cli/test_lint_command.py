"""`annotate lint`: what it prints, and what its exit code says."""

from pathlib import Path

import pytest

from annotate.cli.linting import lint
from annotate.model import Attributes
from annotate.workbench.lint_rules import RULES
from cli.test_commands import Terminal
from helpers import MILL, link, open_bench, tag

WORDS = "The river has been blue since April"


@pytest.fixture
def cli(two_articles: Terminal, tmp_path: Path) -> Terminal:
    """A folder with two articles, in which kim has a claim and its rebuttal, and lou has nothing."""
    with open_bench(tmp_path / "annotations.db") as bench:
        claim = tag(bench, "claim", WORDS)
        bench.set_attributes(claim, Attributes(speaker="a clerk"))
        rebuttal = tag(bench, "rebuttal", "The claim is baseless")
        bench.set_attributes(rebuttal, Attributes(speaker="Ada Quill"))
    return two_articles


def test_findings_stand_under_their_rule_with_what_to_do(cli: Terminal) -> None:
    out = cli("lint", code=1)
    assert out.startswith("Counters nothing: 1  (counters-nothing)\n")
    assert "rebuttal that rebuts nothing  The claim is baseless" in out
    assert "  → link it: L;" in out


def test_json_has_place_and_words(cli: Terminal) -> None:
    (found,) = cli.json("lint", code=1)
    assert found["rule"] == "counters-nothing"
    assert found["text"] == MILL[found["start"] : found["end"]] == "The claim is baseless"
    assert set(found) == {
        "rule", "message", "hint", "article_id", "start", "end", "text", "span_id", "label", "others",
    }  # fmt: skip


def test_a_copy_elsewhere_is_told_beside_what_it_is_like(cli: Terminal, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(f"Copy\n\n{WORDS}, the paper says.\n")
    cli("import", "copy.txt")
    with open_bench(tmp_path / "annotations.db") as bench:
        bench.set_state(bench.find_article("copy.txt"), "done")
    (found,) = cli.json("lint", "--rules", "untagged-duplicate", code=1)
    assert (found["text"], found["span_id"], found["label"]) == (WORDS, None, None)
    assert [other["text"] for other in found["others"]] == [WORDS]
    assert "against" in cli("lint", "--rules", "untagged-duplicate", code=1)


def test_all_in_order_is_one_line_and_no_failure(cli: Terminal, tmp_path: Path) -> None:
    with open_bench(tmp_path / "annotations.db") as bench:
        claim, rebuttal = sorted(bench.spans(), key=lambda span: span.label)
        link(bench, "rebuts", rebuttal, claim)
    assert cli("lint") == ""
    assert cli.error == "nothing found in 2 spans of kim\n"
    assert cli.json("lint") == []


def test_rules_and_article_limit_what_is_told(cli: Terminal) -> None:
    assert cli("lint", "--rules", "loose-edge, no-speaker") == ""
    assert cli("lint", "--article", "council.txt") == ""
    cli("lint", "--article", "mill.txt", "--rules", "counters-nothing", code=1)


def test_who_has_no_spans_is_told_who_has(cli: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATE_ANNOTATOR", "lou")
    assert cli("lint") == ""
    assert cli.error.startswith("no spans of lou here\n→ annotators are: kim;")
    cli("lint", "--annotator", "kim", code=1)


@pytest.mark.parametrize("arguments", [["--rules", "spelling"], ["--annotator", "zoe"]])
def test_unknown_names_are_wrong_use(cli: Terminal, arguments: list[str]) -> None:
    cli("lint", *arguments, code=2)
    assert "\n→ " in cli.error


def test_help_names_every_rule() -> None:
    said = " ".join((lint.__doc__ or "").split())
    assert f"Rules: {', '.join(rule.name for rule in RULES)}." in said
