import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.dates import find_dates
from annotate.text.metadata import Proposal, propose
from text.samples import BODY, article, awkward_texts


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Sept 13, 2022", "2022-09-13"),
        ("13 September 2022", "2022-09-13"),
        ("September 13th, 2022", "2022-09-13"),
        ("2022-09-13", "2022-09-13"),
        ("2022-09-13T12:20:00Z", "2022-09-13T12:20"),
        ("12:20, September 13, 2022", "2022-09-13T12:20"),
        ("Jul 28, 2022 07:44 PM", "2022-07-28T19:44"),
        ("July 3, 2022 at 12:05 a.m.", "2022-07-03T00:05"),
        ("July 2022", "2022-07"),
        ("2022年9月13日 10:30", "2022-09-13T10:30"),
        ("13. März 2022, 10:30 Uhr", "2022-03-13T10:30"),
        ("1er juillet 2022", "2022-07-01"),
        ("13 de septiembre de 2022", "2022-09-13"),
        ("13/04/2022", "2022-04-13"),
        ("04/13/2022", "2022-04-13"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(line: str, iso: str) -> None:
    assert [date.iso for date in find_dates(line)] == [iso]


@pytest.mark.parametrize(
    "line",
    ["03/04/2022", "September 13", "31 February 2022", "May 45, 2022", "12:20", "in 2022", "2022-13-01"],
)
def test_what_is_ambiguous_or_impossible_is_no_date(line: str) -> None:
    assert find_dates(line) == []


def test_a_full_header_is_read() -> None:
    text = article(
        "Published: 09:15, March 3, 2021 | Updated: 10:40, March 4, 2021",
        "Orchard council keeps fence",
        "By Ada Marlow in Bern and Tom Reed at the United Villages",
        *BODY,
        "Valley Times",
        "12 comments",
    )
    assert propose(text) == Proposal(
        title="Orchard council keeps fence",
        outlet="Valley Times",
        published="2021-03-03T09:15",
        updated="2021-03-04T10:40",
        byline="Ada Marlow and Tom Reed",
        language="en",
    )


@pytest.mark.parametrize(
    "text",
    [
        article(*BODY),
        article("Bern: The council met on September 3, 2021 and kept the fence as it was before.", *BODY),
        article(*BODY, "Villagers at the gate. Photo: AP"),
        article(*BODY, "Contact the writers at ada@valleytimes.example"),
    ],
)
def test_what_the_text_does_not_say_is_unknown(text: str) -> None:
    assert propose(text) == Proposal(language="en")


def test_the_outlet_is_taken_where_it_is_named_plainly() -> None:
    assert propose(article("Council keeps its old fence | The Bern Post", *BODY)).outlet == "The Bern Post"
    assert (
        propose(article("Council keeps its old fence | The Bern Post", *BODY)).title
        == "Council keeps its old fence"
    )
    by = propose(article("Council keeps its old fence", "By Ada Marlow, The Bern Post", *BODY))
    assert (by.byline, by.outlet) == ("Ada Marlow", "The Bern Post")


def test_an_updated_date_is_not_the_publication_date() -> None:
    found = propose(article("Council keeps its old fence", "Updated March 3, 2021", *BODY))
    assert (found.published, found.updated) == (None, "2021-03-03")


def test_an_ambiguous_date_line_is_recognised_but_not_read() -> None:
    assert propose(article("Council keeps its old fence", "Published 03/04/2022", *BODY)).published is None


def test_an_address_on_a_line_of_its_own_is_the_url() -> None:
    assert (
        propose(article("https://example.org/fence", "Council keeps its old fence", *BODY)).url
        == "https://example.org/fence"
    )


def test_given_roles_overrule() -> None:
    text = article("Council keeps its old fence", *BODY)
    assert propose(text, {}).title is None
    assert propose(text, {1: "title"}).title == BODY[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY[0], "en"),
        (
            "Der Gemeinderat hat am Dienstag beschlossen, dass der alte Zaun nicht versetzt wird und bleibt.",
            "de",
        ),
        (
            "Le conseil a décidé que la clôture des deux villages ne serait pas déplacée par les habitants.",
            "fr",
        ),
        (
            "El consejo decidió que la cerca de los dos pueblos no se moverá por ahora, según los vecinos.",
            "es",
        ),
        ("果园委员会星期二表示，将保留多年来分开两个村庄的旧围栏。", "zh"),
        ("قال مجلس البستان يوم الثلاثاء إنه سيبقي على السياج القديم الذي قسم القريتين.", "ar"),
        ("Жители деревни собрались у ворот и сказали, что это был не их забор.", "ru"),
        ("果樹園の委員会は火曜日、古い柵を残すと述べた。", None),
        (
            "O conselho decidiu que a cerca das duas aldeias não será movida por enquanto.",
            None,
        ),
        ("Мешканці села зібралися біля воріт і сперечалися до ночі про їхній паркан.", None),
        ("Lorem ipsum dolor", None),
    ],
)
def test_a_language_is_named_only_when_it_is_clear(text: str, language: str | None) -> None:
    assert propose(text).language == language


@given(awkward_texts | st.text())
def test_any_text_gets_a_proposal(text: str) -> None:
    assert propose(text).title != ""
