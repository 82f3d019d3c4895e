"""Weights -> what writes sprites with them: the native core or the NumPy reference, which give the same bits.

Knows nothing of requests; an engine takes the decoder's jobs.
"""

from __future__ import annotations

import logging
import os
import platform
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock
from time import perf_counter
from typing import Generic, Protocol, TypeVar

from threadpoolctl import ThreadpoolController

from pixelgen.errors import SlowWarning
from pixelgen.model.stopping import Stop, current_stop
from pixelgen.native.batch import NativeBatch, NativeNetwork, Packed
from pixelgen.native.library import MOST_ROWS, NativeError, kernels, library
from pixelgen.quadtree import Indices

KERNEL_VARIABLE = "PIXELGEN_KERNEL"
REFERENCE = "reference"  # in place of a kernel's name: the NumPy reference
_FIRST_SLICE, _LONGEST_SLICE = 16, 1 << 20  # groups
_SLICE_SECONDS = 0.05  # of a call of the core: an interrupt waits no longer
_POLL_SECONDS = 0.05  # on Windows an interrupt does not wake a thread that waits
_LOG = logging.getLogger("pixelgen")

J = TypeVar("J", contravariant=True)  # a decoder's job
Finished = Callable[[int], None]  # called with a job's place when its sprite is complete


class Engine(Protocol[J]):
    """What draws: every engine gives the same pixels for the same jobs and weights.

    Inside `stopping.stoppable_by`, a drawing ends with StoppedError before its next group once the stop is set.
    """

    name: str  # "native" and the kernel, or "numpy"

    def decode(self, jobs: Sequence[J], *, finished: Finished | None = None) -> list[Indices]:
        """The (32, 32) palette indices of each job, in order."""


def check_current_stop() -> None:
    """StoppedError when the stop of the innermost `stoppable_by` is set."""
    stop = current_stop()
    if stop is not None:
        stop.check()


