import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.graphemes import is_boundary
from annotate.text.segments import UNITS, UnitName, Units
from text.samples import PARAGRAPH, awkward_texts

unit_names = st.sampled_from(UNITS)


@given(awkward_texts, unit_names)
def test_units_are_in_order_apart_inside_their_paragraph_and_on_graphemes(text: str, name: UnitName) -> None:
    units = Units(text)
    last_end = 0
    for index, (first, last) in enumerate(units.paragraphs):
        assert last_end <= first < last
        last_end = last
        before = first
        for start, end in units.units(name, index):
            assert first <= start < end <= last
            assert before <= start
            before = start if name == "quotation" else end
            assert is_boundary(text, start)
            assert is_boundary(text, end)


@given(awkward_texts, unit_names)
def test_next_and_previous_walk_over_every_unit(text: str, name: UnitName) -> None:
    units = Units(text)
    every = [unit for index in range(len(units.paragraphs)) for unit in units.units(name, index)]
    every = sorted({start: (start, end) for start, end in every}.values())
    forward: list[tuple[int, int]] = []
    position = -1
    while (unit := units.next(name, position)) is not None:
        forward.append(unit)
        position = unit[0]
    assert [start for start, _ in forward] == [start for start, _ in every]
    backward: list[tuple[int, int]] = []
    position = len(text) + 1
    while (unit := units.previous(name, position)) is not None:
        backward.append(unit)
        position = unit[0]
    assert [start for start, _ in reversed(backward)] == [start for start, _ in every]


@given(awkward_texts, st.data())
def test_grow_reaches_the_paragraph_in_larger_and_larger_steps(text: str, data: st.DataObject) -> None:
    units = Units(text)
    if not units.paragraphs:
        return
    first, last = data.draw(st.sampled_from(list(units.paragraphs)))
    start = data.draw(st.integers(first, last - 1))
    reached = start, data.draw(st.integers(start, last))
    while (larger := units.grow(*reached)) != reached:
        assert larger[0] <= reached[0]
        assert reached[1] <= larger[1]
        reached = larger
    assert reached == (first, last)


@given(awkward_texts, st.data())
def test_shrink_stays_inside_and_ends(text: str, data: st.DataObject) -> None:
    units = Units(text)
    if not units.paragraphs:
        return
    reached = data.draw(st.sampled_from(list(units.paragraphs)))
    anchor = data.draw(st.integers(reached[0], reached[1] - 1))
    while (smaller := units.shrink(*reached, anchor)) != reached:
        assert reached[0] <= smaller[0] < smaller[1] <= reached[1]
        reached = smaller


@given(awkward_texts, unit_names, st.integers(0, 60))
def test_the_unit_at_a_position_is_in_its_paragraph(text: str, name: UnitName, pos: int) -> None:
    units = Units(text)
    found = units.at(name, pos)
    if not units.paragraphs:
        assert found is None
        return
    inside = units.units(name, units.paragraph_index(pos))
    assert (found in inside) if inside else found is None
    if any(start <= pos < end for start, end in inside):
        assert found is not None
        assert found[0] <= pos < found[1]


def shown(units: Units, unit: tuple[int, int] | None) -> str | None:
    return None if unit is None else units.text[slice(*unit)]


def test_growing_goes_from_word_to_clause_to_quotation_to_sentence_to_paragraph() -> None:
    text = "“The map is old, the fence is older,” Harlan said. Nobody asked."
    units = Units(text)
    start = text.index("fence")
    steps = [(start, start + 5)]
    while (larger := units.grow(*steps[-1])) != steps[-1]:
        steps.append(larger)
    assert [text[slice(*step)] for step in steps] == [
        "fence",
        "the fence is older",
        "The map is old, the fence is older,",
        "“The map is old, the fence is older,” Harlan said.",
        text,
    ]
    back = [steps[-1]]
    while (smaller := units.shrink(*back[-1], start)) != back[-1]:
        back.append(smaller)
    assert back == steps[::-1]


