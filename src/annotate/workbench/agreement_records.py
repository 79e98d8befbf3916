"""The records behind a figure, and how a record reads: what differs, in a line.

A figure opens exactly the records it lost something by: for F1 of spans and links of two annotators, their
spans and links there are those that found no match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from annotate.agreement.records import Kind, Record, record_id
from annotate.workbench.agreement_figures import count

if TYPE_CHECKING:
    from annotate.agreement.figure import Figure
    from annotate.model import Span
    from annotate.workbench.agreement_figures import Group

KIND_WORDS: dict[Kind, str] = {
    "agree": "the same",
    "missing": "not marked by all",
    "boundary": "other boundaries",
    "label": "other label",
    "boundary+label": "other boundaries and label",
    "attribute": "other attributes",
    "link-missing": "link not made by all",
    "link-type": "other type of link",
    "link-direction": "link the other way round",
    "link-endpoint": "link to another end",
    "link-blocked": "link at a span not marked by all",
    "cluster": "not one statement to all",
}
"""How people call the kinds."""

_SPANS = ("missing", "boundary", "label", "boundary+label")


Mark = Literal["same", "only", "lacks", "outside"]
"""In all versions, not in all but in this one, not in this one, in none."""
_SIGNS: dict[Mark, tuple[str, str]] = {"only": ("{+", "+}"), "lacks": ("[-", "-]")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the versions of a group that has one mark; offsets in code points."""

    start: int
    end: int
    mark: Mark
    text: str
    """Its words, as far as one of the versions has them, else “…”."""


def pieces(spans: Sequence[Span], span: Span) -> list[Piece]:
    """The stretch that the spans cover, cut where this one's mark changes: no two neighbours share a mark."""
    found: list[Piece] = []
    for low, high in pairwise(sorted({edge for x in spans for edge in (x.start, x.end)})):
        holders = [x for x in spans if x.start <= low and high <= x.end]
        mark: Mark = "lacks" if holders else "outside"
        if span.start <= low and high <= span.end:
            mark = "same" if len(holders) == len(spans) else "only"
        text = holders[0].quote[low - holders[0].start : high - holders[0].start] if holders else "…"
        if found and found[-1].mark == mark:
            before = found.pop()
            low, text = before.start, before.text + text
        found.append(Piece(low, high, mark, text))
    return found


def marked(
    spans: Sequence[Span], span: Span, cut: Callable[[str], str] = str
) -> Iterator[tuple[Mark | Literal["edge"], str]]:
    """One version of a group piece by piece: `⟦{+what not all have+}`, the rest, `⟧[-what it lacks-]`.

    Put together, the texts are the version in a line; `cut` shortens the words of a piece.
    """
    for piece in pieces(spans, span):
        if piece.start == span.start:
            yield "edge", "⟦"
        if signs := _SIGNS.get(piece.mark):
            yield piece.mark, f"{signs[0]}{visible(cut(piece.text))}{signs[1]}"
        else:
            yield piece.mark, cut(piece.text)
        if piece.end == span.end:
            yield "edge", "⟧"


def version(spans: Sequence[Span], span: Span) -> str:
    """One version of a group in a line, as `marked` tells it: `⟦{+the new +}fares⟧`."""
    return "".join(text for _, text in marked(spans, span))


def visible(text: str) -> str:
    """A text whose blanks can be seen where it has nothing else."""
    if not text.isspace():
        return text
    return "".join({"\n": "↵", "\t": "⇥"}.get(char, "␣") for char in text)


def behind(figure: Figure, group: Group, records: Iterable[Record]) -> tuple[Record, ...]:
    """The records of the figure's annotators that it lost something by, in their order."""
    wanted = _test(figure.key, figure.scope)
    return tuple(x for x in records if wanted(x) and (not group.article_id or group.article_id in x.articles))


def _test(key: str, scope: str | None) -> Callable[[Record], bool]:
    if key.startswith("cluster_"):
        return lambda x: (
            x.kind == "cluster"
            and x.id == record_id(f"cluster:{scope}", x.articles, (span.id for span in x.spans))
        )
    if key.startswith("link_f1"):
        return lambda x: _lost_link(x, key) and (scope is None or any(y.type == scope for y in x.links))
    return lambda x: _lost_span(x, key) and (_has_label(x, scope) or x.articles == (scope,))


