import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.graphemes import is_boundary, outward
from annotate.text.quotes import quotations, take_in, trim
from text.samples import awkward_texts


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in quotations([(0, len(text))], text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” she said. “Now.”", ["We left,", "Now."]),
        ('He was "sure" of it.', ["sure"]),
        ('“It is void," he said.', ["It is void,"]),
        ('"It is void,” he said.', ["It is void,"]),
        ("“A ‘so-called’ fence,” he said.", ["A ‘so-called’ fence,", "so-called"]),
        ("‘The workers’ rights matter,’ she said.", ["The workers’ rights matter,"]),
        ("« C’est faux », dit-il.", ["C’est faux"]),
        ("»Nein«, sagte er.", ["Nein"]),
        ("„Das ist falsch“, sagte er.", ["Das ist falsch"]),
        ("„To nieprawda” – rzekł.", ["To nieprawda"]),
        ("‹ Non › dit-elle", ["Non"]),
        ("「これは『嘘』だ」と述べた", ["これは『嘘』だ", "嘘"]),
        ("it had been“planned” there", ["planned"]),
    ],
)
def test_quotations_in_every_style_are_found(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I don’t know",
        "the workers' rights and the mayors' fence",
        "the ’90s and the ‘80s",
        "rock ’n’ roll",
        '5" pipe',
        "“",
    ],
)
def test_apostrophes_and_single_marks_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_that_reopens_in_the_next_paragraph_ends_with_its_own() -> None:
    text = "“We left the fence.\n“Nobody asked us,” he said."
    first = text.index("\n")
    found = quotations([(0, first), (first + 1, len(text))], text)
    assert [text[q.start : q.end] for q in found] == ["“We left the fence.", "“Nobody asked us,”"]
    assert quotations([(0, first)], text[:first]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  “pure farce,” ", "pure farce"),
        ("“pure farce” plot", "“pure farce” plot"),
        ("“pure farce", "pure farce"),
        ("farce”,", "farce"),
        ("“a” and “b”", "“a” and “b”"),
        ("“‘so-called’ plot”", "‘so-called’ plot"),
        ("in the U.S.", "in the U.S."),
        ("in the U.S.,”", "in the U.S."),
        ("(see below)", "(see below)"),
        ("(see below", "see below"),
        ("up 5.2%.", "up 5.2%"),
        ("$40,", "$40"),
        ("-5 degrees –", "-5 degrees"),
        ("’90s", "’90s"),
        ("workers’", "workers’"),
        ("[becoming] a thug.", "[becoming] a thug"),
        ("这是谎言。", "这是谎言"),
        (" ?! ", "?!"),
    ],
)
def test_trim_leaves_out_what_does_not_belong(text: str, expected: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == expected


def test_trimming_whitespace_leaves_an_empty_range_at_the_start() -> None:
    assert trim("ab  cd", 2, 4) == (2, 2)


@given(awkward_texts, st.data())
def test_trim_is_idempotent_inside_the_range_and_keeps_graphemes_whole(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    start, end = outward(text, start, data.draw(st.integers(start, len(text))))
    trimmed = trim(text, start, end)
    assert start <= trimmed[0] <= trimmed[1] <= end
    assert trim(text, *trimmed) == trimmed
    assert is_boundary(text, trimmed[0])
    assert is_boundary(text, trimmed[1])
    if any(char.isalnum() for char in text[start:end]):
        assert any(char.isalnum() for char in text[slice(*trimmed)])


@given(awkward_texts, st.data())
def test_take_in_only_adds_marks_and_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    start, end = outward(text, start, data.draw(st.integers(start, len(text))))
    taken = take_in(text, start, end)
    assert taken[0] <= start <= end <= taken[1]
    assert is_boundary(text, taken[0])
    assert is_boundary(text, taken[1])
    assert not any(char.isalnum() or char.isspace() for char in text[taken[0] : start] + text[end : taken[1]])


def test_take_in_is_the_opposite_of_trim() -> None:
    text = "He said: “It is false,” and left (at last)."
    for phrase, whole in [("It is false", "“It is false,”"), ("He said", "He said:"), ("left", "left")]:
        start = text.index(phrase)
        taken = take_in(text, start, start + len(phrase))
        assert text[slice(*taken)] == whole
        assert trim(text, *taken) == (start, start + len(phrase))
