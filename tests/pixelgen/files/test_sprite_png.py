from __future__ import annotations

import contextlib
import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, PngImagePlugin

from pixelgen.errors import PixelgenError
from pixelgen.files.sprite_png import decode_png, encode_png, sheet
from pixelgen.palette import RGB

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SMALL = (np.arange(64) % 64).astype(np.uint8).reshape(8, 8)
pictures = arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.integers(0, 63))
texts = st.dictionaries(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=79),
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    max_size=3,
)


def chunks_of(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def png_of(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def with_chunk(kind: bytes, body: bytes) -> bytes:
    return png_of([(name, body if name == kind else old) for name, old in chunks_of(encode_png(SMALL))])


def header(width: int = 8, height: int = 8, end: bytes = bytes([8, 3, 0, 0, 0])) -> bytes:
    return struct.pack(">II", width, height) + end


def foreign(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def ours_as_image() -> Image.Image:
    image = Image.frombytes("P", (8, 8), SMALL.tobytes())
    image.putpalette(bytes(channel for colour in RGB for channel in colour))
    return image


def turned() -> Image.Image:
    return ours_as_image().transpose(Image.Transpose.ROTATE_90)


@given(pictures, texts, st.integers(1, 4))
def test_png_reads_back_as_the_same_indices_and_text(picture: Any, text: dict[str, str], scale: int) -> None:
    indices, read = decode_png(encode_png(picture, scale=scale, text=text))
    assert np.array_equal(indices, np.kron(picture, np.ones((scale, scale), np.uint8)))
    assert indices.dtype == np.uint8
    assert read == text


def test_png_has_the_palette_of_64_and_one_transparent_index() -> None:
    chunks = chunks_of(encode_png(SMALL))
    assert [name for name, _ in chunks] == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    content = dict(chunks)
    assert content[b"IHDR"] == header()
    assert content[b"PLTE"] == bytes(channel for colour in RGB for channel in colour)
    assert content[b"tRNS"] == b"\0"


def test_picture_of_one_colour_keeps_the_whole_palette() -> None:
    content = dict(chunks_of(encode_png(np.zeros((32, 32), np.uint8))))
    assert len(content[b"PLTE"]) == 3 * 64
    assert content[b"IHDR"] == header(32, 32)


def test_other_programs_see_the_colours_and_the_transparency() -> None:
    seen = np.asarray(Image.open(io.BytesIO(encode_png(SMALL))).convert("RGBA")).reshape(64, 4)
    assert [tuple(pixel) for pixel in seen[:, :3].tolist()] == list(RGB)
    assert seen[:, 3].tolist() == [0, *[255] * 63]


def test_same_input_gives_the_same_bytes_whatever_the_order_of_the_text() -> None:
    one = encode_png(SMALL, text={"pixelgen": "{}", "author": "Müller 海"})
    assert one == encode_png(SMALL.copy(), text={"author": "Müller 海", "pixelgen": "{}"})
    assert b"tIME" not in one
    assert b"pixelgen\0{}" in one


def test_sheet_places_sprites_row_by_row_with_transparent_gaps() -> None:
    one, two, three = (np.full((2, 2), number, np.uint8) for number in (1, 2, 3))
    assert sheet([one, two, three], 2).tolist() == [[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 0, 0], [3, 3, 0, 0]]
    assert sheet([one, two, three], 3, gap=1).tolist() == [[1, 1, 0, 2, 2, 0, 3, 3]] * 2
    assert sheet([one, two], 1, gap=1)[:, 0].tolist() == [1, 1, 0, 2, 2]


@pytest.mark.parametrize(("count", "columns", "gap"), [(0, 1, 0), (1, 0, 0), (1, 1, -1)])
def test_impossible_sheet_is_refused(count: int, columns: int, gap: int) -> None:
    with pytest.raises(ValueError, match="a sheet needs"):
        sheet([SMALL] * count, columns, gap=gap)


@pytest.mark.parametrize(
    "indices",
    [np.full((2, 2), 64, np.uint8), np.zeros((2, 2), np.int64), np.zeros(4, np.uint8), np.zeros((0, 2), np.uint8)],
)
def test_what_is_no_picture_of_indices_is_not_written(indices: Any) -> None:
    with pytest.raises(ValueError, match="indices must be"):
        encode_png(indices)


@pytest.mark.parametrize("name", ["", "x" * 80, " a", "a ", "a\0b", "é", "a\n"])
def test_bad_name_of_a_text_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="a text's name"):
        encode_png(SMALL, text={name: "x"})


def test_picture_over_4096_pixels_is_not_written() -> None:
    row = np.zeros((1, 32), np.uint8)
    assert decode_png(encode_png(row, scale=128))[0].shape == (128, 4096)
    with pytest.raises(PixelgenError, match="at most 4096 by 4096 pixels; got 4128 by 129"):
        encode_png(row, scale=129)
    with pytest.raises(ValueError, match="scale"):
        encode_png(row, scale=0)


def test_every_truncation_is_refused() -> None:
    png = encode_png(SMALL, text={"pixelgen": "{}"})
    for length in range(len(png)):
        with pytest.raises(PixelgenError):
            decode_png(png[:length])


def test_every_changed_byte_is_refused() -> None:
    png = encode_png(SMALL, text={"pixelgen": "{}"})
    for at in range(len(png)):
        with pytest.raises(PixelgenError):
            decode_png(png[:at] + bytes([png[at] ^ 0x10]) + png[at + 1 :])


@given(st.binary(max_size=64), st.sampled_from([b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"tEXt", b"iTXt"]))
def test_odd_chunks_with_true_checksums_raise_nothing_else(body: bytes, kind: bytes) -> None:
    chunks = chunks_of(encode_png(SMALL))
    for content in (with_chunk(kind, body), png_of([*chunks[:3], (kind, body), *chunks[3:]])):
        with contextlib.suppress(PixelgenError):
            indices, _ = decode_png(content)
            assert int(indices.max()) < 64


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        SIGNATURE,
        png_of([(b"IEND", b"")]),
        encode_png(SMALL) + b"x",
        encode_png(SMALL) + png_of([(b"IEND", b"")])[8:],
        foreign(Image.new("RGBA", (8, 8))),
        foreign(Image.new("RGB", (8, 8))),
        foreign(Image.new("L", (8, 8))),
        foreign(Image.new("1", (8, 8))),
        foreign(Image.new("I;16", (8, 8))),
        foreign(Image.new("P", (8, 8))),
        foreign(Image.new("CMYK", (8, 8)), "TIFF"),
        foreign(Image.new("RGB", (8, 8)), "GIF"),
        foreign(ours_as_image()),
        foreign(ours_as_image(), transparency=1),
        foreign(ours_as_image(), transparency=b"\0", dpi=(72, 72)),
        foreign(ours_as_image(), transparency=b"\0", save_all=True, append_images=[turned()]),
        with_chunk(b"IHDR", header(end=bytes([8, 3, 0, 0, 1]))),
        with_chunk(b"IHDR", header(end=bytes([4, 3, 0, 0, 0]))),
        with_chunk(b"IHDR", header(0, 8)),
        with_chunk(b"IHDR", header(8, 9)),
        with_chunk(b"IHDR", header(8, 7)),
        with_chunk(b"IDAT", zlib.compress(bytes(9)) * 8),
        with_chunk(b"IDAT", zlib.compress((b"\0" + b"\x40" * 8) * 8)),
        with_chunk(b"IDAT", zlib.compress(bytes(72))[:-4]),
        with_chunk(b"IDAT", zlib.compress(bytes(72)) + b"x"),
        png_of([*chunks_of(encode_png(SMALL)), (b"tEXt", b"a\0b")]),
        with_chunk(b"IDAT", zlib.compress((b"\x07" + bytes(8)) * 8)),
        with_chunk(b"PLTE", bytes(192)),
    ],
)
def test_every_other_picture_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(PixelgenError, match=r"^not a PNG that pixelgen wrote: ") as caught:
        decode_png(content)
    assert str(caught.value).isprintable()


