"""A part map -> what light has to know of it: what stands apart, what is paint, what lies over the trunk, what shines.

Over cells in a layout (neighbours.py). Wrong names do little harm: a pixel that is alone among others goes with them.
Knows nothing of heights or of light.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pixelgen.carriers import PAINTED
from pixelgen.look.lighting.neighbours import FOUR, SIDEWAYS, UPRIGHT, Indices, Layout, Mask
from pixelgen.parts import PART_IDS, PARTS, PartMap

_APART = {"body": 1, "head": 1, "tail": 1, "shell": 2, "fin": 3, "limb": 4}  # what stands apart from what
_SURFACE = np.array([_APART.get(name, 0) for name in PARTS], dtype=np.uint8)
_TRUNK = 2  # the last of the trunk's
_PAINT = np.isin(np.arange(len(PARTS)), PAINTED)
_CARRIED_OVER = 4  # pixels that paint may lie from what carries it
_STEPS = (1, 2, 4)  # their sum is how far a trunk is looked for from what lies over it
_FEWEST = 2  # pixels of an eye or a shell, for an animal to have one


@dataclass(frozen=True, slots=True)
class Surfaces:
    """All of cells.

    apart: one number for each kind of surface, 0 where nothing is known. paint: marks, lights, eyes, mouths, which have
    no relief. over: fins and limbs with trunk on either side of them. glossy: a shell, or the trunk of an animal that
    has eyes and no shell.
    """

    apart: Indices
    paint: Mask
    over: Mask
    glossy: Mask

    @staticmethod
    def of(parts: PartMap, layout: Layout) -> Surfaces:
        """What parts (..., H, W) say, those of the layout's sprites."""
        cells = layout.laid(parts)
        paint = _PAINT[cells]
        apart = _evened(_carried(_SURFACE[cells], paint, layout), layout)
        trunk = (apart > 0) & (apart <= _TRUNK)
        before, behind, above, below = _beyond(trunk, layout)
        shell = apart == _APART["shell"]
        with_shell = _in_sprites_with(shell, layout)
        with_eyes = _in_sprites_with(cells == PART_IDS["eye"], layout)
        return Surfaces(
            apart,
            paint,
            (apart > _TRUNK) & ((before & behind) | (above & below)),
            shell | (trunk & with_eyes & ~with_shell),
        )


def _carried(surface: Indices, paint: Mask, layout: Layout) -> Indices:
    """Paint takes the surface that lies nearest, of two as near the trunk's; what lies far from any, the trunk's."""
    if not paint.any():
        return surface
    nothing = np.uint8(len(PARTS))
    open_, known = paint, np.where(surface > 0, nothing - surface, 0)
    for _ in range(_CARRIED_OVER):
        nearest = known
        for one, other in (SIDEWAYS, UPRIGHT):
            nearest = np.maximum(nearest, np.maximum(layout.beside(nearest, one), layout.beside(nearest, other)))
        known = np.where(open_, nearest, known)
        open_ = open_ & (known == 0)
    known[open_] = nothing - 1
    return np.where(known > 0, nothing - known, np.uint8(0))


def _evened(surface: Indices, layout: Layout) -> Indices:
    """A cell with its like on none of four sides goes with what lies there, the trunk first."""
    alone, nothing = surface > 0, np.uint8(len(PARTS))
    nearest = np.zeros_like(surface)
    for step in FOUR:
        beside = layout.beside(surface, step)
        alone &= beside != surface
        np.maximum(nearest, (nothing - beside) * (beside > 0), out=nearest)
    return np.where(alone & (nearest > 0), nothing - nearest, surface)


def _beyond(trunk: Mask, layout: Layout) -> Iterator[Mask]:
    """Whether there is trunk within seven pixels to the left, to the right, above and below."""
    for axis in (2, 1):
        for ahead in (True, False):
            found = trunk.reshape(layout.bordered).copy()
            for step in _STEPS:
                near, far = slice(step, None), slice(None, -step)
                to, came = (near, far) if ahead else (far, near)
                before = (slice(None),) * axis
                found[(*before, to)] |= found[(*before, came)]
            yield found.reshape(-1)


def _in_sprites_with(found: Mask, layout: Layout) -> Mask:
    """All cells of each sprite in which at least _FEWEST are found."""
    count, height, width = layout.bordered
    enough = found.reshape(count, height * width).sum(axis=1) >= _FEWEST
    return np.repeat(enough, height * width)
