"""What a single line of a pasted article looks like by itself: credit, byline, date, navigation.

Only patterns, no position and no neighbours; `roles` decides with both. A pattern is kept narrow
enough that a sentence of the body does not match it.
"""

import re

from annotate.text.dates import find_dates

TIMECODE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
COUNT = re.compile(
    r"\d{1,6}|(?:comments?|kommentare|commentaires|评论)\s*[:(]?\s*\d+\s*\)?|\d+\s+(?:comments?|shares?|views?|likes?)",
    re.I,
)
NAVIGATION = re.compile(
    r"""(?:advertisement|advertising|anzeige|publicité|publicidad|sponsored(?:\s+content)?|learn\s+more|read\s+more|
    show\s+more|see\s+more|load\s+more|view\s+all|see\s+all|subscribe(?:\s+now)?|sign\s+(?:up|in)(?:\s+now)?|log\s?in|register|
    share(?:\s+this(?:\s+(?:article|story))?)?|share\s+on\s+\w+|follow\s+us|tweet|print|save|copy\s+link|e-?mail|
    skip\s+to\s+(?:main\s+)?content|menu|search|home|close|related(?:\s+(?:articles?|stories|topics?|content|news))?|
    more\s+(?:on\s+this\s+story|from\s+\w+|stories|news)|most\s+(?:read|popular|viewed)|recommended(?:\s+for\s+you)?|
    trending(?:\s+now)?|you\s+may\s+(?:also\s+)?like|editor[’']?s[’']?\s+picks?|top\s+stories|latest(?:\s+news)?|
    comments?|leave\s+a\s+comment|post\s+a\s+comment|listen(?:\s+to\s+this\s+article)?|play(?:\s+video)?|watch|video|gallery|
    (?:\d+\s+)?min(?:ute)?s?\s+read|\d+\s*-?\s*min(?:ute)?s?\s+read|reading\s+time:?.*|continue\s+reading|back\s+to\s+top|
    weiterlesen|mehr\s+zum\s+thema|lire\s+(?:la\s+suite|aussi)|leer\s+más|点击进入专题|分享|责任编辑.*|返回)[\s:>»›…]*""",
    re.I | re.X,
)
PROMOTION = re.compile(
    r"""(?:(?:sign\s+up|subscribe|register|join|download|get|follow|click|tap|find\s+out|stay|help\s+us|support|become)\b.{0,120}?
      \b(?:newsletters?|inbox|app|telegram|whatsapp|channel|subscri\w+|my[A-Z]\w+|alerts?|e-?mails?|twitter|facebook|instagram|
      youtube|click\s+here|here\s+for|up\s+to\s+date|our\s+journalism|premium|account)\b.*
    |(?:also\s+read|read\s+(?:also|more|next)|see\s+also|related|more\s+on\s+this|don[’']t\s+miss|watch|listen|topics?|tags?|
      keywords|filed\s+under)\s*[:|].*
    |a\s+personali[sz]ed\s+news\s+feed\b.*)""",
    re.I | re.X,
)
RIGHTS = re.compile(
    r".{0,60}(?:©|\(c\)\s*\d{4}|copyright\b|all\s+rights\s+reserved|alle\s+rechte).{0,160}", re.I
)
_E_MAIL = re.compile(r"\S+@\S+\.\w+|\S+@\S+")
_CONTACT = re.compile(r"(?:contact|e-?mail|write\s+to|reach|get\s+in\s+touch|kontakt|follow)\b", re.I)
_WIRE_CREDIT = re.compile(
    r"[(\[](?:(?:additional\s+)?(?:reporting|writing|editing|compiled|with\s+(?:inputs?|files)))\b.*[)\]]\.?|(?:additional\s+reporting|reporting|with\s+(?:inputs?|agency)\s+(?:from|inputs?))\s*(?:by|from|:).{0,160}",
    re.I,
)
_AGENCY = r"(?:getty\s+images|afp|reuters|ap|epa|xinhua|vcg)"
CAPTION = re.compile(
    rf"""
    .*(?:(?:^|[\s.。…”"’)|—–-])(?:file\s+)?
        (?:photos?|photograph|pictures?|images?|illustration|graphic|foto|bild|fotos|crédit|video)
        \s*(?:by|credit|courtesy)?\s*[:/]\s*[^.!?]{{1,80}}
    | [(\[（]\s*(?:file\s+)?(?:photos?|picture|image|foto)
        \s*(?:[/:|,-]|by\b|credit|courtesy|provided)[^)）\]]{{0,60}}\s*[)\]）]
    | [(\[（][^()（）]{{0,40}}\b(?:file\s+)?photo(?:\s+by[^)]*)?\s*[)\]）]
    | /\s?{_AGENCY}(?:\s+(?:photo|images))?(?:\s+via\s+[\w\s]+)?
    | [(\[（][^()]{{0,40}}/\s?{_AGENCY}[^()]{{0,20}}[)\]）]
    | (?:图|摄|资料图)\s*[:：/]\s*.{{1,20}}
    | （?.{{1,10}}\s?摄）?)\s*\.?
    """,
    re.I | re.X,
)
_BYLINE = re.compile(
    r"(?:by|written\s+by|reported\s+by|story\s+by|words\s+by)\s*:?\s+(?P<names>[A-Z].{1,140})|(?:von|par|por)\s+(?P<foreign>[A-ZÀ-Ý][\w.’'-]+(?:\s+(?:und|et|y|e|von|de|du|la|[A-ZÀ-Ý][\w.’'-]*|,))*)"
    r"|(?:作者|记者|記者|文|撰文|编辑)\s*[:：/｜|]\s*(?P<wide>\S.{0,40})|本报记者\s*(?P<paper>\S.{0,30})",
    re.I,
)
_NAME_PARTICLE = frozenset(
    [
        "and",
        "in",
        "at",
        "the",
        "of",
        "for",
        "from",
        "to",
        "with",
        "de",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "du",
        "di",
        "da",
        "del",
        "al",
        "bin",
        "ibn",
        "el",
        "y",
        "e",
        "und",
        "et",
        "united",
        "nations",
        "staff",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "correspondent",
        "correspondents",
        "editor",
        "editors",
        "agencies",
        "press",
        "news",
        "on",
        "special",
        "via",
        "or",
    ]
)
_ORGANISED = re.compile(
    r"\b(?:Press|News|Agency|Agencies|Staff|Desk|Editors?|Editorial|Correspondents?|Bureau|Reporters?|Team|Reuters|AFP|Xinhua)\b"
)
_NAVIGATION_FIRST = """
    advertisement advertising anzeige publicité publicidad sponsored learn read show see load view
    subscribe sign log login register share follow tweet print save copy e-mail email skip menu search
    home close related more most recommended trending you editor's editor’s editors top latest comments
    comment leave post listen play watch video gallery reading continue back weiterlesen mehr lire leer
    also don't don’t topic topics tag tags keywords filed download get join click tap find stay help
    support become a 点击进入专题 分享 返回
"""
_NAVIGATION_WORDS = frozenset(_NAVIGATION_FIRST.split())
_CREDIT_SIGNS = (
    "hoto", "HOTO", "icture", "mage", "MAGE", "llustration", "raphic", "Foto", "Bild", "rédit", "ideo:",
    "etty",
    "AFP", "/AP", "/ AP", "/EPA", "euters", "REUTERS", "inhua", "XINHUA", "VCG", "摄", "图",
)  # fmt: skip
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
BULLET = re.compile(r"[•‣◦▪●*·–-]\s+\S")
TERMINAL = re.compile(r"[.!?。！？…:：;；।॥؟۔]+[\"'”’“»›」』)\]）】]*(?:\[\d+\])*$|[,，][\"”’»]$")
QUOTED = re.compile(r"[“„\"«‘「『].*[”“\"»’」』][.。]?$")
_DATE_WORDS = re.compile(
    r"""\b(?:first|last|originally)?\s*(?:published|updated|update|posted|modified|created|issued|date|time|on|at|am|pm|edt|est|et|gmt|
    utc|cet|cest|bst|pdt|pst|pt|ist|hkt|sgt|jst|cst|local|o[’']clock|uhr|um|stand|aktualisiert|veröffentlicht|publié|mis\s+à\s+jour|le|à|
    publicado|actualizado|el|a\s+las|h|hrs?|hours|min|minutes?|read|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|
    (?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|
    lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|发布|更新|时间|来源|星期.|上午|下午""",
    re.I | re.X,
)
URL = re.compile(r"(?:(?:url|link|source|quelle)\s*:\s*)?(?P<url>https?://\S+)", re.I)


