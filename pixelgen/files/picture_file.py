"""The bytes of any PNG or GIF -> its frames in red, green, blue and alpha, as they are.

An unknown file is checked by its header before anything is unpacked: 4,096 pixels a side of a PNG at most, no animated
ones. Knows nothing of requests; `picture_text` gives what a picture records of its making.
"""

from __future__ import annotations

import io
import json
import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from pixelgen.checks import checked_path, shown
from pixelgen.errors import PictureError, PixelgenError, RequestError
from pixelgen.files.sprite_png import DNA_TEXT, FRAMES_TEXT, MAX_SIDE, decode_png
from pixelgen.quadtree import Indices

LARGEST_FILE = 32 << 20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GIF = b"GIF8"
_GIF_SIDE, _GIF_FRAMES = 1024, 256

Rgba = npt.NDArray[np.uint8]


def read_frames(source: bytes | Path | str | BinaryIO) -> tuple[Rgba, tuple[int, ...]]:
    """(n, h, w, 4) of a still PNG, n 1, or of a GIF, with how long each is shown, in ms; () where the file does not
    say. The frames of a strip that pixelgen wrote come apart. source: its bytes, a path, or a file that is open for
    reading bytes.

    PictureError in one line for anything that is not a still PNG of at most 4,096 pixels a side or such a GIF, or
    cannot be read; RequestError for a source of another kind.
    """
    content = content_of(source)
    if content.startswith(_GIF):
        frames, durations = _gif_frames(content)
        return np.stack(frames), durations
    whole = read_rgba(content)
    ours = picture_text(content)
    durations = () if ours is None else _recorded_durations(ours[1])
    if durations and whole.shape[1] % len(durations) == 0:
        height, width = whole.shape[0], whole.shape[1] // len(durations)
        return np.ascontiguousarray(whole.reshape(height, len(durations), width, 4).swapaxes(0, 1)), durations
    return whole[None], ()


def _gif_frames(content: bytes) -> tuple[list[Rgba], tuple[int, ...]]:
    from PIL import Image, ImageSequence

    width, height = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if len(content) > LARGEST_FILE or not (1 <= width <= _GIF_SIDE and 1 <= height <= _GIF_SIDE):
        raise PictureError(f"a GIF may have {_GIF_SIDE} by {_GIF_SIDE} pixels; got {width} by {height}")
    frames: list[Rgba] = []
    durations: list[int] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=("GIF",)) as image:
                for frame in ImageSequence.Iterator(image):
                    if len(frames) == _GIF_FRAMES:
                        raise PictureError(f"a GIF may have {_GIF_FRAMES} frames; it has more")
                    frames.append(np.asarray(frame.convert("RGBA")))
                    durations.append(min(60_000, max(10, int(frame.info.get("duration") or 100))))
    except PictureError:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise PictureError(f"the picture is damaged ({type(error).__name__})") from error
    if not frames:
        raise PictureError("the picture is damaged (it has no frame)")
    return frames, tuple(durations)


def _recorded_durations(text: Mapping[str, str]) -> tuple[int, ...]:
    try:
        told = json.loads(text[FRAMES_TEXT])["durations_ms"]
        return tuple(int(one) for one in told) if all(1 <= int(one) <= 60_000 for one in told) else ()
    except (KeyError, TypeError, ValueError, RecursionError):
        return ()


def read_dna(source: bytes | Path | str | BinaryIO) -> str | None:
    """The DNA in a PNG that pixelgen wrote; of a sheet all of them, separated by spaces; None when there is none.

    source and errors as in `read_frames`, but that any file which is no such PNG has none.
    """
    found = picture_text(content_of(source))
    return None if found is None else found[1].get(DNA_TEXT)


def content_of(source: Any) -> bytes:
    """The bytes of a picture. source, errors: as in `read_frames`."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if isinstance(source, (str, os.PathLike)):
        path = checked_path("a picture's path", source)
        try:
            with path.open("rb") as file:
                return file.read(LARGEST_FILE + 1)  # one more: whoever looks at it says that it is too large
        except OSError as error:
            raise PictureError(f"cannot read {path}: {error.strerror or error}") from error
    read = getattr(source, "read", None)
    try:
        content = read(LARGEST_FILE + 1) if callable(read) else None
    except UnicodeDecodeError:
        content = None  # open for text
    except (OSError, ValueError) as error:  # ValueError: a file that is closed
        raise PictureError(f"cannot read {shown(source)}: {getattr(error, 'strerror', None) or error}") from error
    if not isinstance(content, bytes):
        raise RequestError(
            f"a picture must be the bytes of a PNG, a path or a file open for bytes; got {shown(source)}"
        )
    return content


def picture_text(content: bytes) -> tuple[Indices, dict[str, str]] | None:
    """The indices as they are in the file and the text, of a picture that pixelgen wrote; None for any other.

    A picture in a game's own colours is recognised by its DNA.
    """
    try:
        indices, text = decode_png(content, any_colours=True)
        return (indices, text) if DNA_TEXT in text else decode_png(content)
    except PixelgenError:
        return None


def read_rgba(content: bytes) -> Rgba:
    """(h, w, 4) of a still PNG. Errors as in `read_frames`."""
    if len(content) > LARGEST_FILE:
        raise PictureError(f"a picture may have {LARGEST_FILE >> 20} MB; got {len(content) >> 20}")
    if not content.startswith(_SIGNATURE) or content[12:16] != b"IHDR":
        raise PictureError("a picture must be a PNG; save it as one")
    width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise PictureError(f"a picture may have {MAX_SIDE} by {MAX_SIDE} pixels; got {width} by {height}")
    if b"acTL" in content:
        raise PictureError("a picture must be a still; save one frame of the animation")
    from PIL import Image  # here, so that importing the library does not load Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
                if image.size != (width, height):
                    raise PictureError("the picture has two headers")
                image.load()
                if image.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion clips instead of scaling
                    grey = (np.asarray(image, dtype=np.int64) >> 8).clip(0, 255).astype(np.uint8)
                    return np.asarray(Image.fromarray(grey).convert("RGBA"))
                return np.asarray(image.convert("RGBA"))
    except PictureError:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise PictureError(f"the picture is damaged ({type(error).__name__})") from error


def unscaled(picture: Rgba, *, blocks: int = 1) -> Iterator[Rgba]:
    """What a picture (height, width, ...) may be an enlargement of, itself included: blocks of so many pixels first."""
    height, width = picture.shape[:2]
    for side in range(blocks, min(height, width) + 1):
        if height % side or width % side:
            continue
        small = picture[::side, ::side]
        if np.array_equal(small.repeat(side, axis=0).repeat(side, axis=1), picture):
            yield small
