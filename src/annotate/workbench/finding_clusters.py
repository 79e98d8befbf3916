"""Clusters of near-duplicate statements over the whole collection, with the user's word on them.

Tags and links are those of the layer that is open.

What wordings alone give is found once for a state of the index and kept in a file beside the database.
Links and decisions are applied to it whenever clusters are asked for, so that the user's word counts at
once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.model import Link, Place, Span
from annotate.store import queries
from annotate.store.engine import Transaction
from annotate.workbench.cluster_groups import Grouping, Places, Said, place_of
from annotate.workbench.cluster_rows import Collection
from annotate.workbench.cluster_values import Branch, Member, Occurrence, StatementCluster
from annotate.workbench.found_clusters import FoundClusters, as_places, load, save
from annotate.workbench.indexing import Indexing

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.statements.fold import Folded
    from annotate.statements.index import Index
    from annotate.store.engine import Store

_SUFFIX = ".clusters"
_INDEXING = 0.3
"""Share of the progress that the index takes where it has to be made first."""
_AROUND = 300
"""Code points of the paragraph before and after a member."""

Progress = Callable[[float], None]
"""Is told the share that is done, from 0 to 1."""


class FindingClusters(Indexing):
    """Clusters, their members in the articles, and how their wordings changed."""

    def __init__(self, store: Store, config: Config) -> None:
        super().__init__(store, config)
        self._finding_clusters = threading.Lock()
        self._found: tuple[Index, FoundClusters, Places[int]] | None = None

    @property
    def clusters_path(self) -> Path:
        """Where the clusters are kept that wordings alone give."""
        return self.store.path.with_name(self.store.path.name + _SUFFIX)

    def clusters(
        self, progress: Progress = lambda done: None, cancelled: Callable[[], bool] = lambda: False
    ) -> list[StatementCluster]:
        """All clusters with the user's word and work, those of most articles first.

        Raises `statements.clusters.Cancelled` soon after `cancelled`.
        """
        index, found, members = self._found_clusters(progress, cancelled)
        with self.store.reader() as connection:
            collection = self._collection(connection, index, found)
            grouping = Grouping(found, members, self._said(connection))
        return collection.clusters(grouping)

    def occurrences(self, cluster: StatementCluster) -> list[Occurrence]:
        """The members in their texts, in their order; differing words are those the canonical has not."""
        from annotate.statements.fold import fold
        from annotate.statements.score import differing

        asked = fold(cluster.text)
        found: dict[Place, Occurrence] = {}
        by_article: dict[str, list[Member]] = {}
        for member in cluster.members:
            by_article.setdefault(member.place.article_id, []).append(member)
        with self.store.reader() as connection:
            for article_id, text in queries.texts(connection, sorted(by_article)):
                for member in by_article[article_id]:
                    place = member.place
                    before = text[max(0, place.start - _AROUND) : place.start]
                    after = text[place.end : place.end + _AROUND]
                    found[place] = Occurrence(
                        before[before.rfind("\n") + 1 :],
                        after.partition("\n")[0],
                        tuple(differing(asked, fold(member.text))[1]),
                    )
        return [found[member.place] for member in cluster.members]

    def variants_of(self, cluster: StatementCluster) -> list[Branch]:
        """How the wording changed by date: a tree, each wording after the earlier one it is most like."""
        from annotate.statements.fold import fold
        from annotate.statements.score import differing
        from annotate.statements.variants import variants

        folded = [fold(member.text) for member in cluster.members]
        found = variants([each.words for each in folded], [m.published for m in cluster.members])
        children: dict[int | None, list[int]] = {}
        for number, variant in enumerate(found):
            children.setdefault(variant.parent, []).append(number)

        def first(number: int) -> Folded:
            return folded[found[number].texts[0]]

        branches: list[Branch] = []
        waiting: list[tuple[int, tuple[bool, ...]]] = [(number, ()) for number in children.get(None, [])]
        while waiting:
            number, last = waiting.pop()
            variant = found[number]
            differs = differing(first(variant.parent), first(number))[1] if variant.parent is not None else []
            branches.append(Branch(len(last), last, variant.texts, variant.similarity, tuple(differs)))
            below = children.get(number, [])
            waiting += [(child, (*last, child == below[-1])) for child in reversed(below)]
        return branches

    # What wordings alone give

    def _found_clusters(
        self, progress: Progress, cancelled: Callable[[], bool]
    ) -> tuple[Index, FoundClusters, Places[int]]:
        from annotate.statements.clusters import clusters

        began = 0.0

        def indexing(done: int, total: int) -> None:
            nonlocal began
            began = _INDEXING
            progress(_INDEXING * done / max(total, 1))

        with self._finding_clusters:
            index = self.index(indexing)
            if self._found is not None and self._found[0] is index:
                return self._found
            fingerprint = _fingerprint(index)
            found = self._kept_clusters(fingerprint)
            if found is None:
                corpus = index.corpus
                made = clusters(
                    corpus,
                    progress=lambda done: progress(began + (1.0 - began) * done),
                    cancelled=cancelled,
                )
                with self.store.reader() as connection:
                    found = as_places(corpus, made, queries.texts(connection, corpus.articles))
                self._keep_clusters(found, fingerprint)
            members = Places((place, n) for n, place in enumerate(found.places[: found.member_count]))
            self._found = index, found, members
            return self._found

    def _kept_clusters(self, fingerprint: str) -> FoundClusters | None:
        from annotate.statements.arrays import Unusable

        try:
            return load(self.clusters_path, fingerprint)
        except Unusable:
            return None

    def _keep_clusters(self, found: FoundClusters, fingerprint: str) -> None:
        if not self.store.read_only:
            try:
                save(found, self.clusters_path, fingerprint)
            except OSError:
                return  # a full disk or folder without leave: they are only found again the next time

    # The user's word and work

    def _said(self, connection: Transaction) -> list[Said]:
        """What the user said of two places being the same, the newest last."""
        names = {t.name for label in self.scheme.labels if (t := self.scheme.repeating(label.name))}
        links = [link for link in self._links(connection) if link.type in names]
        spans = queries.spans_by_id(
            connection, sorted({e for x in links for e in (x.source_id, x.target_id)})
        )
        said = [
            Said(place_of(spans[link.source_id]), place_of(spans[link.target_id]), True, link)
            for link in sorted(links, key=lambda link: link.id)
        ]
        decisions = queries.decisions(connection, self.annotator_id)
        said += [
            Said(each.first, each.second, each.verdict == "accepted", each)
            for each in decisions
            if each.relation in names
        ]
        return said

    def _collection(self, connection: Transaction, index: Index, found: FoundClusters) -> Collection:
        counters = {
            way[0].name for label in self.scheme.labels if (way := self.scheme.countering(label.name))
        }
        links = [link for link in self._links(connection) if link.type in counters]
        ends = queries.spans_by_id(connection, _ends(links))
        return Collection(
            found,
            {article.id: article for article in queries.articles(connection, self.annotator_id)},
            self._tags(connection),
            Places((place_of(ends[link.target_id]), ends[link.source_id]) for link in links),
            self.text,
            index.weight,
        )

    def _tags(self, connection: Transaction, article_ids: list[str] | None = None) -> Places[Span]:
        """The layer's spans of labels that can be repeated; of all labels where the scheme repeats none."""
        repeated = {label.name for label in self.scheme.labels if self.scheme.repeating(label.name)}
        scope = self.scope
        spans = queries.spans(
            connection, article_ids=article_ids, annotator_id=scope.annotator_id, layer=scope.layer
        )
        return Places((place_of(span), span) for span in spans if not repeated or span.label in repeated)

    def _links(self, connection: Transaction) -> list[Link]:
        scope = self.scope
        return queries.links(connection, annotator_id=scope.annotator_id, layer=scope.layer)


def _ends(links: Sequence[Link]) -> list[str]:
    return sorted({end for link in links for end in (link.source_id, link.target_id)})


def _fingerprint(index: Index) -> str:
    """What tells one state of the statements from another."""
    digest = blake2b(digest_size=16)
    for article_id, revision in sorted(index.sources.items()):
        digest.update(f"{article_id}:{revision}\n".encode())
    return digest.hexdigest()
