"""Scores of clusters, such as statements that are the same: MUC, B³, CEAFe, LEA and CoNLL.

The first annotator's clusters are the key K, the second's the response R; c_kr mentions are in both k and r.

    MUC    recall Σ_kr (c_kr - 1) / Σ_k (|k| - 1), over c_kr > 0            (Vilain et al. 1995)
    B³     recall Σ_kr c_kr² / |k| / Σ_k |k|                               (Bagga & Baldwin 1998)
    CEAFe  Σ φ of the best one-to-one assignment, φ = 2 c_kr / (|k| + |r|); recall / |K|    (Luo 2005)
    LEA    recall Σ_k |k| Σ_r link(c_kr) / link(|k|) / Σ_k |k|, link(n) = n (n - 1) / 2; a single mention
           is linked to itself, and found where it is single in R too      (Moosavi & Strube 2016)
    CoNLL  mean F of MUC, B³ and CEAFe                                      (Pradhan et al. 2012)

Precision is the recall of R against K; swapping annotators swaps the two and leaves F. A mention that the
other side lacks stays, without a twin (Pradhan et al. 2014). MUC ignores single mentions and rewards
over-merging; B³, CEAFe and LEA are raised by single mentions, hence also without them. Undefined where
neither side has a cluster of two.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from annotate.agreement.columns import Columns, Floats, Ints
from annotate.agreement.figure import NO_CLUSTERS
from annotate.agreement.overlaps import components
from annotate.agreement.pair import Pair
from annotate.agreement.sample import Sample, Value, ratio
from annotate.agreement.stories import Stories
from annotate.agreement.study import Study

MEASURES = ("muc", "b3", "ceafe", "lea")
NAMES = {"muc": "MUC", "b3": "B³", "ceafe": "CEAFe", "lea": "LEA", "conll": "CoNLL"}
# Columns of the sufficient statistics: for each measure the numerators of recall and precision and their
# denominators, then how many clusters have two mentions or more.
_WIDTH = 4 * len(MEASURES) + 1


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F of one measure."""

    precision: float
    recall: float
    f: float


def scores(
    key: Iterable[Iterable[object]], response: Iterable[Iterable[object]]
) -> Mapping[str, Score] | None:
    """All measures of two lists of clusters; None where neither has a cluster of two.

    A mention given twice counts once, in the first cluster that has it.
    """
    number: dict[object, int] = {}
    sides = []
    for clusters in (key, response):
        cluster_of: dict[int, int] = {}
        for i, cluster in enumerate(clusters):
            for mention in cluster:
                cluster_of.setdefault(number.setdefault(mention, len(number)), i)
        sides.append(cluster_of)
    arrays = []
    for cluster_of in sides:
        array = np.full(len(number), -1, np.int64)
        array[list(cluster_of)] = list(cluster_of.values())
        arrays.append(array)
    totals = rows(arrays[0], arrays[1], np.zeros(len(number), np.int64), 1).sum(0)
    if not totals[-1]:
        return None
    found = {
        name: Score(*(float(part(name)(totals)) for part in (precision_of, recall_of, f_of)))
        for name in MEASURES
    }
    return {
        **found,
        "conll": Score(
            *(
                np.mean([getattr(found[x], part) for x in MEASURES[:3]]).item()
                for part in ("precision", "recall", "f")
            )
        ),
    }


def rows(key: Ints, response: Ints, story: Ints, stories: int) -> Floats:
    """Sufficient statistics (stories, 17). Arrays run over mentions: cluster on each side (-1 where the
    side lacks the mention), and story. A cluster counts in the story of its first mention.
    """
    table = np.zeros((stories, _WIDTH))
    _k_ids, k_first, k = _numbered(key)
    r_ids, r_first, r = _numbered(response)
    k_size, r_size = np.bincount(k[k >= 0]), np.bincount(r[r >= 0])
    k_story, r_story = story[k_first], story[r_first]
    both = (k >= 0) & (r >= 0)
    met, c = np.unique(k[both] * max(len(r_ids), 1) + r[both], return_counts=True)
    i, j = met // max(len(r_ids), 1), met % max(len(r_ids), 1)

    def add(column: int, where: Ints, weight: Floats | Ints) -> None:
        np.add.at(table[:, column], where, weight)

    links = c * (c - 1) / 2
    k_links, r_links = k_size * (k_size - 1) / 2, r_size * (r_size - 1) / 2
    single = (k_size[i] == 1) & (r_size[j] == 1)
    chosen = _assigned(i, j, 2 * c / (k_size[i] + r_size[j]))
    for side, at, size, of_story, all_links in (
        (0, i, k_size, k_story, k_links),
        (1, j, r_size, r_story, r_links),
    ):
        where = of_story[at]
        add(side, where, c - 1)
        add(side + 2, of_story, size - 1)
        add(side + 4, where, c**2 / size[at])
        add(side + 6, of_story, size)
        add(side + 8, where[chosen], (2 * c / (k_size[i] + r_size[j]))[chosen])
        add(side + 10, of_story, np.ones(len(size)))
        add(side + 12, where, size[at] * np.where(single, 1.0, links / np.maximum(all_links[at], 1)))
        add(side + 14, of_story, size)
        add(_WIDTH - 1, of_story, (size >= 2).astype(np.float64))
    return table


def recall_of(measure: str) -> Value:
    """Recall of summed rows, 0 where the key has nothing that could be found."""
    return _share(4 * MEASURES.index(measure))


def precision_of(measure: str) -> Value:
    """Precision of summed rows, 0 where the response has nothing that could be right."""
    return _share(4 * MEASURES.index(measure) + 1)


