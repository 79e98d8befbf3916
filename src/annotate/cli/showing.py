"""What the demo says about the project it made."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.cli import agreement, output, statements

if TYPE_CHECKING:
    from annotate.model import Link, Span
    from annotate.workbench.bench import Workbench
    from annotate.workbench.demo import Demo


def demo(made: Demo) -> None:
    """Articles, spans, links, one rebuttal with its claim, the files written, and what to do next."""
    from annotate.workbench.bench import Workbench
    from annotate.workbench.demo import SHOWN_AS

    folder = made.config.database.parent
    with Workbench.open(made.config) as bench:
        spans, links = bench.spans(), bench.links()
        output.heading(f"A sample project in {folder}")
        output.line()
        _articles(bench)
        output.line()
        _spans(bench, spans)
        output.line()
        _links(bench, links)
        output.line()
        _example(bench, links)
        agreement.headlines(bench)
        _disagreements(bench)
    with Workbench.open(replace(made.config, annotator=SHOWN_AS)) as bench:
        _statement(bench)
    database = made.config.database
    output.heading("Written")
    _aligned(
        [
            (str(database), "the project"),
            (str(made.dataset), "the dataset, one line an article"),
            (str(made.page), "all figures of agreement, and every disagreement in its text"),
        ]
    )
    output.line()
    output.heading("Next")
    who = made.config.annotator
    command = f"annotate --db {shlex.quote(str(database))}"
    _aligned(
        [
            (f"{command} --annotator {shlex.quote(who)}", f"open the workbench as {who}"),
            (f"{command} links", "who answers whom"),
            (f"{command} statements", "what is said again and again"),
            (f"{command} agreement", "all figures of agreement; % in the workbench"),
            (f"{command} review", "decide where they differ; A takes what they agree on"),
            ("annotate import PATH...", "a project of your own, here"),
        ]
    )


def _aligned(rows: list[tuple[str, str]]) -> None:
    widest = max(output.cells(left) for left, _ in rows)
    for left, right in rows:
        output.line(f"  {left}{' ' * (widest - output.cells(left))}   {right}")


def _articles(bench: Workbench) -> None:
    rows = [
        (article.meta.published or "", output.shorten(article.meta.outlet or "", 28), article.name)
        for article in bench.articles()
    ]
    output.table(
        ("published", "outlet", f"{len(rows)} articles"), rows, flexible=f"{len(rows)} articles", indent=2
    )


def _spans(bench: Workbench, spans: list[Span]) -> None:
    counts = Counter((span.annotator, span.label) for span in spans)
    labels = [label.name for label in bench.scheme.labels]
    who = sorted({span.annotator for span in spans})
    rows = [(name, *(counts[name, label] for label in labels)) for name in who]
    output.table(("spans by", *labels), rows, indent=2)


def _links(bench: Workbench, links: list[Link]) -> None:
    counts = Counter((link.type, link.source_article != link.target_article) for link in links)
    types = [link_type.name for link_type in bench.scheme.link_types if link_type.enabled]
    rows = [(name, counts[name, False], counts[name, True]) for name in types]
    output.table(("links", "within an article", "across articles"), rows, indent=2)


def _disagreements(bench: Workbench) -> None:
    """How many records of disagreement there are of each kind."""
    from annotate.workbench.agreement_records import KIND_WORDS

    if bench.nothing_to_compare() is not None:
        return
    found = bench.disagreements().records
    counts = Counter(x.kind for x in found)
    output.heading(f"{len(found)} disagreements to decide on")
    _aligned([(str(n), KIND_WORDS[kind]) for kind, n in counts.most_common()])
    output.line()


def _statement(bench: Workbench) -> None:
    """One statement and how its wording changed from outlet to outlet."""
    from annotate.workbench.demo import featured

    cluster = featured(bench)
    if cluster is None:
        return
    output.heading(f"A statement that travels: {len(cluster.members)} times in {cluster.articles} articles")
    statements.tree(bench, cluster, indent="  ")
    for warning in cluster.warnings:
        output.line(f"  look: {warning.says}")
    output.line()


def _example(bench: Workbench, links: list[Link]) -> None:
    """The shortest rebuttal of another article's claim: two quotes that fit on a screen."""
    across = [x for x in links if x.type == "rebuts" and x.source_article != x.target_article]
    if not across:
        return
    ends = bench.spans_by_id(sorted({end for link in across for end in (link.source_id, link.target_id)}))
    link = min(across, key=lambda x: (len(ends[x.source_id].quote) + len(ends[x.target_id].quote), x.id))
    names = {article.id: article.meta.outlet or article.name for article in bench.articles()}
    output.heading("For example")
    for span, says in ((ends[link.source_id], "rebuts"), (ends[link.target_id], "claim")):
        text = f"“{output.one_line(span.quote)}”"
        room = output.width()
        fitting = text if room is None else output.shorten(text, max(room - 12, 20))
        output.line(f"  {says:<8}{fitting}")
        output.line(f"  {'':<8}{names[span.article_id]}, tagged by {span.annotator}")
    output.line()
