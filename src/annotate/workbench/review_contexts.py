"""The text around what an item is about: one stretch, or one for each end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotate.model import Article, Span
from annotate.workbench.review_values import Context, Item

if TYPE_CHECKING:
    from annotate.model import Place


def contexts(
    item: Item, text: Callable[[str], str], articles: Mapping[str, Article], around: int
) -> tuple[Context, ...]:
    """Stretches of articles, each with the spans of the versions in it; what overlaps is one.

    In the order of the first version: source, then target. `around` is in code points, cut at a blank.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    order: list[str] = []
    spans = list(_spans(item))
    places = [x.place for x in spans] or [_place(item)]
    for place in places:
        if place.article_id not in found:
            order.append(place.article_id)
        found.setdefault(place.article_id, []).append(
            _window(text(place.article_id), place.start, place.end, around)
        )
    made = []
    for article_id in order:
        article = articles[article_id]
        for start, end in _joined(found[article_id]):
            marks = {x.id: x for x in spans if x.article_id == article_id and start <= x.start < end}
            made.append(
                Context(
                    article_id,
                    article.name,
                    article.source,
                    start,
                    text(article_id)[start:end],
                    tuple(sorted(marks.values(), key=lambda x: (x.start, -x.end, x.id))),
                )
            )
    return tuple(made)


def _spans(item: Item) -> Iterator[Span]:
    for version in item.versions:
        if version.span is not None:
            yield version.span
        yield from version.ends or ()
    if not item.versions:
        yield from item.gold


def _place(item: Item) -> Place:
    from annotate.model import Place

    return Place(item.article_id, item.record.start, item.record.end)


def _window(text: str, start: int, end: int, around: int) -> tuple[int, int]:
    """The stretch with some text around it, cut at blanks."""
    first, last = max(0, start - around), min(len(text), end + around)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last


def _joined(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows in the order given, those that meet made one."""
    joined: list[tuple[int, int]] = []
    for start, end in windows:
        meeting = [x for x in joined if x[0] <= end and start <= x[1]]
        at = joined.index(meeting[0]) if meeting else len(joined)
        joined = [x for x in joined if x not in meeting]
        whole = min(x for x, _ in (*meeting, (start, end))), max(x for _, x in (*meeting, (start, end)))
        joined.insert(at, whole)
    return joined
