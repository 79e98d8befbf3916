"""`--layer`: what the workbench and lint work on, before the command and after it."""

from pathlib import Path

import pytest

from annotate.config import Config, resolve
from annotate.workbench.bench import Workbench
from cli.test_commands import Terminal
from helpers import open_bench, tag


@pytest.fixture
def cli(two_articles: Terminal, tmp_path: Path) -> Terminal:
    """A folder in which kim has a rebuttal of her own, and lou made another one of gold."""
    with open_bench(tmp_path / "annotations.db") as bench:
        tag(bench, "rebuttal", "The claim is baseless")
    with Workbench.open(Config(tmp_path / "annotations.db", "lou", layer="gold")) as bench:
        tag(bench, "rebuttal", "Nothing has left our mill")
    return two_articles


def found(cli: Terminal, *arguments: str) -> set[str]:
    return {x["text"] for x in cli.json(*arguments, "--rules", "counters-nothing", code=1)}


def test_lint_looks_at_one_layer_wherever_the_option_stands(cli: Terminal) -> None:
    assert found(cli, "lint") == {"The claim is baseless"}
    assert found(cli, "lint", "--layer", "gold") == {"Nothing has left our mill"}
    assert found(cli, "--layer", "gold", "lint") == {"Nothing has left our mill"}
    assert found(cli, "--layer", "gold", "lint", "--layer", "independent") == {"The claim is baseless"}


def test_clean_gold_is_told_from_none(cli: Terminal, tmp_path: Path) -> None:
    cli("lint", "--layer", "gold", "--rules", "loose-chain")
    assert "nothing found in 1 spans of gold" in cli.error
    with Workbench.open(Config(tmp_path / "annotations.db", "kim", layer="gold")) as bench:
        bench.delete_span(bench.layer_spans()[0])
    cli("lint", "--layer", "gold")
    assert "no gold here" in cli.error
    assert "annotate review" in cli.error


def test_the_workbench_takes_it_bare_and_with_an_article(cli: Terminal) -> None:
    assert "spans" in cli("--layer", "gold")  # no terminal: what there is
    cli("open", "--layer", "gold", "mill.txt", code=2)
    assert "needs a terminal" in cli.error


def test_before_a_command_with_a_layer_of_its_own_it_is_refused(cli: Terminal) -> None:
    cli("--layer", "gold", "export", "-", code=2)
    assert "write it after" in cli.error
    cli("--layer", "silver", code=2)
    assert "gold" in cli.error


def test_the_own_layer_is_open_unless_gold_is_asked_for(tmp_path: Path) -> None:
    assert resolve(folder=tmp_path, environment={}).layer == "independent"
    assert resolve(folder=tmp_path, environment={}, layer="gold").layer == "gold"
