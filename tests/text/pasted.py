"""Invented pasted articles with the role of each line, read from the tables in `heads/`.

A line `CODES| text` is one line of the article and the roles it may have (`-` is body); `*en` stands for
the English paragraphs of `paragraphs.txt`, `*en2` for the second. `key: value` is expected metadata.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from annotate.text.metadata import propose
from annotate.text.roles import line_roles

_FOLDER = Path(__file__).parent / "heads"
_CODES = {
    "T": "title",
    "D": "deck",
    "B": "byline",
    "L": "dateline",
    "C": "caption",
    "J": "junk",
    "-": "body",
}
_KEYS = ("title", "outlet", "published", "updated", "byline")


@dataclass(slots=True)
class Pasted:
    """One article: its lines, the roles each may have, and the metadata it states."""

    name: str
    lines: list[str] = field(default_factory=list)
    allowed: dict[int, set[str]] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The article as it would be pasted."""
        return "\n".join(self.lines)

    def add(self, codes: str, line: str) -> None:
        """Append a line with the roles it may have."""
        self.allowed[len(self.lines)] = {_CODES[code] for code in codes}
        self.lines.append(line)


def pasted_articles(table: str) -> list[Pasted]:
    """The articles of one table, in order."""
    paragraphs = [line.split(" ", 1) for line in (_FOLDER / "paragraphs.txt").read_text("utf-8").splitlines()]
    articles: list[Pasted] = []
    for row in (_FOLDER / f"{table}.txt").read_text("utf-8").splitlines():
        if row.startswith("=== "):
            articles.append(Pasted(row[4:]))
        elif row.startswith("*"):
            for label, paragraph in paragraphs:
                if label == row[1:] or label[:-1] == row[1:]:
                    articles[-1].lines.append("")
                    articles[-1].add("-", paragraph)
        elif match := re.match(r"([TDBLCJ-]+)\| (.+)", row):
            articles[-1].add(match[1], match[2])
            if match[1] == "T":
                articles[-1].meta.setdefault("title", match[2])
        elif match := re.match(r"(\w+): (.+)", row):
            articles[-1].meta[match[1]] = match[2]
        elif articles:
            articles[-1].lines.append("")
    for article in articles:
        while not article.lines[-1]:
            article.lines.pop()
    return articles


def wrong_roles(article: Pasted) -> list[str]:
    """The lines whose proposed role is none of those they may have."""
    found = line_roles(article.text())
    return [
        f"{found.get(number, 'body')} instead of {'/'.join(sorted(allowed))}: {article.lines[number]}"
        for number, allowed in article.allowed.items()
        if found.get(number, "body") not in allowed
    ]


def wrong_metadata(article: Pasted) -> list[str]:
    """The metadata that are missing, wrong or invented."""
    proposal = propose(article.text())
    return [
        f"{key} {getattr(proposal, key)!r} instead of {article.meta.get(key)!r}"
        for key in _KEYS
        if (getattr(proposal, key) or "").casefold() != article.meta.get(key, "").casefold()
    ]
