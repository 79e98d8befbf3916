"""The one registry of actions: keys, footer, palette, help screen and the key table in the docs.

A screen binds what stands here for its place and implements `action_<name>`; nothing else in the
program names a key. Keys are those that tmux delivers: no ctrl+h, ctrl+i, ctrl+m, ctrl+a or ctrl+b,
nothing that needs alt+enter or shift+enter, and every Escape has a second key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from textual.keys import _character_to_key

from annotate.errors import InputError
from annotate.scheme import Scheme

Place = Literal[
    "article",
    "library",
    "statements",
    "cluster",
    "list",
    "lint",
    "agreement",
    "records",
    "review",
    "everywhere",
]
PLACES: tuple[Place, ...] = tuple(x for x in get_args(Place) if x != "everywhere")

FORBIDDEN = ("ctrl+h", "ctrl+i", "ctrl+m", "ctrl+a", "ctrl+b", "alt+enter", "shift+enter")
"""Keys that terminals or tmux do not deliver as themselves."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do."""

    name: str
    keys: tuple[str, ...]
    does: str
    """What it does, for help and palette; starts with a verb."""
    group: str
    place: Place
    short: str = ""
    """One or two words for the line of keys; empty to leave it out there."""
    argument: str | None = None
    """Handed to the method: `tag` of a label."""

    @property
    def id(self) -> str:
        """Name for the `[keys]` of annotate.toml."""
        return self.argument or self.name

    @property
    def call(self) -> str:
        """The method call, as textual writes it."""
        return self.name if self.argument is None else f"{self.name}({self.argument!r})"


def _article(name: str, keys: str, does: str, group: str, short: str = "") -> Action:
    return Action(name, tuple(keys.split()), does, group, "article", short)


MOVE, SELECT, TAG, LINK, GO, VIEW = "Move", "Select", "Tag and edit", "Link", "Articles", "Program"
LIKE = "Suggestions"

_ARTICLE = (
    _article("next_sentence", ".", "go to the next sentence", MOVE, "sentence"),
    _article("previous_sentence", ",", "go to the previous sentence", MOVE),
    _article("quotation", '"', "take the quotation under or after the cursor", MOVE, "quotation"),
    _article("next_word", "w", "go to the next word", MOVE, "word"),
    _article("previous_word", "b", "go to the previous word", MOVE),
    _article("next_paragraph", "}", "go to the next paragraph", MOVE),
    _article("previous_paragraph", "{", "go to the previous paragraph", MOVE),
    _article("row_down", "j down", "go down one row", MOVE),
    _article("row_up", "k up", "go up one row", MOVE),
    _article("next_character", "l right", "go right one character", MOVE),
    _article("previous_character", "h left", "go left one character", MOVE),
    _article("half_page_down", "ctrl+d", "go down half a page", MOVE),
    _article("half_page_up", "ctrl+u", "go up half a page", MOVE),
    _article("page_down", "pagedown", "go down a page", MOVE),
    _article("page_up", "pageup", "go up a page", MOVE),
    _article("top", "g home", "go to the start of the article", MOVE),
    _article("bottom", "G end", "go to the end of the article", MOVE),
    _article("hints", "f", "jump to any visible unit or span by its letters", MOVE, "jump"),
    _article("search", "/", "search in the article", MOVE, "search"),
    _article("next_match", "n", "go to the next match", MOVE),
    _article("previous_match", "N", "go to the previous match", MOVE),
    _article("grow", "space", "grow the unit: word, clause, quotation, sentence, paragraph", SELECT, "grow"),
    _article("shrink", "-", "shrink the unit again", SELECT),
    _article("start_left", "(", "move the start one word to the left", SELECT),
    _article("start_right", "9", "move the start one word to the right", SELECT),
    _article("end_right", ")", "move the end one word to the right", SELECT),
    _article("end_left", "0", "move the end one word to the left", SELECT),
    _article("take_in", "'", "take in the punctuation and quotes beside it, or leave them out", SELECT),
    _article("select", "v", "select freely: move, then tag", SELECT, "select"),
    _article("select_right", "shift+right", "select one character to the right", SELECT),
    _article("select_left", "shift+left", "select one character to the left", SELECT),
    _article("select_down", "shift+down", "select one row down", SELECT),
    _article("select_up", "shift+up", "select one row up", SELECT),
    _article("swap_ends", "o", "work on the other end of the selection", SELECT, "other end"),
    _article("cancel", "escape ctrl+g", "leave selecting, hints, search marks", SELECT, "leave"),
    _article("next_span", "]", "go to the next span", MOVE, "next span"),
    _article("previous_span", "[", "go to the previous span", MOVE),
    _article("boundaries", "E", "edit the boundaries of the span: move, swap ends, enter", TAG, "boundaries"),
    _article("relabel", "t", "change the label of the span, then a label's key", TAG, "relabel"),
    _article(
        "attributes", "e", "edit the span’s attributes; a suggestion: adjust it first", TAG, "attributes"
    ),
    _article("note", "i", "write a note on the span, or any attribute", TAG),
    _article("delete", "d delete", "delete the span and its links", TAG, "delete"),
    _article("undo", "u", "undo the last edit, of any article and any day", TAG, "undo"),
    _article("redo", "U ctrl+r", "redo what undo took back", TAG),
    _article("accept", "enter", "accept the suggestion, or keep the boundaries being edited", LIKE, "accept"),
    _article("reject", "x", "never suggest this again", LIKE, "reject"),
    _article("next_suggestion", "J", "pick the next suggestion", LIKE, "next"),
    _article("previous_suggestion", "K", "pick the previous suggestion", LIKE),
    _article("turn", "y", "take the suggestion as against it instead of the same, or back", LIKE),
    _article("open_suggestion", "+", "go to the place of the suggestion; backspace comes back", LIKE, "open"),
    _article(
        "next_speaker", "A", "propose another speaker; the key of an attribution takes it", LIKE, "speaker"
    ),
    _article("suggestions", "s", "show or hide the suggestions", LIKE, "suggestions"),
    _article("link", "L", "link the span: pick the other end from the whole collection", LINK, "link"),
    _article("pin", "m", "pin the span as source of links; again on a target to link", LINK, "pin"),
    _article("unpin", "M", "let go of the pinned source", LINK),
    _article("follow", "=", "follow a link to its other end", LINK, "follow"),
    _article("back", "backspace", "come back from where a link or search was followed", LINK),
    _article("unlink", "D", "delete a link of the span", LINK),
    _article("done", "F", "mark the article done and go to the next", GO, "done"),
    _article("reopen", "O", "take back that the article is done", GO),
    _article("next_article", ">", "go to the next article", GO),
    _article("previous_article", "<", "go to the previous article", GO),
    _article("metadata", "T", "edit title, outlet, date and other metadata of the article", GO),
    _article("line_role", "z", "say what the line is: body, title, caption, junk …", GO),
    _article("panel", "P", "show or hide the panel of spans", VIEW, "spans"),
    _article("layer", "Z", "switch between your own layer and gold", VIEW, "gold"),
    _article("close", "q", "go to the library", VIEW, "library"),
)

