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
        if path.name != "commands.md":
            assert path.read_text("utf-8") == content, f"{path.name}: run python docs/generate.py"


def test_every_command_is_documented_with_its_options_and_no_other(generate: ModuleType) -> None:
    # Not to the letter: releases of typer differ in how they lay out and bracket arguments.
    sections = {}
    for section in (ROOT / "docs" / "commands.md").read_text("utf-8").split("\n## annotate")[1:]:
        name, _, text = section.partition("\n")
        sections[name.strip()] = " ".join(text.split())
    commands = get_command(generate.cli).commands  # type: ignore[attr-defined]
    assert sections.keys() == {"", *commands}
    for name, command in commands.items():
        for parameter in command.params:
            for option in (x for x in parameter.opts if x.startswith("--")):
                assert option in sections[name], f"{name} {option}: run python docs/generate.py"
            said = " ".join((getattr(parameter, "help", None) or "").split())
            assert said in sections[name], f"{name}: run python docs/generate.py"


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
