"""Lint: soft problems in one annotator's work or in gold, to be looked at; nothing is changed by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotate.errors import UnknownName
from annotate.model import Decision, Link, Place, Span
from annotate.store import queries
from annotate.store.scope import Scope
from annotate.workbench import lint_likeness as likeness
from annotate.workbench import lint_rules as rules_of
from annotate.workbench.indexing import Indexing
from annotate.workbench.lint_rules import RULES, Finding

if TYPE_CHECKING:
    from annotate.statements.index import Index

Progress = Callable[[int, int], None]

_MOST_HITS = 200
"""Places looked at for a wording, the most alike first."""


class Linting(Indexing):
    """Soft problems."""

    def lint(
        self,
        article_ids: Sequence[str] | None = None,
        annotator: str | None = None,
        rules: Sequence[str] | None = None,
        progress: Progress = lambda done, total: None,
    ) -> list[Finding]:
        """Soft problems in the own layer of an annotator, or of the user, by rule, article and place.

        With gold open they are those of all of gold; an annotator's, or the user's, are then only the
        decisions on what is like it. Untagged places are looked for in articles that the annotator has
        begun, of gold in those that have some.
        With `article_ids`, those that concern a place there; other articles are compared with all the same.
        The rules are those of `lint_rules.RULES`, or those named. Those that need no index take 0.3 s for
        10,000 spans, half of it folding. “untagged-duplicate” searches the index for each different wording:
        4 ms each among 60,000 statements, 20 among 600,000. Index and search tell `progress`, which may
        raise to end it. UnknownName for a rule or annotator that does not exist.
        """
        wanted = _known(rules)
        annotator_id = self._annotator(annotator) or self.annotator_id
        scope = Scope.of(annotator_id, self.config.layer)
        progress(0, 1)
        with self.store.reader() as connection:
            spans = queries.spans(connection, annotator_id=scope.annotator_id, layer=scope.layer)
            links = queries.links(connection, annotator_id=scope.annotator_id, layer=scope.layer)
            order = {a.id: number for number, a in enumerate(queries.articles(connection, annotator_id))}
            states = queries.states(connection, annotator_id)
            decisions = queries.decisions(connection, annotator_id)
        if scope.layer == "gold":
            worked_on = {span.article_id for span in spans}
        else:
            worked_on = {state.article_id for state in states if state.state != "open"}
        found = list(self._structural(spans, links, wanted))
        wordings: dict[str, list[Span]] = {}
        if {rules_of.MIXED_LABELS.name, rules_of.UNTAGGED_DUPLICATE.name} & wanted.keys():
            repeat = {x.name for x in self.scheme.labels if self.scheme.repeating(x.name) is not None}
            wordings = rules_of.by_wording([span for span in spans if span.label in repeat])
        if rules_of.MIXED_LABELS.name in wanted:
            found += rules_of.mixed_labels(wordings.values())
        if rules_of.LOOSE_CHAIN.name in wanted and links:
            by_id = {span.id: span for span in spans}
            found += likeness.loose_chains(by_id, links, self.scheme, self.index(progress).weight)
        if rules_of.UNTAGGED_DUPLICATE.name in wanted and wordings:
            likes = self._likes(list(wordings.values()), worked_on, decisions, self.index(progress), progress)
            found += likeness.untagged_duplicates(likes, self.text, self.scheme)
        if article_ids is not None:
            here = set(article_ids)
            found = [x for x in found if x.article_id in here or any(s.article_id in here for s in x.others)]
        return sorted(
            found, key=lambda x: (wanted[x.rule], order.get(x.article_id, -1), x.start, -x.end, x.label or "")
        )

    def _structural(
        self, spans: Sequence[Span], links: Sequence[Link], wanted: dict[str, int]
    ) -> Iterator[Finding]:
        """What the rules that need no index find."""
        for rule, check in (
            (rules_of.COUNTERS_NOTHING, rules_of.counters_nothing),
            (rules_of.FRAMES_NOTHING, rules_of.frames_nothing),
            (rules_of.NO_SPEAKER, rules_of.no_speaker),
        ):
            if rule.name in wanted:
                yield from check(spans, links, self.scheme)
        by_text = [
            check
            for rule, check in (
                (rules_of.LOOSE_EDGE, rules_of.loose_edge),
                (rules_of.PARAGRAPH_BREAK, rules_of.paragraph_break),
            )
            if rule.name in wanted
        ]
        by_article: defaultdict[str, list[Span]] = defaultdict(list)
        for span in spans if by_text else ():
            if rules_of.needs_text(span):
                by_article[span.article_id].append(span)
        with self.store.reader() as connection:
            for article_id, text in queries.texts(connection, sorted(by_article)):
                for span in by_article[article_id]:
                    yield from (x for check in by_text if (x := check(span, text)) is not None)

    def _likes(
        self,
        wordings: Sequence[Sequence[Span]],
        worked_on: set[str],
        decisions: Sequence[Decision],
        index: Index,
        progress: Progress,
    ) -> Iterator[tuple[float, Place, Span]]:
        """Untagged places that are nearly the same as spans: score, place, the first span of that wording."""
        tagged = likeness.Places(rules_of.place_of(span) for alike in wordings for span in alike)
        rejected = likeness.Rejected(decisions, self.scheme)
        for done, alike in enumerate(wordings):
            progress(done, len(wordings))
            query = rules_of.folded(alike[0].quote)
            for hit in index.search(query, limit=_MOST_HITS, floor=likeness.ALIKE):
                at = hit.statement
                place = Place(at.article_id, at.start, at.end)
                if (
                    hit.score.polarity == "same"
                    and place.article_id in worked_on
                    and not tagged.overlap(place)
                    and not any(rejected.concerns(rules_of.place_of(span), place) for span in alike)
                ):
                    yield hit.score.total, place, alike[0]


def _known(rules: Sequence[str] | None) -> dict[str, int]:
    """The names of the rules wanted, with their rank."""
    every = {rule.name: number for number, rule in enumerate(RULES)}
    if rules is None:
        return every
    if unknown := [name for name in rules if name not in every]:
        raise UnknownName(f"no rule “{unknown[0]}”", f"rules are: {', '.join(every)}")
    return {name: every[name] for name in rules}
