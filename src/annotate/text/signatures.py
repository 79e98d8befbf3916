"""What a file that is no plain text seems to be, by its first bytes.

Said so that the user knows which program to save it from; only certain signs count, so that a
text is never refused for how it happens to begin.
"""

import re
from dataclasses import dataclass

_SAVE_AS_TEXT = "Open it in its own program and save or copy the article as plain text (UTF-8)."
_UNPACK = "Unpack it first and import the text files in it."
_NO_ARTICLE = "Give a plain text file that holds an article."

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", _SAVE_AS_TEXT),
    (b"{\\rtf", "a rich text (RTF) document", _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (doc, xls, ppt)", _SAVE_AS_TEXT),
    (b"\x89PNG\r\n", "a PNG image", _NO_ARTICLE),
    (b"\xff\xd8\xff", "a JPEG image", _NO_ARTICLE),
    (b"GIF87a", "a GIF image", _NO_ARTICLE),
    (b"GIF89a", "a GIF image", _NO_ARTICLE),
    (b"II*\0", "a TIFF image", _NO_ARTICLE),
    (b"MM\0*", "a TIFF image", _NO_ARTICLE),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a rar archive", _UNPACK),
    (
        b"SQLite format 3\0",
        "a SQLite database",
        "To open a project, name it with --db; to import, give text files.",
    ),
    (b"\x7fELF", "a program", _NO_ARTICLE),
)
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (docx)"),
    (b"xl/", "a spreadsheet (xlsx)"),
    (b"ppt/", "a presentation (pptx)"),
    (b"application/epub", "an e-book (epub)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)
_LOOKED_AT = 65_536
# Tab, line ends, form feed and escape (terminal logs) appear in texts.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class BinaryKind:
    """What a file seems to be, with its article, and what to do about it."""

    what: str
    hint: str


def binary_kind(data: bytes) -> BinaryKind | None:
    """What `data` seems to be when it is no text in an ASCII-based encoding; None for text."""
    for start, what, hint in _SIGNATURES:
        if data.startswith(start):
            return BinaryKind(what, hint)
    head = data[:_LOOKED_AT]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for name, what in _IN_ZIP:
            if name in head or name in data[-_LOOKED_AT:]:
                return BinaryKind(what, _SAVE_AS_TEXT)
        return BinaryKind("a zip archive", _UNPACK)
    at = data.find(b"\0")
    if at >= 0:
        return _with_nul(head, at)
    if len(_CONTROL.findall(head)) > max(2, len(head) // 50):
        return BinaryKind("binary data (many control characters)", _NO_ARTICLE)
    return None


def _with_nul(head: bytes, at: int) -> BinaryKind:
    even, odd = head[0::2], head[1::2]
    half = max(1, len(head) // 2)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > half * 0.5 and others.count(0) < half * 0.05:
            return BinaryKind(
                f"UTF-16 without a byte order mark, it seems (NUL at byte {at})",
                f"If it is, give --encoding {name}.",
            )
    return BinaryKind(
        f"binary data (a NUL at byte {at})", f"{_NO_ARTICLE} If it is text, name its --encoding."
    )
