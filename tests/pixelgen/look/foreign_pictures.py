"""Pictures as somebody else would draw them, in colours that the library does not have."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Rgba = npt.NDArray[np.uint8]
OUTLINE, BODY, LIGHT, DARK, LAMP = (
    (24, 10, 40, 255),
    (216, 44, 250, 255),
    (246, 140, 255, 255),
    (130, 10, 160, 255),
    (0, 255, 240, 255),
)


def fish(width: int = 40, height: int = 24, *, bend: int = 0) -> Rgba:
    """An oval with an eye and a tail; bend: pixels by which the tail stands lower."""
    y, x = np.mgrid[:height, :width]
    off = ((x - width * 0.6) / (width * 0.34)) ** 2 + ((y - height / 2 + 0.5) / (height * 0.36)) ** 2
    body = off < 1
    tail = (x >= 1) & (x < width * 0.3) & (abs(y - height / 2 - bend) < height * 0.26 * (1 - x / (width * 0.4)))
    drawn = body | tail
    picture = np.zeros((height, width, 4), np.uint8)
    picture[drawn] = BODY
    picture[body & (y < height * 0.35)] = LIGHT
    picture[body & (y > height * 0.65)] = DARK
    inside = drawn.copy()
    inside[1:-1, 1:-1] &= drawn[:-2, 1:-1] & drawn[2:, 1:-1] & drawn[1:-1, :-2] & drawn[1:-1, 2:]
    picture[drawn & ~inside] = OUTLINE
    eye = int(width * 0.78), int(height * 0.42)
    picture[eye[1], eye[0]] = OUTLINE
    picture[eye[1], eye[0] + 1] = (255, 255, 255, 255)
    picture[height // 2, int(width * 0.5)] = LAMP
    return picture


def strip(frames: int = 4, side: int = 24) -> Rgba:
    """Frames side by side, the tail moving."""
    return np.concatenate([fish(side, side, bend=frame % 3 - 1) for frame in range(frames)], axis=1)


def png(picture: Rgba) -> bytes:
    return _saved(Image.fromarray(picture), "PNG")


def gif(frames: Sequence[Rgba], durations: Sequence[int]) -> bytes:
    images = [Image.fromarray(frame) for frame in frames]
    return _saved(images[0], "GIF", save_all=True, append_images=images[1:], duration=[*durations], disposal=2, loop=0)


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
