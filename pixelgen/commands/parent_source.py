"""What names a parent on the command line -> the parent: a DNA, a PNG that pixelgen wrote, or any other PNG.

A PNG whose pixels are still those that its DNA drew is taken as that request, which keeps the family tree; one that was
painted over, or that other weights drew, is taken as its pixels.
"""

from __future__ import annotations

from pathlib import Path

from pixelgen.cache.entry import checksum
from pixelgen.errors import DnaError, PictureError, PixelgenError, WeightsError
from pixelgen.files.picture_file import LARGEST_FILE, picture_text, read_picture, unscaled
from pixelgen.files.sprite_png import CHECKSUM_TEXT, DNA_TEXT
from pixelgen.requests.dna import Dna, decode_dna
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.dna_text import PREFIX
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite


def parent_of(
    named: str, *, weights: str, engine_version: int, library: DnaLibrary | None = None
) -> SpriteRequest | Sprite:
    """The request or the sprite; `library` fills in ancestors that a DNA has by name alone.

    DnaError or WeightsError for a DNA that is damaged or not of these weights; PixelgenError for no picture.
    """
    if named.startswith(PREFIX):
        read = decode_dna(named)
        read.check_drawn_with(weights, engine_version)
        return _completed(read, library)
    content = read_file(Path(named))
    try:
        sprite = read_picture(content)
    except PictureError as error:
        raise PictureError(f"{named}: {error}") from error
    dna, unchanged = recorded_dna(content)
    try:
        if dna is not None and unchanged:
            dna.check_drawn_with(weights, engine_version)
            return _completed(dna, library)
    except WeightsError:
        pass  # what it shows is there all the same
    return sprite


def _completed(dna: Dna, library: DnaLibrary | None) -> SpriteRequest:
    return (dna if library is None else library.complete(dna)).request


def read_file(path: Path) -> bytes:
    """A file's bytes; PixelgenError when it cannot be read or is larger than a picture may be."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise PixelgenError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    if len(content) > LARGEST_FILE:
        raise PixelgenError(f"cannot read {path}: a picture may have {LARGEST_FILE >> 20} MB")
    return content


def recorded_dna(content: bytes) -> tuple[Dna | None, bool]:
    """The DNA that a picture of one sprite carries, and whether its pixels are still what was written with it."""
    found = picture_text(content)
    if found is None or DNA_TEXT not in found[1]:
        return None, False
    text = dict(found[1])
    recorded = text.pop(CHECKSUM_TEXT, "")
    try:
        return decode_dna(text[DNA_TEXT]), any(recorded == checksum(text, one) for one in unscaled(found[0]))
    except DnaError:
        return None, False
