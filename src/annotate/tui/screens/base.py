"""What all screens share: keys from the registry, the three lines of chrome, calls to the workbench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from rich.style import Style
from textual import events
from textual.screen import Screen

from annotate.errors import AnnotateError
from annotate.tui.actions import Action, Place, for_place, textual_name
from annotate.tui.palette import Palette
from annotate.tui.widgets.bar import Bar, KeyBar
from annotate.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

P = ParamSpec("P")
R = TypeVar("R")


class WorkScreen(Screen[None]):
    """A screen with a title line, a status line and a line of keys."""

    place: ClassVar[Place] = "list"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__()
        self.work = app
        """The app, under its own type."""
        self.title_bar = Bar(app.palette, id="title")
        self.status_bar = Bar(app.palette, id="status", right_yields=True)
        self.key_bar = KeyBar(app.palette, id="keys")
        for action in for_place(app.registry, self.place):
            call = f"app.{action.call}" if action.place == "everywhere" else action.call
            for key in action.keys:
                self._bindings.bind(textual_name(key), call, action.does, show=False)

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return self.work.palette

    def actions_here(self) -> list[Action]:
        """The actions of this place, in the registry's order."""
        return for_place(self.work.registry, self.place)

    @property
    def on_gold(self) -> bool:
        """Whether gold is worked on, and not the user's own layer."""
        return self.work.config.layer == "gold"

    def layer_parts(self) -> list[tuple[str, Style]]:
        """What a title begins with while gold is worked on."""
        return [(" gold ", self.palette.hint), ("  ", self.ink())] if self.on_gold else []

    def say(self, text: str, *, right: Sequence[tuple[str, Style]] = ()) -> None:
        """Tell something in the status line."""
        self.status_bar.set([(text, self.ink())], right)

    def complain(self, error: AnnotateError) -> None:
        """Tell what went wrong and what to do, in the status line."""
        hint = f"  → {error.hint}" if error.hint else ""
        self.status_bar.set([(error.message, self.ink("warn")), (hint, self.ink("faint"))])

    def ink(self, tone: str = "text") -> Style:
        """A style for text on the bars: `text`, `faint`, `accent` or `warn`."""
        return self.palette.ink(tone)

    async def attempt(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Call the workbench off the screen's thread; on an error say it and return None."""
        try:
            return await self.work.call(function, *args, **kwargs)
        except AnnotateError as error:
            self.complain(error)
            return None

    async def reload(self) -> None:
        """Read again what is shown, after an edit; a screen that edits says how."""

    async def action_layer(self) -> None:
        """Switch between the user's own layer and gold."""
        await self.work.switch_layer()
        await self.reload()

    async def action_undo(self) -> None:
        """Take back the last edit."""
        await self.turn("undo")

    async def action_redo(self) -> None:
        """Bring back what undo took."""
        await self.turn("redo")

    async def turn(self, which: str) -> None:
        """Undo or redo, and show what is there now."""
        turned = await self.work.turn(self, which)
        if turned is not None:
            await self.reload()
            self.say(turned[0])

    def takes_key(self, event: events.Key) -> bool:
        """Whether the screen uses a key itself, in a mode of its own, so that it is no action's."""
        return False

    async def keep_place(self) -> None:
        """Keep what must not be lost before the screen goes; most screens have nothing."""

    def index_ready(self) -> None:
        """The statements of the collection are found; most screens have no use for them."""

    def repaint(self) -> None:
        """Take over the app's palette."""
        for bar in self.query(Bar):
            bar.set_palette(self.palette)
        for each in self.query(VirtualList):
            each.set_palette(self.palette)
