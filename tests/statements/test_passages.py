"""Which stretches of a text are statements."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.statements.passages import MOST_WORDS, passages
from helpers import COUNCIL, MILL

PIECES = st.sampled_from(
    ["The dam is safe. ", "“It is cracked,” she said. ", "\n\n", "Photo: the dam\n", "公司說票價合法。", "…",
     "\n", "He said that the levy, which is void, stays. ", "1. ", "“", "”", "👩‍🔧 "]
)  # fmt: skip


def quotes(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in passages(text)[1]]


def test_sentences_quotations_and_clauses_are_statements_once_each() -> None:
    found = quotes(MILL)
    assert ("quotation", "Nothing has left our mill") in found
    assert ("clause", "The river has run blue since April") in found
    assert ("sentence", "Two divers found no pipe 👩‍🔧 at the weir") in found
    assert len({quote for _, quote in found}) == len(found)


def test_what_is_outside_the_body_is_none_and_roles_by_hand_rule() -> None:
    assert not any("The Harbour Post" in quote for _, quote in quotes(MILL))
    line = MILL[: MILL.index("Two divers")].count("\n")
    by_hand = [MILL[p.start : p.end] for p in passages(MILL, {line: "caption"})[1]]
    assert not any("divers" in quote for quote in by_hand)


def test_cues_names_and_times_are_none() -> None:
    found = [quote for _, quote in quotes("In May, she said, the dam was found to be cracked.")]
    assert "In May" not in found
    assert "she said" not in found
    many = [quote for _, quote in quotes("It hit the mill, the Office of the Chief Inspector, and the weir.")]
    assert "the Office of the Chief Inspector" not in many


def test_a_script_without_spaces_has_statements() -> None:
    assert any("河水是藍色的" in quote for _, quote in quotes(COUNCIL))


def test_a_text_without_stops_is_cut() -> None:
    text = "word " * 1000
    found = passages(text)[1]
    assert all(p.last - p.first < MOST_WORDS for p in found)
    assert sum(p.last - p.first + 1 for p in found) == 1000


@given(st.lists(PIECES, max_size=20))
def test_places_words_and_order_agree(pieces: list[str]) -> None:
    text = "".join(pieces)
    folded, found = passages(text)
    assert found == sorted(found, key=lambda p: (p.start, -p.end))
    for p in found:
        assert 0 <= p.start < p.end <= len(text)
        assert p.start <= folded.places[p.first][0]
        assert folded.places[p.last][1] <= p.end
        assert p.first == 0 or folded.places[p.first - 1][0] < p.start
        assert p.last + 1 == len(folded.places) or folded.places[p.last + 1][0] >= p.end
