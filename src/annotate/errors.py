"""Every error the user can meet, each with what happened, what to do, and an exit code.

The tree:

    AnnotateError                 exit 2   wrong use, unless a subclass says otherwise
    ├── InputError                exit 3   a file or text that cannot be taken in
    │   ├── UnreadableText                 bytes that are no text, or text that must be refused
    │   ├── InvalidDataset                 a line of a dataset that breaks the format
    │   └── NothingToImport                a path that is missing or holds no article
    ├── RuleError                 exit 2   an edit the scheme or the text does not allow
    │   ├── UnknownName                    no such article, span, label, annotator
    │   └── NothingToUndo                  the end of the undo or redo list
    ├── ConflictError             exit 4   the row changed since it was read; nothing was written
    └── DatabaseError             exit 4   the database cannot be opened, read or written
        ├── DatabaseTooNew                 written by a later version
        ├── NotADatabase                   a file that is something else, or damaged
        ├── ReadOnly                       a place where nothing can be written
        └── DiskFull                       the edit was not kept, all before it was

Raised anywhere, caught once at each edge: the command line prints `message` and `hint` and exits
with `exit_code`; the workbench shows them as a notification. A traceback is a bug.
"""


class AnnotateError(Exception):
    """Base of all: `message` says what happened, `hint` what to do; both one line."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(AnnotateError):
    """A file or text that cannot be taken in."""

    exit_code = 3


class UnreadableText(InputError):
    """Bytes that are no text, or a text with characters that must be refused."""


class InvalidDataset(InputError):
    """A line of a dataset that breaks the format; the message names file and line."""


class NothingToImport(InputError):
    """A path that is missing or holds no article."""


class RuleError(AnnotateError):
    """An edit the scheme or the text does not allow."""


class UnknownName(RuleError):
    """No such article, span, label or annotator."""


class NothingToUndo(RuleError):
    """The undo or redo list is at its end."""


class ConflictError(AnnotateError):
    """Somebody else changed the row since it was read; nothing was written."""

    exit_code = 4


class DatabaseError(AnnotateError):
    """The database cannot be opened, read or written."""

    exit_code = 4


class DatabaseTooNew(DatabaseError):
    """The database was written by a later version of annotate."""


class NotADatabase(DatabaseError):
    """The file is not a database of annotate, or is damaged."""


class ReadOnly(DatabaseError):
    """The place of the database cannot be written to."""


class DiskFull(DatabaseError):
    """No space left: the edit was not kept, everything before it was."""
