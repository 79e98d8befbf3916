"""Reads: every list the faces show, as plain values made from Core rows.

Lists of articles never touch the texts, and counts come from one grouped index query each.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Row, Select, func, or_, select

from annotate.errors import UnknownName
from annotate.model import (
    ATTRIBUTES,
    META,
    Article,
    Attributes,
    Decision,
    Layer,
    Link,
    Meta,
    Place,
    Span,
    State,
)
from annotate.store.scope import Scope
from annotate.store.tables import ANNOTATOR, ARTICLE, BOOKMARK, DECISION, LINK, PROJECT, SPAN, STATE, TEXT

_T = TypeVar("_T")
_BATCH = 500
_PLACES = 40
"""Places asked for in one query: each is a search in an index of its own."""
_ALL_NULL = [None] * len(ATTRIBUTES)
_NO_ATTRIBUTES = Attributes()
_META_OF = attrgetter(*META)
_SPANS = (
    select(
        *(SPAN.c[name] for name in ("id", "article_id")),
        ANNOTATOR.c.handle,
        *(SPAN.c[name] for name in ("layer", "label", "start", "end", "quote")),
        *(SPAN.c[name] for name in ATTRIBUTES),
        *(SPAN.c[name] for name in ("origin", "created_at", "version", "fragments")),
    )
    .join(ANNOTATOR, ANNOTATOR.c.id == SPAN.c.annotator_id)
    .where(SPAN.c.deleted_at.is_(None))
)
"""Live spans, columns in the order that `_span` unpacks: by name, a hundred thousand take twice as long."""


def articles(connection: Connection, annotator_id: str, layer: Layer = "independent") -> list[Article]:
    """All articles with the annotator's states, counts and bookmarks; by date, then title, then id.

    Counts are of what the annotator works on in that layer.
    """
    scope = Scope.of(annotator_id, layer)
    spans = span_counts(connection, scope.annotator_id, layer)
    links = link_counts(connection, scope.annotator_id, layer)
    states = dict(
        tuple(row)
        for row in connection.execute(
            select(STATE.c.article_id, STATE.c.state).where(
                STATE.c.annotator_id == annotator_id, STATE.c.deleted_at.is_(None)
            )
        )
    )
    cursors = dict(
        tuple(row)
        for row in connection.execute(
            select(BOOKMARK.c.article_id, BOOKMARK.c.cursor).where(BOOKMARK.c.annotator_id == annotator_id)
        )
    )
    rows = connection.execute(
        select(ARTICLE).order_by(
            ARTICLE.c.published.is_(None), ARTICLE.c.published, ARTICLE.c.title, ARTICLE.c.id
        )
    )
    return [
        _article(
            row,
            state=states.get(row.id, "open"),
            cursor=cursors.get(row.id, 0),
            span_count=spans.get(row.id, 0),
            link_count=links.get(row.id, 0),
        )
        for row in rows
    ]


def article(connection: Connection, article_id: str, annotator_id: str) -> Article:
    """One article with the annotator's state and bookmark. UnknownName if there is none."""
    row = connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id)).first()
    if row is None:
        raise UnknownName(f"no article {article_id}", "list them: annotate articles")
    mine = (STATE.c.article_id == article_id) & (STATE.c.annotator_id == annotator_id)
    state = connection.execute(select(STATE.c.state).where(mine, STATE.c.deleted_at.is_(None))).scalar()
    here = (BOOKMARK.c.article_id == article_id) & (BOOKMARK.c.annotator_id == annotator_id)
    cursor = connection.execute(select(BOOKMARK.c.cursor).where(here)).scalar()
    return _article(row, state=state or "open", cursor=cursor or 0, span_count=0, link_count=0)


def articles_named(connection: Connection, ids: Iterable[str]) -> dict[str, Article]:
    """Articles by id, without states, counts and bookmarks."""
    return {
        row.id: _article(row)
        for batch in _batches(select(ARTICLE), ARTICLE.c.id, ids)
        for row in connection.execute(batch)
    }


