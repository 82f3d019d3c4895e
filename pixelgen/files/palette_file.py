"""The bytes of a palette file -> its colours: GIMP, JASC, Paint.NET, lists of hex numbers, PNG, Adobe and RIFF.

What is read is what GIMP, Aseprite, JASC's programs, Paint.NET, Photoshop and Lospec write. The ending of the name says
which it is. Knows nothing of ramps or sprites.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pixelgen.checks import check_is, shown
from pixelgen.errors import RequestError
from pixelgen.files.binary_palettes import BinaryPaletteError, read_aco, read_act, read_ase, read_riff

MOST_COLOURS = 256
LARGEST_PALETTE = 1 << 20
MOST_PIXELS = 1 << 20  # of a picture that shows a palette
Rgba = tuple[int, int, int, int]
_HEX = re.compile(r"#?([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")
_PAINT_NET = re.compile(r"([0-9a-fA-F]{2})?([0-9a-fA-F]{6})")
_Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class ColourList:
    """name: "" where the file has none. colours: red, green, blue, alpha, 1 to 256 of them; labels: one each, or ()."""

    name: str
    colours: tuple[Rgba, ...]
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.colours) <= MOST_COLOURS:
            raise RequestError(f"a palette must have 1 to {MOST_COLOURS} colours; got {len(self.colours)}")


def read_gpl(content: bytes) -> ColourList:
    """GIMP's palette, or Aseprite's with alpha; RequestError names the line that is wrong."""
    lines = _lines(content, ".gpl")
    _expect(lines, 0, "GIMP Palette", ".gpl")
    name, channels = "", 3
    colours: list[Rgba] = []
    labels: list[str] = []
    for number, line in lines[1:]:
        key, colon, value = line.partition(":")
        if not line or line.startswith("#"):
            continue
        if not colours and colon and not line[0].isdigit():
            if key == "Name":
                name = value.strip()
            elif key == "Channels" and value.strip() not in ("RGB", "RGBA"):
                raise RequestError(f".gpl line {number}: Channels must be RGB or RGBA; got {value.strip()!r:.40}")
            elif key == "Channels":
                channels = len(value.strip())
            continue
        words = line.split(maxsplit=channels)
        colours.append(_numbers(words[:channels], channels, f".gpl line {number}"))
        labels.append(words[channels] if len(words) > channels else "")
    return ColourList(name, tuple(colours), tuple(labels) if any(labels) else ())


def read_pal(content: bytes) -> ColourList:
    """JASC's palette, of which RequestError names the line that is wrong, or Microsoft's."""
    if content.startswith(b"RIFF"):
        return ColourList("", tuple(read_riff(content)))
    lines = [(number, line) for number, line in _lines(content, ".pal") if line]
    _expect(lines, 0, "JASC-PAL", ".pal")
    _expect(lines, 1, "0100", ".pal")
    count = lines[2][1] if len(lines) > 2 else ""
    if count != str(len(lines) - 3):
        raise RequestError(f".pal line 3 must be the number of colours, {max(len(lines) - 3, 0)}; got {shown(count)}")
    colours = []
    for number, line in lines[3:]:
        words = line.split()
        colours.append(_numbers(words, 4 if len(words) == 4 else 3, f".pal line {number}"))  # Aseprite adds alpha
    return ColourList("", tuple(colours))


def read_hex(content: bytes) -> ColourList:
    """Lines of rrggbb or rrggbbaa, with # or without; RequestError names the line that is wrong."""
    colours = []
    for number, line in _lines(content, ".hex"):
        match = _HEX.fullmatch(line)
        if match is None and line:
            raise RequestError(f".hex line {number} must be a colour like 1a2b3c; got {shown(line)}")
        if match is not None:
            colours.append(_rgba(bytes.fromhex(match[1] + (match[2] or "ff"))))
    return ColourList("", tuple(colours))


