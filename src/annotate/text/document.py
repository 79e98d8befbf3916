"""Documents: a text as it is stored, its hash, and the way from bytes to it.

A stored text is what was decoded less a BOM, with CRLF and CR as LF; nothing else is normalised,
since that would move the offsets of annotations that arrive with a text.
"""

import codecs
import hashlib
import re
import unicodedata
import uuid
from dataclasses import dataclass

from annotate.errors import UnreadableText
from annotate.text.signatures import binary_kind

NAMESPACE = uuid.UUID("6f0d2c1e-8a57-5b43-9e2b-3c74d1a9f605")
"""Namespace of this project's uuid5 ids, chosen at random once and never changed: two people who
import the same text get the same ids."""

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 32_768  # bytes shown to charset-normalizer
# High bytes that are only typographic marks or spaces in Windows-1252: “ ” ‘ ’ – — … • ™ € NBSP £ § ° ·
_ONLY_TYPOGRAPHIC = re.compile(rb"[\x00-\x7f\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xab\xb0\xb7\xbb]*")

_LATIN_LETTERS = {
    "cp1252": frozenset("àâäåæáãçèéêëìíîïñòóôõöøœùúûüýÿßªº¿¡"),
    "cp1250": frozenset("áâăäąćčçďđéěëęíîĺľłńňóôőöŕřśšşťţůúűüýžźżß"),
    "cp1254": frozenset("âçğıîöşüûéà"),
}
_USUAL_MARKS = frozenset("“”‘’‚„«»‹›–—…•·\xa0€£§°©®™")


def article_id(sha256: str) -> str:
    """The id of the article whose text has this hash (hex of SHA-256 over UTF-8)."""
    return str(uuid.uuid5(NAMESPACE, f"article:{sha256.lower()}"))


def annotator_id(handle: str) -> str:
    """The id of an annotator; spelling variants in case, spaces around and composition are one."""
    folded = unicodedata.normalize("NFC", handle).strip().casefold()
    return str(uuid.uuid5(NAMESPACE, f"annotator:{folded}"))


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was accepted; offsets into it are code points."""

    text: str
    sha256: str
    """Hex, of the text as UTF-8."""

    @property
    def id(self) -> str:
        """The article's id, the same wherever the same text is imported."""
        return article_id(self.sha256)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document that came from bytes."""

    document: Document
    encoding: str
    """Python's name of the encoding it was read with."""
    warning: str | None
    """One line for the user when the encoding was guessed."""


def document(text: str, source: str = "text") -> Document:
    """Accept a text. Raises UnreadableText for NUL, lone surrogates and texts without content."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refused = _REFUSED.search(text)
    if refused is not None:
        at = refused.start()
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        what = "a NUL character" if refused[0] == "\0" else f"a lone surrogate (U+{ord(refused[0]):04X})"
        raise UnreadableText(
            f"{source}: {what} at line {line}, column {column}",
            "Remove the character, or save the text again as UTF-8.",
        )
    if not text or text.isspace():
        raise UnreadableText(f"{source}: there is no text in it", "Give a file that holds an article.")
    return Document(text, hashlib.sha256(text.encode("utf-8")).hexdigest())


def decode(data: bytes, source: str, encoding: str | None = None) -> Decoded:
    """Read bytes as text: by BOM, as strict UTF-8, else by a guess that is announced.

    `encoding` overrules all of it. Raises UnreadableText for binary files, an unknown or failing
    encoding, and what `document` refuses.
    """
    if encoding is not None:
        return _decode_as(data, source, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return Decoded(document(data[len(bom) :].decode(name), source), name, None)
            except UnicodeDecodeError as error:
                raise UnreadableText(
                    f"{source}: begins as {name}, but byte {error.start + len(bom)} does not fit it",
                    "The file may be cut off or damaged; name another encoding with --encoding.",
                ) from error
    kind = binary_kind(data)
    if kind is not None:
        raise UnreadableText(f"{source}: this is not plain text but {kind.what}", kind.hint)
    try:
        return Decoded(document(data.decode("utf-8"), source), "utf-8", None)
    except UnicodeDecodeError:
        _refuse_surrogates(data, source)
        text, name = _guess(data, source)
    warning = (
        f"{source}: not UTF-8; read as {name}. If letters look wrong, name the encoding with --encoding."
    )
    return Decoded(document(text, source), name, warning)


def _refuse_surrogates(data: bytes, source: str) -> None:
    """Raise UnreadableText for bytes that are UTF-8 but for lone surrogates: no encoding makes them text."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return
    document(text, source)


def _decode_as(data: bytes, source: str, encoding: str) -> Decoded:
    try:
        info = codecs.lookup(encoding)
        # codecs.lookup also knows rot13, base64 and the like, which are no encodings of text.
        if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode", "undefined"):
            raise LookupError(encoding)
    except (LookupError, ValueError) as error:
        raise UnreadableText(
            f"{source}: there is no encoding named {encoding!r}",
            "Try utf-8, utf-16, cp1252, iso-8859-15, gb18030, big5, shift_jis, euc_kr, cp1251 or koi8-r.",
        ) from error
    try:
        text = data.decode(info.name)
    except (UnicodeError, ValueError) as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise UnreadableText(
            f"{source}: cannot be read as {info.name}{where}",
            "Leave --encoding out to have it detected, or name another.",
        ) from error
    return Decoded(document(text, source), info.name, None)


def _guess(data: bytes, source: str) -> tuple[str, str]:
    """Text and encoding of bytes that are not UTF-8."""
    if _ONLY_TYPOGRAPHIC.fullmatch(data):
        return data.decode("cp1252"), "cp1252"
    # Imported here: it costs 50 ms that only a file in a legacy encoding should pay.
    from charset_normalizer import from_bytes

    sample = _sample(data)
    candidates = [match.encoding for match in from_bytes(sample)]
    if candidates and _is_latin(sample, candidates[0]):
        # Its measure of mess cannot tell the Latin code pages apart; the letters in use can.
        candidates = [*sorted(_LATIN_LETTERS, key=lambda name: _odd_characters(sample, name)), *candidates]
    for name in [*candidates, "cp1252", "gb18030"]:
        try:
            text = data.decode(name)
        except (UnicodeError, LookupError):
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", text):
            return text, name
    raise UnreadableText(
        f"{source}: the encoding could not be detected",
        "Name it with --encoding, for instance --encoding cp1252 or --encoding gb18030.",
    )


def _is_latin(sample: bytes, encoding: str) -> bool:
    letters = {char for char in sample.decode(encoding, "replace") if char > "\x7f" and char.isalpha()}
    return all(unicodedata.name(char, "").startswith("LATIN") for char in letters)


def _odd_characters(sample: bytes, encoding: str) -> int:
    """How many characters a text in this code page would hardly hold."""
    high = [char for char in sample.decode(encoding, "replace") if char > "\x7f"]
    usual = _LATIN_LETTERS[encoding]
    return sum(char.lower() not in usual and char not in _USUAL_MARKS for char in high)


def _sample(data: bytes) -> bytes:
    """At most 32 kB that show the encoding: the lines with bytes beyond ASCII.

    Cut at line ends: a newline byte is never a part of a multi-byte character in the encodings
    that reach this point.
    """
    if len(data) <= _SAMPLE:
        return data
    taken, size = [], 0
    for match in re.finditer(rb"[^\n]*[\x80-\xff][^\n]*\n?", data):
        line = match[0][: _SAMPLE - size]
        taken.append(line)
        size += len(line)
        if size >= _SAMPLE:
            break
    return b"".join(taken)
