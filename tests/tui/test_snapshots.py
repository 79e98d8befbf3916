"""What the screens look like: text and styles, in files that can be read and compared in a review.

`pytest tests/tui --update-snapshots` writes them anew; look at the differences before you commit them.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from string import ascii_letters

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.hand import Hand, at_work
from tui.samples import add_second_opinion, write_project

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (160, 45)]


def told(style: Style | None) -> str:
    """A style as people write it: `#ffffff on #000000 bold`."""
    if style is None:
        return "plain"
    marks = [m for m in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, m)]
    ink = style.color.name if style.color is not None else "default"
    ground = style.bgcolor.name if style.bgcolor is not None else "default"
    return " ".join([ink, "on", ground, *marks])


def pictured(strips: list[Strip]) -> str:
    """The rows as text; under each that has more than the commonest style, a letter a cell for its style.

    What the letters mean is told at the end. Only the ground counts where there are blanks.
    """
    rows = [[(char, seen(segment, char)) for segment in strip for char in segment.text] for strip in strips]
    count = Counter(style for row in rows for _, style in row)
    commonest = count.most_common(1)[0][0]
    letters: dict[str, str] = {commonest: "."}
    lines = []
    for row in rows:
        marks = ""
        for char, style in row:
            if style not in letters:
                letters[style] = ascii_letters[len(letters) - 1]
            marks += letters[style] * cell_len(char)
        lines.append("|" + "".join(char for char, _ in row) + "|")
        if set(marks) != {"."}:
            lines.append(":" + marks + ":")
    lines += ["", *(f"{letter}  {style}" for style, letter in letters.items())]
    return "\n".join(lines) + "\n"


def seen(segment: Segment, char: str) -> str:
    style = segment.style
    if char == " " and style is not None and not style.underline and not style.reverse:
        style = Style(bgcolor=style.bgcolor)
    return told(style)


def without_times(text: str) -> str:
    """Times of edits, which differ every day, in a form that does not."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "0000-00-00 00:00:00", text)


async def library(hand: Hand) -> None:
    await hand.press("q")
    await hand.until(lambda: hand.library.loaded)


async def annotate(hand: Hand) -> None:
    await hand.press("]", "]")


async def chinese(hand: Hand) -> None:
    await hand.press(">", ">", says="article 3")
    await hand.press('"', "c", "l", says="claim")
    await hand.press("right")


async def drawer(hand: Hand) -> None:
    await hand.press("]")
    if not hand.annotate.panel.display:
        await hand.press("P")
    await hand.until(lambda: hand.on_screen("Spans  4"))


async def selecting(hand: Hand) -> None:
    await hand.go("Two councils")
    await hand.press("v", "w", "w")


async def form(hand: Hand) -> None:
    await hand.press("]", "i")


async def choice(hand: Hand) -> None:
    await hand.press("]", "t")


async def picker(hand: Hand) -> None:
    await hand.press("]", "]", "L")
    await hand.until(lambda: hand.on_screen("same as"))
    await hand.type("fares")
    await hand.until(lambda: hand.on_screen("plainly"))


async def finder(hand: Hand) -> None:
    await hand.press("semicolon")
    await hand.type("票價")
    await hand.until(lambda: "place" in hand.status)


async def history(hand: Hand) -> None:
    await hand.press('"', "c", "u", ".", "r", says="rebuttal: ")
    await hand.press("H")
    await hand.until(lambda: "can be undone" in hand.status)


async def lint(hand: Hand) -> None:
    await hand.press("!")
    await hand.until(lambda: "comes back" in hand.status)


async def help_(hand: Hand) -> None:
    await hand.press("?")


async def search(hand: Hand) -> None:
    await hand.press("/")
    await hand.type("fares")


async def hints(hand: Hand) -> None:
    await hand.press("f")


async def conflict(hand: Hand) -> None:
    await hand.press("]", "t", "a", says="could not keep")


async def light(hand: Hand) -> None:
    await hand.press("]", "f2")


async def statements(hand: Hand) -> None:
    await hand.press("S", says="enter opens one")
    await hand.pilot.pause()


async def cluster(hand: Hand) -> None:
    await statements(hand)
    await hand.press("enter", says="enter opens the place")
    await hand.press("j", "space", says="marked")


async def variants(hand: Hand) -> None:
    await statements(hand)
    await hand.press("enter", says="enter opens the place")
    await hand.press("v", says="wordings")


SCREENS: dict[str, Callable[[Hand], Awaitable[None]]] = {
    "library": library,
    "annotate": annotate,
    "chinese": chinese,
    "drawer": drawer,
    "selecting": selecting,
    "form": form,
    "choice": choice,
    "picker": picker,
    "finder": finder,
    "history": history,
    "lint": lint,
    "help": help_,
    "search": search,
    "hints": hints,
    "refused": conflict,
    "light": light,
    "statements": statements,
    "cluster": cluster,
    "variants": variants,
}


def compare(name: str, size: tuple[int, int], hand: Hand, request: pytest.FixtureRequest) -> None:
    found = without_times(pictured(hand.strips()))
    file = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if request.config.getoption("--update-snapshots", default=False):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_looks_as_it_did(
    database: Path, name: str, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    async with at_work(database, "ferry", size=size) as hand:
        await SCREENS[name](hand)
        await hand.settled()
        for _ in range(3):
            await hand.pilot.pause()
        # A cursor that blinks is a matter of the moment.
        for field in hand.app.screen.query("Input"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await hand.pilot.pause()
        compare(name, size, hand, request)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_empty_library_looks_as_it_did(
    size: tuple[int, int], request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_work(Path("annotations.db"), size=size) as hand:
        await hand.until(lambda: hand.library.loaded)
        compare("empty", size, hand, request)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_figures_and_disagreements_look_as_they_did(
    database: Path, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    add_second_opinion(database)
    async with at_work(database, "ferry", size=size) as hand:
        await hand.press("%", says="enter opens the disagreements")
        compare("agreement", size, hand, request)
        await hand.press("enter", says="enter opens the place")
        await hand.press("j")
        await hand.pilot.pause()
        compare("disagreements", size, hand, request)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_review_looks_as_it_did(
    database: Path, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    add_second_opinion(database)
    async with at_work(database, "ferry", size=size) as hand:
        await hand.press("R", says="A takes them")
        await hand.press("B", says="names are hidden")
        await hand.settled()
        await hand.pilot.pause()
        compare("review", size, hand, request)


def test_every_snapshot_belongs_to_a_screen() -> None:
    others = ("empty", "agreement", "disagreements", "review")
    names = {f"{name}-{w}x{h}.txt" for name in (*SCREENS, *others) for w, h in SIZES}
    assert {file.name for file in FOLDER.iterdir()} == names


def test_the_project_is_the_same_every_time(tmp_path: Path) -> None:
    from helpers import dataset, open_bench

    exported = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with open_bench(write_project(tmp_path / name)) as bench:
            exported.append(dataset(bench))
    assert exported[0] == exported[1]
