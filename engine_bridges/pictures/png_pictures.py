"""Pixels <-> PNG bytes, both ways: indexed colours, grey and RGBA. The same pixels, the same bytes.

A file from anywhere is checked by its header before anything is unpacked. Knows nothing of what the pixels mean.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Literal

import numpy as np

from engine_bridges.creatures.creature import PackError, Pixels
from engine_bridges.creatures.palette import Palette
from engine_bridges.pictures.sprite_sheet import LARGEST_SIDE
from pixelgen import marked

LARGEST_FILE = 32 << 20
_LEVEL = 7  # of zlib: 9 takes four times as long, which held a bake up, for 2 % fewer bytes
Kind = Literal["indexed", "RGBA", "grey"]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">4x4sIIBB")  # length, name, width, height, bits a channel, colour type
_COLOUR_TYPES: dict[Kind, tuple[int, str]] = {"indexed": (3, "P"), "RGBA": (6, "RGBA"), "grey": (0, "L")}


def png_bytes(pixels: Pixels, *, palette: Palette | None = None, mark: bool = False) -> bytes:
    """(H, W) grey, (H, W, 4) colours, or (H, W) indices with their palette -> a PNG; the same input, the same bytes.

    mark: the PNG says that a trained algorithm made it.
    """
    from PIL import Image  # here, so that importing a bridge does not load Pillow

    image = Image.fromarray(pixels)
    file = io.BytesIO()
    if palette is None:
        image.save(file, "PNG", compress_level=_LEVEL)
    else:
        image.putpalette(palette.rgba[:, :3].tobytes())
        image.save(file, "PNG", compress_level=_LEVEL, transparency=palette.rgba[:, 3].tobytes())
    return marked(file.getvalue()) if mark else file.getvalue()


def read_png(content: bytes, kind: Kind, *, name: str) -> Pixels:
    """A still PNG of 8 bits a channel -> (H, W) indices or grey, or (H, W, 4) colours, as they are in the file.

    kind: what the file must be. name: what an error calls it. PackError for anything else, before memory is taken.
    """
    number, mode = _COLOUR_TYPES[kind]
    if len(content) > LARGEST_FILE:
        raise PackError(f"{name} may have {LARGEST_FILE >> 20} MB; it has {len(content) >> 20}")
    if not content.startswith(_SIGNATURE) or len(content) < len(_SIGNATURE) + _HEADER.size:
        raise PackError(f"{name} must be a PNG; save it as one")
    first, width, height, bits, colour_type = _HEADER.unpack_from(content, len(_SIGNATURE))
    if first != b"IHDR" or not (1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE):
        raise PackError(f"{name} must be a PNG of 1 to {LARGEST_SIDE} pixels a side; its header says otherwise")
    if colour_type != number or bits > 8 or (kind != "indexed" and bits < 8):
        raise PackError(f"{name} must be a PNG of 8 bits, {kind}; it is of another kind: save it as that")
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
                if image.size != (width, height) or image.mode != mode or getattr(image, "n_frames", 1) != 1:
                    raise PackError(f"{name} must be a still PNG with one header; save it again")
                image.load()
                return np.array(image, dtype=np.uint8)
    except PackError:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise PackError(f"{name} is damaged ({type(error).__name__}); bake the pack again") from error
