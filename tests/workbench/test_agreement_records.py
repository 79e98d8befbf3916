"""The records behind a figure add up with it; how a record reads."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.cases import Mark, done, link, linked_alike, span, study
from annotate.agreement.disagreements import disagreements
from annotate.agreement.figure import Figure
from annotate.agreement.gamma_report import gamma_figures
from annotate.agreement.records import Record
from annotate.agreement.report import agreement
from annotate.agreement.study import Study
from annotate.model import Span
from annotate.workbench.agreement_figures import Group, every_figure
from annotate.workbench.agreement_records import behind, differs, pieces, version
from annotate.workbench.agreement_words import SHORT, read_as

LABELS = ("claim", "rebuttal")
marks = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(LABELS)), max_size=10, unique=True
).map(lambda found: [(start, start + size, label) for start, size, label in found])
annotated = st.dictionaries(st.sampled_from("xy"), marks, min_size=2, max_size=2)


def unmatched(figure: Figure) -> float:
    """How many of the things that an F1 counts found no match."""
    return 0 if figure.value is None else figure.n * (1 - figure.value)


def spans_in(records: tuple[Record, ...], group: Group) -> int:
    return sum(
        (group.label is None or x.label == group.label)
        and (group.article_id is None or x.article_id == group.article_id)
        for record in records
        for x in record.spans
    )


@given(annotated, annotated)
@settings(deadline=None)
def test_spans_behind_an_f1_are_those_without_a_match(
    ours: dict[str, list[Mark]], theirs: dict[str, list[Mark]]
) -> None:
    data = study({"A": ours, "B": theirs}, {"x": 100, "y": 100})
    records = disagreements(data).records
    for _, group, figure in every_figure(agreement(data, intervals=False, by_article=True)):
        if figure.key.startswith("span_f1"):
            found = spans_in(behind(figure, group, records), group)
            assert found == pytest.approx(unmatched(figure)), (group.title, figure.key)
        elif figure.key == "label_alpha":
            found = len(behind(figure, group, records))
            disagreeing = figure.parts.get("observed disagreement", 0.0) * figure.n
            assert found == pytest.approx(disagreeing), group.title


pairs_of_spans = st.lists(
    st.tuples(st.sampled_from(["rebuts", "same_as"]), st.integers(0, 5), st.integers(0, 5)).filter(
        lambda x: x[1] != x[2]
    ),
    max_size=8,
    unique_by=lambda x: (x[0], min(x[1:]), max(x[1:])),
)


@given(pairs_of_spans, pairs_of_spans, st.sets(st.integers(0, 5)))
@settings(deadline=None)
def test_links_behind_an_f1_are_those_without_a_match(
    ours: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]], unmarked: set[int]
) -> None:
    data, _ = linked_alike(ours, theirs, unmarked)
    records = disagreements(data).records
    for _, group, figure in every_figure(agreement(data, intervals=False)):
        if figure.key.startswith("link_f1_typed"):
            found = sum(
                group.link_type in (None, x.type) for r in behind(figure, group, records) for x in r.links
            )
            assert found == pytest.approx(unmatched(figure)), (group.title, figure.key)
        elif figure.key.startswith("cluster"):
            assert {x.kind for x in behind(figure, group, records)} <= {"cluster"}


def two(first: Span, second: Span) -> Record:
    data = Study.of({"x": 500}, done("AB", {"x": 500}), [first, second])
    (record,) = disagreements(data, attributes=("speaker",)).records
    return record


TEXT = "the new fares, they say"


def quoted(annotator: str, start: int, end: int, label: str = "claim", **attributes: str) -> Span:
    return span(annotator, start, end, label, quote=TEXT[start:end], **attributes)


def test_what_differs_is_told_in_a_line() -> None:
    assert differs(two(quoted("A", 0, 13), quoted("B", 4, 14))) == (
        "B starts 4 characters later and ends 1 character later"
    )
    assert differs(two(quoted("A", 0, 13), quoted("B", 0, 14))) == (
        "B ends 1 character later (only punctuation differs)"
    )
    assert differs(two(quoted("A", 0, 13), quoted("B", 0, 13, "rebuttal"))) == "A says claim, B says rebuttal"
    assert differs(two(quoted("A", 0, 13, speaker="Quill"), quoted("B", 0, 13))) == (
        "speaker: A “Quill”, B none"
    )


def test_who_lacks_a_span_is_named_with_what_overlaps_there() -> None:
    spans = [quoted("A", 0, 13), quoted("A", 4, 13), quoted("B", 0, 13)]
    (record,) = disagreements(Study.of({"x": 500}, done("AB", {"x": 500}), spans)).records
    assert differs(record) == "B has nothing here, but claim that overlaps"


def test_versions_mark_what_one_has_and_what_it_lacks() -> None:
    record = two(quoted("A", 0, 13), quoted("B", 4, 14))
    assert [version(record.spans, x) for x in record.spans] == [
        "⟦{+the +}new fares⟧[-,-]",
        "[-the -]⟦new fares{+,+}⟧",
    ]


def test_blanks_that_differ_are_made_visible() -> None:
    record = two(quoted("A", 4, 8), quoted("B", 4, 7))
    assert version(record.spans, record.spans[0]) == "⟦new{+␣+}⟧"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=2, max_size=4))
def test_pieces_of_a_version_cover_all_versions_without_gaps(given_spans: list[tuple[int, int]]) -> None:
    spans = [span("A", start, start + size, id=str(i)) for i, (start, size) in enumerate(given_spans)]
    for one in spans:
        found = pieces(spans, one)
        assert found[0].start == min(x.start for x in spans)
        assert found[-1].end == max(x.end for x in spans)
        assert all(a.end == b.start for a, b in pairwise(found))
        here = [x for x in found if x.mark in ("same", "only")]
        assert (here[0].start, here[-1].end) == (one.start, one.end)


def test_every_figure_has_a_short_name_and_says_what_it_is() -> None:
    marks = {"x": [(0, 10, "claim"), (20, 30, "rebuttal")], "y": [(0, 10, "claim"), (40, 50, "claim")]}
    spans = [span(a, *mark, article) for a in "ABC" for article, some in marks.items() for mark in some]
    lengths = {"x": 100, "y": 100}
    arcs = [link(a, "same_as", *(x for x in spans if x.annotator == a and x.start == 0)) for a in "ABC"]
    data = Study.of(lengths, done("ABC", lengths), spans, arcs)
    found = [figure for _, _, figure in every_figure(agreement(data))]
    found += gamma_figures(data) or ()
    assert {x.key for x in found} == set(SHORT)
    assert all(read_as(x) for x in found)
