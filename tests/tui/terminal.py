"""The real command in a real pseudo-terminal, and a reader of its screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pyte

from helpers import clean_environment

_PATIENCE = 40.0
"""Seconds after which what was waited for is taken to never come."""


class Terminal:
    """A terminal of 80 by 24 with the workbench in it."""

    def __init__(self, *arguments: str, folder: Path, size: tuple[int, int] = (80, 24)) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        """All that the program sent."""
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from annotate.cli.app import main; main()", *arguments],
            cwd=folder,
            env=clean_environment(TERM="xterm-256color", COLORTERM="truecolor"),
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
        )

    def lines(self) -> list[str]:
        """What is on the screen."""
        return list(self.screen.display)

    def sees(self, text: str) -> bool:
        return any(text in line for line in self.lines())

    def wait(self, text: str) -> None:
        """Read until the screen has the text."""
        self._until(lambda: self.sees(text), f"“{text}”")

    def wait_for_the_end(self) -> int:
        """Read until the program has left; its exit code."""
        self._until(lambda: self.process.poll() is not None, "the end")
        while self._read(0.05):
            pass
        return self.process.wait()

    def press(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self.master, keys.encode())

    def kill(self) -> None:
        """kill -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def modes_on(self) -> set[bytes]:
        """Private modes that the program has set and not taken back."""
        on: set[bytes] = set()
        for part in self.written.split(b"\x1b[?")[1:]:
            mode = part.split(b"h")[0].split(b"l")[0]
            if mode.isdigit():
                (on.add if part[len(mode) : len(mode) + 1] == b"h" else on.discard)(mode)
        return on

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        os.close(self.master)
        os.close(self.slave)

    def _until(self, comes: Callable[[], object], what: str) -> None:
        end = monotonic() + _PATIENCE
        while not comes():
            assert monotonic() < end, f"{what} never came:\n" + "\n".join(self.lines())
            self._read(0.1)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            new = os.read(self.master, 65536)
            self.written += new
            self._stream.feed(new)
        return bool(ready)


@contextmanager
def in_terminal(*arguments: str | Path, folder: Path) -> Iterator[Terminal]:
    """The command with these arguments, killed at the end where it is still running."""
    terminal = Terminal(*map(str, arguments), folder=folder)
    try:
        yield terminal
    finally:
        terminal.close()
