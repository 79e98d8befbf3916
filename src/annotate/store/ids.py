"""Ids of rows that are made here: UUID version 7, so that they sort by the time they were made."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last_value = 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562, section 5.7), strictly increasing within the process.

    Layout: 48 bits of Unix milliseconds, version, 12 bits, variant, 62 bits; the 74 free bits are
    random for a new millisecond and counted up within one.
    """
    global _last_value
    with _lock:
        milliseconds = time.time_ns() // 1_000_000
        if milliseconds > _last_value >> 74:
            # The top free bit stays clear, so that counting up cannot run over.
            free = int.from_bytes(os.urandom(10), "big") >> 7
            _last_value = milliseconds << 74 | free
        else:
            _last_value += 1
        milliseconds, free = _last_value >> 74, _last_value & ((1 << 74) - 1)
    bits = milliseconds << 80 | 0x7 << 76 | (free >> 62) << 64 | 0b10 << 62 | free & ((1 << 62) - 1)
    return str(uuid.UUID(int=bits))
