"""The library: all articles with their states and counts; import, samples, export.

With gold open the counts are of gold, and a mark tells which articles have some.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult

from annotate.errors import AnnotateError
from annotate.model import Article
from annotate.tui.actions import Place
from annotate.tui.cells import fit
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.base import WorkScreen
from annotate.tui.screens.prompt import Prompt
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

_GLYPHS = {"open": "○", "in_progress": "◐", "done": "●"}
_GOLD = "◆"
"""Beside articles with gold, while that is open: it has no states."""
_KEYS = (
    "open", "import_files", "filter", "find_everywhere", "statements", "export", "undo", "close", "agreement",
    "review",
)  # fmt: skip
_WELCOME = (
    "",
    "  Nothing here yet.",
    "",
    "  i   import your articles: a file, a folder, or a dataset",
    "  x   take the sample collection, eight short articles on one dispute",
    "",
    "  An article is a plain text file. Everything you do is kept in",
    "  {database}",
)


class LibraryScreen(WorkScreen):
    """All articles."""

    place: ClassVar[Place] = "library"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self.articles: list[Article] = []
        self.shown: list[Article] = []
        self.filter = ""
        self.loaded = False
        self.heading = Bar(app.palette, id="heading")
        self.list = VirtualList(app.palette, self._row, id="articles", empty="")

    def compose(self) -> ComposeResult:
        """Title, articles, status, keys."""
        yield self.title_bar
        yield self.heading
        yield self.list
        yield self.status_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Fetch the articles."""
        self.list.focus()
        self.title_bar.set([("annotate", self.ink("accent"))])
        self.say("opening …")

    async def on_screen_resume(self) -> None:
        """Counts may have changed."""
        self.run_worker(self.reload(), exclusive=True, group="load")

    def on_resize(self, event: events.Resize) -> None:
        """Columns as wide as there is room."""
        self._show_heading()

    def _show_heading(self) -> None:
        outlet_width, title_width = _columns(self.app.size.width)
        heading = (
            f"  {fit('title', title_width)}  {fit('outlet', outlet_width)}{fit(' date', 12)} spans links"
        )
        self.heading.set([(heading if self.articles else "", self.ink("faint"))])

    async def reload(self) -> None:
        """Read the list again."""
        bench = await self.work.bench()
        articles = await self.attempt(bench.articles)
        if articles is None:
            return
        here = self.shown[self.list.index].id if self.shown else None
        if here is None:
            here = await self.attempt(bench.last_visited)
        self.articles = articles
        self.loaded = True
        self._apply_filter(here)

    def _apply_filter(self, here: str | None = None) -> None:
        wanted = self.filter.casefold()
        self.shown = [a for a in self.articles if wanted in self._facts(a).casefold()]
        index = next((i for i, a in enumerate(self.shown) if a.id == here), None)
        self.list.chooses = bool(self.articles)
        if self.articles:
            self.list.set_count(len(self.shown), index)
        else:
            self.list.set_count(len(_WELCOME), 0)
        count = sum(_has_any(a) if self.on_gold else a.state == "done" for a in self.articles)
        counted = f"{count} of {len(self.articles)} {'with gold' if self.on_gold else 'done'}"
        facts = [(f"{counted}  ·  {self.work.config.annotator}", self.ink("faint"))]
        name = (f"  {self.work.config.database.name}", self.ink("faint"))
        self.title_bar.set(
            [*self.layer_parts(), ("annotate", self.ink("accent")), name], facts if self.articles else []
        )
        if self.filter:
            self.say(f"{len(self.shown)} of {len(self.articles)} with “{self.filter}”, esc shows all")
        else:
            spans = sum(a.span_count for a in self.articles)
            links = sum(a.link_count for a in self.articles)
            said = f"{spans} spans, {links} links"
            if self.on_gold:
                said = f"gold: {said}  ·  Z goes back to your own layer"
            self.say(said if self.articles else "")
        self._show_keys()
        self._show_heading()

    def _facts(self, article: Article) -> str:
        """The words of an article that the filter looks in."""
        meta = article.meta
        state = article.state if not self.on_gold else "gold" if _has_any(article) else ""
        return " ".join(x for x in (article.name, meta.outlet, meta.published, meta.source_file, state) if x)

    def _show_keys(self) -> None:
        every = {action.id: action for action in self.actions_here() if action.place == "library"}
        every |= {a.id: a for a in self.actions_here() if a.place == "everywhere"}
        names: tuple[str, ...] = _KEYS
        if self.on_gold:
            every["layer"] = replace(every["layer"], short="own layer")
            names = (_KEYS[0], "layer", *_KEYS[1:])
        if not self.articles:
            names = ("import_files", "samples", "close") if self.loaded else ("close",)
        self.key_bar.set_actions([every[name] for name in names])

    def _row(self, index: int, width: int) -> list[Part]:
        if not self.articles:
            text = _WELCOME[index].format(database=self.work.config.database)
            return [(text, self.ink())]
        article = self.shown[index]
        date = (article.meta.published or "")[:10]
        outlet_width, title_width = _columns(width)
        counts = f"{article.span_count or '·':>6}{article.link_count or '·':>6} "
        faint = self.ink("faint")
        glyph, tone = _GLYPHS[article.state], "accent" if article.state == "in_progress" else "faint"
        if self.on_gold:
            glyph, tone = _GOLD if _has_any(article) else " ", "accent"
        return [
            (f" {glyph} ", self.ink(tone)),
            (fit(article.name, title_width), self.ink()),
            ("  ", faint),
            (fit(article.meta.outlet or "", outlet_width), faint),
            (fit(f" {date}", 12), faint),
            (counts, faint),
        ]

    @on(ItemChosen)
    def chosen(self, message: ItemChosen) -> None:
        """Open the article."""
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the highlighted article."""
        from annotate.tui.screens.annotate import AnnotateScreen

        if self.shown:
            self.work.push_screen(AnnotateScreen(self.work, self.shown[self.list.index].id))

    def action_filter(self) -> None:
        """Show only some articles."""

        def typed(wanted: str) -> None:
            self.filter = wanted
            self._apply_filter()

        def done(wanted: str | None) -> None:
            if wanted is None:
                self.action_cancel()

        self.work.push_screen(Prompt(self.work, "show only", value=self.filter, changed=typed), done)

    def action_cancel(self) -> None:
        """Show all articles."""
        self.filter = ""
        self._apply_filter()

    def action_import_files(self) -> None:
        """Ask for a path and import it."""

        def done(path: str | None) -> None:
            if path:
                self.run_worker(self._import(Path(path).expanduser()), group="import")

        self.work.push_screen(Prompt(self.work, "import file or folder", keep="import"), done)

    def action_samples(self) -> None:
        """Import the sample collection."""
        from annotate.workbench.samples import sample_files

        self.run_worker(self._import(sample_files()), group="import")

    async def _import(self, path: Path) -> None:
        bench = await self.work.bench()
        self.say("importing …")
        reports = await self.attempt(bench.import_paths, [path])
        if reports is None:
            return
        await self.reload()
        failed = [report.error for report in reports if report.error is not None]
        new = sum(report.tally.articles for report in reports)
        known = sum(report.tally.articles_known for report in reports)
        if failed:
            more = f" ({len(failed) - 1} more files failed)" if len(failed) > 1 else ""
            first = failed[0]
            self.complain(AnnotateError(f"{new} imported; {first.message}{more}", first.hint))
        else:
            spans = sum(report.tally.spans for report in reports)
            said = f"{new} article{'s' * (new != 1)} imported" + (f" with {spans} spans" if spans else "")
            self.say(said + (f", {known} here already" if known else ""))

    async def action_export(self) -> None:
        """Export the dataset to exports/ beside the database."""
        from annotate.workbench.output import DEFAULT_OUT

        bench = await self.work.bench()
        out = self.work.config.database.absolute().parent / DEFAULT_OUT
        count = await self.attempt(bench.export, out)
        if count is not None:
            self.say(f"{count} articles written to {out}")

    async def action_close(self) -> None:
        """Leave annotate."""
        self.work.exit()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        if self.loaded:
            self._apply_filter()


def _columns(width: int) -> tuple[int, int]:
    """Cells of the outlet's and the title's column."""
    outlet = 24 if width >= 100 else 14
    return outlet, max(8, width - 3 - 2 - outlet - 12 - 13)


def _has_any(article: Article) -> bool:
    """Whether spans or links of the open layer are there."""
    return bool(article.span_count or article.link_count)