class MatrixThreads:
    """How many threads the matrix library may use in a `with`."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        # In another thread, where no interrupt arrives: it would be lost in the callback by which this finds libraries.
        with ThreadPoolExecutor(1) as pool:
            self._libraries = pool.submit(ThreadpoolController).result()

    def limited(self) -> AbstractContextManager[object]:
        """The `with`."""
        limit: AbstractContextManager[object] = self._libraries.limit(limits=self._threads, user_api="blas")
        return limit


class CoreEngine(Generic[J]):
    """A network of the native core. Threads may share it.

    pack: jobs -> what the core reads; batch: sprites side by side; threads: how many share the sprites of a call;
    window: the longest draft verified in one pass, 1 for none.
    """

    def __init__(
        self, network: NativeNetwork, pack: Callable[[Sequence[J]], Packed], *, batch: int, threads: int, window: int
    ) -> None:
        self._network, self._pack = network, pack
        self._batch = min(batch, MOST_ROWS)
        self._threads = threads
        self._window = window
        self.kernel = network.kernel
        self.name = f"native {self.kernel}"

    def decode(self, jobs: Sequence[J], *, finished: Finished | None = None) -> list[Indices]:
        """The (32, 32) palette indices of each job, in order.

        The core is called for some milliseconds at a time, so that an interrupt is met as in any Python program.
        `finished` is called in the caller's thread; what it raises ends the drawing.
        """
        packed, waiting, stop = self._pack(jobs), _Waiting(len(jobs)), current_stop()
        threads = max(1, min(self._threads, len(jobs)))
        rows = max(1, min(self._batch, -(-len(jobs) // threads)))
        work = partial(self._draw, packed, rows, waiting, stop)
        tell = finished if finished is not None else _ignore
        if threads == 1:
            work(tell)
        else:
            _share(work, threads, waiting, stop, tell)
        if stop is not None:
            stop.check()
        return list(packed.indices)

    def _draw(self, packed: Packed, rows: int, waiting: _Waiting, stop: Stop | None, tell: Finished) -> None:
        """Draw jobs until none waits."""
        groups = _FIRST_SLICE
        with NativeBatch(self._network, packed, rows=rows, window=self._window) as batch:
            while True:
                while batch.room and (place := waiting.next()) is not None:
                    batch.add(place)
                if not batch.active or waiting.cancelled:
                    return
                start = perf_counter()
                complete = batch.run(groups, stop=stop)
                if batch.spent:  # none when all of a sprite is kept
                    groups = slice_of(batch.spent, perf_counter() - start)
                for place in complete:
                    tell(place)


def slice_of(groups: int, seconds: float) -> int:
    """How many groups the next call of the core may compute, when so many took so long: few, so that Python can react
    soon, but not too few, as each return may have to wait for the global interpreter lock."""
    return max(1, min(_LONGEST_SLICE, int(groups * _SLICE_SECONDS / max(seconds, 1e-6))))


class _Waiting:
    """The places of the jobs that no thread has started."""

    def __init__(self, count: int) -> None:
        self._places = iter(range(count))
        self._lock = Lock()
        self.cancelled = False

    def next(self) -> int | None:
        """The place of the next job; None for no more."""
        with self._lock:
            return None if self.cancelled else next(self._places, None)

    def cancel(self) -> None:
        """Start no more jobs, and abandon those that were started."""
        self.cancelled = True


def _share(
    work: Callable[[Finished], None], threads: int, waiting: _Waiting, stop: Stop | None, tell: Finished
) -> None:
    """Let threads do the work; this one calls back for complete sprites, and receives interrupts."""
    complete: SimpleQueue[int | None] = SimpleQueue()  # places; None for each thread that has ended

    def member() -> None:
        try:
            work(complete.put)
        except BaseException:
            waiting.cancel()
            raise
        finally:
            complete.put(None)

    with ThreadPoolExecutor(threads, thread_name_prefix="pixelgen-draw") as pool:
        try:
            working = [pool.submit(member) for _ in range(threads)]
            ended = 0
            while ended < threads:
                try:
                    place = complete.get(timeout=_POLL_SECONDS)
                except Empty:
                    continue
                if place is None:
                    ended += 1
                    continue
                tell(place)
                if stop is not None:
                    stop.check()
        except BaseException:
            waiting.cancel()
            raise
    for each in working:
        each.result()


def _ignore(_: int) -> None:
    pass


def native_or_reference(
    native: Callable[..., CoreEngine[J]], reference: Callable[[], Engine[J]], *, kernel: str | None
) -> Engine[J]:
    """The native core where it was built, else the reference, with one SlowWarning a process.

    native: takes `kernel`, a kernel's name or "reference"; None is what the environment's PIXELGEN_KERNEL says, else
    the best one. NativeError when a kernel asked for by name cannot run here.
    """
    wanted = kernel if kernel is not None else _wanted()
    if wanted != REFERENCE:
        try:
            engine = native(kernel=wanted)
        except NativeError as error:
            if wanted is not None:
                raise
            _LOG.info("%s%s", _SLOW, error)
            _warn_once(f"{_SLOW}{error}")
        else:
            _LOG.info("drawing with the native core, kernel %s", engine.kernel)
            if wanted is None and (note := _note_of_scalar_core()) is not None:
                _warn_once(note)
            return engine
    return reference()


def engine_note() -> str | None:
    """None when the native core draws here; else one line that says why sprites are drawn slowly and what to do.

    A core without vector kernels, as Microsoft's compiler makes it, is slow too, and so is a processor that has none of
    their instructions. Loads the core, draws nothing.
    """
    if _wanted() == REFERENCE:
        return f"{_SLOW}{KERNEL_VARIABLE} is set to {REFERENCE}; unset it"
    try:
        library()
    except NativeError as error:
        return f"{_SLOW}{error}"
    return None if _wanted() is not None else _note_of_scalar_core()


def _note_of_scalar_core() -> str | None:
    found = kernels()
    vectors = [name for name in found if name != "scalar"]
    if any(found[name] for name in vectors) or platform.machine().lower() not in _VECTOR_PROCESSORS:
        return None
    if vectors:
        names = ", ".join(vectors)
        return f"drawing with the core's scalar kernel, many times slower: this processor runs none of {names}"
    return "drawing with a native core that has no vector kernels, many times slower: compile it with clang or gcc"


def _wanted() -> str | None:
    return os.environ.get(KERNEL_VARIABLE) or None


def _warn_once(message: str) -> None:
    global _warned
    if not _warned:
        _warned = True
        warnings.warn(message, SlowWarning, stacklevel=5)  # whoever makes a Generator


_VECTOR_PROCESSORS = ("x86_64", "amd64", "aarch64", "arm64")  # for which there are kernels, see native/core/kernels.h
_SLOW = "drawing with NumPy, many times slower: "
_warned = False
