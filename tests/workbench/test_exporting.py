"""Exporting: the whole file or the older one, of one moment."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.errors import DiskFull, InputError, UnknownName
from annotate.formats import jsonl
from annotate.workbench.bench import Workbench
from helpers import clean_environment, dataset, link, open_bench, place, tag


def test_the_folder_is_made_and_no_side_file_left(project: Workbench, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "set.jsonl"
    assert project.export(out) == 2
    assert [path.name for path in out.parent.iterdir()] == ["set.jsonl"]
    assert out.read_bytes() == dataset(project)
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(out.stat().st_mode) == 0o666 & ~umask


def test_every_line_stands_for_itself(project: Workbench) -> None:
    tag(project, "claim", "河水是藍色的")
    for line in dataset(project).splitlines():
        record = json.loads(line)
        for span in record["spans"]:
            assert record["text"][span["start"] : span["end"]] == span["text"]


def test_lines_have_the_keys_of_the_records_in_their_order(project: Workbench) -> None:
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    link(project, "rebuts", rebuttal, tag(project, "claim", "The river has been blue since April"))
    for line in dataset(project).splitlines():
        assert jsonl.dump(jsonl.parse(line, "x").model_dump()) == line


def test_only_the_annotators_asked_for(project: Workbench, database: Path) -> None:
    tag(project, "claim", "It was tested twice")
    with open_bench(database, "Lou") as lou:
        tag(lou, "claim", "The claim is baseless")
    lines = [json.loads(line) for line in project.export_lines(["lou"])]
    assert [s["annotator"] for line in lines for s in line["spans"]] == ["Lou"]
    assert [s["annotator"] for line in lines for s in line["states"]] == ["Lou"]
    assert len(lines) == 2
    with pytest.raises(UnknownName, match="zoe") as caught:
        list(project.export_lines(["zoe"]))
    assert "Lou" in caught.value.hint


def test_only_the_layer_asked_for(project: Workbench) -> None:
    tag(project, "claim", "It was tested twice")
    lines = [json.loads(line) for line in project.export_lines(layer="gold")]
    assert [line["spans"] for line in lines] == [[], []]


def test_deleted_and_undone_work_is_not_exported(project: Workbench) -> None:
    before = dataset(project)
    claim = tag(project, "claim", "The river has run blue since April")
    link(project, "rebuts", tag(project, "rebuttal", "The claim is baseless"), claim)
    project.delete_span(claim)
    assert b'The river has run blue since April","fragments' not in dataset(project)
    for _ in range(4):
        project.undo()
    assert dataset(project) == before


def test_edits_of_others_during_an_export_do_not_mix_in(project: Workbench, database: Path) -> None:
    lines = project.export_lines()
    first = next(lines)
    with open_bench(database, "lou") as lou:
        for words in ("It was tested twice", "The claim is baseless"):
            lou.tag(place(lou, words)[0], "claim", *place(lou, words)[1:])
    assert b"lou" not in first + b"".join(lines)
    assert dataset(project).count(b'"annotator":"lou"') == 4


def test_a_place_that_cannot_be_written_is_told(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path / "file" / "set.jsonl", tmp_path, Path("/proc/set.jsonl")):
        with pytest.raises(InputError) as caught:
            project.export(out)
        assert caught.value.hint


def test_a_device_is_written_to_and_stays_a_device(project: Workbench) -> None:
    assert project.export(Path("/dev/null")) == 2
    assert Path("/dev/null").is_char_device()
    with pytest.raises(DiskFull):
        project.export(Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


def test_a_link_to_a_file_stays_a_link(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "shared.jsonl").write_text("older")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "shared.jsonl")
    project.export(tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "shared.jsonl").read_bytes() == dataset(project)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from annotate.config import Config
from annotate.errors import DiskFull
from annotate.workbench.bench import Workbench

with Workbench.open(Config(Path(sys.argv[1]), "kim")) as bench:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, resource.RLIM_INFINITY))
    try:
        bench.export(Path(sys.argv[2]))
    except DiskFull as error:
        print(error.message)
"""


def test_an_export_that_does_not_fit_leaves_the_older_file(
    project: Workbench, database: Path, tmp_path: Path
) -> None:
    out = tmp_path / "exports" / "set.jsonl"
    out.parent.mkdir()
    out.write_text("older")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(database), str(out)],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "an older file of that name is untouched" in done.stdout
    assert out.read_text() == "older"
    assert [path.name for path in out.parent.iterdir()] == ["set.jsonl"]
