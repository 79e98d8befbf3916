"""What review shows and takes: items, versions, contexts, counts; plain and frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict

from annotate.model import Adjudication, Attributes, Link, Reason, Ruling, Span

if TYPE_CHECKING:
    from annotate.agreement.records import Kind, Record

Stage = Literal["span", "link", "cluster"]
"""The order of work: a link waits for its ends, a cluster for the links."""
ItemState = Literal["undecided", "decided", "deferred"]
Stale = Literal["changed", "contradicted"]
"""The annotations changed since; a later decision took away what this one had made."""
Blocked = Literal["undecided", "rejected", "unfit"]
"""Of a link: an end is not decided; an end has no place in gold; its ends as decided cannot be linked so."""
Order = Literal["document", "kind", "labels", "overlap"]
"""Along the text, article by article; by kind; by labels; the least overlap first. Always spans before links
before clusters."""
Policy = Literal["all", "majority", "whitespace", "stale"]
"""What everybody agrees on; what more than half have, to the code point; the shorter where only white space
or punctuation lies between; stale decisions as they stand."""
By = Literal["kinds", "labels", "annotators", "article_id"]
"""What the queue can be narrowed by."""


class Narrowed(TypedDict, total=False):
    """What narrows the queue, as `review_items.Filter` says."""

    kinds: Collection[Kind] | None
    labels: tuple[str | None, str | None] | None
    annotators: tuple[str, str] | None
    article_id: str | None
    records: Collection[str] | None
    state: ItemState | None
    stale: bool | None


class Wanted(Narrowed, total=False):
    """What narrows the queue, and its order."""

    order: Order


@dataclass(frozen=True, slots=True)
class Version:
    """What one annotator has for an item."""

    annotator: str
    """The handle; a letter where names are hidden."""
    span: Span | None = None
    link: Link | None = None
    ends: tuple[Span, Span] | None = None
    """Source and target of the link, or the two mentions of a cluster."""
    joined: bool | None = None
    """Of a cluster: whether the annotator has the two mentions in one."""
    differing: tuple[str, ...] = ()
    """What sets versions apart: start, end, label, names of attributes; type, source, target."""
    ranges: tuple[tuple[int, int], ...] = ()
    """Stretches of the article, in code points, that it has and another version has not."""
    blocked: Blocked | None = None
    """Why this link cannot be taken."""

    @property
    def nothing(self) -> bool:
        """Whether the annotator has marked nothing here."""
        return self.span is None and self.link is None and self.joined is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the queue: a record, and how far it is."""

    record: Record
    """With the annotators' own handles, even where names are hidden."""
    stage: Stage
    source: str
    """Where its first article is from."""
    decision: Adjudication | None
    state: ItemState
    stale: Stale | None = None
    blocked: Blocked | None = None
    """Why no version of a link or no join of a cluster can be had: it can only be rejected or deferred."""
    left: str = ""
    """What stands in gold, of a record of which nothing else is left."""

    @property
    def id(self) -> str:
        """The record's."""
        return self.record.id

    @property
    def kind(self) -> Kind:
        """The record's."""
        return self.record.kind

    @property
    def article_id(self) -> str:
        """The first article."""
        return self.record.articles[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Entry):
    """A record as the adjudicator meets it."""

    article_name: str
    versions: tuple[Version, ...]
    """One for each annotator who could have marked it, in the order of handles, or shuffled; none where all
    that was decided on is gone."""
    related: tuple[Span, ...]
    """Spans that overlap without being versions."""
    actions: tuple[Ruling, ...]
    """What `decide` will do with it now."""
    gold: tuple[Span, ...]
    """What the decision made; where there is none, what was imported or made by hand and gives way to one."""
    gold_links: tuple[Link, ...]
    gold_ends: tuple[tuple[Span, Span], ...] = ()
    """Source and target of each of them."""
    by_hand: bool = False
    """Whether gold here was made or changed outside of decisions."""
    joined: bool | None = None
    """Of a cluster: whether gold has the two mentions in one now, by whatever decisions."""
    handles: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Handles by the name that is shown."""


@dataclass(frozen=True, slots=True)
class Context:
    """A stretch of an article around what an item is about."""

    article_id: str
    name: str
    source: str
    start: int
    """Where `text` begins in the article, in code points."""
    text: str
    marks: tuple[Span, ...]
    """The versions' spans in it, by their place."""

    @property
    def end(self) -> int:
        """Where `text` ends in the article."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Edit:
    """A span made by hand of a version; what is None stays as in the version."""

    label: str | None = None
    start: int | None = None
    end: int | None = None
    attributes: Attributes | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing of a version is left in it."""
        return None not in (self.label, self.start, self.end, self.attributes)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far records of one kind are."""

    all: int = 0
    decided: int = 0
    deferred: int = 0
    stale: int = 0

    @property
    def undecided(self) -> int:
        """Neither decided nor deferred."""
        return self.all - self.decided - self.deferred


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is."""

    kinds: Mapping[Kind, Tally]
    """Of disagreements; only kinds there are."""
    agreed: Tally
    """What everybody has; decided is what was accepted."""
    gone: int = 0
    """Decisions on what is no more, which are stale too."""

    @property
    def stale(self) -> int:
        """All decisions that are stale."""
        return self.total.stale + self.agreed.stale + self.gone

    @property
    def total(self) -> Tally:
        """All disagreements."""
        tallies = self.kinds.values()
        return Tally(
            sum(x.all for x in tallies),
            sum(x.decided for x in tallies),
            sum(x.deferred for x in tallies),
            sum(x.stale for x in tallies),
        )


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a policy decided."""

    spans: int
    links: int
    gave_way: int = 0
    """Gold, imported or made by hand, that these took the place of."""


@dataclass(frozen=True, slots=True)
class Example:
    """A place that a reason was given for."""

    record_id: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A reason for disagreement, with how often it was given for one wording."""

    reason: Reason
    label: str
    """The labels or link type in dispute, joined by “/”."""
    wording: str
    """Folded: case, punctuation and typography aside."""
    count: int
    examples: tuple[Example, ...]
    notes: tuple[str, ...]
