"""Free selection with keys and with the mouse."""

import itertools
from pathlib import Path

import pytest

from annotate.tui.app import AnnotateApp
from annotate.tui.widgets.article_view import ArticleView
from tui.hand import Hand, at_work
from tui.samples import CLAIM, MIXED, NESTED, quotes


async def test_v_selects_until_a_label_s_key(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.go("Nobody at")
        await hand.press("v", "w", "w", "w", says="selecting")
        await hand.press("right")
        assert hand.unit == "Nobody at the "
        await hand.press("c", says="claim: “Nobody at the”")
        assert ("claim", "Nobody at the") in quotes(hand.bench, "union")
        assert not hand.cursor.selecting


async def test_the_other_end_is_worked_on_with_o(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.go("the union repeated")
        await hand.press("v", "w", "w", "o", "b", "b")
        assert hand.unit == "and invalid, the union"
        await hand.press("o", "w", "r", says="rebuttal")
        assert ("rebuttal", "and invalid, the union repeated") in quotes(hand.bench, "union")


async def test_shift_and_arrows_select(database: Path) -> None:
    async with at_work(database, "mixed") as hand:
        await hand.go("👩‍👩‍👧")
        await hand.press("shift+right", "shift+right")
        assert hand.unit == "👩‍👩‍👧 c"
        await hand.press("shift+left", "shift+left", "shift+left")
        assert hand.unit == " 👩‍👩‍👧"
        await hand.press("escape")
        assert not hand.cursor.selecting
        await hand.go("公司昨天")
        await hand.press("shift+down", "shift+up", "shift+right", "shift+right", "c", says="公司昨")
        assert quotes(hand.bench, "mixed") == [("claim", "公司昨")]


async def test_graphemes_are_stepped_over_as_one(database: Path) -> None:
    async with at_work(database, "mixed") as hand:
        await hand.go("cafe\u0301")
        steps = [hand.cursor.caret]
        for _ in range(5):
            await hand.press("l")
            steps.append(hand.cursor.caret)
        assert [b - a for a, b in itertools.pairwise(steps)] == [1, 1, 1, 2, 1]
        await hand.go("🇫🇷🇨🇭")
        await hand.press("right")
        assert MIXED[hand.cursor.caret :].startswith("🇨🇭")
        await hand.press("left", "v", "c", says="claim")
        assert quotes(hand.bench, "mixed") == [("claim", "🇫🇷")]


async def test_the_end_of_the_text_is_a_whole_grapheme(database: Path) -> None:
    async with at_work(database, "mixed") as hand:
        await hand.press("G", "right", "right")
        assert MIXED[hand.cursor.caret :] == "👩‍🔧"
        await hand.press("v", "r", says="rebuttal")
        assert quotes(hand.bench, "mixed") == [("rebuttal", "👩‍🔧")]


def at(hand: Hand, words: str, *, last: bool = False) -> tuple[int, int]:
    start = hand.view.article_text.index(words)
    return hand.offset(start + len(words) - 1 if last else start)


async def test_dragging_selects_and_a_key_tags(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        words = "Two councils"
        await hand.pilot.mouse_down(ArticleView, at(hand, words))
        await hand.pilot.hover(ArticleView, at(hand, "councils"))
        await hand.pilot.hover(ArticleView, at(hand, words, last=True))
        await hand.pilot.mouse_up(ArticleView, at(hand, words, last=True))
        await hand.until(lambda: hand.unit == words and hand.cursor.selecting)
        await hand.press("c", says="claim: “Two councils”")
        assert ("claim", words) in quotes(hand.bench, "ferry")


async def test_dragging_backwards_over_wide_characters_selects(database: Path) -> None:
    async with at_work(database, "mixed") as hand:
        await hand.pilot.mouse_down(ArticleView, at(hand, "合法。"))
        await hand.pilot.hover(ArticleView, at(hand, "新票價完全"))
        await hand.pilot.mouse_up(ArticleView, at(hand, "新票價完全"))
        await hand.until(lambda: hand.unit == "新票價完全合")
        await hand.press("r", says="rebuttal")
        assert quotes(hand.bench, "mixed") == [("rebuttal", "新票價完全合")]


async def test_a_double_click_takes_the_word_and_a_triple_click_the_sentence(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is: these are clicks of one chain.
    monkeypatch.setattr(AnnotateApp, "CLICK_CHAIN_TIME_THRESHOLD", 60.0)
    async with at_work(database, "ferry") as hand:
        where = at(hand, "councils")
        await hand.pilot.double_click(ArticleView, where)
        await hand.until(lambda: hand.unit == "councils")
        await hand.pilot.triple_click(ArticleView, where)
        await hand.until(lambda: hand.unit == "Two councils agreed")
        assert not hand.cursor.selecting


async def test_a_click_chooses_the_innermost_span_or_the_unit(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.pilot.click(ArticleView, at(hand, "wholly"))
        await hand.until(lambda: hand.unit == CLAIM)
        await hand.pilot.click(ArticleView, at(hand, "unlawful"))
        await hand.until(lambda: hand.unit == NESTED)
        await hand.pilot.click(ArticleView, at(hand, "councils"))
        await hand.until(lambda: hand.unit == "Two councils agreed")
        await hand.press("v")
        await hand.pilot.click(ArticleView, at(hand, "harbour"))
        await hand.until(lambda: hand.unit.startswith("The harbour office") and not hand.cursor.selecting)


async def test_the_wheel_scrolls_and_a_key_comes_back_to_the_caret(database: Path) -> None:
    async with at_work(database, "ferry", size=(50, 10)) as hand:
        from textual.events import MouseScrollDown

        view = hand.view
        for _ in range(8):
            view.post_message(MouseScrollDown(view, 5, 5, 0, 1, 0, False, False, False))
            await hand.pilot.pause()
        await hand.until(lambda: view.scroll_offset.y > 0 and not hand.caret_is_visible())
        await hand.press("l")
        assert hand.caret_is_visible()


async def test_units_by_keys_while_selecting_extend(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("Two councils")
        await hand.press("v", ".")
        assert hand.unit == "Two councils agreed."
        await hand.press("c", says="claim")
        # What was selected is tagged as it is, but for blanks at its edges.
        assert ("claim", "Two councils agreed.") in quotes(hand.bench, "ferry")
