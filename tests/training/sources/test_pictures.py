"""Picture files of strangers: what cannot be used is refused with a reason, and nothing else happens."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.training.sources.foreign_art import fish, framed, save
from training.sources.pictures import PictureError, picture_files, read_picture


def read(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return read_picture(path, megapixels=4)


def bomb(path: Path, *, side: int = 60_000) -> None:
    """A PNG of a few bytes that says it has sides of many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def truncated(path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (40, 40, 4), dtype=np.uint8)
    content = save(path, noise).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def animated(path: Path) -> None:
    frames = [Image.fromarray(fish(shift=shift)) for shift in (0, 40)]
    frames[0].save(path, format="PNG", save_all=True, append_images=frames[1:])


def text_bomb(path: Path) -> None:
    """A PNG whose comment unpacks to far more than it takes."""
    content = save(path, fish()).read_bytes()
    packed = b"Comment\x00\x00" + zlib.compress(bytes(70_000_000), 9)
    chunk = struct.pack(">I", len(packed)) + b"zTXt" + packed + struct.pack(">I", zlib.crc32(b"zTXt" + packed))
    path.write_bytes(content[:33] + chunk + content[33:])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b""), "zero bytes"),
        (lambda path: path.write_bytes(b"GIMP" * 100), "no PNG, GIF or WebP"),
        (lambda path: path.mkdir(), "a folder"),
        (lambda path: None, "cannot be opened"),
        (lambda path: os.mkfifo(path), "no ordinary file"),
        (lambda path: Image.new("RGB", (8, 8)).save(path, format="JPEG"), "no PNG, GIF or WebP"),
        (lambda path: save(path, np.zeros((2001, 2000, 4), dtype=np.uint8)), "too large: 2000 x 2001 pixels"),
        (bomb, "too large"),
        (lambda path: bomb(path, side=12_000), "too large: 12000 x 12000"),
        (text_bomb, "truncated or damaged"),
        (truncated, "truncated or damaged"),
        (animated, "animated: 2 frames"),
        (lambda path: path.symlink_to(path), "cannot be opened"),
    ],
)
def test_an_unusable_picture_is_refused_with_its_reason(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "x.png"
    make(path)
    with pytest.raises(PictureError, match=reason):
        read(path)


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    with path.open("wb") as file:
        file.truncate(33_000_000)
    with pytest.raises(PictureError, match="33 megabytes"):
        read(path)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "P", "L", "LA", "1", "I;16"])
def test_every_kind_of_png_gives_rgba(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "x.png"
    if mode == "I;16":
        Image.fromarray(np.array([[0, 65535], [32896, 257]], dtype=np.uint16)).save(path)
        assert read(path)[..., 0].tolist() == [[0, 255], [128, 1]]
    else:
        Image.fromarray(framed(fish(), 20, 12)).convert(mode).save(path)
        assert read(path).shape == (12, 20, 4)
    assert read(path).dtype == np.uint8


def test_an_indexed_picture_keeps_its_transparent_colour(tmp_path: Path) -> None:
    image = Image.fromarray(np.array([[0, 1], [1, 2]], dtype=np.uint8), mode="P")
    image.putpalette([255, 0, 255, 10, 20, 30, 40, 50, 60])
    image.save(tmp_path / "x.png", transparency=0)
    pixels = read(tmp_path / "x.png")
    assert pixels[..., 3].tolist() == [[0, 255], [255, 255]]
    assert pixels[1, 1].tolist() == [40, 50, 60, 255]


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_single_gifs_and_webps_are_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x.{ending}"
    Image.fromarray(fish()).save(path)
    assert read(path).shape == (8, 14, 4)


@given(place=st.integers(8, 400), value=st.integers(0, 255))
def test_a_flipped_byte_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.png"
    content = bytearray(save(path, np.random.default_rng(1).integers(0, 256, (9, 9, 4), dtype=np.uint8)).read_bytes())
    content[place % len(content)] = value
    path.write_bytes(content)
    try:
        assert read(path).shape[2] == 4
    except PictureError as refusal:
        reason = str(refusal)
        assert reason


def test_files_come_in_order_without_those_to_be_ignored(tmp_path: Path) -> None:
    for name in ("b.png", "a/c.PNG", "a/old/d.gif", "sheets/e.png", "f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "g.png").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in picture_files(tmp_path, ["sheets/*", "*/old/*"])]
    assert found == ["a/c.PNG", "b.png", "g.png"]
