"""The rules of lint that need no index: each a small function over plain values.

A rule names no label: what repeats, counters or frames is asked of the scheme. All of them take the
live spans of one annotator and one layer, in reading order, and are linear in them. Offsets are code points.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotate.model import Link, Place, Span
from annotate.scheme import LinkType, Scheme
from annotate.statements.fold import Folded, fold
from annotate.text.edges import trim
from annotate.text.paragraphs import paragraphs


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, under which name."""

    name: str
    """In kebab-case, for `--rules`."""
    title: str
    """The heading over its findings."""
    finds: str
    """When it fires, in one sentence without its full stop."""
    needs_index: bool = False
    """Whether it compares wordings by the index of statements, which may have to be made first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A soft problem: nothing is broken, and somebody should look at it."""

    rule: str
    message: str
    """What is the matter, in a line that stands by itself."""
    hint: str
    """What to do about it, in a line; keys are those of the workbench."""
    article_id: str
    start: int
    end: int
    text: str
    """What stands there."""
    span_id: str | None
    """None where the place is untagged."""
    label: str | None
    others: tuple[Span, ...] = ()
    """The spans it is seen against."""


MIXED_LABELS = Rule(
    "mixed-labels",
    "Same wording, other label",
    "the same words, but for case and punctuation, have one label here and another there; "
    "only labels whose spans can repeat each other count",
)
UNTAGGED_DUPLICATE = Rule(
    "untagged-duplicate",
    "Like a tagged span, but untagged",
    "a statement scores at least 85 against a tagged one, does not seem to say the opposite and is untagged, "
    "in an article that is in progress or done; pairs that were rejected are left out",
    needs_index=True,
)
COUNTERS_NOTHING = Rule(
    "counters-nothing",
    "Counters nothing",
    "a span of a label that counters others (a rebuttal) has neither a link to one nor an external target",
)
FRAMES_NOTHING = Rule(
    "frames-nothing",
    "Frames nothing",
    "a span of a label that frames others (an attribution) is linked to nothing it frames",
)
NO_SPEAKER = Rule(
    "no-speaker",
    "Nobody says it",
    "a span that can be attributed has neither a speaker nor an attribution",
)
LOOSE_CHAIN = Rule(
    "loose-chain",
    "Joined, but not alike",
    "links that say “the same” join two spans through others, and those two score below 40 or seem to "
    "say the opposite of each other; wordings in two scripts are not compared",
    needs_index=True,
)
LOOSE_EDGE = Rule(
    "loose-edge",
    "Blanks or marks at the edge",
    "a span begins or ends with blanks, punctuation or quote marks that would be left out by default",
)
PARAGRAPH_BREAK = Rule("paragraph-break", "Over a paragraph break", "a span runs over several paragraphs")

RULES = (
    MIXED_LABELS,
    UNTAGGED_DUPLICATE,
    COUNTERS_NOTHING,
    FRAMES_NOTHING,
    NO_SPEAKER,
    LOOSE_CHAIN,
    LOOSE_EDGE,
    PARAGRAPH_BREAK,
)
"""All of them, in the order in which they are told."""


def on(span: Span, rule: Rule, message: str, hint: str, others: Sequence[Span] = ()) -> Finding:
    """A finding at a span."""
    return Finding(
        rule.name, message, hint, span.article_id, span.start, span.end, span.quote, span.id, span.label,
        tuple(others),
    )  # fmt: skip


def mixed_labels(wordings: Iterable[Sequence[Span]]) -> Iterator[Finding]:
    """One finding for each group of spans with the same words, at the place whose labels are the rarest.

    A place with two labels is no contradiction where all others have the same two.
    """
    for alike in wordings:
        if len({span.label for span in alike}) == 1:
            continue
        at: defaultdict[Place, list[Span]] = defaultdict(list)
        for span in alike:
            at[place_of(span)].append(span)
        labels = {place: tuple(sorted({span.label for span in there})) for place, there in at.items()}
        count = Counter(labels.values())
        if len(count) == 1:
            continue
        # Of several that are as rare the last: what was tagged first is taken to be what was meant.
        odd = min(reversed(labels), key=lambda place: count[labels[place]])
        usual = max(count, key=lambda names: (names != labels[odd], count[names]))
        elsewhere = f"{count[usual]} other place{'s' * (count[usual] != 1)}"
        here = at[odd][0]
        yield on(
            here,
            MIXED_LABELS,
            f"{' and '.join(labels[odd])} here, {' and '.join(usual)} in {elsewhere}",
            "relabel what is wrong: t",
            [span for place, there in at.items() if place != odd for span in there],
        )


