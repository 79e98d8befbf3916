"""Cues that are a verb with its subject before or behind it: `Wang said`, `said Ms Ito, the minister`."""

from annotate.statements.cues import words as w
from annotate.statements.cues.listeners import behind_listener
from annotate.statements.cues.making import BEFORE_CUE, CLOSERS, QUOTES, STOPS, Sentence
from annotate.statements.cues.phrase_names import LINKS
from annotate.statements.cues.tokens import possessor
from annotate.statements.cues.values import Cue, Right, Subject


class VerbCues:
    """The cues that the verbs of a sentence make; a verb is given as the index of its token."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._phrases = sentence.phrases

    def by_verb(self, verb: int) -> Cue | None:
        """The cue of a reporting verb; None where it is a noun, an infinitive or a passive."""
        tokens = self._phrases
        word = tokens.lower[verb]
        if word in w.PARTICLE and tokens.at(verb + 1) != w.PARTICLE[word]:
            return None
        if tokens.words[verb][0].isupper() and verb > 0 and tokens.is_word(verb - 1):
            return None
        if tokens.at(verb + 1) == "by" or (
            tokens.at(verb + 1) == "to" and tokens.at(verb + 2) in ("be", "have")
        ):
            return None
        if tokens.at(verb - 1) in w.DETERMINERS - w.PLURAL - w.PRONOUN_LIKE:
            return None
        if tokens.at(verb - 1) == "as" and word == "saying":
            return self._quoted_as(verb)
        inverted = self._inverted(verb) if word in w.INVERTING else None
        if inverted is not None:
            return inverted
        group = self._verb_group(verb)
        if group is None:
            return None
        after, content_from, right = self._behind(verb)
        if not self._is_used_as_verb(verb, group, after, right):
            return None
        if possessor(tokens.words[group - 1] if group else "") is not None:
            return None
        shared = self._shares_subject(verb, group)
        if shared:
            return self._with_shared_subject(group, after, content_from, right)
        subject = tokens.before(group)
        if subject is None:
            return None
        return self._cue(subject, subject.start, after, content_from, right, 0.95)

    def _quoted_as(self, verb: int) -> Cue | None:
        """`Lee was quoted (by the paper) as saying`, `the paper quoted Lee as saying`."""
        tokens = self._phrases
        quoted = next(
            (i for i in range(verb - 2, max(-1, verb - 14), -1) if tokens.at(i) in ("quoted", "quotes")), None
        )
        if quoted is None:
            return None
        first = quoted
        while tokens.is_adverb(first - 1) or tokens.at(first - 1) in w.BE:
            first -= 1
        if quoted + 1 == verb - 1 or tokens.at(quoted + 1) == "by":
            subject = tokens.before(first)
            start = subject.start if subject is not None else 0
        else:
            subject = tokens.subject(quoted + 1, verb - 1)
            start = tokens.spans[quoted][0]
        if subject is None:
            return None
        after, content_from, right = self._behind(verb)
        ends = after >= len(tokens) or tokens.at(after) in STOPS
        return self._sentence.made(subject, start, tokens.spans[verb][1], ends, right, content_from, 0.95)

    def by_unknown_verb(self, verb: int) -> Cue | None:
        """`“…!” he stormed.`: any verb will do between a closing mark after a comma and a stop."""
        tokens = self._phrases
        if verb + 1 < len(tokens) and tokens.at(verb + 1) not in (".", ",", ":"):
            return None
        for first in range(verb - 1, max(0, verb - 5), -1):
            if tokens.words[first - 1] in CLOSERS:
                if first > 1 and tokens.words[first - 2] in ",!?" and not tokens.is_past(verb - 1):
                    subject = tokens.subject(first, verb)
                    end = tokens.spans[verb][1]
                    if subject is not None:
                        return self._sentence.made(subject, subject.start, end, True, "quoted", end, 0.75)
                return None
        return None

    def _verb_group(self, verb: int) -> int | None:
        """The first token of the verb with its auxiliaries; None for a passive or an infinitive."""
        tokens = self._phrases
        first = verb
        while first > 0 and tokens.is_adverb(first - 1):
            first -= 1
        if tokens.at(first - 1) in w.BE:
            if not tokens.at(verb).endswith("ing"):
                return None
            first -= 1
        if tokens.at(first - 1) == "to":
            if tokens.at(first - 2) not in ("went", "goes"):
                return None
            first -= 3 if tokens.at(first - 3) == "on" else 2
            first = first if tokens.at(first) != "on" else first - 1
        while first > 0 and tokens.is_adverb(first - 1):
            first -= 1
        return first

    def _is_used_as_verb(self, verb: int, group: int, after: int, right: Right) -> bool:
        tokens = self._phrases
        word, last = tokens.lower[verb], tokens.at(group - 1)
        if word in w.BASE and verb == group:
            plural = last.endswith("s") and not last.endswith("ss") and possessor(last) is None
            listed = "and" in tokens.lower[max(0, group - 4) : group]
            if not (
                plural
                or self._is_plural(group)
                or last in w.PLURAL
                or listed
                or last in (",", ")", "who", "—", "–")
            ):
                return False
        if word in w.NOUN_LIKE:
            if (
                tokens.is_past(group - 1)
                or last in w.DETERMINERS
                or last in w.PREPOSITIONS
                or last == "of"
                or possessor(last) is not None
            ):
                return False
            following = tokens.at(after)
            if word in ("found", "finding", "finds"):
                named = any(part in w.DOCUMENTS for part in tokens.lower[max(0, group - 10) : group])
                dated = following in ("in", "on") and tokens.is_date(after + 1) and right == "any"
                return following in ("that", "no") or dated or (named and following != "in")
            if word in w.BASE or not word.endswith("ed"):
                opened = following in ("that", "how", ":", "“", '"', "‘", "«")
                begun = following in w.DETERMINERS or following in w.PRONOUNS or tokens.is_capital(after)
                set_off = any(mark in BEFORE_CUE for mark in tokens.words[max(0, group - 8) : group])
                closing = set_off and (after >= len(tokens) or following in (".", ",", "”", '"'))
                return (
                    opened
                    or begun
                    or closing
                    or (following in ("as", "on") and word not in w.BASE and right == "any")
                )
        return True

    def _is_plural(self, group: int) -> bool:
        """Whether the first words of the subject before the token `group` are many: `Officials in Oslo`."""
        subject = self._phrases.before(group)
        if subject is None:
            return False
        words = self._sentence.text[subject.name_start : subject.name_end].lower().split()
        head = words[: next((i for i, word in enumerate(words) if word in LINKS), len(words))]
        return bool(head) and (head[0] in w.PLURAL or (head[-1].endswith("s") and head[-1][-2:] != "ss"))

    def _behind(self, verb: int) -> tuple[int, int, Right]:
        """The token after the verb and its listener, where content may begin, and what is governed."""
        tokens = self._phrases
        word = tokens.lower[verb]
        after = verb + 1
        after += word in w.PARTICLE
        if word in w.TELLING:
            after = behind_listener(tokens, after)
        for i in range(after, min(len(tokens), after + 14)):
            mark = tokens.at(i)
            if mark in ("that", "whether", "how") and tokens.at(i - 1) not in w.CLAIM_NOUNS:
                if word in w.NAMING:
                    break
                return after, tokens.spans[i][1], "any"
            if mark in (":", "：") or mark in QUOTES:
                right: Right = "quoted" if word in w.NAMING else "any"
                return after, tokens.spans[i][0 if mark in QUOTES else 1], right
            if mark in (".", ";", ",", "—", "–"):
                break
        at = tokens.spans[after - 1][1]
        if word in w.NAMING:
            return after, at, "quoted"
        if word in w.ACCUSING:
            return after, at, "any"
        return after, at, "any" if word in w.BARE or word in w.TELLING else "next"

    def _inverted(self, verb: int) -> Cue | None:
        """`…,” said Ms Ito, the minister` or a headline’s `…, says minister`."""
        tokens = self._phrases
        sentence = self._sentence
        before = tokens.words[verb - 1] if verb else sentence.text[sentence.start - 1 : sentence.start]
        if not before or before not in BEFORE_CUE:
            return None
        first = verb + 1 + (tokens.at(verb) in w.PARTICLE)
        phrase = tokens.behind(first)
        if phrase is None:
            return None
        subject, after = phrase
        following = tokens.at(after)
        ends = (
            after >= len(tokens)
            or following in STOPS
            or following in w.ADVERBIAL_STARTS
            or tokens.is_date(after)
        )
        if not ends or tokens.is_adverb(after):
            return None
        bare = not self._is_full(first, after)
        if bare and after < len(tokens) and following not in STOPS:
            return None
        if following == ",":
            after = tokens.explained_until(after)
        end = tokens.spans[after - 1][1]
        right: Right = "quoted" if before in CLOSERS else "next"
        return self._sentence.made(subject, tokens.spans[verb][0], end, True, right, end, 0.95)

    def _is_full(self, start: int, end: int) -> bool:
        tokens = self._phrases
        first = tokens.at(start)
        return tokens.is_capital(start) or first in w.DETERMINERS or first in w.PRONOUNS or first in w.PLURAL

    def _shares_subject(self, verb: int, group: int) -> bool:
        tokens = self._phrases
        last = tokens.at(group - 1)
        if last in ("and", "but", "then", "or"):
            return True
        if tokens.at(verb).endswith("ing"):
            return last in (",", "while", "by", "—", "–", "”", '"', "before", "after", "when") or not last
        return False

    def _with_shared_subject(self, group: int, after: int, content_from: int, right: Right) -> Cue | None:
        tokens = self._phrases
        at = tokens.spans[group][0]
        end = tokens.spans[after - 1][1]
        earlier = [cue for cue in self._sentence.found if cue.end <= at]
        if earlier:
            last = earlier[-1]
            between = [i for i in range(group) if tokens.spans[i][0] >= last.end]
            plain = all(not tokens.is_word(i) or tokens.at(i) in ("and", "but") for i in between)
            if any(tokens.words[i] in QUOTES for i in between):
                plain = False
            unquoted = not any(tokens.words[i] in QUOTES for i in between)
            plain = plain or (last.right == "quoted" and not last.left and unquoted and at - last.end <= 80)
            plain = plain or (last.left and unquoted and at - last.end <= 60)
            start = last.start if plain else at
            return self._sentence.made(last.subject, start, end, False, right, content_from, 0.85)
        main = tokens.main(group)
        if main is None:
            return None
        subject, behind = main
        marks = any(word in QUOTES for word in tokens.words[behind:group])
        near = at - subject.end <= 80 and not marks
        return self._sentence.made(
            subject, subject.start if near else at, end, False, right, content_from, 0.75
        )

    def _cue(
        self, subject: Subject, start: int, after: int, content_from: int, right: Right, certainty: float
    ) -> Cue:
        """A cue whose subject stands before its verb; what surrounds it tells which side it governs."""
        tokens = self._phrases
        end = tokens.spans[after - 1][1]
        before = self._sentence.before(start)
        following = tokens.at(after)
        closes = (
            after >= len(tokens)
            or following in STOPS
            or following in w.ADVERBIAL_STARTS
            or tokens.is_date(after)
            or following.endswith("ing")
            or following in QUOTES
        )
        opened = self._sentence.text[content_from - 4 : content_from].lower() == "that"
        naming = right == "quoted" and following not in STOPS
        left = before != "" and before in BEFORE_CUE and closes and not opened and not naming
        quoted = left and before in CLOSERS
        if left and right != "quoted" and following != ":":
            right = "quoted" if quoted else "next"
        return self._sentence.made(
            subject, start, end, left, right, content_from if not left else end, certainty
        )
