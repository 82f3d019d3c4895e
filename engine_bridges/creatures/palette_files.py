r"""Palettes <-> the files that painting programs exchange: .gpl, .pal, .hex and a PNG strip are written.

What they keep: .gpl all; the PNG strip colours and alpha; .pal and .hex opaque colours (a transparent one comes back
opaque). Knows nothing of sprites.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import numpy as np

from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.palette import Palette
from pixelgen import RequestError, read_colours


def write_gpl(palette: Palette) -> bytes:
    r"""GIMP's palette; with Aseprite's line for alpha when a colour is not opaque.

    >>> write_gpl(Palette("reef", np.array([[0, 0, 0, 0], [255, 128, 1, 255]], dtype=np.uint8), ("none", "fin")))
    b'GIMP Palette\nChannels: RGBA\nName: reef\nColumns: 0\n#\n  0   0   0   0\tnone\n255 128   1 255\tfin\n'
    """
    channels = 3 if palette.rgba[:, 3].min() == 255 else 4
    lines = ["GIMP Palette", *(["Channels: RGBA"] if channels == 4 else []), f"Name: {palette.name}", "Columns: 0", "#"]
    for number, colour in enumerate(palette.rgba.tolist()):
        numbers = " ".join(f"{value:3}" for value in colour[:channels])
        lines.append(f"{numbers}\t{palette.labels[number]}" if palette.labels else numbers)
    return _text(lines)


def write_pal(palette: Palette) -> bytes:
    r"""JASC's palette, lines ended as its programs do; alpha is left out.

    >>> write_pal(Palette("reef", np.array([[255, 128, 1, 255]], dtype=np.uint8)))
    b'JASC-PAL\r\n0100\r\n1\r\n255 128 1\r\n'
    """
    colours = [" ".join(str(value) for value in colour[:3]) for colour in palette.rgba.tolist()]
    return _text(["JASC-PAL", "0100", str(len(colours)), *colours], end="\r\n")


def write_hex(palette: Palette) -> bytes:
    r"""Lospec's list, a colour a line; alpha is left out.

    >>> write_hex(Palette("reef", np.array([[255, 128, 1, 255]], dtype=np.uint8)))
    b'ff8001\n'
    """
    return _text([bytes(colour[:3]).hex() for colour in palette.rgba.tolist()])


def write_strip(palette: Palette) -> bytes:
    """A PNG of n by 1 pixels, red, green, blue and alpha."""
    from PIL import Image  # here, so that importing a bridge does not load Pillow

    file = io.BytesIO()
    Image.fromarray(palette.rgba[None]).save(file, "PNG", optimize=False, compress_level=9)
    return file.getvalue()


WRITERS: dict[str, Callable[[Palette], bytes]] = {
    ".gpl": write_gpl,
    ".pal": write_pal,
    ".hex": write_hex,
    ".png": write_strip,
}


def read_palette(name: str, content: bytes) -> Palette:
    """The palette in a file's content, by the ending of its name; it is called as the file when it has no name itself.

    .gpl, .pal, .hex, .txt of Paint.NET, .png, .aco, .act, .ase. PackError for another ending, a file over 1 MB and what
    is wrong inside it.
    """
    try:
        found = read_colours(name, content)
    except RequestError as error:
        raise PackError(str(error)) from error
    return Palette(found.name, np.array(found.colours, dtype=np.uint8), found.labels)


def _text(lines: Iterable[str], *, end: str = "\n") -> bytes:
    return "".join(line + end for line in lines).encode("utf-8")
