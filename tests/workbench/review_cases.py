"""Projects to review: marks of some annotators on invented articles, imported as one dataset."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annotate.workbench.bench import Workbench
from annotate.workbench.review_values import Item
from helpers import link_record, open_bench, record, span_record, write_dataset

FERRY = (
    "The ferry is late every day, said the baker. The harbour master denied it: no boat was late in May. "
    "A clerk recalled two late boats and called the denial absurd."
)
BRIDGE = "The bridge is closed, the mayor said. Nobody closed the bridge, the guild of masons answered."
TEXTS = (FERRY, BRIDGE)

Mark = tuple[int, int, int, str]
"""Article, start, end, label."""
Relation = tuple[int, str, int]
"""Number of the source mark, type, number of the target mark."""


def project(
    folder: Path,
    marks: Mapping[str, Sequence[Mark]],
    links: Mapping[str, Sequence[Relation]] | None = None,
    *,
    texts: Sequence[str] = TEXTS,
    states: Mapping[str, str] | None = None,
    attributes: Mapping[tuple[str, int], Mapping[str, str]] | None = None,
    reviewer: str = "lea",
) -> Workbench:
    """A workbench on a new database with everybody's marks; all have done all, but those in `states`."""
    records = [record(text) for text in texts]
    number = 0
    ids: dict[tuple[str, int], int] = {}
    for who in marks:
        for each in records:
            each["states"].append({"annotator": who, "state": (states or {}).get(who, "done")})
        for i, (article, start, end, label) in enumerate(marks[who]):
            number += 1
            ids[who, i] = number
            span = span_record(number, texts[article], start, end, annotator=who, label=label)
            span["attributes"] |= (attributes or {}).get((who, i), {})
            records[article]["spans"].append(span)
        for source, type_name, target in (links or {}).get(who, ()):
            number += 1
            far = records[marks[who][target][0]]["id"]
            made = link_record(number, ids[who, source], ids[who, target], far, annotator=who, type=type_name)
            records[marks[who][source][0]]["links"].append(made)
    bench = open_bench(folder / "annotations.db", reviewer)
    (report,) = bench.import_paths([write_dataset(folder / "set.jsonl", *records)])
    assert report.error is None, report.error
    return bench


def words(text: str, wanted: str, label: str = "claim", article: int = 0) -> Mark:
    start = text.index(wanted)
    return article, start, start + len(wanted), label


def gold_spans(bench: Workbench) -> list[tuple[str, str]]:
    return [(x.label, x.quote) for x in bench.spans(layer="gold")]


def gold_links(bench: Workbench) -> list[tuple[str, str, str]]:
    spans = {x.id: x.quote for x in bench.spans(layer="gold")}
    return sorted((x.type, spans[x.source_id], spans[x.target_id]) for x in bench.links(layer="gold"))


def only(items: Sequence[Item]) -> Item:
    (item,) = items
    return item


def snapshot(bench: Workbench) -> tuple[Any, ...]:
    """All that review makes, without versions and times."""
    spans = [
        (x.id, x.article_id, x.label, x.start, x.end, x.quote, x.attributes)
        for x in bench.spans(layer="gold")
    ]
    links = [(x.id, x.type, x.source_id, x.target_id) for x in bench.links(layer="gold")]
    decisions = [
        (x.id, x.decision.action, x.decision.taken, x.decision.spans, x.decision.links, x.state, x.stale)
        for x in bench.review(kinds=EVERY)
        if x.decision is not None
    ]
    return spans, links, sorted(decisions)


EVERY: Any = (
    "agree", "missing", "boundary", "label", "boundary+label", "attribute",
    "link-missing", "link-type", "link-direction", "link-endpoint", "link-blocked", "cluster",
)  # fmt: skip


LATE = words(FERRY, "The ferry is late every day")
LATE_SHORT = words(FERRY, "ferry is late every day")
NO_BOAT = words(FERRY, "no boat was late in May", "rebuttal")
TWO_BOATS = words(FERRY, "two late boats")
CLOSED = words(BRIDGE, "The bridge is closed", "claim", 1)
NOBODY = words(BRIDGE, "Nobody closed the bridge", "rebuttal", 1)


def boundary(folder: Path) -> Workbench:
    return project(folder, {"ana": [LATE], "ben": [LATE_SHORT]})


def disputed_link(folder: Path) -> Workbench:
    return project(
        folder,
        {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]},
        {"ana": [(1, "rebuts", 0)]},
    )
