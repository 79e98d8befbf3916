"""The database. The only importer of sqlmodel, sqlalchemy and alembic; may import model and the pure modules."""
