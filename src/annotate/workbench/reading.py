"""Use cases that only read: lists, one article with all that stands on it, search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.errors import UnknownName
from annotate.model import Article, HistoryEntry, Layer, Link, Span, State
from annotate.store import gold, queries, steps
from annotate.store.engine import Transaction
from annotate.store.scope import Scope
from annotate.text.document import annotator_id
from annotate.workbench.base import Base


@dataclass(frozen=True, slots=True)
class Open:
    """An article opened for work: what the article view needs, read at one moment."""

    article: Article
    text: str
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    """Links with either end here."""
    others: dict[str, Span]
    """Spans of other articles at the far ends of those links, by id."""
    sources: dict[str, str]
    """Where the articles that those spans stand in are from, by id."""
    newest_step: int
    """The newest step that counts (see `Reading.newest_step`) when this was read."""
    layer: Layer
    """The layer that spans and links are of."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a search found its text; offsets in code points."""

    article_id: str
    start: int
    end: int
    line: str
    """The line of the text it stands in."""
    line_start: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How many live spans and links each article has, by article id; none where it has none."""

    spans: dict[str, int]
    links: dict[str, int]
    """By the article of the link's source."""


class Reading(Base):
    """Lists, articles and searches."""

    def articles(self) -> list[Article]:
        """All articles with the user's states and counts, by date, then title; with gold open, its counts."""
        with self.store.reader() as connection:
            return queries.articles(connection, self.annotator_id, self.config.layer)

    def find_article(self, name: str) -> str:
        """The id of the one article that `name` means: an id or its start, a file name, a title.

        UnknownName where none or several fit.
        """
        folded = name.casefold()
        every = self.articles()
        for fits in (
            lambda a: a.id == name or a.meta.source_file == name,
            lambda a: len(name) >= 4 and a.id.startswith(name.lower()),
            lambda a: (
                folded in (a.meta.title or "").casefold() or folded in (a.meta.source_file or "").casefold()
            ),
        ):
            found = [article.id for article in every if fits(article)]
            if len(found) == 1:
                return found[0]
            if found:
                raise UnknownName(
                    f"{len(found)} articles fit “{name}”", "say more of the title, or give the id"
                )
        raise UnknownName(f"no article fits “{name}”", "list them: annotate articles")

    def open_article(self, article_id: str, known: Open | None = None) -> Open:
        """Everything of the open layer that stands on one article. UnknownName if there is none.

        With `known`, what was read before, only spans that changed since are read: an edit among
        thousands is seen as fast as one among ten.
        """
        scope = self.scope
        with self.store.reader() as connection:
            article = queries.article(connection, article_id, self.annotator_id)
            if known is not None and (known.article.id, known.layer) == (article_id, scope.layer):
                spans = _since(connection, known, scope)
            else:
                spans = queries.spans(
                    connection,
                    article_ids=[article_id],
                    annotator_id=scope.annotator_id,
                    layer=scope.layer,
                )
            links = queries.links(
                connection,
                article_ids=[article_id],
                annotator_id=scope.annotator_id,
                layer=scope.layer,
                incoming=True,
            )
            here = {span.id for span in spans}
            far = {end for link in links for end in (link.source_id, link.target_id)} - here
            others = queries.spans_by_id(connection, sorted(far))
            elsewhere = {span.article_id for span in others.values()}
            sources = {i: queries.article(connection, i, self.annotator_id).source for i in elsewhere}
            newest = _newest_step(connection, scope)
        return Open(
            article, self.text(article_id), tuple(spans), tuple(links), others, sources, newest, scope.layer
        )

    def newest_step(self) -> int:
        """The number of the newest step that may have changed the open layer, in whatever workbench.

        Of the user's own layer that is the user's newest step; gold is changed by everybody.
        """
        with self.store.reader() as connection:
            return _newest_step(connection, self.scope)

    def layer_spans(self, article_ids: Sequence[str] | None = None) -> list[Span]:
        """Spans of the open layer, the user's own or gold; of all articles, or of those given."""
        scope = self.scope
        with self.store.reader() as connection:
            return queries.spans(
                connection, article_ids=article_ids, annotator_id=scope.annotator_id, layer=scope.layer
            )

    def last_visited(self) -> str | None:
        """The article the user was in last."""
        with self.store.reader() as connection:
            return queries.last_visited(connection, self.annotator_id)

    def spans(
        self,
        article_ids: Sequence[str] | None = None,
        annotator: str | None = None,
        layer: Layer | None = None,
    ) -> list[Span]:
        """Spans of all annotators, or of one handle; of all articles, or of those given."""
        with self.store.reader() as connection:
            return queries.spans(
                connection,
                article_ids=article_ids,
                annotator_id=self._annotator(annotator),
                layer=layer,
            )

    def links(
        self,
        article_ids: Sequence[str] | None = None,
        annotator: str | None = None,
        layer: Layer | None = None,
        *,
        incoming: bool = False,
    ) -> list[Link]:
        """Links of all annotators, or of one handle; of all articles, or with their source in those given.

        With `incoming` also those whose target lies in them.
        """
        with self.store.reader() as connection:
            return queries.links(
                connection,
                article_ids=article_ids,
                annotator_id=self._annotator(annotator),
                layer=layer,
                incoming=incoming,
            )

    def spans_by_id(self, ids: Sequence[str]) -> dict[str, Span]:
        """Live spans of those ids."""
        with self.store.reader() as connection:
            return queries.spans_by_id(connection, ids)

    def states(self) -> list[State]:
        """All states of all annotators."""
        with self.store.reader() as connection:
            return queries.states(connection)

    def totals(self, annotator: str | None = None) -> Totals:
        """Counts of all annotators and layers together, or of one handle."""
        only = self._annotator(annotator)
        with self.store.reader() as connection:
            return Totals(queries.span_counts(connection, only), queries.link_counts(connection, only))

    def setting(self, key: str) -> str | None:
        """A setting of the collection; None where it was never set."""
        with self.store.reader() as connection:
            return queries.setting(connection, key)

    def annotators(self) -> dict[str, str]:
        """Ids by handle."""
        with self.store.reader() as connection:
            return queries.annotators(connection)

    def speakers(self) -> list[str]:
        """Names of speakers in use, most frequent first."""
        with self.store.reader() as connection:
            return queries.speakers(connection)

    def history(
        self, *, annotator: str | None = None, article_id: str | None = None, limit: int | None = None
    ) -> list[HistoryEntry]:
        """Steps, newest first."""
        with self.store.reader() as connection:
            return steps.history(
                connection, annotator_id=self._annotator(annotator), article_id=article_id, limit=limit
            )

    def texts(self) -> Iterator[tuple[str, str]]:
        """Ids and texts of all articles."""
        with self.store.reader() as connection:
            yield from queries.texts(connection)

    def search(self, wanted: str, limit: int = 1000) -> list[Hit]:
        """Places in the whole collection that hold the text, ignoring case; in order of articles."""
        from annotate.text.search import find_all

        hits: list[Hit] = []
        for article_id, text in self.texts():
            for start, end in find_all(text, wanted):
                line_start = text.rfind("\n", 0, start) + 1
                line_end = text.find("\n", end)
                line = text[line_start : line_end if line_end >= 0 else len(text)]
                hits.append(Hit(article_id, start, end, line, line_start))
                if len(hits) >= limit:
                    return hits
        return hits

    def _annotator(self, handle: str | None) -> str | None:
        if handle is None:
            return None
        known = self.annotators()
        wanted = annotator_id(handle)
        if wanted not in known.values():
            names = ", ".join(known) or "none yet"
            raise UnknownName(f"no annotator “{handle}”", f"annotators are: {names}")
        return wanted


def _since(connection: Transaction, known: Open, scope: Scope) -> list[Span]:
    versions = queries.span_versions(connection, known.article.id, scope)
    kept = [span for span in known.spans if versions.pop(span.id, None) == span.version]
    gone = {span.id for span in known.spans} - {span.id for span in kept}
    changed = queries.spans_by_id(connection, [*versions, *gone]).values()
    return sorted([*kept, *changed], key=queries.reading_order)


def _newest_step(connection: Transaction, scope: Scope) -> int:
    if scope.annotator_id is None:
        return gold.newest_step(connection)
    return steps.newest_step(connection, scope.annotator_id)
