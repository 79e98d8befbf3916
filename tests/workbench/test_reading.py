"""Lists and searches."""

from pathlib import Path

import pytest

from annotate.errors import UnknownName
from annotate.workbench.bench import Workbench
from helpers import import_texts, link, open_bench, tag


def test_an_article_is_found_by_id_file_or_title(project: Workbench) -> None:
    mill = project.find_article("mill.txt")
    assert project.find_article(mill) == project.find_article(mill[:6]) == mill
    assert project.find_article("DENIES dumping") == mill
    with pytest.raises(UnknownName, match="no article fits"):
        project.find_article("zebra")
    with pytest.raises(UnknownName, match="2 articles fit"):
        project.find_article(".txt")


def test_an_opened_article_shows_links_to_other_articles(project: Workbench, database: Path) -> None:
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    far = tag(project, "claim", "The river has been blue since April")
    link(project, "rebuts", rebuttal, far)
    with open_bench(database, "lou") as lou:
        tag(lou, "claim", "The claim is baseless")
    for here, there in ((rebuttal, far), (far, rebuttal)):
        found = project.open_article(here.article_id)
        assert [span.id for span in found.spans] == [here.id]
        assert len(found.links) == 1
        assert found.others == {there.id: there}
        assert list(found.sources) == [there.article_id]
    with pytest.raises(UnknownName):
        project.open_article("no-such-article")


def test_articles_count_the_users_own_work(project: Workbench, database: Path) -> None:
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    link(project, "rebuts", rebuttal, tag(project, "claim", "The river has been blue since April"))
    with open_bench(database, "lou") as lou:
        tag(lou, "claim", "The claim is baseless")
        mine = {a.meta.source_file: (a.state, a.span_count, a.link_count) for a in lou.articles()}
    assert mine == {"mill.txt": ("in_progress", 1, 0), "council.txt": ("open", 0, 0)}
    theirs = {a.meta.source_file: (a.state, a.span_count, a.link_count) for a in project.articles()}
    assert theirs == {"mill.txt": ("in_progress", 1, 1), "council.txt": ("in_progress", 1, 0)}
    assert project.totals().spans[rebuttal.article_id] == 2
    assert project.totals("lou").spans == {rebuttal.article_id: 1}
    assert project.totals("LOU").links == {}


def test_articles_come_by_date_and_those_without_one_last(project: Workbench, tmp_path: Path) -> None:
    import_texts(project, tmp_path, {"undated.txt": "No date here\n\nNothing more is known.\n"})
    for name, published in (("mill.txt", "2031-05-04"), ("council.txt", "2031-05")):
        article = {a.meta.source_file: a for a in project.articles()}[name]
        project.set_meta(article.id, article.version, {"published": published})
    assert [a.meta.source_file for a in project.articles()] == ["council.txt", "mill.txt", "undated.txt"]


def test_spans_come_by_place_the_longest_first(project: Workbench) -> None:
    for words in ("tested twice", "It was tested twice", "It was"):
        tag(project, "claim", words)
    assert [span.quote for span in project.spans()] == ["It was tested twice", "It was", "tested twice"]


def test_a_search_ignores_case_and_tells_the_line(project: Workbench) -> None:
    hits = project.search("ADA quill")
    assert len(hits) == 2
    for hit in hits:
        text = project.text(hit.article_id)
        assert text[hit.start : hit.end] == "Ada Quill"
        assert text[hit.line_start :].startswith(hit.line)
        assert "\n" not in hit.line
    assert len(project.search("a", limit=3)) == 3
    assert project.search("   ") == []


def test_an_unknown_annotator_is_told_with_those_there_are(project: Workbench) -> None:
    with pytest.raises(UnknownName, match="zoe") as caught:
        project.spans(annotator="zoe")
    assert "kim" in caught.value.hint


def test_reading_an_article_again_sees_every_change_since(project: Workbench) -> None:
    kept = tag(project, "rebuttal", "The claim is baseless")
    moved = tag(project, "claim", "The claim")
    gone = tag(project, "claim", "baseless")
    known = project.open_article(kept.article_id)
    project.set_boundaries(moved, moved.start, moved.end - 1)
    project.delete_span(gone)
    tag(project, "claim", "claim is")
    again = project.open_article(kept.article_id, known)
    assert again == project.open_article(kept.article_id)
    assert {span.quote for span in again.spans} == {"The claim is baseless", "The clai", "claim is"}
