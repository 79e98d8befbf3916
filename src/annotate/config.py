"""Which database, which annotator, which keys: flag, then environment, then annotate.toml, then default.

`annotate.toml` is looked for in the working folder and those above it. Reading it is the only thing
this module does with the outside world.
"""

import getpass
import os
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from annotate.errors import InputError
from annotate.scheme import DEFAULT, Scheme, load

FILE_NAME = "annotate.toml"
DEFAULT_DATABASE = "annotations.db"
THEMES = ("dark", "light")
KNOWN = {"db", "annotator", "theme", "scheme", "keys", "links"}


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run."""

    database: Path
    annotator: str
    theme: str | None = None
    """Name of a colour theme of the workbench; None to choose by the terminal."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys set by the user: action name to keys, comma separated."""
    scheme: Scheme = DEFAULT
    file: Path | None = None
    """The annotate.toml that was read."""
    layer: Literal["independent", "gold"] = "independent"
    """What is worked on: the annotator's own layer, or gold. As `model.Layer`, which is above this."""


def resolve(
    database: str | None = None,
    annotator: str | None = None,
    *,
    layer: Literal["independent", "gold"] = "independent",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Config:
    """Settle the configuration. InputError where annotate.toml does not parse or has unknown names."""
    environment = os.environ if environment is None else environment
    folder = folder or Path.cwd()
    file = _find(folder)
    data = _read(file) if file else {}
    base = file.parent if file else folder
    chosen = database or environment.get("ANNOTATE_DB")
    from_file = data.get("db")
    if chosen and "://" in chosen:
        raise InputError(f"{chosen} is an address", "a project is a file: --db PATH")
    path = Path(chosen) if chosen else base / str(from_file) if from_file else folder / DEFAULT_DATABASE
    handle = annotator or environment.get("ANNOTATE_ANNOTATOR") or data.get("annotator") or _login()
    handle = str(handle).strip()
    if not handle or len(handle) > 64 or any(unicodedata.category(c) in ("Cc", "Cs") for c in handle):
        raise InputError(
            f"{handle!r} is no name for an annotator", "use 1 to 64 printable characters: --annotator NAME"
        )
    keys = data.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(v, str) for v in keys.values()):
        raise InputError(f"{file}: [keys] must hold strings", 'write for example: claim = "c,1"')
    scheme = load(base / str(data["scheme"])) if "scheme" in data else DEFAULT
    enabled = data.get("links", {})
    if not isinstance(enabled, dict) or not all(isinstance(v, bool) for v in enabled.values()):
        raise InputError(f"{file}: [links] must hold true or false", "write for example: supports = true")
    if enabled:
        scheme = _with_links(scheme, enabled, file)
    theme = data.get("theme")
    if theme not in (None, *THEMES):
        raise InputError(f"{file}: unknown theme “{theme}”", f"themes are: {', '.join(THEMES)}")
    return Config(path, handle, str(theme) if theme else None, keys, scheme, file, layer)


def _with_links(scheme: Scheme, enabled: Mapping[str, bool], file: Path | None) -> Scheme:
    from dataclasses import replace

    names = {x.name for x in scheme.link_types}
    if unknown := sorted(set(enabled) - names):
        raise InputError(
            f"{file}: [links] names unknown types: {', '.join(unknown)}",
            f"link types are: {', '.join(x.name for x in scheme.link_types)}",
        )
    types = tuple(replace(x, enabled=enabled.get(x.name, x.enabled)) for x in scheme.link_types)
    return replace(scheme, link_types=types)


def _find(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


def _read(file: Path) -> dict[str, object]:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file}: {error}", "correct the file or move it away") from None
    if unknown := sorted(set(data) - KNOWN):
        raise InputError(
            f"{file}: unknown settings: {', '.join(unknown)}", f"settings are: {', '.join(sorted(KNOWN))}"
        )
    return data


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"
