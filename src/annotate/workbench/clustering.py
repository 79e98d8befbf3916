"""What the user says of clusters: merged, split, rejected, accepted as a whole.

Each is one undo step of links, spans and decisions on pairs of places, in history like any edit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from annotate.errors import RuleError
from annotate.model import Decision, Link, Place, Verdict
from annotate.store import commands
from annotate.store.history import Step
from annotate.text.excerpt import excerpt
from annotate.workbench.cluster_groups import SAME_PLACE, Grouping, Places, Said, needed
from annotate.workbench.cluster_values import Accepted, Member, Parted, StatementCluster
from annotate.workbench.editing import Editing
from annotate.workbench.finding_clusters import FindingClusters

MOST_REJECTED = 50
"""Members of a cluster whose pairs are all remembered when it is rejected: 1,225 decisions for 50."""


class Clustering(FindingClusters, Editing):
    """The user's word on clusters."""

    def merge_clusters(self, cluster: StatementCluster, other: StatementCluster) -> None:
        """Say that two clusters are one statement: one undo step.

        What was said against it of their members is taken back. RuleError where the scheme has no link
        between wordings of one statement.
        """
        places = (*cluster.places, *other.places)
        relation = self._relation(*cluster.members, *other.members)
        with self.step(
            f"same statement: “{excerpt(cluster.text, 24)}” and “{excerpt(other.text, 24)}”"
        ) as step:
            said = self._said(step.connection)
            inside = _between(places, places)
            self._settle(step, relation, said, lambda each: not each.same and inside(each), places)

    def split_cluster(self, cluster: StatementCluster, members: Sequence[Member]) -> Parted:
        """Say that some members are another statement than the rest: one undo step.

        Links of the user between them and the rest go. Without the canonical member among the rest, the
        first of the rest stands for it. RuleError where nothing would be left.
        """
        off = [member.place for member in members]
        rest = [place for place in cluster.places if place not in off]
        if not off or not rest:
            raise RuleError("a split needs members on both sides", "reject the cluster to take it apart")
        rest.sort(key=lambda place: place != cluster.place)
        relation = self._relation(*cluster.members)
        with self.step(
            f"not the same: “{excerpt(members[0].text, 24)}” and “{excerpt(cluster.text, 24)}”"
        ) as step:
            said = self._said(step.connection)
            across = _between(rest, off)
            gone = self._settle(step, relation, said, lambda each: each.same and across(each), rest, off)
        return Parted(len(off), gone)

    def reject_cluster(self, cluster: StatementCluster) -> Parted:
        """Say that the members are not the same statement, none as any other: one undo step.

        Every pair is remembered, so that what says the same as one of them can still join it. Of more than
        `MOST_REJECTED` members each is remembered by itself: as no statement that others repeat.
        """
        places = cluster.places
        relation = self._relation(*cluster.members)
        with self.step(f"no statement: “{excerpt(cluster.text)}”") as step:
            inside = _between(places, places)
            gone = self._turn(step, self._said(step.connection), lambda each: each.same and inside(each))
            few = len(places) <= MOST_REJECTED
            for one, other in combinations(places, 2) if few else zip(places, places, strict=True):
                commands.decide(step, relation, "rejected", one, other)
        return Parted(len(places), gone)

    def accept_all(self, cluster: StatementCluster, label: str) -> Accepted:
        """Tag every untagged member and link all of that label as the same, as one undo step.

        They are linked to the canonical member's span, or to the first with the label where that has
        another one. Members with another label are left out and named; those linked already stay as they
        are. RuleError where the scheme does not link that label to itself.
        """
        link_type = self.scheme.repeating(label)
        if link_type is None:
            raise RuleError(f"no link says that two of {label} are the same", "choose another label")
        canonical = cluster.members[cluster.canonical]
        members = [canonical, *(member for member in cluster.members if member is not canonical)]
        action = f"all {label}, {link_type.forward}: “{excerpt(cluster.text)}”"
        with self.step(action, canonical.place.article_id) as step:
            tags = self._tags(step.connection, sorted({m.place.article_id for m in members}))
            left_out, ids, tagged = [], [], 0
            for member in members:
                span = tags.nearest(member.place)
                if span is not None and span.label != label:
                    left_out.append(member)
                elif span is not None:
                    ids.append(span.id)
                else:
                    place = member.place
                    start, end, _ = self._stretch(place.article_id, place.start, place.end)
                    ids.append(
                        self._add(
                            step, place.article_id, label, start, end, None, "suggestion", keep_place=False
                        )
                    )
                    tagged += 1
            linked = self._link_to_first(step, link_type.name, ids)
        return Accepted(label, tagged, linked, tuple(left_out))

    def _settle(
        self,
        step: Step,
        relation: str,
        said: list[Said],
        against: Callable[[Said], bool],
        together: Sequence[Place],
        off: Sequence[Place] = (),
    ) -> int:
        """Take back what was said against it, and say what is needed; returns how many links went."""
        assert self._found is not None  # whoever has a cluster to speak of has asked for the clusters
        _, found, members = self._found
        gone = self._turn(step, said, against)
        left = self._said(step.connection)
        for each in needed(lambda more: Grouping(found, members, [*left, *more]), together, off):
            commands.decide(step, relation, _verdict(each.same), each.first, each.second)
        return gone

    def _turn(self, step: Step, said: list[Said], against: Callable[[Said], bool]) -> int:
        """Say the contrary of decisions and delete links; returns how many links."""
        gone = 0
        for each in said:
            if not against(each):
                continue
            if isinstance(each.by, Link):
                commands.remove_link(step, each.by.id, each.by.version)
                gone += 1
            elif isinstance(each.by, Decision):
                commands.decide(step, each.by.relation, _verdict(not each.same), each.first, each.second)
        return gone

    def _relation(self, *members: Member) -> str:
        """The type of link that the user's word on members is about."""
        labels = [member.span.label for member in members if member.span is not None]
        for label in (*labels, *(label.name for label in self.scheme.labels)):
            if (link_type := self.scheme.repeating(label)) is not None:
                return link_type.name
        raise RuleError(
            "the scheme has no link between two wordings of one statement",
            "add a symmetric link across articles to it",
        )

    def _link_to_first(self, step: Step, type_name: str, ids: list[str]) -> int:
        """Link spans to the first of them, less those that are linked with it already, if by others."""
        if len(ids) < 2:
            return 0
        beside: dict[str, list[str]] = {}
        for link in self._links(step.connection):
            if link.type == type_name:
                beside.setdefault(link.source_id, []).append(link.target_id)
                beside.setdefault(link.target_id, []).append(link.source_id)
        reached = {ids[0]}
        linked = 0
        for span_id in (ids[0], *ids[1:]):
            if span_id not in reached:
                commands.add_link(step, type_name, ids[0], span_id, self.scheme, origin="suggestion")
                linked += 1
            waiting = [span_id]
            while waiting:
                new = [other for other in beside.get(waiting.pop(), ()) if other not in reached]
                reached.update(new)
                waiting += new
            reached.add(span_id)
        return linked


def _verdict(same: bool) -> Verdict:
    return "accepted" if same else "rejected"


def _between(some: Sequence[Place], others: Sequence[Place]) -> Callable[[Said], bool]:
    """Whether something was said of one of some places and one of others."""
    left, right = (Places((place, place) for place in places) for places in (some, others))

    def concerns(said: Said) -> bool:
        return any(
            left.nearest(one, SAME_PLACE) is not None and right.nearest(other, SAME_PLACE) is not None
            for one, other in ((said.first, said.second), (said.second, said.first))
        )

    return concerns