def read_txt(content: bytes) -> ColourList:
    """Paint.NET's palette, lines of aarrggbb and comments after a semicolon; RequestError names the line."""
    colours, name = [], ""
    for number, line in _lines(content, ".txt"):
        if line.startswith(";Palette Name:"):
            name = line.partition(":")[2].strip()
        match = _PAINT_NET.fullmatch(line)
        if match is None and line and not line.startswith(";"):
            raise RequestError(f".txt line {number} must be a colour of Paint.NET like ff1a2b3c; got {shown(line)}")
        if match is not None:
            colours.append(_rgba(bytes.fromhex(match[2] + (match[1] or "ff"))))
    return ColourList(name if name.isprintable() else "", tuple(colours))


def read_strip(content: bytes) -> ColourList:
    """A PNG: of one pixel's height or width each pixel a colour, in order; of any other the colours that it shows,
    each once, row by row. RequestError for what is none, or shows more than 256."""
    from PIL import Image  # here, so that importing the library does not load Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(content), formats=["PNG"])
            if image.width * image.height > MOST_PIXELS:
                raise RequestError(
                    f"a picture of a palette has at most {MOST_PIXELS} pixels; got {image.width} by {image.height}"
                )
            data = image.convert("RGBA").tobytes()
    except RequestError:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged stream
        raise RequestError(f"a picture of a palette must be a PNG; it cannot be read ({error})") from error
    colours = [_rgba(data[at : at + 4]) for at in range(0, len(data), 4)]
    if 1 not in image.size:
        colours = [*dict.fromkeys(colours)]
    if len(colours) > MOST_COLOURS:
        raise RequestError(
            f"a picture of a palette must show at most {MOST_COLOURS} colours; got {len(colours)}: save it as a strip "
            "with a pixel a colour"
        )
    return ColourList("", tuple(colours))


READERS: dict[str, Callable[[bytes], ColourList]] = {
    ".gpl": read_gpl,
    ".pal": read_pal,
    ".hex": read_hex,
    ".txt": read_txt,
    ".png": read_strip,
    ".aco": lambda content: ColourList("", tuple(read_aco(content))),
    ".act": lambda content: ColourList("", tuple(read_act(content))),
    ".ase": lambda content: ColourList("", tuple(read_ase(content))),
}


def read_colours(name: str, content: bytes) -> ColourList:
    """The colours in a file's content, by the ending of its name; they are called as the file if not otherwise.

    RequestError in one line for an unknown ending, a file over 1 MB and what is wrong inside it.
    """
    check_is("a palette file's name", name, str)
    check_is("a palette file's content", content, bytes)
    stem, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if (dot + ending).lower() not in READERS:
        raise RequestError(f"a palette file must end in {', '.join(READERS)}; got {shown(name)}")
    if len(content) > LARGEST_PALETTE:
        raise RequestError(f"a palette file has at most {LARGEST_PALETTE} bytes; {shown(name)} has {len(content)}")
    try:
        found = READERS[(dot + ending).lower()](content)
    except (RequestError, BinaryPaletteError) as error:
        raise RequestError(f"{name}: {error}") from error
    return found if found.name else ColourList(" ".join(stem.split()), found.colours, found.labels)


def _lines(content: bytes, kind: str) -> list[_Line]:
    """(number from 1, text without the space around it) of each line, any line ends, with a byte-order mark or not."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(f"a {kind} file must be UTF-8 text; byte {error.start} is not") from error
    return [(number, line.strip()) for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1)]


def _expect(lines: Sequence[_Line], at: int, text: str, kind: str) -> None:
    found = lines[at][1] if at < len(lines) else ""
    if found != text:
        raise RequestError(f"{kind} line {at + 1} must be {text}; got {shown(found)}")


def _numbers(words: list[str], channels: int, where: str) -> Rgba:
    if len(words) != channels or not all(re.fullmatch(r"[0-9]{1,3}", word) and int(word) <= 255 for word in words):
        raise RequestError(f"{where} must be {channels} numbers, 0 to 255; got {' '.join(words)!r:.40}")
    return _rgba([int(word) for word in words] + [255] * (4 - channels))


def _rgba(values: Sequence[int]) -> Rgba:
    red, green, blue, alpha = values
    return red, green, blue, alpha
