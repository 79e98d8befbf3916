"""Suggestions for a span as the workbench asks for them, with everything: search, spans, links, texts.

On a project of 100,000 statements in a database on the disk, half of the asking spans being claims and
half rebuttals, which also look for what they may counter.
"""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotate.config import Config
from annotate.errors import RuleError
from annotate.model import Span
from annotate.workbench.bench import Workbench
from benchmarks.mutations import collection
from benchmarks.rows import Row, percentile

STATEMENTS = 100_000
ASKED = 200


def run() -> list[Row]:
    """Make the project, tag some statements, and ask."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts"
        texts.mkdir()
        for number, document in enumerate(collection(STATEMENTS).documents):
            (texts / f"{number:05}.txt").write_text(document.text, "utf-8")
        with Workbench.open(Config(folder / "annotations.db", "ana")) as bench:
            bench.import_paths([texts])
            start = time.perf_counter()
            index = bench.index()
            made = time.perf_counter() - start
            spans = _tagged(bench)
            suggested = _timed(bench.suggestions, spans)
            speakers = _timed(bench.speakers_of, spans)
        return [
            Row(f"index of a project with {len(index):,} statements", made, None),
            Row("suggestions for a span p50, all included", percentile(suggested, 0.5) * 1000, 20.0, "ms"),
            Row("suggestions for a span p95, all included", percentile(suggested, 0.95) * 1000, 50.0, "ms"),
            Row("speakers of a span p95", percentile(speakers, 0.95) * 1000, None, "ms"),
        ]


def _tagged(bench: Workbench) -> list[Span]:
    index = bench.index()
    ids = []
    for count, number in enumerate(random.Random(1).sample(range(len(index)), ASKED)):
        place = index.statement(number)
        label = "claim" if count % 2 else "rebuttal"
        try:
            ids.append(bench.tag(place.article_id, label, place.start, place.end))
        except RuleError:
            continue  # a clause that is the whole of a quotation drawn before
    return list(bench.spans_by_id(ids).values())


def _timed(ask: Callable[[Span], object], spans: list[Span]) -> list[float]:
    taken = []
    for span in spans:
        start = time.perf_counter()
        ask(span)
        taken.append(time.perf_counter() - start)
    return taken
