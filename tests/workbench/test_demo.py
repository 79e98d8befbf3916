"""The sample project: made in its own folder, again and again, and nowhere else."""

import shutil
from pathlib import Path

import pytest

from annotate.errors import RuleError
from annotate.workbench.demo import SHOWN_AS, featured, make
from helpers import open_bench, tag


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_demo_holds_both_annotators_work(tmp_path: Path) -> None:
    made = make(tmp_path / "demo", "kim")
    assert listing(tmp_path) == [
        "demo", "demo/annotations.db", "demo/annotations.db.statements",
        "demo/exports", "demo/exports/agreement.html", "demo/exports/annotations.jsonl",
    ]  # fmt: skip
    assert all(report.error is None for report in made.reports)
    with open_bench(made.config.database) as bench:
        assert {"ana", "ben"} <= set(bench.annotators())
        assert len(bench.articles()) == len(made.dataset.read_bytes().splitlines())
        assert any(x.type == "rebuts" and x.source_article != x.target_article for x in bench.links())


def test_the_statement_that_travels_is_the_one_that_is_illegal_and_invalid(tmp_path: Path) -> None:
    made = make(tmp_path / "demo", SHOWN_AS)
    with open_bench(made.config.database, SHOWN_AS) as bench:
        cluster = featured(bench)
        assert cluster is not None
        assert cluster.articles >= 6
        assert sum("invalid" in member.text or "illegal" in member.text for member in cluster.members) >= 6


def test_making_the_demo_again_changes_nothing_and_keeps_work_done_in_it(tmp_path: Path) -> None:
    made = make(tmp_path / "demo", "kim")
    before = made.dataset.read_bytes()
    assert make(tmp_path / "demo", "kim").dataset.read_bytes() == before
    with open_bench(made.config.database) as bench:
        article = bench.articles()[0].id
        bench.tag(article, "claim", 0, 5)
    make(tmp_path / "demo", "kim")
    with open_bench(made.config.database) as bench:
        assert len(bench.spans(annotator="kim")) == 1


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    make(tmp_path / "demo", "kim")


@pytest.mark.parametrize("name", ["notes.txt", "exports/important.jsonl", ".git/config"])
def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    other = tmp_path / "demo" / name
    other.parent.mkdir(parents=True)
    other.write_text("mine")
    before = listing(tmp_path)
    with pytest.raises(RuleError, match="is not a demo") as caught:
        make(tmp_path / "demo", "kim")
    assert "annotate demo DIR" in caught.value.hint
    assert listing(tmp_path) == before


def test_a_project_of_ones_own_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (tmp_path / "a.txt").write_text("An article of mine.\n")
    with open_bench(folder / "annotations.db") as bench:
        bench.import_paths([tmp_path / "a.txt"])
        tag(bench, "claim", "of mine")
    with pytest.raises(RuleError, match="a project of its own"):
        make(folder, "kim")
    with open_bench(folder / "annotations.db") as bench:
        assert len(bench.articles()) == 1
    assert not (folder / "exports").exists()


def test_links_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "demo"
    make(folder, "kim")
    shutil.rmtree(folder / "exports")
    (folder / "exports").symlink_to(outside)
    with pytest.raises(RuleError, match="leads elsewhere"):
        make(folder, "kim")
    assert list(outside.iterdir()) == []


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine")
    with pytest.raises(RuleError, match="it is a file"):
        make(tmp_path / "demo", "kim")
