"""Clusters of an invented collection: time, memory, and how many pairs of planted statements are found.

Every size is measured in a process of its own, so that its peak of memory is its own; it counts the
articles' texts too. The largest size only runs with ANNOTATE_BENCH_LARGE=1: it takes some minutes.
A pair is found where both places are in one cluster; a pair is false where it was not planted. Beside
it connected components of the same verified pairs, and, where that is feasible, all pairs scored by
rapidfuzz `cdist` and joined the same simple way.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from multiprocessing import get_context
from typing import TypeVar

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from annotate.statements.clustering import clustering
from annotate.statements.clusters import THRESHOLD, clusters
from annotate.statements.corpus import Corpus, build
from annotate.statements.decisions import Decisions
from annotate.statements.eligible import eligible
from annotate.statements.graph import SHARED, components, verified
from annotate.statements.pairwise import Scorer
from annotate.statements.shingles import candidates
from annotate.statements.weights import word_weights
from annotate.statements.wordings import Wordings, wordings
from benchmarks.mutations import Planted, collection
from benchmarks.rows import Row

SIZES = (10_000, 100_000)
LARGE = 1_000_000
ALL_PAIRS = 10_000
"""Most statements of which all pairs are scored."""
RATIO = 70.0
"""rapidfuzz `ratio` from which all pairs are joined: about as many planted pairs are found as by ours."""
_TARGETS = {100_000: 15.0, LARGE: 300.0}
_MEMORY = {LARGE: 4096.0}
_NOBODY = Decisions.of((), ())

Groups = Sequence[Sequence[int]]
Made = TypeVar("Made")


def run() -> list[Row]:
    """Measure every size in a fresh process."""
    sizes = (*SIZES, LARGE) if os.environ.get("ANNOTATE_BENCH_LARGE") else SIZES
    rows: list[Row] = []
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            rows += pool.submit(_measure, size).result()
    return rows


def _measure(size: int) -> list[Row]:
    planted = collection(size)
    corpus = build(planted.documents)
    what = f"{len(corpus):,} statements"
    found, seconds, busy = _timed(lambda: clusters(corpus))
    rows = [
        Row(f"clusters of {what}", seconds, _TARGETS.get(size)),
        Row(f"clusters of {what}, processor time", busy, None),
        Row(f"clusters of {what}, peak memory", _peak(), _MEMORY.get(size), "MB"),
        *_quality("", [cluster.members for cluster in found.clusters], corpus, planted),
    ]
    linked, seconds, _ = _timed(lambda: _components(corpus))
    rows.append(Row("  connected components of the same pairs", seconds, None))
    rows += _quality("  connected components: ", linked, corpus, planted)
    if size <= ALL_PAIRS:
        plain, seconds, _ = _timed(lambda: _all_pairs(corpus))
        rows.append(Row("  rapidfuzz cdist of all pairs", seconds, None))
        rows += _quality("  rapidfuzz cdist: ", plain, corpus, planted)
    return rows


def _timed(work: Callable[[], Made]) -> tuple[Made, float, float]:
    start, busy = time.perf_counter(), time.process_time()
    made = work()
    return made, time.perf_counter() - start, time.process_time() - busy


def _quality(name: str, groups: Iterable[Sequence[int]], corpus: Corpus, planted: Planted) -> list[Row]:
    """How many planted pairs are not found, and how many found pairs were not planted."""
    places = {
        (s.article_id, s.start, s.end): n for n, s in enumerate(map(corpus.statement, range(len(corpus))))
    }
    group_of = {
        places[p]: number for number, group in enumerate(planted.groups) for p in group if p in places
    }
    all_planted = sum(len(group) * (len(group) - 1) // 2 for group in planted.groups)
    found = right = 0
    for members in groups:
        found += len(members) * (len(members) - 1) // 2
        known = [group_of[number] for number in members if number in group_of]
        right += sum(a == b for a, b in combinations(known, 2))
    return [
        Row(f"{name}planted pairs not found", 100.0 * (1 - right / max(all_planted, 1)), None, "%"),
        Row(f"{name}found pairs not planted", 100.0 * (1 - right / max(found, 1)), None, "%"),
    ]


def _components(corpus: Corpus) -> Groups:
    groups = wordings(corpus, eligible(corpus))
    scorer = Scorer(groups, word_weights(corpus))
    graph = verified(groups, scorer, *candidates(groups), THRESHOLD, shared=SHARED)
    label = components(graph, _NOBODY, THRESHOLD, len(groups)) + 1
    return [cluster.members for cluster in clustering(groups, graph, label, _NOBODY, _NOBODY).clusters]


def _all_pairs(corpus: Corpus) -> Groups:
    groups: Wordings = wordings(corpus, eligible(corpus))
    texts = [" ".join(groups.words_of(number)) for number in range(len(groups))]
    scores = cdist(texts, texts, scorer=ratio, score_cutoff=RATIO, dtype=np.uint8, workers=-1)
    _, label = connected_components(csr_array(scores), directed=False)
    statements: dict[int, list[int]] = {}
    for number in np.flatnonzero(groups.wording >= 0).tolist():
        statements.setdefault(int(label[groups.wording[number]]), []).append(number)
    return [members for members in statements.values() if len(members) > 1]


def _peak() -> float:
    """Megabytes; ru_maxrss is in bytes on macOS and in kilobytes elsewhere."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
