"""Migrations of the database's schema, shipped in the package and run on opening, after a backup."""
