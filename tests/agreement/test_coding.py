"""Alpha and the kappas on coded items, against published examples."""

import numpy as np
import pytest

from annotate.agreement import kappa
from annotate.agreement.alpha import alpha
from annotate.agreement.distances import Metric, interval, jaccard, masi, nominal, ordinal, ratio
from annotate.agreement.sample import Value


def units(*coders: str) -> list[list[int]]:
    """Units of coders' lines; `.` is missing."""
    return [[int(x) for x in unit if x != "."] for unit in zip(*map(str.split, coders), strict=True)]


def items(text: str) -> list[list[str]]:
    return [list(item) for item in text.split()]


def counts(text: str) -> list[list[int]]:
    values = sorted(set(text) - {" "})
    return [[item.count(value) for value in values] for item in text.split()]


# Krippendorff 2004, Content Analysis, p. 230: 4 coders, 12 units, missing values.
FOUR_CODERS = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# Wikipedia, Krippendorff's alpha: 3 coders, 15 units.
THREE_CODERS = units(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
# Fleiss 1971: 30 patients, 6 psychiatrists, 5 diagnoses.
FLEISS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 "
    "224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 "
    "133333 555555"
)
# Krippendorff 1980, p. 139: 3 coders.
FIVE_VALUES = "111 122 222 444 144 222 123 333 222"
# Artstein & Poesio 2008, p. 558.
ARTSTEIN = [[20, 10], [20, 50]]
# Cohen 1960, p. 45 and p. 37.
COHEN_45 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
COHEN_37 = [[25, 12, 3], [13, 2, 15], [12, 16, 2]]
PARADOX = [[80, 7], [8, 5]]
LIKERT = [[20, 5, 1, 0], [4, 15, 6, 1], [0, 5, 18, 4], [0, 1, 3, 12]]
# Krippendorff 2004, p. 246, and its variant.
SYMMETRIC = [[12, 9, 9], [9, 14, 9], [9, 9, 20]]
LOPSIDED = [[12, 18, 18], [0, 14, 18], [0, 0, 20]]


def of_table(measure: Value, table: list[list[int]]) -> float | None:
    """A measure of the items of a confusion matrix of two annotators."""
    size = len(table)
    items = [
        [(k == i) + (k == j) for k in range(size)]
        for i, row in enumerate(table)
        for j, n in enumerate(row)
        for _ in range(n)
    ]
    return kappa.of_counts(measure, items)


def cohen(table: list[list[int]]) -> float:
    return float(kappa.cohen(np.array(table, np.float64).ravel()))


def alpha_of_table(table: list[list[int]]) -> float | None:
    pairs = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return alpha(pairs).value


@pytest.mark.parametrize(
    ("data", "metric", "expected"),
    [
        (FOUR_CODERS, nominal, 0.743421),
        (FOUR_CODERS, ordinal, 0.815388),
        (FOUR_CODERS, interval, 0.849107),
        (FOUR_CODERS, ratio, 0.797403),
        (THREE_CODERS, nominal, 0.691358),
        (THREE_CODERS, interval, 0.810845),
        # Krippendorff 1980, p. 133.
        (items("00 11 01 00 00 01 00 01 10 00"), nominal, 0.095238),
        # Krippendorff 2004, p. 227.
        (items("aa ab bb bb bb bb bc cc cc cc cc cc"), nominal, 0.734104),
        (items(FIVE_VALUES), nominal, 0.641732),
        (items(FLEISS), nominal, 0.433410),
    ],
)
def test_alpha_of_published_examples(data: list[list[int]], metric: Metric, expected: float) -> None:
    assert alpha(data, metric).value == pytest.approx(expected, abs=5e-7)


