"""The database. Alone imports sqlmodel, sqlalchemy and alembic; may import model and the pure modules."""
