"""The negation guard: it flags what may say the opposite, and leaves alone what does not."""

import pytest

from annotate.statements.fold import fold
from annotate.statements.polarity import opposites, polarity

SAME = [
    ("The levy is unlawful and void", "the levy is plainly unlawful and void"),
    ("It is not legal", "It is illegal"),
    ("The levy is not valid", "The levy is invalid"),
    ("Nobody was warned", "nobody at the mill was warned"),
    ("They rejected the findings", "They have bluntly rejected the findings"),
    ("It was never safe", "It was not safe"),
    ("The claim is false", "The claim is not true"),
    ("They did not accept it", "They rejected it"),
    ("The dam is cracked", "The dam is broken"),
    ("It was made without a mandate and is plainly unlawful", "is wholly unlawful"),
    ("unlawful and void", "unlawful, void and without effect"),
    ("They refuse to pay the harbour levy", "the harbour levy"),
    ("They never once entered the house", "They never entered the house"),
    ("Not only is the dam safe, it is new", "The dam is safe and new"),
    ("非法", "非法的"),
    ("這非常合法", "這合法"),
]
OPPOSITE = [
    ("The levy is unlawful", "The levy is lawful"),
    ("The levy is legal and valid", "The levy is illegal and invalid"),
    ("It is illegal", "It is not illegal"),
    ("The dam is safe", "The dam isn’t safe"),
    ("The dam is safe", "The dam is far from safe"),
    ("The report is true", "The report is false"),
    ("They accepted the findings", "They rejected the findings"),
    ("Prices will rise", "Prices will fall"),
    ("It was tested", "It was never tested"),
    ("Everybody was warned", "Nobody was warned"),
    ("The levy is neither unlawful nor void", "The levy is unlawful and void"),
    ("The levy is legal but not fair", "The levy is fair but not legal"),
    ("這是非法的", "這是合法的"),
    ("票價無效", "票價合法"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_wordings_that_say_the_same_are_not_flagged(first: str, second: str) -> None:
    assert polarity(fold(first).words, fold(second).words) == "same"


@pytest.mark.parametrize(("first", "second"), OPPOSITE)
def test_wordings_that_may_say_the_opposite_are_flagged_both_ways(first: str, second: str) -> None:
    assert polarity(fold(first).words, fold(second).words) == "opposite?"
    assert polarity(fold(second).words, fold(first).words) == "opposite?"


def test_a_prefix_makes_an_opposite_only_of_a_whole_word() -> None:
    assert opposites("valid", "invalid")
    assert opposites("illegal", "legal")
    assert not opposites("side", "inside")
    assert not opposites("port", "import")
    assert not opposites("it", "unit")
