"""All figures of a study: the fixture made by hand, what is missing, and what must not change a figure."""

import pytest

from agreement.cases import A, B, done, link, span, study
from annotate.agreement.report import PairReport, Report, agreement
from annotate.agreement.study import Study
from annotate.model import Span, State


@pytest.fixture(scope="module")
def fixture() -> PairReport:
    return agreement(study({"A": A, "B": B})).pair("A", "B")


@pytest.mark.parametrize(
    ("key", "value", "n"),
    [
        ("span_f1_exact_labelled", 2 / 7, 14),
        ("span_f1_exact_unlabelled", 3 / 7, 14),
        ("span_f1_relaxed_labelled", 4 / 7, 14),
        ("span_f1_relaxed_unlabelled", 5 / 7, 14),
        ("label_alpha", 0.608696, 5),
        ("label_kappa", 0.583333, 5),
        ("character_f1_labelled", 0.689655, 580),
        ("character_alpha_nominal", 0.558523, 1000),
        ("character_alpha_jaccard", 0.624927, 1000),
        ("character_alpha_masi", 0.602292, 1000),
    ],
)
def test_figures_of_the_fixture(fixture: PairReport, key: str, value: float, n: int) -> None:
    assert fixture[key].value == pytest.approx(value, abs=5e-7)
    assert fixture[key].n == n


def test_parts_of_the_fixture(fixture: PairReport) -> None:
    alpha = fixture["label_alpha"]
    assert alpha.parts["observed disagreement"] == pytest.approx(0.2)
    assert alpha.parts["expected disagreement"] == pytest.approx(0.511111, abs=5e-7)
    assert alpha.parts["coverage"] == pytest.approx(5 / 7)
    assert alpha.left_out == {"spans not matched": 4}
    characters = fixture["character_f1_labelled"]
    assert characters.parts == pytest.approx({"precision": 200 / 260, "recall": 200 / 320})


@pytest.mark.parametrize(
    ("label", "new", "old"),
    [("claim", 0.517404, 0.334719), ("rebuttal", -0.060702, -0.211480), ("attribution", 1.0, 1.0)],
)
def test_unitizing_alpha_of_each_label(fixture: PairReport, label: str, new: float, old: float) -> None:
    found = {x.key: x for x in fixture.by_label[label]}
    assert found["unitizing_alpha"].value == pytest.approx(new, abs=5e-7)
    assert found["unitizing_alpha_1995"].value == pytest.approx(old, abs=5e-7)


def test_confusion_adds_up_with_f1(fixture: PairReport) -> None:
    table = fixture.confusion
    assert table.labels == ("attribution", "claim", "rebuttal")
    assert table.counts == ((1, 0, 0), (0, 3, 0), (0, 1, 0))
    assert table.only_first == (0, 2, 0)
    assert table.only_second == (0, 1, 1)


def test_one_article_has_no_interval(fixture: PairReport) -> None:
    assert {x.interval_why for x in fixture.figures if x.value is not None} == {
        "too few articles for an interval",
        "not a sum over articles",
    }


def test_overlapping_spans_of_one_label_are_merged_and_counted() -> None:
    report = agreement(
        study({"A": [(0, 10, "claim"), (5, 20, "claim"), (20, 30, "claim")], "B": [(0, 20, "claim")]})
    )
    (found,) = [x for x in report.pairs[0].by_label["claim"] if x.key == "unitizing_alpha"]
    assert found.left_out == {"spans merged into overlapping ones": 1}


def test_unitizing_over_all_labels_asks_for_spans_that_do_not_overlap() -> None:
    given = study({"A": {"x": A, "y": B}, "B": {"x": B, "y": B}}, {"x": 500, "y": 500})
    found = agreement(given).pairs[0]["unitizing_u_alpha"]
    assert found.value == 1
    assert found.left_out == {"articles with overlapping spans": 1}
    found = agreement(study({"A": A, "B": B})).pairs[0]["unitizing_u_alpha"]
    assert found.undefined == "spans of one annotator overlap in every article"


