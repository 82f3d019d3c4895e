"""Sea creatures in pixel art, drawn by a small transformer: offline, on a CPU, the same for the same seed everywhere.

from pixelgen import Generator, SpriteRequest

sprite = Generator().sprite(SpriteRequest("reef", "jellyfish", seed=7))
sprite.rgba()  # (32, 32, 4) uint8
"""

from __future__ import annotations

from pixelgen.bred_requests import bred, inpainted
from pixelgen.cache import Cache, CacheWarning
from pixelgen.dna import Dna, decode_dna
from pixelgen.dna_library import DnaLibrary
from pixelgen.errors import DnaError, PictureError, PixelgenError, RequestError, WeightsError
from pixelgen.generator import ENGINE_VERSION, Generator
from pixelgen.lineage import Mask, Parent
from pixelgen.own_palette import OwnPalette
from pixelgen.picture_file import read_picture
from pixelgen.request import SpriteRequest
from pixelgen.sprite import Sprite

__version__ = "0.1.0"

__all__ = [
    "ENGINE_VERSION",
    "Cache",
    "CacheWarning",
    "Dna",
    "DnaError",
    "DnaLibrary",
    "Generator",
    "Mask",
    "OwnPalette",
    "Parent",
    "PictureError",
    "PixelgenError",
    "RequestError",
    "Sprite",
    "SpriteRequest",
    "WeightsError",
    "bred",
    "decode_dna",
    "inpainted",
    "read_picture",
]
