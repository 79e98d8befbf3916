"""What the documentation takes from the program: picture, key table, command reference, schema.

`python docs/generate.py` writes them; `tests/test_docs.py` checks that what is written is what the
program says now.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
from html import unescape
from pathlib import Path

os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

from typer.main import get_command
from typer.testing import CliRunner

from annotate.cli.app import app as cli
from annotate.config import Config
from annotate.formats.records import json_schema
from annotate.scheme import DEFAULT
from annotate.tui.actions import actions, shown
from annotate.tui.app import AnnotateApp
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.help import grouped
from annotate.workbench.bench import Workbench
from annotate.workbench.samples import sample_files

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "workbench.svg"
KEYS_BEGIN, KEYS_END = "<!-- keys: begin -->\n", "<!-- keys: end -->"
_PICTURED = "03-sennet-courier.txt"
_SIZE = (132, 36)
_PRESSED = ("]", "]", "]", "]", "]")


def main() -> None:
    """Write everything that is generated."""
    for path, content in generated().items():
        path.write_text(content, "utf-8")
    PICTURE.write_text(asyncio.run(picture()), "utf-8")


def generated() -> dict[Path, str]:
    """The generated texts by file."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    before, rest = text.split(KEYS_BEGIN)
    _, after = rest.split(KEYS_END)
    return {
        readme: f"{before}{KEYS_BEGIN}{key_table()}{KEYS_END}{after}",
        ROOT / "docs" / "commands.md": command_reference(),
        ROOT / "docs" / "dataset.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n",
    }


def key_table() -> str:
    """The keys of the registry as Markdown tables, one a group."""
    parts = []
    for heading, group in grouped(actions(DEFAULT)):
        parts.append(f"\n**{heading}**\n\n| keys | do | name |\n|---|---|---|\n")
        for action in group:
            keys = " ".join(f"`{shown(key)}`" for key in action.keys)
            parts.append(f"| {keys} | {action.does} | `{action.id}` |\n")
    return "".join(parts) + "\n"


def command_reference() -> str:
    """The help of every command, as it is printed."""
    runner = CliRunner(env={"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"})
    names = ["", *sorted(getattr(get_command(cli), "commands", {}))]
    parts = ["# Commands\n\nGenerated from the program by `docs/generate.py`.\n"]
    for name in names:
        said = runner.invoke(cli, [*name.split(), "--help"], prog_name="annotate").output
        said = "\n".join(line.rstrip() for line in said.strip().splitlines())
        parts.append(f"\n## annotate{' ' + name if name else ''}\n\n```\n{said}\n```\n")
    return "".join(parts)


async def picture() -> str:
    """The workbench on the sample collection, as SVG that needs nothing from outside."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(Path(folder) / "annotations.db", "ana", theme="dark")
        with Workbench.open(config) as bench:
            bench.import_paths([sample_files() / "annotations" / "ana.jsonl"])
            article_id = bench.find_article(_PICTURED)
        app = AnnotateApp(config, article_id)
        async with app.run_test(size=_SIZE) as pilot:
            await app.bench()
            while not isinstance(app.screen, AnnotateScreen) or app.screen.opened is None:
                await pilot.pause()
            while app.index_progress is not None:
                await pilot.pause()
            for key in _PRESSED:
                await pilot.press(key)
                await pilot.pause()
            while isinstance(app.screen, AnnotateScreen) and app.screen.looking:
                await pilot.pause()
            await pilot.pause()
            svg = app.export_screenshot(title="annotate")
        app.close_bench()
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("<text ", '<text xml:space="preserve" ')


def words_of(svg: str) -> list[str]:
    """The words in a picture, in order."""
    return unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))).replace("\xa0", " ").split()


if __name__ == "__main__":
    sys.exit(main())
