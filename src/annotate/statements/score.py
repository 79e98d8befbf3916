"""How alike two wordings are, from 0 to 100, and why.

    score = 0.7 · dice + 0.3 · partial

`dice` is the soft Dice coefficient of the words weighted by their inverse document frequency, so names
that everybody repeats count little:

    dice = Σ sim(a, b) · (w(a) + w(b)) / (Σ w(a) + Σ w(b)) · 100

over pairs of words that are the same or nearly (rapidfuzz `ratio`), each word in one pair at most.
An adverb of degree (“totally”, “wholly”) counts a quarter: it colours a statement and does not change it.
`partial` is rapidfuzz's `partial_ratio` of the folded texts: the best alignment of the shorter in the
longer. Words come from `fold`; a word's weight is log(1 + statements / (statements with it + 1)), natural.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from annotate.statements.fold import Folded
from annotate.statements.polarity import NEGATORS, Polarity, polarity

DICE_SHARE = 0.7
PARTIAL_SHARE = 0.3
NEARLY = 80.0
"""rapidfuzz `ratio` from which two words count as one: inflections, spellings, slips."""
SHORTEST_NEARLY = 4
"""Code points: shorter words are the same or are not."""
PREFIX = 3
"""Code points that two nearly same words have in common at their start, unless …"""
LONG_NEARLY = 87.0
"""… they are this close."""
_DEGREE_WORDS = """
    totally wholly completely entirely utterly absolutely fully thoroughly purely simply really very quite
    truly extremely highly deeply strongly clearly obviously definitely certainly firmly seriously just so
    such also even only still indeed altogether outright downright
"""
DEGREE = frozenset(_DEGREE_WORDS.split())
"""Adverbs of degree and emphasis: they colour a statement and do not change it."""
DEGREE_SHARE = 0.25

Weight = Callable[[str], float]
"""The weight of a folded word."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score and its parts, each from 0 to 100."""

    total: float
    dice: float
    partial: float
    polarity: Polarity


@lru_cache(maxsize=200_000)
def alike(a: str, b: str) -> float:
    """How nearly two folded words are one, from 0 to 1: 1 for the same, 0 below `ratio` 80.

    A word and its opposite by a prefix (“legal”, “illegal”) are nearly one: the negation guard tells them
    apart.
    """
    if a == b:
        return 1.0
    if len(a) < SHORTEST_NEARLY or len(b) < SHORTEST_NEARLY:
        return 0.0
    from rapidfuzz.fuzz import ratio

    found = ratio(a, b, score_cutoff=NEARLY)
    if found == 0.0:
        return 0.0
    if any(char.isdigit() for char in a + b):
        return 0.0  # 2021 is not 2022
    if a[:PREFIX] != b[:PREFIX] and found < LONG_NEARLY and not a.endswith(b) and not b.endswith(a):
        return 0.0
    return found / 100.0


def word_weight(word: str, frequency: int, statements: int) -> float:
    """The weight of a folded word that stands in `frequency` of so many statements; see the module."""
    return log(1.0 + statements / (frequency + 1)) * degree_share(word)


def degree_share(word: str) -> float:
    """What share of its weight a folded word keeps: a quarter for adverbs of degree, else all."""
    return DEGREE_SHARE if word in DEGREE else 1.0


def pairs(first: Sequence[str], second: Sequence[str], weight: Weight) -> list[tuple[int, int, float]]:
    """Which words of two wordings are paired: numbers in both and how nearly they are one.

    Same words first, in order; then nearly same ones, the best gain first.
    """
    left = dict.fromkeys(range(len(first)))
    places: dict[str, list[int]] = {}
    for number, word in enumerate(second):
        places.setdefault(word, []).append(number)
    found: list[tuple[int, int, float]] = []
    for number, word in enumerate(first):
        if free := places.get(word):
            found.append((number, free.pop(0), 1.0))
            del left[number]
    right = [number for free in places.values() for number in free]
    nearly = [
        (alike(first[i], second[j]) * (weight(first[i]) + weight(second[j])), i, j)
        for i in left
        for j in right
        if alike(first[i], second[j])
    ]
    taken: set[int] = set()
    for _, i, j in sorted(nearly, key=lambda gain: (-gain[0], gain[1], gain[2])):
        if i in left and j not in taken:
            found.append((i, j, alike(first[i], second[j])))
            del left[i]
            taken.add(j)
    return found


def dice(first: Sequence[str], second: Sequence[str], weight: Weight) -> float:
    """The soft Dice coefficient of two wordings, from 0 to 100."""
    whole = sum(map(weight, first)) + sum(map(weight, second))
    if whole <= 0:
        return 100.0 if list(first) == list(second) and first else 0.0
    both = sum(sim * (weight(first[i]) + weight(second[j])) for i, j, sim in pairs(first, second, weight))
    return 100.0 * both / whole


def score(first: Folded, second: Folded, weight: Weight) -> Score:
    """Score two folded wordings; 0 where one has no words."""
    if not first.words or not second.words:
        return Score(0.0, 0.0, 0.0, "same")
    from rapidfuzz.fuzz import partial_ratio

    shared = dice(first.words, second.words, weight)
    partial = partial_ratio(first.text, second.text)
    total = DICE_SHARE * shared + PARTIAL_SHARE * partial
    return Score(total, shared, partial, polarity(first.words, second.words))


def differing(first: Folded, second: Folded) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The ranges of words that each has and the other has not, in their texts; from rapidfuzz opcodes."""
    from rapidfuzz.distance import Indel

    ranges: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for op in Indel.opcodes(first.words, second.words):
        if op.tag == "delete":
            ranges[0].append(first.place(op.src_start, op.src_end - 1))
        elif op.tag == "insert":
            ranges[1].append(second.place(op.dest_start, op.dest_end - 1))
    return ranges


def window(first: Folded, second: Folded, weight: Weight) -> tuple[int, int]:
    """The run of words of `second` that is most like `first`: numbers of its first and last word.

    The run whose Dice with `first` is highest; a negator just before it belongs to it. The whole where
    nothing is paired.
    """
    gains = [0.0] * len(second.words)
    for i, j, sim in pairs(first.words, second.words, weight):
        gains[j] = sim * (weight(first.words[i]) + weight(second.words[j]))
    if not any(gains):
        return 0, len(second.words) - 1
    whole = sum(map(weight, first.words))
    costs = [weight(word) for word in second.words]
    starts = [number for number, gain in enumerate(gains) if gain]
    best = (0.0, 0, 0, 0)
    for start in starts:
        gained, cost = 0.0, whole
        for end in range(start, len(gains)):
            gained += gains[end]
            cost += costs[end]
            if gains[end]:
                best = max(best, (gained / cost, start - end, start, end))
    _, _, start, end = best
    while start > 0 and second.words[start - 1] in NEGATORS:
        start -= 1
    return start, end
