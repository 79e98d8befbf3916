"""Review: the queue, and decisions on spans, links and clusters."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotate.errors import RuleError, UnknownName
from annotate.model import Attributes
from annotate.workbench.review_values import Edit
from workbench.review_cases import (
    CLOSED,
    FERRY,
    LATE,
    LATE_SHORT,
    NO_BOAT,
    NOBODY,
    TWO_BOATS,
    boundary,
    disputed_link,
    gold_links,
    gold_spans,
    only,
    project,
    snapshot,
)

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
