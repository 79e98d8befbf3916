"""What stands out from what, without colour too."""

from itertools import combinations

import pytest
from rich.style import Style

from annotate.scheme import COLOURS
from annotate.tui.palette import DARK, LIGHT, Depth, Palette, Tones

DEPTHS: tuple[Depth, ...] = ("full", "few", "none")
every_terminal = pytest.mark.parametrize(
    "palette",
    [Palette(tones, depth) for tones in (DARK, LIGHT) for depth in DEPTHS],
    ids=[f"{tones.name}-{depth}" for tones in (DARK, LIGHT) for depth in DEPTHS],
)


def form(style: Style) -> tuple[bool, bool, bool, bool]:
    """What is left of a style where there is no colour."""
    return bool(style.underline), bool(style.bold), bool(style.reverse), bool(style.dim)


def looks(style: Style) -> tuple[object, ...]:
    return (*form(style), style.color, style.bgcolor)


@every_terminal
def test_plain_text_a_span_a_nested_span_and_the_unit_all_look_different(palette: Palette) -> None:
    drawn = [
        palette.styled(()),
        palette.styled(("blue",)),
        palette.styled(("blue", "blue")),
        palette.styled((), unit=True),
        palette.styled(("blue",), unit=True),
        palette.styled(("blue", "blue"), unit=True),
    ]
    assert all(looks(a) != looks(b) for a, b in combinations(drawn, 2))


@every_terminal
def test_chosen_found_faint_and_caret_look_different_from_without(palette: Palette) -> None:
    for colours in ((), ("red",)):
        for unit in (False, True):
            plain = looks(palette.styled(colours, unit=unit))
            assert looks(palette.styled(colours, unit=unit, caret=True)) != plain
            assert looks(palette.styled(colours, unit=unit, found=True)) != plain
    assert looks(palette.styled(("red",), current=True)) != looks(palette.styled(("red",)))
    assert looks(palette.styled((), faint=True)) != looks(palette.styled(()))


@every_terminal
def test_a_unit_of_one_character_shows_under_the_caret(palette: Palette) -> None:
    alone = palette.styled((), unit=True, caret=True)
    assert looks(alone) != looks(palette.styled(()))


@every_terminal
def test_nesting_shows_without_colour(palette: Palette) -> None:
    for one in COLOURS:
        for other in COLOURS:
            assert form(palette.styled((one,))) != form(palette.styled((one, other)))


@pytest.mark.parametrize("tones", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("depth", ["full", "few"])
def test_every_label_has_a_look_of_its_own_where_there_is_colour(tones: Tones, depth: Depth) -> None:
    palette = Palette(tones, depth)
    for make in (palette.letter, lambda colour: palette.styled((colour,))):
        assert len({str(make(colour)) for colour in COLOURS}) == len(COLOURS)


@every_terminal
def test_letters_of_labels_stand_out(palette: Palette) -> None:
    assert all(palette.letter(colour).bold for colour in COLOURS)


@pytest.mark.parametrize("tones", [DARK, LIGHT], ids=["dark", "light"])
def test_no_color_means_none(tones: Tones) -> None:
    palette = Palette(tones, "none")
    styles = [palette.text, palette.faint, palette.accent, palette.hint, palette.bar]
    styles += [palette.ink(tone) for tone in ("text", "faint", "accent", "warn")]
    styles += [palette.letter(colour) for colour in COLOURS]
    styles += [palette.styled((colour,), unit=unit) for colour in COLOURS for unit in (False, True)]
    assert all(style.color is None and style.bgcolor is None for style in styles)


def contrast(style: Style) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    assert style.color is not None
    assert style.bgcolor is not None
    lights = []
    for colour in (style.color, style.bgcolor):
        channels = [value / 255 for value in colour.get_truecolor()]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("tones", [DARK, LIGHT], ids=["dark", "light"])
def test_text_can_be_read_on_every_ground(tones: Tones) -> None:
    palette = Palette(tones, "full")
    for first in COLOURS:
        for colours in ((), (first,), *((first, second) for second in COLOURS)):
            for unit in (False, True):
                for found in (False, True):
                    style = palette.styled(colours, unit=unit, found=found)
                    assert contrast(style) >= 4.5, (colours, unit, found)
    assert contrast(palette.styled((), faint=True)) >= 4.5
