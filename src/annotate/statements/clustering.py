"""What comes out of clustering: statements from groups of wordings, each place counted once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from annotate.statements.corpus import Corpus
from annotate.statements.decisions import Decisions
from annotate.statements.graph import Graph
from annotate.statements.wordings import Wordings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotate.statements.wordings import Numbers

    Floats = NDArray[np.float64]

_VERBATIM = 100.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Statements that say nearly the same."""

    members: tuple[int, ...]
    """Numbers in the corpus, ascending: by article and place. At least two; none overlap."""
    canonical: int
    """The member most like the others."""
    cohesion: float
    """Mean score of the pairs of members that were scored, from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Clustering:
    """All clusters of a collection, and what must not be taken for the same."""

    clusters: tuple[Cluster, ...]
    """No statement is in two. Those of most articles first, then of most members, then by place."""
    opposites: tuple[tuple[int, int, float], ...]
    """Pairs of statements that are alike and may say the opposite, with their score, best first; of
    each two wordings one pair, of members of clusters where there are any."""


def clustering(
    groups: Wordings, graph: Graph, label: "Numbers", said: Decisions, decided: Decisions
) -> Clustering:
    """The clusters of wordings with the same label, which is 0 for those in none.

    `said` are the decisions on statements, `decided` the same on wordings.
    """
    import numpy as np

    inside = graph.only((label[graph.first] == label[graph.second]) & (label[graph.first] > 0))
    inside = inside.only(inside.score > 0)
    members = _members(groups, label, _fit(inside, groups.copies()), said)
    statements = np.array([number for found in members for number in found], dtype=np.int64)
    kept = np.bincount(groups.wording[statements], minlength=len(groups))
    fit, cohesion = _fit(inside, kept), _cohesion(inside, kept, label)
    found = []
    for numbers in members:
        canonical = max(numbers, key=lambda number: (fit[groups.wording[number]], -number))
        mean = cohesion[label[groups.wording[numbers[0]]]]
        found.append(Cluster(tuple(numbers), canonical, float(mean)))
    article = groups.corpus.article
    found.sort(key=lambda c: (-len(np.unique(article[list(c.members)])), -len(c.members), c.members[0]))
    return Clustering(tuple(found), tuple(_opposites(groups, graph, decided, frozenset(statements.tolist()))))


def _members(groups: Wordings, label: "Numbers", fit: "Floats", said: Decisions) -> list[list[int]]:
    """The statements of each cluster, ascending, of those that overlap the best fitting."""
    import numpy as np

    corpus = groups.corpus
    statements = np.flatnonzero(groups.wording >= 0)
    own = label[groups.wording[statements]]
    statements = statements[own > 0]
    order = np.argsort(own[own > 0], kind="stable")
    statements, own = statements[order], own[own > 0][order]
    first, second = statements[:-1], statements[1:]
    overlaps = (own[:-1] == own[1:]) & (corpus.article[first] == corpus.article[second])
    overlaps &= corpus.start[second] < corpus.end[first]
    crowded = set(own[:-1][overlaps].tolist())
    wanted = {number for pair in said.same for number in pair}
    found: list[list[int]] = []
    for numbers in np.split(statements, np.flatnonzero(np.diff(own)) + 1):
        kept = numbers.tolist()
        if kept and int(label[groups.wording[kept[0]]]) in crowded:
            best = sorted(kept, key=lambda n: (n not in wanted, -fit[groups.wording[n]], n))
            kept = sorted(_apart(corpus, best))
        if len(kept) > 1:
            found.append(kept)
    return found


def _apart(corpus: Corpus, numbers: list[int]) -> Iterator[int]:
    """The statements that overlap none before them in the list."""
    taken: dict[int, list[int]] = {}
    for number in numbers:
        others = taken.setdefault(int(corpus.article[number]), [])
        if not any(_overlap(corpus, number, other) for other in others):
            others.append(number)
            yield number


def _overlap(corpus: Corpus, a: int, b: int) -> bool:
    return bool(
        corpus.article[a] == corpus.article[b]
        and corpus.start[a] < corpus.end[b]
        and corpus.start[b] < corpus.end[a]
    )


def _fit(inside: Graph, copies: "Numbers") -> "Floats":
    """The sum of each wording's scores with all other members of its cluster. Shape (wordings,)."""
    import numpy as np

    size = len(copies)
    fit = np.bincount(inside.first, inside.score * copies[inside.second], minlength=size)
    fit += np.bincount(inside.second, inside.score * copies[inside.first], minlength=size)
    return fit + _VERBATIM * np.maximum(copies - 1, 0)


def _cohesion(inside: Graph, copies: "Numbers", label: "Numbers") -> "Floats":
    """The mean score of the pairs of members, by label."""
    import numpy as np

    size = int(label.max(initial=0)) + 1
    verbatim = np.bincount(label, copies * (copies - 1) / 2, minlength=size)
    pairs = (copies[inside.first] * copies[inside.second]).astype(np.float64)
    own = label[inside.first]
    scores = np.bincount(own, inside.score * pairs, minlength=size) + _VERBATIM * verbatim
    return np.asarray(scores / np.maximum(np.bincount(own, pairs, minlength=size) + verbatim, 1.0))


def _opposites(
    groups: Wordings, graph: Graph, decided: Decisions, kept: frozenset[int]
) -> list[tuple[int, int, float]]:
    """One pair of statements for each pair of wordings that may say the opposite and is not decided."""
    found = []
    for a, b, score, _ in graph.only(graph.opposite).rows():
        if (a, b) in decided.same or (a, b) in decided.different:
            continue
        sides = [
            sorted(groups.statements_of(side).tolist(), key=lambda n: (n not in kept, n)) for side in (a, b)
        ]
        pair = next((p for p in product(*sides) if not _overlap(groups.corpus, *p)), None)
        if pair is not None:
            found.append((min(pair), max(pair), score))
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))