def test_an_article_that_a_measure_cannot_use_is_no_unit_of_its_interval() -> None:
    def read(articles: str) -> Study:
        first = {x: [(0, 40, "claim"), (60, 80 + i, "rebuttal")] for i, x in enumerate(articles)}
        second = {x: [(0, 40 - i, "claim"), (60, 80, "claim")] for i, x in enumerate(articles)}
        if "z" in first:
            first["z"] = [(0, 40, "claim"), (20, 60, "rebuttal")]
        return study({"A": first, "B": second}, dict.fromkeys(articles, 500))

    with_it = agreement(read("abcdez")).pairs[0]["unitizing_u_alpha"]
    assert with_it.articles == 5
    assert with_it.interval is not None
    assert with_it.interval == agreement(read("abcde")).pairs[0]["unitizing_u_alpha"].interval
    few = agreement(read("abcdz")).pairs[0]["unitizing_u_alpha"]
    assert (few.articles, few.interval_why) == (4, "too few articles for an interval")


@pytest.mark.parametrize(
    ("length", "new", "old"),
    [(100, 0.533, 0.703), (1000, 0.631, 0.845), (10_000, 0.639, 0.853), (100_000, 0.640, 0.853)],
)
def test_longer_texts_raise_unitizing_alpha_less_and_less(length: int, new: float, old: float) -> None:
    # AGREEMENT.md 1a gives the eight figures; the spans are ones that give them all.
    marks = {"A": [(10, 30, "claim")], "B": [(14, 34, "claim"), (60, 70, "claim")]}
    found = {x.key: x.value for x in agreement(study(marks, length)).pairs[0].by_label["claim"]}
    assert found["unitizing_alpha"] == pytest.approx(new, abs=5e-4)
    assert found["unitizing_alpha_1995"] == pytest.approx(old, abs=5e-4)


@pytest.mark.parametrize(
    ("both_have", "alpha", "f1"), [("the ten", 0.0945, 0.952), ("the long one", 0.864, 0.167)]
)
def test_unitizing_alpha_is_ruled_by_length_and_f1_by_number(both_have: str, alpha: float, f1: float) -> None:
    # AGREEMENT.md 1a: ten claims of 20 characters and a block of 1,000; the length of 3,000 is what both
    # of its figures have in common.
    ten = [(20 * i, 20 * i + 20, "claim") for i in range(10)]
    block = [(200, 1200, "claim")]
    report = agreement(study({"A": ten + block, "B": ten if both_have == "the ten" else block}, 3000))
    (unitizing,) = [x for x in report.pairs[0].by_label["claim"] if x.key == "unitizing_alpha"]
    assert unitizing.value == pytest.approx(alpha, abs=5e-4)
    assert report.pairs[0]["span_f1_exact_labelled"].value == pytest.approx(f1, abs=5e-4)


def test_where_few_of_many_met_once_there_is_no_chance_to_correct_for() -> None:
    marks = {"A": [(10, 30, "claim")], "B": [(10, 30, "rebuttal")], "C": [], "D": []}
    report = agreement(study(marks, 100))
    together = {x.key: x for x in (*report.together, *report.together_by_label["claim"])}
    for key in ("unitizing_coding_alpha", "unitizing_value_alpha"):
        assert together[key].undefined == "too little met to tell what chance would give"
    assert {together[x].n for x in ("unitizing_u_alpha", "unitizing_alpha")} == {400}
    pair = report.pair("A", "B")
    assert pair["unitizing_coding_alpha"].value == pytest.approx(0)


def test_what_is_left_out_of_an_article_is_its_own() -> None:
    marks = {
        "A": {"x": [(0, 10, "claim")], "y": [(0, 10, "claim"), (5, 20, "rebuttal"), (30, 40, "claim")]},
        "B": {"x": [(0, 10, "claim")], "y": [(0, 10, "claim")]},
    }
    pair = agreement(study(marks, dict.fromkeys("xy", 100)), by_article=True).pairs[0]
    figures = {article: {x.key: x for x in found} for article, found in pair.by_article.items()}
    assert pair["label_alpha"].left_out == {"spans not matched": 2}
    assert figures["x"]["label_alpha"].left_out == {"spans not matched": 0}
    assert figures["y"]["label_alpha"].left_out == {"spans not matched": 2}
    assert figures["y"]["unitizing_u_alpha"].undefined == "spans of one annotator overlap in every article"
    assert figures["x"]["unitizing_u_alpha"].value == 1


