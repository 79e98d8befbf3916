"""Finding the statements of many documents, in other processes where there are many.

So a build in a thread leaves this process's interpreter to whoever types meanwhile.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import chain
from multiprocessing import get_context

from annotate.statements.corpus import Batch, Document, batch

ALONE = 1_000_000
"""Code points: what is less in all is done before other processes would have started."""
_AT_ONCE = 200_000
"""Code points of the documents sent in one go."""
_WAITING = 2
"""Batches under way for each process: one at work and one to begin with next."""
_WORKERS = 2

Progress = Callable[[int], None]
"""Is told how many documents are done."""


def batches(documents: Iterable[Document], progress: Progress, workers: int | None = None) -> list[Batch]:
    """The statements of all documents, in their order.

    `workers` are processes beside this one; None for two where there is enough to do, 0 for none. The
    documents are read in this thread, and only as fast as they are worked on. Whatever `progress` raises
    ends it.
    """
    parts = _parts(documents)
    known: list[Sequence[Document]] = []
    size = 0
    if workers is None:
        for part in parts:
            known.append(part)
            size += sum(len(document.text) for document in part)
            if size >= ALONE:
                workers = min(_WORKERS, os.cpu_count() or 1)
                break
    made: list[Batch] = []
    done = 0
    every = chain(known, parts)
    with closing(_elsewhere(every, workers) if workers else _here(every)) as found:
        for one in found:
            made.append(one)
            done += len(one.documents)
            progress(done)
    return made


def _parts(documents: Iterable[Document]) -> Iterator[Sequence[Document]]:
    part: list[Document] = []
    size = 0
    for document in documents:
        part.append(document)
        size += len(document.text)
        if size >= _AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _here(parts: Iterable[Sequence[Document]]) -> Generator[Batch]:
    for part in parts:
        for document in part:
            yield batch([document])


def _elsewhere(parts: Iterable[Sequence[Document]], workers: int) -> Generator[Batch]:
    """The same from other processes; from this one where none can be started, or they are killed."""
    left = iter(parts)
    waiting: deque[tuple[Sequence[Document], Future[Batch]]] = deque()
    at_hand: Sequence[Document] = ()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        while True:
            while len(waiting) < workers * _WAITING:
                at_hand = next(left, ())
                if not at_hand:
                    break
                waiting.append((at_hand, pool.submit(batch, at_hand)))
            at_hand = ()
            if not waiting:
                return
            yield waiting[0][1].result()
            waiting.popleft()
    except (BrokenProcessPool, OSError, AssertionError):  # the last: a daemon may not start processes
        yield from _here(chain([part for part, _ in waiting], [at_hand], left))
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C in the terminal is for the process that waits for the batches."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