def is_byline(line: str) -> bool:
    """Whether the line only names who wrote it: `By Ada Example in Bern`."""
    return byline_names(line) is not None


def byline_names(line: str) -> str | None:
    """The names of a byline, without its By; None for another line."""
    match = _BYLINE.fullmatch(line)
    if match is None or TERMINAL.search(line):
        return None
    names: str = next(group for group in match.groups() if group is not None)
    if match["names"] is None:
        return names.strip()
    if not match["names"][0].isupper():
        return None
    plain = re.split(r"\s*[|•·]\s*|\s+[–—]\s+", names)[0]
    for date in reversed(find_dates(plain)):
        plain = plain[: date.start]
    words = re.findall(r"[^\W\d_][\w.’'-]*", plain)
    organised = _ORGANISED.search(plain) is not None
    capitals = sum(word[0].isupper() for word in words)
    others = [word for word in words if not word[0].isupper() and word.lower() not in _NAME_PARTICLE]
    if others or not words or (words[0].lower() in ("the", "a", "an") and not organised) or capitals > 16:
        return None
    return plain.strip(" ,")


def is_dateline(line: str) -> bool:
    """Whether the line holds nothing but dates, times and words such as Updated."""
    if len(line) > 200:
        return False
    dates = find_dates(line)
    labelled = re.match(
        r"\W*(?:first |last )?(?:published|updated|posted|date|publié|publicado|veröffentlicht|发布)",
        line,
        re.I,
    )
    if not dates and not (
        labelled and re.search(r"\b(?:1[89]|20)\d\d\b|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", line)
    ):
        return False
    rest = line
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    rest = _DATE_WORDS.sub(" ", rest)
    return re.search(r"[^\W\d_]", rest) is None