def test_no_pair_s_figure_depends_on_a_third_annotator() -> None:
    marks = {
        "A": [(0, 10, "claim"), (20, 30, "claim"), (40, 50, "rebuttal")],
        "B": [(0, 10, "claim"), (20, 30, "rebuttal"), (40, 50, "rebuttal")],
    }
    alone = agreement(study(marks)).pairs[0]
    beside = agreement(study({**marks, "C": [(60, 70, "attribution")]})).pair("A", "B")
    assert {x.key: x.value for x in beside.figures} == {x.key: x.value for x in alone.figures}
    assert beside["label_ac1"].parameters["labels"] == 2


def linked(symmetric_first: bool = True) -> Study:
    """Links of the hand-made fixture: c1, r1, a1, c2 are aligned, x and Y are not."""
    spans: dict[str, Span] = {}
    for annotator in "AB":
        for i, (name, label) in enumerate(
            {"c1": "claim", "r1": "rebuttal", "a1": "attribution", "c2": "claim"}.items()
        ):
            spans[annotator + name] = span(annotator, 20 * i, 20 * i + 10, label)
    spans["Ax"] = span("A", 100, 110, "rebuttal")
    spans["BY"] = span("B", 200, 210, "rebuttal")

    def arc(annotator: str, type: str, source: str, target: str) -> object:
        return link(annotator, type, spans[annotator + source], spans[annotator + target])

    links = [
        arc("A", "rebuts", "r1", "c1"),
        arc("A", "attributes", "a1", "c1"),
        arc("A", "rebuts", "x", "c1"),
        arc("A", "same_as", "c1", "c2"),
        arc("B", "rebuts", "r1", "c1"),
        arc("B", "attributes", "a1", "r1"),
        arc("B", "same_as", "c2", "c1"),
        arc("B", "rebuts", "Y", "c2"),
    ]
    return Study.of({"x": 500}, done("AB", {"x": 500}), spans.values(), links)  # type: ignore[arg-type]


def test_link_f1_of_the_fixture() -> None:
    report = agreement(linked()).pair("A", "B")
    assert report["link_f1_typed_end_to_end"].value == pytest.approx(0.5)
    assert report["link_f1_untyped_end_to_end"].value == pytest.approx(0.5)
    assert report["link_f1_typed_aligned"].value == pytest.approx(4 / 6)
    assert report["link_f1_typed_aligned"].n == 6
    assert report["link_f1_typed_aligned"].parts["coverage"] == pytest.approx(6 / 8)
    by_type = {
        name: next(x.value for x in found if x.key == "link_f1_typed_end_to_end")
        for name, found in report.by_link_type.items()
    }
    assert by_type == pytest.approx({"rebuts": 0.5, "attributes": 0.0, "same_as": 1.0})


def keys(report: Report) -> set[str]:
    return {x.key for pair in report.pairs for x in pair.figures}


def test_missing_work_is_not_agreement() -> None:
    lengths = {"x": 100, "y": 100}
    states = [State("A", "x", "done"), State("B", "y", "done"), State("B", "x", "in_progress")]
    spans = [span("A", 0, 10, article="x"), span("B", 0, 10, article="y"), span("B", 0, 10, article="x")]
    given = Study.of(lengths, states, spans)
    report = agreement(given)
    assert all(x.value is None for x in report.pairs[0].figures)
    assert {x.undefined for x in report.pairs[0].figures} == {"no article was done by two annotators"}
    assert report.pairs[0].left_out == {"articles done by one of the two only": 2, "their spans": 2}
    assert given.left_out == {
        "articles done by nobody": 0,
        "articles done by one annotator only": 2,
        "spans in articles not done": 1,
        "links with an end in an article not done": 0,
    }


