"""Folding: what counts when wordings are compared, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.statements.fold import fold, folded_word

PIECES = st.sampled_from(
    ["It", "isn’t", "Wang's", "“so-called”", "[b]ecoming", "U.S.", "1,000.50", "naïve", "…", "—", "\n",
     "公司", "👩‍🔧", "can’t", "the workers’", "[sic]", "e\u0301", "’", "12:30", "हिन्दी", "O’Neill", "3.5%"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is TOTALLY illegal.", "it is totally illegal"),
        ("“so-called” – first-hand", "so called first hand"),
        ("Quill’s mill and the divers’ pipe", "quill mill and the divers pipe"),
        ("[b]ecoming the town’s [loud] thug", "becoming the town loud thug"),
        ("It isn’t so; they can't, and won’t", "it is not so they can not and will not"),
        ("the U.S. and the U.N. agreed", "the us and the un agreed"),
        ("1,000 of 3.5 at 12:30", "1000 of 3.5 at 12:30"),
        ("naïve café", "naive cafe"),
        ("a … b", "a b"),
        ("非法的", "非 法 的"),
        ("— … “” !", ""),
    ],
)
def test_wordings_are_folded(text: str, words: str) -> None:
    assert fold(text).text == words


def test_the_marks_of_a_script_stay_letters_of_it() -> None:
    assert fold("हिन्दी").words == ("हिन्दी",)
    assert folded_word("e\u0301tat") == "etat"


@given(st.lists(PIECES, max_size=12))
def test_every_word_knows_its_place(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = fold(text)
    assert found.text == " ".join(found.words)
    assert len(found.words) == len(found.places)
    at = 0
    for word, (a, b) in zip(found.words, found.places, strict=True):
        assert word
        assert at <= a < b <= len(text)
        at = a
        assert word in fold(text[a:b]).words


@given(st.lists(PIECES, max_size=8))
def test_folding_the_words_again_changes_nothing(pieces: list[str]) -> None:
    once = fold(" ".join(pieces))
    assert fold(once.text).text == once.text
