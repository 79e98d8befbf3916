import time

import pytest
from hypothesis import given

from annotate.text.roles import line_roles
from text.samples import BODY, PARAGRAPH, article, awkward_texts


def roles(*lines: str) -> list[str]:
    found = line_roles(article(*lines))
    return [str(found.get(number, "body")) for number in range(len(lines))]


def test_a_header_is_told_apart_from_the_body() -> None:
    lines = [
        "Published: 09:15, March 3, 2021 | Updated: 10:40, March 3, 2021",
        "Orchard council keeps fence",
        "By Ada Marlow in Bern and Tom Reed at the United Villages",
        "Survey had ‘no merit’, stems from ‘old quarrels’ of the valley",
        "Villagers walk along the fence in Lower Orchard, May 3, 2020. (PHOTO / VALLEY)",
        *BODY,
        "Contact the writers at marlow@example.com",
    ]
    assert roles(*lines) == ["dateline", "title", "byline", "deck", "caption", *["body"] * 3, "junk"]


def test_navigation_above_the_title_is_junk_with_what_stands_between_its_buttons() -> None:
    lines = [
        "Advertisement",
        "Fences in the valley",
        "Get more with myVALLEY",
        "Learn more",
        "The gate comes at a bad time for the council as it prepares to vote. Photo: AP Photo",
        "Council’s new fence expected to strain relations between the villages",
        "  • The mayor has rejected the survey, which said the fence ‘may be unlawful’",
        "  • The mayor has blamed ‘outsiders’ for the findings",
        *BODY,
    ]
    assert roles(*lines) == [*["junk"] * 4, "caption", "title", "deck", "deck", *["body"] * 3]


def test_sections_captions_and_the_outlet_at_the_end_have_roles() -> None:
    lines = [
        "VALLEY / SOCIETY",
        "Council keeps the old fence after all",
        "Ada Marlow Photo: VCG",
        "",
        "Ada Marlow Photo: VCG",
    ]
    assert roles(*lines, *BODY, "Valley Times") == [
        "junk",
        "title",
        "caption",
        "body",
        "caption",
        *["body"] * 3,
        "junk",
    ]


def test_video_timecodes_take_their_headlines_along() -> None:
    twice = "Leaked maps describe the fence of the valley"
    assert roles(*BODY, "03:47", twice, twice, *BODY) == [*["body"] * 3, *["junk"] * 3, *["body"] * 3]


def test_headlines_between_paragraphs_and_the_comment_count_are_junk() -> None:
    lines = [BODY[0], "Survey finds it ‘reasonable’ to move the fence", BODY[1], BODY[2], "261"]
    assert roles(*lines) == ["body", "junk", "body", "body", "junk"]


def test_related_headlines_at_the_end_are_junk() -> None:
    lines = ["Related articles", "Fence falls in the next valley", "Mayor resigns over survey"]
    assert roles(*BODY, *lines) == [*["body"] * 3, *["junk"] * 3]


@pytest.mark.parametrize(
    "lines",
    [
        BODY,
        ("Bern: The council on Friday said it would keep the fence, whatever the survey had found.", *BODY),
        ("BERN (Reuters) - The council on Friday said it would keep the fence in the valley.", *BODY),
        ("One headline line",),
        ("The fence stood long", "Beside the sea", "And nobody came", "To look at me"),
        (BODY[0], "By Tuesday the fence had gone.", BODY[1]),
        (
            BODY[0],
            "The council gave its reasons:",
            "It is old and well loved",
            "It is cheap to keep",
            BODY[1],
        ),
        (BODY[0], "“A short answer without a stop”", BODY[1]),
        (
            *BODY,
            "And then the council, after a long night, said the fence would be moved to the other side of",
        ),
    ],
)
def test_an_article_of_nothing_but_body_gets_no_roles(lines: tuple[str, ...]) -> None:
    assert line_roles(article(*lines)) == {}


def test_a_plain_essay_has_only_a_title() -> None:
    assert roles("On Silence", "", *BODY) == ["title", "body", *["body"] * 3]


def test_a_question_can_be_a_title() -> None:
    assert roles("Who moved the fence?", *BODY) == ["title", *["body"] * 3]


def test_a_chinese_article_has_a_title_and_a_date() -> None:
    body = (
        "果园委员会星期二表示，将保留多年来分开两个村庄的旧围栏。许多村民不满，认为没有人征求过他们的意见。"
    )
    assert roles("果园委员会决定保留旧围栏", "2022年9月13日 10:30", "来源：果园日报", body) == [
        "title",
        "dateline",
        "junk",
        "body",
    ]


def test_lines_of_a_hard_wrapped_paragraph_are_body() -> None:
    lines = [
        "The old fence stays",
        "By Ada Marlow",
        "",
        "The orchard council said on Tuesday that it would keep the old",
        "fence, which had divided the two villages for years, and that the",
        "survey of last spring would be repeated in the presence of both",
        "mayors before anything is moved.",
        "",
        "Residents of both villages gathered at the gate on Sunday and",
        "argued about the survey until late, while the council met.",
    ]
    assert roles(*lines) == ["title", "byline", *["body"] * 8]


@given(awkward_texts)
def test_roles_are_given_to_lines_that_exist(text: str) -> None:
    lines = text.split("\n")
    assert all(lines[number].strip() for number in line_roles(text))


def test_a_big_text_is_looked_at_quickly() -> None:
    text = "\n".join([PARAGRAPH.strip()] * 30_000)
    begun = time.perf_counter()
    assert line_roles(text) == {}
    assert time.perf_counter() - begun < 1.5  # measured: 80 ms
