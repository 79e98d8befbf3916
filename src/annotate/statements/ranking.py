"""The candidates of a search compared letter by letter, and which of them are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from annotate.statements.corpus import Statement
from annotate.statements.fold import Folded
from annotate.statements.score import DICE_SHARE, PARTIAL_SHARE
from annotate.statements.segment import Segment
from annotate.statements.weighted import EPSILON, Candidates

if TYPE_CHECKING:
    pass

_AT_ONCE = 64
"""Statements compared before the threshold is looked at again."""
_OVERLAP = 0.5
_DIGITS = 9  # of a score by which it ranks: it is summed in another order than `score.score` does


@dataclass(frozen=True, slots=True)
class Ranked:
    """A statement and its score, right but for the last few digits."""

    total: float
    statement: Statement
    segment: Segment
    row: int


def ranked(query: Folded, found: Sequence[Candidates], limit: int, floor: float) -> list[Ranked]:
    """The candidates that reach the floor, but for those that cannot be among the first `limit` shown.

    The highest Dice first, each compared only as far as it may still reach what is needed. An article
    shows its best statement in any case, so the `limit`-th best article is a threshold.
    """
    import numpy as np
    from rapidfuzz.fuzz import partial_ratio
    from rapidfuzz.process import cdist

    dices = np.concatenate([each.dices for each in found])
    segment = np.repeat(np.arange(len(found)), [len(each.rows) for each in found])
    rows = np.concatenate([each.rows for each in found])
    order = np.argsort(-dices, kind="stable")
    kept: list[Ranked] = []
    best: dict[str, float] = {}
    needed = floor
    for first in range(0, len(order), _AT_ONCE):
        part = order[first : first + _AT_ONCE]
        least = (needed - DICE_SHARE * float(dices[part[0]]) - EPSILON) / PARTIAL_SHARE
        if least > 100.0:
            break
        places = [(found[s].segment, r) for s, r in zip(segment[part], rows[part].tolist(), strict=True)]
        texts = [" ".join(each.corpus.words_of(row)) for each, row in places]
        partials = cdist(
            [query.text], texts, scorer=partial_ratio, score_cutoff=max(least, 0.0), dtype=np.float64
        )[0]
        totals = DICE_SHARE * dices[part] + PARTIAL_SHARE * partials
        for at in np.flatnonzero(totals >= needed - EPSILON).tolist():
            each, row = places[at]
            statement = each.corpus.statement(row)
            total = float(totals[at])
            kept.append(Ranked(total, statement, each, row))
            best[statement.article_id] = max(best.get(statement.article_id, 0.0), total)
        if len(best) >= limit:
            needed = max(floor, nlargest(limit, best.values())[-1])
    return kept


def shown(hits: Iterable[Ranked], limit: int) -> list[Ranked]:
    """The best first, one for each place: the better of two that overlap by over half of the shorter."""
    found: list[Ranked] = []
    taken: dict[str, list[Statement]] = {}
    for hit in sorted(hits, key=_rank):
        if len(found) == limit:
            break
        there = taken.setdefault(hit.statement.article_id, [])
        if not any(_same_place(hit.statement, other) for other in there):
            there.append(hit.statement)
            found.append(hit)
    return found


def _rank(hit: Ranked) -> tuple[float, str, int, int]:
    return -round(hit.total, _DIGITS), hit.statement.article_id, hit.statement.start, -hit.statement.end


def _same_place(one: Statement, other: Statement) -> bool:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > _OVERLAP * min(one.end - one.start, other.end - other.start)
