"""Three invented articles with the work of “kim” on them, and what the tests of the workbench share.

`ferry` has nested and overlapping spans and a link from another article, `union` has one rebuttal,
`mixed` has Chinese, emoji, flags, decomposed letters and no spans.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annotate.config import Config
from annotate.scheme import DEFAULT, Scheme
from annotate.text.document import article_id
from annotate.workbench.bench import Workbench
from helpers import link_record, open_bench, record, span_record, write_dataset

FERRY = """Ferry company denies that its fares broke the law

The Sound Gazette, 2 June 2031

The new fares are wholly unlawful and void, the islanders’ union said on Monday. Two councils agreed.

“No rule was broken,” said Ines Moreau, who runs the company. “The fares are fair.” She left at noon.

Photo: The night ferry at the quay.

The harbour office said that the company had been warned in April, and that nobody had answered it since.
"""
UNION = """Union calls the fares plainly unlawful

The Island Mail, 3 June 2031

The new fares are plainly unlawful and invalid, the union repeated. Nobody at the company has answered.

Ms Moreau called the complaint a stunt. It will be heard in July.
"""
MIXED = (
    """渡輪公司：「票價合法」

Notes of a traveller, 4 June 2031

公司昨天說，新票價完全合法。工會表示「票價無效」，要求退款。

Moreau’s cafe\u0301 na\u0131\u0308f 👩‍👩‍👧 crew waved 🇫🇷🇨🇭 and 👍🏽 at the pier. """
    """It was a\tquiet day, the pilot said. 👩‍🔧"""
)
ARTICLES = {"ferry": FERRY, "union": UNION, "mixed": MIXED}
_TITLES = {
    "ferry": ("Ferry company denies that its fares broke the law", "The Sound Gazette", "2031-06-02"),
    "union": ("Union calls the fares plainly unlawful", "The Island Mail", "2031-06-03"),
    "mixed": ("渡輪公司：「票價合法」", None, "2031-06-04"),
}

CLAIM = "The new fares are wholly unlawful and void"
NESTED = "unlawful and void"
OVERLAPPING = "void, the islanders’ union"
SPEAKER = "the islanders’ union said"
REBUTTAL = "Ms Moreau called the complaint a stunt"


def article(name: str) -> str:
    """The id of one of the articles."""
    import hashlib

    return article_id(hashlib.sha256(ARTICLES[name].encode()).hexdigest())


def place(name: str, words: str) -> tuple[int, int]:
    """Where words stand in one of the articles, for the first time."""
    start = ARTICLES[name].index(words)
    return start, start + len(words)


def _span(number: int, name: str, label: str, words: str, **attributes: str) -> dict[str, Any]:
    made = span_record(number, ARTICLES[name], *place(name, words), annotator="kim", label=label)
    made["attributes"].update(attributes)
    return made


def _line(name: str, spans: Sequence[dict[str, Any]], links: Sequence[dict[str, Any]]) -> dict[str, Any]:
    line = record(ARTICLES[name], spans=list(spans), links=list(links))
    title, outlet, published = _TITLES[name]
    line["meta"].update(title=title, outlet=outlet, published=published, source_file=f"{name}.txt")
    return line


def write_project(folder: Path) -> Path:
    """Make the database with the three articles and return its path."""
    kim = {"annotator": "kim"}
    ferry_spans = [
        _span(1, "ferry", "claim", CLAIM, speaker="the union"),
        _span(2, "ferry", "claim", NESTED),
        _span(3, "ferry", "rebuttal", OVERLAPPING),
        _span(4, "ferry", "attribution", SPEAKER),
    ]
    links = [{**link_record(11, 4, 1, article("ferry")), **kim, "type": "attributes"}]
    across = [{**link_record(12, 5, 1, article("ferry")), **kim}]
    dataset = write_dataset(
        folder / "work.jsonl",
        _line("ferry", ferry_spans, links),
        _line("union", [_span(5, "union", "rebuttal", REBUTTAL)], across),
        _line("mixed", [], []),
    )
    database = folder / "annotations.db"
    with open_bench(database) as bench:
        (report,) = bench.import_paths([dataset])
        assert report.error is None
    dataset.unlink()
    return database


def add_second_opinion(database: Path) -> None:
    """Work of “lou” on the same articles, which both have done: other edges, another label, one span less."""
    both = [{"annotator": who, "state": "done"} for who in ("kim", "lou")]
    lou = {"annotator": "lou"}
    ferry_spans = [
        {**_span(21, "ferry", "claim", "new fares are wholly unlawful and void"), **lou},
        {**_span(22, "ferry", "claim", OVERLAPPING), **lou},
        {**_span(23, "ferry", "attribution", SPEAKER), **lou},
        {**_span(24, "ferry", "claim", "The fares are fair"), **lou},
    ]
    links = [{**link_record(31, 23, 21, article("ferry")), **lou, "type": "attributes"}]
    union_spans = [{**_span(25, "union", "rebuttal", REBUTTAL), **lou}]
    lines = [
        {**_line("ferry", ferry_spans, links), "states": both},
        {**_line("union", union_spans, []), "states": both},
        {**_line("mixed", [], []), "states": both},
    ]
    dataset = write_dataset(database.with_name("lou.jsonl"), *lines)
    with open_bench(database) as bench:
        (report,) = bench.import_paths([dataset])
        assert report.error is None
    dataset.unlink()


def config(
    database: Path, *, keys: Mapping[str, str] | None = None, scheme: Scheme = DEFAULT, theme: str = "dark"
) -> Config:
    """The settings of “kim”."""
    return Config(database, "kim", theme=theme, keys=keys or {}, scheme=scheme)


def quotes(bench: Workbench, name: str) -> list[tuple[str, str]]:
    """Label and quote of the spans of an article, in order."""
    return [(span.label, span.quote) for span in bench.spans([article(name)])]
