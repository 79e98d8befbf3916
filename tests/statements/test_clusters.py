"""Clusters of near-duplicate statements over a collection."""

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.statements.clusters import Cancelled, Cluster, Clustering, clusters
from annotate.statements.corpus import Corpus, Document, build
from annotate.statements.eligible import eligible

FILLER = """
The harbour master counted forty barges before noon. Rain spoiled most of the plum harvest upriver.
A retired teacher plays the organ every second Sunday. Tickets for the ferry went up by two crowns.
The museum keeps its oldest maps in a cellar vault. Nobody has painted the lighthouse since spring.
"""
SAND = "The northern dam was built on loose sand by careless contractors"
WET = "The northern dam was built on wet loose sand by careless contractors"
BUILT = "The northern dam had been built on loose sand by very careless contractors"


def corpus_of(*texts: str) -> Corpus:
    """A text an article, beside one of fillers so that words have different weights."""
    documents = [Document(f"a{number}", "", text, {}) for number, text in enumerate(texts)]
    return build([*documents, Document("filler", "", FILLER, {})])


def texts_of(corpus: Corpus, numbers: tuple[int, ...]) -> list[str]:
    return [" ".join(corpus.words_of(number)) for number in numbers]


def number_of(corpus: Corpus, article: str, start: str = "") -> int:
    """The first statement of an article that starts with these words and can be in a cluster."""
    takes_part = eligible(corpus)
    return next(
        number
        for number in range(len(corpus))
        if corpus.statement(number).article_id == article
        and takes_part[number]
        and " ".join(corpus.words_of(number)).startswith(start)
    )


def only(found: Clustering) -> Cluster:
    (cluster,) = found.clusters
    return cluster


def test_near_duplicates_of_three_articles_are_one_cluster() -> None:
    corpus = corpus_of(f"{SAND}.", f"{WET}.", f"{BUILT}.")
    cluster = only(clusters(corpus))
    assert [corpus.statement(number).article_id for number in cluster.members] == ["a0", "a1", "a2"]
    assert cluster.canonical in cluster.members
    assert 70 < cluster.cohesion < 100


def test_what_is_said_is_found_whoever_says_it() -> None:
    corpus = corpus_of(
        f"Mara Oduya told reporters on Monday that {SAND[0].lower()}{SAND[1:]}.",
        f"“{WET},” said a spokesman for the water board.",
    )
    cluster = only(clusters(corpus))
    assert all(text.startswith("the northern dam") for text in texts_of(corpus, cluster.members))


def test_who_says_it_is_no_cluster() -> None:
    corpus = corpus_of(
        "The spokesman of the board said on Monday that plums are scarce.",
        "The spokesman of the board said on Tuesday that ferries are late.",
    )
    assert clusters(corpus).clusters == ()


def test_a_name_that_many_share_joins_nothing() -> None:
    name = "the Office of the High Inspector for Inland Waters"
    words = [f"{a}{b}{c}en" for a in "bcdfgklmnprst" for b in "aeiou" for c in "lmnrst"]
    short = [f"{a.capitalize()} {name} {b}." for a, b in zip(words[:8], words[8:16], strict=True)]
    long = [
        f"{' '.join(words[at : at + 9]).capitalize()} {name} {words[at + 9]}." for at in range(20, 360, 10)
    ]
    corpus = corpus_of(*short, *long, f"{SAND}.", f"{WET}.")
    cluster = only(clusters(corpus))
    assert all(text.startswith("the northern dam") for text in texts_of(corpus, cluster.members))


def test_copies_are_one_cluster_however_many() -> None:
    corpus = corpus_of(*[f"{SAND}."] * 300)
    cluster = only(clusters(corpus))
    assert len(cluster.members) == 300
    assert cluster.cohesion == 100


