"""Text and offsets: pure, no I/O. May import only the standard library, `regex` and `annotate.errors`."""
