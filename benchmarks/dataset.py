"""Import and export of 10,000 articles with 100,000 spans, one edit committed, and `annotate --help`."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotate.config import Config
from annotate.workbench.bench import Workbench
from benchmarks import data
from benchmarks.rows import Row, percentile

EDITS = 300
HELPS = 7


def run() -> list[Row]:
    """Measure on a database in a temporary folder, which goes away afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_in_and_out(folder), *_edits(folder), _help(folder)]


def _in_and_out(folder: Path) -> list[Row]:
    path = data.write(folder / "large.jsonl")
    with Workbench.open(Config(folder / "large.db", "ana")) as bench:
        start = time.perf_counter()
        (report,) = bench.import_paths([path])
        imported = time.perf_counter() - start
        if report.error:
            raise report.error
        start = time.perf_counter()
        bench.export(folder / "out.jsonl")
        exported = time.perf_counter() - start
        start = time.perf_counter()
        bench.articles()
        listed = time.perf_counter() - start
        start = time.perf_counter()
        bench.import_paths([path])
        again = time.perf_counter() - start
    tally = report.tally
    size = f"{tally.articles:,} articles, {tally.spans:,} spans, {tally.links:,} links"
    return [
        Row(f"import of {size}", imported, 15.0),
        Row("import of the same again", again, None),
        Row("export of the same", exported, 5.0),
        Row("list of its articles with states and counts", listed * 1000, None, "ms"),
    ]


def _edits(folder: Path) -> list[Row]:
    taken: list[float] = []
    with Workbench.open(Config(folder / "large.db", "kim")) as bench:
        ids = [article.id for article in bench.articles()[:EDITS]]
        for article_id in ids:
            bench.text(article_id)
            start = time.perf_counter()
            bench.tag(article_id, "claim", 3, 20)
            taken.append(time.perf_counter() - start)
        undone: list[float] = []
        for _ in ids:
            start = time.perf_counter()
            bench.undo()
            undone.append(time.perf_counter() - start)
    return [
        Row(f"one edit committed, p50 of {EDITS}", percentile(taken, 0.5) * 1000, None, "ms"),
        Row(f"one edit committed, p95 of {EDITS}", percentile(taken, 0.95) * 1000, 20.0, "ms"),
        Row(f"one undo committed, p95 of {EDITS}", percentile(undone, 0.95) * 1000, 20.0, "ms"),
    ]


def _help(folder: Path) -> Row:
    command = [sys.executable, "-c", "from annotate.cli.app import main; main()", "--help"]
    taken = []
    for _ in range(HELPS):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return Row(f"annotate --help, median of {HELPS}", percentile(taken, 0.5) * 1000, 200.0, "ms")
