r"""Palettes <-> the files that painting programs exchange: .gpl, .pal, .hex and a PNG strip.

What they keep: .gpl all; the PNG strip colours and alpha; .pal and .hex opaque colours (a transparent one comes back
opaque). Reading takes what GIMP, Aseprite, JASC's programs and Lospec write. Knows nothing of sprites.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable

import numpy as np

from engine_bridges.creatures.argument_checks import check_is
from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.pack_error import shown
from engine_bridges.creatures.palette import MAX_COLOURS, Palette

_HEX = re.compile(r"#?([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")
_LARGEST_FILE = 1 << 20
_Line = tuple[int, str]


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


def read_gpl(content: bytes) -> Palette:
    """GIMP's palette, or Aseprite's with alpha; PackError names the line that is wrong."""
    lines = _lines(content, ".gpl")
    _expect(lines, 0, "GIMP Palette", ".gpl")
    name, channels = "", 3
    colours: list[list[int]] = []
    labels: list[str] = []
    for number, line in lines[1:]:
        key, colon, value = line.partition(":")
        if not line or line.startswith("#"):
            continue
        if not colours and colon and not line[0].isdigit():
            if key == "Name":
                name = value.strip()
            elif key == "Channels" and value.strip() not in ("RGB", "RGBA"):
                raise PackError(f".gpl line {number}: Channels must be RGB or RGBA; got {value.strip()!r:.40}")
            elif key == "Channels":
                channels = len(value.strip())
            continue
        words = line.split(maxsplit=channels)
        colours.append(_numbers(words[:channels], channels, f".gpl line {number}"))
        labels.append(words[channels] if len(words) > channels else "")
    return _palette(name, colours, tuple(labels) if any(labels) else ())


def write_pal(palette: Palette) -> bytes:
    r"""JASC's palette, lines ended as its programs do; alpha is left out.

    >>> write_pal(Palette("reef", np.array([[255, 128, 1, 255]], dtype=np.uint8)))
    b'JASC-PAL\r\n0100\r\n1\r\n255 128 1\r\n'
    """
    colours = [" ".join(str(value) for value in colour[:3]) for colour in palette.rgba.tolist()]
    return _text(["JASC-PAL", "0100", str(len(colours)), *colours], end="\r\n")


def read_pal(content: bytes) -> Palette:
    """JASC's palette; PackError names the line that is wrong."""
    lines = [(number, line) for number, line in _lines(content, ".pal") if line]
    _expect(lines, 0, "JASC-PAL", ".pal")
    _expect(lines, 1, "0100", ".pal")
    count = lines[2][1] if len(lines) > 2 else ""
    if count != str(len(lines) - 3):
        raise PackError(f".pal line 3 must be the number of colours, {max(len(lines) - 3, 0)}; got {shown(count)}")
    return _palette("", [_numbers(line.split(), 3, f".pal line {number}") for number, line in lines[3:]])


def write_hex(palette: Palette) -> bytes:
    r"""Lospec's list, a colour a line; alpha is left out.

    >>> write_hex(Palette("reef", np.array([[255, 128, 1, 255]], dtype=np.uint8)))
    b'ff8001\n'
    """
    return _text([bytes(colour[:3]).hex() for colour in palette.rgba.tolist()])


def read_hex(content: bytes) -> Palette:
    """Lines of rrggbb or rrggbbaa, with # or without; PackError names the line that is wrong."""
    colours = []
    for number, line in _lines(content, ".hex"):
        match = _HEX.fullmatch(line)
        if match is None and line:
            raise PackError(f".hex line {number} must be a colour like 1a2b3c; got {shown(line)}")
        if match is not None:
            colours.append([*bytes.fromhex(match[1] + (match[2] or "ff"))])
    return _palette("", colours)


def write_strip(palette: Palette) -> bytes:
    """A PNG of n by 1 pixels, red, green, blue and alpha."""
    from PIL import Image  # here, so that importing a bridge does not load Pillow

    file = io.BytesIO()
    Image.fromarray(palette.rgba[None]).save(file, "PNG", optimize=False, compress_level=9)
    return file.getvalue()


def read_strip(content: bytes) -> Palette:
    """A PNG one pixel high or one pixel wide, each pixel a colour; PackError otherwise."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(content), formats=["PNG"])
            if 1 not in image.size or max(image.size) > MAX_COLOURS:
                side = f"1 pixel high and at most {MAX_COLOURS} wide"
                raise PackError(f"a palette strip must be {side}; got {image.width} by {image.height}")
            return Palette("", np.array(image.convert("RGBA"), dtype=np.uint8).reshape(-1, 4))
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise PackError(f"a palette strip must be a PNG; it cannot be read ({error})") from error


WRITERS: dict[str, Callable[[Palette], bytes]] = {
    ".gpl": write_gpl,
    ".pal": write_pal,
    ".hex": write_hex,
    ".png": write_strip,
}
READERS: dict[str, Callable[[bytes], Palette]] = {
    ".gpl": read_gpl,
    ".pal": read_pal,
    ".hex": read_hex,
    ".png": read_strip,
}


def read_palette(name: str, content: bytes) -> Palette:
    """The palette in a file's content, by the ending of its name; it is called as the file when it has no name itself.

    PackError for an unknown ending, a file over 1 MB and what is wrong inside it.
    """
    check_is("a palette file's name", name, str)
    check_is("a palette file's content", content, bytes)
    stem, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if (dot + ending).lower() not in READERS:
        raise PackError(f"a palette file must end in {', '.join(READERS)}; got {shown(name)}")
    if len(content) > _LARGEST_FILE:
        raise PackError(f"a palette file has at most {_LARGEST_FILE} bytes; {shown(name)} has {len(content)}")
    try:
        found = READERS[(dot + ending).lower()](content)
    except PackError as error:
        raise PackError(f"{name}: {error}") from error
    return found if found.name else Palette(" ".join(stem.split()), found.rgba, found.labels)


def _text(lines: Iterable[str], *, end: str = "\n") -> bytes:
    return "".join(line + end for line in lines).encode("utf-8")


def _lines(content: bytes, kind: str) -> list[_Line]:
    """(number from 1, text without the space around it) of each line, any line ends, with a byte-order mark or not."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(f"a {kind} file must be UTF-8 text; byte {error.start} is not") from error
    return [(number, line.strip()) for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1)]


def _expect(lines: list[_Line], at: int, text: str, kind: str) -> None:
    found = lines[at][1] if at < len(lines) else ""
    if found != text:
        raise PackError(f"{kind} line {at + 1} must be {text}; got {shown(found)}")


def _numbers(words: list[str], channels: int, where: str) -> list[int]:
    if len(words) != channels or not all(re.fullmatch(r"[0-9]{1,3}", word) and int(word) <= 255 for word in words):
        raise PackError(f"{where} must be {channels} numbers, 0 to 255; got {' '.join(words)!r:.40}")
    return [int(word) for word in words] + [255] * (4 - channels)


def _palette(name: str, colours: list[list[int]], labels: tuple[str, ...] = ()) -> Palette:
    if not 1 <= len(colours) <= MAX_COLOURS:
        raise PackError(f"a palette must have 1 to {MAX_COLOURS} colours; got {len(colours)}")
    return Palette(name, np.array(colours, dtype=np.uint8), labels)
