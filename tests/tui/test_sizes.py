"""Every size of terminal, themes, NO_COLOR, and help."""

from pathlib import Path

import pytest

from annotate.scheme import DEFAULT
from annotate.tui.actions import actions
from annotate.tui.palette import LIGHT
from tui.hand import at_work
from tui.samples import CLAIM, config, quotes

SIZES = [(160, 45), (80, 24), (80, 10), (30, 6), (12, 4), (4, 2), (160, 45)]


async def test_the_caret_stays_in_sight_at_every_size(database: Path) -> None:
    async with at_work(database, "ferry", size=SIZES[0]) as hand:
        await hand.go("nobody had answered")
        for width, height in SIZES:
            await hand.pilot.resize_terminal(width, height)
            await hand.pilot.pause()
            lines = hand.strips()
            assert len(lines) == height
            assert all(line.cell_length == width for line in lines)
            if height >= 4 and width >= 12:
                assert hand.caret_is_visible(), (width, height)
        await hand.press("c", says="claim")


@pytest.mark.parametrize(
    "opening",
    ["L", "e", "t", "T", "slash", "semicolon", "H", "question_mark", "s", "P", "f", "q", "!", "%", "R"],
)
async def test_every_box_and_screen_lives_through_every_size(database: Path, opening: str) -> None:
    async with at_work(database, "ferry", size=SIZES[0]) as hand:
        await hand.press("]", opening)
        for width, height in SIZES:
            await hand.pilot.resize_terminal(width, height)
            await hand.pilot.pause()
            assert len(hand.strips()) == height
        await hand.press("down", "up", "escape")
        assert hand.app.is_running


async def test_wide_terminals_show_the_panel_and_narrow_ones_a_drawer(database: Path) -> None:
    async with at_work(database, "ferry", size=(160, 45)) as hand:
        assert hand.on_screen("Spans  4")
        await hand.pilot.resize_terminal(80, 24)
        await hand.pilot.pause()
        assert not hand.on_screen("Spans  4")
        await hand.press("P")
        assert hand.on_screen("Spans  4")
        await hand.press("j", "enter")
        await hand.until(lambda: hand.view.has_focus)
        assert not hand.on_screen("Spans  4")
        assert hand.cursor.span_id is not None
        await hand.press("P", "escape")
        assert not hand.on_screen("Spans  4")
        assert hand.view.has_focus


async def test_escape_gives_the_focus_back_to_the_article(database: Path) -> None:
    async with at_work(database, "ferry", size=(160, 45)) as hand:
        await hand.press("tab")
        assert not hand.view.has_focus
        await hand.press("escape")
        assert hand.view.has_focus


async def test_help_lists_every_action_with_its_keys(database: Path) -> None:
    async with at_work(config(database, keys={"claim": "W"}), "ferry", size=(120, 24)) as hand:
        await hand.press("?")
        seen: set[str] = set()
        for _ in range(12):
            seen.update(line.rstrip() for line in hand.lines())
            await hand.press("pagedown")
        text = "\n".join(seen)
        for action in actions(DEFAULT):
            if action.place != "list":
                assert action.does in text, action.name
        assert any(line.startswith(" W ") and "tag as claim" in line for line in seen)
        await hand.press("q")
        assert hand.view.has_focus


async def test_the_theme_is_switched_everywhere_at_once(database: Path) -> None:
    async with at_work(database, "ferry", size=(160, 45)) as hand:
        await hand.press("]")

        def grounds() -> set[str]:
            return {
                segment.style.bgcolor.name
                for strip in hand.strips()
                for segment in strip
                if segment.style is not None and segment.style.bgcolor is not None
            }

        def inks() -> set[str]:
            return {
                segment.style.color.name
                for strip in hand.strips()
                for segment in strip
                if segment.style is not None and segment.style.color is not None and segment.text.strip()
            }

        dark, dark_inks = grounds(), inks()
        await hand.press("f2")
        assert not dark & grounds()
        assert not dark_inks & inks()
        assert LIGHT.ground in grounds()
        await hand.press("q")
        await hand.until(lambda: hand.library.loaded)
        assert not dark & grounds()
        await hand.press("f2")
        assert grounds() <= dark | {"#363d4d", "#2b303b"}


async def test_no_color_leaves_no_colour_but_all_marks(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", '"')
        assert hand.app.palette.depth == "none"
        row = next(strip for strip in hand.strips() if CLAIM[:20] in strip.text)
        underlined = "".join(s.text for s in row if s.style is not None and s.style.underline)
        bold = "".join(s.text for s in row if s.style is not None and s.style.bold)
        assert underlined.startswith(CLAIM)
        assert "unlawful and " in bold
        assert "The new fares" not in bold
        row = next(strip for strip in hand.strips() if "No rule" in strip.text)
        reverse = "".join(s.text for s in row if s.style is not None and s.style.reverse)
        assert reverse == "o rule was broken"
        for strip in hand.strips():
            for segment in strip:
                for colour in (segment.style and (segment.style.color, segment.style.bgcolor)) or ():
                    assert colour is None or colour.is_default or len(set(colour.get_truecolor())) == 1


async def test_the_mouse_works_in_lists(database: Path) -> None:
    async with at_work(database, screen="library") as hand:
        await hand.until(lambda: hand.library.loaded)
        await hand.pilot.click(hand.library.list, offset=(10, 1))
        await hand.opened("union")
        assert quotes(hand.bench, "union")[0][0] == "rebuttal"
