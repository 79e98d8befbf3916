"""Small invented collections for the tests of the index, and the search that leaves nothing out."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from annotate.statements.corpus import Document
from annotate.statements.fold import Folded
from annotate.statements.index import Hit, Index
from annotate.statements.score import score

_RARE = """
    harbour harbours harbor turbine turbines turbin wharf weir weirs ferry inspector inspectors inspected
    legal illegal mayor mayors 2031 2032 flooded flooding floods quarry quarries slate café 河 水 藍
"""
RARE = _RARE.split()
FREQUENT = ["the", "of", "was", "not", "a", "in", "and"]
STATED = (
    "The turbine at the weir was inspected twice in the spring",
    "The turbines at the weir were inspected twice last spring",
    "Slate from the old quarry was shipped across the harbour by ferry",
    "The mayor called the ferry contract illegal and invalid",
    "The mayor called the ferry contract legal and valid",
    "河水是藍色的",
)

words = st.one_of(st.sampled_from(RARE), st.sampled_from(FREQUENT))
wordings = st.lists(words, min_size=2, max_size=9).map(" ".join)


def _document(number: int, sentences: Sequence[str]) -> Document:
    text = "".join(f"{sentence[:1].upper()}{sentence[1:]}. " for sentence in sentences).strip()
    return Document(f"article-{number}", "1", f"{text}\n", {})


documents = st.lists(st.lists(wordings, min_size=1, max_size=6), min_size=1, max_size=6).map(
    lambda articles: [_document(number, sentences) for number, sentences in enumerate(articles)]
)


def stated() -> list[Document]:
    """An article for each of a few sentences, some of them nearly the same."""
    return [_document(number, [sentence]) for number, sentence in enumerate(STATED)]


def folded_of(index: Index, number: int) -> Folded:
    found = index.words_of(number)
    return Folded(found, (), " ".join(found))


def every_hit(index: Index, query: Folded, floor: float) -> list[Hit]:
    """All statements scored one by one, best first; overlapping ones too."""
    scored = [
        Hit(index.statement(number), score(query, folded_of(index, number), index.weight))
        for number in range(len(index))
    ]
    kept = [hit for hit in scored if hit.score.total >= floor]
    return sorted(kept, key=lambda hit: (-hit.score.total, hit.statement.article_id, hit.statement.start))


def overlap(one: Hit, other: Hit) -> bool:
    a, b = one.statement, other.statement
    both = min(a.end, b.end) - max(a.start, b.start)
    return a.article_id == b.article_id and both > 0.5 * min(a.end - a.start, b.end - b.start)


def save_often(path: Path, articles: int) -> None:
    """Save an index again and again, in a process of its own."""
    index = Index.build(stated()[:articles])
    for _ in range(20):
        index.save(path)
