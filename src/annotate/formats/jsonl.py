"""Reading and writing the dataset, JSONL 1.0.

Writing is deterministic: equal records give equal bytes. Reading trusts nothing: a line is taken
only if its offsets, quotes, ids and hash agree with its text.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from annotate.errors import InvalidDataset
from annotate.formats.records import ArticleRecord, SpanRecord
from annotate.text.document import article_id

_HINT = "correct the line, or export the dataset again; `annotate schema` prints the format"


def looks_like_dataset(start: bytes) -> bool:
    """Whether a file that starts with these bytes claims to be a dataset of ours."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"schema_version"')


def dump(values: dict[str, Any]) -> bytes:
    """One line, without its line feed, of the values of an `ArticleRecord`.

    Plain values, since 100,000 models are too slow to make: the caller gives the keys in the order of
    the records, as `model_dump` does. Rows are sorted here.
    """
    ordered = {
        **values,
        "states": sorted(values["states"], key=itemgetter("annotator")),
        "spans": sorted(values["spans"], key=itemgetter("annotator", "layer", "start", "end", "label", "id")),
        "links": sorted(
            values["links"], key=itemgetter("annotator", "layer", "type", "source", "target", "id")
        ),
    }
    return to_json(ordered)


def read(lines: Iterable[bytes], source: str) -> Iterator[ArticleRecord]:
    """Records of a dataset's lines; blank lines are passed over.

    InvalidDataset, naming source and line, at the first line that breaks the format.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield parse(
                line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, f"{source} line {number}"
            )


def parse(line: bytes, place: str) -> ArticleRecord:
    """The record of one line. InvalidDataset says what is wrong, at `place`."""
    try:
        record = ArticleRecord.model_validate_json(line)
    except ValidationError as error:
        raise InvalidDataset(f"{place}: {_first(error, line)}", _HINT) from None
    _check(record, place)
    return record


def _first(error: ValidationError, line: bytes) -> str:
    found = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in found["loc"])
    if found["loc"] == ("schema_version",) and found["type"] != "missing":
        return f"format version {json.dumps(found['input'])}, this annotate reads 1.0"
    said = found["msg"].removeprefix("Value error, ").replace(" at line 1 column ", " at column ")
    said = said.replace("hex escape", "hex escape (half of a surrogate pair?)")
    more = error.error_count() - 1
    return f"{where + ': ' if where else ''}{said}" + (f" (and {more} more)" if more else "")


def _check(record: ArticleRecord, place: str) -> None:
    text = record.text
    try:
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InvalidDataset(f"{place}: a lone surrogate in the text at {error.start}", _HINT) from None
    if "\x00" in text or "\r" in text or text.startswith("\ufeff"):
        raise InvalidDataset(f"{place}: the text has a NUL, a carriage return or a byte order mark", _HINT)
    if sha256 != record.sha256:
        raise InvalidDataset(f"{place}: sha256 is not that of the text", _HINT)
    if record.id != article_id(sha256):
        raise InvalidDataset(f"{place}: id {record.id} is not the one of this text", _HINT)
    seen: set[str] = set()
    for span in record.spans:
        _check_span(span, text, place)
        if span.id in seen:
            raise InvalidDataset(f"{place}: span id {span.id} stands twice", _HINT)
        seen.add(span.id)
    for link in record.links:
        if link.id in seen:
            raise InvalidDataset(f"{place}: link id {link.id} stands twice", _HINT)
        seen.add(link.id)
        if link.source == link.target:
            raise InvalidDataset(f"{place}: link {link.id} links a span to itself", _HINT)
    handles = [state.annotator for state in record.states]
    if len(set(handles)) < len(handles):
        raise InvalidDataset(f"{place}: two states of one annotator", _HINT)


def _check_span(span: SpanRecord, text: str, place: str) -> None:
    if not span.start < span.end <= len(text):
        raise InvalidDataset(
            f"{place}: span {span.id}: [{span.start}, {span.end}) is not inside the text of {len(text)}",
            _HINT,
        )
    if text[span.start : span.end] != span.text:
        raise InvalidDataset(
            f"{place}: span {span.id}: the text at [{span.start}, {span.end}) is not the span's text",
            "offsets count Unicode code points, not bytes or UTF-16 units",
        )
    parts = [x for fragment in span.fragments for x in fragment]
    whole = bool(parts) and parts[0] == span.start and parts[-1] == span.end
    if not whole or any(a >= b for a, b in pairwise(parts)):
        raise InvalidDataset(
            f"{place}: span {span.id}: fragments must be in order, apart, and reach from start to end", _HINT
        )
