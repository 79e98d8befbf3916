"""Finding by typing: statements of the collection, and the ranking of what is typed against texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotate.text.quotes import trim
from annotate.text.roles import line_roles
from annotate.text.segments import Units
from annotate.workbench.reading import Reading

MOST_STATEMENTS = 50_000
"""Beyond this many, the picker offers tagged spans and the first statements only."""
_GOOD_ENOUGH = 75.0


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an article's body; offsets in code points."""

    article_id: str
    start: int
    end: int
    text: str


class Finding(Reading):
    """Statements of the collection."""

    def statements(self) -> list[Statement]:
        """Sentences of all articles' bodies, without titles, captions and junk; at most 50,000."""
        found: list[Statement] = []
        for article_id, text in self.texts():
            found.extend(_statements(article_id, text))
            if len(found) >= MOST_STATEMENTS:
                break
        return found[:MOST_STATEMENTS]


@lru_cache(maxsize=2000)
def _statements(article_id: str, text: str) -> tuple[Statement, ...]:
    roles = line_roles(text)
    units = Units(text)
    found = []
    for index, (start, _) in enumerate(units.paragraphs):
        if roles.get(text.count("\n", 0, start), "body") in ("body", "deck"):
            for sentence in units.units("sentence", index):
                a, b = trim(text, *sentence)
                found.append(Statement(article_id, a, b, text[a:b]))
    return tuple(found)


def ranked(wanted: str, texts: Sequence[str], limit: int = 2000) -> list[int]:
    """Numbers of the texts that fit what was typed, best first.

    Texts with every typed word come first, those with the words as typed before the others; then, for
    four characters and more, those that rapidfuzz finds alike (partial ratio of 75 and more).
    """
    folded = wanted.casefold().split()
    phrase = " ".join(folded)
    lowered = [text.casefold() for text in texts]
    exact = [i for i, text in enumerate(lowered) if phrase in text]
    seen = set(exact)
    words = [i for i, text in enumerate(lowered) if i not in seen and all(w in text for w in folded)]
    found = exact + words
    if len(phrase) >= 4 and len(found) < limit:
        from rapidfuzz import fuzz, process

        seen.update(words)
        rest = [i for i in range(len(texts)) if i not in seen]
        alike = process.extract(
            phrase,
            [lowered[i] for i in rest],
            scorer=fuzz.partial_ratio,
            score_cutoff=_GOOD_ENOUGH,
            limit=100,
        )
        found += [rest[number] for _, _, number in alike]
    return found[:limit]
