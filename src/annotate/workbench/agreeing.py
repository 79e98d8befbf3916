"""Agreement of annotators: figures, the records behind them, and gamma.

Computed on the independent layers, of articles that are done, from one reading of the database; kept until
the next edit, so that screens have it at once the second time. A decision of a review is no edit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from annotate.errors import RuleError
from annotate.model import Article, State
from annotate.store import queries, steps
from annotate.text.document import annotator_id
from annotate.workbench.reading import Reading

if TYPE_CHECKING:
    from annotate.agreement.disagreements import Disagreements
    from annotate.agreement.figure import Figure
    from annotate.agreement.report import Report
    from annotate.agreement.study import Study
    from annotate.config import Config
    from annotate.store.engine import Store

R = TypeVar("R")
ONE_TEXT = "all must mark the same text: choose one of them, and import its dataset for the others"
COUNTS_AS_DONE = "an article counts when it is marked done: F in the workbench"


class Agreeing(Reading):
    """What annotators agree on, and where they do not. Safe from several threads."""

    def __init__(self, store: Store, config: Config) -> None:
        super().__init__(store, config)
        self._compared: dict[Hashable, Any] = {}
        self._compared_at = -1
        """The newest edit of anybody's when `_compared` was begun."""
        self._comparing = threading.RLock()

    def study(self) -> Study:
        """The finished work of all annotators, each in their independent layer.

        Where every article done has an event in its metadata, events are the stories that figures of links
        and clusters are resampled by; else articles that links join.
        """

        def read() -> Study:
            from annotate.agreement.study import Study

            with self.store.reader() as connection:
                articles = queries.articles(connection, self.annotator_id)
                states = queries.states(connection)
                return Study.of(
                    {x.id: x.chars for x in articles},
                    states,
                    queries.spans(connection, layer="independent"),
                    queries.links(connection, layer="independent"),
                    scheme=self.scheme,
                    stories=_events(articles, states),
                )

        return self._kept("study", read)

    def compared(self, annotators: Sequence[str] | None = None) -> tuple[str, ...]:
        """The handles to compare as they are stored, sorted: those given, or all who finished something.

        UnknownName for a handle nobody has; RuleError for fewer than two of those given.
        """
        study = self.study()
        if annotators is None:
            return tuple(x for x in study.annotators if any(who == x for who, _ in study.done))
        wanted = {self._annotator(name) for name in annotators}
        if len(wanted) < 2:
            raise RuleError("agreement needs two annotators", "name two or more: ana,ben")
        found = tuple(x for x in study.annotators if annotator_id(x) in wanted)
        if len(found) < len(wanted):
            known = {annotator_id(x) for x in study.annotators}
            idle = sorted(x for x in annotators if annotator_id(x) not in known)
            raise RuleError(f"{idle[0]} has finished no article and marked nothing", COUNTS_AS_DONE)
        return found

    def nothing_to_compare(self, annotators: Sequence[str] | None = None) -> RuleError | None:
        """Why there is no figure to be had, and what to do; None where there are some."""
        study = self.study()
        chosen = self.compared(annotators)
        finishers = sorted({who for who, _ in study.done if who in chosen})
        if not study.lengths:
            return RuleError("no articles yet", "bring some in: annotate import PATH...")
        if not finishers:
            who = "nobody has" if annotators is None else f"neither of {', '.join(chosen)} has"
            return RuleError(f"{who} finished an article yet", COUNTS_AS_DONE)
        if len(finishers) == 1:
            return RuleError(
                f"only {finishers[0]} has finished articles: agreement needs two annotators",
                "bring in another’s dataset: annotate import FILE; or work as another: --annotator NAME",
            )
        articles: dict[str, int] = {}
        for who, article in study.done:
            articles[article] = articles.get(article, 0) + (who in finishers)
        if max(articles.values()) < 2:
            why = f"no article is done by two of {', '.join(finishers)}"
            if twice := self.in_several_texts():
                return RuleError(f"{why}: “{twice[0]}” is here in several texts", ONE_TEXT)
            return RuleError(why, COUNTS_AS_DONE)
        return None

    def in_several_texts(self) -> list[str]:
        """Articles of one title or file name in different texts, done by different annotators."""
        done: dict[str, set[str]] = {}
        for who, article_id in self.study().done:
            done.setdefault(article_id, set()).add(who)
        alike: dict[str, list[Article]] = {}
        for article in self.articles():
            if article.id in done:
                for name in {article.meta.title, article.meta.source_file} - {None}:
                    alike.setdefault(str(name), []).append(article)
        return sorted(
            {
                a.name
                for articles in alike.values()
                for a, b in combinations(articles, 2)
                if done[a.id].isdisjoint(done[b.id])
            }
        )

    def agreement(
        self,
        annotators: Sequence[str] | None = None,
        *,
        by_article: bool = False,
        intervals: bool = True,
    ) -> Report:
        """All figures but gamma of some annotators, or of all: each pair, and together from three on.

        0.1 s for hundreds of spans, about 3 s for five annotators with 10,000 each. UnknownName for an
        unknown handle, RuleError for fewer than two given.
        """
        from annotate.agreement.report import agreement

        chosen = self.compared(annotators)
        return self._kept(
            ("figures", chosen, by_article, intervals),
            lambda: agreement(self.study(), chosen, by_article=by_article, intervals=intervals),
        )

    def disagreements(self, annotators: Sequence[str] | None = None) -> Disagreements:
        """Every record of some annotators, or of all, in reading order; errors as of `agreement`."""
        from annotate.agreement.disagreements import disagreements

        chosen = self.compared(annotators)
        return self._kept(("records", chosen), lambda: disagreements(self.study(), chosen))

    def gamma(
        self,
        annotators: Sequence[str] | None = None,
        article_ids: Sequence[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[Figure, ...] | None:
        """γ and its like, of all articles or some; None where cancelled. Takes seconds: 0.1 an article."""
        from annotate.agreement.gamma_report import gamma_figures

        chosen = self.compared(annotators)
        key = ("gamma", chosen, None if article_ids is None else tuple(sorted(article_ids)))
        study, known, at = self.study(), self._compared, self._compared_at
        if key not in known:
            if article_ids is not None:
                study = _restricted(study, frozenset(article_ids))
            # Not under the lock: the other figures do not wait for it.
            found = gamma_figures(study, chosen, cancelled=cancelled)
            if found is None:
                return None
            with self._comparing:
                if self._compared_at == at:
                    known[key] = found
            return found
        figures: tuple[Figure, ...] = known[key]
        return figures

    def _kept(self, key: Hashable, make: Callable[[], R]) -> R:
        """What was made since the newest edit, or made now."""
        with self._comparing:
            with self.store.reader() as connection:
                edited = steps.newest_edit(connection, self._compared_at)
            if edited is not None:
                self._compared, self._compared_at = {}, edited
            if key not in self._compared:
                self._compared[key] = make()
            found: R = self._compared[key]
            return found


def _events(articles: Sequence[Article], states: Sequence[State]) -> dict[str, str] | None:
    """The event of each article that somebody has done, where all of them have one; else None."""
    done = {x.article_id for x in states if x.state == "done"}
    events = {x.id: x.meta.event for x in articles if x.id in done and x.meta.event is not None}
    return events if events and len(events) == len(done) else None


def _restricted(study: Study, articles: frozenset[str]) -> Study:
    """Only some articles count as done."""
    spans = tuple(x for x in study.spans if x.article_id in articles)
    ends = {x.id for x in spans}
    return replace(
        study,
        done=frozenset(x for x in study.done if x[1] in articles),
        spans=spans,
        links=tuple(x for x in study.links if x.source_id in ends and x.target_id in ends),
    )