_LIBRARY = (
    Action("open", ("enter", "l"), "open the article", GO, "library", "open"),
    Action(
        "filter", ("/",), "show only articles whose name, outlet or date has a text", GO, "library", "filter"
    ),
    Action("import_files", ("i",), "import a file or folder", GO, "library", "import"),
    Action("samples", ("x",), "import the sample collection", GO, "library"),
    Action("export", ("e",), "export the dataset", GO, "library", "export"),
    Action("undo", ("u",), "undo the last edit, of any article and any day", TAG, "library", "undo"),
    Action("redo", ("U", "ctrl+r"), "redo what undo took back", TAG, "library"),
    Action("cancel", ("escape", "ctrl+g"), "clear the filter", GO, "library"),
    Action("layer", ("Z",), "switch between your own layer and gold", VIEW, "library", "gold"),
    Action("close", ("q",), "leave annotate", VIEW, "library", "quit"),
)

_STATEMENTS = (
    Action("open", ("enter", "l"), "open the cluster: every place it stands at", LIKE, "statements", "open"),
    Action(
        "search", ("/",), "show only statements with a word, speaker or outlet", LIKE, "statements", "search"
    ),
    Action("order", ("o",), "order by spread, by date, or untagged first", LIKE, "statements", "order"),
    Action(
        "merge", ("m",), "mark the cluster; again on another to merge the two", LIKE, "statements", "merge"
    ),
    Action("unmark", ("M",), "let go of the marked cluster", LIKE, "statements"),
    Action(
        "accept_all",
        ("a",),
        "tag every untagged place and link all as the same",
        LIKE,
        "statements",
        "tag all",
    ),
    Action("reject", ("x",), "never take these for one statement again", LIKE, "statements", "reject"),
    Action("undo", ("u",), "undo the last edit, of any article and any day", TAG, "statements", "undo"),
    Action("redo", ("U", "ctrl+r"), "redo what undo took back", TAG, "statements"),
    Action("cancel", ("escape", "ctrl+g"), "show all statements again, or go back", VIEW, "statements"),
    Action("close", ("q",), "go back", VIEW, "statements", "back"),
)