def test_alpha_shows_what_it_is_made_of() -> None:
    four = alpha(FOUR_CODERS)
    assert (four.observed, four.expected) == pytest.approx((0.2, 0.779), abs=5e-4)
    pairs = alpha(items("00 11 01 00 00 01 00 01 10 00"))
    assert (pairs.observed, pairs.expected) == pytest.approx((0.4, 0.442), abs=5e-4)
    letters = alpha(items("aa ab bb bb bb bb bc cc cc cc cc cc"))
    assert (letters.observed, letters.expected) == pytest.approx((0.1667, 0.6268), abs=5e-5)
    three = alpha(items(FIVE_VALUES))
    assert (three.observed, three.expected) == pytest.approx((0.259, 0.724), abs=5e-4)


def test_alpha_of_each_value_against_the_rest() -> None:
    # DKPro statistics, test of Krippendorff 1980, p. 139.
    for value, expected in zip("1234", (0.381, 0.711, 0.717, 0.764), strict=True):
        binary = [[x == value for x in item] for item in items(FIVE_VALUES)]
        assert alpha(binary).value == pytest.approx(expected, abs=5e-4)


def test_items_of_one_rater_leave_alpha_unchanged() -> None:
    assert alpha([*FOUR_CODERS, [1], [2], []]) == alpha(FOUR_CODERS)


def test_alpha_is_undefined_for_a_reason() -> None:
    assert alpha([[1, 1], [1, 1]]).undefined == "no variation"
    assert alpha([[1], [2]]).undefined == "no overlap"
    assert alpha([]).undefined == "no overlap"


def test_fleiss_1971() -> None:
    table = counts(FLEISS)
    assert kappa.of_counts(kappa.observed, table) == pytest.approx(0.5556, abs=5e-5)
    assert kappa.of_counts(kappa.fleiss, table) == pytest.approx(0.430245, abs=5e-7)
    assert kappa.of_counts(kappa.ac1, table) == pytest.approx(0.447885, abs=5e-7)
    # Worked out by hand to three digits in 1971, so the last ones are off.
    for column, expected in enumerate((0.248, 0.248, 0.517, 0.470, 0.565)):
        binary = [[row[column], 6 - row[column]] for row in table]
        assert kappa.of_counts(kappa.fleiss, binary) == pytest.approx(expected, abs=4e-3)


def test_artstein_and_poesio() -> None:
    assert of_table(kappa.observed, ARTSTEIN) == pytest.approx(0.7)
    assert of_table(kappa.bennett, ARTSTEIN) == pytest.approx(0.4)
    assert of_table(kappa.fleiss, ARTSTEIN) == pytest.approx(0.340659, abs=5e-7)
    assert cohen(ARTSTEIN) == pytest.approx(0.347826, abs=5e-7)
    assert alpha_of_table(ARTSTEIN) == pytest.approx(0.343956, abs=5e-7)


@pytest.mark.parametrize(
    ("table", "expected"),
    [(COHEN_45, 0.491525), (COHEN_37, -0.092308), (PARADOX, 0.314442), (LOPSIDED, 0.258242)],
)
def test_cohens_kappa(table: list[list[int]], expected: float) -> None:
    assert cohen(table) == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(
    ("table", "expected", "digits"),
    [(COHEN_45, 0.57597, 5), (COHEN_37, -0.04797, 5), (PARADOX, 0.808, 3), (LIKERT, 0.580461, 6)],
)
def test_gwets_ac1(table: list[list[int]], expected: float, digits: int) -> None:
    assert of_table(kappa.ac1, table) == pytest.approx(expected, abs=0.5 * 10**-digits)


def test_prevalence_paradox() -> None:
    assert of_table(kappa.observed, PARADOX) == pytest.approx(0.85)
    assert of_table(kappa.fleiss, PARADOX) == pytest.approx(0.314286, abs=5e-7)
    assert alpha_of_table(PARADOX) == pytest.approx(0.317714, abs=5e-7)


def test_pi_and_s_do_not_see_who_said_what() -> None:
    assert of_table(kappa.observed, SYMMETRIC) == pytest.approx(0.46)
    for table in (SYMMETRIC, LOPSIDED):
        assert of_table(kappa.bennett, table) == pytest.approx(0.19)
        assert of_table(kappa.fleiss, table) == pytest.approx(0.185766, abs=5e-7)


