"""Average linkage on a sparse graph, against the textbook method."""

from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.statements.linkage import average_linkage

FLOOR = 20.0


def test_a_chain_does_not_collapse() -> None:
    chain = [(a, a + 1, 80.0) for a in range(9)]
    groups = average_linkage(10, chain, least=60.0, floor=FLOOR)
    assert max(map(len, groups)) == 2


def test_what_is_alike_all_round_is_one_group() -> None:
    groups = average_linkage(5, [(a, b, 70.0) for a, b in combinations(range(4), 2)], least=60.0, floor=FLOOR)
    assert groups == [[0, 1, 2, 3], [4]]


def test_best_pair_is_joined_first() -> None:
    groups = average_linkage(3, [(0, 1, 65.0), (1, 2, 90.0)], least=60.0, floor=FLOOR)
    assert groups == [[0], [1, 2]]


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[int, dict[tuple[int, int], float]]:
    size = draw(st.integers(1, 9))
    pairs = list(combinations(range(size), 2))
    # Distinct scores, so that the order of joins is not a matter of taste.
    values = draw(st.permutations(range(len(pairs))))
    kept = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    scale = 80.0 / max(len(pairs), 1)
    scores = zip(pairs, values, kept, strict=True)
    return size, {pair: FLOOR + scale * (value + 0.5) for pair, value, keep in scores if keep}


def _by_the_book(
    size: int, scores: dict[tuple[int, int], float], least: float
) -> tuple[list[list[int]], bool]:
    """The groups, and whether a tie of means made them a matter of taste."""
    groups, tied = [[node] for node in range(size)], False

    def mean(a: list[int], b: list[int]) -> float:
        found = [scores.get((min(i, j), max(i, j)), FLOOR) for i in a for j in b]
        return sum(found) / len(found)

    while len(groups) > 1:
        ranked = sorted(((mean(a, b), a, b) for a, b in combinations(groups, 2)), reverse=True)
        best, a, b = ranked[0]
        rivals = [least, *(value for value, _, _ in ranked[1:] if best > least)]
        tied = tied or any(abs(best - rival) < 1e-6 for rival in rivals)
        if best < least:
            break
        groups = [group for group in groups if group not in (a, b)] + [a + b]
    return sorted(map(sorted, groups)), tied


@given(_graphs(), st.sampled_from((37.3, 51.7, 66.1)))
def test_groups_are_those_of_the_textbook(
    graph: tuple[int, dict[tuple[int, int], float]], least: float
) -> None:
    size, scores = graph
    expected, tied = _by_the_book(size, scores, least)
    assume(not tied)
    pairs = [(a, b, value) for (a, b), value in scores.items()]
    assert average_linkage(size, pairs, least=least, floor=FLOOR) == expected
