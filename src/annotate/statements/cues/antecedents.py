"""Whom a pronoun stands for: the nearest earlier speaker that fits it, where there is a clear one.

Numbers and kinds are read from the words of the earlier phrase; where they say nothing, a name of one
person is assumed. Positions are code points.
"""

from collections.abc import Iterable

from annotate.statements.cues import words as w
from annotate.statements.cues.values import Cue, Subject

_LOOKED_AT = 24  # earlier cues
_SPEAKING = frozenset(("spokesman", "official", "officer", "expert", "diplomat"))
"""Roles under which somebody named before, without a role of his own, goes on speaking."""
_PREPOSITIONS = frozenset(("of", "for", "from", "by", "with", "at", "in", "who", "familiar", "close"))


def antecedent(text: str, earlier: Iterable[Cue], subject: Subject) -> tuple[int, int] | None:
    """Where the name stands that the pronoun means; `earlier` are the cues before it, nearest first."""
    role = _role(text[subject.start : subject.end].lower().split()) if subject.pronoun == "role" else ""
    fallback: tuple[int, int] | None = None
    for count, cue in enumerate(earlier):
        if count >= _LOOKED_AT:
            break
        other = cue.subject
        if other.pronoun:
            continue
        place = other.name_start, other.name_end
        words = text[other.start : other.end].split()
        if role:
            known = _role([word.strip(",.—()").lower() for word in words])
            if known == role:
                return place
            kind = _kind(text[place[0] : place[1]].split())
            if fallback is None and role in _SPEAKING and not known and kind in ("person", "man", "woman"):
                fallback = place
        elif _fits(subject.pronoun, _kind(text[place[0] : place[1]].split(), words)):
            return place
    return fallback


def _role(words: list[str]) -> str:
    """The last role a phrase names, the words for one role made one."""
    found = next((word for word in words if word in w.ROLES), "")
    return w.SAME_ROLE.get(found, found)


def _fits(pronoun: str, kind: str) -> bool:
    if pronoun in ("man", "woman"):
        return kind in ("person", pronoun)
    if pronoun == "thing":
        return kind == "thing"
    return kind in ("many", "thing")


def _kind(name: list[str], phrase: list[str] | None = None) -> str:
    """person, man, woman, thing or many."""
    words = [word.strip(",.").lower() for word in name]
    all_words = [word.strip(",.").lower() for word in phrase or name]
    if not words:
        return "thing"
    head_end = next((i for i, word in enumerate(words) if word in _PREPOSITIONS and i), len(words))
    head = words[head_end - 1]
    if "and" in words or words[0] in w.PLURAL:
        return "many"
    if words[0] in w.MALE or "spokesman" in all_words or "chairman" in all_words:
        return "man"
    if words[0] in w.FEMALE or "spokeswoman" in all_words or "chairwoman" in all_words:
        return "woman"
    if head in w.ROLES or words[0] in w.TITLES:
        return "person"
    if name[head_end - 1][:1].islower():
        plural = head.endswith("s") and not head.endswith("ss") and words[0] not in ("a", "an")
        counted = words[0] in w.DETERMINERS - {"the", "a", "an", "one", "his", "her", "its", "their"}
        return "many" if plural or counted else "thing"
    if words[0] in ("the", "a", "an") or (
        len(name) == 1 and len(name[0]) > 1 and name[0].strip(".").isupper()
    ):
        return "thing"
    return "person"
