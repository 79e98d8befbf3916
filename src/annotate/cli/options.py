"""Options that commands share, and the configuration that they amount to.

`--db`, `--annotator` and, for the workbench, `--layer` may stand before the command and after it; after
it wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.workbench.bench import Workbench


class LayerName(StrEnum):
    """Layers of annotations."""

    independent = "independent"
    gold = "gold"


Database = Annotated[
    str | None,
    typer.Option("--db", metavar="PATH", help="The database (ANNOTATE_DB; default annotations.db here)."),
]
Annotator = Annotated[
    str | None,
    typer.Option("--annotator", metavar="NAME", help="Who is at work (ANNOTATE_ANNOTATOR)."),
]
OpenLayer = Annotated[
    LayerName | None,
    typer.Option("--layer", help="What to work on: your own layer (the default), or gold."),
]
OnlyAnnotator = Annotated[
    str | None, typer.Option("--annotator", metavar="NAME", help="Only what this annotator made.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True, slots=True)
class Before:
    """The options that stood before the command."""

    db: str | None = None
    annotator: str | None = None
    layer: LayerName | None = None


def settings(
    context: typer.Context,
    db: str | None = None,
    annotator: str | None = None,
    layer: LayerName | None = None,
) -> Config:
    """The configuration by the options after the command, before it, the environment and annotate.toml."""
    from annotate.config import resolve

    before = context.find_object(Before) or Before()
    chosen = layer or before.layer or LayerName.independent
    return resolve(db or before.db, annotator or before.annotator, layer=chosen.value)


def filter_of(context: typer.Context, annotator: str | None) -> str | None:
    """The annotator that a list is limited to: only where the option was given, before or after."""
    return annotator or (context.find_object(Before) or Before()).annotator


def reading(config: Config) -> Workbench:
    """Open a database that must be there: a command that reads makes none."""
    from annotate.workbench.bench import Workbench

    require(config)
    return Workbench.open(config)


def require(config: Config) -> None:
    """Refuse to go on without a database."""
    from annotate.errors import DatabaseError

    path = config.database
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        raise DatabaseError(
            f"no database {path}", "make one with `annotate import PATH...`, or name another with --db PATH"
        )
