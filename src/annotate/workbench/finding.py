"""Finding by typing: statements of the collection, and the ranking of what is typed against texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotate.text.quotes import trim
from annotate.text.roles import BODY_ROLES, line_roles
from annotate.text.segments import Units
from annotate.workbench.reading import Reading

MOST_STATEMENTS = 50_000
"""Beyond this many, the picker offers tagged spans and the first statements only."""
_GOOD_ENOUGH = 80.0
_FUZZY_FROM = 6


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an article; offsets in code points."""

    article_id: str
    start: int
    end: int
    text: str


class Finding(Reading):
    """Statements of the collection."""

    def statements(self) -> list[Statement]:
        """Sentences of all articles, without bylines, captions and junk; at most 50,000."""
        kept: dict[tuple[str, int], list[Statement]] = self._statements_by_version
        by_hand = {article.id: article for article in self.articles()}
        found: list[Statement] = []
        for article_id, text in self.texts():
            article = by_hand[article_id]
            key = (article_id, article.version)
            if key not in kept:
                kept[key] = _statements(article_id, text, article.line_roles)
            found.extend(kept[key])
            if len(found) >= MOST_STATEMENTS:
                break
        return found[:MOST_STATEMENTS]

    @cached_property
    def _statements_by_version(self) -> dict[tuple[str, int], list[Statement]]:
        return {}


def _statements(article_id: str, text: str, by_hand: Mapping[int, str]) -> list[Statement]:
    roles = {**line_roles(text), **by_hand}
    units = Units(text)
    found = []
    line = at = 0
    for index, (start, _) in enumerate(units.paragraphs):
        line += text.count("\n", at, start)
        at = start
        if roles.get(line, "body") in BODY_ROLES:
            for sentence in units.units("sentence", index):
                a, b = trim(text, *sentence)
                found.append(Statement(article_id, a, b, text[a:b]))
    return found


def ranked(wanted: str, texts: Sequence[str], limit: int = 2000) -> list[int]:
    """Numbers of the texts that hold every typed word, those with the words as typed first."""
    folded = wanted.casefold().split()
    phrase = " ".join(folded)
    lowered = [text.casefold() for text in texts]
    exact = [i for i, text in enumerate(lowered) if phrase in text]
    seen = set(exact)
    words = [i for i, text in enumerate(lowered) if i not in seen and all(w in text for w in folded)]
    return (exact + words)[:limit]


def alike(wanted: str, texts: Sequence[str], limit: int = 50) -> list[int]:
    """Numbers of the texts that rapidfuzz finds alike (partial ratio of 80 and more), best first.

    For slips of the finger; nothing below six characters, where anything is alike to something.
    """
    from rapidfuzz import fuzz, process

    phrase = " ".join(wanted.casefold().split())
    if len(phrase) < _FUZZY_FROM:
        return []
    lowered = [text.casefold() for text in texts]
    found = process.extract(
        phrase, lowered, scorer=fuzz.partial_ratio, score_cutoff=_GOOD_ENOUGH, limit=limit
    )
    return [number for _, _, number in found]
