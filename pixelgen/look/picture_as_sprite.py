"""A PNG from anywhere -> a sprite: our own exactly, others fitted into 32x32 and given the nearest palette colours."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from pixelgen.files.picture_file import content_of, picture_text, read_rgba, unscaled
from pixelgen.look.core_pictures import core_pictures
from pixelgen.look.foreign_pixels import Rgba, fitted
from pixelgen.quadtree import SIDE, Indices
from pixelgen.sprite import Sprite


def read_picture(source: bytes | Path | str | BinaryIO) -> Sprite:
    """The sprite that a PNG shows. source: its bytes, a path, or a file that is open for reading bytes.

    Whole blocks of equal pixels count as one pixel, so a sprite that was saved enlarged comes back as it was. What is
    larger than 32 pixels even then is made smaller. Without transparency, the corners' colour is the background.
    PictureError in one line for anything that is not a still PNG of at most 4,096 pixels a side, or cannot be read;
    RequestError for a source of another kind.
    """
    content = content_of(source)
    own = picture_text(content)
    if own is not None:
        blocks = -(-max(own[0].shape) // SIDE)
        for small in unscaled(own[0], blocks=blocks):
            if small.shape == (SIDE, SIDE):
                return Sprite(np.ascontiguousarray(small))
            break
    return Sprite(fitted_indices(read_rgba(content)))


def fitted_indices(picture: Rgba) -> Indices:
    """(h, w, 4) -> (32, 32) the nearest palette indices, made smaller or put in the middle of the canvas."""
    core = core_pictures()
    return fitted(picture) if core is None else core.fitted(picture)
