import json
import multiprocessing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.statements import arrays
from annotate.statements.arrays import Unusable, load, save, verify
from annotate.statements.corpus import Document
from annotate.statements.fold import fold
from annotate.statements.index import Index
from statements.collections_made import documents, save_often, stated, wordings


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "notes.statements"
    Index.build(stated()).save(path)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents, wordings, st.booleans())
def test_a_saved_index_answers_as_before(
    tmp_path: Path, made: list[Document], asked: str, changed: bool
) -> None:
    index = Index.build(made)
    if changed:
        index = index.updated(stated()[:2], ["article-3"])
    index.save(tmp_path / "index")
    loaded = Index.load(tmp_path / "index")
    assert loaded.sources == index.sources
    assert len(loaded) == len(index)
    assert loaded.search(fold(asked), floor=30.0) == index.search(fold(asked), floor=30.0)


def test_arrays_of_all_shapes_come_back_read_only(tmp_path: Path) -> None:
    made: dict[str, np.ndarray[Any, Any]] = {
        "flat": np.arange(7, dtype=np.uint32),
        "table": np.arange(6, dtype=np.float64).reshape(2, 3),
        "none": np.empty(0, dtype=np.int64),
        "every second": np.arange(10, dtype=np.uint8)[::2],
    }
    save(tmp_path / "file", made, {"writer": "test"})
    found, meta = load(tmp_path / "file")
    assert meta == {"writer": "test"}
    for name, array in made.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
        assert not found[name].flags.writeable
    verify(tmp_path / "file")


def test_a_missing_and_an_empty_file_are_unusable(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        Index.load(tmp_path / "nowhere")
    (tmp_path / "empty").touch()
    with pytest.raises(Unusable):
        Index.load(tmp_path / "empty")
    with pytest.raises(Unusable):
        Index.load(tmp_path)


def test_a_file_cut_short_anywhere_is_unusable(saved: Path) -> None:
    whole = saved.read_bytes()
    for length in (1, 8, 15, 19, 20, 100, len(whole) // 2, len(whole) - 1):
        saved.write_bytes(whole[:length])
        with pytest.raises(Unusable):
            Index.load(saved)


def test_every_flipped_byte_of_the_head_is_noticed(saved: Path) -> None:
    whole = saved.read_bytes()
    end = 20 + int.from_bytes(whole[8:16], "little")
    for at in range(end):
        damaged = bytearray(whole)
        damaged[at] ^= 0x11
        saved.write_bytes(damaged)
        with pytest.raises(Unusable):
            Index.load(saved)


def test_verify_notices_a_flipped_byte_of_every_array(saved: Path) -> None:
    verify(saved)
    whole = saved.read_bytes()
    size = int.from_bytes(whole[8:16], "little")
    head = json.loads(whole[20 : 20 + size])
    body = len(whole) - head["size"]
    for name, place in head["arrays"].items():
        if 0 not in place["shape"]:
            damaged = bytearray(whole)
            damaged[body + place["at"]] ^= 0x01
            (saved.parent / name).write_bytes(damaged)
            with pytest.raises(Unusable, match=name):
                verify(saved.parent / name)


def test_another_version_is_unusable(saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(b"annstm00" + whole[8:])
    with pytest.raises(Unusable):
        Index.load(saved)
    saved.write_bytes(whole)
    found, meta = load(saved)
    later = tmp_path / "later"
    save(later, found, {**meta, "format": meta["format"] + 1})
    with pytest.raises(Unusable):
        Index.load(later)
    save(later, {name: array for name, array in found.items() if name != "totals"}, meta)
    with pytest.raises(Unusable):
        Index.load(later)


def test_a_save_that_fails_leaves_what_stood_there(saved: Path) -> None:
    before = saved.read_bytes()
    folder = saved.parent / "folder"
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        Index.load(saved).save(folder)
    assert saved.read_bytes() == before
    assert sorted(path.name for path in saved.parent.iterdir()) == ["folder", saved.name]


def test_two_processes_that_save_at_once_leave_a_usable_file(tmp_path: Path) -> None:
    path = tmp_path / "index"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=save_often, args=(path, count)) for count in (3, 6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    arrays.verify(path)
    assert len(Index.load(path).sources) in (3, 6)
    assert [found.name for found in tmp_path.iterdir()] == ["index"]
