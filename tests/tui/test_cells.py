"""Columns: exactly as wide as they are meant to be, whatever stands in them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotate.text.offsets import cells
from annotate.tui.cells import fit, safe, shorten, width_of
from tui.texts import awkward_texts

some_cells = st.integers(0, 60)


@given(awkward_texts, some_cells)
@example("क्\u200cष", 4)
@example("👩‍👩‍👧 🇫🇷", 3)
def test_fit_is_exactly_the_width_for_us_and_for_the_terminal_library(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert cells(fitted) == width
    assert cell_len(fitted) == width
    assert "\n" not in fitted


@given(awkward_texts, some_cells)
def test_shortening_cuts_only_what_is_too_long_and_says_so(text: str, width: int) -> None:
    whole = safe(text)
    cut = shorten(text, width)
    if cells(whole) <= width:
        assert cut == whole
    else:
        assert cells(cut) <= width
        assert width == 0 or cut.endswith("…")
        assert whole.startswith(cut.removesuffix("…"))


@given(awkward_texts)
def test_a_safe_text_stays_as_it_is_and_is_as_wide_as_said(text: str) -> None:
    once = safe(text)
    assert safe(once) == once
    assert width_of(once) == cell_len(once)


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("fares", 8, "fares   "),
        ("fares", 4, "far…"),
        ("票價合法", 5, "票價…"),
        ("票價合法", 6, "票價… "),
        ("票價", 1, "…"),
        ("two\nlines", 9, "two lines"),
        ("x", -1, ""),
    ],
)
def test_fit_by_example(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted
