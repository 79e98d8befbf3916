"""The sample collection: its two annotations are sound, and differ enough to show a review."""

import json
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[1] / "seeds"
ANNOTATORS = ("ana", "ben")
KEYS = {
    "article": "schema_version id sha256 text meta states spans links",
    "meta": "title outlet published updated byline url language event source_file",
    "span": "id annotator layer label start end text fragments attributes origin created_at",
    "attributes": "speaker mode stance certainty date target_external note",
    "link": "id annotator layer type source target target_article note origin created_at",
}
EDGE_MARKS = set(" \n.,:;!?“”‘’\"'「」『』。，：()[]–")
Row = dict[str, Any]


def read_dataset(annotator: str) -> list[Row]:
    lines = (SEEDS / "annotations" / f"{annotator}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(params=ANNOTATORS)
def articles(request: pytest.FixtureRequest) -> list[Row]:
    return read_dataset(request.param)


def spans_of(articles: list[Row]) -> list[Row]:
    return list(chain.from_iterable(article["spans"] for article in articles))


def article_texts() -> list[str]:
    return [path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))]


@pytest.mark.parametrize("annotator", ANNOTATORS)
def test_dataset_is_one_compact_line_an_article_in_fixed_order(annotator: str) -> None:
    data = (SEEDS / "annotations" / f"{annotator}.jsonl").read_bytes().decode()
    articles = read_dataset(annotator)
    compact = (json.dumps(article, ensure_ascii=False, separators=(",", ":")) for article in articles)
    assert data == "".join(line + "\n" for line in compact)
    assert [a["id"] for a in articles] == sorted(a["id"] for a in articles)
    for article in articles:
        rows = [("article", article), ("meta", article["meta"])]
        for span in article["spans"]:
            rows += [("span", span), ("attributes", span["attributes"])]
        rows += [("link", link) for link in article["links"]]
        assert all(" ".join(row) == KEYS[kind] for kind, row in rows)
        assert article["spans"] == sorted(
            article["spans"], key=lambda s: (s["annotator"], s["start"], s["end"], s["label"], s["id"])
        )
        assert article["links"] == sorted(
            article["links"], key=lambda k: (k["annotator"], k["type"], k["source"], k["target"], k["id"])
        )


def test_each_annotator_covers_the_whole_collection(articles: list[Row]) -> None:
    assert {a["meta"]["source_file"] for a in articles} == {p.name for p in SEEDS.glob("*.txt")}
    for article in articles:
        stored = (SEEDS / article["meta"]["source_file"]).read_bytes()
        assert article["text"].encode() == stored
        assert article["sha256"] == sha256(stored).hexdigest()
        assert article["spans"]
        assert [state["state"] in ("in_progress", "done") for state in article["states"]] == [True]


def test_every_span_is_its_stretch_of_the_text_without_edge_marks(articles: list[Row]) -> None:
    for article in articles:
        for span in article["spans"]:
            text = article["text"][span["start"] : span["end"]]
            assert span["text"] == text
            assert span["fragments"] == [[span["start"], span["end"]]]
            assert not {text[0], text[-1]} & EDGE_MARKS
        assert len({(s["label"], s["start"], s["end"]) for s in article["spans"]}) == len(article["spans"])


def test_every_link_joins_what_its_type_may_join(articles: list[Row]) -> None:
    span_by_id = {span["id"]: span for span in spans_of(articles)}
    article_of = {span["id"]: article["id"] for article in articles for span in article["spans"]}
    ends = []
    for article in articles:
        for link in article["links"]:
            source, target = span_by_id[link["source"]], span_by_id[link["target"]]
            ends.append((link["type"], source["id"], target["id"]))
            labels = (source["label"], target["label"])
            assert article_of[source["id"]] == article["id"]
            assert article_of[target["id"]] == link["target_article"]
            assert source is not target
            assert source["annotator"] == target["annotator"] == link["annotator"]
            assert target["label"] in ("claim", "rebuttal")
            if link["type"] == "same_as":
                assert labels[0] == labels[1]
                assert source["id"] < target["id"]
            else:
                assert labels[0] == {"rebuts": "rebuttal", "attributes": "attribution"}[link["type"]]
            if link["type"] == "attributes":
                assert link["target_article"] == article["id"]
    assert len(set(ends)) == len(ends)
    across = {link["type"] for a in articles for link in a["links"] if link["target_article"] != a["id"]}
    assert across == {"rebuts", "same_as"}


def test_the_wordings_travel_from_outlet_to_outlet() -> None:
    texts = article_texts()
    variants = (
        "is totally illegal and invalid",
        "is completely illegal and null and void",
        "is wholly illegal and invalid",
        "neither illegal nor invalid",
    )
    holders = [[i for i, text in enumerate(texts) if wording in text] for wording in variants]
    assert all(len(found) == 1 for found in holders)
    assert len({found[0] for found in holders}) == len(variants)
    verbatim = "The dam is safe, it has always been safe, and it will be safe when the authors"
    assert sum(verbatim in text for text in texts) == 2
    assert sum("patchwork of" in text or "stitched together from" in text for text in texts) >= 5


@pytest.mark.parametrize("piece", ["👨‍👩‍👧‍👦", "👍🏽", "🇽🇨", "\u2764\ufe0f", "e\u0301"])
def test_annotations_hold_clusters_that_must_not_be_split(piece: str) -> None:
    assert any(piece in span["text"] for name in ANNOTATORS for span in spans_of(read_dataset(name)))


def test_annotators_agree_on_most_and_differ_in_every_way() -> None:
    ana, ben = (
        {(a["id"], s["start"], s["end"]): s["label"] for a in read_dataset(name) for s in a["spans"]}
        for name in ANNOTATORS
    )

    def overlaps(key: tuple[str, int, int], others: dict[tuple[str, int, int], str]) -> bool:
        return any(o[0] == key[0] and o[1] < key[2] and key[1] < o[2] for o in others)

    same_place = ana.keys() & ben.keys()
    assert len(same_place) >= 90
    assert sum(ana[key] != ben[key] for key in same_place) >= 5
    assert sum(overlaps(key, ben) for key in ana.keys() - ben.keys()) >= 20
    assert sum(not overlaps(key, ben) for key in ana) >= 10
    assert sum(not overlaps(key, ana) for key in ben) >= 5
