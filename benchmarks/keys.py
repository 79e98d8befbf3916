"""Keys in a real terminal: from start to readable, and from a key to the last byte painted.

Articles of 8 KB, 1 MB and 5 MB; the large ones with 5,000 overlapping spans. Beside it SLATE, the one
other terminal tool, on the same text with the same spans, where a `slate` is on the PATH or named by
SLATE=PATH. Both are driven through the same pseudo-terminal of 160 by 45 cells, in the middle of the
text, and in turn.
"""

import hashlib
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import uuid
from bisect import bisect_right
from pathlib import Path

from annotate.config import Config
from annotate.text.document import article_id
from annotate.workbench.bench import Workbench
from benchmarks.rows import Row, percentile
from benchmarks.terminal import Terminal

SIZES = ((8_000, 40), (1_000_000, 5_000), (5_000_000, 5_000))
"""Code points and spans."""
_START_TARGETS = {8_000: 0.9, 5_000_000: 1.2}
"""Seconds to a readable article, by code points."""
TIMES = 15
STARTS = 3
OURS = (".", ",", "j", "w", '"', "}", "]", "\x04")
"""Next and previous sentence, row, word, quotation, paragraph, span, half a page."""
THEIRS = (";", "j", "o", "i", "}")
"""Next and previous token, next and previous line, page."""
WORD = "spokesman"
"""Stands on every screen of the text."""
_LABELS = {"claim": "a", "rebuttal": "s", "attribution": "d"}
_WORDS = [
    "the",
    "report",
    "was",
    "planned",
    "by",
    "officials",
    "who",
    "said",
    "that",
    "inspectors",
    "had",
    "not",
    "entered",
    "lower",
    "gallery",
    "and",
    "water",
    "kept",
    "rising",
    "while",
    "residents",
    "waited",
    "for",
    "answers",
    "from",
    "the",
    "ministry",
    "spokesman",
]


def run() -> list[Row]:
    """Measure all sizes."""
    slate = os.environ.get("SLATE") or shutil.which("slate")
    if slate is None:
        print("no slate found; install slate-nlp to have it beside", file=sys.stderr)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        for size, count in SIZES:
            rows += _size(Path(name), size, count, slate)
    return rows


def _size(folder: Path, size: int, count: int, slate: str | None) -> list[Row]:
    rng = random.Random(size)
    text = _text(rng, size)
    spans = _spans(rng, text, count)
    database = folder / f"{size}.db"
    _import(folder, database, text, spans)
    name = f"{size // 1000} KB" if size < 1_000_000 else f"{size // 1_000_000} MB"
    what = f"{name}, {count:,} spans"
    ours = [sys.executable, "-m", "annotate", "--db", str(database), "--annotator", "ana"]
    start, keys = _measure(ours, OURS, WORD)
    target = _START_TARGETS.get(size)
    rows = [
        Row(f"start to readable, {what}", start, target),
        Row(f"key to paint p50, {what}", percentile(keys, 0.5) * 1000, 10.0, "ms"),
        Row(f"key to paint p95, {what}", percentile(keys, 0.95) * 1000, 40.0, "ms"),
    ]
    if slate is not None:
        theirs = _slate(folder, slate, text, spans)
        start, keys = _measure(theirs, THEIRS, WORD)
        rows += [
            Row(f"  SLATE: start to readable, {what}", start, None),
            Row(f"  SLATE: key to paint p50, {what}", percentile(keys, 0.5) * 1000, None, "ms"),
            Row(f"  SLATE: key to paint p95, {what}", percentile(keys, 0.95) * 1000, None, "ms"),
        ]
    return rows


def _measure(command: list[str], keys: tuple[str, ...], word: str) -> tuple[float, list[float]]:
    """Median seconds until a word of the text is painted, and seconds of every key press."""
    starts, taken = [], []
    for attempt in range(STARTS):
        terminal = Terminal(command)
        try:
            starts.append(terminal.wait_for(word.encode()))
            if attempt == STARTS - 1:
                terminal.drain(3.0)  # the database layer of ours is imported behind the first screen
                presses = (terminal.press(key.encode()) for key in keys for _ in range(TIMES))
                taken = [seconds for seconds in presses if seconds is not None]
        finally:
            terminal.close()
    return statistics.median(starts), taken


def _import(folder: Path, database: Path, text: str, spans: list[tuple[int, int, str]]) -> None:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    record = {
        "schema_version": "1.0",
        "id": article_id(sha256),
        "sha256": sha256,
        "text": text,
        "meta": {"title": "A long report"},
        "states": [],
        "spans": [
            {
                "id": str(uuid.UUID(int=number + 1, version=4)),
                "annotator": "ana",
                "layer": "independent",
                "label": label,
                "start": start,
                "end": end,
                "text": text[start:end],
                "fragments": [[start, end]],
                "attributes": {},
                "origin": "human",
                "created_at": "2026-01-01T00:00:00.000Z",
            }
            for number, (start, end, label) in enumerate(spans)
        ],
        "links": [],
    }
    path = folder / f"{database.stem}.jsonl"
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    with Workbench.open(Config(database, "ana")) as bench:
        (report,) = bench.import_paths([path])
        if report.error:
            raise report.error
        bench.bookmark(article_id(sha256), len(text) // 2)


def _slate(folder: Path, slate: str, text: str, spans: list[tuple[int, int, str]]) -> list[str]:
    """Write the same work in SLATE's files; its positions are (line, token)."""
    raw = folder / f"{len(text)}.txt"
    raw.write_text(text, "utf-8")
    line_starts, token_starts, at = [], [], 0
    for line in text.split("\n"):
        line_starts.append(at)
        tokens, x = [], 0
        for token in line.split(" "):
            tokens.append(at + x)
            x += len(token) + 1
        token_starts.append(tokens)
        at += len(line) + 1

    def place(position: int) -> tuple[int, int]:
        line = bisect_right(line_starts, position) - 1
        return line, bisect_right(token_starts[line], position) - 1

    lines = [f"({place(start)}, {place(end - 1)}) - {_LABELS[label]}" for start, end, label in spans]
    (folder / f"{raw.name}.annotations").write_text("\n".join(lines) + "\n")
    row, column = place(text.index(" ", len(text) // 2) + 1)
    listed = folder / f"{raw.name}.list"
    listed.write_text(f"{raw} {raw}.annotations (({row},{column}),({row},{column}))\n")
    return [slate, "-d", str(listed), "-t", "categorical", "-s", "token", "-o", "-l", str(raw)]


def _text(rng: random.Random, size: int) -> str:
    """Paragraphs of random sentences, apart by single line feeds; SLATE knows no others."""
    paragraphs, used = [], 0
    while used < size:
        sentences = []
        for _ in range(rng.randint(2, 4)):
            words = [rng.choice(_WORDS) for _ in range(rng.randint(8, 24))]
            if rng.random() < 0.3:
                words[2] = f"“{words[2]}"
                words[5] = f"{words[5]}”"
            sentences.append(" ".join(words).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
        used += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)


def _spans(rng: random.Random, text: str, count: int) -> list[tuple[int, int, str]]:
    """Distinct spans inside paragraphs, 10 to 380 code points, on word edges, overlapping at random."""
    found: set[tuple[int, int, str]] = set()
    while len(found) < count:
        start = text.find(" ", rng.randrange(len(text) - 400)) + 1
        end = text.find(" ", start + rng.randint(10, 380))
        line_end = text.find("\n", start)
        end = min(x for x in (end, line_end, len(text)) if x > 0)
        if start < end:
            found.add((start, end, rng.choice(tuple(_LABELS))))
    return sorted(found)
