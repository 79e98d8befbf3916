"""Lines of the dataset: what is taken, and how each fault is told."""

import json
from typing import Any

import pytest

from annotate.errors import InvalidDataset
from annotate.formats import jsonl
from annotate.formats.records import json_schema
from helpers import MILL, link_record, record, span_record, uuid

TEXT = "The dam holds 👍🏽 water.\n「河水是藍色的」\n"


def line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def sound(**changes: Any) -> dict[str, Any]:
    return record(TEXT, spans=[span_record(1, TEXT, 4, 16)], **changes)


def with_span(**changes: Any) -> dict[str, Any]:
    return record(TEXT, spans=[span_record(1, TEXT, 4, 16, **changes)])


def test_a_sound_line_is_taken_and_written_back_the_same() -> None:
    compact = json.dumps(sound(), ensure_ascii=False, separators=(",", ":"))
    assert jsonl.dump(jsonl.parse(compact.encode(), "x").model_dump()) == compact.encode()


def test_rows_are_sorted_however_they_came() -> None:
    spans = [span_record(i, TEXT, i, i + 3) for i in range(1, 6)]
    links = [link_record(10 + i, i, i + 1, record(TEXT)["id"], type="same_as") for i in range(1, 5)]
    forward = jsonl.parse(line(record(TEXT, spans=spans, links=links)), "x")
    backward = jsonl.parse(line(record(TEXT, spans=spans[::-1], links=links[::-1])), "x")
    assert jsonl.dump(forward.model_dump()) == jsonl.dump(backward.model_dump())


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (b"{not json", "JSON"),
        (b"[]", "object"),
        (b'"text"', "object"),
        (b"\xff\xfe{}", "line 3"),
        (line({}), "schema_version: Field required"),
        (line(sound(schema_version="2.0")), 'format version "2.0", this annotate reads 1.0'),
        (line(sound(surprise=1)), "surprise"),
        (line(sound(sha256="0" * 64)), "sha256 is not that of the text"),
        (line(sound(id=uuid(9))), "is not the one of this text"),
        (line(sound(text="")), "text"),
        (line(sound() | {"meta": {"published": "yesterday"}}), "meta.published"),
        (line(with_span(start=5)), "is not the span's text"),
        (line(with_span(end=4000)), "not inside the text"),
        (line(with_span(start=16, end=4)), "not inside the text"),
        (line(with_span(start=-1)), "spans.0.start"),
        (line(with_span(id="one")), "spans.0.id"),
        (line(with_span(layer="silver")), "spans.0.layer"),
        (line(with_span(created_at="2031-05-06")), "spans.0.created_at"),
        (line(with_span(fragments=[])), "fragments"),
        (line(with_span(fragments=[[4, 9], [8, 16]])), "fragments"),
        (line(with_span(fragments=[[4, 9]])), "fragments"),
        (line(record(TEXT, spans=[span_record(1, TEXT, 0, 3)] * 2)), "stands twice"),
        (line(sound(links=[link_record(2, 1, 1, uuid(1))])), "to itself"),
        (line(sound(states=[{"annotator": "ana", "state": s} for s in ("done", "open")])), "two states"),
        (line(sound(states=[{"annotator": "", "state": "done"}])), "states.0.annotator"),
    ],
)
def test_a_broken_line_is_told_with_its_place(broken: bytes, said: str) -> None:
    lines = [line(record(MILL)), b"\n", broken]
    taken = jsonl.read(lines, "set.jsonl")
    assert next(taken).text == MILL
    with pytest.raises(InvalidDataset) as caught:
        list(taken)
    assert caught.value.message.startswith("set.jsonl line 3: ")
    assert said in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_a_lone_surrogate_is_told_as_broken() -> None:
    escaped = json.dumps(record("abc \ud800 def")).encode()
    assert b"\\ud800" in escaped
    with pytest.raises(InvalidDataset, match=r"half of a surrogate pair\?\) at column"):
        jsonl.parse(escaped, "x")


@pytest.mark.parametrize("text", ["a\x00b", "a\r\nb", "\ufeffab"])
def test_texts_that_would_not_come_back_the_same_are_refused(text: str) -> None:
    with pytest.raises(InvalidDataset, match="NUL, a carriage return or a byte order mark"):
        jsonl.parse(line(record(text)), "x")


def test_a_byte_order_mark_before_the_first_line_is_passed_over() -> None:
    (found,) = jsonl.read([b"\xef\xbb\xbf" + line(sound())], "x")
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b'{"schema_version":"1.0"', True),
        (b'\xef\xbb\xbf {"schema_version"', True),
        (b"{ a brace", False),
        (b"", False),
    ],
)
def test_a_dataset_is_known_by_its_start(start: bytes, expected: bool) -> None:
    assert jsonl.looks_like_dataset(start) is expected


def test_the_schema_describes_every_key_of_a_line() -> None:
    schema: Any = json_schema()
    written = json.loads(jsonl.dump(jsonl.parse(line(sound()), "x").model_dump()))
    assert schema["required"] == list(written)
    assert schema["$defs"]["SpanRecord"]["required"] == list(written["spans"][0])
    assert set(schema["$defs"]["MetaRecord"]["properties"]) == set(written["meta"])
