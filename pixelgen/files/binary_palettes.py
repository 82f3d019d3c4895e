"""The bytes of Adobe's and Microsoft's palettes -> colours: .aco, .act, .ase and RIFF .pal.

Read after Adobe's "Photoshop File Formats Specification", the known layout of Adobe Swatch Exchange, and Microsoft's
"Multimedia Programming Interface". Of Adobe's colour spaces RGB, HSB, CMYK and grey are read. Knows nothing of names.
"""

from __future__ import annotations

import colorsys
import math
import struct
from collections.abc import Iterator

Rgba = tuple[int, int, int, int]
_MOST = 4096  # colours that are looked at; a palette has fewer


class BinaryPaletteError(ValueError):
    """Bytes that are no such palette: what was expected, in one line."""


def read_aco(content: bytes) -> list[Rgba]:
    """Photoshop's swatches, of which version 1 is read; version 2 repeats it with names."""
    if len(content) < 4 or content[:2] not in (b"\0\1", b"\0\2"):
        raise BinaryPaletteError("an .aco file must begin with its version, 1 or 2; save the swatches again")
    count = int.from_bytes(content[2:4], "big")
    if content[:2] == b"\0\2":
        raise BinaryPaletteError("an .aco file must begin with the swatches of version 1; save them again")
    if len(content) < 4 + 10 * count:
        raise BinaryPaletteError(f"an .aco file must hold the {count} colours that it announces; it is cut off")
    return [_aco_colour(*struct.unpack_from(">5H", content, 4 + 10 * at)) for at in range(count)]


def _aco_colour(space: int, *values: int) -> Rgba:
    one, two, three, four = (value / 65535 for value in values)
    if space == 0:
        return _bytes(one, two, three)
    if space == 1:
        return _bytes(*colorsys.hsv_to_rgb(one, two, three))
    if space == 2:  # 0 is full ink
        return _bytes(one * four, two * four, three * four)
    if space == 8:
        return _bytes(*[values[0] / 10000] * 3)
    raise BinaryPaletteError(f"an .aco file must hold colours in RGB, HSB, CMYK or grey; got colour space {space}")


def read_act(content: bytes) -> list[Rgba]:
    """Photoshop's colour table: 256 times three bytes, and perhaps how many of them count."""
    if len(content) not in (768, 772):
        raise BinaryPaletteError(f"an .act file must have 768 or 772 bytes; got {len(content)}")
    count = int.from_bytes(content[768:770], "big") if len(content) == 772 else 256
    return [_opaque(*content[at : at + 3]) for at in range(0, 3 * min(count, 256), 3)]


def read_ase(content: bytes) -> list[Rgba]:
    """Adobe Swatch Exchange; a picture of Aseprite, which has the same ending, is told."""
    if content[4:6] == b"\xe0\xa5":
        raise BinaryPaletteError("it is a picture of Aseprite; save its palette there as .gpl")
    if content[:4] != b"ASEF":
        raise BinaryPaletteError("an .ase file must be Adobe Swatch Exchange, which begins with ASEF")
    return [_ase_colour(body) for body in _ase_colours(content)]


def _ase_colours(content: bytes) -> Iterator[bytes]:
    at, found = 12, 0
    while at < len(content):
        if at + 6 > len(content):
            raise BinaryPaletteError("an .ase file must end with a whole block; it is cut off")
        kind, length = struct.unpack_from(">HI", content, at)
        if at + 6 + length > len(content):
            raise BinaryPaletteError("an .ase file must end with a whole block; it is cut off")
        if kind == 1 and found < _MOST:
            found += 1
            yield content[at + 6 : at + 6 + length]
        at += 6 + length


def _ase_colour(body: bytes) -> Rgba:
    letters = int.from_bytes(body[:2], "big")
    model, values = body[2 + 2 * letters : 6 + 2 * letters], body[6 + 2 * letters :]
    counts = {b"RGB ": 3, b"CMYK": 4, b"Gray": 1}
    if model not in counts:
        raise BinaryPaletteError("an .ase file must hold colours in RGB, CMYK or Gray")
    if len(values) < 4 * counts[model]:
        raise BinaryPaletteError("an .ase file must hold the numbers of each colour; one is cut off")
    numbers = struct.unpack_from(f">{counts[model]}f", values)
    if not all(math.isfinite(number) for number in numbers):
        raise BinaryPaletteError("an .ase file must hold numbers from 0 to 1; one is none")
    if model == b"CMYK":
        *inks, black = numbers
        return _bytes(*((1 - ink) * (1 - black) for ink in inks))
    return _bytes(*(numbers * 3 if model == b"Gray" else numbers))


def read_riff(content: bytes) -> list[Rgba]:
    """Microsoft's palette: RIFF PAL with one chunk `data`."""
    if content[8:16] != b"PAL data" or len(content) < 24:
        raise BinaryPaletteError("a RIFF .pal file must be a palette with its chunk data first; save it as JASC-PAL")
    count = int.from_bytes(content[22:24], "little")
    if len(content) < 24 + 4 * count:
        raise BinaryPaletteError(f"a RIFF .pal file must hold the {count} colours that it announces; it is cut off")
    return [_opaque(*content[24 + 4 * at : 27 + 4 * at]) for at in range(count)]


def _bytes(red: float, green: float, blue: float) -> Rgba:
    """0 to 1 each; what lies outside is clipped."""
    return _opaque(*(min(255, max(0, round(value * 255))) for value in (red, green, blue)))


def _opaque(red: int, green: int, blue: int) -> Rgba:
    return red, green, blue, 255
