"""Records of disagreement: the hand-made fixture, every kind, stable ids, counts that reconcile with F1."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.cases import A, B, Mark, done, link, linked_alike, span, study
from agreement.test_report import linked
from annotate.agreement.disagreements import Disagreements, disagreements
from annotate.agreement.records import Record
from annotate.agreement.report import agreement
from annotate.agreement.study import Study
from annotate.model import Link, Span, State


def kinds(found: Disagreements) -> Counter[str]:
    return Counter(x.kind for x in found.records)


def only(found: Disagreements) -> Record:
    (record,) = found.records
    return record


def of(first: Span, second: Span) -> Record:
    return only(disagreements(Study.of({"x": 500}, done("AB", {"x": 500}), [first, second])))


def test_records_of_the_fixture() -> None:
    found = disagreements(study({"A": A, "B": B}))
    assert [(x.kind, x.start, x.end, x.missing) for x in found.records] == [
        ("boundary", 50, 90, ()),
        ("label", 100, 140, ()),
        ("missing", 150, 200, ("B",)),
        ("missing", 220, 255, ("A",)),
        ("boundary", 220, 300, ()),
        ("missing", 320, 340, ("B",)),
        ("missing", 400, 420, ("A",)),
    ]
    boundary, label, beside, piece, split, *_ = found.records
    assert boundary.iou == pytest.approx(0.875)
    assert boundary.deltas == ((5, 0),)
    assert label.labels == ("rebuttal", "claim")
    assert [x.label for x in beside.related] == ["attribution"]
    assert split.iou == 0.5
    assert split.subkinds == ("split", "contained")
    assert [(x.start, x.end) for x in split.related] == [(220, 255)]
    assert [(x.start, x.end) for x in piece.related] == [(220, 300)]
    assert [x.start for x in found.agreed] == [0, 150]


def test_counts_of_the_fixture_reconcile() -> None:
    found = disagreements(study({"A": A, "B": B})).counts("A", "B")
    assert (found.same, found.boundary, found.label, found.boundary_and_label) == (2, 2, 1, 0)
    assert (found.only_first, found.only_second) == (2, 2)
    assert 2 * found.same / (2 * found.paired + found.only_first + found.only_second) == pytest.approx(2 / 7)


def test_both_boundary_and_label_is_found_under_both() -> None:
    record = of(span("A", 0, 10, "claim"), span("B", 0, 12, "rebuttal"))
    assert record.kind == "boundary+label"
    assert record.facets == ("boundary", "label", "boundary+label")


@pytest.mark.parametrize(
    ("first", "second", "subkinds"),
    [
        ((0, "The mill is shut."), (0, "The mill is shut"), ("punctuation", "contained")),
        ((0, "The mill is shut "), (0, "The mill is shut"), ("whitespace", "contained")),
        ((3, " “The mill"), (4, "“The mill"), ("whitespace", "contained")),
        ((3, "“The mill"), (4, "The mill.”"), ("punctuation",)),
        ((0, "The mill is shut"), (4, "mill is shut"), ("contained",)),
        ((0, "The mill is"), (4, "mill is shut"), ()),
    ],
)
def test_what_lies_between_the_boundaries(
    first: tuple[int, str], second: tuple[int, str], subkinds: tuple[str, ...]
) -> None:
    a, b = (
        span(name, start, start + len(quote), quote=quote)
        for name, (start, quote) in zip("AB", (first, second), strict=True)
    )
    assert of(a, b).subkinds == subkinds


def test_attributes_differ_but_notes_are_ones_own() -> None:
    a = span("A", 0, 10, speaker="Ada Quill", note="sure?")
    b = span("B", 0, 10, speaker="the owner")
    record = of(a, b)
    assert record.kind == "attribute"
    assert record.attributes == ("speaker",)
    same = Study.of({"x": 500}, done("AB", {"x": 500}), [a, span("B", 0, 10, speaker="Ada Quill")])
    assert disagreements(same).records == ()


def test_who_lacks_a_span_is_told_among_those_who_finished() -> None:
    states = [State(x, "x", "done") for x in "AB"] + [State("C", "x", "open")]
    given = Study.of({"x": 100}, states, [span("A", 0, 10), span("C", 0, 10)])
    record = only(disagreements(given))
    assert record.annotators == ("A", "B")
    assert record.missing == ("B",)


def test_articles_left_out_are_counted() -> None:
    states = [State("A", "x", "done"), State("B", "x", "done"), State("A", "y", "done")]
    found = disagreements(Study.of({"x": 10, "y": 10, "z": 10}, [*states, State("C", "x", "done")], []))
    assert found.left_out["articles done by fewer than two"] == 2
    found = disagreements(Study.of({"x": 10}, [*states[:2], State("C", "z", "done")], []))
    assert found.left_out["articles done by some but not all"] == 1


def test_three_annotators_have_one_record_a_group() -> None:
    marks: dict[str, list[Mark]] = {
        "A": [(0, 10, "claim"), (20, 30, "claim")],
        "B": [(0, 10, "claim"), (21, 30, "claim")],
        "C": [(0, 10, "rebuttal")],
    }
    found = disagreements(study(marks))
    assert [(x.kind, x.facets) for x in found.records] == [
        ("label", ("label",)),
        ("missing", ("missing", "boundary")),
    ]
    assert found.records[0].labels == ("claim", "claim", "rebuttal")
    assert found.counts("A", "B").boundary == 1
    assert found.counts("A", "C").only_first == 1


def test_no_group_chains_two_spans_of_one_annotator() -> None:
    marks: dict[str, list[Mark]] = {
        "A": [(0, 20, "claim"), (30, 50, "claim")],
        "B": [(10, 40, "claim")],
        "C": [(5, 45, "claim")],
    }
    for record in disagreements(study(marks)).records:
        assert len({x.annotator for x in record.spans}) == len(record.spans)


def test_links_of_the_fixture() -> None:
    found = disagreements(linked())
    links = [x for x in found.records if x.links]
    assert Counter(x.kind for x in links) == {"link-endpoint": 1, "link-blocked": 2}
    assert Counter(x.links[0].type for x in found.agreed if x.links) == {"rebuts": 1, "same_as": 1}
    spans = {x.id: x for x in found.records}
    for record in links:
        assert all(spans[x].kind == "missing" for x in record.waits_for)
        assert bool(record.waits_for) == (record.kind == "link-blocked")


def with_links(links: dict[str, list[tuple[str, int, int]]], labels: str = "ccrr") -> Disagreements:
    """Annotators with the same spans, and links between them by number."""
    names = {"c": "claim", "r": "rebuttal", "a": "attribution"}
    spans = {
        (annotator, i): span(annotator, 20 * i, 20 * i + 10, names[label])
        for annotator in links
        for i, label in enumerate(labels)
    }
    arcs: list[Link] = [
        link(annotator, type, spans[annotator, source], spans[annotator, target])
        for annotator, some in links.items()
        for type, source, target in some
    ]
    return disagreements(Study.of({"x": 500}, done(list(links), {"x": 500}), spans.values(), arcs))


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ([("rebuts", 2, 0)], [], "link-missing"),
        ([("rebuts", 2, 3)], [("rebuts", 3, 2)], "link-direction"),
        ([("rebuts", 2, 0)], [("supports", 2, 0)], "link-type"),
        ([("rebuts", 2, 3)], [("same_as", 3, 2)], "link-type"),
        ([("rebuts", 2, 0)], [("rebuts", 2, 1)], "link-endpoint"),
        ([("rebuts", 2, 0)], [("rebuts", 3, 0)], "link-endpoint"),
    ],
)
def test_kinds_of_links(
    first: list[tuple[str, int, int]], second: list[tuple[str, int, int]], kind: str
) -> None:
    records = [x for x in with_links({"A": first, "B": second}).records if x.kind != "cluster"]
    assert [x.kind for x in records] == [kind]
    assert len(records[0].links) == len(first) + len(second)


def test_unrelated_links_are_not_bundled() -> None:
    found = with_links({"A": [("rebuts", 2, 0)], "B": [("rebuts", 3, 1)]})
    assert kinds(found) == {"link-missing": 2}


def test_three_annotators_with_three_targets_make_one_record() -> None:
    found = with_links({"A": [("rebuts", 3, 0)], "B": [("rebuts", 3, 1)], "C": [("rebuts", 3, 2)]}, "cccr")
    assert kinds(found) == {"link-endpoint": 1}
    assert only(found).missing == ()


def test_clusters_that_differ() -> None:
    found = with_links({"A": [("same_as", 0, 1), ("same_as", 1, 2)], "B": [("same_as", 0, 1)]}, "ccc")
    assert kinds(found) == {"link-missing": 1, "cluster": 1}
    (record,) = [x for x in found.records if x.kind == "cluster"]
    assert record.missing == ("B",)
    assert [x.start for x in record.spans] == [0, 0, 40, 40]


def test_a_missing_link_may_follow_from_others() -> None:
    found = with_links(
        {"A": [("same_as", 0, 1), ("same_as", 1, 2)], "B": [("same_as", 0, 1), ("same_as", 0, 2)]}, "ccc"
    )
    assert kinds(found) == {"link-endpoint": 1}
    assert only(found).subkinds == ("closure",)
    found = with_links({"A": [("same_as", 0, 1)], "B": [("same_as", 0, 2)]}, "ccc")
    assert [x.subkinds for x in found.records if x.kind == "link-endpoint"] == [()]
    found = with_links(
        {"A": [("same_as", 0, 1), ("same_as", 1, 2), ("same_as", 0, 2)],
         "B": [("same_as", 0, 1), ("same_as", 0, 2)]}, "ccc",
    )  # fmt: skip
    assert only(found).subkinds == ("closure",)


def test_links_across_articles() -> None:
    lengths = {"x": 100, "y": 100}
    spans = [span(a, 0, 10, "claim", article) for a in "AB" for article in "xy"]
    arcs = [link("A", "same_as", spans[0], spans[1])]
    found = disagreements(Study.of(lengths, done("AB", lengths), spans, arcs))
    assert {x.kind: x.articles for x in found.records} == {
        "link-missing": ("x", "y"),
        "cluster": ("x", "y"),
    }


def test_ids_stay_while_members_do() -> None:
    before = disagreements(study({"A": A, "B": B}))
    after = disagreements(study({"A": [*A, (450, 460, "claim")], "B": B}))
    assert {x.id for x in before.records} < {x.id for x in after.records}
    ids = [x.id for x in (*after.records, *after.agreed)]
    assert len(set(ids)) == len(ids)


def test_one_annotator_disagrees_with_nobody() -> None:
    assert len(disagreements(study({"A": A}))) == 0
    assert len(disagreements(Study.of({}, [], []))) == 0


LABELS = ("claim", "rebuttal", "attribution")
marks = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(LABELS)), max_size=12, unique=True
).map(lambda found: [(start, start + size, label) for start, size, label in found])
annotated = st.dictionaries(st.sampled_from("xy"), marks, min_size=2, max_size=2)


@given(st.lists(annotated, min_size=2, max_size=4))
@settings(deadline=None)
def test_records_add_up_with_f1(given_marks: list[dict[str, list[Mark]]]) -> None:
    names = "ABCD"[: len(given_marks)]
    data = study(dict(zip(names, given_marks, strict=True)), {"x": 100, "y": 100})
    everybody = disagreements(data)
    report = agreement(data, intervals=False)
    for pair in report.pairs:
        first, second = pair.annotators
        exact = pair["span_f1_exact_labelled"]
        by_pair = disagreements(data, pair.annotators)
        for found in (everybody.counts(first, second), by_pair.counts(first, second)):
            total = 2 * found.paired + found.only_first + found.only_second
            assert total == exact.n
            if exact.value is not None:
                assert 2 * found.same / total == pytest.approx(exact.value)
        found = by_pair.counts(first, second)
        unlabelled = pair["span_f1_exact_unlabelled"]
        if unlabelled.value is not None:
            assert 2 * (found.same + found.label) / unlabelled.n == pytest.approx(unlabelled.value)
        close = sum((x.iou or 0) >= 0.5 for x in (*by_pair.records, *by_pair.agreed))
        assert close == pair["label_alpha"].n
    spans = [x for record in (*everybody.records, *everybody.agreed) for x in record.spans]
    assert Counter(x.id for x in spans) == Counter(x.id for x in data.spans)


pairs_of_spans = st.lists(
    st.tuples(
        st.sampled_from(["rebuts", "same_as", "supports"]), st.integers(0, 5), st.integers(0, 5)
    ).filter(lambda x: x[1] != x[2]),
    max_size=8,
    unique_by=lambda x: (x[0], min(x[1:]), max(x[1:])),
)


@given(pairs_of_spans, pairs_of_spans, st.sets(st.integers(0, 5)))
@settings(deadline=None)
def test_link_records_add_up_with_link_f1(
    ours: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]], unmarked: set[int]
) -> None:
    data, arcs = linked_alike(ours, theirs, unmarked)
    found = disagreements(data)
    figure = agreement(data, intervals=False).pairs[0]["link_f1_typed_end_to_end"]
    held = [x for record in (*found.records, *found.agreed) for x in record.links]
    assert Counter(x.id for x in held) == Counter(x.id for x in arcs)
    assert figure.n == len(arcs)
    if arcs:
        same = sum(bool(x.links) for x in found.agreed)
        assert figure.value == pytest.approx(2 * same / len(arcs))
