"""A hand on the real app: presses keys, moves the mouse, waits for what must come, reads the screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar

from textual._compositor import InlineUpdate
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from annotate.config import Config
from annotate.tui.app import AnnotateApp
from annotate.tui.cursor import Cursor
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.base import WorkScreen
from annotate.tui.screens.library import LibraryScreen
from annotate.tui.widgets.article_view import GUTTER, ArticleView
from annotate.workbench.bench import Workbench
from tui.samples import article, config

_PATIENCE = 20.0
"""Seconds after which what was waited for is taken to never come."""

W = TypeVar("W", bound=Widget)


class Hand:
    """One user at one running app."""

    def __init__(self, app: AnnotateApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, comes: Callable[[], object], what: str = "") -> None:
        """Let the app work until the condition holds."""
        end = monotonic() + _PATIENCE
        while not comes():
            assert monotonic() < end, f"never came: {what}\n" + "\n".join(self.lines())
            await self.pilot.pause()

    async def press(self, *keys: str, says: str | None = None) -> None:
        """Press keys one by one; then wait until the status line has the text."""
        for key in keys:
            await self.pilot.press(key)
            # A key that edits keeps the app's queue until the edit is committed.
            await self.pilot.pause()
        if says is not None:
            await self.until(lambda: says in self.status, f"status “{says}”, is “{self.status}”")

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        await self.pilot.press(*("space" if char == " " else char for char in text))
        await self.pilot.pause()

    # What is on

    @property
    def bench(self) -> Workbench:
        bench = self.app.bench_now
        assert bench is not None
        return bench

    @property
    def work(self) -> WorkScreen:
        """The uppermost screen that is not a box over another."""
        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, WorkScreen))

    @property
    def annotate(self) -> AnnotateScreen:
        screen = self.work
        assert isinstance(screen, AnnotateScreen)
        return screen

    @property
    def library(self) -> LibraryScreen:
        screen = self.work
        assert isinstance(screen, LibraryScreen)
        return screen

    @property
    def view(self) -> ArticleView:
        return self.annotate.view

    @property
    def cursor(self) -> Cursor:
        return self.view.cursor

    @property
    def unit(self) -> str:
        """The text that a label key would tag."""
        return self.view.article_text[self.cursor.start : self.cursor.end]

    @property
    def status(self) -> str:
        bar = self.work.status_bar
        return "".join(text for text, _ in (*bar.left, *bar.right))

    @property
    def title(self) -> str:
        bar = self.work.title_bar
        return "".join(text for text, _ in (*bar.left, *bar.right))

    def strips(self) -> list[Strip]:
        """The rows of the screen as they are painted, boxes over it and all."""
        return painted(self.app)

    def lines(self) -> list[str]:
        """The rows of the screen as text."""
        return [strip.text for strip in self.strips()]

    def on_screen(self, *words: str) -> bool:
        """Whether every one of the texts is to be seen."""
        text = "\n".join(self.lines())
        return all(word in text for word in words)

    async def opened(self, name: str | None = None) -> None:
        """Wait until an article is open for work."""

        def ready() -> bool:
            screen = self.app.screen
            if not isinstance(screen, AnnotateScreen) or screen.opened is None:
                return False
            return name is None or screen.opened.article.id == article(name)

        await self.until(ready, f"article {name}")
        await self.settled()

    async def settled(self) -> None:
        """Wait until the index is there and whatever is suggested is on the screen."""
        await self.until(lambda: self.app.index_progress is None, "the index of statements")
        await self.until(
            lambda: not (isinstance(self.app.screen, AnnotateScreen) and self.app.screen.looking),
            "suggestions",
        )
        await self.pilot.pause()

    async def go(self, words: str) -> None:
        """Put the caret on words of the article, as a search would, without a unit kept."""
        at = self.view.article_text.index(words)
        self.view.set_cursor(self.view.mover.to(Cursor(), at))
        await self.pilot.pause()

    def offset(self, position: int) -> tuple[int, int]:
        """Cell and row of a code point within the article view."""
        row = self.view.rows.row_of(position)
        cell = self.view.rows.cell_of(row, position)
        return GUTTER + cell, row - round(self.view.scroll_offset.y)

    def caret_is_visible(self) -> bool:
        return 0 <= self.offset(self.cursor.caret)[1] < self.view.size.height


def painted(app: AnnotateApp) -> list[Strip]:
    """What the terminal shows."""
    compositor = app.screen._compositor
    update = compositor.render_inline(compositor.size, screen_stack=app._background_screens)
    assert isinstance(update, InlineUpdate)
    return list(update.strips)


@asynccontextmanager
async def at_work(
    database: Path | Config,
    name: str | None = None,
    *,
    size: tuple[int, int] = (100, 30),
    screen: str | None = None,
) -> AsyncIterator[Hand]:
    """The app on a database; with a name, the article is open for work when this begins."""
    settings = database if isinstance(database, Config) else config(database)
    app = AnnotateApp(settings, article(name) if name else None, screen)
    try:
        async with app.run_test(size=size) as pilot:
            hand = Hand(app, pilot)
            if name is not None:
                await hand.opened(name)
            yield hand
    finally:
        app.close_bench()
