"""Suggestions: near-duplicates of a stretch elsewhere, and what a span may be linked to.

Nothing here is applied by itself: `accept` is one undo step that tags what is untagged, links, and
remembers the decision; `reject` remembers it too, so that neither is asked again. Decisions are the
user's own, and gold is not the user's own work: what is accepted there is told by its link alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.errors import RuleError
from annotate.model import Article, Place, Span
from annotate.store import commands, queries
from annotate.store.scope import Scope
from annotate.text.excerpt import excerpt
from annotate.workbench.editing import Editing
from annotate.workbench.indexing import Indexing
from annotate.workbench.suggestions import (
    Similar,
    Suggestion,
    alike_part,
    best_span,
    by_article,
    hits_of,
    is_decided,
    linked_to,
    ranked,
)

if TYPE_CHECKING:
    from annotate.scheme import LinkType
    from annotate.statements.fold import Folded
    from annotate.statements.index import Index

FLOOR = 35.0
"""Scores below this are not suggested: in small collections what is alike begins about here."""
_CANDIDATES = 36
_NEAREST = 4
"""How many spans of the same article are offered for a span that counters others."""
_PART = 2.0
"""A statement with this many times the words of what it is compared with is only partly the same."""


class Suggesting(Indexing, Editing):
    """Near-duplicates and proposed links."""

    def similar(
        self, text: str, *, place: Place | None = None, limit: int = 20, floor: float = FLOOR
    ) -> list[Similar]:
        """Statements like a text, best first; with `place`, without what overlaps that."""
        from annotate.statements.fold import fold

        hits = hits_of(self.index(), fold(text), limit, floor, place)
        places = [Place(hit.statement.article_id, hit.statement.start, hit.statement.end) for hit in hits]
        with self.store.reader() as connection:
            tagged = by_article(queries.spans_at(connection, places, Scope(self.config.layer)))
        found = []
        for hit, there in zip(hits, places, strict=True):
            at = tagged.get(there.article_id, ())
            mine = [span for span in at if span.annotator == self.handle]
            span = best_span(there, mine) or best_span(there, at)
            text = self.text(there.article_id)[there.start : there.end]
            found.append(Similar(there, text, hit.score, span))
        return found

    def span_named(self, name: str) -> Span | None:
        """The live span of that id; None where it is no id of one."""
        return self.spans_by_id([name]).get(name)

    def suggestions(self, span: Span, limit: int = 12) -> list[Suggestion]:
        """What a span may be linked to that is not decided yet.

        For a span that counters others, first what it may counter, nearest and most similar first; then
        what says the same, best first.
        """
        from annotate.statements.fold import fold

        index = self.index()
        asked, scope = span.place, self.scope
        query = fold(span.quote)
        hits = hits_of(index, query, _CANDIDATES, FLOOR, asked)
        places = [Place(hit.statement.article_id, hit.statement.start, hit.statement.end) for hit in hits]
        against = self.scheme.countering(span.label)
        counters = against[0] if against is not None and against[2] else None
        countered = [b for a, b in sorted(counters.ends) if a == span.label] if counters else []
        with self.store.reader() as connection:
            tagged = by_article(queries.spans_at(connection, places, scope))
            nearest = queries.nearest_spans(connection, asked, scope, countered, _NEAREST)
            linked = linked_to(span, queries.links_of_span(connection, span.id))
            decided = queries.decisions(connection, self.annotator_id, span.article_id)
            articles = {place.article_id for place in places} | {span.article_id}
            known = queries.articles_named(connection, articles)
        if scope.layer == "gold":
            # What was accepted made a link in the user's own layer, and says nothing of this one.
            decided = [each for each in decided if each.verdict == "rejected"]
        found: dict[Place, Suggestion] = {}
        for there in places:
            made = self._like(span, query, there, tagged.get(there.article_id, ()), known, index)
            if made is not None and made.place not in found:
                found[made.place] = made
        near = [self._near(other, known[span.article_id], counters) for other in nearest if counters]
        for each in near:
            found.setdefault(each.place, each)
        open_ones = [
            each
            for each in found.values()
            if (each.span is None or each.span.id not in linked)
            and not is_decided(each.relation, asked, each.place, decided)
        ]
        return ranked(open_ones, near, counters.name if counters else None)[:limit]

    def accept(self, span: Span, suggestion: Suggestion, boundaries: tuple[int, int] | None = None) -> str:
        """Tag the other place where it is untagged, and link; one undo step. Returns the far span's id.

        With `boundaries` the place is tagged there, or its span moved there. RuleError where the scheme
        has no link between the two.
        """
        if suggestion.relation is None:
            raise RuleError(
                f"no link fits between {span.label} and {suggestion.label}", "relabel one of them first: t"
            )
        place, far = suggestion.place, suggestion.span
        start, end, quote = self._stretch(place.article_id, *(boundaries or (place.start, place.end)))
        reads = self.scheme.link_type(suggestion.relation).forward
        action = f"{reads}: “{excerpt(span.quote, 24)}” and “{excerpt(quote, 24)}”"
        with self.step(action, span.article_id) as step:
            # A twin can be there already: tagged since the suggestion was made.
            far_id = far.id if far else None
            if far is not None and (far.start, far.end) != (start, end):
                values = {"start": start, "end": end, "quote": quote}
                commands.edit_span(step, far.id, far.version, values, self.scheme)
            if far_id is None:
                far_id = self._add(
                    step, place.article_id, suggestion.label, start, end, None, "suggestion", keep_place=False
                )
            ends = (span.id, far_id) if suggestion.as_source else (far_id, span.id)
            commands.add_link(step, suggestion.relation, *ends, self.scheme, origin="suggestion")
            if self.config.layer != "gold":
                there = Place(place.article_id, start, end)
                commands.decide(step, suggestion.relation, "accepted", span.place, there)
        return far_id

    def reject(self, span: Span, suggestion: Suggestion) -> None:
        """Never suggest this again; one undo step."""
        relation = suggestion.relation or self._relation_asked(span)
        asked = span.place
        with self.step(f"rejected: “{excerpt(suggestion.text)}”", span.article_id) as step:
            commands.decide(step, relation, "rejected", asked, suggestion.place)

    def turned(self, span: Span, suggestion: Suggestion) -> Suggestion | None:
        """The same place offered the other way: as against instead of the same, or the same instead.

        None where the scheme has no other way.
        """
        same = self.scheme.repeating(span.label)
        is_same = same is not None and suggestion.relation == same.name
        made = self._against(span, suggestion.span) if is_same else self._same(span, suggestion.span)
        if made is None:
            return None
        relation, label, as_source = made
        return replace(suggestion, relation=relation, label=label, as_source=as_source)

    # What a suggestion says

    def _like(
        self,
        span: Span,
        query: Folded,
        there: Place,
        tagged: Sequence[Span],
        known: dict[str, Article],
        index: Index,
    ) -> Suggestion | None:
        """A suggestion for a hit, at the user's span there or at the part of it that is alike."""
        from annotate.statements.fold import fold
        from annotate.statements.score import differing, score

        text = self.text(there.article_id)
        far = best_span(there, tagged, span.label)
        if far is not None and far.id == span.id:
            return None
        if far is not None:
            there = far.place
        folded = fold(text, there.start, there.end)
        scored = score(query, folded, index.weight)
        if far is None and len(folded.words) > _PART * len(query.words):
            # The score stays that of the whole statement: less of it is never more alike.
            there, folded = alike_part(text, there, query, folded, index.weight)
        made = (
            self._against(span, far) if scored.polarity == "opposite?" else self._same(span, far)
        ) or self._any(span, far)
        if made is None and far is None:
            return None
        relation, label, as_source = made or (None, far.label if far else span.label, True)
        return Suggestion(
            there,
            text[there.start : there.end],
            known[there.article_id].source,
            scored,
            tuple((a - there.start, b - there.start) for a, b in differing(query, folded)[1]),
            far,
            label,
            relation,
            as_source,
        )

    def _near(self, other: Span, article: Article, counters: LinkType) -> Suggestion:
        """A span of the same article that the asking one may counter, alike or not."""
        return Suggestion(
            other.place,
            other.quote,
            article.source,
            None,
            (),
            other,
            other.label,
            counters.name,
            True,
        )

    def _same(self, span: Span, far: Span | None) -> tuple[str, str, bool] | None:
        """Relation, the other's label and direction where the two say the same."""
        link_type = self.scheme.repeating(span.label)
        if link_type is None or (far is not None and far.label != span.label):
            return None
        return link_type.name, span.label, True

    def _against(self, span: Span, far: Span | None) -> tuple[str, str, bool] | None:
        """The same where one says the opposite of the other."""
        against = self.scheme.countering(span.label)
        if against is None:
            return None
        link_type, label, as_source = against
        if far is not None and far.label != label:
            ends = (span.label, far.label) if as_source else (far.label, span.label)
            if ends not in link_type.ends:
                return None
            label = far.label
        return link_type.name, label, as_source

    def _any(self, span: Span, far: Span | None) -> tuple[str, str, bool] | None:
        """Whatever may run between the two labels, in either direction."""
        if far is None:
            return None
        across = far.article_id != span.article_id
        if types := self.scheme.fitting(span.label, far.label, across=across):
            return types[0].name, far.label, True
        if types := self.scheme.fitting(far.label, span.label, across=across):
            return types[0].name, far.label, False
        return None

    def _relation_asked(self, span: Span) -> str:
        same = self.scheme.repeating(span.label)
        return same.name if same else ""
