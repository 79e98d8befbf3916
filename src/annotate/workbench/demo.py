"""The sample project: made in a folder of its own, and never outside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotate.config import Config
from annotate.errors import RuleError
from annotate.workbench.bench import Workbench
from annotate.workbench.cluster_values import StatementCluster, sorted_clusters
from annotate.workbench.intake import FileReport
from annotate.workbench.output import DEFAULT_OUT
from annotate.workbench.samples import sample_files
from annotate.workbench.telling import DEFAULT_PAGE

_DATABASE = "annotations.db"
_SETTING = "demo"
FEATURED = "is illegal and invalid"
"""The statement of the samples that travels furthest."""
SHOWN_AS = "ana"
"""The annotator of the samples whose work the demo shows."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A sample project that stands ready."""

    config: Config
    reports: list[FileReport]
    dataset: Path
    """The dataset that was exported."""
    page: Path
    """The page of the agreement of its two annotators."""


def make(
    folder: Path,
    annotator: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Demo:
    """Make the sample project in `folder`, or bring one that is there up to date.

    RuleError where the folder holds something else; nothing is written then.
    """
    _refuse_other(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RuleError(f"cannot make {folder}: {error.strerror}", "name another folder") from None
    # The samples follow the built-in scheme, whatever annotate.toml says.
    config = Config(folder / _DATABASE, annotator)
    dataset, page = folder / DEFAULT_OUT, folder / DEFAULT_PAGE
    with Workbench.open(config) as bench:
        if bench.setting(_SETTING) is None:
            if bench.articles():
                raise _other(folder, f"{_DATABASE} is a project of its own")
            bench.set_setting(_SETTING, "1")
        reports = bench.import_paths([sample_files()], progress=progress)
        bench.index(progress)
        bench.export(dataset)
        if bench.nothing_to_compare() is None:
            bench.write_agreement(page)
    return Demo(config, reports, dataset, page)


def _refuse_other(folder: Path) -> None:
    """Look before anything is written: only what a demo makes may be there."""
    if not folder.is_dir():
        if folder.exists() or folder.is_symlink():
            raise _other(folder, "it is a file")
        return
    for entry in sorted(folder.iterdir()):
        ours = entry.name == DEFAULT_OUT.parts[0] or entry.name.startswith(_DATABASE)
        if not ours:
            raise _other(folder, f"it holds {entry.name}")
        if entry.is_symlink():
            raise _other(folder, f"{entry.name} leads elsewhere")
    exports = folder / DEFAULT_OUT.parts[0]
    written = (folder / DEFAULT_OUT, folder / DEFAULT_PAGE)
    if any(x.is_symlink() for x in written) or (exports.exists() and not (folder / _DATABASE).is_file()):
        raise _other(folder, f"it holds {exports.name}")


def _other(folder: Path, why: str) -> RuleError:
    return RuleError(f"{folder} is not a demo: {why}", "name a new folder: annotate demo DIR")


def featured(bench: Workbench) -> StatementCluster | None:
    """The widest cluster that holds a wording like the featured statement."""
    alike = {each.place for each in bench.similar(FEATURED)}
    return next((c for c in sorted_clusters(bench.clusters(), "spread") if alike & set(c.places)), None)
