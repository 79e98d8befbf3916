"""The records of the dataset, JSONL 1.0: one article a line, with its states, spans and links.

Field order is the order of keys in the file; every key is always written. The JSON Schema is made
from these models, so that it cannot differ from what is read and written.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Uuid = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$")]
PartialDate = Annotated[
    str,
    StringConstraints(
        pattern=r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$"
    ),
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LayerName = Literal["independent", "gold"]


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,  # every key is always written
    )


class MetaRecord(_Record):
    """What is known of the article; null when unknown."""

    title: str | None = None
    outlet: str | None = None
    published: PartialDate | None = Field(default=None, description="ISO 8601, as precise as it is known")
    updated: PartialDate | None = Field(default=None, description="ISO 8601, as precise as it is known")
    byline: str | None = None
    url: str | None = None
    language: str | None = Field(default=None, description="BCP 47")
    event: str | None = None
    source_file: str | None = None


class StateRecord(_Record):
    """How far an annotator is with the article; no record means open."""

    annotator: Name
    state: Literal["open", "in_progress", "done"]


class AttributesRecord(_Record):
    """The optional attributes of a span; null when unset."""

    speaker: str | None = None
    mode: str | None = Field(default=None, description="direct, indirect or mixed")
    stance: str | None = None
    certainty: str | None = None
    date: str | None = None
    target_external: str | None = Field(
        default=None, description="what a rebuttal answers when that is outside the collection"
    )
    note: str | None = None


class SpanRecord(_Record):
    """A stretch of the text with a label; offsets are Unicode code points, half-open."""

    id: Uuid
    annotator: Name
    layer: LayerName
    label: Name
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str = Field(description="text[start:end] of the article")
    fragments: list[tuple[int, int]] = Field(
        description="the parts of the span; one part [start, end] unless it is discontinuous"
    )
    attributes: AttributesRecord
    origin: Name
    created_at: Instant


class LinkRecord(_Record):
    """A typed relation of two spans; it stands in the article of its source."""

    id: Uuid
    annotator: Name
    layer: LayerName
    type: Name
    source: Uuid
    target: Uuid
    target_article: Uuid
    note: str | None = None
    origin: Name
    created_at: Instant


class ArticleRecord(_Record):
    """One line of the dataset."""

    schema_version: Literal["1.0"]
    id: Uuid
    sha256: Sha256
    text: str = Field(min_length=1)
    meta: MetaRecord
    states: list[StateRecord]
    spans: list[SpanRecord]
    links: list[LinkRecord]


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of one line."""
    schema = ArticleRecord.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"annotate dataset {SCHEMA_VERSION}: one line, one article",
        **{key: value for key, value in schema.items() if key != "title"},
    }
