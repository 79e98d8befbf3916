"""`annotate agreement` and `annotate disagreements`: text, JSON, the page, and what is said of nothing."""

from pathlib import Path

import pytest

from annotate.agreement.records import KINDS
from annotate.cli.agreement import disagreements
from cli.test_commands import Terminal
from helpers import COUNCIL, article, open_bench
from workbench.two_readers import read_by_two


@pytest.fixture
def cli(two_articles: Terminal, tmp_path: Path) -> Terminal:
    """A folder with two articles that kim and lou have read."""
    with open_bench(tmp_path / "annotations.db") as kim:
        read_by_two(kim, tmp_path / "annotations.db")
    return two_articles


def test_the_headline_of_each_pair_comes_first(cli: Terminal) -> None:
    out = cli("agreement")
    assert out.startswith("kim – lou  2 articles done by both\n  spans: F1, same offsets and label")
    assert "  0.22\n" in out
    assert "\n  too few articles for an interval\n" in out
    assert "labels: Krippendorff’s α" in out
    assert "coverage" in out
    assert "attribution: uα 2016" in out
    assert "links: F1 end to end" in out
    assert "links: F1 given aligned ends" in out
    assert "left out: " in out


def test_by_label_by_pair_and_by_article(cli: Terminal) -> None:
    by_label = cli("agreement", "--by", "label")
    assert "  Label claim\n" in by_label
    assert "  Link rebuts\n" in by_label
    assert "Cohen" not in by_label
    assert "Cohen’s κ" in cli("agreement", "--by", "pair")
    by_article = cli("agreement", "--by", "article")
    assert "Mill owner denies dumping dye" in by_article
    assert "exact F1" in by_article


def test_json_has_every_figure_with_all_that_belongs_to_it(cli: Terminal) -> None:
    found = cli.json("agreement")
    assert all((x["value"] is None) != (x["undefined"] is None) for x in found)
    assert all((x["interval"] is None) != (x["interval_why"] is None) for x in found)
    exact = next(x for x in found if x["key"] == "span_f1_exact_labelled" and x["label"] is None)
    assert exact["value"] == pytest.approx(2 / 9)
    assert exact["name"] == "span F1, same offsets, same label"
    assert exact["parameters"] == {"match": "same offsets"}
    assert (exact["pair"], exact["n"], exact["counted"], exact["articles"]) == (["kim", "lou"], 9, "spans", 2)
    assert {x["label"] for x in found} == {None, "claim", "rebuttal", "attribution"}
    assert {x["link_type"] for x in found} == {None, "rebuts"}
    assert {x["label"] for x in cli.json("agreement", "--by", "pair")} == {None}
    assert None not in {x["article"] for x in cli.json("agreement", "--by", "article")}


def test_gamma_is_there_where_it_is_asked_for(cli: Terminal) -> None:
    keys = {x["key"] for x in cli.json("agreement", "--gamma")}
    assert {"gamma", "gamma_cat", "gamma_k"} <= keys
    assert "gamma" not in {x["key"] for x in cli.json("agreement")}


def test_the_page_is_written_beside_what_is_printed(cli: Terminal, tmp_path: Path) -> None:
    assert "kim – lou" in cli("agreement", "--report", "out/page.html")
    assert "disagreements are in out/page.html" in cli.error
    assert "<!DOCTYPE html>" in (tmp_path / "out" / "page.html").read_text()


def test_each_annotator_is_compared_with_gold(cli: Terminal, tmp_path: Path) -> None:
    assert cli("agreement", "--gold") == ""
    assert "there is no gold yet" in cli.error
    with open_bench(tmp_path / "annotations.db") as bench:
        bench.accept_agreed()
        for item in bench.review():
            bench.decide(item, "take" if "take" in item.actions else "reject", take=["kim"])
    assert "gold layer – kim  2 articles with complete gold\n" in (told := cli("agreement", "--gold"))
    assert "gold layer – lou" in told
    assert "gold layer – lou" not in cli("agreement", "--gold", "--of", "kim")
    exact = next(
        x for x in cli.json("agreement", "--gold", "--of", "kim") if x["key"] == "span_f1_exact_labelled"
    )
    assert (exact["pair"], exact["value"]) == (["gold layer", "kim"], 1.0)
    assert cli("disagreements", "--gold", "kim", "--kind", "boundary") == ""
    assert "gold layer says claim, lou says rebuttal" in cli("disagreements", "--gold", "lou")
    cli("agreement", "--report", "page.html")
    assert "lou beside gold: 2 articles with complete gold" in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ["agreement", "--gold", "--gamma"],
        ["agreement", "--gold", "--report", "x.html"],
        ["disagreements", "--gold", "kim", "--pair", "kim,lou"],
        ["disagreements", "--gold", "zoe"],
    ],
)
def test_what_gold_cannot_be_asked_for_is_wrong_use(cli: Terminal, arguments: list[str]) -> None:
    cli(*arguments, code=2)
    assert cli.error.count("\n") == 2


def test_disagreements_are_listed_with_what_differs(cli: Terminal) -> None:
    out = cli("disagreements")
    assert "kim says claim, lou says rebuttal" in out
    assert "lou starts 4 characters later" in out
    found = cli.json("disagreements")
    kinds = {x["kind"] for x in found}
    assert kinds == {"boundary", "label", "missing", "link-missing", "link-blocked"}
    (label,) = cli.json("disagreements", "--kind", "label")
    assert [(x["annotator"], x["label"]) for x in label["spans"]] == [("kim", "claim"), ("lou", "rebuttal")]
    assert all(x["text"] == COUNCIL[x["start"] : x["end"]] for x in label["spans"])


def test_disagreements_of_an_article_and_a_pair(cli: Terminal, tmp_path: Path) -> None:
    with open_bench(tmp_path / "annotations.db") as bench:
        council = article(bench, "council.txt")
    found = cli.json("disagreements", "--article", "council.txt", "--pair", "Lou,kim")
    assert found
    assert all(council in x["articles"] for x in found)
    assert cli("disagreements", "--kind", "cluster") == ""
    assert cli.error.startswith("no such disagreement among")


@pytest.mark.parametrize(
    "arguments",
    [
        ["agreement", "--of", "kim"],
        ["agreement", "--of", "kim,zoe"],
        ["agreement", "--by", "weather"],
        ["disagreements", "--kind", "spelling"],
        ["disagreements", "--pair", "kim,zoe"],
    ],
)
def test_unknown_names_are_wrong_use(cli: Terminal, arguments: list[str]) -> None:
    cli(*arguments, code=2)
    assert "\n→ " in cli.error


def test_one_annotator_alone_is_told_what_to_do(cli: Terminal, tmp_path: Path) -> None:
    with open_bench(tmp_path / "annotations.db", "lou") as lou:
        for name in ("mill.txt", "council.txt"):
            lou.set_state(article(lou, name), "open")
    for command in ("agreement", "disagreements"):
        assert cli(command) == ""
        assert cli.error.startswith("only kim has finished articles: agreement needs two annotators\n→ ")
        assert cli.json(command) == []
    cli("agreement", "--report", "page.html", code=2)
    assert not (tmp_path / "page.html").exists()


def test_help_names_every_kind() -> None:
    said = " ".join((disagreements.__doc__ or "").split())
    assert f"Kinds: {', '.join(x for x in KINDS if x != 'agree')}." in said
