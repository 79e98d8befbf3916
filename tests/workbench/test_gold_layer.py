"""The gold layer worked on by hand: opened, changed by any adjudicator, apart from everybody's own layer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.config import Config
from annotate.errors import AnnotateError, ConflictError, RuleError
from annotate.model import Attributes, Layer, Span
from annotate.workbench.bench import Workbench
from annotate.workbench.first_look import first_look
from helpers import fresh, import_texts, link, open_bench, place, tag
from workbench.review_cases import CLOSED, LATE, NO_BOAT, NOBODY, gold_spans, project

CLERK = "two late boats"
DENIAL = "no boat was late in May"
DAILY = "The ferry is late every day"
SHUT = "The bridge is closed"


def on_gold(database: Path, who: str = "mia") -> Workbench:
    return Workbench.open(Config(database, who, layer="gold"))


@pytest.fixture
def agreed(tmp_path: Path) -> Path:
    """A project whose two annotators have the same, all of it taken into gold by lea."""
    marks = [LATE, NO_BOAT, CLOSED, NOBODY]
    links = [(1, "rebuts", 0)]
    with project(tmp_path, {"ana": marks, "ben": marks}, {"ana": links, "ben": links}) as bench:
        bench.accept_agreed()
        return bench.store.path


@pytest.fixture
def gold(agreed: Path, tmp_path: Path) -> Iterator[Workbench]:
    """That gold alone, exported and taken into an empty database, open for mia."""
    exported = tmp_path / "gold.jsonl"
    with open_bench(agreed, "lea") as bench:
        bench.export(exported, layer="gold")
    with on_gold(tmp_path / "fresh" / "annotations.db") as bench:
        (report,) = bench.import_paths([exported])
        assert report.error is None
        yield bench


@pytest.fixture(autouse=True)
def _a_folder_for_it(tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()


def golden(bench: Workbench, words: str) -> Span:
    (found,) = [x for x in bench.spans(layer="gold") if x.quote == words]
    return found


def exported(bench: Workbench, layer: Layer) -> bytes:
    return b"".join(bench.export_lines(layer=layer))


def actions(bench: Workbench) -> list[str]:
    return [x.action for x in bench.history() if x.kind == "edit"]


# --- reading -----------------------------------------------------------------------------------------


def test_imported_gold_opens_with_its_spans_and_links(gold: Workbench) -> None:
    opened = gold.open_article(golden(gold, DAILY).article_id)
    assert [(x.label, x.quote, x.annotator) for x in opened.spans] == [
        ("claim", DAILY, "lea"),
        ("rebuttal", DENIAL, "lea"),
    ]
    assert [x.type for x in opened.links] == ["rebuts"]
    glance = first_look(gold.config, opened.article.id)
    assert glance is not None
    assert [x.id for x in glance.spans] == [x.id for x in opened.spans]


def test_counts_are_those_of_gold_while_it_is_open(gold: Workbench) -> None:
    tag(gold, "claim", CLERK)
    assert sorted((x.span_count, x.link_count) for x in gold.articles()) == [(2, 0), (3, 1)]
    gold.work_on("independent")
    assert {(x.span_count, x.link_count) for x in gold.articles()} == {(0, 0)}
    assert gold.layer_spans() == []


def test_an_article_known_of_one_layer_is_read_anew_for_the_other(agreed: Path) -> None:
    with open_bench(agreed, "ana") as bench:
        own = bench.open_article(place(bench, DAILY)[0])
        bench.work_on("gold")
        now = bench.open_article(own.article.id, own)
        assert now == bench.open_article(own.article.id)
        assert not {x.id for x in now.spans} & {x.id for x in own.spans}
        assert {x.layer for x in now.links} == {"gold"}


def test_what_another_adjudicator_does_is_noticed(gold: Workbench) -> None:
    opened = gold.open_article(golden(gold, DAILY).article_id)
    with on_gold(gold.store.path, "noa") as noa:
        tag(noa, "claim", CLERK)
    assert gold.newest_step() > opened.newest_step
    now = gold.open_article(opened.article.id, opened)
    assert [x.annotator for x in now.spans if x.quote == CLERK] == ["noa"]
    gold.work_on("independent")
    assert gold.open_article(opened.article.id).newest_step == gold.newest_step() == 1


# --- changing ----------------------------------------------------------------------------------------


def test_every_edit_is_made_on_another_adjudicators_gold_and_taken_back(gold: Workbench) -> None:
    before = exported(gold, "gold")
    daily, denial, shut = golden(gold, DAILY), golden(gold, DENIAL), golden(gold, SHUT)
    clerk = tag(gold, "rebuttal", CLERK)
    assert (clerk.layer, clerk.annotator) == ("gold", "mia")
    gold.relabel(clerk, "claim")
    gold.set_boundaries(daily, daily.start + 4, daily.end)
    gold.set_attributes(fresh(gold, daily), Attributes(speaker="the baker"))
    across = link(gold, "rebuts", denial, shut)
    assert (across.layer, across.annotator) == ("gold", "mia")
    gold.unlink(next(x for x in gold.links() if x.target_id == daily.id))
    assert gold.delete_span(shut) == 1
    assert sorted(gold_spans(gold)) == [
        ("claim", "ferry is late every day"),
        ("claim", CLERK),
        ("rebuttal", "Nobody closed the bridge"),
        ("rebuttal", DENIAL),
    ]
    assert len(actions(gold)) == 7
    assert all(x.startswith("gold: ") for x in actions(gold))
    after = exported(gold, "gold")
    for _ in range(7):
        gold.undo()
    assert exported(gold, "gold") == before
    for _ in range(7):
        gold.redo()
    assert exported(gold, "gold") == after


def test_a_row_keeps_its_adjudicator_whoever_changes_it(gold: Workbench) -> None:
    gold.relabel(golden(gold, "Nobody closed the bridge"), "claim")
    assert golden(gold, "Nobody closed the bridge").annotator == "lea"
    assert gold.history(limit=1)[0].annotator == "mia"


def test_gold_has_nothing_twice_whoever_made_it(gold: Workbench) -> None:
    with pytest.raises(RuleError, match="tagged claim already"):
        tag(gold, "claim", DAILY)
    with pytest.raises(RuleError, match="linked as “rebuts” already"):
        link(gold, "rebuts", golden(gold, DENIAL), golden(gold, DAILY))
    with pytest.raises(RuleError, match="tagged claim already"):
        gold.set_boundaries(tag(gold, "claim", "ferry is late every day"), *place(gold, DAILY)[1:])


def test_what_another_adjudicator_changed_since_is_not_overwritten(gold: Workbench) -> None:
    stale = golden(gold, SHUT)
    gold.set_attributes(stale, Attributes(note="mine"))
    with on_gold(gold.store.path, "noa") as noa:
        noa.set_attributes(golden(noa, SHUT), Attributes(note="theirs"))
        with pytest.raises(ConflictError, match="changed elsewhere"):
            gold.delete_span(stale)
        with pytest.raises(ConflictError, match="noa changed the same span"):
            gold.undo()
        noa.undo()
    gold.undo()
    assert golden(gold, SHUT).attributes.note is None


def test_nothing_comes_back_to_gold_beside_what_is_equal_to_it(gold: Workbench) -> None:
    gold.delete_span(golden(gold, SHUT))
    with on_gold(gold.store.path, "noa") as noa:
        tag(noa, "claim", SHUT)
        with pytest.raises(ConflictError, match="gold has the same span by now") as refused:
            gold.undo()
        assert refused.value.hint == "delete that one first"
        noa.undo()
    gold.undo()
    assert golden(gold, SHUT).label == "claim"


def test_gold_cannot_be_said_to_be_done(gold: Workbench) -> None:
    tag(gold, "claim", CLERK)
    with pytest.raises(RuleError, match="gold has no states"):
        gold.set_state(gold.articles()[0].id, "done")
    assert gold.states() == []


# --- beside the annotators' own layers ---------------------------------------------------------------


def test_work_on_gold_leaves_the_independent_layers_alone(agreed: Path) -> None:
    with open_bench(agreed, "ana") as bench:
        own, states = exported(bench, "independent"), bench.states()
        figures, records = bench.agreement(intervals=False), bench.disagreements()
        opened = bench.open_article(place(bench, DAILY)[0])
        bench.work_on("gold")
        gold_before = gold_spans(bench)
        clerk = tag(bench, "claim", CLERK)
        link(bench, "rebuts", golden(bench, DENIAL), clerk)
        bench.delete_span(golden(bench, SHUT))
        assert gold_spans(bench) != gold_before
        bench.work_on("independent")
        assert exported(bench, "independent") == own
        assert bench.states() == states
        now = bench.open_article(opened.article.id)
        assert (now.spans, now.links) == (opened.spans, opened.links)
        assert bench.disagreements() == records
        assert bench.agreement(intervals=False) == figures


def test_the_export_of_either_layer_has_what_was_made_on_it(agreed: Path, tmp_path: Path) -> None:
    with open_bench(agreed, "ana") as bench:
        tag(bench, "claim", "The harbour master denied it")
        bench.work_on("gold")
        tag(bench, "claim", CLERK)
        bench.export(tmp_path / "both.jsonl")
        found = {x.quote: x.layer for x in bench.spans() if x.annotator == "ana"}
        assert found[CLERK] == "gold"
        assert found["The harbour master denied it"] == "independent"
        own, of_gold = exported(bench, "independent"), exported(bench, "gold")
    with open_bench(tmp_path / "fresh" / "annotations.db", "ana") as again:
        again.import_paths([tmp_path / "both.jsonl"])
        assert exported(again, "independent") == own
        assert exported(again, "gold") == of_gold


def test_neither_layer_lets_edits_touch_the_other(agreed: Path) -> None:
    with open_bench(agreed, "ana") as bench:
        mine = next(x for x in bench.layer_spans() if x.quote == SHUT)
        made = golden(bench, SHUT)
        gold_link = next(x for x in bench.links() if x.layer == "gold")
        with on_gold(agreed, "ana") as over:
            for open_one, foreign in ((bench, made), (over, mine)):
                before = exported(bench, "independent"), exported(bench, "gold")
                with pytest.raises(RuleError, match="this span is of"):
                    open_one.relabel(foreign, "rebuttal")
                with pytest.raises(RuleError, match="this span is of"):
                    open_one.set_boundaries(foreign, foreign.start + 4, foreign.end)
                with pytest.raises(RuleError, match="this span is of"):
                    open_one.delete_span(foreign)
                with pytest.raises(RuleError, match="one layer"):
                    open_one.tag_and_link(*_rebutting(open_one), foreign.id)
                assert (exported(bench, "independent"), exported(bench, "gold")) == before
            with pytest.raises(RuleError, match="this link is of the gold layer"):
                bench.unlink(gold_link)
            with pytest.raises(RuleError, match="this link is of the gold layer"):
                bench.link("rebuts", golden(bench, DENIAL), made)
            theirs = next(x for x in bench.spans(annotator="ben") if x.quote == SHUT)
            with pytest.raises(RuleError, match="another annotator's"):
                over.delete_span(theirs)


def _rebutting(bench: Workbench) -> tuple[str, str, int, int, str]:
    article_id, start, end = place(bench, "the guild of masons answered")
    return article_id, "rebuttal", start, end, "rebuts"


# --- suggestions, statements, speakers, lint ---------------------------------------------------------

LEDGER = """Levy is void, dock workers say

