"""What must not change a figure: order, ids, which annotator is first; and that articles add up."""

import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.cases import Mark, done, link, span, study
from annotate.agreement.figure import Figure
from annotate.agreement.report import PairReport, agreement
from annotate.agreement.study import Study
from annotate.model import Link, Span

marks = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15), st.sampled_from(["claim", "rebuttal", "attribution"])),
    max_size=8,
    unique=True,
).map(lambda found: [(start, start + size, label) for start, size, label in found])


def every_figure(report: PairReport) -> dict[tuple[str, str | None], Figure]:
    groups = (report.figures, *report.by_label.values(), *report.by_link_type.values())
    return {(x.key, x.scope): x for group in groups for x in group}


def values(report: PairReport) -> dict[tuple[str, str | None], float | str | None]:
    return {
        key: round(x.value, 9) if x.value is not None else x.undefined
        for key, x in every_figure(report).items()
    }


def linked(first: list[Mark], second: list[Mark], chance: random.Random) -> tuple[list[Span], list[Link]]:
    spans = [span("A", *x) for x in first] + [span("B", *x) for x in second]
    arcs = {}
    for annotator in "AB":
        own = [x for x in spans if x.annotator == annotator]
        for _ in range(4):
            if len(own) > 1:
                source, target = chance.sample(own, 2)
                made = link(annotator, chance.choice(["rebuts", "same_as"]), source, target)
                back = link(annotator, made.type, target, source)
                if back.id not in arcs:
                    arcs[made.id] = made
    return spans, list(arcs.values())


@given(marks, marks, st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_order_ids_and_sides_do_not_matter(first: list[Mark], second: list[Mark], seed: int) -> None:
    chance = random.Random(seed)
    spans, links = linked(first, second, chance)
    lengths = {"x": 100}
    expected = agreement(Study.of(lengths, done("AB", lengths), spans, links)).pairs[0]

    shuffled = Study.of(
        lengths, done("AB", lengths), chance.sample(spans, len(spans)), chance.sample(links, len(links))
    )
    assert values(agreement(shuffled).pairs[0]) == values(expected)

    name = {x.id: f"{chance.random()}" for x in spans}
    renamed_spans = [replace(x, id=name[x.id]) for x in spans]
    renamed_links = [replace(x, source_id=name[x.source_id], target_id=name[x.target_id]) for x in links]
    renamed = Study.of(lengths, done("AB", lengths), renamed_spans, renamed_links)
    assert values(agreement(renamed).pairs[0]) == values(expected)

    swapped = agreement(Study.of(lengths, done("AB", lengths), spans, links), ["B", "A"]).pairs[0]
    assert values(swapped) == values(expected)
    for key, figure in every_figure(expected).items():
        if "precision" in figure.parts and "recall" in figure.parts:
            other = every_figure(swapped)[key].parts
            assert figure.parts["precision"] == pytest.approx(other["recall"])


@given(marks, marks, marks, marks)
@settings(deadline=None, max_examples=40)
def test_two_articles_are_one_text(a: list[Mark], b: list[Mark], c: list[Mark], d: list[Mark]) -> None:
    apart = study({"A": {"x": a, "y": c}, "B": {"x": b, "y": d}}, {"x": 60, "y": 70})
    joined = {
        name: [*first, *((start + 60, end + 60, label) for start, end, label in second)]
        for name, first, second in (("A", a, c), ("B", b, d))
    }
    found = values(agreement(apart).pairs[0])
    whole = values(agreement(study(joined, 130)).pairs[0])
    # Family figures leave out an article with overlaps as a whole, so they depend on what an article is.
    family = {f"unitizing_{x}_alpha" for x in ("u", "boundary", "coding", "value")}
    assert {k: v for k, v in found.items() if k[0] not in family} == {
        k: v for k, v in whole.items() if k[0] not in family
    }


@given(marks)
@settings(deadline=None, max_examples=40)
def test_agreeing_with_oneself_is_perfect(same: list[Mark]) -> None:
    report = agreement(study({"A": same, "B": same}, 100)).pairs[0]
    assert {x for x in values(report).values() if isinstance(x, float)} <= {1.0}


def test_ten_thousand_spans_in_one_paragraph() -> None:
    chance = random.Random(1)

    def crowd() -> list[Mark]:
        found: set[Mark] = set()
        while len(found) < 10_000:
            start = chance.randrange(1990)
            found.add(
                (start, min(2000, start + chance.randint(1, 200)), chance.choice(["claim", "rebuttal"]))
            )
        return sorted(found)

    report = agreement(study({"A": crowd(), "B": crowd()}, 2000)).pairs[0]
    figure = report["span_f1_relaxed_unlabelled"]
    assert figure.n == 20_000
    assert figure.value is not None
    assert figure.value > 0.85
    assert figure.parameters["articles paired best first"] == 1


def test_importing_the_package_imports_no_numpy() -> None:
    code = (
        "import sys, annotate.agreement, annotate.agreement.study, annotate.agreement.figure; "
        "print('numpy' in sys.modules, 'scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_report_imports_no_scipy() -> None:
    code = (
        "import sys, annotate.agreement.report, annotate.agreement.disagreements, "
        "annotate.agreement.gamma_report; print('scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@given(st.lists(marks, min_size=3, max_size=5))
@settings(deadline=None, max_examples=100)
def test_no_figure_is_above_one(found: list[list[Mark]]) -> None:
    report = agreement(study(dict(zip("ABCDE", found, strict=False)), 100))
    together = [*report.together, *(x for figures in report.together_by_label.values() for x in figures)]
    pairs = [x for pair in report.pairs for x in every_figure(pair).values()]
    assert all(x.value is None or x.value <= 1 + 1e-9 for x in (*together, *pairs))
