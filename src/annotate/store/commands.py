"""The edits: what may be written, checked here, and written through a step of history.

Each takes a `Step`, so that several make one undo step. Nothing else in the program writes spans,
links, states or metadata; bulk imports are in `intake.py`.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from annotate.errors import ConflictError, RuleError, UnknownName
from annotate.model import ATTRIBUTES, META, Layer, Place, StateName, Verdict
from annotate.scheme import Scheme
from annotate.store.clock import now
from annotate.store.history import Step, read_row
from annotate.store.ids import new_id
from annotate.store.scope import Scope
from annotate.store.tables import ANNOTATOR, ARTICLE, BOOKMARK, DECISION, LINK, PROJECT, SPAN, STATE

_BATCH = 500


class NewSpan(BaseModel):
    """A span to be added; offsets in code points, half-open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    label: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)
    attributes: dict[str, str | None] = Field(default_factory=dict)
    layer: Layer = "independent"
    origin: str = "human"

    @model_validator(mode="after")
    def _fits(self) -> "NewSpan":
        if self.end - self.start != len(self.quote):
            raise ValueError("the quote's length is not end - start")
        if unknown := set(self.attributes) - set(ATTRIBUTES):
            raise ValueError(f"unknown attributes: {', '.join(sorted(unknown))}")
        return self


def register_annotator(connection: Connection, annotator_id: str, handle: str) -> None:
    """Make sure the annotator has a row."""
    statement = upsert(ANNOTATOR).values(id=annotator_id, handle=handle, created_at=now())
    connection.execute(statement.on_conflict_do_nothing())


def add_span(step: Step, new: NewSpan, scheme: Scheme) -> str:
    """Add a span and return its id; the article becomes "in progress" if it was open.

    RuleError for an unknown label, offsets outside the text, or the same label on the same stretch.
    """
    scheme.label(new.label)
    chars = step.connection.execute(
        select(ARTICLE.c.chars).where(ARTICLE.c.id == new.article_id)
    ).scalar_one_or_none()
    if chars is None:
        raise UnknownName(f"no article {new.article_id}", "list them: annotate articles")
    if new.end > chars:
        raise RuleError(
            f"the span ends at {new.end}, the text at {chars}", "choose a stretch inside the text"
        )
    _refuse_twin(step, new.article_id, new.layer, new.label, new.start, new.end)
    span_id = new_id()
    step.insert(
        "span",
        {
            "id": span_id,
            "article_id": new.article_id,
            "annotator_id": step.annotator_id,
            "layer": new.layer,
            "label": new.label,
            "start": new.start,
            "end": new.end,
            "quote": new.quote,
            **new.attributes,
            "origin": new.origin,
            "created_at": now(),
        },
    )
    if new.layer == "independent":
        _begin_article(step, new.article_id)
    return span_id


def edit_span(
    step: Step, span_id: str, version: int | None, values: Mapping[str, Any], scheme: Scheme
) -> None:
    """Change label, boundaries (start, end and quote together) or attributes; links stay.

    RuleError where a link of the span would no longer fit, or where the result would be a twin.
    ConflictError on a stale version.
    """
    row = own_span(step, span_id)
    after = {**row, **values}
    if "start" in values and (row["start"], row["end"]) != (after["start"], after["end"]):
        if not 0 <= after["start"] < after["end"] or after["end"] - after["start"] != len(after["quote"]):
            raise RuleError("a span needs at least one character", "grow it, or delete it instead")
        values = {**values, "fragments": None}
    if (row["label"], row["start"], row["end"]) != (after["label"], after["start"], after["end"]):
        _refuse_twin(step, row["article_id"], row["layer"], after["label"], after["start"], after["end"])
    if after["label"] != row["label"]:
        scheme.label(after["label"])
        _check_links_fit(step, span_id, after["label"], scheme)
    step.update("span", span_id, version, dict(values))


def remove_span(step: Step, span_id: str, version: int | None) -> int:
    """Delete a span and its links in the same step; returns how many links went with it."""
    own_span(step, span_id)
    links = links_of(step.connection, span_id)
    for link in links:
        step.remove("link", link["id"], None)
    step.remove("span", span_id, version)
    return len(links)


