"""Who speaks by their place at a colon: `Ana Ruiz: …` in talk, `Dam is safe: minister` in a headline."""

import re
from collections.abc import Iterator

from annotate.statements.cues import words as w
from annotate.statements.cues.subjects import Phrases
from annotate.statements.cues.values import Cue, Subject

_CAPTION = re.compile(r"\b(?:photo|picture|image|photograph|video|foto)s?\s*[:/]", re.I)


def colon_cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """`Ana Ruiz: …` at a paragraph's start and `…: minister` at the end of a headline."""
    if _CAPTION.search(text, start, min(end, start + 400)):
        return
    head = text[start : min(end, start + 80)]
    for mark in (":", "："):
        at = head.find(mark)
        if at > 0 and start + at + 1 < end and _is_label(head[:at]):
            tokens = Phrases(text, start, start + at)
            subject = _labelling(tokens) if 0 < len(tokens) <= 8 else None
            if subject is not None and not subject.pronoun and subject.start == start:
                yield Cue(start, start + at, subject, False, "any", start + at + 1, 0.6)
            break
    if end - start > 140 or text[end - 1] in ".!?。":
        return
    at = max(text.rfind(": ", start, end), text.rfind(" – ", start, end), text.rfind(" — ", start, end))
    if at <= start:
        return
    tokens = Phrases(text, at + 1 + (text[at] == " "), end)
    if 0 < len(tokens) <= 5 and tokens.words[-1].isalnum():
        subject = tokens.subject(0, len(tokens))
        capital = all(tokens.is_capital(i) or tokens.at(i) in w.PARTICLES for i in range(len(tokens)))
        role = any(word in w.ROLES or word.rstrip("s") in w.ROLES for word in tokens.lower)
        official = role or tokens.at(len(tokens) - 1) in w.DOCUMENTS
        if subject is not None and not subject.pronoun and (official or capital):
            yield Cue(subject.start, end, subject, True, "no", end, 0.55)


def _labelling(tokens: Phrases) -> Subject | None:
    """Whose words follow a colon: a name, an office, or the subject of `Asturel hit back:`."""
    main = tokens.main(len(tokens))
    if main is not None and tokens.is_past(len(tokens) - 1 - (tokens.at(len(tokens) - 1) in ("back", "out"))):
        return main[0]
    fits = all(
        tokens.is_capital(i)
        or word in w.ROLES
        or word.rstrip("s") in w.ROLES
        or word in w.ORGANISATIONS
        or word in w.DOCUMENTS
        or word in w.PARTICLES
        or word in w.DETERMINERS
        or word in ("of", "for", "and")
        or not word.isascii()
        for i, word in enumerate(tokens.lower)
        if word[0].isalpha()
    )
    return tokens.subject(0, len(tokens)) if fits else None


def _is_label(head: str) -> bool:
    words = head.split()
    if not words or len(words) > 7 or not head[0].isalpha() or not (head[0].isupper() or head[0] > "\u2fff"):
        return False
    return words[0].lower() not in w.LABELS and words[-1].lower() not in w.LABELS and "\n" not in head