def article_ids(connection: Connection) -> list[str]:
    """All article ids, sorted."""
    return [str(x) for x in connection.execute(select(ARTICLE.c.id).order_by(ARTICLE.c.id)).scalars()]


def text(connection: Connection, article_id: str) -> str:
    """The stored text of an article. UnknownName if there is none."""
    found = connection.execute(select(TEXT.c.text).where(TEXT.c.article_id == article_id)).scalar()
    if found is None:
        raise UnknownName(f"no article {article_id}", "list them: annotate articles")
    return str(found)


def texts(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
    """Ids and texts, by id; all of them, or of the ids given."""
    statement = select(TEXT.c.article_id, TEXT.c.text).order_by(TEXT.c.article_id)
    for batch in _batches(statement, TEXT.c.article_id, ids):
        for row in connection.execute(batch):
            yield row.article_id, row.text


def last_visited(connection: Connection, annotator_id: str) -> str | None:
    """The article the annotator was in last."""
    found = connection.execute(
        select(BOOKMARK.c.article_id)
        .where(BOOKMARK.c.annotator_id == annotator_id)
        .order_by(BOOKMARK.c.at.desc())
        .limit(1)
    ).scalar()
    return str(found) if found else None


def spans(
    connection: Connection,
    *,
    article_ids: Sequence[str] | None = None,
    annotator_id: str | None = None,
    layer: Layer | None = None,
) -> list[Span]:
    """Live spans by article, start, longest first, label and id; of all articles or of those given."""
    statement = _SPANS
    if annotator_id:
        statement = statement.where(SPAN.c.annotator_id == annotator_id)
    if layer:
        statement = statement.where(SPAN.c.layer == layer)
    found = [
        _span(row)
        for batch in _batches(statement, SPAN.c.article_id, article_ids)
        for row in connection.execute(batch)
    ]
    found.sort(key=reading_order)
    return found


def spans_at(connection: Connection, places: Iterable[Place], scope: Scope) -> list[Span]:
    """Live spans that share a character with one of the places.

    Only those are read, however many their articles have.
    """
    found: dict[str, Span] = {}
    for some in _chunks(places, _PLACES):
        at = (
            (SPAN.c.article_id == p.article_id) & (SPAN.c.start < p.end) & (SPAN.c.end > p.start)
            for p in some
        )
        # The articles are said apart, so that the index is entered by them, whatever the rest.
        articles = SPAN.c.article_id.in_(sorted({p.article_id for p in some}))
        statement: Select[Any] = _SPANS.where(articles, *scope.conditions(SPAN), or_(*at))
        found |= {row[0]: _span(row) for row in connection.execute(statement)}
    return sorted(found.values(), key=reading_order)


def nearest_spans(
    connection: Connection, place: Place, scope: Scope, labels: Iterable[str], limit: int
) -> list[Span]:
    """The spans of some labels that are nearest to a place of their article.

    Those before it first, the nearest first; then those after it.
    """
    here: Select[Any] = _SPANS.where(
        SPAN.c.article_id == place.article_id,
        *scope.conditions(SPAN),
        SPAN.c.label.in_(list(labels)),
    )
    before = here.where(SPAN.c.end <= place.start).order_by(SPAN.c.start.desc()).limit(limit)
    after = here.where(SPAN.c.start >= place.end).order_by(SPAN.c.start).limit(limit)
    return [_span(row) for each in (before, after) for row in connection.execute(each)][:limit]


def reading_order(span: Span) -> tuple[str, int, int, str, str]:
    """The order of spans in every list: article, start, longest first, label, id."""
    return span.article_id, span.start, -span.end, span.label, span.id


def span_versions(connection: Connection, article_id: str, scope: Scope) -> dict[str, int]:
    """Ids and versions of the live spans on an article."""
    rows = connection.execute(
        select(SPAN.c.id, SPAN.c.version).where(
            SPAN.c.article_id == article_id,
            *scope.conditions(SPAN),
            SPAN.c.deleted_at.is_(None),
        )
    )
    return dict(tuple(row) for row in rows)


def spans_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Span]:
    """Live spans of those ids."""
    statement = _SPANS
    return {
        row[0]: _span(row)
        for batch in _batches(statement, SPAN.c.id, ids)
        for row in connection.execute(batch)
    }


