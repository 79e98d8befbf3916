"""The values that cues are found as: who reports, and on which side of the cue what is said stands."""

from dataclasses import dataclass
from typing import Literal

Right = Literal["any", "next", "quoted", "no"]
"""What a cue governs behind it: all of its sentence, only what begins there, only quotations, nothing."""
Gist = Literal["", "man", "woman", "thing", "many", "role"]
"""What a pronoun stands for, `role` being `the spokesman`; empty for a name."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`start` to `end` is the whole phrase with its appositions, the name a part of it; code points."""

    start: int
    end: int
    name_start: int
    name_end: int
    pronoun: Gist = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """`start` to `end` is who and the reporting words; `content_from` is where what is said may begin."""

    start: int
    end: int
    subject: Subject
    left: bool
    """Whether it governs what stands before it in its sentence."""
    right: Right
    content_from: int
    certainty: float
    coordinated: bool = False
    """Whether it begins a clause of its own beside an earlier one: `…, but Lee said`."""
    subordinate: bool = False
    """Whether its clause ends before the main one begins: `While Lee says it is old, …`."""
