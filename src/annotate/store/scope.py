"""Which spans and links are meant: one layer, of an annotator or of everybody; as conditions of a query.

Knows nothing of the database library, since the first look at the database has to do without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from annotate.model import Layer


@dataclass(frozen=True, slots=True)
class Scope:
    """The spans and links of a layer."""

    layer: Layer = "independent"
    annotator_id: str | None = None
    """Whose; None for everybody's."""

    @classmethod
    def of(cls, annotator_id: str, layer: Layer) -> Scope:
        """What an annotator works on in a layer.

        Of the independent one that is their own rows; gold is one layer of the whole project, so of it
        everybody's.
        """
        return cls(layer, None if layer == "gold" else annotator_id)

    def conditions(self, table: Table) -> list[ColumnElement[bool]]:
        """What the rows of `SPAN` or `LINK` must meet, deleted ones among them."""
        found: list[ColumnElement[bool]] = [table.c.layer == self.layer]
        if self.annotator_id is not None:
            found.append(table.c.annotator_id == self.annotator_id)
        return found

    def sql(self) -> tuple[str, tuple[str, ...]]:
        """The same as text for `WHERE`, with its parameters."""
        if self.annotator_id is None:
            return "layer = ?", (self.layer,)
        return "layer = ? AND annotator_id = ?", (self.layer, self.annotator_id)
