"""The queue of the review under the hand: clicks, filters, stale decisions, several versions."""

from collections.abc import Sequence
from pathlib import Path

from annotate.config import Config
from annotate.tui.screens.review import ReviewScreen
from helpers import open_bench
from tui.hand import Hand, at_work
from tui.test_review import READY, gold, item, review
from workbench.review_cases import BRIDGE, CLOSED, FERRY, LATE, LATE_SHORT, NO_BOAT, Mark, project, words


def of_three(folder: Path) -> Config:
    """A project in which three annotators have three versions of one claim, and two the same of another."""
    longer = words(FERRY, "The ferry is late every day, said the baker")
    shut = words(BRIDGE, "bridge is closed", article=1)
    marks: dict[str, Sequence[Mark]] = {
        "ana": [LATE, CLOSED],
        "ben": [LATE_SHORT, shut],
        "cy": [longer, CLOSED],
    }
    with project(folder, marks):
        return Config(folder / "annotations.db", "lea")


async def begin(hand: Hand) -> ReviewScreen:
    await hand.until(lambda: isinstance(hand.work, ReviewScreen) and review(hand).item)
    return review(hand)


async def test_a_click_highlights_and_stays_in_the_review(compared: Path) -> None:
    async with at_work(compared, "ferry", size=(160, 45)) as hand:
        await hand.press("R", says=READY)
        screen = review(hand)
        await hand.pilot.click(screen.list, offset=(10, 3))
        await hand.pilot.pause()
        assert hand.work is screen
        assert screen.list.index == 3
        assert (await item(hand)).id == screen.entries[3].id


async def test_help_begins_with_the_keys_of_the_review(compared: Path) -> None:
    async with at_work(compared, "ferry", size=(80, 24)) as hand:
        await hand.press("R", says=READY)
        await hand.press("?")
        assert hand.on_screen("In the review of disagreements", "take the union of all versions")
        await hand.press("q", "q", "?")
        assert hand.on_screen("The first minute")


async def test_versions_that_are_the_same_stand_under_one_number(tmp_path: Path) -> None:
    async with at_work(of_three(tmp_path), screen="review") as hand:
        screen = await begin(hand)
        at = next(i for i, x in enumerate(screen.entries) if x.article_id == screen.entries[-1].article_id)
        screen.go_to(at)
        await hand.until(lambda: hand.on_screen("1 ana, cy", "2 ben"))
        await hand.press("3", says="there are 2 versions")
        await hand.press("2", says="taken: ben")
        assert gold(hand) == [("claim", "bridge is closed")]


async def test_of_three_versions_two_are_taken_beside_each_other(tmp_path: Path) -> None:
    async with at_work(of_three(tmp_path), screen="review") as hand:
        await begin(hand)
        await hand.press("b")
        assert hand.on_screen("take which beside each other?", "1 and 2", "2 and 3", "all")
        await hand.press("3", says="all of them")
        assert [quote for _, quote in gold(hand)] == [
            "The ferry is late every day, said the baker",
            "The ferry is late every day",
        ]


