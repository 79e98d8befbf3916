"""Suggestions at the moment of tagging: shown, accepted, rejected, adjusted, opened; the speaker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from annotate.tui.screens.form import Form
from helpers import import_texts, open_bench
from tui.hand import Hand, at_work
from workbench.test_suggesting import ASKED, POSTED, TEXTS

WIDE, NARROW = (160, 45), (80, 24)


@pytest.fixture
def levy(tmp_path: Path) -> Path:
    database = tmp_path / "levy.db"
    with open_bench(database) as bench:
        import_texts(bench, tmp_path, TEXTS)
    return database


@asynccontextmanager
async def at_ledger(database: Path, size: tuple[int, int]) -> AsyncIterator[Hand]:
    """At the article whose claim the others repeat."""
    with open_bench(database) as bench:
        article = next(a for a in bench.articles() if a.meta.source_file == "ledger.txt")
        bench.bookmark(article.id, 0)
    async with at_work(database, size=size) as hand:
        await hand.opened()
        yield hand


async def tagged(hand: Hand) -> None:
    await hand.press('"', "c", says="claim: ")
    await hand.settled()


def texts(hand: Hand) -> list[str]:
    return [each.text for each in hand.annotate.suggestions.rows.suggestions]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_quotation_with_its_speaker_and_an_accepted_link_takes_four_keys(
    levy: Path, size: tuple[int, int]
) -> None:
    async with at_ledger(levy, size) as hand:
        await hand.press('"', "c", "a")
        await hand.until(lambda: "by Ines Moreau" in hand.status)
        await hand.settled()
        assert hand.annotate.suggesting
        await hand.press("enter", says="same as “")
        links = hand.bench.links()
        assert sorted(link.type for link in links) == ["attributes", "same_as"]
        spans = {span.quote: span for span in hand.bench.spans()}
        assert spans[ASKED].attributes.speaker == "Ines Moreau"
        assert spans[POSTED].label == "claim"
        assert hand.unit == ASKED


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_is_like_it_is_shown_with_score_source_and_differing_words(
    levy: Path, size: tuple[int, int]
) -> None:
    async with at_ledger(levy, size) as hand:
        await tagged(hand)
        assert hand.on_screen(
            "Like this", "1 of", "same as", "untagged → claim", "Board defends the levy", "words "
        )
        row = next(strip for strip in hand.strips() if "wholly" in strip.text and "▸" not in strip.text)
        marked = [s.text for s in row if s.style is not None and s.style.underline]
        assert "wholly" in " ".join(marked)
        assert "unlawful" not in " ".join(marked)


async def test_below_the_article_they_come_after_a_tag_and_go_with_escape_and_s(levy: Path) -> None:
    async with at_ledger(levy, NARROW) as hand:
        await tagged(hand)
        panel = hand.annotate.suggestions
        assert panel.display
        await hand.press("escape")
        assert not panel.display
        assert not hand.annotate.suggesting
        await hand.press("enter", says="s shows the suggestions")
        assert hand.bench.links() == []
        await hand.press("s")
        assert panel.display
        await hand.press("s")
        assert not panel.display
        await hand.press(".", ",", "]")
        await hand.settled()
        assert "like it elsewhere, s shows them" in hand.status


async def test_accepting_one_after_the_other_and_taking_them_back(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        first = texts(hand)
        assert first[0] == POSTED
        await hand.press("enter", says=POSTED[:20])
        await hand.settled()
        assert texts(hand)[0] == first[1]
        await hand.press("enter", says=first[1][:20])
        await hand.settled()
        assert len(hand.bench.links()) == 2
        await hand.press("u", "u")
        await hand.settled()
        assert hand.bench.links() == []
        assert texts(hand) == first


async def test_rejecting_is_for_good_until_it_is_undone(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        await hand.press("x", says="not suggested again")
        await hand.settled()
        assert POSTED not in texts(hand)
        await hand.press(".", "[")
        await hand.settled()
        assert POSTED not in texts(hand)
        await hand.press("u")
        await hand.settled()
        assert POSTED in texts(hand)


async def test_another_one_is_picked_and_turned(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        opposite = texts(hand).index("the levy is lawful and valid")
        await hand.press(*["J"] * opposite)
        picked = hand.annotate.suggestions.picked
        assert picked is not None
        assert hand.on_screen("rebutted by", "opposite?")
        await hand.press("y")
        picked = hand.annotate.suggestions.picked
        assert picked is not None
        assert picked.relation == "same_as"
        await hand.press("y", "K", "J", "enter", says="rebutted by")
        assert [link.type for link in hand.bench.links()] == ["rebuts"]


async def test_boundaries_are_adjusted_in_the_other_article_and_then_accepted(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        article = hand.annotate.article_id
        await hand.press("e", says="enter accepts")
        assert hand.annotate.article_id != article
        assert hand.unit == POSTED
        await hand.press("o", "w", "w", "w", says="enter accepts")
        await hand.press("enter", says="same as")
        await hand.settled()
        assert hand.annotate.article_id == article
        assert hand.unit == ASKED
        far = next(span for span in hand.bench.spans() if span.article_id != article)
        assert POSTED.endswith(far.quote)
        assert far.quote != POSTED


async def test_leaving_the_adjusting_comes_back_and_changes_nothing(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        article = hand.annotate.article_id
        await hand.press("e", says="enter accepts")
        await hand.press("escape")
        await hand.until(lambda: hand.annotate.article_id == article)
        await hand.settled()
        assert hand.unit == ASKED
        assert hand.bench.links() == []
        assert POSTED in texts(hand)


async def test_the_place_is_opened_and_backspace_comes_back(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        article = hand.annotate.article_id
        await hand.press("+")
        await hand.until(lambda: hand.annotate.article_id != article)
        assert hand.unit == POSTED
        await hand.press("backspace")
        await hand.until(lambda: hand.annotate.article_id == article)


async def test_another_speaker_is_proposed_and_the_number_tags_elsewhere(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        assert hand.view.proposal is not None
        start, end = hand.view.proposal
        assert hand.view.article_text[start:end] == "Ines Moreau said"
        await hand.press("A")
        await hand.press(".", "a", says="attribution: “")
        assert "attributes" not in [link.type for link in hand.bench.links()]


async def test_attributes_stay_within_reach(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        await hand.press("i")
        assert isinstance(hand.app.screen, Form)
        await hand.press("escape", "s", "e")
        assert isinstance(hand.app.screen, Form)


async def test_keys_without_a_suggestion_say_so(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        for key in ("enter", "x", "y", "+"):
            await hand.press(key, says="nothing is suggested here")
        await hand.press("J", says="no suggestions here")
        await hand.press("A", says="nobody is proposed")


async def test_a_speaker_in_use_is_completed_by_any_word_of_the_name(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        await hand.press("a", says="by Ines Moreau")
        await hand.press(".", ".", "c", says="claim: ")
        await hand.settled()
        await hand.press("i", *["up"] * 6)
        await hand.type("mor")
        assert hand.on_screen("takes “Ines Moreau”")
        await hand.press("right", "enter")
        await hand.until(lambda: "by Ines Moreau" in hand.status)


async def test_keys_typed_ahead_of_the_suggestions_wait_for_them(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await hand.pilot.press('"', "c", "enter")
        await hand.until(lambda: len(hand.bench.links()) == 1)
        await hand.settled()
        assert POSTED not in texts(hand)
        await hand.pilot.press("u", "u", '"', "r", "x")
        await hand.until(lambda: "not suggested again" in hand.status)


async def test_coming_back_from_a_place_is_coming_back_to_the_span(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        article = hand.annotate.article_id
        await hand.press("+")
        await hand.until(lambda: hand.annotate.article_id != article)
        await hand.press("backspace")
        await hand.until(lambda: hand.annotate.article_id == article)
        await hand.settled()
        assert hand.unit == ASKED
        await hand.press("a", says="by Ines Moreau")


async def test_a_larger_unit_than_the_span_is_tagged_and_not_taken_for_its_speaker(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        await hand.press(".", ",")
        await hand.settled()
        assert not hand.on_screen("by Ines Moreau")
        await hand.press("a", says="attribution: “")


async def test_the_suggestion_that_was_picked_stays_picked_and_turned(levy: Path) -> None:
    async with at_ledger(levy, WIDE) as hand:
        await tagged(hand)
        await hand.press("J", "y")
        picked = hand.annotate.suggestions.picked
        assert picked is not None
        await hand.press("i")
        await hand.type("mind")
        await hand.press("enter")
        await hand.settled()
        assert hand.annotate.suggestions.picked == picked
