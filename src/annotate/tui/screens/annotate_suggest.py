"""Suggestions beside the article: found in a worker, accepted, rejected, adjusted, opened."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.worker import Worker

from annotate.errors import AnnotateError
from annotate.model import Place, Span
from annotate.text.excerpt import excerpt
from annotate.tui.cursor import Cursor
from annotate.tui.messages import ItemChosen, ItemHighlighted
from annotate.tui.screens.annotate_speakers import Speakers
from annotate.tui.widgets.suggestion_panel import SuggestionPanel

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.suggestions import Suggestion

_DRAWER_ROWS, _LEAST_HEIGHT = 7, 12
_SETTLED = 0.15
"""Seconds a span must stay under the cursor before suggestions are looked for; after a tag none."""


@dataclass(frozen=True, slots=True)
class Adjusting:
    """A suggestion whose boundaries are being set in its own article, and where to come back to."""

    span: Span
    suggestion: Suggestion


class Suggests(Speakers):
    """What the suggestion keys do."""

    suggestions: SuggestionPanel
    suggestions_wanted: bool | None = None
    """What the user asked for; None where nothing was asked: beside the article always, below after a tag."""
    adjusting: Adjusting | None = None
    _looking_for: Span | None = None
    """The span that a worker looks for now."""

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self._turned: dict[Place, Suggestion] = {}
        """Suggestions that the user took the other way."""

    @property
    def suggesting(self) -> bool:
        """Whether suggestions are on the screen for the span here."""
        return bool(self.suggestions.display) and self.suggestions.picked is not None

    # Finding

    def follow_span(self, span: Span | None) -> None:
        """Look for suggestions where another span is at the cursor, or the same one has changed."""
        if span == self._asked or self.adjusting is not None:
            return
        tagged = span is not None and span.id == self.tagged_last
        if span is None or self._asked is None or span.id != self._asked.id:
            self._clear_suggestions()
        self._asked = span
        if span is not None:
            self._look_for(span, at_once=tagged)
        else:
            self.workers.cancel_group(self, "suggestions")
            self._looked_up(self._looking_for)

    def _look_for(self, span: Span, *, at_once: bool) -> None:
        self._looking_for = span
        self._looked.clear()
        looks = partial(self._suggest, span, at_once=at_once)
        _: Worker[None] = self.run_worker(looks, group="suggestions", exclusive=True)

    def _looked_up(self, span: Span | None) -> None:
        """Let go the keys that wait for what is found for a span."""
        if self._looking_for == span:
            self._looking_for = None
            self._looked.set()

    def _clear_suggestions(self) -> None:
        self._turned = {}
        self.clear_speakers()
        if not self.suggestions.is_clear:
            self.suggestions.show((), "")
            self.fit_suggestions()

    async def _suggest(self, span: Span, *, at_once: bool) -> None:
        try:
            if not at_once:
                await asyncio.sleep(_SETTLED)
            await self.find_speakers(span)
            await self._find_suggestions(span)
        except AnnotateError as error:
            self.complain(error)
        finally:
            self._looked_up(span)

    async def _find_suggestions(self, span: Span) -> None:
        if self.work.index_progress is not None:
            done, total = self.work.index_progress
            self.suggestions.show((), f"finding statements … {100 * done // max(total, 1)} %")
            return
        bench = await self.work.bench()
        found = await self.work.aside(bench.suggestions, span)
        if self._asked == span:
            before = self.suggestions.picked
            found = [self._turned.get(each.place, each) for each in found]
            places = [each.place for each in found]
            # Keys go on acting on the one that was picked; where it is gone, on what took its place.
            kept = before is not None and before.place in places
            picked = places.index(before.place) if before and kept else self.suggestions.rows.picked
            self.suggestions.show(found, "nothing like it elsewhere", picked)
            self.fit_suggestions()
            self.show_keys()

    def index_ready(self) -> None:
        """Look again, now that the statements are found."""
        span, self._asked = self._asked, None
        self.follow_span(span)

    def find_again(self) -> None:
        """Look again for the span here, after an edit."""
        if self._asked is not None and self._looking_for is None and self.adjusting is None:
            self._look_for(self._asked, at_once=True)

    def fit_suggestions(self) -> None:
        """Show or hide the panel as the place and the user's wish have it."""
        panel = self.suggestions
        wide = not self.panel.has_class("drawer")
        count = len(panel.rows.suggestions)
        if wide:
            wanted = self.suggestions_wanted is not False
        else:
            tagged = self._asked is not None and self._asked.id == self.tagged_last
            wanted = bool(count) and (self.suggestions_wanted or (self.suggestions_wanted is None and tagged))
        height = self.app.size.height
        panel.set_lines(wide=wide)
        most = min(_DRAWER_ROWS, max(3, (height - 3) // 3))
        panel.styles.height = "100%" if wide else min(most, 1 + max(2, panel.rows_needed))
        if panel.display != (wanted and height >= _LEAST_HEIGHT):
            panel.display = wanted and height >= _LEAST_HEIGHT

    def action_suggestions(self) -> None:
        """Show or hide the suggestions."""
        self.suggestions_wanted = not self.suggestions.display
        self.fit_suggestions()
        self.show_place()
        if self.suggestions_wanted and not self.suggestions.display:
            low = self.app.size.height < _LEAST_HEIGHT
            elsewhere = "suggestions show on a span; ] goes to the next"
            self.say("the window is too low for suggestions" if low else elsewhere)

    # Choosing

    async def action_next_suggestion(self) -> None:
        """Pick the next suggestion."""
        await self._pick(1)

    async def action_previous_suggestion(self) -> None:
        """Pick the previous suggestion."""
        await self._pick(-1)

    async def _pick(self, step: int) -> None:
        await self._looked.wait()  # typed ahead of what is found
        if self.suggesting:
            self.suggestions.pick(step)
        elif len(self.suggestions.rows.suggestions):
            self.suggestions_wanted = True
            self.fit_suggestions()
            self.show_place()
        else:
            self.say("no suggestions here")

    async def action_accept(self) -> None:
        """Accept the suggestion, or keep the boundaries that are being edited."""
        if self.adjusting is not None:
            cursor = self.view.cursor
            adjusting, bounds = self.adjusting, self.without_edge_space(cursor.start, cursor.end)
            await self._back_from_adjusting()
            await self._accept(adjusting.span, adjusting.suggestion, bounds)
        elif self.editing_span is not None or self.view.cursor.selecting:
            await super().action_accept()
        elif (picked := await self._picked()) is not None:
            await self._accept(*picked)

    async def _accept(
        self, span: Span, suggestion: Suggestion, boundaries: tuple[int, int] | None = None
    ) -> None:
        bench = await self.work.bench()
        if await self.edit(bench.accept, span, suggestion, boundaries):
            reads = self.work.scheme.link_type_shown(suggestion.relation or "")
            said = reads.forward if suggestion.as_source else reads.backward
            tagged = "" if suggestion.span else f", tagged {suggestion.label} there"
            self._left(suggestion)
            self.say(
                f"{said} “{excerpt(suggestion.text, 40)}”{tagged}; u takes it back", right=self.pin_parts()
            )

    async def action_reject(self) -> None:
        """Never suggest this again."""
        found = await self._picked()
        if found is None:
            return
        span, picked = found
        bench = await self.work.bench()
        if await self.edit(bench.reject, span, picked):
            self._left(picked)
            self.say("not suggested again; u takes it back", right=self.pin_parts())

    async def _picked(self) -> tuple[Span, Suggestion] | None:
        """The span here and its picked suggestion; None, and told, where there is none to act on."""
        await self._looked.wait()  # typed ahead of what is found
        picked = self.suggestions.picked
        if self._asked is not None and picked is not None and self.suggesting:
            return self._asked, picked
        self.say("s shows the suggestions" if picked is not None else "nothing is suggested here")
        return None

    def _left(self, gone: Suggestion) -> None:
        """Take one off the list at once; the rest is being found again behind it."""
        rows = self.suggestions.rows
        left = [each for each in rows.suggestions if each.place != gone.place]
        self.suggestions.show(left, "nothing more like it", rows.picked)
        self.fit_suggestions()
        self.show_keys()

    async def action_turn(self) -> None:
        """Take the suggestion as the same instead of against it, or the other way round."""
        found = await self._picked()
        if found is None:
            return
        span, picked = found
        bench = await self.work.bench()
        turned = bench.turned(span, picked)
        if turned is None:
            self.say(f"no other link fits between {span.label} and {picked.label}")
            return
        self._turned[turned.place] = turned
        rows = self.suggestions.rows
        changed = [turned if each is picked else each for each in rows.suggestions]
        self.suggestions.show(changed, "", rows.picked)

    async def action_open_suggestion(self) -> None:
        """Go to the place of the suggestion."""
        await self._looked.wait()  # typed ahead of what is found
        picked = self.suggestions.picked
        if picked is None:
            self.say("nothing is suggested here")
            return
        self.remember_place()
        if picked.span is not None:
            await self.go_to_span(picked.span)
            return
        await self.go_to_article(picked.place.article_id, picked.place.start)
        cursor = self.view.mover.on(Cursor(), picked.place.start, picked.place.end)
        self.view.set_cursor(cursor, centre=True)

    async def action_attributes(self) -> None:
        """Adjust the suggestion's boundaries before it is accepted; without one edit the attributes."""
        await self._looked.wait()  # typed ahead of what is found
        picked = self.suggestions.picked
        if self._asked is None or not self.suggesting or picked is None:
            await super().action_attributes()
            return
        self.adjusting = Adjusting(self._asked, picked)
        self.remember_place()
        place = picked.place
        await self.go_to_article(place.article_id, place.start)
        self.view.set_cursor(self.view.mover.edit_boundaries(Cursor(), place.start, place.end), centre=True)

    async def _back_from_adjusting(self) -> None:
        adjusting, self.adjusting = self.adjusting, None
        if adjusting is None:
            return
        if self.places:
            self.places.pop()
        self.view.set_cursor(Cursor(caret=self.view.cursor.caret))
        await self.go_to_span(adjusting.span)

    async def action_cancel(self) -> None:
        """Leave what is going on, the innermost first."""
        if self.adjusting is not None:
            await self._back_from_adjusting()
            return
        nothing_else = not (self.view.cursor.selecting or self.matches or self.panel.display)
        if self.panel.has_class("drawer") and self.suggestions.display and nothing_else:
            self.tagged_last = None
            self.suggestions_wanted = None
            self.fit_suggestions()
            self.show_place()
            return
        await super().action_cancel()

    @on(ItemHighlighted)
    def suggestion_clicked(self, message: ItemHighlighted) -> None:
        """Pick what was clicked."""
        if message.list_id == "suggestions":
            self.suggestions.pick(message.index - self.suggestions.rows.picked)

    @on(ItemChosen)
    async def suggestion_chosen(self, message: ItemChosen) -> None:
        """Accept what was clicked twice."""
        if message.list_id == "suggestions":
            self.suggestions.pick(message.index - self.suggestions.rows.picked)
            await self.action_accept()