def is_caption(line: str) -> bool:
    """Whether the line ends in the credit of a picture."""
    return len(line) <= 600 and CAPTION.fullmatch(line) is not None


def is_navigation(line: str) -> bool:
    """Whether the line is a button, a promotion or a rights notice of the page."""
    if len(line) > 300:
        return False
    return any(pattern.fullmatch(line) is not None for pattern in (NAVIGATION, PROMOTION, RIGHTS))


def is_contact(line: str) -> bool:
    """Whether the line tells how to reach the writers, or who else worked on it."""
    if len(line) > 300:
        return False
    if _WIRE_CREDIT.fullmatch(line):
        return True
    return _E_MAIL.search(line) is not None and (len(line.split()) <= 3 or _CONTACT.match(line) is not None)


def may_be_navigation(line: str) -> bool:
    """A cheap test before `is_navigation`, for the many lines in the middle of a text."""
    if line[-1] in '.!?”"' or len(line) > 80:
        return "©" in line
    return line.split(None, 1)[0].rstrip(":>»›…").lower() in _NAVIGATION_WORDS or "©" in line


def may_be_caption(line: str) -> bool:
    """A cheap test before `is_caption`: whether the line ends in words of a credit."""
    tail = line[-90:]
    return any(sign in tail for sign in _CREDIT_SIGNS)


def words(line: str) -> int:
    """Words of a line; two CJK characters count as one."""
    if line.isascii():
        return len(line.split())
    wide = len(_WIDE.findall(line))
    return wide // 2 if wide > len(line) // 3 else len(line.split())


def is_prose(line: str) -> bool:
    """Whether a line is certainly of the body: a full sentence, or far too long for a headline."""
    count = words(line)
    return (TERMINAL.search(line) is not None and line[-1] not in ":：;；" and count >= 9) or count >= 45


def is_headline(line: str) -> bool:
    """Whether a line could be a headline: short, without a final stop, not a quotation."""
    return (
        words(line) <= 28
        and len(line) <= 220
        and TERMINAL.search(line) is None
        and not QUOTED.fullmatch(line)
    )