_CLUSTER = (
    Action(
        "open", ("enter", "l"), "open the place in its article; backspace comes back", LIKE, "cluster", "open"
    ),
    Action("mark", ("space",), "mark the place, to split off several", LIKE, "cluster", "mark"),
    Action("split", ("s",), "split off the marked places, or this one", LIKE, "cluster", "split off"),
    Action(
        "variants",
        ("v",),
        "see how the wording changed by date, or the places again",
        LIKE,
        "cluster",
        "variants",
    ),
    Action(
        "accept_all", ("a",), "tag every untagged place and link all as the same", LIKE, "cluster", "tag all"
    ),
    Action("reject", ("x",), "never take these for one statement again", LIKE, "cluster", "reject"),
    Action("next_cluster", ("]",), "go to the next cluster", LIKE, "cluster", "next"),
    Action("previous_cluster", ("[",), "go to the previous cluster", LIKE, "cluster"),
    Action("undo", ("u",), "undo the last edit, of any article and any day", TAG, "cluster", "undo"),
    Action("redo", ("U", "ctrl+r"), "redo what undo took back", TAG, "cluster"),
    Action(
        "cancel", ("escape", "ctrl+g", "q", "backspace"), "go back to the statements", VIEW, "cluster", "back"
    ),
)

_LIST = (Action("cancel", ("escape", "ctrl+g", "q"), "close", VIEW, "list", "close"),)

_LINT = (
    Action("open", ("enter", "l"), "open the place, or fold a group", VIEW, "lint", "open"),
    Action("check_again", ("r",), "check again", VIEW, "lint", "check again"),
    Action("cancel", ("escape", "ctrl+g", "q"), "close; the list is kept", VIEW, "lint", "close"),
)

_AGREEMENT = (
    Action("open", ("enter", "l"), "open the disagreements behind the figure", VIEW, "agreement", "open"),
    Action(
        "next_pair",
        ("]",),
        "go to the next pair of annotators, or one beside gold",
        VIEW,
        "agreement",
        "next pair",
    ),
    Action("previous_pair", ("[",), "go to the pair before", VIEW, "agreement"),
    Action("gamma", ("g",), "compute gamma of the pair, by sampling", VIEW, "agreement", "gamma"),
    Action("write_page", ("e",), "write all as a page for the browser", VIEW, "agreement", "write page"),
    Action("cancel", ("escape", "ctrl+g", "q"), "stop gamma, or close", VIEW, "agreement", "close"),
)

_RECORDS = (
    Action("open", ("enter", "l"), "open the place; backspace comes back", VIEW, "records", "open"),
    Action(
        "cancel", ("escape", "ctrl+g", "q", "backspace"), "go back to the figures", VIEW, "records", "back"
    ),
)


def _review(name: str, keys: str, does: str, short: str = "") -> Action:
    return Action(name, tuple(keys.split()), does, TAG, "review", short)


_REVIEW = (
    _review("take", "1 2 3 4 5 6 7 8 9", "take the version of that number", "take"),
    _review("union", "|", "take the union of all versions; of a cluster: make it one", "union"),
    _review("intersection", "&", "take what all versions have in common", "common"),
    _review("both", "b", "take all versions, or some, beside each other", "both"),
    _review("confirm", "=", "keep a stale decision as it stands", "as it stands"),
    _review("edit", "e", "edit a version: boundaries, label, attributes", "edit"),
    _review("reject", "x 0 delete", "reject all; of a cluster: keep the two apart", "reject"),
    _review("defer", "- d", "defer: decide later", "defer"),
    _review("next_undecided", "n", "go to the next that is undecided or stale", "next open"),
    _review("next_record", ".", "go to the next disagreement"),
    _review("previous_record", ",", "go to the previous disagreement"),
    _review("reason", "i", "give a reason and a note for the decision", "why"),
    _review("confidence", "c", "say how sure the decision is"),
    _review("scroll_down", "J", "scroll the record"),
    _review("scroll_up", "K", "scroll the record back"),
    _review("accept_agreed", "A", "take into gold whatever all agree on", "take agreed"),
    _review("policies", "P", "decide by a policy: all agree, a majority, blanks, stale as it stands"),
    _review("blind", "B", "hide the annotators’ names, or show them", "blind"),
    _review("filter", "f", "show only some: a kind, labels, annotators, an article, undecided …", "filter"),
    _review("order", "o", "order by text, kind, labels or overlap"),
    _review("gaps", "G", "list the reasons given, by label and wording"),
    _review("open", "enter", "open the place in its article; backspace comes back", "open"),
    _review("undo", "u", "undo the last edit, of any article and any day", "undo"),
    _review("redo", "U ctrl+r", "redo what undo took back"),
    _review("cancel", "escape ctrl+g", "show all again, or close"),
    _review("close", "q", "close; filters and place are kept"),
)

