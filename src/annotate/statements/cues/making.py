"""What the finders of cues share: the tokens of a sentence, and how a cue is put together from them."""

from bisect import bisect_right

from annotate.statements.cues.subjects import Phrases
from annotate.statements.cues.values import Cue, Right, Subject

CLOSERS = "”\"’'»」』"
"""Marks that close a quotation."""
BEFORE_CUE = ",”\"’'»—–?!…」』"
"""What stands between words and the cue behind them."""
QUOTES = '“”„"«»「」『』‘'
STOPS = frozenset((".", ",", ";", ":", "—", "–", "-", "!", "?", ")", "…", "”", '"', "’", "'", "»", "“", "«"))
_COORDINATING = frozenset(("and", "but", "while", "whereas", "although", "though", "or", ";"))
_SUBORDINATING = frozenset(
    ("while", "although", "though", "whereas", "if", "when", "because", "since", "after")
)


class Sentence:
    """The tokens and phrases of a sentence, and the cues found in it so far, by the place of their verb."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.phrases = Phrases(text, start, end)
        self.found: list[Cue] = []

    def made(
        self,
        subject: Subject,
        start: int,
        end: int,
        left: bool,
        right: Right,
        content_from: int,
        certainty: float,
    ) -> Cue:
        """A cue from `start` to `end`, with what the word before it says of its clause."""
        tokens = self.phrases
        i = bisect_right(tokens.ends, start) - 1
        last = tokens.at(i)
        return Cue(
            start,
            end,
            subject,
            left,
            right,
            content_from,
            certainty,
            last in _COORDINATING,
            last in _SUBORDINATING,
        )

    def by_phrase(self, first: int, name: int, certainty: float, stop: str = "") -> Cue | None:
        """The cue from the token `first` whose subject is the phrase at the token `name`."""
        phrase = self.phrases.behind(name, stop)
        if phrase is None:
            return None
        subject, after = phrase
        end = self.phrases.spans[after - 1][1]
        return self.made(subject, self.phrases.spans[first][0], end, True, "any", end, certainty)

    def before(self, at: int) -> str:
        """The last character of the sentence before `at` that is not a space; empty where there is none."""
        i = at
        while i > self.start and self.text[i - 1].isspace():
            i -= 1
        return self.text[i - 1] if i > self.start else ""
