"""The application: palette, registry, the open workbench, and which screen is on.

The database layer takes up to a second to import, so it is opened in a thread while the first screen
is on already; whatever needs it waits in `call`. All calls run in one thread, one after the other:
edits keep the order of the keys, and the screen never waits for the disk.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from rich.console import RenderableType
from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import Worker

from annotate.config import Config
from annotate.errors import AnnotateError, ConflictError, NothingToUndo
from annotate.tui.actions import actions, for_place
from annotate.tui.palette import DARK, LIGHT, Depth, Palette, Tones
from annotate.tui.screens.base import WorkScreen

if TYPE_CHECKING:
    from annotate.model import Layer, Place, Span
    from annotate.tui.screens.annotate import AnnotateScreen
    from annotate.workbench.bench import Workbench

P = ParamSpec("P")
R = TypeVar("R")


class _Left(Exception):
    """The user left while the statements were being found: the next start goes on with it."""


class AnnotateApp(App[None]):
    """The workbench."""

    CSS_PATH: ClassVar[str] = "annotate.tcss"
    TITLE = "annotate"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f20"  # ours is in the registry
    BINDINGS: ClassVar = []

    def __init__(self, config: Config, article: str | None = None, screen: str | None = None) -> None:
        super().__init__()
        self.config = config
        self.scheme = config.scheme
        self.registry = actions(config.scheme, config.keys)
        self.wanted_article = article
        self.wanted_screen = screen
        self.failure: AnnotateError | None = None
        """Why the database could not be opened; told after the screen is given back."""
        self.pinned: Span | None = None
        """The source of links that stays while the user moves from article to article."""
        self.tones = _tones(config.theme)
        self.palette = Palette(self.tones, self._depth())
        self.answers: dict[str, str] = {}
        """What was typed last into each prompt that offers it again."""
        self._leaving = False
        self.index_progress: tuple[int, int] | None = (0, 1)
        """Articles whose statements are found, of all, while the index is made; None when it is there."""
        self._bench: Workbench | None = None
        self._asked_to_open = False
        self._undo_refused = False
        """Whether the last undo was refused: the next one leaves that step as it is."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbench")
        self._opening: asyncio.Future[Workbench] | None = None
        for tones in (DARK, LIGHT):
            self.register_theme(_theme(tones))
        self.theme = f"annotate-{self.tones.name}"

    def _depth(self) -> Depth:
        if self.no_color:
            return "none"
        system = self.console.color_system
        return "none" if system is None else "few" if system in ("standard", "windows") else "full"

    def on_mount(self) -> None:
        """Show the first screen, and only then start opening the database."""
        from annotate.workbench.first_look import first_look

        self._opening = asyncio.get_running_loop().create_future()
        glance = None if self.wanted_screen else first_look(self.config, self.wanted_article)
        if glance is not None:
            from annotate.tui.screens.annotate import AnnotateScreen

            self.push_screen(AnnotateScreen(self, glance.article_id, glance))
        else:
            from annotate.tui.screens.library import LibraryScreen

            self.push_screen(LibraryScreen(self))
            if self.wanted_screen == "review":
                self.action_review()
            if self.wanted_article is not None:
                self.run_worker(self._open_wanted(self.wanted_article))
        # The import holds the interpreter for most of a second: the first screen is painted before.
        # That paint never comes where a key has put another screen over it meanwhile; hence the timer.
        self.call_after_refresh(self._start_opening)
        self.set_timer(1.0, self._start_opening)

    def _start_opening(self) -> None:
        if not self._asked_to_open:
            self._asked_to_open = True
            # A worker, since whatever is awaited by the app itself keeps its keys waiting.
            _: Worker[None] = self.run_worker(self._open_bench, group="open")

    async def _open_bench(self) -> None:
        assert self._opening is not None
        try:
            bench = await self.call(self._open)
        except AnnotateError as error:
            self.fail(error)
            # Ends what waits for the database: the action of a key would keep the app from leaving.
            self._opening.cancel()
        else:
            self._opening.set_result(bench)
            # What is loaded now stays: a collection that walks it costs a key a tenth of a second.
            gc.collect()
            gc.freeze()
            await self.find_statements()

    async def find_statements(self) -> None:
        """Bring the index of statements up to date, in a thread, and tell the screens."""
        bench = await self.bench()

        def progress(done: int, total: int) -> None:
            if self._leaving:
                raise _Left
            self.index_progress = done, total

        try:
            await self.aside(bench.index, progress)
        except _Left:
            return
        except AnnotateError as error:
            if isinstance(self.screen, WorkScreen):
                self.screen.complain(error)
        self.index_progress = None
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.index_ready()
        await self.aside(bench.verify_index)

    async def _open_wanted(self, name: str) -> None:
        from annotate.tui.screens.annotate import AnnotateScreen

        bench = await self.bench()
        try:
            article_id = await self.call(bench.find_article, name)
        except AnnotateError as error:
            self.fail(error)
            return
        self.push_screen(AnnotateScreen(self, article_id))

    def _open(self) -> Workbench:
        from annotate.workbench.bench import Workbench

        self._bench = Workbench.open(self.config)
        return self._bench

    def fail(self, error: AnnotateError) -> None:
        """Leave, and tell why when the terminal is back."""
        self.failure = error
        self.exit(return_code=error.exit_code)

    async def bench(self) -> Workbench:
        """The open workbench; waits until it is open."""
        assert self._opening is not None
        return await asyncio.shield(self._opening)

    @property
    def bench_now(self) -> Workbench | None:
        """The workbench if it is open already."""
        opening = self._opening
        ready = opening is not None and opening.done() and not opening.cancelled() and not opening.exception()
        return opening.result() if ready and opening is not None else None

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a method of the workbench in its thread; raises what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(function, *args, **kwargs))

    async def aside(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run something long that only reads in a thread of its own, beside the edits."""
        return await asyncio.to_thread(function, *args, **kwargs)

    def show_article(self, article_id: str, position: int | None = None) -> None:
        """Show an article, in the annotate screen that is open or in a new one."""
        self._show(article_id, position, None)

    def show_place(
        self, place: Place, span_id: str | None = None, back: Callable[[], object] | None = None
    ) -> None:
        """Show a place of an article, or a span there: keys act on just that.

        `back` leads from there to where this was asked for.
        """
        screen = self._show(place.article_id, place.start, (place.start, place.end, span_id))
        if back is not None:
            screen.way_back = (len(screen.places), back)

    def _show(
        self, article_id: str, position: int | None, extent: tuple[int, int, str | None] | None
    ) -> AnnotateScreen:
        from annotate.tui.screens.annotate import AnnotateScreen

        if any(isinstance(screen, AnnotateScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, AnnotateScreen):
                self.pop_screen()
        if isinstance(self.screen, AnnotateScreen):
            screen = self.screen
            screen.wanted_extent = extent
            screen.remember_place()
            screen.run_worker(screen.go_to_article(article_id, position), group="load")
        else:
            screen = AnnotateScreen(self, article_id, position=position)
            screen.wanted_extent = extent
            self.push_screen(screen)
        return screen

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; what is being found in a thread stops at its next step."""
        self._leaving = True
        super().exit(result, return_code, message)

    def close_bench(self) -> None:
        """Finish what is under way and close the database."""
        self._thread.shutdown(wait=True)
        if self._bench is not None:
            self._bench.close()

    # Keys

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; one that waited for a database that could not be opened just ends."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except asyncio.CancelledError:
            if self.failure is None:
                raise
            return True

    async def on_event(self, event: events.Event) -> None:
        """Note what a key is meant for when it comes."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            event.meant_for = self.focused or self.screen  # type: ignore[attr-defined]
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Take keys in the order in which they were typed.

        On a slow line several come together, and all of them are sent to what has the focus. Where one
        opens a box, or hints, those after it are meant for that, and not for the article.
        """
        here = self.focused or self.screen
        if getattr(event, "meant_for", here) is not here:
            again = events.Key(event.key, event.character)
            again.meant_for = here  # type: ignore[attr-defined]
            here._forward_event(again)
        elif not (isinstance(self.screen, WorkScreen) and self.screen.takes_key(event)):
            return
        event.stop()
        event.prevent_default()

    # Actions of everywhere

    async def action_leave(self) -> None:
        """Leave annotate; where the user is has been kept."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                await screen.keep_place()
        self.exit()

    async def action_quit(self) -> None:
        """The same: textual's own key for it comes before any screen's."""
        await self.action_leave()

    def action_help(self) -> None:
        """Show every key."""
        from annotate.tui.screens.help import HelpScreen

        screen = self.screen
        if not isinstance(screen, HelpScreen):
            here = screen.place if isinstance(screen, WorkScreen) else "article"
            self.push_screen(HelpScreen(self, here))

    def action_history(self) -> None:
        """Show all edits."""
        from annotate.tui.screens.history import HistoryScreen

        if not isinstance(self.screen, HistoryScreen):
            self.push_screen(HistoryScreen(self))

    def action_statements(self) -> None:
        """Show the statements; the list stays as it was left."""
        from annotate.tui.screens.statements import StatementsScreen

        if any(isinstance(screen, StatementsScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, StatementsScreen):
                self.pop_screen()
            return
        if not self.is_screen_installed(StatementsScreen.NAME):
            self.install_screen(StatementsScreen(self), StatementsScreen.NAME)
        self.push_screen(StatementsScreen.NAME)

    def action_lint(self) -> None:
        """Show soft problems; the list stays as it is until it is checked again."""
        from annotate.tui.screens.lint import LintScreen

        if any(isinstance(screen, LintScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, LintScreen):
                self.pop_screen()
            return
        if not self.is_screen_installed(LintScreen.NAME):
            self.install_screen(LintScreen(self), LintScreen.NAME)
        self.push_screen(LintScreen.NAME)

    def action_agreement(self) -> None:
        """Show the figures of agreement; the highlight stays where it was."""
        from annotate.tui.screens.agreement import AgreementScreen

        if any(isinstance(screen, AgreementScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, AgreementScreen):
                self.pop_screen()
            return
        if not self.is_screen_installed(AgreementScreen.NAME):
            self.install_screen(AgreementScreen(self), AgreementScreen.NAME)
        self.push_screen(AgreementScreen.NAME)

    def action_review(self) -> None:
        """Show the queue of disagreements; place, filters and blind mode stay as they were."""
        from annotate.tui.screens.review import ReviewScreen

        if any(isinstance(screen, ReviewScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, ReviewScreen):
                self.pop_screen()
            return
        if not self.is_screen_installed(ReviewScreen.NAME):
            self.install_screen(ReviewScreen(self), ReviewScreen.NAME)
        self.push_screen(ReviewScreen.NAME)

    def action_find_everywhere(self) -> None:
        """Search the whole collection."""
        from annotate.tui.screens.finder import FinderScreen

        if not isinstance(self.screen, FinderScreen):
            self.push_screen(FinderScreen(self))

    def action_palette(self) -> None:
        """Find an action by its name."""
        self.action_command_palette()

    def action_theme(self) -> None:
        """Switch between dark and light."""
        self.tones = LIGHT if self.tones.dark else DARK
        self.palette = Palette(self.tones, self._depth())
        self.theme = f"annotate-{self.tones.name}"
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.repaint()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands: the actions of the place that is on."""
        if isinstance(screen, WorkScreen):
            for action in for_place(self.registry, screen.place):
                call = f"app.{action.call}" if action.place == "everywhere" else f"screen.{action.call}"
                title = action.does[0].upper() + action.does[1:]
                yield SystemCommand(
                    title, f"key: {' or '.join(action.keys) or 'none'}", partial(self.run_action, call)
                )

    async def switch_layer(self) -> None:
        """Work on gold from now on, or on the user's own layer again; edits under way are made first."""
        bench = await self.bench()
        layer: Layer = "independent" if self.config.layer == "gold" else "gold"
        await self.call(bench.work_on, layer)
        self.config = replace(self.config, layer=layer)
        self.pinned = None  # no link runs from one layer to the other

    # Undo and redo, the same on every screen

    async def turn(self, screen: WorkScreen, which: str) -> tuple[str, str | None, int | None] | None:
        """Undo or redo: what to say of it, its article and place; None where nothing was done."""
        bench = await self.bench()
        skip, self._undo_refused = self._undo_refused and which == "undo", False
        try:
            done = await self.call(bench.undo, skip=skip) if which == "undo" else await self.call(bench.redo)
        except NothingToUndo as error:
            screen.say(error.message)
            return None
        except ConflictError as error:
            self._undo_refused = which == "undo"
            screen.complain(error)
            return None
        except AnnotateError as error:
            screen.complain(error)
            return None
        if skip:
            screen.say(f"left as it is: {done.action}; u goes on with the step before")
            return None
        said = f"{'undone' if which == 'undo' else 'done again'}: {done.action}"
        return said, done.article_id, done.position


def _tones(theme: str | None) -> Tones:
    if theme in ("dark", "light"):
        return LIGHT if theme == "light" else DARK
    # Terminals that tell set COLORFGBG to "ink;ground"; 7 and 15 are light grounds.
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "15") else DARK


def _theme(tones: Tones) -> Theme:
    return Theme(
        name=f"annotate-{tones.name}",
        primary=tones.accent,
        secondary=tones.labels["blue"][1],
        accent=tones.accent,
        foreground=tones.text,
        background=tones.ground,
        surface=tones.panel,
        panel=tones.panel,
        warning=tones.warn,
        error=tones.warn,
        dark=tones.dark,
        variables={
            "line": tones.line,
            "faint": tones.faint,
            "scrollbar": tones.line,
            "scrollbar-hover": tones.faint,
            "scrollbar-active": tones.accent,
            "scrollbar-background": tones.ground,
            "scrollbar-background-hover": tones.ground,
            "scrollbar-background-active": tones.ground,
            "scrollbar-corner-color": tones.ground,
        },
    )


def run(config: Config, article: str | None = None, screen: str | None = None) -> None:
    """Open the workbench and stay until the user leaves; raises what kept it from opening."""
    app = AnnotateApp(config, article, screen)
    try:
        app.run()
    finally:
        app.close_bench()
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        sys.exit(app.return_code)
