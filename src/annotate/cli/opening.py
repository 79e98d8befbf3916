"""Commands that open the workbench: no command at all, open, demo."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli import options, output

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.workbench.bench import Workbench
    from annotate.workbench.review_values import Progress


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def workbench(context: typer.Context) -> None:
    """Open the workbench; with no terminal, say what there is and how to open it."""
    config = options.settings(context)
    if not _on_a_terminal():
        _summary(config)
        return
    from annotate.tui.app import run

    run(config)


def open_(
    context: typer.Context,
    article: Annotated[
        str | None, typer.Argument(metavar="[ARTICLE]", help="Id, file name, or part of the title.")
    ] = None,
    db: options.Database = None,
    annotator: options.Annotator = None,
    layer: options.OpenLayer = None,
) -> None:
    """Open the workbench at an article."""
    from annotate.errors import RuleError

    config = options.settings(context, db, annotator, layer)
    if article is not None:
        options.require(config)
    if not _on_a_terminal():
        if article is not None:
            with options.reading(config) as bench:
                bench.find_article(article)
        raise RuleError("the workbench needs a terminal", "run it in one; for lists: annotate articles")
    from annotate.tui.app import run

    run(config, article=article)


def review(
    context: typer.Context,
    db: options.Database = None,
    annotator: options.Annotator = None,
) -> None:
    """Open the workbench at the review: decide what is gold.

    Without a terminal: print how far the review is.
    """
    config = options.settings(context, db, annotator)
    options.require(config)
    if _on_a_terminal():
        from annotate.tui.app import run

        run(config, screen="review")
        return
    with options.reading(config) as bench:
        why = bench.nothing_to_review()
        if why is not None:
            raise why
        _progress(bench.review_progress())


def demo(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where to make it.")] = "demo",
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the workbench afterwards.")] = False,
    annotator: options.Annotator = None,
) -> None:
    """Make a sample project and open it.

    Articles, the work of two annotators and an exported dataset. Running it again is harmless, and
    nothing outside DIR is touched.
    """
    from annotate.cli import showing
    from annotate.workbench.demo import make

    before = context.find_object(options.Before)
    # Opened as one of the two who annotated it: their work is what there is to see.
    who = annotator or (before and before.annotator) or os.environ.get("ANNOTATE_ANNOTATOR") or "ana"
    config = options.settings(context, annotator=who)
    if before is not None and before.db is not None:
        raise typer.BadParameter("the demo makes its own database in DIR: leave out --db")
    with output.progress("making the demo") as progress:
        made = make(Path(folder), config.annotator, progress)
    showing.demo(made)
    if not no_open and _on_a_terminal():
        from annotate.tui.app import run

        run(made.config)


def _progress(found: Progress) -> None:
    from annotate.workbench.agreement_records import KIND_WORDS
    from annotate.workbench.review_words import next_words, progress_words

    output.heading(progress_words(found))
    columns = ("disagreement", "all", "decided", "deferred", "stale")
    tallies = [*found.kinds.items(), ("agree", found.agreed)]
    output.table(columns, [(KIND_WORDS[k], x.all, x.decided, x.deferred, x.stale) for k, x in tallies])
    opens = "annotate review, in a terminal"
    after = "annotate export --layer gold writes it, annotate agreement has the figures"
    output.note(
        next_words(found, "A in the review takes them", after) or f"{found.total.undecided:,} are undecided",
        f"decide: {opens}" if found.total.undecided or found.agreed.undecided else "",
    )


def _summary(config: Config) -> None:
    path = config.database
    if not path.exists():
        output.line(f"No project here yet: {path} does not exist.")
        output.line("Bring articles in:  annotate import PATH...")
        output.line("Or see the sample:  annotate demo")
        output.line("Then open the workbench in a terminal:  annotate")
        return
    with options.reading(config) as bench:
        _counts(config, bench)
    output.line("Open the workbench in a terminal:  annotate")
    output.line("More commands:  annotate --help")


def _counts(config: Config, bench: Workbench) -> None:
    from collections import Counter

    articles, totals = bench.articles(), bench.totals()
    output.heading(f"{config.database}")
    rows: list[tuple[object, ...]] = [
        ("articles", len(articles), ""),
        ("spans", sum(totals.spans.values()), ""),
        ("links", sum(totals.links.values()), ""),
    ]
    states = Counter((state.annotator, state.state) for state in bench.states())
    for who in sorted({who for who, _ in states}):
        rows.append((f"done by {who}", states[who, "done"], f"of {len(articles)}"))
    for name, count, of in rows:
        output.line(f"  {name:<20} {count:>7,} {of}".rstrip())
