"""A file of named numpy arrays that is opened memory-mapped, in milliseconds whatever its size.

    magic, 8 bytes    names the format and its version
    length, 8 bytes   of the head, little-endian
    sum, 4 bytes      CRC-32 of the head, little-endian
    head              JSON: `meta` of the writer, the place and the CRC-32 of every array, the file's size
    arrays            each from a multiple of 64 bytes

A file is written beside its place and renamed, so a reader finds the old one or the new one. Opening
checks all but the contents of the arrays; `verify` reads those too.
"""

import json
import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Arrays = dict[str, "np.ndarray[Any, Any]"]

MAGIC = b"annstm02"
_ALIGN = 64
_LEFT_BEHIND = 3600.0
"""Seconds after which nobody writes a file any more."""
_BEFORE_HEAD = len(MAGIC) + 8 + 4


class Unusable(Exception):
    """The file is not there, cut short, damaged, or of another version: make it anew."""


def save(path: Path, arrays: Mapping[str, "np.ndarray[Any, Any]"], meta: Mapping[str, Any]) -> None:
    """Write a file, or replace it. OSError where that fails; what stood there is left as it was."""
    import numpy as np

    at = 0
    places: dict[str, dict[str, Any]] = {}
    for name, array in arrays.items():
        at = -(-at // _ALIGN) * _ALIGN
        crc = zlib.crc32(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
        places[name] = {"at": at, "dtype": array.dtype.str, "shape": array.shape, "crc": crc}
        at += array.nbytes
    head = json.dumps({"meta": meta, "arrays": places, "size": at}).encode()
    _sweep(path)
    partial = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.tmp")
    try:
        with partial.open("wb") as file:
            file.write(MAGIC + len(head).to_bytes(8, "little"))
            file.write(zlib.crc32(head).to_bytes(4, "little") + head)
            base = _base(len(head))
            for name, array in arrays.items():
                file.seek(base + places[name]["at"])
                file.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
            file.truncate(base + at)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what a program that was killed while it wrote left behind."""
    for left in path.parent.glob(f"{path.name}.*.tmp"):
        with suppress(OSError):  # another program was first
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink()


def load(path: Path) -> tuple["Arrays", dict[str, Any]]:
    """The arrays of a file, memory-mapped and read-only, and the writer's `meta`.

    Unusable where there is no such file.
    """
    import numpy as np

    head, base = _head(path)
    if path.stat().st_size != base + head["size"]:
        raise Unusable(f"{path.name} is cut short")
    arrays: Arrays = {}
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    try:
        for name, place in head["arrays"].items():
            dtype = np.dtype(place["dtype"])
            count = int(np.prod(place["shape"], dtype=np.int64))
            start = base + place["at"]
            stretch = whole[start : start + count * dtype.itemsize]
            arrays[name] = np.asarray(stretch).view(dtype).reshape(place["shape"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unusable(f"{path.name} is damaged: {error}") from None
    return arrays, head["meta"]


def verify(path: Path) -> None:
    """Read the whole file against its check sums. Unusable where they differ."""
    head, _ = _head(path)
    arrays, _ = load(path)
    for name, array in arrays.items():
        if zlib.crc32(array.reshape(-1).view("u1").data) != head["arrays"][name]["crc"]:
            raise Unusable(f"{path.name} is damaged: {name}")


def _base(head_length: int) -> int:
    return -(-(_BEFORE_HEAD + head_length) // _ALIGN) * _ALIGN


def _head(path: Path) -> tuple[dict[str, Any], int]:
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise Unusable(f"{path.name} is of another version")
            length = int.from_bytes(file.read(8), "little")
            if length > path.stat().st_size:
                raise Unusable(f"{path.name} is cut short")
            checked = int.from_bytes(file.read(4), "little")
            read = file.read(length)
            if zlib.crc32(read) != checked:
                raise Unusable(f"{path.name} is damaged")
            head = json.loads(read)
            head["meta"], head["arrays"], head["size"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{path.name} cannot be read: {error}") from None
    return head, _base(length)
