"""Folding: a stretch of text as the words that count when wordings are compared.

Case, accents, quote marks, dashes, punctuation, possessives, the brackets of an editor's hand and
ellipses are gone; every word knows where it stands, so whatever is found among folded words can be
shown in the text. Positions are code points of the text that was folded.
"""

import re
import unicodedata
from dataclasses import dataclass, field

import regex

# One CJK character or emoji, else letters and digits with what may stand inside a word: an apostrophe, the
# marks of a script, brackets around letters that an editor put in (“[b]ecoming”), stops of an acronym and
# of a number.
_WORD = regex.compile(
    r"""(?x)
      [\p{Han}\p{Hiragana}\p{Katakana}][\p{M}\ufe00-\ufe0f]*
    | (?:\p{L}\.){2,}\p{L}?
    | (?:(?:\[(?=[\p{L}\p{N}]+\][\p{L}\p{N}]))?
         (?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}][\p{M}\u200c\u200d]*
         (?:\](?<=\[[\p{L}\p{N}\p{M}]+\])(?=[\p{L}\p{N}]))?)+
      (?:(?:[’'‘]|(?<=\p{N})[.,:](?=\p{N})|(?<=\p{Ll})\[(?=[\p{L}]+\]))
         (?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}][\p{M}\u200c\u200d]*)+\]?)*
    """
)
_CHUNK = re.compile(r"\S+")
_STOPS = frozenset(",.;:!?")
_DROPPED = regex.compile(
    r"[’'‘`\[\]\u200c\u200d\ufe00-\ufe0f]|(?<!\p{N})\.|\.(?!\p{N})|(?<=\p{N}),(?=\p{N}{3})"
)
_POSSESSIVE = regex.compile(r"[’'‘]s?$", regex.I)
_CONTRACTED_NOT = regex.compile(r"(?<=.)n[’'‘]t$", regex.I)
_ACCENTS = regex.compile(r"[\u0300-\u036f]")
_IRREGULAR_NOT = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded words of a stretch and where they stand."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    """Half-open ranges of the words in the text that was folded, in order; the two words of a contraction
    (“isn’t”) share one."""
    text: str = field(default="")
    """The words with one space between."""

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The range in the text from the `first` to the `last` word, both included."""
        return self.places[first][0], self.places[last][1]


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold `text[start:end]`; places count from the start of `text`."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    # No word holds a blank, and most of what stands between blanks is letters with at most a stop behind.
    for chunk in _CHUNK.finditer(text, start, len(text) if end is None else end):
        first, last = chunk.span()
        raw = chunk[0]
        if raw[-1] in _STOPS:
            raw = raw[:-1]
        if raw.isascii() and raw.isalnum():
            words.append(raw.lower())
            places.append((first, first + len(raw)))
            continue
        for match in _WORD.finditer(text, first, last):
            place = match.span()
            for word in _words(match[0]):
                words.append(word)
                places.append(place)
    return Folded(tuple(words), tuple(places), " ".join(words))


def _words(raw: str) -> list[str]:
    negated = _CONTRACTED_NOT.search(raw)
    if negated is not None:
        stem = folded_word(raw[: negated.start()])
        return [_IRREGULAR_NOT.get(stem, stem), "not"]
    word = folded_word(_POSSESSIVE.sub("", raw))
    return [word] if word else []


def folded_word(word: str) -> str:
    """A word in lower case, without accents, stops, apostrophes and brackets."""
    plain = _DROPPED.sub("", word)
    if not plain.isascii():
        # Only the accents of Latin, Greek and Cyrillic: the marks of other scripts are letters of theirs.
        plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)))
    return plain.casefold()
