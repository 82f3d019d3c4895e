"""Sea creatures in pixel art, drawn by a small transformer: offline, on a CPU, the same for the same seed everywhere.

from pixelgen import Generator, SpriteRequest

sprite = Generator().sprite(SpriteRequest("reef", "jellyfish", seed=7))
sprite.rgba()  # (32, 32, 4) uint8
"""

from __future__ import annotations

from pixelgen.cache.cache import CACHE_VARIABLE, Cache, CacheWarning
from pixelgen.cache.file_lock import locked
from pixelgen.errors import DnaError, PictureError, PixelgenError, RequestError, WeightsError
from pixelgen.files.bounded_toml import LARGEST_TOML, TomlError, decode_toml, read_toml
from pixelgen.files.picture_file import read_picture
from pixelgen.files.whole_files import write_files
from pixelgen.generator import ENGINE_VERSION, Generator
from pixelgen.look.animation import (
    ANIMATIONS,
    FEWEST_FRAMES,
    MOST_FRAMES,
    MOST_MARGIN,
    Animation,
    animate,
    animations_of,
    move,
    move_normals,
)
from pixelgen.look.contact_sheet import WATER
from pixelgen.look.lighting.light import Light, ShadingStyle, style_of
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.own_palette import OwnPalette
from pixelgen.look.shading import shade
from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
from pixelgen.palette import RAMPS, RGB
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.dna import Dna, decode_dna
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.lineage import PATTERNS, Mask, Parent
from pixelgen.requests.request import MAX_SEED, MAX_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES

__version__ = "0.1.0"

__all__ = [
    "ANIMATIONS",
    "CACHE_VARIABLE",
    "CATEGORIES",
    "ENGINE_VERSION",
    "FEWEST_FRAMES",
    "LARGEST_TOML",
    "MAX_SEED",
    "MAX_TEMPERATURE",
    "MOST_FRAMES",
    "MOST_MARGIN",
    "PATTERNS",
    "RAMPS",
    "RGB",
    "SPECIES",
    "WATER",
    "ZONES",
    "Animation",
    "Cache",
    "CacheWarning",
    "Dna",
    "DnaError",
    "DnaLibrary",
    "Generator",
    "Light",
    "Mask",
    "OwnPalette",
    "Parent",
    "PictureError",
    "PixelgenError",
    "RequestError",
    "ShadingStyle",
    "Sprite",
    "SpriteRequest",
    "Stop",
    "StoppedError",
    "TomlError",
    "WeightsError",
    "__version__",
    "animate",
    "animations_of",
    "bred",
    "decode_dna",
    "decode_toml",
    "emission_mask",
    "inpainted",
    "locked",
    "move",
    "move_normals",
    "normal_map",
    "read_picture",
    "read_toml",
    "shade",
    "stoppable_by",
    "style_of",
    "write_files",
]