def links(
    connection: Connection,
    *,
    article_ids: Sequence[str] | None = None,
    annotator_id: str | None = None,
    layer: Layer | None = None,
    incoming: bool = False,
) -> list[Link]:
    """Live links by type, source and target; of all articles, or with their source in those given.

    With `incoming` also those whose target lies in them.
    """
    statement = (
        select(LINK, ANNOTATOR.c.handle)
        .join(ANNOTATOR, ANNOTATOR.c.id == LINK.c.annotator_id)
        .where(LINK.c.deleted_at.is_(None))
    )
    if annotator_id:
        statement = statement.where(LINK.c.annotator_id == annotator_id)
    if layer:
        statement = statement.where(LINK.c.layer == layer)
    if article_ids is None:
        batches = [statement]
    else:
        batches = []
        for some in _chunks(article_ids):
            ends = LINK.c.source_article.in_(some)
            batches.append(statement.where(or_(ends, LINK.c.target_article.in_(some)) if incoming else ends))
    found = {row.id: _link(row) for batch in batches for row in connection.execute(batch)}
    return sorted(found.values(), key=lambda x: (x.source_article, x.type, x.source_id, x.target_id, x.id))


def links_of_span(connection: Connection, span_id: str) -> list[Link]:
    """Live links at either end of a span."""
    ends = or_(LINK.c.source_id == span_id, LINK.c.target_id == span_id)
    statement = (
        select(LINK, ANNOTATOR.c.handle)
        .join(ANNOTATOR, ANNOTATOR.c.id == LINK.c.annotator_id)
        .where(LINK.c.deleted_at.is_(None), ends)
    )
    return [_link(row) for row in connection.execute(statement)]


def states(connection: Connection, annotator_id: str | None = None) -> list[State]:
    """All states that were set, by article and handle."""
    statement = (
        select(ANNOTATOR.c.handle, STATE.c.article_id, STATE.c.state)
        .join(ANNOTATOR, ANNOTATOR.c.id == STATE.c.annotator_id)
        .where(STATE.c.deleted_at.is_(None))
        .order_by(STATE.c.article_id, ANNOTATOR.c.handle)
    )
    if annotator_id:
        statement = statement.where(STATE.c.annotator_id == annotator_id)
    return [State(*row) for row in connection.execute(statement)]


def annotators(connection: Connection) -> dict[str, str]:
    """Ids of all annotators by handle."""
    rows = connection.execute(select(ANNOTATOR.c.handle, ANNOTATOR.c.id).order_by(ANNOTATOR.c.handle))
    return dict(tuple(row) for row in rows)


def span_counts(
    connection: Connection, annotator_id: str | None = None, layer: Layer | None = None
) -> dict[str, int]:
    """Live spans by article id; of all annotators and layers, or of those given."""
    return _counts(connection, SPAN.c.article_id, SPAN, annotator_id, layer)


def link_counts(
    connection: Connection, annotator_id: str | None = None, layer: Layer | None = None
) -> dict[str, int]:
    """Live links by the article of their source; of all annotators and layers, or of those given."""
    return _counts(connection, LINK.c.source_article, LINK, annotator_id, layer)


def _counts(
    connection: Connection, column: Any, table: Any, annotator_id: str | None, layer: str | None
) -> dict[str, int]:
    statement = select(column, func.count()).where(table.c.deleted_at.is_(None)).group_by(column)
    if annotator_id:
        statement = statement.where(table.c.annotator_id == annotator_id)
    if layer:
        statement = statement.where(table.c.layer == layer)
    return dict(tuple(row) for row in connection.execute(statement))


def setting(connection: Connection, key: str) -> str | None:
    """A setting of the collection; None where it was never set."""
    found = connection.execute(select(PROJECT.c.value).where(PROJECT.c.key == key)).scalar()
    return None if found is None else str(found)


