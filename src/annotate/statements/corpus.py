"""All statements of a collection as flat arrays: where they stand, and their words as numbers.

Statements are numbered from 0, by article in the order they were added and by place in it; words by
their number in the vocabulary. The folded text of a statement is its words with one space between, so
that scoring needs no text of the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from annotate.statements.fold import Folded
from annotate.statements.passages import KINDS, Kind, passages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Document:
    """An article to find statements in."""

    article_id: str
    revision: str
    """Another one means that its statements are to be found again: texts never change, line roles do."""
    text: str
    roles: Mapping[int, str]
    """Roles of lines set by hand."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, quotation or clause of an article; offsets in code points of its text."""

    article_id: str
    start: int
    end: int
    kind: Kind


class Vocabulary:
    """The folded words of a collection by number, found by hash without reading them all."""

    def __init__(self, letters: "NDArray[np.uint8]", ends: "Integers", hashes: "NDArray[np.uint64]") -> None:
        self.letters = letters
        """UTF-8 of all words, one after the other."""
        self.ends = ends
        """Where each word ends in `letters`; int64, shape (words,)."""
        self.hashes = hashes
        """64-bit hashes of the words, ascending; a word's place in it is its number. Shape (words,)."""

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        start = int(self.ends[number - 1]) if number else 0
        return self.letters[start : int(self.ends[number])].tobytes().decode()

    def number(self, word: str) -> int | None:
        """The number of a word; None for one that does not occur."""
        import numpy as np

        wanted = np.uint64(word_hash(word))
        at = int(np.searchsorted(self.hashes, wanted))
        return at if at < len(self.hashes) and self.hashes[at] == wanted else None

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """The vocabulary of distinct words."""
        import numpy as np

        hashed = sorted((word_hash(word), word) for word in words)
        encoded = [word.encode() for _, word in hashed]
        return cls(
            np.frombuffer(b"".join(encoded), dtype=np.uint8),
            np.cumsum([len(word) for word in encoded], dtype=np.int64),
            np.array([number for number, _ in hashed], dtype=np.uint64),
        )


def word_hash(word: str) -> int:
    """64 bits of BLAKE2b of the word: the same on every machine and in every version."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Corpus:
    """The statements of a collection. Arrays have shape (statements,) unless said otherwise."""

    articles: tuple[str, ...]
    revisions: tuple[str, ...]
    vocabulary: Vocabulary
    article: "Integers"
    """Number of the article in `articles`; ascending."""
    start: "Integers"
    """Code points."""
    end: "Integers"
    kind: "Integers"
    """Number in `passages.KINDS`."""
    offsets: "Integers"
    """Where the words of each statement begin in `words`; shape (statements + 1,)."""
    words: "Integers"
    """Numbers in the vocabulary; shape (words of all statements,)."""

    def __len__(self) -> int:
        return len(self.start)

    def statement(self, number: int) -> Statement:
        """Where a statement stands."""
        article = self.articles[int(self.article[number])]
        return Statement(
            article, int(self.start[number]), int(self.end[number]), KINDS[int(self.kind[number])]
        )

    def words_of(self, number: int) -> tuple[str, ...]:
        """The folded words of a statement."""
        numbers = self.words[int(self.offsets[number]) : int(self.offsets[number + 1])]
        return tuple(self.vocabulary[int(n)] for n in numbers)


@dataclass(frozen=True, slots=True)
class Batch:
    """The statements of some documents, words numbered by a vocabulary of their own."""

    documents: list[tuple[str, str]]
    words_by_number: list[str]
    article: list[int]
    start: list[int]
    end: list[int]
    kind: list[int]
    lengths: list[int]
    words: list[int]


def batch(documents: Sequence[Document]) -> Batch:
    """Find the statements of some documents."""
    numbers: dict[str, int] = {}
    made = Batch([(d.article_id, d.revision) for d in documents], [], [], [], [], [], [], [])
    for number, document in enumerate(documents):
        folded, found = passages(document.text, document.roles)
        coded = [numbers.setdefault(word, len(numbers)) for word in folded.words]
        for passage in found:
            made.article.append(number)
            made.start.append(passage.start)
            made.end.append(passage.end)
            made.kind.append(KINDS.index(passage.kind))
            made.lengths.append(passage.last - passage.first + 1)
            made.words.extend(coded[passage.first : passage.last + 1])
    made.words_by_number.extend(numbers)
    return made


def join(batches: Iterable[Batch]) -> Corpus:
    """One corpus of all batches, in their order."""
    import numpy as np

    articles: list[tuple[str, str]] = []
    numbers: dict[str, int] = {}
    article, start, end, kind, lengths, words = ([] for _ in range(6))
    for made in batches:
        renumber = np.array(
            [numbers.setdefault(word, len(numbers)) for word in made.words_by_number], dtype=np.uint32
        )
        article.append(np.array(made.article, dtype=np.uint32) + np.uint32(len(articles)))
        start.append(np.array(made.start, dtype=np.uint32))
        end.append(np.array(made.end, dtype=np.uint32))
        kind.append(np.array(made.kind, dtype=np.uint8))
        lengths.append(np.array(made.lengths, dtype=np.int64))
        words.append(renumber[np.array(made.words, dtype=np.int64)] if made.words else renumber[:0])
        articles.extend(made.documents)
    vocabulary = Vocabulary.of(numbers)
    by_hash = sorted(range(len(numbers)), key=[word_hash(word) for word in numbers].__getitem__)
    final = np.empty(len(numbers), dtype=np.uint32)
    final[by_hash] = np.arange(len(numbers), dtype=np.uint32)

    def all_of(parts: "list[NDArray[Any]]", dtype: Any) -> "NDArray[Any]":
        return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)

    flat = all_of(words, np.uint32)
    return Corpus(
        tuple(article_id for article_id, _ in articles),
        tuple(revision for _, revision in articles),
        vocabulary,
        all_of(article, np.uint32),
        all_of(start, np.uint32),
        all_of(end, np.uint32),
        all_of(kind, np.uint8),
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(all_of(lengths, np.int64))]),
        final[flat] if len(flat) else flat,
    )


def build(documents: Iterable[Document], progress: Callable[[int], None] = lambda done: None) -> Corpus:
    """The corpus of some documents; `progress` is told how many are done."""
    made = []
    for done, document in enumerate(documents, start=1):
        made.append(batch([document]))
        progress(done)
    return join(made)


def folded_of(corpus: Corpus, number: int) -> Folded:
    """A statement as the scores want it; the places of its words are not known here."""
    words = corpus.words_of(number)
    return Folded(words, (), " ".join(words))
