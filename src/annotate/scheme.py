"""The annotation scheme: labels, link types and what may link to what, as data.

Nothing else in the program names a label: keys, colours, the picker's offers and every check are read
from here, so that another scheme is another TOML file (see `load`) and no code.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.errors import InputError, RuleError

COLOURS = ("blue", "red", "green", "magenta", "yellow", "cyan")
"""The colour names a label may use; each theme gives them its own shades."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a span can be."""

    name: str
    key: str
    """One letter that tags in the workbench; also stands in the gutter."""
    marks: str
    """What it marks, in one line."""
    colour: str


@dataclass(frozen=True, slots=True)
class LinkType:
    """What a link can say."""

    name: str
    ends: frozenset[tuple[str, str]]
    """Allowed (source label, target label) pairs."""
    across: bool
    """Whether the ends may lie in different articles."""
    symmetric: bool
    """Stored once, with ordered ends."""
    forward: str
    """How the source reads: `rebuts`."""
    backward: str
    """How the target reads: `rebutted by`."""
    enabled: bool = True
    counters: bool = False
    """Whether the source denies, discredits or answers the target."""

    @property
    def is_frame(self) -> bool:
        """Whether the source is a frame around its target (as an attribution is), not a span beside it.

        True of types that stay in one article and lead from a label nothing else leads to.
        """
        targets = {target for _, target in self.ends}
        return not self.across and not self.symmetric and not targets & {a for a, _ in self.ends}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A set of labels and link types that fit together."""

    name: str
    labels: tuple[Label, ...]
    link_types: tuple[LinkType, ...]

    def label(self, name: str) -> Label:
        """The label of that name; RuleError names the ones there are."""
        for label in self.labels:
            if label.name == name:
                return label
        raise RuleError(f"unknown label “{name}”", f"labels are: {_listed(x.name for x in self.labels)}")

    def link_type(self, name: str) -> LinkType:
        """The link type of that name; RuleError names the ones there are."""
        for link_type in self.link_types:
            if link_type.name == name:
                return link_type
        names = _listed(x.name for x in self.link_types)
        raise RuleError(f"unknown link type “{name}”", f"link types are: {names}")

    def label_shown(self, name: str) -> Label:
        """The label of that name, or a stand-in: a database may hold labels of another scheme."""
        found = next((label for label in self.labels if label.name == name), None)
        return found or Label(name, "?", "a label of another scheme", COLOURS[-1])

    def link_type_shown(self, name: str) -> LinkType:
        """The link type of that name, or a stand-in that fits nothing."""
        found = next((link_type for link_type in self.link_types if link_type.name == name), None)
        return found or LinkType(
            name, frozenset(), across=True, symmetric=False, forward=name, backward=f"{name} (from)"
        )

    def fitting(self, source: str, target: str, *, across: bool) -> list[LinkType]:
        """The enabled link types that may run from one label to another, in the scheme's order."""
        return [
            link_type
            for link_type in self.link_types
            if link_type.enabled and (source, target) in link_type.ends and (link_type.across or not across)
        ]

    def repeating(self, label: str) -> LinkType | None:
        """The type that joins two wordings of one statement: the first symmetric one across articles."""
        return next(
            (t for t in self.fitting(label, label, across=True) if t.symmetric),
            None,
        )

    def countering(self, label: str) -> "tuple[LinkType, str, bool] | None":
        """How a span of that label stands against another: type, the other's label, whether it is the source.

        The first type that says so; as its source where it can be one, towards a label of another name
        where there is one.
        """
        directed = [t for t in self.link_types if t.enabled and t.counters]
        for as_source in (True, False):
            for link_type in directed:
                ends = [(a, b) if as_source else (b, a) for a, b in sorted(link_type.ends)]
                others = [other for one, other in ends if one == label]
                for other in sorted(others, key=lambda name: name == label):
                    return link_type, other, as_source
        return None

    def framing(self, label: str) -> "tuple[LinkType, str] | None":
        """The type within an article by which another label frames this one, and that label.

        As an attribution does its content: nothing else leads to that label.
        """
        for link_type in self.link_types:
            if link_type.enabled and link_type.is_frame:
                for source, target in sorted(link_type.ends):
                    if target == label:
                        return link_type, source
        return None

    def check_link(self, type_name: str, source: str, target: str, *, across: bool) -> LinkType:
        """Return the type if it may join these labels; otherwise RuleError says what it may join."""
        link_type = self.link_type(type_name)
        if (source, target) not in link_type.ends:
            pairs = _listed(f"{a} → {b}" for a, b in sorted(link_type.ends))
            raise RuleError(f"“{type_name}” cannot link {source} to {target}", f"it links {pairs}")
        if across and not link_type.across:
            raise RuleError(
                f"“{type_name}” cannot link across articles", "choose a target in the same article"
            )
        return link_type


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


