"""What typing finds: statements and spans."""

from annotate.workbench.bench import Workbench
from annotate.workbench.finding import alike, ranked

TEXTS = [
    "The report is full of lies",
    "Global Times said the visit was unfettered",
    "lies, all of it",
    "of lies it is full",
]


def test_only_texts_with_every_typed_word_are_found_the_phrase_first() -> None:
    assert ranked("full of lies", TEXTS) == [0, 3]
    assert ranked("lies", TEXTS) == [0, 2, 3]
    assert ranked("LIES full", TEXTS) == [0, 3]
    assert ranked("nothing", TEXTS) == []


def test_slips_of_the_finger_are_forgiven_in_longer_texts_only() -> None:
    assert alike("visit was unfetered", TEXTS)[:1] == [1]
    assert alike("lyes", TEXTS) == []


def test_statements_are_the_sentences_of_the_body_in_place(project: Workbench) -> None:
    found = project.statements()
    assert found
    for statement in found:
        text = project.text(statement.article_id)
        assert text[statement.start : statement.end] == statement.text
    assert project.statements() == found


def test_a_line_marked_as_junk_has_no_statements(project: Workbench) -> None:
    statement = project.statements()[-1]
    (article,) = [a for a in project.articles() if a.id == statement.article_id]
    line = project.text(article.id).count("\n", 0, statement.start)
    project.set_line_role(article.id, article.version, {line: "junk"})
    assert statement not in project.statements()
