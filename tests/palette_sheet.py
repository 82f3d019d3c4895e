"""A reef of 24 animals in ten palettes that pixel artists use, a row each: to look at, after a change of their fitting.

    python -m tests.palette_sheet palettes.png

Nearest colours and fitted ramps are what `--palette` takes of a file; see pixelgen/look/own_palette.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from pixelgen import SPECIES, Generator, OwnPalette, Sprite, SpriteRequest, shade, style_of
from pixelgen.look.contact_sheet import WATER
from tests.pixelgen.look.known_palettes import KNOWN

REEF = [name for name, category in SPECIES.items() if category in ("reef_fish", "grazer", "coral", "jellyfish")][:24]
_CELL = 34


def row(sprites: Sequence[Sprite], hexadecimal: str) -> npt.NDArray[np.uint8]:
    """(34, 34 * sprites, 3): the sprites, shaded, in the colours of a palette, on the reef's water."""
    palette = OwnPalette.from_file("palette.hex", "\n".join(hexadecimal.split()).encode())
    picture = np.full((_CELL, _CELL * len(sprites), 3), WATER["reef"], dtype=np.uint8)
    for place, sprite in enumerate(sprites):
        rgba = palette.rgb_table()[shade(sprite.indices, style_of("reef"), sprite.parts)]
        under = picture[1:33, 1 + _CELL * place : 33 + _CELL * place]
        under[:] = np.where((sprite.indices > 0)[..., None], rgba[..., :3], under)
    return picture


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="PNG to write")
    parser.add_argument("--scale", type=int, default=2)
    parser.add_argument("--count", type=int, default=len(REEF), help="animals of a row")
    options = parser.parse_args(arguments)
    requests = [SpriteRequest("reef", SPECIES[name], name, seed=3) for name in REEF[: options.count]]
    with Generator() as generator:
        sprites = generator.sprites(requests)
    sheet = np.concatenate([row(sprites, text) for text in KNOWN.values()])
    Image.fromarray(sheet.repeat(options.scale, axis=0).repeat(options.scale, axis=1)).save(options.out)
    print(f"{options.out}: {', '.join(KNOWN)}, from above")
    return 0


if __name__ == "__main__":
    sys.exit(main())
