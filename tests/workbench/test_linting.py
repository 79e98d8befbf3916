"""Lint: when each rule fires and when it does not, alone and through the workbench."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.config import Config
from annotate.errors import UnknownName
from annotate.model import Attributes, Decision, Link, Place, Span
from annotate.scheme import DEFAULT, Scheme, parse
from annotate.workbench.bench import Workbench
from annotate.workbench.lint_likeness import Places, Rejected, loose_chains, untagged_duplicates
from annotate.workbench.lint_rules import (
    Finding,
    by_wording,
    counters_nothing,
    frames_nothing,
    loose_edge,
    mixed_labels,
    needs_text,
    no_speaker,
    paragraph_break,
)
from annotate.workbench.suggestions import Suggestion
from helpers import import_texts, link, open_bench, place, tag

PANEL = parse(
    {
        "labels": {
            "thesis": {"key": "t"},
            "objection": {"key": "o"},
            "voice": {"key": "v"},
        },
        "links": {
            "objects": {"ends": [["objection", "thesis"]], "forward": "objects to", "counters": True},
            "voices": {"ends": [["voice", "thesis"]], "across": False, "forward": "gives voice to"},
            "echoes": {"ends": [["thesis", "thesis"]], "symmetric": True},
        },
    }
)
"""A scheme of other names; its objections do not repeat each other and have no voice."""


def span(
    label: str,
    quote: str,
    number: int = 0,
    *,
    article: str = "a",
    start: int | None = None,
    fragments: tuple[tuple[int, int], ...] | None = None,
    **attributes: str,
) -> Span:
    at = 1000 * number if start is None else start
    return Span(
        f"{label}-{number}", article, "kim", "independent", label, at, at + len(quote), quote,
        Attributes(**attributes), "human", "2031-05-06T07:08:09.123Z", 1, fragments,
    )  # fmt: skip


def linked(type_name: str, source: Span, target: Span) -> Link:
    return Link(
        f"{source.id}>{target.id}", "kim", "independent", type_name, source.id, target.id,
        source.article_id, target.article_id, None, "human", "2031-05-06T07:08:09.123Z", 1,
    )  # fmt: skip


def mixed(spans: Sequence[Span]) -> list[Finding]:
    return list(mixed_labels(by_wording(spans).values()))


# Same wording, other label


def test_same_words_with_another_label_are_found_at_the_rarer_one() -> None:
    spans = [
        span("claim", "The fares are fair", 1),
        span("rebuttal", "the fares are “fair”", 2),
        span("claim", "THE FARES are fair.", 3),
    ]
    (found,) = mixed(spans)
    assert found.span_id == "rebuttal-2"
    assert found.message == "rebuttal here, claim in 2 other places"
    assert [other.id for other in found.others] == ["claim-1", "claim-3"]


def test_of_two_labels_as_frequent_the_later_place_is_told() -> None:
    (found,) = mixed([span("rebuttal", "It is late", 1), span("claim", "It is late", 2)])
    assert (found.span_id, found.message) == ("claim-2", "claim here, rebuttal in 1 other place")


@pytest.mark.parametrize(
    "spans",
    [
        [span("claim", "It is late", 1), span("claim", "It is late", 2)],
        [span("claim", "It is late", 1), span("rebuttal", "It is not late", 2)],
        [span("claim", "It is late", 1), span("rebuttal", "It is late", 1)],
        [span("claim", "…", 1), span("rebuttal", "!", 2)],
    ],
    ids=["same label", "other words", "one place with both", "no words"],
)
def test_no_contradiction_no_finding(spans: list[Span]) -> None:
    assert mixed(spans) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["claim", "rebuttal"])), max_size=12))
def test_a_wording_is_told_at_most_once_and_only_where_labels_differ(made: list[tuple[str, str]]) -> None:
    spans = [span(label, words, number) for number, (words, label) in enumerate(made)]
    found = mixed(spans)
    both = {words for words, label in made if label == "claim"} & {w for w, label in made if label != "claim"}
    assert sorted(finding.text for finding in found) == sorted(both)


# Loose ends


def test_a_rebuttal_of_nothing_is_found() -> None:
    claim, rebuttal = span("claim", "It leaks", 1), span("rebuttal", "It does not leak", 2)
    (found,) = counters_nothing([claim, rebuttal], [], DEFAULT)
    assert (found.span_id, found.message) == (rebuttal.id, "rebuttal that rebuts nothing")


def test_a_rebuttal_with_a_target_here_or_outside_is_none_of_nothing() -> None:
    claim, rebuttal = span("claim", "It leaks", 1), span("rebuttal", "It does not leak", 2)
    outside = span("rebuttal", "Nobody fell ill", 3, target_external="a leaflet")
    assert list(counters_nothing([claim, rebuttal], [linked("rebuts", rebuttal, claim)], DEFAULT)) == []
    assert list(counters_nothing([outside], [], DEFAULT)) == []


def test_being_rebutted_is_not_rebutting() -> None:
    one, other = span("rebuttal", "It does not leak", 1), span("rebuttal", "It does leak", 2)
    found = counters_nothing([one, other], [linked("rebuts", one, other)], DEFAULT)
    assert [finding.span_id for finding in found] == [other.id]


def test_support_may_be_left_out() -> None:
    from dataclasses import replace

    every = replace(DEFAULT, link_types=tuple(replace(t, enabled=True) for t in DEFAULT.link_types))
    assert list(counters_nothing([span("claim", "It leaks")], [], every)) == []


def test_an_attribution_of_nothing_is_found() -> None:
    claim, used = span("claim", "It leaks", 1), span("attribution", "divers said", 2)
    loose = span("attribution", "she added", 3)
    found = list(frames_nothing([claim, used, loose], [linked("attributes", used, claim)], DEFAULT))
    assert [(x.span_id, x.message) for x in found] == [(loose.id, "attribution that attributes nothing")]


def test_who_says_nothing_by_name_or_attribution_is_found() -> None:
    bare = span("claim", "It leaks", 1)
    named = span("claim", "It leaks", 2, speaker="Ines Moreau")
    framed, frame = span("rebuttal", "It holds", 3), span("attribution", "he said", 4)
    found = list(no_speaker([bare, named, framed, frame], [linked("attributes", frame, framed)], DEFAULT))
    assert [(x.span_id, x.message) for x in found] == [(bare.id, "claim without a speaker")]
    assert "a;" in found[0].hint


def test_another_scheme_is_asked_and_no_label_is_known_by_name() -> None:
    thesis, objection, voice = span("thesis", "It leaks"), span("objection", "No"), span("voice", "he said")
    spans = [thesis, objection, voice]
    assert [x.message for x in counters_nothing(spans, [], PANEL)] == ["objection that objects to nothing"]
    assert [x.message for x in frames_nothing(spans, [], PANEL)] == ["voice that gives voice to nothing"]
    assert [x.message for x in no_speaker(spans, [], PANEL)] == ["thesis without a speaker"]
    default = [span("claim", "It leaks"), span("rebuttal", "No"), span("attribution", "he said")]
    for rule in (counters_nothing, frames_nothing, no_speaker):
        assert list(rule(default, [], PANEL)) == []


# Edges and paragraphs

TEXT = "“It leaks,” she said.\n\nNobody (of us) drank it in the U.S. that day.\n"


def standing(label: str, words: str) -> Span:
    return span(label, words, start=TEXT.index(words))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("“It leaks,”", "claim that starts with “ and ends with ,”"),
        ("It leaks,", "claim that ends with ,"),
        (" she said", "claim that starts with a blank"),
        ("she said.\n\n", "claim that ends with ."),
        ("It leaks", None),
        ("Nobody (of us)", None),
        ("drank it in the U.S.", None),
        ("\n\n", "claim of nothing but blanks"),
    ],
)
def test_an_edge_that_would_be_left_out_is_found(words: str, message: str | None) -> None:
    found = loose_edge(standing("claim", words), TEXT)
    assert (found.message if found else None) == message
    assert found is None or needs_text(standing("claim", words))


@given(st.data())
def test_what_needs_no_text_has_no_finding_in_it(data: st.DataObject) -> None:
    text = data.draw(st.text("aB.,“” \n(é\u0301", min_size=1, max_size=30))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = span("claim", text[start:end], start=start)
    if not needs_text(made):
        assert loose_edge(made, text) is None
        assert paragraph_break(made, text) is None


def test_a_span_over_a_paragraph_break_is_found() -> None:
    found = paragraph_break(standing("claim", "she said.\n\nNobody (of us)"), TEXT)
    assert found is not None
    assert found.message == "claim over 2 paragraphs"


def test_a_line_break_at_the_edge_or_between_pieces_is_no_paragraph_break() -> None:
    assert paragraph_break(standing("claim", "she said.\n\n"), TEXT) is None
    words = "she said.\n\nNobody"
    start = TEXT.index(words)
    pieces = ((start, start + 8), (start + len(words) - 6, start + len(words)))
    assert paragraph_break(span("claim", words, start=start, fragments=pieces), TEXT) is None


def test_a_hard_wrapped_paragraph_is_one() -> None:
    lines = [f"The report of the {word} board was read to the council today and then" for word in "abcdefgh"]
    text = "\n".join(lines)
    assert paragraph_break(span("claim", text[:200], start=0), text) is None


# Chains


def even(word: str) -> float:
    return 1.0


def chained(*quotes: str, links: Sequence[tuple[int, int]], scheme: Scheme = DEFAULT) -> list[Finding]:
    label = scheme.labels[0].name
    same = scheme.repeating(label)
    assert same is not None
    spans = [span(label, quote, number) for number, quote in enumerate(quotes)]
    made = [linked(same.name, spans[a], spans[b]) for a, b in links]
    return list(loose_chains({x.id: x for x in spans}, made, scheme, even))


ALIKE = ("the water is safe to drink", "the water is safe for all to drink", "safe to drink for all of us")
FAR = "a boat sank at noon"


def test_ends_of_a_chain_that_are_not_alike_are_found_with_the_way_between() -> None:
    (found,) = chained(ALIKE[0], ALIKE[1], FAR, links=[(0, 1), (1, 2)])
    assert found.span_id == "claim-0"
    assert [other.id for other in found.others] == ["claim-1", "claim-2"]
    assert found.message.startswith("not alike: ")
    assert found.message.endswith(", through 1 other")


def test_ends_that_seem_to_say_the_opposite_are_found() -> None:
    (found,) = chained(ALIKE[0], "drink", "the water is unsafe to drink", links=[(0, 1), (1, 2)])
    assert found.message.startswith("opposite? ")


@pytest.mark.parametrize(
    ("quotes", "links"),
    [
        (ALIKE, [(0, 1), (1, 2)]),
        ((ALIKE[0], FAR), [(0, 1)]),
        ((ALIKE[0], ALIKE[1], FAR), [(0, 1), (1, 2), (0, 2)]),
        ((ALIKE[0], ALIKE[0], FAR), [(0, 1), (1, 2)]),
        ((ALIKE[0], "水是安全的 safe", "水是安全的"), [(0, 1), (1, 2)]),
    ],
    ids=["alike", "a pair by hand", "linked themselves", "linked by a copy", "a translation"],
)
def test_a_chain_that_holds_has_no_finding(quotes: Sequence[str], links: Sequence[tuple[int, int]]) -> None:
    assert chained(*quotes, links=links) == []


def test_only_types_that_repeat_make_chains() -> None:
    assert len(chained(ALIKE[0], ALIKE[1], FAR, links=[(0, 1), (1, 2)], scheme=PANEL)) == 1
    claim = span("claim", ALIKE[0], 1)
    one, other = span("rebuttal", ALIKE[1], 2), span("rebuttal", FAR, 3)
    links = [linked("rebuts", one, claim), linked("rebuts", other, one)]
    assert list(loose_chains({x.id: x for x in (claim, one, other)}, links, DEFAULT, even)) == []


# Untagged near-duplicates


def test_of_overlapping_places_the_best_is_told_with_its_best_span() -> None:
    one, other = span("claim", "It leaks", 1), span("rebuttal", "It leaks badly", 2)
    text = "It leaks badly, and it smells."
    likes = [
        (86.0, Place("b", 0, 29), one),
        (100.0, Place("b", 0, 14), other),
        (90.0, Place("b", 0, 14), one),
        (88.0, Place("b", 16, 29), one),
    ]
    found = list(untagged_duplicates(likes, lambda article_id: text, DEFAULT))
    assert [(x.text, x.message, x.others[0].id) for x in found] == [
        ("It leaks badly", "untagged, 100 like a rebuttal", other.id),
        ("and it smells", "untagged, 88 like a claim", one.id),
    ]
    assert [(x.span_id, x.label) for x in found] == [(None, None)] * 2


places = st.builds(
    lambda article, start, length: Place(article, start, start + length),
    st.sampled_from("ab"),
    st.integers(0, 900),
    st.integers(1, 700),
)


@given(st.lists(places, max_size=8), places)
def test_places_know_what_overlaps(made: list[Place], asked: Place) -> None:
    assert Places(made).overlap(asked) == any(place.overlaps(asked) for place in made)


def test_rejected_is_what_was_rejected_as_the_same() -> None:
    one, other = Place("a", 0, 10), Place("b", 20, 30)
    for relation, verdict, concerned in (
        ("same_as", "rejected", True),
        ("same_as", "accepted", False),
        ("rebuts", "rejected", False),
    ):
        decisions = [Decision(relation, verdict, one, other)]  # type: ignore[arg-type]
        assert Rejected(decisions, DEFAULT).concerns(Place("b", 21, 31), one) == concerned


# Through the workbench

FERRY = """Ferry fares

