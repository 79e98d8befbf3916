"""`annotate similar`: near-duplicates of a text or a span, as a table and as JSON."""

import json
from pathlib import Path

from annotate.workbench.bench import Workbench
from helpers import annotate, tag


def test_a_text_finds_statements_best_first_as_json(
    project: Workbench, database: Path, tmp_path: Path
) -> None:
    span = tag(project, "claim", "Nothing has left our mill")
    project.close()
    done = annotate(
        "--db", database, "--annotator", "kim", "similar", "nothing left the mill", "--json", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found[0]["text"] == "Nothing has left our mill"
    assert found[0]["label"] == "claim"
    assert found[0]["span_id"] == span.id
    assert found[0]["polarity"] in ("same", "opposite?")
    assert {"score", "article_id", "start", "end", "text", "label", "polarity"} <= set(found[0])
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


def test_a_span_s_id_finds_what_is_like_it_elsewhere(
    project: Workbench, database: Path, tmp_path: Path
) -> None:
    span = tag(project, "claim", "The river has run blue since April")
    project.close()
    done = annotate("--db", database, "similar", span.id, cwd=tmp_path)
    assert "The river has been blue since April" in done.stdout
    assert "run blue" not in done.stdout


def test_nothing_alike_and_nothing_there_are_said(database: Path, tmp_path: Path, project: Workbench) -> None:
    project.close()
    done = annotate("--db", database, "similar", "zebra crossings", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing like it" in done.stderr
    for odd in ("x", "word " * 20_000):
        done = annotate("--db", database, "similar", odd, cwd=tmp_path)
        assert done.returncode == 0, (odd[:20], done.stderr)
    for nothing in ("", "… !"):
        done = annotate("--db", database, "similar", nothing, cwd=tmp_path)
        assert done.returncode == 2, nothing
        assert "no word" in done.stderr
