"""The scheme: what may link to what, and schemes of one's own."""

from pathlib import Path

import pytest

from annotate.errors import InputError, RuleError
from annotate.scheme import DEFAULT, load

OWN = """
name = "stance"
[labels.pro]
key = "p"
marks = "speaks for it"
[labels.con]
key = "q"
colour = "yellow"
[links.answers]
ends = [["con", "pro"], ["pro", "con"]]
across = false
[links.echoes]
ends = [["pro", "pro"]]
symmetric = true
"""


def test_the_types_that_fit_come_in_order_and_only_enabled_ones() -> None:
    def fitting(source: str, target: str, across: bool) -> list[str]:
        return [x.name for x in DEFAULT.fitting(source, target, across=across)]

    assert fitting("rebuttal", "claim", True) == ["rebuts"]
    assert fitting("rebuttal", "rebuttal", True) == ["rebuts", "same_as"]
    assert fitting("claim", "claim", False) == ["same_as"]
    assert fitting("attribution", "claim", False) == ["attributes"]
    assert fitting("attribution", "claim", True) == []
    assert fitting("claim", "attribution", False) == []


def test_a_forbidden_link_is_told_with_what_is_allowed() -> None:
    with pytest.raises(RuleError) as caught:
        DEFAULT.check_link("rebuts", "claim", "claim", across=False)
    assert "rebuttal → claim" in caught.value.hint


def test_a_scheme_of_ones_own_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text(OWN)
    scheme = load(path)
    assert [(x.name, x.key, x.colour) for x in scheme.labels] == [
        ("pro", "p", "blue"),
        ("con", "q", "yellow"),
    ]
    assert [x.name for x in scheme.fitting("con", "pro", across=False)] == ["answers"]
    assert scheme.fitting("con", "pro", across=True) == []
    assert scheme.link_type("echoes").symmetric


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('key = "p"', ""), "“key” is missing"),
        (('key = "q"', 'key = "p"'), "one-letter key"),
        (('key = "q"', 'key = "qq"'), "one-letter key"),
        (('"yellow"', '"beige"'), "unknown colour beige"),
        (('[["pro", "pro"]]', '[["pro", "contra"]]'), "unknown labels: contra"),
        (('[["pro", "pro"]]', '[["pro", "con"]]'), "symmetric"),
        (('name = "stance"', "name = "), "not a scheme file"),
    ],
)
def test_a_scheme_that_does_not_fit_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text(OWN.replace(*change))
    with pytest.raises(InputError) as caught:
        load(path)
    assert said in caught.value.message
    assert str(path) in caught.value.message
