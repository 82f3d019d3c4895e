"""Photos of strangers: read as they are meant, or refused with a reason."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.training.sources.commons_answers import fish, jpeg
from training.sources.photo import DamagedPhotoError, PhotoError, read_photo


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that announces a size and holds hardly anything."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", b""),
        (b"IEND", b""),
    ):
        parts.append(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))
    return b"".join(parts)


def test_a_jpeg_becomes_opaque_pixels() -> None:
    pixels = read_photo(jpeg(fish(40, 60)[0]))
    assert pixels.shape == (40, 60, 4)
    assert pixels.dtype == np.uint8
    assert (pixels[..., 3] == 255).all()


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_jpegs_of_every_colour_kind_are_read(mode: str) -> None:
    image = Image.fromarray(fish(40, 60)[0][..., :3]).convert(mode)
    assert read_photo(saved(image, "JPEG")).shape == (40, 60, 4)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pngs_of_every_colour_kind_are_read(mode: str) -> None:
    assert read_photo(saved(Image.new(mode, (60, 40)), "PNG")).shape == (40, 60, 4)


def test_the_transparent_parts_of_a_png_stay_so() -> None:
    pixels = fish(40, 60)[0]
    pixels[:, :30, 3] = 0
    assert np.array_equal(read_photo(saved(Image.fromarray(pixels), "PNG")), pixels)


def test_a_photo_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read_photo(saved(Image.new("RGB", (60, 40)), "JPEG", exif=exif)).shape == (60, 40, 4)


@pytest.mark.parametrize(("width", "height"), [(4097, 40), (40, 4097), (60_000, 60_000), (31, 40), (40, 31)])
def test_a_size_out_of_bounds_is_refused_from_the_header(width: int, height: int) -> None:
    with pytest.raises(PhotoError, match=f"{width} by {height} pixels|DecompressionBomb") as raised:
        read_photo(bomb(width, height))
    assert len(str(raised.value)) < 100


def test_an_animated_png_is_refused() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    with pytest.raises(PhotoError, match="animated"):
        read_photo(saved(frames[0], "PNG", save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(kind: str) -> None:
    with pytest.raises(DamagedPhotoError, match="no whole JPEG or PNG"):
        read_photo(saved(Image.new("RGB", (40, 40)), kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_truncated_photo_is_refused(kind: str) -> None:
    content = saved(Image.fromarray(fish(60, 80)[0][..., :3]), kind)
    for share in (0.0, 0.01, 0.3, 0.6, 0.9):
        with pytest.raises(DamagedPhotoError, match="no whole JPEG or PNG"):
            read_photo(content[: int(share * len(content))])


@given(st.binary(max_size=200), st.integers(0, 400))
def test_bytes_of_any_kind_give_pixels_or_a_reason(content: bytes, at: int) -> None:
    whole = jpeg(np.zeros((32, 32, 4), dtype=np.uint8))
    for tried in (content, whole[:at] + content + whole[at + len(content) :]):
        with contextlib.suppress(PhotoError):
            assert read_photo(tried).shape[2] == 4
