"""Lines that belong to the page around an article: buttons, menus, promotions, rights, counts.

`is_marked` holds wherever a line stands, so its patterns are narrow; `is_page_line` also knows words
that could be a subheading, and is only asked above the body and below it.
"""

import re

TIMECODE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
COUNT = re.compile(
    r"\d{1,6}|(?:comments?|kommentare|commentaires?|comentarios|комментарии|réagir|评论)\s*[:(（]?\s*\d+\s*[)）]?"
    r"|(?:(?:view|show|load|see)\s+(?:all\s+)?)?\d[\d.,]*\s?[km]?\s+(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|комментари\w+|shares?|views?|likes?|claps?|replies|reactions?)",
    re.I,
)
_BUTTON = re.compile(
    r"""(?:advertisement|advertising|anzeige|werbung|publicité|publicidad|реклама|إعلان|sponsored(?:\s+content)?|learn\s+more|read\s+more|
    advertisement\W+(?:continue\s+reading|story\s+continues|scroll)\b.*|(?:story|article)\s+continues\s+below.*|
    show\s+more|see\s+more|load\s+more|view\s+all|see\s+all|subscribe(?:\s+now)?|sign\s+(?:up|in)(?:\s+now)?|log\s?in|
    share(?:\s+(?:this|on|via|or\s+comment)\b.{0,120})?|follow(?:\s+us)?|tweet|copy\s+link|
    skip\s+to\s+(?:main\s+)?(?:content|navigation)|most\s+(?:read|popular|viewed|watched)(?:\s+.{1,30})?|recommended(?:\s+for\s+you)?|
    related\s+(?:articles?|stories|topics?|content|news|coverage|posts?)|more\s+on\s+this\s+(?:story|topic)|
    trending(?:\s+now)?|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|editor[’']?s[’']?\s+picks?|top\s+stories|
    leave\s+a\s+(?:comment|reply)|post\s+a\s+comment|(?:load|view|show|read)\s+(?:all\s+)?comments|join\s+the\s+(?:conversation|discussion)|
    listen(?:\s+to)?\s+this\s+article.{0,20}|play\s+video|(?:\d+\s*-?\s*)min(?:ute)?s?\s+(?:read|listen)|
    (?:reading\s+time|lesezeit|lesedauer|temps\s+de\s+lecture|tiempo\s+de\s+lectura|tempo\s+di\s+lettura|время\s+чтения)\s*:?.{0,20}|
    (?:continue|keep)\s+reading|back\s+to\s+top|reuse\s+this\s+content|click\s+to\s+(?:share|print|e-?mail)\b.*|
    (?:accept|reject|allow)\s+(?:all|cookies)(?:\s+cookies)?|(?:manage|cookie)\s+(?:preferences|settings|choices)|
    weiterlesen|mehr\s+zum\s+thema|artikel\s+(?:anhören|teilen|drucken|merken)|teilen|(?:zur\s+)?startseite|
    lire\s+(?:la\s+suite|aussi)|partager(?:\s+.{1,20})?|article\s+réservé\s+aux\s+abonnés|sur\s+le\s+même\s+sujet|s[’']abonner|
    leer\s+más|compartir(?:\s+.{1,20})?|te\s+puede\s+interesar|suscríbete|condividi|leggi\s+anche|partilhar|compartilhar|leia\s+também|
    поделиться|подписывайтесь\s+на\b.{0,60}|читайте\s+также|اقرأ\s+أيضا|شارك|
    点击进入专题|分享(?:到.{1,6})?|责任编辑.*|責任編輯.*|【纠错】|返回|相关(?:新闻|阅读|报道)|関連記事|シェアする)[\s:：>»›…]*""",
    re.I | re.X,
)
_EDGE_BUTTON = re.compile(
    r"""(?:print|save|e-?mail|menu|search|home|close|related|more\s+from\s+\w+|more\s+(?:stories|news)|latest(?:\s+news)?|comments?|
    listen|play|watch|video|gallery|register|topics|tags|whatsapp|facebook|twitter|telegram|linkedin|copy|like|reply|
    (?:next|previous|newer|older)\s+(?:article|story|post)|entrada\s+(?:más\s+reciente|antigua)|last\s+modified|breaking(?:\s+news)?|exclusive|updated|
    for\s+immediate\s+release|(?:press|news|media)\s+(?:release|advisory|statement)|pressemitteilung|communiqué(?:\s+de\s+presse)?|
    nota\s+de\s+prensa|comunicato\s+stampa|пресс-релиз|embargo(?:ed)?\b.{0,60}|(?:\#\s?){1,3}|-\s?30\s?-|-?\s*ends?\s*-?|\(end\)|enditem|an\s+official\s+website\s+of\b.*|©.{1,100}|
    (?:web\s+)?editors?\s*:\s*\S.{1,30}|
    (?:an?\s+)?(?:un)?official\s+translation|translated\s+(?:by|from)\b.{1,60}|check\s+against\s+delivery|
    our\s+standards\s*:.*|you\s+are\s+here\s*:.*|(?:media|press)\s+(?:contact|enquiries|inquiries)\b.*|
    this\s+(?:article|story|post)\s+(?:is\s+more\s+than|was\s+(?:first|originally)\s+published|originally\s+appeared)\b.{0,160}|
    the\s+(?:views|opinions)\s+expressed\s+(?:in|by)\b.{0,200}|\d+\s+(?:minutes?|hours?|days?|weeks?)\s+ago)[\s:：>»›…]*""",
    re.I | re.X,
)
_LABELLED = re.compile(
    r"""(?:also\s+read|read\s+(?:also|more|next)|see\s+also|related|more\s+on\s+this|don[’']t\s+miss|most\s+(?:read|viewed)|
    watch|listen|lesen\s+sie\s+auch|mehr\s+dazu|lire\s+aussi|à\s+lire|te\s+puede\s+interesar|
    lee\s+también|leggi\s+anche|leia\s+também|читайте\s+также|по\s+теме|اقرأ\s+أيضا|相关阅读)\s*[:：|]\s*(?-i:[^\Wa-z]|["'‘“(¿¡«]).*""",
    re.I | re.X,
)
_KEYWORDS = re.compile(
    r"(?:topics?|tags?|keywords|filed\s+under|etiquetas|теги|标签|schlagworte)\s*[:：|]\s*\S.{0,160}", re.I
)
_PROMOTION = re.compile(
    r"""(?:(?:sign\s+up|subscribe|register|join)\s+(?:here|now|today|for|to|our|us)\b|follow\s+(?:us|our|\w+\s+on)\b|find\s+us\s+on|like\s+us\s+on
      |get\s+(?:our|the\s+latest|the\s+day|all\s+the|alerts|news|(?=.*(?:inbox|delivered)))|download\s+(?:our|the)|stay\s+(?:up\s+to\s+date|informed|tuned|connected)
      |help\s+us\b|support\s+(?:our|independent|quality)|become\s+an?\s+(?:paid\s+|premium\s+)?(?:subscriber|member|supporter)|(?:click|tap)\s+(?:here|to))\b
      (?=.{0,160}\b(?:newsletters?|inbox|app|telegram|whatsapp|channels?|subscri\w+|alerts?|twitter|facebook|instagram|
      youtube|updates?|journalism|premium|account|members?)\b)[^“”"]{0,200}
    |subscribe\s+to\s+(?:the\s+)?(?-i:[A-Z])[^.“”"]{1,60}|get\s+more\s+with\s+my\w+|a\s+personali[sz]ed\s+news\s+feed\b.*
    |thanks\s+for\s+reading\b.{0,160}|follow\s+us\s+on\b.{0,80}|(?:stay\s+informed|follow\s+us)\s+on\b.{0,80}""",
    re.I | re.X,
)
_REPORTED = re.compile(r"\b(?:said|says|wrote|writes|told|added|asked|replied|answered|had|was|were)\b", re.I)
_RIGHTS = re.compile(
    r"\W{0,3}(?:©\s*(?-i:[A-Z\d])|\(c\)\s*\d{4}|copyright\s*(?:©|\(c\)|\d{4}|by\b|:)).{0,160}|[^.]{0,60}(?:©|\(c\))\s*\d{4}.{0,120}"
    r"|.{0,120}\b(?:all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés)\W{0,3}",
    re.I,
)
_COOKIES = re.compile(
    r"(?:we(?:\s+and\s+our\s+partners)?|this\s+(?:web)?site|our\s+website)\s+uses?\s+cookies\b(?=.*\b(?:experience|site|"
    r"website|policy|consent|privacy|partners|browser|settings|traffic)\b).{0,240}",
    re.I,
)
_FIRST_WORDS_LIST = """
    advertisement advertising anzeige werbung publicité publicidad реклама إعلان sponsored learn
    read show see load view story article subscribe sign log login share follow tweet copy skip most
    recommended related more trending you editor's editor’s editors top leave post join listen play
    continue keep back reuse click accept reject allow manage cookie reading weiterlesen mehr
    artikel teilen startseite lire sur partager s'abonner s’abonner leer compartir te suscríbete
    condividi leggi partilhar compartilhar leia поделиться подписывайтесь читайте اقرأ شارك
    点击进入专题 分享 返回 also don't don’t watch topic topics tag tags keywords etiquetas filed lesen
    lesezeit lesedauer temps tiempo tempo время à lee по теги download get find stay help support
    become tap like a thanks copyright this all we our
"""
_FIRST_WORDS = frozenset(_FIRST_WORDS_LIST.split())
_CJK_FIRST = re.compile(r"分享|责任编辑|責任編輯|【纠错】|相关|関連記事|シェア|标签|返回|点击")
_SECTION_LIST = """
    politics|opinion|opinions|world|business|sport|sports|news|culture|society|economy|science|
    health|tech|technology|lifestyle|travel|local|national|international|education|environment|
    europe|asia|china|us|uk|africa|middle east|americas|features|feature|analysis|editorial|
    editorials|comment|commentary|interview|interviews|essay|essays|letters|arts|entertainment|
    climate|style|food|live|investigation|weekend|magazine|long read|the long read|q&a|football|
    weather|money|finance|showbiz|politik|wirtschaft|kultur|meinung|ausland|inland|panorama|wissen|
    gesellschaft|politique|société|économie|monde|idées|planète|tribune|política|sociedad|economía|
    internacional|mundo|cultura|deportes|opinión|politica|società|esteri|cronaca|sociedade|политика|
    общество|экономика|мир|в мире|культура|спорт|أخبار|سياسة|رياضة|اقتصاد|الرئيسية|home|start|
    startseite|accueil|inicio|главная|首页|トップ|新闻|社会|社會|国际|國際|国内|财经|评论|时政
"""
_SECTION_NAMES = frozenset(name.strip() for name in _SECTION_LIST.split("|"))
_SEPARATOR = re.compile(r"\s*[|•›»>]\s*|\s+[·/–—]\s+|(?<=\w)/(?=[A-Z])")
_CAPITALS_IN_A_ROW = re.compile(r"[A-Z][A-Z&\s]*(?:\s*[/>|›»]\s*[A-Z][A-Z&\s]*)+")
_TAGLINE = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?(?:newsletter|bulletin)\s+of\b.*|(?:.*[\s·,|])?(?:No|Nr|Vol|Volume|Issue|Heft|Ausgabe|Numéro)\b[.:]?\s*(?:no\.?\s*)?\d+\b.*"
    r"|.*\b(?:founded|established|est\.|since|seit|depuis)\s+(?:in\s+)?1[6-9]\d\d\b.*",
    re.I,
)
_LIST_HEADING = re.compile(
    r"""(?:related|more\s+(?:on|from|stories|news)|most\s+(?:read|popular|viewed|watched)|top\s+stories|recommended|read\s+next|latest|trending|
    you\s+(?:may|might)|editor[’']?s[’']?\s+picks?|mehr\s+zum|lire\s+aussi|sur\s+le\s+même|te\s+puede|leggi\s+anche|leia\s+também|читайте\s+также|
    اقرأ\s+أيضا|相关|関連).*""",
    re.I | re.X,
)


