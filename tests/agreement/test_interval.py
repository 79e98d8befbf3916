"""Intervals: which kind at how many articles, that they are seeded, and that stories are resampled whole."""

import math
import random
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from agreement.cases import Mark, done, link, span, study
from annotate.agreement.columns import Axis, Floats
from annotate.agreement.figure import Figure, Interval, band
from annotate.agreement.interval import Resampler, figures
from annotate.agreement.report import agreement
from annotate.agreement.sample import Sample, f1, f1_count, ratio
from annotate.agreement.stories import stories
from annotate.agreement.study import Study


def sample(rows: Sequence[tuple[float, float, float]], by_story: bool = False) -> Sample:
    return Sample("x", "x", np.array(rows, np.float64), f1, "nothing", f1_count, "spans", by_story=by_story)


def figure(
    rows: Sequence[tuple[float, float, float]], seed: int = 0, by_story: bool = False, largest: int = 1
) -> Figure:
    made = sample(rows, by_story)
    (found,) = figures([made], Resampler(seed), ("A", "B"), len(rows), largest_story=largest)
    return found


def spread(count: int) -> list[tuple[float, float, float]]:
    chance = random.Random(7)
    return [(float(chance.randint(0, 10)), 10.0, 10.0) for _ in range(count)]


def test_twenty_articles_are_bootstrapped() -> None:
    found = figure(spread(20))
    assert found.interval is not None
    assert found.value is not None
    assert found.interval.method == "bootstrap percentile, 2000 resamples, seed 0"
    assert found.interval.units == 20
    assert found.interval.low < found.value < found.interval.high


def test_the_bootstrap_resamples_articles() -> None:
    rows = np.array(spread(30))
    found = figure([(a, b, c) for a, b, c in rows.tolist()])
    means = rows[:, 0] / 10
    error = means.std() / math.sqrt(30)
    assert found.interval is not None
    assert found.interval.high - found.interval.low == pytest.approx(2 * 1.96 * error, rel=0.1)


def test_the_seed_decides() -> None:
    assert figure(spread(20)) == figure(spread(20))
    assert figure(spread(20)).interval != figure(spread(20), seed=1).interval


def test_five_articles_have_a_jackknife() -> None:
    rows = spread(5)
    found = figure(rows)
    assert found.interval is not None
    assert found.interval.method == "jackknife, t with 4 degrees of freedom"
    # Of a mean of equal articles the jackknife is Student's interval: t(4, .975) = 2.7764.
    values = np.array([x[0] / 10 for x in rows])
    reach = 2.776445 * values.std(ddof=1) / math.sqrt(5)
    assert found.interval.high == pytest.approx(values.mean() + reach, abs=1e-6)
    assert found.interval.low == pytest.approx(max(0, values.mean() - reach), abs=1e-6)


def test_four_articles_are_too_few() -> None:
    found = figure(spread(4))
    assert found.interval is None
    assert found.interval_why == "too few articles for an interval"


def test_an_interval_stays_within_what_is_possible() -> None:
    found = figure([(10, 10, 10)] * 5 + [(0, 10, 10)])
    assert found.interval is not None
    assert found.interval.high == 1


def test_undefined_resamples_are_dropped_and_told() -> None:
    found = figure([(5, 10, 10)] * 4 + [(0, 0, 0)] * 16)
    assert found.interval is not None
    assert 0 < found.interval.undefined_share < 0.05
    found = figure([(5, 10, 10)] * 2 + [(0, 0, 0)] * 18)
    assert found.interval is None
    assert found.interval_why is not None
    assert found.interval_why.endswith("of the resamples are undefined")


def test_a_figure_without_a_value_has_no_interval() -> None:
    found = figure([(0, 0, 0)] * 25)
    assert found.undefined == "nothing"
    assert found.interval_why == "the figure is undefined"


def test_one_large_story_is_refused() -> None:
    assert figure(spread(20), by_story=True, largest=11).interval_why == (
        "one story holds more than half of the articles"
    )
    assert figure(spread(20), by_story=True, largest=10).interval is not None


def test_a_figure_holds_finite_numbers_and_reasons() -> None:
    def make(value: float | None, undefined: str | None) -> Callable[[], Figure]:
        return lambda: Figure("x", "x", value, undefined, 0, "x", 0, ("A", "B"), interval_why="few")

    for wrong in (make(math.nan, None), make(None, None), make(1.0, "why"), make(math.inf, None)):
        with pytest.raises(ValueError, match="x:"):
            wrong()


