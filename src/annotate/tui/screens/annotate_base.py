"""What the parts of the annotate screen share: the article, its spans by id, where the user is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ParamSpec

from rich.style import Style

from annotate.errors import AnnotateError
from annotate.model import Link, Span
from annotate.text.roles import BODY_ROLES
from annotate.tui.cursor import Cursor
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.article_view import ArticleView
from annotate.tui.widgets.span_panel import SpanPanel
from annotate.tui.widgets.virtual_list import Part

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.reading import Open

P = ParamSpec("P")


class AnnotateBase(WorkScreen):
    """State and small questions of the annotate screen."""

    view: ArticleView
    panel: SpanPanel
    article_id: str

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self.opened: Open | None = None
        self.spans: dict[str, Span] = {}
        self.links_by_span: dict[str, list[Link]] = {}
        self.proposed_roles: dict[int, str] = {}
        self.roles: dict[int, str] = {}
        self.line_starts: list[int] = [0]
        self.editing_span: Span | None = None
        """The span whose boundaries are being edited."""
        self.panel_asked = False
        self.panel_wanted = False
        self.places: list[tuple[str, Cursor]] = []
        """Articles and cursors to come back to."""
        self.way_back: tuple[int, Callable[[], object]] | None = None
        """What `back` does when so many places are left: it leads to the list that this was opened from."""
        self.wanted_extent: tuple[int, int, str | None] | None = None
        """A stretch and perhaps its span, chosen when the article is there."""
        self.matches: list[tuple[int, int]] = []
        self.place_told = False
        """Whether the status line tells where the cursor is, and not what was done."""
        self.tagged_last: str | None = None
        """The span that was tagged last, while the cursor is on it."""

    def say(self, text: str, *, right: Sequence[tuple[str, Style]] = ()) -> None:
        """Tell something in the status line, until the cursor is moved."""
        self.place_told = False
        super().say(text, right=right)

    def complain(self, error: AnnotateError) -> None:
        """Tell what went wrong, until the cursor is moved."""
        self.place_told = False
        super().complain(error)

    def span_here(self) -> Span | None:
        """The span that edits act on: the chosen one, else the innermost under the caret."""
        cursor = self.view.cursor
        if cursor.selecting:
            return None
        if cursor.span_id in self.spans:
            return self.spans[cursor.span_id]
        inside = [self.spans[m.id] for m in self.view.marks.at(cursor.caret) if m.id in self.spans]
        exact = [s for s in inside if (s.start, s.end) == (cursor.start, cursor.end)]
        return next(iter(exact or inside), None)

    async def edit(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Let the workbench edit, then show what the database says; tells an error and returns False."""
        failed: AnnotateError | None = None
        try:
            await self.work.call(function, *args, **kwargs)
        except AnnotateError as error:
            failed = error
        await self.reload()
        if failed is not None:
            self.complain(failed)
        return failed is None

    def label_key(self, label: str) -> str:
        """The character that tags with a label now, or none."""
        found = (a.keys for a in self.actions_here() if a.name == "tag" and a.argument == label)
        return next((key for keys in found for key in keys if len(key) == 1), "")

    def links_of(self, span: Span) -> list[Link]:
        """The links at either end of a span."""
        return self.links_by_span.get(span.id, [])

    def far_end(self, span: Span, link: Link) -> Span | None:
        """The span at the other end of a link."""
        other = link.target_id if link.source_id == span.id else link.source_id
        assert self.opened is not None
        return self.spans.get(other) or self.opened.others.get(other)

    def line_of(self, position: int) -> int:
        """The line of the text that a code point stands in."""
        return bisect_right(self.line_starts, position) - 1

    def skipped(self, start: int, end: int) -> bool:
        """Whether a range lies outside the article's title, deck and body."""
        return self.roles.get(self.line_of(start), "body") not in BODY_ROLES

    def without_edge_space(self, start: int, end: int) -> tuple[int, int]:
        """A range of the text less the white space at its edges."""
        piece = self.view.article_text[start:end]
        return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())

    def remember_place(self) -> None:
        """Put the present place on the list that `back` walks."""
        self.places.append((self.article_id, self.view.cursor))

    async def go_to_span(self, span: Span) -> None:
        """Choose a span, in whatever article it stands."""
        await self.go_to_article(span.article_id, span.start)
        if span.id in self.spans:
            mover = self.view.mover
            self.view.set_cursor(mover.on(Cursor(), span.start, span.end, span.id), centre=True)

    async def go_to_article(self, article_id: str, position: int | None = None) -> None:
        """Show another article, or another place in this one."""
        raise AssertionError("the screen does this")

    async def reload(self) -> None:
        """Read the article's annotations again."""
        raise AssertionError("the screen does this")

    def pin_parts(self) -> list[Part]:
        """The pinned source, for the status line."""
        raise AssertionError("the part for links does this")

    def show_place(self) -> None:
        """Tell where the cursor is."""
        raise AssertionError("the screen does this")

    def show_keys(self) -> None:
        """Tell the keys that fit, and where the cursor is unless something else is told."""
        raise AssertionError("the screen does this")
