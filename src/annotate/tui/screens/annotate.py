"""The article being worked on: view, panel of spans, status. Moves, edits and links are in parts beside.

Opened from a first look it is readable at once; the spans' details follow when the database is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from annotate.errors import DatabaseError
from annotate.model import Span
from annotate.text.excerpt import excerpt
from annotate.text.roles import BODY_ROLES, line_roles
from annotate.text.segments import Units
from annotate.tui.actions import Action, Place
from annotate.tui.cursor import Cursor
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.annotate_links import Links
from annotate.tui.screens.annotate_suggest import Suggests
from annotate.tui.widgets.article_view import ArticleView
from annotate.tui.widgets.span_panel import SpanPanel
from annotate.tui.widgets.suggestion_panel import SuggestionPanel
from annotate.tui.widgets.virtual_list import Part

if TYPE_CHECKING:
    from annotate.store.glance import Glance
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.reading import Open

WIDE = 116
"""From this many cells the panel stands beside the article; below it is a drawer."""
_PANEL_SHARE, _PANEL_WIDEST = 0.4, 64
"""Of the width; cells."""
_KEEP_UP_EVERY = 3.0
"""Seconds after which a moved cursor is kept, and another workbench's edits are shown."""
_STATES = {"open": "open", "in_progress": "in progress", "done": "done ✓"}
_KEYS_ON_TEXT = (
    "next_sentence", "quotation", "{labels}", "grow", "link", "attributes", "hints", "undo", "panel", "done",
)  # fmt: skip
_KEYS_ON_SPAN = (
    "link", "attributes", "pin", "{labels}", "relabel", "delete", "boundaries", "follow", "undo", "next_span",
)  # fmt: skip
_KEYS_ON_SUGGESTION = (
    "accept", "reject", "next_suggestion", "attributes", "open_suggestion", "{speaker}", "next_speaker",
    "link", "undo", "suggestions",
)  # fmt: skip
_KEYS_SELECTING = ("{labels}", "swap_ends", "cancel", "next_word", "next_sentence")
_KEYS_BOUNDARIES = ("accept", "cancel", "swap_ends", "next_word", "next_sentence")


