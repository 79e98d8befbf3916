"""Figures that need both the annotators and gold: each beside it, and the page that tells all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from annotate.errors import RuleError
from annotate.workbench.agreeing import COUNTS_AS_DONE
from annotate.workbench.beside_gold import beside_gold
from annotate.workbench.files import replacing
from annotate.workbench.review_counts import settled_articles
from annotate.workbench.reviewing import Reviewing

if TYPE_CHECKING:
    from annotate.agreement.disagreements import Disagreements
    from annotate.agreement.figure import Figure
    from annotate.agreement.report import Report
    from annotate.agreement.study import Study
    from annotate.config import Config
    from annotate.store.engine import Store

    Gamma = Mapping[tuple[str, ...], Sequence[Figure]]
    """Figures of gamma by the annotators they compare."""

R = TypeVar("R")
DEFAULT_PAGE = Path("exports") / "agreement.html"


class Telling(Reviewing):
    """Each annotator beside gold, and all figures on paper. Safe from several threads."""

    def __init__(self, store: Store, config: Config) -> None:
        super().__init__(store, config)
        self._beside: dict[Hashable, tuple[int, Any]] = {}
        """Figures and records beside gold, each with the newest step that is in it."""

    def nothing_beside_gold(self, annotators: Sequence[str] | None = None) -> RuleError | None:
        """Why no annotator, or none of some, can be compared with gold, and what to do; None where one can.

        UnknownName for a handle nobody has.
        """
        with self._reviewing:
            desk, names = self._desk(), self._finishers(annotators)
            if not desk.gold.decisions and not desk.gold.spans:
                return RuleError("there is no gold yet", "decide on disagreements: annotate review")
            settled = settled_articles(desk)
        theirs = {article for who, article in self.study().done if who in names}
        if theirs & settled:
            return None
        if not theirs:
            who = "nobody" if annotators is None else ", ".join(names)
            return RuleError(f"{who} has finished no article", COUNTS_AS_DONE)
        return RuleError(
            "gold is complete in no article",
            "one counts when all of it is decided: A in the review takes what all agree on",
        )

    def agreement_with_gold(
        self, annotators: Sequence[str] | None = None, *, by_article: bool = False, intervals: bool = True
    ) -> Report:
        """The figures of the gold layer and each of some annotators, or of all who finished something.

        A pair each, on articles that the annotator has done and whose gold is complete: every record decided.
        The gold layer goes under the name `GOLD`. UnknownName for a handle nobody has.
        """
        from annotate.agreement.report import Report, agreement

        pairs = []
        for handle in self._finishers(annotators):
            at, study = self._beside_gold(handle)
            made = partial(agreement, study, by_article=by_article, intervals=intervals)
            report = self._of_gold(("figures", handle, by_article, intervals), at, made)
            pairs.append(replace(report.pairs[0], left_out=study.left_out))
        return Report(tuple(pairs), (), {}, {})

    def disagreements_with_gold(self, annotator: str) -> Disagreements:
        """Every record of gold and one annotator, on the same articles; errors as of the figures."""
        from annotate.agreement.disagreements import disagreements

        at, study = self._beside_gold(self._finishers([annotator])[0])
        return self._of_gold(("records", *study.annotators), at, lambda: disagreements(study))

    def _of_gold(self, key: Hashable, at: int, make: Callable[[], R]) -> R:
        """What was made of gold as it was after that step, or made now."""
        with self._reviewing:
            known = self._beside.get(key)
            if known is None or known[0] != at:
                known = self._beside[key] = at, make()
            found: R = known[1]
            return found

    def _finishers(self, annotators: Sequence[str] | None) -> list[str]:
        """Handles as they are stored, sorted: those given, or all who finished something."""
        if annotators is None:
            return sorted({who for who, _ in self.study().done})
        wanted = {self._annotator(name) for name in annotators}
        return sorted(name for name, known in self.annotators().items() if known in wanted)

    def _beside_gold(self, handle: str) -> tuple[int, Study]:
        """A study of gold and an annotator, and the newest step that is in it."""
        with self._reviewing:
            desk = self._desk()
            study = beside_gold(self.study(), handle, desk.gold, settled_articles(desk), self.scheme)
            return desk.gold.seq, study

    def write_agreement(
        self, out: Path, annotators: Sequence[str] | None = None, gamma: Gamma | None = None
    ) -> int:
        """Write the page that tells all figures and disagreements; returns the number of disagreements.

        Whole or not at all. RuleError where there is nothing to compare, InputError or DiskFull where the
        file cannot be written; an older one is then untouched.
        """
        from annotate.workbench.agreement_page import Subject, page

        why = self.nothing_to_compare(annotators)
        if why is not None:
            raise why
        records = self.disagreements(annotators)
        gold = None if self.nothing_beside_gold(annotators) else self.agreement_with_gold(annotators)
        subject = Subject(
            study=self.study(),
            report=self.agreement(annotators, by_article=True),
            gold=gold,
            disagreements=records,
            articles={x.id: x for x in self.articles()},
            text=self.text,
            gamma=gamma or {},
        )
        with replacing(out) as file:
            for part in page(subject):
                file.write(part.encode("utf-8", "replace"))
        return len(records)
