"""The gallery's pictures keep their pixels when they are made small."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from training.pictures.gallery import small


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def test_few_colours_become_a_palette_with_the_same_pixels() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 6, size=(40, 50, 1), dtype=np.uint8) * np.array([40, 7, 1], dtype=np.uint8)
    picture = Image.fromarray(pixels)
    found = small(picture)
    assert found.mode == "P"
    assert np.array_equal(np.asarray(found.convert("RGB")), pixels)
    assert len(png(found)) < len(png(picture))


def test_a_picture_of_many_colours_stays_as_it_is() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, size=(40, 50, 3), dtype=np.uint8)
    assert np.array_equal(np.asarray(small(Image.fromarray(pixels))), pixels)
