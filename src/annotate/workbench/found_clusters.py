"""The clusters that wordings alone give, as places with their texts; kept in a file beside the database.

Texts of articles never change, so what is kept here needs no article to be read before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.model import Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotate.statements.clustering import Clustering
    from annotate.statements.corpus import Corpus

FORMAT = 1
"""Of the file. Another number makes it anew: for other arrays, or clusters found in another way."""


@dataclass(frozen=True, slots=True)
class FoundClusters:
    """All clusters; members are numbered from 0, one cluster after the other."""

    places: tuple[Place, ...]
    """Of the members, and after them of statements that only stand in `opposites`."""
    texts: tuple[str, ...]
    """What stands there, as it does in the article."""
    starts: tuple[int, ...]
    """Where each cluster begins among the members; one more than there are clusters."""
    canonical: tuple[int, ...]
    """The member of each cluster that is most like the others."""
    opposites: tuple[tuple[int, int], ...]
    """Pairs of places that may say the opposite of each other, the most alike first."""

    @property
    def member_count(self) -> int:
        """How many of the places are members."""
        return self.starts[-1]


def as_places(corpus: Corpus, found: Clustering, texts: Iterable[tuple[str, str]]) -> FoundClusters:
    """A clustering of a corpus as places; `texts` are ids and texts of its articles, and perhaps others."""
    numbers = [member for cluster in found.clusters for member in cluster.members]
    at = {number: place for place, number in enumerate(numbers)}
    starts = [0]
    for cluster in found.clusters:
        starts.append(starts[-1] + len(cluster.members))
    opposites = [(a, b) for a, b, _ in found.opposites]
    for number in (number for pair in opposites for number in pair):
        if number not in at:
            at[number] = len(numbers)
            numbers.append(number)
    places = [Place(s.article_id, s.start, s.end) for s in map(corpus.statement, numbers)]
    return FoundClusters(
        tuple(places),
        tuple(_texts(places, texts)),
        tuple(starts),
        tuple(at[cluster.canonical] for cluster in found.clusters),
        tuple((at[a], at[b]) for a, b in opposites),
    )


def _texts(places: list[Place], texts: Iterable[tuple[str, str]]) -> list[str]:
    wanted: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        wanted.setdefault(place.article_id, []).append(number)
    found = [""] * len(places)
    for article_id, text in texts:
        for number in wanted.get(article_id, ()):
            found[number] = text[places[number].start : places[number].end]
    return found


def save(found: FoundClusters, path: Path, fingerprint: str) -> None:
    """Write the clusters, found for an index of that fingerprint. OSError where that fails."""
    import numpy as np

    from annotate.statements import arrays

    articles = sorted({place.article_id for place in found.places})
    number = {article: i for i, article in enumerate(articles)}
    encoded = [text.encode() for text in found.texts]
    stored: Mapping[str, NDArray[Any]] = {
        "articles": np.frombuffer(dumps(articles).encode(), dtype=np.uint8),
        "article": np.array([number[place.article_id] for place in found.places], dtype=np.uint32),
        "start": np.array([place.start for place in found.places], dtype=np.uint32),
        "end": np.array([place.end for place in found.places], dtype=np.uint32),
        "letters": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "ends": np.cumsum([len(each) for each in encoded], dtype=np.int64),
        "starts": np.array(found.starts, dtype=np.int64),
        "canonical": np.array(found.canonical, dtype=np.int64),
        "opposites": np.array(found.opposites, dtype=np.int64).reshape(-1, 2),
    }
    arrays.save(path, stored, {"format": FORMAT, "fingerprint": fingerprint})


def load(path: Path, fingerprint: str) -> FoundClusters:
    """The clusters of a file. Unusable where it is missing, damaged, or for another index."""
    from annotate.statements import arrays

    arrays.verify(path)
    stored, meta = arrays.load(path)
    if meta != {"format": FORMAT, "fingerprint": fingerprint}:
        raise arrays.Unusable(f"{path.name} is for another state of the collection")
    try:
        articles = loads(stored["articles"].tobytes())
        letters = stored["letters"].tobytes()
        ends = [0, *_numbers(stored["ends"])]
        return FoundClusters(
            tuple(
                Place(articles[article], start, end)
                for article, start, end in zip(
                    *(_numbers(stored[name]) for name in ("article", "start", "end")), strict=True
                )
            ),
            tuple(letters[a:b].decode() for a, b in pairwise(ends)),
            tuple(_numbers(stored["starts"])),
            tuple(_numbers(stored["canonical"])),
            tuple((a, b) for a, b in stored["opposites"].tolist()),
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise arrays.Unusable(f"{path.name} is damaged: {error}") from None


def _numbers(array: NDArray[np.integer[Any]]) -> list[int]:
    return [int(number) for number in array.tolist()]
