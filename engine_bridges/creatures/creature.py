"""A creature as every bridge takes it: its names, and its animations as palette indices with their light layers.

Checks names and shapes, so that no bridge has to. Knows nothing of how creatures are drawn, of engines or of files.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine_bridges.creatures.pack_error import PackError as PackError
from engine_bridges.creatures.pack_error import shown
from engine_bridges.creatures.palette import Palette
from engine_bridges.creatures.palette import Pixels as Pixels
from pixelgen import PARTS, Anchors

MAX_SIDE = 256
MAX_FRAMES = 1024
MAX_DURATION_MS = 60_000
_NAME = re.compile(r"[a-z0-9_-]{1,64}")
_LONGEST_DNA = 1_000_000
_DNA = re.compile(r"[A-Za-z0-9_-]*")
# Windows opens a device for these, whatever folder and extension they come with.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))},
)


def check_name(what: str, name: Any) -> str:
    """The name, when it is a file name on every system: [a-z0-9_-], 1 to 64 characters; PackError otherwise.

    >>> check_name("pack", "reef_pack")
    'reef_pack'
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PackError(f"the name of the {what} must be 1 to 64 of a-z, 0-9, _ and -; got {shown(name)}")
    if name in _RESERVED:
        raise PackError(f"the name of the {what} must not be {name}, which Windows keeps for a device; add a letter")
    return name


@dataclass(frozen=True, slots=True)
class Card:
    """A creature's entry in a pack's list. PackError when a field is not a valid name, or the DNA not a DNA text.

    species may be "" where it is unknown, dna may be "" where there is none.
    """

    name: str
    zone: str
    category: str
    species: str = ""
    dna: str = ""

    def __post_init__(self) -> None:
        check_name("creature", self.name)
        check_name("zone", self.zone)
        check_name("category", self.category)
        if not (isinstance(self.species, str) and self.species == ""):
            check_name("species", self.species)
        if not isinstance(self.dna, str) or len(self.dna) > _LONGEST_DNA or not _DNA.fullmatch(self.dna):
            raise PackError(
                f"the DNA of {self.name} must be one word of ASCII letters and digits; got {shown(self.dna)}"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One animation. PackError unless shapes and types are as here; arrays are kept as they come, not copied.

    frames: (n, H, W) uint8 palette indices, 0 transparent; 1 to 1,024 frames of 1 to 256 pixels a side.
    durations_ms: n whole milliseconds, 1 to 60,000 each. loops: starts again after the last frame.
    normals: (n, H, W, 4) uint8, x to the right, y up, z to the viewer as 128 + 127 times the unit normal; or None.
    emission: (n, H, W) uint8, how much a pixel glows by itself: 0 not at all, 255 fully lit in the dark; or None.
    flat: (n, H, W) uint8, the frames without baked light and shadow, for engines that light them themselves; or None.
    anchors: n of them, where eye, mouth, tail tip and lights are in each frame, in its pixels; or None.
    """

    frames: Pixels
    durations_ms: Sequence[int]
    loops: bool = True
    normals: Pixels | None = None
    emission: Pixels | None = None
    flat: Pixels | None = None
    anchors: Sequence[Anchors] | None = None

    def __post_init__(self) -> None:
        if not _is_uint8(self.frames) or self.frames.ndim != 3:
            raise PackError(f"frames must be a uint8 array (n, height, width); got {_kind(self.frames)}")
        count, height, width = self.frames.shape
        if not (1 <= count <= MAX_FRAMES and 1 <= height <= MAX_SIDE and 1 <= width <= MAX_SIDE):
            limits = f"1 to {MAX_FRAMES} frames of 1 to {MAX_SIDE} pixels a side"
            raise PackError(f"a clip must have {limits}; got {_kind(self.frames)}")
        try:
            durations = tuple(operator.index(duration) for duration in self.durations_ms)
        except TypeError:
            durations = ()
        if len(durations) != count or not all(1 <= duration <= MAX_DURATION_MS for duration in durations):
            raise PackError(
                f"durations_ms must be {count} whole numbers, 1 to {MAX_DURATION_MS}, one a frame; got "
                f"{shown(self.durations_ms)}"
            )
        object.__setattr__(self, "durations_ms", durations)
        if self.anchors is not None:
            if len(self.anchors) != count or not all(isinstance(one, Anchors) for one in self.anchors):
                raise PackError(f"anchors must be {count} Anchors, one a frame; got {shown(self.anchors)}")
            object.__setattr__(self, "anchors", tuple(self.anchors))
        for name, layer, shape in (
            ("normals", self.normals, (*self.frames.shape, 4)),
            ("emission", self.emission, self.frames.shape),
            ("flat", self.flat, self.frames.shape),
        ):
            if layer is not None and (not _is_uint8(layer) or layer.shape != shape):
                raise PackError(f"{name} must be a uint8 array {shape}; got {_kind(layer)}")


@dataclass(frozen=True, slots=True, eq=False)
class Creature:
    """A card and its clips by animation name, all of one frame size; PackError otherwise.

    parts: (H, W) uint8, what each pixel of the drawing belongs to, before it moves, without margin and scale: the
    number in `PARTS` of pixelgen; None where that is unknown. palette: the colours of its indices, where it has some of
    its own, as a picture that somebody drew; None: those of its pack.
    """

    card: Card
    clips: Mapping[str, Clip]
    parts: Pixels | None = None
    palette: Palette | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.card, Card):
            raise PackError(f"a creature's card must be a Card; got {type(self.card).__name__}")
        if not isinstance(self.clips, Mapping) or not all(isinstance(clip, Clip) for clip in self.clips.values()):
            raise PackError(f"the clips of {self.card.name} must map names to a Clip; got {type(self.clips).__name__}")
        if not self.clips:
            raise PackError(f"{self.card.name} must have an animation; got none")
        for name in self.clips:
            check_name("animation", name)
        sizes = sorted({clip.frames.shape[1:] for clip in self.clips.values()})
        if len(sizes) > 1:
            raise PackError(f"all frames of {self.card.name} must have one size; got {sizes}")
        parts = self.parts
        fits = parts is None or (_is_uint8(parts) and parts.ndim == 2 and max(parts.shape) <= MAX_SIDE)
        if not fits or (parts is not None and int(parts.max(initial=0)) >= len(PARTS)):
            raise PackError(f"parts must be a uint8 array (height, width) below {len(PARTS)}; got {_kind(parts)}")
        if self.palette is not None:
            if not isinstance(self.palette, Palette):
                raise PackError(f"a creature's palette must be a Palette; got {type(self.palette).__name__}")
            for clip in self.clips.values():
                self.palette.check(clip.frames)
        object.__setattr__(self, "clips", MappingProxyType(dict(sorted(self.clips.items()))))

    def __reduce__(self) -> tuple[type[Creature], tuple[Card, dict[str, Clip], Pixels | None, Palette | None]]:
        # A MappingProxyType can be neither pickled nor copied.
        return Creature, (self.card, dict(self.clips), self.parts, self.palette)

    @property
    def has_normals(self) -> bool:
        """Some clip has a normal map."""
        return any(clip.normals is not None for clip in self.clips.values())

    @property
    def is_generated(self) -> bool:
        """A model drew it, as its DNA tells; a picture of the user's has none."""
        return self.card.dna != ""

    @property
    def has_emission(self) -> bool:
        """Some pixel glows by itself."""
        return any(clip.emission is not None and bool(clip.emission.any()) for clip in self.clips.values())


def _is_uint8(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == np.uint8


def _kind(value: Any) -> str:
    return f"{value.dtype} {value.shape}" if isinstance(value, np.ndarray) else type(value).__name__
