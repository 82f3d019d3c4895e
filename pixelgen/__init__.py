"""Sea creatures in pixel art, drawn by a small transformer: offline, on a CPU, the same for the same seed everywhere.

from pixelgen import Generator, SpriteRequest

sprite = Generator().sprite(SpriteRequest("reef", "jellyfish", seed=7))
sprite.rgba()  # (32, 32, 4) uint8
"""

from __future__ import annotations

from pixelgen.errors import PixelgenError, RequestError, WeightsError
from pixelgen.generator import ENGINE_VERSION, Generator
from pixelgen.request import SpriteRequest
from pixelgen.sprite import Sprite

__version__ = "0.1.0"

__all__ = [
    "ENGINE_VERSION",
    "Generator",
    "PixelgenError",
    "RequestError",
    "Sprite",
    "SpriteRequest",
    "WeightsError",
]
