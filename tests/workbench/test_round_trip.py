"""Export, import into an empty database, export again: the same bytes, whatever was annotated."""

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.model import Attributes
from annotate.workbench.bench import Workbench
from annotate.workbench.samples import sample_files
from helpers import MILL, dataset, link, link_record, open_bench, record, span_record, tag, write_dataset


def again(folder: Path, *paths: Path) -> bytes:
    """What a fresh database exports after importing the files."""
    with tempfile.TemporaryDirectory(dir=folder) as name, open_bench(Path(name) / "new.db", "zoe") as bench:
        for report in bench.import_paths(paths):
            assert report.error is None
            assert report.tally.kept == []
        return dataset(bench)


def test_the_work_of_a_session_comes_back_the_same(project: Workbench, tmp_path: Path) -> None:
    claim = tag(project, "claim", "The river has run blue since April")
    rebuttal = tag(project, "rebuttal", "The claim is baseless")
    far = tag(project, "claim", "河水是藍色的")
    tag(project, "attribution", "Two divers found no pipe 👩‍🔧")
    project.set_attributes(rebuttal, Attributes(speaker="Ada Quill", note="“quoted”\n\ttwice 👍🏽"))
    link(project, "rebuts", rebuttal, claim)
    link(project, "same_as", far, claim)
    project.set_state(claim.article_id, "done")
    path = tmp_path / "set.jsonl"
    project.export(path)
    assert again(tmp_path, path) == path.read_bytes() == dataset(project)


@pytest.mark.parametrize("name", ["ana", "ben"])
def test_a_sample_dataset_comes_back_the_same(tmp_path: Path, name: str) -> None:
    path = sample_files() / "annotations" / f"{name}.jsonl"
    assert again(tmp_path, path) == path.read_bytes()


def test_datasets_of_two_annotators_merge_in_either_order(tmp_path: Path) -> None:
    ana, ben = (sample_files() / "annotations" / f"{name}.jsonl" for name in ("ana", "ben"))
    assert again(tmp_path, ana, ben) == again(tmp_path, ben, ana)


_words = st.text(
    st.one_of(
        st.sampled_from('aé .,“”\n\t👍🏽👨‍👩‍👧🇫🇷河水कि\u0301\u2028\u200b"\\'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"),
    ),
    min_size=1,
    max_size=60,
)
_maybe = st.sampled_from([None, ""]) | _words


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Articles with spans of two annotators, some in fragments, and links that fit the scheme."""
    texts = draw(st.lists(_words.filter(str.strip), min_size=1, max_size=3, unique=True))
    made = {text: record(text) for text in texts}
    by_owner: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    taken = set()
    for number in range(draw(st.integers(0, 8))):
        text = draw(st.sampled_from(texts))
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        who, layer = (
            draw(st.sampled_from(["ana", "Ben Ó", "林"])),
            draw(st.sampled_from(["independent", "gold"])),
        )
        label = draw(st.sampled_from(["claim", "rebuttal"]))
        if (text, who, layer, label, start, end) in taken:
            continue
        taken.add((text, who, layer, label, start, end))
        cuts = sorted(draw(st.sets(st.integers(start + 1, end - 1), max_size=4))) if end - start > 2 else []
        edges = [start, *(cuts if len(cuts) % 2 == 0 else cuts[:-1]), end]
        span = span_record(number, text, start, end, annotator=who, layer=layer, label=label)
        span["fragments"] = [list(pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
        span["attributes"]["note"], span["attributes"]["speaker"] = draw(_maybe), draw(_maybe)
        made[text]["spans"].append(span)
        by_owner.setdefault((who, layer), []).append((number, text, label))
    for (who, layer), spans in by_owner.items():
        for number, (source, target) in enumerate(pairwise(spans)):
            kind = "rebuts" if source[2] == "rebuttal" else "same_as"
            if kind == "rebuts" or target[2] == "claim":
                made[source[1]]["links"].append(
                    link_record(
                        1000 + 100 * len(who) + 50 * (layer == "gold") + number,
                        source[0],
                        target[0],
                        made[target[1]]["id"],
                        type=kind,
                        annotator=who,
                        layer=layer,
                        note=draw(_maybe),
                    )
                )
    for text in texts:
        made[text]["meta"]["title"], made[text]["meta"]["event"] = draw(_maybe), draw(_maybe)
        made[text]["states"] = draw(st.sampled_from([[], [{"annotator": "ana", "state": "done"}]]))
    return list(made.values())


@settings(max_examples=60, deadline=None)
@given(lines=records())
def test_any_dataset_comes_back_the_same(lines: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = again(folder, write_dataset(folder / "first.jsonl", *lines))
        (folder / "second.jsonl").write_bytes(first)
        assert again(folder, folder / "second.jsonl") == first
        assert first.count(b"\n") == len(lines)
        assert first.count(b'"quote"') == 0
        assert first.count(b'"fragments"') == sum(len(x["spans"]) for x in lines)
        assert first.count(b'"target_article"') == sum(len(x["links"]) for x in lines)


def test_a_span_in_fragments_keeps_them_until_its_edges_move(project: Workbench, tmp_path: Path) -> None:
    span = span_record(1, MILL, 0, 27, annotator="kim", fragments=[[0, 4], [11, 27]])
    project.import_paths([write_dataset(tmp_path / "set.jsonl", record(MILL, spans=[span]))])
    (found,) = project.spans()
    assert found.fragments == ((0, 4), (11, 27))
    project.relabel(found, "rebuttal")
    (found,) = project.spans()
    assert found.fragments == ((0, 4), (11, 27))
    assert project.set_boundaries(found, 0, 10).fragments is None
    assert project.spans()[0].fragments is None
    project.undo()
    assert project.spans()[0].fragments == ((0, 4), (11, 27))