The new fares are wholly unlawful and void, the union said on Monday. Nobody answered.
"""
MAIL = """The mail

The new fares are wholly unlawful and void, it says here. The pier was closed for a week.
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with open_bench(tmp_path / "annotations.db") as opened:
        import_texts(opened, tmp_path, {"ferry.txt": FERRY, "mail.txt": MAIL})
        yield opened


FARES = "The new fares are wholly unlawful and void"


def tag_at(bench: Workbench, label: str, file_name: str, words: str) -> Span:
    article_id = bench.find_article(file_name)
    start = bench.text(article_id).index(words)
    span_id = bench.tag(article_id, label, start, start + len(words))
    return bench.spans_by_id([span_id])[span_id]


def names(found: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in found]


def untagged(bench: Workbench) -> list[Finding]:
    return bench.lint(rules=["untagged-duplicate"])


def test_nothing_is_found_where_nothing_is_done(bench: Workbench) -> None:
    assert bench.lint() == []


def test_every_rule_can_be_found_and_named(bench: Workbench) -> None:
    tag_at(bench, "claim", "ferry.txt", FARES)
    tag_at(bench, "rebuttal", "mail.txt", FARES)
    tag_at(bench, "attribution", "ferry.txt", "the union said")
    tag_at(bench, "claim", "ferry.txt", "Nobody answered.")
    assert names(bench.lint()) == [
        "mixed-labels",
        "counters-nothing",
        "frames-nothing",
        "no-speaker",
        "no-speaker",
        "no-speaker",
        "loose-edge",
    ]
    assert names(bench.lint(rules=["loose-edge", "mixed-labels"])) == ["mixed-labels", "loose-edge"]
    with pytest.raises(UnknownName, match="no rule “spelling”"):
        bench.lint(rules=["spelling"])


