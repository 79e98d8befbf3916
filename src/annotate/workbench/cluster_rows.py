"""From groups of members to clusters as the faces show them: dates, outlets, tags, rebuttals, warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.model import Article, Span
from annotate.text.excerpt import excerpt
from annotate.workbench.cluster_groups import Group, Grouping, Places
from annotate.workbench.cluster_values import ClusterWarning, Member, StatementCluster, sorted_clusters
from annotate.workbench.found_clusters import FoundClusters


@dataclass(frozen=True, slots=True)
class Collection:
    """What clusters are told with, read at one moment."""

    found: FoundClusters
    articles: Mapping[str, Article]
    tags: Places[Span]
    """The user's spans."""
    countered: Places[Span]
    """The user's spans that counter another, by the place of that."""
    text: Callable[[str], str]
    """The text of an article."""
    weight: Callable[[str], float]
    """The weight of a folded word."""

    def clusters(self, grouping: Grouping) -> list[StatementCluster]:
        """All clusters, those of most articles first."""
        opposed: dict[int, list[int]] = {}
        for a, b in self.found.opposites:
            opposed.setdefault(a, []).append(b)
            opposed.setdefault(b, []).append(a)
        made = [self._cluster(grouping, group, opposed) for group in grouping.groups()]
        return sorted_clusters(made, "spread")

    def _cluster(
        self, grouping: Grouping, group: Group, opposed: Mapping[int, Sequence[int]]
    ) -> StatementCluster:
        numbered = [(self._member(grouping, number), number) for number in group.members]
        numbered.sort(key=lambda pair: (not pair[0].published, pair[0].published or "", pair[0].place))
        members = tuple(member for member, _ in numbered)
        canonical = next(i for i, (_, number) in enumerate(numbered) if number == group.canonical)
        spans = [member.span for member in members if member.span is not None]
        labels = Counter(span.label for span in spans)
        speakers = Counter(span.attributes.speaker for span in spans if span.attributes.speaker)
        rebuttals = {span for member in members for _, span in self.countered.overlapping(member.place)}
        numbers = set(group.members)
        against = [other for number in group.members for other in opposed.get(number, ())]
        return StatementCluster(
            canonical,
            members,
            len({member.place.article_id for member in members}),
            len({member.outlet for member in members if member.outlet}),
            next((member.published for member in members if member.published), None),
            tuple(name for name, _ in _most_common(speakers)),
            tuple(_most_common(labels)),
            len(members) - len(spans),
            tuple(sorted(rebuttals, key=lambda span: (span.article_id, span.start, span.id))),
            tuple(dict.fromkeys(self.found.texts[n] for n in against if n not in numbers)),
            tuple(self._warnings(members, canonical, group.touched, any(n in numbers for n in against))),
        )

    def _member(self, grouping: Grouping, number: int) -> Member:
        place = grouping.place(number)
        text = grouping.text(number)
        article = self.articles[place.article_id]
        return Member(
            place,
            self.text(place.article_id)[place.start : place.end] if text is None else text,
            article.source,
            article.meta.outlet,
            article.meta.published,
            self.tags.nearest(place),
        )

    def _warnings(
        self, members: Sequence[Member], canonical: int, touched: bool, opposite: bool
    ) -> Iterator[ClusterWarning]:
        """What to look at. Wordings alone never join opposites: they are looked for where the user did."""
        from annotate.statements.clusters import THRESHOLD
        from annotate.statements.fold import fold
        from annotate.statements.score import score

        if touched or opposite:
            asked = fold(members[canonical].text)
            for member in members:
                scored = score(asked, fold(member.text), self.weight)
                if scored.polarity == "opposite?" and scored.total >= THRESHOLD:
                    yield ClusterWarning("opposite", f"“{excerpt(member.text)}” may say the opposite")
                    break
            else:
                if opposite:
                    yield ClusterWarning("opposite", "two of its wordings may say the opposite of each other")
        tagged = [(member.text, member.span.label) for member in members if member.span is not None]
        if len({label for _, label in tagged}) > 1:
            labels: dict[tuple[str, ...], set[str]] = {}
            for text, label in tagged:
                labels.setdefault(fold(text).words, set()).add(label)
            if several := next((each for each in labels.values() if len(each) > 1), None):
                yield ClusterWarning("labels", f"the same wording is tagged {' and '.join(sorted(several))}")


def _most_common(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
