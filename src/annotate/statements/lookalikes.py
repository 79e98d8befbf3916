"""The words of a vocabulary that `score.alike` holds for nearly the same as a given one: all of them.

Every word keeps a signature of its letters. An edit flips one bit of it at most, so signatures that
differ in more bits than the edits that `alike` allows cannot be alike; the few that are left are asked
one by one. Four-letter grams would miss short words with a slip in the middle.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotate.statements.corpus import Vocabulary
from annotate.statements.score import LONG_NEARLY, NEARLY, PREFIX, SHORTEST_NEARLY, alike

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]

_OTHERS = 12  # bits for characters beyond a to z, which take 26 for the first and 26 for more of a kind
_CODED = 21  # bits of a code point
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Words long enough to be nearly the same as others, by length. Arrays have shape (such words,)."""

    numbers: "Integers"
    """Numbers in the vocabulary."""
    lengths: "Integers"
    """Code points, ascending."""
    signatures: "NDArray[np.uint64]"
    firsts: "Integers"
    """Hashes of the first three code points."""
    lasts: "Integers"
    """Hashes of the last four."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Lookalikes":
        """Those of a whole vocabulary, from its letters at once."""
        import numpy as np

        codes, ends = _code_points(vocabulary)
        lengths = np.diff(ends, prepend=0)
        owner = np.repeat(np.arange(len(ends)), lengths)
        digits = np.zeros(len(ends), dtype=bool)
        digits[owner[(codes >= 48) & (codes <= 57)]] = True
        numbers = np.flatnonzero((lengths >= SHORTEST_NEARLY) & ~digits)
        numbers = numbers[np.argsort(lengths[numbers], kind="stable")]
        starts, stops = (ends - lengths)[numbers], ends[numbers]
        return cls(
            numbers.astype(np.uint32),
            lengths[numbers].astype(np.uint32),
            _signatures(codes, owner, len(ends))[numbers],
            _hashed([codes[starts + at] for at in range(PREFIX)]),
            _hashed([codes[stops - at] for at in range(SHORTEST_NEARLY, 0, -1)]),
        )

    def like(self, vocabulary: Vocabulary, word: str) -> list[tuple[int, float]]:
        """Numbers of the words nearly the same as a folded one, by number, and how nearly (`alike`).

        Not the word itself.
        """
        import numpy as np

        if len(word) < SHORTEST_NEARLY or any(char.isdigit() for char in word):
            return []
        codes = np.array([ord(char) for char in word], dtype=np.uint32)
        shortest = NEARLY / (200.0 - NEARLY)  # of two lengths that can reach the ratio, to the other
        first = np.searchsorted(self.lengths, int(len(word) * shortest))
        last = np.searchsorted(self.lengths, int(len(word) / shortest) + 1, side="right")
        part = slice(int(first), int(last))
        both = (self.lengths[part] + np.uint32(len(word))).astype(np.float64)
        signature = _signatures(codes, np.zeros(len(codes), dtype=np.int64), 1)
        edits = np.bitwise_count(self.signatures[part] ^ signature)
        near = edits <= both * (1.0 - NEARLY / 100.0) + _SLACK
        near &= (
            (self.firsts[part] == _hashed([codes[at : at + 1] for at in range(PREFIX)]))
            | (
                self.lasts[part]
                == _hashed([codes[len(codes) - at :][:1] for at in range(SHORTEST_NEARLY, 0, -1)])
            )
            | (edits <= both * (1.0 - LONG_NEARLY / 100.0) + _SLACK)
        )
        found = []
        for number in sorted(self.numbers[part][near].tolist()):
            other = vocabulary[number]
            if other != word and (how := alike(word, other)):
                found.append((number, how))
        return found


def _code_points(vocabulary: Vocabulary) -> "tuple[NDArray[np.uint32], NDArray[np.int64]]":
    """The letters of all words as code points, and where each word ends among them."""
    import numpy as np

    letters = np.asarray(vocabulary.letters)
    if not len(vocabulary):
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)
    codes = np.frombuffer(letters.tobytes().decode().encode("utf-32-le"), dtype="<u4").astype(np.uint32)
    begins = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum((letters & 0xC0) != 0x80)])
    return codes, begins[np.asarray(vocabulary.ends)]


def _signatures(codes: "NDArray[np.uint32]", owner: "NDArray[np.int64]", words: int) -> "NDArray[np.uint64]":
    """One bit for each letter that a word has, another for one that it has twice or more."""
    import numpy as np

    coded = (owner.astype(np.uint64) << np.uint64(_CODED)) | codes
    coded.sort()
    owner = (coded >> np.uint64(_CODED)).astype(np.int64)
    letter = (coded & np.uint64((1 << _CODED) - 1)).astype(np.int64) - ord("a")
    latin = (letter >= 0) & (letter < 26)
    # Characters that share a bit of the last twelve may flip it both ways: never more bits than edits.
    bit = np.where(latin, letter, 52 + letter % _OTHERS)
    again = np.concatenate([np.zeros(1, dtype=bool), coded[1:] == coded[:-1]])[: len(coded)]
    bit[again & latin] += 26
    signatures = np.zeros(words, dtype=np.uint64)
    np.bitwise_or.at(signatures, owner, np.uint64(1) << bit.astype(np.uint64))
    return signatures


def _hashed(letters: "list[Any]") -> "NDArray[np.uint32]":
    """32 bits of code points that stand side by side, given place by place."""
    import numpy as np

    made = np.zeros(np.shape(letters[0]), dtype=np.uint32)
    for code in letters:
        made = made * np.uint32(0x01000193) ^ np.asarray(code, dtype=np.uint32)
    return made
