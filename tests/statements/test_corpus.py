import sys
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.statements import building
from annotate.statements.corpus import Corpus, Document, Vocabulary, batch, build, join, rebatched
from annotate.statements.fold import fold
from annotate.statements.passages import passages
from statements.collections_made import documents, stated


def _same(one: Corpus, other: Corpus) -> bool:
    arrays = ("article", "start", "end", "kind", "offsets", "words")
    return (
        (one.articles, one.revisions) == (other.articles, other.revisions)
        and np.array_equal(one.vocabulary.hashes, other.vocabulary.hashes)
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
    )


@given(documents)
def test_a_corpus_holds_the_passages_of_its_documents(made: list[Document]) -> None:
    corpus = build(made)
    wanted = []
    for document in made:
        folded, found = passages(document.text, document.roles)
        wanted += [
            (document.article_id, p.start, p.end, p.kind, folded.words[p.first : p.last + 1]) for p in found
        ]
    statements = [(corpus.statement(n), corpus.words_of(n)) for n in range(len(corpus))]
    assert [(s.article_id, s.start, s.end, s.kind, words) for s, words in statements] == wanted


@given(documents, st.integers(1, 4))
def test_batches_of_any_size_join_to_the_same_corpus(made: list[Document], size: int) -> None:
    parts = [made[at : at + size] for at in range(0, len(made), size)]
    assert _same(join(batch(part) for part in parts), build(made))


@given(documents, st.data())
def test_what_is_kept_of_a_corpus_is_the_corpus_of_what_is_kept(
    made: list[Document], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(made), max_size=len(made)))
    again = join([rebatched(build(made), np.array(kept, dtype=bool))])
    assert _same(again, build([document for document, keep in zip(made, kept, strict=True) if keep]))


@given(documents)
def test_every_word_has_its_number(made: list[Document]) -> None:
    vocabulary: Vocabulary = build(made).vocabulary
    words = [vocabulary[number] for number in range(len(vocabulary))]
    assert [vocabulary.number(word) for word in words] == list(range(len(words)))
    assert vocabulary.number("unheard") is None


def test_lines_that_are_no_body_by_hand_have_no_statements() -> None:
    text = "The weir was rebuilt in spring.\n\nThe mayor paid for the weir in full.\n"
    assert len(build([Document("a", "1", text, {2: "caption"})])) < len(build([Document("a", "1", text, {})]))


def test_nothing_is_a_corpus_too() -> None:
    assert len(join([])) == len(build([])) == 0
    assert fold("").words == ()


def _many(count: int) -> Iterator[Document]:
    for number in range(count):
        for document in stated():
            yield Document(f"{number}-{document.article_id}", "1", document.text * 40, {})


def test_other_processes_find_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_AT_ONCE", 5000)
    told: list[int] = []
    made = join(building.batches(_many(4), told.append, workers=2))
    assert _same(made, build(_many(4)))
    assert told == sorted(told)
    assert told[-1] == 24


def test_progress_is_told_document_by_document_in_this_process() -> None:
    told: list[int] = []
    building.batches(stated(), told.append)
    assert told == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/sh"])
def test_where_no_process_can_be_started_this_one_does_it(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    monkeypatch.setattr(building, "_AT_ONCE", 5000)
    told: list[int] = []
    assert _same(join(building.batches(_many(3), told.append, workers=2)), build(_many(3)))
    assert told == list(range(1, 19))


def test_progress_can_end_a_build() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int) -> None:
        raise Stopped

    for workers in (0, 2):
        with pytest.raises(Stopped):
            building.batches(_many(2), stop, workers)
