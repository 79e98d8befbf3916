"""The search that leaves nothing out: every statement is scored. What the index finds is held against it."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import partial_ratio, ratio
from rapidfuzz.process import cdist

from annotate.statements.corpus import Corpus, Statement
from annotate.statements.fold import Folded
from annotate.statements.index import Index
from annotate.statements.matching import Matcher
from annotate.statements.ranking import Ranked, shown
from annotate.statements.score import DICE_SHARE, NEARLY, PARTIAL_SHARE, alike
from annotate.statements.segment import Segment

_LIMIT = 1 << 30


class Exhaustive:
    """All statements of an index in one segment, with their folded texts at hand."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._segment = Segment.of(index.corpus)
        corpus = self._segment.corpus
        self.texts = [" ".join(corpus.words_of(number)) for number in range(len(corpus))]
        self._words = [corpus.vocabulary[number] for number in range(len(corpus.vocabulary))]
        self._weights = np.array([index.weight(word) for word in self._words])
        self._totals = self._segment.totals(self._weights)

    def search(
        self, query: Folded, floor: float, without: tuple[str, int, int]
    ) -> list[tuple[float, Statement]]:
        """Scores and statements from the floor up, best first, one for each place.

        The Dice coefficients are those of `Matcher.dices`, which the tests hold against `score.dice`.
        """
        nearly = self._nearly(sorted(set(query.words)))
        weights, totals = self._weights, self._totals
        matcher = Matcher(self._segment, query.words, self._index.weight, weights, totals, nearly)
        dices = matcher.dices(np.arange(len(self.texts)))
        partials = cdist([query.text], self.texts, scorer=partial_ratio, dtype=np.float64)[0]
        scores = DICE_SHARE * dices + PARTIAL_SHARE * partials
        corpus: Corpus = self._segment.corpus
        found = []
        for row in np.flatnonzero(scores >= floor).tolist():
            s = corpus.statement(row)
            if not (s.article_id == without[0] and s.start < without[2] and s.end > without[1]):
                found.append(Ranked(float(scores[row]), s, self._segment, row))
        return [(hit.total, hit.statement) for hit in shown(found, _LIMIT)]

    def _nearly(self, words: Sequence[str]) -> dict[str, list[tuple[int, float]]]:
        """Lookalikes by comparing each word with all of the vocabulary."""
        table = cdist(words, self._words, scorer=ratio, score_cutoff=NEARLY, dtype=np.uint8)
        found: dict[str, list[tuple[int, float]]] = {word: [] for word in words}
        for at, number in zip(*(places.tolist() for places in np.nonzero(table)), strict=True):
            word, other = words[at], self._words[number]
            if word != other and (how := alike(word, other)):
                found[word].append((number, how))
        return found
