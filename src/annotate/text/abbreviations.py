"""Abbreviations that end in a full stop, as data, by what may follow them.

The sentence rules and `trim` share them, so a selection keeps the stop that does not end a sentence.
All are in lower case, without their last full stop.
"""

import re


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


BEFORE_NAME = _words(
    """
    mr mrs ms messrs mme mlle dr prof gen gov sen rep reps sens lt col capt cpt sgt maj cmdr adm brig
    cpl pvt rev hon pres st ste mt ft amb supt insp det atty sec dir hr fr frau sr sra dra bro
    """
)
"""Always followed by a name: never the end of a sentence."""
BEFORE_NUMBER = _words(
    """
    no nos p pp vol vols ch chap fig figs art arts sect para paras par ed eds nr ca c approx est §
    """
)
"""The end of a sentence unless a number follows."""
NEVER_LAST = _words(
    """
    e.g i.e cf vs v viz eg ie z.b d.h u.a bzw resp incl
    """
)
"""Always followed by what they introduce."""
MONTHS = _words(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun janv
    févr avr juil déc ene abr ago dic dez okt
    """
)
"""Months and days: the end of a sentence unless a number follows."""
COMPANY = _words(
    """
    inc co corp ltd llc plc bros jr sr esq ph.d m.d b.a m.a etc al dept univ assn intl gmbh cie ave blvd
    """
)
"""The end of a sentence only before a word that begins one."""
SENTENCE_STARTERS = _words(
    """
    the a an he she it they we you i this that these those there his her its their our in on at by for
    from to with but and or so yet as if when while after before since although though because however
    meanwhile moreover according also both many most some several such what who how why where no not one
    two three under over last next earlier later then now still even another other each all any
    officials critics
    """
)
"""Words that begin a sentence rather than a name."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_TOKEN = re.compile(r"[^\s(\[{“”„\"‘«»/—–]+$")
_KEPT = COMPANY | MONTHS | (BEFORE_NAME - {"no"}) | {"p.m", "a.m", "approx", "e.g", "i.e"}


def is_dotted(token: str) -> bool:
    """Whether a token without its last full stop is letters with stops between: U.S, a.m, e.g."""
    return _DOTTED.fullmatch(token) is not None


def token_before(text: str, at: int, start: int) -> str:
    """What stands before the full stop at `at`, back to a space or an opening mark."""
    found = _TOKEN.search(text[max(start, at - 40) : at])
    return found[0] if found else ""


def keeps_full_stop(text: str, start: int, end: int) -> bool:
    """Whether the full stop that ends the range belongs to an abbreviation."""
    token = token_before(text, end - 1, start)
    return is_dotted(token) or token.lower() in _KEPT
