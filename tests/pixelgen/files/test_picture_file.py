"""Pictures of strangers as sprites: what can be read is read, the rest is refused before it costs anything."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pixelgen.errors import PictureError
from pixelgen.files.sprite_png import encode_png
from pixelgen.look.picture_as_sprite import read_picture
from pixelgen.palette import RGB

SPRITE = np.zeros((32, 32), np.uint8)
SPRITE[6:26, 4:28] = np.random.default_rng(1).integers(1, 64, size=(20, 24))


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def rgba(indices: Any) -> Image.Image:
    table = np.array([(*rgb, 255 * (index > 0)) for index, rgb in enumerate(RGB)], np.uint8)
    return Image.fromarray(table[indices])


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize("scale", [1, 2, 5])
def test_a_sprite_of_ours_comes_back_as_it_was(scale: int) -> None:
    assert np.array_equal(read_picture(encode_png(SPRITE, scale=scale)).indices, SPRITE)


@pytest.mark.parametrize("scale", [1, 4])
def test_a_sprite_that_another_program_saved_comes_back_as_it_was(scale: int) -> None:
    image = rgba(SPRITE).resize((32 * scale, 32 * scale), Image.Resampling.NEAREST)
    assert np.array_equal(read_picture(saved(image)).indices, SPRITE)
    assert np.array_equal(read_picture(saved(image.quantize(128))).indices > 0, SPRITE > 0)


def test_colours_become_the_nearest_ones() -> None:
    image = Image.new("RGBA", (32, 32), (0xA8, 0x1F, 0x22, 255))
    image.putpixel((0, 0), (0, 0, 0, 0))
    assert np.unique(read_picture(saved(image)).indices).tolist() == [0, 24]
    assert bytes(RGB[24]).hex() == "a91d20"


def test_a_large_picture_is_made_smaller_and_a_small_one_stands_in_the_middle() -> None:
    large = Image.effect_noise((100, 50), 90).convert("RGBA")
    rows = np.flatnonzero(read_picture(saved(large)).indices.any(axis=1))
    assert (rows.min(), rows.max()) == (8, 23)  # 32 by 16 pixels
    small = Image.new("RGBA", (3, 5), (255, 255, 255, 255))
    small.putpixel((0, 0), (200, 0, 0, 255))
    assert np.count_nonzero(read_picture(saved(small)).indices) == 15


def test_the_corners_colour_is_the_background_of_an_opaque_picture() -> None:
    image = Image.new("RGB", (32, 32), (40, 90, 160))
    image.paste((200, 30, 30), (8, 8, 24, 24))
    image.paste((40, 90, 160), (14, 14, 18, 18))  # the same colour inside the creature stays
    indices = read_picture(saved(image)).indices
    assert (indices == 0).sum() == 32 * 32 - 16 * 16
    assert len(np.unique(indices)) == 3


@pytest.mark.parametrize(
    "image",
    [
        Image.new("1", (32, 32), 1),
        Image.new("L", (32, 32), 200),
        Image.new("LA", (32, 32), (200, 255)),
        Image.new("I;16", (32, 32), 200 << 8),
        Image.new("RGB", (32, 32), (200, 200, 200)),
    ],
    ids=lambda image: str(image.mode),
)
def test_one_bit_grey_and_sixteen_bit_pictures_are_read(image: Image.Image) -> None:
    (index,) = np.unique(read_picture(saved(image)).indices).tolist()
    assert min(RGB[index]) > 180


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "must be a PNG"),
        (b"\xff\xd8\xff", "must be a PNG"),
        (saved(Image.new("RGB", (8, 8)), "GIF"), "must be a PNG"),
        (saved(Image.new("CMYK", (8, 8)), "TIFF"), "must be a PNG"),
        (saved(Image.new("RGB", (4097, 1))), "4096 by 4096 pixels; got 4097 by 1"),
        (saved(Image.new("RGB", (8, 8)))[:-30], "damaged"),
        (
            saved(Image.new("RGB", (8, 8)), save_all=True, append_images=[Image.new("RGB", (8, 8), (9, 9, 9))]),
            "must be a still",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(33 << 20), "may have 32 MB"),
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_in_one_line(content: bytes, reason: str) -> None:
    with pytest.raises(PictureError, match=reason) as caught:
        read_picture(content)
    assert str(caught.value).isprintable()


def test_a_bomb_is_refused_from_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    with pytest.raises(PictureError, match="60000 by 60000"):
        read_picture(bomb)


def test_pillows_warning_of_a_bomb_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 50)
    with pytest.raises(PictureError, match="DecompressionBombWarning"):
        read_picture(saved(Image.new("RGB", (9, 9))))


def test_a_second_header_cannot_enlarge_the_picture() -> None:
    content = saved(Image.new("RGB", (8, 8)))
    large = chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 9000, 8, 2, 0, 0, 0))
    with pytest.raises(PictureError):
        read_picture(content[:33] + large + content[33:])


def test_every_truncation_and_changed_byte_is_read_or_refused() -> None:
    content = saved(rgba(SPRITE))
    for at in range(0, len(content), 7):
        for damaged in (content[:at], content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]):
            with contextlib.suppress(PictureError):
                assert read_picture(damaged).indices.shape == (32, 32)
