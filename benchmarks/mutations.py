"""An invented collection with planted statements that say the same, the same on every run.

Words are made of syllables and drawn by a Zipf-Mandelbrot law, with names and offices that everybody
repeats. A share of the sentences belong to groups: a base statement and what became of it in other
articles (`MUTATIONS`), each standing as a sentence or quotation of its own.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

from annotate.statements.corpus import Document

Mutation = Literal[
    "base", "verbatim", "substituted", "truncated", "inserted", "reordered", "noisy", "inflected", "several"
]
MUTATIONS: tuple[Mutation, ...] = get_args(Mutation)
Place = tuple[str, int, int]
"""Article id and half-open range in code points."""

STATEMENTS_PER_SENTENCE = 2.45
"""Sentences, clauses and quotations that `passages` finds in one written sentence, measured."""
_PLANTED = 0.1
_GROUP = (2, 6)
"""Fewest and most places of one group."""
_SENTENCES = 24  # of an article
_DRAWN = 80_000  # lemmas, before those drawn twice are one
_ENDINGS = ("", "s", "ed", "ing")
_MOST_USED = """
    the of to and in a that for is was on with as by it at from has be are this an have not which had its
    were will he been they or who their would more after about one new also when said there all we over
    into some could first than other two between under during against before what so may our out up most
    only many should such because those while these even no three through where being very any how then
    each both still since until without now just however among must around same within every yet
