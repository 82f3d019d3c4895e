"""Weights and decoder jobs -> what the native core takes; its answers -> sprites. Knows nothing of threads."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from ctypes import POINTER, byref, c_float, c_int32, c_uint8, c_void_p, pointer
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.decoding import Job
from pixelgen.model.fixed_point import Floats
from pixelgen.model.sampling import Sampling, scale_of, share_of
from pixelgen.model.stopping import Stop
from pixelgen.model.weights import Weights
from pixelgen.native.library import STOPPED, CJob, CSampling, Message, Run, Shape, Tensor, library
from pixelgen.quadtree import CELLS, NEIGHBOURS, PIXELS, SIDE, Indices, Ints
from pixelgen.vocabulary import VOCABULARY_SIZE, WRITABLE


@dataclass(frozen=True, slots=True)
class Effort:
    """passes over the weights, tokens computed in them, tokens that were written."""

    passes: int
    computed: int
    written: int


class NativeModel:
    """A network of the native core. kernel: its name, or None for the best that runs here.

    NativeError without a core, for an unknown kernel, or weights that it refuses. Threads may share it.
    """

    def __init__(self, weights: Weights, *, kernel: str | None = None) -> None:
        size = weights.architecture
        shape = Shape(size.layers, size.width, size.heads, size.hidden, VOCABULARY_SIZE)
        arrays = {name: np.ascontiguousarray(tensor) for name, tensor in weights.tensors.items()}
        tensors = (Tensor * len(arrays))(
            *(Tensor(name.encode(), array.ctypes.data, array.nbytes) for name, array in arrays.items())
        )
        message, model = Message(), c_void_p()
        message.check(
            library().pixelgen_model_make(
                byref(shape),
                tensors,
                len(arrays),
                None if kernel is None else kernel.encode(),
                byref(model),
                message.text,
                message.room,
            )
        )
        self._model = model
        self._free = weakref.finalize(self, library().pixelgen_model_free, model)
        self.kernel: str = library().pixelgen_model_kernel(model).decode()

    def logits(self, *, tokens: Ints, cells: Ints, targets: Ints, around: Ints) -> Floats:
        """Logits (n, 65) after every token of one sequence; tokens, cells, targets (n,), around (n, 8)."""
        rows = [np.ascontiguousarray(row, dtype=np.int32) for row in (tokens, cells, targets, around)]
        shapes = [row.shape for row in rows]
        count = len(tokens)
        if shapes != [(count,)] * 3 + [(count, NEIGHBOURS)]:
            raise ValueError(f"tokens, cells and targets must be (n,), around (n, {NEIGHBOURS}); got {shapes}")
        result = np.zeros((count, len(WRITABLE)), dtype=np.float32)
        message = Message()
        pointers = [row.ctypes.data_as(POINTER(c_int32)) for row in rows]
        out = result.ctypes.data_as(POINTER(c_float))
        message.check(library().pixelgen_logits(self._model, *pointers, count, out, message.text, message.room))
        return result

    def sample(self, logits: Floats, allowed: npt.NDArray[np.bool_], draw: int, sampling: Sampling) -> int:
        """As pixelgen.model.sampling.sample, for 65 logits."""
        if logits.shape != (len(WRITABLE),) or allowed.shape != logits.shape:
            raise ValueError(f"logits and allowed must be ({len(WRITABLE)},); got {logits.shape}, {allowed.shape}")
        settings = sampling_of(sampling)
        row, mask = np.ascontiguousarray(logits, dtype=np.float32), np.ascontiguousarray(allowed, dtype=np.uint8)
        pointers = row.ctypes.data_as(POINTER(c_float)), mask.ctypes.data_as(POINTER(c_uint8))
        return int(library().pixelgen_sample(self._model, *pointers, draw, byref(settings)))

    def batch(self, packed: PackedJobs, *, rows: int, window: int = 1) -> NativeBatch:
        """Room to draw some of the jobs; rows: side by side at most; window: the longest draft verified in one pass."""
        message, batch = Message(), c_void_p()
        message.check(
            library().pixelgen_batch_make(self._model, rows, window, byref(batch), message.text, message.room)
        )
        return NativeBatch(self, batch, packed)


class NativeBatch:
    """Sprites that one thread writes side by side, a slice of their tokens at a time. Close it, or use `with`."""

    def __init__(self, model: NativeModel, batch: c_void_p, packed: PackedJobs) -> None:
        self._model, self._packed = model, packed  # the core keeps pointers into both
        self._batch = batch
        self._free = weakref.finalize(self, library().pixelgen_batch_free, batch)
        self._run = Run()
        self.active = 0  # sprites that are being written

    def __enter__(self) -> NativeBatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._free()

    @property
    def room(self) -> int:
        """How many jobs can be added now."""
        return int(library().pixelgen_batch_room(self._batch))

    @property
    def spent(self) -> int:
        """Tokens that the last run computed."""
        return int(self._run.spent)

    @property
    def effort(self) -> Effort:
        """Of all runs together."""
        return Effort(self._run.passes, self._run.computed, self._run.written)

    def add(self, place: int) -> None:
        """Begin the sprite of a job. NativeError when it is not as it must be, or there is no room."""
        job, message = self._packed.jobs[place], Message()
        message.check(library().pixelgen_batch_add(self._batch, byref(job), place, message.text, message.room))
        self.active += 1

    def run(self, tokens: int, *, stop: Stop | None = None) -> list[int]:
        """Write on until a sprite is complete, or about so many tokens were computed -> places of complete sprites.

        StoppedError before the next pass over the weights when the stop is set.
        """
        run, message = self._run, Message()
        run.tokens = tokens
        run.stop = None if stop is None else pointer(stop.flag)
        status = library().pixelgen_batch_run(self._batch, byref(run), message.text, message.room)
        if status == STOPPED and stop is not None:
            stop.check()
        message.check(status)
        finished: list[int] = run.finished[: run.finished_count]
        self.active -= len(finished)
        return finished


class PackedJobs:
    """Jobs as the core reads them, and the arrays that it writes their sprites into."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._held: list[npt.NDArray[Any]] = []  # what the structures point to
        self.indices: Indices = np.zeros((len(jobs), SIDE, SIDE), dtype=np.uint8)
        self.jobs = (CJob * len(jobs))(*(self._packed(job, self.indices[i]) for i, job in enumerate(jobs)))

    def _packed(self, job: Job, indices: Indices) -> CJob:
        kept = job.kept.kept if job.kept is not None else 0
        tokens: npt.ArrayLike = job.kept.tokens[:kept] if job.kept is not None else []
        cells: npt.ArrayLike = job.kept.cells[:kept] if job.kept is not None else []
        return CJob(
            prompt=self._pointer(job.prompt, np.int32, None),
            prompt_length=len(job.prompt),
            draws=self._pointer(job.draws, np.uint64, CELLS),
            colours=self._pointer(job.colours, np.uint8, len(WRITABLE) - 1),
            kept_tokens=self._pointer(tokens, np.int32, kept),
            kept_cells=self._pointer(cells, np.int32, kept),
            kept=kept,
            pinned=None if job.pinned is None else self._pointer(job.pinned, np.uint8, PIXELS),
            indices=indices.ctypes.data,
            sampling=sampling_of(job.sampling),
        )

    def _pointer(self, numbers: npt.ArrayLike, dtype: npt.DTypeLike, length: int | None) -> int:
        array = np.ascontiguousarray(numbers, dtype=dtype)
        if array.ndim != 1 or (length is not None and len(array) != length):
            raise ValueError(
                f"expected {length if length is not None else 'a row of'} numbers; got shape {array.shape}"
            )
        self._held.append(array)
        return int(array.ctypes.data)


def sampling_of(sampling: Sampling) -> CSampling:
    """The settings as the core has them."""
    greedy = sampling.temperature == 0
    return CSampling(
        scale=0.0 if greedy else float(scale_of(sampling.temperature)),
        top_k=0 if greedy else min(sampling.top_k, len(WRITABLE)),
        top_p_share=share_of(min(sampling.top_p, 1.0)),
        min_p_share=share_of(sampling.min_p),
    )
