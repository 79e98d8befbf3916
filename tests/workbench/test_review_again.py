"""Decisions after the fact: imported gold, versions made one, stale decisions, remarks, filters."""

from pathlib import Path
from typing import Any, get_args

import pytest

from annotate.errors import ConflictError, RuleError
from annotate.model import Attributes, Link, Span
from annotate.workbench.bench import Workbench
from annotate.workbench.review_values import Accepted, By, Edit
from helpers import open_bench
from workbench.review_cases import (
    CLOSED,
    LATE,
    LATE_SHORT,
    NO_BOAT,
    TWO_BOATS,
    gold_links,
    gold_spans,
    only,
    project,
)

# --- gold that was imported ----------------------------------------------------------------------------


def with_imported_gold(folder: Path) -> Workbench:
    """Gold of an earlier review, imported beside layers that nobody has decided on here."""
    (folder / "before").mkdir()
    marks = {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]}
    links = {"ana": [(1, "rebuts", 0)], "ben": [(1, "rebuts", 0)]}
    with project(folder / "before", marks, links) as bench:
        bench.accept_agreed()
        bench.decide(only(bench.review()), "take", take=["ana"])
        bench.export(folder / "gold.jsonl", layer="gold")
        bench.export(folder / "layers.jsonl", layer="independent")
    bench = open_bench(folder / "annotations.db", "lea")
    for name in ("gold.jsonl", "layers.jsonl"):
        (report,) = bench.import_paths([folder / name])
        assert report.error is None
    return bench


def test_imported_gold_is_shown_and_gives_way_to_a_decision(tmp_path: Path) -> None:
    with with_imported_gold(tmp_path) as bench:
        item = only(bench.review())
        assert (item.state, [x.quote for x in item.gold]) == ("undecided", ["The ferry is late every day"])
        bench.decide(item, "take", take=["ben"])
        assert gold_spans(bench) == [
            ("claim", "ferry is late every day"),
            ("rebuttal", "no boat was late in May"),
        ]
        assert gold_links(bench) == [("rebuts", "no boat was late in May", "ferry is late every day")]
        bench.undo()
        assert ("claim", "The ferry is late every day") in gold_spans(bench)


def test_rejecting_removes_what_imported_gold_has_there(tmp_path: Path) -> None:
    with with_imported_gold(tmp_path) as bench:
        bench.decide(only(bench.review()), "reject")
        assert gold_spans(bench) == [("rebuttal", "no boat was late in May")]
        assert gold_links(bench) == []


def test_deferring_leaves_imported_gold_as_it_is(tmp_path: Path) -> None:
    with with_imported_gold(tmp_path) as bench:
        before = gold_spans(bench)
        bench.decide(only(bench.review()), "defer")
        assert gold_spans(bench) == before


def test_taking_what_imported_gold_has_keeps_its_span(tmp_path: Path) -> None:
    with with_imported_gold(tmp_path) as bench:
        ids = {x.id for x in bench.spans(layer="gold")}
        bench.accept_agreed()
        bench.decide(only(bench.review()), "take", take=["ana"])
        assert {x.id for x in bench.spans(layer="gold")} == ids
        assert len(bench.links(layer="gold")) == 1


# --- what several versions make together ----------------------------------------------------------------


def test_a_union_takes_values_that_only_one_gave_and_label_and_values_of_the_first_shown(
    tmp_path: Path,
) -> None:
    marks = {"ana": [LATE], "ben": [(LATE_SHORT[0], LATE_SHORT[1], LATE_SHORT[2], "rebuttal")]}
    attributes = {
        ("ana", 0): {"stance": "against", "note": "mine"},
        ("ben", 0): {"stance": "for", "certainty": "certain"},
    }
    with project(tmp_path, marks, attributes=attributes) as bench:
        seeds = {next(iter(bench.review(blind=True, seed=x)[0].handles.values())): x for x in range(20)}
        for first, label, stance in (("ana", "claim", "against"), ("ben", "rebuttal", "for")):
            item = only(bench.review(blind=True, seed=seeds[first]))
            (made,) = bench.decide(item, "union").gold
            assert (made.label, made.attributes.stance, made.attributes.certainty) == (
                label,
                stance,
                "certain",
            )
            assert made.attributes.note is None


