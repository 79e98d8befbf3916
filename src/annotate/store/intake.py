"""Bulk import: articles with their states, spans and links, in one transaction, never overwriting.

A row that is here already stays as it is: equal rows are counted as known, different ones as kept, and
what was deleted here stays deleted. So importing a file twice changes nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select

from annotate.errors import InvalidDataset, RuleError
from annotate.model import ATTRIBUTES, META
from annotate.scheme import Scheme
from annotate.store.clock import now
from annotate.store.history import Step, record_import
from annotate.store.ids import new_id
from annotate.store.tables import ANNOTATOR, ARTICLE, LINK, SPAN, STATE, TEXT

_BATCH = 400
_LINK_COLUMNS = ("annotator_id", "layer", "type", "source_id", "target_id", "note", "origin", "created_at")
_SPAN_COLUMNS = (
    "article_id", "annotator_id", "layer", "label", "start", "end", "fragments", *ATTRIBUTES, "origin",
    "created_at",
)  # fmt: skip

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article of an import, as columns of the tables; `place` names file and line."""

    place: str
    article: Values
    text: str
    annotators: Mapping[str, str] = field(default_factory=dict)
    """Handles by annotator id, for every id that the rows below use."""
    states: Sequence[tuple[str, str]] = ()
    """Annotator id and state."""
    spans: Sequence[Values] = ()
    links: Sequence[Values] = ()
    proposed: bool = False
    """The metadata are a proposal from the text: good for a new article, no reason to change one."""


@dataclass(slots=True)
class Tally:
    """What an import did."""

    articles: int = 0
    articles_known: int = 0
    spans: int = 0
    spans_known: int = 0
    links: int = 0
    links_known: int = 0
    states: int = 0
    filled: int = 0
    """Articles that were here and got metadata they lacked."""
    kept: list[str] = field(default_factory=list)
    """Where what is here differs from what came and was kept, one line each."""
    new_articles: list[str] = field(default_factory=list)
    """Ids of the articles that were not here before."""


def take_in(
    connection: Connection, importer_id: str, incoming: Iterable[Incoming], scheme: Scheme, action: str
) -> Tally:
    """Take in all articles, or none: any error leaves the transaction to be rolled back.

    InvalidDataset for an unknown label or link type, a link whose end is missing, another annotator's,
    or not allowed by the scheme.
    """
    step = Step(connection, importer_id, action)
    intake = _Intake(step, scheme)
    batch: list[Incoming] = []
    for one in incoming:
        batch.append(one)
        if len(batch) >= _BATCH:
            intake.batch(batch)
            batch = []
    intake.batch(batch)
    intake.flush_links()
    tally = intake.tally
    if tally.articles or tally.spans or tally.links or tally.states or tally.filled:
        record_import(step)
    return tally


