"""A sprite, its request and how it is to look -> the PNG or GIF that the command line writes too: its DNA is in it.

Knows nothing of files or of drawing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from pixelgen.cache.entry import checksum
from pixelgen.files.animated_gif import Pixels, gif_of_indices
from pixelgen.files.generated_mark import marked
from pixelgen.files.sprite_png import CHECKSUM_TEXT, DNA_TEXT, FRAMES_TEXT, REQUEST_TEXT, WEIGHTS_TEXT, encode_png
from pixelgen.look.appearance import Appearance, Shown
from pixelgen.look.own_palette import OwnPalette
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite


@dataclass(frozen=True, slots=True)
class Creature:
    """species: what the sprite shows, for its motion; weights: digest of those that drew it, hexadecimal; palette:
    colours of one's own."""

    sprite: Sprite
    request: SpriteRequest
    species: str | None
    dna: str
    weights: str
    look: Appearance
    palette: OwnPalette | None = None

    def shown(self) -> Shown:
        """Its look: a picture or frames."""
        of = self.request
        return self.look.shown(self.sprite.indices, of.zone, of.category, self.species, parts=self.sprite.parts)

    def text(self, shown: Shown) -> dict[str, str]:
        """What a file says of it."""
        text = {REQUEST_TEXT: self.request.canonical(), WEIGHTS_TEXT: self.weights, DNA_TEXT: self.dna}
        if self.look.frames is not None:
            motion = {"animation": self.look.animation, "durations_ms": shown.durations_ms.tolist()}
            text[FRAMES_TEXT] = json.dumps(motion)
        return text

    @property
    def colours(self) -> Pixels | None:
        """(64, 3) of its palette; None for those of the sprites."""
        return None if self.palette is None else self.palette.rgb_table()


def dna_png(of: Creature, *, scale: int = 1, mark: bool = True) -> bytes:
    """mark: that a machine drew it."""
    shown = of.shown()
    text, picture = of.text(shown), shown.strip()
    text[CHECKSUM_TEXT] = checksum(text, picture)
    content = encode_png(picture, scale=scale, text=text, rgb=of.colours)
    return marked(content) if mark else content


def dna_gif(of: Creature, *, scale: int = 1) -> bytes:
    """The frames of its animation one after the other; its look has frames."""
    shown = of.shown()
    durations, text = shown.durations_ms.tolist(), of.text(shown)
    return gif_of_indices(shown.frames, durations, scale=scale, loops=shown.loops, rgb=of.colours, text=text)
