"""Cues that are no verb with its subject: `according to`, `by`, `in Lee’s words`, `Lee’s claim that`."""

from annotate.statements.cues import words as w
from annotate.statements.cues.making import Sentence
from annotate.statements.cues.tokens import possessor
from annotate.statements.cues.values import Cue, Right, Subject


class PhraseCues:
    """The cues that prepositions and nouns of a sentence make, given as indices of tokens."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._phrases = sentence.phrases

    def passive(self, by: int) -> Cue | None:
        """`was accused by Lee`, `the fraud alleged by Lee`."""
        tokens = self._phrases
        first = by - 1
        while tokens.is_adverb(first) and first > 0:
            first -= 1
        if tokens.at(first) not in w.PASSIVE:
            return None
        verb = tokens.at(first)
        while tokens.at(first - 1) in w.BE or tokens.is_adverb(first - 1):
            first -= 1
        cue = self._sentence.by_phrase(first, by + 1, 0.8, {"accused": "of", "blamed": "for"}.get(verb, ""))
        if cue is None:
            return None
        after = self._behind(cue)
        asserting = verb not in w.NAMING
        right: Right = "any" if verb in w.ACCUSING or after.startswith("that ") else "quoted"
        return self._sentence.made(cue.subject, cue.start, cue.end, asserting, right, cue.end, cue.certainty)

    def in_words_of(self, first: int) -> Cue | None:
        """`in Lee’s words`, `in the words of Lee`."""
        tokens = self._phrases
        for noun in range(first + 1, min(len(tokens), first + 8)):
            if not tokens.is_word(noun):
                return None
            if tokens.at(noun) not in w.VIEW_NOUNS:
                continue
            if tokens.at(noun + 1) == "of" and noun - first <= 2:
                return self._sentence.by_phrase(first, noun + 2, 0.85)
            subject = self._possessor(first + 1, noun)
            if subject is None:
                return None
            end = tokens.spans[noun][1]
            return self._sentence.made(subject, tokens.spans[first][0], end, True, "any", end, 0.9)
        return None

    def _possessor(self, start: int, end: int) -> Subject | None:
        """The subject in the possessive right before the token `end`: `Lee’s`, `his`."""
        tokens = self._phrases
        if end - 1 < start:
            return None
        last = tokens.lower[end - 1]
        span = tokens.spans[end - 1]
        if last in w.POSSESSIVES:
            return Subject(*span, *span, w.POSSESSIVES[last])
        name = possessor(tokens.words[end - 1])
        if name is None:
            if not (tokens.words[end - 1] in "’'" and tokens.at(end - 2).endswith("s")):
                return None
            subject = tokens.subject(start, end - 1)
            return subject
        subject = tokens.subject(start, end)
        if subject is None or possessor(self._sentence.text[subject.name_start : subject.name_end]) is None:
            return None
        cut = len(tokens.words[end - 1]) - len(name)
        return Subject(subject.start, subject.end - cut, subject.name_start, subject.name_end - cut)

    def by_noun(self, noun: int) -> Cue | None:
        """`Lee’s claim that`, `the claim by Lee that`."""
        tokens = self._phrases
        end = tokens.spans[noun][1]
        if tokens.at(noun + 1) in ("by", "from"):
            cue = self._sentence.by_phrase(noun, noun + 2, 0.75)
            if cue is None or not self._behind(cue).startswith("that "):
                return None
            start = tokens.spans[noun - (tokens.at(noun - 1) in ("the", "a", "an"))][0]
            return self._sentence.made(cue.subject, start, cue.end, False, "any", cue.end, 0.8)
        if tokens.at(noun + 1) not in ("that", ":") and not self._is_explained_noun(noun):
            return None
        start = noun - 1
        while start > 0 and noun - start < 8 and tokens.is_word(start - 1) and not self._bounds(start - 1):
            start -= 1
        owner_end = noun
        while (
            owner_end > start
            and possessor(tokens.words[owner_end - 1]) is None
            and (tokens.lower[owner_end - 1] not in w.POSSESSIVES)
        ):
            owner_end -= 1
        subject = self._possessor(start, owner_end) if owner_end > start and noun - owner_end <= 2 else None
        if subject is None:
            return None
        return self._sentence.made(subject, subject.start, end, False, "any", end, 0.85)

    def _behind(self, cue: Cue) -> str:
        return self._sentence.text[cue.end : self._sentence.end].lstrip()

    def _is_explained_noun(self, noun: int) -> bool:
        """`Lee’s claim(, made in May,) was that`."""
        tokens = self._phrases
        at = noun + 1
        if tokens.at(at) == ",":
            at = next((i + 1 for i in range(at + 1, min(len(tokens), at + 14)) if tokens.at(i) == ","), at)
        return tokens.at(at) in w.BE and tokens.at(at + 1) in ("that", ":")

    def _bounds(self, i: int) -> bool:
        word = self._phrases.lower[i]
        return (
            word in w.BOUNDARY
            or word in w.FINITE
            or word in w.PREPOSITIONS
            or (word in w.VERBS and word not in w.NOUN_LIKE)
            or self._phrases.is_past(i)
        )
