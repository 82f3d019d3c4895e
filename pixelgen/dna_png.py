"""A sprite, its request and how it is to look -> the PNG or GIF that the command line writes too: its DNA is in it.

Knows nothing of files or of drawing.
"""

from __future__ import annotations

import json

from pixelgen.cache.entry import checksum
from pixelgen.files.animated_gif import gif_of_indices
from pixelgen.files.generated_mark import marked
from pixelgen.files.sprite_png import CHECKSUM_TEXT, DNA_TEXT, FRAMES_TEXT, REQUEST_TEXT, WEIGHTS_TEXT, encode_png
from pixelgen.look.appearance import Appearance, Shown
from pixelgen.look.own_palette import OwnPalette
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite


def dna_png(
    sprite: Sprite,
    request: SpriteRequest,
    *,
    species: str | None,
    dna: str,
    weights: str,
    look: Appearance,
    scale: int = 1,
    palette: OwnPalette | None = None,
    mark: bool = True,
) -> bytes:
    """species: what the sprite shows, for its motion; weights: digest of those that drew it, hexadecimal; mark: that a
    machine drew it."""
    shown = look.shown(sprite.indices, request.zone, request.category, species, parts=sprite.parts)
    text = _text(request, shown, dna=dna, weights=weights, look=look)
    picture = shown.strip()
    text[CHECKSUM_TEXT] = checksum(text, picture)
    content = encode_png(picture, scale=scale, text=text, rgb=None if palette is None else palette.rgb_table())
    return marked(content) if mark else content


def dna_gif(
    sprite: Sprite,
    request: SpriteRequest,
    *,
    species: str | None,
    dna: str,
    weights: str,
    look: Appearance,
    scale: int = 1,
    palette: OwnPalette | None = None,
) -> bytes:
    """As `dna_png`, the frames of the animation one after the other. look: with frames."""
    shown = look.shown(sprite.indices, request.zone, request.category, species, parts=sprite.parts)
    return gif_of_indices(
        shown.frames,
        shown.durations_ms.tolist(),
        scale=scale,
        loops=shown.loops,
        rgb=None if palette is None else palette.rgb_table(),
        text=_text(request, shown, dna=dna, weights=weights, look=look),
    )


def _text(request: SpriteRequest, shown: Shown, *, dna: str, weights: str, look: Appearance) -> dict[str, str]:
    text = {REQUEST_TEXT: request.canonical(), WEIGHTS_TEXT: weights, DNA_TEXT: dna}
    if look.frames is not None:
        motion = {"animation": look.animation, "durations_ms": shown.durations_ms.tolist()}
        text[FRAMES_TEXT] = json.dumps(motion)
    return text
