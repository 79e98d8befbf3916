"""Who says it: speakers proposed beside a span, and taken as attribution, link and name in one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.errors import RuleError
from annotate.model import Place, Span
from annotate.store import commands, queries
from annotate.text.excerpt import excerpt
from annotate.text.segments import Units
from annotate.workbench.editing import Editing
from annotate.workbench.reading import Reading

if TYPE_CHECKING:
    from annotate.statements.speakers import Speaker


_LOOKED_BACK, _LOOKED_ON = 20_000, 5_000
"""Code points before and after a span in which its speaker is looked for."""


class Attributing(Reading, Editing):
    """Proposed speakers."""

    def speakers_of(self, span: Span) -> list[Speaker]:
        """Who may say a span, best first, under the names that are in use already.

        Empty where nothing near reports it, where its label has no attribution in the scheme, and where it
        has one already.
        """
        from annotate.statements.speakers import speakers

        framing = self.scheme.framing(span.label)
        if framing is None:
            return []
        with self.store.reader() as connection:
            links = queries.links_of_span(connection, span.id)
        if any(link.type == framing[0].name and link.target_id == span.id for link in links):
            return []
        text = self.text(span.article_id)
        # What is farther away says nothing of it, and a book is not to be segmented for a span.
        first = text.rfind("\n", 0, max(0, span.start - _LOOKED_BACK)) + 1
        last = text.find("\n", span.end + _LOOKED_ON)
        piece = text[first : last if last >= 0 else len(text)]
        found = speakers(piece, Units(piece), span.start - first, span.end - first)
        if not found:
            return []
        known = self.speakers()
        return [_moved(replace(each, name=_in_use(each.name, known)), first) for each in found]

    def take_speaker(self, span: Span, speaker: Speaker) -> str:
        """Tag who says it, link that to the span, and fill in the name, as one undo step.

        An attribution that stands there already is linked. Returns its id. RuleError where the scheme has
        none for the span's label.
        """
        framing = self.scheme.framing(span.label)
        if framing is None:
            raise RuleError(f"the scheme has no attribution of a {span.label}", "")
        link_type, label = framing
        start, end, quote = self._stretch(span.article_id, speaker.start, speaker.end)
        action = f"{label} “{excerpt(quote)}” of “{excerpt(span.quote, 24)}”"
        with self.step(action, span.article_id) as step:
            there = queries.spans_at(step.connection, [Place(span.article_id, start, end)], self.scope)
            frame_id = next(
                (s.id for s in there if s.label == label and (s.start, s.end) == (start, end)), None
            )
            if frame_id is None:
                frame_id = self._add(step, span.article_id, label, start, end, None, "suggestion")
            commands.add_link(step, link_type.name, frame_id, span.id, self.scheme, origin="suggestion")
            if not span.attributes.speaker:
                commands.edit_span(step, span.id, span.version, {"speaker": speaker.name}, self.scheme)
        return frame_id


def _moved(speaker: Speaker, by: int) -> Speaker:
    return replace(
        speaker,
        start=speaker.start + by,
        end=speaker.end + by,
        name_start=speaker.name_start + by,
        name_end=speaker.name_end + by,
    )


def _in_use(name: str, known: list[str]) -> str:
    """The name as it is in use: the same but for case and titles, or the one fuller name it is the end of."""
    from annotate.statements.speakers import same_name

    if same := next((each for each in known if same_name(each, name)), None):
        return same
    folded = name.casefold()
    fuller = [each for each in known if each.casefold().endswith(f" {folded}")]
    return fuller[0] if len(fuller) == 1 else name
