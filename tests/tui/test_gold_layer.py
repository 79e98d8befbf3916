"""Gold in the ordinary workbench: opened by option and by key, told in the titles, edited like any layer."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotate.config import Config
from annotate.model import Span
from annotate.tui.screens.lint import LintScreen
from annotate.tui.screens.picker import Picker
from annotate.tui.screens.statements import StatementsScreen
from annotate.workbench.bench import Workbench
from helpers import open_bench
from tui.hand import Hand, at_work
from tui.samples import CLAIM, FERRY, OVERLAPPING, REBUTTAL, SPEAKER, UNION, article, config, place, quotes

FAIR = "The fares are fair"


def on_gold(database: Path) -> Config:
    return replace(config(database), layer="gold")


@pytest.fixture
def gold(database: Path) -> Path:
    """The database with gold made by lou: a claim and its rebuttal in one article, a rebuttal in another."""
    with Workbench.open(Config(database, "lou", layer="gold")) as lou:
        lou.tag(article("ferry"), "claim", *place("ferry", FAIR))
        lou.tag(article("ferry"), "rebuttal", *place("ferry", "No rule was broken"))
        lou.tag(article("union"), "rebuttal", *place("union", REBUTTAL))
        claim, denial = sorted((x for x in lou.layer_spans([article("ferry")])), key=lambda x: x.label)
        lou.link("rebuts", denial, claim)
    return database


def golden(hand: Hand) -> list[tuple[str, str]]:
    return sorted((x.label, x.quote) for x in hand.bench.spans(layer="gold"))


def own(database: Path) -> list[Span]:
    with open_bench(database) as bench:
        return bench.spans(layer="independent")


async def test_gold_is_opened_by_option_and_said_in_a_word(gold: Path) -> None:
    async with at_work(on_gold(gold), "ferry") as hand:
        assert hand.lines()[0].startswith("  gold ")
        assert "open" not in hand.title
        assert {span.quote for span in hand.annotate.spans.values()} == {FAIR, "No rule was broken"}
        await hand.press("]", says="1 link")


async def test_where_the_user_left_off_is_opened_as_gold(gold: Path) -> None:
    async with at_work(gold, "ferry") as hand:
        await hand.press("ctrl+q")
    async with at_work(on_gold(gold)) as hand:
        await hand.until(lambda: FAIR in {FERRY[x.start : x.end] for x in hand.view.marks.spans}, "spans")
        assert hand.title.startswith(" gold ")
        await hand.opened("ferry")


async def test_the_key_keeps_the_place_and_comes_back(gold: Path) -> None:
    async with at_work(gold, "ferry") as hand:
        await hand.go(FAIR)
        caret = hand.cursor.caret
        assert hand.annotate.span_here() is None
        await hand.press("Z", says="gold: everybody’s")
        assert hand.cursor.caret == caret
        here = hand.annotate.span_here()
        assert here is not None
        assert (here.quote, here.annotator) == (FAIR, "lou")
        await hand.press("Z", says="your own layer")
        assert not hand.title.startswith(" gold ")
        assert hand.cursor.caret == caret
        assert CLAIM in {span.quote for span in hand.annotate.spans.values()}


async def test_edits_of_gold_leave_the_own_layer_as_it_was(gold: Path) -> None:
    before = own(gold)
    async with at_work(on_gold(gold), "union") as hand:
        await hand.press(".", "c", says="claim: “The new fares")
        await hand.press("]", "t", "c")
        await hand.until(lambda: ("claim", REBUTTAL) in golden(hand), "the label")
        await hand.press("d", says="deleted")
        await hand.press("u", says="undone: gold: delete claim")
        await hand.press("u", says="undone: gold: rebuttal → claim")
        await hand.press("u", says="undone: gold: claim “The new fares")
        await hand.press("U", says="done again: gold: claim")
        assert [entry.action[:6] for entry in hand.bench.history(limit=1)] == ["gold: "]
        assert hand.bench.states() == []
    assert own(gold) == before


async def test_a_gold_span_is_found_in_the_picker_and_linked_across_articles(gold: Path) -> None:
    async with at_work(on_gold(gold), "union") as hand:
        await hand.press("]", "L")
        screen = hand.app.screen
        assert isinstance(screen, Picker)
        await hand.until(lambda: screen.spans and screen.statements, "what fits")
        assert {picked.quote for picked in screen.spans} == {FAIR, "No rule was broken"}
        await hand.type("fair")
        await hand.press("enter", says="rebuts")
        (made,) = hand.bench.links([article("union")], layer="gold")
        assert made.annotator == "kim"
        assert "gold: " in hand.bench.history(limit=1)[0].action


async def test_the_statements_of_the_own_layer_are_not_offered_as_taken(gold: Path) -> None:
    """What only the own layer has is untagged for gold."""
    async with at_work(on_gold(gold), "ferry") as hand:
        await hand.go(CLAIM)
        await hand.press("c")
        await hand.until(lambda: len(golden(hand)) == 4, "a span of gold on a stretch that is tagged")


async def test_a_pinned_span_is_let_go_with_its_layer(gold: Path) -> None:
    async with at_work(gold, "ferry") as hand:
        await hand.press("]", "m", says="pinned")
        await hand.press("Z", says="the pinned span is let go")
        assert hand.app.pinned is None


async def test_boundaries_being_edited_keep_the_layer(gold: Path) -> None:
    async with at_work(on_gold(gold), "ferry") as hand:
        await hand.press("]", "E", "Z", says="then Z switches")
        assert hand.app.config.layer == "gold"
        await hand.press("escape", "Z", says="your own layer")


async def test_done_sets_no_state_and_goes_to_the_next(gold: Path) -> None:
    async with at_work(on_gold(gold), "ferry") as hand:
        await hand.press("F", says="gold has no states  ·  article 2 of 3")
        assert hand.annotate.article_id == article("union")
        await hand.press("O", says="gold has no states")
        await hand.press("F", "F", says="gold has no states  ·  that was the last article")
        assert hand.bench.states() == []


async def test_the_library_counts_gold_and_says_so(gold: Path) -> None:
    async with at_work(gold) as hand:
        await hand.until(lambda: "spans" in hand.status, "the articles")
        assert hand.status == "5 spans, 2 links"
        await hand.press("j", "Z", says="gold: 3 spans, 1 links")
        assert hand.title.startswith(" gold ")
        assert "2 of 3 with gold" in hand.title
        assert hand.library.list.index == 1
        marks = [line[1] for line in hand.lines()[2:5]]
        assert sorted(marks) == [" ", "◆", "◆"]
        await hand.press("Z", says="5 spans")


async def test_another_adjudicators_edit_shows_by_itself(gold: Path) -> None:
    async with at_work(on_gold(gold), "ferry") as hand:
        await hand.press("]")
        with Workbench.open(Config(gold, "lou", layer="gold")) as lou:
            lou.tag(article("ferry"), "attribution", *place("ferry", SPEAKER))
        await hand.annotate._keep_up()
        assert SPEAKER in {span.quote for span in hand.annotate.spans.values()}
        assert hand.annotate.span_here() is not None


async def test_lint_checks_again_when_the_layer_has_changed(gold: Path) -> None:
    async with at_work(gold, "ferry") as hand:
        await hand.press("!")
        await hand.until(lambda: isinstance(hand.work, LintScreen), "the list")
        screen = hand.work
        assert isinstance(screen, LintScreen)

        def told() -> set[str]:
            return {x.text for found in screen.groups.values() for x in found}

        await hand.until(lambda: screen.groups and not screen.checking, "findings")
        assert OVERLAPPING in told()
        await hand.press("q", "Z", says="gold")
        await hand.press("!")
        await hand.until(lambda: screen.groups and not screen.checking, "findings of gold")
        assert OVERLAPPING not in told()
        assert "in gold" in hand.title


async def test_statements_are_those_of_the_layer(gold: Path) -> None:
    async with at_work(gold, "ferry") as hand:
        await hand.press("S")
        await hand.until(lambda: isinstance(hand.work, StatementsScreen) and hand.work.loaded, "clusters")
        screen = hand.work
        assert isinstance(screen, StatementsScreen)
        assert any(x.span is not None for cluster in screen.clusters for x in cluster.members)
        await hand.press("q", "Z", says="gold")
        await hand.press("S")
        await hand.until(lambda: screen.is_current and not screen._finding, "clusters of gold")
        await hand.pilot.pause()
        spans = [x.span for cluster in screen.clusters for x in cluster.members if x.span is not None]
        assert {x.layer for x in spans} <= {"gold"}
        assert "gold" in hand.title


async def test_the_layer_under_way_does_not_outlive_the_program(gold: Path) -> None:
    async with at_work(gold, "union") as hand:
        await hand.press("Z", says="gold")
        await hand.press("ctrl+q")
    async with at_work(gold, "union") as hand:
        assert not hand.title.startswith(" gold ")
        assert quotes(hand.bench, "union").count(("rebuttal", REBUTTAL)) == 2
        assert hand.view.article_text == UNION
