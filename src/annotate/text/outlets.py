"""Names of outlets: the words by which a short line says who published an article."""

import re

_AGENCIES = (
    "reuters|xinhua|afp|ap|dpa|efe|ansa|tass|pti|ani|ians|kyodo|yonhap|bloomberg|upi|associated press"
    "|agence france-presse|bbc|cnn|npr|pbs|abc|cbs|nbc|rfi|rt|cgtn|cctv|dw|al jazeera|axios|politico|vox"
    "|le monde|le figaro|libération|el país|el mundo|die zeit|der spiegel|die welt|taz"
    "|新华社|新华网|人民网|人民日报|环球时报|中新社|中新网|中国日报|光明日报|澎湃新闻|央视新闻"
)
_KIND = (
    r"Times|Post|News|Herald|Daily|Tribune|Guardian|Agency|Press|Journal|Gazette|Chronicle|Telegraph|Today|Standard|Express|"
    r"Mail|Mirror|Independent|Observer|Sun|Star|Globe|Radio|Television|TV|Broadcasting|Network|Magazine|Review|Zeitung|"
    r"Tageblatt|Presse|Courier|Examiner|Dispatch|Inquirer|Bulletin|Monitor|Wire|Weekly|Online|Mercury|Echo|Record|Ledger"
)
_NAMED = re.compile(
    rf"(?:The\s+)?(?:[A-Z][\w’'&.-]*\s+){{0,4}}(?:{_KIND})"
    r"(?:\s+(?:Online|Agency|Network|Service|International|of\s+[A-Z]\w+))?"
)
_WIDE = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:日报|晚报|时报|新闻|新闻网|通讯社|网|電視台|电视台|早报|周刊|新聞|日報|時報)"
)
_AGENCY = re.compile(rf"(?:the\s+)?(?:{_AGENCIES})", re.I)
_DECORATION = " \t()[]（）【】-–—•·|.*"
LABEL = re.compile(r"(?:source|quelle|fuente|来源|來源)\s*[:：]\s*", re.I)


def outlet_name(line: str) -> str | None:
    """The outlet's name when the line is just that, perhaps in brackets or after `Source:`."""
    plain = line.strip()
    label = LABEL.match(plain)
    plain = plain[label.end() if label else 0 :].strip(_DECORATION)
    if not plain or len(plain) > 60 or "http" in plain:
        return None
    if any(pattern.fullmatch(plain) for pattern in (_NAMED, _WIDE, _AGENCY)):
        return plain
    if label is not None and len(plain.split()) <= 5 and plain[0].isupper():
        return plain
    return None


def is_outlet(line: str) -> bool:
    """Whether a line is nothing but an outlet's name."""
    return outlet_name(line) is not None
