"""The tables, their floors (CHECK, UNIQUE, foreign keys) and their triggers.

SQLModel table classes do not validate, so the commands do, and what stands here is the last line of
defence: it holds even for a program that writes to the file behind our back.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, text
from sqlmodel import Field, SQLModel

SCHEMA_VERSION = "0003"
"""The newest migration in `migrations/versions`."""

APPLICATION_ID = 0x616E6E6F
"""Stands in the header of the SQLite file ("anno"), so that other databases are refused."""

_LIVE = text("deleted_at IS NULL")


class Annotator(SQLModel, table=True):
    """A person who annotates; the id is uuid5 of the folded handle."""

    id: str = Field(primary_key=True)
    handle: str = Field(unique=True)
    created_at: str


class Article(SQLModel, table=True):
    """What is known of an article, without its text; the id is uuid5 of the text's SHA-256."""

    __table_args__ = (CheckConstraint("chars > 0", name="article_not_empty"),)

    id: str = Field(primary_key=True)
    sha256: str = Field(unique=True)
    chars: int
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    event: str | None = None
    source_file: str | None = None
    line_roles: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON object: line number to role, as set by hand."""
    imported_at: str
    version: int = 1


class ArticleText(SQLModel, table=True):
    """The body, apart from `article` so that lists stay fast. Never changed: a trigger refuses."""

    __tablename__ = "article_text"

    article_id: str = Field(primary_key=True, foreign_key="article.id")
    text: str = Field(sa_column=Column(Text, nullable=False))


class ArticleState(SQLModel, table=True):
    """How far an annotator is with an article."""

    __tablename__ = "article_state"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'in_progress', 'done')", name="article_state_known"),
        Index("article_state_by_pair", "article_id", "annotator_id", unique=True),
    )

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id")
    annotator_id: str = Field(foreign_key="annotator.id")
    state: str
    version: int = 1
    deleted_at: str | None = None


class Bookmark(SQLModel, table=True):
    """Where an annotator left off in an article: comfort, not data, so outside history."""

    article_id: str = Field(primary_key=True, foreign_key="article.id")
    annotator_id: str = Field(primary_key=True, foreign_key="annotator.id")
    cursor: int
    at: str


class Span(SQLModel, table=True):
    """A stretch of text with a label."""

    __table_args__ = (
        CheckConstraint("start >= 0 AND start < \"end\"", name="span_not_empty"),
        Index("span_by_article", "article_id", "annotator_id"),
        Index("span_by_annotator", "annotator_id", "article_id", "deleted_at"),
        Index(
            "span_once",
            "article_id", "annotator_id", "layer", "label", "start", "end",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id")
    annotator_id: str = Field(foreign_key="annotator.id")
    layer: str
    label: str
    start: int
    end: int
    quote: str = Field(sa_column=Column(Text, nullable=False))
    fragments: str | None = None
    """JSON list of [start, end] for a discontinuous span; null when it is of one piece."""
    speaker: str | None = None
    mode: str | None = None
    stance: str | None = None
    certainty: str | None = None
    date: str | None = None
    target_external: str | None = None
    note: str | None = None
    origin: str
    created_at: str
    version: int = 1
    deleted_at: str | None = None


class Link(SQLModel, table=True):
    """A typed relation between two spans. The articles of its ends are kept beside them for speed."""

    __table_args__ = (
        CheckConstraint("source_id <> target_id", name="link_not_to_itself"),
        Index("link_by_source_article", "source_article", "annotator_id"),
        Index("link_by_target_article", "target_article"),
        Index("link_by_source", "source_id"),
        Index("link_by_target", "target_id"),
        Index(
            "link_once",
            "annotator_id", "layer", "type", "source_id", "target_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    annotator_id: str = Field(foreign_key="annotator.id")
    layer: str
    type: str
    source_id: str = Field(foreign_key="span.id")
    target_id: str = Field(foreign_key="span.id")
    source_article: str = Field(foreign_key="article.id")
    target_article: str = Field(foreign_key="article.id")
    note: str | None = None
    origin: str
    created_at: str
    version: int = 1
    deleted_at: str | None = None


class SuggestionDecision(SQLModel, table=True):
    """What an annotator said of a suggested relation between two places, so that it is not asked again.

    The places are kept in order of article and offsets, whichever of them it was suggested from.
    """

    __tablename__ = "suggestion_decision"
    __table_args__ = (
        CheckConstraint("verdict IN ('accepted', 'rejected')", name="suggestion_decision_known"),
        Index(
            "suggestion_decision_once",
            "annotator_id", "relation", "article_a", "start_a", "end_a", "article_b", "start_b", "end_b",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("suggestion_decision_by_second", "annotator_id", "article_b"),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    annotator_id: str = Field(foreign_key="annotator.id")
    relation: str
    """Name of the link type that was suggested."""
    verdict: str
    article_a: str = Field(foreign_key="article.id")
    start_a: int
    end_a: int
    article_b: str = Field(foreign_key="article.id")
    start_b: int
    end_b: int
    created_at: str
    version: int = 1
    deleted_at: str | None = None


class Adjudication(SQLModel, table=True):
    """What was decided on a record of disagreement or agreement, and the gold that came of it.

    The gold layer belongs to the whole project, so a record has one decision, whoever made it.
    """

    __table_args__ = (
        CheckConstraint(
            "action IN ('take', 'union', 'intersection', 'both', 'edit', 'join', 'apart', 'reject', 'defer')",
            name="adjudication_action_known",
        ),
        CheckConstraint("source = 'human' OR source LIKE 'auto:%'", name="adjudication_source_known"),
        Index(
            "adjudication_once",
            "record_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: str = Field(primary_key=True)
    annotator_id: str = Field(foreign_key="annotator.id")
    """The adjudicator."""
    record_id: str
    kind: str
    """Of the record, when it was decided."""
    article_id: str = Field(foreign_key="article.id")
    """The record's first article."""
    action: str
    choice: str = Field(sa_column=Column(Text, nullable=False))
    """JSON list of the handles whose versions were taken."""
    reason: str | None = None
    note: str | None = None
    confidence: str | None = None
    inputs: str = Field(sa_column=Column(Text, nullable=False))
    """JSON list of [table, row id, fingerprint] of what was decided on."""
    results: str = Field(sa_column=Column(Text, nullable=False))
    """JSON object; `spans`: list of [gold span, [annotators' spans that ended in it]]; `links`: list of
    [gold link or null, type, source, target], the ends being annotators' spans."""
    source: str
    created_at: str
    version: int = 1
    deleted_at: str | None = None


