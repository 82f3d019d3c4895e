"""Work for other processes -> its results in order; whatever ends the work here ends those processes at once.

Knows nothing of what the work is.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import TypeVar

from pixelgen.interrupts import raise_again, waiting

Job = TypeVar("Job")
Result = TypeVar("Result")


@contextmanager
def results_of(work: Callable[[Job], Result], jobs: Iterable[Job], *, processes: int) -> Iterator[Iterator[Result]]:
    """`with` this, the results of all jobs, each as soon as it is there; work, jobs and results are pickled.

    Ctrl-C reaches this process alone. When the block ends by an exception, the processes are killed: whatever they do
    must be done by its result alone, so they write no files.
    """
    before = {*active_children()}
    # A fork of a process with threads, which NumPy has, may hang.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        with waiting(), _blocked():  # all of them begin here, and keep what is blocked
            results = pool.map(work, jobs)
        raise_again()
        yield results
    except BaseException:
        for process in {*active_children()} - before:
            process.kill()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
