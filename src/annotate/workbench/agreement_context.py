"""Disagreements in their text, as HTML: every version, and the part that differs in marks that are text.

`{+…+}` stands around what only this version has, `[-…-]` around what it lacks, `⟦ ⟧` around the span: told
by characters and elements, so that neither colour nor a style sheet is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from annotate.agreement.records import Record
from annotate.model import Article, Link, Span
from annotate.workbench.agreement_records import KIND_WORDS, Piece, differs, pieces, visible

_CONTEXT = 90
"""Code points of text shown on either side."""
_LONGEST_PIECE = 360
"""Code points of a piece from which its middle is left out."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]")


def plain(text: str) -> str:
    """A text for HTML, with characters that must not stand there made visible."""
    return escape(_CONTROL.sub("\ufffd", text))


def record_html(record: Record, text: str, articles: Mapping[str, Article]) -> str:
    """One record: its kind, what differs, and each version in `text`, that of its first article."""
    kinds = KIND_WORDS[record.kind]
    ident = f"d-{record.id}"
    head = (
        f'<article class="record" id="{ident}" aria-labelledby="{ident}-h">'
        f'<h4 id="{ident}-h">{plain(kinds)}<span class="what">: {plain(differs(record))}</span></h4>\n'
    )
    if record.links:
        body = "".join(
            _link_version(link, ends, articles) for link, ends in zip(record.links, record.ends, strict=True)
        )
        body += "".join(_none(name, "no such link") for name in record.missing if not _has_link(record, name))
    elif record.kind == "cluster":
        body = _mentions(record, articles)
    else:
        body = "".join(_span_versions(record, text, _language(articles[record.articles[0]])))
    return f"{head}<dl>{body}</dl></article>\n"


# Spans


def _span_versions(record: Record, text: str, language: str) -> Iterator[str]:
    for span in record.spans:
        label = plain(span.label)
        if "label" in record.facets:
            label = f"<strong>{label}</strong>"
        yield (
            f"<dt>{plain(span.annotator)}: {label}{_attributes(record, span)}</dt>"
            f'<dd{language} dir="auto">{_version(record.spans, span, text)}</dd>\n'
        )
    for name in record.missing:
        near = [x for x in record.related if x.annotator == name]
        told = "nothing marked here"
        if near:
            told += "; overlapping it: " + ", ".join(f"{x.label} “{_short(x.quote)}”" for x in near)
        yield _none(name, told)


def _version(spans: Sequence[Span], span: Span, text: str) -> str:
    start, end = min(x.start for x in spans), max(x.end for x in spans)
    before, after = _edge_before(text, start), _edge_after(text, end)
    found = [f"…{plain(text[before:start])}" if before else plain(text[before:start])]
    for piece in pieces(spans, span):
        found.append("⟦" if piece.start == span.start else "")
        found.append(_marked(piece, text[piece.start : piece.end]))
        found.append("⟧" if piece.end == span.end else "")
    found.append(plain(text[end:after]) + ("…" if after < len(text) else ""))
    return "".join(found)


def _marked(piece: Piece, text: str) -> str:
    if piece.mark == "only":
        return f"<mark><ins>{{+{plain(_seen(text))}+}}</ins></mark>"
    if piece.mark == "lacks":
        return f"<del>[-{plain(_seen(text))}-]</del>"
    return f"<mark>{plain(_elided(text))}</mark>" if piece.mark == "same" else plain(_elided(text))


def _seen(text: str) -> str:
    return _elided(visible(text))


def _elided(text: str) -> str:
    if len(text) <= _LONGEST_PIECE:
        return text
    half = _LONGEST_PIECE // 2 - 20
    return f"{text[:half]} (… {len(text) - 2 * half:,} characters …) {text[-half:]}"


def _edge_before(text: str, start: int) -> int:
    low = max(0, start - _CONTEXT)
    blank = text.find(" ", low, start)
    return blank + 1 if low and blank >= 0 else low


def _edge_after(text: str, end: int) -> int:
    high = min(len(text), end + _CONTEXT)
    blank = text.rfind(" ", end, high)
    return blank if high < len(text) and blank > end else high


def _attributes(record: Record, span: Span) -> str:
    told = [
        f"{name.replace('_', ' ')} <strong>{plain(getattr(span.attributes, name) or 'none')}</strong>"
        for name in record.attributes
    ]
    return f" <span>({', '.join(told)})</span>" if told else ""


def _none(name: str, told: str) -> str:
    return f'<dt>{plain(name)}</dt><dd class="none">{plain(told)}</dd>\n'


# Links and clusters


def _has_link(record: Record, name: str) -> bool:
    return any(link.annotator == name for link in record.links)


def _link_version(link: Link, ends: tuple[Span, Span], articles: Mapping[str, Article]) -> str:
    source, target = (_quoted(span, articles) for span in ends)
    return (
        f"<dt>{plain(link.annotator)}: <strong>{plain(link.type)}</strong></dt>"
        f'<dd>{source} <span class="arrow">→ {plain(link.type)} →</span> {target}</dd>\n'
    )


def _mentions(record: Record, articles: Mapping[str, Article]) -> str:
    first = record.spans[: len(record.spans) // 2]
    second = record.spans[len(record.spans) // 2 :]
    found = []
    for a, b in zip(first, second, strict=False):
        joins = "keeps apart" if a.annotator in record.missing else "one statement"
        found.append(
            f"<dt>{plain(a.annotator)}: <strong>{joins}</strong></dt>"
            f'<dd>{_quoted(a, articles)} <span class="arrow">{"≠" if joins == "keeps apart" else "="}</span> '
            f"{_quoted(b, articles)}</dd>\n"
        )
    return "".join(found)


def _quoted(span: Span, articles: Mapping[str, Article]) -> str:
    article = articles[span.article_id]
    return (
        f'<q{_language(article)} dir="auto">{plain(_elided(" ".join(span.quote.split())))}</q> '
        f"<cite>({plain(span.label)}, {plain(article.source)})</cite>"
    )


def _language(article: Article) -> str:
    """The attribute that tells a screen reader how to speak."""
    found = article.meta.language
    return f' lang="{escape(found)}"' if found else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"