def test_an_edit_never_carries_a_note_into_gold(tmp_path: Path) -> None:
    marks = {"ana": [LATE], "ben": [LATE_SHORT]}
    with project(tmp_path, marks, attributes={("ana", 0): {"note": "mine"}}) as bench:
        item = only(bench.review())
        span = item.versions[0].span
        assert span is not None
        (made,) = bench.decide(item, "edit", edited=Edit(attributes=span.attributes)).gold
        assert made.attributes.note is None


# --- stale decisions, reasons, filters --------------------------------------------------------------------


def boundary_undone(folder: Path) -> Workbench:
    """A decision by hand on a boundary, of which ana has moved the end since."""
    bench = project(folder, {"ana": [LATE], "ben": [LATE_SHORT]})
    bench.decide(only(bench.review()), "union", reason="edge_case", note="both are right")
    with open_bench(folder / "annotations.db", "ana") as ana:
        (span,) = ana.spans(annotator="ana", layer="independent")
        ana.set_boundaries(span, span.start, span.end - 6)
    return bench


def test_a_stale_decision_is_kept_as_it_stands(tmp_path: Path) -> None:
    with boundary_undone(tmp_path) as bench:
        item = only(bench.review())
        assert item.stale == "changed"
        before = bench.spans(layer="gold")
        kept = bench.confirm(item)
        assert (kept.state, kept.stale) == ("decided", None)
        assert kept.decision is not None
        assert (kept.decision.action, kept.decision.reason, kept.decision.note) == (
            "union",
            "edge_case",
            "both are right",
        )
        assert bench.spans(layer="gold") == before
        with pytest.raises(RuleError, match="as they are"):
            bench.confirm(kept)
        bench.undo()
        assert only(bench.review()).stale == "changed"


def test_somebody_more_who_has_nothing_there_makes_a_decision_stale(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE, CLOSED]}) as bench:
        bench.accept_agreed()
        assert bench.review() == []
        ferry = next(x for x in bench.articles() if "boat" in bench.text(x.id))
        with open_bench(tmp_path / "annotations.db", "cy") as cy:
            cy.set_state(ferry.id, "done")
        item = only(bench.review())
        assert (item.kind, item.stale) == ("missing", "changed")
        assert [x.annotator for x in item.versions if x.nothing] == ["cy"]
        bench.confirm(item)
        assert bench.review_progress().stale == 0


def test_all_stale_decisions_are_kept_at_once(tmp_path: Path) -> None:
    with boundary_undone(tmp_path) as bench:
        before = bench.spans(layer="gold")
        assert bench.accept_agreed("stale").spans == 1
        assert only(bench.review()).stale is None
        assert bench.spans(layer="gold") == before
        assert bench.accept_agreed("stale").spans == 0


def test_a_stale_link_decision_is_kept_with_its_link(tmp_path: Path) -> None:
    marks = {"ana": [LATE, NO_BOAT], "ben": [LATE, NO_BOAT]}
    with project(tmp_path, marks, {"ana": [(1, "rebuts", 0)]}) as bench:
        bench.accept_agreed()
        bench.decide(only(bench.review()), "take", take=["ana"])
        with open_bench(tmp_path / "annotations.db", "ben") as ben:
            target, source = ben.spans(annotator="ben", layer="independent")
            ben.link("rebuts", source, target)
        item = only(bench.review())
        assert item.stale == "changed"
        links = bench.links(layer="gold")
        assert bench.confirm(item).stale is None
        assert bench.links(layer="gold") == links