def is_marked(line: str) -> bool:
    """Whether the line is the page's wherever it stands: a button, promotion, label or rights notice."""
    if len(line) > 300:
        return False
    if _KEYWORDS.fullmatch(line) or (_LABELLED.fullmatch(line) and line[-1] not in ".。"):
        return True
    if _PROMOTION.fullmatch(line):
        return _REPORTED.search(line) is None
    return any(pattern.fullmatch(line) for pattern in (_BUTTON, _RIGHTS, _COOKIES))


def may_be_marked(line: str) -> bool:
    """A cheap test before `is_marked`, for the many lines in the middle of a text."""
    if len(line) > 240:
        return False
    first = line.split(None, 1)[0].rstrip(":>»›…").lower()
    return first in _FIRST_WORDS or "©" in line or (first > "\u2fff" and _CJK_FIRST.match(line) is not None)


def is_page_line(line: str) -> bool:
    """Whether a line above or below the body is the page's."""
    return (
        is_marked(line)
        or is_section(line)
        or is_menu(line)
        or COUNT.fullmatch(line) is not None
        or (len(line) <= 300 and _EDGE_BUTTON.fullmatch(line) is not None)
    )


def is_section(line: str) -> bool:
    """Whether the line names a section: `Politics`, `World news`, `CHINA / SOCIETY`."""
    if len(line) > 60:
        return False
    plain = line.strip(" :|>»›•/").lower()
    if plain in _SECTION_NAMES or (plain.endswith(" news") and plain[:-5] in _SECTION_NAMES):
        return True
    return _CAPITALS_IN_A_ROW.fullmatch(line) is not None and len(line.split()) <= 8


def is_menu(line: str) -> bool:
    """Whether the line is a menu or a path: three short names between bars, or two sections."""
    if len(line) > 240:
        return False
    names = [name for name in _SEPARATOR.split(line) if name]
    if len(names) < 2 or any(len(name) > 28 or len(name.split()) > 3 for name in names):
        return False
    if any(any(char.isdigit() for char in name) for name in names):
        return False
    known = sum(is_section(name) or _BUTTON.fullmatch(name) is not None for name in names)
    return len(names) >= 3 or known >= 1


def is_tagline(line: str) -> bool:
    """Whether the line tells what the outlet above it is: `Newsletter of …`, `Vol. 12, No. 3`."""
    return len(line) <= 120 and line[-1] not in ".!?" and _TAGLINE.fullmatch(line) is not None


def is_list_heading(line: str) -> bool:
    """Whether headlines of other articles follow: `More on this story`."""
    return len(line) <= 60 and _LIST_HEADING.fullmatch(line) is not None