def test_an_untagged_copy_is_found_only_in_an_article_that_was_worked_on(bench: Workbench) -> None:
    made = tag_at(bench, "claim", "ferry.txt", FARES)
    mail = bench.find_article("mail.txt")
    assert untagged(bench) == []
    bench.set_state(mail, "done")
    (found,) = untagged(bench)
    assert (found.article_id, found.text, found.others[0].id) == (mail, FARES, made.id)
    bench.set_state(mail, "open")
    assert untagged(bench) == []


def test_a_copy_is_no_finding_once_it_is_tagged_or_rejected(bench: Workbench) -> None:
    made = tag_at(bench, "claim", "ferry.txt", FARES)
    bench.set_state(bench.find_article("mail.txt"), "done")
    offered: Suggestion = bench.suggestions(made)[0]
    bench.reject(made, offered)
    assert untagged(bench) == []
    bench.undo()
    assert len(untagged(bench)) == 1
    bench.accept(made, offered)
    assert untagged(bench) == []


def test_the_opposite_is_no_near_duplicate(bench: Workbench, tmp_path: Path) -> None:
    (turned,) = import_texts(
        bench, tmp_path, {"turned.txt": f"Word\n\n{FARES.replace('un', '')}, they say.\n"}
    )
    made = tag_at(bench, "claim", "ferry.txt", FARES)
    bench.set_state(turned, "done")
    assert bench.similar(made.quote)[1].score.total > 85
    assert untagged(bench) == []


