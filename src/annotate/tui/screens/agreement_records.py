"""The disagreements behind a figure; enter opens the place, backspace there comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from annotate.errors import AnnotateError
from annotate.model import Place as TextPlace
from annotate.tui.actions import Place
from annotate.tui.agreement_rows import Row, record_details, record_row
from annotate.tui.screens.agreement import AgreementScreen
from annotate.tui.screens.detail_base import TALL, DetailScreen
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.agreement_figures import count
from annotate.workbench.agreement_records import KIND_WORDS, behind
from annotate.workbench.agreement_words import titled
from annotate.workbench.beside_gold import GOLD

if TYPE_CHECKING:
    from annotate.agreement.disagreements import Disagreements
    from annotate.agreement.records import Record
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.bench import Workbench


class RecordsScreen(DetailScreen):
    """What a figure lost something by, article by article."""

    place: ClassVar[Place] = "records"

    def __init__(
        self,
        app: AnnotateApp,
        figures: AgreementScreen,
        annotators: tuple[str, ...],
        row: Row,
        here: str | None = None,
    ) -> None:
        super().__init__(app, "figure")
        self.figures = figures
        """The screen that this was opened from."""
        self.annotators = annotators
        self.figure_row = row
        self.here = here
        """The id of the record to highlight first."""
        self.records: list[Record] = []
        self.list = VirtualList(app.palette, self._row, id="records", empty="finding the disagreements …")

    def on_mount(self) -> None:
        """Find the records beside the work."""
        self.list.focus()
        self.key_bar.set_actions([a for a in self.actions_here() if a.place == "records"])
        self._show_title()
        self.say("finding the disagreements …")
        self.run_worker(self._find(), group="find")

    async def _find(self) -> None:
        bench = await self.work.bench()
        row = self.figure_row
        assert row.figure is not None
        assert row.group is not None
        try:
            every = await self.work.aside(self._every, bench)
        except AnnotateError as error:
            self.complain(error)
            return
        order = {article_id: number for number, article_id in enumerate(self.figures.names)}
        found = behind(row.figure, row.group, every.records)
        self.records = sorted(found, key=lambda x: order.get(x.articles[0], -1))
        self.list.empty = "nothing: they agree on all that this figure counts"
        at = next((i for i, record in enumerate(self.records) if record.id == self.here), 0)
        self.list.set_count(len(self.records), at)
        self._show_title()
        self.show_details()
        self.say("enter opens the place in its article, q goes back to the figures" if found else "")

    def _every(self, bench: Workbench) -> Disagreements:
        first, *others = self.annotators
        if first == GOLD:
            return bench.disagreements_with_gold(others[0])
        return bench.disagreements(self.annotators)

    def _show_title(self) -> None:
        row = self.figure_row
        assert row.figure is not None
        scope = row.group.label or row.group.link_type if row.group is not None else None
        about = row.title if row.group is not None and row.group.article_id else titled(row.figure)
        about = f"{scope}: {about}" if scope else about
        counted = f"  {len(self.records)}" if self.records else ""
        self.title_bar.set(
            [("Disagreements", self.ink("accent")), (counted, self.ink()), (f"  {about}", self.ink("faint"))],
            [(" – ".join(self.annotators), self.ink("faint"))],
        )

    # Rows

    def _row(self, index: int, width: int) -> list[Part]:
        record = self.records[index]
        return record_row(record, self._source(record), width, self.palette)

    def _source(self, record: Record) -> str:
        return self.figures.sources.get(record.articles[0], "")

    def _picked(self) -> Record | None:
        return self.records[self.list.index] if self.records else None

    def show_details(self) -> None:
        """Tell all about the highlighted row."""
        record = self._picked()
        width, lines = self.app.size.width, 7 if self.app.size.height >= TALL else 5
        self.detail_rows, title = [], []
        if record is not None:
            self.detail_rows = record_details(record, width, lines, self.work.scheme, self.palette)
            at = f"{self.list.index + 1} of {count(len(self.records), 'disagreements')}"
            title = [
                (KIND_WORDS[record.kind], self.ink("faint")),
                (f"  ·  {self._source(record)}  ·  {at}", self.ink("faint")),
            ]
        self.detail_title.set(title)
        self.details.set_count(len(self.detail_rows), 0)

    # Keys

    def action_open(self) -> None:
        """Open the place, at the user's own span where there is one."""
        record = self._picked()
        if record is None:
            return
        spans = [*record.spans, *(source for source, _ in record.ends)]
        own = next((x for x in spans if x.annotator == self.work.config.annotator), None)
        span = own or spans[0]
        app, figures, annotators, row = self.work, self.figures, self.annotators, self.figure_row

        def back() -> None:
            app.push_screen(AgreementScreen.NAME)
            app.push_screen(RecordsScreen(app, figures, annotators, row, record.id))

        self.dismiss()
        figures.dismiss()
        place = TextPlace(span.article_id, span.start, span.end)
        app.show_place(place, own.id if own is not None else None, back)

    def action_cancel(self) -> None:
        """Go back to the figures."""
        self.dismiss()

    def repaint(self) -> None:
        """Take over the app's palette."""
        super().repaint()
        self._show_title()
        self.show_details()
