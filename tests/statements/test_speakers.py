import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.statements.speakers import Speaker, complete, same_name, speakers
from annotate.text.graphemes import is_boundary
from annotate.text.segments import Units
from statements.speaker_examples import EXAMPLES, HARD, HELD_OUT
from text.samples import awkward_texts

NOT_YET = {"To hear Holm tell it, ⟦the port is a grave⟧."}


def proposed(marked: str) -> tuple[str, list[Speaker]]:
    """The text without its ⟦ ⟧, and who is proposed for what they enclose."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    return text, speakers(text, Units(text), start, end)


@pytest.mark.parametrize(("marked", "names", "stretch"), [*EXAMPLES, *HELD_OUT, *HARD])
def test_who_says_it_is_proposed_with_the_words_that_report_it(
    request: pytest.FixtureRequest, marked: str, names: str, stretch: str
) -> None:
    if marked in NOT_YET:
        request.applymarker(pytest.mark.xfail(strict=True))
    text, found = proposed(marked)
    assert [speaker.name for speaker in found] == [name for name in names.split("|") if name]
    if stretch:
        assert text[found[0].start : found[0].end] == stretch


def test_a_name_stands_where_it_says() -> None:
    text, found = proposed("In Oslo, Wang Lei, the minister, said ⟦the dam was safe⟧.")
    assert text[found[0].name_start : found[0].name_end] == "Wang Lei"
    assert not found[0].pronoun


def test_a_pronoun_gives_the_earlier_name_and_keeps_its_own_stretch() -> None:
    text, (speaker,) = proposed("“The gate is new,” Wang said.\nHe added that ⟦the wall was old⟧.")
    assert (speaker.name, speaker.pronoun) == ("Wang", True)
    assert text[speaker.start : speaker.end] == "He added"
    assert text[speaker.name_start : speaker.name_end] == "Wang"


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Ms Ito said no. Mr Poe said yes.\nShe added that ⟦the wall was old⟧.", "Ms Ito"),
        ("The council said no. Mr Poe said yes.\nIt added that ⟦the wall was old⟧.", "the council"),
        ("Two farmers said no. Mr Poe said yes.\nThey added that ⟦the wall was old⟧.", "two farmers"),
        ("Two farmers said no.\nHe added that ⟦the wall was old⟧.", "he"),
        (
            "A spokeswoman for the trust said no. Poe said yes.\n“⟦It is old⟧,” the spokeswoman said.",
            "a spokeswoman for the trust",
        ),
    ],
)
def test_a_pronoun_means_the_nearest_speaker_that_fits_it(marked: str, name: str) -> None:
    assert [speaker.name for speaker in proposed(marked)[1]] == [name]


def test_the_nearest_of_nested_cues_comes_first() -> None:
    _, found = proposed("Ana Ruiz says the paper reported that the mayor denied that ⟦the wall is old⟧.")
    assert [speaker.name for speaker in found] == ["the mayor", "the paper", "Ana Ruiz"]
    assert found[0].confidence > found[1].confidence > found[2].confidence


def test_a_limit_keeps_the_best() -> None:
    text = "Lee said the mayor claimed that the wall is old."
    start = text.index("the wall")
    assert [s.name for s in speakers(text, Units(text), start, len(text) - 1, limit=1)] == ["the mayor"]
    assert speakers(text, Units(text), start, len(text) - 1, limit=0) == []


def test_a_cue_inside_the_content_is_not_proposed_for_it() -> None:
    text = "Wang said the dam is safe."
    assert speakers(text, Units(text), 0, len(text)) == []


@pytest.mark.parametrize("text", ["", "   ", "“”", "…", "\n\n"])
def test_nothing_is_said_in_a_text_of_nothing(text: str) -> None:
    for start in range(len(text) + 1):
        assert speakers(text, Units(text), start, len(text)) == []


def test_empty_and_outlying_ranges_have_no_speaker() -> None:
    text = "Wang said the dam is safe."
    units = Units(text)
    assert speakers(text, units, 0, 0) == []
    assert speakers(text, units, len(text), len(text)) == []
    assert speakers(text, units, len(text) + 5, len(text) + 9) == []
    assert [s.name for s in speakers(text, units, text.index("the"), 10_000)] == ["Wang"]


@pytest.mark.parametrize(
    "unit", ["said", "“a said ", "Wang said, ", "王说", "は「", "a ", "， ", "e\u0301", "👩‍👩‍👧"]
)
def test_a_text_without_a_break_is_borne(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    units = Units(text)
    middle = len(text) // 2
    for start, end in ((0, 50), (middle, middle + 50), (len(text) - 50, len(text)), (10, len(text) - 10)):
        check(text, units, start, end)


WORDS = [
    *("Wang ", "Ms Ito ", "the minister ", "he ", "they ", "the dam ", "is safe ", "old ", "It ", "who "),
    *(
        "said ",
        "said that ",
        "says ",
        "told reporters ",
        "according to ",
        "claims ",
        "denied ",
        "added ",
        "saying ",
    ),
    *(
        "by ",
        "in Lee’s words ",
        "Lee’s claim that ",
        "called ",
        "accused ",
        "was ",
        "and ",
        "but ",
        "while ",
        "as ",
    ),
    *(
        ", ",
        ". ",
        ": ",
        "; ",
        " – ",
        "“",
        "”",
        '"',
        "’",
        "(",
        ")",
        "? ",
        "\n",
        "\n\n",
        "Dr. ",
        "U.N. ",
        "on Friday ",
    ),
    *(
        "王",
        "说",
        "表示",
        "，",
        "。",
        "据",
        "报道",
        "首相",
        "は",
        "「",
        "」",
        "と述べた",
        "에 따르면 ",
        "라고 말했다",
    ),
    *("e\u0301", "👩‍👩‍👧", "\u200d", "\u0301", "of ", "of the trust ", "quoted ", "as saying "),
]
reports = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


def check(text: str, units: Units, start: int, end: int) -> None:
    found = speakers(text, units, start, end)
    assert len(found) <= 5
    assert [s.confidence for s in found] == sorted((s.confidence for s in found), reverse=True)
    for speaker in found:
        stretch = text[speaker.start : speaker.end]
        assert 0 <= speaker.start < speaker.end <= len(text)
        assert speaker.end <= start or end <= speaker.start
        assert stretch == stretch.strip()
        for edge in (speaker.start, speaker.end, speaker.name_start, speaker.name_end):
            assert is_boundary(text, edge)
        for edge in (speaker.start, speaker.end):
            around = text[max(0, edge - 1) : edge + 1]
            assert not (len(around) == 2 and around.isascii() and around.isalnum())
        assert any(a <= speaker.start and speaker.end <= b for a, b in units.paragraphs)
        named = text[speaker.name_start : speaker.name_end]
        assert speaker.name.casefold() == " ".join(named.split()).casefold()
        assert speaker.name
        assert 0 <= speaker.confidence <= 1
    for index, one in enumerate(found):
        assert not any(same_name(one.name, other.name) for other in found[index + 1 :])


@settings(max_examples=400)
@given(reports, st.data())
def test_proposals_are_sound_in_any_text_of_cues(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    check(text, Units(text), start, data.draw(st.integers(start, len(text))))


@given(awkward_texts, st.data())
def test_proposals_are_sound_in_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    check(text, Units(text), start, data.draw(st.integers(start, len(text))))


@given(reports, reports)
def test_what_stands_paragraphs_later_changes_nothing(text: str, later: str) -> None:
    apart = "\n\nNobody spoke.\n\nNobody spoke.\n\n"
    longer = text + apart + later
    end = len(text)
    start = text.rfind(" ", 0, end // 2) + 1
    alone = text + apart
    if Units(longer).paragraphs[: len(Units(text).paragraphs)] == Units(text).paragraphs:
        assert speakers(alone, Units(alone), start, end) == speakers(longer, Units(longer), start, end)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wan", ["Wang Lei", "Yi Wang"]),
        ("lei", ["Wang Lei"]),
        ("lei w", ["Wang Lei"]),
        ("jose", ["José Peña"]),
        ("PEN", ["José Peña"]),
        ("onei", ["Dr. O’Neill"]),
        ("o'nei", ["Dr. O’Neill"]),
        ("minsitry", ["the foreign ministry"]),
        ("foriegn", ["the foreign ministry"]),
        ("王", ["外交部发言人王磊"]),
        ("xq", []),
    ],
)
def test_names_complete_what_was_typed(typed: str, expected: list[str]) -> None:
    known = ["the foreign ministry", "Yi Wang", "Wang Lei", "José Peña", "Dr. O’Neill", "外交部发言人王磊"]
    assert complete(typed, known) == expected


def test_nothing_typed_offers_the_known_names_in_their_order() -> None:
    assert complete("", ["Poe", "Lee", "Poe", "Ito"], limit=2) == ["Poe", "Lee"]
    assert complete("p", [], limit=2) == []


@given(st.text(max_size=12), st.lists(st.text(max_size=20), max_size=8), st.integers(0, 9))
def test_completions_are_known_names_each_once(typed: str, known: list[str], limit: int) -> None:
    found = complete(typed, known, limit)
    assert len(found) == len(set(found)) <= limit
    assert set(found) <= set(known)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Dr. O’Neill", "dr O'Neill"),
        ("Mr Poe", "Poe"),
        ("the U.N.", "The UN"),
        ("Lee’s", "Lee"),
        ("José  Peña", "jose pena"),
        ("The Council", "the council"),
    ],
)
def test_names_that_differ_in_case_titles_and_dots_are_the_same(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(("a", "b"), [("Wang Lei", "Wang"), ("Mr Poe", "Mr"), ("Lee", "Leo"), ("", "Poe")])
def test_other_names_are_not_the_same(a: str, b: str) -> None:
    assert not same_name(a, b)
