"""Finding the statements of many documents, in other processes where there are many.

So a build in a thread leaves this process's interpreter to whoever types meanwhile.
"""

import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import chain
from pickle import UnpicklingError
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen

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
    helpers: SimpleQueue[_Helper] = SimpleQueue()
    threads = ThreadPoolExecutor(workers, thread_name_prefix="statements")
    started: list[_Helper] = []
    try:
        for _ in range(workers):
            started.append(_Helper())
            helpers.put(started[-1])
        while True:
            while len(waiting) < workers * _WAITING:
                at_hand = next(left, ())
                if not at_hand:
                    break
                waiting.append((at_hand, threads.submit(_ask, helpers, at_hand)))
            at_hand = ()
            if not waiting:
                return
            yield waiting[0][1].result()
            waiting.popleft()
    except (OSError, EOFError, UnpicklingError):
        yield from _here(chain([part for part, _ in waiting], [at_hand], left))
    finally:
        for helper in started:
            helper.kill()
        threads.shutdown(cancel_futures=True)
        for helper in started:
            helper.close()


def _ask(helpers: "SimpleQueue[_Helper]", documents: Sequence[Document]) -> Batch:
    helper = helpers.get()
    try:
        return helper.batch(documents)
    finally:
        helpers.put(helper)


class _Helper:
    """Another interpreter that finds statements: documents go in, what it found comes out.

    Not of `multiprocessing`: that wants the standard streams, which a program on a full screen has put
    something else in the place of.
    """

    def __init__(self) -> None:
        self._process = Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve()"],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # ctrl-c in the terminal is for the process that waits
        )

    def batch(self, documents: Sequence[Document]) -> Batch:
        """The statements of some documents. OSError, EOFError or UnpicklingError where it is gone."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump(documents, self._process.stdin)
        self._process.stdin.flush()
        found: Batch = pickle.load(self._process.stdout)
        return found

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def close(self) -> None:
        """Give back what it held, when nobody waits for it any more."""
        with suppress(OSError):  # what was being written to it when it ended
            self._process.communicate()


def serve() -> None:
    """Find statements for the process at the other end of the standard streams, until it closes them."""
    while True:
        try:
            documents = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(batch(documents), sys.stdout.buffer)
        sys.stdout.buffer.flush()
