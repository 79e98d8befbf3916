"""How a disagreement reads in rows: versions, pieces, what is blocked and decided; and the list of gaps."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.cases import span
from annotate.scheme import DEFAULT
from annotate.tui.cells import safe, width_of
from annotate.tui.palette import DARK, Palette
from annotate.tui.review_rows import Look, groups, names_of, record_rows
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.review import ReviewScreen
from annotate.tui.screens.review_gaps import GapsScreen
from annotate.workbench.agreement_records import marked, pieces, version
from annotate.workbench.bench import Workbench
from annotate.workbench.review_values import Item, Version
from tui.hand import Hand, at_work
from tui.samples import config
from workbench.review_cases import (
    CLOSED,
    FERRY,
    LATE,
    LATE_SHORT,
    NO_BOAT,
    TWO_BOATS,
    Mark,
    disputed_link,
    only,
    project,
    words,
)


def told(bench: Workbench, item: Item, width: int = 78, height: int = 18) -> list[str]:
    """The rows of a record as text."""
    look = Look(width, height, DEFAULT, Palette(DARK, "none"))
    rows = record_rows(item, bench.contexts(item), look, {}, ())
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def names(item: Item) -> list[str]:
    return [names_of(group) for group in groups(item)]


# Versions alike


def test_versions_alike_are_one_in_the_order_of_the_first(tmp_path: Path) -> None:
    marks = {"ana": [LATE], "ben": [LATE_SHORT], "cy": [LATE], "dee": [], "eve": []}
    with project(tmp_path, marks) as bench:
        item = only(bench.review())
        assert names(item) == ["ana, cy", "ben", "dee, eve"]
        text = "\n".join(told(bench, item))
    assert " 1 ana, cy   c claim" in text
    assert " 2 ben       c claim" in text
    assert " 3 dee, eve  nothing marked here" in text


def test_versions_that_differ_in_an_attribute_are_apart_and_in_a_note_together(tmp_path: Path) -> None:
    given_by = {("ana", 0): {"stance": "for"}, ("cy", 0): {"stance": "for", "note": "a remark"}}
    marks = {"ana": [LATE], "ben": [LATE], "cy": [LATE]}
    with project(tmp_path, marks, attributes=given_by) as bench:
        item = only(bench.review())
        assert names(item) == ["ana, cy", "ben"]
        assert "a remark" not in "\n".join(told(bench, item))


def test_links_alike_are_one_whatever_edges_their_ends_have(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT], "cy": [LATE, NO_BOAT]},
        {"ana": [(1, "rebuts", 0)], "ben": [(1, "rebuts", 0)]},
    ) as bench:
        item = only([x for x in bench.review() if x.stage == "link"])
        assert names(item) == ["ana, ben", "cy"]


def test_links_of_another_type_are_apart(tmp_path: Path) -> None:
    marks = [LATE, TWO_BOATS]
    with project(
        tmp_path,
        {"ana": marks, "ben": marks, "cy": marks},
        {"ana": [(0, "same_as", 1)], "ben": [(0, "supports", 1)], "cy": [(0, "supports", 1)]},
    ) as bench:
        found = [names(x) for x in bench.review() if x.kind == "link-type"]
    assert found == [["ana", "ben, cy"]]


@given(st.lists(st.text("abcdé票", min_size=1, max_size=9), min_size=1, max_size=6), st.integers(4, 40))
def test_names_are_as_wide_as_there_is_room_and_none_is_forgotten(handles: list[str], width: int) -> None:
    group = [Version(x) for x in handles]
    said = names_of(group, width)
    assert width_of(safe(said)) <= width
    whole = names_of(group)
    assert (said == safe(whole)) == (width_of(safe(whole)) <= width)
    if said != safe(whole) and len(handles) > 1:
        assert said.split(", ")[-1].count(" +") == 1


def test_names_that_do_not_fit_are_counted() -> None:
    group = [Version(x) for x in ("ana", "cy", "dee", "eve", "flo")]
    assert names_of(group, 11) == "ana, cy +3"
    assert names_of(group, 6) == "ana +4"
    assert names_of([Version("maximilian")], 6) == "maxim…"


# Pieces


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1, max_size=4))
def test_pieces_have_their_words_and_no_two_neighbours_the_same_mark(
    edges: list[tuple[int, int]],
) -> None:
    text = "".join(chr(0x4E00 + i) for i in range(60))
    spans = [span("A", a, a + size, id=str(i), quote=text[a : a + size]) for i, (a, size) in enumerate(edges)]
    for one in spans:
        found = pieces(spans, one)
        assert all(a.mark != b.mark for a, b in pairwise(found))
        assert all(x.text == ("…" if x.mark == "outside" else text[x.start : x.end]) for x in found)
        assert version(spans, one) == "".join(words for _, words in marked(spans, one))
        mine = "".join(x.text for x in found if x.mark in ("same", "only"))
        assert mine == one.quote


def test_neighbouring_pieces_are_joined_and_keep_their_blanks() -> None:
    text = "in May. The"
    short, longer, longest = (span(a, 0, end, quote=text[:end]) for a, end in (("A", 6), ("B", 8), ("C", 11)))
    spans = [short, longer, longest]
    assert version(spans, longest) == "⟦in May{+. The+}⟧"
    assert version(spans, short) == "⟦in May⟧[-. The-]"
    assert version(spans, longer) == "⟦in May{+. +}⟧[-The-]"


def test_a_missing_blank_can_be_seen(tmp_path: Path) -> None:
    longer = words(FERRY, "no boat was late in May. ", "rebuttal")
    shorter = words(FERRY, "no boat was late in May.", "rebuttal")
    with project(tmp_path, {"ana": [longer], "ben": [shorter]}) as bench:
        text = "\n".join(told(bench, only(bench.review())))
    assert "in May.{+␣+}⟧" in text
    assert "in May.⟧[-␣-]" in text


# Blocked, decided, gold


def test_why_a_link_is_blocked_stands_once(tmp_path: Path) -> None:
    with disputed_link(tmp_path) as bench:
        item = only([x for x in bench.review() if x.stage == "link"])
        assert item.blocked == "undecided"
        assert "\n".join(told(bench, item)).count("blocked") == 1


CLUSTER: Sequence[Mark] = (LATE, TWO_BOATS, CLOSED)


def test_a_cluster_tells_whether_gold_has_the_two_in_one(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {"ana": CLUSTER, "ben": CLUSTER},
        {"ana": [(0, "same_as", 1), (1, "same_as", 2)]},
    ) as bench:
        bench.accept_agreed("all")
        text = "\n".join(told(bench, bench.review(kinds=["cluster"])[0]))
        assert "= one statement with" in text
        assert "≠ another statement than" in text
        assert "gold keeps them apart now" in text
        for item in bench.review(kinds=["link-missing"]):
            bench.decide(item, "take", take=["ana"])
        for item in bench.review(kinds=["cluster"]):
            assert "   gold has them as one statement now, by other decisions" in told(bench, item)
        made = bench.decide(bench.review(kinds=["cluster"])[0], "apart")
        assert not [x for x in told(bench, made) if "gold" in x]


@pytest.mark.parametrize("height", range(6, 20))
def test_decision_and_gold_are_seen_however_low_the_screen(tmp_path: Path, height: int) -> None:
    attributes = {("ana", 0): {"stance": "for", "speaker": "the baker", "certainty": "probable"}}
    with project(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}, attributes=attributes) as bench:
        item = bench.decide(only(bench.review()), "take", take=["ana"])
        seen = told(bench, item, height=height)[:height]
    assert any("decided: taken: ana" in x for x in seen)
    assert any("gold c The ferry is late every day" in x for x in seen)
    assert any(" 1 ana" in x for x in seen)


@pytest.mark.parametrize("height", [*range(4, 14), 30])
@pytest.mark.parametrize("width", [40, 78])
def test_the_text_around_takes_only_the_room_that_is_left(tmp_path: Path, height: int, width: int) -> None:
    with project(
        tmp_path, {"ana": CLUSTER, "ben": CLUSTER}, {"ana": [(0, "same_as", 1), (1, "same_as", 2)]}
    ) as bench:
        item = bench.review(kinds=["cluster"])[-1]
        without = record_rows(item, (), Look(width, height, DEFAULT, Palette(DARK, "none")), {}, ())
        assert len(told(bench, item, width, height)) <= max(height, len(without))


# Gaps

REASONED = ("the guideline is silent on fares that are said to be late", "a second remark on the same words")


def reasoned(folder: Path, texts: int) -> None:
    """Reasons with notes for one wording, in so many articles that have it."""
    places = [f"{FERRY} Told in copy {i}." for i in range(texts)]
    mine = [(i, *LATE[1:]) for i in range(texts)]
    theirs = [(i, *LATE_SHORT[1:]) for i in range(texts)]
    with project(folder, {"ana": mine, "ben": theirs}, texts=places) as bench:
        for item, note in zip(bench.review(), [*REASONED, *REASONED], strict=False):
            bench.decide(item, "take", take=["ana"], reason="guideline_gap", note=note)


async def gaps_of(hand: Hand) -> GapsScreen:
    await hand.until(lambda: isinstance(hand.work, ReviewScreen) and hand.work.item is not None)
    await hand.press("G")
    await hand.until(lambda: isinstance(hand.work, GapsScreen) and hand.work.names)
    screen = hand.work
    assert isinstance(screen, GapsScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_gap_shows_every_note_and_every_place(tmp_path: Path, size: tuple[int, int]) -> None:
    reasoned(tmp_path, 3)
    async with at_work(config(tmp_path / "annotations.db"), size=size, screen="review") as hand:
        await gaps_of(hand)
        assert hand.on_screen("Guideline gaps  3 reasons given", "the guideline does not say", *REASONED)
        assert sum("“The ferry is late every day”" in line for line in hand.lines()) == 3


async def test_of_several_places_one_is_chosen_and_backspace_comes_back(tmp_path: Path) -> None:
    reasoned(tmp_path, 3)
    async with at_work(config(tmp_path / "annotations.db"), size=(80, 24), screen="review") as hand:
        screen = await gaps_of(hand)
        wanted = screen.gaps[0].examples[1]
        await hand.press("enter")
        assert hand.on_screen("open which place?", "1 ", "2 ", "3 ")
        await hand.press("2")
        await hand.opened()
        assert isinstance(hand.work, AnnotateScreen)
        assert hand.work.article_id == wanted.article_id
        assert hand.unit == "The ferry is late every day"
        await hand.press("backspace")
        await hand.until(lambda: isinstance(hand.work, GapsScreen))
        await hand.press("q")
        await hand.until(lambda: isinstance(hand.work, ReviewScreen))


async def test_the_only_place_is_opened_at_once(tmp_path: Path) -> None:
    reasoned(tmp_path, 1)
    async with at_work(config(tmp_path / "annotations.db"), size=(80, 24), screen="review") as hand:
        await gaps_of(hand)
        await hand.press("enter")
        await hand.opened()
        assert hand.unit == "The ferry is late every day"


async def test_what_does_not_fit_below_the_list_is_reached_by_tab(tmp_path: Path) -> None:
    reasoned(tmp_path, 3)
    async with at_work(config(tmp_path / "annotations.db"), size=(80, 10), screen="review") as hand:
        last = (await gaps_of(hand)).gaps[0].notes[-1]
        assert hand.on_screen("tab, then j and k: more")
        assert not hand.on_screen(last)
        await hand.press("tab", *["j"] * 20)
        assert hand.on_screen(last)


async def test_the_gaps_live_through_every_size_without_colour_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    reasoned(tmp_path, 2)
    async with at_work(config(tmp_path / "annotations.db"), size=(160, 45), screen="review") as hand:
        await gaps_of(hand)
        for width, height in [(80, 24), (80, 10), (30, 6), (12, 4), (4, 2), (80, 24)]:
            await hand.pilot.resize_terminal(width, height)
            await hand.press("j")
            assert all(line.cell_length == width for line in hand.strips())
