"""One line of the table: what was measured, the figure, and the target it must hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure; lower is better."""

    what: str
    figure: float
    target: float | None
    """At most this, in the same unit; None where there is none."""
    unit: str = "s"
    said: str = ""
    """In place of the figure, where one number does not say it."""

    @property
    def met(self) -> bool | None:
        """Whether the target is held; None where there is none."""
        return None if self.target is None else self.figure <= self.target


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
