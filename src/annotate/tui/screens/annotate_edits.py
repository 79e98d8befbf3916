"""Tagging, changing and deleting spans; undo; states and metadata of the article; the layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from annotate.errors import AnnotateError
from annotate.model import META, Attributes
from annotate.text.excerpt import excerpt
from annotate.text.roles import ROLES
from annotate.tui.cursor import Cursor
from annotate.tui.screens.annotate_moves import Moves
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.form import Field, Form

_SUGGESTED = {
    "mode": ("direct", "indirect", "mixed"),
    "stance": ("for", "against", "neutral"),
    "certainty": ("certain", "probable", "possible"),
}
_ROLE_MEANS = {
    "body": "the article itself",
    "title": "its headline",
    "deck": "what stands under the headline",
    "byline": "who wrote it",
    "dateline": "when, and where from",
    "caption": "under a picture; passed over",
    "junk": "pasted along; passed over",
}


class Edits(Moves):
    """What the label and edit keys do."""

    async def action_tag(self, label: str) -> None:
        """Tag the unit or selection."""
        cursor = self.view.cursor
        if self.editing_span is not None:
            self.say("enter keeps the boundaries, esc leaves them")
            return
        start, end = cursor.start, cursor.end
        if cursor.selecting:
            start, end = self.without_edge_space(start, end)
        bench = await self.work.bench()
        try:
            span_id = await self.work.call(bench.tag, self.article_id, label, start, end)
        except AnnotateError as error:
            await self.reload()  # perhaps another workbench was first: show what it did
            self.complain(error)
            return
        quote = excerpt(self.view.article_text[start:end])
        self.tagged_last = span_id
        self.view.cursor = replace(cursor, start=start, end=end, anchor=None, span_id=span_id)
        await self.reload()
        self.say(f"{label}: “{quote}”", right=self.pin_parts())

    async def action_accept(self) -> None:
        """Keep the boundaries that were edited."""
        span, cursor = self.editing_span, self.view.cursor
        if span is None:
            if cursor.selecting:
                self.say("press a label's key to tag the selection")
            return
        self.editing_span = None
        start, end = self.without_edge_space(cursor.start, cursor.end)
        self.view.cursor = Cursor(start, start, end, span_id=span.id)
        bench = await self.work.bench()
        await self.edit(bench.set_boundaries, span, start, end)

    def nudged(self, cursor: Cursor) -> None:
        """Take over moved edges; those of a chosen span are saved at once."""
        chosen = self.spans.get(self.view.cursor.span_id or "")
        self.view.set_cursor(cursor)
        if chosen is not None and (cursor.start, cursor.end) != (chosen.start, chosen.end):
            self.run_worker(self._save_edges(chosen.id), group="edges")

    async def _save_edges(self, span_id: str) -> None:
        bench = await self.work.bench()
        span, cursor = self.spans.get(span_id), self.view.cursor
        if span is None or cursor.span_id != span_id or (cursor.start, cursor.end) == (span.start, span.end):
            return
        await self.edit(bench.set_boundaries, span, cursor.start, cursor.end)

    async def action_cancel(self) -> None:
        """Leave selecting, boundary editing, search marks; close the drawer."""
        self.view.focus()
        if self.view.cursor.selecting:
            self.leave_selection()
        elif self.panel.has_class("drawer") and self.panel.display:
            self.panel_wanted = False
            self.panel.display = False
        elif self.matches:
            self.matches = []
            self.view.set_found([])
        else:
            self.view.set_cursor(
                self.view.mover.to(Cursor(level=self.view.cursor.level), self.view.cursor.caret)
            )

    def action_boundaries(self) -> None:
        """Edit the boundaries of the span here."""
        span = self.span_here()
        if span is None:
            self.say("no span here; ] goes to the next")
            return
        self.editing_span = span
        self.view.set_cursor(self.view.mover.edit_boundaries(self.view.cursor, span.start, span.end))

    def action_relabel(self) -> None:
        """Ask for another label for the span here."""
        span = self.span_here()
        if span is None:
            self.say("no span here; ] goes to the next")
            return
        others = [label for label in self.work.scheme.labels if label.name != span.label]

        async def chosen(index: int | None) -> None:
            if index is not None:
                bench = await self.work.bench()
                await self.edit(bench.relabel, span, others[index].name)

        options = [(self.label_key(label.name), label.name, label.marks) for label in others]
        self.work.push_screen(Choice(self.work, f"{span.label} becomes", options), chosen)

    async def action_delete(self) -> None:
        """Delete the span here; undo brings it back with its links."""
        span = self.span_here()
        if span is None:
            self.say("no span here; ] goes to the next")
            return
        bench = await self.work.bench()
        links = len(self.links_of(span))
        if await self.edit(bench.delete_span, span):
            gone = f" and {links} link{'s' * (links != 1)}" if links else ""
            self.say(f"deleted {span.label} “{excerpt(span.quote)}”{gone}; u brings back")

    async def action_attributes(self) -> None:
        """Edit the attributes of the span here."""
        await self._edit_attributes(0)

    async def action_note(self) -> None:
        """Write the note of the span here."""
        await self._edit_attributes(-1)

    async def _edit_attributes(self, first: int) -> None:
        span = self.span_here()
        if span is None:
            self.say("no span here; ] goes to the next")
            return
        bench = await self.work.bench()
        speakers = tuple(await self.attempt(bench.speakers) or ())
        suggested = {**_SUGGESTED, "speaker": speakers}
        values = asdict(span.attributes)
        fields = [
            Field(
                name,
                value or "",
                suggested.get(name, ()),
                _completing(speakers) if name == "speaker" else None,
            )
            for name, value in values.items()
        ]

        async def done(entered: dict[str, str] | None) -> None:
            if entered is not None:
                await self.edit(bench.set_attributes, span, Attributes(**entered))

        title = f"{span.label} “{excerpt(span.quote, 60)}”"
        self.work.push_screen(Form(self.work, title, fields, first % len(fields)), done)

    async def action_metadata(self) -> None:
        """Edit the metadata of the article."""
        if self.opened is None:
            return
        article = self.opened.article
        before = {name: getattr(article.meta, name) or "" for name in META}
        fields = [Field(name, value, ()) for name, value in before.items()]
        bench = await self.work.bench()

        async def done(entered: dict[str, str] | None) -> None:
            changed = {n: v for n, v in (entered or {}).items() if v.strip() != before[n]}
            if changed:
                await self.edit(bench.set_meta, article.id, article.version, changed)

        self.work.push_screen(Form(self.work, "the article", fields), done)

    def action_line_role(self) -> None:
        """Ask for the role of the line here."""
        if self.opened is None:
            return
        article = self.opened.article
        line = self.line_of(self.view.cursor.caret)
        present = self.roles.get(line, "body")
        others = [role for role in ROLES if role != present]

        async def chosen(index: int | None) -> None:
            if index is None:
                return
            bench = await self.work.bench()
            roles = {**article.line_roles, line: others[index]}
            if await self.edit(bench.set_line_role, article.id, article.version, roles):
                self.say(f"this line is {others[index]}")

        options = [(str(i), role, _ROLE_MEANS[role]) for i, role in enumerate(others, start=1)]
        self.work.push_screen(Choice(self.work, f"this line is {present}; make it", options), chosen)

    # Undo, states, other articles

    async def turn(self, which: str) -> None:
        """Undo or redo, and go to where that was."""
        self.editing_span = None
        turned = await self.work.turn(self, which)
        if turned is None:
            return
        said, article_id, position = turned
        if article_id is not None and article_id != self.article_id:
            self.remember_place()
            await self.go_to_article(article_id, position)
        else:
            await self.reload()
            if position is not None:
                self.view.set_cursor(self.view.mover.to(Cursor(level=self.view.cursor.level), position))
        self.say(said, right=self.pin_parts())

    async def action_done(self) -> None:
        """Mark the article done and go to the next one that is not; of gold just go to the next."""
        if self.on_gold:
            await self._by_article(1, "gold has no states  ·  ")
            return
        bench = await self.work.bench()
        if not await self.edit(bench.set_state, self.article_id, "done"):
            return
        articles = await self.attempt(bench.articles)
        if articles is None:
            return
        ids = [article.id for article in articles]
        here = ids.index(self.article_id)
        left = [a for a in (*articles[here + 1 :], *articles[:here]) if a.state != "done"]
        if not left:
            self.say(
                f"done; all {len(articles)} articles are done  ·  u takes it back, q goes to the library"
            )
            return
        done = self.opened.article.name if self.opened else ""
        await self.go_to_article(left[0].id)
        self.say(f"done: {excerpt(done, 40)}  ·  {len(left)} to go")

    async def action_reopen(self) -> None:
        """Take back that the article is done."""
        if self.on_gold:
            self.say("gold has no states; Z goes back to your own layer")
            return
        bench = await self.work.bench()
        if await self.edit(bench.set_state, self.article_id, "in_progress"):
            self.say("in progress again")

    async def action_next_article(self) -> None:
        """The next article of the library's order."""
        await self._by_article(1)

    async def action_previous_article(self) -> None:
        """The previous article."""
        await self._by_article(-1)

    async def _by_article(self, direction: int, said: str = "") -> None:
        bench = await self.work.bench()
        ids = [article.id for article in await self.attempt(bench.articles) or []]
        if self.article_id not in ids:
            return
        index = ids.index(self.article_id) + direction
        if 0 <= index < len(ids):
            await self.go_to_article(ids[index])
            self.say(f"{said}article {index + 1} of {len(ids)}", right=self.pin_parts())
        else:
            end = "last" if direction > 0 else "first"
            self.say(f"{said}that was the {end} article")

    async def action_layer(self) -> None:
        """Switch between the user's own layer and gold, at the same place."""
        if self.view.cursor.selecting:
            self.say("enter keeps what is selected, esc leaves it; then Z switches the layer")
            return
        let_go = "; the pinned span is let go" if self.work.pinned is not None else ""
        self.tagged_last = None
        await super().action_layer()
        said = "gold: everybody’s, whoever adjudicates; Z comes back" if self.on_gold else "your own layer"
        self.say(said + let_go)

    async def action_close(self) -> None:
        """Go to the library."""
        from annotate.tui.screens.library import LibraryScreen

        await self.keep_place()
        if any(isinstance(screen, LibraryScreen) for screen in self.work.screen_stack):
            self.dismiss()
        else:
            self.work.switch_screen(LibraryScreen(self.work))


def _completing(names: Sequence[str]) -> Callable[[str], Sequence[str]]:
    """Completes names of people by any of their words."""

    def completes(typed: str) -> Sequence[str]:
        from annotate.statements.speakers import complete

        return complete(typed, names)

    return completes
