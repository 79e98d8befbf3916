"""The widgets, one a file; they know no database."""
