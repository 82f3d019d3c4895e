"""Frames -> the bytes of an animated GIF, or a picture -> those of an indexed PNG, in their colours.

A GIF may carry text, as a comment in JSON, with a checksum of its frames; `gif_text` reads both back. Pillow compresses
the frames, and the container around them is written here: Pillow merges equal frames into one (Pillow#8397), and an
animation must have the frames that were asked for. Format: CompuServe, GIF89a specification (1990).

Knows nothing of sprites' meaning or of files.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pixelgen.files.sprite_png import CHECKSUM_TEXT, MAX_SIDE
from pixelgen.palette import COLOURS, RGB

MOST_COLOURS = 256
MOST_FRAMES_READ = 16
LARGEST_COMMENT = 4 << 20
_TICK = 10  # milliseconds: a GIF counts time in hundredths of a second
_EMPTY_CANVAS_AFTER = 2 << 2  # how a frame is disposed of: the next one begins on an empty canvas
_CODE_BITS = 8  # of Pillow's compressor

Pixels = npt.NDArray[np.uint8]


def gif_of_colours(frames: Sequence[Pixels], durations_ms: Sequence[int], *, scale: int = 1) -> bytes:
    """(height, width, 3) frames -> a GIF that loops; the nearest 256 colours when there are more in all."""
    numbers, colours = _numbered(np.concatenate(list(frames)))
    shape = (len(frames), *frames[0].shape[:2])
    return _encoded(numbers.reshape(shape), colours, durations_ms, scale, loops=True)


def png_of_colours(picture: Pixels, *, scale: int = 1) -> bytes:
    """(height, width, 3) -> an indexed PNG; the nearest 256 colours when there are more."""
    from PIL import Image

    numbers, colours = _numbered(picture)
    indexed = Image.fromarray(numbers.repeat(scale, axis=0).repeat(scale, axis=1))
    indexed.putpalette(colours)
    file = io.BytesIO()
    indexed.save(file, "PNG", optimize=True)
    return file.getvalue()


def gif_of_indices(
    frames: npt.NDArray[np.uint8],
    durations_ms: Sequence[int],
    *,
    scale: int = 1,
    loops: bool = True,
    rgb: npt.NDArray[np.uint8] | None = None,
    text: Mapping[str, str] | None = None,
) -> bytes:
    """(n, height, width) palette indices -> a GIF of n frames whose index 0 is transparent.

    durations_ms: of each frame; rounded to hundredths of a second so that their sum stays right. rgb: (64, 3) other
    colours. text: name -> content, which the GIF carries. ValueError for what is no palette picture.
    """
    if frames.dtype != np.uint8 or frames.ndim != 3 or int(frames.max(initial=0)) >= COLOURS:
        raise ValueError(f"frames must be uint8 (n, height, width) below {COLOURS}; got {frames.dtype} {frames.shape}")
    palette = np.array(RGB, dtype=np.uint8) if rgb is None else rgb
    comment = b""
    if text is not None:
        alpha = np.where(np.arange(COLOURS) > 0, 255, 0).astype(np.uint8)
        rgba = np.concatenate([palette, alpha[:, None]], axis=1)
        shown = (rgba[frame].repeat(scale, axis=0).repeat(scale, axis=1) for frame in frames)
        comment = json.dumps({**text, CHECKSUM_TEXT: _checksum(text, shown)}).encode("ascii")
    return _encoded(frames, palette.tobytes(), durations_ms, scale, loops=loops, transparent=0, comment=comment)


def gif_text(content: bytes) -> tuple[dict[str, str], bool] | None:
    """The text that a GIF was written with, and whether its frames are still the same; None for any other bytes."""
    text = _comment(content)
    if text is None:
        return None
    recorded = text.pop(CHECKSUM_TEXT, "")
    try:
        return text, recorded == _checksum(text, _frames(content))
    except Exception:  # Pillow raises many kinds for a damaged stream
        return text, False


def _numbered(picture: Pixels) -> tuple[npt.NDArray[np.uint8], bytes]:
    """(height, width, 3) -> (height, width) numbers of colours, and the colours."""
    # By a table of all colours: to sort a second's film takes a second, in which no interrupt is heard.
    packed = (picture[..., 0].astype(np.int32) << 16) | (picture[..., 1].astype(np.int32) << 8) | picture[..., 2]
    there = np.zeros(1 << 24, dtype=np.bool_)
    there[packed] = True
    colours = np.flatnonzero(there)
    if len(colours) <= MOST_COLOURS:
        numbers = np.zeros(1 << 24, dtype=np.uint8)
        numbers[colours] = np.arange(len(colours))
        channels = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
        return numbers[packed], channels.astype(np.uint8).tobytes()
    from PIL import Image  # here, so that importing the library does not load Pillow

    indexed = Image.fromarray(picture).quantize(MOST_COLOURS, dither=Image.Dither.NONE)
    return np.asarray(indexed), bytes(indexed.getpalette() or ())


def _encoded(
    frames: npt.NDArray[np.uint8],
    palette: bytes,
    durations_ms: Sequence[int],
    scale: int,
    *,
    loops: bool,
    transparent: int | None = None,
    comment: bytes = b"",
) -> bytes:
    from PIL import Image

    height, width = (side * scale for side in frames.shape[1:])
    bits = max(1, (len(palette) // 3 - 1).bit_length())  # of the colour table: 2 to 256 colours
    parts = [
        b"GIF89a",
        struct.pack("<HHBBB", width, height, 0xF0 | (bits - 1), 0, 0),
        palette.ljust(3 << bits, b"\0"),
    ]
    if loops:
        parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", 0) + b"\0")  # 0: for ever
    if comment:
        parts += [b"\x21\xfe", *_sub_blocks(comment), b"\0"]
    flags = _EMPTY_CANVAS_AFTER | (transparent is not None)
    for frame, ticks in zip(frames, _ticks(durations_ms), strict=True):
        picture = Image.fromarray(frame.repeat(scale, axis=0).repeat(scale, axis=1))
        parts += [
            b"\x21\xf9\x04" + struct.pack("<BHBB", flags, ticks, transparent or 0, 0),
            b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0),
            bytes([_CODE_BITS]) + picture.tobytes("gif", "L", _CODE_BITS, 0) + b"\0",
        ]
    return b"".join([*parts, b"\x3b"])


def _ticks(durations_ms: Sequence[int]) -> Iterator[int]:
    """Milliseconds -> hundredths of a second, at least one each, with the rounding error carried on to the next."""
    shown = elapsed = 0
    for duration in durations_ms:
        elapsed += int(duration)
        ticks = min(0xFFFF, max(1, (2 * elapsed + _TICK) // (2 * _TICK) - shown))
        shown += ticks
        yield ticks


def _sub_blocks(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), 255):
        part = content[at : at + 255]
        yield bytes([len(part)]) + part


def _comment(content: bytes) -> dict[str, str] | None:
    """The first comment, when it is a JSON object of texts; read without unpacking a pixel."""
    if not content.startswith(b"GIF8") or len(content) < 13:
        return None
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    while content[at : at + 1] == b"\x21":
        label, found, at = content[at + 1 : at + 2], bytearray(), at + 2
        while at < len(content) and content[at]:
            found += content[at + 1 : at + 1 + content[at]]
            at += 1 + content[at]
            if len(found) > LARGEST_COMMENT:
                return None
        at += 1
        if label == b"\xfe":
            try:
                text = json.loads(found)
            except (ValueError, RecursionError):
                return None
            fits = isinstance(text, dict) and all(isinstance(each, str) for each in text.values())
            return text if fits else None
    return None


def _frames(content: bytes) -> Iterator[Pixels]:
    """(height, width, 4) RGBA of each frame, unpacked one at a time."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=("GIF",)) as film:
            for at in range(MOST_FRAMES_READ):
                try:
                    film.seek(at)
                except EOFError:
                    return
                if max(film.size) > MAX_SIDE:
                    raise ValueError("larger than what is written here")
                yield np.asarray(film.convert("RGBA"))


def _checksum(text: Mapping[str, str], frames: Iterable[Pixels]) -> str:
    """SHA-256 over the text and what is seen of each frame, in hexadecimal."""
    whole = hashlib.sha256(json.dumps(dict(text), sort_keys=True).encode("ascii"))
    for frame in frames:
        whole.update(struct.pack("<II", *frame.shape[:2]))
        whole.update(np.where(frame[..., 3:] > 0, frame, 0).astype(np.uint8).tobytes())
    return whole.hexdigest()
