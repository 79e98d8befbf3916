"""What all parts of the workbench share: the open store, the scheme, and who is at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache

from annotate.config import Config
from annotate.model import Layer
from annotate.store import commands, queries
from annotate.store.engine import Store, Transaction
from annotate.store.history import Step, record
from annotate.store.scope import Scope
from annotate.text.document import annotator_id


class Base:
    """The open store and its user."""

    def __init__(self, store: Store, config: Config) -> None:
        self.store = store
        self.config = config
        self.scheme = config.scheme
        self.handle = config.annotator
        self.annotator_id = annotator_id(config.annotator)
        # Texts never change, so they may be kept; few, since one can have megabytes.
        self._text = lru_cache(maxsize=8)(self._read_text)
        self._registered = False

    @property
    def scope(self) -> Scope:
        """The spans and links that are worked on: the user's own, or all of gold."""
        return Scope.of(self.annotator_id, self.config.layer)

    def work_on(self, layer: Layer) -> None:
        """Work on another layer from now on."""
        self.config = replace(self.config, layer=layer)

    @property
    def read_only(self) -> bool:
        """Whether the database can only be viewed."""
        return self.store.read_only

    def text(self, article_id: str) -> str:
        """The stored text of an article. UnknownName if there is none."""
        return self._text(article_id)

    def _read_text(self, article_id: str) -> str:
        with self.store.reader() as connection:
            return queries.text(connection, article_id)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction in the user's name: who never wrote has no row, so that looking leaves no trace."""
        with self.store.writer() as connection:
            if not self._registered:
                commands.register_annotator(connection, self.annotator_id, self.handle)
            yield connection
        self._registered = True

    @contextmanager
    def step(self, action: str, article_id: str | None = None) -> Iterator[Step]:
        """One transaction and one undo step, on the layer that is open.

        RuleError where a span or link of another layer was touched; then nothing is written.
        """
        layer = self.config.layer
        with self.writing() as connection:
            made = Step(connection, self.annotator_id, action, article_id)
            yield made
            commands.refuse_other_layers(made, layer)
            if layer == "gold" and any(x.table in ("span", "link") for x in made.changes):
                made.action = f"gold: {made.action}"
            record(made)

    def close(self) -> None:
        """Close the database."""
        self.store.close()
