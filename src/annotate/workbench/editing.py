"""Use cases that write: tagging, linking, changing, states, metadata, undo and redo.

Spans and links are those of the layer that is open. Each is one transaction and one undo step. Offsets
arrive as code points of the stored text; an edge inside a grapheme cluster is moved outward, never stored.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace

from annotate.errors import RuleError
from annotate.model import ATTRIBUTES, META, Attributes, Link, Span, StateName
from annotate.store import commands, history
from annotate.store.history import Step, Turned
from annotate.text.excerpt import excerpt
from annotate.text.graphemes import outward
from annotate.workbench.base import Base


class Editing(Base):
    """Edits of the user's own annotations, or of gold."""

    def tag(
        self,
        article_id: str,
        label: str,
        start: int,
        end: int,
        attributes: Attributes | None = None,
        origin: str = "human",
    ) -> str:
        """Tag a stretch and return the span's id. RuleError where scheme or text forbid it."""
        start, end, quote = self._stretch(article_id, start, end)
        with self.step(f"{label} “{excerpt(quote)}”", article_id) as step:
            return self._add(step, article_id, label, start, end, attributes, origin)

    def tag_and_link(
        self, article_id: str, label: str, start: int, end: int, type_name: str, source_id: str
    ) -> str:
        """Tag a stretch and link a span to it, as one step; returns the new span's id."""
        start, end, quote = self._stretch(article_id, start, end)
        with self.step(f"{label} “{excerpt(quote)}” and {type_name}", article_id) as step:
            span_id = self._add(step, article_id, label, start, end, None, "human")
            commands.add_link(step, type_name, source_id, span_id, self.scheme)
            return span_id

    def set_boundaries(self, span: Span, start: int, end: int) -> Span:
        """Move the edges of a span; its links stay."""
        start, end, quote = self._stretch(span.article_id, start, end)
        if (start, end) == (span.start, span.end):
            return span
        with self.step(f"boundaries of {span.label} “{excerpt(quote)}”", span.article_id) as step:
            values = {"start": start, "end": end, "quote": quote}
            commands.edit_span(step, span.id, span.version, values, self.scheme)
        return replace(span, start=start, end=end, quote=quote, fragments=None, version=span.version + 1)

    def relabel(self, span: Span, label: str) -> None:
        """Change a span's label. RuleError where a link of it would not fit any more."""
        with self.step(f"{span.label} → {label} “{excerpt(span.quote)}”", span.article_id) as step:
            commands.edit_span(step, span.id, span.version, {"label": label}, self.scheme)

    def set_attributes(self, span: Span, attributes: Attributes) -> None:
        """Replace the attributes of a span; empty texts become null."""
        before, after = asdict(span.attributes), _cleaned(asdict(attributes))
        changed = [name for name in ATTRIBUTES if before[name] != after[name]]
        if not changed:
            return
        action = f"{', '.join(changed)} of {span.label} “{excerpt(span.quote)}”"
        with self.step(action, span.article_id) as step:
            commands.edit_span(step, span.id, span.version, {n: after[n] for n in changed}, self.scheme)

    def delete_span(self, span: Span) -> int:
        """Delete a span and its links; returns how many links went with it."""
        with self.step(f"delete {span.label} “{excerpt(span.quote)}”", span.article_id) as step:
            return commands.remove_span(step, span.id, span.version)

    def link(self, type_name: str, source: Span, target: Span, note: str | None = None) -> str:
        """Link two spans and return the link's id. RuleError where the scheme forbids it."""
        action = f"“{excerpt(source.quote, 24)}” {type_name} “{excerpt(target.quote, 24)}”"
        with self.step(action, source.article_id) as step:
            return commands.add_link(step, type_name, source.id, target.id, self.scheme, note=note)

    def unlink(self, link: Link) -> None:
        """Delete a link."""
        with self.step(f"delete link “{link.type}”", link.source_article) as step:
            commands.remove_link(step, link.id, link.version)

    def set_state(self, article_id: str, state: StateName) -> None:
        """Say how far the user is with an article. RuleError while gold is open: it has no states."""
        if self.config.layer == "gold":
            raise RuleError("gold has no states", "open your own layer: --layer independent")
        with self.step(f"article {state.replace('_', ' ')}", article_id) as step:
            commands.set_state(step, article_id, state)

    def set_meta(self, article_id: str, version: int, values: Mapping[str, str | None]) -> None:
        """Change metadata of an article; empty texts become null. ConflictError on a stale version."""
        from annotate.formats.records import MetaRecord

        cleaned = _cleaned(values)
        if unknown := sorted(set(cleaned) - set(META)):
            raise RuleError(f"unknown metadata: {', '.join(unknown)}", f"there are: {', '.join(META)}")
        try:
            MetaRecord(**cleaned)
        except ValueError:
            raise RuleError(
                "a date must be ISO 8601, as precise as it is known",
                "for example 2022, 2022-09 or 2022-09-13",
            ) from None
        with self.step(f"metadata: {', '.join(cleaned)}", article_id) as step:
            commands.edit_article(step, article_id, version, cleaned)

    def set_line_role(self, article_id: str, version: int, roles: Mapping[int, str]) -> None:
        """Overrule the proposed roles of lines: `roles` replaces all that were set by hand."""
        with self.step("line roles", article_id) as step:
            commands.edit_article(step, article_id, version, {"line_roles": dict(roles)})

    def undo(self, *, skip: bool = False) -> Turned:
        """Take back the user's last step, of whatever article. NothingToUndo or ConflictError.

        With `skip` leave a step that is refused as it is, and out of the list.
        """
        with self.writing() as connection:
            return history.undo(connection, self.annotator_id, skip=skip)

    def redo(self) -> Turned:
        """Bring back what undo took last. NothingToUndo or ConflictError."""
        with self.writing() as connection:
            return history.redo(connection, self.annotator_id)

    def bookmark(self, article_id: str, cursor: int) -> None:
        """Remember where the user is, for the next start; not an edit."""
        if not self.read_only:
            with self.writing() as connection:
                commands.set_bookmark(connection, self.annotator_id, article_id, cursor)

    def set_setting(self, key: str, value: str) -> None:
        """Set a setting of the collection; not an edit."""
        with self.writing() as connection:
            commands.set_setting(connection, key, value)

    def _add(
        self,
        step: Step,
        article_id: str,
        label: str,
        start: int,
        end: int,
        attributes: Attributes | None,
        origin: str,
        *,
        keep_place: bool = True,
    ) -> str:
        new = commands.NewSpan(
            article_id=article_id,
            label=label,
            start=start,
            end=end,
            quote=self.text(article_id)[start:end],
            attributes=_cleaned(asdict(attributes)) if attributes else {},
            layer=self.config.layer,
            origin=origin,
        )
        # Kept with the edit, so that whatever ends the program, the next start is where work was done.
        if keep_place:
            commands.set_bookmark(step.connection, self.annotator_id, article_id, start)
        return commands.add_span(step, new, self.scheme)

    def _stretch(self, article_id: str, start: int, end: int) -> tuple[int, int, str]:
        """Offsets on grapheme edges and the quote, or RuleError."""
        text = self.text(article_id)
        if not 0 <= start < end <= len(text):
            raise RuleError(f"[{start}, {end}) is no stretch of the text", f"the text is [0, {len(text)})")
        start, end = outward(text, start, end)
        if not text[start:end].strip():
            raise RuleError("only white space is selected", "select some text")
        return start, end, text[start:end]


def _cleaned(values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Trimmed, empty as null, and without the surrogates that a terminal in another encoding sends."""
    clean = {
        name: (value or "").encode("utf-8", "replace").decode().strip() for name, value in values.items()
    }
    return {name: value or None for name, value in clean.items()}
