"""A flat sprite -> the picture or frames that are shown of it: lit, and moving. Knows nothing of files or requests."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_is
from pixelgen.look.animation import animate, move
from pixelgen.look.foreign_names import lit_as, moves_as
from pixelgen.look.lighting.light import Light, style_of
from pixelgen.look.shading import shade
from pixelgen.parts import PartMap
from pixelgen.quadtree import Indices


@dataclass(frozen=True, slots=True)
class Appearance:
    """shaded: by the zone's preset, or with its light from another direction. frames: None for a still, else 4 to 8 of
    the animation, on a canvas with a margin of transparent pixels."""

    shaded: bool = True
    light: Light | None = None
    frames: int | None = None
    animation: str = "idle"
    margin: int = 0

    def __post_init__(self) -> None:
        check_is("shaded", self.shaded, bool)

    def lit(self, flat: Indices, zone: str, *, parts: PartMap | None = None) -> Indices:
        """(H, W) flat -> the same shaded, or as it is. parts: its part map. A zone of another world: see `lit_as`."""
        if not self.shaded:
            return flat
        style = style_of(lit_as(zone))
        return shade(flat, style if self.light is None else replace(style, light=self.light), parts)

    def shown(
        self, flat: Indices, zone: str, category: str | None, species: str | None, *, parts: PartMap | None = None
    ) -> Shown:
        """(H, W) flat -> what is shown. parts: its part map. RequestError for an animation that the animal lacks."""
        lit = self.lit(flat, zone, parts=parts)
        if self.frames is None:
            return Shown(lit[None], np.zeros(1, dtype=np.int64), loops=False)
        category, species = moves_as(category, species)
        moved = animate(
            flat,
            category,
            species=species,
            parts=parts,
            animation=self.animation,
            frames=self.frames,
            margin=self.margin,
        )
        return Shown(move(lit, moved), moved.durations_ms, loops=moved.loops)


@dataclass(frozen=True, slots=True)
class Shown:
    """frames (n, H, W) uint8 palette indices, one for a still; durations_ms (n,), 0 for a still."""

    frames: Indices
    durations_ms: npt.NDArray[np.int64]
    loops: bool

    def strip(self) -> Indices:
        """(H, n * W) the frames side by side."""
        return np.concatenate(list(self.frames), axis=1)
