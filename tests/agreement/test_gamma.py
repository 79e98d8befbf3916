"""Gamma: disorders against published values and pygamma-agreement, γ itself within its chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.cases import ALEX, PAUL, SUZAN, A, B, Mark, study
from annotate.agreement import disorder
from annotate.agreement.disorder import Dissimilarity, Units, best_alignment
from annotate.agreement.gamma import Gamma, gamma
from annotate.agreement.gamma_report import gamma_figures

EVEN = Dissimilarity()
LABELS = "abc"
THREE: list[list[Mark]] = [
    [(1, 5, "a"), (6, 10, "b"), (11, 15, "a")],
    [(2, 6, "a"), (7, 11, "b"), (12, 16, "a")],
]
GAPPED: list[list[Mark]] = [
    [(1, 5, "a"), (6, 10, "b"), (20, 24, "a"), (30, 34, "b")],
    [(2, 6, "a"), (31, 35, "b")],
]
SAME: list[list[Mark]] = [[(1, 5, "a"), (10, 15, "b"), (20, 25, "c")]] * 2
CYCLING: list[list[Mark]] = [
    [(1 + 10 * i, 6 + 10 * i, LABELS[i % 3]) for i in range(16)],
    [(2 + 10 * i, 8 + 10 * i, LABELS[(i + 1) % 3]) for i in range(16)],
]
MIXED: list[list[Mark]] = [
    [(1, 5, "a"), (6, 10, "b"), (11, 15, "c")],
    [(2, 7, "a"), (8, 12, "b"), (11, 15, "a")],
]


def units(annotators: list[list[Mark]]) -> list[Units]:
    labels = sorted({label for marks in annotators for _, _, label in marks})
    return [Units.of([(s, e, labels.index(x)) for s, e, x in marks]) for marks in annotators]


def measured(annotators: list[list[Mark]], weights: Dissimilarity, samples: int, seed: int = 0) -> Gamma:
    found = gamma(units(annotators), weights, samples=samples, seed=seed)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("data", "weights", "expected"),
    [
        (THREE, EVEN, 0.0625),
        (GAPPED, EVEN, 0.7083333),
        (SAME, EVEN, 0.0),
        (CYCLING, EVEN, 1.0743802),
        (MIXED, Dissimilarity(3, 2), 1.0277778),
        ([ALEX, PAUL, SUZAN], Dissimilarity(3, 1), 0.96062493),
    ],
)
def test_disorder_of_published_examples(
    data: list[list[Mark]], weights: Dissimilarity, expected: float
) -> None:
    assert best_alignment(units(data), weights).disorder == pytest.approx(expected, rel=1e-5)


def test_positional_dissimilarity_grows_with_the_square() -> None:
    a, b = units(THREE)
    assert EVEN.positional(a, b)[0].tolist() == pytest.approx([0.0625, 2.25, 7.5625])
    assert EVEN.between(a, b)[0, 1] == pytest.approx(3.25)


@pytest.mark.parametrize(
    ("data", "weights", "expected"),
    [
        # pygamma-agreement with 30 samples; the values vary by .03 with the seed.
        (THREE, EVEN, 0.8836),
        (GAPPED, EVEN, 0.5668),
        (MIXED, Dissimilarity(3, 2), 0.2443),
        ([ALEX, PAUL, SUZAN], Dissimilarity(3, 1), 0.45619),
    ],
)
def test_gamma_is_that_of_the_reference_within_chance(
    data: list[list[Mark]], weights: Dissimilarity, expected: float
) -> None:
    assert measured(data, weights, 300).gamma == pytest.approx(expected, abs=0.05)


def test_gamma_may_be_below_chance() -> None:
    # The chance samples of this one vary more: -.10 by pygamma-agreement.
    assert measured(CYCLING, EVEN, 300).gamma == pytest.approx(-0.1008, abs=0.12)


def test_identical_annotators_have_gamma_one() -> None:
    found = measured(SAME, EVEN, 10)
    assert found.gamma == 1
    assert found.gamma_cat == 1
    assert found.labels.support == 3


def test_labels_of_alex_paul_and_suzan() -> None:
    found = measured([ALEX, PAUL, SUZAN], Dissimilarity(3, 1), 300)
    # The tests of pygamma-agreement before it counted empty places, with another sampler: .67 to .70.
    assert found.gamma_cat == pytest.approx(0.68, abs=0.08)
    by_label = {str(x + 1): found.gamma_k(x) for x in range(7)}
    assert by_label["1"] == by_label["5"] == by_label["6"] == 1
    # Aligned only with what is too far away to count.
    assert by_label["7"] is None
    assert all(by_label[x] is not None and by_label[x] <= 0 for x in "234")  # type: ignore[operator]


def test_labels_as_pygamma_agreement_counts_them() -> None:
    found = gamma(units([ALEX, PAUL, SUZAN]), Dissimilarity(3, 1), samples=300, empty_places=True)
    assert found is not None
    assert found.gamma_cat == pytest.approx(0.39925, abs=0.06)
    by_label = {str(x + 1): found.gamma_k(x) for x in range(7)}
    assert by_label["1"] == by_label["5"] == 1
    assert by_label["6"] == pytest.approx(0.37, abs=0.06)
    assert all(by_label[x] is not None and by_label[x] <= 0 for x in "2347")  # type: ignore[operator]


def test_gamma_cat_says_nothing_where_nothing_is_aligned() -> None:
    found = measured([[(0, 5, "a")], [(5000, 5005, "a")]], EVEN, 10)
    assert found.labels.support == 0
    assert found.gamma_cat is None


def test_the_seed_decides() -> None:
    assert measured(MIXED, EVEN, 5, seed=1) == measured(MIXED, EVEN, 5, seed=1)
    assert measured(MIXED, EVEN, 5, seed=1) != measured(MIXED, EVEN, 5, seed=2)


def test_cancelling_is_asked_between_samples() -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 3

    assert gamma(units(THREE), samples=100, cancelled=cancelled) is None
    assert len(asked) == 3
    assert gamma_figures(study({"A": A, "B": B}), cancelled=lambda: True) is None


def test_no_units_are_refused() -> None:
    with pytest.raises(ValueError, match="no units"):
        best_alignment(units([[], []]), EVEN)


marks = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 10), st.sampled_from(LABELS)), max_size=5, unique=True
).map(lambda found: [(start, start + size, label) for start, size, label in found])


@given(marks, marks)
@settings(deadline=None, max_examples=50)
def test_assignment_and_set_partition_agree(first: list[Mark], second: list[Mark]) -> None:
    if not first and not second:
        return
    both = units([first, second])
    as_partition, _ = disorder._partitioned(both, EVEN)
    as_assignment, _ = disorder._assigned(both[0], both[1], EVEN)
    assert as_partition == pytest.approx(as_assignment, abs=1e-6)


@given(st.lists(marks, min_size=3, max_size=3))
@settings(deadline=None, max_examples=40)
def test_every_unit_is_aligned_once(annotators: list[list[Mark]]) -> None:
    if not any(annotators):
        return
    given_units = units(annotators)
    found = best_alignment(given_units, EVEN)
    for i, one in enumerate(given_units):
        column = found.unitary[:, i]
        assert sorted(column[column >= 0].tolist()) == list(range(len(one)))
    assert found.disorder <= 3 + 1e-9
    turned = best_alignment(given_units[::-1], EVEN)
    assert turned.disorder == pytest.approx(found.disorder, abs=1e-6)


def test_gamma_of_a_study() -> None:
    lengths = dict.fromkeys("uvwxyz", 500)
    data = study({n: dict.fromkeys(lengths, m) for n, m in (("A", A), ("B", B))}, lengths)
    found = gamma_figures(data, samples=10)
    assert found is not None
    by_key = {(x.key, x.scope): x for x in found}
    whole = by_key["gamma", None]
    assert whole.n == 14 * 6
    assert whole.articles == 6
    assert whole.value is not None
    assert 0 < whole.value < 1
    assert whole.interval is not None
    assert whole.parameters["samples"] == 10
    assert by_key["gamma_cat", None].n > 0
    assert by_key["gamma_k", "claim"].value is not None
    assert gamma_figures(data, samples=10) == found


def test_articles_too_large_or_empty_are_left_out_and_counted() -> None:
    data = study(
        {"A": {"x": A, "y": [], "z": A}, "B": {"x": B, "y": [], "z": B[:3]}}, dict.fromkeys("xyz", 500)
    )
    found = gamma_figures(data, samples=3, most_units=6)
    assert found is not None
    assert found[0].left_out == {"articles with too many units": 2, "articles without units": 1}
    assert found[0].value is None


def test_labels_that_do_not_vary_are_no_lack_of_pairs() -> None:
    found = gamma_figures(study({"A": [(0, 10, "claim")], "B": [(0, 10, "claim")]}), samples=3)
    assert found is not None
    assert {x.undefined for x in found if x.key in ("gamma_cat", "gamma_k")} == {"no variation"}
    found = gamma_figures(study({"A": [(0, 10, "claim")], "B": []}), samples=3)
    assert found is not None
    assert {x.undefined for x in found if x.key == "gamma_cat"} == {"no overlap"}


def test_more_than_three_annotators_are_compared_two_by_two() -> None:
    found = gamma_figures(study(dict.fromkeys("CDEF", A)), samples=3)
    assert found is not None
    assert found[0].name == "gamma (Mathet et al. 2015), mean of pairs"
    assert found[0].value == 1
    assert found[0].parameters["pairs"] == 6
    assert gamma_figures(study({"A": A})) == ()


def test_disorders_are_finite_for_drawn_units() -> None:
    found = measured([[(0, 5, "a")], []], EVEN, 5)
    assert found.observed == 2
    assert np.isfinite(found.expected)
