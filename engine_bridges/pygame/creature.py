"""Creatures -> Pygame surfaces: frames as they are, mirrored, recoloured, in a lamp's light, and their own glow.

Knows nothing of packs, sprites or time. What a game imports stands in pygame_surfaces.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pygame

from engine_bridges.creatures.creature import Creature, PackError, Pixels
from engine_bridges.creatures.glow_light import glow_of
from engine_bridges.creatures.lamp_light import (
    LampPalette,
    LampTable,
    banded,
    direction_of,
    mirrored_direction,
    shining_colours,
)
from engine_bridges.creatures.palette import Palette, sprite_palette

_LIT_KEPT = 96  # surfaces of a creature in a lamp's light
_BANDS_KEPT = 16  # directions of its animations
_OUTLINES_KEPT = 32
_Table = tuple[tuple[int, int, int], ...]


def indexed_surface(indices: Pixels, palette: Palette | None = None) -> pygame.Surface:
    """(H, W) palette indices -> a surface of 8 bits in these colours, of which index 0 is not drawn.

    palette: the library's 64 colours otherwise. PackError for an index that it does not have.
    """
    palette = palette or sprite_palette()
    palette.check(indices)
    return _surface(indices, _table(palette))


class SurfaceClip:
    """One animation: a surface a frame, for how many milliseconds each, and the same mirrored."""

    def __init__(self, frames: Iterable[pygame.Surface], durations_ms: Iterable[int], *, loops: bool) -> None:
        self.frames = tuple(frames)
        self.durations_ms = tuple(durations_ms)
        self.loops = loops
        self._mirrored: dict[int, pygame.Surface] = {}
        self._masks: dict[tuple[int, bool], pygame.Mask] = {}

    def surface(self, frame: int, *, mirrored: bool = False) -> pygame.Surface:
        """The frame of that number; mirrored: facing left."""
        if not mirrored:
            return self.frames[frame]
        if frame not in self._mirrored:
            self._mirrored[frame] = pygame.transform.flip(self.frames[frame], True, False)
        return self._mirrored[frame]

    def mask(self, frame: int, *, mirrored: bool = False) -> pygame.Mask:
        """Which pixels of the frame are there, for collisions."""
        key = frame, mirrored
        if key not in self._masks:
            self._masks[key] = pygame.mask.from_surface(self.surface(frame, mirrored=mirrored))
        return self._masks[key]

    def recolour(self, table: _Table) -> None:
        """Give every surface of 8 bits these colours."""
        for surface in (*self.frames, *self._mirrored.values()):
            surface.set_palette(table)


class CreatureSurfaces:
    """A creature as surfaces. clips: by animation name. creature: the pixels that they were made of.

    palette: its colours, the library's 64 otherwise. scale: pixels for each pixel. converted: surfaces of 32 bits in
    the display's format, which needs one, instead of 8 bits. PackError for an index that the palette does not have.
    """

    def __init__(
        self, creature: Creature, palette: Palette | None = None, *, scale: int = 1, converted: bool = False
    ) -> None:
        self.card = creature.card
        self.palette = palette or sprite_palette()
        self.creature, self._scale, self._converted = creature, scale, converted
        table = _table(self.palette)
        clips = {}
        for name, clip in creature.clips.items():
            self.palette.check(clip.frames)
            frames = [_surface(frame, table, scale) for frame in clip.frames]
            clips[name] = SurfaceClip(
                [_converted(frame) for frame in frames] if converted else frames, clip.durations_ms, loops=clip.loops
            )
        self.clips: Mapping[str, SurfaceClip] = MappingProxyType(clips)
        self._shining: frozenset[int] | None = None
        self._outlines: dict[tuple[str, int, tuple[int, int, int], bool], pygame.Surface] = {}
        self._glows: dict[tuple[str, int, bool], pygame.Surface | None] = {}
        self._bands: dict[tuple[str, int], Pixels] = {}
        self._lit: dict[tuple[str, int, int, bool, LampTable], pygame.Surface] = {}

    @property
    def name(self) -> str:
        """As in the pack."""
        return self.card.name

    def recolour(self, palette: Palette) -> None:
        """Other colours for all its surfaces, in place; PackError when they are converted or it has too few."""
        if self._converted:
            raise PackError(f"{self.name} was converted, which loses its palette; load it with converted=False")
        for clip in self.creature.clips.values():
            palette.check(clip.frames)
        self.palette = palette
        self._glows.clear()
        for surfaces in self.clips.values():
            surfaces.recolour(_table(palette))

    def lit(
        self,
        animation: str,
        frame: int,
        *,
        by: LampPalette,
        azimuth: float,
        strength: float,
        mirrored: bool = False,
    ) -> pygame.Surface:
        """The frame in a lamp's light. azimuth: degrees to the lamp, 0 to the right, 90 above; strength: 0 to 1.

        Directions and strengths come in steps, so that what is made once is found again: the last surfaces are kept.
        What shines by itself keeps its colours. PackError for an index over 63.

        SDL lists with each surface whatever was drawn onto it, until that is gone, and searches the list when one goes:
        a game that draws many of these onto one canvas for minutes exchanges the canvas for a new one now and then.
        """
        if self._shining is None:
            self._shining = shining_colours(self.creature)
        direction = direction_of(azimuth)
        if mirrored:
            direction = mirrored_direction(direction)
        table = by.table(strength, self._shining)
        key = animation, frame, direction, mirrored, table
        if key not in self._lit:
            pixels = self._banded_pixels(animation, direction)[frame]
            _forget_first(self._lit, most=_LIT_KEPT)
            self._lit[key] = _surface(pixels[:, ::-1] if mirrored else pixels, table, self._scale)
        return self._lit[key]

    def glow(self, animation: str, frame: int, *, mirrored: bool = False) -> pygame.Surface | None:
        """What of the frame shines, with a halo: to be drawn over the dark with `special_flags=pygame.BLEND_RGB_MAX`.

        None when nothing shines. It has the frame's size, so that it goes where the frame goes.
        """
        key = animation, frame, mirrored
        if key not in self._glows:
            light = glow_of(self.creature.clips[animation], frame, self.palette)
            if light is None:
                self._glows[key] = None
            else:
                larger = light.repeat(self._scale, axis=0).repeat(self._scale, axis=1)
                surface = pygame.image.frombytes(larger.tobytes(), larger.shape[1::-1], "RGB")
                self._glows[key] = pygame.transform.flip(surface, True, False) if mirrored else surface
        return self._glows[key]

    def outline(
        self, animation: str, frame: int, rgb: tuple[int, int, int], *, mirrored: bool = False
    ) -> pygame.Surface:
        """A line of one pixel around the frame, and nothing else: what is under the mouse, or has been chosen.

        It has the frame's size; where the frame has no margin, the line is cut off.
        """
        key = animation, frame, rgb, mirrored
        if key not in self._outlines:
            filled = self.creature.clips[animation].frames[frame] > 0
            beside = np.zeros_like(filled)
            for towards, away in ((np.s_[1:], np.s_[:-1]), (np.s_[:-1], np.s_[1:])):
                beside[towards] |= filled[away]
                beside[:, towards] |= filled[:, away]
            line = (beside & ~filled).astype(np.uint8)
            _forget_first(self._outlines, most=_OUTLINES_KEPT)
            self._outlines[key] = _surface(line[:, ::-1] if mirrored else line, ((0, 0, 0), rgb), self._scale)
        return self._outlines[key]

    def _banded_pixels(self, animation: str, direction: int) -> Pixels:
        key = animation, direction
        if key not in self._bands:
            _forget_first(self._bands, most=_BANDS_KEPT)
            self._bands[key] = banded(self.creature.clips[animation], direction)
        return self._bands[key]


def _table(palette: Palette) -> _Table:
    return tuple((red, green, blue) for red, green, blue in palette.rgba[:, :3].tolist())


def _pixels(indices: Pixels, scale: int = 1) -> pygame.Surface:
    larger = indices.repeat(scale, axis=0).repeat(scale, axis=1)
    surface = pygame.image.frombytes(larger.tobytes(), larger.shape[::-1], "P")
    surface.set_colorkey(0)  # the index, whatever colours there are
    return surface


def _surface(indices: Pixels, table: _Table, scale: int = 1) -> pygame.Surface:
    surface = _pixels(indices, scale)
    surface.set_palette(table)
    return surface


def _converted(surface: pygame.Surface) -> pygame.Surface:
    if pygame.display.get_surface() is None:
        raise PackError("surfaces can be converted once there is a display: call pygame.display.set_mode first")
    return surface.convert_alpha()


def _forget_first(kept: dict[Any, Any], *, most: int) -> None:
    if len(kept) >= most:
        del kept[next(iter(kept))]
