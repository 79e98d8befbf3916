"""The tables of the page of agreement: figures, confusion of labels, and plain ones; HTML as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotate.agreement.figure import Figure, band
from annotate.workbench.agreement_context import plain
from annotate.workbench.agreement_figures import (
    Group,
    count,
    how_made,
    interval_of,
    left_out,
    parameters_of,
    parts_of,
    value_of,
    without_interval,
)

if TYPE_CHECKING:
    from annotate.agreement.labels import Confusion

_NUMERIC = ' class="n"'


def figures_table(caption: str, groups: Sequence[Group], articles: int) -> Iterator[str]:
    """All about each figure, group by group.

    What most of them share is said once: the number of articles in the caption, the method of the intervals
    below. A figure that differs says so itself.
    """
    columns = ("figure", "value", "95 % interval", "n", "made of", "left out")
    heads = "".join(f'<th scope="col">{x}</th>' for x in columns)
    every = [figure for group in groups for figure in group.figures]
    methods = Counter(how_made(figure) for figure in every if figure.interval is not None)
    usual = max(methods, key=lambda x: methods[x], default="")
    said = f"{caption}, of {count(articles, 'articles')} where not said otherwise"
    yield f'<div class="scroll"><table><caption>{plain(said)}</caption><thead><tr>{heads}</tr></thead>\n'
    for group in groups:
        yield f'<tbody><tr><th scope="rowgroup" colspan="{len(columns)}">{plain(group.title)}</th></tr>\n'
        yield from (_row(group, figure, articles, usual) for figure in group.figures)
        yield "</tbody>\n"
    yield "</table></div>\n"
    if usual:
        yield f"<p>{plain(usual)}{', where not said otherwise' if len(methods) > 1 else ''}.</p>\n"


def _row(group: Group, figure: Figure, articles: int, usual: str) -> str:
    about = parameters_of(figure)
    name = plain(figure.name) + (f' <span class="faint">{plain(about)}</span>' if about else "")
    counted = [count(figure.n, figure.counted)]
    if figure.articles != articles:
        counted.append(count(figure.articles, "articles"))
    cells = (
        value_of(figure, 3),
        _interval(figure, usual),
        ", ".join(counted),
        parts_of(figure),
        "; ".join(left_out(figure.left_out)),
    )
    key = plain("|".join((*figure.annotators, group.title, figure.key)))
    listed = "".join(f"<td>{plain(cell)}</td>" for cell in cells)
    return f'<tr data-figure="{key}"><th scope="row">{name}</th>{listed}</tr>\n'


def _interval(figure: Figure, usual: str) -> str:
    if figure.interval is None:
        return without_interval(figure)
    made = how_made(figure)
    other = made.partition(": ")[2] if made != usual else ""
    alike = figure.interval.low == figure.interval.high
    said = "no difference between articles" if alike else band(figure)
    return "; ".join(filter(None, (interval_of(figure, 3), said, other)))


def confusion_table(annotators: tuple[str, str], confusion: Confusion) -> str:
    """How often each label met each on matched spans, and what only one of them has."""
    first, second = map(plain, annotators)
    heads = "".join(f'<th scope="col" class="n">{plain(x)}</th>' for x in confusion.labels)
    rows = []
    for i, label in enumerate(confusion.labels):
        cells = "".join(
            f'<td class="n{" same" if i == j else ""}">{n:,}</td>' for j, n in enumerate(confusion.counts[i])
        )
        rows.append(
            f'<tr><th scope="row">{first}: {plain(label)}</th>{cells}'
            f'<td class="n">{confusion.only_first[i]:,}</td></tr>'
        )
    only = "".join(f'<td class="n">{n:,}</td>' for n in confusion.only_second)
    return (
        f'<div class="scroll"><table class="matrix"><caption>How often a label of {first} (rows) met '
        f"one of {second} (columns) on matched spans; in frames and bold where they are the same</caption>"
        f'<thead><tr><td></td>{heads}<th scope="col" class="n">{first} only</th></tr></thead>\n'
        f'<tbody>{"".join(rows)}<tr><th scope="row">{second} only</th>{only}<td></td></tr></tbody>'
        "</table></div>\n"
    )


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first column names the row, and whose others are numbers."""
    heads = "".join(
        f'<th scope="col"{"" if i == 0 else _NUMERIC}>{plain(name)}</th>' for i, name in enumerate(columns)
    )
    body = "".join(
        f'<tr><th scope="row">{plain(str(row[0]))}</th>'
        + "".join(f"<td{_NUMERIC}>{plain(f'{x:,}' if isinstance(x, int) else str(x))}</td>" for x in row[1:])
        + "</tr>\n"
        for row in rows
    )
    return (
        f'<div class="scroll"><table><caption>{plain(caption)}</caption><thead><tr>{heads}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>\n"
    )