async def test_a_stale_decision_is_marked_first_in_line_and_kept_by_a_key(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        screen = review(hand)
        at = next(i for i, x in enumerate(screen.entries) if x.kind == "boundary")
        screen.go_to(at)
        await hand.press("|", says="union")
        made = gold(hand)
        with open_bench(compared, "lou") as lou:
            span = next(x for x in lou.spans(annotator="lou") if x.quote.startswith("new fares"))
            lou.set_boundaries(span, span.start, span.end - 9)
        await hand.press("q", "R")
        await hand.until(lambda: review(hand).entries[at].stale == "changed")
        assert "1 stale" in hand.title
        screen.go_to(at)
        await hand.until(lambda: hand.on_screen("stale: the annotations changed", "as it stands"))
        await hand.press("=")
        await hand.until(lambda: review(hand).entries[at].stale is None)
        assert gold(hand) == made
        screen.go_to(at)
        await hand.press("=", says="decided on the annotations as they are")


async def test_how_sure_a_decision_is_stands_with_it(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        screen = review(hand)
        await hand.press("c", "3", says="it goes with your decision here")
        here = screen.list.index
        await hand.press("x", says="rejected")
        screen.go_to(here)
        await hand.until(lambda: hand.on_screen("low confidence"))
        await hand.press("c", "1", says="noted: high confidence")
        decision = (await item(hand)).decision
        assert decision is not None
        assert decision.confidence == "high"


async def test_an_edit_stands_with_whose_version_it_began_with(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        here = review(hand).list.index
        await hand.press("e", "tab", "r", "enter", says="edited")
        review(hand).go_to(here)
        await hand.until(lambda: hand.on_screen("decided: edited: lou"))


async def test_what_was_said_of_a_decision_comes_back_with_its_undoing(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        here = review(hand).list.index
        await hand.press("c", "3", "1", says="taken: kim")
        await hand.press("u", says="undone")
        await hand.until(lambda: hand.on_screen("for your decision: low confidence"))
        await hand.press("2", says="taken: lou")
        review(hand).go_to(here)
        decision = (await item(hand)).decision
        assert decision is not None
        assert (decision.taken, decision.confidence) == (("lou",), "low")


async def test_gold_that_was_there_before_is_shown_with_what_becomes_of_it(tmp_path: Path) -> None:
    marks: dict[str, Sequence[Mark]] = {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]}
    with project(tmp_path, marks, {"ana": [(1, "rebuts", 0)], "ben": []}) as bench:
        bench.work_on("gold")
        article = next(x.id for x in bench.articles() if bench.text(x.id) == FERRY)
        claim = bench.tag(article, "claim", LATE[1], LATE[2])
        spans = {x.id: x for x in bench.layer_spans()}
        denial = bench.tag(article, "rebuttal", NO_BOAT[1], NO_BOAT[2])
        spans = {x.id: x for x in bench.layer_spans()}
        bench.link("rebuts", spans[denial], spans[claim])
    async with at_work(Config(tmp_path / "annotations.db", "lea"), screen="review", size=(80, 24)) as hand:
        screen = await begin(hand)
        await hand.until(lambda: hand.on_screen("gold c The ferry is late every day", "takes its place"))
        await hand.press("A", says="taken into gold")
        await hand.press("1", says="taken: ana")
        assert screen.entry is not None
        assert screen.entry.stage == "link"
        await hand.until(lambda: hand.on_screen("gold r “no boat was late in May” → rebuts → c", "by hand"))
        await hand.press("x", says="rejected")
        assert hand.bench.links(layer="gold") == []


async def test_numbers_of_states_are_of_what_is_shown(tmp_path: Path) -> None:
    async with at_work(of_three(tmp_path), screen="review", size=(80, 24)) as hand:
        screen = await begin(hand)
        await hand.press("1", "f", "a", "2", "f")
        assert any("undecided" in line and " 1 " in f"{line} " for line in hand.lines())
        await hand.press("u", says="1 ")
        assert len(screen.entries) == 1
        await hand.press("B", says="names are hidden")
        assert "blind" in hand.title
        assert "only" in hand.title
        await hand.press("f", "s", says="0 ")
        assert screen.wanted.state is None
        assert hand.on_screen("esc show all", "f filter")


async def test_undo_under_a_filter_goes_to_the_record_that_comes_back(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        screen = review(hand)
        await hand.press("f", "u", says="undecided")
        first = screen.entries[0].id
        await hand.press("1", says="taken")
        await hand.press(".", ".")
        await hand.press("u", says="undone")
        assert screen.entry is not None
        assert screen.entry.id == first


async def test_leaving_a_filter_comes_back_to_where_it_was_set(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        screen = review(hand)
        screen.go_to(1)
        await hand.press("f", "m", "2", says="esc shows all again")
        await hand.press("escape", says="all 5")
        assert screen.list.index == 1


async def test_every_offered_number_is_what_the_filter_leaves(tmp_path: Path) -> None:
    async with at_work(of_three(tmp_path), screen="review") as hand:
        screen = await begin(hand)
        await hand.press("f", "p")
        assert any("ana – cy" in line and " 1 " in line for line in hand.lines())
        await hand.press("escape", "f", "p", "1", says="esc shows all again")
        assert screen.wanted.annotators == ("ana", "ben"), hand.lines()
        assert len(screen.entries) == 2
        await hand.press("n", "1", "n", "1", says="all is decided")
        screen.go_to(0)
        await hand.press("n", says="all is decided")


async def test_the_end_of_the_review_does_not_hide_stale_decisions(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await hand.press("A", says="taken into gold")
        for _ in range(6):
            await hand.press("x")
        await hand.until(lambda: "5 of 5 decided" in hand.title)
        with open_bench(compared, "lou") as lou:
            span = next(x for x in lou.spans(annotator="lou") if x.quote.startswith("new fares"))
            lou.set_boundaries(span, span.start, span.end - 9)
        await hand.press("q", "R")
        await hand.until(lambda: "stale" in hand.title)
        await hand.press("n", "n", says="this is the only one that is open")
