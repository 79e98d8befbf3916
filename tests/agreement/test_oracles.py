"""Random data against independent implementations."""

import random
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from annotate.agreement import kappa
from annotate.agreement.alpha import alpha
from annotate.agreement.distances import Metric, interval, jaccard, masi, nominal, ordinal, ratio

SEEDS = range(40)


def ratings(seed: int, values: int = 4) -> list[list[int | None]]:
    """Items x annotators, with missing values, agreeing better than chance."""
    chance = random.Random(seed)
    annotators, items = chance.randint(2, 5), chance.randint(4, 30)
    table: list[list[int | None]] = []
    for _ in range(items):
        truth = chance.randint(1, values)
        table.append(
            [
                None
                if chance.random() < 0.15
                else truth
                if chance.random() < 0.6
                else chance.randint(1, values)
                for _ in range(annotators)
            ]
        )
    return table


def present(table: Sequence[Sequence[int | None]]) -> list[list[int]]:
    return [[x for x in item if x is not None] for item in table]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("level", "metric"),
    [("nominal", nominal), ("ordinal", ordinal), ("interval", interval), ("ratio", ratio)],
)
def test_alpha_is_that_of_krippendorff(level: str, metric: Metric, seed: int) -> None:
    krippendorff = import_module("krippendorff")
    table = ratings(seed)
    data = [[np.nan if x is None else x for x in annotator] for annotator in zip(*table, strict=True)]
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    assert alpha(present(table), metric).value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_cohens_kappa_is_that_of_scikit_learn(seed: int) -> None:
    metrics: Any = import_module("sklearn.metrics")
    chance = random.Random(seed)
    first = [chance.randint(0, 3) for _ in range(30)]
    second = [x if chance.random() < 0.5 else chance.randint(0, 3) for x in first]
    table = np.zeros((4, 4))
    np.add.at(table, (first, second), 1)
    expected = metrics.cohen_kappa_score(first, second)
    assert float(kappa.cohen(table.ravel())) == pytest.approx(expected, abs=1e-12)


def label_sets(seed: int) -> list[list[frozenset[str]]]:
    chance = random.Random(seed)
    items = []
    for _ in range(chance.randint(5, 25)):
        first = frozenset(x for x in "abc" if chance.random() < 0.5) or frozenset("a")
        other = frozenset(x for x in "abc" if chance.random() < 0.5) or frozenset("b")
        items.append([first, first if chance.random() < 0.4 else other])
    return items


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("distance", "metric"),
    [("masi_distance", masi), ("jaccard_distance", jaccard), ("binary_distance", nominal)],
)
def test_alpha_of_sets_is_that_of_nltk(distance: str, metric: Metric, seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        agreement: Any = import_module("nltk.metrics.agreement")
        distances: Any = import_module("nltk.metrics.distance")
    items = label_sets(seed)
    task = agreement.AnnotationTask(
        [(coder, i, item[coder]) for i, item in enumerate(items) for coder in (0, 1)],
        getattr(distances, distance),
    )
    assert alpha(items, metric).value == pytest.approx(task.alpha(), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_and_scott_are_those_of_nltk(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        agreement: Any = import_module("nltk.metrics.agreement")
    chance = random.Random(seed)
    items = [[chance.choice("aab"), chance.choice("abc")] for _ in range(25)]
    task = agreement.AnnotationTask([(c, i, item[c]) for i, item in enumerate(items) for c in (0, 1)])
    counts = [[item.count(x) for x in "abc"] for item in items]
    assert kappa.of_counts(kappa.fleiss, counts) == pytest.approx(task.pi(), abs=1e-9)
    assert kappa.of_counts(kappa.bennett, counts) == pytest.approx(task.S(), abs=1e-9)
