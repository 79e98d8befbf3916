"""The review queue on more than 10,000 disagreements: opened, and a key from the decision to the next record.

Two annotators with 10,000 spans each in 500 articles, as in `benchmarks.agreement`, in a real database and a
real pseudo-terminal.
"""

import hashlib
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from annotate.config import Config
from annotate.model import Link, Span
from annotate.text.document import article_id
from annotate.workbench.bench import Workbench
from benchmarks import data
from benchmarks.agreement import made
from benchmarks.rows import Row, percentile
from benchmarks.terminal import Terminal

ARTICLES = 500
DECISIONS = 30
META = ("title", "outlet", "published", "updated", "byline", "url", "language", "event")
ATTRIBUTES = ("speaker", "mode", "stance", "certainty", "date", "target_external", "note")
WORDS = ("dam", "report", "flood", "gallery", "safe", "late", "court", "was", "and", "nobody", "paid")


def run() -> list[Row]:
    """Measure on a database in a temporary folder, which goes away afterwards."""
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "review.db"
        with Workbench.open(Config(database, "lea")) as bench:
            (report,) = bench.import_paths([_dataset(Path(name) / "two.jsonl")])
            if report.error:
                raise report.error
            start = time.perf_counter()
            queue = bench.queue()
            first = time.perf_counter() - start
            start = time.perf_counter()
            bench.queue()
            again = time.perf_counter() - start
        opened, taken = _on_screen(database)
    size = f"{len(queue):,} disagreements"
    return [
        Row(f"review queue of {size}, the first time", first, None),
        Row(f"review queue of {size}, again", again, None),
        Row(f"command to the review of {size}", opened, None),
        Row(f"key to decision and next record, {size}, p50", percentile(taken, 0.5) * 1000, None, "ms"),
        Row(f"key to decision and next record, {size}, p95", percentile(taken, 0.95) * 1000, None, "ms"),
    ]


def _on_screen(database: Path) -> tuple[float, list[float]]:
    code = "from annotate.cli.app import main; main()"
    command = (sys.executable, "-c", code, "--db", str(database), "--annotator", "lea", "review")
    terminal = Terminal(command)
    try:
        opened = terminal.wait_for(b"A takes them", timeout=60)
        terminal.drain(1.0)
        found = [terminal.press(b"1", timeout=5) for _ in range(DECISIONS)]
        return opened, [x for x in found if x is not None]
    finally:
        terminal.close()


def _dataset(path: Path) -> Path:
    """The study of the other benchmark as a dataset, with words for text."""
    study = made(2, ARTICLES)
    chance = random.Random(1)
    texts = {name: _text(chance, length) for name, length in study.lengths.items()}
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    spans: dict[str, list[Span]] = {name: [] for name in texts}
    for x in study.spans:
        spans[x.article_id].append(x)
    ids = {x.id: data.uuid(1, 0, i) for i, x in enumerate(study.spans)}
    with path.open("w", encoding="utf-8") as file:
        for name, text in texts.items():
            line = {
                "schema_version": "1.0",
                "id": article_id(hashes[name]),
                "sha256": hashes[name],
                "text": text,
                "meta": dict.fromkeys(META) | {"source_file": f"{name}.txt"},
                "states": [{"annotator": x, "state": "done"} for x in study.annotators],
                "spans": [_span(x, ids[x.id], text) for x in spans[name]],
                "links": [
                    _link(x, data.uuid(2, 0, i), ids, article_id(hashes[x.target_article]))
                    for i, x in enumerate(study.links)
                    if x.source_article == name
                ],
            }
            file.write(json.dumps(line) + "\n")
    return path


def _text(chance: random.Random, length: int) -> str:
    found = " ".join(chance.choice(WORDS) for _ in range(length))
    return found[: length - 1] + "."


def _span(x: Span, ident: str, text: str) -> dict[str, Any]:
    return {
        "id": ident,
        "annotator": x.annotator,
        "layer": "independent",
        "label": x.label,
        "start": x.start,
        "end": x.end,
        "text": text[x.start : x.end],
        "fragments": [[x.start, x.end]],
        "attributes": dict.fromkeys(ATTRIBUTES),
        "origin": "human",
        "created_at": x.created_at,
    }


def _link(x: Link, ident: str, ids: dict[str, str], target_article: str) -> dict[str, Any]:
    return {
        "id": ident,
        "annotator": x.annotator,
        "layer": "independent",
        "type": x.type,
        "source": ids[x.source_id],
        "target": ids[x.target_id],
        "target_article": target_article,
        "note": None,
        "origin": "human",
        "created_at": x.created_at,
    }
