"""Settings: flag over environment over annotate.toml over default."""

from pathlib import Path

import pytest

from annotate.config import resolve
from annotate.errors import InputError


def test_each_source_overrules_the_next(tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    assert resolve(environment={}, folder=inside).database == inside / "annotations.db"
    (tmp_path / "annotate.toml").write_text('db = "data/mine.db"\nannotator = "toml"\ntheme = "light"\n')
    config = resolve(environment={}, folder=inside)
    assert (config.database, config.annotator, config.theme) == (tmp_path / "data/mine.db", "toml", "light")
    environment = {"ANNOTATE_DB": "env.db", "ANNOTATE_ANNOTATOR": "env"}
    config = resolve(environment=environment, folder=inside)
    assert (config.database, config.annotator) == (Path("env.db"), "env")
    config = resolve("flag.db", "flag", environment=environment, folder=inside)
    assert (config.database, config.annotator) == (Path("flag.db"), "flag")


def test_without_any_name_the_login_is_used(tmp_path: Path) -> None:
    assert resolve(environment={}, folder=tmp_path).annotator


def test_links_of_the_scheme_can_be_switched(tmp_path: Path) -> None:
    (tmp_path / "annotate.toml").write_text("[links]\nsupports = true\n")
    scheme = resolve(environment={}, folder=tmp_path).scheme
    assert scheme.link_type("supports").enabled
    assert [x.name for x in scheme.fitting("claim", "claim", across=True)] == ["same_as", "supports"]


def test_keys_are_handed_on(tmp_path: Path) -> None:
    (tmp_path / "annotate.toml").write_text('[keys]\nundo = "z"\n')
    assert resolve(environment={}, folder=tmp_path).keys == {"undo": "z"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("db = ", "annotate.toml"),
        ("colour = 'blue'", "unknown settings: colour"),
        ("[keys]\nundo = 5", "must hold strings"),
        ("[links]\nsupports = 'yes'", "must hold true or false"),
        ("[links]\nmocks = true", "unknown types: mocks"),
        ("scheme = 'none.toml'", "not a scheme file"),
        ("annotator = ' '", "no name for an annotator"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "annotate.toml").write_text(content)
    with pytest.raises(InputError) as caught:
        resolve(environment={}, folder=tmp_path)
    assert said in caught.value.message
    assert caught.value.hint


def test_an_address_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is an address"):
        resolve("postgresql://host/name", environment={}, folder=tmp_path)


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "x" * 65, "\udce9"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no name for an annotator"):
        resolve(annotator=name, environment={}, folder=tmp_path)
