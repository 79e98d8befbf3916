"""The name in a noun phrase: what a person would write into a form for it.

Ranges are half-open indices of tokens.
"""

from annotate.statements.cues import words as w
from annotate.statements.cues.tokens import Tokens

LINKS = frozenset(("of", "for", "from", "by", "at", "in", "on", "to", "with", "and", "de"))
"""Words that join the parts of a noun phrase."""


def name_in(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The tokens a person would write into a form for the phrase."""
    end = _cut_tail(tokens, start, end)
    run = end
    while run > start and (tokens.is_capital(run - 1) or tokens.at(run - 1) in w.PARTICLES):
        run -= 1
    if run > start and is_person(tokens, run, end) and tokens.is_capital(run):
        common = tokens.words[run - 1]
        if (
            tokens.is_word(run - 1)
            and common.islower()
            and common not in LINKS
            and common not in w.DETERMINERS
        ):
            return run, end
    role = next(
        (i for i in range(end - 2, start - 1, -1) if tokens.at(i) in w.ROLES and tokens.at(i + 1) != "of"),
        None,
    )
    of_role = next(
        (
            i + 2
            for i in range(end - 3, start - 1, -1)
            if tokens.at(i) in w.ROLES and tokens.at(i + 1) == "of" and tokens.is_capital(i + 2)
        ),
        None,
    )
    at = of_role if role is None or (of_role is not None and of_role > role) else role
    if at is None:
        return start, end
    rest = at + 1
    if tokens.at(rest) in ("general",) and rest + 1 < end:
        rest += 1
    named = rest < end and all(
        tokens.is_capital(i) or tokens.at(i) in w.PARTICLES or tokens.at(i) == "and" for i in range(rest, end)
    )
    if not named or not tokens.is_capital(end - 1):
        return start, end
    if end - rest == 1 and tokens.is_capital(at):
        # `President Blum` is how he is called, `Press Secretary Blum` too.
        while (
            at > start
            and tokens.is_capital(at - 1)
            and tokens.at(at - 1) in ("prime", "vice", "deputy", "secretary")
        ):
            at -= 1
        return (at, end) if of_role is None else (rest, end)
    if tokens.is_capital(at) and at == start and end - rest <= 3:
        return start, end  # a title before the whole name
    return rest, end


def _cut_tail(tokens: Tokens, start: int, end: int) -> int:
    for i in range(start + 1, end):
        word = tokens.at(i)
        if word in ("who", "which", "whose", "that"):
            return i
        if word in ("of", "from", "for") and is_person(tokens, start, i) and tokens.is_capital(end - 1):
            return i
        if word in ("on", "in", "at", "during", "last", "earlier", "late", "via", "through"):
            dated = any(tokens.is_date(k) for k in range(i + 1, end))
            named = tokens.is_capital(i - 1) and not tokens.is_common(i - 1)
            if dated or (named and word in ("in", "at", "during", "via")):
                return i - 1 if tokens.is_past(i - 1) and i - start > 2 else i
    while end - start > 1 and tokens.is_date(end - 1) and tokens.is_capital(end - 1):
        end -= 1
    return end


def is_person(tokens: Tokens, start: int, end: int) -> bool:
    """Whether two or three words can only be the name of a person: `Mara Oduya` of a trust."""
    words = range(start, end)
    return 1 < end - start <= 4 and all(
        (tokens.is_capital(i) or tokens.at(i) in w.PARTICLES)
        and tokens.at(i) == tokens.words[i].lower()
        and tokens.at(i) not in w.ORGANISATIONS
        and tokens.at(i) not in w.ROLES
        for i in words
    )