def test_a_chain_does_not_collapse() -> None:
    words = [f"{a}{b}ken" for a in "bcdfgklm" for b in "aeiou"]
    chain = [" ".join(words[at : at + 8]).capitalize() + "." for at in range(0, 32, 3)]
    found = clusters(corpus_of(*chain))
    assert found.clusters
    assert max(len(cluster.members) for cluster in found.clusters) <= 4


def test_opposites_are_told_and_not_joined() -> None:
    corpus = corpus_of(
        "The harbour treaty is legal and valid for all islands.",
        "The harbour treaty is not legal and valid for all islands.",
    )
    found = clusters(corpus)
    assert found.clusters == ()
    ((first, second, score),) = found.opposites
    assert (corpus.statement(first).article_id, corpus.statement(second).article_id) == ("a0", "a1")
    assert score > 80


def test_who_says_opposites_are_the_same_joins_them() -> None:
    corpus = corpus_of("The harbour treaty is legal for all.", "The harbour treaty is not legal for all.")
    a, b = number_of(corpus, "a0"), number_of(corpus, "a1")
    found = clusters(corpus, same=[(b, a)])
    assert only(found).members == (a, b)
    assert found.opposites == ()


def test_decisions_outweigh_scores() -> None:
    corpus = corpus_of(f"{SAND}.", f"{WET}.", "Bees left the orchard early.")
    sand, wet, bees = (number_of(corpus, f"a{number}") for number in range(3))
    found = clusters(corpus, same=[(sand, bees)], different=[(sand, wet)])
    assert only(found).members == (sand, bees)


def test_different_beats_joins_in_between() -> None:
    corpus = corpus_of(f"{SAND}.", f"{WET}.", f"{BUILT}.")
    a, b, c = (number_of(corpus, f"a{number}") for number in range(3))
    assert len(only(clusters(corpus, same=[(a, b), (b, c)], different=[(a, c)])).members) == 2


def test_copies_can_be_told_apart() -> None:
    corpus = corpus_of(f"{SAND}.", f"{SAND}.", f"{SAND}.")
    a, b = number_of(corpus, "a0"), number_of(corpus, "a1")
    members = only(clusters(corpus, different=[(a, b)])).members
    assert len(members) == 2
    assert not {a, b} <= set(members)


def test_a_decision_on_a_pair_holds_for_copies() -> None:
    corpus = corpus_of(f"{SAND}.", f"{WET}.", f"{SAND}.", f"{WET}.")
    a, b = number_of(corpus, "a0"), number_of(corpus, "a1")
    found = clusters(corpus, different=[(a, b)])
    assert [len(set(texts_of(corpus, cluster.members))) for cluster in found.clusters] == [1, 1]


def test_one_place_counts_once() -> None:
    corpus = corpus_of(f"“{SAND}, and nobody cared,” said Mara Oduya.", f"{SAND}.", f"{WET}.")
    for cluster in clusters(corpus).clusters:
        assert not any(_overlap(corpus, a, b) for a, b in combinations(cluster.members, 2))


def test_clusters_of_most_articles_come_first() -> None:
    plums = "Plum prices in the valley doubled within a week"
    corpus = corpus_of(f"{plums}.", f"{plums}.", f"{SAND}.", f"{WET}.", f"{BUILT}.")
    assert [len(cluster.members) for cluster in clusters(corpus).clusters] == [3, 2]


def test_languages_without_spaces() -> None:
    corpus = corpus_of(
        "这座水坝建在松散的沙子上，非常危险。", "这座水坝建在松散的沙土上，非常危险。", "他昨天去了博物馆。"
    )
    assert any(
        {corpus.statement(number).article_id for number in cluster.members} == {"a0", "a1"}
        for cluster in clusters(corpus).clusters
    )


def test_one_article_repeats_itself() -> None:
    corpus = build([Document("a", "", f"{SAND}.\n\n{FILLER}\n\n{WET}.\n", {})])
    assert len(only(clusters(corpus)).members) == 2


