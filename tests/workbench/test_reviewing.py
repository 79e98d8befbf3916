"""Review: the queue, decisions on it, and the gold layer that comes of them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.errors import ConflictError, NothingToUndo, RuleError, UnknownName
from annotate.model import Attributes, Ruling
from annotate.workbench.bench import Workbench
from annotate.workbench.review_values import Edit
from annotate.workbench.reviewing import GOLD
from annotate.workbench.samples import sample_files
from helpers import fresh, open_bench
from workbench.review_cases import (
    BRIDGE,
    EVERY,
    FERRY,
    gold_links,
    gold_spans,
    only,
    project,
    snapshot,
    words,
)

LATE = words(FERRY, "The ferry is late every day")
LATE_SHORT = words(FERRY, "ferry is late every day")
NO_BOAT = words(FERRY, "no boat was late in May", "rebuttal")
TWO_BOATS = words(FERRY, "two late boats")
CLOSED = words(BRIDGE, "The bridge is closed", "claim", 1)
NOBODY = words(BRIDGE, "Nobody closed the bridge", "rebuttal", 1)


def boundary(folder: Path) -> Workbench:
    return project(folder, {"ana": [LATE], "ben": [LATE_SHORT]})


# --- the queue -------------------------------------------------------------------------------------


def test_an_item_shows_every_version_and_what_sets_them_apart(tmp_path: Path) -> None:
    with boundary(tmp_path) as bench:
        item = only(bench.review())
        assert (item.stage, item.kind, item.state, item.stale, item.blocked) == (
            "span",
            "boundary",
            "undecided",
            None,
            None,
        )
        assert [(x.annotator, x.differing, x.ranges) for x in item.versions] == [
            ("ana", ("start",), ((0, 4),)),
            ("ben", ("start",), ()),
        ]
        (context,) = bench.contexts(item, around=12)
        assert context.text == FERRY[context.start : context.end] == "The ferry is late every day, said the"
        assert [x.annotator for x in context.marks] == ["ana", "ben"]


def test_who_marked_nothing_has_a_version_too(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": []}) as bench:
        item = only(bench.review())
        assert [(x.annotator, x.nothing) for x in item.versions] == [("ana", False), ("ben", True)]
        assert item.actions == ("take", "edit", "reject", "defer")


def test_the_queue_runs_along_the_text_spans_then_links_then_clusters(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {"ana": [CLOSED, NOBODY, LATE, TWO_BOATS, NO_BOAT], "ben": [CLOSED, LATE, TWO_BOATS, NO_BOAT]},
        {"ana": [(1, "rebuts", 0), (4, "rebuts", 2), (2, "same_as", 3)]},
    ) as bench:
        items = bench.review()
        assert [x.stage for x in items] == ["span", "link", "link", "link", "cluster"]
        assert len({x.article_id for x in items[1:]}) == 2
        ranks = [x.id for x in bench.articles()]
        places = [(ranks.index(x.article_id), x.record.start) for x in items if x.stage == "link"]
        assert places == sorted(places)
        kinds = [x.kind for x in bench.review(order="kind")]
        assert kinds == ["missing", "link-missing", "link-missing", "link-blocked", "cluster"]


def test_filters(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {
            "ana": [LATE, NO_BOAT, CLOSED],
            "ben": [LATE_SHORT, (*NO_BOAT[:3], "claim"), CLOSED],
            "cat": [LATE, NO_BOAT],
        },
    ) as bench:
        assert [x.kind for x in bench.review(kinds=["boundary"])] == ["boundary"]
        assert [x.kind for x in bench.review(kinds=["agree"])] == []
        assert [x.kind for x in bench.review(labels=("claim", "rebuttal"))] == ["label"]
        assert bench.review(labels=("claim", "rebuttal"), annotators=("ana", "ben")) == []
        assert len(bench.review(labels=("rebuttal", "claim"), annotators=("ana", "ben"))) == 1
        assert [x.kind for x in bench.review(annotators=("ana", "cat"))] == ["missing"]
        assert [x.kind for x in bench.review(labels=("claim", None), annotators=("ana", "cat"))] == [
            "missing"
        ]
        (closed,) = {x.article_id for x in bench.review(kinds=["missing"])}
        assert [x.kind for x in bench.review(article_id=closed)] == ["missing"]
        first = bench.review()[0]
        assert [x.id for x in bench.review(records=[first.id])] == [first.id]
        bench.decide(first, "defer")
        assert [x.id for x in bench.review(state="deferred")] == [first.id]
        assert len(bench.review(state="undecided")) == 2


def test_blind_hides_names_and_shuffles_them_anew_for_every_item(tmp_path: Path) -> None:
    marks = [(0, at, at + 4, "claim") for at in range(0, 120, 6)]
    with project(tmp_path, {"ana": marks, "ben": [(a, s, e + 1, x) for a, s, e, x in marks]}) as bench:
        items = bench.review(blind=True, seed=3)
        assert {tuple(x.annotator for x in item.versions) for item in items} == {("A", "B")}
        assert {item.handles["A"] for item in items} == {"ana", "ben"}
        assert all(
            x.span is not None and x.span.annotator == x.annotator for item in items for x in item.versions
        )
        assert items == bench.review(blind=True, seed=3)
        assert items != bench.review(blind=True, seed=4)
        of_ben = next(x for x in items if x.handles["A"] == "ben")
        after = bench.decide(of_ben, "take", take=["A"])
        assert after.handles == of_ben.handles
        assert after.decision is not None
        assert after.decision.taken == ("ben",)
        assert after.gold[0].end == of_ben.record.end


# --- decisions on spans ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "take", "quotes"),
    [
        ("take", ["ana"], ["The ferry is late every day"]),
        ("take", ["ben"], ["ferry is late every day"]),
        ("union", [], ["The ferry is late every day"]),
        ("intersection", [], ["ferry is late every day"]),
        ("both", [], ["The ferry is late every day", "ferry is late every day"]),
        ("reject", [], []),
        ("defer", [], []),
    ],
)
def test_every_action_makes_its_gold_in_one_undo_step(
    tmp_path: Path, action: str, take: list[str], quotes: list[str]
) -> None:
    with boundary(tmp_path) as bench:
        before = snapshot(bench)
        after = bench.decide(only(bench.review()), action, take=take)  # type: ignore[arg-type]
        assert [x for _, x in gold_spans(bench)] == quotes
        assert after == only(bench.review())
        assert after.state == ("deferred" if action == "defer" else "decided")
        assert [x.quote for x in after.gold] == quotes
        made = snapshot(bench)
        bench.undo()
        assert snapshot(bench) == before
        bench.redo()
        assert snapshot(bench) == made


def test_an_edit_starts_from_a_version(tmp_path: Path) -> None:
    with boundary(tmp_path) as bench:
        bench.decide(only(bench.review()), "edit", take=["ben"], edited=Edit(label="rebuttal", end=17))
        assert gold_spans(bench) == [("rebuttal", "ferry is late")]


def test_labels_of_a_union_go_by_majority_then_by_who_is_taken_first(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {"ana": [LATE], "ben": [(*LATE_SHORT[:3], "rebuttal")], "cat": [(*LATE_SHORT[:3], "rebuttal")]},
    ) as bench:
        bench.decide(only(bench.review()), "union")
        assert gold_spans(bench) == [("rebuttal", "The ferry is late every day")]
        bench.decide(only(bench.review()), "union", take=["ana", "ben"])
        assert gold_spans(bench) == [("claim", "The ferry is late every day")]


def test_gold_has_the_attributes_that_were_taken_but_no_note(tmp_path: Path) -> None:
    given = {("ana", 0): {"speaker": "the baker", "note": "sure?"}, ("ben", 0): {"speaker": "a baker"}}
    with project(tmp_path, {"ana": [LATE], "ben": [LATE]}, attributes=given) as bench:
        item = only(bench.review())
        assert item.versions[0].differing == ("speaker",)
        bench.decide(item, "take", take=["ana"])
        assert bench.spans(layer="gold")[0].attributes == Attributes(speaker="the baker")
        bench.decide(only(bench.review()), "take", take=["ben"])
        (gold,) = bench.spans(layer="gold")
        assert gold.attributes == Attributes(speaker="a baker")


def test_taking_the_version_of_who_marked_nothing_rejects(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": []}) as bench:
        after = bench.decide(only(bench.review()), "take", take=["ben"])
        assert after.decision is not None
        assert (after.decision.action, after.decision.taken, after.gold) == ("reject", ("ben",), ())


def test_a_later_decision_replaces_the_former(tmp_path: Path) -> None:
    with boundary(tmp_path) as bench:
        bench.decide(only(bench.review()), "both", reason="edge_case", note=" see p. 4 ", confidence="low")
        first = only(bench.review()).decision
        assert first is not None
        assert (first.reason, first.note, first.confidence) == ("edge_case", "see p. 4", "low")
        bench.decide(only(bench.review()), "take", take=["ben"])
        assert [x for _, x in gold_spans(bench)] == ["ferry is late every day"]
        bench.undo()
        assert only(bench.review()).decision == replace(first, version=3)


def test_what_two_decisions_share_stays_while_one_rests_on_it(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, TWO_BOATS], "ben": [LATE_SHORT]}) as bench:
        one, two = bench.review()
        start, end = LATE[1:3]
        bench.decide(one, "take", take=["ana"])
        bench.decide(two, "edit", edited=Edit(start=start, end=end))
        assert len(gold_spans(bench)) == 1
        bench.decide(only(bench.review(records=[one.id])), "reject")
        assert len(gold_spans(bench)) == 1
        bench.decide(only(bench.review(records=[two.id])), "reject")
        assert gold_spans(bench) == []


@pytest.mark.parametrize("action", ["join", "apart"])
def test_an_action_that_does_not_fit_is_refused(tmp_path: Path, action: str) -> None:
    with boundary(tmp_path) as bench:
        item = only(bench.review())
        with pytest.raises(RuleError, match="cannot be done here"):
            bench.decide(item, action)  # type: ignore[arg-type]
        with pytest.raises(RuleError, match="whose"):
            bench.decide(item, "take")
        with pytest.raises(UnknownName):
            bench.decide(item, "take", take=["zoe"])
        with pytest.raises(RuleError, match="unknown label"):
            bench.decide(item, "edit", edited=Edit(label="fact"))
        with pytest.raises(RuleError):
            bench.decide(item, "edit", edited=Edit(start=5, end=5))
        assert bench.history(annotator="lea")[0].kind == "import"
        assert only(bench.review()) == item


# --- decisions on links and clusters ---------------------------------------------------------------


def disputed_link(folder: Path) -> Workbench:
    return project(
        folder,
        {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]},
        {"ana": [(1, "rebuts", 0)]},
    )


def test_a_link_waits_for_its_ends(tmp_path: Path) -> None:
    with disputed_link(tmp_path) as bench:
        span, link = bench.review()
        assert (link.kind, link.blocked, link.actions) == ("link-missing", "undecided", ("reject", "defer"))
        with pytest.raises(RuleError):
            bench.decide(link, "take", take=["ana"])
        bench.decide(span, "take", take=["ben"])
        link = bench.review()[1]
        assert (link.blocked, link.actions) == (None, ("take", "reject", "defer"))
        bench.decide(link, "take", take=["ana"])
        # The other end is in gold because everybody has it.
        assert gold_links(bench) == [("rebuts", "no boat was late in May", "ferry is late every day")]


def test_a_link_follows_its_end_and_comes_back_with_it(tmp_path: Path) -> None:
    with disputed_link(tmp_path) as bench:
        bench.decide(bench.review()[0], "take", take=["ben"])
        bench.decide(bench.review()[1], "take", take=["ana"])
        (made,) = bench.links(layer="gold")
        bench.decide(bench.review()[0], "take", take=["ana"])
        assert gold_links(bench) == [("rebuts", "no boat was late in May", "The ferry is late every day")]
        assert bench.links(layer="gold")[0].id == made.id
        bench.decide(bench.review()[0], "reject")
        assert bench.links(layer="gold") == []
        link = bench.review()[1]
        assert (link.state, link.stale, link.blocked) == ("decided", "contradicted", "rejected")
        assert link.actions == ("reject", "defer")
        bench.decide(bench.review()[0], "union")
        assert gold_links(bench) == [("rebuts", "no boat was late in May", "The ferry is late every day")]
        assert bench.review()[1].stale is None


def test_a_link_that_its_ends_no_longer_allow_is_blocked(tmp_path: Path) -> None:
    with disputed_link(tmp_path) as bench:
        bench.decide(bench.review()[0], "edit", edited=Edit(label="attribution"))
        assert bench.review()[1].blocked == "unfit"


def test_the_type_of_one_annotator_is_taken(tmp_path: Path) -> None:
    marks = [(*NO_BOAT[:3], "rebuttal"), (*TWO_BOATS[:3], "rebuttal")]
    with project(
        tmp_path, {"ana": marks, "ben": marks}, {"ana": [(0, "rebuts", 1)], "ben": [(1, "rebuts", 0)]}
    ) as bench:
        item = bench.review(kinds=["link-direction"])[0]
        assert item.versions[0].differing == ("source", "target")
        bench.decide(item, "take", take=["ben"])
        assert gold_links(bench) == [("rebuts", "two late boats", "no boat was late in May")]
        bench.decide(bench.review(kinds=["link-direction"])[0], "both")
        assert len(gold_links(bench)) == 2


def test_clusters_are_joined_and_kept_apart(tmp_path: Path) -> None:
    marks = [LATE, TWO_BOATS, CLOSED]
    with project(
        tmp_path, {"ana": marks, "ben": marks}, {"ana": [(0, "same_as", 1), (1, "same_as", 2)]}
    ) as bench:
        clusters = bench.review(kinds=["cluster"])
        assert [[x.joined for x in item.versions] for item in clusters] == [[True, False], [True, False]]
        assert clusters[0].actions == ("take", "join", "apart", "defer")
        for item in bench.review(kinds=["link-missing"]):
            bench.decide(item, "take", take=["ana"])
        assert len(gold_links(bench)) == 2
        for item in clusters:
            bench.decide(item, "take", take=["ben"])
        assert all(x.stale is None for x in bench.review(kinds=["cluster"]))
        assert {x.stale for x in bench.review(kinds=["link-missing"])} <= {None, "contradicted"}
        assert "contradicted" in {x.stale for x in bench.review(kinds=["link-missing"])}
        bench.decide(bench.review(kinds=["cluster"])[0], "join")
        assert only(bench.review(kinds=["cluster"], records=[clusters[0].id])).gold_links


# --- policies ----------------------------------------------------------------------------------------


def test_what_everybody_has_becomes_gold_once(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {"ana": [LATE, NO_BOAT, TWO_BOATS], "ben": [LATE, NO_BOAT]},
        {"ana": [(1, "rebuts", 0)], "ben": [(1, "rebuts", 0)]},
    ) as bench:
        accepted = bench.accept_agreed()
        assert (accepted.spans, accepted.links) == (2, 1)
        assert gold_links(bench) == [("rebuts", "no boat was late in May", "The ferry is late every day")]
        steps = len(bench.history())
        assert bench.accept_agreed() == replace(accepted, spans=0, links=0)
        assert len(bench.history()) == steps
        agreed = bench.review(kinds=["agree"])
        assert {x.decision.source for x in agreed if x.decision} == {"auto:all"}
        bench.undo()
        assert gold_spans(bench) == []


def test_an_agreed_link_is_made_when_its_ends_are_decided(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]},
        {"ana": [(1, "rebuts", 0)], "ben": [(1, "rebuts", 0)]},
    ) as bench:
        bench.accept_agreed()
        assert gold_links(bench) == []
        assert bench.review(stale=True) == []
        bench.decide(only(bench.review()), "intersection")
        assert gold_links(bench) == [("rebuts", "no boat was late in May", "ferry is late every day")]


def test_a_policy_leaves_what_a_person_decided(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": [LATE]}) as bench:
        bench.decide(only(bench.review(kinds=["agree"])), "reject")
        assert bench.accept_agreed().spans == 0
        assert gold_spans(bench) == []


def test_a_majority_needs_more_than_half_to_the_code_point(tmp_path: Path) -> None:
    with project(
        tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE, NOBODY], "cat": [LATE_SHORT], "dan": [LATE]}
    ) as bench:
        assert bench.accept_agreed("majority").spans == 1
        item = only(bench.review(kinds=["boundary"]))
        assert item.decision is not None
        assert (item.decision.source, item.decision.taken) == ("auto:majority", ("ana", "ben", "dan"))
        assert gold_spans(bench) == [("claim", "The ferry is late every day")]


def test_white_space_and_punctuation_go(tmp_path: Path) -> None:
    with project(
        tmp_path,
        {
            "ana": [LATE, words(BRIDGE, "The bridge is closed, ", article=1)],
            "ben": [LATE_SHORT, CLOSED],
        },
    ) as bench:
        assert bench.accept_agreed("whitespace").spans == 1
        assert gold_spans(bench) == [("claim", "The bridge is closed")]


# --- changes after a decision ------------------------------------------------------------------------


def test_a_decision_is_stale_not_dropped_where_the_span_changed(tmp_path: Path, database: Path) -> None:
    with boundary(tmp_path) as bench, open_bench(database, "ben") as ben:
        bench.decide(only(bench.review()), "take", take=["ben"])
        (span,) = ben.spans(annotator="ben", layer="independent")
        ben.set_boundaries(span, span.start, span.end - 4)
        item = only(bench.review(stale=True))
        assert (item.stale, item.state) == ("changed", "decided")
        assert gold_spans(bench) == [("claim", "ferry is late every day")]
        assert bench.review_progress().total.stale == 1
        bench.decide(item, "take", take=["ben"])
        assert gold_spans(bench) == [("claim", "ferry is late every")]
        assert bench.review(stale=True) == []


def test_what_annotators_agree_on_since_is_still_shown_as_stale(tmp_path: Path, database: Path) -> None:
    with boundary(tmp_path) as bench, open_bench(database, "ben") as ben:
        bench.decide(only(bench.review()), "take", take=["ben"])
        (span,) = ben.spans(annotator="ben", layer="independent")
        ben.set_boundaries(span, *LATE[1:3])
        item = only(bench.review())
        assert (item.kind, item.stale) == ("agree", "changed")


def test_a_decision_goes_to_the_record_that_its_members_are_in_now(tmp_path: Path, database: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": []}) as bench, open_bench(database, "ben") as ben:
        before = bench.decide(only(bench.review()), "take", take=["ana"])
        ben.tag(before.article_id, "claim", *LATE_SHORT[1:3])
        item = only(bench.review())
        assert (item.kind, item.stale, item.decision) == ("boundary", "changed", before.decision)
        assert item.id != before.id
        bench.decide(item, "take", take=["ben"])
        assert gold_spans(bench) == [("claim", "ferry is late every day")]
        assert only(bench.review()).stale is None
        bench.undo()
        assert gold_spans(bench) == [("claim", "The ferry is late every day")]


def test_a_decision_on_what_is_gone_can_be_rejected_or_kept(tmp_path: Path, database: Path) -> None:
    with (
        project(tmp_path, {"ana": [LATE, NO_BOAT], "ben": []}) as bench,
        open_bench(database, "ana") as ana,
    ):
        for item in bench.review():
            bench.decide(item, "take", take=["ana"])
        for span in ana.spans(annotator="ana", layer="independent"):
            ana.delete_span(span)
        one, two = bench.review()
        assert [x.stale for x in (one, two)] == ["changed", "changed"]
        assert (one.versions, one.actions) == ((), ("edit", "reject", "defer"))
        assert bench.contexts(one)[0].marks == one.gold
        bench.decide(one, "reject")
        bench.decide(two, "edit")
        assert bench.review() == []
        assert gold_spans(bench) == [("rebuttal", "no boat was late in May")]


def test_a_decision_on_an_item_that_changed_meanwhile_is_refused(tmp_path: Path, database: Path) -> None:
    with boundary(tmp_path) as bench, open_bench(database, "max") as other:
        item = only(bench.review())
        other.decide(only(other.review()), "reject")
        with pytest.raises(ConflictError):
            bench.decide(item, "take", take=["ana"])
        bench.decide(only(bench.review()), "take", take=["ana"])
        with pytest.raises(ConflictError, match="lea"):
            other.undo()
        assert [x.quote for x in only(other.review()).gold] == ["The ferry is late every day"]


# --- counts ------------------------------------------------------------------------------------------


def test_progress_counts_by_kind(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, TWO_BOATS, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]}) as bench:
        one, two = bench.review()
        bench.decide(one, "union")
        bench.decide(two, "defer")
        found = bench.review_progress()
        assert {kind: (x.all, x.decided, x.deferred) for kind, x in found.kinds.items()} == {
            "boundary": (1, 1, 0),
            "missing": (1, 0, 1),
        }
        assert (found.total.all, found.total.undecided, found.agreed.all, found.agreed.decided) == (
            2,
            0,
            1,
            0,
        )


def test_reasons_are_counted_by_label_and_wording(tmp_path: Path) -> None:
    text = "The dam is safe. THE DAM, is safe! Boats are late."
    marks = [(0, 0, 15, "claim"), (0, 17, 33, "claim"), (0, 35, 49, "claim")]
    with project(tmp_path, {"ana": marks, "ben": []}, texts=[text]) as bench:
        for note, item in zip(("scope?", "scope?", None), bench.review(), strict=True):
            bench.decide(item, "reject", reason="guideline_gap", note=note)
        first, second = bench.guideline_gaps()
        assert (first.wording, first.label, first.count, first.notes) == (
            "the dam is safe",
            "claim",
            2,
            ("scope?",),
        )
        assert [x.text for x in first.examples] == ["The dam is safe", "THE DAM, is safe"]
        assert (second.wording, second.count) == ("boats are late", 1)


def test_gold_is_compared_with_an_annotator_where_it_is_complete(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE_SHORT, CLOSED]}) as bench:
        assert bench.gold_beside("ana").pairs[0].articles == ()
        bench.accept_agreed()
        (pair,) = bench.gold_beside("ANA").pairs
        assert (pair.annotators, len(pair.articles)) == ((GOLD, "ana"), 1)
        bench.decide(only(bench.review()), "take", take=["ana"])
        (pair,) = bench.gold_beside("ana").pairs
        assert (len(pair.articles), pair["span_f1_exact_labelled"].value) == (2, 1.0)
        (pair,) = bench.gold_beside("ben", intervals=False).pairs
        assert pair["span_f1_exact_labelled"].value == 0.5
        with pytest.raises(UnknownName):
            bench.gold_beside("zoe")


# --- nothing to review -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "states", "agreed"),
    [
        ({"ana": [LATE]}, {}, 0),
        ({"ana": [LATE], "ben": [LATE_SHORT]}, {"ana": "open", "ben": "in_progress"}, 0),
        ({"ana": [LATE], "ben": [LATE_SHORT]}, {"ben": "open"}, 0),
        ({"ana": [], "ben": []}, {}, 0),
        ({"ana": [LATE, CLOSED], "ben": [LATE, CLOSED]}, {}, 2),
    ],
    ids=["one annotator", "nobody done", "one done", "no spans", "all identical"],
)
def test_an_empty_queue(
    tmp_path: Path, marks: dict[str, list[tuple[int, int, int, str]]], states: dict[str, str], agreed: int
) -> None:
    with project(tmp_path, marks, states=states) as bench:
        assert bench.review() == []
        assert len(bench.disagreements_now()) == 0
        assert bench.review_progress().total.all == 0
        assert bench.accept_agreed().spans == agreed
        assert bench.guideline_gaps() == []
        assert bench.gold_beside("ana").pairs


def test_an_empty_database_has_nothing_to_review(database: Path) -> None:
    with open_bench(database) as bench:
        assert bench.review() == []
        assert bench.accept_agreed().spans == 0
        assert bench.review_progress().kinds == {}


def test_ten_thousand_spans_in_one_article(tmp_path: Path) -> None:
    text = " ".join(f"w{i:05d}" for i in range(20_000))
    marks = [(0, 14 * i, 14 * i + 13, "claim") for i in range(10_000)]
    other = [*marks[:-100], *((a, s, e - 7, x) for a, s, e, x in marks[-100:])]
    with project(tmp_path, {"ana": marks, "ben": other}, texts=[text]) as bench:
        assert bench.accept_agreed().spans == 9_900
        items = bench.review()
        assert len(items) == 100
        bench.decide(items[50], "union")
        assert len(bench.spans(layer="gold")) == 9_901
        bench.undo()
        bench.undo()
        assert bench.spans(layer="gold") == []
        assert bench.review_progress().agreed.decided == 0


# --- the sample articles, to the end -------------------------------------------------------------------


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    with open_bench(folder / "annotations.db", "lea") as bench:
        bench.import_paths([sample_files()])
    return folder / "annotations.db"


def test_the_samples_are_reviewed_to_the_end_and_gold_comes_back_the_same(
    samples: Path, tmp_path: Path
) -> None:
    shutil.copy(samples, tmp_path / "a.db")
    with open_bench(tmp_path / "a.db", "lea") as bench:
        bench.accept_agreed()
        while undecided := bench.review(state="undecided"):
            item = undecided[0]
            if item.stage == "cluster":
                bench.decide(item, "join" if item.joined else "apart")
            elif "take" in item.actions:
                bench.decide(item, "take", take=[next(x.annotator for x in item.versions if not x.nothing)])
            else:
                bench.decide(item, "reject")
        assert bench.review(stale=True) == []
        total = bench.review_progress().total
        assert (total.decided, total.deferred) == (total.all, 0)
        spans = {x.id for x in bench.spans(layer="gold")}
        assert spans
        assert all({x.source_id, x.target_id} <= spans for x in bench.links(layer="gold"))
        out = tmp_path / "gold.jsonl"
        bench.export(out, layer="gold")
        with open_bench(tmp_path / "b.db", "zoe") as other:
            (report,) = other.import_paths([out])
            assert report.error is None
            assert other.states() == []
            assert (
                b"".join(other.export_lines())
                == b"".join(other.export_lines(layer="gold"))
                == out.read_bytes()
            )
        steps = 0
        with pytest.raises(NothingToUndo):
            while True:
                bench.undo()
                steps += 1
        assert steps == total.all + 1
        assert (bench.spans(layer="gold"), bench.links(layer="gold")) == ([], [])
        assert {x.state for x in bench.review(kinds=EVERY)} == {"undecided"}


def test_gold_of_two_adjudicators_is_one_layer(tmp_path: Path, database: Path) -> None:
    with disputed_link(tmp_path) as bench, open_bench(database, "max") as other:
        bench.decide(bench.review()[0], "take", take=["ben"])
        other.decide(other.review()[1], "take", take=["ana"])
        assert len(gold_links(bench)) == 1
        assert {x.annotator for x in bench.spans(layer="gold")} == {"lea", "max"}
        out = tmp_path / "gold.jsonl"
        bench.export(out, layer="gold")
        with open_bench(tmp_path / "b.db", "zoe") as fresh_one:
            (report,) = fresh_one.import_paths([out])
            assert report.error is None
            assert b"".join(fresh_one.export_lines()) == out.read_bytes()


def test_the_annotators_own_layers_are_never_touched(tmp_path: Path) -> None:
    with disputed_link(tmp_path) as bench:
        before = b"".join(bench.export_lines(layer="independent"))
        spans = bench.spans(layer="independent")
        actions: tuple[Ruling, ...] = ("union", "reject")
        for action in actions:
            bench.decide(bench.review()[0], action)
        assert b"".join(bench.export_lines(layer="independent")) == before
        assert [fresh(bench, x) for x in spans] == spans
