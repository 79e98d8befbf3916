"""Whom somebody tells: the words between `told` and what is told."""

from annotate.statements.cues import words as w
from annotate.statements.cues.tokens import Tokens


def behind_listener(tokens: Tokens, first: int) -> int:
    """The token after `reporters`, `the court`, `Mara Oduya`; `first` itself where nobody is named."""
    at = first
    if tokens.at(at) in ("me", "us", "him", "her", "them", "you", "reporters", "journalists"):
        return at + 1
    if tokens.is_capital(at):
        while tokens.is_capital(at):
            at += 1
        return at
    if tokens.at(at) in w.DETERMINERS:
        at += 1
    elif not (tokens.at(at).endswith("s") and tokens.is_word(at)):
        return _behind_bare_listener(tokens, first)
    while (
        tokens.is_word(at)
        and tokens.at(at) not in w.DETERMINERS
        and tokens.at(at) not in w.BOUNDARY
        and tokens.at(at) not in w.PREPOSITIONS
        and tokens.at(at) not in w.PRONOUNS
        and tokens.at(at) not in w.FINITE
        and not (tokens.is_date(at))
        and at - first < 8
    ):
        at += 1
    return at


def _behind_bare_listener(tokens: Tokens, first: int) -> int:
    """Past `parliament`, `state radio`: one or two words before what opens the content."""
    for at in range(first, first + 3):
        following = tokens.at(at)
        opens = following in w.DETERMINERS or following in w.PRONOUNS or following in ("that", ":", "“", '"')
        if opens or (at > first and (following in w.PREPOSITIONS or following in (",", "."))):
            return at
        if not tokens.is_word(at) or following in w.BOUNDARY or following in w.FINITE or following == "to":
            return first
    return first
