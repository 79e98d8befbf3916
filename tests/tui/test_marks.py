"""Spans on stretches, against brute force over every code point."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from annotate.tui.marks import Marks

SIZE = 30


@dataclass(frozen=True)
class Mark:
    id: str
    label: str
    start: int
    end: int


_EXTENTS = st.tuples(st.integers(0, SIZE - 1), st.integers(1, 12)).map(
    lambda pair: (pair[0], min(SIZE, pair[0] + pair[1]))
)
spans = st.lists(st.tuples(_EXTENTS, st.sampled_from("abc")), max_size=10).map(
    lambda drawn: [Mark(f"{i:02}", label, *extent) for i, (extent, label) in enumerate(drawn)]
)
ranges = st.tuples(st.integers(0, SIZE + 5), st.integers(0, SIZE + 5)).map(
    lambda pair: (min(pair), max(pair))
)


def standing(marks: Marks, position: int) -> set[str]:
    return {span.id for span in marks.spans if span.start <= position < span.end}


@given(spans, ranges)
def test_pieces_partition_the_range_and_name_the_spans_on_them(
    found: list[Mark], over: tuple[int, int]
) -> None:
    marks = Marks(found)
    start, end = over
    at = start
    for a, b, numbers in marks.pieces(start, end):
        assert a == at
        assert a < b
        at = b
        for position in range(a, b):
            assert {marks.spans[n].id for n in numbers} == standing(marks, position)
    assert at == end


@given(spans, ranges)
def test_pieces_are_cut_nowhere_but_at_edges_and_name_the_outermost_first(
    found: list[Mark], over: tuple[int, int]
) -> None:
    marks = Marks(found)
    edges = {edge for span in found for edge in (span.start, span.end)}
    for a, _, numbers in marks.pieces(*over):
        assert a == over[0] or a in edges
        starts = [marks.spans[n].start for n in numbers]
        assert starts == sorted(starts)


@given(spans, st.integers(0, SIZE + 3))
def test_at_a_place_the_innermost_comes_first(found: list[Mark], position: int) -> None:
    marks = Marks(found)
    here = marks.at(position)
    assert {span.id for span in here} == standing(marks, position)
    lengths = [span.end - span.start for span in here]
    assert lengths == sorted(lengths)


@given(spans, ranges)
def test_those_that_start_in_a_range_come_in_reading_order(found: list[Mark], over: tuple[int, int]) -> None:
    marks = Marks(found)
    expected = [span for span in marks.spans if over[0] <= span.start < over[1]]
    assert marks.starting_in(*over) == expected
    assert [(s.start, -s.end) for s in marks.spans] == sorted((s.start, -s.end) for s in found)


@given(spans, st.integers(0, SIZE + 3))
def test_beside_a_place_stand_the_next_and_the_one_before(found: list[Mark], position: int) -> None:
    marks = Marks(found)
    following = [n for n, span in enumerate(marks.spans) if span.start >= position]
    before = [n for n, span in enumerate(marks.spans) if span.start <= position]
    assert marks.beside(position, 1) == (following[0] if following else len(found))
    assert marks.beside(position, -1) == (before[-1] if before else -1)


@given(spans)
def test_every_span_has_its_number(found: list[Mark]) -> None:
    marks = Marks(found)
    for span in found:
        number = marks.index(span.id)
        assert number is not None
        assert marks.spans[number] is span
    assert marks.index("none") is None