def test_why_is_said_afterwards_without_deciding_anew(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE_SHORT, CLOSED]}) as bench:
        bench.accept_agreed()
        item = only(bench.review())
        with pytest.raises(RuleError, match="nothing is decided"):
            bench.remark(item, "edge_case", None, None)
        item = bench.decide(item, "intersection")
        told = bench.remark(item, "edge_case", " thin ", "low").decision
        assert told is not None
        assert item.decision is not None
        assert (told.reason, told.note, told.confidence) == ("edge_case", "thin", "low")
        assert (told.created_at, told.spans, told.taken) == (
            item.decision.created_at,
            item.decision.spans,
            item.decision.taken,
        )
        (agreed,) = bench.review(kinds=["agree"])
        told = bench.remark(agreed, None, None, "high").decision
        assert told is not None
        assert told.source == "auto:all"
        bench.undo()
        again = only(bench.review(kinds=["agree"])).decision
        assert again is not None
        assert again.confidence is None
        with pytest.raises(ConflictError):
            bench.remark(item, "other", None, None)


def test_numbers_of_filters_are_what_they_leave(tmp_path: Path) -> None:
    relabelled = (NO_BOAT[0], NO_BOAT[1], NO_BOAT[2], "claim")
    marks = {"ana": [LATE, NO_BOAT, CLOSED], "ben": [LATE_SHORT, relabelled, CLOSED], "cy": [LATE, NO_BOAT]}
    with project(tmp_path, marks) as bench:
        narrow: list[dict[str, Any]] = [{}, {"kinds": ["label"]}, {"annotators": ("ben", "ana")}]
        for wanted in narrow:
            for by in get_args(By):
                for value, number in bench.filter_values(by, **wanted).items():
                    narrowed = {**wanted, by: [value] if by == "kinds" else value}
                    assert len(bench.queue(**narrowed)) == number, (wanted, by, value)
        assert bench.filter_values("annotators")[("ana", "cy")] == 1
        assert bench.filter_values("labels", annotators=("ben", "ana"))[("claim", "rebuttal")] == 1


def whole(bench: Workbench) -> tuple[list[Span], list[Link]]:
    """The gold layer."""
    return bench.spans(layer="gold"), bench.links(layer="gold")


def test_keeping_leaves_gold_as_it_is_whatever_the_annotators_took_away(tmp_path: Path) -> None:
    marks = {"ana": [LATE, NO_BOAT, TWO_BOATS], "ben": [LATE, NO_BOAT, TWO_BOATS]}
    links = {"ana": [(1, "rebuts", 0), (1, "rebuts", 2)], "ben": [(1, "rebuts", 0)]}
    with project(tmp_path, marks, links) as bench:
        bench.accept_agreed()
        bench.decide(only(bench.review()), "take", take=["ana"])
        with open_bench(tmp_path / "annotations.db", "ana") as ana:
            ana.delete_span(next(x for x in ana.layer_spans() if x.label == "rebuttal"))
        with open_bench(tmp_path / "annotations.db", "ben") as ben:
            ben.delete_span(next(x for x in ben.layer_spans() if x.label == "rebuttal"))
        before = whole(bench)
        assert len(before[1]) == 2
        assert bench.review_progress().stale == len(bench.review(stale=True)) == 3
        for item in bench.review(stale=True):
            assert bench.confirm(item).stale is None
            assert whole(bench) == before
        assert bench.review(stale=True) == []
        assert bench.review_progress().stale == 0
        for _ in range(3):
            bench.undo()
        assert bench.accept_agreed("stale") == Accepted(1, 2)
        assert whole(bench) == before
        bench.decide(only(bench.review(kinds=["agree"], labels=("claim", "claim"))[:1]), "reject")
        assert len(whole(bench)[1]) == 1  # the other link still runs between the gold it was made for


def test_keeping_leaves_what_was_changed_in_gold_by_hand(tmp_path: Path) -> None:
    with boundary_undone(tmp_path) as bench:
        bench.work_on("gold")
        (gold,) = bench.layer_spans()
        bench.set_attributes(gold, Attributes(note="see the minutes", stance="against"))
        bench.work_on("independent")
        item = only(bench.review())
        assert item.by_hand
        before = whole(bench)
        bench.confirm(item)
        assert whole(bench) == before


