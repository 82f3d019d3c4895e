"""A creature's surfaces -> sprites for Pygame's groups: one that a game moves, and one that swims by itself.

Knows nothing of packs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pygame

from engine_bridges.creatures.lamp_light import LampPalette
from engine_bridges.creatures.playback import Playback
from engine_bridges.creatures.swimming import Swimming, speeds_of
from engine_bridges.pygame.creature import CreatureSurfaces

_TURN, _DART = "turn", "dart"
_TURNING_SPEED = 2.0  # sideways, in pixels a second, from which a swimmer looks where it goes
_GOLDEN = 0.618034  # phases that never meet


class CreatureSprite(pygame.sprite.Sprite):
    """A creature on the screen, for any group. `update(seconds)` shows its next frame; its rect keeps its centre.

    facing_left: sprites are drawn facing right. phase: where in its resting animation it begins, 0 to 1, so that a
    school does not beat as one. pace: how fast its animations run; what flees beats faster.
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
        super().__init__(*groups)
        self._creature = creature
        self._playback = Playback(creature.clips, phase)
        self._light: tuple[LampPalette, float, float] | None = None
        self.facing_left, self.pace = facing_left, pace
        self._show()
        self.rect = self.image.get_rect(center=center)

    @property
    def creature(self) -> CreatureSurfaces:
        """What it looks like; another one may be put in its place at any time, its animation goes on."""
        return self._creature

    @creature.setter
    def creature(self, creature: CreatureSurfaces) -> None:
        self._creature = creature
        self._playback.exchange(creature.clips)
        self._show()
        self.rect = self.image.get_rect(center=self.rect.center)

    @property
    def animation(self) -> str:
        """The name of the animation that runs."""
        return self._playback.animation

    @property
    def mask(self) -> pygame.Mask:
        """Which pixels are there, as `pygame.sprite.collide_mask` asks for it."""
        clip = self._creature.clips[self._playback.animation]
        return clip.mask(self._playback.frame, mirrored=self.facing_left)

    @property
    def glow(self) -> pygame.Surface | None:
        """What of it shines, for `draw_glow`; None when nothing does."""
        return self._creature.glow(self._playback.animation, self._playback.frame, mirrored=self.facing_left)

    def outline(self, rgb: tuple[int, int, int]) -> pygame.Surface:
        """A line around it, to be drawn at its rect."""
        clip = self._playback
        return self._creature.outline(clip.animation, clip.frame, rgb, mirrored=self.facing_left)

    def play(self, animation: str) -> None:
        """Begin an animation, after which the resting one goes on; PackError for one that it does not have."""
        self._playback.play(animation)
        self._show()

    def face(self, *, left: bool) -> None:
        """Look to that side: by its turn, if it has one and is at rest; a turn is not interrupted by another call."""
        if left == self.facing_left or self._playback.animation == _TURN:
            return
        if _TURN in self._creature.clips and self._playback.animation == self._playback.resting:
            self._playback.play(_TURN)
        else:
            self.facing_left = left
        self._show()

    def light(self, by: LampPalette | None, *, azimuth: float = 90.0, strength: float = 0.0) -> None:
        """Stand in a lamp's light from now on, as `CreatureSurfaces.lit` takes it; None: in its own colours."""
        self._light = None if by is None else (by, azimuth, strength)
        self._show()

    def update(self, seconds: float) -> None:
        """Let time pass."""
        if self._playback.advance(seconds * self.pace) == _TURN:
            self.facing_left = not self.facing_left
        self._show()

    def _show(self) -> None:
        animation, frame = self._playback.animation, self._playback.frame
        if self._light is None:
            self.image = self._creature.clips[animation].surface(frame, mirrored=self.facing_left)
        else:
            lamp, azimuth, strength = self._light
            self.image = self._creature.lit(
                animation, frame, by=lamp, azimuth=azimuth, strength=strength, mirrored=self.facing_left
            )


class SwimmingSprite(CreatureSprite):
    """A creature that swims by itself at the pace of its category, and turns where it goes: groups do the rest.

    center: where it begins, and its home. swimming: its way, to be read or changed, as the rect has whole pixels only.
    roaming: how far it wanders to each side and up and down; seed: the same, the same way.
    """

    def __init__(
        self,
        creature: CreatureSurfaces,
        *groups: Any,
        center: tuple[int, int] = (0, 0),
        roaming: tuple[float, float] = (96.0, 32.0),
        seed: int = 0,
    ) -> None:
        cruise, dart = speeds_of(creature.card.category)
        self.swimming = Swimming(center, cruise, dart, roaming, seed=seed)
        super().__init__(creature, *groups, center=center, phase=seed * _GOLDEN % 1)

    def swim_to(self, point: tuple[float, float]) -> None:
        """Go to a point and wait there; `swimming.arrived` tells when."""
        self.swimming.swim_to(point)

    def startle(self, danger: tuple[float, float]) -> None:
        """Dart away from a point, by its dart if it has one, and wander on."""
        if self.swimming.startle(danger) and _DART in self._creature.clips:
            self.play(_DART)

    def update(self, seconds: float) -> None:
        """Let time pass."""
        self.swimming.advance(seconds)
        self.rect.center = round(self.swimming.position[0]), round(self.swimming.position[1])
        sideways = self.swimming.velocity[0]
        if abs(sideways) > _TURNING_SPEED:
            self.face(left=sideways < 0)
        super().update(seconds)


def draw_glow(sprites: Iterable[CreatureSprite], screen: pygame.Surface) -> None:
    """Add the light of what shines to the picture: `draw_glow(group, screen)` after `group.draw(screen)`."""
    for sprite in sprites:
        glow = sprite.glow
        if glow is not None:
            screen.blit(glow, sprite.rect, special_flags=pygame.BLEND_RGB_MAX)
