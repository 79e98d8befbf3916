"""Unitizing alpha of 2016 and of 1995, against published examples and independent implementations."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.cases import ALEX, PAUL, SUZAN, Mark
from annotate.agreement import kappa, unitizing
from annotate.agreement.alpha import alpha
from annotate.agreement.columns import Floats
from annotate.agreement.sample import Value
from annotate.agreement.unitizing import Tiling
from annotate.agreement.unitizing_1995 import by_category, unitizing_1995

Data = Sequence[Sequence[Mark]]


def labels_of(annotators: Data) -> list[str]:
    return sorted({label for marks in annotators for _, _, label in marks})


def rows_of(annotators: Data, base: Sequence[int], values: Sequence[str]) -> Floats:
    """Everybody has done every article; marks lie on the long axis."""
    tilings = []
    for marks in annotators:
        ordered = sorted(marks)
        starts = np.array([x[0] for x in ordered], np.int64)
        tilings.append(
            Tiling(
                np.searchsorted(np.array(base), starts, "right") - 1,
                starts,
                np.array([x[1] for x in ordered], np.int64),
                np.array([values.index(x[2]) + 1 for x in ordered], np.int64),
            )
        )
    done = np.ones((len(annotators), len(base) - 1), np.bool_)
    return unitizing.rows(tilings, done, np.array(base, np.int64), len(values))


def family(annotators: Data, length: int) -> tuple[int, Floats]:
    values = labels_of(annotators)
    return len(values) + 1, rows_of(annotators, (0, length), values).sum(0)


def of(measure: Callable[[int], Value], annotators: Data, length: int) -> float:
    kinds, totals = family(annotators, length)
    return float(measure(kinds)(totals))


def from_offset_and_length(*units: tuple[int, int], label: str = "c") -> list[Mark]:
    return [(offset, offset + length, label) for offset, length in units]


# The published test of a public implementation: three coders, one value.
THREE: Data = [
    [(3, 15, "k"), (22, 53, "k")],
    [(3, 10, "k"), (22, 53, "k")],
    [(22, 46, "k")],
]
# Krippendorff 2004, p. 254: (offset, length) on a continuum from 150 of length 300.
BOOK_C = [[(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)]]
BOOK_K = [[(180, 60), (300, 50)], [(180, 60), (300, 50)]]
# Krippendorff 1995, p. 57: two annotators on a continuum of 24.
CONTINUA = {
    "A": [[(2, 8), (14, 6)], [(4, 4), (15, 2)]],
    "B": [[(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]],
    "C": [[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]],
    "D": [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]],
}


def ends(units: Sequence[tuple[int, int]], scale: int = 1) -> list[tuple[int, int]]:
    return [(offset * scale, (offset + length) * scale) for offset, length in units]


def test_one_value_of_three_coders() -> None:
    assert of(unitizing.u_alpha, THREE, 56) == pytest.approx(0.564545, abs=5e-7)
    assert of(unitizing.boundary_alpha, THREE, 56) == pytest.approx(0.564545, abs=5e-7)
    assert of(unitizing.coverage, THREE, 56) == pytest.approx(0.511905, abs=5e-7)
    assert np.isnan(of(unitizing.coding_alpha, THREE, 56))


def test_the_example_of_the_book_by_the_new_definition() -> None:
    data = [[(s - 150, e - 150, "c") for s, e in ends(x)] for x in BOOK_C]
    assert of(unitizing.u_alpha, data, 300) == pytest.approx(0.516280, abs=5e-7)
    assert of(unitizing.boundary_alpha, data, 300) == pytest.approx(0.516280, abs=5e-7)
    assert of(unitizing.coverage, data, 300) == pytest.approx(0.25)


def test_one_span_with_two_labels() -> None:
    data: Data = [[(10, 30, "A")], [(10, 30, "B")]]
    kinds, totals = family(data, 100)
    assert of(unitizing.u_alpha, data, 100) == pytest.approx(0.425882, abs=5e-7)
    assert of(unitizing.boundary_alpha, data, 100) == 1.0
    assert of(unitizing.coding_alpha, data, 100) == 0.0
    assert of(unitizing.coverage, data, 100) == pytest.approx(0.2)
    assert [float(unitizing.value_alpha(kinds, k)(totals)) for k in (1, 2)] == [0, 0]


def test_two_spans_apart_have_no_coding() -> None:
    data: Data = [[(10, 30, "A")], [(50, 70, "A")]]
    kinds, totals = family(data, 100)
    assert of(unitizing.u_alpha, data, 100) == pytest.approx(-0.22)
    assert of(unitizing.boundary_alpha, data, 100) == pytest.approx(-0.22)
    assert of(unitizing.coverage, data, 100) == 0
    assert np.isnan(of(unitizing.coding_alpha, data, 100))
    assert unitizing.undefined_where_met(kinds)(totals) == "no overlap"


def test_a_small_shift() -> None:
    data: Data = [[(10, 30, "A")], [(12, 32, "A")]]
    assert of(unitizing.u_alpha, data, 100) == pytest.approx(0.878)
    assert of(unitizing.boundary_alpha, data, 100) == pytest.approx(0.878)
    assert of(unitizing.coverage, data, 100) == pytest.approx(0.18)


def test_alex_paul_and_suzan() -> None:
    data: Data = [ALEX, PAUL, SUZAN]
    kinds, totals = family(data, 60)
    assert of(unitizing.u_alpha, data, 60) == pytest.approx(0.509670, abs=5e-7)
    assert of(unitizing.boundary_alpha, data, 60) == pytest.approx(0.413226, abs=5e-7)
    assert of(unitizing.coding_alpha, data, 60) == pytest.approx(0.724082, abs=5e-7)
    assert of(unitizing.coverage, data, 60) == pytest.approx(0.461111, abs=5e-7)
    by_value = {
        label: float(unitizing.value_alpha(kinds, k)(totals))
        for k, label in enumerate(labels_of(data), start=1)
    }
    assert by_value["7"] != by_value["7"]
    del by_value["7"]
    assert by_value == pytest.approx({"1": 1, "2": 0, "3": 0, "4": 0, "5": 1, "6": 1})
    assert float(unitizing.coverage(kinds, 5)(totals)) == pytest.approx(0.4444, abs=5e-5)


@pytest.mark.parametrize(("name", "expected"), [("A", 0.358333), ("B", 0.422024), ("C", 0.351190)])
def test_the_continua_of_1995_by_the_new_definition(name: str, expected: float) -> None:
    data = [from_offset_and_length(*x) for x in CONTINUA[name]]
    assert of(unitizing.u_alpha, data, 24) == pytest.approx(expected, abs=5e-7)


def test_everything_of_one_value_is_undefined() -> None:
    data = [from_offset_and_length(*x) for x in CONTINUA["D"]]
    kinds, totals = family(data, 24)
    assert np.isnan(float(unitizing.u_alpha(kinds)(totals)))
    assert unitizing.undefined_everywhere(kinds)(totals) == "no variation"


@st.composite
def unit_length_studies(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    """Values of each character for each annotator, 0 the gap; and where articles end."""
    annotators = draw(st.integers(2, 4))
    length = draw(st.integers(2, 30))
    values = draw(
        st.lists(
            st.lists(st.integers(0, 3), min_size=length, max_size=length),
            min_size=annotators,
            max_size=annotators,
        )
    )
    cuts = draw(st.sets(st.integers(1, length - 1), max_size=3))
    return values, [0, *sorted(cuts), length]


def marks_of(values: list[list[int]]) -> Data:
    return [[(i, i + 1, str(x)) for i, x in enumerate(line) if x] for line in values]


@given(unit_length_studies())
def test_units_of_length_one_make_nominal_alpha(case: tuple[list[list[int]], list[int]]) -> None:
    values, _ = case
    length = len(values[0])
    filled: Data = [[(i, i + 1, str(x)) for i, x in enumerate(line)] for line in values]
    expected = alpha([list(unit) for unit in zip(*values, strict=True)]).value
    for measure, data in (
        (unitizing.u_alpha, marks_of(values)),
        (unitizing.u_alpha, filled),
        (unitizing.coding_alpha, filled),
    ):
        found = of(measure, data, length)
        if expected is None:
            assert np.isnan(found)
        else:
            assert found == pytest.approx(expected, abs=1e-9)


@given(unit_length_studies())
def test_pooled_articles_equal_one_text(case: tuple[list[list[int]], list[int]]) -> None:
    values, cuts = case
    data = marks_of(values)
    labels = ["1", "2", "3"]
    whole = rows_of(data, cuts, labels).sum(0)
    apart = sum(
        rows_of(
            [[(s - low, e - low, x) for s, e, x in marks if low <= s < high] for marks in data],
            (0, high - low),
            labels,
        ).sum(0)
        for low, high in pairwise(cuts)
    )
    assert whole == pytest.approx(apart)


def test_1995_the_example_of_the_book() -> None:
    categories = {"c": [ends(x) for x in BOOK_C], "k": [ends(x) for x in BOOK_K]}
    found = by_category(categories, 150, 300)
    assert (found["c"].observed, found["c"].expected) == pytest.approx((0.0144, 0.0532), abs=5e-5)
    assert (found["k"].observed, found["k"].expected) == pytest.approx((0, 0.0490), abs=5e-5)
    assert found["c"].alpha == pytest.approx(0.728598996805389, abs=1e-14)
    assert found["k"].alpha == 1
    assert unitizing_1995(categories, 150, 300) == pytest.approx(0.8586654051841702, abs=1e-14)


def test_1995_one_unit_against_three() -> None:
    found = by_category({"A": [ends([(1, 8)]), ends([(2, 1), (4, 1), (6, 1)])]}, 0, 10)["A"]
    assert (found.observed, found.expected) == pytest.approx((0.9100, 0.5351), abs=1e-4)
    assert found.alpha == pytest.approx(-0.700346, abs=5e-7)


@pytest.mark.parametrize(
    ("name", "observed", "limit"),
    [
        ("A", 0.03125, 0.5529),
        ("B", 2.26736, -0.9284),
        ("C", 0.02777, 0.6931),
        ("D", 0.38715, 0.0659),
    ],
)
def test_1995_four_continua(name: str, observed: float, limit: float) -> None:
    units = CONTINUA[name]
    found = by_category({"x": [ends(x) for x in units]}, 0, 24)["x"]
    assert found.observed == pytest.approx(observed, abs=1e-5)
    large = by_category({"x": [ends(x, 50_000) for x in units]}, 0, 24 * 50_000)["x"]
    assert large.alpha == pytest.approx(limit, abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Squared distances from the book, by way of the tests of DKPro statistics.
        ((5, 6), (4, 2), 26),
        ((5, 6), (5, 2), 16),
        ((5, 6), (6, 2), 10),
        ((5, 6), (7, 2), 8),
        ((5, 6), (6, 4), 2),
        ((5, 6), (5, 6), 0),
        ((225, 70), (220, 80), 50),
        ((370, 30), (355, 20), 850),
    ],
)
def test_1995_squared_distance(first: tuple[int, int], second: tuple[int, int], expected: int) -> None:
    found = by_category({"x": [ends([first]), ends([second])]}, 0, 500)["x"]
    assert found.observed * 500**2 == pytest.approx(expected)


def test_1995_a_unit_in_a_gap_counts_its_square() -> None:
    found = by_category({"x": [ends([(400, 20)]), []]}, 0, 500)["x"]
    assert found.observed * 500**2 == pytest.approx(400)


def test_1995_of_a_hundred_characters() -> None:
    two_labels = {"A": [ends([(10, 20)]), []], "B": [[], ends([(10, 20)])]}
    assert unitizing_1995(two_labels, 0, 100) == pytest.approx(-0.493182, abs=5e-7)
    apart = {"A": [ends([(10, 20)]), ends([(50, 20)])]}
    assert unitizing_1995(apart, 0, 100) == pytest.approx(-0.852871, abs=5e-7)
    shifted = {"A": [ends([(10, 20)]), ends([(12, 20)])]}
    assert unitizing_1995(shifted, 0, 100) == pytest.approx(0.982626, abs=5e-7)
    assert unitizing_1995({"A": [[], []]}, 0, 100) is None


@pytest.mark.parametrize(
    ("name", "cohen", "pi", "value"),
    [
        ("A", 0.384615, 0.314286, 0.328571),
        ("B", 0.384615, 0.314286, 0.328571),
        ("C", 0.314286, 0.314286, 0.328571),
    ],
)
def test_the_continua_as_single_characters(name: str, cohen: float, pi: float, value: float) -> None:
    marked = [{i for s, e in ends(x) for i in range(s, e)} for x in CONTINUA[name]]
    coded = [[int(i in x) for x in marked] for i in range(24)]
    table = np.zeros((2, 2))
    np.add.at(table, tuple(np.array(coded).T), 1)
    assert float(kappa.cohen(table.ravel())) == pytest.approx(cohen, abs=5e-7)
    items = [[x.count(0), x.count(1)] for x in coded]
    assert kappa.of_counts(kappa.fleiss, items) == pytest.approx(pi, abs=5e-7)
    assert alpha(coded).value == pytest.approx(value, abs=5e-7)
