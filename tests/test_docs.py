"""What the documentation says is what the program says."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_texts_are_up_to_date(generate: ModuleType) -> None:
    for path, content in generate.generated().items():
        kept = path.read_text("utf-8")
        assert _words(kept) == _words(content), f"{path.name}: run python docs/generate.py"


def _words(text: str) -> list[str]:
    """The words without brackets: releases of typer differ in how they lay out and bracket arguments."""
    return text.replace("[", "").replace("]", "").split()


async def test_the_picture_shows_what_the_program_shows_now(generate: ModuleType) -> None:
    now = await generate.picture()
    kept = generate.PICTURE.read_text("utf-8")
    assert generate.words_of(kept) == generate.words_of(now), "run python docs/generate.py"
    assert "Asturel" in " ".join(generate.words_of(kept))


def test_the_picture_needs_nothing_from_outside(generate: ModuleType) -> None:
    kept = generate.PICTURE.read_text("utf-8")
    assert "url(http" not in kept
    assert "@font-face" not in kept


def test_readme_names_every_command(generate: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in get_command(generate.cli).commands:  # type: ignore[attr-defined]
        assert f"annotate {name}" in readme or f"|{name}" in readme, name


def test_readme_starts_with_the_two_commands() -> None:
    start = (ROOT / "README.md").read_text("utf-8").splitlines()[:24]
    assert any(line.startswith("make demo") for line in start)
    assert any(line.startswith("make test") for line in start)
    assert any("docs/workbench.svg" in line for line in start)
