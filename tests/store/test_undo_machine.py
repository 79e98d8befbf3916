"""Undo and redo against two plain stacks of snapshots a person, with reopening in between."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from annotate.errors import NothingToUndo, RuleError
from annotate.model import Attributes, StateName
from annotate.workbench.bench import Workbench
from helpers import COUNCIL, MILL, import_texts, open_bench

PEOPLE = ("kim", "lou")
LABELS = ("claim", "rebuttal", "attribution")
people = st.sampled_from(PEOPLE)
picks = st.integers(0, 1000)
Snapshot = tuple[Any, ...]


class UndoMachine(RuleBasedStateMachine):
    """Every edit pushes what stood before; undo and redo must bring exactly that back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.benches: dict[str, Workbench] = {}
        self.undo_stack: dict[str, list[Snapshot]] = {who: [] for who in PEOPLE}
        self.redo_stack: dict[str, list[Snapshot]] = {who: [] for who in PEOPLE}
        self.now: dict[str, Snapshot] = {}

    @initialize()
    def begin(self) -> None:
        self.open()
        texts = {"mill.txt": MILL, "council.txt": COUNCIL}
        self.ids = import_texts(self.benches["kim"], self.folder, texts)
        self.now = {who: self.look(who) for who in PEOPLE}

    def open(self) -> None:
        self.benches = {who: open_bench(self.folder / "annotations.db", who) for who in PEOPLE}

    def teardown(self) -> None:
        for bench in self.benches.values():
            bench.close()
        shutil.rmtree(self.folder)

    def look(self, who: str) -> Snapshot:
        bench = self.benches[who]
        known = bench.annotators()
        if who not in known:
            return ((), (), ())
        spans = [
            (s.id, s.article_id, s.label, s.start, s.end, s.quote, s.attributes, s.fragments, s.created_at)
            for s in bench.spans(annotator=who)
        ]
        links = [(x.id, x.type, x.source_id, x.target_id, x.note) for x in bench.links(annotator=who)]
        states = [(s.article_id, s.state) for s in bench.states() if s.annotator == who]
        return (tuple(spans), tuple(links), tuple(states))

    def edited(self, who: str) -> None:
        """Push if something changed: an edit that changes nothing is no step."""
        after = self.look(who)
        if after != self.now[who]:
            self.undo_stack[who].append(self.now[who])
            self.redo_stack[who].clear()
            self.now[who] = after

    @rule(
        who=people,
        label=st.sampled_from(LABELS),
        which=picks,
        start=st.integers(0, 90),
        size=st.integers(1, 9),
    )
    def tag(self, who: str, label: str, which: int, start: int, size: int) -> None:
        try:
            self.benches[who].tag(self.ids[which % 2], label, start, start + size)
        except RuleError:
            assert self.look(who) == self.now[who]
        self.edited(who)

    @rule(who=people, which=picks, label=st.sampled_from(LABELS))
    def relabel(self, who: str, which: int, label: str) -> None:
        if spans := self.spans(who):
            try:
                self.benches[who].relabel(spans[which % len(spans)], label)
            except RuleError:
                assert self.look(who) == self.now[who]
            self.edited(who)

    @rule(who=people, which=picks, start=st.integers(0, 90), size=st.integers(1, 9))
    def move_edges(self, who: str, which: int, start: int, size: int) -> None:
        if spans := self.spans(who):
            try:
                self.benches[who].set_boundaries(spans[which % len(spans)], start, start + size)
            except RuleError:
                assert self.look(who) == self.now[who]
            self.edited(who)

    @rule(who=people, which=picks, note=st.sampled_from([None, "", "why", "她說"]))
    def annotate(self, who: str, which: int, note: str | None) -> None:
        if spans := self.spans(who):
            self.benches[who].set_attributes(spans[which % len(spans)], Attributes(note=note))
            self.edited(who)

    @rule(who=people, which=picks)
    def delete(self, who: str, which: int) -> None:
        if spans := self.spans(who):
            self.benches[who].delete_span(spans[which % len(spans)])
            self.edited(who)

    @rule(who=people, one=picks, other=picks, kind=st.sampled_from(["rebuts", "attributes", "same_as"]))
    def link(self, who: str, one: int, other: int, kind: str) -> None:
        if spans := self.spans(who):
            source, target = spans[one % len(spans)], spans[other % len(spans)]
            try:
                self.benches[who].link(kind, source, target)
            except RuleError:
                assert self.look(who) == self.now[who]
            self.edited(who)

    @rule(who=people, which=picks)
    def unlink(self, who: str, which: int) -> None:
        if links := [x for x in self.benches[who].links() if x.annotator == who]:
            self.benches[who].unlink(links[which % len(links)])
            self.edited(who)

    @rule(who=people, which=picks, state=st.sampled_from(["open", "in_progress", "done"]))
    def set_state(self, who: str, which: int, state: StateName) -> None:
        self.benches[who].set_state(self.ids[which % 2], state)
        self.edited(who)

    @rule(who=people)
    def undo(self, who: str) -> None:
        try:
            self.benches[who].undo()
        except NothingToUndo:
            assert not self.undo_stack[who]
            return
        self.redo_stack[who].append(self.now[who])
        self.now[who] = self.undo_stack[who].pop()

    @rule(who=people)
    def redo(self, who: str) -> None:
        try:
            self.benches[who].redo()
        except NothingToUndo:
            assert not self.redo_stack[who]
            return
        self.undo_stack[who].append(self.now[who])
        self.now[who] = self.redo_stack[who].pop()

    @rule()
    def reopen(self) -> None:
        for bench in self.benches.values():
            bench.close()
        self.open()

    @invariant()
    def everybody_sees_what_the_stacks_say(self) -> None:
        for who, expected in self.now.items():
            assert self.look(who) == expected

    def spans(self, who: str) -> list[Any]:
        return [s for s in self.benches[who].spans() if s.annotator == who]


UndoMachine.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestUndoMachine = UndoMachine.TestCase
