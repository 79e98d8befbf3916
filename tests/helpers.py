"""What the tests share: two invented articles, and short ways to tag and to look."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotate.config import Config
from annotate.model import Link, Span
from annotate.text.document import article_id
from annotate.workbench.bench import Workbench

MILL = """Mill owner denies dumping dye

The Harbour Post, 3 May 2031

The river has run blue since April, residents of Lowmere said.

“Nothing has left our mill,” the owner, Ada Quill, told reporters on Friday. “The claim is baseless.”

Two divers found no pipe 👩‍🔧 at the weir.
"""
COUNCIL = """Council says river was tested

The Lowmere Courier, 4 May 2031

The river has been blue since April, a clerk of the council said. It was tested twice.

Ada Quill called the tests worthless. 河水是藍色的。
"""


def open_bench(database: Path, annotator: str = "kim") -> Workbench:
    return Workbench.open(Config(database, annotator))


def import_texts(bench: Workbench, folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Write texts to files, import them, and return the articles' ids in the same order."""
    ids = []
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text.encode())
        (report,) = bench.import_paths([path])
        assert report.error is None
        assert report.article_id is not None
        ids.append(report.article_id)
    return ids


def article(bench: Workbench, file_name: str) -> str:
    return bench.find_article(file_name)


def place(bench: Workbench, words: str) -> tuple[str, int, int]:
    """Article id and offsets of words that stand in the collection once."""
    found = [(i, text.index(words)) for i, text in bench.texts() if words in text]
    assert len(found) == 1
    return found[0][0], found[0][1], found[0][1] + len(words)


def tag(bench: Workbench, label: str, words: str) -> Span:
    span_id = bench.tag(*_labelled(label, place(bench, words)))
    return bench.spans_by_id([span_id])[span_id]


def _labelled(label: str, where: tuple[str, int, int]) -> tuple[str, str, int, int]:
    return where[0], label, where[1], where[2]


def link(bench: Workbench, type_name: str, source: Span, target: Span) -> Link:
    link_id = bench.link(type_name, source, target)
    return next(x for x in bench.links() if x.id == link_id)


def fresh(bench: Workbench, span: Span) -> Span:
    """The span as it stands now."""
    return bench.spans_by_id([span.id])[span.id]


def dataset(bench: Workbench) -> bytes:
    return b"".join(bench.export_lines())


def record(text: str, /, **changes: Any) -> dict[str, Any]:
    """A sound line of a dataset without annotations, with what is to be different."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    meta = dict.fromkeys(
        ("title", "outlet", "published", "updated", "byline", "url", "language", "event", "source_file")
    )
    return {
        "schema_version": "1.0",
        "id": article_id(sha256),
        "sha256": sha256,
        "text": text,
        "meta": meta,
        "states": [],
        "spans": [],
        "links": [],
        **changes,
    }


def span_record(number: int, text: str, start: int, end: int, /, **changes: Any) -> dict[str, Any]:
    attributes = dict.fromkeys(("speaker", "mode", "stance", "certainty", "date", "target_external", "note"))
    return {
        "id": uuid(number),
        "annotator": "ana",
        "layer": "independent",
        "label": "claim",
        "start": start,
        "end": end,
        "text": text[start:end],
        "fragments": [[start, end]],
        "attributes": attributes,
        "origin": "human",
        "created_at": "2031-05-06T07:08:09.123Z",
        **changes,
    }


def link_record(
    number: int, source: int, target: int, target_article: str, /, **changes: Any
) -> dict[str, Any]:
    return {
        "id": uuid(number),
        "annotator": "ana",
        "layer": "independent",
        "type": "rebuts",
        "source": uuid(source),
        "target": uuid(target),
        "target_article": target_article,
        "note": None,
        "origin": "human",
        "created_at": "2031-05-06T07:08:09.123Z",
        **changes,
    }


def uuid(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012x}"


def write_dataset(path: Path, *records: dict[str, Any]) -> Path:
    lines = [json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in records]
    path.write_text("".join(lines), "utf-8")
    return path


def annotate(*arguments: str | Path, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-c", "from annotate.cli.app import main; main()", *map(str, arguments)],
        cwd=cwd,
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANNOTATE_")}
    return {**kept, "PYTHONUTF8": "1", **more}