def add_link(
    step: Step,
    type_name: str,
    source_id: str,
    target_id: str,
    scheme: Scheme,
    *,
    note: str | None = None,
    origin: str = "human",
) -> str:
    """Link two spans and return the link's id; symmetric ends are stored in order.

    RuleError where the scheme forbids it, the link is there already, an end is another annotator's, or the
    ends are of two layers.
    """
    if source_id == target_id:
        raise RuleError("a span cannot be linked to itself", "choose another target")
    source, target = own_span(step, source_id), own_span(step, target_id)
    if source["layer"] != target["layer"]:
        raise RuleError("the ends of a link must be of one layer", "choose another target")
    across = source["article_id"] != target["article_id"]
    link_type = scheme.check_link(type_name, source["label"], target["label"], across=across)
    if link_type.symmetric and source_id > target_id:
        source, target = target, source
    twin = (
        select(LINK.c.id)
        .where(LINK.c.source_id == source["id"], LINK.c.target_id == target["id"])
        .where(LINK.c.type == type_name, LINK.c.deleted_at.is_(None))
        .where(*Scope.of(step.annotator_id, source["layer"]).conditions(LINK))
    )
    if step.connection.execute(twin).first():
        raise RuleError(f"these spans are linked as “{type_name}” already", "choose another target or type")
    link_id = new_id()
    step.insert(
        "link",
        {
            "id": link_id,
            "annotator_id": step.annotator_id,
            "layer": source["layer"],
            "type": type_name,
            "source_id": source["id"],
            "target_id": target["id"],
            "source_article": source["article_id"],
            "target_article": target["article_id"],
            "note": note,
            "origin": origin,
            "created_at": now(),
        },
    )
    return link_id


def remove_link(step: Step, link_id: str, version: int | None) -> None:
    """Delete a link of the annotator's, or of gold."""
    row = read_row(step.connection, "link", link_id)
    if row is None or row["deleted_at"] is not None:
        raise ConflictError("this link is gone already", "what you see is now up to date")
    _refuse_others(step, "link", row)
    step.remove("link", link_id, version)


def decide(step: Step, relation: str, verdict: Verdict, one: Place, other: Place) -> None:
    """Remember what the annotator said of a relation between two places; a later word replaces it."""
    first, second = sorted((one, other))
    places = {
        "article_a": first.article_id,
        "start_a": first.start,
        "end_a": first.end,
        "article_b": second.article_id,
        "start_b": second.start,
        "end_b": second.end,
    }
    same = (DECISION.c[name] == value for name, value in places.items())
    found = step.connection.execute(
        select(DECISION.c.id).where(
            DECISION.c.annotator_id == step.annotator_id,
            DECISION.c.relation == relation,
            DECISION.c.deleted_at.is_(None),
            *same,
        )
    ).scalar()
    if found is not None:
        step.update("suggestion_decision", found, None, {"verdict": verdict})
        return
    step.insert(
        "suggestion_decision",
        {
            "id": new_id(),
            "annotator_id": step.annotator_id,
            "relation": relation,
            "verdict": verdict,
            **places,
            "created_at": now(),
        },
    )


def set_state(step: Step, article_id: str, state: StateName) -> None:
    """Set how far the annotator is with an article."""
    found = _state_row(step, article_id)
    if found is None:
        values = {"id": new_id(), "article_id": article_id, "annotator_id": step.annotator_id, "state": state}
        step.insert("article_state", values)
    else:
        step.update("article_state", found["id"], None, {"state": state, "deleted_at": None})


def edit_article(step: Step, article_id: str, version: int | None, values: Mapping[str, Any]) -> None:
    """Change metadata or line roles (a mapping of line number to role) of an article."""
    columns = dict(values)
    if "line_roles" in columns:
        roles = {str(line): role for line, role in sorted(columns["line_roles"].items())}
        columns["line_roles"] = json.dumps(roles)
    if unknown := set(columns) - {*META, "line_roles"}:
        raise RuleError(f"unknown metadata: {', '.join(sorted(unknown))}", f"there are: {', '.join(META)}")
    step.update("article", article_id, version, columns)