def test_three_raters() -> None:
    # Randolph 2005, p. 17.
    first, second = counts("YYY YYN NNY NNN"), counts("YYY YYN YYN YYY")
    assert kappa.of_counts(kappa.fleiss, first) == pytest.approx(1 / 3)
    assert kappa.of_counts(kappa.bennett, first) == pytest.approx(1 / 3)
    assert kappa.of_counts(kappa.fleiss, second) == pytest.approx(-0.2)
    assert kappa.of_counts(kappa.bennett, second) == pytest.approx(1 / 3)
    high_low = counts("hhh hhl hlh lhh llh lll lll lhl llh llh")
    assert kappa.of_counts(kappa.observed, high_low) == pytest.approx(0.533, abs=5e-4)
    assert kappa.of_counts(kappa.fleiss, high_low) == pytest.approx(0.049774, abs=5e-7)


def test_kappas_are_undefined_without_variation() -> None:
    assert kappa.of_counts(kappa.fleiss, [[2, 0], [2, 0]]) is None
    assert kappa.of_counts(kappa.ac1, [[2, 0], [2, 0]]) is None
    assert kappa.of_counts(kappa.fleiss, [[1, 0]]) is None
    assert np.isnan(cohen([[7, 0], [0, 0]]))


# Nine items of two annotators, each a set of labels; - is the empty set.
SETS = "-|- A|- A|A A|B AB|A AB|AC ABC|ABC C|AC C|AC"


def sets(text: str) -> list[list[frozenset[str]]]:
    return [[frozenset(x) - {"-"} for x in item.split("|")] for item in text.split()]


@pytest.mark.parametrize(
    ("metric", "observed", "expected", "value"),
    [
        (nominal, 0.66667, 0.87582, 0.23881),
        (jaccard, 0.46296, 0.67647, 0.31562),
        (masi, 0.54321, 0.74728, 0.27308),
    ],
)
def test_alpha_of_sets(metric: Metric, observed: float, expected: float, value: float) -> None:
    found = alpha(sets(SETS), metric)
    assert (found.observed, found.expected, found.value) == pytest.approx(
        (observed, expected, value), abs=5e-6
    )


def test_alpha_takes_a_distance_of_ones_own() -> None:
    # Passonneau 2004 and DKPro's function of the same name, neither of which is MASI 2006.
    def steps(a: frozenset[str], b: frozenset[str]) -> int:
        if a == b:
            return 0
        return 1 if a <= b or b <= a else 2 if a & b else 3

    def of(distance: object) -> Metric:
        return lambda values, _: np.array([[distance(a, b) for b in values] for a in values])  # type: ignore[operator]

    def product(a: frozenset[str], b: frozenset[str]) -> float:
        return (1 - len(a & b) / len(a | b) if a | b else 0.0) * steps(a, b) / 3

    old = alpha(sets(SETS), of(lambda a, b: steps(a, b) / 3))
    assert (old.observed, old.expected, old.value) == pytest.approx((0.33333, 0.40959, 0.18617), abs=5e-6)
    other = alpha(sets(SETS), of(product))
    assert (other.observed, other.expected, other.value) == pytest.approx(
        (0.25309, 0.33878, 0.25295), abs=5e-6
    )


def test_masi_2006() -> None:
    # The same as NLTK 3.10.4 on items without two empty sets.
    found = alpha(sets("A|C A|A A|B AB|A AB|AC ABC|ABC C|AC C|AC"), masi)
    assert found.value == pytest.approx(0.09340659, abs=5e-9)
    values = sets("A|AB BC|-")
    delta = masi([*values[0], *values[1]], np.ones(4))
    assert delta[0, 1] == pytest.approx(2 / 3)
    assert delta[1, 2] == pytest.approx(8 / 9)
    assert delta[0, 2] == 1
    assert delta[0, 3] == 1
    assert (np.diag(delta) == 0).all()
