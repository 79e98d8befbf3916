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
        self._decoded: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        word = self._decoded.get(number)
        if word is None:
            start = int(self.ends[number - 1]) if number else 0
            word = self.letters[start : int(self.ends[number])].tobytes().decode()
            self._decoded[number] = word
        return word

    def number(self, word: str) -> int | None:
        """The number of a word; None for one that does not occur."""
        import numpy as np

        wanted = np.uint64(word_hash(word))
        at = int(np.searchsorted(self.hashes, wanted))
        return at if at < len(self.hashes) and self.hashes[at] == wanted else None


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
        return tuple([self.vocabulary[n] for n in numbers.tolist()])


@dataclass(frozen=True, slots=True)
class Batch:
    """The statements of some documents, words numbered by a vocabulary of their own.

    Arrays as those of `Corpus`; small to send from one process to another.
    """

    documents: list[tuple[str, str]]
    """Article ids and revisions."""
    vocabulary: list[str]
    article: "Integers"
    """Number in `documents`."""
    start: "Integers"
    end: "Integers"
    kind: "Integers"
    lengths: "Integers"
    """Words of each statement."""
    words: "Integers"
    """Numbers in `vocabulary`."""


def batch(documents: Sequence[Document]) -> Batch:
    """Find the statements of some documents."""
    import numpy as np

    numbers: dict[str, int] = {}
    article: list[int] = []
    start: list[int] = []
    end: list[int] = []
    kind: list[int] = []
    lengths: list[int] = []
    words: list[int] = []
    for number, document in enumerate(documents):
        folded, found = passages(document.text, document.roles)
        coded = [numbers.setdefault(word, len(numbers)) for word in folded.words]
        for passage in found:
            article.append(number)
            start.append(passage.start)
            end.append(passage.end)
            kind.append(KINDS.index(passage.kind))
            lengths.append(passage.last - passage.first + 1)
            words.extend(coded[passage.first : passage.last + 1])
    return Batch(
        [(document.article_id, document.revision) for document in documents],
        list(numbers),
        np.array(article, dtype=np.uint32),
        np.array(start, dtype=np.uint32),
        np.array(end, dtype=np.uint32),
        np.array(kind, dtype=np.uint8),
        np.array(lengths, dtype=np.uint32),
        np.array(words, dtype=np.uint32),
    )


def rebatched(corpus: "Corpus", kept: "NDArray[np.bool_]") -> Batch:
    """The articles of a corpus that are `kept`, shape (articles,), as a batch again."""
    import numpy as np

    statements = kept[corpus.article]
    lengths = np.diff(corpus.offsets)
    renumber = np.cumsum(kept) - 1
    return Batch(
        [
            source
            for source, keep in zip(zip(corpus.articles, corpus.revisions, strict=True), kept, strict=True)
            if keep
        ],
        [corpus.vocabulary[number] for number in range(len(corpus.vocabulary))],
        renumber[corpus.article[statements]].astype(np.uint32),
        corpus.start[statements],
        corpus.end[statements],
        corpus.kind[statements],
        lengths[statements].astype(np.uint32),
        corpus.words[np.repeat(statements, lengths)],
    )


def join(batches: Iterable[Batch]) -> Corpus:
    """One corpus of all batches, in their order."""
    import numpy as np

    articles: list[tuple[str, str]] = []
    numbers: dict[str, int] = {}
    parts: list[Batch] = []
    article: list[Any] = []
    words: list[Any] = []
    for made in batches:
        parts.append(made)
        renumber = np.array([numbers.setdefault(w, len(numbers)) for w in made.vocabulary], dtype=np.uint32)
        article.append(made.article + np.uint32(len(articles)))
        words.append(renumber[made.words] if len(made.words) else made.words)
        articles.extend(made.documents)

    def whole(arrays: list[Any], dtype: Any = np.uint32) -> "NDArray[Any]":
        return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)

    flat = whole(words)
    # Words that only left-out articles had are not in the vocabulary.
    used = np.zeros(len(numbers), dtype=bool)
    used[flat] = True
    vocabulary, final = _numbered([word for word, is_used in zip(numbers, used, strict=True) if is_used])
    renumber = np.zeros(len(numbers), dtype=np.uint32)
    renumber[used] = final
    lengths = whole([part.lengths for part in parts])
    return Corpus(
        tuple(article_id for article_id, _ in articles),
        tuple(revision for _, revision in articles),
        vocabulary,
        whole(article),
        whole([part.start for part in parts]),
        whole([part.end for part in parts]),
        whole([part.kind for part in parts], np.uint8),
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)]),
        renumber[flat] if len(flat) else flat,
    )


def _numbered(words: Sequence[str]) -> tuple[Vocabulary, "NDArray[np.uint32]"]:
    """The vocabulary of distinct words, and the number that each has in it."""
    import numpy as np

    hashes = np.array([word_hash(word) for word in words], dtype=np.uint64)
    order = np.argsort(hashes)
    numbers = np.empty(len(words), dtype=np.uint32)
    numbers[order] = np.arange(len(words), dtype=np.uint32)
    encoded = [words[at].encode() for at in order.tolist()]
    letters = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    ends = np.cumsum([len(word) for word in encoded], dtype=np.int64)
    return Vocabulary(letters, ends, hashes[order]), numbers


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
