"""The time as it is stored: UTC, ISO 8601 with milliseconds and a final Z."""

from datetime import UTC, datetime


def now() -> str:
    """The present moment, for example `2026-03-02T09:14:05.123Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
