"""Where the sample articles are: in the package when installed, at the top of a checkout otherwise."""

from pathlib import Path

from annotate.errors import NothingToImport

_PACKAGE = Path(__file__).parents[1]


def sample_files() -> Path:
    """The folder of sample articles and their annotations. NothingToImport where it was left out."""
    for folder in (_PACKAGE / "seeds", _PACKAGE.parents[1] / "seeds"):
        if (folder / "annotations").is_dir():
            return folder
    raise NothingToImport("the sample articles are not installed", "install annotate-workbench again")
