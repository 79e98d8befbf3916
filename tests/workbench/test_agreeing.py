"""Agreement through the workbench: what is compared, what is kept, what is said where there is nothing."""

from pathlib import Path

import pytest

from annotate.errors import RuleError, UnknownName
from annotate.workbench.bench import Workbench
from helpers import article, import_texts, open_bench, tag
from workbench.two_readers import read_by_two


def test_finished_work_is_compared(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    (pair,) = project.agreement().pairs
    assert pair.annotators == ("kim", "lou")
    assert pair["span_f1_exact_labelled"].value == pytest.approx(2 / 9)
    assert pair["span_f1_exact_labelled"].interval_why == "too few articles for an interval"
    assert len(pair.articles) == 2


def test_an_article_that_is_not_done_is_missing_and_no_agreement(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    project.set_state(article(project, "council.txt"), "in_progress")
    (pair,) = project.agreement().pairs
    assert pair.articles == (article(project, "mill.txt"),)
    assert pair.left_out["articles done by one of the two only"] == 1


def test_figures_are_kept_until_somebody_edits(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    report, records = project.agreement(), project.disagreements()
    assert project.agreement() is report
    assert project.agreement(["LOU", "kim"]) is report
    assert project.disagreements() is records
    with open_bench(database, "lou") as lou:
        tag(lou, "claim", "Two divers found no pipe")
    again = project.agreement()
    assert again is not report
    assert again.pairs[0]["span_f1_exact_labelled"].n == report.pairs[0]["span_f1_exact_labelled"].n + 1


def test_an_article_with_a_text_for_each_is_told(project: Workbench, database: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (old,) = import_texts(project, tmp_path, {"dam.txt": "The dam\n\nThe dam is safe, they say.\n"})
    (new,) = import_texts(
        project, tmp_path / "again", {"dam.txt": "The dam\n\nThe dam is safe, they said.\n"}
    )
    project.set_state(old, "done")
    with open_bench(database, "lou") as lou:
        lou.set_state(new, "done")
        why = lou.nothing_to_compare()
        assert why is not None
        assert why.message == "no article is done by two of kim, lou: “dam.txt” is here in several texts"
        assert why.hint.startswith("all must mark the same text")
        lou.set_state(old, "done")
        assert lou.nothing_to_compare() is None
        assert lou.in_several_texts() == []


def test_events_are_stories_where_every_article_done_has_one(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    assert project.study().stories is None
    for name in ("mill.txt", "council.txt"):
        known = project.open_article(article(project, name)).article
        project.set_meta(known.id, known.version, {"event": "the mill"})
    assert set((project.study().stories or {}).values()) == {"the mill"}
    assert project.agreement().pairs[0].stories == 1


def test_figures_by_article_only_where_asked_for(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    assert project.agreement().pairs[0].by_article == {}
    by_article = project.agreement(by_article=True).pairs[0].by_article
    assert set(by_article) == {article(project, "mill.txt"), article(project, "council.txt")}


def test_names_must_be_known_and_two(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    with pytest.raises(UnknownName, match="zoe"):
        project.agreement(["kim", "zoe"])
    with pytest.raises(RuleError, match="two annotators"):
        project.disagreements(["kim", "Kim"])


def test_why_there_is_nothing_to_compare_is_told_step_by_step(database: Path, tmp_path: Path) -> None:
    with open_bench(database) as kim:

        def why() -> tuple[str, str]:
            found = kim.nothing_to_compare()
            assert found is not None
            return found.message, found.hint

        assert why() == ("no articles yet", "bring some in: annotate import PATH...")
        one, two = import_texts(kim, tmp_path, {"a.txt": "A\n\nA first text.\n", "b.txt": "B\n\nA second.\n"})
        assert why()[0] == "nobody has finished an article yet"
        assert "F in the workbench" in why()[1]
        kim.set_state(one, "done")
        assert why()[0] == "only kim has finished articles: agreement needs two annotators"
        with open_bench(database, "lou") as lou:
            lou.set_state(two, "done")
            assert why()[0] == "no article is done by two of kim, lou"
            lou.set_state(one, "done")
        assert kim.nothing_to_compare() is None
        with pytest.raises(RuleError, match="needs two"):
            kim.nothing_to_compare(["kim"])


def test_done_with_nothing_marked_is_data(project: Workbench, database: Path) -> None:
    tag(project, "claim", "It was tested twice")
    project.set_state(article(project, "council.txt"), "done")
    with open_bench(database, "lou") as lou:
        lou.set_state(article(lou, "council.txt"), "done")
    (pair,) = project.agreement().pairs
    assert pair["span_f1_exact_labelled"].value == 0.0
    (record,) = project.disagreements().records
    assert (record.kind, record.missing) == ("missing", ("lou",))


def test_gamma_is_of_all_articles_or_some_and_can_be_stopped(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    assert project.gamma(cancelled=lambda: True) is None
    every = project.gamma()
    assert every is not None
    assert every[0].key == "gamma"
    assert every[0].articles == 2
    assert project.gamma() is every
    some = project.gamma(article_ids=[article(project, "mill.txt")])
    assert some is not None
    assert some[0].articles == 1


def test_three_annotators_are_compared_in_pairs_and_together(project: Workbench, database: Path) -> None:
    read_by_two(project, database)
    with open_bench(database, "mia") as mia:
        mia.set_state(article(mia, "mill.txt"), "done")
    report = project.agreement()
    assert [pair.annotators for pair in report.pairs] == [("kim", "lou"), ("kim", "mia"), ("lou", "mia")]
    assert report.together
    assert len(project.agreement(["kim", "mia"]).pairs) == 1
