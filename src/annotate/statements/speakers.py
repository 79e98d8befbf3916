"""Who says a tagged stretch, and the words that report it: proposals, never applied by themselves.

A stretch is governed by the cue beside it, by the cues beside the quotations around it, and where a
quotation stands alone by the cue it continues from. Nothing is proposed where no cue is near. Only some
paragraphs before the stretch and one window at each of its ends are read, so an answer costs the same
in any text. Positions are code points.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotate.statements.cues.antecedents import antecedent
from annotate.statements.cues.finding import cues
from annotate.statements.cues.labels import colon_cues
from annotate.statements.cues.values import Cue
from annotate.statements.names import as_written, complete, same_name
from annotate.text.edges import trim
from annotate.text.graphemes import outward
from annotate.text.quotes import Quotation
from annotate.text.segments import Range, Units

__all__ = ["Speaker", "complete", "same_name", "speakers"]

_WINDOW = 1200  # code points: a cue farther from what it reports is not looked for
_CONTINUED = 8  # paragraphs of one quotation
_LEANING = 3  # paragraphs of nothing but a quotation that lean on the cue before them
_QUOTED_SENTENCES = 6  # sentences between a cue and a part of what it reports, all of them quoted
_EARLIER_SENTENCES = 12  # of each paragraph that is searched for an antecedent
_CONTRASTS = ("but ", "while ", "whereas ", "although ", "though ", "yet ")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who may have said a stretch. All positions are code points of the text."""

    name: str
    """As a person would write it in a form: the words of the text, a sentence's first article small."""
    start: int
    """Start of the stretch to tag as attribution: who and the reporting cue, without the content."""
    end: int
    name_start: int
    """Where the name stands: for a pronoun that was resolved, the place of the earlier name."""
    name_end: int
    pronoun: bool
    """Whether the cue names nobody itself: he, she, it, they, the spokesman."""
    confidence: float
    """0 to 1, for ordering only. It begins at what kind of cue it is (0.95 a verb and its subject, 0.5 a
    label before a colon), and loses by distance, by each quotation or outer cue between, by leaning on
    another sentence or paragraph, and by a guessed antecedent."""


def speakers(text: str, units: Units, start: int, end: int, limit: int = 5) -> list[Speaker]:
    """Who says the content from `start` to `end`, best first; at most `limit`, none twice.

    `units` are those of `text`. Empty where nothing near reports the stretch: never invented.
    """
    inner = trim(text, max(0, start), min(end, len(text)))
    if inner[0] >= inner[1] or not units.paragraphs or limit < 1:
        return []
    search = _Search(text, units)
    proposed: list[Speaker] = []
    for cue, confidence in sorted(search.governing(*inner), key=lambda pair: -pair[1]):
        speaker = search.speaker(cue, confidence, max(0, start), min(end, len(text)))
        if speaker is not None and not any(_is_same(speaker, other) for other in proposed):
            proposed.append(speaker)
    return sorted(proposed, key=lambda speaker: -speaker.confidence)[:limit]


def _is_same(one: Speaker, other: Speaker) -> bool:
    return same_name(one.name, other.name) or (one.start < other.end and other.start < one.end)


