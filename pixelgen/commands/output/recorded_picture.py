"""The bytes of a PNG or GIF -> what pixelgen recorded in it: the DNA of its sprites, and whether it was changed since.

Draws nothing, and knows nothing of what is done with a picture.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pixelgen.cache.entry import checksum
from pixelgen.errors import PixelgenError
from pixelgen.files.animated_gif import gif_text
from pixelgen.files.picture_file import LARGEST_FILE, picture_text, unscaled
from pixelgen.files.sprite_png import CHECKSUM_TEXT, DNA_TEXT, FRAMES_TEXT


@dataclass(frozen=True, slots=True)
class RecordedPicture:
    """dnas: of its sprites, in order, at least one. frames: of an animation side by side or in a GIF, 1 for a still.

    unchanged: its pixels are those that were written with the DNA; the picture may be enlarged in whole steps.
    """

    dnas: tuple[str, ...]
    frames: int
    unchanged: bool


def recorded_picture(content: bytes) -> RecordedPicture | None:
    """What a picture records; None for one that carries no DNA of pixelgen's."""
    if (film := gif_text(content)) is not None:
        text, unchanged = film
    elif (still := picture_text(content)) is not None:
        text = dict(still[1])
        recorded = text.pop(CHECKSUM_TEXT, "")
        unchanged = any(recorded == checksum(text, one) for one in unscaled(still[0]))
    else:
        return None
    dnas = tuple(text.get(DNA_TEXT, "").split())
    return RecordedPicture(dnas, _frames(text), unchanged) if dnas else None


def _frames(text: dict[str, str]) -> int:
    try:
        moves = json.loads(text.get(FRAMES_TEXT, "{}"))
        return len((moves[0] if isinstance(moves, list) else moves)["durations_ms"])
    except (ValueError, RecursionError, LookupError, TypeError):
        return 1


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
