"""A box to make a gold span by hand of one version: its edges, its label, its attributes.

Its keys are those of the article, and a user's own keys for these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from annotate.errors import AnnotateError
from annotate.model import Attributes
from annotate.text.excerpt import excerpt
from annotate.text.graphemes import next_boundary, previous_boundary
from annotate.text.segments import Units
from annotate.tui.actions import Action, shown, textual_name
from annotate.tui.cells import fit, shorten, width_of
from annotate.tui.cursor import Cursor, Mover
from annotate.tui.flow import Edge, Window
from annotate.tui.screens.form import Field, Form
from annotate.tui.widgets.bar import Bar, key_parts
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.agreement_figures import count
from annotate.workbench.review_records import COMPARED
from annotate.workbench.review_values import Edit

if TYPE_CHECKING:
    from annotate.model import Span
    from annotate.tui.app import AnnotateApp

_CALLS = {
    "start_left": "word('start', -1)",
    "start_right": "word('start', 1)",
    "end_right": "word('end', 1)",
    "end_left": "word('end', -1)",
    "previous_character": "character(-1)",
    "next_character": "character(1)",
    "swap_ends": "swap_ends",
    "take_in": "take_in",
    "attributes": "attributes",
    "note": "attributes",
    "accept": "accept",
    "cancel": "cancel",
}
"""Actions of the article, and what of this box their keys call; those that tag set the label."""
_HIGHEST = 18
"""Rows of the box at most."""
_LEAST_TEXT = 3
"""Rows of the text that attributes leave free, where the box has so many."""
_NAMES = max(map(len, COMPARED)) + 2
"""Cells of the column with the names of attributes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would become gold, made of one version."""

    label: str
    start: int
    end: int
    attributes: Attributes
    """Without the note, which is the annotator's own."""

    @classmethod
    def of(cls, span: Span) -> Draft:
        """The version as it is."""
        return cls(span.label, span.start, span.end, replace(span.attributes, note=None))


