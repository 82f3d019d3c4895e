"""Small pictures such as strangers draw, made on the spot, and a mix file around them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]

DARK, BODY, BELLY, WHITE = (40, 20, 30), (200, 80, 40), (240, 190, 110), (250, 250, 250)
_FISH = """
....ooooo.....
..oobbbbboo...
.obbbbbbbbbo.o
obwobbbbbbbboo
obbbbbbblllboo
.olllllllloo.o
..oolllloo....
....oooo......
"""
_COLOURS = {"o": DARK, "b": BODY, "l": BELLY, "w": WHITE}


def fish(*, shift: int = 0) -> Pixels:
    """(8, 14, 4): an outlined fish on nothing; `shift` darkens the body and moves a stripe."""
    rows = _FISH.split()
    rgba = np.zeros((len(rows), len(rows[0]), 4), dtype=np.uint8)
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter in _COLOURS:
                rgba[y, x] = (*_COLOURS[letter], 255)
                if letter == "b":
                    rgba[y, x, 0] -= shift
                    if shift >= 30 and x == 4 + shift // 30:
                        rgba[y, x, :3] = WHITE
    return rgba


def one_of_a_shoal(number: int) -> Pixels:
    """(14, 20, 4): the fish number 0 to 1,023, no two alike whatever the palette: with white scales that count it."""
    rgba = framed(fish(), 20, 14, left=3, top=3)
    rows, columns = np.nonzero((rgba[..., :3] == BODY).all(axis=2))
    for bit in range(10):
        if number >> bit & 1:
            rgba[rows[2 * bit], columns[2 * bit], :3] = WHITE
    return rgba


def framed(rgba: Pixels, width: int, height: int, *, left: int = 0, top: int = 0) -> Pixels:
    """The picture at a place on an empty canvas."""
    canvas = np.zeros((height, width, 4), dtype=np.uint8)
    canvas[top : top + rgba.shape[0], left : left + rgba.shape[1]] = rgba
    return canvas


def upscaled(rgba: Pixels, factor: int) -> Pixels:
    """Every pixel a square."""
    return rgba.repeat(factor, axis=0).repeat(factor, axis=1)


def opaque(rgba: Pixels, colour: tuple[int, int, int]) -> Pixels:
    """Transparent pixels filled with a colour."""
    filled = rgba.copy()
    filled[rgba[..., 3] == 0] = (*colour, 255)
    return filled


def save(path: Path, rgba: Pixels) -> Path:
    """Write a PNG, its folders too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(rgba).save(path)
    return path


def licensed(folder: Path, text: str = "CC0") -> Path:
    """The folder with a licence file in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENSE").write_text(text, encoding="utf-8")
    return folder


def write_mix(folder: Path, *entries: str) -> Path:
    """A mix file with a [[sources]] of each text."""
    path = folder / "mix.toml"
    path.write_text("\n".join(f"[[sources]]\n{entry}" for entry in entries), encoding="utf-8")
    return path