@pytest.mark.parametrize("documents", [[], [Document("a", "", "", {})], [Document("a", "", "Hm.\n", {})]])
def test_nothing_has_no_clusters(documents: list[Document]) -> None:
    assert clusters(build(documents)) == Clustering((), ())


def test_progress_ends_at_the_whole_and_never_falls() -> None:
    told: list[float] = []
    clusters(corpus_of(f"{SAND}.", f"{WET}."), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_caller_can_stop_it() -> None:
    with pytest.raises(Cancelled):
        clusters(corpus_of(f"{SAND}.", f"{WET}."), cancelled=lambda: True)


def _overlap(corpus: Corpus, a: int, b: int) -> bool:
    first, second = corpus.statement(a), corpus.statement(b)
    return first.article_id == second.article_id and first.start < second.end and second.start < first.end


_WORDS = """
    dam sand legal illegal not river bridge council built loose wet report plums barges vault organ
"""
_SENTENCE = st.lists(st.sampled_from(_WORDS.split()), min_size=3, max_size=8).map(" ".join)
_WRITTEN = st.one_of(
    _SENTENCE.map(lambda s: f"{s.capitalize()}. "),
    st.tuples(_SENTENCE, _SENTENCE).map(lambda s: f"“{s[0].capitalize()}, {s[1]},” Mara said. "),
    st.tuples(_SENTENCE, _SENTENCE).map(lambda s: f"{s[0].capitalize()}, while {s[1]}. "),
)
_ARTICLES = st.lists(st.lists(_WRITTEN, min_size=1, max_size=4).map("".join), min_size=1, max_size=5)


def _pairs(draw: st.DrawFn, size: int) -> list[tuple[int, int]]:
    number = st.integers(0, size - 1)
    found = draw(st.lists(st.tuples(number, number), max_size=3))
    return [(a, b) for a, b in found if a != b]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_what_holds_of_all_clusters(data: st.DataObject) -> None:
    texts = data.draw(_ARTICLES)
    corpus = build([Document(f"a{number}", "", text, {}) for number, text in enumerate(texts)])
    same = data.draw(st.composite(_pairs)(len(corpus)) if len(corpus) else st.just([]))
    different = data.draw(st.composite(_pairs)(len(corpus)) if len(corpus) else st.just([]))
    found = clusters(corpus, same=same, different=different)
    owner: dict[int, int] = {}
    for place, cluster in enumerate(found.clusters):
        assert len(cluster.members) >= 2
        assert list(cluster.members) == sorted(cluster.members)
        assert cluster.canonical in cluster.members
        assert 0.0 <= cluster.cohesion <= 100.0 + 1e-9
        assert not any(_overlap(corpus, a, b) for a, b in combinations(cluster.members, 2))
        for number in cluster.members:
            assert number not in owner
            owner[number] = place
    for a, b in different:
        assert owner.get(a, -1) != owner.get(b, -2)
    told = {frozenset(pair) for pair in same}
    for a, b, _ in found.opposites:
        assert frozenset((a, b)) not in told
        assert not _overlap(corpus, a, b)
    if len(same) == 1 and not different and not _overlap(corpus, *same[0]):
        assert owner[same[0][0]] == owner[same[0][1]]


@settings(max_examples=25, deadline=None)
@given(_ARTICLES, st.data())
def test_the_order_of_articles_does_not_matter(texts: list[str], data: st.DataObject) -> None:
    documents = [Document(f"a{number}", "", text, {}) for number, text in enumerate(texts)]
    shuffled = data.draw(st.sampled_from(list(permutations(documents))))

    def partition(corpus: Corpus) -> set[frozenset[tuple[str, int, int]]]:
        places = [corpus.statement(number) for number in range(len(corpus))]
        return {
            frozenset((places[n].article_id, places[n].start, places[n].end) for n in cluster.members)
            for cluster in clusters(corpus).clusters
        }

    assert partition(build(documents)) == partition(build(shuffled))
