"""The bytes of any PNG -> a sprite: our own exactly, others fitted into 32x32 and given the nearest palette colours.

An unknown file is checked by its header before anything is unpacked: PNG only, 4,096 pixels a side at most, no
animation. Knows nothing of requests; `picture_text` gives what a picture records of its making.
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
from pixelgen.oklab import mapping_costs, to_oklab
from pixelgen.quadtree import SIDE, Indices
from pixelgen.sprite import Sprite

LARGEST_FILE = 32 << 20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GIF = b"GIF8"
_GIF_SIDE, _GIF_FRAMES = 1024, 256
_FEWEST_PIXELS = 8  # a side
_HALF_OPAQUE = 128

Rgba = npt.NDArray[np.uint8]


def read_picture(source: bytes | Path | str | BinaryIO) -> Sprite:
    """The sprite that a PNG shows. source: its bytes, a path, or a file that is open for reading bytes.

    Whole blocks of equal pixels count as one pixel, so a sprite that was saved enlarged comes back as it was. What is
    larger than 32 pixels even then is made smaller. Without transparency, the corners' colour is the background.
    PictureError in one line for anything that is not a still PNG of at most 4,096 pixels a side, or cannot be read;
    RequestError for a source of another kind.
    """
    content = _content(source)
    own = picture_text(content)
    if own is not None and (small := _unscaled(own[0][..., None])).shape[:2] == (SIDE, SIDE):
        return Sprite(np.ascontiguousarray(small[..., 0]))
    return Sprite(fitted_indices(_without_background(_rgba(content))))


def read_frames(source: bytes | Path | str | BinaryIO) -> tuple[Rgba, tuple[int, ...]]:
    """(n, h, w, 4) of a still PNG, n 1, or of a GIF, with how long each is shown, in ms; () where the file does not
    say. The frames of a strip that pixelgen wrote come apart. The corners' colour of an opaque picture is left out.

    Errors as in `read_picture`.
    """
    content = _content(source)
    if content.startswith(_GIF):
        frames, durations = _gif_frames(content)
        return np.stack([_without_background(frame) for frame in frames]), durations
    whole = _without_background(_rgba(content))
    ours = picture_text(content)
    durations = () if ours is None else _recorded_durations(ours[1])
    if durations and whole.shape[1] % len(durations) == 0:
        height, width = whole.shape[0], whole.shape[1] // len(durations)
        return np.ascontiguousarray(whole.reshape(height, len(durations), width, 4).swapaxes(0, 1)), durations
    return whole[None], ()


def fitted_indices(picture: Rgba) -> Indices:
    """(h, w, 4) -> (32, 32) the nearest palette indices, made smaller or put in the middle of the foot."""
    return _nearest(_fitted(_unscaled(picture)))


def largest_blocks(frames: Rgba) -> int:
    """(n, h, w, 4) -> the side of the largest blocks of equal pixels that all frames are made of; 1 for none.

    A picture of one colour, or one that would have fewer than 8 pixels a side, counts as it is.
    """
    sides = range(2, min(frames.shape[1:3]) // _FEWEST_PIXELS + 1)
    whole = [side for side in sides if frames.shape[1] % side == 0 and frames.shape[2] % side == 0]
    same = (
        side
        for side in reversed(whole)
        if np.array_equal(frames[:, ::side, ::side].repeat(side, axis=1).repeat(side, axis=2), frames)
    )
    return next(same, 1) if (frames != frames[:1, :1, :1]).any() else 1


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

    source and errors as in `read_picture`, but that any file which is no such PNG has none.
    """
    found = picture_text(_content(source))
    return None if found is None else found[1].get(DNA_TEXT)


def _content(source: Any) -> bytes:
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


def _rgba(content: bytes) -> Rgba:
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


def _unscaled(picture: Rgba) -> Rgba:
    """A picture of equal blocks that is too large -> one pixel a block, for the smallest blocks that make it fit."""
    blocks = -(-max(picture.shape[:2]) // SIDE)
    return picture if blocks == 1 else next(unscaled(picture, blocks=blocks), picture)


def _without_background(picture: Rgba) -> Rgba:
    """When nothing is transparent and the corners agree, what has their colour and touches the edge goes."""
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    if (picture[..., 3] < 255).any() or (corners != corners[0]).any() or (picture == corners[0]).all():
        return picture
    same = (picture == corners[0]).all(axis=-1)
    outside = np.zeros_like(same)
    outside[[0, -1]], outside[:, [0, -1]] = same[[0, -1]], same[:, [0, -1]]
    while True:
        grown = outside.copy()
        grown[1:] |= outside[:-1]
        grown[:-1] |= outside[1:]
        grown[:, 1:] |= outside[:, :-1]
        grown[:, :-1] |= outside[:, 1:]
        grown &= same
        if np.array_equal(grown, outside):
            break
        outside = grown
    cut = picture.copy()
    cut[outside] = 0
    return cut


def _fitted(picture: Rgba) -> Rgba:
    """(32, 32, 4): larger ones made smaller, smaller ones in the middle of the foot of the canvas."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(picture))
    if max(image.size) > SIDE:
        share = SIDE / max(image.size)
        size = max(1, round(image.width * share)), max(1, round(image.height * share))
        image = image.resize(size, Image.Resampling.BOX)
    canvas = Image.new("RGBA", (SIDE, SIDE))
    canvas.paste(image, ((SIDE - image.width) // 2, (SIDE - image.height) // 2))
    return np.asarray(canvas)


def _nearest(picture: Rgba) -> Indices:
    """Each pixel its nearest colour in OKLab, where a hue that was not there costs most."""
    colours, where = np.unique(picture[..., :3].reshape(-1, 3), axis=0, return_inverse=True)
    found = 1 + mapping_costs(to_oklab(colours)).argmin(axis=1)[where.reshape(picture.shape[:2])]
    return np.where(picture[..., 3] < _HALF_OPAQUE, 0, found).astype(np.uint8)
