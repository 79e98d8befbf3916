"""The panel of spans: an article's spans as a tree, and what there is to say of the one at the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from annotate.model import Link, Span
from annotate.scheme import Scheme
from annotate.tui.palette import Palette
from annotate.tui.span_tree import TreeRow, detail_rows, tree_rows
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.workbench.reading import Open


class SpanPanel(Vertical):
    """Tree above, details below; nothing is made while it is hidden."""

    def __init__(self, palette: Palette, scheme: Scheme) -> None:
        super().__init__(id="panel")
        self.palette = palette
        self.scheme = scheme
        self.tree_rows: list[TreeRow] = []
        self.detail_parts: list[list[Part]] = []
        self.spans = VirtualList(palette, self._tree_row, id="tree", empty="no spans yet")
        self.details = VirtualList(palette, self._detail_row, id="details", chooses=False)
        self.tree_title = Bar(palette, id="tree-title")
        self.detail_title = Bar(palette, id="detail-title")
        self._row_of_span: dict[str, int] = {}
        self._opened: Open | None = None
        self._tree_of: Open | None = None
        self._details_of: tuple[Open, Span | None] | None = None

    def compose(self) -> ComposeResult:
        """A title over each part."""
        yield self.tree_title
        yield self.spans
        yield self.detail_title
        yield self.details

    def show(self, opened: Open, span: Span | None, ends: Sequence[tuple[Link, Span | None]]) -> None:
        """Show an article as it is now, and one span of it with the far ends of its links."""
        self._opened = opened
        if not self.display:
            return
        if self._tree_of is not opened:
            self._tree_of = opened
            self.tree_rows = tree_rows(opened, self.scheme)
            self._row_of_span = {}
            for number, row in enumerate(self.tree_rows):
                if row.span_id is not None and not row.relation:
                    self._row_of_span.setdefault(row.span_id, number)
            self.spans.set_count(len(self.tree_rows))
            self.tree_title.set([(f"Spans  {len(opened.spans)}", self.palette.ink("faint"))])
        if self._details_of != (opened, span):
            self._details_of = opened, span
            self.detail_parts = detail_rows(span, ends, opened.sources, self.scheme, self.palette)
            self.detail_title.set([("This span" if span else "No span here", self.palette.ink("faint"))])
            self.details.set_count(len(self.detail_parts), 0)
            self.details.styles.height = max(1, min(len(self.detail_parts), self.size.height // 2))
            if span is not None and not self.spans.has_focus:
                self.spans.highlight(self._row_of_span.get(span.id, 0))

    def span_of_row(self, index: int) -> Span | None:
        """The span that a row of the tree stands for, here or in another article."""
        opened = self._opened
        if opened is None:
            return None
        wanted = self.tree_rows[index].span_id
        here = next((span for span in opened.spans if span.id == wanted), None)
        return here or opened.others.get(wanted or "")

    def set_palette(self, palette: Palette) -> None:
        """Paint with other colours when it is shown next."""
        self.palette = palette
        self._tree_of = self._details_of = None

    def _tree_row(self, index: int, width: int) -> list[Part]:
        row = self.tree_rows[index]
        quiet, ink = self.palette.ink("faint"), self.palette.ink("text")
        parts: list[Part] = [(" " + "  " * row.depth, quiet)]
        if row.relation:
            parts.append((row.relation + " ", quiet))
        if row.label:
            label = self.scheme.label_shown(row.label)
            parts.append((label.key + " ", self.palette.letter(label.colour)))
        parts.append((row.quote, quiet if row.elsewhere else ink))
        if row.elsewhere:
            parts.append((f"  {row.elsewhere}", quiet))
        return parts

    def _detail_row(self, index: int, width: int) -> list[Part]:
        return self.detail_parts[index]