def test_links_of_annotators_who_share_no_article() -> None:
    lengths = {"x": 100, "y": 100}
    spans = [span(a, start, start + 9, article=x) for a, x in ("Ax", "By", "Cx") for start in (0, 20)]
    arcs = [link("A", "same_as", spans[0], spans[1]), link("B", "same_as", spans[2], spans[3])]
    states = [State(a, x, "done") for a, x in ("Ax", "By", "Cx")]
    report = agreement(Study.of(lengths, states, spans, arcs))
    nothing = report.pair("A", "B").by_link_type["same_as"]
    assert {x.undefined for x in nothing} == {"no article was done by two annotators"}
    found = {x.key: x for x in report.pair("A", "C").by_link_type["same_as"]}
    assert found["link_f1_typed_end_to_end"].value == 0
    assert found["cluster_muc"].value == 0
    assert found["cluster_b3"].value == pytest.approx(2 / 3)
    assert report.together[0].n == 4


def test_done_with_no_spans_is_data() -> None:
    report = agreement(study({"A": [(0, 10, "claim")], "B": []}, 100)).pair("A", "B")
    assert report["span_f1_exact_labelled"].value == 0
    assert report["label_alpha"].undefined == "no overlap"
    assert report.by_label["claim"][-2].value is not None


def test_nobody_marked_anything() -> None:
    report = agreement(study({"A": [], "B": []}, 100)).pair("A", "B")
    assert report["span_f1_exact_labelled"].undefined == "nothing marked"
    assert report["character_alpha_nominal"].undefined == "no variation"
    assert report["unitizing_u_alpha"].undefined == "no variation"
    assert report["link_f1_typed_end_to_end"].undefined == "no links"
    assert report["label_kappa"].undefined == "no overlap"


def test_one_annotator_makes_no_pair() -> None:
    report = agreement(study({"A": A}))
    assert report.pairs == ()
    assert report.together == ()


def test_an_empty_study_has_no_figures() -> None:
    assert agreement(Study.of({}, [], [])).pairs == ()


def test_everything_identical_is_one() -> None:
    found = agreement(study({"A": A, "B": A, "C": A}))
    for figure in [*found.pairs[0].figures, *found.together]:
        assert figure.value in (1.0, None), figure.key


def test_spans_over_whole_articles() -> None:
    report = agreement(study({"A": [(0, 100, "claim")], "B": [(0, 100, "claim")]}, 100)).pair("A", "B")
    assert report["span_f1_exact_labelled"].value == 1
    assert report["character_alpha_masi"].undefined == "no variation"
    (found,) = [x for x in report.by_label["claim"] if x.key == "unitizing_alpha"]
    assert found.undefined == "no variation"


def test_unknown_annotators_are_refused() -> None:
    with pytest.raises(KeyError):
        agreement(study({"A": A, "B": B}), ["A", "nobody"])


def test_empty_or_outlying_spans_are_refused() -> None:
    for start, end in ((5, 5), (90, 101), (-1, 3)):
        with pytest.raises(ValueError, match="empty or outside"):
            study({"A": [(start, end, "claim")]}, 100)


def test_figures_of_single_articles() -> None:
    given = study({"A": {"x": A, "y": A}, "B": {"x": B, "y": A}}, {"x": 500, "y": 500})
    report = agreement(given, by_article=True).pair("A", "B")
    of_x = {x.key: x for x in report.by_article["x"]}
    of_y = {x.key: x for x in report.by_article["y"]}
    assert of_x["span_f1_exact_labelled"].value == pytest.approx(2 / 7)
    assert of_y["span_f1_exact_labelled"].value == 1
    assert report["span_f1_exact_labelled"].value == pytest.approx(9 / 14)
    assert of_x["label_alpha"].n == 5


def test_three_annotators_together() -> None:
    report = agreement(study({"A": A, "B": B, "C": A}))
    found = {x.key: x for x in report.together}
    assert found["span_f1_exact_labelled"].value == pytest.approx((2 / 7 + 1 + 2 / 7) / 3)
    assert found["label_fleiss"].n == 5
    assert found["label_alpha"].n == 19
    assert found["label_alpha"].left_out == {"spans without a partner": 2}
