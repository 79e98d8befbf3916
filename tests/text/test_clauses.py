import pytest

from annotate.text.segments import Units


def clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in Units(text).units("clause", 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The survey is void,” Harlan said.", ["The survey is void", "Harlan said"]),
        ("Harlan said the survey was void.", ["Harlan said", "the survey was void"]),
        ("Harlan said that the survey was void.", ["Harlan said", "the survey was void"]),
        (
            "Harlan said on Sunday that the survey was void and that nobody had signed it.",
            ["Harlan said on Sunday", "the survey was void", "nobody had signed it"],
        ),
        (
            "It is void, Harlan said, adding that it failed.",
            ["It is void", "Harlan said", "adding", "it failed"],
        ),
        ("It is void according to analysts.", ["It is void", "according to analysts"]),
        ("“Void,” said the analyst.", ["Void", "said the analyst"]),
        ("It fell; it rose: it ended – at last.", ["It fell", "it rose", "it ended", "at last"]),
        (
            "The so-called plan cost 1,000 at 12:20 on Sept 13, 2022.",
            ["The so-called plan cost 1,000 at 12:20 on Sept 13, 2022"],
        ),
        ("The ‘zero’ plan was a “farce” again.", ["The ‘zero’ plan was a “farce” again"]),
        ("It was “a farce from the very start” again.", ["It was", "a farce from the very start", "again"]),
        (
            "Nobody asked the two villages but the council kept the fence.",
            ["Nobody asked the two villages", "the council kept the fence"],
        ),
        ("围栏还在，他说；没有人来。", ["围栏还在", "他说", "没有人来"]),
    ],
)
def test_who_says_it_and_what_is_said_are_clauses_of_their_own(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected
