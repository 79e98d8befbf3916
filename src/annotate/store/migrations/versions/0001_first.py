"""The first schema: articles, spans, links, states and their history.

Revision 0001. Written out, not taken from the table classes: those move on, this stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPLICATION_ID = 0x616E6E6F
_LIVE = sa.text("deleted_at IS NULL")
_TRIGGERS = (
    """
        CREATE TRIGGER article_text_fixed BEFORE UPDATE ON article_text
        BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END""",
    """
        CREATE TRIGGER article_text_kept BEFORE DELETE ON article_text
        BEGIN SELECT RAISE(ABORT, 'the text of an article is never deleted'); END""",
    """
        CREATE TRIGGER history_fixed BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """
        CREATE TRIGGER history_kept BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
)


def upgrade() -> None:
    _people_and_articles()
    _annotations()
    _bookkeeping()
    for trigger in _TRIGGERS:
        op.execute(trigger)
    op.execute(f"PRAGMA application_id = {_APPLICATION_ID}")


def _text(name: str, *constraints: sa.ForeignKey, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), *constraints, nullable=nullable)


def _optional(*names: str) -> "list[sa.Column[str]]":
    return [_text(name, nullable=True) for name in names]


def _people_and_articles() -> None:
    op.create_table(
        "annotator",
        _text("id"),
        _text("handle"),
        _text("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("handle"),
    )
    op.create_table(
        "article",
        _text("id"),
        _text("sha256"),
        sa.Column("chars", sa.Integer(), nullable=False),
        *_optional(
            "title", "outlet", "published", "updated", "byline", "url", "language", "event", "source_file"
        ),
        sa.Column("line_roles", sa.Text(), nullable=False),
        _text("imported_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("chars > 0", name="article_not_empty"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "article_text",
        _text("article_id", sa.ForeignKey("article.id")),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "article_state",
        _text("id"),
        _text("article_id", sa.ForeignKey("article.id")),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        _text("state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_optional("deleted_at"),
        sa.CheckConstraint("state IN ('open', 'in_progress', 'done')", name="article_state_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("article_state_by_pair", "article_state", ["article_id", "annotator_id"], unique=True)
    op.create_table(
        "bookmark",
        _text("article_id", sa.ForeignKey("article.id")),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        sa.Column("cursor", sa.Integer(), nullable=False),
        _text("at"),
        sa.PrimaryKeyConstraint("article_id", "annotator_id"),
    )


def _annotations() -> None:
    op.create_table(
        "span",
        _text("id"),
        _text("article_id", sa.ForeignKey("article.id")),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        _text("layer"),
        _text("label"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        *_optional("fragments", "speaker", "mode", "stance", "certainty", "date", "target_external", "note"),
        _text("origin"),
        _text("created_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_optional("deleted_at"),
        sa.CheckConstraint('start >= 0 AND start < "end"', name="span_not_empty"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("span_by_article", "span", ["article_id", "annotator_id"])
    op.create_index("span_by_annotator", "span", ["annotator_id", "article_id", "deleted_at"])
    op.create_index(
        "span_once",
        "span",
        ["article_id", "annotator_id", "layer", "label", "start", "end"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
    op.create_table(
        "link",
        _text("id"),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        _text("layer"),
        _text("type"),
        _text("source_id", sa.ForeignKey("span.id")),
        _text("target_id", sa.ForeignKey("span.id")),
        _text("source_article", sa.ForeignKey("article.id")),
        _text("target_article", sa.ForeignKey("article.id")),
        *_optional("note"),
        _text("origin"),
        _text("created_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_optional("deleted_at"),
        sa.CheckConstraint("source_id <> target_id", name="link_not_to_itself"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("link_by_source_article", "link", ["source_article", "annotator_id"])
    op.create_index("link_by_target_article", "link", ["target_article"])
    op.create_index("link_by_source", "link", ["source_id"])
    op.create_index("link_by_target", "link", ["target_id"])
    op.create_index(
        "link_once",
        "link",
        ["annotator_id", "layer", "type", "source_id", "target_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _bookkeeping() -> None:
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        _text("id"),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        _text("kind"),
        _text("action"),
        *_optional("article_id"),
        _text("at"),
        sa.Column("changes", sa.Text(), nullable=False),
        *_optional("target", "undo_head", "undo_next", "redo_head", "redo_next"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("history_by_annotator", "history", ["annotator_id", "seq"])
    op.create_table("project", _text("key"), _text("value"), sa.PrimaryKeyConstraint("key"))
