"""Colours and text styles, for every kind of terminal; never colour alone.

On 256 colours and more a span is a tint under the text; on 16 colours and fewer, and under NO_COLOR,
it is underlined. Nesting adds an underline, the unit a brighter ground or reverse video.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style

Depth = Literal["full", "few", "none"]
"""How many colours there are: thousands, sixteen, none."""


@dataclass(frozen=True)
class Tones:
    """The colours of one theme."""

    name: str
    dark: bool
    ground: str
    panel: str
    line: str
    text: str
    faint: str
    accent: str
    unit: str
    found: str
    warn: str
    labels: dict[str, tuple[str, str]]
    """For each colour name: the tint under a span, and the ink of its letter."""


DARK = Tones(
    "dark", True,
    ground="#15171c", panel="#1b1e25", line="#2b303b", text="#d5d9e2", faint="#7b8494",
    accent="#e0b872", unit="#363d4d", found="#63531c", warn="#f0a08a",
    labels={
        "blue": ("#1d3b62", "#86b8ff"),
        "red": ("#5a2630", "#ff9c9c"),
        "green": ("#1c4833", "#83d9a6"),
        "magenta": ("#4a2a5e", "#d3a0f5"),
        "yellow": ("#54451a", "#f0d27a"),
        "cyan": ("#134a52", "#7fd7e2"),
    },
)  # fmt: skip

LIGHT = Tones(
    "light", False,
    ground="#fbfaf7", panel="#f1efe9", line="#d9d5ca", text="#23262d", faint="#6d717a",
    accent="#8a5a00", unit="#dcd8ca", found="#ffe08a", warn="#a8321f",
    labels={
        "blue": ("#d3e4ff", "#1b4f9c"),
        "red": ("#ffd9d6", "#a32020"),
        "green": ("#d0f0dc", "#146c3c"),
        "magenta": ("#efdcfa", "#73309c"),
        "yellow": ("#fbeeb5", "#775a00"),
        "cyan": ("#cdf0f3", "#0f6470"),
    },
)  # fmt: skip


class Palette:
    """Styles for painting, made once for each combination and kept."""

    def __init__(self, tones: Tones, depth: Depth) -> None:
        self.tones = tones
        self.depth = depth
        plain = depth != "full"
        self.text = Style() if plain else Style(color=tones.text, bgcolor=tones.ground)
        self.faint = Style(dim=True) if plain else Style(color=tones.faint, bgcolor=tones.ground)
        self.accent = (
            Style(bold=True) if plain else Style(color=tones.accent, bgcolor=tones.ground, bold=True)
        )
        hint = Style(color=tones.ground, bgcolor=tones.accent, bold=True)
        self.hint = Style(reverse=True, bold=True) if plain else hint
        self.bar = Style(bold=True) if plain else Style(color=tones.accent, bgcolor=tones.ground)
        self.styled = lru_cache(maxsize=4096)(self._styled)

    def ink(self, tone: str) -> Style:
        """Text on bars and lists, whose ground is their own: `text`, `faint`, `accent` or `warn`."""
        strong = tone in ("accent", "warn")
        if self.depth != "full":
            return Style(dim=(tone == "faint") or None, bold=strong or None)
        return Style(color=str(getattr(self.tones, tone)), bold=strong or None)

    def letter(self, colour: str) -> Style:
        """The style of a label's letter in gutter and lists."""
        if self.depth == "none":
            return Style(bold=True)
        if self.depth == "few":
            return Style(color=colour, bold=True)
        return Style(color=self.tones.labels[colour][1], bold=True)

    def _styled(
        self,
        colours: tuple[str, ...],
        *,
        unit: bool = False,
        current: bool = False,
        caret: bool = False,
        faint: bool = False,
        found: bool = False,
        proposed: bool = False,
    ) -> Style:
        """The style of a piece of text with those spans on it, outermost first.

        `current` marks the span that edits act on, `proposed` what a key would tag.
        """
        if self.depth != "full":
            return self._plain(colours, unit, current, caret, faint, found) + Style(
                underline=proposed or None
            )
        tones = self.tones
        ground = _rgb(tones.ground)
        for i, colour in enumerate(colours):
            tint = _rgb(tones.labels[colour][0])
            ground = tint if i == 0 else blend_rgb(ground, tint, 0.6)
        if found:
            ground = blend_rgb(ground, _rgb(tones.found), 0.75)
        if unit and colours:
            ground = blend_rgb(ground, _rgb(tones.labels[colours[-1]][1]), 0.28)
        elif unit:
            ground = blend_rgb(ground, _rgb(tones.unit), 0.5) if found else _rgb(tones.unit)
        ink = _rgb(tones.faint if faint and not unit and not colours else tones.text)
        if unit:
            strongest = ColorTriplet(255, 255, 255) if tones.dark else ColorTriplet(0, 0, 0)
            ink = blend_rgb(ink, strongest, 1.0 if found else 0.7)
        if proposed:
            ink = _rgb(tones.accent)
        if caret:
            ground, ink = _rgb(tones.accent), _rgb(tones.ground)
        return Style(
            color=Color.from_triplet(ink),
            bgcolor=Color.from_triplet(ground),
            underline=len(colours) > 1 or proposed,
            bold=current or None,
        )

    def _plain(
        self, colours: tuple[str, ...], unit: bool, current: bool, caret: bool, faint: bool, found: bool
    ) -> Style:
        colour = colours[-1] if colours and self.depth == "few" else None
        # Under the caret the unit's reverse video has a hole; a unit of one character is all hole.
        hole = unit and caret
        return Style(
            color=colour,
            underline=bool(colours) or hole,
            bold=(current or len(colours) > 1 or found or hole) or None,
            reverse=(unit != caret) or None,
            dim=(faint and not unit and not colours) or None,
        )


def _rgb(hexadecimal: str) -> ColorTriplet:
    return Color.parse(hexadecimal).get_truecolor()
