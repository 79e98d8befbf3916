"""The index of statements: opened beside the database, kept up to date, made anew where it cannot be used.

It depends on texts, which never change, and on the roles of lines; edits of annotations do not touch it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.store import queries
from annotate.workbench.reading import Reading

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.statements.corpus import Document
    from annotate.statements.index import Index
    from annotate.store.engine import Store

_FINDING = 2
"""Another number makes every index anew: for when statements are found in another way."""
_SUFFIX = ".statements"
_DELTA_KEPT = 0.1
"""Share of statements that were added since the file was written, from which it is written again."""


class Indexing(Reading):
    """The index of all statements of the collection."""

    def __init__(self, store: Store, config: Config) -> None:
        super().__init__(store, config)
        self._index: Index | None = None
        self._mark: tuple[int, int] | None = None
        """What `queries.sources_mark` was when the index was up to date."""
        self._file: tuple[int, int, int] | None = None
        """Which file the index was read from or written to: inode, size and time of change."""
        self._damaged = False
        """Whether the file was found damaged, and could not be replaced."""
        self._indexing = threading.Lock()

    @property
    def index_path(self) -> Path:
        """Where the index is kept."""
        return self.store.path.with_name(self.store.path.name + _SUFFIX)

    def index(self, progress: Callable[[int, int], None] = lambda done, total: None) -> Index:
        """The index of all statements there are now; found, brought up to date, or made.

        Safe from several threads: the second waits for the first. A file that is missing, damaged or of
        another version is made anew; one that cannot be written stays in memory.
        """
        with self._indexing:
            self._drop_changed()
            index = self._index or self._opened()
            with self.store.reader() as connection:
                mark = queries.sources_mark(connection)
                if self._index is not None and mark == self._mark:
                    return self._index
                wanted = {article_id: _revision(roles) for article_id, roles in queries.sources(connection)}
            missing = [
                a for a, revision in wanted.items() if index is None or index.sources.get(a) != revision
            ]
            gone = [] if index is None else [a for a in index.sources if a not in wanted]
            if index is None or missing or gone:
                index = self._brought_up(index, missing, gone, progress)
            self._index, self._mark = index, mark
            return index

    def verify_index(self) -> None:
        """Read the whole index file against its check sums; a damaged one is made anew."""
        from annotate.statements.arrays import Unusable, verify

        if not self.index_path.exists():
            return
        try:
            verify(self.index_path)
        except Unusable:
            with self._indexing:
                self._index = self._mark = None
                self._damaged = True
            self.index()

    def _drop_changed(self) -> None:
        """Let go of an index whose file another program has written to: it may be cut under our feet."""
        from annotate.statements.arrays import Unusable, verify

        found = _which(self.index_path)
        if self._index is None or found is None or found == self._file:
            return
        self._index = self._mark = None
        try:
            verify(self.index_path)
        except Unusable:
            self._damaged = True

    def _opened(self) -> Index | None:
        from annotate.statements.arrays import Unusable
        from annotate.statements.index import Index

        if self._damaged:
            return None
        try:
            self._file = _which(self.index_path)
            return Index.load(self.index_path)
        except Unusable:
            return None

    def _brought_up(
        self, index: Index | None, missing: list[str], gone: list[str], progress: Callable[[int, int], None]
    ) -> Index:
        from annotate.statements.index import Index

        total = len(missing)
        progress(0, total)
        if index is None or total > len(index.sources) // 2:
            with self.store.reader() as connection:
                every = [article_id for article_id, _ in queries.sources(connection)]
            total = len(every)
            index = Index.build(self._documents(every), progress=lambda done: progress(done, total))
        else:
            index = index.updated(list(self._documents(missing)), [*gone, *missing])
            if index.delta_share < _DELTA_KEPT:
                return index
            index = index.compacted()
        if not self.store.read_only:
            try:
                index.save(self.index_path)
            except OSError:
                return index  # a full disk or folder without leave: it is only made again the next time
            self._damaged = False
            self._file = _which(self.index_path)
        return index

    def _documents(self, article_ids: list[str]) -> Iterator[Document]:
        from annotate.statements.corpus import Document

        with self.store.reader() as connection:
            roles = dict(queries.sources(connection))
            for article_id, text in queries.texts(connection, article_ids):
                by_hand = queries.roles_of(roles[article_id])
                yield Document(article_id, _revision(roles[article_id]), text, by_hand)


def _which(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _revision(roles: str) -> str:
    return blake2b(f"{_FINDING}:{roles}".encode(), digest_size=8).hexdigest()