class History(SQLModel, table=True):
    """Every committed step, append-only; the heads of both lists stand in the newest row.

    See `history.py` for what the four list columns mean.
    """

    __table_args__ = (Index("history_by_annotator", "annotator_id", "seq"), {"sqlite_autoincrement": True})

    seq: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    id: str = Field(unique=True)
    annotator_id: str = Field(foreign_key="annotator.id")
    kind: str
    action: str
    article_id: str | None = None
    at: str
    changes: str = Field(sa_column=Column(Text, nullable=False))
    """JSON list of [table, row id, before, after]."""
    target: str | None = None
    """The edit that an undo or redo row takes back or brings back."""
    undo_head: str | None = None
    undo_next: str | None = None
    redo_head: str | None = None
    redo_next: str | None = None


class Project(SQLModel, table=True):
    """Settings of the collection, by name."""

    key: str = Field(primary_key=True)
    value: str


TRIGGERS = {
    "article_text_fixed": """
        CREATE TRIGGER article_text_fixed BEFORE UPDATE ON article_text
        BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END""",
    "article_text_kept": """
        CREATE TRIGGER article_text_kept BEFORE DELETE ON article_text
        BEGIN SELECT RAISE(ABORT, 'the text of an article is never deleted'); END""",
    "history_fixed": """
        CREATE TRIGGER history_fixed BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    "history_kept": """
        CREATE TRIGGER history_kept BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
}
"""SQLite triggers by name. A batch rebuild of a table drops them: a migration must make them again."""


def table(model: type[SQLModel]) -> Table:
    """The Core table behind a table class: bulk reads and writes go through rows, not objects."""
    found: Table = SQLModel.metadata.tables[str(model.__tablename__)]
    return found


ADJUDICATION = table(Adjudication)
ANNOTATOR = table(Annotator)
ARTICLE = table(Article)
BOOKMARK = table(Bookmark)
DECISION = table(SuggestionDecision)
HISTORY = table(History)
LINK = table(Link)
PROJECT = table(Project)
SPAN = table(Span)
STATE = table(ArticleState)
TEXT = table(ArticleText)
