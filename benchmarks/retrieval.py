"""Retrieval of same statements on two hand-marked sets, beside plain rapidfuzz scorers.

Query: a member of a cluster. Candidates: every statement (sentence, clause, quotation) of the other
articles; of hits that overlap by more than half of the shorter only the best counts. A hit is right where
it covers half of the sought member. Ties count against the scorer; other members of the cluster that stand
before the sought one do not. The first set are clusters in real articles, which are not part of the project:
they are looked for in the folder that ANNOTATE_REFERENCE names, by default `../shared`. The second are the
`same_as` links of both annotators of the sample collection, across its articles.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

from rapidfuzz import fuzz

from annotate.statements.fold import Folded, fold
from annotate.statements.passages import passages
from annotate.statements.score import score, word_weight
from annotate.workbench.samples import sample_files
from benchmarks.rows import Row

LEVELS = ("verbatim", "light", "paraphrase")
_PLAIN = ("ratio", "token_sort_ratio", "token_set_ratio", "partial_ratio", "WRatio")
_LOOKED_AT = 50

Scorer = Callable[[Folded, Folded], float]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one of the articles."""

    file: str
    start: int
    end: int

    def shared(self, other: "Place") -> int:
        """Code points in both."""
        if self.file != other.file:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: "Place") -> bool:
        """Whether half of the other is in this."""
        return 2 * self.shared(other) >= other.end - other.start


@dataclass(frozen=True, slots=True)
class Question:
    """A member of a cluster that is looked for with another one."""

    query: Place
    wanted: Place
    others: tuple[Place, ...]
    """The cluster's other members."""
    level: str


def run() -> list[Row]:
    """Hit rate at 5 and mean reciprocal rank, by level of difficulty."""
    return list(_rows())


def _rows() -> Iterator[Row]:
    yield from _real()
    yield from _samples()


def _samples() -> Iterator[Row]:
    texts: dict[str, str] = {}
    questions: dict[Question, None] = {}
    for file in sorted((sample_files() / "annotations").glob("*.jsonl")):
        places: dict[str, Place] = {}
        links: list[tuple[str, str]] = []
        for line in file.read_text("utf-8").splitlines():
            article = json.loads(line)
            texts[article["id"]] = article["text"]
            places |= {s["id"]: Place(article["id"], s["start"], s["end"]) for s in article["spans"]}
            links += [(x["source"], x["target"]) for x in article["links"] if x["type"] == "same_as"]
        same: dict[Place, set[Place]] = defaultdict(set)
        for a, b in ((places[a], places[b]) for a, b in links):
            same[a].add(b)
            same[b].add(a)
        for query, others in same.items():
            for wanted in sorted(others, key=lambda place: (place.file, place.start)):
                if wanted.file != query.file:
                    questions[Question(query, wanted, tuple(_sorted(others - {wanted})), "samples")] = None
    yield from _table("samples, as linked by hand", list(questions), texts, ("samples",))


def _sorted(places: set[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place.file, place.start, place.end))


def _real() -> Iterator[Row]:
    folder = Path(os.environ.get("ANNOTATE_REFERENCE", Path(__file__).parents[2] / "shared"))
    file = folder / "reference" / "statement_clusters.json"
    if not file.is_file():
        yield Row("retrieval: not measured, ANNOTATE_REFERENCE has no clusters", 0.0, None, said="-")
        return
    texts = {path.name: path.read_text("utf-8") for path in sorted((folder / "seeds").glob("*.txt"))}
    questions = list(_questions(json.loads(file.read_text("utf-8"))))
    yield from _table("real articles", questions, texts, LEVELS)


def _table(
    what: str, questions: list[Question], texts: dict[str, str], levels: tuple[str, ...]
) -> Iterator[Row]:
    candidates = [
        (Place(name, p.start, p.end), fold(text, p.start, p.end))
        for name, text in texts.items()
        for p in passages(text)[1]
    ]
    counts = Counter(question.level for question in questions)
    counted = "   ".join(f"{level} ({counts[level]})" for level in levels)
    yield Row(f"retrieval, {what}, of {len(candidates)} statements: hit@5 / MRR", 0.0, None, said=counted)
    for name, scorer in _scorers(candidates).items():
        ranks = _ranks(scorer, questions, candidates, texts)
        yield Row(f"  {name}", 0.0, None, said="   ".join(_told(ranks[level]) for level in levels))


def _told(ranks: list[int | None]) -> str:
    hits = sum(1 for rank in ranks if rank is not None and rank <= 5) / len(ranks)
    reciprocal = sum(1 / rank for rank in ranks if rank is not None) / len(ranks)
    return f"{hits:.3f} / {reciprocal:.3f}"


def _scorers(candidates: list[tuple[Place, Folded]]) -> dict[str, Scorer]:
    frequency = Counter(word for _, folded in candidates for word in set(folded.words))

    def plain_weight(word: str) -> float:
        return log(1 + len(candidates) / (frequency[word] + 1))

    def weight(word: str) -> float:
        return word_weight(word, frequency[word], len(candidates))

    found: dict[str, Scorer] = {
        "annotate": lambda a, b: score(a, b, weight).total,
        "annotate, degree words in full": lambda a, b: score(a, b, plain_weight).total,
    }
    for name in _PLAIN:
        scorer = getattr(fuzz, name)
        found[f"rapidfuzz {name}"] = lambda a, b, scorer=scorer: scorer(a.text, b.text)  # type: ignore[misc]
    return found


def _questions(found: dict[str, list[dict[str, list[dict[str, object]]]]]) -> Iterator[Question]:
    for cluster in found["clusters"]:
        members = [Place(str(i["file"]), int(str(i["start"])), int(str(i["end"]))) for i in cluster["items"]]
        for pair in cluster["pairs"]:
            if not pair["cross_file"]:
                continue
            a, b = int(str(pair["a"])), int(str(pair["b"]))
            others = tuple(place for n, place in enumerate(members) if n not in (a, b))
            yield Question(members[a], members[b], others, str(pair["difficulty"]))
            yield Question(members[b], members[a], others, str(pair["difficulty"]))


def _ranks(
    scorer: Scorer,
    questions: list[Question],
    candidates: list[tuple[Place, Folded]],
    texts: dict[str, str],
) -> dict[str, list[int | None]]:
    ranks: dict[str, list[int | None]] = defaultdict(list)
    shown: dict[Place, list[tuple[float, Place]]] = {}
    for question in questions:
        query = question.query
        if query not in shown:
            folded = fold(texts[query.file], query.start, query.end)
            scored = [(scorer(folded, c), place) for place, c in candidates if place.file != query.file]
            shown[query] = _once_a_place(sorted(scored, key=lambda hit: -hit[0]))
        ranks[question.level].append(_rank(question, shown[query]))
    return ranks


def _once_a_place(scored: list[tuple[float, Place]]) -> list[tuple[float, Place]]:
    kept: list[tuple[float, Place]] = []
    for value, place in scored:
        if len(kept) == _LOOKED_AT:
            break
        shorter = (2 * place.shared(k) > min(place.end - place.start, k.end - k.start) for _, k in kept)
        if not any(shorter):
            kept.append((value, place))
    return kept


def _rank(question: Question, shown: list[tuple[float, Place]]) -> int | None:
    for number, (value, place) in enumerate(shown):
        if place.covers(question.wanted):
            before = [p for n, (v, p) in enumerate(shown) if v >= value and n != number]
            return 1 + sum(1 for p in before if not any(p.covers(other) for other in question.others))
    return None
