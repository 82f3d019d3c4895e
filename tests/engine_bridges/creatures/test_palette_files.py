from __future__ import annotations

import io
import string
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import pixelgen
from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.palette import Palette, sprite_palette
from engine_bridges.creatures.palette_files import WRITERS, read_palette
from pixelgen.files.palette_file import READERS

channel = st.integers(0, 255)
texts = st.text(string.ascii_letters + string.digits + "#:;,. äé鯛", max_size=12).map(str.strip)


@st.composite
def palettes(draw: st.DrawFn, *, opaque: bool = False) -> Palette:
    colours = draw(st.lists(st.tuples(channel, channel, channel, channel), min_size=1, max_size=40))
    rgba = np.array(colours, dtype=np.uint8)
    if opaque:
        rgba[:, 3] = 255
    labels = draw(st.lists(texts, min_size=len(colours), max_size=len(colours)))
    return Palette(draw(texts.filter(bool)), rgba, tuple(labels) if any(labels) else ())


@given(palettes())
def test_gpl_keeps_everything(palette: Palette) -> None:
    assert read_palette("reef.gpl", WRITERS[".gpl"](palette)) == palette


@given(palettes())
def test_a_strip_keeps_colours_and_alpha(palette: Palette) -> None:
    assert read_palette("reef.png", WRITERS[".png"](palette)) == Palette("reef", palette.rgba)


@given(palettes(opaque=True), st.sampled_from([".pal", ".hex"]))
def test_pal_and_hex_keep_opaque_colours(palette: Palette, ending: str) -> None:
    assert read_palette(f"my/reef{ending}", WRITERS[ending](palette)) == Palette("reef", palette.rgba)


def fault_of(name: str, content: bytes) -> str:
    """The error's text, or "none" when it is a palette."""
    try:
        return "none" if len(read_palette(name, content).rgba) else "no colours"
    except PackError as error:
        return str(error)


@given(st.binary(max_size=60), st.sampled_from([*READERS]))
def test_any_bytes_are_a_palette_or_one_clear_error(content: bytes, ending: str) -> None:
    assert fault_of(f"x{ending}", content).startswith(("none", f"x{ending}: "))


@given(st.text("GIMPaletteJSC-0129fF#:\n\r\t RGBAChnsNm.", max_size=80), st.sampled_from([".gpl", ".pal", ".hex"]))
def test_any_text_is_a_palette_or_one_clear_error(text: str, ending: str) -> None:
    heads = {".gpl": "GIMP Palette\n", ".pal": "JASC-PAL\n0100\n", ".hex": ""}
    assert fault_of(f"x{ending}", (heads[ending] + text).encode()).startswith(("none", f"x{ending}: "))


def test_the_palette_of_the_package_is_read() -> None:
    file = Path(pixelgen.__file__).parent / "data" / "pixelgen.gpl"
    palette = read_palette(file.name, file.read_bytes())
    ours = sprite_palette()
    assert palette.name == ours.name == "pixelgen"
    assert np.array_equal(palette.rgba[:, :3], ours.rgba[:, :3])
    assert palette.labels[1] == "ink 0"
    assert ours.rgba[0].tolist() == [0, 0, 0, 0]
    assert ours.rgba[1:, 3].min() == 255


@pytest.mark.parametrize(
    ("name", "content", "colours"),
    [
        ("a.gpl", b"\xef\xbb\xbfGIMP Palette\r\n#\r\n255 0 1 a b\r\n", [[255, 0, 1, 255]]),
        ("a.gpl", b"GIMP Palette\nChannels: RGBA\n1 2 3 4 none\n", [[1, 2, 3, 4]]),
        ("a.pal", b"JASC-PAL\n0100\n1\n1 2 3\n\n", [[1, 2, 3, 255]]),
        ("A.HEX", b"#FF8001\n\n0000007f\n", [[255, 128, 1, 255], [0, 0, 0, 127]]),
    ],
)
def test_what_other_programs_write_is_read(name: str, content: bytes, colours: list[list[int]]) -> None:
    assert read_palette(name, content).rgba.tolist() == colours


def test_an_upright_and_an_indexed_strip_are_read() -> None:
    image = Image.new("P", (1, 2))
    image.putpalette([9, 8, 7, 1, 2, 3])
    image.putpixel((0, 1), 1)
    file = io.BytesIO()
    image.save(file, "PNG")
    assert read_palette("a.png", file.getvalue()).rgba.tolist() == [[9, 8, 7, 255], [1, 2, 3, 255]]


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.psd", b"", "a palette file must end in .gpl, .pal, .hex, .txt, .png, .aco, .act, .ase; got 'a.psd'"),
        ("gpl", b"", "a palette file must end in"),
        ("a.gpl", b"GIMP\n", "a.gpl: .gpl line 1 must be GIMP Palette; got 'GIMP'"),
        ("a.gpl", b"GIMP Palette\n0 0 256\n", "a.gpl: .gpl line 2 must be 3 numbers, 0 to 255; got '0 0 256'"),
        ("a.gpl", b"GIMP Palette\nChannels: CMYK\n", "a.gpl: .gpl line 2: Channels must be RGB or RGBA; got 'CMYK'"),
        ("a.gpl", b"GIMP Palette\n", "a.gpl: a palette must have 1 to 256 colours; got 0"),
        ("a.gpl", b"GIMP Palette\n" + b"1 2 3\n" * 257, "a.gpl: a palette must have 1 to 256 colours; got 257"),
        ("a.pal", b"JASC-PAL\n0100\n3\n1 2 3\n", "a.pal: .pal line 3 must be the number of colours, 1; got '3'"),
        ("a.pal", b"JASC-PAL\n0100\n1\n1 2 x\n", "a.pal: .pal line 4 must be 3 numbers, 0 to 255; got '1 2 x'"),
        ("a.hex", b"ff8001\nff80\n", "a.hex: .hex line 2 must be a colour like 1a2b3c; got 'ff80'"),
        ("a.hex", b"\xff\xfe", "a.hex: a .hex file must be UTF-8 text; byte 0 is not"),
        ("a.hex", b"0" * (1 << 20) + b"1", "a palette file has at most 1048576 bytes"),
        ("a.png", b"no picture", "a.png: a picture of a palette must be a PNG; it cannot be read"),
        ("a.png", png(2000, 2000), "a.png: a picture of a palette has at most 1048576 pixels; got 2000 by 2000"),
        ("a.png", png(257, 1), "a.png: a picture of a palette must show at most 256 colours; got 257"),
        ("a.png", png(3, 1)[:40], "a.png: a picture of a palette must be a PNG"),
    ],
)
def test_an_error_says_where_and_what_was_expected(name: str, content: bytes, message: str) -> None:
    with pytest.raises(PackError, match=f"^{message}"):
        read_palette(name, content)


def test_a_palette_that_cannot_be_written_is_refused() -> None:
    rgba = np.zeros((2, 4), dtype=np.uint8)
    with pytest.raises(PackError, match="no labels or one a colour"):
        Palette("a", rgba, ("one",))
    with pytest.raises(PackError, match="printable"):
        Palette("a\nb", rgba)
    with pytest.raises(PackError, match="1 to 256 colours; got 0"):
        Palette("a", rgba[:0])
    with pytest.raises(PackError, match=r"uint8 array \(n, 4\)"):
        Palette("a", rgba[:, :3])
    with pytest.raises(PackError, match="a has 2 colours; got a pixel of index 2"):
        Palette("a", rgba).coloured(np.array([[2]], dtype=np.uint8))
