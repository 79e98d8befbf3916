"""Agreement on the screen: figures, what stands behind them, gamma, pairs, the page."""

from pathlib import Path

import pytest

from annotate.config import Config
from annotate.tui.screens.agreement import AgreementScreen
from annotate.tui.screens.agreement_records import RecordsScreen
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.library import LibraryScreen
from annotate.workbench.bench import Workbench
from tui.hand import Hand, at_work
from tui.samples import CLAIM, SPEAKER, article

READY = "enter opens the disagreements"
SIZES = [(160, 45), (80, 24), (80, 10), (30, 6), (12, 4), (4, 2), (80, 24)]


def figures(hand: Hand) -> AgreementScreen:
    screen = hand.work
    assert isinstance(screen, AgreementScreen)
    return screen


def records(hand: Hand) -> RecordsScreen:
    screen = hand.work
    assert isinstance(screen, RecordsScreen)
    return screen


async def highlight(hand: Hand, key: str, label: str | None = None) -> None:
    """Go to the figure of that key, of a label or over all."""
    at = next(
        i
        for i, row in enumerate(figures(hand).rows)
        if row.figure is not None
        and row.figure.key == key
        and row.group is not None
        and (row.group.label, row.group.article_id) == (label, None)
    )
    figures(hand).list.highlight(at)
    await hand.pilot.pause()


async def test_figures_stand_on_an_axis_with_what_they_are_below(compared: Path) -> None:
    async with at_work(compared, "ferry", size=(80, 24)) as hand:
        await hand.press("%", says=READY)
        assert "kim – lou  3 articles done by both" in hand.title
        assert hand.on_screen("In brief", "spans: F1, same offsets and label", "□", "0.60")
        assert hand.on_screen("span F1, same offsets, same label", "Share of both annotators’ spans")
        assert hand.on_screen("10 spans · 3 articles", "too few articles for an interval")
        await hand.press("j", "j")
        assert hand.on_screen("Krippendorff's alpha (nominal) on labels", "coverage", "left out: ")


