"""The statements screen and the screen of one cluster, under a real hand."""

from pathlib import Path

import pytest
from rich.style import Style

from annotate.model import Place
from annotate.tui.cluster_rows import flowed, tail
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.library import LibraryScreen
from annotate.tui.screens.occurrences import OccurrencesScreen
from annotate.tui.screens.statements import StatementsScreen
from annotate.workbench.cluster_values import StatementCluster
from helpers import import_texts, open_bench
from tui.hand import Hand, at_work

MORE = {
    "letter.txt": """A reader writes

The new fares are quite unlawful and void, a reader wrote. The harbour office had been warned in April.
""",
    "sheet.txt": """What the sheet says

The sheet holds that the new fares are wholly unlawful and void. Ms Moreau called the complaint a stunt.
""",
}


@pytest.fixture
def collection(database: Path, tmp_path: Path) -> Path:
    """The three articles of the samples and two more that repeat what they say."""
    with open_bench(database) as bench:
        import_texts(bench, tmp_path, MORE)
    return database


def listing(hand: Hand) -> StatementsScreen:
    screen = hand.work
    assert isinstance(screen, StatementsScreen)
    return screen


def one(hand: Hand) -> OccurrencesScreen:
    screen = hand.work
    assert isinstance(screen, OccurrencesScreen)
    return screen


async def statements(hand: Hand) -> StatementsScreen:
    await hand.press("S")
    await hand.until(lambda: isinstance(hand.work, StatementsScreen) and listing(hand).loaded)
    await hand.pilot.pause()
    return listing(hand)


async def fares(hand: Hand) -> StatementCluster:
    """Highlight the cluster about the fares."""
    screen = await statements(hand)
    index = next(i for i, cluster in enumerate(screen.shown) if "unlawful" in cluster.text)
    screen.list.highlight(index)
    await hand.pilot.pause()
    return screen.shown[index]


async def opened(hand: Hand) -> OccurrencesScreen:
    """Open the cluster about the fares."""
    await fares(hand)
    await hand.press("enter")
    await hand.until(lambda: isinstance(hand.work, OccurrencesScreen) and one(hand).seen)
    await hand.pilot.pause()
    return one(hand)


def places(hand: Hand, word: str = "unlawful") -> set[Place]:
    """The places of the cluster with a word, as the database says."""
    return next((set(c.places) for c in hand.bench.clusters() if word in c.text), set())


