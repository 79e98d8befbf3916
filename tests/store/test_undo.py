"""What undo refuses, what it brings back, and how it is told."""

from pathlib import Path

import pytest

from annotate.errors import ConflictError, NothingToUndo, RuleError
from annotate.model import Attributes
from annotate.store import commands, history
from annotate.text.document import annotator_id
from annotate.workbench.bench import Workbench
from helpers import COUNCIL, MILL, fresh, import_texts, link, open_bench, record, tag, write_dataset


def change_behind(bench: Workbench, span_id: str, note: str) -> None:
    """A step of another annotator's on a row of the user's, as a later version might make one."""
    with bench.store.writer() as connection:
        other = annotator_id("lou")
        commands.register_annotator(connection, other, "lou")
        step = history.Step(connection, other, "note")
        step.update("span", span_id, None, {"note": note})
        history.record(step)


def test_undo_refuses_what_somebody_else_changed_and_names_them(project: Workbench) -> None:
    span = tag(project, "claim", "The claim is baseless")
    change_behind(project, span.id, "mine now")
    before = project.history()
    with pytest.raises(ConflictError, match="lou changed the same span"):
        project.undo()
    assert project.history() == before
    assert fresh(project, span).attributes.note == "mine now"


def test_redo_refuses_what_somebody_else_changed(project: Workbench) -> None:
    span = tag(project, "claim", "The claim is baseless")
    project.set_attributes(span, Attributes(note="first"))
    project.undo()
    change_behind(project, span.id, "mine now")
    with pytest.raises(ConflictError, match="lou"):
        project.redo()
    assert fresh(project, span).attributes.note == "mine now"


def test_undo_of_metadata_keeps_what_an_import_filled_in_beside_it(
    project: Workbench, tmp_path: Path
) -> None:
    article = project.articles()[0]
    project.set_meta(article.id, article.version, {"event": "river"})
    line = record(project.text(article.id))
    line["meta"]["url"] = "https://post.example/7"
    with open_bench(project.store.path, "lou") as lou:
        (report,) = lou.import_paths([write_dataset(tmp_path / "one.jsonl", line)])
        assert report.tally.filled == 1
    project.undo()
    meta = project.articles()[0].meta
    assert (meta.event, meta.url) == (None, "https://post.example/7")
    project.redo()
    assert project.articles()[0].meta.event == "river"


def test_a_step_that_cannot_be_undone_can_be_left_out_and_bars_no_other(project: Workbench) -> None:
    tag(project, "rebuttal", "Nothing has left our mill")
    span = tag(project, "claim", "The claim is baseless")
    change_behind(project, span.id, "mine now")
    with pytest.raises(ConflictError):
        project.undo()
    assert project.undo(skip=True).action.startswith("claim")
    assert fresh(project, span).attributes.note == "mine now"
    assert project.undo().action.startswith("rebuttal")
    assert [found.label for found in project.spans()] == ["claim"]
    with pytest.raises(NothingToUndo):
        project.undo()
    assert project.redo().action.startswith("rebuttal")
    assert [entry.kind for entry in project.history(limit=3)] == ["redo", "undo", "skip"]


def test_undo_survives_reopen(project: Workbench, database: Path) -> None:
    tag(project, "claim", "The claim is baseless")
    tag(project, "rebuttal", "Nothing has left our mill")
    project.close()
    with open_bench(database) as again:
        assert again.undo().action.startswith("rebuttal")
        assert [span.label for span in again.spans()] == ["claim"]
    with open_bench(database) as once_more:
        assert once_more.redo().action.startswith("rebuttal")
        assert {span.label for span in once_more.spans()} == {"claim", "rebuttal"}


def test_undo_tells_where_it_happened(project: Workbench) -> None:
    span = tag(project, "claim", "It was tested twice")
    turned = project.undo()
    assert (turned.article_id, turned.position) == (span.article_id, span.start)
    assert "It was tested twice" in turned.action


def test_undo_at_the_end_says_so(project: Workbench) -> None:
    with pytest.raises(NothingToUndo):
        project.undo()
    with pytest.raises(NothingToUndo):
        project.redo()


def test_an_import_is_no_step_of_undo(project: Workbench, tmp_path: Path) -> None:
    tag(project, "claim", "The claim is baseless")
    import_texts(project, tmp_path, {"third.txt": "A third article.\n\nIt says little.\n"})
    assert project.undo().action.startswith("claim")
    assert len(project.articles()) == 3
    with pytest.raises(NothingToUndo):
        project.undo()


