import pytest

from annotate.text.segments import Units


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Units(text).units("sentence", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "“The survey is totally void and invalid,” Harlan said.",
        '"The survey is void," Harlan said.',
        "“Is it so?” he asked.",
        "“Never!” Ada Marlow said.",
        '"They are lies!" said Marlow.',
        "Mr. Marlow met Dr. Reed on Sept. 3 in the U.S. Senate.",
        "J. K. Marlow said No. 5 costs 3.5 dollars, e.g. at example.com/a.b?c=d today.",
        "St. Anna and Gov. Reed vs. Sen. Moss of Acme Inc. in Bern",
        "Marlow said [the mayor] lied [...] about it.",
        "He went on ... and on … until the end.",
        "A headline without a stop",
    ],
)
def test_what_looks_like_an_end_inside_a_sentence_is_none(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell. It rose! Did it? Yes.", ["It fell.", "It rose!", "Did it?", "Yes."]),
        ("He left at 5 p.m. The talks failed.", ["He left at 5 p.m.", "The talks failed."]),
        ("She lives in the U.S. He does not.", ["She lives in the U.S.", "He does not."]),
        ("“It is void.” Marlow left.", ["“It is void.”", "Marlow left."]),
        ("“We left. Nobody came,” he said.", ["“We left.", "Nobody came,” he said."]),
        ("Then... nothing. (He left.) So it ended.", ["Then... nothing.", "(He left.)", "So it ended."]),
        ("Paid by states.“The report” is out.", ["Paid by states.", "“The report” is out."]),
        ("• First point. Second.", ["First point.", "Second."]),
        ("1. The first rule. 2. The second.", ["1. The first rule.", "2. The second."]),
        ("围栏还在。他问：“是吗？”没有人回答。", ["围栏还在。", "他问：“是吗？”", "没有人回答。"]),
        ("यह झूठ है। उसने कहा।", ["यह झूठ है।", "उसने कहा।"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("the text has no capitals. it goes on.", ["the text has no capitals.", "it goes on."]),
    ],
)
def test_sentences_end_with_their_marks(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
