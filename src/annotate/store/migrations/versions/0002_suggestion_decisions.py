"""What annotators said of suggestions.

Revision 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LIVE = sa.text("deleted_at IS NULL")


def _text(name: str, *constraints: sa.ForeignKey) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), *constraints, nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "suggestion_decision",
        _text("id"),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        _text("relation"),
        _text("verdict"),
        _text("article_a", sa.ForeignKey("article.id")),
        _number("start_a"),
        _number("end_a"),
        _text("article_b", sa.ForeignKey("article.id")),
        _number("start_b"),
        _number("end_b"),
        _text("created_at"),
        _number("version"),
        sa.Column("deleted_at", sa.String(), nullable=True),
        sa.CheckConstraint("verdict IN ('accepted', 'rejected')", name="suggestion_decision_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "suggestion_decision_once",
        "suggestion_decision",
        [
            "annotator_id",
            "relation",
            "article_a",
            "start_a",
            "end_a",
            "article_b",
            "start_b",
            "end_b",
        ],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
    op.create_index("suggestion_decision_by_second", "suggestion_decision", ["annotator_id", "article_b"])