def test_an_import_keeps_what_was_undone_within_reach(project: Workbench, tmp_path: Path) -> None:
    tag(project, "claim", "The claim is baseless")
    project.undo()
    import_texts(project, tmp_path, {"third.txt": "A third article.\n\nIt says little.\n"})
    project.redo()
    assert len(project.spans()) == 1


def test_a_stale_version_is_refused_and_nothing_lost(project: Workbench) -> None:
    old = tag(project, "claim", "The claim is baseless")
    project.set_attributes(old, Attributes(note="first"))
    with pytest.raises(ConflictError, match="changed elsewhere"):
        project.set_attributes(old, Attributes(note="second"))
    with pytest.raises(ConflictError):
        project.relabel(old, "rebuttal")
    with pytest.raises(ConflictError):
        project.delete_span(old)
    assert fresh(project, old).attributes.note == "first"


def test_a_deleted_span_comes_back_with_its_links(project: Workbench) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    other = tag(project, "claim", "The river has been blue since April")
    link(project, "rebuts", rebuttal, claim)
    link(project, "same_as", claim, other)
    before = project.spans(), [(x.id, x.source_id, x.target_id) for x in project.links()]
    assert project.delete_span(claim) == 2
    assert project.links() == []
    assert {span.id for span in project.spans()} == {rebuttal.id, other.id}
    project.undo()
    after = project.spans(), [(x.id, x.source_id, x.target_id) for x in project.links()]
    assert [s.id for s in after[0]] == [s.id for s in before[0]]
    assert after[1] == before[1]


def test_a_deleted_span_stays_in_the_file(project: Workbench) -> None:
    span = tag(project, "claim", "The claim is baseless")
    project.delete_span(span)
    with project.store.reader() as connection:
        found = connection.exec_driver_sql("SELECT quote, deleted_at FROM span").all()
    assert [(quote, at is not None) for quote, at in found] == [("The claim is baseless", True)]


def test_history_tells_every_step_and_survives(project: Workbench, database: Path) -> None:
    span = tag(project, "claim", "The claim is baseless")
    project.relabel(span, "rebuttal")
    project.undo()
    project.redo()
    project.close()
    with open_bench(database, "lou") as lou:
        steps = [(entry.annotator, entry.kind, entry.undoable) for entry in lou.history()]
        assert steps[:4] == [
            ("kim", "redo", False),
            ("kim", "undo", False),
            ("kim", "edit", True),
            ("kim", "edit", True),
        ]
        assert all(entry.kind == "import" for entry in lou.history()[4:])
        only = lou.history(annotator="kim", article_id=span.article_id, limit=2)
        assert [entry.kind for entry in only] == ["redo", "undo"]


def test_history_marks_what_undo_would_take_back(project: Workbench) -> None:
    tag(project, "claim", "The claim is baseless")
    tag(project, "claim", "It was tested twice")
    project.undo()
    assert [entry.undoable for entry in project.history(limit=3)] == [False, False, True]


def test_another_annotators_undo_leaves_mine_alone(project: Workbench, database: Path) -> None:
    tag(project, "claim", "The claim is baseless")
    with open_bench(database, "lou") as lou, pytest.raises(NothingToUndo):
        lou.undo()
    assert len(project.spans()) == 1


def test_another_annotators_span_cannot_be_edited(project: Workbench, database: Path) -> None:
    span = tag(project, "claim", "The claim is baseless")
    with open_bench(database, "lou") as lou:
        for edit in (
            lambda: lou.delete_span(span),
            lambda: lou.relabel(span, "rebuttal"),
            lambda: lou.set_attributes(span, Attributes(note="x")),
        ):
            with pytest.raises(RuleError, match="another annotator's"):
                edit()


def test_undo_does_not_leave_an_imported_link_without_its_end(project: Workbench, tmp_path: Path) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    with open_bench(tmp_path / "copy.db") as copy:
        import_texts(copy, tmp_path, {"mill.txt": MILL, "council.txt": COUNCIL})
        (tmp_path / "a.jsonl").write_bytes(b"".join(project.export_lines()))
        copy.import_paths([tmp_path / "a.jsonl"])
        link(copy, "rebuts", fresh(copy, rebuttal), fresh(copy, claim))
        (tmp_path / "b.jsonl").write_bytes(b"".join(copy.export_lines()))
    (report,) = project.import_paths([tmp_path / "b.jsonl"])
    assert report.tally.links == 1
    with pytest.raises(ConflictError, match="a link to this span was imported"):
        project.undo()
    assert len(project.spans()) == 2
