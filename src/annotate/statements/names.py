"""Names of speakers: how they are written, when two are the same, which complete what was typed."""

import unicodedata
from collections.abc import Sequence

import regex
from rapidfuzz import fuzz

from annotate.statements.cues import words as w

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_POSSESSIVE = regex.compile(r"[’'](?:s\b|(?=\s|$))", regex.I)
_APOSTROPHES_AND_DOTS = regex.compile(r"(?<=\p{L})[.’'‘](?=\p{L}|\s|$)")
_FEWEST_FOR_SLIPS = 3  # letters: a shorter beginning fits nearly every name by chance
_SLIP = 78.0  # of 100


def as_written(name: str) -> str:
    """The name with single spaces; an article or common noun that only began a sentence gets small.

    >>> as_written("The foreign  ministry")
    'the foreign ministry'
    """
    words = name.split()
    if not words:
        return ""
    first = words[0].lower()
    common = first in w.ROLES or first.rstrip("s") in w.ROLES or first in w.PLURAL or first in w.DOCUMENTS
    common = common or first in w.HEADLINE_NOUNS
    followed = len(words) > 1 and (words[1].islower() or words[1].isupper())
    alone = len(words) == 1 and (common or first in w.PRONOUNS or first in w.PRONOUN_LIKE)
    article = first in w.DETERMINERS and followed
    if alone or article or (common and len(words) > 1 and words[1].islower() and not words[0].isupper()):
        words[0] = first
    return " ".join(words)


def fold(name: str) -> str:
    """The words of a name without case, accents, dots, apostrophes and a possessive, one space between."""
    plain = _APOSTROPHES_AND_DOTS.sub("", _POSSESSIVE.sub("", name.strip()))
    plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain))


def same_name(a: str, b: str) -> bool:
    """Whether two names are equal but for case, accents, titles, dots and a possessive.

    `Wang Lei` and `Wang` are two names here; a title alone is a name.
    """
    return _untitled(a) == _untitled(b)


def _untitled(name: str) -> str:
    words = fold(name).split()
    first = 0
    while first < len(words) - 1 and words[first] in w.TITLES:
        first += 1
    return " ".join(words[first:])


def complete(typed: str, known: Sequence[str], limit: int = 8) -> list[str]:
    """The `known` names that complete what was typed, most fitting first, each once.

    First those that begin with it, then those with a word that does, then those that hold its words'
    beginnings in any order, then slips of the hand; equals in the order of `known`. Nothing typed
    fits everything.
    """
    wanted = fold(typed)
    ranked: list[tuple[float, int, str]] = []
    taken: set[str] = set()
    for place, name in enumerate(known):
        if name in taken:
            continue
        taken.add(name)
        rank = _rank(wanted, fold(name)) if wanted else 0.0
        if rank is not None:
            ranked.append((rank, place, name))
    return [name for _, _, name in sorted(ranked)[: max(0, limit)]]


def _rank(wanted: str, name: str) -> float | None:
    """0 fits best; None does not fit."""
    if name.startswith(wanted):
        return 0.0 if name == wanted else 0.1
    if f" {wanted}" in f" {name}":
        return 1.0
    words = name.split()
    parts = wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 2.0
    if not any(char.isascii() for char in wanted) and wanted in name:
        return 2.5  # scripts without spaces: a word is anywhere
    if len(wanted) < _FEWEST_FOR_SLIPS:
        return None
    starts = [name[: len(wanted) + 1], *(word[: len(part) + 1] for part in parts for word in words)]
    closest = fuzz.ratio(wanted, starts[0])
    if len(parts) == 1:
        closest = max(closest, *(fuzz.ratio(wanted, start) for start in starts[1:]), 0.0)
    else:
        each = [
            max((fuzz.ratio(part, word[: len(part) + 1]) for word in words), default=0.0) for part in parts
        ]
        closest = max(closest, min(each))
    return 3.0 + (100.0 - closest) / 100.0 if closest >= _SLIP else None
