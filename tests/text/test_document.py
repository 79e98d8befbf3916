import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import UnreadableText
from annotate.text.document import annotator_id, article_id, decode, document

plain_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")).filter(
    str.strip
)


@given(plain_texts)
def test_a_document_accepted_again_is_the_same(text: str) -> None:
    accepted = document(text)
    assert document(accepted.text) == accepted
    assert accepted.text == text


@given(plain_texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_comes_back_from_its_bytes(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    explicit = decode(data, "a.txt", encoding)
    assert explicit.document.text == text
    assert explicit.warning is None


@given(
    st.text("abc é中👍\n“”", min_size=1).filter(str.strip), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"])
)
def test_a_byte_order_mark_tells_the_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.document.text == text
    assert decoded.warning is None


def test_line_ends_and_a_leading_mark_are_the_only_changes() -> None:
    assert document("\ufeffone\r\ntwo\rthree\n e\u0301\ufeff ").text == "one\ntwo\nthree\n e\u0301\ufeff "


@pytest.mark.parametrize(("text", "what"), [("ab\ncd\0e", "NUL"), ("ab\ncd\ud800e", "U+D800")])
def test_refused_characters_are_named_with_their_place(text: str, what: str) -> None:
    with pytest.raises(UnreadableText) as refused:
        document(text, "story.txt")
    assert "story.txt" in refused.value.message
    assert what in refused.value.message
    assert "line 2, column 3" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\t \n"])
def test_a_text_without_content_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText, match=r"^blank\.txt"):
        document(text, "blank.txt")


def test_ids_are_the_same_for_the_same_text_and_handle() -> None:
    one = document("Some text.")
    assert one.id == article_id(one.sha256) == document("Some text.").id
    assert uuid.UUID(one.id).version == 5
    assert annotator_id(" Zoë ") == annotator_id("zoe\u0308")
    assert annotator_id("ana") != annotator_id("ben")
    assert annotator_id("ana") != article_id("ana")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04....word/document.xml", "Word"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\0...", "SQLite"),
        (bytes(range(1, 32)) * 20, "control characters"),
        (b"abc\0def", "NUL"),
        ("Two villages".encode("utf-16-le"), "UTF-16"),
        (b"\xff\xfea\x00b", "utf-16-le"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_what_it_seems_to_be(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableText) as refused:
        decode(data, "thing.bin")
    assert refused.value.message.startswith("thing.bin: ")
    assert says in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("encoding", ["no-such-thing", "rot13", "base64", "\0", ""])
def test_an_unknown_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadableText, match="no encoding named") as refused:
        decode(b"text", "a.txt", encoding)
    assert refused.value.hint


def test_bytes_that_do_not_fit_the_named_encoding_are_refused() -> None:
    with pytest.raises(UnreadableText, match=r"a\.txt: cannot be read as utf-8 at byte 3") as refused:
        decode("caf\xe9".encode("latin-1"), "a.txt", "utf8")
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“No,” said Müller. Die Straße führte größere Wagen über schöne Hügel.", "cp1252"),
        ("The mayor’s “fence” — so called…", "cp1252"),
        ("L’été dernier, le maire a déclaré que la clôture était « illégale ».", "cp1252"),
        ("Żółta łódka płynęła wzdłuż rzeki, a wójt mówił długo o sadzie.", "cp1250"),
        ("Жители деревни собрались у ворот в воскресенье и спорили до ночи.", "cp1251"),
        ("果园委员会星期二表示，将保留多年来分开两个村庄的旧围栏。", "gb18030"),
        ("果樹園の委員会は火曜日、古い柵を残すと述べた。", "shift_jis"),
        ("과수원 위원회는 화요일에 낡은 울타리를 유지하겠다고 말했다.", "euc_kr"),
    ],
)
def test_a_legacy_encoding_is_guessed_with_a_warning(text: str, encoding: str) -> None:
    decoded = decode((text + "\n").encode(encoding) * 3, "old.txt")
    assert decoded.document.text == (text + "\n") * 3
    assert decoded.warning is not None
    assert decoded.encoding in decoded.warning
    assert "--encoding" in decoded.warning
    assert "\n" not in decoded.warning


def test_guessing_the_encoding_of_a_big_file_is_bounded() -> None:
    data = ("Le maire a déclaré hier que la clôture était illégale. " * 9 + "\n").encode("cp1252") * 8000
    begun = time.perf_counter()
    assert decode(data, "big.txt").encoding == "cp1252"
    assert time.perf_counter() - begun < 3


def test_utf_8_with_a_lone_surrogate_is_refused_and_not_guessed_at() -> None:
    with pytest.raises(UnreadableText, match="surrogate"):
        decode(b"one line\nand \xed\xa0\x80 more", "cut.txt")
