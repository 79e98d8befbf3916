"""The negation guard: whether two alike wordings may say the opposite of each other.

Wording cannot tell it for sure, so the answer is “same” or “opposite?”, and the user decides. Two
things turn a statement round: a word against its opposite (“legal” for “illegal”, “true” for “false”)
and a negator that only one of them has (“not”, “never”, “denies”). Both together cancel out: “not legal”
says what “illegal” says. A double negation is taken for a single one.
"""

from collections.abc import Sequence
from typing import Literal

Polarity = Literal["same", "opposite?"]

_NEGATORS = """
    not no never none nobody nothing neither nor nowhere cannot without hardly scarcely barely
    deny denies denied denying denial refute refutes refuted refuting reject rejects rejected rejecting
    dismiss dismisses dismissed dismissing refuse refuses refused refusing fail fails failed failing
    lack lacks lacked lacking unlikely impossible
"""
_SIGNS = frozenset("不没沒无無非未否勿莫")
"""Negators of a script without spaces, where each sign is a word: they are counted, not followed."""
_NO_SIGNS = frozenset(
    (
        "非常",
        "不但",
        "不仅",
        "不僅",
        "不过",
        "不過",
        "不断",
        "不斷",
        "无论",
        "無論",
        "未来",
        "未來",
        "否则",
        "否則",
    )
)
NEGATORS = frozenset(_NEGATORS.split()) | _SIGNS
"""Words that turn round what they stand with."""
_SUBJECTS = frozenset(("nobody", "none", "nothing", "neither"))
"""Negators that are subjects themselves, and turn round all that follows closely."""
_PASSED_OVER_WORDS = """
    a an the to of in on at by for from with that this these those it its he she they we i you his her their
    our is are was were be been being am has have had do does did will would can could may might must shall
    should and or any some all as so such very too yet ever even once again really actually fully wholly
    totally completely entirely simply quite just only either
"""
_PASSED_OVER = frozenset(_PASSED_OVER_WORDS.split())
"""Words between a negator and what it turns round."""
_REACH = 5
"""Words after a negator among which that is looked for."""

_ENDINGS = ("ing", "ed", "es", "ly", "s", "e")
_STEM = 4
"""Letters of a stem, at least."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_NO_NEGATIVES_WORDS = """
    under until unit union unite inside input intake into income increase increased increases incite
    incited include indeed infer inform informed information inland inmate inner inquire inquiry
    inroad inscribe insight inspire inspired install installed instance instead instill insure
    insured intend intended intent intense invent invented invest invested invoke invoked involve
    involved impact impacts impart impeach impel implied implicate import imported imports impose
    imposed impound impress impressed imprint imprison improve improved improvement discharge
    discover discovered discuss discussed dispatch display displayed dispose disposed dispute
    disputed distant distance distend distill distribute disturb disturbed mission missile mister
"""
_NO_NEGATIVES = frozenset(_NO_NEGATIVES_WORDS.split())
"""Words that begin like a negative of another word and are none."""
_PAIRS = """
    illegal lawful, unlawful legal, true false, truth lie, truth lies, right wrong, guilty innocent,
    guilt innocence, fact fiction, facts lies, safe dangerous, safe unsafe, accept reject, accepts
    rejects, accepted rejected, accept refuse, accepted refused, confirm deny, confirms denies,
    confirmed denied, admit deny, admits denies, admitted denied, support oppose, supports opposes,
    supported opposed, succeed fail, succeeds fails, succeeded failed, success failure, increase
    decrease, increases decreases, increased decreased, rise fall, rises falls, rose fell, risen fallen,
    gain loss, gains losses, win lose, wins loses, won lost, more less, more fewer, most least, higher
    lower, high low, better worse, best worst, good bad, always never, all none, everyone nobody,
    everybody nobody, everything nothing, with without, before after, above below, up down, present
    absent, presence absence, alive dead, open closed, allow forbid, allows forbids, allowed forbidden,
    allow ban, allowed banned, permit prohibit, permitted prohibited, include exclude, included
    excluded, begin end, began ended, start stop, started stopped, approve reject, approved rejected,
    real fake, genuine fake, authentic fake, voluntary forced, peaceful violent, strong weak, stronger
    weaker, strengthen weaken, credible baseless, legitimate illegitimate, possible impossible, likely
    unlikely, friend enemy, ally enemy, war peace, majority minority, guaranteed denied, kept broken,
    keep break, keeps breaks, passed failed, pass fail
"""
_OPPOSITES = frozenset(frozenset(pair.split()) for pair in _PAIRS.replace("\n", " ").split(","))


def opposites(a: str, b: str) -> bool:
    """Whether two folded words are opposites: by a negative prefix, or by a list of common ones."""
    if frozenset((a, b)) in _OPPOSITES:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 4 or long in _NO_NEGATIVES:
        return False
    return any(long == prefix + short for prefix in _PREFIXES)


def polarity(first: Sequence[str], second: Sequence[str]) -> Polarity:
    """“opposite?” where one of two alike wordings, given as folded words, seems to turn the other round.

    A word that both have is turned where only one of them negates it; a word and its opposite where both or
    neither do. What only one of them says does not count, whatever it negates.
    """
    negated_first, negated_second = _negated(first), _negated(second)
    if _signs(first) % 2 != _signs(second) % 2:
        return "opposite?"
    stems_first = {_stem(word): word for word in first}
    stems_second = {_stem(word): word for word in second}
    for stem in stems_first.keys() & stems_second.keys():
        if (stem in negated_first) != (stem in negated_second):
            return "opposite?"
    only_second = [word for stem, word in stems_second.items() if stem not in stems_first]
    for stem, word in stems_first.items():
        if stem in stems_second:
            continue
        for other in only_second:
            if opposites(word, other) and (stem in negated_first) == (_stem(other) in negated_second):
                return "opposite?"
    return "same"


def _negated(words: Sequence[str]) -> set[str]:
    """Stems of what negators turn round: as a rule the first after each that has a meaning of its own."""
    found = set()
    for number, word in enumerate(words):
        if word in _SIGNS or (word not in NEGATORS and not _is_far_from(words, number)):
            continue
        if tuple(words[number : number + 2]) == ("not", "only"):
            continue  # “not only … but also” says both
        for each in words[number + 1 : number + 1 + _REACH]:
            if each not in _PASSED_OVER:
                found.add(_stem(each))
                if word not in _SUBJECTS:
                    break
    return found


def _is_far_from(words: Sequence[str], number: int) -> bool:
    return words[number] == "far" and tuple(words[number + 1 : number + 2]) == ("from",)


def _signs(words: Sequence[str]) -> int:
    """How many signs negate."""
    return sum(
        word in _SIGNS and word + "".join(words[number + 1 : number + 2]) not in _NO_SIGNS
        for number, word in enumerate(words)
    )


def _stem(word: str) -> str:
    """The word without a common English ending: “entered”, “enter” and “enters” are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word
