"""The chain, top to bottom: requests -> prompts, draws and colour locks -> decoder -> sprites. And nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pixelgen.decoding import Job
from pixelgen.engines import ReferenceEngine
from pixelgen.errors import RequestError
from pixelgen.palette import COLOURS, TRANSPARENT, ramp_indices
from pixelgen.quadtree import CELLS
from pixelgen.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES, prompt_tokens
from pixelgen.weights import load_weights

ENGINE_VERSION = 2  # raised whenever the same weights and request would give other pixels
SHIPPED_WEIGHTS = Path(__file__).resolve().parent / "data" / "pixelgen.safetensors"
ALWAYS_ALLOWED_RAMP = "ink"  # eyes and outlines need it whatever the palette lock

Progress = Callable[[int, int], None]


def draws_of(request: SpriteRequest) -> npt.NDArray[np.uint64]:
    """(1344,) one raw 64-bit draw a cell: the Philox stream (Salmon et al. 2011) keyed by the request's hash."""
    key = int.from_bytes(hashlib.sha256(request.canonical().encode("utf-8")).digest()[:16], "little")
    return np.asarray(np.random.Philox(key=key).random_raw(CELLS))


def allowed_colours(request: SpriteRequest) -> npt.NDArray[np.bool_]:
    """(64,) palette indices that the request's palette lock leaves; all of them without one."""
    if not request.colours:
        return np.ones(COLOURS, dtype=np.bool_)
    allowed = np.zeros(COLOURS, dtype=np.bool_)
    allowed[TRANSPARENT] = True
    for ramp in (ALWAYS_ALLOWED_RAMP, *request.colours):
        allowed[list(ramp_indices(ramp))] = True
    return allowed


def job_of(request: SpriteRequest) -> Job:
    """What the decoder needs to know of a request."""
    family = request.colours[0] if request.colours else None
    return Job(
        prompt=prompt_tokens(request.zone, request.category, request.species, family),
        draws=draws_of(request),
        sampling=request.sampling,
        colours=allowed_colours(request),
    )


class Generator:
    """Draws sprites with the shipped weights, or those of another file.

    batch: sprites drawn side by side; more is faster and takes more memory. threads: of the matrix library while it
    draws; its products are so small that a second thread costs more than it gives, a great deal more when the
    processor is busy. Neither changes a pixel.
    Raises WeightsError when the weights are missing, damaged or of another kind.
    """

    def __init__(self, weights: Path | None = None, *, batch: int = 16, threads: int = 1) -> None:
        loaded = load_weights(SHIPPED_WEIGHTS if weights is None else weights)
        self.weights_digest = loaded.digest
        self._learnt = frozenset(loaded.facts.get("species", "").split(",")) - {""}
        self._engine = ReferenceEngine(loaded, batch=batch, threads=threads)

    def sprite(self, request: SpriteRequest) -> Sprite:
        """The sprite of a request: the same for the same request, weights and engine version, everywhere."""
        return self.sprites([request])[0]

    def sprites(self, requests: Sequence[SpriteRequest], *, progress: Progress | None = None) -> list[Sprite]:
        """The sprites of many requests, in order; `progress` is told (finished, total) after each.

        RequestError for a species that the weights have not learnt.
        """
        for request in requests:
            self._check_species(request)
        count = 0

        def finished(_: int) -> None:
            nonlocal count
            count += 1
            if progress is not None:
                progress(count, len(requests))

        drawn = self._engine.decode([job_of(request) for request in requests], finished=finished)
        return [Sprite(indices) for indices in drawn]

    def _check_species(self, request: SpriteRequest) -> None:
        """The vocabulary names more species than the weights may have seen; what was never seen cannot be drawn."""
        if request.species is not None and self._learnt and request.species not in self._learnt:
            kin = [name for name in SPECIES if name in self._learnt and SPECIES[name] == request.category]
            raise RequestError(
                f"species must be one that these weights have learnt: {', '.join(kin)} "
                f"(category {request.category}); got {request.species!r}"
            )
