"""File formats: bytes in, records out, and back. Knows no database; may import model and the pure modules."""
