"""What the faces see of clusters: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotate.model import Place, Span

Sort = Literal["spread", "date", "untagged"]
SORTS: tuple[Sort, ...] = ("spread", "date", "untagged")


@dataclass(frozen=True, slots=True)
class Member:
    """One occurrence of a statement."""

    place: Place
    text: str
    source: str
    """Where its article is from: the outlet, or else the article's name."""
    outlet: str | None
    published: str | None
    span: Span | None
    """The user's span there."""


@dataclass(frozen=True, slots=True)
class ClusterWarning:
    """What should be looked at in a cluster."""

    kind: Literal["opposite", "labels"]
    says: str
    """For people, in a few words."""


@dataclass(frozen=True, slots=True)
class StatementCluster:
    """Statements that say nearly the same, with the user's work on them."""

    canonical: int
    """Number of the member that is most like the others."""
    members: tuple[Member, ...]
    """The earliest first, those without a date last; at least two."""
    articles: int
    outlets: int
    """Known ones."""
    first_published: str | None
    speakers: tuple[str, ...]
    """Of its spans, most frequent first."""
    labels: tuple[tuple[str, int], ...]
    """How many members have which label, most frequent first."""
    untagged: int
    rebutted_by: tuple[Span, ...]
    """The user's spans that counter a member."""
    opposed: tuple[str, ...]
    """Wordings elsewhere that may say the opposite, the most alike first."""
    warnings: tuple[ClusterWarning, ...]

    @property
    def text(self) -> str:
        """The canonical wording."""
        return self.members[self.canonical].text

    @property
    def place(self) -> Place:
        """Where the canonical wording stands."""
        return self.members[self.canonical].place

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the members stand."""
        return tuple(member.place for member in self.members)

    @property
    def label(self) -> str | None:
        """The commonest label."""
        return self.labels[0][0] if self.labels else None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A member in its text."""

    before: str
    after: str
    """What stands before and after it in its paragraph."""
    differing: tuple[tuple[int, int], ...]
    """Ranges of the member's text that the canonical wording does not have."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A wording in the tree of variants of a cluster."""

    depth: int
    """0 for the root."""
    last: tuple[bool, ...]
    """For each depth from 1 to its own, whether nothing follows on that depth."""
    members: tuple[int, ...]
    """Numbers of the members that have it, the earliest first."""
    similarity: float
    """With the wording it hangs under, from 0 to 100."""
    differing: tuple[tuple[int, int], ...]
    """Ranges of its first member's text that the wording it hangs under does not have."""

    @property
    def stem(self) -> str:
        """The lines that are drawn before it."""
        if not self.depth:
            return ""
        above = "".join("   " if last else "│  " for last in self.last[:-1])
        return above + ("└─ " if self.last[-1] else "├─ ")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a whole cluster did."""

    label: str
    tagged: int
    linked: int
    left_out: tuple[Member, ...]
    """Members with another label."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What splitting or rejecting did."""

    members: int
    """How many were set apart."""
    unlinked: int
    """Links between them that went with it."""


def sorted_clusters(clusters: list[StatementCluster], by: Sort) -> list[StatementCluster]:
    """Clusters by spread (articles, then members), by date (earliest first), or by untagged (most first)."""
    spread = sorted(clusters, key=lambda c: (-c.articles, -len(c.members), c.place))
    if by == "date":
        return sorted(spread, key=lambda c: (c.first_published is None, c.first_published or ""))
    if by == "untagged":
        return sorted(spread, key=lambda c: -c.untagged)
    return spread


def matches(cluster: StatementCluster, wanted: str) -> bool:
    """Whether every word that was typed stands in a wording, a speaker or an outlet of the cluster."""
    texts = (*(m.text for m in cluster.members), *(m.source for m in cluster.members), *cluster.speakers)
    told = "\n".join(texts).casefold()
    return all(word in told for word in wanted.casefold().split())
