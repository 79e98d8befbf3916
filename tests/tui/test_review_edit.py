"""The box that makes gold of a version by hand: edges, label, attributes, whose it is, and what it shows."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.model import Span
from annotate.tui.flow import Edge, Window
from annotate.tui.review_rows import bases
from annotate.tui.screens.review import ReviewScreen
from annotate.tui.screens.review_edit import ReviewEdit
from annotate.workbench.review_values import Edit
from tui.hand import Hand, at_work
from tui.samples import config
from tui.texts import awkward_texts
from workbench.review_cases import FERRY, LATE, LATE_SHORT, Mark, project, words

ALSO_LATE = words(FERRY, "The ferry is late every day", "rebuttal")
EVERY_KEY = (
    "( 9 start", ") 0 end", "← → by letter", "o other end", "' marks", "e attributes", "tab from ben",
    "enter keeps", "esc leaves",
)  # fmt: skip
LONG = " ".join(f"word{i} and" for i in range(400)) + " the end."


class Box:
    """The edit box on the screen, and what it gave back."""

    def __init__(self, hand: Hand, screen: ReviewEdit) -> None:
        self.hand = hand
        self.screen = screen
        self.kept: list[Edit | None] = []
        self.press = hand.press
        self.on_screen = hand.on_screen

    @property
    def words(self) -> str:
        """The text that enter would make gold."""
        return self.screen.text[self.screen.draft.start : self.screen.draft.end]

    async def enter(self) -> Edit:
        await self.press("enter")
        await self.hand.until(lambda: self.kept, "an edit")
        (edit,) = self.kept
        assert edit is not None
        return edit


@asynccontextmanager
async def editing(
    folder: Path,
    marks: Mapping[str, Sequence[Mark]],
    attributes: Mapping[tuple[str, int], Mapping[str, str]] | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    texts: Sequence[str] = (FERRY,),
    keys: Mapping[str, str] | None = None,
    gold: str | None = None,
) -> AsyncIterator[Box]:
    """The box on the first record of a project; with `gold`, that one's version was taken before."""
    project(folder, marks, texts=texts, attributes=attributes).close()
    settings = config(folder / "annotations.db", keys=keys)
    async with at_work(settings, size=size, screen="review") as hand:
        await hand.until(lambda: isinstance(hand.work, ReviewScreen) and hand.work.item is not None)
        review = hand.work
        assert isinstance(review, ReviewScreen)
        item = await review.picked()
        assert item is not None
        if gold is not None:
            item = hand.bench.decide(item, "take", take=[gold])
        box = Box(hand, ReviewEdit(hand.app, hand.bench.text(item.article_id), bases(item)))
        await hand.app.push_screen(box.screen, lambda made: box.kept.append(made[0] if made else None))
        await hand.until(lambda: box.screen.rows, "the box")
        yield box


def two(**values: Mapping[str, str]) -> Mapping[tuple[str, int], Mapping[str, str]]:
    """Attributes of the first mark of some annotators."""
    return {(who, 0): given for who, given in values.items()}


async def test_the_box_says_whose_version_it_is_and_tab_goes_on_to_the_next(tmp_path: Path) -> None:
    stances = two(ana={"stance": "for"}, ben={"stance": "against"})
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE]}, stances) as box:
        assert box.on_screen("from ana", "1 of 2", "tab from ben", "27 characters")
        await box.press("tab")
        assert box.on_screen("from ben", "2 of 2", "tab from ana")
        await box.press("tab")
        assert box.on_screen("from ana", "1 of 2")
        await box.press("shift+tab")
        edit = await box.enter()
    assert edit.attributes is not None
    assert edit.attributes.stance == "against"


async def test_gold_of_an_earlier_decision_comes_first(tmp_path: Path) -> None:
    marks = {"ana": [LATE], "ben": [LATE_SHORT]}
    async with editing(tmp_path, marks, gold="ben") as box:
        assert box.on_screen("from gold", "1 of 3", "tab from ana")
        assert box.words == "ferry is late every day"
        await box.press("tab")
        assert box.words == "The ferry is late every day"


async def test_versions_alike_are_one_under_all_names(tmp_path: Path) -> None:
    marks = {"ana": [LATE], "ben": [LATE_SHORT], "cy": [LATE]}
    async with editing(tmp_path, marks) as box:
        assert box.on_screen("from ana, cy", "1 of 2")


