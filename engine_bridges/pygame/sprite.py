"""A creature's surfaces -> sprites for Pygame's groups: one that a game moves, and one that swims by itself.

Knows nothing of packs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pygame

from engine_bridges.creatures.argument_checks import check_is, check_number, check_pair, checked_tuple
from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.lamp_light import LampPalette
from engine_bridges.creatures.palette import Palette
from engine_bridges.creatures.playback import Playback, checked_seconds
from engine_bridges.creatures.swimming import Swimming, speeds_of
from engine_bridges.pygame.creature import CreatureSurfaces
from pixelgen import Anchors

_TURN, _DART = "turn", "dart"
_TURNING_SPEED = 2.0  # sideways, in pixels a second, from which a swimmer looks where it goes
_GOLDEN = 0.618034  # phases that never meet


class CreatureSprite(pygame.sprite.DirtySprite):
    """A creature on the screen, for any group. `update(seconds)` shows its next frame; its rect keeps its centre.

    facing_left: sprites are drawn facing right. phase: where in its resting animation it begins, 0 to 1, so that the
    animals of a school are not in step. pace: how fast its animations run, 1 as they were made.

    It marks itself dirty for `pygame.sprite.LayeredDirty` when it looks different, and when `update` finds its rect in
    another place.
    """

    image: pygame.Surface
    rect: pygame.Rect

    def __init__(
        self,
        creature: CreatureSurfaces,
        *groups: Any,
        center: tuple[int, int] = (0, 0),
        facing_left: bool = False,
        phase: float = 0.0,
        pace: float = 1.0,
    ) -> None:
        check_is("creature", creature, CreatureSurfaces)
        check_pair("center", center)
        check_number("pace", pace)
        super().__init__(*groups)
        self._creature = creature
        self._playback = Playback(creature.clips, phase)
        self._light: tuple[LampPalette, float, float] | None = None
        self._palette: Palette | None = None
        self._shown: tuple[object, ...] = ()
        self.facing_left, self.pace = facing_left, pace
        self._show(center)

    @property
    def creature(self) -> CreatureSurfaces:
        """What it shows; another one may be put in its place at any time, its animation goes on.

        Colours of `recolour` stay, unless the other creature has pixels that they have no colour for.
        """
        return self._creature

    @creature.setter
    def creature(self, creature: CreatureSurfaces) -> None:
        check_is("creature", creature, CreatureSurfaces)
        if self._palette is not None:
            try:
                creature.check(self._palette)
            except PackError:
                self._palette = None
        self._creature = creature
        self._playback.exchange(creature.clips)
        self._show(self.rect.center)

    @property
    def animation(self) -> str:
        """The name of the animation that runs."""
        return self._playback.animation

    @property
    def mask(self) -> pygame.Mask:
        """Its pixels that are not transparent, as `pygame.sprite.collide_mask` uses them."""
        clip = self._creature.clips[self._playback.animation]
        return clip.mask(self._playback.frame, mirrored=self.facing_left)

    @property
    def anchors(self) -> Anchors:
        """Where its eye, mouth, tail tip and lights are on the screen now; without any where nobody knows them."""
        playback = self._playback
        return self._creature.anchors(playback.animation, playback.frame, mirrored=self.facing_left).each(
            lambda at: (self.rect.left + at[0], self.rect.top + at[1])
        )

    @property
    def glow(self) -> pygame.Surface | None:
        """Its glowing pixels, for `draw_glow`; None when nothing glows."""
        return self._creature.glow(
            self._playback.animation, self._playback.frame, mirrored=self.facing_left, palette=self._palette
        )

    def outline(self, rgb: tuple[int, int, int]) -> pygame.Surface:
        """A line around it, to be drawn at its rect."""
        clip = self._playback
        return self._creature.outline(clip.animation, clip.frame, rgb, mirrored=self.facing_left)

    def play(self, animation: str) -> None:
        """Begin an animation, after which the resting one goes on. PackError for one that it does not have."""
        self._playback.play(animation)
        self._show()

    def face(self, *, left: bool) -> None:
        """Face that side: by its turn animation, if it has one and is at rest; a turn is not interrupted."""
        if left == self.facing_left or self._playback.animation == _TURN:
            return
        if _TURN in self._creature.clips and self._playback.animation == self._playback.resting:
            self._playback.play(_TURN)
        else:
            self.facing_left = left
        self._show()

    def recolour(self, palette: Palette | None) -> None:
        """Show this sprite alone in other colours; None: in those of its creature again. A lamp's light goes before.

        A flash when it is hit: `sprite.recolour(sprite.creature.palette.toned((255, 255, 255), 0.7))`. PackError for a
        pixel's index that has no colour in the palette.
        """
        if palette is not None:
            self._creature.check(palette)
        self._palette = palette
        self._show()

    def light(self, by: LampPalette | None, *, azimuth: float = 90.0, strength: float = 0.0) -> None:
        """Stand in a lamp's light from now on, as `CreatureSurfaces.lit` takes it; None: in its own colours."""
        if by is not None:
            check_is("by", by, LampPalette)
        check_number("azimuth", azimuth)
        check_number("strength", strength)
        self._light = None if by is None else (by, azimuth, strength)
        self._show()

    def update(self, seconds: float) -> None:
        """Let time pass. PackError for milliseconds, as `Clock.tick()` returns them, and for what is no time."""
        if self._playback.advance(checked_seconds(seconds) * self.pace) == _TURN:
            self.facing_left = not self.facing_left
        self._show()

    def _show(self, center: tuple[int, int] | None = None) -> None:
        """Set the image, and the rect when a centre is given."""
        self.image = self._image()
        if center is not None:
            self.rect = self.image.get_rect(center=center)
        shown = self.image, self._creature.palette, self.rect.topleft, self.rect.size
        if shown != self._shown:
            self._shown = shown
            self.dirty = max(self.dirty, 1)

    def _image(self) -> pygame.Surface:
        animation, frame = self._playback.animation, self._playback.frame
        if self._light is not None:
            lamp, azimuth, strength = self._light
            return self._creature.lit(
                animation, frame, by=lamp, azimuth=azimuth, strength=strength, mirrored=self.facing_left
            )
        if self._palette is not None:
            return self._creature.recoloured(animation, frame, self._palette, mirrored=self.facing_left)
        return self._creature.clips[animation].surface(frame, mirrored=self.facing_left)