“The harbour levy is plainly unlawful and void,” Ines Moreau said on Monday. The board met in private.
"""
POST = """Board defends the levy

Ms Moreau repeated that the harbour levy was wholly unlawful and void. Nobody at the board would answer.
"""
ASKED = "The harbour levy is plainly unlawful and void"
POSTED = "the harbour levy was wholly unlawful and void"


@pytest.fixture
def levy(database: Path, tmp_path: Path) -> Iterator[Workbench]:
    with on_gold(database) as bench:
        import_texts(bench, tmp_path, {"ledger.txt": LEDGER, "post.txt": POST})
        yield bench


def test_suggestions_lead_to_gold_and_are_accepted_into_it(levy: Workbench) -> None:
    levy.work_on("independent")
    own = tag(levy, "claim", ASKED)
    tag(levy, "claim", POSTED)
    levy.work_on("gold")
    asked = tag(levy, "claim", ASKED)
    found = next(x for x in levy.suggestions(asked) if x.text == POSTED)
    assert found.span is None
    far = levy.accept(asked, found)
    assert levy.spans_by_id([far])[far].layer == "gold"
    assert [x.layer for x in levy.links()] == ["gold"]
    assert POSTED not in [x.text for x in levy.suggestions(asked)]
    levy.work_on("independent")
    assert POSTED in [x.text for x in levy.suggestions(own)]


def test_what_was_accepted_in_ones_own_layer_is_still_suggested_for_gold(levy: Workbench) -> None:
    levy.work_on("independent")
    own = tag(levy, "claim", ASKED)
    levy.accept(own, next(x for x in levy.suggestions(own) if x.text == POSTED))
    levy.work_on("gold")
    asked = tag(levy, "claim", ASKED)
    levy.reject(asked, next(x for x in levy.suggestions(asked) if x.text == POSTED))
    assert POSTED not in [x.text for x in levy.suggestions(asked)]
    assert not actions(levy)[0].startswith("gold: ")


def test_statements_show_the_tags_of_gold_and_accept_into_it(levy: Workbench) -> None:
    (cluster,) = levy.clusters()
    done = levy.accept_all(cluster, "claim")
    assert (done.tagged, done.linked) == (len(cluster.members), len(cluster.members) - 1)
    (cluster,) = levy.clusters()
    assert {x.span and x.span.layer for x in cluster.members} == {"gold"}
    assert {x.layer for x in levy.links()} == {"gold"}
    assert levy.split_cluster(cluster, cluster.members[:1]).unlinked >= 1
    levy.undo()
    levy.work_on("independent")
    (cluster,) = levy.clusters()
    assert {x.span for x in cluster.members} == {None}
    assert levy.states() == []


def test_a_proposed_speaker_is_taken_into_gold(levy: Workbench) -> None:
    asked = tag(levy, "claim", ASKED)
    frame = levy.take_speaker(asked, levy.speakers_of(asked)[0])
    assert levy.spans_by_id([frame])[frame].layer == "gold"
    assert fresh(levy, asked).attributes.speaker == "Ines Moreau"


def test_lint_looks_at_gold_and_at_articles_that_have_some(levy: Workbench, tmp_path: Path) -> None:
    levy.work_on("independent")
    tag(levy, "rebuttal", "Nobody at the board would answer")
    levy.work_on("gold")
    assert levy.lint(rules=["counters-nothing", "untagged-duplicate"]) == []
    tag(levy, "rebuttal", "The board met in private")
    tag(levy, "claim", ASKED)
    (copy,) = import_texts(levy, tmp_path, {"copy.txt": f"A copy\n\n{ASKED}, the paper says. It rained.\n"})
    assert [x.text for x in levy.lint(rules=["counters-nothing"])] == ["The board met in private"]
    assert levy.lint(rules=["untagged-duplicate"]) == []
    tag(levy, "claim", "It rained")
    assert [x.article_id for x in levy.lint(rules=["untagged-duplicate"])] == [copy]


# --- both layers, whatever is done -------------------------------------------------------------------

EDIT = st.tuples(
    st.sampled_from(["ana", "mia"]),
    st.sampled_from(["independent", "gold"]),
    st.sampled_from(["tag", "relabel", "move", "delete", "link", "unlink", "undo", "redo"]),
    st.integers(0, 7),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(EDIT, max_size=12))
def test_an_edit_changes_the_open_layer_only_and_is_read_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, Layer, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    marks = [LATE, NO_BOAT]
    with project(folder, {"ana": marks, "ben": marks}) as lea:
        lea.accept_agreed()
    benches = {who: open_bench(folder / "annotations.db", who) for who in ("ana", "mia")}
    try:
        article_id = place(benches["ana"], DAILY)[0]
        known = {who: bench.open_article(article_id) for who, bench in benches.items()}
        for who, layer, what, number in edits:
            bench = benches[who]
            bench.work_on(layer)
            other: Layer = "gold" if layer == "independent" else "independent"
            before = exported(bench, other)
            try:
                _do(bench, article_id, what, number)
            except AnnotateError:
                assert exported(bench, other) == before
            if what not in ("undo", "redo"):
                assert exported(bench, other) == before
            known[who] = bench.open_article(article_id, known[who])
            assert known[who] == bench.open_article(article_id)
            assert {x.layer for x in known[who].spans} | {x.layer for x in known[who].links} <= {layer}
            assert all(x.annotator == who for x in known[who].spans if layer == "independent")
    finally:
        for bench in benches.values():
            bench.close()
        shutil.rmtree(folder)


def _do(bench: Workbench, article_id: str, what: str, number: int) -> None:
    spans, links = bench.layer_spans(), [x for x in bench.links() if x.layer == bench.config.layer]
    span = spans[number % len(spans)] if spans else None
    if what == "tag":
        bench.tag(article_id, ("claim", "rebuttal")[number % 2], number, number + 9)
    elif what in ("undo", "redo"):
        bench.undo() if what == "undo" else bench.redo()
    elif what == "unlink" and links:
        bench.unlink(links[number % len(links)])
    elif span is not None and what == "relabel":
        bench.relabel(span, ("claim", "rebuttal", "attribution")[number % 3])
    elif span is not None and what == "move":
        bench.set_boundaries(span, span.start, span.end + number)
    elif span is not None and what == "delete":
        bench.delete_span(span)
    elif span is not None and what == "link":
        bench.link("rebuts", span, spans[-1 - number % len(spans)])
