"""What the review screen is narrowed to, and what is said of a decision: plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotate.workbench.agreement_records import KIND_WORDS

if TYPE_CHECKING:
    from annotate.agreement.records import Kind
    from annotate.model import Adjudication, Confidence, Reason
    from annotate.workbench.review_values import By, ItemState, Narrowed

CHOICE_KEYS = "123456789abcdefhilmnoprstuvwxyz"
"""Keys for the rows of a list of choices, in their order."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Why something is decided so, and how sure that is."""

    reason: Reason | None = None
    note: str | None = None
    confidence: Confidence | None = None

    @property
    def words(self) -> str:
        """What was said, in a line."""
        said = [
            self.reason.replace("_", " ") if self.reason else "",
            f"{self.confidence} confidence" if self.confidence else "",
            f"“{self.note}”" if self.note else "",
        ]
        return " · ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Shown:
    """Which disagreements are in the queue; None is any."""

    kind: Kind | None = None
    labels: tuple[str | None, str | None] | None = None
    annotators: tuple[str, str] | None = None
    article_id: str | None = None
    state: ItemState | None = None
    stale: bool | None = None

    def asked(self) -> Narrowed:
        """As the workbench is asked."""
        return {
            "kinds": (self.kind,) if self.kind else None,
            "labels": self.labels,
            "annotators": self.annotators,
            "article_id": self.article_id,
            "state": self.state,
            "stale": self.stale,
        }

    def with_value(self, by: By, value: Any) -> Shown:
        """Narrowed to a value of `Workbench.filter_values`."""
        match by:
            case "kinds":
                return replace(self, kind=value)
            case "labels":
                return replace(self, labels=value)
            case "annotators":
                return replace(self, annotators=value)
            case "article_id":
                return replace(self, article_id=value)

    def words(self, articles: dict[str, str]) -> str:
        """What is left in the queue, for people."""
        said = [
            KIND_WORDS[self.kind] if self.kind else "",
            " / ".join(x or "nothing" for x in self.labels) if self.labels else "",
            " – ".join(self.annotators) if self.annotators else "",
            articles.get(self.article_id, "") if self.article_id else "",
            self.state or "",
            "stale" if self.stale else "",
        ]
        return ", ".join(filter(None, said))


def given(decision: Adjudication | None) -> Remark:
    """What was said of a decision."""
    if decision is None:
        return Remark()
    return Remark(decision.reason, decision.note, decision.confidence)
