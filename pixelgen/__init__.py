"""Sea creatures in pixel art, drawn by a small transformer: offline, on a CPU, the same for the same seed everywhere.

from pixelgen import Generator, SpriteRequest

sprite = Generator().sprite(SpriteRequest("reef", "jellyfish", seed=7))
sprite.rgba()  # (32, 32, 4) uint8

Importing the package loads nothing else; a public name loads its module when it is first used (PEP 562).
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; `typing` itself would take longer to load than this module
if TYPE_CHECKING:
    from pixelgen.anchors import Anchors
    from pixelgen.cache.cache import CACHE_VARIABLE, Cache, CacheWarning
    from pixelgen.cache.file_lock import locked
    from pixelgen.checks import MAX_SEED
    from pixelgen.drawing.engines import engine_note
    from pixelgen.errors import (
        DnaError,
        DnaWarning,
        PictureError,
        PixelgenError,
        RequestError,
        SlowWarning,
        WeightsError,
    )
    from pixelgen.files.bounded_toml import LARGEST_TOML, TomlError, decode_toml, read_toml
    from pixelgen.files.generated_mark import XMP_MARK, marked
    from pixelgen.files.own_folder import other_use_of
    from pixelgen.files.palette_file import ColourList, read_colours
    from pixelgen.files.picture_file import read_dna
    from pixelgen.files.sprite_png import encode_png
    from pixelgen.files.whole_files import write_files
    from pixelgen.generator import ENGINE_VERSION, Generator
    from pixelgen.genetics.crossing import Child, Inherited, cross, litter, notes_of
    from pixelgen.genetics.gene_pool import GenePool
    from pixelgen.genetics.genome import Genome, Locus
    from pixelgen.genetics.inherited_parts import InheritedParts, inherited_parts
    from pixelgen.look.animation import (
        ANIMATIONS,
        FEWEST_FRAMES,
        MOST_FRAMES,
        MOST_MARGIN,
        Animation,
        animate,
        animations_of,
        move,
        move_anchors,
        move_normals,
    )
    from pixelgen.look.appearance import Appearance
    from pixelgen.look.contact_sheet import WATER
    from pixelgen.look.foreign_names import lit_as, moves_as
    from pixelgen.look.lighting.light import Light, ShadingStyle, style_of
    from pixelgen.look.normals import emission_mask, normal_map
    from pixelgen.look.own_palette import OwnPalette
    from pixelgen.look.own_picture import OwnPicture
    from pixelgen.look.picture_as_sprite import read_picture
    from pixelgen.look.shading import shade
    from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
    from pixelgen.model.weights import world_in
    from pixelgen.model.world import SEA, World
    from pixelgen.names import Category, Zone
    from pixelgen.palette import RAMPS, RGB
    from pixelgen.parts import PARTS
    from pixelgen.requests.bred_requests import bred, inpainted
    from pixelgen.requests.dna import Dna, decode_dna, encode_dna
    from pixelgen.requests.dna_library import DnaLibrary
    from pixelgen.requests.heredity import Heredity
    from pixelgen.requests.lineage import PATTERNS, Mask, Parent
    from pixelgen.requests.request import MAX_TEMPERATURE, SpriteRequest
    from pixelgen.requests.words import Wish, read_words
    from pixelgen.sprite import Sprite
    from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

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
    "PARTS",
    "PATTERNS",
    "RAMPS",
    "RGB",
    "SEA",
    "SPECIES",
    "TRAITS",
    "WATER",
    "XMP_MARK",
    "ZONES",
    "Anchors",
    "Animation",
    "Appearance",
    "Cache",
    "CacheWarning",
    "Category",
    "Child",
    "ColourList",
    "Dna",
    "DnaError",
    "DnaLibrary",
    "DnaWarning",
    "GenePool",
    "Generator",
    "Genome",
    "Heredity",
    "Inherited",
    "InheritedParts",
    "Light",
    "Locus",
    "Mask",
    "OwnPalette",
    "OwnPicture",
    "Parent",
    "PictureError",
    "PixelgenError",
    "RequestError",
    "ShadingStyle",
    "SlowWarning",
    "Sprite",
    "SpriteRequest",
    "Stop",
    "StoppedError",
    "TomlError",
    "WeightsError",
    "Wish",
    "World",
    "Zone",
    "__version__",
    "animate",
    "animations_of",
    "bred",
    "cross",
    "decode_dna",
    "decode_toml",
    "emission_mask",
    "encode_dna",
    "encode_png",
    "engine_note",
    "inherited_parts",
    "inpainted",
    "lit_as",
    "litter",
    "locked",
    "marked",
    "move",
    "move_anchors",
    "move_normals",
    "moves_as",
    "normal_map",
    "notes_of",
    "other_use_of",
    "read_colours",
    "read_dna",
    "read_picture",
    "read_toml",
    "read_words",
    "shade",
    "stoppable_by",
    "style_of",
    "world_in",
    "write_files",
]

# The imports above once more, as they are made at run time: module -> its public names.
_NAMES_IN = {
    "pixelgen.anchors": "Anchors",
    "pixelgen.cache.cache": "CACHE_VARIABLE Cache CacheWarning",
    "pixelgen.cache.file_lock": "locked",
    "pixelgen.checks": "MAX_SEED",
    "pixelgen.drawing.engines": "engine_note",
    "pixelgen.errors": "DnaError DnaWarning PictureError PixelgenError RequestError SlowWarning WeightsError",
    "pixelgen.files.bounded_toml": "LARGEST_TOML TomlError decode_toml read_toml",
    "pixelgen.files.own_folder": "other_use_of",
    "pixelgen.files.palette_file": "ColourList read_colours",
    "pixelgen.files.picture_file": "read_dna",
    "pixelgen.files.generated_mark": "XMP_MARK marked",
    "pixelgen.files.sprite_png": "encode_png",
    "pixelgen.files.whole_files": "write_files",
    "pixelgen.generator": "ENGINE_VERSION Generator",
    "pixelgen.genetics.crossing": "Child Inherited cross litter notes_of",
    "pixelgen.genetics.gene_pool": "GenePool",
    "pixelgen.genetics.genome": "Genome Locus",
    "pixelgen.genetics.inherited_parts": "InheritedParts inherited_parts",
    "pixelgen.look.animation": "ANIMATIONS FEWEST_FRAMES MOST_FRAMES MOST_MARGIN"
    " Animation animate animations_of move move_anchors move_normals",
    "pixelgen.look.appearance": "Appearance",
    "pixelgen.look.contact_sheet": "WATER",
    "pixelgen.look.foreign_names": "lit_as moves_as",
    "pixelgen.look.lighting.light": "Light ShadingStyle style_of",
    "pixelgen.look.normals": "emission_mask normal_map",
    "pixelgen.look.own_palette": "OwnPalette",
    "pixelgen.look.own_picture": "OwnPicture",
    "pixelgen.look.picture_as_sprite": "read_picture",
    "pixelgen.look.shading": "shade",
    "pixelgen.model.stopping": "Stop StoppedError stoppable_by",
    "pixelgen.model.weights": "world_in",
    "pixelgen.model.world": "SEA World",
    "pixelgen.names": "Category Zone",
    "pixelgen.palette": "RAMPS RGB",
    "pixelgen.parts": "PARTS",
    "pixelgen.requests.bred_requests": "bred inpainted",
    # SpriteRequest through this module, which teaches `pickle` how to write its family tree.
    "pixelgen.requests.dna": "Dna SpriteRequest decode_dna encode_dna",
    "pixelgen.requests.dna_library": "DnaLibrary",
    "pixelgen.requests.heredity": "Heredity",
    "pixelgen.requests.lineage": "PATTERNS Mask Parent",
    "pixelgen.requests.request": "MAX_TEMPERATURE",
    "pixelgen.requests.words": "Wish read_words",
    "pixelgen.sprite": "Sprite",
    "pixelgen.vocabulary": "CATEGORIES SPECIES TRAITS ZONES",
}

if not TYPE_CHECKING:  # a type checker would believe every name that `__getattr__` takes

    def __getattr__(name: str) -> object:
        for module, names in _NAMES_IN.items():
            if name in names.split():
                from importlib import import_module

                value = globals()[name] = getattr(import_module(module), name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
