"""Strategies and invented articles that the tests of the text package share."""

from hypothesis import strategies as st

_PIECES = [
    *"ab A 1.,;:!?-–—()[]%$\t\n 中文か한é“”‘’\"'«»„「」。！",
    *(
        "\u0301",
        "\u200d",
        "\ufe0f",
        "👩",
        "👍",
        "\U0001f3fd",
        "🇫",
        "🇷",
        "\u1100",
        "\u1161",
        "\u11a8",
        "क",
        "\u094d",
    ),
    *(
        "\u093f",
        "\u0600",
        "\u0e33",
        "ก",
        "\u200b",
        "❤",
        "©",
        "\u20e3",
        "\u00ad",
        "\u3099",
        "\r\n",
        "\u202e",
        "\u00a0",
    ),
    *(
        "said that ",
        "Wang said ",
        "U.S. ",
        "Mr. ",
        "don’t ",
        "and ",
        "3.5 ",
        "‘90s ",
        "\n\n",
        "👩‍👩‍👧",
        "🇨🇭",
        "… ",
    ),
]

awkward_texts = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)
"""Texts in which graphemes, quotes and punctuation come in every order."""

PARAGRAPH = (
    "“The orchard was never surveyed by the council,” Harlan said on Tuesday, adding that the map’s edges "
    "were “guesses at best”. He left without a word. "
)


def article(*lines: str) -> str:
    """A text of these lines."""
    return "\n".join(lines)


BODY = (
    "The orchard council said on Tuesday that it would keep the old fence, which had divided two villages.",
    "“The fence was never ours to move,” the mayor said, adding that nobody had asked him in writing.",
    "Residents of both villages gathered at the gate on Sunday and argued about the survey until late.",
)