@pytest.mark.parametrize(
    ("low", "expected"), [(0.8, "reliable"), (0.799, "tentative"), (0.667, "tentative"), (0.6, "unreliable")]
)
def test_bands_judge_by_the_lower_bound(low: float, expected: str) -> None:
    interval = Interval(low, 0.95, "x", 20)
    made = Figure("x", "x", 0.9, None, 1, "x", 20, ("A",), interval=interval, chance_corrected=True)
    assert band(made) == expected
    assert band(Figure("x", "x", 0.9, None, 1, "x", 20, ("A",), interval=interval)) is None
    assert (
        band(Figure("x", "x", 0.9, None, 1, "x", 2, ("A",), interval_why="x", chance_corrected=True)) is None
    )


def crossing(links: list[tuple[str, str]], articles: str = "abcdefgh", **options: object) -> Study:
    lengths = dict.fromkeys(articles, 100)
    spans = {(n, x): span(n, 0, 10, "claim", x) for n in "AB" for x in articles}
    arcs = [link("A", "same_as", spans["A", s], spans["A", t]) for s, t in links]
    return Study.of(lengths, done("AB", lengths), spans.values(), arcs, **options)  # type: ignore[arg-type]


def test_links_across_articles_join_them_to_stories() -> None:
    data = crossing([("a", "b"), ("b", "c"), ("e", "f")])
    axis = Axis.of(data)
    found = stories(data, axis, axis.done[0])
    assert (found.count, found.largest) == (5, 3)
    assert found.of_article[0] == found.of_article[1] == found.of_article[2]
    report = agreement(data).pairs[0]
    assert report.stories == 5
    assert report["link_f1_typed_end_to_end"].interval is not None
    assert report["link_f1_typed_end_to_end"].interval.units == 5
    # A resample of stories without any link has no value, but articles do.
    assert report["span_f1_exact_labelled"].interval is not None
    assert report["span_f1_exact_labelled"].interval.units == 8


def test_links_through_an_article_that_is_not_used_join_stories() -> None:
    data = crossing([("a", "b"), ("b", "c")])
    axis = Axis.of(data)
    used = axis.done[0].copy()
    used[1] = False
    found = stories(data, axis, used)
    assert (found.count, found.largest) == (6, 2)
    assert found.of_article[0] == found.of_article[2]


def test_stories_of_the_user_overrule_links() -> None:
    data = crossing([("a", "b")], stories={"a": "mill", "h": "mill", "b": "weir"})
    axis = Axis.of(data)
    found = stories(data, axis, axis.done[0])
    assert (found.count, found.largest) == (7, 2)
    assert found.of_article[0] == found.of_article[7] != found.of_article[1]


def test_one_story_of_all_articles_refuses_intervals_of_links_only() -> None:
    chain = list(zip("abcdefgh", "bcdefgh", strict=False))
    report = agreement(crossing(chain[:4], "abcdefghi")).pairs[0]
    assert report["link_f1_typed_end_to_end"].interval_why == "one story holds more than half of the articles"
    report = agreement(crossing(chain)).pairs[0]
    assert report["link_f1_typed_end_to_end"].interval_why == "too few stories for an interval"
    assert report["span_f1_exact_labelled"].interval is not None


def test_intervals_of_a_whole_study_are_reproducible() -> None:
    chance = random.Random(3)
    lengths = {f"{i:02}": 300 for i in range(24)}

    def some(seed: int) -> list[Mark]:
        found = {
            (30 * i, 30 * i + chance.choice((10, 12)), chance.choice(("claim", "rebuttal"))) for i in range(6)
        }
        return sorted(found)

    data = study({n: {x: some(i) for x in lengths} for i, n in enumerate("ABC")}, lengths)
    first, second = agreement(data, seed=5), agreement(data, seed=5)
    assert first == second
    for report in first.pairs:
        for key in ("label_alpha", "unitizing_u_alpha", "character_alpha_masi", "span_f1_relaxed_labelled"):
            found = report[key]
            assert found.interval is not None
            assert found.value is not None
            assert found.interval.low <= found.value <= found.interval.high
    assert all(x.interval is not None for x in first.together if x.value is not None)


def test_ratio_of_nothing_is_nan_without_a_warning() -> None:
    found: Floats = ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0]))
    assert found[0] == 0.5
    assert np.isnan(found[1])
