"""Alembic's entry: runs the migrations on the connection that `run.py` hands over."""

from alembic import context
from sqlmodel import SQLModel

from annotate.store import tables  # noqa: F401  (registers the tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