DEFAULT = Scheme(
    name="claims",
    labels=(
        Label(
            "claim",
            "c",
            "a proposition somebody puts forward as true and that can be disputed",
            "blue",
        ),
        Label(
            "rebuttal",
            "r",
            "a proposition whose point is to deny, discredit or counter another",
            "red",
        ),
        Label(
            "attribution",
            "a",
            "who and the reporting cue in one stretch (“Wang said”), not the content",
            "green",
        ),
    ),
    link_types=(
        LinkType(
            "rebuts",
            frozenset({("rebuttal", "claim"), ("rebuttal", "rebuttal")}),
            across=True,
            symmetric=False,
            forward="rebuts",
            backward="rebutted by",
            counters=True,
        ),
        LinkType(
            "attributes",
            frozenset({("attribution", "claim"), ("attribution", "rebuttal")}),
            across=False,
            symmetric=False,
            forward="attributes",
            backward="attributed by",
        ),
        LinkType(
            "same_as",
            frozenset({("claim", "claim"), ("rebuttal", "rebuttal")}),
            across=True,
            symmetric=True,
            forward="same as",
            backward="same as",
        ),
        LinkType(
            "supports",
            frozenset({("claim", "claim"), ("claim", "rebuttal")}),
            across=True,
            symmetric=False,
            forward="supports",
            backward="supported by",
            enabled=False,
        ),
    ),
)


def load(path: Path) -> Scheme:
    """Read a scheme file (TOML).

    InputError where it does not parse or fit: every label has a one-letter key of its own, every end
    of a link names a label of the file.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"{path}: not a scheme file: {error}", "see “A scheme of your own” in README"
        ) from None
    try:
        return parse(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"{path}: {reason}", "see “A scheme of your own” in README") from None


def parse(data: dict[str, Any]) -> Scheme:
    """Build a scheme from parsed TOML; KeyError, TypeError or ValueError where it does not fit."""
    labels = tuple(
        Label(name, str(x["key"]), str(x.get("marks", "")), str(x.get("colour", COLOURS[i % len(COLOURS)])))
        for i, (name, x) in enumerate(data["labels"].items())
    )
    names = {label.name for label in labels}
    keys = [label.key for label in labels]
    if not labels:
        raise ValueError("a scheme needs at least one label")
    if len(set(keys)) < len(keys) or any(len(key) != 1 for key in keys):
        raise ValueError("every label needs a one-letter key of its own")
    if wrong := {label.colour for label in labels} - set(COLOURS):
        raise ValueError(f"unknown colour {_listed(sorted(wrong))}; colours are: {_listed(COLOURS)}")
    link_types = []
    for name, x in data.get("links", {}).items():
        ends = frozenset((str(a), str(b)) for a, b in x["ends"])
        if missing := {label for pair in ends for label in pair} - names:
            raise ValueError(f"link “{name}” names unknown labels: {_listed(sorted(missing))}")
        symmetric = bool(x.get("symmetric", False))
        if symmetric and x.get("counters"):
            raise ValueError(f"link “{name}” is symmetric, and cannot counter")
        if symmetric and any((b, a) not in ends for a, b in ends):
            raise ValueError(f"link “{name}” is symmetric, but its ends are not")
        forward = str(x.get("forward", name))
        link_types.append(
            LinkType(
                name,
                ends,
                across=bool(x.get("across", True)),
                symmetric=symmetric,
                forward=forward,
                backward=str(x.get("backward", forward if symmetric else f"{name} (from)")),
                enabled=bool(x.get("enabled", True)),
                counters=bool(x.get("counters", False)),
            )
        )
    return Scheme(str(data.get("name", "custom")), labels, tuple(link_types))
