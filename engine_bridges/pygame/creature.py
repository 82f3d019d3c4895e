"""Creatures -> Pygame surfaces: frames as they are, mirrored, recoloured, in a lamp's light, and their own glow.

Surfaces have 8 bits and index 0 as their colour key. Pygame converts a colour key by its colour, not by its index, so
index 0 gets a colour in the surface's palette that no other index has. Knows nothing of packs, sprites or time; what a
game imports stands in pygame_surfaces.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Integral
from types import MappingProxyType
from typing import Any

import numpy as np
import pygame

from engine_bridges.creatures.argument_checks import check_flags, check_is, check_rgb, check_whole, checked_tuple
from engine_bridges.creatures.creature import Creature, PackError, Pixels
from engine_bridges.creatures.glow_light import glow_of
from engine_bridges.creatures.lamp_light import (
    COLOURS,
    LampPalette,
    LampTable,
    banded,
    bands_of,
    direction_of,
    level_of,
    mirrored_direction,
    shining_colours,
)
from engine_bridges.creatures.palette import Palette, sprite_palette
from pixelgen import Anchors

_LARGEST_SCALE = 64
_LIT_KEPT = 96  # surfaces of a creature in a lamp's light
_BANDS_KEPT = 16  # directions of its animations
_OUTLINES_KEPT = 32
_RECOLOURED_KEPT = 64  # surfaces of a creature in colours of a sprite's own
_GLOWS_KEPT = 256
_Table = tuple[tuple[int, int, int], ...]
_NEARLY_BLACK: _Table = tuple((0, 0, blue) for blue in range(256))  # one more than there are other indices


def indexed_surface(indices: Pixels, palette: Palette | None = None) -> pygame.Surface:
    """(H, W) uint8 palette indices -> a surface of 8 bits in these colours, of which index 0 is not drawn.

    palette: None for the library's 64 colours. PackError for an index that it does not have.
    """
    palette = sprite_palette() if palette is None else palette
    check_is("palette", palette, Palette)
    palette.check(indices)
    if indices.ndim != 2:
        raise PackError(f"palette indices of a surface must be a uint8 array (height, width); got {indices.shape}")
    return _surface(indices, _colours(palette))


class SurfaceClip:
    """One animation: a surface for each frame, its duration in milliseconds, and the same mirrored.

    All sprites that show a creature share its surfaces: what is drawn onto one is drawn for all. Use `copy()` first.
    """

    def __init__(self, frames: Iterable[pygame.Surface], durations_ms: Iterable[int], *, loops: bool) -> None:
        self.frames: tuple[pygame.Surface, ...] = checked_tuple("frames", frames, pygame.Surface)
        self.durations_ms: tuple[int, ...] = checked_tuple("durations_ms", durations_ms, Integral)
        if not self.frames or len(self.frames) != len(self.durations_ms):
            raise PackError(
                f"a clip must have frames, and a duration for each; got {len(self.frames)} and {len(self.durations_ms)}"
            )
        check_flags(loops=loops)
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
        """Which pixels of the frame are not transparent, for collisions."""
        key = frame, mirrored
        if key not in self._masks:
            self._masks[key] = pygame.mask.from_surface(self.surface(frame, mirrored=mirrored))
        return self._masks[key]

    def recolour(self, palette: Palette) -> None:
        """Give every surface of 8 bits these colours."""
        table = _keyed(_colours(palette))
        for surface in (*self.frames, *self._mirrored.values()):
            surface.set_palette(table)


class CreatureSurfaces:
    """A creature as surfaces. clips: by animation name. creature: the pixels that they were made of.

    palette: its colours; None for its own, or the library's 64. scale: screen pixels for each pixel. converted:
    surfaces of 32 bits with alpha, in the display's format, instead of 8 bits; this needs a display. PackError for an
    index that the palette does not have.
    """

    def __init__(
        self, creature: Creature, palette: Palette | None = None, *, scale: int = 1, converted: bool = False
    ) -> None:
        check_is("creature", creature, Creature)
        own = sprite_palette() if creature.palette is None else creature.palette
        self.palette = own if palette is None else palette
        check_is("palette", self.palette, Palette)
        check_whole("scale", scale, 1, _LARGEST_SCALE)
        self.card = creature.card
        self.creature, self._scale, self._converted = creature, scale, converted
        colours = _colours(self.palette)
        clips = {}
        for name, clip in creature.clips.items():
            self.palette.check(clip.frames)
            frames = [_surface(frame, colours, scale) for frame in clip.frames]
            clips[name] = SurfaceClip(
                [_converted(frame) for frame in frames] if converted else frames, clip.durations_ms, loops=clip.loops
            )
        self.clips: Mapping[str, SurfaceClip] = MappingProxyType(clips)
        self._shining: frozenset[int] | None = None
        self._outlines: dict[tuple[str, int, tuple[int, int, int], bool], pygame.Surface] = {}
        self._glows: dict[tuple[str, int, bool, Palette | None], pygame.Surface | None] = {}
        self._recoloured: dict[tuple[str, int, bool, Palette], pygame.Surface] = {}
        self._bands: dict[tuple[str, int], Pixels] = {}
        self._lit: dict[tuple[str, int, int, bool, LampTable | tuple[LampPalette, int]], pygame.Surface] = {}

    @property
    def name(self) -> str:
        """Its name in the pack."""
        return self.card.name

    def recolour(self, palette: Palette) -> None:
        """Other colours for all its surfaces, in place, and so for every sprite that shows it.

        For one sprite alone: `CreatureSprite.recolour`. PackError when the surfaces are converted, or an index has no
        colour in the palette.
        """
        if self._converted:
            raise PackError(f"{self.name} was converted, which loses its palette; load it with converted=False")
        self.check(palette)
        self.palette = palette
        self._glows.clear()
        for surfaces in self.clips.values():
            surfaces.recolour(palette)

    def check(self, palette: Palette) -> None:
        """PackError when a pixel's index has no colour in the palette, and for what is no palette."""
        check_is("palette", palette, Palette)
        for clip in self.creature.clips.values():
            palette.check(clip.frames)

    def recoloured(self, animation: str, frame: int, palette: Palette, *, mirrored: bool = False) -> pygame.Surface:
        """The frame in other colours; the creature's own surfaces stay as they are. The last ones are kept.

        PackError for an index that the palette does not have.
        """
        key = animation, frame, mirrored, palette
        if key not in self._recoloured:
            pixels = self.creature.clips[animation].frames[frame]
            palette.check(pixels)
            surface = _surface(pixels[:, ::-1] if mirrored else pixels, _colours(palette), self._scale)
            _forget_first(self._recoloured, most=_RECOLOURED_KEPT)
            self._recoloured[key] = _converted(surface) if self._converted else surface
        return self._recoloured[key]

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

        Directions and strengths come in steps, so that the last surfaces can be kept and reused. What glows by itself
        keeps its colours. A palette of more than 64 colours gives surfaces of 32 bits. PackError for an index that it
        does not have.

        SDL keeps a list, with each surface, of what was drawn onto it, and searches it when one of these is freed: a
        game that draws many lit surfaces onto one canvas for minutes should replace the canvas now and then.
        """
        if self._shining is None:
            self._shining = shining_colours(self.creature)
        direction = direction_of(azimuth)
        if mirrored:
            direction = mirrored_direction(direction)
        if len(by.palette.rgba) > COLOURS:
            return self._lit_in_true_colour(animation, frame, by, direction, strength, mirrored=mirrored)
        table = by.table(strength, self._shining)
        key = animation, frame, direction, mirrored, table
        if key not in self._lit:
            pixels = self._banded_pixels(animation, direction)[frame]
            _forget_first(self._lit, most=_LIT_KEPT)
            self._lit[key] = _surface(pixels[:, ::-1] if mirrored else pixels, table, self._scale)
        return self._lit[key]

    def glow(
        self, animation: str, frame: int, *, mirrored: bool = False, palette: Palette | None = None
    ) -> pygame.Surface | None:
        """The glowing pixels of the frame with a halo, to be drawn with `special_flags=pygame.BLEND_RGB_MAX`.

        None when nothing glows. It has the frame's size and is drawn at its rect. palette: other colours than the
        creature's.
        """
        key = animation, frame, mirrored, palette
        if key not in self._glows:
            light = glow_of(self.creature.clips[animation], frame, palette or self.palette)
            _forget_first(self._glows, most=_GLOWS_KEPT)
            if light is None:
                self._glows[key] = None
            else:
                larger = light.repeat(self._scale, axis=0).repeat(self._scale, axis=1)
                surface = pygame.image.frombytes(larger.tobytes(), larger.shape[1::-1], "RGB")
                self._glows[key] = pygame.transform.flip(surface, True, False) if mirrored else surface
        return self._glows[key]

    def anchors(self, animation: str, frame: int, *, mirrored: bool = False) -> Anchors:
        """Where eye, mouth, tail tip and lights are on the frame's surface; without any where nobody knows them."""
        clip = self.creature.clips[animation]
        if clip.anchors is None:
            return Anchors()
        width, scale = clip.frames.shape[2], self._scale
        return clip.anchors[frame].each(lambda at: ((width - at[0] if mirrored else at[0]) * scale, at[1] * scale))

    def outline(
        self, animation: str, frame: int, rgb: tuple[int, int, int], *, mirrored: bool = False
    ) -> pygame.Surface:
        """A line of one pixel around the frame, and nothing else: for what is under the mouse, or was chosen.

        It has the frame's size and is drawn at its rect; where the frame has no margin, the line is cut off.
        PackError for what is no colour.
        """
        check_rgb("an outline's colour", rgb)
        rgb = rgb[0], rgb[1], rgb[2]
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

    def _lit_in_true_colour(
        self, animation: str, frame: int, by: LampPalette, direction: int, strength: float, *, mirrored: bool
    ) -> pygame.Surface:
        key = animation, frame, direction, mirrored, (by, level_of(strength))
        if key not in self._lit:
            clip = self.creature.clips[animation]
            by.palette.check(clip.frames)
            colours = by.band_colours(strength, self._shining or ())
            rgb = colours[bands_of(clip, direction)[frame], clip.frames[frame]]
            seen = (clip.frames[frame] > 0).astype(np.uint8) * 255
            rgba = np.concatenate([rgb, seen[..., None]], axis=2)
            rgba = (rgba[:, ::-1] if mirrored else rgba).repeat(self._scale, axis=0).repeat(self._scale, axis=1)
            _forget_first(self._lit, most=_LIT_KEPT)
            self._lit[key] = pygame.image.frombytes(rgba.tobytes(), rgba.shape[1::-1], "RGBA")
        return self._lit[key]

    def _banded_pixels(self, animation: str, direction: int) -> Pixels:
        key = animation, direction
        if key not in self._bands:
            _forget_first(self._bands, most=_BANDS_KEPT)
            self._bands[key] = banded(self.creature.clips[animation], direction)
        return self._bands[key]


def _colours(palette: Palette) -> _Table:
    return tuple((red, green, blue) for red, green, blue in palette.rgba[:, :3].tolist())


def _keyed(colours: _Table) -> _Table:
    """The same colours, of which no other index has that of index 0: its own if it can be, else nearly black."""
    others = {*colours[1:]}
    first = next(colour for colour in (colours[0], *_NEARLY_BLACK) if colour not in others)
    return (first, *colours[1:])


def _surface(indices: Pixels, colours: _Table, scale: int = 1) -> pygame.Surface:
    larger = indices.repeat(scale, axis=0).repeat(scale, axis=1)
    surface = pygame.image.frombytes(larger.tobytes(), larger.shape[::-1], "P")
    surface.set_colorkey(0)  # the index, whatever colours there are
    surface.set_palette(_keyed(colours))
    return surface


def _converted(surface: pygame.Surface) -> pygame.Surface:
    if pygame.display.get_surface() is None:
        raise PackError("surfaces can be converted once there is a display: call pygame.display.set_mode first")
    return surface.convert_alpha()


def _forget_first(kept: dict[Any, Any], *, most: int) -> None:
    if len(kept) >= most:
        del kept[next(iter(kept))]
