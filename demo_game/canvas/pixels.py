"""Arrays -> pygame Surfaces, text -> Surfaces, and a Surface -> a PNG. Knows nothing of what they show."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.letters import is_large, written
from demo_game.canvas.moods import Rgb

Rgba = npt.NDArray[np.uint8]


def surface_of(pixels: npt.NDArray[Any]) -> pygame.Surface:
    """(h, w, 3) or (h, w, 4) uint8 -> a Surface of its own memory, with alpha where there is a fourth channel."""
    height, width, channels = pixels.shape
    content = np.ascontiguousarray(pixels, dtype=np.uint8).tobytes()
    return pygame.image.frombytes(content, (width, height), "RGBA" if channels == 4 else "RGB")


def png_of(picture: pygame.Surface) -> bytes:
    """A Surface as a PNG file's content."""
    file = io.BytesIO()
    pygame.image.save(picture, file, "picture.png")
    return file.getvalue()


def tinted(mask: npt.NDArray[np.bool_], colour: Rgb) -> pygame.Surface:
    """A Surface that has the colour where the mask is set and is transparent elsewhere."""
    pixels = np.zeros((*mask.shape, 4), dtype=np.uint8)
    pixels[mask] = (*colour, 255)
    return surface_of(pixels).convert_alpha()


def text(line: str, colour: Rgb, *, scale: int = 1, edge: Rgb | None = None) -> pygame.Surface:
    """One line of text; with an edge it keeps apart from any background. Kept: never change what comes back."""
    return _text(line, colour, scale=scale, edge=edge, large=is_large() and scale == 1)


@lru_cache(maxsize=600)
def _text(line: str, colour: Rgb, *, scale: int, edge: Rgb | None, large: bool) -> pygame.Surface:
    mask = np.kron(written(line, large=large), np.ones((scale, scale), dtype=np.bool_))
    if edge is None:
        return tinted(mask, colour)
    wide = np.pad(mask, 1)
    around = np.zeros_like(wide)
    for right, down in ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, 1)):
        around |= np.roll(wide, (down, right), axis=(0, 1))
    pixels = np.zeros((*wide.shape, 4), dtype=np.uint8)
    pixels[around] = (*edge, 255)
    pixels[wide] = (*colour, 255)
    return surface_of(pixels).convert_alpha()
