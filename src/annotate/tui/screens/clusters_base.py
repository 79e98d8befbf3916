"""What the screens of statements share: edits of the cluster that is picked, and telling what they did."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from annotate.errors import AnnotateError
from annotate.text.excerpt import excerpt
from annotate.tui.screens.base import WorkScreen
from annotate.tui.screens.choice import Choice
from annotate.tui.widgets.bar import Bar
from annotate.tui.widgets.virtual_list import Part, VirtualList
from annotate.workbench.cluster_values import StatementCluster

if TYPE_CHECKING:
    from annotate.tui.app import AnnotateApp

P = ParamSpec("P")
R = TypeVar("R")

_SHORT, _TALL = 14, 36
"""Rows of the terminal below which there are no details, and from which they have more room."""
_DETAILS, _DETAILS_TALL = 4, 6


class ClusterScreen(WorkScreen):
    """A list over the details of what is highlighted in it."""

    def __init__(self, app: AnnotateApp) -> None:
        super().__init__(app)
        self.heading = Bar(app.palette, id="heading")
        self.details = VirtualList(app.palette, self._detail_row, id="cluster-details", chooses=False)
        self.details.can_focus = False
        self.detail_rows: list[list[Part]] = []

    def picked(self) -> StatementCluster | None:
        """The cluster that keys act on."""
        raise AssertionError("the screen does this")

    async def reload(self) -> None:
        """Read the clusters again, after an edit."""
        raise AssertionError("the screen does this")

    def show_heading(self, heading: Callable[[int], str]) -> None:
        """Show the headings of the list's columns."""
        # The bar begins with a blank of its own; the list ends with its scrollbar.
        self.heading.set([(heading(self.app.size.width - 1)[1:], self.ink("faint"))])

    def fit_details(self) -> int:
        """Give the details the room there is; returns their rows."""
        height = self.app.size.height
        rows = 0 if height < _SHORT else _DETAILS_TALL if height >= _TALL else _DETAILS
        self.details.display = rows > 0
        self.details.styles.height = rows + 1
        return rows

    def show_details(self, rows: list[list[Part]]) -> None:
        """Show rows under the list."""
        self.detail_rows = rows
        self.details.set_count(len(rows), 0)

    def _detail_row(self, index: int, width: int) -> list[Part]:
        return self.detail_rows[index]

    async def edit(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Let the workbench edit and show what came of it; on an error tell it and return None."""
        failed: AnnotateError | None = None
        done: R | None = None
        try:
            done = await self.work.call(function, *args, **kwargs)
        except AnnotateError as error:
            failed = error
        await self.reload()
        if failed is not None:
            self.complain(failed)
        return done

    async def action_accept_all(self) -> None:
        """Tag all as the commonest label; ask for it where nothing is tagged."""
        cluster = self.picked()
        if cluster is None:
            return
        if cluster.label is not None:
            await self._accept_all(cluster, cluster.label)
            return
        labels = [label for label in self.work.scheme.labels if self.work.scheme.repeating(label.name)]

        async def chosen(index: int | None) -> None:
            if index is not None:
                await self._accept_all(cluster, labels[index].name)

        if len(labels) == 1:
            await chosen(0)
        elif labels:
            options = [(label.key, label.name, label.marks) for label in labels]
            self.work.push_screen(Choice(self.work, f"tag all {len(cluster.members)} as", options), chosen)
        else:
            self.say("the scheme has no link between two wordings of one statement")

    async def _accept_all(self, cluster: StatementCluster, label: str) -> None:
        bench = await self.work.bench()
        done = await self.edit(bench.accept_all, cluster, label)
        if done is None:
            return
        said = f"{done.tagged} tagged {label}, {done.linked} linked"
        if not done.tagged and not done.linked:
            said = f"all are tagged {label} and linked already"
        if done.left_out:
            other = done.left_out[0]
            more = f" and {len(done.left_out) - 1} more" if len(done.left_out) > 1 else ""
            tagged = other.span.label if other.span else ""
            said += f"; left out, tagged {tagged}: “{excerpt(other.text, 32)}”{more}"
        self.say(f"{said}; u takes it back" if done.tagged or done.linked else said)

    async def action_reject(self) -> None:
        """Never take the members for one statement again."""
        cluster = self.picked()
        if cluster is None:
            return
        bench = await self.work.bench()
        done = await self.edit(bench.reject_cluster, cluster)
        if done is not None:
            unlinked = f", {_many(done.unlinked, 'link')} deleted" if done.unlinked else ""
            self.say(f"no statement: {done.members} places set apart{unlinked}; u takes it back")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
