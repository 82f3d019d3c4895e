from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pixelgen.errors import RequestError
from pixelgen.files.palette_file import READERS, read_colours

RED, TEAL = (255, 0, 0, 255), (0, 128, 128, 255)


def ase(model: bytes, *colours: tuple[float, ...]) -> bytes:
    """A file of Adobe Swatch Exchange with a group around its colours, as Illustrator writes it."""
    blocks = struct.pack(">HIH", 0xC001, 4, 1) + b"\0\0"
    for values in colours:
        body = struct.pack(">H", 2) + "a\0".encode("utf-16-be") + model + struct.pack(f">{len(values)}f", *values)
        blocks += struct.pack(">HI", 1, len(body) + 2) + body + b"\0\0"
    return b"ASEF\0\1\0\0" + struct.pack(">I", len(colours) + 2) + blocks + struct.pack(">HI", 0xC002, 0)


def aco(*colours: tuple[int, int, int, int, int]) -> bytes:
    return struct.pack(">HH", 1, len(colours)) + b"".join(struct.pack(">5H", *colour) for colour in colours)


def swatches() -> bytes:
    """A picture of two colours in blocks of 8 by 8."""
    image = Image.fromarray(np.array([[RED, TEAL]], dtype=np.uint8).repeat(8, 0).repeat(8, 1))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


RIFF = b"RIFF\x14\0\0\0PAL data\x0c\0\0\0\0\3\2\0" + bytes([255, 0, 0, 0, 0, 128, 128, 0])
PAINT_NET = b";paint.net Palette File\r\n;Palette Name: Two\r\n;Colors: 2\r\nFFff0000\r\nFF008080\r\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gpl", b"GIMP Palette\nName: x\n255 0 0\tred\n0 128 128\tteal\n"),
        ("a.pal", b"JASC-PAL\r\n0100\r\n2\r\n255 0 0\r\n0 128 128\r\n"),
        ("a.pal", b"JASC-PAL\n0100\n2\n255 0 0 255\n0 128 128 255\n"),
        ("a.pal", RIFF),
        ("a.hex", b"ff0000\n008080\n"),
        ("a.TXT", PAINT_NET),
        ("a.png", swatches()),
        ("a.act", bytes([255, 0, 0, 0, 128, 128]) + bytes(762) + b"\0\2\xff\xff"),
        ("a.aco", aco((0, 65535, 0, 0, 0), (0, 0, 32896, 32896, 0))),
        ("a.aco", aco((1, 0, 65535, 65535, 0), (1, 32768, 65535, 32896, 0))),
        ("a.aco", aco((2, 65535, 0, 0, 65535), (2, 0, 65535, 65535, 32896))),
        ("a.ase", ase(b"RGB ", (1, 0, 0), (0, 0.5, 0.5))),
        ("a.ase", ase(b"CMYK", (0, 1, 1, 0), (1, 0, 0, 0.5))),
    ],
)
def test_every_kind_of_file_gives_its_colours(name: str, content: bytes) -> None:
    assert read_colours(name, content).colours == (RED, TEAL)


def test_greys_are_read_and_a_name_inside_is_kept() -> None:
    assert read_colours("a.aco", aco((8, 10000, 0, 0, 0))).colours == ((255, 255, 255, 255),)
    assert read_colours("a.ase", ase(b"Gray", (1.0,))).colours == ((255, 255, 255, 255),)
    assert read_colours("my/a.txt", PAINT_NET).name == "Two"
    assert read_colours("my/a.hex", b"ff0000").name == "a"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.doc", b"", "a palette file must end in .gpl, .pal, .hex, .txt, .png, .aco, .act, .ase; got 'a.doc'"),
        ("a.txt", b"ff00", "a.txt: .txt line 1 must be a colour of Paint.NET like ff1a2b3c; got 'ff00'"),
        ("a.txt", b";", "a.txt: a palette must have 1 to 256 colours; got 0"),
        ("a.aco", b"", "a.aco: an .aco file must begin with its version"),
        ("a.aco", b"\0\2\0\0", "a.aco: an .aco file must begin with the swatches of version 1"),
        ("a.aco", aco((0, 1, 1, 1, 0))[:-1], "a.aco: an .aco file must hold the 1 colours"),
        ("a.aco", aco((7, 1, 1, 1, 0)), "a.aco: .* got colour space 7"),
        ("a.act", bytes(767), "a.act: an .act file must have 768 or 772 bytes; got 767"),
        ("a.ase", b"\0\0\0\0\xe0\xa5", "a.ase: it is a picture of Aseprite"),
        ("a.ase", b"GIMP", "a.ase: an .ase file must be Adobe Swatch Exchange"),
        ("a.ase", ase(b"RGB ", (1, 0, 0))[:-7], "a.ase: an .ase file must end with a whole block"),
        ("a.ase", ase(b"LAB ", (1, 0, 0)), "a.ase: an .ase file must hold colours in RGB, CMYK or Gray"),
        ("a.ase", ase(b"RGB ", (float("nan"), 0, 0)), "a.ase: an .ase file must hold numbers from 0 to 1"),
        ("a.pal", RIFF[:-1], "a.pal: a RIFF .pal file must hold the 2 colours"),
        ("a.pal", b"RIFFxxxxWAVE", "a.pal: a RIFF .pal file must be a palette"),
    ],
)
def test_an_error_says_what_was_expected_in_one_line(name: str, content: bytes, message: str) -> None:
    with pytest.raises(RequestError, match=f"^{message}") as told:
        read_colours(name, content)
    assert str(told.value).isprintable()


@given(
    st.sampled_from(sorted(READERS)), st.binary(max_size=80), st.sampled_from([b"", b"ASEF", RIFF[:20], b"\0\1\0\2"])
)
def test_any_bytes_are_colours_or_one_clear_line(ending: str, content: bytes, head: bytes) -> None:
    def outcome() -> str:
        try:
            return "" if read_colours(f"x{ending}", head + content).colours else "no colours"
        except RequestError as error:
            return str(error)

    said = outcome()
    assert said.startswith(f"x{ending}: ") or not said
    assert said.isprintable()
