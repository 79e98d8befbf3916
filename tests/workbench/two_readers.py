"""Two articles read by “kim” and “lou”, who agree on some of it; what the tests of agreement share."""

from pathlib import Path

from annotate.model import Attributes
from annotate.workbench.bench import Workbench
from helpers import article, link, open_bench, tag


def read_by_two(kim: Workbench, database: Path) -> None:
    """Both finish both articles: one span the same, one longer, one of another label, one alone; links."""
    claim = tag(kim, "claim", "The river has been blue since April")
    rebuttal = tag(kim, "rebuttal", "The claim is baseless")
    kim.set_attributes(rebuttal, Attributes(speaker="Ada <Quill>"))
    tag(kim, "claim", "It was tested twice")
    tag(kim, "attribution", "residents of Lowmere said")
    link(kim, "rebuts", rebuttal, claim)
    with open_bench(database, "lou") as lou:
        tag(lou, "claim", "The river has been blue since April")
        tag(lou, "rebuttal", "Nothing has left our mill")
        shorter = tag(lou, "rebuttal", "claim is baseless")
        tag(lou, "rebuttal", "It was tested twice")
        link(lou, "rebuts", shorter, tag(lou, "claim", "The river has run blue since April"))
        for name in ("mill.txt", "council.txt"):
            lou.set_state(article(lou, name), "done")
            kim.set_state(article(kim, name), "done")