def counters_nothing(spans: Sequence[Span], links: Sequence[Link], scheme: Scheme) -> Iterator[Finding]:
    """Rebuttals, or what is one in another scheme, of nothing."""
    first = next((t for t in scheme.link_types if t.enabled and t.across and not t.symmetric), None)
    found = {label: scheme.countering(label) for label in {span.label for span in spans}}
    # The scheme's first directed type is what countering is for; others, as support, may be left out.
    types = {label: x[0] for label, x in found.items() if x is not None and x[2] and x[0] == first}
    linked = {(link.type, link.source_id) for link in links}
    for span in spans:
        link_type = types.get(span.label)
        if (
            link_type is not None
            and (link_type.name, span.id) not in linked
            and not span.attributes.target_external
        ):
            yield on(
                span,
                COUNTERS_NOTHING,
                f"{span.label} that {link_type.forward} nothing",
                "link it: L; or say with e what it answers outside the collection",
            )


def frames_nothing(spans: Sequence[Span], links: Sequence[Link], scheme: Scheme) -> Iterator[Finding]:
    """Attributions, or what is one in another scheme, of nothing."""
    frames = _frames(scheme)
    types = {source: link_type for link_type in reversed(frames) for source, _ in link_type.ends}
    names = {link_type.name for link_type in frames}
    linked = {link.source_id for link in links if link.type in names}
    for span in spans:
        link_type = types.get(span.label)
        if link_type is not None and span.id not in linked:
            message = f"{span.label} that {link_type.forward} nothing"
            yield on(span, FRAMES_NOTHING, message, "link it to what is said: L; or delete it: d")


def no_speaker(spans: Sequence[Span], links: Sequence[Link], scheme: Scheme) -> Iterator[Finding]:
    """What can be attributed and is not, neither by a link nor by a name."""
    names = {link_type.name for link_type in _frames(scheme)}
    linked = {link.target_id for link in links if link.type in names}
    told = {}
    for label in scheme.labels:
        if (framing := scheme.framing(label.name)) is not None:
            frame = scheme.label(framing[1])
            message = f"{label.name} without a speaker"
            told[label.name] = message, f"take the proposed speaker: {frame.key}; or write one: e"
    for span in spans:
        if span.label in told and span.id not in linked and not span.attributes.speaker:
            yield on(span, NO_SPEAKER, *told[span.label])


def loose_edge(span: Span, text: str) -> Finding | None:
    """Whether the span holds at an edge what `trim` leaves out; `text` is the article's."""
    start, end = trim(text, span.start, span.end)
    if (start, end) == (span.start, span.end):
        return None
    if start >= end:
        return on(span, LOOSE_EDGE, f"{span.label} of nothing but blanks", "delete it: d")
    lead, tail = text[span.start : start], text[end : span.end]
    said = [f"starts with {_marks(lead)}"] * bool(lead) + [f"ends with {_marks(tail)}"] * bool(tail)
    return on(
        span,
        LOOSE_EDGE,
        f"{span.label} that {' and '.join(said)}",
        "edit its boundaries: E, then ' until that is left out, then enter",
    )


def paragraph_break(span: Span, text: str) -> Finding | None:
    """Whether the span, or a piece of one in pieces, lies in several paragraphs of `text`."""
    starts = _paragraph_starts(text)
    most = 1
    for piece in span.fragments or ((span.start, span.end),):
        start, end = trim(text, *piece)
        most = max(most, 1 + bisect_right(starts, max(start, end - 1)) - bisect_right(starts, start))
    if most == 1:
        return None
    return on(
        span,
        PARAGRAPH_BREAK,
        f"{span.label} over {most} paragraphs",
        "move an end: E; or delete it, d, and tag the parts",
    )


def needs_text(span: Span) -> bool:
    """Whether one of the two rules above could fire: most spans are cleared by their quote alone."""
    quote = span.quote
    return not quote or "\n" in quote or not (quote[0].isalnum() and quote[-1].isalnum())


def place_of(span: Span) -> Place:
    """Where a span stands."""
    return Place(span.article_id, span.start, span.end)


def by_wording(spans: Sequence[Span]) -> dict[str, list[Span]]:
    """Spans by their folded words with blanks between; those without words are left out.

    Folding takes 10 to 30 µs a span: half of what all rules without an index take.
    """
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if wording := folded(span.quote).text:
            found[wording].append(span)
    return found


@lru_cache(maxsize=4096)
def folded(quote: str) -> Folded:
    """The folded words of a quote; one wording is asked for by several rules."""
    return fold(quote)


def _frames(scheme: Scheme) -> list[LinkType]:
    return [link_type for link_type in scheme.link_types if link_type.enabled and link_type.is_frame]


def _marks(edge: str) -> str:
    """What is left out at an edge, so that it can be seen."""
    seen = "".join(edge.split())
    blank = "a line break" if "\n" in edge else "a blank"
    return seen or blank


@lru_cache(maxsize=4)
def _paragraph_starts(text: str) -> list[int]:
    return [start for start, _ in paragraphs(text)]
