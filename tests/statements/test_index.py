from concurrent.futures import ThreadPoolExecutor
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.statements.corpus import Document, build
from annotate.statements.fold import Folded, fold
from annotate.statements.index import QUERY_WORDS, Hit, Index
from annotate.statements.lookalikes import Lookalikes
from annotate.statements.score import alike, degree_share, dice, score
from statements.collections_made import (
    FREQUENT,
    RARE,
    documents,
    every_hit,
    folded_of,
    overlap,
    stated,
    wordings,
)

letters = st.text(alphabet="abcdeé河1", min_size=1, max_size=9)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(stated())


def _wording(index: Index, hit: Hit) -> Folded:
    place = next(n for n in range(len(index)) if index.statement(n) == hit.statement)
    return folded_of(index, place)


@given(documents, wordings)
def test_a_hit_has_the_score_of_its_wordings(made: list[Document], asked: str) -> None:
    index = Index.build(made)
    query = fold(asked)
    for hit in index.search(query, floor=30.0):
        assert hit.score == score(query, _wording(index, hit), index.weight)


@settings(max_examples=200)
@given(documents, wordings, st.sampled_from((30.0, 50.0, 75.0)))
def test_whatever_reaches_the_floor_is_found_or_a_better_hit_is_in_its_place(
    made: list[Document], asked: str, floor: float
) -> None:
    index = Index.build(made)
    query = fold(asked)
    hits = index.search(query, limit=1000, floor=floor)
    for wanted in every_hit(index, query, floor):
        if wanted.score.dice > 0.0:
            assert any(
                hit.statement == wanted.statement
                or (overlap(hit, wanted) and hit.score.total >= wanted.score.total - 1e-6)
                for hit in hits
            )


@given(documents, wordings, st.integers(1, 4))
def test_a_limit_shows_the_first_of_all(made: list[Document], asked: str, limit: int) -> None:
    index = Index.build(made)
    assert index.search(fold(asked), limit=limit) == index.search(fold(asked), limit=1000)[:limit]


@given(documents, wordings)
def test_hits_are_in_order_and_no_two_are_of_one_place(made: list[Document], asked: str) -> None:
    hits = Index.build(made).search(fold(asked), floor=30.0)
    keys = [(-hit.score.total, hit.statement.article_id, hit.statement.start) for hit in hits]
    assert keys == sorted(keys)
    assert not any(overlap(a, b) for i, a in enumerate(hits) for b in hits[:i])


@given(documents, wordings)
def test_the_dice_of_word_numbers_is_that_of_the_words(made: list[Document], asked: str) -> None:
    index = Index.build(made)
    (weighted,) = index._segments
    matcher = weighted.matcher(fold(asked).words, index.weight)
    rows = np.arange(len(index))
    wanted = [dice(fold(asked).words, index.words_of(n), index.weight) for n in range(len(index))]
    assert matcher.dices(rows).tolist() == pytest.approx(wanted, abs=1e-9)
    assert all(matcher.bounds() >= np.array(wanted) - 1e-9)


@given(st.sets(letters, min_size=1, max_size=40), letters)
def test_lookalikes_are_all_that_the_score_pairs(known: set[str], word: str) -> None:
    corpus = build([Document("a", "1", f"{' '.join(sorted(known))}.", {})])
    vocabulary = corpus.vocabulary
    every = [vocabulary[number] for number in range(len(vocabulary))]
    found = Lookalikes.of(vocabulary).like(vocabulary, word)
    assert {vocabulary[n]: how for n, how in found} == {
        other: alike(word, other) for other in every if other != word and alike(word, other)
    }


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("word", "sword"),  # a slip before anything is the same
        ("abcd", "axbcd"),
        ("abcd", "abxcd"),
        ("legal", "illegal"),
        ("inspectors", "inspection"),
        ("reconstruction", "recosntruction"),
        ("xeconstruction", "reconstruction"),
        ("wasserwerke", "wasserwerken"),
    ],
)
def test_words_alike_without_a_common_beginning_are_lookalikes(word: str, other: str) -> None:
    vocabulary = build([Document("a", "1", f"{other} stands here.", {})]).vocabulary
    found = Lookalikes.of(vocabulary).like(vocabulary, word)
    assert [vocabulary[n] for n, _ in found] == ([other] if alike(word, other) else [])
    assert alike(word, other) > 0


def test_the_weight_of_a_word_falls_with_its_statements(index: Index) -> None:
    with_mayor = sum("mayor" in index.words_of(n) for n in range(len(index)))
    assert index.weight("mayor") == pytest.approx(log(1 + len(index) / (with_mayor + 1)))
    assert index.weight("unheard") == pytest.approx(log(1 + len(index)))
    assert index.weight("really") == pytest.approx(log(1 + len(index)) * degree_share("really"))


def test_an_inflected_twin_comes_right_after_the_statement_itself(index: Index) -> None:
    first, second = index.search(fold("The turbine at the weir was inspected twice in the spring"))[:2]
    assert first.score.total == pytest.approx(100.0)
    assert [first.statement.article_id, second.statement.article_id] == ["article-0", "article-1"]


