"""Strategies for texts that are hard to set: wide, combined, invisible, long, blank."""

from hypothesis import strategies as st

_PIECES = (
    *"ab .,;’”“ \t\n%(",
    *(
        "word ",
        "a longer stretch of words ",
        "\n\n",
        "  ",
        "x" * 30,
        "https://example.org/a/very/long/address",
    ),
    *("中文", "票價完全合法", "。", "」", "「", "，", "、", "ー", "か", "が", "한국어", "\u3000", "ｆｕｌｌ"),
    *("e\u0301", "\u0301", " \u0301", "ı\u0308", "क्षि", "क्", "\u200c", "ष", "\u0600", "ก\u0e33"),
    *("👩", "👩‍👩‍👧", "👍🏽", "❤\ufe0f", "🇫🇷", "🇨", "1\ufe0f\u20e3", "\u200d", "\ufe0f", "\u200b"),
    *("\u1100\u1161", "\u1100", "\u1161", "\u00ad", "\u00a0", "\u202e", "\ue000", "☰", "\r"),
)
awkward_texts = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)

plain_texts = st.text(st.sampled_from("abcdefg hijk lmno.,’“”é—\n"), max_size=300)
"""Texts in which code points, graphemes and cells are the same thing."""

simple_texts = st.text(st.sampled_from("ab c.中文票價，。」「か\n"), max_size=200)
"""Texts in which every code point is one grapheme, of one cell or two."""

_CLAUSES = st.text(st.sampled_from("公司昨天說新票價完全合法工會表示無效要求退款"), min_size=2, max_size=12)
_STOPS = st.sampled_from(("。", "，", "、", "！」", "。」", "」，", "；", "》、"))
chinese_texts = st.lists(st.tuples(_CLAUSES, _STOPS).map("".join), min_size=1, max_size=30).map("".join)

widths = st.integers(4, 120)
