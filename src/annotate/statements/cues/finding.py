"""Reporting cues in a sentence: who reports, by which words, and on which side what is said stands.

A cue is found by its verb (`said`), its preposition (`according to`) or its noun (`Lee’s claim that`).
Positions are code points.
"""

from annotate.statements.cues import words as w
from annotate.statements.cues.making import Sentence
from annotate.statements.cues.phrases import PhraseCues
from annotate.statements.cues.values import Cue
from annotate.statements.cues.verbs import VerbCues
from annotate.statements.cues.wide import wide_cues


def cues(text: str, start: int, end: int) -> list[Cue]:
    """The cues in a stretch of one paragraph, by start. The stretch should be a sentence."""
    sentence = Sentence(text, start, end)
    verbs, phrases, tokens = VerbCues(sentence), PhraseCues(sentence), sentence.phrases
    for i, word in enumerate(tokens.lower):
        cue: Cue | None = None
        if word in w.VERBS:
            cue = verbs.by_verb(i)
        elif i > 1 and tokens.is_past(i):
            cue = verbs.by_unknown_verb(i)
        elif word == "according" and tokens.at(i + 1) == "to":
            cue = sentence.by_phrase(i, i + 2, 0.95)
        elif word == "by" and i and (tokens.at(i - 1) in w.PASSIVE or tokens.is_adverb(i - 1)):
            cue = phrases.passive(i)
        elif word == "in":
            cue = phrases.in_words_of(i)
        if cue is None and word in w.CLAIM_NOUNS:
            cue = phrases.by_noun(i)
        if cue is not None:
            sentence.found.append(cue)
    return sorted([*sentence.found, *wide_cues(text, start, end)], key=lambda cue: (cue.start, cue.end))