class ReviewEdit(ModalScreen[tuple[Edit, int] | None]):
    """The stretch in its text, its label and its attributes, and the number of the base; None if left."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+g,q", "cancel", "leave"),
        ("enter", "accept", "keep"),
        ("tab", "version(1)", "next version"),
        ("shift+tab", "version(-1)", "previous version"),
    ]

    def __init__(self, app: AnnotateApp, text: str, bases: Sequence[tuple[str, Span]]) -> None:
        """`bases` are what can be edited, one at least, each with the name of whose it is."""
        super().__init__()
        self.work = app
        self.text = text
        self.bases = bases
        self.base = 0
        """Which of them is edited; what was made of the others is kept."""
        self.drafts = [Draft.of(span) for _, span in bases]
        self.edge: Edge = "end"
        """The one moved last: characters move it, and the text shown follows it."""
        self.mover = Mover(text, Units(text))
        self.window = Window(text)
        self.rows: list[list[Part]] = []
        self.list = VirtualList(app.palette, lambda i, _: self.rows[i], id="edit-rows", chooses=False)
        self.list.can_focus = False
        self.actions: dict[str, Action] = {}
        for action in (x for x in app.registry if x.place == "article"):
            call = action.call if action.name == "tag" else _CALLS.get(action.name)
            if call is None:
                continue
            if action.name != "tag":
                self.actions[action.name] = action
            for key in map(textual_name, action.keys):
                self._bindings.key_to_bindings[key] = [Binding(key, call, action.does, show=False)]

    @property
    def draft(self) -> Draft:
        """What enter would make gold."""
        return self.drafts[self.base]

    def compose(self) -> ComposeResult:
        """Whose it is, the label, the text over the attributes, the keys."""
        with Vertical(id="review-edit", classes="box"):
            for name in ("title", "label"):
                yield Bar(self.work.palette, id=f"edit-{name}", right_yields=True)
            yield self.list
            for name in ("edges", "keys"):
                yield Bar(self.work.palette, id=f"edit-{name}")

    def on_resize(self) -> None:
        """As high as it needs to be and there is room for; the least needed goes first."""
        high = min(_HIGHEST, self.app.size.height) - 2
        self.query_one("#review-edit").styles.height = max(3, high + 2)
        for name, least in (("label", 7), ("edges", 6), ("keys", 3), ("title", 2)):
            self.query_one(f"#edit-{name}").display = high >= least
        self.call_after_refresh(self._show)

    # Showing

    def _show(self) -> None:
        if not self.is_attached:
            return
        width, height = self.list.size
        room = max(4, width - 3)
        told = self._attributes(room, max(0, height - _LEAST_TEXT))
        if told and height - len(told) > _LEAST_TEXT + 1:
            told = [[], *told, []]
        rows = self._text(room, max(1, height - len(told)))
        rows += [[]] * (height - len(told) - len(rows))
        self.rows = [[(" ", self._ink()), *row] for row in (*rows, *told)]
        self.list.set_count(len(self.rows), 0)
        self._show_bars()

    def _show_bars(self) -> None:
        draft, (name, span) = self.draft, self.bases[self.base]
        which = f"{self.base + 1} of {len(self.bases)}" if len(self.bases) > 1 else ""
        changed = "changed" if draft != Draft.of(span) else ""
        detail = " · ".join(filter(None, (which, changed)))
        self.query_one("#edit-title", Bar).set(
            [
                ("edit", self._ink("accent")),
                (f"  from {name}", self._ink()),
                (f"  {detail}", self._ink("faint")),
            ],
            [(count(draft.end - draft.start, "characters"), self._ink("faint"))],
        )
        self.query_one("#edit-label", Bar).set(self._labels())
        palette = self.work.palette
        words = {"start_left start_right": "start", "end_right end_left": "end"}
        words |= {"previous_character next_character": "by letter", "swap_ends": "other end"}
        edges = self._keys({**words, "take_in": "marks"})
        self.query_one("#edit-edges", Bar).set(key_parts(palette, edges))
        keys = self._keys({"attributes": "attributes"})
        if len(self.bases) > 1:
            following = self.bases[(self.base + 1) % len(self.bases)][0]
            keys["tab"] = f"from {shorten(following, 16)}"
        self.query_one("#edit-keys", Bar).set(key_parts(palette, {**keys, "enter": "keeps", "esc": "leaves"}))

    def _keys(self, words: dict[str, str]) -> dict[str, str]:
        """What to press for actions, the first key of each; those that have none are left out."""
        found = {}
        for names, does in words.items():
            keys = [shown(self._key(self.actions[name])) for name in names.split() if self.actions[name].keys]
            if keys:
                found[" ".join(keys)] = does
        return found

    def _key(self, action: Action) -> str:
        """An arrow where one of the keys is one, which says more; else the first."""
        return next((x for x in action.keys if x in ("left", "right")), action.keys[0])

    def _labels(self) -> list[Part]:
        """All labels with their keys, the present one in brackets; of many the others with keys alone."""
        label = self.draft.label
        names = [x.name for x in self.work.scheme.labels]
        known = names if label in names else [label, *names]
        room = self.query_one("#edit-label").size.width - 2
        brief = width_of(" ".join(known)) + 9 + 5 * len(known) > room
        parts: list[Part] = [("label  ", self._ink("faint"))]
        for name in known:
            look = self.work.scheme.label_shown(name)
            letter = (look.key, self.work.palette.letter(look.colour))
            if name == label:
                parts += [("[", self._ink("accent")), letter, (f" {name}", self._strong)]
                parts += [("]  ", self._ink("accent"))]
            else:
                parts += [letter, (" " if brief else f" {name}  ", self._ink("faint"))]
        return parts

    def _text(self, width: int, height: int) -> list[list[Part]]:
        draft, faint = self.draft, self._ink("faint")
        rows = []
        for row in self.window.rows(draft.start, draft.end, width, height, self.edge):
            if row.hidden:
                rows.append([(f"… {count(row.hidden, 'characters')} …", self._ink("accent"))])
                continue
            low, high = max(row.start, min(draft.start, row.end)), min(row.end, max(draft.end, row.start))
            parts: list[Part] = [(self._flat(row.start, low), faint)]
            if row.opens:
                parts.append(("⟦", self._edge_ink("start")))
            parts.append((self._flat(low, max(low, high)), self._strong))
            if row.closes:
                parts.append(("⟧", self._edge_ink("end")))
            parts.append((self._flat(max(low, high), row.end), faint))
            rows.append(parts)
        return rows

    def _flat(self, start: int, end: int) -> str:
        return self.text[start:end].replace("\t", " ")

    def _attributes(self, width: int, most: int) -> list[list[Part]]:
        """A row for each attribute that one of them has, with what the others have in its place.

        Where there is no room for that, one row with the values, those that differ first.
        """
        present, faint = self.draft.attributes, self._ink("faint")
        rows: list[list[Part]] = []
        brief: list[tuple[bool, Part, Part]] = []
        for name in COMPARED:
            value = getattr(present, name)
            others = self._others(name, value)
            if value is None and not others:
                continue
            style = self._strong if others else self._ink()
            others = shorten(others, (width - _NAMES) // 2)
            said = shorten(value or "none", max(4, width - _NAMES - width_of(others) - 2))
            row = [(fit(name.replace("_", " "), _NAMES), faint), (said, style), (f"  {others}", faint)]
            rows.append(row)
            brief.append((not others, (f"{name.replace('_', ' ')} ", faint), (shorten(said, 24), style)))
        if len(rows) <= most:
            return rows
        brief.sort(key=lambda x: x[0])
        return [[part for _, name, value in brief for part in (name, value, ("  ", faint))]][:most]

    def _others(self, name: str, value: str | None) -> str:
        """What the others have instead: `ben, cy: none`."""
        found: dict[str | None, list[str]] = {}
        for who, span in self.bases:
            found.setdefault(getattr(span.attributes, name), []).append(who)
        told = (f"{', '.join(who)}: {other or 'none'}" for other, who in found.items() if other != value)
        return " · ".join(told)

    def _ink(self, tone: str = "text") -> Style:
        return self.work.palette.ink(tone)

    @property
    def _strong(self) -> Style:
        return self._ink() + Style(bold=True, underline=True)

    def _edge_ink(self, edge: Edge) -> Style:
        return self._ink("accent") + Style(reverse=True) if edge == self.edge else self._ink("accent")

    # Keys

    def _become(self, draft: Draft, edge: Edge | None = None) -> None:
        self.drafts[self.base] = draft
        self.edge = edge or self.edge
        self._show()

    @property
    def _cursor(self) -> Cursor:
        return self.mover.on(Cursor(), self.draft.start, self.draft.end)

    def action_word(self, edge: Edge, direction: int) -> None:
        """Move an edge by a word, to the right (1) or left (-1)."""
        moved = self.mover.nudge(self._cursor, edge, direction)
        self._become(replace(self.draft, start=moved.start, end=moved.end), edge)

    def action_character(self, direction: int) -> None:
        """Move the edge moved last by a character; one stays, and no edge leaves its paragraph."""
        beside = next_boundary if direction > 0 else previous_boundary
        draft = self.draft
        if self.edge == "start":
            start, end = beside(self.text, draft.start), draft.end
        else:
            start, end = draft.start, beside(self.text, draft.end)
        taken_in = self.text[start : draft.start] + self.text[draft.end : end]
        if start < end and "\n" not in taken_in:
            self._become(replace(draft, start=start, end=end))

    def action_swap_ends(self) -> None:
        """Characters move the other edge."""
        self._become(self.draft, "start" if self.edge == "end" else "end")

    def action_take_in(self) -> None:
        """The punctuation and quotes beside it, or not."""
        moved = self.mover.take_in(self._cursor)
        self._become(replace(self.draft, start=moved.start, end=moved.end))

    def action_tag(self, label: str) -> None:
        """Another label."""
        self._become(replace(self.draft, label=label))

    def action_version(self, direction: int) -> None:
        """Another version; what was made of this one is there again when it comes round."""
        self.base = (self.base + direction) % len(self.bases)
        self._show()

    async def action_attributes(self) -> None:
        """Edit the attributes in a form; what the versions have completes what is typed."""
        bench = await self.work.bench()
        try:
            speakers = tuple(await self.work.call(bench.speakers))
        except AnnotateError:
            speakers = ()  # without completions; to keep the edit will meet the same error, and say it
        draft = self.draft
        fields = []
        for name, value in asdict(draft.attributes).items():
            if name in COMPARED:
                given = dict.fromkeys(getattr(span.attributes, name) for _, span in self.bases)
                suggested = (*filter(None, given), *(speakers if name == "speaker" else ()))
                fields.append(Field(name, value or "", suggested))

        def done(entered: dict[str, str] | None) -> None:
            if entered is not None:
                clean = {name: value.strip() or None for name, value in entered.items()}
                self._become(replace(draft, attributes=Attributes(**clean)))

        title = f"{draft.label} “{excerpt(self.text[draft.start : draft.end], 60)}”"
        self.work.push_screen(Form(self.work, title, fields), done)

    def action_accept(self) -> None:
        """Done; white space at the edges is left out."""
        draft = self.draft
        piece = self.text[draft.start : draft.end]
        start, end = draft.start + len(piece) - len(piece.lstrip()), draft.start + len(piece.rstrip())
        self.dismiss((Edit(draft.label, start, max(start, end), draft.attributes), self.base))

    def action_cancel(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
