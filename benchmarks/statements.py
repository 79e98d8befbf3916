"""The index of statements: built, loaded, searched, and held against a search that leaves nothing out.

Every size is measured in a process of its own, so that its peak of memory is its own; it counts the
articles' texts and not the processes that help to build. The largest size only runs with
ANNOTATE_BENCH_LARGE=1: it takes some minutes. Recall is that of hard queries: planted statements, each
asked for without its own place, against everything that scores 50 or more.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from annotate.statements.fold import Folded, fold
from annotate.statements.index import Index
from benchmarks.mutations import Planted, collection
from benchmarks.rows import Row, percentile

SIZES = (10_000, 100_000)
LARGE = 1_000_000
QUERIES = 300
COMPARED = {10_000: 300, 100_000: 60}
"""Queries that are also asked of all statements one by one, by size."""
PLAIN = 10
"""Queries that are also asked of rapidfuzz `process.extract`."""
FLOOR = 50.0
BANDS = (50, 60, 70, 80, 90)
_BUILT = {100_000: 5.0, LARGE: 60.0}
_ASKED = {100_000: (20.0, 50.0)}  # p50 and p95, milliseconds
_RECALL_MISSED = 7.0  # per cent: recall of .93

Asked = tuple[Folded, tuple[str, int, int]]


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
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "statements"
        start = time.perf_counter()
        index = Index.build(planted.documents)
        built = time.perf_counter() - start
        start = time.perf_counter()
        index.save(path)
        saved = time.perf_counter() - start
        bytes_written = path.stat().st_size
        start = time.perf_counter()
        index = Index.load(path)
        loaded = time.perf_counter() - start
        what = f"{len(index):,} statements"
        rows = [
            Row(f"index of {what}, built", built, _BUILT.get(size)),
            Row(f"index of {what}, saved", saved, None),
            Row(f"index of {what}, file", bytes_written / 1e6, None, "MB"),
            Row(f"index of {what}, loaded", loaded * 1000, None, "ms"),
            Row(f"one article put in place of itself in {what}", _updated(index, planted) * 1000, None, "ms"),
        ]
        asked = _asked(planted)
        rows += _searches(index, asked, what, size)
        rows.append(Row(f"index of {what}, peak memory of its process", _peak(), None, "MB"))
        if size in COMPARED:
            rows += _against_all(index, asked[: COMPARED[size]], what)
        return rows


def _updated(index: Index, planted: Planted) -> float:
    start = time.perf_counter()
    index.updated(planted.documents[:1])
    return time.perf_counter() - start


def _asked(planted: Planted) -> list[Asked]:
    """Planted statements as queries, and the places that they are taken from."""
    texts = {document.article_id: document.text for document in planted.documents}
    places = random.Random(1).sample(sorted(planted.mutations), min(QUERIES, len(planted.mutations)))
    return [(fold(texts[place[0]], place[1], place[2]), place) for place in places]


def _searches(index: Index, asked: list[Asked], what: str, size: int) -> list[Row]:
    taken: list[float] = []
    for query, place in asked:
        start = time.perf_counter()
        index.search(query, without=place)
        taken.append((time.perf_counter() - start) * 1000)
    p50, p95 = _ASKED.get(size, (None, None))
    return [
        Row(f"one query of {what}, p50 of {len(asked)}", percentile(taken, 0.5), p50, "ms"),
        Row(f"one query of {what}, p95 of {len(asked)}", percentile(taken, 0.95), p95, "ms"),
    ]


def _against_all(index: Index, asked: list[Asked], what: str) -> list[Row]:
    """What the index misses of a search that scores every statement, and what else a user would run."""
    from rapidfuzz import fuzz, process

    from benchmarks.exhaustive import Exhaustive

    every = Exhaustive(index)
    wanted: Counter[int] = Counter()
    missed: Counter[int] = Counter()
    for query, place in asked:
        found = {hit.statement for hit in index.search(query, limit=10_000, floor=FLOOR, without=place)}
        for total, statement in every.search(query, FLOOR, place):
            band = max(low for low in BANDS if low <= total)
            wanted[band] += 1
            missed[band] += statement not in found
    share = 100.0 * missed.total() / max(wanted.total(), 1)
    rows = [Row(f"missed of {wanted.total()} that score 50 or more in {what}", share, _RECALL_MISSED, "%")]
    for low in BANDS:
        if wanted[low]:
            which = f"missed of {wanted[low]} that score {low} to {low + 10} in {what}"
            rows.append(Row(which, 100.0 * missed[low] / wanted[low], None, "%"))
    plain, own = 0.0, 0.0
    for query, place in asked[:PLAIN]:
        start = time.perf_counter()
        process.extract(query.text, every.texts, scorer=fuzz.partial_ratio, limit=20)
        plain += time.perf_counter() - start
        start = time.perf_counter()
        index.search(query, without=place)
        own += time.perf_counter() - start
    return [
        *rows,
        Row(f"rapidfuzz process.extract of {what}, mean of {PLAIN}", plain / PLAIN * 1000, None, "ms"),
        Row("the index takes of that", 100.0 * own / plain, None, "%"),
    ]


def _peak() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)
