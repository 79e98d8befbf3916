"""Reporting cues of Chinese, Japanese and Korean, whose words stand without spaces or at the end.

Where the verb follows what is said and its subject comes first, the stretch is the subject with its
particle, since one stretch cannot go round the content. Positions are code points.
"""

from collections.abc import Iterator

import regex

from annotate.statements.cues.values import Cue, Gist, Subject

_HAN = r"[\p{Han}\p{Katakana}\p{Hiragana}A-Za-z0-9·・ー．'’-]"
_CHINESE = regex.compile(
    r"""(?x)
    (?<![\p{Han}A-Za-z0-9·・])
    (?:(?:但是?|而|不过|不過|然而|同时|同時|随后|隨後|此外|另外|对此|對此)(?=\p{Han}))?
    (?P<subject>(?!据|據|有人)[\p{Han}A-Za-z0-9·・．]{1,40}?)
    (?P<verb>(?:(?<![小学據据传傳听聽解游劝述])(?:说|說)(?![明法服话話辞辭谎客教书書不])
      |(?<![名简簡职職对對人宣堪昵])(?:称|稱)(?![为為呼赞讚号號职職])(?:，|：|:|,|其|该)?+(?<=[称稱])
      |表示|指出|认为|認為|强调|強調|声称|聲稱|宣称|宣稱|宣布|宣佈|透露|坚称|堅稱|否认|否認|警告|回应说?|回應說?|反驳说?|反駁|批评说?|批評|写道|寫道|补充说|補充說
      |告诉记者|告訴記者|(?<![知难頻频街轨轨渠味報报地])道(?=[：:]))(?:道)?)
    (?=[，,：:。“「『"”]|\s|$|(?<=表示|指出|认为|認為|强调|強調|声称|聲稱|宣称|坚称|说|說|否认|否認|警告|透露)\p{Han})
    """
)
_CHINESE_BY = regex.compile(
    r"(?:据|據|根据|根據)(?P<subject>[\p{Han}A-Za-z0-9·・]{2,24}?)(?:的)?(?P<verb>报道|報道|報導|消息|介绍|透露|称|稱|说|說)(?=[，,：:称稱说說]|\s|$)"
)
_CHINESE_TAIL = regex.compile(
    r"(?<=.)(?:[周週星礼][一二三四五六日天期].*|\d{1,2}[月日号].*|[在对對向就于於].*|今天.*|昨[天日].*|随后.*|隨後.*|近日.*|日前.*|接着.*|(?:也|还|還|则|則|又|曾|再次|进一步|同时|均|都|并|並)+)$"
)
_CHINESE_PRONOUNS: dict[str, Gist] = {
    "他": "man",
    "她": "woman",
    "它": "thing",
    "他们": "many",
    "她们": "many",
    "他們": "many",
}
_JAPANESE = regex.compile(
    r"""(?x)(?<![\p{Han}\p{Katakana}])(?P<subject>[\p{Han}\p{Katakana}A-Za-z0-9ー・の]{1,30}?)(?P<verb>は|が|も)(?=、|,|「|『|[\p{Han}\p{Katakana}\p{Hiragana}])
    (?=[^。]{0,1200}?と(?:も)?(?:述べ|語|話|言|主張|指摘|説明|反論|強調|コメント|発表|批判|答え|訴え|否定|明らかに))"""
)
_JAPANESE_BY = regex.compile(
    r"(?<![\p{Han}\p{Katakana}])(?P<subject>[\p{Han}\p{Katakana}A-Za-z0-9ー・の]{1,30}?)(?P<verb>によると|によれば)"
)
_KOREAN = regex.compile(
    r"""(?x)(?<!\p{Hangul})(?P<subject>\p{Hangul}{1,14}?(?:\s\p{Hangul}{1,12}){0,4}?)(?P<verb>은|는|이|가)\s
    (?=[^.]{0,800}?(?:라고|다고)\s?(?:말|밝|주장|강조|설명|전|비판|반박|지적))"""
)
_KOREAN_BY = regex.compile(
    r"(?<!\p{Hangul})(?P<subject>\p{Hangul}{1,14}(?:\s\p{Hangul}{1,12}){0,3}?)(?P<verb>에\s?따르면)"
)
_KANA = regex.compile(r"\p{Hiragana}")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_OPENERS = "，。；：、！？“”「」『』,.:;\n 　"


def wide_cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a sentence in one of the three scripts; none where it holds no such character."""
    if text.isascii() or _WIDE.search(text, start, end) is None:
        return
    japanese = _KANA.search(text, start, end) is not None
    if japanese:
        yield from _made(text, start, end, _JAPANESE, left=False)
        yield from _made(text, start, end, _JAPANESE_BY, left=False)
    else:
        yield from _made(text, start, end, _CHINESE, left=True)
        yield from _made(text, start, end, _CHINESE_BY, left=True, whole=True)
    yield from _made(text, start, end, _KOREAN, left=False)
    yield from _made(text, start, end, _KOREAN_BY, left=False)


def _made(
    text: str, start: int, end: int, pattern: regex.Pattern[str], *, left: bool, whole: bool = False
) -> Iterator[Cue]:
    for match in pattern.finditer(text, start, end):
        name_start, name_end = match.span("subject")
        tail = _CHINESE_TAIL.search(text[name_start:name_end]) if left else None
        if tail is not None:
            name_end = name_start + tail.start()
        name = text[name_start:name_end]
        if not name or name.isdigit():
            continue
        first = match.start() if whole else name_start
        subject = Subject(name_start, name_end, name_start, name_end, _CHINESE_PRONOUNS.get(name, ""))
        before = text[first - 1] if first > start else ""
        behind = left and before in ("，", ",", "”", "」", "』", "’", '"')
        yield Cue(first, match.end("verb"), subject, behind, "any", match.end("verb"), 0.85)
