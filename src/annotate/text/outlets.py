"""Names of outlets: the words by which a short line says who published an article."""

import re

from annotate.text.pagemarks import is_section, is_tagline

_AGENCIES = (
    "reuters|xinhua|afp|ap|dpa|efe|ansa|tass|pti|ani|ians|kyodo|yonhap|bloomberg|upi|"
    "associated press|sda|apa|keystone-sda|agence france-presse|bbc(?: news)?|cnn|npr|pbs|abc|"
    "cbs|nbc|rfi|rt|cgtn|cctv|dw|al jazeera|axios|politico|vox|le monde|le figaro|libération|"
    "el país|el mundo|die zeit|der spiegel|die welt|taz|la repubblica|тасс|рбк|риа новости|"
    "新华社|新华网|人民网|人民日报|环球时报|中新社|中新网|中国日报|光明日报|澎湃新闻|央视新闻"
)
_KIND = (
    r"Times|Post|News|Herald|Daily|Tribune|Guardian|Agency|Press|Journal|Gazette|Chronicle|Telegraph|Today|Standard|Express|"
    r"Mail|Mirror|Independent|Observer|Sun|Star|Globe|Radio|Television|TV|Broadcasting|Network|Magazine|Review|Zeitung|"
    r"Tageblatt|Presse|Courier|Examiner|Dispatch|Inquirer|Bulletin|Monitor|Wire|Weekly|Online|Mercury|Echo|Record|Ledger|"
    r"Bureau|Sentinel|Argus|Advertiser|Lantern|Nachrichten|Anzeiger|Kurier|Rundschau"
)
_TAIL = r"(?:\s+(?:Online|Agency|Network|Service|International|of\s+[A-Z]\w+))?"
_NAMED = re.compile(
    rf"(?:The\s+(?:[A-Z][\w’'&.-]*\s+){{0,4}}|(?:[A-Z][\w’'&.-]*\s+){{1,4}})(?:{_KIND}){_TAIL}|The\s+Daily\s+[A-Z][\w’'-]+|Daily\s+[A-Z][\w’'-]+"
)
_GENERIC = re.compile(
    r"(?:Breaking|Latest|World|Local|Sports?|Business|Top|More|All|National|International|Good|Bad|Related|Video|Live|Most|Fake|"
    r"Book|Film|Press|Music|Peer|Blog|Guest|Read|Watch|Share|Follow|Subscribe|Next|Previous|Daily|This|That|Weekly|Last|First|A|An)\s+"
    r"(?:News|Today|Post|Review|Record|Star|Sun|Mail|Echo|Wire|Online|Daily|Times|Press|Bulletin|Standard)(?:\s.*)?"
)
_WIDE = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:日报|日報|晚报|晚報|时报|時報|早报|早報|新闻网|新聞網|新闻|新聞|通讯社|通訊社|网|電視台|电视台|周刊|週刊)"
)
_AGENCY = re.compile(rf"(?:the\s+)?(?:{_AGENCIES})", re.I)
_INSTITUTION = (
    r"(?:Ministry|Department|Office|Embassy|Government|Parliament|Commission|Secretariat|University|Universität|Université|Universidad|Chancellery|Consulate|Directorate|"
    r"Ministère|Ministerium|Ministerio|Bundesministerium|Auswärtiges\s+Amt|Министерство)"
)
_NAME_GROUP = r"[A-ZÀ-Þ][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]*)?"
_JOINT = r"(?:\s+(?:of|for|and|the|to|de|des|du|la|le|für|der|und|in)){1,3}"
_OFFICIAL = re.compile(
    rf"(?:The\s+)?{_INSTITUTION}(?:{_JOINT}\s+{_NAME_GROUP}){{1,4}}|(?:[A-Z][\w.’'-]*\s+){{0,3}}{_INSTITUTION}(?:{_JOINT}\s+{_NAME_GROUP}){{1,4}}"
)
_OFFICIAL_CAPITALS = re.compile(rf"(?:THE\s+)?(?:[A-Z.]+\s+){{0,2}}{_INSTITUTION.upper()}\b[A-Z\s’',&-]*")
_DECORATION = " \t()[]（）【】-–—•·|.*"
_COMPANY = re.compile(
    r"\b(?:ltd|inc|llc|gmbh|ag|plc|group|media|holdings?|publishing|corp(?:oration)?)\b", re.I
)
_RIGHTS_WORDS = re.compile(
    r"©|\(c\)|\bcopyright\b|\ball\s+rights\s+reserved\b|\balle\s+rechte\s+vorbehalten\b|\b(?:19|20)\d\d\b",
    re.I,
)
_TWO_SCRIPTS = re.compile(r"(?P<wide>[\u3040-\u9fff]+)\s+(?P<latin>[A-Za-z][\x20-\x7e’]*)")
_PLACED = re.compile(r"(?P<name>[^,]{2,40}),\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?")
LABEL = re.compile(r"(?:source|quelle|fuente|fonte|источник|المصدر|来源|來源)\s*[:：]\s*", re.I)


def outlet_name(line: str) -> str | None:
    """The outlet's name when the line is just that, perhaps in brackets or after `Source:`."""
    plain = line.strip()
    label = LABEL.match(plain)
    plain = plain[label.end() if label else 0 :].strip(_DECORATION)
    if not plain or len(plain) > 60 or "http" in plain or is_section(plain):
        return None
    if any(pattern.fullmatch(plain) for pattern in (_NAMED, _WIDE, _AGENCY)) and not _GENERIC.fullmatch(
        plain
    ):
        return plain
    if label is not None and len(plain.split()) <= 5 and plain[0].isupper() and plain[-1] not in ".!?":
        return plain
    both = _TWO_SCRIPTS.fullmatch(plain)
    if both is not None and _WIDE.fullmatch(both["wide"]) and outlet_name(both["latin"]) is not None:
        return plain
    return None


def is_outlet(line: str) -> bool:
    """Whether a line is nothing but an outlet's name."""
    return outlet_name(line) is not None


def institution_name(line: str) -> str | None:
    """The public body whose letterhead the line is: `Ministry of Water Works`."""
    plain = line.strip(_DECORATION)
    if len(plain) > 100 or (
        _OFFICIAL.fullmatch(plain) is None and _OFFICIAL_CAPITALS.fullmatch(plain) is None
    ):
        return None
    return plain


def masthead(line: str, below: str | None) -> str | None:
    """The outlet that a line above the title names; `below` is the next line, None at the end."""
    name = outlet_name(line) or institution_name(line)
    if name is None and (placed := _PLACED.fullmatch(line)) is not None:
        name = outlet_name(placed["name"])
    if name is None and below is not None and is_tagline(below) and not is_tagline(line):
        plain = line.strip(_DECORATION)
        if len(plain.split()) <= 6 and len(plain) <= 50 and plain[-1:] not in (":", "!", "?"):
            return plain or None
    return name


def rights_holder(line: str) -> str | None:
    """The outlet that a notice names as its owner: `© 2021 The Bern Post`; no company, no person."""
    if not _RIGHTS_WORDS.search(line) or _COMPANY.search(line):
        return None
    return outlet_name(_RIGHTS_WORDS.sub(" ", line).strip(" ,.|-–—"))


def is_known_agency(name: str) -> bool:
    """Whether this is a news agency's or broadcaster's own name: `AFP`, `Reuters`."""
    return _AGENCY.fullmatch(name) is not None