def _lost_link(record: Record, key: str) -> bool:
    if not record.kind.startswith("link-"):
        return False
    if key.endswith("_aligned") and record.kind == "link-blocked":
        return False
    return "_untyped_" not in key or record.kind != "link-type"


def _has_label(record: Record, label: str | None) -> bool:
    return label is None or label in record.labels


def _lost_span(record: Record, key: str) -> bool:
    if record.kind not in _SPANS:
        return False
    relabelled = "label" in record.facets
    if key.startswith("label_"):
        return relabelled and (key == "label_fleiss" or _close(record))
    if key in ("unitizing_coding_alpha", "unitizing_value_alpha", "gamma_cat", "gamma_k"):
        return relabelled
    lost = relabelled and not key.endswith("_unlabelled") and key != "unitizing_boundary_alpha"
    if key.startswith("span_f1_relaxed"):
        return lost or "missing" in record.facets or not _close(record)
    return lost or "missing" in record.facets or "boundary" in record.facets


def _close(record: Record) -> bool:
    """Whether all of its spans share half of their common stretch."""
    return record.iou is not None and record.iou >= 0.5


def differs(record: Record) -> str:
    """What differs, in a line."""
    if record.kind == "cluster":
        joins = [x for x in record.annotators if x not in record.missing]
        return f"{_names(joins)} {_s('make', joins)} it one statement, {_names(record.missing)} not"
    if record.links:
        return _differs_link(record)
    said = []
    if "boundary" in record.facets:
        said.append(_boundaries(record))
    if "label" in record.facets:
        said.append(", ".join(f"{x.annotator} says {x.label}" for x in record.spans))
    if record.attributes:
        said += [_attribute(record, name) for name in record.attributes]
    if record.missing:
        said.append(f"{_names(record.missing)} {_s('have', record.missing)} nothing here{_nearby(record)}")
    return "; ".join(said)


def _differs_link(record: Record) -> str:
    lacking = f"{_names(record.missing)} {_s('have', record.missing)} no such link"
    if record.kind == "link-missing":
        closure = "closure" in record.subkinds
        return f"{lacking}, though its ends are one statement" if closure else lacking
    if record.kind == "link-blocked":
        return f"{_names(record.missing)} did not mark an end of it"
    types = ", ".join(f"{x.annotator} says {x.type}" for x in record.links)
    if "closure" in record.subkinds:
        return "other links, though to all these are one statement"
    words = {
        "link-type": types,
        "link-direction": "the same ends, the other way round",
        "link-endpoint": "one end is the same, the other is not",
    }
    return words.get(record.kind, types)


def _boundaries(record: Record) -> str:
    first, *others = record.spans
    said = []
    for span, (start, end) in zip(others, record.deltas, strict=True):
        moves = [
            f"{verb} {count(abs(by), 'characters')} {'later' if by > 0 else 'earlier'}"
            for verb, by in (("starts", start), ("ends", end))
            if by
        ]
        if moves:
            said.append(f"{span.annotator} {' and '.join(moves)}")
    remarks = {
        "whitespace": "only blanks differ",
        "punctuation": "only punctuation differs",
        "split": f"{first.annotator} has one span where {_other(others)} has several",
        "merge": f"{_other(others)} has one span where {first.annotator} has several",
    }
    remark = next((remarks[x] for x in record.subkinds if x in remarks), "")
    return ", ".join(said) + (f" ({remark})" if remark else "")


def _attribute(record: Record, name: str) -> str:
    values = ((x.annotator, getattr(x.attributes, name)) for x in record.spans)
    told = ", ".join(f"{who} “{value}”" if value else f"{who} none" for who, value in values)
    return f"{name.replace('_', ' ')}: {told}"


def _nearby(record: Record) -> str:
    near = [x for x in record.related if x.annotator in record.missing]
    if not near:
        return ""
    labels = sorted({x.label for x in near})
    return f", but {' and '.join(labels)} that overlaps"


def _other(spans: list[Span]) -> str:
    return spans[0].annotator if len(spans) == 1 else "another"


def _names(names: Iterable[str]) -> str:
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _s(verb: str, names: Iterable[str]) -> str:
    several = len(list(names)) > 1
    return verb if several else {"have": "has"}.get(verb, f"{verb}s")
