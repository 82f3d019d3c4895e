"""An animal, its name and its world -> a card to show to others: a PNG, or a GIF in which it moves. No rules.

The card holds the seed and the DNA in letters, so that whoever sees it can go there, and draw the animal.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pygame

from demo_game.canvas.letters import small_letters, wrapped
from demo_game.canvas.moods import rgb
from demo_game.canvas.pixels import png_of
from demo_game.creatures.creature_pictures import IDLE, SIDE, Portrait
from demo_game.panels import widgets
from demo_game.panels.photo_card import backdrop

_WIDTH, _PICTURE = 200, (188, 108)
_PAPER, _TEXT, _PALE = rgb("f4eede"), rgb("3b2a20"), rgb("8a6a50")
_ENLARGED = 3
_LARGEST = 3  # times an animal is enlarged on its card


@dataclass(frozen=True, slots=True, eq=False)
class ShareCard:
    """lines: what is said below the name. seed: of its world."""

    creature: Portrait
    zone: str
    name: str
    lines: tuple[str, ...]
    seed: str
    dna: str

    def png(self) -> bytes:
        """The content of a PNG."""
        return png_of(self._drawn(0))

    def gif(self) -> bytes:
        """The content of a GIF that goes round and round, as the animal idles."""
        from PIL import Image  # takes a while to import, and is needed for this alone

        clip = self.creature.surfaces.clips[IDLE]
        pictures = []
        for frame in range(len(clip.frames)):
            drawn = self._drawn(frame)
            picture = Image.frombytes("RGB", drawn.get_size(), pygame.image.tobytes(drawn, "RGB"))
            pictures.append(picture.quantize(128, dither=Image.Dither.NONE))
        file = io.BytesIO()
        durations = [int(one) for one in clip.durations_ms]
        pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], duration=durations, loop=0)
        return file.getvalue()

    def _drawn(self, frame: int) -> pygame.Surface:
        with small_letters():  # a card is the same for whoever sees it
            return self._laid_out(frame)

    def _laid_out(self, frame: int) -> pygame.Surface:
        letters = wrapped(self.dna, _WIDTH - 16)
        height = _PICTURE[1] + 44 + 12 * len(self.lines) + 11 * len(letters) + 16
        card = pygame.Surface((_WIDTH, height)).convert()
        card.fill(_PAPER)
        area = pygame.Rect(6, 6, *_PICTURE)
        card.blit(backdrop(self.zone, *_PICTURE), area)
        picture = pygame.transform.scale_by(self.creature.surfaces.clips[IDLE].surface(frame), _LARGEST)
        card.set_clip(area)
        card.blit(picture, (area.centerx - SIDE * _LARGEST // 2, area.centery - SIDE * _LARGEST // 2))
        card.set_clip(None)
        widgets.write(card, self.name, (8, area.bottom + 6), scale=2, colour=_TEXT, edge=None)
        y = area.bottom + 28
        for line in self.lines:
            widgets.write(card, line, (8, y), colour=_PALE, edge=None)
            y += 12
        widgets.write(card, f"World {self.seed}", (8, y + 2), colour=_TEXT, edge=None)
        y += 16
        for part in letters:
            widgets.write(card, part, (8, y), colour=_PALE, edge=None)
            y += 11
        return pygame.transform.scale_by(card, _ENLARGED)