def test_a_range_over_two_paragraphs_grows_to_both() -> None:
    text = "One two.\nThree four."
    assert Units(text).grow(4, 12) == (0, len(text))


def test_moves_pass_over_what_is_skipped() -> None:
    text = "One.\nSkip me. And me.\nTwo."
    units = Units(text, skip=lambda start, end: "me" in text[start:end])
    assert shown(units, units.next("sentence", 0)) == "Two."
    assert shown(units, units.previous("sentence", units.paragraphs[2][0])) == "One."
    assert shown(units, units.at("sentence", text.index("And"))) == "And me."


def test_the_quotation_under_or_after_the_cursor_is_its_inner_text() -> None:
    text = "“One,” he said.\nNothing here.\nThen “a ‘two’ b”."
    units = Units(text)
    assert shown(units, units.quotation_at_or_after(2)) == "One,"
    assert shown(units, units.quotation_at_or_after(8)) == "a ‘two’ b"
    assert shown(units, units.quotation_at_or_after(text.index("two"))) == "two"
    assert units.quotation_at_or_after(len(text) - 1) is None


def test_words_keep_apostrophes_and_hyphens_and_split_cjk() -> None:
    text = "The mayor’s so-called 3.5 plan, 围栏 e\u0301t 👍🏽"
    words = [text[start:end] for start, end in Units(text).units("word", 0)]
    assert words == ["The", "mayor’s", "so-called", "3.5", "plan", "围", "栏", "e\u0301t", "👍🏽"]


def test_paragraphs_are_lines_without_their_whitespace() -> None:
    text = "  One line \n\n \t \u200b\nTwo lines\nThree\n"
    assert [text[start:end] for start, end in Units(text).paragraphs] == ["One line", "Two lines", "Three"]


def test_lines_of_a_hard_wrapped_text_are_one_paragraph() -> None:
    lines = [
        "The orchard council said on Tuesday that it would keep the old",
        "fence, which had divided the two villages for years, and that the",
        "survey of last spring would be repeated in the presence of both",
        "mayors before anything is moved.",
        "",
        "Residents of both villages gathered at the gate on Sunday and",
        "argued about the survey until late, while the council met behind",
        "closed doors and published nothing.",
    ]
    units = Units("\n".join(lines))
    assert len(units.paragraphs) == 2
    assert units.units("sentence", 0) == (units.paragraphs[0],)


def test_short_paragraphs_are_not_taken_for_hard_wrapping() -> None:
    lines = [
        "Who moved the fence?",
        "Nobody knows that for certain",
        "It stood there",
        "The mayor says so",
        "So be it, then",
    ]
    assert len(Units("\n".join(lines)).paragraphs) == len(lines)


def test_a_text_of_one_endless_line_is_cut_into_pieces() -> None:
    text = PARAGRAPH.strip() + " " + PARAGRAPH * 1000
    units = Units(text)
    assert max(end - start for start, end in units.paragraphs) <= 20_000
    assert "".join(text[start:end] for start, end in units.paragraphs).replace(" ", "") == text.replace(
        " ", ""
    )


@pytest.mark.parametrize("text", ["", " \n ", "\u200b"])
def test_a_text_without_paragraphs_has_no_units(text: str) -> None:
    units = Units(text)
    assert units.paragraph_index(0) == -1
    assert units.at("word", 0) is None
    assert units.next("word", -1) is None
    assert units.previous("word", 5) is None
    assert units.quotation_at_or_after(0) is None
    assert units.grow(0, 0) == (0, 0)


def test_opening_a_big_text_does_not_segment_it() -> None:
    text = "\n".join([PARAGRAPH * 2] * 15_000)
    begun = time.perf_counter()
    units = Units(text)
    opened = time.perf_counter()
    units.next("clause", len(text) // 2)
    moved = time.perf_counter()
    assert len(text) > 4_000_000
    assert opened - begun < 1  # measured: 25 ms
    assert moved - opened < 0.1  # measured: 1 ms
