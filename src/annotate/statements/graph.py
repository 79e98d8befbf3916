"""Which wordings are alike: verified pairs of candidates, and all pairs of small components.

Average linkage needs the scores of pairs that are not alike, too. Components of few wordings are
scored in full; in large ones a pair that is no candidate counts as unlike.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.statements.decisions import Decisions
from annotate.statements.pairwise import Scorer
from annotate.statements.polarity import polarity
from annotate.statements.support import SUPPORT, support
from annotate.statements.wordings import Wordings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotate.statements.wordings import Numbers

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

FLOOR = 25.0
"""The score that pairs not given count as: of unrelated clauses of one subject most have 11 to 28."""
SHARED = 15.0
"""Least Dice coefficient of words that are the same; a candidate below is not scored."""
SCORED_IN_FULL = 500
"""Most wordings of a component of which all pairs are scored …"""
PAIRS_IN_FULL = 20
"""… where these come to so many pairs for each wording of the collection at most."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Pairs of wordings with their scores; arrays of shape (pairs,), the lower number first."""

    first: "Numbers"
    second: "Numbers"
    score: "Floats"
    """0 for less than `FLOOR`, and for what is alike by a name alone."""
    opposite: "Flags"
    """Whether they reach the threshold and seem to say the opposite of each other."""

    def joined(self, other: "Graph", size: int) -> "Graph":
        """The pairs of both, each once, sorted; `size` is how many wordings there are."""
        import numpy as np

        first, second = np.concatenate([self.first, other.first]), np.concatenate([self.second, other.second])
        _, once = np.unique(first * size + second, return_index=True)
        score, opposite = (
            np.concatenate([self.score, other.score]),
            np.concatenate([self.opposite, other.opposite]),
        )
        return Graph(first[once], second[once], score[once], opposite[once])

    def rows(self) -> Iterator[tuple[int, int, float, bool]]:
        """The pairs as plain values."""
        columns = self.first, self.second, self.score, self.opposite
        return zip(*(column.tolist() for column in columns), strict=True)

    def only(self, kept: "Flags | Numbers | slice") -> "Graph":
        """Some of the pairs, by flag, number or slice."""
        return Graph(self.first[kept], self.second[kept], self.score[kept], self.opposite[kept])


def verified(
    wordings: Wordings,
    scorer: Scorer,
    first: "Numbers",
    second: "Numbers",
    threshold: float,
    *,
    shared: float = 0.0,
    least: float = FLOOR,
    progress: Callable[[float], None] = lambda done: None,
) -> Graph:
    """The pairs scored, without those whose only statements overlap.

    Scores below `least` become 0; so do those of pairs that have too few words that are the same.
    """
    import numpy as np

    apart = ~_one_place(wordings, first, second)
    first, second = first[apart], second[apart]
    score = scorer.scores(first, second, shared=shared, least=least, progress=progress)
    opposite = np.zeros(len(first), dtype=bool)
    for number in np.flatnonzero(score >= threshold).tolist():
        words = wordings.words_of(first[number]), wordings.words_of(second[number])
        opposite[number] = polarity(*words) == "opposite?"
    return Graph(first, second, score, opposite)


def supported(wordings: Wordings, graph: Graph, threshold: float) -> Graph:
    """The graph where pairs that reach the threshold by a frequent name alone count as unlike."""
    import numpy as np

    alike = np.flatnonzero(graph.score >= threshold)
    names = alike[support(wordings, graph.first[alike], graph.second[alike]) < SUPPORT]
    score, opposite = graph.score.copy(), graph.opposite.copy()
    score[names], opposite[names] = 0.0, False
    return Graph(graph.first, graph.second, score, opposite)


def components(graph: Graph, decisions: Decisions, threshold: float, size: int) -> "Numbers":
    """The component of each wording, by pairs that may be joined. Shape (wordings,)."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    joins = (graph.score >= threshold) & ~graph.opposite
    said = np.array(sorted(decisions.same), dtype=np.int64).reshape(-1, 2)
    first = np.concatenate([graph.first[joins], said[:, 0]])
    second = np.concatenate([graph.second[joins], said[:, 1]])
    ones = np.ones(len(first), dtype=np.int8)
    _, component = connected_components(csr_array((ones, (first, second)), shape=(size, size)), False)
    return np.asarray(component, dtype=np.int64)


def missing(graph: Graph, component: "Numbers") -> tuple["Numbers", "Numbers"]:
    """The pairs of small components that the graph has not."""
    import numpy as np

    size = len(component)
    sizes = np.bincount(component, minlength=1)
    nodes = np.argsort(component, kind="stable")
    starts = np.cumsum(sizes) - sizes
    counts, times = np.unique(sizes[(sizes > 2) & (sizes <= SCORED_IN_FULL)], return_counts=True)
    affordable = np.cumsum(times * counts * (counts - 1) // 2) <= max(PAIRS_IN_FULL * size, 100_000)
    found = [np.empty(0, dtype=np.int64)]
    for count in counts[affordable].tolist():
        rows = nodes[starts[sizes == count][:, None] + np.arange(count)]
        a, b = np.triu_indices(count, 1)
        found.append((rows[:, a] * size + rows[:, b]).ravel())
    keys = np.setdiff1d(np.concatenate(found), graph.first * size + graph.second)
    return keys // max(size, 1), keys % max(size, 1)


def by_component(graph: Graph, component: "Numbers") -> Iterator[tuple[list[int], Graph]]:
    """The wordings of each component of more than one, ascending, and the pairs within it."""
    import numpy as np

    graph = graph.only(component[graph.first] == component[graph.second])
    order = np.argsort(component[graph.first], kind="stable")
    graph = graph.only(order)
    sizes = np.bincount(component, minlength=1)
    pairs = np.bincount(component[graph.first], minlength=len(sizes))
    nodes = np.argsort(component, kind="stable")
    node_ends, pair_ends = np.cumsum(sizes).tolist(), np.cumsum(pairs).tolist()
    for number in np.flatnonzero(sizes > 1).tolist():
        node_end, pair_end = node_ends[number], pair_ends[number]
        within = slice(pair_end - int(pairs[number]), pair_end)
        yield nodes[node_end - int(sizes[number]) : node_end].tolist(), graph.only(within)


def _one_place(wordings: Wordings, first: "Numbers", second: "Numbers") -> "Flags":
    """Pairs of wordings that have one statement each, and these overlap."""
    import numpy as np

    corpus, copies = wordings.corpus, wordings.copies()
    a, b = wordings.statements[wordings.starts[first]], wordings.statements[wordings.starts[second]]
    overlap = (corpus.start[a] < corpus.end[b]) & (corpus.start[b] < corpus.end[a])
    single = (copies[first] == 1) & (copies[second] == 1)
    return np.asarray(single & (corpus.article[a] == corpus.article[b]) & overlap)
