"""Review on the screen: a key a decision, the queue, blind mode, filters, reasons, the gold at the end."""

from pathlib import Path

import pytest

from annotate.tui.review_state import Shown
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.review import ReviewScreen
from annotate.workbench.review_values import Item
from tui.hand import Hand, at_work
from tui.samples import CLAIM, OVERLAPPING, article

READY = "A takes them"
SHORTER = CLAIM.removeprefix("The ")
SIZES = [(160, 45), (80, 24), (80, 10), (30, 6), (12, 4), (4, 2), (80, 24)]


def review(hand: Hand) -> ReviewScreen:
    screen = hand.work
    assert isinstance(screen, ReviewScreen)
    return screen


async def item(hand: Hand) -> Item:
    found = await review(hand).picked()
    assert found is not None
    return found


def gold(hand: Hand) -> list[tuple[str, str]]:
    return [(x.label, x.quote) for x in hand.bench.spans(layer="gold")]


async def go(hand: Hand, kind: str) -> None:
    """Highlight the first record of a kind."""
    at = next(i for i, x in enumerate(review(hand).entries) if x.kind == kind)
    review(hand).go_to(at)
    await hand.pilot.pause()


async def test_a_record_shows_its_text_and_all_versions_with_what_differs(compared: Path) -> None:
    async with at_work(compared, "ferry", size=(80, 24)) as hand:
        await hand.press("R", says=READY)
        await go(hand, "boundary")
        await hand.until(lambda: hand.on_screen("the islanders’ union said on"))
        assert hand.on_screen("1 kim", "2 lou", "⟦{+The +}new fares", "⟦new fares", "speaker: the union")
        assert "0 of 5 decided" in hand.title
        underlined = "".join(
            s.text for strip in hand.strips() for s in strip if s.style is not None and s.style.underline
        )
        assert "The " in underlined


@pytest.mark.parametrize(
    ("keys", "said", "made"),
    [
        (["1"], "taken: kim", [CLAIM]),
        (["2"], "taken: lou", [SHORTER]),
        (["|"], "union", [CLAIM]),
        (["&"], "common part", [SHORTER]),
        (["b"], "all of them", [CLAIM, SHORTER]),
        (["x"], "rejected", []),
        (["0"], "rejected", []),
        (["-"], "deferred", []),
        (["e", "0", "r", "enter"], "edited", ["The new fares are wholly unlawful and"]),
        (["e", "tab", "(", "enter"], "edited", [CLAIM]),
    ],
)
async def test_a_key_decides_and_the_next_open_record_is_shown(
    compared: Path, keys: list[str], said: str, made: list[str]
) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await go(hand, "boundary")
        before = (await item(hand)).id
        await hand.press(*keys, says=said)
        assert [quote for _, quote in gold(hand)] == made
        assert (await item(hand)).id != before
        assert (await item(hand)).state == "undecided"
        assert "1 deferred" in hand.title if said == "deferred" else "1 of 5 decided" in hand.title
        if keys[:3] == ["e", "0", "r"]:
            assert gold(hand)[0][0] == "rebuttal"
        await hand.press("u", says="undone: gold")
        assert gold(hand) == []
        assert (await item(hand)).id == before
        await hand.press("U", says="done again")
        assert [quote for _, quote in gold(hand)] == made


