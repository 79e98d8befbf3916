"""Links: the picker, the pinned source, following and coming back, deleting."""

from __future__ import annotations

from annotate.model import Link, Span
from annotate.scheme import LinkType
from annotate.text.excerpt import excerpt
from annotate.tui.cursor import Cursor
from annotate.tui.screens.annotate_base import AnnotateBase
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.picker import Picked, Picker
from annotate.tui.widgets.virtual_list import Part


class Links(AnnotateBase):
    """What the link keys do."""

    def pin_parts(self) -> list[Part]:
        """The pinned source, for the right of the status line."""
        pinned = self.work.pinned
        if pinned is None:
            return []
        return [(f"pinned {pinned.label} “{excerpt(pinned.quote, 28)}”", self.ink("accent"))]

    async def action_link(self) -> None:
        """Pick the other end of a link from the whole collection."""
        span = self.span_here()
        if span is None:
            self.say("tag it first; a link starts at a span")
            return

        async def picked(choice: Picked | None) -> None:
            if choice is None:
                return
            bench = await self.work.bench()
            if choice.span is None:
                assert choice.place is not None
                done = await self.edit(
                    bench.tag_and_link,
                    *choice.place[:1],
                    choice.label,
                    *choice.place[1:],
                    choice.type,
                    span.id,
                )
            elif choice.backward:
                done = await self.edit(bench.link, choice.type, choice.span, span)
            else:
                done = await self.edit(bench.link, choice.type, span, choice.span)
            if done:
                self.say(f"{choice.reads} “{excerpt(choice.quote)}”", right=self.pin_parts())

        self.work.push_screen(Picker(self.work, span, self.links_of(span)), picked)

    async def action_pin(self) -> None:
        """Pin the span here as source, or link the pinned one to it."""
        span, pinned = self.span_here(), self.work.pinned
        if pinned is None or (span is not None and span.id == pinned.id):
            if span is None:
                self.say("tag it first; a link starts at a span")
            elif pinned is not None:
                self.action_unpin()
            else:
                self.work.pinned = span
                self.say(
                    "pinned: go to the other end, in any article, and press m there", right=self.pin_parts()
                )
            return
        if span is None:
            await self._link_to_unit(pinned)
            return
        across = span.article_id != pinned.article_id
        forward = self.work.scheme.fitting(pinned.label, span.label, across=across)
        backward = [
            t for t in self.work.scheme.fitting(span.label, pinned.label, across=across) if not t.symmetric
        ]
        ways = [(t, False) for t in forward] + [(t, True) for t in backward]
        if not ways:
            self.say(f"no link fits from {pinned.label} to {span.label}; M lets the pinned one go")
        elif len(ways) == 1:
            await self._link_pinned(pinned, span, *ways[0])
        else:
            self._choose_way(pinned, span, ways)

    def _choose_way(self, pinned: Span, span: Span, ways: list[tuple[LinkType, bool]]) -> None:
        async def chosen(index: int | None) -> None:
            if index is not None:
                await self._link_pinned(pinned, span, *ways[index])

        options = [
            (str(i), t.backward if backward else t.forward, f"“{excerpt(span.quote, 40)}”")
            for i, (t, backward) in enumerate(ways, start=1)
        ]
        self.work.push_screen(Choice(self.work, f"“{excerpt(pinned.quote, 40)}”", options), chosen)

    async def _link_pinned(self, pinned: Span, span: Span, link_type: LinkType, backward: bool) -> None:
        bench = await self.work.bench()
        source, target = (span, pinned) if backward else (pinned, span)
        if await self.edit(bench.link, link_type.name, source, target):
            reads = link_type.backward if backward else link_type.forward
            self.say(f"pinned {reads} this; still pinned, M lets go", right=self.pin_parts())

    async def _link_to_unit(self, pinned: Span) -> None:
        """Tag the unit here as what the pinned span can point at, and link: one step."""
        across = pinned.article_id != self.article_id
        for label in self.work.scheme.labels:
            if types := self.work.scheme.fitting(pinned.label, label.name, across=across):
                break
        else:
            self.say(f"a {pinned.label} cannot link from here; M lets it go")
            return
        cursor = self.view.cursor
        start, end = self.without_edge_space(cursor.start, cursor.end)
        bench = await self.work.bench()
        if await self.edit(
            bench.tag_and_link, self.article_id, label.name, start, end, types[0].name, pinned.id
        ):
            self.view.set_cursor(self.view.mover.on(Cursor(level=cursor.level), start, end))
            self.say(
                f"tagged {label.name}, pinned {types[0].forward} it; u takes both back",
                right=self.pin_parts(),
            )

    def action_unpin(self) -> None:
        """Let go of the pinned source."""
        self.work.pinned = None
        self.say("nothing is pinned")

    async def action_follow(self) -> None:
        """Go to the other end of a link of the span here."""
        span = self.span_here()
        links = self.links_of(span) if span else []
        if span is None or not links:
            self.say("no link here to follow")
            return

        async def go(index: int | None) -> None:
            if index is not None and (far := self.far_end(span, links[index])) is not None:
                self.remember_place()
                await self.go_to_span(far)

        if len(links) == 1:
            await go(0)
        else:
            options = [self._option(i, span, link) for i, link in enumerate(links, start=1)]
            self.work.push_screen(Choice(self.work, "follow", options), go)

    def _option(self, number: int, span: Span, link: Link) -> tuple[str, str, str]:
        link_type = self.work.scheme.link_type_shown(link.type)
        reads = link_type.forward if link.source_id == span.id else link_type.backward
        far = self.far_end(span, link)
        source = self.opened.sources.get(far.article_id, "") if self.opened and far else ""
        quote = f"“{excerpt(far.quote, 60)}”" if far else "?"
        return (str(number) if number < 10 else "", reads, f"{quote}  {excerpt(source, 30)}")

    async def action_back(self) -> None:
        """Come back from where a link or search was followed."""
        if self.way_back is not None and len(self.places) <= self.way_back[0]:
            (_, back), self.way_back = self.way_back, None
            back()
            return
        if not self.places:
            self.say("nowhere to come back to")
            return
        article_id, cursor = self.places.pop()
        if cursor.span_id is not None:
            self.wanted_extent = (cursor.start, cursor.end, cursor.span_id)
        await self.go_to_article(article_id, cursor.caret)

    async def action_unlink(self) -> None:
        """Delete a link of the span here."""
        span = self.span_here()
        links = self.links_of(span) if span else []
        if span is None or not links:
            self.say("no link here to delete")
            return

        async def delete(index: int | None) -> None:
            if index is not None:
                bench = await self.work.bench()
                if await self.edit(bench.unlink, links[index]):
                    self.say("link deleted; u brings it back", right=self.pin_parts())

        if len(links) == 1:
            await delete(0)
        else:
            options = [self._option(i, span, link) for i, link in enumerate(links, start=1)]
            self.work.push_screen(Choice(self.work, "delete the link", options), delete)
