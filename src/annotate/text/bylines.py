"""Bylines: lines that only name who wrote an article, and the names in them.

A name is what remains without By, place, post, outlet and date. A line of nothing but names is a
byline only by its neighbours, which `header` looks at.
"""

import re

from annotate.text.dates import MONTH_NUMBERS, find_dates
from annotate.text.outlets import institution_name, outlet_name
from annotate.text.pagemarks import is_menu, is_section

_KINDS = (
    "written|reported|story|words|text|interview|analysis|opinion|report|compiled|review|comment|essay|posted"
)
_BY = re.compile(
    rf"(?:(?:{_KINDS})\s+)?by\b\s*:?\s*(?P<english>\S.{{1,140}})"
    r"|(?:(?:authors?|reporter|escrito\s+por|autora?|autor(?:in|es)?|auteur|text[oe]?|texte)\s*:\s*(?:von\s+|por\s+|par\s+)?|"
    r"(?:eine?\s+\w+\s+|text\s+|interview\s+)?von\s+|(?:propos\s+recueillis\s+|texte\s+)?par\s+|(?:escrito\s+)?por\s+|di\s+|door\s+)(?P<foreign>\S.{1,140})"
    r"|(?:авторы?|текст|беседовала?)\s*:?\s+(?P<russian>\S.{1,80})|(?:بقلم|كتب|كتبت|إعداد|تحرير)\s*[:：]?\s+(?P<arabic>\S.{1,60})"
    r"|(?:作者|记者|記者|文|撰文|编辑|取材・文)\s*[:：/｜|＝=]\s*(?P<wide>\S.{0,40})|本[报報]記?记?者\s*(?P<paper>\S.{0,30})",
    re.I,
)
_HANDLE = re.compile(r"posted\s+by:?\s+(?P<handle>[\w.-]{2,30})", re.I)
_PARTICLES_LIST = """
    and in at the of for from to with de van von der den la le du di da del al bin ibn el y e und et
    united nations staff reporter reporters writer writers correspondent correspondents editor
    editors agencies press news on special via or
"""
_PARTICLES = frozenset(_PARTICLES_LIST.split())
_ORGANISED = re.compile(
    r"\b(?:Press|News|Agency|Agencies|Staff|Desk|Editors?|Editorial|Correspondents?|Bureau|Reporters?|Team|Reuters|AFP|Xinhua)\b"
)
_POST = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|staff|chief|analyst|contributor|producer|author|freelance|journalist|"
    r"professor|director|secretary|chair(?:wo)?man|president|redakteur(?:in)?|korrespondent(?:in)?|correspondante?|corresponsal|envoyée?|"
    r"special\s+to)\b",
    re.I,
)
_PLACE = re.compile(
    r"\s+(?:in|at|from|aus|à|en|em|dans)\s+(?:the\s+)?[A-ZÀ-Þ][\w.’'-]*(?:\s+[A-ZÀ-Þ][\w.’'-]*)*"
)
_NAME = r"(?:[A-ZÀ-ÞА-ЯЁ][^\W\d_]*(?:[’'-][^\W\d_]+)*|[A-Z]\.(?:\s?[A-Z]\.)?)"
_FULL_NAME = rf"{_NAME}(?:\s+(?:(?:van|von|der|den|de|la|le|du|di|da|del|al|bin|el)\s+)*{_NAME}){{1,3}}"
_BARE = re.compile(
    rf"(?P<names>{_FULL_NAME}(?:,\s+{_FULL_NAME})*(?:,?\s+(?:and|und|et|y|e|&|и)\s+{_FULL_NAME})?)(?:,\s*(?P<rest>[^,.!?]{{2,50}}))?"
)
_NO_NAME_LIST = """
    the a an this that these those what why how who when where is are was will not no his her its
    our your my in on at of for to from with by new more read share sign log accept follow news
    politics opinion press release breaking latest council mayor ministry government police court
    world annual report day morning evening night introduction chapter part
"""
_NO_NAME = frozenset(_NO_NAME_LIST.split())
_DAYS_LIST = """
    monday tuesday wednesday thursday friday saturday sunday morning night noon christmas easter
"""
_DAYS = frozenset(_DAYS_LIST.split()) | frozenset(MONTH_NUMBERS)
_STOP = re.compile(r"[.!?。！？…:：;；]$")


