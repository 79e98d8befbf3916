"""Commands that bring articles and datasets in, and the dataset out: import, export, schema."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from annotate.cli import options, output

if TYPE_CHECKING:
    from annotate.model import Layer
    from annotate.store.intake import Tally
    from annotate.workbench.bench import Workbench
    from annotate.workbench.intake import FileReport

_EXIT_BAD_INPUT = 3
_MOST_KEPT = 20
"""Lines about rows that differ and were kept, before the rest is only counted."""


class InputFormat(StrEnum):
    """Formats that can be imported."""

    text = "text"
    jsonl = "jsonl"


class OutputFormat(StrEnum):
    """Formats that can be exported."""

    jsonl = "jsonl"


def import_(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs: articles or datasets.")
    ],
    format_name: Annotated[
        InputFormat | None,
        typer.Option("--format", help="Take every file as this (default: by its content)."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="Encoding of articles (default: UTF-8, else guessed)."
        ),
    ] = None,
    json: options.Json = False,
    db: options.Database = None,
    annotator: options.Annotator = None,
) -> int:
    """Import articles and datasets.

    Each file is taken in whole or not at all; importing a file again changes nothing.
    """
    from annotate.workbench.bench import Workbench

    config = options.settings(context, db, annotator)
    with Workbench.open(config) as bench, output.progress("importing") as progress:
        reports = bench.import_paths(paths, format_name.value if format_name else None, encoding, progress)
    if json:
        output.as_json([_as_json(report) for report in reports])
    else:
        for report in reports:
            _print(report)
        output.line()
        output.line(_summary(reports))
        if any(report.tally.articles for report in reports):
            output.note(f"now in {config.database}", "annotate them: annotate")
    return _EXIT_BAD_INPUT if any(report.error for report in reports) else 0


def _status(report: FileReport) -> str:
    if report.error:
        return "failed"
    tally = report.tally
    new = tally.articles or tally.spans or tally.links or tally.states or tally.filled
    return "imported" if new else "already here"


def _counts(tallies: Sequence[Tally]) -> str:
    sums = (
        (sum(tally.articles for tally in tallies), "article"),
        (sum(tally.spans for tally in tallies), "span"),
        (sum(tally.links for tally in tallies), "link"),
    )
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in sums if count)


def _print(report: FileReport) -> None:
    status = _status(report)
    if report.error:
        output.note(f"{status}: {report.error.message}", report.error.hint)
        return
    counts = _counts([report.tally]) if report.article_id is None else ""
    output.line(f"{status:<12}  {report.path}{': ' + counts if counts else ''}")
    if report.warning:
        output.note(f"warning: {report.warning}")
    for kept in report.tally.kept[:_MOST_KEPT]:
        output.note(kept)
    if len(report.tally.kept) > _MOST_KEPT:
        more = len(report.tally.kept) - _MOST_KEPT
        output.note(f"… and {more:,} more that differ and were kept as they are here")


def _summary(reports: Sequence[FileReport]) -> str:
    statuses = [_status(report) for report in reports]
    files = ", ".join(
        f"{statuses.count(status):,} {status}"
        for status in ("imported", "already here", "failed")
        if status in statuses
    )
    new = _counts([report.tally for report in reports])
    noun = "file" if len(reports) == 1 else "files"
    return f"{len(reports):,} {noun}: {files}" + (f"; new: {new}" if new else "")


def _as_json(report: FileReport) -> dict[str, Any]:
    tally = report.tally
    return {
        "file": str(report.path),
        "status": _status(report),
        "article_id": report.article_id,
        "articles": tally.articles,
        "spans": tally.spans,
        "links": tally.links,
        "states": tally.states,
        "kept": tally.kept,
        "warning": report.warning,
        "error": report.error.message if report.error else None,
        "hint": report.error.hint if report.error else None,
    }


def export(
    context: typer.Context,
    out: Annotated[
        str | None,
        typer.Argument(metavar="[OUT]", help="File, or - for stdout (default: exports/annotations.jsonl)."),
    ] = None,
    format_name: Annotated[OutputFormat, typer.Option("--format", help="Format.")] = OutputFormat.jsonl,
    layer: Annotated[
        options.LayerName | None, typer.Option("--layer", help="Only this layer (default: all).")
    ] = None,
    db: options.Database = None,
    annotator: Annotated[
        list[str] | None,
        typer.Option("--annotator", metavar="NAME", help="Only what this annotator made; can be repeated."),
    ] = None,
) -> None:
    """Export the dataset.

    JSONL, one line an article. An older file is replaced only when the new one is complete.
    """
    from pathlib import Path

    from annotate.errors import InputError
    from annotate.workbench.output import DEFAULT_OUT

    config = options.settings(context, db)
    only = annotator or ([name] if (name := options.filter_of(context, None)) else None)
    chosen_layer = cast("Layer | None", layer and layer.value)
    with options.reading(config) as bench, output.progress("exporting") as progress:
        if out == "-":
            _to_stdout(bench, only, chosen_layer, progress)
            return
        target = Path(out) if out else DEFAULT_OUT
        if out and out.endswith(os.sep):
            raise InputError(f"{out} is a folder", f"name a file: {target / DEFAULT_OUT.name}")
        count = bench.export(target, only, chosen_layer, progress)
    output.line(f"{count:,} articles in {target}" if count != 1 else f"1 article in {target}")
    if not count:
        output.note("there are no articles yet", "bring some in: annotate import PATH...")


def _to_stdout(
    bench: Workbench,
    only: Sequence[str] | None,
    layer: Layer | None,
    progress: Callable[[int, int], None],
) -> None:
    for dataset_line in bench.export_lines(only, layer, progress):
        with output.writing():
            output.raw().write(dataset_line)


def schema(db: options.Database = None, annotator: options.Annotator = None) -> None:
    """Print the JSON Schema of one line of the dataset.

    It is the same for every database; the options are taken as by every command, and change nothing.
    """
    from annotate.formats.records import json_schema

    output.as_json(json_schema())