def test_picture_that_pillow_writes_just_like_ours_is_read() -> None:
    assert np.array_equal(decode_png(foreign(ours_as_image(), transparency=b"\0"))[0], SMALL)


@pytest.mark.parametrize("size", [(4097, 1), (1, 4097), (2**31 - 1, 2**31 - 1)])
def test_large_picture_is_refused_from_its_header_before_pillow_sees_it(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    with pytest.raises(PixelgenError, match="pixels, at most 4096 by 4096"):
        decode_png(with_chunk(b"IHDR", header(*size)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xd8\xff", "not a PNG"),
        (encode_png(SMALL)[:-1], "cut off"),
        (png_of(chunks_of(encode_png(SMALL))[:-1]), "cut off"),
        (with_chunk(b"IHDR", header(end=bytes([8, 3, 0, 0, 1]))), "not 8-bit indexed without interlacing"),
        (foreign(Image.new("RGBA", (8, 8))), "not 8-bit indexed without interlacing"),
        (with_chunk(b"PLTE", bytes(192)), "another palette"),
        (with_chunk(b"IHDR", header(8, 7)), "not the pixels that its header announces"),
    ],
)
def test_refusal_says_what_is_wrong(content: bytes, reason: str) -> None:
    with pytest.raises(PixelgenError, match=f"^not a PNG that pixelgen wrote: {reason}$"):
        decode_png(content)


def test_second_header_cannot_enlarge_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    chunks = chunks_of(encode_png(SMALL))
    with pytest.raises(PixelgenError, match="does not write there"):
        decode_png(png_of([chunks[0], (b"IHDR", header(9000, 9000)), *chunks[1:]]))


def test_pillows_warning_of_a_bomb_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 50)
    with pytest.raises(PixelgenError, match="DecompressionBombWarning"):
        decode_png(encode_png(SMALL, text={"by": "海"}))  # text for which Pillow is asked


def test_compressed_text_that_unpacks_to_too_much_is_refused() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("pixelgen", "x" * (PngImagePlugin.MAX_TEXT_CHUNK + 1), zip=True)
    with pytest.raises(PixelgenError):
        decode_png(foreign(ours_as_image(), transparency=b"\0", pnginfo=info))


def test_pillow_reads_the_same_as_the_short_way() -> None:
    for text in ({}, {"pixelgen": "{}", "by": "Müller"}):
        content = encode_png(SMALL, text=text)
        with Image.open(io.BytesIO(content)) as image:
            assert np.array_equal(np.asarray(image), decode_png(content)[0])
            assert image.text == decode_png(content)[1] == text  # type: ignore[attr-defined]


@pytest.mark.parametrize("body", [b"", b"name", b"\0content"])
def test_text_without_a_name_or_content_is_refused(body: bytes) -> None:
    chunks = chunks_of(encode_png(SMALL))
    with pytest.raises(PixelgenError, match="a text without a name"):
        decode_png(png_of([*chunks[:3], (b"tEXt", body), *chunks[3:]]))
