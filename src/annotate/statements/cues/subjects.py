"""Who a reporting verb belongs to: the noun phrase before or behind it.

By rule on tokens, without a parser: a phrase reaches back to a mark or a word that a subject never
holds. Ranges of tokens are half-open indices; the rest are code points of the text.
"""

from annotate.statements.cues import words as w
from annotate.statements.cues.phrase_names import LINKS, is_person, name_in
from annotate.statements.cues.tokens import Tokens
from annotate.statements.cues.values import Gist, Subject

_LONGEST = 22  # tokens of a subject
_LONGEST_APPOSITION = 24


class Phrases(Tokens):
    """The tokens of a sentence with the noun phrases that may be the subject of a verb."""

    def before(self, verb: int) -> Subject | None:
        """The subject that ends right before the token at `verb`: `Wang Lei, the minister,` or `they`."""
        last = self.at(verb - 1)
        if last in (",", "—", "–", "-", ")"):
            return self._with_apposition(verb)
        found = self._phrase_before(verb)
        if found is None:
            return None
        if found[0] > 1 and self.at(found[0] - 1) == "," and self.at(found[0]) in w.ROLES:
            named = self._phrase_before(found[0] - 1)  # `Ana Ruiz, spokeswoman for the trust told`
            if named is not None and is_person(self, *named):
                return self._made(named[0], found[1], *named)
        return self.subject(*found)

    def behind(self, first: int, stop: str = "") -> tuple[Subject, int] | None:
        """The noun phrase that begins at the token `first`, and the token after it.

        It goes no farther than the preposition `stop`.
        """
        end = self._phrase_behind(first, stop)
        if end <= first:
            return None
        subject = self.subject(first, end)
        return None if subject is None else (subject, end)

    def main(self, verb: int) -> tuple[Subject, int] | None:
        """The subject of the clause that `verb` continues (`X left and said`), and the token after it."""
        first = 0
        for i in range(verb - 1, -1, -1):
            if self.words[i] in (";", ":", "“", "”", '"', "»", "«") or (
                self.words[i] in ".?!" and i + 1 < verb
            ):
                first = i + 1
                break
        while first < verb and self.at(first) in w.LEADING:
            first += 1
        while first < verb and (
            self.at(first) in w.PREPOSITIONS or self.at(first) in w.BOUNDARY or self.at(first).endswith("ing")
        ):
            comma = next((i for i in range(first, verb) if self.words[i] == ","), verb)
            first = comma + 1
        end = first
        while end < verb and end - first < 12:
            word = self.at(end)
            stops = word in w.FINITE or word in w.BOUNDARY or not self.is_word(end)
            if stops or (end > first and (self.is_past(end) or word in w.VERBS or self.is_adverb(end))):
                break
            end += 1
        if end <= first or end >= verb or end - first >= 12:
            return None
        subject = self.subject(first, end)
        return None if subject is None else (subject, end)

    def subject(self, start: int, end: int) -> Subject | None:
        """The phrase as a subject; None where it cannot be one: a date, `this`, `nothing`."""
        start, end = self._plain(start, end)
        if start >= end or all(self.is_date(i) or self.words[i].isdigit() for i in range(start, end)):
            return None
        if not any(char.isalpha() for word in self.words[start:end] for char in word):
            return None
        first, last = self.at(start), self.at(end - 1)
        if end - start == 1 and (first in w.PRONOUNS):
            return self._made(start, end, start, end, w.PRONOUNS[first])
        if last in ("who", "which", "that") and end - start > 1:
            last = self.at(end - 2)
        if first in w.FIRST_SECOND or first in w.NEVER_SUBJECT or last in w.NEVER_SUBJECT:
            return None
        if last in w.DETERMINERS - w.PLURAL - w.PRONOUN_LIKE or last in w.PREPOSITIONS:
            return None
        if first in w.PREPOSITIONS or first in w.FINITE or (self.is_past(start)):
            return None
        if any(self.at(i) in w.FINITE for i in range(start, end)) and not any(
            self.at(i) in ("who", "which", "that") for i in range(start, end)
        ):
            return None
        if end - start == 2 and first == "the" and last in w.ROLES:
            return self._made(start, end, start, end, "role")
        return self._made(start, end, *name_in(self, start, end))

    def _made(self, start: int, end: int, name_start: int, name_end: int, pronoun: Gist = "") -> Subject:
        return Subject(
            self.spans[start][0],
            self.spans[end - 1][1],
            self.spans[name_start][0],
            self.spans[name_end - 1][1],
            pronoun,
        )

    def _phrase_before(self, end: int) -> tuple[int, int] | None:
        start = end
        while start > 0 and end - start < _LONGEST:
            word = self.at(start - 1)
            if word == "than" and self.at(start - 2) in ("more", "less", "fewer"):
                start -= 2
                continue
            if self._is_possessive_mark(start - 1) and start < end:
                start -= 2
                continue
            if not self.is_word(start - 1) or word in w.BOUNDARY or word in w.FINITE:
                break
            if self._is_verb_there(start - 1, end):
                break
            start -= 1
        relative = self._relative(start, end)
        if relative is not None:
            return relative
        if end - start >= _LONGEST or start >= end:
            return None
        for i in range(end - 2, start, -1):
            if self.at(i) in ("and", "or") and self._begins_clause(start, i):
                return i + 1, end
        return start, end

    def _is_possessive_mark(self, i: int) -> bool:
        """Whether the token is the apostrophe of `the bakers’ guild`."""
        if i < 1 or self.words[i] not in "’'" or not self.is_word(i - 1):
            return False
        return self.at(i - 1).endswith("s") and self.spans[i - 1][1] == self.spans[i][0]

    def _is_verb_there(self, i: int, end: int) -> bool:
        """Whether the token is a reporting verb that has what follows for its content."""
        word = self.words[i]
        if word not in w.VERBS or not word.islower() or i + 1 >= end:
            return False
        if word in w.NOUN_LIKE or word in w.BASE:
            return self.at(i + 1) in w.DETERMINERS or self.at(i + 1) in w.PRONOUNS
        return not (word in w.NAMING and self.at(i + 1) != "the") and self.at(i + 1) not in ("by", "in")

    def _relative(self, start: int, end: int) -> tuple[int, int] | None:
        """`Mara Oduya who led the survey`: the phrase from before the relative word."""
        at = start
        if start < end and self.at(start - 1) in w.FINITE:
            at -= 1
        elif start < end and not self.is_past(start):
            return None
        while self.is_adverb(at - 1):
            at -= 1
        at -= 1
        if self.at(at) not in ("who", "which", "that"):
            return None
        before = at - 1 if self.at(at - 1) == "," and start == end else at
        found = self._phrase_before(before)
        if found is None or found[1] != before or self.at(found[0]) in w.NEVER_SUBJECT:
            return None
        first = next(
            (i for i in range(before - 1, found[0], -1) if self.at(i) in ("a", "an", "the")), found[0]
        )
        return (found[0] if self.at(first - 1) in LINKS else first), end

    def _begins_clause(self, start: int, conjunction: int) -> bool:
        """Whether what stands before `and` is a clause rather than the first of two names."""
        before = self.at(start - 1)
        return (
            before in w.FINITE
            or start == conjunction
            or any(self.is_past(i) for i in range(start, conjunction))
            or (before in w.VERBS and conjunction - start > 3)
        )

    def _with_apposition(self, verb: int) -> Subject | None:
        """`Wang Lei, the minister, said`, `Hartmann (54) said`: the name stands before the first mark."""
        closing = verb - 1
        opening = "(" if self.words[closing] == ")" else self.words[closing]
        for mark in range(closing - 1, max(-1, closing - _LONGEST_APPOSITION), -1):
            if self.words[mark] in ("“", "”", '"', ";", ":", "«", "»") or (
                self.words[mark] in ".!?" and mark + 1 < closing
            ):
                return None
            if self.words[mark] != opening or not self._explains(mark + 1, closing):
                continue
            found = self._phrase_before(mark)
            subject = None if found is None else self.subject(*found)
            if found is None or subject is None or (subject.pronoun == "role" and opening != ","):
                continue
            inner = self._inner_name(found, mark + 1, closing)
            name = inner or (subject.name_start, subject.name_end)
            pronoun = "" if inner else subject.pronoun
            return Subject(subject.start, self.spans[closing][1], *name, "" if pronoun == "role" else pronoun)
        return None

    def _inner_name(self, outer: tuple[int, int], start: int, end: int) -> tuple[int, int] | None:
        """The name in `Okafor’s lawyer, Tessa Lind,`."""
        named = all(self.is_capital(i) or self.at(i) in w.PARTICLES for i in range(start, end))
        if not named or end - start > 5 or self.is_capital(outer[1] - 1) or self.is_date(start):
            return None
        return self.spans[start][0], self.spans[end - 1][1]

    def _explains(self, start: int, end: int) -> bool:
        """Whether the tokens between two marks can tell who somebody is."""
        first = self.at(start)
        if start >= end or first in w.PRONOUNS or first in w.FIRST_SECOND:
            return False
        if first in ("who", "whose", "which", "then", "now", "speaking") or first[:1].isdigit():
            return True
        relative = any(self.at(i) in ("who", "which", "that", "whose") for i in range(start, end))
        if not relative and any(self.at(i) in w.FINITE for i in range(start, end)):
            return False
        return (
            first in w.DETERMINERS
            or first in w.PREPOSITIONS
            or first in w.ROLES
            or first in ("former", "acting", "deputy", "senior", "also", "once")
            or first.endswith("ing")
            or self.is_capital(start)
        )

    def explained_until(self, comma: int) -> int:
        """The token after the apposition that begins behind `comma`: `said Ms Ito, the minister`."""
        end = comma + 1
        while end < len(self) and end - comma < _LONGEST_APPOSITION and self.words[end] not in ',.;:“"”!?—':
            end += 1
        first = self.at(comma + 1)
        fits = first in ("the", "a", "an", "who", "his", "her", "its", "their", "former", "acting") or (
            any(self.at(i) in w.ROLES for i in range(comma + 1, min(end, comma + 4)))
        )
        return end if fits and end - comma > 1 and self._explains(comma + 1, end) else comma

    def _phrase_behind(self, first: int, stop: str = "") -> int:
        end = first
        if self.at(first) in w.PRONOUNS:
            return first + 1
        while end < len(self) and end - first < _LONGEST:
            word, before = self.at(end), self.at(end - 1) if end > first else ""
            if not self.is_word(end) or (self.is_date(end) and not (self.is_capital(end) and end == first)):
                break
            capital = self.is_capital(end)
            if word in ("of", "for", "from", "by", "de"):
                fits = end > first and self.is_word(end + 1) and not self.is_date(end + 1)
                fits = fits and not self.at(end + 1).endswith("ing") and word != stop
            elif word in ("at", "in", "on", "to", "with"):
                fits = before in ("familiar", "close", "near") or (
                    end > first
                    and word in ("at", "with")
                    and (before in w.ROLES or before.rstrip("s") in w.ROLES)
                )
                fits = fits or (before.endswith("ed") and end > first)
                people = before.endswith("s") and self.is_common(end - 1)
                fits = fits or (
                    word == "in" and people and self.is_capital(end + 1) and not self.is_date(end + 1)
                )
            elif word == "and":
                fits = end > first and (self.is_capital(end + 1) or self.at(end + 1) in w.DETERMINERS)
            elif capital or word in w.PARTICLES:
                fits = True
            else:
                fits = not (
                    word in w.FINITE
                    or word in w.BOUNDARY
                    or word in w.ADVERBIAL_STARTS
                    or word in w.PREPOSITIONS
                    or (word in w.PRONOUNS and end > first)
                    or (word in w.VERBS and word not in w.NOUN_LIKE)
                    or (word in w.DETERMINERS and end > first and before not in LINKS)
                    or self.is_adverb(end)
                )
                if fits and self.is_past(end):
                    # `people briefed on the talks`, but not `Bachelet appeared`.
                    noun = end > first and not self.is_capital(end - 1)
                    fits = noun and self.at(end + 1) in ("on", "by", "in", "with", "at")
            if not fits:
                break
            end += 1
        while end > first and self.at(end - 1) in LINKS:
            end -= 1
        return end

    def _plain(self, start: int, end: int) -> tuple[int, int]:
        """The phrase without what leads to it (`But on Friday`) and dates behind it (`on Friday`)."""
        if self.at(start) == "asked" and self.at(start + 1) == "about":
            start += 2
        while start < end and (
            self.at(start) in w.LEADING and not (self.at(start) == "while" and end - start == 1)
        ):
            start += 1
        if start < end and self.is_date(start) and end - start > 1 and self.is_capital(start):
            start += 1
        if start < end and self.at(start) in w.PREPOSITIONS:
            start = self._behind_adverbial(start, end)
        return start, end

    def _behind_adverbial(self, start: int, end: int) -> int:
        """Past `On Friday`, `In a statement`, `Last week` without a comma behind them."""
        at = start + 1
        if self.is_date(at) or (self.at(at) in ("the", "a") and self.is_date(at + 1)):
            while at < end and (self.is_date(at) or (self.at(at) == "the" and self.is_date(at + 1))):
                at += 1
            return self._behind_adverbial(at, end) if self.at(at) in w.PREPOSITIONS else at
        at += self.at(at) in w.DETERMINERS
        while at < end and not (
            self.is_capital(at) or self.at(at) in w.DETERMINERS or self.at(at) in w.PRONOUNS
        ):
            at += 1
        return at
