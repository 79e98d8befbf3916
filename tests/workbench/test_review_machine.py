"""Review under whatever decisions in whatever order: gold is always sound, undo leads all the way back."""

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.errors import ConflictError, NothingToUndo, RuleError
from annotate.scheme import DEFAULT
from annotate.store.gold import Gold
from annotate.workbench.bench import Workbench
from annotate.workbench.review_values import Item
from helpers import open_bench
from workbench.review_cases import EVERY, Mark, Relation, project, snapshot

TEXTS = (
    "alpha bravo charlie delta echo foxtrot golf hotel",
    "india juliet kilo lima mike november",
)
WORDS = [[(t.start(), t.end()) for t in re.finditer(r"\w+", text)] for text in TEXTS]
LABELS = ("claim", "rebuttal", "attribution")
PEOPLE = ("ana", "ben", "cat")
POLICIES = ("all", "majority", "whitespace")


@st.composite
def layers(draw: st.DrawFn) -> tuple[dict[str, list[Mark]], dict[str, list[Relation]]]:
    """Marks of two or three people that are mostly alike, and links among them that the scheme allows."""
    people = PEOPLE[: draw(st.sampled_from([2, 2, 3]))]
    marks: dict[str, list[Mark]] = {}
    links: dict[str, list[Relation]] = {}
    common = draw(
        st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5), st.integers(1, 2)), min_size=2, max_size=6)
    )
    labels = [draw(st.sampled_from(LABELS)) for _ in common]
    for who in people:
        found: dict[Mark, None] = {}
        for (article, first, size), label in zip(common, labels, strict=True):
            change = draw(st.integers(0, 6))
            if change == 0:
                continue
            words = WORDS[article]
            first, last = first % len(words), min(first % len(words) + size, len(words)) - 1
            if change == 1 and last + 1 < len(words):
                last += 1
            if change == 2:
                label = draw(st.sampled_from(LABELS))
            found[article, words[first][0], words[last][1], label] = None
        marks[who] = list(found)
        pairs = [(a, b) for a in range(len(found)) for b in range(len(found)) if a != b]
        wanted = draw(st.lists(st.sampled_from(pairs), max_size=5)) if pairs else []
        links[who] = _allowed(marks[who], wanted)
    return marks, links


def _allowed(marks: list[Mark], pairs: list[tuple[int, int]]) -> list[Relation]:
    found: dict[tuple[str, frozenset[int] | tuple[int, int]], Relation] = {}
    for a, b in pairs:
        fitting = DEFAULT.fitting(marks[a][3], marks[b][3], across=marks[a][0] != marks[b][0])
        for each in fitting[:1]:
            key = frozenset((a, b)) if each.symmetric else (a, b)
            found.setdefault((each.name, key), (a, each.name, b))
    return list(found.values())


picks = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=12
)


def decide(bench: Workbench, item: Item, which: int, who: int) -> None:
    action = item.actions[which % len(item.actions)]
    names = [x.annotator for x in item.versions]
    take = [names[who % len(names)]] if action in ("take", "edit") and names else []
    try:
        bench.decide(item, action, take=take)
    except RuleError:
        bench.decide(item, "defer")


def check(bench: Workbench) -> None:
    """Every gold link joins two live gold spans as the scheme allows, and memory is as the database."""
    spans = {x.id: x for x in bench.spans(layer="gold")}
    keys = {(x.article_id, x.label, x.start, x.end) for x in spans.values()}
    assert len(keys) == len(spans)
    for link in bench.links(layer="gold"):
        source, target = spans[link.source_id], spans[link.target_id]
        assert source.id != target.id
        across = source.article_id != target.article_id
        DEFAULT.check_link(link.type, source.label, target.label, across=across)
        assert (link.source_article, link.target_article) == (source.article_id, target.article_id)
    bench.review()
    with bench.store.reader() as connection:
        fresh = Gold(connection)
    known = bench._gold
    assert known is not None
    for name in ("spans", "links", "decisions"):
        ours, theirs = getattr(known, name), getattr(fresh, name)
        assert ours == theirs
    assert dict(known.resting) == dict(fresh.resting)
    assert dict(known.ending) == dict(fresh.ending)
    assert dict(known.links_at) == dict(fresh.links_at)
    # Nothing is in gold that no decision rests on.
    assert set(spans) | {x.id for x in bench.links(layer="gold")} == {
        x for x in fresh.resting if x in fresh.spans or x in fresh.links
    }


