"""Which statements of a corpus can be in a cluster: those that say something by themselves.

Clauses, quotations, and sentences that hold no clause. Left out are sentences of several clauses (two
of them are seldom alike as wholes where a part of each is), reporting frames (“the spokesman said on
Monday”), and stretches with less than two words of content (“in a statement”).
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from annotate.statements.corpus import Corpus, Vocabulary
from annotate.statements.passages import KINDS
from annotate.text.reporting import THAT_VERB

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

_FUNCTION_WORDS = """
    a an the this that these those it its he she they we i you him her them us his their our my your
    who whom whose which what where when why how there here
    and or but nor so yet if then than as because while although though unless whereas
    of to in on at by for from with about into over after before under between against during through
    until since upon within among towards toward across
    is are was were be been being am has have had having do does did done will would shall should can could
    may might must not no also just only very more most such some any all both each other another own same
    said says say saying told tells tell added adds according
"""
_AFTER_CUE = "on in at to by during when after before from reporters here earlier later today yesterday"
_CUES = "claimed asked replied commented responded continued insisted stressed noted stated remarked"
_FEWEST_CONTENT = 2.0
_CJK_SHARE = 0.5
"""What one CJK character counts as content: words of the language are mostly of two."""
_LONGEST_TAIL = 5
"""Words from a reporting verb to the end of a frame, the verb included."""
_TELLING = frozenset(("told", "tells"))
"""Verbs of a frame whatever follows: whom was told."""
_SAYING = frozenset(("said", "says", "told", "asked", "replied", "wrote"))
"""Verbs that are followed by who said it, or to whom; the others by what was said as well."""
_LONGEST_SPEAKER = 12
"""Words from such a verb at the start of a frame to its end."""


def eligible(corpus: Corpus) -> "Flags":
    """Whether each statement can be in a cluster. Shape (statements,)."""
    return ~_holds_clause(corpus) & ~_is_frame(corpus) & (_content(corpus) >= _FEWEST_CONTENT)


def _holds_clause(corpus: Corpus) -> "Flags":
    """Sentences with a clause in them that is not the whole."""
    import numpy as np

    sentence = corpus.kind == KINDS.index("sentence")
    clause = np.flatnonzero(corpus.kind == KINDS.index("clause"))
    around = np.maximum.accumulate(np.where(sentence, np.arange(len(corpus)), -1))[clause]
    clause, around = clause[around >= 0], around[around >= 0]
    inside = (corpus.article[around] == corpus.article[clause]) & (corpus.end[clause] <= corpus.end[around])
    holds = np.zeros(len(corpus), dtype=bool)
    holds[around[inside]] = True
    return holds


def _is_frame(corpus: Corpus) -> "Flags":
    """Clauses and sentences that only say who speaks: a verb of reporting ends them, begins them, or stands
    before a place or time."""
    import numpy as np

    if not len(corpus):
        return np.zeros(0, dtype=bool)
    cue = _flags(corpus.vocabulary, _cues())[corpus.words]
    tail = _flags(corpus.vocabulary, frozenset(_AFTER_CUE.split()))[corpus.words]
    first, last = corpus.offsets[:-1], corpus.offsets[1:] - 1
    length = np.diff(corpus.offsets)
    to_end = np.repeat(corpus.offsets[1:], length) - np.arange(len(corpus.words))
    before_tail = np.zeros(len(cue), dtype=bool)
    before_tail[:-1] = cue[:-1] & tail[1:] & (to_end[:-1] > 1)
    in_tail = (before_tail | _flags(corpus.vocabulary, _TELLING)[corpus.words]) & (to_end <= _LONGEST_TAIL)
    ends = cue[last] | np.logical_or.reduceat(in_tail, first)
    saying = _flags(corpus.vocabulary, _SAYING)[corpus.words[first]]
    begins = (cue[first] & (length <= _LONGEST_TAIL)) | (saying & (length <= _LONGEST_SPEAKER))
    according = corpus.vocabulary.number("according")
    sourced = np.zeros(len(corpus), dtype=bool) if according is None else corpus.words[first] == according
    quotation = corpus.kind == KINDS.index("quotation")
    return np.asarray(~quotation & (ends | begins | sourced))


def _content(corpus: Corpus) -> "NDArray[np.float64]":
    """How many words of content each statement has."""
    import numpy as np

    if not len(corpus):
        return np.zeros(0)
    share = np.array([_share(word) for word in _words(corpus.vocabulary)])
    share[_flags(corpus.vocabulary, frozenset(_FUNCTION_WORDS.split()))] = 0.0
    return np.asarray(np.add.reduceat(share[corpus.words], corpus.offsets[:-1]))


def _share(word: str) -> float:
    if len(word) == 1:
        return _CJK_SHARE if word >= "\u3040" else 0.0
    return 0.0 if word.isdigit() else 1.0


def _words(vocabulary: Vocabulary) -> list[str]:
    return [vocabulary[number] for number in range(len(vocabulary))]


def _flags(vocabulary: Vocabulary, words: frozenset[str]) -> "NDArray[Any]":
    """Whether each word of the vocabulary is one of these."""
    import numpy as np

    flags = np.zeros(len(vocabulary), dtype=bool)
    numbers = (vocabulary.number(word) for word in words)
    flags[[number for number in numbers if number is not None]] = True
    return flags


@cache
def _cues() -> frozenset[str]:
    return frozenset(THAT_VERB.split("|")) | frozenset(_CUES.split())