class _Intake:
    def __init__(self, step: Step, scheme: Scheme) -> None:
        self.step = step
        self.connection = connection = step.connection
        self.scheme = scheme
        self.tally = Tally()
        self.known_annotators: set[str] = set(connection.execute(select(ANNOTATOR.c.id)).scalars())
        self.aliases: dict[str, str] = {}
        """Ids of incoming spans that are here under another id."""
        self.ends: dict[str, tuple[str, str, str, str]] = {}
        """Article, annotator, layer and label of the spans that came, by id."""
        self.links: list[tuple[str, str, Values]] = []
        """Place, source article and columns, until all spans are in."""

    def batch(self, batch: Sequence[Incoming]) -> None:
        """Take in articles, states and spans of some records; their links wait."""
        if not batch:
            return
        ids = [one.article["id"] for one in batch]
        present = {
            row["id"]: dict(row)
            for row in self.connection.execute(select(ARTICLE).where(ARTICLE.c.id.in_(ids))).mappings()
        }
        self._annotators(batch)
        new: dict[str, Incoming] = {}
        for one in batch:
            article_id = one.article["id"]
            if article_id in present:
                self.tally.articles_known += 1
                if not one.proposed:
                    self._fill_meta(one, present[article_id])
            elif article_id not in new:
                new[article_id] = one
        if new:
            rows = [
                {"line_roles": "{}", "version": 1, **one.article, "imported_at": now()}
                for one in new.values()
            ]
            self.connection.execute(insert(ARTICLE), rows)
            self.connection.execute(
                insert(TEXT), [{"article_id": key, "text": one.text} for key, one in new.items()]
            )
            self.tally.articles += len(new)
            self.tally.new_articles.extend(new)
        self._states(batch, set(present))
        self._spans(batch, sorted(present))
        for one in batch:
            self.links.extend((one.place, one.article["id"], link) for link in one.links)

    def _annotators(self, batch: Sequence[Incoming]) -> None:
        rows = {
            annotator_id: handle
            for one in batch
            for annotator_id, handle in one.annotators.items()
            if annotator_id not in self.known_annotators
        }
        if rows:
            at = now()
            self.connection.execute(
                insert(ANNOTATOR), [{"id": i, "handle": h, "created_at": at} for i, h in rows.items()]
            )
            self.known_annotators |= set(rows)

    def _fill_meta(self, one: Incoming, row: Values) -> None:
        """Metadata fills gaps and never replaces."""
        came = {name: one.article.get(name) for name in META}
        gaps = {name: value for name, value in came.items() if value is not None and row[name] is None}
        if gaps:
            # Through the step, so that history says who changed a row that an undo may want back.
            self.step.update("article", row["id"], None, gaps)
            row |= gaps
            self.tally.filled += 1
        differing = [n for n, v in came.items() if v is not None and row[n] not in (None, v)]
        differing = [name for name in differing if name != "source_file"]
        if differing:
            self.tally.kept.append(f"{one.place}: kept {', '.join(differing)} as they are here")

    def _states(self, batch: Sequence[Incoming], present: set[str]) -> None:
        here = {
            (row.article_id, row.annotator_id): row.state
            for row in self.connection.execute(
                select(STATE).where(STATE.c.article_id.in_(present), STATE.c.deleted_at.is_(None))
            )
        }
        rows = []
        for one in batch:
            for annotator_id, state in one.states:
                key = (one.article["id"], annotator_id)
                if key not in here:
                    here[key] = state
                    rows.append(
                        {
                            "id": new_id(),
                            "article_id": key[0],
                            "annotator_id": annotator_id,
                            "state": state,
                            "version": 1,
                        }
                    )
                elif here[key] != state:
                    who = one.annotators[annotator_id]
                    self.tally.kept.append(f"{one.place}: kept the state of {who} as “{here[key]}”")
        if rows:
            self.connection.execute(insert(STATE), rows)
            self.tally.states += len(rows)

    def _spans(self, batch: Sequence[Incoming], present: Sequence[str]) -> None:
        came = [(one, span) for one in batch for span in one.spans]
        here = self._rows(SPAN, [span["id"] for _, span in came])
        twins = {
            _twin_key(dict(row)): row["id"]
            for row in self.connection.execute(
                select(SPAN).where(SPAN.c.article_id.in_(present), SPAN.c.deleted_at.is_(None))
            ).mappings()
        }
        rows: list[Values] = []
        for one, span in came:
            try:
                self.scheme.label(span["label"])
            except RuleError as error:
                raise InvalidDataset(f"{one.place}: span {span['id']}: {error.message}", error.hint) from None
            key = _twin_key(span)
            self.ends[span["id"]] = (span["article_id"], span["annotator_id"], span["layer"], span["label"])
            if (row := here.get(span["id"])) is not None:
                self.tally.spans_known += 1
                if row["deleted_at"] is not None:
                    self.tally.kept.append(f"{one.place}: span {span['id']} was deleted here and stays so")
                elif any(row[name] != span.get(name) for name in _SPAN_COLUMNS):
                    self.tally.kept.append(f"{one.place}: kept span {span['id']} as it is here")
            elif key in twins:
                self.tally.spans_known += 1
                self.aliases[span["id"]] = twins[key]
            else:
                twins[key] = span["id"]
                here[span["id"]] = {**span, "deleted_at": None}
                rows.append({**dict.fromkeys(ATTRIBUTES), "fragments": None, **span, "version": 1})
        if rows:
            self.connection.execute(insert(SPAN), rows)
            self.tally.spans += len(rows)

    def flush_links(self) -> None:
        """Take in the links, now that every span they may name is in."""
        here = self._rows(LINK, [link["id"] for _, _, link in self.links])
        self._load_ends()
        twins = {
            (row.annotator_id, row.layer, row.type, row.source_id, row.target_id)
            for row in self.connection.execute(select(LINK).where(LINK.c.deleted_at.is_(None)))
        } if self.links else set()  # fmt: skip
        rows: list[Values] = []
        for place, source_article, came in self.links:
            link = self._checked(place, source_article, came)
            key = (link["annotator_id"], link["layer"], link["type"], link["source_id"], link["target_id"])
            if (row := here.get(link["id"])) is not None:
                self.tally.links_known += 1
                if row["deleted_at"] is not None:
                    self.tally.kept.append(f"{place}: link {link['id']} was deleted here and stays so")
                elif any(row[name] != link[name] for name in _LINK_COLUMNS):
                    self.tally.kept.append(f"{place}: kept link {link['id']} as it is here")
            elif key in twins:
                self.tally.links_known += 1
            elif self._deleted_here(link):
                self.tally.kept.append(f"{place}: link {link['id']} left out, an end of it was deleted here")
            else:
                twins.add(key)
                rows.append({**link, "version": 1})
        if rows:
            self.connection.execute(insert(LINK), rows)
            self.tally.links += len(rows)

    def _load_ends(self) -> None:
        wanted = {self._alias(link[end]) for _, _, link in self.links for end in ("source_id", "target_id")}
        self.deleted: set[str] = set()
        for span_id, row in self._rows(SPAN, sorted(wanted)).items():
            self.ends[span_id] = (row["article_id"], row["annotator_id"], row["layer"], row["label"])
            if row["deleted_at"] is not None:
                self.deleted.add(span_id)

    def _alias(self, span_id: str) -> str:
        return self.aliases.get(span_id, span_id)

    def _deleted_here(self, link: Values) -> bool:
        return link["source_id"] in self.deleted or link["target_id"] in self.deleted

    def _checked(self, place: str, source_article: str, came: Values) -> Values:
        """The link with its ends resolved and its articles filled in, or InvalidDataset."""
        name = f"{place}: link {came['id']}"
        source_id, target_id = (self._alias(came[end]) for end in ("source_id", "target_id"))
        for end, span_id in (("source", source_id), ("target", target_id)):
            if span_id not in self.ends:
                raise InvalidDataset(
                    f"{name}: its {end} {span_id} is in neither the file nor the database",
                    "import the file that holds this span first, or both in one file",
                )
        source, target = self.ends[source_id], self.ends[target_id]
        if source[0] != source_article or target[0] != came["target_article"]:
            raise InvalidDataset(f"{name}: its ends lie in other articles than it says", "export it again")
        layers = {source[2], target[2]} == {came["layer"]}
        # Gold is one layer of the whole project: adjudicators link each other's spans.
        own = came["layer"] == "gold" or {source[1], target[1]} == {came["annotator_id"]}
        if not layers or not own:
            raise InvalidDataset(
                f"{name}: its ends are not of its annotator and layer", "an annotator links own spans only"
            )
        try:
            link_type = self.scheme.check_link(
                came["type"], source[3], target[3], across=source[0] != target[0]
            )
        except RuleError as error:
            raise InvalidDataset(f"{name}: {error.message}", error.hint) from None
        if link_type.symmetric and source_id > target_id:
            source_id, target_id, source, target = target_id, source_id, target, source
        return {
            "note": None,
            **{key: value for key, value in came.items() if key != "target_article"},
            "source_id": source_id,
            "target_id": target_id,
            "source_article": source[0],
            "target_article": target[0],
        }

    def _rows(self, table: Any, ids: Sequence[str]) -> dict[str, Values]:
        found: dict[str, Values] = {}
        for i in range(0, len(ids), _BATCH):
            statement = select(table).where(table.c.id.in_(ids[i : i + _BATCH]))
            found.update((row["id"], dict(row)) for row in self.connection.execute(statement).mappings())
        return found


def _twin_key(span: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(span[x] for x in ("article_id", "annotator_id", "layer", "label", "start", "end"))


def fragments_column(fragments: Sequence[tuple[int, int]]) -> str | None:
    """The column for a span's fragments: null for a span of one piece."""
    return json.dumps([list(f) for f in fragments]) if len(fragments) > 1 else None