def test_opposites_are_marked(index: Index) -> None:
    hits = index.search(fold("The mayor called the ferry contract legal and valid"))
    assert [(h.statement.article_id, h.score.polarity) for h in hits[:2]] == [
        ("article-4", "same"),
        ("article-3", "opposite?"),
    ]


def test_what_overlaps_a_place_and_a_whole_article_can_be_left_out(index: Index) -> None:
    query = fold("The mayor called the ferry contract illegal and invalid")
    own = index.search(query)[0].statement
    assert own.article_id == "article-3"
    inside = (own.article_id, own.start + 4, own.start + 9)
    for hits in (
        index.search(query, without=inside),
        index.search(query, only_other_articles_than="article-3"),
    ):
        assert [hit.statement.article_id for hit in hits] == ["article-4"]
    assert index.search(query, without=("nowhere", 0, 9)) == index.search(query)


@pytest.mark.parametrize("asked", ["", "…!", "   "])
def test_a_query_without_words_finds_nothing(index: Index, asked: str) -> None:
    assert index.search(fold(asked)) == []


def test_a_query_of_one_word_and_one_of_frequent_words_only_find_what_has_them() -> None:
    made = [*stated(), Document("short", "1", "It was not.\n", {})]
    index = Index.build(made)
    assert index.search(fold("turbine"), floor=30.0)
    assert index.search(fold("it was not"))[0].statement.article_id == "short"
    assert index.search(fold("was"), floor=30.0)


def test_han_characters_are_words(index: Index) -> None:
    assert index.search(fold("河水不是藍色的"))[0].statement.article_id == "article-5"


def test_a_long_query_is_cut_to_its_first_words(index: Index) -> None:
    head = "the turbine at the weir was inspected twice in the spring " * 40
    long = head + "x" * 100_000 + " " + "mayor " * 20_000
    cut = " ".join(fold(long).words[:QUERY_WORDS])
    assert index.search(fold(long), floor=30.0) == index.search(fold(cut), floor=30.0)


@pytest.mark.parametrize("made", [[], [Document("empty", "1", "", {})], [Document("one", "1", "One.\n", {})]])
def test_a_collection_without_statements_can_be_searched(made: list[Document]) -> None:
    index = Index.build(made)
    assert len(index) == 0
    assert index.sources == {document.article_id: "1" for document in made}
    assert index.search(fold("the turbine at the weir")) == []
    assert index.weight("turbine") == 0.0
    with pytest.raises(IndexError):
        index.statement(0)
    grown = index.updated(stated())
    assert grown.search(fold("the turbine at the weir"))


def test_threads_share_an_index(index: Index) -> None:
    queries = [fold(" ".join(RARE[i : i + 4] + FREQUENT[:2])) for i in range(20)] * 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda query: index.search(query, floor=30.0), queries))
    fresh = Index.build(stated())
    assert found == [fresh.search(query, floor=30.0) for query in queries]


changes = st.lists(st.tuples(st.integers(0, 7), st.lists(wordings, max_size=3)), max_size=4)


@settings(max_examples=150)
@given(documents, st.lists(changes, min_size=1, max_size=3), st.sets(st.integers(0, 7)), wordings)
def test_an_updated_and_a_compacted_index_answer_as_a_fresh_one(
    made: list[Document], steps: list[list[tuple[int, list[str]]]], removed: set[int], asked: str
) -> None:
    current = {document.article_id: document for document in made}
    index = Index.build(made)
    for revision, step in enumerate(steps):
        new = {
            f"article-{number}": Document(
                f"article-{number}", f"r{revision}", "".join(f"{s.capitalize()}. " for s in sentences), {}
            )
            for number, sentences in step
        }
        index = index.updated(list(new.values()))
        current |= new
    gone = [f"article-{number}" for number in removed]
    index = index.updated([], gone)
    current = {key: value for key, value in current.items() if key not in gone}
    fresh = Index.build(current.values())
    for same in (index, index.compacted()):
        assert len(same) == len(fresh)
        assert same.sources == fresh.sources
        assert same.search(fold(asked), floor=30.0) == fresh.search(fold(asked), floor=30.0)
        assert all(same.weight(word) == fresh.weight(word) for word in RARE)
        statements = {(same.statement(n), same.words_of(n)) for n in range(len(same))}
        assert statements == {(fresh.statement(n), fresh.words_of(n)) for n in range(len(fresh))}
    assert index.compacted().delta_share == 0.0


def test_the_index_that_was_updated_stays_as_it_was(index: Index) -> None:
    query = fold("The mayor called the ferry contract illegal and invalid")
    before = index.search(query), len(index), dict(index.sources)
    changed = index.updated([], ["article-3"])
    assert "article-3" not in changed.sources
    assert all(hit.statement.article_id != "article-3" for hit in changed.search(query))
    assert (index.search(query), len(index), dict(index.sources)) == before
    assert index.delta_share == 0.0 < changed.delta_share
