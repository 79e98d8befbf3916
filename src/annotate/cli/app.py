"""The typer app, and the one edge where errors become a line, a hint and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, cast

import typer

from annotate.cli import agreement, linting, moving, opening, options, output, reading, similar, statements

# Typer's error for wrong use has no public name of its own, and its module moved between versions.
_WRONG_USE = cast("type[Exception]", typer.BadParameter.__base__)
_EXIT_INTERRUPTED = 130
_EXIT_PIPE = 141
_EXIT_BUG = 70
_EXIT_OUTPUT = 3
_WORK_ON_A_LAYER = (None, "open", "lint")
"""Commands, or none, for which `--layer` may stand before them: elsewhere it is a filter of their own."""

app = typer.Typer(
    name="annotate",
    help="Annotate claims, rebuttals and attributions in articles, and link them across articles.",
    epilog="Exit codes: 0 done, 1 a check found something, 2 wrong use, 3 bad input, 4 database trouble.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        output.line(f"annotate {version('annotate-workbench')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    db: options.Database = None,
    annotator: options.Annotator = None,
    layer: options.OpenLayer = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Annotate claims, rebuttals and attributions in articles, and link them across articles.

    Without a command: open the workbench.
    """
    command = context.invoked_subcommand
    if layer is not None and command not in _WORK_ON_A_LAYER:
        raise typer.BadParameter(
            f"--layer cannot stand before {command}: where {command} has it, write it after"
        )
    context.obj = options.Before(db, annotator, layer)
    if command is None:
        opening.workbench(context)


app.command("open")(opening.open_)
app.command("demo")(opening.demo)
app.command("import")(moving.import_)
app.command("articles")(reading.articles)
app.command("spans")(reading.spans)
app.command("links")(reading.links)
app.command("history")(reading.history)
app.command("similar")(similar.similar)
app.command("statements")(statements.statements)
app.command("agreement")(agreement.agreement)
app.command("disagreements")(agreement.disagreements)
app.command("lint")(linting.lint)
app.command("review")(opening.review)
app.command("export")(moving.export)
app.command("schema")(moving.schema)


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code. Every error is reported here, and nowhere else."""
    from annotate.errors import AnnotateError

    output.prepare()
    try:
        result = app(args=list(arguments), prog_name="annotate", standalone_mode=False)
        output.finish()
        return result if isinstance(result, int) else 0
    except AnnotateError as error:
        output.error(error.message, error.hint)
        return error.exit_code
    except _WRONG_USE as error:
        return _wrong_use(error)
    except (KeyboardInterrupt, typer.Abort):
        return _EXIT_INTERRUPTED
    except output.OutputClosed:
        output.silence()
        return _EXIT_PIPE
    except output.OutputFailed as error:
        output.silence()
        output.error(f"cannot write the output: {error}", "free some space, or write to another place")
        return _EXIT_OUTPUT
    except Exception as error:
        if os.environ.get("ANNOTATE_TRACEBACK") == "1":
            raise
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        output.note(
            f"unexpected: {said} — this is a bug", "set ANNOTATE_TRACEBACK=1 to see where, and report it"
        )
        return _EXIT_BUG


def _wrong_use(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "annotate"
    said = str(getattr(error, "format_message", lambda: error)()).strip()
    output.error(said[:1].lower() + said[1:], f"see {path} --help")
    return 2
