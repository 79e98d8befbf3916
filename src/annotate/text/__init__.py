"""Text and offsets: pure, no input or output. May import only the standard library, regex and annotate.errors."""
