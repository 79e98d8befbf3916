"""Driving a program in a real pseudo-terminal and timing it from key to last byte painted."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

QUIET = 0.05
"""Seconds without a byte after which painting counts as over; not part of any figure."""


class Terminal:
    """A program in a pseudo-terminal of a given size."""

    def __init__(self, command: Sequence[str], *, columns: int = 160, rows: int = 45) -> None:
        self.started = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, wanted: bytes, timeout: float = 30.0) -> float:
        """Seconds from the start until the bytes stand in the output."""
        seen = b""
        while wanted not in seen:
            if not self._ready(timeout):
                raise TimeoutError(f"{wanted!r} was not painted in {timeout} s")
            seen += self._read()
        return time.perf_counter() - self.started

    def press(self, keys: bytes, timeout: float = 1.0) -> float | None:
        """Seconds from the key to the last byte that it had painted; None where it painted nothing."""
        self.drain()
        start = time.perf_counter()
        last = None
        os.write(self.descriptor, keys)
        limit = timeout
        while self._ready(limit):
            self._read()
            last = time.perf_counter()
            limit = QUIET
        return None if last is None else last - start

    def drain(self, quiet: float = QUIET) -> None:
        """Read what is still coming."""
        while self._ready(quiet):
            self._read()

    def close(self) -> None:
        """End the program."""
        os.close(self.descriptor)
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        os.waitpid(self.pid, 0)

    def _ready(self, timeout: float) -> bool:
        return bool(select.select([self.descriptor], [], [], timeout)[0])

    def _read(self) -> bytes:
        try:
            found = os.read(self.descriptor, 1 << 20)
        except OSError:  # Linux says EIO where the other end is closed
            found = b""
        if not found:
            raise EOFError("the program ended")
        return found