async def test_an_undefined_figure_says_why(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        await highlight(hand, "link_f1_typed_aligned")
        assert "undefined: " not in hand.status
        await hand.press("G")
        assert hand.on_screen("Articles", "渡輪公司", "–")
        assert hand.on_screen("undefined: nothing marked")


async def test_enter_opens_the_records_behind_a_figure_and_their_places(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        await highlight(hand, "span_f1_exact_labelled")
        await hand.press("enter", says="enter opens the place")
        kinds = [record.kind for record in records(hand).records]
        assert sorted(kinds) == ["boundary", "label", "missing", "missing"]
        assert hand.on_screen("⟦{+The +}new fares")
        assert records(hand).records[0].spans[0].quote == CLAIM
        await hand.press("enter")
        await hand.opened("ferry")
        assert hand.unit == CLAIM
        assert hand.cursor.span_id is not None
        await hand.press("backspace")
        await hand.until(lambda: isinstance(hand.work, RecordsScreen) and records(hand).records)
        await hand.press("q")
        assert figures(hand).list.index > 0
        await hand.press("q")
        assert hand.work is hand.annotate


async def test_a_record_of_somebody_else_opens_as_the_unit_to_be_tagged(compared: Path) -> None:
    async with at_work(compared, "union") as hand:
        await hand.press("%", says=READY)
        await highlight(hand, "span_f1_exact_labelled", "claim")
        await hand.press("enter", says="enter opens the place")
        alone = next(i for i, x in enumerate(records(hand).records) if x.spans[0].annotator == "lou")
        records(hand).list.highlight(alone)
        await hand.press("enter")
        await hand.opened("ferry")
        assert hand.unit == "The fares are fair"
        assert hand.cursor.span_id is None


async def test_a_figure_without_disagreements_says_that_there_are_none(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        await highlight(hand, "span_f1_exact_labelled", "attribution")
        await hand.press("enter")
        await hand.until(lambda: hand.on_screen("nothing: they agree on all that this figure counts"))
        await hand.press("enter", "backspace")
        assert figures(hand).rows
        assert [s.quote for s in hand.bench.spans([article("ferry")], "lou") if s.label == "attribution"] == [
            SPEAKER
        ]


async def test_gamma_is_computed_beside_the_work_and_shown(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        await hand.press("g")
        await hand.until(lambda: figures(hand).gammas and figures(hand).computing is None, "gamma")
        await hand.until(lambda: hand.on_screen("gamma (Mathet et al. 2015)"))
        assert hand.on_screen("Gamma", "γ", "sampler statistical")
        await hand.press("q")
        await hand.press("%", says=READY)
        assert hand.on_screen("sampler statistical")


async def test_escape_stops_gamma_before_it_closes(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        screen = figures(hand)
        with hand.bench._comparing:
            screen.action_gamma()
            assert screen.computing is not None
            stop = screen.computing
            await hand.press("escape", says="stopping")
            assert stop.is_set()
        await hand.until(lambda: screen.computing is None)
        assert hand.work is screen
        assert screen.gammas == {}
        await hand.press("escape")
        assert isinstance(hand.work, AnnotateScreen)


async def test_figures_are_there_at_once_until_an_edit_changes_them(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        screen = figures(hand)
        before = screen.report
        await hand.press("q", "%", says=READY)
        assert figures(hand) is screen
        assert screen.report is before
        await hand.press("q", "]", "d", says="deleted")
        await hand.press("%")
        await hand.until(lambda: screen.report is not before, "figures of now")
        assert hand.on_screen("9 spans · 3 articles")


async def test_three_annotators_have_a_matrix_of_pairs_and_all_together(compared: Path) -> None:
    with Workbench.open(Config(compared, "mia")) as mia:
        mia.set_state(article("ferry"), "done")
    async with at_work(compared, "ferry", size=(80, 24)) as hand:
        await hand.press("%", says=READY)
        assert hand.on_screen("Pairs: F1, IoU ≥ ½, same label", "lou", "mia", "pair 1 of 4")
        await hand.press("]")
        assert hand.on_screen("kim – mia  1 article done by both", "pair 2 of 4")
        await hand.press("]", "]")
        assert "all together" in hand.title
        assert "kim – lou – mia" in hand.title
        await hand.press("enter", says="enter opens the place")
        await hand.press("q", "]")
        assert "pair 1 of 4" in hand.title
        await hand.press("[")
        assert "all together" in hand.title


async def test_each_annotator_stands_beside_gold_where_it_is_complete(compared: Path) -> None:
    with Workbench.open(Config(compared, "kim")) as bench:
        bench.accept_agreed()
        for item in bench.review():
            bench.decide(item, "take" if "take" in item.actions else "reject", take=["kim"])
    async with at_work(compared, "ferry", size=(80, 24)) as hand:
        await hand.press("%", says=READY)
        assert "kim – lou" in hand.title
        await hand.press("]")
        assert "gold layer – kim  3 articles with complete gold" in hand.title
        assert "beside gold" in hand.title
        await highlight(hand, "span_f1_exact_labelled")
        assert hand.on_screen("1.000")
        await hand.press("g", says="gamma is of annotators only")
        await hand.press("]")
        await highlight(hand, "span_f1_exact_labelled")
        await hand.press("enter", says="enter opens the place")
        assert "gold layer – lou" in hand.title
        assert {record.annotators for record in records(hand).records} == {("gold layer", "lou")}
        await hand.press("enter")
        await hand.opened("ferry")
        await hand.press("backspace")
        await hand.until(lambda: isinstance(hand.work, RecordsScreen) and records(hand).records)
        await hand.press("q", "]")
        assert "pair 1 of 3" in hand.title


async def test_one_annotator_is_compared_with_gold_that_was_imported(compared: Path, tmp_path: Path) -> None:
    with Workbench.open(Config(compared, "kim")) as bench:
        bench.accept_agreed()
        bench.export(tmp_path / "gold.jsonl", layer="gold")
    alone = tmp_path / "alone.db"
    with Workbench.open(Config(alone, "kim")) as bench:
        bench.import_paths([tmp_path / "gold.jsonl"])
        bench.set_state(bench.articles()[0].id, "open")
    async with at_work(Config(alone, "kim"), screen="review") as hand:
        await hand.until(lambda: "there is gold all the same: Z opens it" in hand.status)
    with Workbench.open(Config(alone, "kim")) as bench:
        for one in bench.articles():
            bench.set_state(one.id, "done")
    async with at_work(Config(alone, "kim"), screen="library") as hand:
        await hand.until(lambda: isinstance(hand.work, LibraryScreen) and hand.library.loaded)
        await hand.press("%", says=READY)
        assert "gold layer – kim" in hand.title
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.work, RecordsScreen) and records(hand).records)


async def test_the_page_is_written_beside_the_database(compared: Path) -> None:
    async with at_work(compared, "ferry") as hand:
        await hand.press("%", says=READY)
        await hand.press("e", says="disagreements are in")
        assert (compared.parent / "exports" / "agreement.html").read_text().startswith("<!DOCTYPE html>")


async def test_one_annotator_alone_is_told_what_is_missing(database: Path) -> None:
    async with at_work(Config(database, "kim"), screen="library") as hand:
        await hand.until(lambda: isinstance(hand.work, LibraryScreen) and hand.library.loaded)
        await hand.press("%", says="an article counts when it is marked done")
        assert hand.on_screen("nobody has finished an article yet")
        await hand.press("enter", "g", "]", "j", "e", says="nobody has finished")
        await hand.press("q")
        assert hand.work is hand.library


async def test_figures_and_records_live_through_every_size(compared: Path) -> None:
    async with at_work(compared, "ferry", size=SIZES[0]) as hand:
        await hand.press("%", says=READY)
        for keys in ((), ("enter",)):
            await hand.press(*keys)
            for width, height in SIZES:
                await hand.pilot.resize_terminal(width, height)
                await hand.pilot.pause()
                lines = hand.strips()
                assert len(lines) == height
                assert all(line.cell_length == width for line in lines)
            await hand.press("down", "up")


async def test_few_rows_leave_room_for_the_figures(compared: Path) -> None:
    async with at_work(compared, "ferry", size=(80, 10)) as hand:
        await hand.press("%", says=READY)
        assert hand.on_screen("labels: Krippendorff’s α", "claim: uα 2016")
        assert not hand.on_screen("Share of both annotators’ spans")


async def test_without_colour_the_figures_still_tell_all(
    compared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(compared, "ferry", size=(80, 24)) as hand:
        await hand.press("%", says=READY)
        row = next(strip for strip in hand.strips() if "spans: F1, same offsets" in strip.text)
        assert any(segment.style is not None and segment.style.reverse for segment in row if segment.text)
        beside_the_scrollbar = [strip.crop(0, 79) for strip in hand.strips()]
        assert all(s.style is None or s.style.color is None for strip in beside_the_scrollbar for s in strip)
