"""Tagging in few keys, changing, deleting, and undoing all of it."""

import itertools
from pathlib import Path

from tui.hand import Hand, at_work
from tui.samples import CLAIM, FERRY, NESTED, OVERLAPPING, SPEAKER, article, quotes


async def test_a_sentence_is_tagged_in_two_keys(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press(".")
        await hand.press("c", says="claim: “The new fares")
        wanted = ("claim", "The new fares are plainly unlawful and invalid, the union repeated")
        assert wanted in quotes(hand.bench, "union")
        assert hand.bench.history(limit=1)[0].changes >= 1


async def test_a_quotation_is_tagged_in_two_keys(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press('"', "r")
        await hand.press('"', "2", says="The fares are fair")
        found = quotes(hand.bench, "ferry")
        assert ("rebuttal", "No rule was broken") in found
        assert ("rebuttal", "The fares are fair") in found


async def test_a_quotation_in_chinese_is_tagged_without_its_marks(database: Path) -> None:
    async with at_work(database, "mixed") as hand:
        await hand.go("公司昨天說")
        await hand.press('"', "r", says="票價無效")
        assert quotes(hand.bench, "mixed") == [("rebuttal", "票價無效")]


async def test_keys_typed_before_the_edit_is_committed_lose_nothing(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.pilot.press(".", "c", ".", "r", "u")
        await hand.until(lambda: "undone" in hand.status)
        assert [quote[:9] for _, quote in quotes(hand.bench, "union")] == ["The new f", "Ms Moreau"]


async def test_grow_and_shrink_choose_what_is_tagged(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.go("unlawful")
        for _ in range(4):
            await hand.press("-")
        assert hand.unit == "unlawful"
        seen = [hand.unit]
        for _ in range(3):
            await hand.press("space")
            seen.append(hand.unit)
        assert all(a in b for a, b in itertools.pairwise(seen))
        await hand.press("-", "a", says="attribution: “")
        assert ("attribution", seen[-2]) in quotes(hand.bench, "ferry")


async def test_a_unit_s_edges_are_moved_by_words_before_it_is_tagged(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.go("It will be heard")
        await hand.press("0", "9", "9", "(", "c", says="will be heard in")
        assert ("claim", "will be heard in") in quotes(hand.bench, "union")
        await hand.go("Nobody at")
        await hand.press("'", "c", says="claim")
        assert ("claim", "Nobody at the company has answered.") in quotes(hand.bench, "union")


async def test_the_same_tag_twice_is_refused_in_words(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("c", says="claim")
        await hand.press("c", says="tagged claim already")
        assert len(quotes(hand.bench, "union")) == 2


async def test_nudging_a_span_keeps_its_links_and_is_one_step(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        before = hand.bench.links()
        steps = len(hand.bench.history())
        await hand.press("]")
        assert hand.unit == CLAIM
        await hand.press("0")
        await hand.until(lambda: ("claim", CLAIM.removesuffix(" void")) in quotes(hand.bench, "ferry"))
        assert hand.bench.links() == before
        assert len(hand.bench.history()) == steps + 1
        await hand.press("u", says="undone: boundaries")
        assert ("claim", CLAIM) in quotes(hand.bench, "ferry")
        assert hand.bench.links() == before


async def test_boundaries_are_edited_freely_and_kept_with_enter(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        before = hand.bench.links()
        await hand.press("]", "E")
        assert "enter keeps" in hand.status
        await hand.press("left", "left", "o", "w")
        assert quotes(hand.bench, "ferry")[0] == ("claim", CLAIM)
        await hand.press("enter")
        await hand.until(lambda: ("claim", CLAIM[4:-2]) in quotes(hand.bench, "ferry"))
        assert hand.unit == CLAIM[4:-2]
        assert hand.bench.links() == before
        await hand.press("u", says="undone")
        assert ("claim", CLAIM) in quotes(hand.bench, "ferry")


async def test_boundaries_may_be_nudged_and_grown_while_they_are_edited(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", "E")
        assert hand.unit == NESTED
        await hand.press("0", "left", "enter")
        await hand.until(lambda: ("claim", "unlawful an") in quotes(hand.bench, "ferry"))
        await hand.press("E", "space", "space", "enter")
        wanted = FERRY[FERRY.index("The new") : FERRY.index(" Two")].rstrip(".")
        await hand.until(lambda: ("claim", wanted) in quotes(hand.bench, "ferry"))


async def test_leaving_the_boundaries_leaves_them_for_good(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        before = quotes(hand.bench, "ferry")
        for leave in ("escape", "ctrl+g", "v", '"', "]"):
            await hand.press("g", "]", "E", "left", leave)
            await hand.go("Two councils")
            assert "enter keeps" not in hand.status
            await hand.press("c", says="claim: “Two councils agreed")
            await hand.press("u", says="undone")
            assert quotes(hand.bench, "ferry") == before


async def test_a_span_is_relabelled_by_t_and_the_label_s_key(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", "t")
        assert hand.on_screen("claim becomes", "rebuttal", "attribution")
        await hand.press("r")
        await hand.until(lambda: ("rebuttal", NESTED) in quotes(hand.bench, "ferry"))
        await hand.press("t", "escape")
        await hand.press("t", "down", "enter")
        await hand.until(lambda: ("attribution", NESTED) in quotes(hand.bench, "ferry"))


async def test_a_relabel_that_a_link_forbids_says_so(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "t", "a")
        await hand.until(lambda: hand.app.screen is hand.work)
        await hand.until(lambda: "could not keep its link “attributes”" in hand.status)
        assert ("claim", CLAIM) in quotes(hand.bench, "ferry")


async def test_undo_of_a_deletion_brings_back_the_links(database: Path) -> None:
    async with at_work(database, "ferry", size=(160, 40)) as hand:
        await hand.press("]")
        assert hand.on_screen("attributed by", "rebutted by", "This span")
        await hand.press("d", says="2 links")
        assert ("claim", CLAIM) not in quotes(hand.bench, "ferry")
        assert hand.bench.links() == []
        assert not hand.on_screen("attributed by")
        await hand.press("u", says="undone: delete")
        assert ("claim", CLAIM) in quotes(hand.bench, "ferry")
        assert len(hand.bench.links()) == 2
        await hand.press("U", says="done again")
        assert hand.bench.links() == []
        await hand.press("u", "ctrl+r", "u", says="undone")
        assert len(hand.bench.links()) == 2


async def test_nothing_left_to_undo_is_said(database: Path) -> None:
    async with at_work(database, "union") as hand:
        await hand.press("c", "u", "U", "u", says="undone")
        await hand.press("u", says="nothing")
        assert next(quote for label, quote in quotes(hand.bench, "union")).startswith("Ms")


def attribute(hand: Hand, name: str, words: str) -> str | None:
    span = next(s for s in hand.bench.spans([article("ferry")]) if s.quote == words)
    value = getattr(span.attributes, name)
    assert value is None or isinstance(value, str)
    return value


async def test_a_speaker_is_typed_into_the_attributes(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", "e")
        await hand.type("Ines Moreau")
        await hand.press("enter")
        await hand.until(lambda: attribute(hand, "speaker", NESTED) == "Ines Moreau")
        await hand.until(lambda: "by Ines Moreau" in hand.status)
        await hand.press("e", "ctrl+u", "down", "d", "i", "r", "right", "enter")
        await hand.until(lambda: attribute(hand, "mode", NESTED) == "direct")
        assert attribute(hand, "speaker", NESTED) is None
        await hand.press("e", "x", "escape")
        assert attribute(hand, "speaker", NESTED) is None


async def test_speakers_in_use_are_offered(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "]", "]")
        assert hand.unit == OVERLAPPING
        await hand.press("e")
        await hand.type("The u")
        await hand.until(lambda: hand.on_screen("the union") or hand.on_screen("The union"))
        await hand.press("right", "enter")
        await hand.until(lambda: attribute(hand, "speaker", OVERLAPPING) == "the union")


async def test_a_note_is_written_with_i(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        await hand.press("]", "i")
        await hand.type("check this?")
        await hand.press("enter")
        await hand.until(lambda: attribute(hand, "note", CLAIM) == "check this?")
        await hand.until(lambda: "check this?" in hand.status)


async def test_edits_without_a_span_say_what_to_do(database: Path) -> None:
    async with at_work(database, "union") as hand:
        for key in ("d", "t", "e", "i", "E"):
            await hand.press(key, says="no span here")
            await hand.press(".", ",")
        for key, said in (("L", "tag it first"), ("m", "tag it first"), ("=", "no link"), ("D", "no link")):
            await hand.press(key, says=said)


async def test_overlapping_spans_are_walked_and_told(database: Path) -> None:
    async with at_work(database, "ferry") as hand:
        seen = []
        for _ in range(4):
            await hand.press("]")
            seen.append(hand.unit)
        assert seen == [CLAIM, NESTED, OVERLAPPING, SPEAKER]
        await hand.press("]", says="last span")
        await hand.press("[", "[")
        assert hand.unit == NESTED
        assert "2 spans here" in hand.status
        await hand.press("[", "[", says="first span")


async def test_the_panel_s_details_follow_the_caret_off_a_span(database: Path) -> None:
    async with at_work(database, "ferry", size=(160, 40)) as hand:
        await hand.press("]")
        assert hand.on_screen("This span", "attributed by")
        await hand.press('"')
        assert hand.on_screen("No span here")
        assert not hand.on_screen("attributed by")