def byline_names(line: str) -> str | None:
    """The names of a byline, without its By and what follows them; None for another line."""
    if len(line) > 180 or (_STOP.search(line) and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr)\.$", line)):
        return None
    plain = _without_dates(line)
    both = re.split(r"\s+/\s+", plain)
    if len(both) == 2:
        named = [names for part in both if (names := _named(part)) is not None]
        return named[-1] if len(named) == 2 else None
    return _named(plain)


def _named(line: str) -> str | None:
    handle = _HANDLE.fullmatch(line)
    if handle is not None:
        return handle["handle"]
    match = _BY.fullmatch(line)
    if match is None:
        return None
    names: str = next(group for group in match.groups() if group is not None)
    if match["english"] is None and match["foreign"] is None:
        plain = re.split(r"\s*[|•·]\s*|\s+[发發][自回]", names)[0].strip(" ,，")
        spaced = match["russian"] is not None or match["arabic"] is not None
        return plain if plain and (not spaced or (len(plain.split()) <= 5 and plain[0].isalpha())) else None
    if not names[0].isupper():
        return None
    plain = re.split(r"\s*[|•·]\s*|\s+[–—]\s+|\s*[(（]", names)[0]
    words = re.findall(r"[^\W\d_][\w.’'-]*", plain)
    organised = _ORGANISED.search(plain) is not None
    capitals = sum(word[0].isupper() for word in words)
    others = [
        word
        for word in words
        if not word[0].isupper() and word.lower() not in _PARTICLES and not _POST.fullmatch(word)
    ]
    if words and words[0].lower() in _DAYS and (len(words) == 1 or words[1].lower() in _DAYS):
        return None
    if others or not words or (words[0].lower() in ("the", "a", "an") and not organised) or capitals > 16:
        return None
    return clean_names(plain)


def _without_dates(line: str) -> str:
    """`Posted on March 3, 2021 by Ada Marlow` as `Posted by Ada Marlow`."""
    plain = line
    for date in reversed(find_dates(line, day_first=True)):
        plain = plain[: date.start] + " " + plain[date.end :]
    if plain != line:
        plain = re.sub(r"\bposted\s+on\b", "Posted", plain, flags=re.I)
        plain = re.sub(r"\W*\b(?:on|at|le|el|am|em|il)?\W*$", "", plain, flags=re.I)
        plain = re.sub(r"^Posted\s+by\s+(?=\S+\s+\S)", "By ", re.sub(r"\s+", " ", plain.strip()), flags=re.I)
    return plain.strip(" |•·–—-")


def clean_names(names: str) -> str | None:
    """Names without places, posts and the outlet behind them."""
    plain = _PLACE.sub("", names).strip(" ,")
    parts = [part.strip() for part in plain.split(",")]
    kept = parts[:1]
    for part in parts[1:]:
        single = len(part.split()) == 1 and len(parts[0].split()) > 1 and "and" not in plain.split()
        if part and not (_POST.search(part) or outlet_name(part) or single or not part[0].isupper()):
            kept.append(part)
    plain = ", ".join(kept).strip(" ,")
    return re.sub(r"\s+(?:and|et|und)$", "", plain) or None


def bare_names(line: str) -> str | None:
    """The names where a line is nothing but names, perhaps with a post, place or outlet behind."""
    match = _BARE.fullmatch(line)
    if match is None or len(line) > 120 or outlet_name(line) or institution_name(line) or is_section(line):
        return None
    rest = match["rest"]
    if rest is not None and not (rest[0].isupper() or _POST.search(rest) or rest.startswith("for ")):
        return None
    if any(word.lower() in _NO_NAME for word in re.findall(r"[^\W\d_]+", match["names"])) or is_menu(line):
        return None
    return clean_names(match["names"])


def has_post(line: str) -> bool:
    """Whether names are followed by what makes them a writer's: a post or an outlet."""
    match = _BARE.fullmatch(line)
    rest = match["rest"] if match is not None else None
    return rest is not None and (_POST.search(rest) is not None or outlet_name(rest) is not None)
