"""Links: the picker, the pinned source, following and coming back."""

from pathlib import Path

from annotate.tui.screens.picker import Picker
from tui.hand import Hand, at_work
from tui.samples import CLAIM, FERRY, NESTED, REBUTTAL, article, config, quotes


def links(hand: Hand) -> set[tuple[str, str, str]]:
    spans = {span.id: span.quote for span in hand.bench.spans()}
    return {(x.type, spans[x.source_id], spans[x.target_id]) for x in hand.bench.links()}


def picker(hand: Hand) -> Picker:
    screen = hand.app.screen
    assert isinstance(screen, Picker)
    return screen


async def pick(hand: Hand) -> Picker:
    await hand.press("L")
    screen = picker(hand)
    await hand.until(lambda: screen.statements and screen.spans)
    return screen


async def test_a_link_across_articles_takes_six_keys_at_most(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]")
        await hand.press("L")
        screen = picker(hand)
        await hand.until(lambda: screen.spans)
        await hand.press("v", "o", "i")
        assert [p.quote for p in screen.shown[:3]].count(NESTED) == 1
        await hand.press("enter", says="rebuts")
        assert any(kind == "rebuts" and source == REBUTTAL for kind, source, target in links(hand))
        assert len(links(hand)) == 3
        await hand.press("u", says="undone")
        assert len(links(hand)) == 2


async def test_the_picker_offers_what_fits_and_nothing_that_is_there(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]")
        screen = await pick(hand)
        offered = {(p.reads, p.quote) for p in screen.spans}
        assert ("rebutted by", REBUTTAL) not in offered
        assert {reads for reads, _ in offered} == {"same as", "rebutted by"}
        assert ("same as", NESTED) in offered
        assert all(p.label in ("claim", "rebuttal") for p in screen.spans)
        assert all(p.quote != CLAIM for p in screen.spans)
        await hand.press("ctrl+g")
        await hand.press("]", "]", "]")
        screen = await pick(hand)
        # An attribution links in its own article only, and to what is not an attribution.
        assert all(p.article_id == article("ferry") for p in [*screen.spans, *screen.statements])
        assert {p.reads for p in screen.spans} == {"attributes"}


async def test_an_attribution_finds_its_content_first(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", "]", "]", "L")
        await hand.until(lambda: picker(hand).spans)
        # The claim it attributes already is left out; what is nearest comes first.
        await hand.press("enter", says="attributes")
        assert len(links(hand)) == 3


async def test_choosing_an_untagged_statement_tags_and_links_in_one_step(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]")
        screen = await pick(hand)
        await hand.type("harbour office")
        assert screen.shown[0].span is None
        steps = len(hand.bench.history())
        await hand.press("enter", says="rebuts")
        assert any(quote.startswith("The harbour office") for _, quote in quotes(hand.bench, "ferry"))
        assert len(links(hand)) == 3
        assert len(hand.bench.history()) == steps + 1
        await hand.press("u", says="undone")
        assert len(quotes(hand.bench, "ferry")) == 4
        assert len(links(hand)) == 2


async def test_keys_move_in_the_picker_and_the_whole_text_is_shown(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]")
        screen = await pick(hand)
        await hand.press("down", "ctrl+n", "ctrl+p", "pagedown", "pageup", "down")
        assert screen.list.index == 1
        assert hand.on_screen(screen.shown[1].quote)
        await hand.type("zzzz")
        assert hand.on_screen("nothing that fits has “zzzz”")
        await hand.press("enter")
        assert hand.app.screen is screen
        await hand.press("escape")
        assert len(links(hand)) == 2


async def test_a_click_picks_too(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]")
        screen = await pick(hand)
        await hand.pilot.click(screen.list, offset=(30, 0))
        await hand.until(lambda: len(links(hand)) == 3)


async def test_the_pinned_source_is_carried_to_another_article(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("No rule was broken")
        await hand.press('"', "r", "m", says="pinned")
        await hand.press(">", says="article 2 of 3")
        assert "pinned rebuttal" in hand.status
        await hand.press("]", "m")
        await hand.until(lambda: hand.app.screen is not hand.work)
        assert hand.on_screen("rebuts", "same as")
        await hand.press("1")
        await hand.until(lambda: ("rebuts", "No rule was broken", REBUTTAL) in links(hand))
        await hand.press("M", says="nothing is pinned")


async def test_a_pinned_source_tags_and_links_the_unit_here_in_one_step(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]", "m", ">", "<", "<")
        await hand.until(lambda: hand.annotate.article_id == article("ferry"))
        await hand.go("The harbour office")
        await hand.press("m", says="u takes both back")
        assert any(s == REBUTTAL and t.startswith("The harbour") for _, s, t in links(hand))
        await hand.press("u", says="undone")
        assert len(links(hand)) == 2
        assert len(quotes(hand.bench, "ferry")) == 4


async def test_a_pinned_source_links_a_free_selection_without_blanks_at_its_edges(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]", "m")
        await hand.go("Nobody at the company")
        await hand.press("v", "w", "w", "right", "m", says="u takes both back")
        assert ("rebuts", REBUTTAL, "Nobody at") in links(hand)
        assert not hand.cursor.selecting
        assert hand.unit == "Nobody at"


async def test_what_fits_no_link_is_said(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", "]", "]", "m", ">", "]", "m", says="no link fits")
        assert len(links(hand)) == 2


async def test_m_on_the_pinned_span_lets_it_go(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "m", says="pinned")
        await hand.press("m", says="nothing is pinned")
        assert hand.app.pinned is None


async def test_links_are_followed_to_another_article_and_back(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "=")
        await hand.until(lambda: hand.on_screen("attributed by", "rebutted by", "The Island Mail"))
        await hand.press("down", "enter")
        await hand.opened("union")
        await hand.until(lambda: hand.unit == REBUTTAL)
        await hand.press("=")
        await hand.opened("ferry")
        await hand.until(lambda: hand.unit == CLAIM)
        await hand.press("backspace")
        await hand.opened("union")
        await hand.press("backspace")
        await hand.opened("ferry")
        await hand.until(lambda: hand.cursor.caret == FERRY.index(CLAIM))
        await hand.press("backspace", says="nowhere")


async def test_a_link_is_deleted_and_brought_back(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]", "D", says="link deleted")
        assert len(links(hand)) == 1
        await hand.press("u", says="undone")
        assert len(links(hand)) == 2


async def test_symmetric_links_are_offered_once(database: Path) -> None:
    async with at_work(config(database), "ferry") as hand:
        await hand.press("]", "]")
        screen = await pick(hand)
        same = [p.quote for p in screen.spans if p.type == "same_as"]
        assert same == [CLAIM]
        await hand.type("same")
        await hand.press("enter", says="same as")
        assert len(links(hand)) == 3
        screen = await pick(hand)
        assert not [p for p in screen.spans if p.type == "same_as"]
