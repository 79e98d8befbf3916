"""The words and marks of a stretch of text, and what can be told of each by its form."""

import regex

from annotate.statements.cues import words as w

_TOKEN = regex.compile(
    r"""(?x)
      (?:\p{L}\.){2,}
    | (?:Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Gov|Rep|St|Jr|Sr|Lt|Col|Rev|Hon|Capt|Sgt|Maj|Messrs|Fr|Hr|Dra|Sra
      |Supt|Insp)\.
    | \p{Lu}\.(?=\s+\p{Lu})
    | \p{N}+(?:[.,]\p{N}+)+
    | [\p{L}\p{N}_][\p{L}\p{N}\p{M}_\u200c\u200d]*(?:[’'‐‑&-][\p{L}\p{N}_][\p{L}\p{N}\p{M}_\u200c\u200d]*)*
    | [^\s\p{M}]
    """
)
_POSSESSIVE = regex.compile(r"[’'](?:s|S)$")
_NO_ADVERBS = frozenset(("family", "assembly", "reply", "ally", "supply", "monopoly", "police", "bully"))


class Tokens:
    """The tokens of a text from `start` to `end`; `spans` and `ends` are code points of the text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = [m.span() for m in _TOKEN.finditer(text, start, end)]
        self.ends: list[int] = [b for _, b in self.spans]
        self.words: list[str] = [text[a:b] for a, b in self.spans]
        capitals = sum(word.isupper() and len(word) > 1 for word in self.words)
        shouted = 2 * capitals > sum(word.isalpha() for word in self.words)
        self.lower: list[str] = [
            word if word.isupper() and len(word) > 1 and not shouted else word.lower() for word in self.words
        ]
        """In lower case, except acronyms, so that the WHO is not `who`."""

    def __len__(self) -> int:
        return len(self.words)

    def at(self, i: int) -> str:
        """The token in lower case, empty outside."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def is_word(self, i: int) -> bool:
        """Whether there is a token and it is no mark."""
        return 0 <= i < len(self.words) and self.words[i][0].isalnum()

    def is_capital(self, i: int) -> bool:
        """Whether a word begins with a capital."""
        return self.is_word(i) and self.words[i][0].isupper()

    def is_common(self, i: int) -> bool:
        """Whether a word is a noun for people, also where a capital begins the sentence: `Officials`."""
        word = self.at(i)
        return word in w.ROLES or word.rstrip("s") in w.ROLES or word in w.PLURAL

    def is_date(self, i: int) -> bool:
        """Whether a word is a part of a date: `Friday`, `12th`, `week`."""
        word = self.at(i).rstrip(".")
        if word == "may" and not self.is_capital(i):
            return False
        return word in w.DATES or (word[:1].isdigit() and word.rstrip("stndrh").isdigit())

    def is_adverb(self, i: int) -> bool:
        """Whether a word may stand between a subject and its verb: an adverb or an auxiliary."""
        word = self.at(i)
        return word in w.ADVERBS or (
            word.endswith("ly") and word not in _NO_ADVERBS and not self.is_capital(i) and len(word) > 4
        )

    def is_past(self, i: int) -> bool:
        """Whether a word in lower case looks like a verb in the past."""
        word = self.words[i] if self.is_word(i) else ""
        return word.islower() and (
            word in w.PAST_IRREGULAR
            or (word in w.VERBS and word not in w.NOUN_LIKE and word not in w.BASE)
            or (word.endswith("ed") and len(word) > 4)
        )


def possessor(word: str) -> str | None:
    """`Lee` of `Lee’s`; None for another word."""
    found = _POSSESSIVE.search(word)
    return word[: found.start()] if found is not None else None
