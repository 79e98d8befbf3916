"""The page of agreement: sound HTML that holds everything, needs nothing, and is the same every time."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from annotate.errors import InputError, RuleError
from annotate.workbench.agreement_definitions import DEFINITIONS
from annotate.workbench.agreement_figures import every_figure
from annotate.workbench.agreement_words import SHORT
from annotate.workbench.bench import Workbench
from helpers import article, import_texts, open_bench, tag
from workbench.two_readers import read_by_two

VOID = {"meta", "line", "circle", "rect", "path"}
HOSTILE = "Tags & <script>alert('x')</script>\n\nThe <b>mill</b> & “all” is safe\u0007, they say.\n"


class Page(HTMLParser):
    """Checks that elements are closed in order, and keeps ids, references, headings and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.labelled_by: list[str] = []
        self.figures: set[str] = set()
        self.elements: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert value is not None
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src", "srcset", "action", "data", "xlink:href"):
                self.references.append(value)
            elif name == "aria-labelledby":
                self.labelled_by += value.split()
            elif name == "data-figure":
                self.figures.add(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def read(project: Workbench, database: Path, tmp_path: Path) -> Workbench:
    """A project that two have read, with an article whose text looks like HTML."""
    (hostile,) = import_texts(project, tmp_path, {"hostile.txt": HOSTILE})
    read_by_two(project, database)
    tag(project, "claim", "<b>mill</b> & “all” is safe\u0007")
    project.set_state(hostile, "done")
    with open_bench(database, "lou") as lou:
        tag(lou, "claim", "& “all” is safe")
        lou.set_state(hostile, "done")
    return project


def written(bench: Workbench, folder: Path, *names: str) -> str:
    out = folder / "page.html"
    bench.write_agreement(out, names or None)
    return out.read_text("utf-8")


def test_the_page_is_sound_and_needs_nothing_from_outside(read: Workbench, tmp_path: Path) -> None:
    text = written(read, tmp_path)
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.labelled_by) <= set(page.ids)
    assert {x.removeprefix("#") for x in page.references} <= set(page.ids)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)
    assert "script" not in page.elements
    assert {"header", "nav", "main", "h1", "h2", "h3", "h4", "caption", "title", "desc"} <= set(page.elements)


def test_every_figure_and_every_disagreement_is_in_it(read: Workbench, tmp_path: Path) -> None:
    page = Page(written(read, tmp_path))
    expected = {
        "|".join((*annotators, group.title, figure.key))
        for annotators, group, figure in every_figure(read.agreement())
    }
    assert page.figures == expected
    records = read.disagreements().records
    assert records
    assert {x.removeprefix("d-") for x in page.ids if x.startswith("d-")} >= {x.id for x in records}


def test_every_figure_of_the_page_has_its_definition_with_a_source(read: Workbench, tmp_path: Path) -> None:
    assert set(DEFINITIONS) == set(SHORT)
    keys = {figure.key for *_, figure in every_figure(read.agreement())}
    text = Page(written(read, tmp_path)).text
    for key in keys:
        assert f"{DEFINITIONS[key].formula} ({DEFINITIONS[key].source})." in text


def test_texts_stand_in_it_as_they_are_and_never_as_elements(read: Workbench, tmp_path: Path) -> None:
    text = written(read, tmp_path)
    page = Page(text)
    assert "Tags & <script>alert('x')</script>" in page.text
    assert "Ada <Quill>" in page.text
    assert "\u0007" not in text
    assert "b" not in page.elements


def test_both_versions_are_told_by_marks_that_are_text(read: Workbench, tmp_path: Path) -> None:
    page = Page(written(read, tmp_path))
    assert "⟦{+The +}claim is baseless⟧" in page.text
    assert "[-The -]⟦claim is baseless⟧" in page.text
    assert {"ins", "del", "mark"} <= set(page.elements)
    assert "kim says claim, lou says rebuttal" in page.text
    assert "nothing marked here" in page.text


def test_equal_data_make_equal_pages(read: Workbench, database: Path, tmp_path: Path) -> None:
    first = written(read, tmp_path)
    with open_bench(database, "somebody else") as other:
        assert written(other, tmp_path) == first


def test_undefined_figures_and_missing_intervals_say_why(read: Workbench, tmp_path: Path) -> None:
    text = Page(written(read, tmp_path)).text
    assert "undefined: no clusters of two or more" in text or "undefined: no " in text
    assert "too few articles for an interval" in text


def test_three_readers_have_every_pair_and_all_together(
    read: Workbench, database: Path, tmp_path: Path
) -> None:
    with open_bench(database, "mia") as mia:
        mia.set_state(article(mia, "mill.txt"), "done")
    page = Page(written(read, tmp_path))
    assert {"pair-0", "pair-1", "pair-2", "together"} <= set(page.ids)
    assert "pair-1" not in Page(written(read, tmp_path, "kim", "lou")).ids


def test_gamma_stands_beside_the_figures_where_it_was_computed(read: Workbench, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    found = read.gamma()
    assert found is not None
    read.write_agreement(out, None, {("kim", "lou"): found})
    assert "kim|lou|Gamma|gamma" in Page(out.read_text("utf-8")).figures


def test_an_older_page_stays_where_the_new_one_cannot_be_written(read: Workbench, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read.write_agreement(tmp_path)
    read.set_state(article(read, "mill.txt"), "open")
    read.set_state(article(read, "council.txt"), "open")
    read.set_state(article(read, "hostile.txt"), "open")
    out = tmp_path / "page.html"
    out.write_text("older")
    with pytest.raises(RuleError, match="only lou"):
        read.write_agreement(out)
    assert out.read_text() == "older"
