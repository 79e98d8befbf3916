"""Agreement of 2, 3 and 5 annotators with 10,000 spans each, in 500 articles and in one; the records.

Spans are made around common places, nearly half of the copies exact, a quarter nested, so that alignment
has the work that real overlap makes.
"""

import random
import time
from itertools import islice

from annotate.agreement.disagreements import disagreements
from annotate.agreement.report import agreement
from annotate.agreement.study import Study
from annotate.model import Attributes, Link, Span, State
from benchmarks.rows import Row

SPANS = 10_000
CHARS = 2_000_000
LABELS = ("claim", "claim", "claim", "rebuttal", "attribution")


def run() -> list[Row]:
    """Measure without a database: the package takes plain values."""
    rows = []
    for articles in (500, 1):
        where = f"{articles} articles" if articles > 1 else "one article"
        for annotators in (2, 3, 5):
            study = made(annotators, articles)
            start = time.perf_counter()
            agreement(study)
            taken = time.perf_counter() - start
            target = 5.0 if articles > 1 and annotators == 5 else None
            what = (
                f"all agreement figures with intervals, {annotators} annotators x {SPANS:,} spans in {where}"
            )
            rows.append(Row(what, taken, target))
            if annotators == 5:
                start = time.perf_counter()
                count = len(disagreements(study))
                taken = time.perf_counter() - start
                rows.append(Row(f"{count:,} disagreement records of the same", taken, None))
    return rows


def made(annotators: int, articles: int, seed: int = 0) -> Study:
    """A study in which everybody has finished everything."""
    chance = random.Random(seed)
    length = CHARS // articles
    lengths = {f"article-{i:03}": length for i in range(articles)}
    names = [f"annotator-{i}" for i in range(annotators)]
    places = list(_places(chance, list(lengths), length))
    spans: list[Span] = []
    links: list[Link] = []
    for name in names:
        marked = _marked(chance, name, places, length)
        spans += marked
        links += _links(chance, name, marked)
    states = [State(name, article, "done") for name in names for article in lengths]
    return Study.of(lengths, states, spans, links)


def _places(chance: random.Random, articles: list[str], length: int) -> list[tuple[str, int, int, str]]:
    """Where everybody might mark something; a quarter lies inside another place."""
    places: list[tuple[str, int, int, str]] = []
    while len(places) < SPANS * 1.1:
        article = chance.choice(articles)
        size = chance.randint(30, 150)
        start = chance.randrange(length - size)
        places.append((article, start, start + size, chance.choice(LABELS)))
        if chance.random() < 1 / 3:
            inner = start + size // 4
            places.append((article, inner, inner + size // 2, chance.choice(LABELS)))
    return places


def _marked(
    chance: random.Random, name: str, places: list[tuple[str, int, int, str]], length: int
) -> list[Span]:
    found: dict[tuple[str, int, int, str], Span] = {}
    for number, (article, start, end, label) in enumerate(sorted(chance.sample(places, SPANS))):
        if chance.random() > 0.45:
            start = max(0, start + chance.randint(-12, 12))
            end = min(length, max(start + 1, end + chance.randint(-12, 12)))
        if chance.random() < 0.1:
            label = chance.choice(LABELS)
        key = (article, start, end, label)
        found[key] = Span(
            id=f"{name}-{number}",
            article_id=article,
            annotator=name,
            layer="independent",
            label=label,
            start=start,
            end=end,
            quote="x" * (end - start),
            attributes=Attributes(),
            origin="human",
            created_at="2031-05-03T00:00:00Z",
            version=1,
        )
    return list(found.values())


def _links(chance: random.Random, name: str, spans: list[Span]) -> list[Link]:
    """One rebuttal in two has a target nearby; a few claims are the same as the next one."""
    links: list[Link] = []
    for source, target in zip(spans, islice(spans, 1, None), strict=False):
        kinds = {("rebuttal", "claim"): "rebuts", ("attribution", "claim"): "attributes"}
        kind = kinds.get((source.label, target.label))
        if source.label == target.label == "claim" and chance.random() < 0.1:
            kind = "same_as"
        if kind and source.article_id == target.article_id and chance.random() < 0.8:
            links.append(
                Link(
                    id=f"{name}-link-{len(links)}",
                    annotator=name,
                    layer="independent",
                    type=kind,
                    source_id=source.id,
                    target_id=target.id,
                    source_article=source.article_id,
                    target_article=target.article_id,
                    note=None,
                    origin="human",
                    created_at="2031-05-03T00:00:00Z",
                    version=1,
                )
            )
    return links
