"""Finding the files of an import and telling articles from datasets."""

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotate.errors import InputError, NothingToImport
from annotate.formats.jsonl import looks_like_dataset

FormatName = Literal["text", "jsonl"]
FORMATS: tuple[FormatName, ...] = ("text", "jsonl")
ARTICLE_SUFFIXES = (".txt", ".md", ".text")
DATASET_SUFFIXES = (".jsonl",)
MAX_ARTICLE_BYTES = 20_000_000
_ASIDE = ("readme", "license", "licence", "changelog", "copying")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import."""

    path: Path
    format: FormatName


def sources(paths: Iterable[str | Path], format_name: FormatName | None = None) -> list[Source]:
    """The files that the paths, folders and globs name; articles before datasets, each file once.

    A file that is named is always taken; of a folder, texts and datasets, without hidden files and
    files such as README. NothingToImport for a path that is missing or holds no article.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        for file in _files(Path(path)):
            found.setdefault(file.resolve(), Source(file, format_name or _format(file)))
    return sorted(found.values(), key=lambda s: s.format != "text")


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        inside = [file for file in sorted(path.rglob("*")) if _wanted(file, path)]
        if not inside:
            endings = ", ".join((*ARTICLE_SUFFIXES, *DATASET_SUFFIXES))
            raise NothingToImport(f"no articles in folder {path}", f"it should hold files ending in {endings}")
        yield from inside
    elif path.exists():
        yield path
    elif matches := sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207  (absolute patterns too)
        for match in matches:
            yield from _files(Path(match))
    else:
        raise NothingToImport(f"no file or folder {path}", "check the spelling; relative paths start here")


def _wanted(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    named = file.suffix.lower() in (*ARTICLE_SUFFIXES, *DATASET_SUFFIXES)
    return named and not hidden and file.is_file() and file.stem.lower() not in _ASIDE


def _format(path: Path) -> FormatName:
    if path.suffix.lower() in DATASET_SUFFIXES:
        return "jsonl"
    try:
        with path.open("rb") as file:
            return "jsonl" if looks_like_dataset(file.read(64)) else "text"
    except OSError:
        return "text"  # reading it will say what is wrong


def read_article(path: Path) -> bytes:
    """The bytes of an article's file. InputError where it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if size > MAX_ARTICLE_BYTES:
            raise InputError(
                f"{path}: {size / 1e6:.0f} MB is too large for one article"
                f" (at most {MAX_ARTICLE_BYTES / 1e6:.0f} MB)",
                "split it into one file an article",
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
