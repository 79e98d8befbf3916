"""Grapheme cluster boundaries near a position: what a reader takes for one character.

An answer costs as much as the neighbourhood, never the whole text: the search walks back to the
nearest place where a boundary is certain whatever stands before it, and segments from there with
`regex`'s \\X, so it agrees with \\X over the whole text. Positions are code points.
"""

import regex

_CLUSTER = regex.compile(r"\X")

# A character before which the rules of UAX #29 always break, given only its left neighbour.
# The pattern is searched backwards, so the nearest such place is found first.
_CERTAIN = regex.compile(
    r"""(?rxs)
      (?<=\n).
    | (?<=[^\p{GCB=PP}\r])\n
    | (?<=[^\p{GCB=PP}\p{GCB=ZWJ}])\p{ExtPict}
    | (?<=[^\p{GCB=PP}\p{GCB=RI}])\p{GCB=RI}
    | (?<=[^\p{GCB=PP}\p{GCB=L}])[\p{GCB=L}\p{GCB=LV}\p{GCB=LVT}]
    | (?<=[^\p{GCB=PP}\p{GCB=ZWJ}\p{GCB=EX}])\p{InCB=Consonant}
    | (?<=[^\p{GCB=PP}])
      [^\n\p{GCB=EX}\p{GCB=ZWJ}\p{GCB=SM}\p{GCB=L}\p{GCB=V}\p{GCB=T}\p{GCB=LV}\p{GCB=LVT}
        \p{GCB=RI}\p{ExtPict}\p{InCB=Consonant}]
    """
)
_FLAG_HALF_FIRST, _FLAG_HALF_LAST = "\U0001f1e6", "\U0001f1ff"
_FLAG_RUN = regex.compile(r"(?r)\p{GCB=RI}+")
_WINDOW = 64


def _is_plain(char: str) -> bool:
    """Whether a character never joins a plain neighbour: Latin, general punctuation, CJK."""
    return (
        char < "\u0300"
        or "\u2010" <= char <= "\u2027"
        or "\u3001" <= char <= "\u3029"
        or "\u4e00" <= char <= "\u9fff"
    )


def _is_flag_half(char: str) -> bool:
    return _FLAG_HALF_FIRST <= char <= _FLAG_HALF_LAST


def _certain_before(text: str, i: int) -> int:
    """The nearest position at or before `i` that is a boundary by its two neighbours alone."""
    found = _CERTAIN.search(text, 0, i + 1)
    return found.start() if found is not None else 0


def _cluster_end(text: str, start: int) -> int:
    """End of the cluster that starts at `start`, which must be a boundary."""
    size = _WINDOW
    while True:
        # A slice, because \X would look at what stands before `start`.
        found = _CLUSTER.match(text[start : start + size])
        end = start + found.end() if found is not None else len(text)
        if end < start + size or end >= len(text):
            return end
        size *= 4


def is_boundary(text: str, i: int) -> bool:
    """Whether a cluster starts or ends at `i`; both ends of the text are boundaries."""
    if i <= 0 or i >= len(text):
        return i == 0 or i == len(text)
    before, after = text[i - 1], text[i]
    if _is_plain(before) and _is_plain(after):
        return not (before == "\r" and after == "\n")
    if _is_flag_half(before) and _is_flag_half(after):
        # Flags pair up from the start of their run; counting is cheaper than segmenting.
        run = _FLAG_RUN.search(text, 0, i)
        return run is None or (i - run.start()) % 2 == 0
    start = _certain_before(text, i)
    while start < i:
        start = _cluster_end(text, start)
    return start == i


def next_boundary(text: str, i: int) -> int:
    """The first boundary after `i`; the end of the text when there is none."""
    if i < 0:
        return 0
    if i >= len(text) - 1 or is_boundary(text, i + 1):
        return min(i + 1, len(text))
    end = i if is_boundary(text, i) else previous_boundary(text, i)
    while end <= i:
        end = _cluster_end(text, end)
    return end


def previous_boundary(text: str, i: int) -> int:
    """The last boundary before `i`; 0 when there is none."""
    i = min(i, len(text) + 1) - 1
    if i <= 0 or is_boundary(text, i):
        return max(i, 0)
    if _is_flag_half(text[i - 1]) and _is_flag_half(text[i]):
        return previous_boundary(text, i)  # inside a flag: nothing but what precedes its first half counts
    start = _certain_before(text, i)
    while (end := _cluster_end(text, start)) <= i:
        start = end
    return start


def outward(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest range with both edges on boundaries that contains `start` to `end`."""
    if not is_boundary(text, start):
        start = previous_boundary(text, start)
    if not is_boundary(text, end):
        end = next_boundary(text, end)
    return start, end
