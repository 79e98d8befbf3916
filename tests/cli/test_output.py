"""Tables in terminal cells."""

import pytest

from annotate.cli import output


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("short", 10, "short"),
        ("a longer text", 8, "a longe…"),
        ("河水是藍色的", 12, "河水是藍色的"),
        ("河水是藍色的", 7, "河水是…"),
        ("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301…"),
        ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
        ("word word", 6, "word…"),
    ],
)
def test_texts_are_cut_by_cells_at_whole_clusters(text: str, most: int, expected: str) -> None:
    assert output.shorten(text, most) == expected
    assert output.cells(expected) <= most


def test_columns_line_up_with_wide_characters(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("name", "count"), [("望潮晚報", 5), ("Post", 1234)])
    head, first, second = capsys.readouterr().out.splitlines()
    assert head == "name      count"
    assert first == "望潮晚報      5"
    assert second == "Post       1234"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("two\nlines\tand  more", "two lines and more"), ("\x1b[31mred", "�[31mred"), ("\u202eback", "�back")],
)
def test_texts_are_made_safe_for_one_line(text: str, expected: str) -> None:
    assert output.one_line(text) == expected
