"""What names a parent on the command line -> the parent: a DNA, a picture that pixelgen wrote, or any other PNG.

A picture whose pixels are still those that its DNA drew is taken as that request, which keeps the family tree; a PNG
that was painted over, or that other weights drew, is taken as its pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pixelgen.commands.output.recorded_picture import RecordedPicture, read_file, recorded_picture
from pixelgen.errors import DnaError, PictureError, PixelgenError
from pixelgen.look.picture_as_sprite import read_picture
from pixelgen.requests.dna import Dna, decode_dna
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.dna_text import PREFIX
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite


def needed_weights(named: Iterable[str]) -> list[str | None]:
    """Of those that are DNAs; pictures need none, as their pixels are there. DnaError for a damaged one."""
    return [decode_dna(one).needed_weights for one in named if one.startswith(PREFIX)]


def parent_of(
    named: str, *, weights: str, engine_version: int, library: DnaLibrary | None = None
) -> SpriteRequest | Sprite:
    """The request or the sprite; `library` fills in ancestors that a DNA has by name alone.

    DnaError or WeightsError for a DNA that is damaged or not of these weights; PixelgenError for what is no picture of
    one sprite.
    """
    if named.startswith(PREFIX):
        read = decode_dna(named)
        read.check_drawn_with(weights, engine_version)
        return _completed(read, library)
    content = read_file(Path(named))
    recorded = recorded_picture(content)
    if recorded is not None:
        if len(recorded.dnas) > 1:
            raise PixelgenError(
                f"{named} is a sheet of {len(recorded.dnas)} sprites; name one of them by its DNA "
                f"(pixelgen show {named} lists them)"
            )
        try:
            if recorded.unchanged:
                dna = decode_dna(recorded.dnas[0])
                if dna.is_drawn_with(weights, engine_version):
                    return _completed(dna, library)
        except DnaError:
            pass  # its pixels can still be used
        _check_still(named, recorded)
    try:
        return read_picture(content)
    except PictureError as error:
        raise PictureError(f"{named}: {error}") from error


def _check_still(named: str, recorded: RecordedPicture) -> None:
    if recorded.frames > 1:
        why = "other weights drew them" if recorded.unchanged else "they were changed since"
        raise PixelgenError(f"{named} holds {recorded.frames} frames and {why}; save one frame as a PNG and name that")


def _completed(dna: Dna, library: DnaLibrary | None) -> SpriteRequest:
    return (dna if library is None else library.complete(dna)).request
