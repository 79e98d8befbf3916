"""The language of a text, only where its script or its commonest words leave no doubt."""

import re
from collections import Counter

_LOOKED_AT = 6000  # code points
_FEWEST = 4  # common words of a language
_CLEARLY = 1.6  # times as many as of the next language
_COMMON = {
    "en": "the of and to in that is was for on with as it by from at said has have be are were not this",
    "de": "der die das und ist nicht ein eine mit von dem den des auf für sich im zu auch als wie sie es",
    "fr": "le la les des et est une dans que pour qui sur pas au avec ce par il du en ont cette aux sont",
    "es": "el la los las que y en una por con para del se no su al es como más pero sus ha este lo",
    # Not proposed, but close enough to the others to be mistaken for them.
    "pt": "o os as que e em uma por com para do da não se no na ao dos das é mais foi como seu pelo",
    "it": "il lo gli che e di una per con del della non si è sono nel al come più anche dei alla ha",
    "nl": "de het een en van is niet dat op te voor met zijn die in aan door ook wordt werd naar bij",
    "sv": "och att det som en på är av för med den till inte om har de ett var men sig från",
    "ca": "el la els les que i en una per amb del es no seu és com més però va ha aquest als",
}
_LISTS = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_PROPOSED = ("en", "de", "fr", "es")
_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str | None:
    """BCP 47 code: en, de, fr, es, zh, ar, ru, or None when it is another or not clear."""
    sample = text[:_LOOKED_AT]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < 15:
        return None
    scripts = Counter(map(_script, letters))
    script, count = scripts.most_common(1)[0]
    if scripts["kana"] > 0.05 * len(letters) or count < 0.6 * len(letters):
        return None
    if script == "han":
        return "zh"
    words = [word.lower() for word in _WORD.findall(sample)]
    if script == "arabic":
        return None if re.search("[پچژگکیےٹڈڑں]", sample) else "ar"
    if script == "cyrillic":
        others = re.search("[іїєґўђјљњћџѓќәғқңөұүһ]", sample.lower())
        common = sum(
            word in ("что", "это", "как", "его", "был", "или", "также", "не", "и", "на", "по", "в")
            for word in words
        )
        russian = re.search("[ыэ]", sample.lower()) is not None
        return "ru" if not others and common >= 2 and russian else None
    if script != "latin":
        return None
    return _by_common_words(words)


def _script(char: str) -> str:
    if char < "\u0250" or "\u1e00" <= char <= "\u1eff":
        return "latin"
    if "\u0400" <= char <= "\u052f":
        return "cyrillic"
    if "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f":
        return "arabic"
    if "\u3040" <= char <= "\u30ff":
        return "kana"
    if "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf":
        return "han"
    return "other"


def _by_common_words(words: list[str]) -> str | None:
    hits = {name: sum(word in common for word in words) for name, common in _LISTS.items()}
    (best, most), (_, second) = Counter(hits).most_common(2)
    if best not in _PROPOSED or most < _FEWEST or most < _CLEARLY * second or most < 0.08 * len(words):
        return None
    return best
