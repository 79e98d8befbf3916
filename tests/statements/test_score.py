"""The score: its formula, its parts, and what it must rank above what."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import partial_ratio, ratio

from annotate.statements.fold import fold
from annotate.statements.score import alike, dice, differing, pairs, score, window

WORDS = st.lists(
    st.sampled_from(
        [
            "levy",
            "levies",
            "levied",
            "is",
            "the",
            "unlawful",
            "lawful",
            "void",
            "2021",
            "2022",
            "公",
            "司",
            "at",
        ]
    ),
    max_size=8,
)
COMMON = {"the": 500, "is": 400, "and": 450, "office": 200, "of": 480, "river": 200, "board": 200}


def weight(word: str) -> float:
    return log(1 + 1000 / (COMMON.get(word, 1) + 1))


def total(first: str, second: str) -> float:
    return score(fold(first), fold(second), weight).total


@given(WORDS, WORDS)
def test_the_score_is_its_parts_and_the_same_both_ways(first: list[str], second: list[str]) -> None:
    a, b = fold(" ".join(first)), fold(" ".join(second))
    found = score(a, b, weight)
    assert 0 <= found.total <= 100 + 1e-9
    assert found.total == pytest.approx(0.7 * found.dice + 0.3 * found.partial)
    if a.words and b.words:
        assert found.partial == partial_ratio(a.text, b.text)
    back = score(b, a, weight)
    assert back.total == pytest.approx(found.total, abs=1e-6)
    assert back.polarity == found.polarity


@given(WORDS)
def test_a_wording_is_wholly_like_itself(words: list[str]) -> None:
    folded = fold(" ".join(words))
    found = score(folded, folded, weight)
    assert found.total == pytest.approx(100.0 if folded.words else 0.0)
    assert found.polarity == "same"


@given(WORDS, WORDS)
def test_words_are_paired_once_and_only_with_words_nearly_the_same(
    first: list[str], second: list[str]
) -> None:
    found = pairs(first, second, weight)
    assert len({i for i, _, _ in found}) == len({j for _, j, _ in found}) == len(found)
    assert all(sim == alike(first[i], second[j]) > 0 for i, j, sim in found)
    same = sum(min(first.count(w), second.count(w)) for w in set(first))
    assert sum(1 for _, _, sim in found if sim == 1.0) == same


def test_dice_is_the_formula() -> None:
    first, second = ["the", "levy", "is", "void"], ["levies", "void"]
    sim = ratio("levy", "levies") / 100
    assert alike("levy", "levies") == 0.0  # .80 is asked for, and it is .80 only from four letters of six on
    assert sim < 0.8
    whole = sum(map(weight, first)) + sum(map(weight, second))
    assert dice(first, second, weight) == pytest.approx(100 * 2 * weight("void") / whole)


def test_inflections_spellings_and_slips_are_nearly_the_same_and_years_are_not() -> None:
    assert alike("reject", "rejected") > 0.8
    assert alike("politicised", "politicized") > 0.8
    assert alike("separatists", "seperatists") > 0.8
    assert alike("legal", "illegal") > 0.8  # the guard tells them apart
    assert alike("2021", "2022") == 0.0
    assert alike("ration", "nation") == 0.0
    assert alike("cat", "cats") == 0.0


def test_names_that_everybody_repeats_do_not_rule() -> None:
    query = "the office of the river board is unlawful and void"
    same_office = "the office of the river board is moving to town"
    same_claim = "wholly unlawful and void"
    assert total(query, same_claim) > total(query, same_office)


def test_degree_adverbs_hardly_count() -> None:
    assert total("totally unlawful and void", "wholly unlawful and void") > 70


def test_the_words_that_differ_are_told_with_their_places() -> None:
    first, second = "The levy is totally unlawful.", "“The levy was unlawful and void”"
    only_first, only_second = differing(fold(first), fold(second))
    assert [first[a:b] for a, b in only_first] == ["is totally"]
    assert [second[a:b] for a, b in only_second] == ["was", "and void"]


def test_the_window_is_the_part_that_is_alike_with_its_negator() -> None:
    long = fold(
        "On Monday the board, which meets in May, said that the levy was not unlawful and void in any way"
    )
    first, last = window(fold("unlawful and void"), long, weight)
    assert long.words[first : last + 1] == ("not", "unlawful", "and", "void")


def test_nothing_is_like_a_wording_without_words() -> None:
    assert score(fold("…"), fold("the levy"), weight).total == 0.0
    assert window(fold("dam"), fold("the levy"), weight) == (0, 1)