async def test_what_a_record_does_not_allow_is_refused_in_words(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await go(hand, "label")
        await hand.press("|", says="cannot be done here")
        await hand.press("7", says="no number 7")
        link = next(i for i, x in enumerate(review(hand).entries) if x.stage == "link")
        review(hand).go_to(link)
        await hand.press("e", says="only spans can be edited")
        assert gold(hand) == []


async def test_blind_mode_hides_names_everywhere(compared: Path) -> None:
    async with at_work(compared, "ferry", size=(160, 45)) as hand:
        await hand.press("R", says=READY)
        await hand.press("B", says="names are hidden")
        for _ in review(hand).entries:
            await hand.press(".")
            text = "\n".join(hand.lines()[1:])
            assert "lou" not in text.replace("cloud", "")
        await go(hand, "boundary")
        shown = {x.annotator: x.span.quote for x in (await item(hand)).versions if x.span is not None}
        assert set(shown) == {"A", "B"}
        first = (await item(hand)).versions[0]
        assert first.span is not None
        await hand.press("1", says="taken; u")
        assert gold(hand) == [("claim", first.span.quote)]
        await hand.press("B", says="names are shown")
        assert {x.annotator for x in (await item(hand)).versions} == {"kim", "lou"}


async def test_filters_narrow_the_queue_until_escape(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        screen = review(hand)
        every = len(screen.entries)
        await hand.press("f", "m", "enter", says="esc shows all again")
        assert 0 < len(screen.entries) < every
        assert "only " in hand.title
        await hand.press("f", "c", says=f"all {every}")
        await hand.press("f", "l", "1", says="esc shows all again")
        assert screen.wanted.labels is not None
        await hand.press("escape", says=f"all {every}")
        await hand.press("f", "p", "1", says="kim – lou")
        await hand.press("f", "s", says="0 kim – lou, stale")
        assert hand.on_screen("nothing of that kind: esc shows all again")
        await hand.press("1", "x", "n", "e", "i", "enter", "escape", says=f"all {every}")
        assert screen.wanted == Shown()
        await hand.press("f", "a", "1", says="esc shows all again")
        await hand.press("q", "R")
        await hand.until(lambda: screen.wanted.article_id is not None and screen.entries)


async def test_a_reason_and_a_note_stand_with_the_decision_and_among_the_gaps(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await hand.press("G", says="no reasons given yet")
        await go(hand, "boundary")
        await hand.press("i", "2")
        await hand.type("articles are not told of")
        await hand.press("enter", says="it goes with your decision here")
        await hand.press("1", says="taken: kim")
        await go(hand, "boundary")
        assert hand.on_screen("decided: taken: kim · by kim · guideline gap · “articles are not told of”")
        await hand.press("2", says="taken: lou")
        await go(hand, "boundary")
        decision = (await item(hand)).decision
        assert decision is not None
        assert (decision.reason, decision.taken) == ("guideline_gap", ("lou",))
        await hand.press("i", "4", "enter", says="noted: edge case")
        assert gold(hand) == [("claim", SHORTER)]
        await hand.press("G", says="enter opens a place in its article")
        assert hand.on_screen("edge case", "claim")
        await hand.press("q")
        assert isinstance(hand.work, ReviewScreen)


async def test_a_link_waits_for_its_spans_and_follows_them(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await hand.press("A", says="taken into gold")
        links = [x for x in review(hand).entries if x.stage == "link"]
        assert all(x.blocked == "undecided" for x in links)
        await go(hand, links[0].kind)
        assert hand.on_screen("blocked: decide its spans first")
        await hand.press("1", says="cannot be done here")
        review(hand).go_to(0)
        while (await item(hand)).stage == "span":
            await hand.press("1")
            await hand.pilot.pause()
        assert (await item(hand)).blocked is None


async def test_a_changed_span_makes_the_decision_stale(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await go(hand, "boundary")
        await hand.press("1", says="taken: kim")
        await go(hand, "boundary")
        await hand.press("enter")
        await hand.opened("ferry")
        assert hand.unit == CLAIM
        await hand.press("t", "r")
        await hand.until(lambda: any(x.label == "rebuttal" and x.quote == CLAIM for x in hand.bench.spans()))
        await hand.press("backspace")
        await hand.until(lambda: isinstance(hand.work, ReviewScreen) and "1 stale" in hand.title)
        assert hand.on_screen("stale: the annotations changed since")


async def test_a_review_to_the_end_says_how_to_have_the_gold(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await hand.press("A", says="taken into gold")
        pressed = 0
        while (left := [x for x in review(hand).entries if x.state == "undecided"]) and pressed < 40:
            here = await item(hand)
            assert here.id in [x.id for x in left]
            wanted = next((i for i, x in enumerate(here.versions, 1) if not x.nothing), 0)
            await hand.press(str(wanted) if "take" in here.actions else "x")
            await hand.until(lambda: "u takes it back" in hand.status or "all is decided" in hand.status)
            pressed += 1
        assert pressed == 5
        assert "5 of 5 decided" in hand.title
        assert "annotate export --layer gold" in hand.status
        report = hand.bench.agreement_with_gold(["kim"], intervals=False)
        assert report.pairs
        assert (OVERLAPPING in [quote for _, quote in gold(hand)]) is True
        await hand.press("n", says="all is decided")


async def test_policies_take_more_at_once(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("R", says=READY)
        await hand.press("P", "2")
        await hand.until(lambda: "taken into gold" in hand.status or "nothing new" in hand.status)
        await hand.press("P", "1", says="taken into gold")
        await hand.press("A", says="nothing new to take")


async def test_one_annotator_alone_is_told_what_is_missing(database: Path) -> None:
    async with at_work(database, screen="review") as hand:
        await hand.until(lambda: hand.on_screen("nobody has finished an article yet"))
        await hand.press("1", "x", "|", "e", "i", "n", ".", "enter", "f", "A", "B", "G")
        await hand.press("q")
        assert hand.work is hand.library


async def test_the_review_lives_through_every_size_without_colour_too(
    compared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(compared, "ferry", size=SIZES[0]) as hand:
        await hand.press("R", says=READY)
        for keys in ((), ("e",)):
            await hand.press(*keys)
            for width, height in SIZES:
                await hand.pilot.resize_terminal(width, height)
                await hand.pilot.pause()
                lines = hand.strips()
                assert len(lines) == height
                assert all(line.cell_length == width for line in lines)
        await hand.press("escape", "q")
        assert isinstance(hand.work, AnnotateScreen)
        assert article("ferry") == hand.annotate.article_id