def test_frames_are_not_looked_for_elsewhere(bench: Workbench) -> None:
    tag_at(bench, "attribution", "ferry.txt", FARES)
    bench.set_state(bench.find_article("mail.txt"), "done")
    assert untagged(bench) == []


def test_work_of_others_is_left_alone_unless_asked_for(bench: Workbench, tmp_path: Path) -> None:
    with open_bench(tmp_path / "annotations.db", "lou") as other:
        tag_at(other, "rebuttal", "ferry.txt", FARES)
        assert names(other.lint()) == ["counters-nothing", "no-speaker"]
    tag_at(bench, "claim", "mail.txt", FARES)
    assert names(bench.lint()) == ["no-speaker"]
    assert names(bench.lint(annotator="lou")) == ["counters-nothing", "no-speaker"]
    with pytest.raises(UnknownName, match="no annotator"):
        bench.lint(annotator="zoe")


def test_an_article_limits_what_is_told_and_not_what_is_compared(bench: Workbench) -> None:
    tag_at(bench, "claim", "ferry.txt", FARES)
    tag_at(bench, "rebuttal", "mail.txt", FARES)
    ferry, mail = bench.find_article("ferry.txt"), bench.find_article("mail.txt")
    assert names(bench.lint([ferry])) == ["mixed-labels", "no-speaker"]
    assert names(bench.lint([mail])) == ["mixed-labels", "counters-nothing", "no-speaker"]


