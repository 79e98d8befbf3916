"""Which articles belong together: groups given by the user, or else articles joined by links across them.

Figures on links and clusters are resampled by story, because what crosses articles makes them dependent.
"""

from dataclasses import dataclass

import numpy as np

from annotate.agreement.columns import Axis, Bools, Ints
from annotate.agreement.study import Study


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of some articles."""

    of_article: Ints
    """Number of the story of each article of the axis, -1 for articles not used."""
    count: int
    largest: int
    """Articles in the largest story."""


def stories(study: Study, axis: Axis, used: Bools) -> Stories:
    """Stories of the used articles: those of the study, else components of the links of all annotators.

    Links lead on through articles that are not used.
    """
    root = list(range(len(axis.articles)))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    number = {article: i for i, article in enumerate(axis.articles)}
    if study.stories is None:
        crossing = {(x.source_article, x.target_article) for x in study.links}
        pairs = [(number[a], number[b]) for a, b in sorted(crossing) if a != b]
    else:
        first: dict[str, int] = {}
        named = [(i, study.stories[x]) for i, x in enumerate(axis.articles) if x in study.stories]
        pairs = [(first.setdefault(story, i), i) for i, story in named]
    for a, b in pairs:
        root[find(b)] = find(a)
    roots = np.array([find(i) for i in range(len(root))], np.int64)
    kept = np.flatnonzero(used)
    of_article = np.full(len(root), -1, np.int64)
    found, of_article[kept] = np.unique(roots[kept], return_inverse=True)
    sizes = np.bincount(of_article[kept], minlength=1)
    return Stories(of_article, len(found), int(sizes.max()))
