"""Agreement: every figure of a pair of annotators with its interval, and what it is and is not below."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from annotate.errors import AnnotateError
from annotate.tui.actions import Place
from annotate.tui.agreement_rows import Row, figure_details, figure_row, rows_of
from annotate.tui.cells import shorten
from annotate.tui.screens.detail_base import TALL, DetailScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.agreement_figures import compared, interval_of, left_out, value_of
from annotate.workbench.beside_gold import GOLD

if TYPE_CHECKING:
    from annotate.agreement.figure import Figure
    from annotate.agreement.report import PairReport, Report
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.bench import Workbench


class FigureList(VirtualList, inherit_bindings=False):
    """A list without `g` for its top, which is the key of gamma here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(x for x in VirtualList.BINDINGS if isinstance(x, Binding) and x.action != "edge(0)"),
        Binding("home", "edge(0)", show=False),
    ]


class AgreementScreen(DetailScreen):
    """Figures in groups, pair by pair.

    It stays installed when it is left, so pair and highlight are kept; figures are computed anew only
    after an edit.
    """

    NAME: ClassVar[str] = "agreement"
    place: ClassVar[Place] = "agreement"

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app, "figure")
        self.report: Report | None = None
        self.names: dict[str, str] = {}
        """Titles of the articles by id, in their order."""
        self.sources: dict[str, str] = {}
        self.gammas: dict[tuple[str, ...], tuple[Figure, ...]] = {}
        """By annotators, of the figures that are shown."""
        self.gold: Report | None = None
        """Each annotator beside the gold layer; None where gold is complete nowhere."""
        self.pair = 0
        """Number of the view: the pairs, then all together, then each beside gold."""
        self.rows: list[Row] = []
        self.computing: Event | None = None
        """Set to stop the gamma that is being computed; None where none is."""
        self.list = FigureList(app.palette, self._row, id="figures", empty="comparing …")

    def on_mount(self) -> None:
        """Show that it is coming."""
        self.list.focus()
        self._show_title()

    def on_screen_resume(self) -> None:
        """Compare, which is done at once where nothing was edited since."""
        self.repaint()
        self.run_worker(self._compare(), exclusive=True, group="compare")

    # Comparing

    async def _compare(self) -> None:
        bench = await self.work.bench()
        if self.report is None:
            self.say("comparing …")
        try:
            articles = await self.work.call(bench.articles)
            why = await self.work.aside(bench.nothing_to_compare)
            report = None if why else await self.work.aside(bench.agreement, by_article=True)
            gold = await self.work.aside(_beside_gold, bench)
        except AnnotateError as error:
            self.complain(error)
            return
        self.names = {article.id: article.name for article in articles}
        self.sources = {article.id: article.source for article in articles}
        if why is not None and gold is None:
            self.report, self.gold, self.pair = None, None, 0
            self.rows, self.list.empty = [], why.message
            self._show_title()
            self._show()
            self.key_bar.set_actions([a for a in self.actions_here() if a.name == "cancel"])
            self.say(why.hint)
            return
        if report is not self.report or gold != self.gold:
            if report is not self.report:
                self.gammas = {}
            self.report, self.gold = report, gold
            self.pair = min(self.pair, len(self._views()) - 1)
            self._show_pair()
        self._tell()

    def _views(self) -> list[PairReport | None]:
        """The pairs, None for all together where there are three annotators and more, each beside gold."""
        found: list[PairReport | None] = []
        if self.report is not None:
            found += [*self.report.pairs, *([None] if self.report.together else [])]
        return [*found, *(self.gold.pairs if self.gold is not None else ())]

    @property
    def annotators(self) -> tuple[str, ...]:
        """Whose figures are shown."""
        views = self._views()
        if not views:
            return ()
        chosen = views[self.pair]
        if chosen is not None:
            return chosen.annotators
        assert self.report is not None  # there is no “all together” without it
        return self.report.together[0].annotators

    @property
    def beside_gold(self) -> bool:
        """Whether an annotator is shown beside the gold layer."""
        return GOLD in self.annotators

    def _show_pair(self) -> None:
        here = self._picked()
        chosen = self._views()[self.pair]
        report = self.gold if self.beside_gold else self.report
        assert report is not None
        self.rows = rows_of(report, chosen, self.gammas.get(self.annotators, ()), self.names)
        self._show_title()
        self._show(here)

    def _show(self, here: Row | None = None) -> None:
        """Show the rows; the highlight stays on the figure of the same name, or goes to the first."""
        same = [
            i
            for i, row in enumerate(self.rows)
            if here is not None and row.figure is not None and _same(row, here)
        ]
        first = [i for i, row in enumerate(self.rows) if row.figure is not None]
        self.list.set_count(len(self.rows), next(iter([*same, *first]), 0))
        self.show_details()

    def _show_title(self) -> None:
        views = self._views()
        left: list[Part] = [("Agreement", self.ink("accent"))]
        right: list[Part] = []
        if views:
            chosen = views[self.pair]
            left.append((f"  {' – '.join(self.annotators)}", self.ink()))
            if chosen is not None:
                left.append((f"  {compared(chosen)}", self.ink("faint")))
            if len(views) > 1:
                at = f"pair {self.pair + 1} of {len(views)}" if chosen is not None else "all together"
                right.append(("beside gold" if self.beside_gold else at, self.ink("faint")))
        self.title_bar.set(left, right)

    def _tell(self) -> None:
        several = len(self._views()) > 1
        wanted = [a for a in self.actions_here() if a.place == "agreement" and a.short]
        without = {*(() if several else ("next_pair",)), *(("gamma",) if self.beside_gold else ())}
        self.key_bar.set_actions([a for a in wanted if a.name not in without])
        if self.computing is None and self.rows:
            self.say(
                "enter opens the disagreements behind a figure",
                right=[("  95 % intervals", self.ink("faint"))],
            )

    # Rows

    def _row(self, index: int, width: int) -> list[Part]:
        row = self.rows[index]
        first = next((i for i, x in enumerate(self.rows) if x.kind == "heading" and not x.cells), -1)
        return figure_row(row, width, self.palette, scale=index == first)

    def _picked(self) -> Row | None:
        return self.rows[self.list.index] if self.rows else None

    def show_details(self) -> None:
        """Tell all about the highlighted row."""
        row = self._picked()
        width, lines = self.app.size.width, 7 if self.app.size.height >= TALL else 5
        self.detail_rows, title = [], []
        right: list[Part] = []
        if row is not None and row.figure is not None:
            figure = row.figure
            if row.group is not None and row.group.article_id is not None:
                right = [(shorten(row.title, width // 3), self.ink("faint"))]
            self.detail_rows = figure_details(row, width, lines, self.palette)
            title = [
                (figure.name, self.ink("accent")),
                (f"  {value_of(figure, 3)} {interval_of(figure, 3)}", self.ink()),
            ]
        elif self.rows:
            chosen = self._views()[self.pair]
            found = chosen or self.report
            missing = left_out(found.left_out) if found is not None else []
            title = [(f"not compared: {'; '.join(missing)}" if missing else "", self.ink("faint"))]
        self.detail_title.set(title, right)
        self.details.set_count(len(self.detail_rows), 0)

    # Keys

    def action_open(self) -> None:
        """Open the records behind the figure."""
        from annotate.tui.screens.agreement_records import RecordsScreen

        row = self._picked()
        if row is not None and row.figure is not None:
            self.work.push_screen(RecordsScreen(self.work, self, self.annotators, row))

    def action_next_pair(self) -> None:
        """The next pair, and after the last all together."""
        self._beside(1)

    def action_previous_pair(self) -> None:
        """The pair before."""
        self._beside(-1)

    def _beside(self, by: int) -> None:
        views = self._views()
        if views:
            self.pair = (self.pair + by) % len(views)
            self._show_pair()
            self._tell()

    def action_gamma(self) -> None:
        """Compute gamma of the pair beside the work."""
        if self.beside_gold:
            self.say("gamma is of annotators only: [ and ] go to them")
        elif self.report is not None and self.computing is None:
            self.computing = Event()
            self.run_worker(self._gamma(self.report, self.annotators, self.computing), group="gamma")

    async def _gamma(self, report: Report, annotators: tuple[str, ...], stop: Event) -> None:
        bench = await self.work.bench()
        self.say(f"computing gamma of {' – '.join(annotators)} …  esc stops")
        try:
            found = await self.work.aside(bench.gamma, annotators, None, stop.is_set)
        except AnnotateError as error:
            self.complain(error)
            return
        finally:
            stop.set()  # ends the thread where the worker was cancelled
            self.computing = None
        if found is None:
            self.say("gamma was stopped")
        elif report is self.report:
            self.gammas[annotators] = found
            if annotators == self.annotators:
                self._show_pair()
                self._go_to_gamma()
            self._tell()

    def _go_to_gamma(self) -> None:
        at = next((i for i, row in enumerate(self.rows) if row.figure and row.figure.key == "gamma"), None)
        if at is not None:
            self.list.highlight(at)

    async def action_write_page(self) -> None:
        """Write figures and disagreements to exports/ beside the database."""
        from annotate.workbench.telling import DEFAULT_PAGE

        bench = await self.work.bench()
        out = self.work.config.database.absolute().parent / DEFAULT_PAGE
        written = await self.attempt(bench.write_agreement, out, None, dict(self.gammas))
        if written is not None:
            self.say(f"the figures and {written} disagreements are in {out}")

    def action_cancel(self) -> None:
        """Stop what is being computed, or close."""
        if self.computing is not None:
            self.computing.set()
            self.say("stopping …")
        else:
            self.dismiss()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        self._show_title()
        self.show_details()


def _same(row: Row, other: Row) -> bool:
    if row.figure is None or other.figure is None or row.group is None or other.group is None:
        return False
    return (row.figure.key, row.group.title, row.title) == (other.figure.key, other.group.title, other.title)


def _beside_gold(bench: Workbench) -> Report | None:
    """Each annotator beside the gold layer, or None where there is nothing to compare."""
    return None if bench.nothing_beside_gold() else bench.agreement_with_gold(by_article=True)