def f_of(measure: str) -> Value:
    """F of summed rows, nan where neither side has a cluster of two; `conll` is the mean of three."""

    def value(totals: Floats) -> Floats:
        names = MEASURES[:3] if measure == "conll" else (measure,)
        mean = np.mean([_f(x, totals) for x in names], axis=0)
        return np.where(totals[..., -1] > 0, mean, np.nan)

    return value


def cluster_figures(study: Study, pair: Pair, stories: Stories) -> Iterator[Sample]:
    """All measures for each symmetric link type that occurs, with single mentions and without."""
    for name in sorted(study.symmetric & {x.type for x in study.links}):
        story, key, response = _mentions(study, pair, stories, name)
        for singles in (True, False):
            ours, theirs = (x if singles else _without_singles(x) for x in (key, response))
            table = rows(ours, theirs, story, stories.count)
            for measure in (*MEASURES, "conll"):
                if measure == "muc" and not singles:
                    continue
                parts = (
                    {}
                    if measure == "conll"
                    else {
                        "precision": precision_of(measure),
                        "recall": recall_of(measure),
                    }
                )
                yield Sample(
                    key=f"cluster_{measure}" if singles else f"cluster_{measure}_without_singles",
                    name=f"{NAMES[measure]} F of clusters"
                    + ("" if singles or measure == "muc" else ", single mentions left out"),
                    rows=table,
                    value=f_of(measure),
                    undefined=NO_CLUSTERS,
                    count=_mentions_counted,
                    counted="mentions",
                    scope=name,
                    parameters={
                        "single mentions": "counted" if singles else "left out",
                        "mentions paired": "where spans overlap",
                    },
                    parts=parts,
                    left_out={}
                    if singles
                    else {
                        "single mentions": int(
                            (key >= 0).sum() + (response >= 0).sum() - (ours >= 0).sum() - (theirs >= 0).sum()
                        )
                    },
                    by_story=True,
                )


def closure(columns: Columns, links: Iterable[tuple[str, str]]) -> Ints:
    """The cluster of each span of one annotator: the number of its first span."""
    at = {x.id: i for i, x in enumerate(columns.spans)}
    root = list(range(len(at)))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for source, target in links:
        if source in at and target in at:
            a, b = sorted((find(at[source]), find(at[target])))
            root[b] = a
    return np.array([find(i) for i in range(len(root))], np.int64)


def _mentions(study: Study, pair: Pair, stories: Stories, name: str) -> tuple[Ints, Ints, Ints]:
    """Story, cluster of the first and of the second annotator of each mention; twins are one mention."""
    can_be = np.array([x in study.mention_labels.get(name, ()) for x in pair.axis.labels], np.bool_)
    alignment = pair.alignment
    sides = []
    for columns, annotator in zip((pair.left, pair.right), pair.annotators, strict=True):
        links = [
            (x.source_id, x.target_id) for x in study.links if x.annotator == annotator and x.type == name
        ]
        cluster = closure(columns, links)
        cluster[~can_be[columns.label]] = -1
        sides.append(cluster)
    left_alone = np.setdiff1d(np.arange(len(pair.left.spans)), alignment.left)
    right_alone = np.setdiff1d(np.arange(len(pair.right.spans)), alignment.right)
    nobody = np.full(len(left_alone), -1), np.full(len(right_alone), -1)
    key = np.concatenate((sides[0][alignment.left], sides[0][left_alone], nobody[1]))
    response = np.concatenate((sides[1][alignment.right], nobody[0], sides[1][right_alone]))
    article = np.concatenate(
        (pair.pair_article, pair.left.article[left_alone], pair.right.article[right_alone])
    )
    used = (key >= 0) | (response >= 0)
    return stories.of_article[article[used]], key[used], response[used]


def _mentions_counted(totals: Floats) -> Floats:
    return np.asarray(totals[..., 6] + totals[..., 7])


def _without_singles(cluster: Ints) -> Ints:
    size = np.bincount(cluster[cluster >= 0], minlength=1)
    return np.where((cluster >= 0) & (size[np.maximum(cluster, 0)] > 1), cluster, -1)


def _numbered(cluster: Ints) -> tuple[Ints, Ints, Ints]:
    """Distinct clusters, the first mention of each, and the array renumbered from 0 (-1 stays)."""
    present = np.flatnonzero(cluster >= 0)
    ids, first, number = np.unique(cluster[present], return_index=True, return_inverse=True)
    out = np.full(len(cluster), -1, np.int64)
    out[present] = number
    return ids, present[first], out


def _assigned(i: Ints, j: Ints, weight: Floats) -> Ints:
    """Which of the pairs (i, j) are in the one-to-one assignment of the greatest weight."""
    from scipy.optimize import linear_sum_assignment

    if not len(i):
        return np.zeros(0, np.int64)
    component = components(i, j)
    order = np.argsort(component, kind="stable")
    sizes = np.bincount(component)
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    chosen = [order[bounds[:-1][sizes == 1]]]
    for at in np.flatnonzero(sizes > 1).tolist():
        members = order[bounds[at] : bounds[at + 1]]
        _, row = np.unique(i[members], return_inverse=True)
        _, column = np.unique(j[members], return_inverse=True)
        matrix = np.zeros((row.max() + 1, column.max() + 1))
        matrix[row, column] = weight[members]
        pair = np.full(matrix.shape, -1, np.int64)
        pair[row, column] = members
        found = pair[linear_sum_assignment(matrix, maximize=True)]
        chosen.append(found[found >= 0])
    return np.concatenate(chosen)


def _share(column: int) -> Value:
    def value(totals: Floats) -> Floats:
        return np.nan_to_num(ratio(totals[..., column], totals[..., column + 2]))

    return value


def _f(measure: str, totals: Floats) -> Floats:
    p, r = precision_of(measure)(totals), recall_of(measure)(totals)
    return np.nan_to_num(ratio(2 * p * r, p + r))
