"""Alignment: locks, optimality, independence of order and side, and inputs made to explode."""

import random
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.cases import A, B, Mark, study
from annotate.agreement.align import Alignment, align
from annotate.agreement.columns import Axis, Columns
from annotate.agreement.groups import group


def columns(*annotators: list[Mark], length: int = 100_000) -> tuple[Columns, ...]:
    return Axis.of(study(dict(zip("ABCDE", annotators, strict=False)), length)).columns


def marks(side: Columns) -> list[Mark]:
    return [(x.start, x.end, x.label) for x in side.spans]


def pairs(left: list[Mark], right: list[Mark], edges_at_once: int = 4_000_000) -> set[tuple[Mark, Mark]]:
    a, b = columns(left, right)
    found = align(a, b, edges_at_once=edges_at_once)
    return {(marks(a)[i], marks(b)[j]) for i, j in zip(found.left, found.right, strict=True)}


def weight(a: Mark, b: Mark) -> Fraction:
    overlap = min(a[1], b[1]) - max(a[0], b[0])
    if overlap <= 0:
        return Fraction(0)
    return Fraction(overlap, max(a[1], b[1]) - min(a[0], b[0])) + Fraction(int(a[2] == b[2]), 4)


def test_the_fixture() -> None:
    assert pairs(A, B) == {
        ((0, 40, "claim"), (0, 40, "claim")),
        ((50, 90, "claim"), (55, 90, "claim")),
        ((100, 140, "rebuttal"), (100, 140, "claim")),
        ((150, 200, "attribution"), (150, 200, "attribution")),
        ((220, 300, "claim"), (260, 300, "claim")),
    }


def test_an_exact_match_is_not_traded_for_two_close_ones() -> None:
    a, b = columns([(0, 10, "claim"), (0, 6, "claim")], [(0, 10, "claim"), (4, 10, "claim")])
    found = align(a, b)
    # The alternative is two pairs of IoU .6; what is left overlaps by two characters, below any threshold.
    assert found.exact.tolist() == [False, True]
    assert found.at_least(Fraction(3, 10)).tolist() == [False, True]


def test_same_offsets_are_locked_before_better_labels() -> None:
    found = pairs([(0, 10, "claim")], [(0, 10, "rebuttal"), (0, 9, "claim")])
    assert found == {((0, 10, "claim"), (0, 10, "rebuttal"))}


def test_several_labels_on_the_same_offsets() -> None:
    found = pairs([(0, 9, "x"), (0, 9, "y"), (0, 9, "z")], [(0, 9, "y"), (0, 9, "v"), (0, 9, "w")])
    assert found == {
        ((0, 9, "y"), (0, 9, "y")),
        ((0, 9, "x"), (0, 9, "v")),
        ((0, 9, "z"), (0, 9, "w")),
    }


def test_touching_spans_do_not_overlap() -> None:
    assert pairs([(0, 10, "claim")], [(10, 20, "claim")]) == set()


def test_an_iou_of_exactly_one_half_counts() -> None:
    a, b = columns([(0, 30, "claim"), (100, 103, "claim")], [(10, 30, "claim"), (102, 104, "claim")])
    found = align(a, b)
    assert found.at_least(Fraction(2, 3)).tolist() == [True, False]
    assert found.at_least(Fraction(1, 4)).tolist() == [True, True]
    a, b = columns([(0, 3, "claim")], [(1, 4, "claim")])
    assert align(a, b).at_least(Fraction(1, 2)).tolist() == [True]


some_marks = st.lists(
    st.tuples(st.integers(0, 25), st.integers(1, 12), st.sampled_from(["claim", "rebuttal"])),
    max_size=5,
    unique=True,
).map(lambda found: [(start, start + size, label) for start, size, label in found])


@given(some_marks, some_marks)
@settings(deadline=None)
def test_the_assignment_is_optimal_for_what_is_not_locked(left: list[Mark], right: list[Mark]) -> None:
    found = pairs(left, right)
    locked = {(a, b) for a, b in found if a[:2] == b[:2]}
    rest_left = [x for x in left if x not in {a for a, _ in locked}]
    rest_right = [x for x in right if x not in {b for _, b in locked}]
    assert not {x[:2] for x in rest_left} & {x[:2] for x in rest_right}
    short, long = sorted((rest_left, rest_right), key=len)
    best = max(
        sum(weight(a, b) for a, b in zip(short, some, strict=True)) for some in permutations(long, len(short))
    )
    assert sum((weight(a, b) for a, b in found - locked), Fraction(0)) == best


@given(some_marks, some_marks, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_and_side_do_not_matter(left: list[Mark], right: list[Mark], chance: random.Random) -> None:
    expected = pairs(left, right)
    assert {(a, b) for b, a in pairs(right, left)} == expected
    assert pairs(chance.sample(left, len(left)), chance.sample(right, len(right))) == expected


@given(some_marks, some_marks)
@settings(deadline=None)
def test_best_first_is_a_matching_too(left: list[Mark], right: list[Mark]) -> None:
    found = pairs(left, right, edges_at_once=1)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    assert all(weight(a, b) > 0 for a, b in found)
    exact = {(a, a) for a in left if a in right}
    assert exact <= found


@given(st.lists(some_marks, min_size=3, max_size=5))
@settings(deadline=None)
def test_groups_hold_each_span_once(annotators: list[list[Mark]]) -> None:
    names = "ABCDE"[: len(annotators)]
    data = study(dict(zip(names, annotators, strict=True)), 1000)
    axis = Axis.of(data)
    found = group(axis, tuple(names))
    for i, side in enumerate(axis.columns):
        members = found.members[:, i]
        assert sorted(members[members >= 0].tolist()) == list(range(len(side.spans)))
    exact = [{x[:] for x in marks(side)} for side in axis.columns]
    together = {frozenset(i for i, member in enumerate(row) if member >= 0) for row in found.members.tolist()}
    for mark in set.intersection(*exact):
        assert mark
        assert frozenset(range(len(names))) in together


def crowd(seed: int, count: int, length: int, longest: int) -> list[Mark]:
    chance = random.Random(seed)
    found: set[Mark] = set()
    while len(found) < count:
        start = chance.randrange(length - 1)
        end = min(length, start + chance.randint(1, longest))
        found.add((start, end, chance.choice(["claim", "rebuttal"])))
    return sorted(found)


@pytest.mark.parametrize("longest", [60, 600])
def test_a_crowded_paragraph_falls_back_to_best_first_and_says_so(longest: int) -> None:
    a, b = columns(crowd(1, 3000, 2000, longest), crowd(2, 3000, 2000, longest))
    found = align(a, b, edges_at_once=100_000)
    assert found.greedy_articles == (0,)
    assert len(found.left) > 1000
    assert (found.overlap > 0).all()


def test_articles_are_taken_in_runs_that_fit_in_memory() -> None:
    lengths = {f"{i}": 300 for i in range(12)}
    data = study(
        {
            name: {x: crowd(seed + int(x), 40, 300, 40) for x in lengths}
            for seed, name in ((1, "A"), (9, "B"))
        },
        lengths,
    )
    a, b = Axis.of(data).columns
    whole, in_runs = align(a, b), align(a, b, edges_at_once=1700)
    assert in_runs.greedy_articles == ()

    def as_pairs(found: Alignment) -> list[tuple[int, int]]:
        return list(zip(found.left.tolist(), found.right.tolist(), strict=True))

    assert as_pairs(whole) == as_pairs(in_runs)
    assert np.unique(a.article[whole.left]).tolist() == list(range(12))