def set_bookmark(connection: Connection, annotator_id: str, article_id: str, cursor: int) -> None:
    """Remember where the annotator is; outside history."""
    values = {"cursor": cursor, "at": now()}
    statement = upsert(BOOKMARK).values(article_id=article_id, annotator_id=annotator_id, **values)
    connection.execute(statement.on_conflict_do_update(["article_id", "annotator_id"], set_=values))


def set_setting(connection: Connection, key: str, value: str) -> None:
    """Set a setting of the collection; outside history."""
    statement = upsert(PROJECT).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(["key"], set_={"value": value}))


def own_span(step: Step, span_id: str) -> dict[str, Any]:
    """The row of a live span that the annotator may change, or an error that says why not.

    Those are their own, and all of gold.
    """
    row = read_row(step.connection, "span", span_id)
    if row is None:
        raise UnknownName(f"no span {span_id}", "list them: annotate spans")
    if row["deleted_at"] is not None:
        raise ConflictError("this span is gone already", "what you see is now up to date")
    _refuse_others(step, "span", row)
    return row


def refuse_other_layers(step: Step, layer: Layer) -> None:
    """RuleError where the step wrote spans or links of another layer than the one that is open.

    Asked of the whole step at its end, so that no edit gets past it, whatever it is made of.
    """
    other = "independent" if layer == "gold" else "gold"
    for name, table in (("span", SPAN), ("link", LINK)):
        ids = [change.row_id for change in step.changes if change.table == name]
        for i in range(0, len(ids), _BATCH):
            some = table.c.id.in_(ids[i : i + _BATCH])
            if step.connection.execute(select(table.c.id).where(some, table.c.layer != layer)).first():
                raise RuleError(f"this {name} is of the {other} layer", f"open that one: --layer {other}")


def _refuse_others(step: Step, name: str, row: Mapping[str, Any]) -> None:
    if row["layer"] != "gold" and row["annotator_id"] != step.annotator_id:
        raise RuleError(f"this {name} is another annotator's", "work under that name: --annotator NAME")


def links_of(connection: Connection, span_id: str) -> list[dict[str, Any]]:
    """The live links at either end of a span, as rows."""
    ends = or_(LINK.c.source_id == span_id, LINK.c.target_id == span_id)
    found = connection.execute(
        select(LINK).where(and_(ends, LINK.c.deleted_at.is_(None))).order_by(LINK.c.id)
    )
    return [dict(row) for row in found.mappings()]


def _check_links_fit(step: Step, span_id: str, label: str, scheme: Scheme) -> None:
    for link in links_of(step.connection, span_id):
        other_id = link["target_id"] if link["source_id"] == span_id else link["source_id"]
        other = read_row(step.connection, "span", other_id)
        assert other is not None  # foreign keys hold
        pair = (label, other["label"]) if link["source_id"] == span_id else (other["label"], label)
        if pair not in scheme.link_type(link["type"]).ends:
            raise RuleError(
                f"as {label} this span could not keep its link “{link['type']}”", "remove that link first"
            )


def _refuse_twin(step: Step, article_id: str, layer: Layer, label: str, start: int, end: int) -> None:
    twin = select(SPAN.c.id).where(
        SPAN.c.article_id == article_id,
        *Scope.of(step.annotator_id, layer).conditions(SPAN),
        SPAN.c.label == label,
        SPAN.c.start == start,
        SPAN.c.end == end,
        SPAN.c.deleted_at.is_(None),
    )
    if step.connection.execute(twin).first():
        raise RuleError(f"this stretch is tagged {label} already", "choose another label or stretch")


def _begin_article(step: Step, article_id: str) -> None:
    found = _state_row(step, article_id)
    if found is None or found["deleted_at"] is not None or found["state"] == "open":
        set_state(step, article_id, "in_progress")


def _state_row(step: Step, article_id: str) -> dict[str, Any] | None:
    found = (
        step.connection.execute(
            select(STATE).where(STATE.c.article_id == article_id, STATE.c.annotator_id == step.annotator_id)
        )
        .mappings()
        .first()
    )
    return dict(found) if found else None
