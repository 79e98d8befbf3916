"""Exporting the dataset: written beside its place, then renamed, so that a reader never sees half."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from annotate.errors import UnknownName
from annotate.formats import jsonl
from annotate.formats.records import SCHEMA_VERSION
from annotate.model import ATTRIBUTES, META, Article, Layer, Link, Span, State
from annotate.store import queries
from annotate.text.document import annotator_id
from annotate.workbench.base import Base
from annotate.workbench.files import replacing

DEFAULT_OUT = Path("exports") / "annotations.jsonl"
_BATCH = 500
_Row = TypeVar("_Row", Span, Link, State)


class Exporting(Base):
    """Writing the dataset."""

    def export(
        self,
        out: Path,
        annotators: Sequence[str] | None = None,
        layer: Layer | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> int:
        """Write the dataset to a file, whole or not at all; returns the number of articles.

        InputError or DiskFull where the file cannot be written; an older file is then untouched.
        """
        count = 0
        with replacing(out) as file:
            for line in self.export_lines(annotators, layer, progress):
                file.write(line)
                count += 1
        return count

    def export_lines(
        self,
        annotators: Sequence[str] | None = None,
        layer: Layer | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Iterator[bytes]:
        """The dataset's lines in UTF-8, each with its line feed, all of one moment of the database."""
        chosen = self._known(annotators)
        with self.store.reader() as connection:
            metas = {a.id: a for a in queries.articles(connection, self.annotator_id)}
            # States are of the annotators’ own layers: beside gold alone, “done” would say “without spans”.
            every = [] if layer == "gold" else queries.states(connection)
            states = _grouped(every, lambda x: x.article_id)
            ids = queries.article_ids(connection)
            for i in range(0, len(ids), _BATCH):
                some = ids[i : i + _BATCH]
                spans = _grouped(
                    queries.spans(connection, article_ids=some, layer=layer), lambda x: x.article_id
                )
                links = _grouped(
                    queries.links(connection, article_ids=some, layer=layer), lambda x: x.source_article
                )
                for article_id, text in queries.texts(connection, some):
                    yield _line(
                        metas[article_id],
                        text,
                        _of(states[article_id], chosen),
                        _of(spans[article_id], chosen),
                        _of(links[article_id], chosen),
                    )
                progress(i + len(some), len(ids))

    def _known(self, wanted: Sequence[str] | None) -> set[str] | None:
        """The handles as they are stored, which may differ in case from those asked for."""
        if wanted is None:
            return None
        with self.store.reader() as connection:
            handles = {known_id: handle for handle, known_id in queries.annotators(connection).items()}
        for name in wanted:
            if annotator_id(name) not in handles:
                names = ", ".join(handles.values()) or "none yet"
                raise UnknownName(f"no annotator “{name}”", f"annotators are: {names}")
        return {handles[annotator_id(name)] for name in wanted}


def _grouped(rows: Iterable[_Row], article: Callable[[_Row], str]) -> dict[str, list[_Row]]:
    grouped: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        grouped[article(row)].append(row)
    return grouped


def _of(rows: list[_Row], handles: set[str] | None) -> list[_Row]:
    return rows if handles is None else [row for row in rows if row.annotator in handles]


def _line(article: Article, text: str, states: list[State], spans: list[Span], links: list[Link]) -> bytes:
    """The values of an `ArticleRecord`, keys in its order, as a line."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "id": article.id,
        "sha256": article.sha256,
        "text": text,
        "meta": {name: getattr(article.meta, name) for name in META},
        "states": [{"annotator": state.annotator, "state": state.state} for state in states],
        "spans": [span_values(span) for span in spans],
        "links": [link_values(link) for link in links],
    }
    return jsonl.dump(values) + b"\n"


def span_values(span: Span) -> dict[str, Any]:
    """A span as it stands in the dataset."""
    return {
        "id": span.id,
        "annotator": span.annotator,
        "layer": span.layer,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "text": span.quote,
        "fragments": span.fragments or ((span.start, span.end),),
        "attributes": {name: getattr(span.attributes, name) for name in ATTRIBUTES},
        "origin": span.origin,
        "created_at": span.created_at,
    }


def link_values(link: Link) -> dict[str, Any]:
    """A link as it stands in the dataset."""
    return {
        "id": link.id,
        "annotator": link.annotator,
        "layer": link.layer,
        "type": link.type,
        "source": link.source_id,
        "target": link.target_id,
        "target_article": link.target_article,
        "note": link.note,
        "origin": link.origin,
        "created_at": link.created_at,
    }
