"""Search, hints, finder, articles and the library; places are kept."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.keys import key_to_character

from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.help import HelpScreen
from annotate.tui.screens.library import LibraryScreen
from tui.hand import Hand, at_work
from tui.samples import CLAIM, FERRY, UNION, article, config, quotes


async def test_search_goes_as_it_is_typed_and_from_match_to_match(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("/")
        await hand.type("FARES")
        assert hand.unit == "fares"
        assert hand.cursor.start == FERRY.index("fares")
        await hand.press("enter")
        assert "match 1 of 3" in hand.status
        await hand.press("n", says="match 2 of 3")
        await hand.press("n", "n", says="match 1 of 3")
        await hand.press("N", says="match 3 of 3")
        assert hand.cursor.start == FERRY.rindex("fares")
        await hand.press("c", says="claim: “fares”")
        await hand.press("escape", "n", says="search first")


async def test_leaving_the_search_goes_back(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        before = hand.cursor
        await hand.press("/")
        await hand.type("harbour")
        assert hand.cursor != before
        await hand.press("ctrl+g")
        assert hand.cursor == before
        assert hand.view.found == []


async def test_a_search_without_match_says_so_and_an_empty_one_repeats_the_last(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("/")
        await hand.type("heron")
        await hand.press("enter", says="“heron” is not in this article")
        await hand.press("/")
        await hand.type("rule")
        await hand.press("enter", "g", "/", "enter", says="match 1 of 1")
        assert hand.unit == "rule"
        await hand.press("/", "x", "backspace")
        assert hand.view.found == []


async def test_the_finder_opens_the_place_in_another_article(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press(";")
        await hand.type("plainly unlawful")
        await hand.until(lambda: "2 places in 1 article;" in hand.status)
        await hand.press("down", "up", "down", "enter")
        await hand.opened("union")
        await hand.until(lambda: hand.cursor.caret == UNION.rindex("plainly"))
        await hand.press("backspace")
        await hand.opened("ferry")


async def test_the_finder_finds_in_chinese_and_says_when_nothing_is_there(database: Path) -> None:
    async with at_work(database) as hand:
        await hand.press(";")
        await hand.type("票價無效")
        await hand.until(lambda: "1 place " in hand.status)
        await hand.press("enter")
        await hand.opened("mixed")
        await hand.press(";")
        await hand.type("zebra")
        await hand.until(lambda: "no article has" in hand.status)
        await hand.press("enter", "escape")
        assert hand.annotate.article_id == article("mixed")


async def test_the_finder_over_help_leaves_one_article_screen(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("?", ";")
        await hand.type("stunt")
        await hand.until(lambda: "1 place " in hand.status)
        await hand.press("enter")
        await hand.opened("union")
        assert sum(isinstance(s, AnnotateScreen) for s in hand.app.screen_stack) == 1
        assert not any(isinstance(s, HelpScreen) for s in hand.app.screen_stack)


async def test_hints_choose_a_unit_and_keys_do_nothing_else_meanwhile(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        before = quotes(hand.bench, "ferry")
        await hand.press("f")
        targets = hand.annotate.hint_targets
        assert targets
        # d would delete, u undo: here they are letters of hints.
        key = next(k for k, (start, _, span) in targets.items() if FERRY.startswith("Two councils", start))
        await hand.press(*key)
        assert hand.unit == "Two councils agreed"
        await hand.press("f")
        assert hand.annotate.hint_targets
        targets = hand.annotate.hint_targets
        key = next(k for k, (a, b, span) in targets.items() if span is not None and FERRY[a:b] == CLAIM)
        await hand.press(*key)
        assert hand.unit == CLAIM
        assert hand.cursor.span_id is not None
        await hand.press("f", "escape")
        assert hand.annotate.hint_targets is None
        assert quotes(hand.bench, "ferry") == before


async def test_hints_typed_at_once_are_not_taken_for_other_keys(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("f")
        targets = dict(hand.annotate.hint_targets or {})
        await hand.press("escape", "]")
        key = "d" if "d" in targets else next(iter(targets))
        # As a slow line delivers them: together.
        burst(hand, "f", key)
        await hand.until(lambda: hand.cursor.start == targets[key][0])
        assert len(quotes(hand.bench, "ferry")) == 4


async def test_what_is_typed_at_once_after_a_key_that_opens_a_box_goes_into_it(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        burst(hand, "slash", "h", "a", "r", "b", "o", "u", "r", "enter")
        await hand.until(lambda: hand.unit == "harbour" and hand.app.screen is hand.work)
        await hand.press("]", "]")
        burst(hand, "t", "r")
        await hand.until(lambda: [x for x, _ in quotes(hand.bench, "ferry")].count("rebuttal") == 2)


def burst(hand: Hand, *keys: str) -> None:
    for key in keys:
        hand.app.post_message(Key(key, key_to_character(key)))


async def test_wide_characters_keep_their_cells_under_hints(database: Path) -> None:
    async with at_work(database, "mixed") as hand:
        row = next(i for i, line in enumerate(hand.lines()) if "公司昨天說" in line)
        before = hand.lines()[row].rstrip()
        await hand.press("f")
        after = hand.strips()[row]
        assert after.text.rstrip() != before
        assert "要求退款。" in after.text
        assert cell_len(after.text.rstrip()) == cell_len(before)


async def test_done_goes_to_the_next_article_that_is_not(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("F", says="2 to go")
        assert hand.annotate.article_id == article("union")
        await hand.press("F", says="1 to go")
        await hand.press("F", says="all 3 articles are done")
        assert "done" in hand.title
        await hand.press("O", says="in progress again")
        await hand.press("u", says="undone")
        states = {s.article_id: s.state for s in hand.bench.states()}
        assert states == dict.fromkeys(map(article, ("ferry", "union", "mixed")), "done")


async def test_articles_are_walked_in_the_library_s_order(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("<", says="first article")
        await hand.press(">", says="article 2 of 3")
        await hand.press(">", says="article 3 of 3")
        await hand.press(">", says="last article")
        await hand.press("<", says="article 2 of 3")
        assert hand.annotate.article_id == article("union")


async def test_a_line_s_role_is_chosen_and_undone(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("Two councils")
        await hand.press("z", "1", says="this line is title")
        await hand.go("Two councils")
        await hand.press("z", "6", says="this line is junk")
        await hand.go("Two councils")
        await hand.press("z", "6", says="this line is caption")
        await hand.go("Two councils")
        await hand.press("z", "1", says="this line is body")
        await hand.press("u", says="undone: line roles")
        line = hand.annotate.line_of(FERRY.index("Two"))
        assert hand.annotate.roles[line] == "caption"
        # A caption is passed over.
        await hand.press("g")
        await hand.press(".")
        assert "No rule" in hand.unit


async def test_metadata_is_edited_in_a_form(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("T", "end", "ctrl+u")
        await hand.type("Fares again")
        await hand.press("enter")
        await hand.until(lambda: "Fares again" in hand.title)
        await hand.press("T", "down", "down", "end", "ctrl+u")
        await hand.type("June")
        await hand.press("enter", says="ISO 8601")
        assert "2031-06-03" in hand.title
        await hand.press("u", says="undone: metadata")
        assert "Union calls" in hand.title


async def test_going_to_the_library_and_back_keeps_the_place(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("She left at noon")
        caret = hand.cursor.caret
        await hand.press("q")
        await hand.until(lambda: isinstance(hand.app.screen, LibraryScreen) and hand.library.loaded)
        await hand.until(lambda: "4 spans" in hand.status or "5 spans" in hand.status)
        assert hand.library.shown[hand.library.list.index].id == article("ferry")
        await hand.press("enter")
        await hand.opened("ferry")
        assert hand.cursor.caret == caret
        assert hand.unit == "She left at noon"


async def test_a_new_start_shows_the_last_article_at_the_last_place(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press(">", says="article 2")
        await hand.go("It will be heard")
        await hand.press("ctrl+q")
    async with at_work(database) as hand:
        await hand.opened("union")
        assert hand.unit == "It will be heard in July"
        await hand.go("Nobody at")
        await hand.press("q")
        await hand.press("q")
    async with at_work(database) as hand:
        await hand.opened("union")
        assert hand.unit == "Nobody at the company has answered"
    async with at_work(database, screen="library") as hand:
        await hand.until(lambda: hand.library.loaded)
        assert hand.library.shown[hand.library.list.index].id == article("union")


async def test_an_article_is_named_by_its_file_or_title(database: Path) -> None:
    from annotate.tui.app import AnnotateApp

    for name in ("union.txt", "plainly unlawful"):
        app = AnnotateApp(config(database), name)
        async with app.run_test() as pilot:
            hand = Hand(app, pilot)
            await hand.opened("union")
        app.close_bench()


async def test_undo_goes_to_where_it_was_in_another_article_and_another_day(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("Two councils")
        await hand.press("c", says="claim")
        await hand.press(">", ".", "r", says="rebuttal")
        await hand.press("u", says="undone: rebuttal")
        assert hand.annotate.article_id == article("union")
    async with at_work(database, "mixed") as hand:
        await hand.press("u", says="undone: claim “Two councils agreed”")
        await hand.opened("ferry")
        assert hand.unit == "Two councils agreed"
        assert len(quotes(hand.bench, "ferry")) == 4
        await hand.press("U", says="done again: claim")
        await hand.press("U", says="done again: rebuttal")
        await hand.opened("union")
        assert len(quotes(hand.bench, "union")) == 2


async def test_the_library_filters_and_undoes(database: Path) -> None:
    async with at_work(database, screen="library") as hand:
        await hand.until(lambda: hand.library.loaded)
        assert hand.on_screen("Ferry company denies", "The Island Mail", "渡輪公司")
        await hand.press("/")
        await hand.type("island")
        assert [a.id for a in hand.library.shown] == [article("union")]
        await hand.press(*["backspace"] * 6)
        assert len(hand.library.shown) == 3
        await hand.type("GAZ")
        await hand.press("enter")
        assert [a.id for a in hand.library.shown] == [article("ferry")]
        await hand.press("enter")
        await hand.opened("ferry")
        await hand.press("c", "q")
        await hand.until(lambda: isinstance(hand.app.screen, LibraryScreen))
        await hand.press("escape", "u", says="undone: claim")
        await hand.press("U", says="done again: claim")
        assert len(hand.library.shown) == 3


async def test_an_empty_collection_offers_samples_and_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.txt").write_text("A heron stood still.\n\nNobody saw it, said Ms Orr.\n", "utf-8")
    async with at_work(tmp_path / "annotations.db") as hand:
        await hand.until(lambda: hand.library.loaded)
        assert hand.on_screen("Nothing here yet", "sample collection")
        await hand.press("enter", "i")
        await hand.type("none.txt")
        await hand.press("enter", says="none.txt")
        await hand.press("i")
        await hand.type("new.txt")
        await hand.press("enter", says="1 article imported")
        await hand.press("x", says="8 articles imported")
        assert len(hand.library.shown) == 9
        await hand.press("e", says="9 articles written")
        assert (tmp_path / "exports" / "annotations.jsonl").is_file()


async def test_history_tells_edits_and_opens_their_article(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("Two councils")
        await hand.press("c", "u", ">", "c", says="claim")
        await hand.press("H")
        await hand.until(lambda: "can be undone" in hand.status)
        assert hand.on_screen("undo: claim “Two councils agreed”", "claim “Union calls")
        await hand.press("down", "enter")
        await hand.opened("ferry")
        await hand.press("H", "q")
        assert hand.annotate.article_id == article("ferry")


async def test_an_action_is_found_by_its_name(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("ctrl+p")
        await hand.type("next sentence")
        await hand.until(lambda: hand.on_screen("Go to the next sentence"))
        await hand.press("enter")
        await hand.until(lambda: hand.unit.startswith("The new fares"))


async def test_paging_comes_to_both_ends(database: Path) -> None:
    async with at_work(database, "ferry", size=(60, 10)) as hand:
        for down, up in (("pagedown", "pageup"), ("ctrl+d", "ctrl+u"), ("j", "k"), ("down", "up")):
            burst(hand, *[down] * 20)
            await hand.until(lambda: hand.view.rows.row_of(hand.cursor.caret) == len(hand.view.rows) - 2)
            assert hand.caret_is_visible()
            burst(hand, *[up] * 20)
            await hand.until(lambda: hand.view.rows.row_of(hand.cursor.caret) == 0)
            assert hand.caret_is_visible()


async def test_keys_typed_ahead_go_to_the_field_that_was_meant(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("]")
        burst(hand, "i", "l", "a", "t", "e", "enter")
        await hand.until(lambda: any(s.attributes.note == "late" for s in hand.bench.spans()), "the note")