@settings(max_examples=40, deadline=None)
@given(layers(), picks)
def test_any_decisions_in_any_order(
    work: tuple[dict[str, list[Mark]], dict[str, list[Relation]]], choices: list[tuple[int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, project(Path(folder), *work, texts=TEXTS) as bench:
        own = b"".join(bench.export_lines(layer="independent"))
        before = snapshot(bench)
        for number, which, who in choices:
            every = bench.review(kinds=EVERY, blind=number % 2 == 0, seed=who)
            if which % 7 == 6 or not every:
                bench.accept_agreed(POLICIES[number % 3])  # type: ignore[arg-type]
            else:
                decide(bench, every[number % len(every)], which, who)
            check(bench)
        for item in bench.review(state="undecided"):
            now = bench.review(records=[item.id])[0]
            decide(bench, now, choices[0][1], choices[0][2])
        check(bench)
        assert bench.review(state="undecided") == []
        total = bench.review_progress().total
        assert total.all == total.decided + total.deferred == len(bench.disagreements())
        for policy in POLICIES:
            bench.accept_agreed(policy)  # type: ignore[arg-type]
            again = bench.accept_agreed(policy)  # type: ignore[arg-type]
            assert (again.spans, again.links) == (0, 0)
        check(bench)
        after = snapshot(bench)
        undone = 0
        try:
            while True:
                bench.undo()
                undone += 1
        except NothingToUndo:
            pass
        check(bench)
        assert snapshot(bench) == before
        for _ in range(undone):
            bench.redo()
        check(bench)
        assert snapshot(bench) == after
        assert b"".join(bench.export_lines(layer="independent")) == own


@settings(max_examples=25, deadline=None)
@given(layers(), picks, picks)
def test_decisions_outlive_any_change_of_the_annotators(
    work: tuple[dict[str, list[Mark]], dict[str, list[Relation]]],
    choices: list[tuple[int, int, int]],
    edits: list[tuple[int, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as name, project(Path(name), *work, texts=TEXTS) as bench:
        folder = Path(name)
        for number, which, who in choices:
            if every := bench.review(kinds=EVERY):
                decide(bench, every[number % len(every)], which, who)
        gold = snapshot(bench)[:2]
        for number, which, who in edits:
            with open_bench(folder / "annotations.db", PEOPLE[who % 2]) as annotator:
                edit(annotator, PEOPLE[who % 2], number, which)
        assert snapshot(bench)[:2] == gold
        stale = [x for x in bench.queue(stale=True) if x.stale == "changed"]
        if choices[0][0] % 2:
            for entry in stale:
                assert bench.confirm(bench.look(entry)).stale != "changed"
        else:
            kept = bench.accept_agreed("stale")
            assert kept.spans + kept.links == len(stale)
        assert snapshot(bench)[:2] == gold
        assert all(x.stale != "changed" for x in bench.queue(stale=True))
        for _ in range(len(stale) if choices[0][0] % 2 else bool(stale)):
            bench.undo()
        assert len([x for x in bench.queue(stale=True) if x.stale == "changed"]) == len(stale)
        with bench.store.reader() as connection:
            every_decision = Gold(connection).decisions
        shown = {x.decision.record_id for x in bench.review(kinds=EVERY) if x.decision is not None}
        assert shown <= set(every_decision)
        for item in bench.review(kinds=EVERY):
            try:
                now = bench.review(records=[item.id])
                if now:
                    decide(bench, now[0], choices[0][1], choices[0][2])
            except ConflictError:
                raise AssertionError("nobody else was at work") from None
            check(bench)
        assert bench.review(state="undecided") == []
        assert all(x.stale != "changed" for x in bench.review())


def edit(bench: Workbench, who: str, number: int, which: int) -> None:
    spans = bench.spans(annotator=who, layer="independent")
    if not spans:
        return
    span = spans[number % len(spans)]
    try:
        match which % 4:
            case 0:
                bench.delete_span(span)
            case 1:
                bench.set_boundaries(span, span.start, span.end + 1 + which % 5)
            case 2:
                bench.relabel(span, LABELS[which % 3])
            case _:
                bench.tag(span.article_id, LABELS[which % 3], span.start + 1, span.end)
    except RuleError:
        pass
