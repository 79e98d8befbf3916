"""The only writer to stdout and stderr: tables, JSON, notes, errors and the progress bar.

What a command found goes to stdout, what is said about it to stderr, so that pipes get data alone.
Nothing that stands in a database reaches the terminal as a control character.
"""

import json
import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, TextIO

_BAR_CELLS = 28
_REDRAW_SECONDS = 0.1
_NARROWEST = 8
"""Cells that a shortened column keeps at least."""


class OutputClosed(Exception):
    """Whoever read our output has gone, as `head` does; there is nothing left to say."""


class OutputFailed(Exception):
    """Output could not be written, for example to a full disk."""


def prepare() -> None:
    """Let no character fail on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def finish() -> None:
    """Flush stdout while errors of writing can still be reported."""
    with _guarded():
        sys.stdout.flush()


def silence() -> None:
    """Point stdout to nowhere, so that the interpreter's own last flush finds nothing to complain of."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass  # a stdout without a file behind it, as in tests


def line(text: str = "") -> None:
    """One line on stdout."""
    with _guarded():
        sys.stdout.write(text + "\n")


def raw() -> BinaryIO:
    """Stdout for bytes; wrap writing in `writing`."""
    return sys.stdout.buffer


@contextmanager
def writing() -> Iterator[None]:
    """Tell trouble with stdout from other trouble while writing to `raw`."""
    with _guarded():
        yield


def as_json(value: Any) -> None:
    """A value as JSON on stdout."""
    line(json.dumps(value, ensure_ascii=False, indent=2))


def note(message: str, hint: str = "") -> None:
    """Something about the result, on stderr."""
    _say(one_line(message), hint)


def error(message: str, hint: str = "") -> None:
    """What went wrong and what to do, a line each, on stderr."""
    _say(f"{_styled('31', 'error:', sys.stderr)} {one_line(message)}", hint)


def _say(text: str, hint: str) -> None:
    with suppress(OSError):
        sys.stdout.flush()  # so that both streams read in order on one terminal
    with suppress(OSError):  # a stderr that is gone or full has nobody to be told
        sys.stderr.write(text + "\n" + (f"→ {one_line(hint)}\n" if hint else ""))
        sys.stderr.flush()


def heading(text: str) -> None:
    """A line that starts a part of the output."""
    line(_styled("1", text, sys.stdout))


def paragraph(text: str, indent: int = 0) -> None:
    """A text in the rows it needs on a terminal, in one elsewhere."""
    import textwrap

    room, lead, text = width(), " " * indent, one_line(text)
    rows = [text] if room is None else textwrap.wrap(text, max(20, room - indent), break_on_hyphens=False)
    for row in rows:
        line(f"{lead}{row}")


def table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, flexible: str = "", indent: int = 0
) -> None:
    """Rows under their headings; numbers to the right.

    On a terminal the `flexible` column is shortened so that a row keeps to one line.
    """
    texts = [[one_line("" if cell is None else str(cell)) for cell in row] for row in rows]
    numeric = [
        bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(columns))
    ]
    widths = [
        max(cells(columns[i]), *(cells(row[i]) for row in texts)) if texts else cells(columns[i])
        for i in range(len(columns))
    ]
    room = width()
    if flexible in columns and room is not None:
        at = columns.index(flexible)
        others = sum(widths) - widths[at] + 2 * (len(columns) - 1) + indent
        widths[at] = min(widths[at], max(_NARROWEST, room - others))
    heading(" " * indent + _row(columns, widths, numeric))
    for row in texts:
        line(" " * indent + _row(row, widths, numeric))


def _row(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = []
    for text, wide, right in zip(texts, widths, numeric, strict=True):
        short = shorten(text, wide)
        gap = " " * (wide - cells(short))
        padded.append(gap + short if right else short + gap)
    return "  ".join(padded).rstrip()


def width() -> int | None:
    """Cells of a row of the terminal; None where stdout is none, and nothing needs shortening."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def one_line(text: str) -> str:
    """The text on one line, with control and direction characters made visible."""
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join(
        c if c.isprintable() or (unicodedata.category(c) in ("Cf", "Cs") and c not in _DIRECTION) else "�"
        for c in flat
    )


_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    from annotate.text import offsets

    return offsets.cells(text)


def shorten(text: str, most: int) -> str:
    """The text within so many cells, with an ellipsis where it was cut; clusters stay whole."""
    if cells(text) <= most:
        return text
    from annotate.text.graphemes import next_boundary

    end, taken = 0, 0
    while end < len(text):
        after = next_boundary(text, end)
        taken += cells(text[end:after])
        if taken > most - 1:
            break
        end = after
    return text[:end].rstrip() + "…"


def _styled(code: str, text: str, stream: TextIO) -> str:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return text if plain else f"\x1b[{code}m{text}\x1b[0m"


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while something long is done, on a terminal only: call it with done and all."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    drawn = 0.0

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        moment = time.monotonic()
        if moment - drawn < _REDRAW_SECONDS:
            return
        drawn = moment
        full = min(_BAR_CELLS, _BAR_CELLS * done // max(total, 1))
        bar = "█" * full + "░" * (_BAR_CELLS - full)
        sys.stderr.write(f"\r{label} {bar} {100 * done // max(total, 1):3d} %")
        sys.stderr.flush()

    try:
        yield draw
    finally:
        if drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise OutputClosed from None
    except OSError as trouble:
        raise OutputFailed(trouble.strerror or str(trouble)) from None
