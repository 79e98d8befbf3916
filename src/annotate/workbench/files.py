"""Writing a file whole or not at all: beside its place, then renamed, so that a reader never sees half."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from annotate.errors import DiskFull, InputError


class replacing:
    """A file that takes its place only when it is complete and on the disk.

    Devices and pipes are written to as they are; a link is followed, so that it stays a link.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.temporary: Path | None = None

    def __enter__(self) -> BinaryIO:
        try:
            if self.out.is_dir():
                raise InputError(f"{self.out} is a folder", "name a file in it")
            target = self.target = self.out.resolve()
            if target.exists() and not target.is_file():
                self.file: BinaryIO = target.open("wb")
                return self.file
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
        except OSError as error:
            raise InputError(f"cannot write {self.out}: {error.strerror}", "name another place") from None
        self.temporary = Path(name)
        self.file = os.fdopen(handle, "wb")
        return self.file

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        try:
            if error is None:
                self.file.flush()
                self._take_place()
        except OSError as trouble:
            error = trouble
        finally:
            with suppress(OSError):  # a full disk fails the last flush again
                self.file.close()
            if self.temporary is not None:
                self.temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise DiskFull(
                f"cannot write {self.out}: {error.strerror}; an older file of that name is untouched",
                "free some space or name another place",
            ) from None

    def _take_place(self) -> None:
        if self.temporary is None:
            return
        os.fsync(self.file.fileno())
        # mkstemp makes private files; this one is for others to read.
        umask = os.umask(0)
        os.umask(umask)
        self.temporary.chmod(0o666 & ~umask)
        self.temporary.replace(self.target)
