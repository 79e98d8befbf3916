"""Credits of pictures and of a wire story's makers: what marks a line as a caption.

A label in the middle of a line is a credit only with its capital and with a name behind it, so that
"He had one photo: a man at the gate" stays body.
"""

import re

_LABEL = (
    r"(?:photos?|photograph(?:s|er|y)?|pictures?|images?|illustrations?|graphic|videos?|credits?|fotos?|bild(?:er)?|abbildung|"
    r"crédits?(?:\s+photo)?|imagen|fotografía|immagine|imagem|фото|иллюстрация|صورة|الصورة|图片|图片来源|图源|图|摄影|写真|画像)"
)
_AGENCY = (
    r"(?:getty(?:\s+images)?|afp|reuters|ap|ap\s+photo|epa|xinhua|vcg|dpa|efe|ansa|keystone|shutterstock|istock|alamy|unsplash|тасс|"
    r"agence\s+france-presse|picture\s+alliance)"
)
_STARTS = re.compile(
    rf"\W{{0,2}}(?:file\s+|cover\s+|header\s+)?{_LABEL}(?:\s+(?:credit|courtesy|by|source))?(?:\s+of)?\s*[:：/|]\s*(?P<value>.{{1,160}})"
    r"|image\s+(?:source|caption),\s+(?P<broadcast>.{1,240})",
    re.I,
)
_BY = re.compile(
    r"(?:photos?|photographs?|photography|pictures?|images?|illustrations?|graphics?|artwork)\s+(?:by|courtesy\s+of)\s+(?P<value>[^.]{2,80})\.?",
    re.I,
)
_ENDS = re.compile(
    r"""(?:.*[.!?…。”"’')）]\s+|.*?\s(?:[–—-]\s+)?|.*[。，])(?:File\s+|FILE\s+)?
    (?:Photos?|PHOTOS?|Photograph|PHOTOGRAPH|Pictures?|PICTURES?|Images?|IMAGES?|Illustration|Graphic|Credit|Foto|FOTO|Fotos|Bild|Crédit|Video
      |Фото|صورة|摄影|图|摄)
    (?:\s+(?:[Bb]y|[Cc]redit|[Cc]ourtesy))?\s*[:：/]\s*(?P<value>[^.!?。]{1,80})\.?""",
    re.X,
)
_ENDS_BY = re.compile(
    r".*[.!?…”\"’)]\s+(?:Photo|Photograph|Picture|Image|Illustration)s?\s+by\s+(?P<value>[^.!?]{2,80})\.?"
)
_BRACKETS = re.compile(
    rf"""(?:.*\s|)?(?:
      [(\[（]\s*(?:file\s+)?(?:photos?|picture|image|foto|фото)\s*(?:[/:|,-]|by\b|credit|courtesy|provided)[^)）\]]{{0,60}}\s*[)\]）]
    | [(\[（][^()（）]{{0,40}}\b(?:file\s+)?photo(?:\s+by[^)]*)?\s*[)\]）]
    | [(\[（][^()]{{0,40}}/\s?{_AGENCY}[^()]{{0,20}}[)\]）]
    | （?.{{1,10}}\s?摄）?)\s*\.?
    | [^。]{{2,40}}＝\d{{4}}年\d{{1,2}}月[^。]{{0,30}}""",
    re.I | re.X,
)
_SLASH = re.compile(
    rf"(?:.*[.!?…”\"’)]\s+)?(?:©\s*)?(?P<value>[^.!?/]{{0,40}}/\s?{_AGENCY}(?:\s+(?:photo|images))?(?:\s+via\s+[\w\s]+)?)\.?",
    re.I,
)
_OWNED = re.compile(rf".*©\s*[^.!?©]{{1,40}}/\s*{_AGENCY}\.?", re.I)
_BARE = re.compile(
    r"(?:via\s+)?(?:getty\s+images|shutterstock|istock(?:photo)?|alamy(?:\s+stock\s+photo)?|unsplash|ap\s+photo|afp\s+via\s+getty\s+images)",
    re.I,
)
_LINKING_LIST = """
    and of the for via on in at by from und et y e von de du la le des von der van courtesy file
    photo images
"""
_LINKING = frozenset(_LINKING_LIST.split())
_WIRE_CREDIT = re.compile(
    r"[(\[](?:(?:additional\s+)?(?:reporting|writing|editing|compiled|with\s+(?:inputs?|files)))\b.*[)\]]\.?"
    r"|(?:additional\s+reporting|reporting|with\s+(?:inputs?|agency)\s+(?:from|inputs?))\s*(?:by:?|from|:)\s+(?-i:[A-Z]).{0,160}",
    re.I,
)
_REPORTED_BY = re.compile(r"[(\[]?reporting\s+by\s+(?P<names>[^;()\[\]]{3,120})", re.I)
_SIGNS = re.compile(
    "hoto|HOTO|icture|ICTURE|mage|MAGE|llustration|LLUSTRATION|raphic|oto[:s/ ]|OTO|Bild|"
    "rédit|redit|ideo:|etty|AFP|/ ?AP|/ ?EPA|"
    "euters|REUTERS|inhua|XINHUA|VCG|dpa|Keystone|Alamy|Shutterstock|nsplash|摄|图|写真|画像|＝|ото|صورة"
)


def is_caption(line: str) -> bool:
    """Whether the line is the credit of a picture, or ends in one."""
    if len(line) > 600:
        return False
    if _BARE.fullmatch(line) or _BRACKETS.fullmatch(line) or _OWNED.fullmatch(line):
        return True
    start = _STARTS.fullmatch(line)
    if start is not None:
        value = start["value"] or start["broadcast"]
        if line[:6].lower() == "credit":
            return _is_credited(value) and not any(char.isdigit() for char in value)
        return not value[0].islower() and (len(value.split()) <= 8 or line[-1] not in ".!?")
    for pattern in (_BY, _ENDS, _ENDS_BY, _SLASH):
        match = pattern.fullmatch(line)
        if match is not None and _is_credited(match["value"]):
            return True
    return False


def _is_credited(value: str) -> bool:
    """Whether this could be who made or gave a picture: names and what links them."""
    if value.lower().startswith(("the ", "a ")) and "/" not in value:
        return False
    words = re.findall(r"[^\W\d_][\w.’'-]*", value)
    return 0 < len(words) <= 10 and all(
        not word[0].islower() or word.lower() in _LINKING or re.fullmatch(_AGENCY, word, re.I)
        for word in words
    )


def may_be_caption(line: str) -> bool:
    """A cheap test before `is_caption`: whether the line begins or ends with words of a credit."""
    return _SIGNS.search(line, len(line) - 90 if len(line) > 90 else 0) is not None or (
        len(line) > 90 and _SIGNS.search(line, 0, 24) is not None
    )


def is_wire_credit(line: str) -> bool:
    """Whether the line tells who worked on a wire story: `(Reporting by …; editing by …)`."""
    return len(line) <= 300 and _WIRE_CREDIT.fullmatch(line) is not None


def reporters(line: str) -> str | None:
    """Who reported a wire story, as its credit names them; None for those who only helped."""
    if not is_wire_credit(line):
        return None
    match = _REPORTED_BY.match(line)
    return match["names"].strip(" .,") if match is not None else None