class AnnotateScreen(Suggests, Links):
    """One article at work."""

    place: ClassVar[Place] = "article"

    def __init__(
        self, app: AnnotateApp, article_id: str, glance: Glance | None = None, position: int | None = None
    ) -> None:
        super().__init__(app)
        self.article_id = article_id
        self.glance = glance
        self.wanted_position = position
        self.view = ArticleView(app.scheme, app.palette, self.show_place)
        self.panel = SpanPanel(app.palette, app.scheme)
        self.suggestions = SuggestionPanel(app.palette, app.scheme)
        self._kept_caret = -1
        self._keeping_failed = False

    def compose(self) -> ComposeResult:
        """Title, article beside panel, status, keys."""
        yield self.title_bar
        with Horizontal(id="work"):
            yield self.view
            yield self.panel
            yield self.suggestions
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Show what is there, fetch the rest."""
        self.view.focus()
        self._fit_panel()
        if self.glance is not None:
            self._show_glance(self.glance)
        else:
            self.say("opening …")
        self.run_worker(self._load(self.article_id, self.wanted_position), group="load")
        self.set_interval(_KEEP_UP_EVERY, self._keep_up)

    def _show_glance(self, glance: Glance) -> None:
        self._show_text(glance.text, {}, Cursor(caret=glance.cursor))
        self.view.mark(glance.spans, frozenset())
        self.title_bar.set([*self.layer_parts(), (glance.title or "", self.ink("accent"))])

    async def _load(self, article_id: str, position: int | None = None) -> None:
        bench = await self.work.bench()
        found = await self.attempt(bench.open_article, article_id)
        if found is None:
            return
        first = self.opened is None and self.glance is not None
        cursor = self.view.cursor if first else Cursor(caret=found.article.cursor)
        self.article_id = article_id
        if first and self.view.article_text == found.text:
            self._take(found)
        else:
            self._show_text(found.text, dict(found.article.line_roles), cursor, position)
            self._take(found)
        self._choose_wanted()
        self.glance = None
        await self.keep_place()
        if bench.read_only:
            self.say("view only: the database cannot be written", right=[])

    def _show_text(
        self, text: str, roles_by_hand: dict[int, str], cursor: Cursor, position: int | None = None
    ) -> None:
        self.proposed_roles = dict(line_roles(text))
        self.roles = {**self.proposed_roles, **roles_by_hand}
        units = Units(text, skip=self.skipped)
        self.line_starts = _line_starts(text)
        self.view.show(text, units, Cursor())
        self._show_roles()
        if position is not None:
            cursor = replace(cursor, caret=position)
        caret = cursor.caret
        if caret == 0 and position is None and (first := units.next("sentence", -1)):
            caret = first[0]
        self.view.set_cursor(self.view.mover.to(Cursor(level=cursor.level), caret), centre=True)

    def _take(self, found: Open) -> None:
        """Take over what the database says now, keeping the place."""
        self.opened = found
        self.spans = {span.id: span for span in found.spans}
        linked = {end for link in found.links for end in (link.source_id, link.target_id)}
        self.roles = {**self.proposed_roles, **found.article.line_roles}
        self._show_roles()
        self.view.mark(found.spans, frozenset(linked & self.spans.keys()))
        cursor = self.view.cursor
        if cursor.span_id and (span := self.spans.get(cursor.span_id)):
            if (span.start, span.end) != (cursor.start, cursor.end) and not cursor.selecting:
                self.view.set_cursor(self.view.mover.on(cursor, span.start, span.end, span.id))
        elif cursor.span_id:
            self.view.set_cursor(self.view.mover.to(replace(cursor, span_id=None), cursor.caret))
        self.links_by_span = defaultdict(list)
        for link in found.links:
            self.links_by_span[link.source_id].append(link)
            self.links_by_span[link.target_id].append(link)
        self._show_title()
        self.show_place()

    async def reload(self) -> None:
        """Read the article's annotations again, after an edit."""
        bench = await self.work.bench()
        found = await self.attempt(bench.open_article, self.article_id, self.opened)
        if found is not None:
            self._take(found)
            self.find_again()

    async def _keep_up(self) -> None:
        """Keep the place, and show what the user did meanwhile in another workbench."""
        bench = self.work.bench_now
        if bench is None or self.opened is None or self.work.screen is not self:
            return
        if self.view.cursor.caret != self._kept_caret:
            await self.keep_place()
        try:
            newest = await self.work.call(bench.newest_step)
        except DatabaseError:
            return  # nothing was asked for; the next edit will tell
        if newest > self.opened.newest_step:
            await self.reload()

    async def keep_place(self) -> None:
        """Remember the cursor for the next time."""
        bench = self.work.bench_now
        if bench is not None and self.opened is not None:
            self._kept_caret = self.view.cursor.caret
            try:
                await self.work.call(bench.bookmark, self.article_id, self._kept_caret)
            except DatabaseError as error:
                if not self._keeping_failed:  # once is enough: an edit will say it again
                    self.complain(error)
                self._keeping_failed = True

    async def go_to_article(self, article_id: str, position: int | None = None) -> None:
        """Show another article in this screen, or another place in this one."""
        if article_id == self.article_id and self.opened is not None:
            if position is not None:
                self.view.set_cursor(self.view.mover.to(Cursor(), position), centre=True)
            self._choose_wanted()
            return
        await self.keep_place()
        await self._load(article_id, position)

    def _choose_wanted(self) -> None:
        if self.wanted_extent is not None:
            start, end, span_id = self.wanted_extent
            self.wanted_extent = None
            known = span_id if span_id in self.spans else None
            self.view.set_cursor(self.view.mover.on(Cursor(), start, end, known), centre=True)

    # What is told

    def _show_title(self) -> None:
        assert self.opened is not None
        meta = self.opened.article.meta
        facts = [x for x in (meta.outlet, (meta.published or "")[:10]) if x]
        if not self.on_gold:
            facts.append(_STATES[self.opened.article.state])
        name = (self.opened.article.name, self.ink("accent"))
        self.title_bar.set([*self.layer_parts(), name], [("  ·  ".join(facts), self.ink("faint"))])

    def show_place(self) -> None:
        """The status line for where the cursor is, and the keys that fit."""
        cursor = self.view.cursor
        if not cursor.selecting:
            self.editing_span = None
        span = self.span_here()
        right = self.pin_parts()
        if self.adjusting is not None:
            self.say(
                "the suggestion: move its end, o the other end, enter accepts, esc comes back", right=right
            )
        elif self.editing_span is not None:
            self.say(
                f"boundaries of the {self.editing_span.label}: move, o other end, enter keeps", right=right
            )
        elif cursor.selecting:
            self.say(f"selecting {cursor.end - cursor.start} characters", right=right)
        elif span is not None:
            self._say_span(span, right)
        else:
            words = len(self.view.article_text[cursor.start : cursor.end].split())
            self.say(f"{self.view.mover.name(cursor)}, {words} word{'s' * (words != 1)}", right=right)
        self.place_told = True
        self._show_keys(span)
        self._show_panel(span)
        self.follow_span(span)

    def show_keys(self) -> None:
        """The keys that fit, and the status line unless it tells something else."""
        if self.place_told:
            self.show_place()
        else:
            self._show_keys(self.span_here())

    def _say_span(self, span: Span, right: list[Part]) -> None:
        label = self.work.scheme.label_shown(span.label)
        count = len(self.links_of(span))
        cursor = self.view.cursor
        exact = (cursor.start, cursor.end) == (span.start, span.end)
        said = [
            ("" if exact else f"{self.view.mover.name(cursor)} in a ", self.ink("faint")),
            (span.label, self.ink() + self.palette.letter(label.colour)),
            (f" by {span.attributes.speaker}" if span.attributes.speaker else "", self.ink()),
            (f"  {count} link{'s' * (count != 1)}" if count else "", self.ink("faint")),
            (f"  ✎ {span.attributes.note}" if span.attributes.note else "", self.ink("faint")),
        ]
        if (speaker := self.proposed_speaker) is not None and not span.attributes.speaker:
            said.append((f"  by {speaker.name}?", self.ink("accent")))
        waiting = len(self.suggestions.rows.suggestions)
        if waiting and not self.suggesting:
            said.append((f"  {waiting} like it elsewhere, s shows them", self.ink("faint")))
        stacked = len(self.view.marks.at(self.view.cursor.caret))
        if stacked > 1:
            said.append((f"  {stacked} spans here, ] [ chooses", self.ink("faint")))
        self.status_bar.set(said, right)

    def _show_keys(self, span: Span | None) -> None:
        names: tuple[str, ...] = _KEYS_ON_SPAN if span is not None else _KEYS_ON_TEXT
        if span is not None and self.suggesting:
            names = _KEYS_ON_SUGGESTION
        if self.editing_span is not None or self.adjusting is not None:
            names = _KEYS_BOUNDARIES
        elif self.view.cursor.selecting:
            names = _KEYS_SELECTING
        self.key_bar.set_actions(list(self._named(names)))

    def _named(self, names: Sequence[str]) -> Iterator[Action]:
        """The actions of these names, under the words that fit what they do now."""
        every = {action.id: action for action in self.actions_here() if action.name != "tag"}
        tags = [action for action in self.actions_here() if action.name == "tag"]
        span = self.span_here()
        framing = self.work.scheme.framing(span.label) if span is not None else None
        for name in names:
            if name == "{labels}":
                yield from tags
            elif name == "{speaker}":
                if self.proposed_speaker is not None and framing is not None and self.on_asked:
                    name_shown = f"by {excerpt(self.proposed_speaker.name, 20)}"
                    yield from (replace(a, short=name_shown) for a in tags if a.argument == framing[1])
            elif name == "next_speaker":
                if self.speaker_count > 1:
                    yield replace(every[name], short="other speaker")
            elif name == "attributes" and self.suggesting:
                yield replace(every[name], short="adjust")
            elif name == "accept" and (self.editing_span is not None or self.adjusting is not None):
                yield replace(every[name], short="keep")
            elif name == "done" and self.on_gold:
                yield replace(every[name], short="next article")
            else:
                yield every[name]

    # The panel

    def _fit_panel(self) -> None:
        wide = self.app.size.width >= WIDE
        self.panel.set_class(not wide, "drawer")
        work = self.query_one("#work")
        work.set_class(wide, "wide")
        beside = min(_PANEL_WIDEST, int(self.app.size.width * _PANEL_SHARE))
        work.styles.grid_columns = f"1fr {beside}"
        self.panel.display = wide if not self.panel_asked else self.panel_wanted
        self.fit_suggestions()

    def on_resize(self, event: events.Resize) -> None:
        """The panel beside the article, or as a drawer."""
        self._fit_panel()
        if self.opened is not None:
            self.show_place()

    def action_panel(self) -> None:
        """Show or hide the panel."""
        self.panel_wanted = not self.panel.display
        self.panel_asked = True
        self._fit_panel()
        if self.panel.display:
            self.show_place()
            if self.panel.has_class("drawer"):
                self.panel.spans.focus()
        else:
            self.view.focus()

    def _show_panel(self, span: Span | None) -> None:
        if self.opened is not None:
            ends = [(link, self.far_end(span, link)) for link in self.links_of(span)] if span else []
            self.panel.show(self.opened, span, ends)

    @on(ItemChosen)
    async def panel_item_chosen(self, message: ItemChosen) -> None:
        """Go to the span that was chosen in the panel."""
        if message.list_id == "tree" and (span := self.panel.span_of_row(message.index)) is not None:
            self.remember_place()
            if self.panel.has_class("drawer"):
                self.action_panel()
            self.view.focus()
            await self.go_to_span(span)

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        self.view.set_palette(self.palette)
        self.panel.set_palette(self.palette)
        self.suggestions.set_palette(self.palette)
        if self.opened is not None:
            self._show_title()
            self.show_place()

    # Lines and their roles

    def _show_roles(self) -> None:
        titles = frozenset(line for line, role in self.roles.items() if role == "title")
        faint = frozenset(line for line, role in self.roles.items() if role not in BODY_ROLES)
        self.view.set_lines(titles, faint)


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
