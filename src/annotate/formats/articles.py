"""Finding the files of an import and telling articles from datasets."""

import glob
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from annotate.errors import InputError, NothingToImport
from annotate.formats.jsonl import looks_like_dataset

FormatName = Literal["text", "jsonl"]
ARTICLE_SUFFIXES = (".txt", ".md", ".text")
DATASET_SUFFIXES = (".jsonl",)
MAX_ARTICLE_BYTES = 20_000_000
_CHECK = "check the path and its permissions"
_ASIDE = ("readme", "license", "licence", "changelog", "copying")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import."""

    path: Path
    format: FormatName


@dataclass(frozen=True, slots=True)
class Unusable:
    """A path that names nothing to import, and why."""

    path: Path
    error: InputError


def sources(
    paths: Iterable[str | Path], format_name: FormatName | None = None
) -> tuple[list[Source], list[Unusable]]:
    """The files that the paths, folders and globs name, and the paths that name none.

    Datasets before articles, since their metadata was looked at and a text's is only proposed; each
    file once. A file that is named is always taken; of a folder, texts
    and datasets, without hidden files and files such as README.
    """
    found: dict[Path, Source] = {}
    unusable: list[Unusable] = []
    for path in map(Path, paths):
        try:
            for file in _files(path):
                found.setdefault(file.resolve(), Source(file, format_name or _format(file)))
        except InputError as error:
            unusable.append(Unusable(path, error))
        except (OSError, ValueError) as error:  # a name too long, a folder that may not be entered, a NUL
            why = error.strerror if isinstance(error, OSError) else str(error)
            unusable.append(Unusable(path, InputError(f"cannot read {path}: {why}", _CHECK)))
    return sorted(found.values(), key=lambda s: s.format == "text"), unusable


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        inside = [file for file in sorted(path.rglob("*")) if _wanted(file, path)]
        if not inside:
            endings = ", ".join((*ARTICLE_SUFFIXES, *DATASET_SUFFIXES))
            raise NothingToImport(
                f"no articles in folder {path}", f"it should hold files ending in {endings}"
            )
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
    if not path.is_file():
        return "text"  # a pipe can be read only once
    try:
        with path.open("rb") as file:
            return "jsonl" if looks_like_dataset(file.read(64)) else "text"
    except OSError:
        return "text"  # reading it will say what is wrong


def read_article(path: Path) -> bytes:
    """The bytes of an article's file. InputError where it cannot be read or is too large."""
    with opened(path) as file:
        data = file.read(MAX_ARTICLE_BYTES + 1)
    if len(data) > MAX_ARTICLE_BYTES:
        raise InputError(
            f"{path}: more than {MAX_ARTICLE_BYTES / 1e6:.0f} MB, too large for one article",
            "split it into one file an article",
        )
    return data


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file for reading bytes. InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", _CHECK) from None