async def test_attributes_are_shown_with_what_the_others_have(tmp_path: Path) -> None:
    given = two(
        ana={"stance": "for", "speaker": "the baker", "note": "mine alone"},
        ben={"speaker": "the baker", "certainty": "probable"},
    )
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE]}, given) as box:
        rows = {line.split()[1]: line for line in box.hand.lines() if len(line.split()) > 2}
        assert "the baker" in rows["speaker"]
        assert "ben" not in rows["speaker"]
        assert "for  ben: none" in rows["stance"]
        assert "none  ben: probable" in rows["certainty"]
        assert not box.on_screen("mine alone")
        assert "note" not in rows


async def test_the_stance_of_one_goes_with_the_certainty_of_the_other(tmp_path: Path) -> None:
    given = two(
        ana={"stance": "for", "note": "mine alone"}, ben={"stance": "against", "certainty": "probable"}
    )
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE]}, given) as box:
        await box.press("e")
        await box.hand.until(lambda: box.on_screen("saves", "target external"))
        assert not box.on_screen("mine alone")
        await box.press("down", "down", "down", "p", "right", "enter")
        await box.hand.until(lambda: box.on_screen("changed", "certainty", "probable"))
        edit = await box.enter()
    assert edit.attributes is not None
    assert (edit.attributes.stance, edit.attributes.certainty) == ("for", "probable")
    assert edit.attributes.note is None
    assert edit.attributes.date is None


async def test_a_form_that_is_left_changes_nothing(tmp_path: Path) -> None:
    given = two(ana={"stance": "for", "note": "mine alone"})
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE]}, given) as box:
        await box.press("e", "x", "escape")
        assert not box.on_screen("changed")
        edit = await box.enter()
    assert edit.attributes is not None
    assert (edit.attributes.stance, edit.attributes.speaker, edit.attributes.note) == ("for", None, None)


async def test_what_was_made_of_a_version_is_there_when_it_comes_round(tmp_path: Path) -> None:
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}) as box:
        await box.press("0", "r", "tab")
        assert not box.on_screen("changed")
        await box.press("tab")
        assert box.on_screen("from ana", "changed", "[r rebuttal]")
        edit = await box.enter()
    assert (edit.label, FERRY[edit.start : edit.end]) == ("rebuttal", "The ferry is late every")


@pytest.mark.parametrize(
    ("keys", "made"),
    [
        (["0"], "The ferry is late every"),
        (["9"], "ferry is late every day"),
        (["9", "9", "("], "ferry is late every day"),
        ([")"], "The ferry is late every day, said"),
        (["left"], "The ferry is late every da"),
        (["h", "l", "l"], "The ferry is late every day,"),
        (["'"], "The ferry is late every day,"),
        (["o", "right", "right"], "e ferry is late every day"),
        (["9", "left", "left"], "e ferry is late every day"),
        (["9", "o", "right"], "ferry is late every day,"),
    ],
)
async def test_edges_move_by_words_and_by_characters(tmp_path: Path, keys: list[str], made: str) -> None:
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}) as box:
        await box.press(*keys)
        edit = await box.enter()
    assert FERRY[edit.start : edit.end] == made


async def test_an_edge_stops_at_the_other_one_and_at_the_end_of_the_paragraph(tmp_path: Path) -> None:
    text = "Quiet.\nNo e\u0301clair 👩‍🔧 was late.\nNight fell."
    marks = {"ana": [words(text, "e\u0301clair 👩‍🔧 was")], "ben": [words(text, "👩‍🔧 was late")]}
    async with editing(tmp_path, marks, texts=(text,)) as box:
        await box.press("o", *["left"] * 9)
        assert box.words == "No e\u0301clair 👩‍🔧 was"
        await box.press("o", *["right"] * 12)
        assert box.words == "No e\u0301clair 👩‍🔧 was late."
        await box.press(*["left"] * 11)
        assert box.words == "No e\u0301clair "
        await box.press(*["left"] * 6)
        assert box.words == "No e\u0301"
        await box.press(*["left"] * 7)
        assert box.words == "N"
        await box.press(*["right"] * 2)
        edit = await box.enter()
    assert text[edit.start : edit.end] == "No"


async def test_a_label_key_sets_the_label_which_stands_in_brackets(tmp_path: Path) -> None:
    async with editing(tmp_path, {"ana": [LATE], "ben": [ALSO_LATE]}) as box:
        assert box.on_screen("[c claim]", "r rebuttal", "a attribution")
        await box.press("a")
        assert box.on_screen("[a attribution]", "c claim")
        assert (await box.enter()).label == "attribution"


