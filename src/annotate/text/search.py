"""Finding a text in a text, ignoring case and the shape of quotes, with exact offsets."""

import re
from collections.abc import Iterator
from functools import lru_cache

_QUOTES = {**dict.fromkeys("'‘’‚‛", "['‘’‚‛]"), **dict.fromkeys('"“”„‟«»', '["“”„‟«»]')}


@lru_cache(maxsize=64)
def _pattern(wanted: str) -> re.Pattern[str]:
    parts = (_QUOTES.get(char) or (r"\s+" if char == " " else re.escape(char)) for char in wanted)
    return re.compile("".join(parts), re.IGNORECASE)


def find_all(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the text that match, in order and apart; none for a blank search."""
    wanted = " ".join(wanted.split())
    if wanted:
        for match in _pattern(wanted).finditer(text):
            yield match.span()