"""
_FUNCTION_WORDS = _MOST_USED.split()
_REPORTED = (
    "{} said that",
    "{} claimed that",
    "{} denied that",
    "According to {},",
    "{} told reporters that",
)
_INTRODUCED = (
    "{} told the assembly: “{}.”",
    "{} said: “{}.”",
    "“{1},” said {0}.",
    "“{1},” {0} told reporters.",
)
_CONNECTIVES = (", but", ", because", ", while", ", and", ";", " and", " although")


@dataclass(frozen=True, slots=True)
class Planted:
    """The articles and where the planted statements stand in them."""

    documents: list[Document]
    groups: list[list[Place]]
    """Places that say the same, the base first; trimmed as `passages` trims them."""
    mutations: dict[Place, Mutation]
    """What was done to the base at each place."""


def collection(statements: int, seed: int = 0) -> Planted:
    """A collection of about so many statements."""
    chance = random.Random(seed)
    language = Language(chance)
    sentences = max(round(statements / STATEMENTS_PER_SENTENCE), 1)
    planted = _plant(chance, language, sentences)
    groups: dict[int, list[Place]] = {}
    mutations: dict[Place, Mutation] = {}
    documents: list[Document] = []
    for first in range(0, sentences, _SENTENCES):
        article_id = f"article-{len(documents):06}"
        text = language.headline() + "\n\n"
        for number in range(first, min(first + _SENTENCES, sentences)):
            if number in planted:
                group, mutation, words = planted[number]
                written, at = language.stated(words)
                place = article_id, len(text) + at, len(text) + at + len(" ".join(words))
                groups.setdefault(group, []).append(place)
                mutations[place] = mutation
            else:
                written = language.sentence()
            text += written + ("\n\n" if number % 4 == 3 else " ")
        documents.append(Document(article_id, "", text.rstrip() + "\n", {}))
    ordered = [sorted(groups[n], key=lambda p: (mutations[p] != "base", p)) for n in sorted(groups)]
    return Planted(documents, ordered, mutations)


def _plant(
    chance: random.Random, language: "Language", sentences: int
) -> dict[int, tuple[int, Mutation, list[str]]]:
    """Which sentences belong to which group, as what, with which words."""
    free = chance.sample(range(sentences), int(sentences * _PLANTED))
    planted: dict[int, tuple[int, Mutation, list[str]]] = {}
    group = 0
    while len(free) >= _GROUP[0]:
        base = language.words(chance.randint(7, 28))
        size = min(chance.randint(*_GROUP), len(free))
        planted[free.pop()] = group, "base", base
        for _ in range(size - 1):
            mutation = chance.choice(MUTATIONS[1:])
            planted[free.pop()] = group, mutation, mutated(chance, language, base, mutation)
        group += 1
    return planted


def mutated(chance: random.Random, language: "Language", base: list[str], mutation: Mutation) -> list[str]:
    """What became of the words of a statement; never none."""
    words = list(base)
    kinds = (
        chance.sample(("substituted", "truncated", "inserted", "reordered", "noisy", "inflected"), 2)
        if mutation == "several"
        else [mutation]
    )
    for kind in kinds:
        words = _CHANGES[kind](chance, language, words) if kind in _CHANGES else words
    return words


def _substituted(chance: random.Random, language: "Language", words: list[str]) -> list[str]:
    for at in chance.sample(range(len(words)), max(1, round(len(words) * chance.uniform(0.1, 0.45)))):
        words[at] = language.word()
    return words


def _truncated(chance: random.Random, language: "Language", words: list[str]) -> list[str]:
    kept = max(3, round(len(words) * chance.uniform(0.45, 0.85)))
    start = chance.choice((0, len(words) - kept, chance.randint(0, max(len(words) - kept, 0))))
    return words[max(start, 0) :][:kept]


def _inserted(chance: random.Random, language: "Language", words: list[str]) -> list[str]:
    for _ in range(max(1, round(len(words) * chance.uniform(0.1, 0.5)))):
        words.insert(chance.randint(0, len(words)), language.word())
    return words


def _reordered(chance: random.Random, language: "Language", words: list[str]) -> list[str]:
    cut = sorted(chance.sample(range(len(words) + 1), 2))
    pieces = [words[: cut[0]], words[cut[0] : cut[1]], words[cut[1] :]]
    chance.shuffle(pieces)
    return [word for piece in pieces for word in piece]


def _noisy(chance: random.Random, language: "Language", words: list[str]) -> list[str]:
    for at in chance.sample(range(len(words)), max(1, round(len(words) * chance.uniform(0.1, 0.4)))):
        word = words[at]
        place = chance.randrange(len(word))
        letter = chance.choice("aeiourstln")
        words[at] = chance.choice(
            (
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                (word[:place] + word[place + 1 :]) if len(word) > 1 else word,
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            )
        )
    return words


def _inflected(chance: random.Random, language: "Language", words: list[str]) -> list[str]:
    for at in chance.sample(range(len(words)), max(1, round(len(words) * chance.uniform(0.2, 0.6)))):
        stem = next((words[at][: -len(e)] for e in _ENDINGS[1:] if words[at].endswith(e)), words[at])
        if len(stem) > 3:
            words[at] = stem + chance.choice(_ENDINGS)
    return words


_CHANGES: dict[str, Callable[[random.Random, "Language", list[str]], list[str]]] = {
    "substituted": _substituted,
    "truncated": _truncated,
    "inserted": _inserted,
    "reordered": _reordered,
    "noisy": _noisy,
    "inflected": _inflected,
}


class Language:
    """Words, names and sentences of an invented language on the scaffold of English."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        lemmas = sorted({self._lemma() for _ in range(_DRAWN)} - set(_FUNCTION_WORDS))
        chance.shuffle(lemmas)
        self._lemmas = lemmas
        self._shares = list(accumulate((rank + 12) ** -1.1 for rank in range(len(lemmas))))
        self._names = [f"{self._name()} {self._name()}" for _ in range(2000)]
        self._offices = [
            f"the Office of the High {kind} for {self._name()} Affairs"
            for kind in ("Commissioner", "Envoy", "Council", "Board")
            for _ in range(10)
        ]
        self._content = self._drawn(lemmas, self._shares)
        shares = list(accumulate(1 / (rank + 3) for rank in range(len(_FUNCTION_WORDS))))
        self._function = self._drawn(_FUNCTION_WORDS, shares)

    def word(self) -> str:
        """One word: a function word, a content word in one of its forms, or a number."""
        sort = self._chance.random()
        if sort < 0.45:
            return next(self._function)
        if sort < 0.98:
            return next(self._content) + _ENDINGS[max(int(self._chance.random() * 8) - 4, 0)]
        return str(self._chance.randint(2, 2030))

    def words(self, count: int) -> list[str]:
        """About so many words, with an office or a name among them at times."""
        words = [self.word() for _ in range(count)]
        if self._chance.random() < 0.25:
            at = self._chance.randint(0, count)
            words[at:at] = self.speaker().split()
        return words

    def speaker(self) -> str:
        """A person, or one of a few offices that everybody names."""
        return self._chance.choice(self._offices if self._chance.random() < 0.3 else self._names)

    def sentence(self) -> str:
        """A sentence of about 18 words: plain, reported or with a quotation."""
        count = min(max(round(self._chance.gammavariate(5, 3.6)), 5), 45)
        words = self.words(count)
        if count > 10 and self._chance.random() < 0.5:
            at = self._chance.randint(4, count - 4)
            words[at] += self._chance.choice(_CONNECTIVES)
        body, sort = " ".join(words), self._chance.random()
        if sort < 0.3:
            return _capital(f"{self._chance.choice(_REPORTED).format(self.speaker())} {body}.")
        if sort < 0.45:
            return _capital(self._chance.choice(_INTRODUCED).format(self.speaker(), _capital(body)))
        return _capital(body) + "."

    def stated(self, words: list[str]) -> tuple[str, int]:
        """The words as a sentence or a quotation of its own, and where in it they begin."""
        body = _capital(" ".join(words))
        if self._chance.random() < 0.6:
            return f"{body}.", 0
        written = _capital(self._chance.choice(_INTRODUCED).format(self.speaker(), body))
        return written, written.index(f"“{body}") + 1

    def headline(self) -> str:
        """A headline, without a stop."""
        return _capital(" ".join(self.words(8)))

    def _drawn(self, words: list[str], shares: list[float]) -> Iterator[str]:
        while True:
            yield from self._chance.choices(words, cum_weights=shares, k=4096)

    def _lemma(self) -> str:
        return "".join(self._syllable() for _ in range(self._chance.choice((1, 2, 2, 3, 3))))

    def _syllable(self) -> str:
        pick = self._chance.choice
        return pick(_ONSETS) + pick("aeiou") + pick(_CODAS)

    def _name(self) -> str:
        return self._lemma().capitalize()


_ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "v",
)
_CODAS = ("", "", "", "", "", "", "l", "n", "r", "s", "m", "t", "nd", "rt", "ck")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
