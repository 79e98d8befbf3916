"""Edits: what the scheme and the text allow, and what is stored."""

from pathlib import Path

import pytest

from annotate.errors import ConflictError, RuleError, UnknownName
from annotate.model import Attributes
from annotate.workbench.bench import Workbench
from helpers import fresh, link, open_bench, place, tag


def test_a_tag_stores_the_quote_of_its_offsets(project: Workbench) -> None:
    span = tag(project, "claim", "Two divers found no pipe 👩‍🔧")
    text = project.text(span.article_id)
    assert text[span.start : span.end] == span.quote == "Two divers found no pipe 👩‍🔧"
    assert (span.annotator, span.layer, span.origin) == ("kim", "independent", "human")


def test_an_edge_inside_a_grapheme_moves_outward(project: Workbench) -> None:
    article, start, end = place(project, "👩‍🔧")
    assert end - start == 3
    span_id = project.tag(article, "claim", start + 1, start + 2)
    assert project.spans_by_id([span_id])[span_id].quote == "👩‍🔧"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 100_000), (30, 31)])
def test_a_stretch_that_is_none_is_refused(project: Workbench, start: int, end: int) -> None:
    article = project.find_article("council.txt")
    with pytest.raises(RuleError):
        project.tag(article, "claim", start, end)
    assert project.spans() == []


def test_the_same_tag_twice_is_refused_but_other_labels_and_overlaps_are_not(project: Workbench) -> None:
    span = tag(project, "claim", "It was tested twice")
    with pytest.raises(RuleError, match="tagged claim already"):
        tag(project, "claim", "It was tested twice")
    tag(project, "rebuttal", "It was tested twice")
    tag(project, "claim", "tested twice")
    assert len(project.spans()) == 3
    project.delete_span(span)
    tag(project, "claim", "It was tested twice")


def test_an_unknown_label_and_article_are_named(project: Workbench) -> None:
    with pytest.raises(RuleError, match="opinion") as caught:
        tag(project, "opinion", "It was tested twice")
    assert "claim, rebuttal, attribution" in caught.value.hint
    with pytest.raises(UnknownName):
        project.tag("no-such-article", "claim", 0, 4)


def test_links_follow_the_scheme(project: Workbench) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    far = tag(project, "claim", "The river has been blue since April")
    who = tag(project, "attribution", "residents of Lowmere said")
    link(project, "rebuts", rebuttal, claim)
    link(project, "rebuts", rebuttal, far)
    link(project, "attributes", who, claim)
    same = link(project, "same_as", far, claim)
    assert same.source_id < same.target_id
    for type_name, source, target, said in (
        ("rebuts", claim, rebuttal, "cannot link claim to rebuttal"),
        ("attributes", who, far, "cannot link across articles"),
        ("same_as", claim, far, "already"),
        ("rebuts", rebuttal, claim, "already"),
        ("rebuts", rebuttal, rebuttal, "to itself"),
        ("mocks", rebuttal, claim, "unknown link type"),
    ):
        with pytest.raises(RuleError, match=said):
            project.link(type_name, source, target)
    assert len(project.links()) == 4


def test_a_label_that_a_link_would_not_allow_is_refused(project: Workbench) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    made = link(project, "rebuts", rebuttal, claim)
    with pytest.raises(RuleError, match="could not keep its link"):
        project.relabel(claim, "attribution")
    project.relabel(claim, "rebuttal")
    project.unlink(made)
    project.relabel(fresh(project, claim), "attribution")
    assert fresh(project, claim).label == "attribution"


def test_tag_and_link_is_one_step(project: Workbench) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    article, start, end = place(project, "The river has been blue since April")
    project.tag_and_link(article, "claim", start, end, "rebuts", rebuttal.id)
    assert (len(project.spans()), len(project.links())) == (3, 1)
    project.undo()
    assert {span.id for span in project.spans()} == {claim.id, rebuttal.id}
    assert project.links() == []


def test_a_refused_link_takes_its_tag_along(project: Workbench) -> None:
    who = tag(project, "attribution", "residents of Lowmere said")
    article, start, end = place(project, "It was tested twice")
    with pytest.raises(RuleError, match="across articles"):
        project.tag_and_link(article, "claim", start, end, "attributes", who.id)
    assert project.spans() == [who]


def test_edges_move_and_links_stay(project: Workbench) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    link(project, "rebuts", rebuttal, claim)
    moved = project.set_boundaries(claim, claim.start, claim.start + 9)
    assert moved == fresh(project, claim)
    assert (moved.quote, len(project.links())) == ("The river", 1)
    assert project.set_boundaries(moved, moved.start, moved.end) == fresh(project, claim)
    project.relabel(moved, "rebuttal")


def test_attributes_are_trimmed_and_empty_ones_null(project: Workbench) -> None:
    span = tag(project, "claim", "It was tested twice")
    project.set_attributes(span, Attributes(speaker="  a clerk ", note="   ", date="\udce9"))
    assert fresh(project, span).attributes == Attributes(speaker="a clerk", date="?")
    steps = len(project.history())
    project.set_attributes(fresh(project, span), Attributes(speaker="a clerk", date="?"))
    assert len(project.history()) == steps
    assert project.speakers() == ["a clerk"]


def test_tagging_begins_an_article_and_undo_takes_that_back(project: Workbench) -> None:
    span = tag(project, "claim", "It was tested twice")
    assert [(s.annotator, s.article_id, s.state) for s in project.states()] == [
        ("kim", span.article_id, "in_progress")
    ]
    project.undo()
    assert project.states() == []


def test_a_finished_article_stays_finished_when_tagged_again(project: Workbench) -> None:
    article = project.find_article("council.txt")
    project.set_state(article, "done")
    tag(project, "claim", "It was tested twice")
    assert [state.state for state in project.states()] == ["done"]


def test_metadata_is_checked_and_versioned(project: Workbench) -> None:
    article = project.articles()[0]
    project.set_meta(article.id, article.version, {"published": "2031-05", "event": " river "})
    after = {a.id: a for a in project.articles()}[article.id]
    assert (after.meta.published, after.meta.event) == ("2031-05", "river")
    with pytest.raises(RuleError, match="ISO 8601"):
        project.set_meta(article.id, after.version, {"published": "last May"})
    with pytest.raises(RuleError, match="unknown metadata"):
        project.set_meta(article.id, after.version, {"colour": "blue"})
    with pytest.raises(ConflictError):
        project.set_meta(article.id, article.version, {"event": "mill"})
    project.undo()
    assert {a.id: a for a in project.articles()}[article.id].meta == article.meta


def test_line_roles_set_by_hand_are_kept(project: Workbench) -> None:
    article = project.articles()[0]
    project.set_line_role(article.id, article.version, {2: "junk", 0: "title"})
    assert project.open_article(article.id).article.line_roles == {0: "title", 2: "junk"}
    project.undo()
    assert project.open_article(article.id).article.line_roles == {}


def test_the_place_where_one_left_off_is_kept_apart_for_each(project: Workbench, database: Path) -> None:
    mill, council = project.find_article("mill.txt"), project.find_article("council.txt")
    project.bookmark(mill, 12)
    with open_bench(database, "lou") as lou:
        assert lou.last_visited() is None
        lou.bookmark(council, 7)
    project.bookmark(mill, 15)
    assert project.last_visited() == mill
    assert project.open_article(mill).article.cursor == 15
    assert project.history(annotator="kim")[0].kind == "import"
