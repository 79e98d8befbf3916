"""The tree of variants of one cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.statements.variants import variants

EARLY = ("the", "dam", "was", "built", "on", "sand", "by", "careless", "hands")
MIDDLE = ("the", "dam", "was", "built", "on", "loose", "sand", "by", "careless", "hands")
LATE = ("the", "dam", "was", "built", "on", "loose", "wet", "sand", "by", "careless", "hands")


def test_each_wording_hangs_under_the_earlier_one_most_like_it() -> None:
    tree = variants([LATE, EARLY, MIDDLE], ["2031-03-03", "2031-03-01", "2031-03-02"])
    assert [variant.texts for variant in tree] == [(1,), (2,), (0,)]
    assert [variant.parent for variant in tree] == [None, 0, 1]


def test_same_words_are_one_variant_dated_by_the_earliest() -> None:
    tree = variants([EARLY, LATE, EARLY], ["2031-05", "2031-04", "2031-03"])
    assert [variant.texts for variant in tree] == [(2, 0), (1,)]


def test_unknown_dates_come_after_known_ones_and_ties_as_given() -> None:
    tree = variants([EARLY, MIDDLE, LATE], [None, "2031", "2031"])
    assert [variant.texts for variant in tree] == [(1,), (2,), (0,)]


def test_equally_like_the_earliest_is_the_parent() -> None:
    tree = variants([("a", "b"), ("a", "c"), ("a", "d")], ["1", "2", "3"])
    assert [variant.parent for variant in tree] == [None, 0, 0]


def test_nothing_has_no_variants() -> None:
    assert variants([], []) == ()


def test_a_date_for_each_text_is_needed() -> None:
    with pytest.raises(ValueError, match="1 texts, 0 dates"):
        variants([("a",)], [])


_TEXTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(tuple),
        st.none() | st.sampled_from(("2030", "2030-01", "2031-02-03")),
    ),
    max_size=12,
)


@given(_TEXTS)
def test_every_text_is_in_one_variant_and_parents_come_first(
    texts: list[tuple[tuple[str, ...], str | None]],
) -> None:
    tree = variants([words for words, _ in texts], [date for _, date in texts])
    assert sorted(number for variant in tree for number in variant.texts) == list(range(len(texts)))
    for place, variant in enumerate(tree):
        assert len({texts[number][0] for number in variant.texts}) == 1
        assert (variant.parent is None) == (place == 0)
        assert variant.parent is None or variant.parent < place
        assert 0.0 <= variant.similarity <= 100.0
