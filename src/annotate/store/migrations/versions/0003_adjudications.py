"""Decisions on records of agreement and disagreement.

Revision 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LIVE = sa.text("deleted_at IS NULL")
_ACTIONS = "'take', 'union', 'intersection', 'both', 'edit', 'join', 'apart', 'reject', 'defer'"


def _text(name: str, *constraints: sa.ForeignKey, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), *constraints, nullable=nullable)


def _long(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "adjudication",
        _text("id"),
        _text("annotator_id", sa.ForeignKey("annotator.id")),
        _text("record_id"),
        _text("kind"),
        _text("article_id", sa.ForeignKey("article.id")),
        _text("action"),
        _long("choice"),
        _text("reason", nullable=True),
        _text("note", nullable=True),
        _text("confidence", nullable=True),
        _long("inputs"),
        _long("results"),
        _text("source"),
        _text("created_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("deleted_at", nullable=True),
        sa.CheckConstraint(f"action IN ({_ACTIONS})", name="adjudication_action_known"),
        sa.CheckConstraint("source = 'human' OR source LIKE 'auto:%'", name="adjudication_source_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "adjudication_once",
        "adjudication",
        ["record_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