class SwimmingSprite(CreatureSprite):
    """A creature that swims by itself at the speed of its category, and faces where it swims.

    center: where it starts, and its home. swimming: its motion, to be read or changed; the rect has whole pixels only.
    roaming: how far it wanders, to each side and up and down, in pixels. seed: equal seeds give equal paths.
    """

    def __init__(
        self,
        creature: CreatureSurfaces,
        *groups: Any,
        center: tuple[int, int] = (0, 0),
        roaming: tuple[float, float] = (96.0, 32.0),
        seed: int = 0,
    ) -> None:
        check_is("creature", creature, CreatureSurfaces)
        cruise, dart = speeds_of(creature.card.category)
        self.swimming = Swimming(center, cruise, dart, roaming, seed=seed)
        super().__init__(creature, *groups, center=center, phase=seed * _GOLDEN % 1)

    def swim_to(self, point: tuple[float, float]) -> None:
        """Swim to a point and wait there; `swimming.arrived` is true then."""
        self.swimming.swim_to(point)

    def startle(self, danger: tuple[float, float]) -> None:
        """Dart away from a point, with the dart animation if it has one, and wander from there."""
        if self.swimming.startle(danger) and _DART in self._creature.clips:
            self.play(_DART)

    def update(self, seconds: float) -> None:
        """Let time pass. PackError as for `CreatureSprite.update`."""
        self.swimming.advance(seconds)
        self.rect.center = round(self.swimming.position[0]), round(self.swimming.position[1])
        sideways = self.swimming.velocity[0]
        if abs(sideways) > _TURNING_SPEED:
            self.face(left=sideways < 0)
        super().update(seconds)


def draw_glow(sprites: Iterable[CreatureSprite], screen: pygame.Surface) -> None:
    """Draw the glow of sprites over the picture: `draw_glow(group, screen)` after `group.draw(screen)`.

    PackError for what are no sprites of creatures, or no surface.
    """
    check_is("screen", screen, pygame.Surface)
    for sprite in checked_tuple("sprites", sprites, CreatureSprite):
        glow = sprite.glow
        if glow is not None:
            screen.blit(glow, sprite.rect, special_flags=pygame.BLEND_RGB_MAX)
