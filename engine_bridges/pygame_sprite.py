"""A creature's surfaces -> a `pygame.sprite.Sprite` that moves, turns round and stands in a lamp's light.

Knows nothing of packs, nor where the creature swims: that is its `rect`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pygame

from engine_bridges.lamp_light import LampPalette
from engine_bridges.playback import Playback
from engine_bridges.pygame_creature import CreatureSurfaces

_TURN = "turn"


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
        """What of it shines, to be added to the picture at its rect; None when nothing does. See `draw_glow`."""
        return self._creature.glow(self._playback.animation, self._playback.frame, mirrored=self.facing_left)

    def play(self, animation: str) -> None:
        """Begin an animation, after which the resting one goes on; PackError for one that it does not have."""
        self._playback.play(animation)
        self._show()

    def face(self, *, left: bool) -> None:
        """Look to that side: by its turn, if it has one, which another call does not interrupt."""
        if left == self.facing_left or self._playback.animation == _TURN:
            return
        if _TURN in self._creature.clips:
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


def draw_glow(sprites: Iterable[CreatureSprite], screen: pygame.Surface) -> None:
    """Add the light of what shines to the picture: `draw_glow(group, screen)` after `group.draw(screen)`."""
    for sprite in sprites:
        glow = sprite.glow
        if glow is not None:
            screen.blit(glow, sprite.rect, special_flags=pygame.BLEND_RGB_ADD)
