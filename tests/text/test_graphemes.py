import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.graphemes import is_boundary, next_boundary, outward, previous_boundary
from text.samples import awkward_texts


def boundaries(text: str) -> list[int]:
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


@given(awkward_texts | st.text(max_size=30))
def test_boundaries_agree_with_segmenting_the_whole_text(text: str) -> None:
    expected = boundaries(text)
    assert [i for i in range(len(text) + 1) if is_boundary(text, i)] == expected
    for i in range(len(text) + 1):
        assert next_boundary(text, i) == min((b for b in expected if b > i), default=len(text))
        assert previous_boundary(text, i) == max((b for b in expected if b < i), default=0)


@given(awkward_texts, st.data())
def test_outward_gives_the_smallest_whole_range(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = boundaries(text)
    assert outward(text, start, end) == (
        max(b for b in expected if b <= start),
        min(b for b in expected if b >= end),
    )


@pytest.mark.parametrize(
    "cluster",
    ["e\u0301", "👩‍👩‍👧", "👍🏽", "🇨🇭", "\r\n", "क्षि", "\u1112\u1161\u11ab", "1\ufe0f\u20e3", "กำ"],
)
def test_a_cluster_is_stepped_over_as_one(cluster: str) -> None:
    text = f"x{cluster}y"
    assert next_boundary(text, 1) == len(cluster) + 1
    assert previous_boundary(text, len(cluster) + 1) == 1


def test_positions_outside_the_text_are_no_boundaries() -> None:
    assert not is_boundary("ab", -1)
    assert not is_boundary("ab", 3)
    assert next_boundary("ab", 9) == 2
    assert previous_boundary("ab", -4) == 0


@pytest.mark.parametrize("piece", ["Plain “words” here. ", "中文文章", "👩‍👩‍👧", "हिन्दी क्षत्रिय "])
def test_the_cost_does_not_depend_on_the_length_of_the_text(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.perf_counter()
    for i in range(500_000, 500_200):
        is_boundary(text, i)
    assert time.perf_counter() - begun < 0.5  # segmenting from the start takes some 10 seconds
