"""The values every layer passes on: articles, spans, links, states, history; plain and frozen.

Offsets are Unicode code points, half-open, into the article's stored text. Ids are UUID strings.
Times are UTC, ISO 8601 with a final Z. `None` is "unknown" or "not set", never an empty string.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

StateName = Literal["open", "in_progress", "done"]
Layer = Literal["independent", "gold"]
Verdict = Literal["accepted", "rejected"]
Ruling = Literal["take", "union", "intersection", "both", "edit", "join", "apart", "reject", "defer"]
"""What an adjudicator does with a record: versions as they are, their union or common part, several beside
each other, one changed by hand; clusters joined or kept apart; nothing of it; not yet."""
Reason = Literal[
    "ambiguous_text", "guideline_gap", "annotator_error", "edge_case", "subjective_disagreement", "other"
]
"""Why annotators disagreed, as the adjudicator sees it."""
Confidence = Literal["low", "medium", "high"]

ATTRIBUTES = ("speaker", "mode", "stance", "certainty", "date", "target_external", "note")
"""The optional attributes of a span, in the order of the dataset."""

META = ("title", "outlet", "published", "updated", "byline", "url", "language", "event", "source_file")
"""The metadata of an article, in the order of the dataset."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of an article beside its text; null when unknown, never invented."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601, as precise as it is known: 2022, 2022-09, 2022-09-13, 2022-09-13T12:20."""
    updated: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    """BCP 47."""
    event: str | None = None
    """The dispute the article is about, named by the user."""
    source_file: str | None = None
    """The file's name, without its folder."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article without its text, with counts of the asking annotator's work."""

    id: str
    sha256: str
    meta: Meta
    chars: int
    """Length of the text in code points."""
    version: int
    line_roles: Mapping[int, str] = field(default_factory=dict)
    """Roles set by hand, by line number from 0; they overrule the proposed ones."""
    state: StateName = "open"
    cursor: int = 0
    """Where the annotator left off, in code points."""
    span_count: int = 0
    link_count: int = 0

    @property
    def name(self) -> str:
        """The best short name there is: title, file name, or the start of the id."""
        return self.meta.title or self.meta.source_file or self.id[:8]

    @property
    def source(self) -> str:
        """Where it is from, for a narrow column: the outlet, or else its name."""
        return self.meta.outlet or self.name


@dataclass(frozen=True, slots=True)
class Attributes:
    """The optional attributes of a span."""

    speaker: str | None = None
    mode: str | None = None
    """direct, indirect or mixed."""
    stance: str | None = None
    certainty: str | None = None
    date: str | None = None
    target_external: str | None = None
    """What a rebuttal answers when that is outside the collection."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one article with a label."""

    id: str
    article_id: str
    annotator: str
    """The annotator's handle."""
    layer: Layer
    label: str
    start: int
    end: int
    quote: str
    """`text[start:end]`."""
    attributes: Attributes
    origin: str
    """human, import, suggestion."""
    created_at: str
    version: int
    fragments: tuple[tuple[int, int], ...] | None = None
    """The parts of a discontinuous span as it was imported; None when it is of one piece."""

    @property
    def place(self) -> "Place":
        """Where it stands."""
        return Place(self.article_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Link:
    """A typed relation from one span to another, in the same or another article."""

    id: str
    annotator: str
    layer: Layer
    type: str
    source_id: str
    target_id: str
    source_article: str
    target_article: str
    note: str | None
    origin: str
    created_at: str
    version: int


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of an article, tagged or not."""

    article_id: str
    start: int
    end: int

    def overlaps(self, other: "Place") -> bool:
        """Whether the two share more than half of the shorter one."""
        if self.article_id != other.article_id:
            return False
        shared = min(self.end, other.end) - max(self.start, other.start)
        return 2 * shared > min(self.end - self.start, other.end - other.start)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the annotator said of a suggested relation between two places; `first` <= `second`.

    A place with itself, rejected: no statement that others repeat.
    """

    relation: str
    """Name of the link type that was suggested."""
    verdict: Verdict
    first: Place
    second: Place

    def concerns(self, one: Place, other: Place) -> bool:
        """Whether it is about these two places, boundaries aside, in whatever order."""
        return (self.first.overlaps(one) and self.second.overlaps(other)) or (
            self.first.overlaps(other) and self.second.overlaps(one)
        )


@dataclass(frozen=True, slots=True)
class Input:
    """A row that a decision was about, as it was."""

    table: Literal["span", "link"]
    id: str
    fingerprint: str
    """Of all that the decision depends on: another one means the decision is stale."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A gold span that a decision made."""

    id: str
    members: tuple[str, ...]
    """The annotators' spans that ended in it."""


@dataclass(frozen=True, slots=True)
class GoldLink:
    """A gold link that a decision asks for, between the gold that two annotators' spans ended in."""

    id: str | None
    """None while an end has no gold span; the link is made once both have."""
    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A decision on a record of agreement or disagreement."""

    id: str
    adjudicator: str
    """The handle."""
    record_id: str
    kind: str
    article_id: str
    action: Ruling
    taken: tuple[str, ...]
    """Handles whose versions were taken."""
    reason: Reason | None
    note: str | None
    confidence: Confidence | None
    inputs: tuple[Input, ...]
    spans: tuple[GoldSpan, ...]
    links: tuple[GoldLink, ...]
    source: str
    """human, or auto: and the policy."""
    created_at: str
    version: int


@dataclass(frozen=True, slots=True)
class State:
    """How far an annotator is with an article. Done with no spans is data; not done is missing."""

    annotator: str
    article_id: str
    state: StateName


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One committed step: an edit, its undo or its redo."""

    seq: int
    id: str
    annotator: str
    kind: Literal["edit", "undo", "redo", "skip", "import"]
    action: str
    """What the step did, for people: `claim “…”`."""
    article_id: str | None
    at: str
    changes: int
    """How many rows it touched."""
    undoable: bool = False
    """Whether it stands in the annotator's undo list now."""