@pytest.mark.parametrize("key", ["escape", "ctrl+g", "q"])
async def test_leaving_keeps_nothing(tmp_path: Path, key: str) -> None:
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}) as box:
        await box.press("0", key)
        await box.hand.until(lambda: box.kept)
        assert box.kept == [None]


@pytest.mark.parametrize("size", [(80, 24), (160, 45), (80, 10)])
async def test_every_key_is_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}, size=size) as box:
        assert box.on_screen(*EVERY_KEY, "[c claim]")


async def test_the_keys_are_those_of_the_article_and_of_the_user(tmp_path: Path) -> None:
    keys = {"end_left": "W", "end_right": "", "claim": "B"}
    async with editing(tmp_path, {"ana": [LATE], "ben": [ALSO_LATE]}, keys=keys) as box:
        assert box.on_screen("W end")
        await box.press("r", "0", ")")
        assert box.words == "The ferry is late every day"
        await box.press("W")
        assert box.words == "The ferry is late every"


@pytest.mark.parametrize("size", [(80, 24), (80, 10), (160, 45)])
async def test_both_ends_of_a_long_stretch_are_seen_and_followed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    start, end = LONG.index("word50 "), LONG.index(" word350")
    marks = {"ana": [(0, start, end, "claim")], "ben": [(0, start + 7, end, "claim")]}
    async with editing(tmp_path, marks, texts=(LONG,), size=size) as box:
        assert box.on_screen("⟦word50", "and⟧", "characters …")
        for key in ["0"] * 6 + ["9"] * 6 + [")"] * 4 + ["("] * 4:
            await box.press(key)
            assert box.on_screen("⟦", "⟧")
        first, last = box.words.split()[0], box.words.split()[-1]
        assert box.on_screen(f"⟦{first}", f"{last}⟧")


async def test_text_is_cut_at_blanks(tmp_path: Path) -> None:
    start = LONG.index("word200")
    marks = {"ana": [(0, start, start + 7, "claim")], "ben": [(0, start, start + 11, "claim")]}
    async with editing(tmp_path, marks, texts=(LONG,)) as box:
        shown = "".join(text for row in box.screen.rows for text, _ in (*row, (" ", None)))
        found = shown.replace("⟦", "").replace("⟧", "").partition("speaker")[0].split()
        assert len(found) > 40
        assert set(found) <= set(LONG.split())


SIZES = [(160, 45), (80, 24), (80, 10), (30, 6), (12, 4), (4, 2), (80, 24)]


async def test_the_box_lives_through_every_size_without_colour_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    given = two(ana={"stance": "for", "speaker": "x" * 300}, ben={"certainty": "probable"})
    async with editing(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}, given) as box:
        for width, height in SIZES:
            await box.hand.pilot.resize_terminal(width, height)
            await box.press("0", ")", "tab")
            assert all(line.cell_length == width for line in box.hand.strips())
            if width >= 80:
                assert box.on_screen("⟦", "⟧", "esc leaves")


edges: st.SearchStrategy[Edge] = st.sampled_from(("start", "end"))


@given(awkward_texts.filter(str.strip), st.data(), st.integers(8, 60), st.integers(1, 12))
def test_a_window_shows_the_edge_that_moves_and_both_where_there_is_room(
    text: str, data: st.DataObject, width: int, height: int
) -> None:
    window = Window(text)
    filled = [i for i, char in enumerate(text) if not char.isspace()]
    for _ in range(3):
        start = data.draw(st.sampled_from(filled))
        end = 1 + data.draw(st.sampled_from([i for i in filled if i >= start]))
        edge = data.draw(edges)
        rows = list(window.rows(start, end, width, height, edge))
        assert len(rows) <= height
        assert any(row.opens if edge == "start" else row.closes for row in rows)
        assert sum(row.opens for row in rows) <= 1
        if height >= 3:
            assert any(row.opens for row in rows)
            assert any(row.closes for row in rows)
        shown = [row for row in rows if not row.hidden]
        assert all(a.end <= b.start for a, b in pairwise(shown))
        assert all(text[row.start : row.end].strip() for row in shown)


def test_a_window_does_not_move_while_the_edges_stay_in_it() -> None:
    window = Window(LONG)
    at = LONG.index("word200")
    before = list(window.rows(at, at + 7, 70, 9, "end"))
    after = list(window.rows(at, at + 30, 70, 9, "end"))
    assert [(x.start, x.end) for x in before] == [(x.start, x.end) for x in after]


def test_a_base_has_a_name_and_a_span(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": []}, texts=(FERRY,)) as bench:
        (item,) = bench.review()
    ((name, span),) = bases(item)
    assert name == "ana"
    assert isinstance(span, Span)
