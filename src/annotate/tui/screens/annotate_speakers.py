"""Who says it: a speaker proposed for the span at the cursor, underlined, taken with an attribution's key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from annotate.model import Span
from annotate.tui.screens.annotate_edits import Edits

if TYPE_CHECKING:
    from annotate.statements.speakers import Speaker
    from annotate.tui.app import AnnotateApp


class Speakers(Edits):
    """What the speaker keys do."""

    _asked: Span | None = None
    """The span that suggestions and speakers are shown for."""
    _speakers: tuple[Speaker, ...] = ()
    _speaker = 0

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self._looked = asyncio.Event()
        """Set while nothing is being looked for: keys typed ahead of what is found wait for it."""
        self._looked.set()

    @property
    def proposed_speaker(self) -> Speaker | None:
        """The speaker that is underlined."""
        return self._speakers[self._speaker] if self._speaker < len(self._speakers) else None

    @property
    def speaker_count(self) -> int:
        """How many speakers can be proposed here."""
        return len(self._speakers)

    @property
    def on_asked(self) -> bool:
        """Whether the unit is just the span that speakers are proposed for."""
        span, cursor = self._asked, self.view.cursor
        return span is not None and (cursor.start, cursor.end) == (span.start, span.end)

    @property
    def looking(self) -> bool:
        """Whether suggestions or speakers are being looked for."""
        return not self._looked.is_set()

    async def find_speakers(self, span: Span) -> None:
        """Propose who says a span, if it is still the one at the cursor."""
        bench = await self.work.bench()
        speakers = await self.work.aside(bench.speakers_of, span)
        if self._asked == span:
            self._speakers, self._speaker = tuple(speakers), 0
            self._show_speaker()

    def clear_speakers(self) -> None:
        """Propose nobody."""
        self._speakers, self._speaker = (), 0
        self.view.set_proposal(None)

    def _show_speaker(self) -> None:
        speaker = self.proposed_speaker
        self.view.set_proposal((speaker.start, speaker.end) if speaker else None)
        self.show_keys()

    async def action_tag(self, label: str) -> None:
        """Tag the unit or selection; the key of an attribution takes the proposed speaker first."""
        span = self._asked
        framing = self.work.scheme.framing(span.label) if span is not None else None
        if framing is not None and framing[1] == label:
            await self._looked.wait()
        speaker = self.proposed_speaker
        if span is None or speaker is None or framing is None or framing[1] != label or not self.on_asked:
            await super().action_tag(label)
            return
        bench = await self.work.bench()
        if await self.edit(bench.take_speaker, span, speaker):
            self.say(f"by {speaker.name}; u takes it back", right=self.pin_parts())

    async def action_next_speaker(self) -> None:
        """Propose another speaker."""
        await self._looked.wait()
        if len(self._speakers) < 2:
            who = "nobody else" if self._speakers else "nobody"
            self.say(f"{who} is proposed as the speaker here")
            return
        self._speaker = (self._speaker + 1) % len(self._speakers)
        self._show_speaker()
