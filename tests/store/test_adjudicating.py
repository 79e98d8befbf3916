"""Decisions in the store: one a record, gold that is shared, links that follow, undo among adjudicators."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotate.errors import ConflictError, RuleError
from annotate.model import Adjudication, GoldLink, Input, Ruling
from annotate.store.adjudicating import NewDecision, NewGold, settle
from annotate.store.commands import NewSpan
from annotate.store.gold import Gold, newest_step
from annotate.store.history import Step, record
from annotate.workbench.bench import Workbench
from helpers import open_bench, place

BLUE = "The river has run blue since April"
BASELESS = "The claim is baseless"
TWICE = "It was tested twice"


def gold(bench: Workbench) -> Gold:
    with bench.store.reader() as connection:
        return Gold(connection)


def wanted(bench: Workbench, words: str, label: str, *members: str) -> NewGold:
    article, start, end = place(bench, words)
    span = NewSpan(article_id=article, label=label, start=start, end=end, quote=words, layer="gold")
    return NewGold(span, members)


def decision(
    bench: Workbench,
    record: str,
    *spans: NewGold,
    links: tuple[GoldLink, ...] = (),
    about: tuple[str, ...] = (),
    action: Ruling = "take",
    cuts: tuple[str, ...] = (),
    replaces: tuple[str, ...] = (),
) -> NewDecision:
    members = about or tuple(x for each in spans for x in each.members)
    return NewDecision(
        record_id=record,
        kind="link-missing" if links else "missing",
        article_id=bench.articles()[0].id,
        action=action,
        inputs=tuple(Input("span", x, "f") for x in members),
        spans=spans,
        links=links,
        cuts=cuts,
        replaces=replaces,
    )


def decide(bench: Workbench, *decisions: NewDecision) -> list[Adjudication]:
    known = gold(bench)
    with bench.writing() as connection:
        step = Step(connection, bench.annotator_id, "review")
        made = settle(step, known, bench.handle, decisions, bench.scheme)
        record(step)
        return made


def linked(bench: Workbench) -> None:
    """Gold of two records, and a link between them."""
    decide(
        bench,
        decision(bench, "one", wanted(bench, BASELESS, "rebuttal", "a1", "b1")),
        decision(bench, "two", wanted(bench, BLUE, "claim", "a2")),
    )
    decide(bench, decision(bench, "link", links=(GoldLink(None, "rebuts", "a1", "a2"),), about=("l1",)))


def rows(database: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT record_id, deleted_at FROM adjudication").fetchall()


def test_what_is_written_is_what_is_read(project: Workbench) -> None:
    (made,) = decide(project, decision(project, "one", wanted(project, BLUE, "claim", "a1", "b1")))
    known = gold(project)
    assert known.decisions == {"one": made}
    (span,) = known.spans.values()
    assert (span.layer, span.annotator, span.quote, made.spans[0].id) == ("gold", "kim", BLUE, span.id)
    assert known.gold_of("a1") == known.gold_of("b1") == span
    assert known.gold_of("c1") is None


def test_a_record_has_one_live_decision(project: Workbench, database: Path) -> None:
    decide(project, decision(project, "one", wanted(project, BLUE, "claim", "a1")))
    decide(project, decision(project, "one", wanted(project, TWICE, "claim", "a1")))
    assert rows(database) == [("one", None)]
    assert [x.quote for x in gold(project).spans.values()] == [TWICE]
    with closing(sqlite3.connect(database)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO adjudication SELECT 'other', annotator_id, record_id, kind, article_id, action,"
            " choice, reason, note, confidence, inputs, results, source, created_at, version, NULL"
            " FROM adjudication"
        )


def test_a_decision_takes_the_place_of_those_on_former_records(project: Workbench, database: Path) -> None:
    decide(project, decision(project, "one", wanted(project, BLUE, "claim", "a1")))
    decide(project, decision(project, "new", wanted(project, TWICE, "claim", "a1", "b1"), replaces=("one",)))
    assert sorted((record, gone is None) for record, gone in rows(database)) == [
        ("new", True),
        ("one", False),
    ]
    project.undo()
    assert list(gold(project).decisions) == ["one"]
    assert [x.quote for x in gold(project).spans.values()] == [BLUE]


def test_gold_stays_while_a_decision_rests_on_it(project: Workbench) -> None:
    decide(
        project,
        decision(project, "one", wanted(project, BLUE, "claim", "a1")),
        decision(project, "two", wanted(project, BLUE, "claim", "b1")),
    )
    assert len(gold(project).spans) == 1
    decide(project, decision(project, "one", about=("a1",), action="reject"))
    assert len(gold(project).spans) == 1
    decide(project, decision(project, "two", about=("b1",), action="reject"))
    assert gold(project).spans == {}


def test_a_link_keeps_its_id_where_it_follows(project: Workbench) -> None:
    linked(project)
    (before,) = gold(project).links.values()
    decide(project, decision(project, "two", wanted(project, TWICE, "claim", "a2")))
    known = gold(project)
    (after,) = known.links.values()
    assert after.id == before.id
    assert known.spans[after.target_id].quote == TWICE
    assert after.target_article == place(project, TWICE)[0]


def test_a_link_goes_with_its_end_and_waits_for_it(project: Workbench) -> None:
    linked(project)
    decide(project, decision(project, "two", about=("a2",), action="reject"))
    known = gold(project)
    assert known.links == {}
    assert known.decisions["link"].links == (GoldLink(None, "rebuts", "a1", "a2"),)
    decide(project, decision(project, "two", wanted(project, TWICE, "claim", "a2")))
    assert len(gold(project).links) == 1
    for _ in range(2):
        project.undo()
    assert len(gold(project).links) == 1


def test_a_link_that_was_cut_does_not_come_back_by_itself(project: Workbench) -> None:
    linked(project)
    (link,) = gold(project).links
    decide(project, decision(project, "cluster", about=("a1", "a2"), action="apart", cuts=(link,)))
    assert gold(project).links == {}
    decide(project, decision(project, "two", wanted(project, TWICE, "claim", "a2")))
    assert gold(project).links == {}


def test_a_label_the_scheme_does_not_have_is_refused_whole(project: Workbench) -> None:
    with pytest.raises(RuleError):
        decide(
            project,
            decision(project, "one", wanted(project, BLUE, "claim", "a1")),
            decision(project, "two", wanted(project, TWICE, "fact", "a2")),
        )
    known = gold(project)
    assert (known.spans, known.decisions) == ({}, {})


def test_gold_in_memory_catches_up_with_every_step(project: Workbench) -> None:
    known = gold(project)
    independent_at = known.independent_at
    linked(project)
    project.undo()
    project.redo()
    decide(project, decision(project, "two", about=("a2",), action="reject"))
    with project.store.reader() as connection:
        known.refresh(connection)
        assert known.seq == newest_step(connection)
    again = gold(project)
    assert (known.spans, known.links, known.decisions) == (again.spans, again.links, again.decisions)
    assert known.independent_at == independent_at
    project.tag(*_claim(project))
    with project.store.reader() as connection:
        known.refresh(connection)
    assert known.independent_at == known.seq


def _claim(bench: Workbench) -> tuple[str, str, int, int]:
    article, start, end = place(bench, TWICE)
    return article, "claim", start, end


def test_undo_and_redo_leave_no_link_without_an_end(project: Workbench, database: Path) -> None:
    linked(project)
    project.undo()
    with open_bench(database, "lou") as lou:
        decide(lou, decision(lou, "two", about=("a2",), action="reject"))
        with pytest.raises(ConflictError):
            project.redo()
        with pytest.raises(ConflictError, match="lou"):
            project.undo()
        lou.undo()
    project.redo()
    assert len(gold(project).links) == 1


def test_another_adjudicators_gold_is_not_undone_under_a_link(project: Workbench, database: Path) -> None:
    decide(
        project,
        decision(project, "one", wanted(project, BASELESS, "rebuttal", "a1")),
        decision(project, "two", wanted(project, BLUE, "claim", "a2")),
    )
    with open_bench(database, "lou") as lou:
        decide(lou, decision(lou, "link", links=(GoldLink(None, "rebuts", "a1", "a2"),), about=("l1",)))
        with pytest.raises(ConflictError, match="a link to this span"):
            project.undo()
        lou.undo()
    project.undo()
    assert gold(project).spans == {}
