"""What is loaded when: import-linter cannot see laziness, so processes show it."""

import json
import subprocess
import sys

import pytest

from helpers import clean_environment

HEAVY = {
    "sqlmodel", "sqlalchemy", "alembic", "pydantic", "textual", "rich", "regex", "rapidfuzz",
    "numpy", "scipy",
}  # fmt: skip


def loaded_after(code: str) -> set[str]:
    """Top-level modules that a process has loaded after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{code}\nprint('\\n' + json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(),
        timeout=60,
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_none_of_the_heavy_libraries(arguments: list[str]) -> None:
    loaded = loaded_after(f"from annotate.cli.app import run\nrun({arguments!r})")
    assert loaded & HEAVY == set()
    assert "typer" in loaded


@pytest.mark.parametrize("arguments", [["import", "--help"], ["fly"]])
def test_help_of_a_command_loads_only_what_typer_itself_wants(arguments: list[str]) -> None:
    loaded = loaded_after(f"from annotate.cli.app import run\nrun({arguments!r})")
    assert loaded & (HEAVY - {"pydantic"}) == set()


@pytest.mark.parametrize(
    "module", ["annotate.errors", "annotate.model", "annotate.scheme", "annotate.config"]
)
def test_pure_modules_load_the_standard_library_only(module: str) -> None:
    loaded = loaded_after(f"import {module}")
    assert loaded & (HEAVY | {"typer"}) == set()


def test_a_first_glance_needs_no_database_library() -> None:
    loaded = loaded_after("from annotate.store.glance import glance")
    assert loaded & HEAVY == set()


def test_the_workbench_needs_neither_terminal_library_nor_migrations() -> None:
    loaded = loaded_after("from annotate.workbench.bench import Workbench")
    assert loaded & {"textual", "rich", "typer", "alembic", "numpy", "scipy", "rapidfuzz"} == set()


def test_the_first_screens_need_nothing_that_computes() -> None:
    screens = "from annotate.tui.screens import annotate, library"
    loaded = loaded_after(f"from annotate.tui.app import AnnotateApp\n{screens}")
    assert loaded & {"sqlmodel", "sqlalchemy", "numpy", "scipy", "rapidfuzz"} == set()
