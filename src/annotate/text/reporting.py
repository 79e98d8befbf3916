"""Reporting cues: the verbs that put words in somebody's mouth, as data and patterns.

Sentences keep a reporting clause with the quotation before it; clauses are cut after the cue, so
that who says it and what is said can be selected apart.
"""

import re

_BARE = """
    said says say saying claimed claims claiming argued argues arguing insisted insists insisting
    believes believed believe believing thinks think thought alleged alleges alleging maintained
    maintains contended contends
"""
_WITH_THAT = """
    added adds adding noted notes noting stated states stating stressed stresses stressing declared
    declares declaring announced announces announcing denied denies denying confirmed confirms
    confirming reported reports reporting revealed reveals revealing found warned warns warning
    explained explains explaining admitted admits admitting suggested suggests suggesting acknowledged
    acknowledges emphasised emphasized emphasise emphasize emphasising emphasizing underlined
    underscored reiterated reiterates reiterating pledged vowed promised predicted predicts predicting
    concluded concludes concluding recalled recalls asserted asserts asserting complained complains
    repeated repeats repeating wrote writes writing told tells telling agreed agrees conceded concedes
    hopes hoped hoping fears feared expects expected remarked remarks observed learned
"""
_SPOKEN = (
    _BARE
    + _WITH_THAT
    + """
    asked asks replied replies responded continued went commented quipped joked tweeted posted
"""
)


def _either(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


BARE_VERB = _either(_BARE)
"""Verbs after which what is said may follow without `that`."""
THAT_VERB = _either(_BARE + _WITH_THAT)
"""Verbs after which `that` begins what is said."""

_WORD = r"[\w.’'-]+"
REPORTING_TAIL = re.compile(
    rf"\s+(?:(?:{_WORD}\s+){{1,7}}?(?:{_either(_SPOKEN)})|(?:{_either(_SPOKEN)})(?:\s+{_WORD}){{1,7}}?)"
    r"(?=[.,;:!?]|\s+(?:in|on|at|during|when|as|after|while|with|to|before|later|earlier|here)\b|\s*$)"
)
"""What follows a closing quote mark when the sentence goes on with who said it."""

CJK_REPORTING_AFTER_QUOTE = re.compile(
    r"[^。！？\n「『“]{0,12}?(?:说|說|道|称|稱|表示|指出|问|問|强调|強調|认为|認為"
    r"|と述べ|と言|と語|と話|とし|라고|고 말)"
)
"""The same without spaces between words."""