def test_a_chain_is_found_through_links_across_articles(bench: Workbench) -> None:
    ferry, mail = tag_at(bench, "claim", "ferry.txt", FARES), tag_at(bench, "claim", "mail.txt", FARES)
    pier = tag(bench, "claim", "The pier was closed for a week")
    link(bench, "same_as", ferry, mail)
    assert bench.lint(rules=["loose-chain"]) == []
    answer = tag(bench, "claim", "Nobody answered")
    link(bench, "same_as", mail, answer)
    link(bench, "same_as", answer, pier)
    (found,) = bench.lint(rules=["loose-chain"])
    assert {found.text, found.others[-1].quote} == {FARES, pier.quote}
    assert answer.id in {other.id for other in found.others}


def test_what_progress_raises_ends_it(bench: Workbench) -> None:
    class Enough(Exception):
        pass

    def progress(done: int, total: int) -> None:
        raise Enough

    tag_at(bench, "claim", "ferry.txt", FARES)
    with pytest.raises(Enough):
        bench.lint(progress=progress)


def test_a_scheme_of_other_labels_is_linted_by_its_own(bench: Workbench, tmp_path: Path) -> None:
    bench.close()
    with Workbench.open(Config(tmp_path / "annotations.db", "kim", scheme=PANEL)) as panel:
        tag_at(panel, "thesis", "ferry.txt", FARES)
        tag_at(panel, "objection", "mail.txt", "it says here")
        assert names(panel.lint()) == ["untagged-duplicate", "counters-nothing", "no-speaker"]


def test_a_place_is_where_its_words_stand(bench: Workbench) -> None:
    made = tag(bench, "claim", "Nobody answered.")
    (found,) = bench.lint(rules=["loose-edge"])
    assert (found.article_id, found.start, found.end) == place(bench, "Nobody answered.")
    assert (found.text, found.span_id, found.label) == (made.quote, made.id, "claim")