class _Search:
    """One question about one text; the cues of a sentence are found once."""

    def __init__(self, text: str, units: Units) -> None:
        self._text = text
        self._units = units
        self._known: dict[Range, list[Cue]] = {}

    def governing(self, start: int, end: int) -> Iterator[tuple[Cue, float]]:
        """The cues that report the range, each with its confidence; the innermost comes with the highest."""
        first = self._units.paragraph_index(start)
        last = self._units.paragraph_index(max(start, end - 1))
        around = self._around(first, start, end) if first == last else []
        found = False
        anchors = [(start, end, False), *((q.start, q.end, True) for q in around)]
        for level, (anchor_start, anchor_end, quoted) in enumerate(anchors):
            for cue, weight in self._beside(first, last, anchor_start, anchor_end, quoted or bool(around)):
                found = True
                yield cue, weight - 0.08 * level
        if first != last:
            around = self._around(first, start, self._units.paragraphs[first][1])
        outer = around[-1] if around else None
        if outer is not None and not any(
            self._is_outside(first, cue, outer)
            for cue, _ in self._beside(first, first, outer.start, outer.end, True)
        ):
            yield from self._leaning(first, outer)
        if not found:
            yield from self._labelled(first, start, end)

    def _beside(
        self, first: int, last: int, start: int, end: int, quoted: bool
    ) -> Iterator[tuple[Cue, float]]:
        """Cues in the sentences of the range's two edges that govern it."""
        highest = 1.0
        before = [cue for cue in self._near(first, start) if cue.end <= start]
        for cue in reversed(before):
            if self._is_foreign(first, cue, start, end):
                continue
            if self._governs_right(cue, before, start, quoted):
                highest = min(highest - 0.04, cue.certainty - 0.1 * min(start - cue.end, 500) / 500)
                yield cue, highest
        for cue in self._near(last, max(start, end - 1)):
            if cue.start >= end and cue.left and not self._is_foreign(last, cue, start, end):
                if self._text.count(" ", end, cue.start) > 60:
                    break
                yield cue, min(highest - 0.06, cue.certainty - 0.1 * min(cue.start - end, 500) / 500)
                break

    def _governs_right(self, cue: Cue, before: list[Cue], start: int, quoted: bool) -> bool:
        """Whether the content at `start`, later in the sentence, is what the cue reports."""
        if cue.right == "no" or (start < cue.content_from and cue.right == "any"):
            return False
        between = self._text[cue.end : start]
        bare = between.strip(" \t\n\"“”„‘’'«»「」『』,:，：(—–-").lower()
        adjacent = bare in ("", "that", "whether", "how", "of", "as", "for", "about", "was that", "is that")
        if cue.subordinate and "," in between and not adjacent:
            return False
        if cue.right == "quoted":
            return quoted and len(between) < 250
        if cue.right == "next":
            return adjacent or quoted
        if any(later.coordinated and cue.end <= later.start for later in before):
            return False
        tail = bare.rsplit(" ", 1)[-1] + " "
        return adjacent or not (between.rstrip().count(",") and tail in _CONTRASTS)

    def _leaning(self, index: int, quotation: Quotation) -> Iterator[tuple[Cue, float]]:
        """Cues outside the sentence of a quotation that has none of its own."""
        sentences = self._units.units("sentence", index)
        earlier = [s for s in sentences if s[1] <= quotation.start]
        for passed, sentence in enumerate(reversed(earlier[-_QUOTED_SENTENCES:])):
            told = [
                cue for cue in self._cues(*self._clip(sentence, sentence[1])) if self._is_open(index, cue)
            ]
            told = [cue for cue in told if cue.left or cue.right == "any"]
            if told:
                yield told[-1], (0.88 if told[-1].left else 0.7) - 0.03 * passed
                return
            if not self._is_quoted(index, sentence):
                break
        following = next((s for s in sentences if s[0] >= quotation.end), None)
        if following is not None and not self._is_quoted(index, following):
            told = [
                cue for cue in self._cues(*self._clip(following, following[0])) if self._is_open(index, cue)
            ]
            if told and told[0].start - following[0] < 40:
                yield told[0], 0.5
                return
        yield from self._continued(index, quotation)

    def _continued(self, index: int, quotation: Quotation) -> Iterator[tuple[Cue, float]]:
        """Cues of the paragraphs that a quotation comes from or goes on to."""
        if quotation.start == self._units.paragraphs[index][0]:
            left_open = True
            for back in range(1, _CONTINUED + 1):
                if index < back:
                    break
                at = index - back
                left_open = left_open and self._is_left_open(at)
                told = self._last_cue(at)
                if told is not None:
                    yield told, (0.85 if left_open else 0.55) - 0.02 * back
                    break
                if not left_open and (
                    back >= _LEANING or not self._is_quoted(at, self._units.paragraphs[at])
                ):
                    break
        for ahead in range(index, min(index + _CONTINUED, len(self._units.paragraphs) - 1)):
            if not self._is_left_open(ahead):
                break
            first = next(iter(self._units.quotations(ahead + 1)), None)
            if first is None:
                break
            for cue, weight in self._beside(ahead + 1, ahead + 1, first.start, first.end, True):
                yield cue, weight - 0.1
                return

    def _labelled(self, index: int, start: int, end: int) -> Iterator[tuple[Cue, float]]:
        """`Ana Ruiz: …`, unless it may be the place or the topic before a report."""
        paragraph = self._units.paragraphs[index]
        for cue in colon_cues(self._text, *paragraph):
            if cue.left:
                if end <= cue.start:
                    yield cue, cue.certainty
            elif cue.end <= start and self._is_label(index, cue):
                yield cue, cue.certainty

    def _is_label(self, index: int, cue: Cue) -> bool:
        """Whether a name before a colon is a speaker's: in talk, in a headline, before a quotation."""
        start, end = self._units.paragraphs[index]
        behind = self._text[cue.content_from : end].strip()
        if behind[:1] in ("“", '"', "‘", "«", "「") or (end - start <= 110 and not behind.endswith(".")):
            return True
        near = [
            *self._units.paragraphs[max(0, index - 2) : index],
            *self._units.paragraphs[index + 1 : index + 3],
        ]
        return any(not told.left for other in near for told in colon_cues(self._text, *other))

    def speaker(self, cue: Cue, confidence: float, start: int, end: int) -> Speaker | None:
        """The proposal of a cue; None where its stretch would meet the content from `start` to `end`."""
        subject = cue.subject
        left, right = outward(self._text, *trim(self._text, cue.start, cue.end))
        if left >= right or (left < end and start < right):
            return None
        name_start, name_end = subject.name_start, subject.name_end
        pronoun = subject.pronoun != ""
        if subject.pronoun:
            earlier = antecedent(self._text, self._cues_before(cue), subject)
            if earlier is not None:
                name_start, name_end = earlier
                confidence -= 0.03
            elif subject.pronoun == "role":
                pronoun = "spokes" in self._text[name_start:name_end].lower()
            elif self._text[name_start:name_end].lower() in ("it", "its"):
                confidence -= 0.2
        name_start, name_end = outward(self._text, *trim(self._text, name_start, name_end))
        name = as_written(self._text[name_start:name_end])
        if not name:
            return None
        confidence = round(min(1.0, max(0.0, confidence)), 3)
        return Speaker(name, left, right, name_start, name_end, pronoun, confidence)

    def _cues_before(self, cue: Cue) -> Iterator[Cue]:
        """The cues before another, nearest first, some paragraphs back; for a role not in its sentence."""
        index = self._units.paragraph_index(cue.start)
        position = cue.start
        if cue.subject.pronoun == "role":
            around = self._units.units("sentence", index)
            position = next((s[0] for s in around if s[0] <= cue.start < s[1]), cue.start)
        for at in range(index, max(-1, index - 1 - _CONTINUED), -1):
            sentences = [s for s in self._units.units("sentence", at) if s[0] < position]
            for sentence in reversed(sentences[-_EARLIER_SENTENCES:]):
                told = self._cues(*self._clip(sentence, min(position, sentence[1])))
                yield from (
                    other for other in reversed(told) if other.end <= position and self._is_open(at, other)
                )
            if at != index:  # who speaks in a paragraph of talk is not whom it speaks of
                labels = colon_cues(self._text, *self._units.paragraphs[at])
                yield from (label for label in labels if not label.left)

    def _last_cue(self, index: int) -> Cue | None:
        for sentence in reversed(self._units.units("sentence", index)[-_QUOTED_SENTENCES:]):
            told = [
                cue for cue in self._cues(*self._clip(sentence, sentence[1])) if self._is_open(index, cue)
            ]
            told = [cue for cue in told if cue.left or cue.right == "any"]
            if told:
                return told[-1]
            if not self._is_quoted(index, sentence):
                return None
        return None

    def _near(self, index: int, position: int) -> list[Cue]:
        """The cues of the sentence at a position of a paragraph, those within the window."""
        for sentence in self._units.units("sentence", index):
            if sentence[0] <= position < sentence[1]:
                return self._cues(*self._clip(sentence, position))
        return []

    def _clip(self, sentence: Range, position: int) -> Range:
        """The part of a sentence around a position, cut at spaces where it is cut."""
        start, end = sentence
        if position - start > _WINDOW:
            start = position - _WINDOW
            space = self._text.find(" ", start, position)
            start = space + 1 if space >= 0 else start
        if end - position > _WINDOW:
            end = position + _WINDOW
            space = self._text.rfind(" ", position, end)
            end = space if space >= 0 else end
        return outward(self._text, start, end)

    def _cues(self, start: int, end: int) -> list[Cue]:
        if (start, end) not in self._known:
            self._known[start, end] = cues(self._text, start, end)
        return self._known[start, end]

    def _around(self, index: int, start: int, end: int) -> list[Quotation]:
        """The quotations around a range, the innermost first."""
        found = [q for q in self._units.quotations(index) if q.start <= start and end <= q.end]
        return sorted(found, key=lambda q: q.end - q.start)

    def _is_foreign(self, index: int, cue: Cue, start: int, end: int) -> bool:
        """Whether the cue stands in a quotation that the range is not in."""
        return any(
            q.start <= cue.start and cue.end <= q.end and not (q.start <= start and end <= q.end)
            for q in self._units.quotations(index)
        )

    def _is_open(self, index: int, cue: Cue) -> bool:
        """Whether the cue stands in no quotation."""
        return not any(q.start <= cue.start and cue.end <= q.end for q in self._units.quotations(index))

    def _is_outside(self, index: int, cue: Cue, quotation: Quotation) -> bool:
        return not (quotation.start <= cue.start and cue.end <= quotation.end)

    def _is_quoted(self, index: int, sentence: Range) -> bool:
        """Whether a sentence is a part of one quotation."""
        return any(q.start <= sentence[0] and sentence[1] <= q.end for q in self._units.quotations(index))

    def _is_left_open(self, index: int) -> bool:
        """Whether the paragraph's last quotation goes on in the next paragraph."""
        return any(
            q.end == q.inner_end == self._units.paragraphs[index][1] for q in self._units.quotations(index)
        )
