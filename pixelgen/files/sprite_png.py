"""Palette indices <-> indexed PNG bytes with text, both ways; several sprites -> one sheet.

The PNG has the 64 palette entries, of which index 0 alone is transparent, and no time stamp: the same input gives
the same bytes (with one version of Pillow and of its zlib; the indices are the same with any). Reads only what it
wrote. Knows nothing of requests or files.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_indices, check_is, checked_whole, shown
from pixelgen.errors import PixelgenError, RequestError
from pixelgen.files.generated_mark import XMP_NAME
from pixelgen.palette import COLOURS, RGB, TRANSPARENT
from pixelgen.quadtree import Indices

MAX_SIDE = 4096
REQUEST_TEXT = "pixelgen"  # names of the text chunks that our pictures carry
WEIGHTS_TEXT = "pixelgen-weights"
DNA_TEXT = "pixelgen-dna"
FRAMES_TEXT = "pixelgen-frames"
CHECKSUM_TEXT = "pixelgen-checksum"

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE = bytes(channel for colour in RGB for channel in colour)
_ALPHA = b"\xff" * TRANSPARENT + b"\0"
_HEADER_END = bytes([8, 3, 0, 0, 0])  # 8 bits, indexed, deflate, standard filters, not interlaced
_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"tEXt", b"iTXt", b"IDAT", b"IEND")
_MARK = XMP_NAME.encode("ascii") + b"\0"
_REPEATED = (b"tEXt", b"iTXt", b"IDAT")


def sheet(sprites: Sequence[Indices], columns: int, *, gap: int = 0) -> Indices:
    """Pictures (height, width) of one size -> one picture, row by row, with `gap` transparent pixels between."""
    if not sprites or columns < 1 or gap < 0:
        raise ValueError(
            f"a sheet needs sprites, columns and a gap of at least 0; got {len(sprites)}, {columns}, {gap}"
        )
    height, width = sprites[0].shape
    rows = -(-len(sprites) // columns)
    size = (rows * (height + gap) - gap, columns * (width + gap) - gap)
    picture = np.full(size, TRANSPARENT, dtype=np.uint8)
    for number, sprite in enumerate(sprites):
        top, left = number // columns * (height + gap), number % columns * (width + gap)
        picture[top : top + height, left : left + width] = sprite
    return picture


def encode_png(
    indices: Indices,
    *,
    scale: int = 1,
    text: Mapping[str, str] | None = None,
    rgb: npt.NDArray[np.uint8] | None = None,
) -> bytes:
    """(height, width) uint8 indices -> PNG bytes, each pixel repeated `scale` times both ways.

    text: name of 1 to 79 ASCII characters -> content. rgb: (64, 3) uint8 other colours for the indices, for which
    `decode_png` needs `any_colours`. RequestError for what is not as described here, or a side of over 4,096 pixels.
    """
    check_indices(indices, "(height, width)", lambda shape: len(shape) == 2)
    scale = checked_whole("scale", scale, MAX_SIDE, lowest=1)
    colours = _PALETTE if rgb is None else _checked_colours(rgb)
    from PIL import Image, PngImagePlugin  # here, so that importing the library does not load Pillow

    height, width = (side * scale for side in indices.shape)
    if max(height, width) > MAX_SIDE:
        raise RequestError(f"a picture has at most {MAX_SIDE} by {MAX_SIDE} pixels; got {width} by {height}")
    image = Image.frombytes("P", (width, height), indices.repeat(scale, axis=0).repeat(scale, axis=1).tobytes())
    image.putpalette(colours)
    chunks = PngImagePlugin.PngInfo()
    for name, content in sorted(_checked_text({} if text is None else text).items()):
        chunks.add_text(name, content)
    file = io.BytesIO()
    image.save(file, "PNG", pnginfo=chunks, transparency=_ALPHA, compress_level=9)
    return file.getvalue()


def _checked_colours(rgb: Any) -> bytes:
    if not isinstance(rgb, np.ndarray) or rgb.shape != (COLOURS, 3) or rgb.dtype != np.uint8:
        kind = f"{rgb.dtype} {rgb.shape}" if isinstance(rgb, np.ndarray) else type(rgb).__name__
        raise RequestError(f"rgb must be a uint8 array of shape ({COLOURS}, 3); got {kind}")
    return rgb.tobytes()


def _checked_text(text: Any) -> Mapping[str, str]:
    if not isinstance(text, Mapping):
        raise RequestError(f"text must map names to contents; got {shown(text)}")
    for name, content in text.items():
        fits = isinstance(name, str) and 1 <= len(name) <= 79 and name.isascii() and name.isprintable()
        if not fits or name != name.strip():
            raise RequestError(f"a text's name must be 1 to 79 printable ASCII characters; got {shown(name)}")
        check_is(f"the text {name!r}", content, str)
        try:
            content.encode()
        except UnicodeEncodeError as error:  # half of a pair, as of a file name's odd bytes
            raise RequestError(f"the text {name!r} must be Unicode; got {shown(content)}") from error
    return text


def decode_png(content: bytes, *, any_colours: bool = False) -> tuple[Indices, dict[str, str]]:
    """The bytes that `encode_png` wrote, marked or not -> (height, width) indices as in the file, and its text.

    any_colours: the 64 colours may be others. PixelgenError for every other PNG and every damaged one.
    """
    seen, rows = _checked_chunks(content, any_colours=any_colours)
    if not rows[:, 0].any() and b"iTXt" not in seen:
        # What `encode_png` writes, as long as its text is Latin: read without Pillow in a third of the time.
        indices, text = rows[:, 1:], _latin_text(seen.get(b"tEXt", []))
    else:
        indices, text = _read_by_pillow(content)
    if int(indices.max()) >= COLOURS:
        raise _refusal(f"a pixel's index is {int(indices.max())}, over {COLOURS - 1}")
    return np.ascontiguousarray(indices), text


def _read_by_pillow(content: bytes) -> tuple[Indices, dict[str, str]]:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
                image.load()
                indices = np.frombuffer(image.tobytes(), dtype=np.uint8).reshape(image.height, image.width)
                text = {name: str(value) for name, value in getattr(image, "text", {}).items() if name != XMP_NAME}
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise _refusal(f"damaged ({type(error).__name__})") from error
    return indices, text


def _latin_text(bodies: Sequence[bytes]) -> dict[str, str]:
    """Bodies of tEXt chunks -> name -> content."""
    found = {}
    for body in bodies:
        name, zero, content = body.partition(b"\0")
        if not zero or not name:
            raise _refusal("a text without a name")
        found[name.decode("latin-1")] = content.decode("latin-1")
    return found


def _checked_chunks(content: bytes, *, any_colours: bool) -> tuple[dict[bytes, list[bytes]], npt.NDArray[np.uint8]]:
    """Bodies of each kind, and (height, 1 + width) the rows, a filter before each; refuses before any is unpacked."""
    if not content.startswith(_SIGNATURE):
        raise _refusal("not a PNG")
    seen: dict[bytes, list[bytes]] = {}
    for kind, body in _chunks(content):
        if not seen:
            _check_header(kind, body)
        if kind not in _CHUNKS or b"IEND" in seen or (kind in seen and kind not in _REPEATED):
            raise _refusal(f"a chunk {kind!r} that pixelgen does not write there")
        if kind != b"iTXt" or not body.startswith(_MARK):  # which says nothing of the sprite
            seen.setdefault(kind, []).append(body)
    if b"IEND" not in seen:
        raise _refusal("cut off")
    palette = seen.get(b"PLTE", [])
    expected = palette == [_PALETTE] or (any_colours and [len(table) for table in palette] == [len(_PALETTE)])
    if not expected or seen.get(b"tRNS") != [_ALPHA]:
        raise _refusal("another palette")
    return seen, _checked_rows(seen[b"IHDR"][0], b"".join(seen.get(b"IDAT", [])))


def _checked_rows(header: bytes, packed: bytes) -> npt.NDArray[np.uint8]:
    """Refuse missing and surplus rows, which Pillow lets pass."""
    width, height = struct.unpack(">II", header[:8])
    expected = height * (1 + width)  # each row begins with its filter
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, expected + 1)
    except zlib.error as error:
        raise _refusal("damaged pixels") from error
    if len(rows) != expected or not unpacking.eof or unpacking.unused_data:
        raise _refusal("not the pixels that its header announces")
    return np.frombuffer(rows, dtype=np.uint8).reshape(height, 1 + width)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        end = at + 12 + length
        if end > len(content):
            raise _refusal("cut off")
        body = content[at + 4 : end - 4]
        if zlib.crc32(body) != int.from_bytes(content[end - 4 : end], "big"):
            raise _refusal("a checksum does not fit")
        yield body[:4], body[4:]
        at = end


def _check_header(kind: bytes, body: bytes) -> None:
    if kind != b"IHDR" or len(body) != 13:
        raise _refusal("no header")
    width, height = struct.unpack(">II", body[:8])
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise _refusal(f"{width} by {height} pixels, at most {MAX_SIDE} by {MAX_SIDE}")
    if body[8:] != _HEADER_END:
        raise _refusal("not 8-bit indexed without interlacing")


def _refusal(reason: str) -> PixelgenError:
    return PixelgenError(f"not a PNG that pixelgen wrote: {reason}")
