"""Ids of rows: version 7, and in the order they were made."""

import uuid

from annotate.store.ids import new_id


def test_ids_are_version_7_and_sort_by_age() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    for one in made[::500]:
        assert uuid.UUID(one).version == 7
        assert uuid.UUID(one).variant == uuid.RFC_4122
