"""Importing files: each is taken in whole or not at all, and says which."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from annotate.errors import AnnotateError, DatabaseError, NothingToImport
from annotate.formats import jsonl
from annotate.formats.articles import FormatName, Source, opened, read_article, sources
from annotate.formats.records import ArticleRecord
from annotate.store.intake import Incoming, Tally, fragments_column, take_in
from annotate.text.document import annotator_id, decode
from annotate.text.metadata import propose
from annotate.workbench.base import Base

_TEXTS_A_STEP = 200
"""Plain articles share a transaction in groups, for speed; a group never splits a file."""


@dataclass(slots=True)
class FileReport:
    """What became of one file."""

    path: Path
    tally: Tally = field(default_factory=Tally)
    warning: str | None = None
    error: AnnotateError | None = None
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    report: FileReport
    incoming: Incoming


class Importing(Base):
    """Taking in articles and datasets."""

    def import_paths(
        self,
        paths: Sequence[str | Path],
        format_name: FormatName | None = None,
        encoding: str | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> list[FileReport]:
        """Import files, folders and globs; a report for each file, in the order they were taken.

        A file with an error is left out whole and the others go on; a path that names no file has a
        report too. Trouble with the database itself (a full disk, a lock) stops and raises.
        `progress` is told bytes done and bytes in all.
        """
        files, unusable = sources(paths, format_name)
        sizes = [_size(file.path) for file in files]
        done, total = 0, sum(sizes) or 1
        reports = [FileReport(one.path, error=one.error) for one in unusable]
        waiting: list[_Prepared] = []
        for file, size in zip(files, sizes, strict=True):
            report = FileReport(file.path)
            reports.append(report)
            try:
                if file.format == "text":
                    waiting.append(self._prepare(file, encoding, report))
                else:
                    report.tally = self._take_dataset(file, _from(progress, done, total))
            except DatabaseError:
                raise
            except AnnotateError as error:
                report.error = error
            if len(waiting) >= _TEXTS_A_STEP:
                self._take_texts(waiting)
            done += size
            progress(done, total)
        self._take_texts(waiting)
        return reports

    def _prepare(self, file: Source, encoding: str | None, report: FileReport) -> _Prepared:
        decoded = decode(read_article(file.path), str(file.path), encoding)
        document = decoded.document
        proposal = propose(document.text)
        report.warning = decoded.warning
        report.article_id = document.id
        article = {
            "id": document.id,
            "sha256": document.sha256,
            "chars": len(document.text),
            **asdict(proposal),
            "event": None,
            "source_file": _shown(file.path),
        }
        return _Prepared(report, Incoming(str(file.path), article, document.text, proposed=True))

    def _take_texts(self, waiting: list[_Prepared]) -> None:
        if not waiting:
            return
        names = _shown(waiting[0].report.path) if len(waiting) == 1 else f"{len(waiting)} articles"
        with self.writing() as connection:
            tally = take_in(
                connection, self.annotator_id, [x.incoming for x in waiting], self.scheme, f"import {names}"
            )
        new = set(tally.new_articles)
        for one in waiting:
            article_id = one.incoming.article["id"]
            one.report.tally = Tally(
                articles=int(article_id in new), articles_known=int(article_id not in new)
            )
            new.discard(article_id)  # a second file with the same text is not new
        waiting.clear()

    def _take_dataset(self, file: Source, progress: Callable[[int], None]) -> Tally:
        action = f"import {_shown(file.path)}"
        with opened(file.path) as lines, self.writing() as connection:
            return take_in(
                connection, self.annotator_id, _incoming(lines, file.path, progress), self.scheme, action
            )


def _incoming(lines: Iterator[bytes], path: Path, progress: Callable[[int], None]) -> Iterator[Incoming]:
    read = 0
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for line in lines:
            read += len(line)
            yield line

    for count, record in enumerate(jsonl.read(counted(), str(path)), start=1):
        if count % 100 == 0:
            progress(read)
        yield to_incoming(record, f"{path} line {count}")
    if not count:
        raise NothingToImport(f"{path} holds no article", "a dataset has one JSON object a line")


def to_incoming(record: ArticleRecord, place: str) -> Incoming:
    """A record of the dataset as columns of the tables."""
    handles = {
        *(state.annotator for state in record.states),
        *(span.annotator for span in record.spans),
        *(link.annotator for link in record.links),
    }
    ids = {handle: annotator_id(handle) for handle in handles}
    return Incoming(
        place=place,
        article={
            "id": record.id,
            "sha256": record.sha256,
            "chars": len(record.text),
            **record.meta.model_dump(),
        },
        text=record.text,
        annotators={ids[handle]: handle for handle in sorted(handles)},
        states=[(ids[state.annotator], state.state) for state in record.states],
        spans=[
            {
                "id": span.id,
                "article_id": record.id,
                "annotator_id": ids[span.annotator],
                "layer": span.layer,
                "label": span.label,
                "start": span.start,
                "end": span.end,
                "quote": span.text,
                "fragments": fragments_column(span.fragments),
                **dict(span.attributes),
                "origin": span.origin,
                "created_at": span.created_at,
            }
            for span in record.spans
        ],
        links=[
            {
                "id": link.id,
                "annotator_id": ids[link.annotator],
                "layer": link.layer,
                "type": link.type,
                "source_id": link.source,
                "target_id": link.target,
                "target_article": link.target_article,
                "note": link.note,
                "origin": link.origin,
                "created_at": link.created_at,
            }
            for link in record.links
        ],
    )


def _from(progress: Callable[[int, int], None], base: int, total: int) -> Callable[[int], None]:
    return lambda read: progress(base + read, total)


def _shown(path: Path) -> str:
    """The file's name; where it is not UTF-8 it arrives with surrogates, which no database takes."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
