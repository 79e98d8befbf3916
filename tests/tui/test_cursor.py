"""Moves in awkward texts: never outside, never through a grapheme, never an empty unit by nudging."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from annotate.text.graphemes import is_boundary, next_boundary
from annotate.text.segments import UNITS, UnitName, Units
from annotate.tui.cursor import Cursor, Mover
from tui.samples import FERRY
from tui.texts import awkward_texts

_QUIET = st.sampled_from(
    [
        "by_character+", "by_character-", "grow", "shrink", "take_in", "swap_ends", "begin_selection",
        "quotation", "start+", "start-", "end+", "end-", "to",
        *(f"{level}{sign}" for level in UNITS for sign in "+-"),
    ]
)  # fmt: skip
moves = st.lists(_QUIET, max_size=12)


def mover_of(text: str) -> Mover:
    return Mover(text, Units(text))


def moved(mover: Mover, cursor: Cursor, move: str, position: int) -> Cursor:
    name, sign = (move[:-1], 1 if move[-1] == "+" else -1) if move[-1] in "+-" else (move, 0)
    if name == "to":
        return mover.to(cursor, position)
    if name == "by_character":
        return mover.by_character(cursor, sign)
    if name in ("start", "end"):
        return mover.nudge(cursor, name, sign)
    if name == "quotation" and not sign:
        return mover.quotation(cursor) or cursor
    for level in UNITS:
        if name == level:
            return mover.by_unit(cursor, level, sign)
    made = getattr(mover, name)(cursor)
    assert isinstance(made, Cursor)
    return made


@given(awkward_texts, moves, st.integers(0, 200))
@example("the pilot 👩‍🔧", ["by_character+"] * 20, 0)
@example("e\u0301", ["to", "by_character+", "to"], 99)
def test_whatever_the_moves_the_cursor_stays_in_the_text_on_grapheme_edges(
    text: str, path: list[str], position: int
) -> None:
    mover = mover_of(text)
    cursor = mover.to(Cursor(), 0)
    for move in path:
        cursor = moved(mover, cursor, move, position)
        assert 0 <= cursor.start <= cursor.end <= len(text)
        assert 0 <= cursor.caret <= max(0, len(text) - 1)
        for place in (cursor.caret, cursor.start, cursor.end):
            assert is_boundary(text, place), (move, place)


@given(
    awkward_texts, st.integers(0, 200), st.sampled_from(UNITS), st.sampled_from(["start", "end"]), st.data()
)
def test_nudging_never_empties_the_unit(
    text: str, position: int, level: UnitName, edge: str, data: st.DataObject
) -> None:
    mover = mover_of(text)
    cursor = mover.to(Cursor(level=level), position)
    assume(cursor.start < cursor.end)
    for direction in data.draw(st.lists(st.sampled_from([-1, 1]), max_size=8)):
        cursor = mover.nudge(cursor, edge, direction)
        assert cursor.start < cursor.end
        assert cursor.start <= cursor.caret < cursor.end


@given(awkward_texts, st.integers(0, 200), st.integers(0, 200))
def test_a_selection_reaches_from_anchor_to_caret_with_both_graphemes(
    text: str, first: int, last: int
) -> None:
    assume(text)
    mover = mover_of(text)
    anchored = mover.begin_selection(mover.to(Cursor(), first))
    cursor = mover.to(anchored, last)
    assert anchored.anchor is not None
    low, high = sorted((anchored.caret, cursor.caret))
    assert (cursor.start, cursor.end) == (low, next_boundary(text, high))


@given(awkward_texts, st.integers(0, 200), moves)
def test_swapping_ends_twice_is_as_if_nothing_had_been(text: str, position: int, path: list[str]) -> None:
    assume(text)
    mover = mover_of(text)
    cursor = mover.begin_selection(mover.to(Cursor(), 0))
    for move in path:
        cursor = moved(mover, cursor, move, position)
    if not cursor.selecting:
        cursor = mover.swap_ends(cursor)
    assert mover.swap_ends(mover.swap_ends(cursor)) == cursor


@given(awkward_texts, st.integers(0, 200), st.sampled_from(["start", "end"]), st.sampled_from([-1, 1]))
def test_a_nudged_selection_goes_on_from_where_it_is(text: str, last: int, edge: str, direction: int) -> None:
    assume(text)
    mover = mover_of(text)
    selected = mover.to(mover.begin_selection(mover.to(Cursor(), 3)), last)
    cursor = mover.nudge(selected, edge, direction)
    assert cursor.selecting
    # Staying in place selects what the nudge selected.
    again = mover.to(cursor, cursor.caret)
    assert (again.start, again.end) == (cursor.start, cursor.end)


@given(awkward_texts, st.integers(0, 200))
@example(".。\xad", 0)
def test_growing_never_loses_and_shrinking_never_gains(text: str, position: int) -> None:
    assume(text.strip())
    mover = mover_of(text)
    cursor = mover.to(Cursor(level="word"), position)
    for _ in range(6):
        larger = mover.grow(cursor)
        assert larger.end - larger.start >= cursor.end - cursor.start
        cursor = larger
    for _ in range(6):
        smaller = mover.shrink(cursor)
        assert cursor.start <= smaller.start <= smaller.end <= cursor.end
        cursor = smaller


@given(awkward_texts, st.sampled_from(UNITS))
def test_by_unit_comes_to_the_end_and_back(text: str, level: UnitName) -> None:
    mover = mover_of(text)
    cursor = mover.to(Cursor(level=level), 0)
    for direction in (1, -1):
        for _ in range(len(text) + 2):
            following = mover.by_unit(cursor, level, direction)
            if following == cursor:
                break
            assert (following.caret - cursor.caret) * direction >= 0
            cursor = following
        else:
            raise AssertionError("goes round in circles")


def test_the_level_moved_by_last_stays() -> None:
    mover = mover_of(FERRY)
    cursor = mover.by_unit(Cursor(), "word", 1)
    lower = mover.to(cursor, FERRY.index("Two councils"))
    assert FERRY[lower.start : lower.end] == "Two"
    sentence = mover.by_unit(lower, "sentence", 1)
    lower = mover.to(sentence, FERRY.index("councils agreed"))
    assert FERRY[lower.start : lower.end] == "Two councils agreed"


def test_quotations_are_taken_one_after_the_other() -> None:
    mover = mover_of(FERRY)
    first = mover.quotation(Cursor())
    assert first is not None
    second = mover.quotation(first)
    assert second is not None
    assert [FERRY[c.start : c.end] for c in (first, second)] == ["No rule was broken", "The fares are fair"]
    assert mover.quotation(second) is None


def test_edge_punctuation_is_taken_in_and_left_out_again() -> None:
    mover = mover_of(FERRY)
    quotation = mover.quotation(Cursor())
    assert quotation is not None
    taken = mover.take_in(quotation)
    assert FERRY[taken.start : taken.end] == "“No rule was broken,”"
    assert mover.take_in(taken) == quotation
