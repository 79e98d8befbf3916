"""Scores of many pairs at once are those of one pair at a time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.statements.corpus import Document, build, folded_of
from annotate.statements.pairwise import Scorer
from annotate.statements.score import score
from annotate.statements.weights import document_frequencies, word_weights
from annotate.statements.wordings import wordings

_WORDS = """
    the the the dam dams damn damned legal illegal legality government goverment governments governmental
    total totally totality 2031 2032 a of in built building rebuilt strasse straße élan elan
    international internationally internationaly 大 坝 安 全 безопасно безопасный treat teat treatment
    manufacture manufactured manufacturer xabcdefgh abcdefghy report reports reported reporting
"""
_TEXTS = st.lists(
    st.lists(st.sampled_from(_WORDS.split()), min_size=2, max_size=12).map(
        lambda words: " ".join(words) + ".\n\n"
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.sampled_from((0.0, 30.0, 60.0)))
def test_scores_of_pairs_are_those_of_score(texts: list[str], least: float) -> None:
    corpus = build([Document("a", "", "".join(texts), {})])
    groups = wordings(corpus, np.ones(len(corpus), dtype=bool))
    weights = word_weights(corpus)
    first, second = np.triu_indices(len(groups), 1)
    found = Scorer(groups, weights).scores(first, second, least=least)

    def weight(word: str) -> float:
        number = corpus.vocabulary.number(word)
        assert number is not None
        return float(weights[number])

    folded = [folded_of(corpus, int(groups.statements_of(number)[0])) for number in range(len(groups))]
    for a, b, value in zip(first.tolist(), second.tolist(), found.tolist(), strict=True):
        expected = score(folded[a], folded[b], weight).total
        if abs(expected - least) > 1e-6:
            assert abs(value - (expected if expected >= least else 0.0)) < 1e-6, (folded[a], folded[b])


@given(_TEXTS)
def test_frequencies_count_each_statement_once(texts: list[str]) -> None:
    corpus = build([Document("a", "", "".join(texts), {})])
    frequencies = document_frequencies(corpus)
    for number in range(len(corpus.vocabulary)):
        word = corpus.vocabulary[number]
        assert frequencies[number] == sum(word in corpus.words_of(n) for n in range(len(corpus)))
