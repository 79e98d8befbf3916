"""The registry: no clashes, no key that terminals do not deliver, every action is somewhere, remapping."""

from itertools import chain
from pathlib import Path

import pytest

from annotate.config import resolve
from annotate.errors import InputError
from annotate.scheme import DEFAULT, parse
from annotate.tui.actions import FORBIDDEN, PLACES, Action, actions, for_place
from annotate.tui.app import AnnotateApp
from annotate.tui.screens.agreement import AgreementScreen
from annotate.tui.screens.agreement_records import RecordsScreen
from annotate.tui.screens.annotate import AnnotateScreen
from annotate.tui.screens.choice import Choice
from annotate.tui.screens.finder import FinderScreen
from annotate.tui.screens.form import Form
from annotate.tui.screens.help import HelpScreen
from annotate.tui.screens.history import HistoryScreen
from annotate.tui.screens.library import LibraryScreen
from annotate.tui.screens.lint import LintScreen
from annotate.tui.screens.occurrences import OccurrencesScreen
from annotate.tui.screens.picker import Picker
from annotate.tui.screens.prompt import Prompt
from annotate.tui.screens.review import ReviewScreen
from annotate.tui.screens.review_edit import ReviewEdit
from annotate.tui.screens.statements import StatementsScreen
from tui.hand import at_work
from tui.samples import NESTED, config, quotes

REGISTRY = actions(DEFAULT)
OTHER = parse(
    {
        "labels": {
            "premise": {"key": "p"},
            "quotation": {"key": "Q", "colour": "yellow"},
            "link": {"key": "W"},
        }
    }
)


def named(name: str, place: str = "article") -> Action:
    return next(a for a in REGISTRY if a.id == name and a.place == place)


@pytest.mark.parametrize("place", PLACES)
def test_no_key_does_two_things_in_a_place(place: str) -> None:
    keys = [k for a in REGISTRY if a.place in (place, "everywhere") for k in a.keys]
    assert len(keys) == len(set(keys))


