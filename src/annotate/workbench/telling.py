"""The page that tells all of the agreement: figures, what they mean, and every disagreement in its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.workbench.files import replacing
from annotate.workbench.reviewing import Reviewing

if TYPE_CHECKING:
    from annotate.agreement.figure import Figure

    Gamma = Mapping[tuple[str, ...], Sequence[Figure]]
    """Figures of gamma by the annotators they compare."""

DEFAULT_PAGE = Path("exports") / "agreement.html"


class Telling(Reviewing):
    """Figures of annotators, and of each beside gold, on paper."""

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
