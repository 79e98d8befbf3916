"""The link picker: type to filter all spans, and statements not tagged yet; only what fits is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from annotate.errors import AnnotateError
from annotate.model import Link, Span
from annotate.scheme import Scheme
from annotate.text.excerpt import excerpt
from annotate.tui.cells import fit
from annotate.tui.messages import ItemChosen
from annotate.tui.screens.base import WorkScreen
from annotate.tui.widgets.bar import Bar, key_parts
from annotate.tui.widgets.virtual_list import Part, VirtualList

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp
    from annotate.workbench.finding import Statement
_STATEMENTS_FROM = 3
"""Typed characters from which sentences that nobody tagged are offered too."""


@dataclass(frozen=True, slots=True)
class Picked:
    """One possible link of the span: to a span, or to a statement that is tagged on the way."""

    type: str
    reads: str
    """The relation as it reads from the span: `rebuts`, `rebutted by`."""
    backward: bool
    """Whether the other end is the source."""
    label: str
    quote: str
    article_id: str
    span: Span | None = None
    place: tuple[str, int, int] | None = None
    """Article, start and end of a statement not tagged yet."""


def possible(span: Span, others: Sequence[Span], links: Sequence[Link], scheme: Scheme) -> list[Picked]:
    """The links that fit between the span and others, without those there are.

    What the span would most likely say first: its own link types in the scheme's order, then those that
    lead to it; within each its own article first, and nearest first.
    """
    there = {(link.type, link.source_id, link.target_id) for link in links}
    found: list[tuple[tuple[int, bool, int], Picked]] = []
    order = {link_type.name: i for i, link_type in enumerate(scheme.link_types)}
    for other in others:
        if other.id == span.id:
            continue
        across = other.article_id != span.article_id
        ways = [(t, False) for t in scheme.fitting(span.label, other.label, across=across)]
        ways += [(t, True) for t in scheme.fitting(other.label, span.label, across=across) if not t.symmetric]
        for link_type, backward in ways:
            ends = (other.id, span.id) if backward else (span.id, other.id)
            if link_type.symmetric:
                ends = (min(ends), max(ends))
            if (link_type.name, *ends) not in there:
                reads = link_type.backward if backward else link_type.forward
                rank = (order[link_type.name] + len(order) * backward, across, abs(other.start - span.start))
                at = other.article_id
                picked = Picked(link_type.name, reads, backward, other.label, other.quote, at, span=other)
                found.append((rank, picked))
    found.sort(key=lambda pair: pair[0])
    return [picked for _, picked in found]


def untagged(
    span: Span, statements: Sequence[Statement], taken: set[tuple[str, int, int]], scheme: Scheme
) -> list[Picked]:
    """Links to statements that nobody tagged yet, as the first label that fits."""
    ways: dict[bool, Picked | None] = {}
    for across in (False, True):
        ways[across] = None
        for label in scheme.labels:
            if types := scheme.fitting(span.label, label.name, across=across):
                ways[across] = Picked(types[0].name, types[0].forward, False, label.name, "", "")
                break
    found = []
    for statement in statements:
        way = ways[statement.article_id != span.article_id]
        place = (statement.article_id, statement.start, statement.end)
        if way is not None and place not in taken:
            found.append(
                Picked(
                    way.type, way.reads, False, way.label, statement.text, statement.article_id, place=place
                )
            )
    return found


class Picker(ModalScreen[Picked | None]):
    """Choose the other end of a link."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+g", "leave", "leave"),
        ("down,ctrl+n", "move(1)", "down"),
        ("up,ctrl+p", "move(-1)", "up"),
        ("pagedown", "page(1)", "page down"),
        ("pageup", "page(-1)", "page up"),
    ]

    def __init__(self, app: AnnotateApp, span: Span, links: Sequence[Link]) -> None:
        super().__init__()
        self.work = app
        self.span = span
        self.links = links
        self.titles: dict[str, str] = {}
        self.spans: list[Picked] = []
        self.statements: list[Picked] = []
        self.shown: list[Picked] = []
        self.searched = False
        """Whether all there is to offer has come."""
        self.list = VirtualList(app.palette, self._row, id="candidates", empty="looking …")

    def compose(self) -> ComposeResult:
        """The span, a filter, what fits, and the whole of the highlighted one."""
        with Vertical(id="picker", classes="box"):
            yield Bar(self.work.palette, id="picker-title")
            with Horizontal(id="picker-filter"):
                yield Static("filter: ", id="question")
                yield Input(placeholder="words of the other end", compact=True)
            yield self.list
            yield Static("", id="picker-full", markup=False)
            yield Bar(self.work.palette, id="picker-keys")

    def on_mount(self) -> None:
        """Fetch what fits."""
        palette = self.work.palette
        label = self.work.scheme.label_shown(self.span.label)
        self.query_one("#picker-title", Bar).set(
            [
                (self.span.label, palette.letter(label.colour)),
                (f" “{excerpt(self.span.quote, 200)}”", palette.ink("text")),
            ]
        )
        keys = {"enter": "links", "↓ ↑": "choose", "esc": "leaves"}
        self.query_one("#picker-keys", Bar).set(key_parts(palette, keys))
        self.query_one(Input).focus()
        self.run_worker(self._fetch())

    async def _fetch(self) -> None:
        try:
            await self._fetch_all()
        except AnnotateError as error:
            self.dismiss(None)
            if isinstance(self.work.screen, WorkScreen):
                self.work.screen.complain(error)

    async def _fetch_all(self) -> None:
        bench = await self.work.bench()
        spans = await self.work.call(bench.layer_spans)
        articles = await self.work.call(bench.articles)
        self.titles = {article.id: article.source for article in articles}
        self.spans = possible(self.span, spans, self.links, self.work.scheme)
        self._filter()
        statements = await self.work.aside(bench.statements)
        taken = {(span.article_id, span.start, span.end) for span in spans}
        self.statements = untagged(self.span, statements, taken, self.work.scheme)
        self.searched = True
        if self.query_one(Input).value or not self.shown:
            self._filter()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._filter()

    def _filter(self) -> None:
        from annotate.workbench.finding import alike, ranked

        wanted = self.query_one(Input).value
        if wanted.strip():
            texts = [f"{p.reads} {p.quote} {self.titles.get(p.article_id, '')}" for p in self.spans]
            self.shown = [self.spans[i] for i in ranked(wanted, texts)]
            if len(wanted.strip()) >= _STATEMENTS_FROM:
                others = [p.quote for p in self.statements]
                self.shown += [self.statements[i] for i in ranked(wanted, others, limit=200)]
            if not self.shown:
                self.shown = [self.spans[i] for i in alike(wanted, [p.quote for p in self.spans])]
        else:
            self.shown = list(self.spans)
        self.list.empty = self._why_empty(wanted)
        self.list.set_count(len(self.shown), 0)
        self._show_full()

    def _why_empty(self, wanted: str) -> str:
        if not self.searched:
            return "looking …"
        if wanted.strip():
            return f"nothing that fits has “{wanted.strip()}”"
        return f"no tagged span fits; type {_STATEMENTS_FROM} letters to search every sentence"

    def _show_full(self) -> None:
        full = self.query_one("#picker-full", Static)
        full.update(self.shown[self.list.index].quote if self.shown else "")

    def _row(self, index: int, width: int) -> list[Part]:
        picked = self.shown[index]
        palette = self.work.palette
        label = self.work.scheme.label_shown(picked.label)
        source = (
            self.titles.get(picked.article_id, "") if picked.article_id != self.span.article_id else "here"
        )
        right = min(24, width // 4)
        quote_width = width - 19 - right
        return [
            (fit(f" {picked.reads}", 15), palette.ink("faint")),
            ((label.key if picked.span else "+") + " ", palette.letter(label.colour)),
            (fit(excerpt(picked.quote, 400), quote_width), palette.ink("text" if picked.span else "faint")),
            (fit(f"  {source}", right + 2), palette.ink("faint")),
        ]

    def action_move(self, by: int) -> None:
        """Highlight another."""
        self.list.action_move(by)
        self._show_full()

    def action_page(self, by: int) -> None:
        """Highlight one a page away."""
        self.list.action_page(by)
        self._show_full()

    @on(Input.Submitted)
    def _enter(self) -> None:
        if self.shown:
            self.dismiss(self.shown[self.list.index])

    @on(ItemChosen)
    def _clicked(self, message: ItemChosen) -> None:
        message.stop()
        self.dismiss(self.shown[message.index])

    def action_leave(self) -> None:
        """Leave without a link."""
        self.dismiss(None)
