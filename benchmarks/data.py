"""An invented collection of any size, the same on every run: articles, spans and links as a dataset."""

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate.text.document import article_id

WHO = (
    "the ministry",
    "the inspectorate",
    "a spokeswoman",
    "the mayor",
    "the union",
    "two residents",
    "the court",
)
SAID = ("said", "claimed", "denied", "insisted", "told reporters", "wrote in a letter", "repeated")
WHAT = (
    "the dam",
    "the report",
    "the bridge",
    "the harvest",
    "the budget",
    "the vaccine",
    "the election",
    "the river",
)
HOW = (
    "safe",
    "illegal and invalid",
    "a patchwork of rumours",
    "twice as costly",
    "finished in May",
    "unfounded",
    "poisoned",
    "tested by independent experts",
    "entirely normal",
)
WHEN = ("on Monday", "last week", "in 2019", "after the flood", "before the vote", "this morning", "")
ANNOTATORS = ("ana", "ben")


def dataset(articles: int = 10_000, spans: int = 10, links: int = 2, seed: int = 1) -> Iterator[str]:
    """Lines of a dataset: so many articles, and on average so many spans and links in each."""
    chance = random.Random(seed)
    earlier: list[tuple[str, str, str]] = []
    for number in range(articles):
        text, places = article(chance, number)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        own = article_id(sha256)
        who = ANNOTATORS[number % len(ANNOTATORS)]
        made = [span(chance, number, k, who, text, place) for k, place in enumerate(places[:spans])]
        found = link_records(chance, number, links, who, own, made, earlier)
        earlier += [(who, own, s["id"]) for s in made if s["label"] == "claim"][:1]
        del earlier[:-1000]
        line = {
            "schema_version": "1.0",
            "id": own,
            "sha256": sha256,
            "text": text,
            "meta": {
                "title": text.partition("\n")[0],
                "outlet": f"The {number % 40} Post",
                "published": f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}",
                "updated": None,
                "byline": None,
                "url": None,
                "language": "en",
                "event": None,
                "source_file": f"article-{number:05}.txt",
            },
            "states": [{"annotator": who, "state": "done" if number % 3 else "in_progress"}],
            "spans": made,
            "links": found,
        }
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def article(chance: random.Random, number: int) -> tuple[str, list[tuple[int, int]]]:
    """A text of about 2,000 characters, and where its statements stand."""
    parts = [f"Report {number}: {chance.choice(WHAT)} is {chance.choice(HOW)}\n\n"]
    places, at = [], len(parts[0])
    for sentence in range(20):
        start = (
            f"{chance.choice(WHO).capitalize()} {chance.choice(SAID)} {chance.choice(WHEN)}".rstrip()
            + " that "
        )
        body = f"{chance.choice(WHAT)} {chance.randint(1, 999)} is {chance.choice(HOW)}"
        places.append((at + len(start), at + len(start) + len(body)))
        whole = f"{start}{body}.{' ' if sentence % 4 < 3 else chr(10) * 2}"
        parts.append(whole)
        at += len(whole)
    return "".join(parts), places


def span(
    chance: random.Random, number: int, k: int, who: str, text: str, place: tuple[int, int]
) -> dict[str, Any]:
    """A span on a statement; the first of an article is always a claim, the second a rebuttal."""
    start, end = place
    label = (
        ("claim", "rebuttal")[k] if k < 2 else chance.choice(("claim", "claim", "rebuttal", "attribution"))
    )
    return {
        "id": uuid(1, number, k),
        "annotator": who,
        "layer": "independent",
        "label": label,
        "start": start,
        "end": end,
        "text": text[start:end],
        "fragments": [[start, end]],
        "attributes": {
            "speaker": chance.choice(WHO) if k % 3 == 0 else None,
            "mode": None,
            "stance": None,
            "certainty": None,
            "date": None,
            "target_external": None,
            "note": None,
        },
        "origin": "human",
        "created_at": "2031-05-06T07:08:09.123Z",
    }


def link_records(
    chance: random.Random,
    number: int,
    most: int,
    who: str,
    own: str,
    spans: list[dict[str, Any]],
    earlier: list[tuple[str, str, str]],
) -> list[dict[str, Any]]:
    """Rebuttals of the article's own first claim and of a claim in an earlier article."""
    rebuttals = [s["id"] for s in spans if s["label"] == "rebuttal"]
    targets = [(own, spans[0]["id"])] if spans else []
    targets += [(where, claim) for name, where, claim in earlier[-200:] if name == who][: most - 1]
    return [
        {
            "id": uuid(2, number, k),
            "annotator": who,
            "layer": "independent",
            "type": "rebuts",
            "source": chance.choice(rebuttals),
            "target": target,
            "target_article": where,
            "note": None,
            "origin": "human",
            "created_at": "2031-05-06T07:08:09.123Z",
        }
        for k, (where, target) in enumerate(targets)
        if rebuttals
    ]


def uuid(kind: int, number: int, k: int) -> str:
    """A made-up id that is the same on every run."""
    return f"0000000{kind}-0000-7000-8000-{number:08x}{k:04x}"


def write(path: Path, **size: int) -> Path:
    """Write a dataset of that size."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(dataset(**size))
    return path