def test_no_key_is_one_that_terminals_or_tmux_keep() -> None:
    keys = set(chain.from_iterable(a.keys for a in REGISTRY))
    assert not keys & {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+a", "ctrl+b", "alt+enter", "shift+enter"}
    assert not [key for key in keys if key.startswith("alt+")]


def test_whatever_escape_does_another_key_does_too() -> None:
    boxes = (*Choice.BINDINGS, *Form.BINDINGS, *ReviewEdit.BINDINGS, *Picker.BINDINGS, *Prompt.BINDINGS)
    written = [tuple(binding[0].split(",")) for binding in boxes if isinstance(binding, tuple)]
    for keys in [*(action.keys for action in REGISTRY), *written]:
        assert "escape" not in keys or set(keys) - {"escape"}


def test_every_action_is_a_method_of_its_screen_or_the_app() -> None:
    screens: dict[str, list[type]] = {
        "article": [AnnotateScreen],
        "library": [LibraryScreen],
        "statements": [StatementsScreen],
        "cluster": [OccurrencesScreen],
        "list": [HelpScreen, HistoryScreen, FinderScreen],
        "lint": [LintScreen],
        "agreement": [AgreementScreen],
        "records": [RecordsScreen],
        "review": [ReviewScreen],
        "everywhere": [AnnotateApp],
    }
    for action in REGISTRY:
        for screen in screens[action.place]:
            assert callable(getattr(screen, f"action_{action.name}", None)), (action.name, screen)


def test_the_names_for_remapping_mean_one_thing_each_in_a_place() -> None:
    for place in PLACES:
        names = [a.id for a in for_place(REGISTRY, place)]
        assert len(names) == len(set(names))


def remapped(folder: Path, toml: str) -> tuple[Action, ...]:
    (folder / "annotate.toml").write_text(toml, "utf-8")
    settings = resolve(environment={}, folder=folder)
    return actions(settings.scheme, settings.keys)


def test_keys_of_annotate_toml_take_the_place_of_ours(tmp_path: Path) -> None:
    found = remapped(tmp_path, '[keys]\nclaim = "W, f5"\nprevious_sentence = ","\nnext_sentence = "f6,."')
    keys = {a.id: a.keys for a in found if a.place == "article"}
    assert keys["claim"] == ("W", "f5")
    assert keys["next_sentence"] == ("f6", ".")
    assert keys["previous_sentence"] == (",",)
    assert keys["rebuttal"] == ("r", "2")


@pytest.mark.parametrize(
    ("toml", "message", "hint"),
    [
        ('claim = "d"', "the key d is set for “claim” and for “delete”", "[keys]"),
        ('next_sentence = "comma"', "“next_sentence” and for “previous_sentence”", "[keys]"),
        ('palette = "q"', "“close” and for “palette”", "[keys]"),
        ('fly = "x"', "unknown actions: fly", "?"),
        ('claim = "ctrl+b"', "ctrl+b cannot be a key", "claim"),
        ('cancel = "Ctrl+H"', "ctrl+h cannot be a key", "cancel"),
    ],
)
def test_clashes_unknown_names_and_undelivered_keys_are_refused(
    tmp_path: Path, toml: str, message: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        remapped(tmp_path, f"[keys]\n{toml}")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint


def test_a_key_freed_by_one_action_can_be_given_to_another(tmp_path: Path) -> None:
    found = remapped(tmp_path, '[keys]\ndelete = ""\nclaim = "d"')
    keys = {a.id: a.keys for a in found if a.place == "article"}
    assert (keys["delete"], keys["claim"]) == ((), ("d",))


def test_labels_of_another_scheme_get_their_keys() -> None:
    tags = [a for a in actions(OTHER) if a.name == "tag"]
    assert [(a.argument, a.keys) for a in tags] == [
        ("premise", ("p", "1")),
        ("quotation", ("Q", "2")),
        ("link", ("W", "3")),
    ]


def test_a_label_on_a_key_in_use_is_refused_with_both_names() -> None:
    with pytest.raises(InputError, match="the key d is set for “denial” and for “delete”"):
        actions(parse({"labels": {"denial": {"key": "d"}}}))


def test_forbidden_keys_are_those_of_the_design() -> None:
    assert set(FORBIDDEN) >= {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+a", "ctrl+b", "alt+enter", "shift+enter"}


async def test_remapped_keys_work_and_the_old_ones_do_not(database: Path) -> None:
    settings = config(database, keys={"claim": "W,f5", "delete": "", "theme": "X"})
    async with at_work(settings, "mixed") as hand:
        await hand.press("c", "d")
        assert quotes(hand.bench, "mixed") == []
        assert hand.on_screen("W claim")
        await hand.press("W", says="claim")
        assert len(quotes(hand.bench, "mixed")) == 1
        await hand.press("t")
        assert hand.on_screen("rebuttal")
        await hand.press("escape", "X")
        assert hand.app.tones.name == "light"


async def test_labels_named_like_actions_tag_and_are_shown_with_their_own_keys(database: Path) -> None:
    async with at_work(config(database, scheme=OTHER), "mixed", size=(160, 30)) as hand:
        assert hand.on_screen("p premise", "Q quotation", "W link")
        await hand.press("Q", says="quotation: “")
        assert [label for label, _ in quotes(hand.bench, "mixed")] == ["quotation"]
        await hand.press("t", "p")
        await hand.until(lambda: [x for x, _ in quotes(hand.bench, "mixed")] == ["premise"])


async def test_a_relabel_box_takes_the_keys_that_labels_have_now(database: Path) -> None:
    async with at_work(config(database, keys={"rebuttal": "W"}), "ferry") as hand:
        await hand.go(NESTED)
        await hand.press("]", "[", "t", "W")
        await hand.until(lambda: [x for x, _ in quotes(hand.bench, "ferry")].count("rebuttal") == 2)
