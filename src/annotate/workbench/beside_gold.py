"""One annotator's work beside the gold layer, as a study of the two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.model import State

if TYPE_CHECKING:
    from annotate.agreement.study import Study
    from annotate.scheme import Scheme
    from annotate.store.gold import Gold

GOLD = "gold layer"
"""What the gold layer is called where it is compared like an annotator."""


def beside_gold(study: Study, handle: str, gold: Gold, settled: Collection[str], scheme: Scheme) -> Study:
    """The gold layer, under the name `GOLD`, and one annotator of a study.

    On articles that the annotator has done and whose gold is complete (`settled`).
    """
    from annotate.agreement.study import Study

    theirs = {article for who, article in study.done if who == handle}
    shared = theirs & set(settled)
    beside = Study.of(
        study.lengths,
        [State(who, article, "done") for who in (GOLD, handle) for article in shared],
        [
            *(replace(x, annotator=GOLD, layer="independent") for x in gold.spans.values()),
            *(x for x in study.spans if x.annotator == handle),
        ],
        [
            *(replace(x, annotator=GOLD, layer="independent") for x in gold.links.values()),
            *(x for x in study.links if x.annotator == handle),
        ],
        scheme=scheme,
        stories=study.stories,
    )
    missing = {"articles without complete gold": len(theirs) - len(shared)}
    # Either may have nothing at all: the figures then say why there are none.
    return replace(beside, annotators=(GOLD, handle), left_out=missing)
