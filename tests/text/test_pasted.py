"""Roles and metadata of invented articles in the manner of many kinds of outlet, and of the samples."""

import json
from pathlib import Path

import pytest

from annotate.text.metadata import propose
from annotate.text.roles import line_roles
from text.pasted import Pasted, pasted_articles, wrong_metadata, wrong_roles
from text.samples import BODY, article

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = [found for table in ("first", "second", "third", "fourth") for found in pasted_articles(table)]
META = [
    json.loads(line)["meta"] for line in (SEEDS / "annotations" / "ana.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("pasted", ARTICLES, ids=lambda pasted: pasted.name)
def test_each_line_has_its_role(pasted: Pasted) -> None:
    assert wrong_roles(pasted) == []


@pytest.mark.parametrize("pasted", ARTICLES, ids=lambda pasted: pasted.name)
def test_metadata_are_what_the_article_says_and_nothing_else(pasted: Pasted) -> None:
    assert wrong_metadata(pasted) == []


@pytest.mark.parametrize("meta", META, ids=lambda meta: meta["source_file"])
def test_samples_have_the_metadata_that_an_attentive_person_fills_in(meta: dict[str, str | None]) -> None:
    proposal = propose((SEEDS / str(meta["source_file"])).read_text("utf-8"))
    for key in ("title", "outlet", "published", "updated", "byline", "language"):
        assert (getattr(proposal, key) or "").casefold() == (meta[key] or "").casefold(), key


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday",
        "By Monday Morning",
        "Photo: none",
        "He kept one picture: The Fence",
        "Subscribe to nothing, he said, and you will be free of newsletters",
        "Follow me, she wrote on Facebook, and you will see the fence",
        "Get out of my house now, he wrote in an email",
        "Like us, they had an account with the bank",
        "“Sign up for our newsletter,” it said on the gate of the mayor",
        "All rights reserved, he said, and went to bed",
        "© and other signs",
        "Copyright law",
        "Read more books",
        "Related: the gate",
        "Watch: the gate falls.",
        "Credit: the bank gave none",
        "Reporting by night",
        "Share the burden",
        "Follow the money",
        "Comments",
        "Home",
        "2021",
        "March 3, 2021",
        "The Guardian",
        "Ada Marlow",
        "* * *",
    ],
)
def test_a_short_line_between_paragraphs_stays_body(line: str) -> None:
    text = article("Council keeps its old fence after all", BODY[0], BODY[1], line, BODY[2], BODY[0])
    assert line_roles(text) == {0: "title"}


def test_an_unknown_wire_slug_is_an_outlet_only_with_the_wires_own_credit() -> None:
    body = ("BERN (Fenceline) – The orchard council said on Tuesday that it would keep the old fence.", *BODY)
    assert propose(article(*body)).outlet is None
    credited = propose(article(*body, "(Reporting by Ada Marlow in Bern; editing by Tom Reed)"))
    assert (credited.outlet, credited.byline) == ("Fenceline", "Ada Marlow")


def test_a_photographers_rights_do_not_make_an_outlet() -> None:
    assert propose(article("Council keeps its old fence", *BODY, "© 2021 Lou Starr")).outlet is None


def test_a_sentence_broken_over_lines_is_no_headline_even_where_the_width_is_uneven() -> None:
    wrapped = (
        "The survey of the valley, which cost more than the fence itself,",
        "  is to be repeated in spring, in the presence of",
        "both mayors, and nobody has been asked what they think.",
    )
    text = article("Notes on the fence", *wrapped, *BODY, "Advertisement", *wrapped, *BODY)
    assert set(line_roles(text)) == {0, 7}


def test_a_long_list_below_the_title_is_the_bodys_own() -> None:
    items = [f"• the {number}th gate of the valley" for number in range(4, 14)]
    assert line_roles(article("Every gate of the valley, in order of age", *items, *BODY)) == {0: "title"}