def test_gold_by_hand_with_another_label_stays_beside_a_decision(tmp_path: Path) -> None:
    marks = {"ana": [LATE, NO_BOAT], "ben": [LATE_SHORT, NO_BOAT]}
    with project(tmp_path, marks) as bench:
        bench.work_on("gold")
        article = bench.articles()[0].id
        article = next(x.id for x in bench.articles() if "boat" in bench.text(x.id))
        bench.tag(article, "attribution", NO_BOAT[1], NO_BOAT[2] - 1)
        bench.tag(article, "attribution", LATE[1], LATE[2])
        bench.work_on("independent")
        assert bench.accept_agreed() == Accepted(1, 0)
        bench.decide(only(bench.review()), "take", take=["ana"])
        assert [x.label for x in bench.spans(layer="gold")] == [
            "attribution",
            "claim",
            "rebuttal",
            "attribution",
        ]


def test_gold_by_hand_that_gives_way_to_a_policy_is_counted(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": [LATE]}) as bench:
        bench.work_on("gold")
        article = next(x.id for x in bench.articles() if "boat" in bench.text(x.id))
        bench.tag(article, "claim", *LATE_SHORT[1:3])
        bench.work_on("independent")
        assert bench.accept_agreed() == Accepted(1, 0, gave_way=1)
        assert gold_spans(bench) == [("claim", "The ferry is late every day")]


def test_gold_made_by_hand_after_a_decision_outlives_another_one(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}) as bench:
        item = bench.decide(only(bench.review()), "take", take=["ana"])
        bench.work_on("gold")
        bench.tag(item.article_id, "claim", LATE[1], LATE[2] - 4)
        bench.work_on("independent")
        bench.decide(only(bench.review()), "take", take=["ben"])
        assert len(bench.spans(layer="gold")) == 2


def test_one_span_by_hand_makes_no_gold_complete(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE_SHORT, CLOSED]}) as bench:
        bench.work_on("gold")
        bench.tag(bench.articles()[0].id, "claim", 0, 8)
        why = bench.nothing_beside_gold()
        assert why is not None
        assert why.message == "gold is complete in no article"
    (tmp_path / "imported").mkdir()
    with with_imported_gold(tmp_path / "imported") as bench:
        assert bench.nothing_beside_gold() is None


def test_imported_links_are_shown_before_they_give_way(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    marks = {"ana": [LATE, NO_BOAT], "ben": [LATE, NO_BOAT]}
    with project(tmp_path / "before", marks, {"ana": [(1, "rebuts", 0)]}) as bench:
        bench.accept_agreed()
        bench.decide(only(bench.review()), "take", take=["ana"])
        bench.export(tmp_path / "gold.jsonl", layer="gold")
        bench.export(tmp_path / "layers.jsonl", layer="independent")
    with open_bench(tmp_path / "annotations.db", "lea") as bench:
        bench.import_paths([tmp_path / "gold.jsonl", tmp_path / "layers.jsonl"])
        bench.accept_agreed()
        item = only(bench.review())
        assert (item.state, len(item.gold_links)) == ("undecided", 1)
        assert [x.quote for x in item.gold_ends[0]] == [
            "no boat was late in May",
            "The ferry is late every day",
        ]
        bench.decide(item, "reject")
        assert bench.links(layer="gold") == []


def test_an_edit_says_whose_version_it_was_made_of(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE], "ben": [LATE_SHORT]}) as bench:
        item = only(bench.review())
        whole_edit = Edit("claim", LATE[1], LATE[2] - 4, Attributes())
        for take, taken in ((["ben"], ("ben",)), ([], ())):
            item = bench.decide(item, "edit", take=take, edited=whole_edit)
            assert item.decision is not None
            assert item.decision.taken == taken
