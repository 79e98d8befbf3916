import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotate.text.offsets import (
    OffsetMap,
    cell_width,
    cells,
    displayable,
    from_utf8,
    from_utf16,
    has_only_narrow,
    has_only_simple,
    simple_widths,
    utf8_offset,
    utf16_offset,
)
from text.samples import awkward_texts

EVERY_CHARACTER = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]


@given(awkward_texts | st.text())
def test_offsets_come_back_from_utf8_and_utf16(text: str) -> None:
    offsets = OffsetMap(text)
    for i in range(len(text) + 1):
        assert utf8_offset(text, i) == offsets.utf8(i) == len(text[:i].encode())
        assert utf16_offset(text, i) == offsets.utf16(i) == len(text[:i].encode("utf-16-le")) // 2
        assert from_utf8(text, utf8_offset(text, i)) == i
        assert from_utf16(text, utf16_offset(text, i)) == i


def test_offsets_come_back_in_a_text_of_many_steps() -> None:
    text = "aé中👍" * 1000
    offsets = OffsetMap(text)
    for i in range(0, len(text) + 1, 7):
        assert offsets.from_utf8(offsets.utf8(i)) == i
        assert offsets.from_utf16(offsets.utf16(i)) == i


def test_an_offset_inside_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="inside a character"):
        from_utf8("né", 2)
    with pytest.raises(ValueError, match="inside a character"):
        from_utf16("n👍", 2)


@pytest.mark.parametrize("convert", [utf8_offset, utf16_offset, from_utf8, from_utf16])
@pytest.mark.parametrize("text", ["plain", "né"])
def test_an_offset_outside_the_text_is_refused(convert: object, text: str) -> None:
    assert callable(convert)
    for outside in (-1, 40):
        with pytest.raises(ValueError, match="outside"):
            convert(text, outside)


def test_every_character_is_shown_in_the_cells_it_is_counted_with() -> None:
    wrong = [char for char in EVERY_CHARACTER if cell_len(displayable(char)) != cell_width(char)]
    assert wrong == []


@given(awkward_texts | st.text(max_size=20))
def test_every_grapheme_takes_the_cells_that_rich_measures_and_one_at_least(text: str) -> None:
    shown = [displayable(grapheme) for grapheme in regex.findall(r"\X", text)]
    assert all(cell_len(form) >= 1 for form in shown)
    assert cells(text) == sum(map(cell_len, shown))
    assert "\n" not in "".join(shown)


@pytest.mark.parametrize("word", ["हिन्दी", "क्षि", "ক্ষ", "น้ำ", "தமிழ்", "각", "صَلَّى"])
def test_no_letter_of_a_cluster_is_left_out(word: str) -> None:
    def letters(text: str) -> list[str]:
        return [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] == "L"]

    shown = "".join(displayable(grapheme) for grapheme in regex.findall(r"\X", word))
    assert letters(shown) == letters(word)
    assert cells(word) == cell_len(shown)


def test_narrow_and_simple_characters_are_shown_as_they_are() -> None:
    for char in EVERY_CHARACTER:
        if has_only_simple(char):
            assert displayable(char) == char
            assert simple_widths(char) == [cell_width(char)]
            assert unicodedata.combining(char) == 0
        if has_only_narrow(char):
            assert cell_width(char) == 1


@given(awkward_texts)
def test_in_a_simple_text_every_code_point_is_a_grapheme(text: str) -> None:
    if has_only_simple(text):
        assert len(regex.findall(r"\X", text)) == len(text)
        assert sum(simple_widths(text)) == cells(text)


@pytest.mark.parametrize(
    ("grapheme", "shown", "width"),
    [
        ("❤️", "❤", 1),
        ("👍🏽", "👍", 2),
        ("👩‍👩‍👧", "👩", 2),
        ("🇨🇭", "CH", 2),
        ("\u200b", "·", 1),
        ("\u202e", "·", 1),
        ("\t", " ", 1),
        ("\u00a0", " ", 1),
        ("e\u0301", "é", 1),
        ("\u0301", "◌", 1),
        ("中", "中", 2),
        ("\ue000", "▯", 1),
        ("1\ufe0f\u20e3", "1", 1),
    ],
)
def test_graphemes_that_terminals_disagree_on_get_a_safe_form(grapheme: str, shown: str, width: int) -> None:
    assert displayable(grapheme) == shown
    assert cell_width(grapheme) == width
