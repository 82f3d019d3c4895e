"""A request with parents and their pixels -> a partial drawing for the decoder, and what it drew -> the child.

The model completes parent A with every kept pixel in view, in A's own ramps; what it drew is then recoloured in parent
B's ramps, or those that are named, shade for shade, the most used ramp to the most used one. Both steps stay inside
their ramps, so no colour is ever rounded to another. Stray pixels of what was drawn are joined or removed. Of a
picture from elsewhere, whose parts nobody knows for sure, the water stays water: the model would put limbs of its own
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.finishing import connect
from pixelgen.drawing.lone_pixels import without_lone
from pixelgen.drawing.mending import seamless
from pixelgen.palette import COLOURS, RAMPS, SHADES, TRANSPARENT, colour_index, ramp_indices
from pixelgen.parts import PartMap
from pixelgen.quadtree import UNKNOWN, Indices, Ints
from pixelgen.requests.lineage import DRAWN
from pixelgen.requests.mask_patterns import redrawn
from pixelgen.requests.request import SpriteRequest

ALWAYS_ALLOWED_RAMP = "ink"  # eyes and outlines need it whatever the palette lock
_OUTLINES = (0, 1, SHADES - 1)  # shades of ink that outlines and glints have; the others are a grey body
_SPECK = 50  # a ramp with less than one of so many coloured pixels is no colour of a body

Bools = npt.NDArray[np.bool_]


class Join(Protocol):
    """`joined`, by whatever computes it."""

    def __call__(self, drawn: Indices, *, parent: Indices, anew: Bools) -> Indices:
        """See there."""


def joined(drawn: Indices, *, parent: Indices, anew: Bools) -> Indices:
    """What was drawn in `anew` (32, 32), and the parent elsewhere -> one body, without flaws along the seam."""
    child = np.where(anew, drawn, parent).astype(np.uint8)
    return seamless(without_lone(connect(child, fixed=~anew), anew=anew), parent=parent, anew=anew)


@dataclass(frozen=True, slots=True)
class PartialDrawing:
    """pinned (1024,), colours (64,): as a decoder's job has them; family: the ramp that the prompt names."""

    pinned: Ints
    colours: Bools
    family: str | None
    _parent: Indices
    _redrawn: Bools  # (32, 32)
    _recoloured: npt.NDArray[np.uint8]  # (64,) colour drawn -> colour of the child

    def completed(self, drawn: Indices, join: Join = joined) -> Indices:
        """What the decoder drew -> the child, its kept pixels exactly parent A's. join: as `joined`."""
        return join(self._recoloured[drawn], parent=self._parent, anew=self._redrawn)

    @property
    def kept(self) -> Bools:
        """(32, 32) the pixels that are parent A's."""
        return ~self._redrawn


def partial_drawing(
    request: SpriteRequest,
    parents: Sequence[Indices],
    draws: npt.NDArray[np.uint64],
    *,
    parts: PartMap | None = None,
) -> PartialDrawing:
    """What is to be drawn for a request with a mask and one or two parents. draws: 128 raw 64-bit numbers for the mask;
    parts (32, 32): of the first parent, where they are known."""
    assert request.mask is not None
    anew = redrawn(request.mask, parents[0], draws, parts)
    if request.parents[0].is_picture and request.mask.pattern != DRAWN:
        anew &= parents[0] != TRANSPARENT
    own = body_ramps(parents[0], least=1)
    wanted = request.colours
    if not wanted and len(parents) > 1:
        wanted = main_ramps(parents[1]) or (ALWAYS_ALLOWED_RAMP,)
    recoloured = np.arange(COLOURS, dtype=np.uint8)
    lock = wanted
    if wanted and own:  # an empty parent has no ramps of its own
        lock, recoloured = own, _exchange(own, wanted)
    return PartialDrawing(
        pinned=np.where(anew, UNKNOWN, parents[0].astype(np.int64)).ravel(),
        colours=lock_with_outlines(lock) if lock is own else lock_of(lock),
        family=lock[0] if lock else None,
        _parent=parents[0],
        _redrawn=anew,
        _recoloured=recoloured,
    )


def lock_of(ramps: Sequence[str]) -> Bools:
    """(64,) palette indices that a palette lock on these ramps leaves; all of them without one."""
    if not ramps:
        return np.ones(COLOURS, dtype=np.bool_)
    allowed = np.zeros(COLOURS, dtype=np.bool_)
    allowed[TRANSPARENT] = True
    for ramp in (ALWAYS_ALLOWED_RAMP, *ramps):
        allowed[list(ramp_indices(ramp))] = True
    return allowed


def lock_with_outlines(ramps: Sequence[str]) -> Bools:
    """The same on the ramps of a body: without greys that it has not, as an outline is no grey."""
    colours = lock_of(ramps)
    if ramps and ALWAYS_ALLOWED_RAMP not in ramps:
        colours[list(ramp_indices(ALWAYS_ALLOWED_RAMP))] = False
        colours[[colour_index(ALWAYS_ALLOWED_RAMP, shade) for shade in _OUTLINES]] = True
    return colours


def body_ramps(indices: Indices, *, least: int) -> tuple[str, ...]:
    """Ramps of at least so many pixels, the most used first; the ink of outlines does not count."""
    pixels = np.bincount(indices.ravel(), minlength=COLOURS)
    pixels[[colour_index(ALWAYS_ALLOWED_RAMP, shade) for shade in _OUTLINES]] = 0
    counts = pixels[1:].reshape(len(RAMPS), SHADES).sum(axis=1)
    order = np.argsort(-counts, kind="stable")
    return tuple(RAMPS[ramp] for ramp in order if counts[ramp] >= max(least, 1))


def main_ramps(indices: Indices) -> tuple[str, ...]:
    """Those of more than a speck, the most used first."""
    return body_ramps(indices, least=-(-int(np.count_nonzero(indices)) // _SPECK))


def _exchange(own: Sequence[str], wanted: Sequence[str]) -> npt.NDArray[np.uint8]:
    """(64,) each of A's ramps becomes B's of the same rank, those beyond B's the last one; outlines stay."""
    recoloured = np.arange(COLOURS, dtype=np.uint8)
    for rank, ramp in enumerate(own):
        for shade in range(SHADES):
            if ramp != ALWAYS_ALLOWED_RAMP or shade not in _OUTLINES:
                recoloured[colour_index(ramp, shade)] = colour_index(wanted[min(rank, len(wanted) - 1)], shade)
    return recoloured
