"""Cluster scores against Pradhan et al. 2014 and the test cases of the coval scorer."""

import pytest

from annotate.agreement.clusters import scores

# Precision, recall and F of MUC, B³, CEAFe, LEA; letters are mentions, words are clusters.
CASES = {
    "Pradhan 2014": (
        "abc defg", "ab cd fghi",
        (0.4, 0.4, 0.4), (0.5, 0.4167, 0.4545), (0.4333, 0.65, 0.52), (0.3333, 0.2381, 0.2778),
    ),
    "TC-A-2": (
        "a bc def", "a de",
        (1, 0.3333, 0.5), (1, 0.3889, 0.56), (0.9, 0.6, 0.72), (1, 0.3333, 0.5),
    ),
    "TC-A-3": (
        "a bc def", "a bcx defy z",
        (0.6, 1, 0.75), (0.5093, 1, 0.6748), (0.6643, 0.8857, 0.7592), (0.4444, 1, 0.6154),
    ),
    "TC-A-4": (
        "a bc def", "a bcx dy z",
        (0.3333, 0.3333, 0.3333), (0.4048, 0.5556, 0.4683), (0.55, 0.7333, 0.6286), (0.2857, 0.5, 0.3636),
    ),
    "TC-A-10": (
        "a bc def", "a b c d e f",
        (0, 0, 0), (1, 0.5, 0.6667), (0.3611, 0.7222, 0.4815), (0.1667, 0.1667, 0.1667),
    ),
    "TC-A-11": (
        "a bc def", "abcdef",
        (0.6, 1, 0.75), (0.3889, 1, 0.56), (0.6667, 0.2222, 0.3333), (0.2667, 0.8333, 0.404),
    ),
    "TC-A-13": (
        "a bc def", "axycdez",
        (0.1667, 0.3333, 0.2222), (0.1224, 0.4722, 0.1945), (0.4, 0.1333, 0.2), (0.0476, 0.1667, 0.0741),
    ),
    "TC-D-1": (
        "12345 67 89ABC", "12345 6789ABC",
        (0.9, 1, 0.9474), (0.7619, 1, 0.8649), (0.9167, 0.6111, 0.7333), (0.7222, 1, 0.8387),
    ),
    "TC-E-1": (
        "12345 67 89ABC", "1234589ABC 67",
        (0.9, 1, 0.9474), (0.5833, 1, 0.7368), (0.8333, 0.5556, 0.6667), (0.537, 1, 0.6988),
    ),
    "TC-K-1": (
        "BCDEGHJ", "ABC DEF GHI",
        (0.5, 0.5, 0.5), (0.4444, 0.2449, 0.3158), (0.1333, 0.4, 0.2), (0.3333, 0.1429, 0.2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_published_cases(name: str) -> None:
    key, response, *expected = CASES[name]
    found = scores(key.split(), response.split())
    assert found is not None
    for measure, (precision, recall, f) in zip(("muc", "b3", "ceafe", "lea"), expected, strict=True):
        score = found[measure]
        assert (score.precision, score.recall, score.f) == pytest.approx((precision, recall, f), abs=5.1e-5)


def test_conll_is_the_mean_of_three() -> None:
    found = scores(["abc", "defg"], ["ab", "cd", "fghi"])
    assert found is not None
    assert found["conll"].f == pytest.approx(0.4582, abs=5e-5)


@pytest.mark.parametrize("name", CASES)
def test_swapping_the_sides_swaps_precision_and_recall(name: str) -> None:
    key, response, *_ = CASES[name]
    found, turned = scores(key.split(), response.split()), scores(response.split(), key.split())
    assert found is not None
    assert turned is not None
    for measure, score in found.items():
        other = turned[measure]
        assert (score.precision, score.recall, score.f) == pytest.approx(
            (other.recall, other.precision, other.f)
        )


def test_single_mentions_alone_are_undefined() -> None:
    assert scores(["a", "b"], ["a", "b"]) is None
    assert scores([], []) is None


def test_a_mention_given_twice_counts_once() -> None:
    assert scores(["a", "bc", "def"], ["a", "bbbc", "def", "bb"]) == scores(
        ["a", "bc", "def"], ["a", "bc", "def"]
    )


def test_one_side_without_clusters_scores_nothing() -> None:
    found = scores(["ab"], [])
    assert found is not None
    assert all((x.precision, x.recall, x.f) == (0, 0, 0) for x in found.values())
