"""Rows: nothing lost, nothing too wide, and the fast ways agree with the exact one."""

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.text.graphemes import is_boundary
from annotate.text.offsets import cell_width, cells, displayable, has_only_narrow, has_only_simple
from annotate.tui.layout import Layout
from tui.texts import awkward_texts, chinese_texts, plain_texts, simple_texts, widths


def rows_of(layout: Layout) -> list[str]:
    return [layout.text[a:b] for a, b in zip(layout.starts, layout.ends, strict=True)]


@given(awkward_texts, widths)
@example("aaaa \u0301", 4)
@example("中中 \u0301中", 4)
def test_no_row_is_wider_than_the_width(text: str, width: int) -> None:
    layout = Layout(text, width)
    for number, row in enumerate(rows_of(layout)):
        assert cells(row) <= width or len(layout.glyphs(number)) == 1


@given(awkward_texts, widths)
def test_every_code_point_that_is_no_blank_stands_on_one_row_in_order(text: str, width: int) -> None:
    layout = Layout(text, width)
    at = 0
    for start, end in zip(layout.starts, layout.ends, strict=True):
        assert at <= start <= end
        assert set(text[at:start]) <= {" ", "\n"}
        at = end
    assert set(text[at:]) <= {" ", "\n"}


@given(awkward_texts, widths)
def test_rows_start_on_grapheme_edges_and_never_hold_a_line_feed(text: str, width: int) -> None:
    layout = Layout(text, width)
    assert all(is_boundary(text, start) for start in layout.starts)
    assert not any("\n" in row for row in rows_of(layout))


@given(awkward_texts, widths)
def test_every_line_begins_a_row_and_knows_which(text: str, width: int) -> None:
    layout = Layout(text, width)
    assert len(layout.line_rows) == text.count("\n") + 1
    for line, row in enumerate(layout.line_rows):
        assert text.count("\n", 0, layout.starts[row]) == line
    for row, start in enumerate(layout.starts):
        assert layout.line_of_row(row) == text.count("\n", 0, start)


@given(awkward_texts, widths, st.data())
def test_row_cell_and_position_agree(text: str, width: int, data: st.DataObject) -> None:
    layout = Layout(text, width)
    row = data.draw(st.integers(0, len(layout) - 1))
    x = 0
    for glyph in layout.glyphs(row):
        assert layout.row_of(glyph.start) == row
        assert layout.cell_of(row, glyph.start) == x
        for cell in range(x, x + glyph.width):
            assert layout.position_at(row, cell) == glyph.start
        x += glyph.width
    assert layout.cell_of(row, layout.ends[row]) == x
    last = layout.glyphs(row)[-1].start if x else layout.starts[row]
    assert layout.position_at(row, x + 50) == last


@given(awkward_texts, widths)
def test_glyphs_are_the_graphemes_in_their_safe_form(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(len(layout)):
        piece = text[layout.starts[row] : layout.ends[row]]
        expected = [
            (layout.starts[row] + m.start(), displayable(m.group()), cell_width(m.group()))
            for m in regex.finditer(r"\X", piece)
        ]
        assert [(g.start, g.shown, g.width) for g in layout.glyphs(row)] == expected


@given(awkward_texts, widths)
def test_a_blank_that_was_cut_at_belongs_to_the_row_before(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(1, len(layout)):
        for position in range(layout.ends[row - 1], layout.starts[row]):
            assert layout.row_of(position) == row - 1


@given(chinese_texts, st.integers(10, 80))
def test_no_row_of_chinese_starts_with_a_closing_mark(text: str, width: int) -> None:
    rows = rows_of(Layout(text, width))
    assert not [row for row in rows if row[0] in "。，、！」；》"]


class Exact(Layout):
    """Takes every line apart into graphemes, as only difficult lines are."""

    def _wrap(self) -> None:
        position = 0
        for line in self.text.split("\n"):
            self.line_rows.append(len(self.starts))
            found = list(regex.finditer(r"\X", line))
            self._wrap_cells(
                line, position, [m.start() for m in found], [cell_width(m.group()) for m in found]
            )
            position += len(line) + 1


@example("aaaa ", 4)
@example(" aaaa", 4)
@given(plain_texts, widths)
def test_the_way_for_plain_text_cuts_as_the_exact_one(text: str, width: int) -> None:
    assert all(map(has_only_narrow, text.split("\n")))
    fast, exact = Layout(text, width), Exact(text, width)
    assert fast.starts == exact.starts
    assert rows_of(fast) == rows_of(exact)


@given(simple_texts, widths)
def test_the_way_for_simple_wide_text_cuts_as_the_exact_one(text: str, width: int) -> None:
    assert all(map(has_only_simple, text.split("\n")))
    fast, exact = Layout(text, width), Exact(text, width)
    assert fast.starts == exact.starts
    assert rows_of(fast) == rows_of(exact)


def test_a_text_is_cut_at_blanks_and_long_words_where_they_must() -> None:
    assert rows_of(Layout("one two three\n\nfourfivesix 7", 7)) == [
        "one two",
        "three",
        "",
        "fourfiv",
        "esix 7",
    ]


def test_a_width_too_small_to_read_is_made_four() -> None:
    assert rows_of(Layout("一二三四", 1)) == ["一二", "三四"]