def _chunks(values: Iterable[_T], size: int = _BATCH) -> Iterator[list[_T]]:
    every = list(values)
    for i in range(0, len(every), size):
        yield every[i : i + size]


def _batches(statement: Select[Any], column: Any, ids: Iterable[str] | None) -> Iterator[Select[Any]]:
    """The statement as it is, or once for every few hundred ids (databases limit parameters)."""
    if ids is None:
        yield statement
    else:
        for some in _chunks(ids):
            yield statement.where(column.in_(some))


def _article(row: Row[Any], **counts: Any) -> Article:
    return Article(
        id=row.id,
        sha256=row.sha256,
        meta=Meta(*_META_OF(row)),
        chars=row.chars,
        version=row.version,
        line_roles=roles_of(row.line_roles) if row.line_roles != "{}" else {},
        **counts,
    )


def roles_of(column: str) -> dict[int, str]:
    """The roles set by hand, by line number, from the column that keeps them."""
    return {int(line): role for line, role in json.loads(column).items()}


def _span(row: Row[Any]) -> Span:
    """A span of a row of `_SPANS`."""
    (
        span_id, article_id, handle, layer, label, start, end, quote,
        *attributes,
        origin, created_at, version, fragments,
    ) = cast(tuple[Any, ...], row)  # fmt: skip
    return Span(
        id=span_id,
        article_id=article_id,
        annotator=handle,
        layer=layer,
        label=label,
        start=start,
        end=end,
        quote=quote,
        attributes=_NO_ATTRIBUTES if attributes == _ALL_NULL else Attributes(*attributes),
        origin=origin,
        created_at=created_at,
        version=version,
        fragments=tuple((a, b) for a, b in json.loads(fragments)) if fragments else None,
    )


def _link(row: Row[Any]) -> Link:
    return Link(
        id=row.id,
        annotator=row.handle,
        layer=row.layer,
        type=row.type,
        source_id=row.source_id,
        target_id=row.target_id,
        source_article=row.source_article,
        target_article=row.target_article,
        note=row.note,
        origin=row.origin,
        created_at=row.created_at,
        version=row.version,
    )


def decisions(connection: Connection, annotator_id: str, article_id: str | None = None) -> list[Decision]:
    """What the annotator decided on suggestions: all of it, or what has a place in one article."""
    statement = select(DECISION).where(
        DECISION.c.annotator_id == annotator_id, DECISION.c.deleted_at.is_(None)
    )
    if article_id is not None:
        statement = statement.where(
            or_(DECISION.c.article_a == article_id, DECISION.c.article_b == article_id)
        )
    return [
        Decision(
            row.relation,
            row.verdict,
            Place(row.article_a, row.start_a, row.end_a),
            Place(row.article_b, row.start_b, row.end_b),
        )
        for row in connection.execute(statement.order_by(DECISION.c.id))
    ]


def sources_mark(connection: Connection) -> tuple[int, int]:
    """Two numbers that change whenever `sources` may have: how many articles, and how often changed."""
    found = connection.execute(select(func.count(), func.coalesce(func.sum(ARTICLE.c.version), 0)))
    count, versions = found.one()
    return count, versions


def sources(connection: Connection) -> list[tuple[str, str]]:
    """Ids of all articles with what their statements depend on beside the text: the lines' roles."""
    rows = connection.execute(select(ARTICLE.c.id, ARTICLE.c.line_roles).order_by(ARTICLE.c.id))
    return [(row.id, row.line_roles) for row in rows]


def speakers(connection: Connection) -> list[str]:
    """Names of speakers in use, most frequent first."""
    rows = connection.execute(
        select(SPAN.c.speaker)
        .where(SPAN.c.deleted_at.is_(None), SPAN.c.speaker.is_not(None))
        .group_by(SPAN.c.speaker)
        .order_by(func.count().desc(), SPAN.c.speaker)
    )
    return [str(name) for name in rows.scalars()]
