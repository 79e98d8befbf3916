"""The workbench: every use case is a method of this class."""

from types import TracebackType

from annotate.config import Config
from annotate.store.engine import open_store
from annotate.workbench.attributing import Attributing
from annotate.workbench.clustering import Clustering
from annotate.workbench.finding import Finding
from annotate.workbench.intake import Importing
from annotate.workbench.linting import Linting
from annotate.workbench.output import Exporting
from annotate.workbench.suggesting import Suggesting
from annotate.workbench.telling import Telling


class Workbench(Finding, Suggesting, Clustering, Attributing, Linting, Telling, Importing, Exporting):
    """An open database with its user; safe to use from several threads."""

    @classmethod
    def open(cls, config: Config) -> "Workbench":
        """Open the database of the configuration, or make it. DatabaseError where that fails."""
        store = open_store(config.database)
        try:
            return cls(store, config)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> "Workbench":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
