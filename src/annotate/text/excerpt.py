"""A quote for a message or a list: on one line, shortened with an ellipsis."""

from functools import lru_cache


@lru_cache(maxsize=16_384)
def excerpt(text: str, length: int = 48) -> str:
    """At most `length` code points of the text, its white space made single blanks."""
    flat = " ".join(text[: 4 * length + 200].split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"
