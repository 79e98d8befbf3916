"""The gold layer: policies, changes after a decision, counts, bad input, and the samples to the end."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.errors import ConflictError, NothingToUndo, UnknownName
from annotate.model import Ruling
from annotate.workbench.beside_gold import GOLD
from annotate.workbench.samples import sample_files
from helpers import fresh, open_bench
from workbench.review_cases import (
    BRIDGE,
    CLOSED,
    EVERY,
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
    words,
)

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


def test_gold_is_compared_with_each_annotator_where_it_is_complete(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE_SHORT, CLOSED]}) as bench:
        nothing = bench.nothing_beside_gold()
        assert nothing is not None
        assert nothing.message == "there is no gold yet"
        bench.accept_agreed()
        (pair,) = bench.agreement_with_gold(["ANA"]).pairs
        assert (pair.annotators, len(pair.articles)) == ((GOLD, "ana"), 1)
        assert pair.left_out == {"articles without complete gold": 1}
        bench.decide(only(bench.review()), "take", take=["ana"])
        assert bench.nothing_beside_gold() is None
        ana, ben = bench.agreement_with_gold(intervals=False).pairs
        assert (len(ana.articles), ana["span_f1_exact_labelled"].value) == (2, 1.0)
        assert (ben.annotators[1], ben["span_f1_exact_labelled"].value) == ("ben", 0.5)
        with pytest.raises(UnknownName):
            bench.agreement_with_gold(["zoe"])


def test_what_an_annotator_and_gold_differ_in_is_listed_with_both_versions(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE_SHORT, CLOSED]}) as bench:
        bench.accept_agreed()
        bench.decide(only(bench.review()), "take", take=["ana"])
        assert len(bench.disagreements_with_gold("ana")) == 0
        (record,) = bench.disagreements_with_gold("ben").records
        assert (record.kind, {x.annotator: x.end for x in record.spans}) == (
            "boundary",
            {"ben": LATE_SHORT[2], GOLD: LATE[2]},
        )
        bench.undo()
        assert len(bench.disagreements_with_gold("ben")) == 0  # that article is not complete any more
        assert len(bench.agreement_with_gold(["ben"]).pairs[0].articles) == 1


def test_gold_that_is_complete_nowhere_says_what_to_do(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, NO_BOAT], "ben": []}, texts=[FERRY]) as bench:
        bench.decide(bench.review()[0], "take", take=["ana"])
        why = bench.nothing_beside_gold(["ana"])
        assert why is not None
        assert why.message == "gold is complete in no article"
        assert why.hint == "one counts when all of it is decided: A in the review takes what all agree on"


def test_figures_are_kept_over_a_decision_and_made_anew_after_an_edit(tmp_path: Path) -> None:
    with project(tmp_path, {"ana": [LATE, CLOSED], "ben": [LATE_SHORT, CLOSED]}) as bench:
        figures = bench.agreement()
        bench.decide(only(bench.review()), "take", take=["ana"])
        assert bench.agreement() is figures
        bench.undo()
        assert bench.agreement() is figures
        article = bench.articles()[0].id
        bench.set_state(article, "done")
        assert bench.agreement() is not figures


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
        assert len(bench.disagreements()) == 0
        assert bench.review_progress().total.all == 0
        assert bench.accept_agreed().spans == agreed
        assert bench.guideline_gaps() == []
        assert bench.agreement_with_gold(["ana"]).pairs


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
        for _ in range(total.all + 1):
            bench.undo()
        with pytest.raises(NothingToUndo):
            bench.undo()
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
