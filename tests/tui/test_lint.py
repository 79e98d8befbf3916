"""The list of soft problems: found, folded, opened, kept."""

from pathlib import Path

import pytest

from annotate.config import Config
from annotate.tui.screens.library import LibraryScreen
from annotate.tui.screens.lint import LintScreen
from annotate.workbench.bench import Workbench
from annotate.workbench.lint_rules import Finding
from tui.hand import Hand, at_work
from tui.samples import CLAIM, NESTED, OVERLAPPING, REBUTTAL, article

FOUND = [
    "Counters nothing",
    OVERLAPPING,
    "Nobody says it",
    NESTED,
    OVERLAPPING,
    REBUTTAL,
]


def lint(hand: Hand) -> LintScreen:
    screen = hand.work
    assert isinstance(screen, LintScreen)
    return screen


def rows(hand: Hand) -> list[str]:
    return [row.text if isinstance(row, Finding) else row.title for row in lint(hand).rows]


async def checked(hand: Hand) -> None:
    await hand.until(lambda: isinstance(hand.work, LintScreen), "the list")
    await hand.until(lambda: lint(hand).groups and not lint(hand).checking, "all findings")
    await hand.pilot.pause()


async def test_findings_stand_under_their_rule(database: Path) -> None:
    async with at_work(database, "ferry", size=(80, 24)) as hand:
        await hand.press("!")
        await checked(hand)
        assert rows(hand) == FOUND
        assert hand.on_screen("Soft problems  4", "▾ Counters nothing  1", "▾ Nobody says it  3")
        assert hand.on_screen(OVERLAPPING, "The Sound", "rebuttal that rebuts nothing", "→ link it: L")
        assert "enter opens the place" in hand.status


@pytest.mark.parametrize("keys", [["q"], ["H"], ["question_mark"]], ids=["library", "history", "help"])
async def test_the_list_is_a_key_away_everywhere(database: Path, keys: list[str]) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press(*keys, "!")
        await checked(hand)
        below = hand.app.screen_stack[-2]
        await hand.press("!", "q")
        assert hand.work is below


async def test_a_key_folds_a_group_and_the_same_opens_it(database: Path) -> None:
    async with at_work(database, "ferry", size=(80, 24)) as hand:
        await hand.press("!")
        await checked(hand)
        await hand.press("g")
        assert hand.on_screen("enter folds the group")
        await hand.press("enter")
        assert rows(hand) == [FOUND[0], *FOUND[2:]]
        assert hand.on_screen("▸ Counters nothing  1", "enter opens the group")
        await hand.press("enter")
        assert rows(hand) == FOUND


async def test_enter_opens_the_place_and_the_list_is_as_it_was_after(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("!")
        await checked(hand)
        await hand.press("G", "k", "k", "enter")
        await hand.opened("ferry")
        assert hand.unit == NESTED
        await hand.press("!")
        assert rows(hand)[lint(hand).list.index] == NESTED
        await hand.press("G", "enter")
        await hand.opened("union")
        assert hand.unit == REBUTTAL
        await hand.press("!")
        assert rows(hand) == FOUND
        assert lint(hand).list.index == len(FOUND) - 1


async def test_after_an_edit_the_list_says_so_and_checks_again_when_asked(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("!")
        await checked(hand)
        await hand.press("enter")
        await hand.opened("ferry")
        await hand.press("d", says="deleted rebuttal")
        await hand.press("!", says="r checks again")
        assert rows(hand) == FOUND
        await hand.press("r", says="enter opens")
        await checked(hand)
        assert rows(hand) == ["Nobody says it", NESTED, REBUTTAL]


async def test_what_needs_no_index_is_shown_before_it_is_there(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        with hand.bench._indexing:
            await hand.press("!")
            await hand.until(lambda: rows(hand) == FOUND)
            assert lint(hand).checking
            await hand.press("G", "q")
            assert hand.work is hand.annotate
            await hand.press("!")
            assert lint(hand).checking
            assert lint(hand).list.index == len(FOUND) - 1
        await checked(hand)
        assert rows(hand) == FOUND


async def test_an_untagged_copy_is_opened_as_the_unit_that_a_label_key_tags(
    database: Path, tmp_path: Path
) -> None:
    (tmp_path / "copy.txt").write_text(f"A copy\n\n{CLAIM}, the paper says.\n")
    with Workbench.open(Config(database, "kim")) as bench:
        bench.import_paths([tmp_path / "copy.txt"])
        copy = bench.find_article("copy.txt")
        bench.set_state(copy, "done")
    async with at_work(Config(database, "kim"), screen="library") as hand:
        await hand.until(lambda: isinstance(hand.work, LibraryScreen) and hand.library.loaded)
        await hand.press("!")
        await checked(hand)
        assert rows(hand)[:2] == ["Like a tagged span, but untagged", CLAIM]
        await hand.press("g", "j", "enter")
        await hand.opened()
        assert hand.unit == CLAIM
        await hand.press("c", says="claim")
        assert [span.quote for span in hand.bench.spans([copy])] == [CLAIM]
        await hand.press("!", "r", says="enter opens")
        await checked(hand)
        assert "Like a tagged span, but untagged" not in rows(hand)


async def test_all_in_order_is_said(database: Path) -> None:
    async with at_work(Config(database, "lou"), screen="library") as hand:
        await hand.until(lambda: isinstance(hand.work, LibraryScreen) and hand.library.loaded)
        await hand.press("!")
        await checked(hand)
        assert hand.on_screen("nothing to look at: all is in order", "in the work of lou")
        await hand.press("enter", "j", "l")
        assert lint(hand).rows == []


async def test_without_colour_the_list_still_tells_what_is_what(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(database, "ferry", size=(80, 24)) as hand:
        await hand.press("!")
        await checked(hand)
        row = next(strip for strip in hand.strips() if strip.text.startswith("   r " + OVERLAPPING[:12]))
        assert all(segment.style is not None and segment.style.reverse for segment in row if segment.text)
        assert all(s.style is None or s.style.color is None for strip in hand.strips() for s in strip)


async def test_the_theme_changes_while_the_list_is_away(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("!")
        await checked(hand)
        await hand.press("q", "f2", "!")
        await hand.pilot.pause()
        assert lint(hand).list.palette is hand.app.palette
        assert lint(hand).title_bar.palette is hand.app.palette


async def test_a_finding_of_another_article_names_where_it_is(database: Path) -> None:
    async with at_work(database, "ferry", size=(160, 45)) as hand:
        await hand.press("!")
        await checked(hand)
        await hand.press("G")
        assert hand.on_screen("Nobody says it  ·  The Island Mail", "take the proposed speaker: a")
        assert lint(hand).rows[-1].article_id == article("union")  # type: ignore[union-attr]
        assert CLAIM not in rows(hand)
