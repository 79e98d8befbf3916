"""Suggestions: what is like a text, what a span may be linked to, accepted and rejected as one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.config import Config
from annotate.errors import RuleError
from annotate.model import Place, Span
from annotate.scheme import parse
from annotate.workbench.bench import Workbench
from annotate.workbench.suggestions import Suggestion
from helpers import fresh, import_texts, link, open_bench, tag

LEDGER = """Levy is void, dock workers say

The Harbour Ledger, 2 June 2031

“The harbour levy is plainly unlawful and void,” Ines Moreau said on Monday. The board met in private.

The board said the levy is lawful and valid. It rejected the complaint as a stunt.
"""
POST = """Board defends the levy

The Sound Post, 3 June 2031

Ms Moreau repeated that the harbour levy was wholly unlawful and void. Nobody at the board would answer.

The mayor said that the ferry will sail as usual on Friday.
"""
MAIL = """Court to hear the case

The Island Mail, 4 June 2031

Her lawyers call the levy unlawful and void, and want it back. The harbour levy was set in May.
"""
TEXTS = {"ledger.txt": LEDGER, "post.txt": POST, "mail.txt": MAIL}
ASKED = "The harbour levy is plainly unlawful and void"
POSTED = "the harbour levy was wholly unlawful and void"


@pytest.fixture
def levy(database: Path, tmp_path: Path) -> Iterator[Workbench]:
    with open_bench(database) as bench:
        import_texts(bench, tmp_path, TEXTS)
        yield bench


def suggested(bench: Workbench, span: Span) -> dict[str, Suggestion]:
    return {each.text: each for each in bench.suggestions(span)}


def test_statements_like_a_text_come_best_first_with_their_parts(levy: Workbench) -> None:
    tag(levy, "claim", ASKED)
    found = levy.similar("the harbour levy is unlawful and void", limit=5)
    assert [each.text for each in found[:2]] == [ASKED, POSTED]
    assert found[0].span is not None
    assert found[0].span.label == "claim"
    assert found[1].span is None
    totals = [each.score.total for each in found]
    assert totals == sorted(totals, reverse=True)
    assert all(
        each.text == levy.text(each.place.article_id)[each.place.start : each.place.end] for each in found
    )


def test_the_opposite_is_flagged(levy: Workbench) -> None:
    found = levy.similar(ASKED)
    (opposite,) = [each for each in found if each.text == "the levy is lawful and valid"]
    assert opposite.score.polarity == "opposite?"


def test_a_place_and_what_overlaps_it_are_left_out(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    assert all(not each.place.overlaps(span.place) for each in levy.similar(span.quote, place=span.place))


def test_what_another_annotator_tagged_is_told_where_the_user_has_nothing(
    levy: Workbench, database: Path
) -> None:
    with open_bench(database, "lee") as other:
        tag(other, "rebuttal", POSTED)
    found = {each.text: each for each in levy.similar(ASKED)}
    span = found[POSTED].span
    assert span is not None
    assert (span.annotator, span.label) == ("lee", "rebuttal")


def test_accepting_tags_and_links_in_one_step(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    suggestion = suggested(levy, span)[POSTED]
    assert suggestion.span is None
    assert (suggestion.relation, suggestion.label) == ("same_as", "claim")
    far_id = levy.accept(span, suggestion)
    far = levy.spans_by_id([far_id])[far_id]
    assert (far.quote, far.label, far.origin) == (POSTED, "claim", "suggestion")
    (made,) = levy.links()
    assert {made.source_id, made.target_id} == {span.id, far_id}
    assert (made.type, made.origin) == ("same_as", "suggestion")
    levy.undo()
    assert levy.links() == []
    assert [each.id for each in levy.spans()] == [span.id]
    assert POSTED in suggested(levy, span)
    levy.redo()
    assert len(levy.links()) == 1
    assert POSTED not in suggested(levy, span)


def test_accepting_a_tagged_place_only_links(levy: Workbench) -> None:
    span, there = tag(levy, "claim", ASKED), tag(levy, "claim", "wholly unlawful and void")
    (suggestion,) = [each for each in levy.suggestions(span) if each.span is not None]
    assert suggestion.span == there
    assert levy.accept(span, suggestion) == there.id
    assert len(levy.spans()) == 2
    assert fresh(levy, there).origin == "human"


def test_boundaries_set_first_are_those_that_are_tagged(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    suggestion = suggested(levy, span)[POSTED]
    start = suggestion.place.start + POSTED.index("wholly")
    far_id = levy.accept(span, suggestion, (start, suggestion.place.end))
    assert levy.spans_by_id([far_id])[far_id].quote == "wholly unlawful and void"


def test_what_was_decided_is_never_asked_again_whoever_asks(levy: Workbench, database: Path) -> None:
    span = tag(levy, "claim", ASKED)
    levy.reject(span, suggested(levy, span)[POSTED])
    assert POSTED not in suggested(levy, span)
    back = tag(levy, "claim", "wholly unlawful and void")
    assert all(not each.place.overlaps(span.place) for each in levy.suggestions(back))
    levy.undo()
    levy.undo()
    assert POSTED in suggested(levy, span)
    levy.redo()
    levy.close()
    with open_bench(database) as again:
        assert POSTED not in suggested(again, span)
    with open_bench(database, "lee") as other:
        theirs = tag(other, "claim", ASKED)
        assert POSTED in suggested(other, theirs)


def test_a_rejection_stays_when_boundaries_are_moved(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    levy.reject(span, suggested(levy, span)[POSTED])
    moved = levy.set_boundaries(span, span.start + len("The "), span.end)
    assert POSTED not in suggested(levy, moved)


def test_the_opposite_is_offered_as_a_counter(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    suggestion = suggested(levy, span)["the levy is lawful and valid"]
    assert suggestion.opposite
    assert (suggestion.relation, suggestion.label, suggestion.as_source) == ("rebuts", "rebuttal", False)
    far_id = levy.accept(span, suggestion)
    (made,) = levy.links()
    assert (made.source_id, made.type, made.target_id) == (far_id, "rebuts", span.id)


def test_a_suggestion_can_be_taken_the_other_way(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    opposite = suggested(levy, span)["the levy is lawful and valid"]
    same = levy.turned(span, opposite)
    assert same is not None
    assert (same.relation, same.label) == ("same_as", "claim")
    back = levy.turned(span, same)
    assert back is not None
    assert (back.relation, back.label) == ("rebuts", "rebuttal")


def test_a_rebuttal_is_first_offered_what_it_may_rebut_nearest_first(levy: Workbench) -> None:
    far = tag(levy, "claim", ASKED)
    near = tag(levy, "claim", "The board met in private")
    elsewhere = tag(levy, "claim", POSTED)
    rebuttal = tag(levy, "rebuttal", "the levy is lawful and valid")
    found = levy.suggestions(rebuttal)
    counters = [each for each in found if each.relation == "rebuts"]
    assert counters == found[: len(counters)]
    assert counters[0].span == near
    assert {each.span for each in counters} >= {far, near, elsewhere}
    assert all(each.as_source for each in counters)


def test_a_span_that_is_linked_already_is_not_suggested(levy: Workbench) -> None:
    span, there = tag(levy, "claim", ASKED), tag(levy, "claim", POSTED)
    link(levy, "same_as", span, there)
    assert all(each.span != there for each in levy.suggestions(span))


def test_where_no_link_fits_accepting_says_so(levy: Workbench) -> None:
    span = tag(levy, "claim", ASKED)
    tag(levy, "attribution", POSTED)
    suggestion = suggested(levy, span)[POSTED]
    assert suggestion.relation is None
    with pytest.raises(RuleError, match="no link fits"):
        levy.accept(span, suggestion)
    levy.reject(span, suggestion)
    assert POSTED not in suggested(levy, span)


def test_another_scheme_repeats_counters_and_frames_by_its_own_links(database: Path, tmp_path: Path) -> None:
    scheme = parse(
        {
            "labels": {"thesis": {"key": "T"}, "answer": {"key": "W"}},
            "links": {
                "echoes": {"ends": [["thesis", "thesis"]], "symmetric": True},
                "answers": {"ends": [["answer", "thesis"]], "counters": True},
            },
        }
    )
    with Workbench.open(Config(database, "kim", scheme=scheme)) as bench:
        import_texts(bench, tmp_path, TEXTS)
        span = tag(bench, "thesis", ASKED)
        found = suggested(bench, span)
        assert found[POSTED].relation == "echoes"
        assert found["the levy is lawful and valid"].relation == "answers"
        answer = tag(bench, "answer", "The harbour levy was set in May")
        assert all(each.relation == "answers" or each.relation is None for each in bench.suggestions(answer))


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_can_be_asked_for(text: str, levy_once: Workbench) -> None:
    for each in levy_once.similar(text):
        assert 35 <= each.score.total <= 100.0001


@pytest.fixture(scope="module")
def levy_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("levy")
    with open_bench(folder / "annotations.db") as bench:
        import_texts(bench, folder, TEXTS)
        yield bench


def test_a_long_text_an_empty_collection_and_a_lone_article_are_borne(database: Path, tmp_path: Path) -> None:
    with open_bench(database) as bench:
        assert bench.similar("anything at all") == []
        import_texts(bench, tmp_path, {"post.txt": POST})
        assert bench.similar("ferry") == [] or bench.similar("ferry")[0].score.total >= 35
        assert bench.similar("levy void " * 10_000, limit=3) is not None
        span = tag(bench, "claim", POSTED)
        assert all(isinstance(each.place, Place) for each in bench.suggestions(span))