async def test_every_cluster_has_a_row_and_the_highlighted_one_is_told(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        cluster = await fares(hand)
        assert hand.title.startswith("Statements")
        assert hand.on_screen(cluster.text, f"{cluster.articles}/{cluster.outlets}", "2031-06-02")
        assert hand.on_screen(f"{len(cluster.members)} places in {cluster.articles} articles")
        assert hand.on_screen("rebutted 1×")


async def test_orders_take_turns(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await statements(hand)
        spread = [c.articles for c in screen.shown]
        assert spread == sorted(spread, reverse=True)
        await hand.press("o", says="earliest first")
        dates = [c.first_published or "9" for c in screen.shown]
        assert dates == sorted(dates)
        await hand.press("o", says="untagged first")
        untagged = [c.untagged for c in screen.shown]
        assert untagged == sorted(untagged, reverse=True)
        await hand.press("o", says="widest first")


async def test_typing_narrows_the_list_and_escape_widens_it(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await statements(hand)
        every = len(screen.shown)
        await hand.press("/")
        await hand.type("stunt")
        await hand.until(lambda: len(screen.shown) == 1)
        await hand.press("enter")
        assert hand.title.startswith(f"Statements  1 of {every}")
        await hand.press("escape")
        assert len(screen.shown) == every
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.work, AnnotateScreen))


async def test_all_are_tagged_as_the_commonest_label_and_undo_takes_it_back(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        cluster = await fares(hand)
        assert cluster.label == "claim"
        before = len(hand.bench.spans())
        await hand.press("a", says=f"{cluster.untagged} tagged claim")
        assert len(hand.bench.spans()) == before + cluster.untagged
        assert listing(hand).picked() is not None
        await hand.press("a", says="linked already")
        await hand.press("u", says="undone")
        assert len(hand.bench.spans()) == before
        await hand.press("U", says="done again")
        assert len(hand.bench.spans()) == before + cluster.untagged


async def test_the_label_is_asked_for_where_nothing_is_tagged(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await statements(hand)
        index = next(i for i, c in enumerate(screen.shown) if c.label is None)
        screen.list.highlight(index)
        count = len(screen.shown[index].members)
        await hand.press("a")
        assert isinstance(hand.app.screen, Choice)
        assert [name for _, name, _ in hand.app.screen.options] == ["claim", "rebuttal"]
        await hand.press("escape")
        assert screen.shown[index].label is None
        await hand.press("a", "r", says=f"{count} tagged rebuttal")


async def test_a_rejected_cluster_leaves_the_list_until_undo(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        cluster = await fares(hand)
        count = len(listing(hand).shown)
        await hand.press("x", says="set apart")
        assert len(listing(hand).shown) == count - 1
        assert places(hand) == set()
        await hand.press("u", says="undone")
        assert places(hand) == set(cluster.places)
        assert len(listing(hand).shown) == count


async def test_a_marked_cluster_is_merged_with_another(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        cluster = await fares(hand)
        screen = listing(hand)
        await hand.press("m", says="marked")
        assert "◆" in hand.title
        other = next(c for c in screen.shown if c.place != cluster.place)
        screen.list.highlight(screen.shown.index(other))
        await hand.press("m", says="merged")
        assert {*cluster.places, *other.places} in [set(c.places) for c in hand.bench.clusters()]
        await hand.press("u", says="undone")
        assert places(hand) == set(cluster.places)


async def test_the_mark_can_be_let_go(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        await fares(hand)
        await hand.press("m", says="marked")
        await hand.press("M", says="nothing is marked")
        await hand.press("m", says="marked")
        await hand.press("m", says="nothing is marked")
        await hand.press("m", "escape", says="nothing is marked")
        assert isinstance(hand.work, StatementsScreen)


async def test_a_cluster_shows_each_place_in_its_text(collection: Path) -> None:
    async with at_work(collection, "ferry", size=(130, 30)) as hand:
        screen = await opened(hand)
        assert len(screen.seen) == len(screen.cluster.members)
        rows = hand.lines()[2 : 2 + len(screen.seen)]
        for member, row in zip(screen.cluster.members, rows, strict=True):
            assert member.text[:40] in row
            assert member.source[:12] in row
        columns = {row.index(m.text[:40]) for m, row in zip(screen.cluster.members, rows, strict=True)}
        assert len(columns) == 1
        assert hand.on_screen("the islanders’ union said on Monday")


async def test_a_place_opens_in_its_article_and_backspace_comes_back(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await opened(hand)
        await hand.press("j")
        member = screen.cluster.members[1]
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.work, AnnotateScreen))
        await hand.until(lambda: hand.annotate.article_id == member.place.article_id)
        await hand.until(lambda: hand.cursor.start <= member.place.start < hand.cursor.end)
        await hand.press("backspace")
        await hand.until(lambda: isinstance(hand.work, OccurrencesScreen) and one(hand).seen)
        await hand.until(lambda: one(hand).list.index == 1)
        await hand.press("q")
        assert isinstance(hand.work, StatementsScreen)
        await hand.press("q")
        assert isinstance(hand.work, AnnotateScreen)


async def test_a_place_opens_from_the_library_too(collection: Path) -> None:
    async with at_work(collection, screen="library") as hand:
        await hand.until(lambda: hand.library.loaded)
        await opened(hand)
        await hand.press("enter")
        await hand.opened()
        await hand.press("S")
        await hand.until(lambda: isinstance(hand.work, StatementsScreen))
        await hand.press("q", "q")
        await hand.until(lambda: isinstance(hand.work, LibraryScreen))


async def test_this_place_or_the_marked_ones_are_split_off(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await opened(hand)
        before = set(screen.cluster.places)
        off = next(m for m in screen.cluster.members if m.place != screen.cluster.place)
        screen.list.highlight(screen.cluster.members.index(off))
        await hand.press("s", says="split off")
        assert set(screen.cluster.places) == before - {off.place}
        await hand.press("u", says="undone")
        assert set(screen.cluster.places) == before
        screen.list.highlight(0)
        await hand.press("space", "space", says="2 marked")
        marked = set(screen.marked)
        await hand.press("s", says="2 places")
        assert not marked & set(screen.cluster.places) or not (before - marked) & set(screen.cluster.places)
        await hand.press("u", says="undone")
        assert set(screen.cluster.places) == before


async def test_a_cluster_that_is_rejected_is_left_and_the_list_tells(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        await opened(hand)
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.work, StatementsScreen))
        await hand.until(lambda: "set apart" in hand.status)
        assert places(hand) == set()


async def test_the_tree_shows_how_the_wording_changed(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await opened(hand)
        await hand.press("v", says="each after the earlier one")
        assert hand.on_screen("Variants", "└─ ")
        assert sum(len(branch.members) for branch in screen.branches) == len(screen.cluster.members)
        await hand.press("G", "v")
        await hand.until(lambda: not screen.as_tree and hand.on_screen("Statement"))


async def test_next_and_previous_walk_through_the_clusters(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        screen = await statements(hand)
        await hand.press("g", "enter")
        await hand.until(lambda: isinstance(hand.work, OccurrencesScreen) and one(hand).seen)
        first = one(hand).cluster
        await hand.press("]")
        await hand.until(lambda: one(hand).cluster == screen.shown[1])
        await hand.press("[")
        await hand.until(lambda: one(hand).cluster == first)
        await hand.press("[", says="first cluster")


async def test_with_nothing_said_twice_the_screen_says_so(tmp_path: Path) -> None:
    database = tmp_path / "annotations.db"
    with open_bench(database) as bench:
        import_texts(bench, tmp_path, {"note.txt": "A note\n\nSwans were seen at the weir.\n"})
    async with at_work(database, screen="library") as hand:
        await hand.until(lambda: hand.library.loaded)
        await statements(hand)
        await hand.until(lambda: "nothing is said twice" in hand.status)
        await hand.press("a", "x", "m", "enter", "o")
        assert isinstance(hand.work, StatementsScreen)


async def test_leaving_at_once_does_not_wait_for_the_clusters(collection: Path) -> None:
    async with at_work(collection, screen="library") as hand:
        await hand.until(lambda: hand.library.loaded)
        await hand.press("S", "q")
        await hand.until(lambda: isinstance(hand.work, LibraryScreen))


@pytest.mark.parametrize("size", [(80, 10), (30, 8), (80, 24), (160, 45)], ids=str)
async def test_both_screens_work_at_every_size(collection: Path, size: tuple[int, int]) -> None:
    async with at_work(collection, "ferry", size=size) as hand:
        await opened(hand)
        await hand.press("j", "v")
        await hand.until(lambda: one(hand).branches)
        await hand.press("v", "escape", "k", "f2", "f2")
        assert isinstance(hand.work, StatementsScreen)
        assert all(len(strip) <= size[0] or not strip for strip in map(str.rstrip, hand.lines()))


async def test_without_colour_everything_is_still_told(
    collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(collection, "ferry") as hand:
        screen = await opened(hand)
        assert any(seen.differing for seen in screen.seen)
        styles = [s.style for strip in hand.strips() for s in strip if s.style]
        assert any(style.underline for style in styles)
        assert hand.on_screen(" c 2031", " · ")


async def test_edits_elsewhere_show_when_the_list_comes_back(collection: Path) -> None:
    async with at_work(collection, "ferry") as hand:
        cluster = await fares(hand)
        place = next(m.place for m in cluster.members if m.span is None)
        hand.bench.tag(place.article_id, "claim", place.start, place.end)
        await hand.press("q", "S")
        screen = listing(hand)
        await hand.until(
            lambda: any(cluster.place in c.places and c.untagged < cluster.untagged for c in screen.shown)
        )


def test_texts_flow_into_rows_and_are_cut_in_the_last() -> None:
    rows = flowed([("one two three ", Style()), ("four five", Style(bold=True))], 10, 2)
    assert ["".join(text for text, _ in row) for row in rows] == ["one two", "three …"]
    assert flowed([("", Style())], 10, 3) == [[]]


def test_the_tail_of_a_text_keeps_whole_characters() -> None:
    assert tail("the ferry", 5) == "ferry"
    assert tail("票價無效", 5) == "無效"
    assert tail("abc", 0) == ""