_EVERYWHERE = (
    Action("find_everywhere", (";",), "search the whole collection", GO, "everywhere", "search all"),
    Action(
        "statements", ("S",), "see which statements travel: near-duplicates", GO, "everywhere", "statements"
    ),
    Action("history", ("H",), "see all edits", VIEW, "everywhere"),
    Action("lint", ("!",), "list soft problems in your annotations", VIEW, "everywhere", "check"),
    Action("agreement", ("%",), "see how far annotators agree", VIEW, "everywhere", "agreement"),
    Action("review", ("R",), "review disagreements: decide what is gold", VIEW, "everywhere", "review"),
    Action("help", ("?", "f1"), "help: every key", VIEW, "everywhere", "help"),
    Action("palette", ("ctrl+p", ":"), "find an action by name", VIEW, "everywhere"),
    Action("theme", ("f2",), "switch between dark and light", VIEW, "everywhere"),
    Action("leave", ("ctrl+q",), "leave annotate", VIEW, "everywhere"),
)


def actions(scheme: Scheme, keys: Mapping[str, str] | None = None) -> tuple[Action, ...]:
    """All actions with the scheme's labels, and with the user's keys in place of ours.

    InputError for an unknown name, a key that terminals do not deliver, or two actions on one key.
    """
    found = (
        *_tags(scheme),
        *_ARTICLE,
        *_LIBRARY,
        *_STATEMENTS,
        *_CLUSTER,
        *_LIST,
        *_LINT,
        *_AGREEMENT,
        *_RECORDS,
        *_REVIEW,
        *_EVERYWHERE,
    )
    if keys:
        names = {action.id for action in found}
        if unknown := sorted(set(keys) - names):
            raise InputError(
                f"annotate.toml: [keys] names unknown actions: {', '.join(unknown)}",
                "? in the workbench lists them, and the README",
            )
        found = tuple(replace(a, keys=_parse(keys[a.id])) if a.id in keys else a for a in found)
    _refuse_clashes(found)
    return found


def _tags(scheme: Scheme) -> Iterable[Action]:
    for number, label in enumerate(scheme.labels, start=1):
        keys = (label.key, str(number)) if number <= 7 else (label.key,)
        yield Action("tag", keys, f"tag as {label.name}", TAG, "article", label.name, argument=label.name)


def _parse(written: str) -> tuple[str, ...]:
    """Keys as a user writes them, separated by commas; an empty text takes the keys away."""
    if written.strip() in ("", ","):
        return (",",) if written.strip() else ()
    keys = (key.strip() for key in written.replace(",,", ",comma").split(","))
    return tuple(key if len(key) == 1 else key.lower() for key in keys if key)


def textual_name(key: str) -> str:
    """A key under the one name that textual gives it: `,` and `comma` are the same."""
    return _character_to_key(key) if len(key) == 1 else key


def _refuse_clashes(found: Iterable[Action]) -> None:
    every = list(found)
    for place in PLACES:
        taken: dict[str, Action] = {}
        for action in every:
            if action.place not in (place, "everywhere"):
                continue
            for key in action.keys:
                if key in FORBIDDEN:
                    raise InputError(
                        f"{key} cannot be a key: terminals or tmux do not deliver it",
                        f"choose another for “{action.id}” in the [keys] of annotate.toml",
                    )
                other = taken.setdefault(textual_name(key), action)
                if other is not action:
                    raise InputError(
                        f"the key {key} is set for “{other.id}” and for “{action.id}”",
                        "give one of them another key in the [keys] of annotate.toml",
                    )


_SHOWN = {
    "comma": ",",
    "space": "space",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
    "backspace": "backspace",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "f1": "F1",
    "f2": "F2",
    "shift+right": "shift+→",
    "shift+left": "shift+←",
    "shift+down": "shift+↓",
    "shift+up": "shift+↑",
}


def shown(key: str) -> str:
    """A key as people write it."""
    return _SHOWN.get(key, key)


def for_place(every: Iterable[Action], place: Place) -> list[Action]:
    """The actions of a place and those of everywhere."""
    return [action for action in every if action.place in (place, "everywhere")]
