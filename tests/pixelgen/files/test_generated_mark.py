"""PNGs say that a trained algorithm made them, in a place where other programs look; it changes nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from pixelgen.commands.cli import main
from pixelgen.commands.output.recorded_picture import recorded_picture
from pixelgen.files.animated_gif import gif_of_indices, gif_text
from pixelgen.files.generated_mark import SOURCE_TYPE, XMP_NAME, is_marked, marked
from pixelgen.files.sprite_png import decode_png, encode_png
from pixelgen.generator import Generator
from pixelgen.requests.request import SpriteRequest

PICTURE = np.arange(64, dtype=np.uint8).repeat(16).reshape(32, 32)
EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
JELLY = SpriteRequest("reef", "jellyfish", seed=7)


def source_type(png: bytes) -> str | None:
    """What a program that knows XMP alone finds in a picture."""
    with Image.open(io.BytesIO(png)) as image:
        image.load()
        text = getattr(image, "text", {}).get(XMP_NAME)
    if text is None:
        return None
    (described,) = ElementTree.fromstring(text).iter(f"{RDF}Description")
    return described.get(EXT)


@pytest.mark.parametrize("text", [{}, {"pixelgen-dna": "pg1"}, {"note": "Füße 世"}])
def test_another_program_reads_the_mark_and_ours_the_same_picture(text: dict[str, str]) -> None:
    plain = encode_png(PICTURE, text=text)
    content = marked(plain)
    assert source_type(content) == SOURCE_TYPE
    assert source_type(plain) is None
    assert (is_marked(content), is_marked(plain)) == (True, False)
    indices, found = decode_png(content)
    assert (indices == PICTURE).all()
    assert found == text
    with Image.open(io.BytesIO(content)) as one, Image.open(io.BytesIO(plain)) as other:
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("text", [None, {"pixelgen-dna": "pg1"}])
@pytest.mark.parametrize("loops", [False, True])
def test_another_program_reads_the_mark_of_a_gif_and_ours_the_same_film(
    text: dict[str, str] | None, loops: bool
) -> None:
    plain = gif_of_indices(np.stack([PICTURE, PICTURE[::-1]]), [100, 200], loops=loops, text=text)
    content = marked(plain)
    assert (is_marked(content), is_marked(plain)) == (True, False)
    assert gif_text(content) == gif_text(plain) == (None if text is None else (text, True))
    with Image.open(io.BytesIO(content)) as one, Image.open(io.BytesIO(plain)) as other:
        assert one.info.get("loop") == other.info.get("loop")
        for at in range(2):
            one.seek(at)
            other.seek(at)
            assert one.info["duration"] == other.info["duration"]
            assert one.convert("RGBA").tobytes() == other.convert("RGBA").tobytes()
    # As programs that know XMP find it: between the extension's name and the trailer.
    packet = content.partition(b"\x21\xff\x0bXMP DataXMP")[2].partition(b"\x01\xff\xfe\xfd")[0]
    (described,) = ElementTree.fromstring(packet).iter(f"{RDF}Description")
    assert described.get(EXT) == SOURCE_TYPE


def test_only_an_unmarked_png_or_gif_is_marked() -> None:
    film = gif_of_indices(PICTURE[None], [100], loops=True)
    for content in (b"", b"GIF89a", marked(encode_png(PICTURE)), marked(film)):
        with pytest.raises(ValueError, match="expected a PNG or GIF without the mark"):
            marked(content)


def test_a_damaged_mark_is_damage() -> None:
    content = bytearray(marked(encode_png(PICTURE)))
    content[80] ^= 1
    with pytest.raises(Exception, match="a checksum does not fit"):
        decode_png(bytes(content))


def test_files_are_marked_unless_told_not_to(empty_folder: Path) -> None:
    command = ["generate", "--zone", "reef", "--category", "jellyfish", "--seed", "7"]
    assert main([*command, "--out", "marked.png"]) == 0
    assert main([*command, "--out", "plain.png", "--no-mark"]) == 0
    written, plain = Path("marked.png").read_bytes(), Path("plain.png").read_bytes()
    assert (source_type(written), source_type(plain)) == (SOURCE_TYPE, None)
    assert marked(plain) == written
    for content in (written, plain):
        recorded = recorded_picture(content)
        assert recorded is not None
        assert recorded.unchanged
    with Generator() as generator:
        assert (generator.png(JELLY), generator.png(JELLY, mark=False)) == (written, plain)


def test_a_gif_is_marked_unless_told_not_to(empty_folder: Path) -> None:
    command = ["generate", "--zone", "reef", "--category", "jellyfish", "--seed", "7", "--frames", "4"]
    assert main([*command, "--out", "marked.gif"]) == 0
    assert main([*command, "--out", "plain.gif", "--no-mark"]) == 0
    written, plain = Path("marked.gif").read_bytes(), Path("plain.gif").read_bytes()
    assert marked(plain) == written
    recorded = recorded_picture(written)
    assert recorded is not None
    assert recorded.unchanged
    assert main([*command, "--out", "marked.gif"]) == 0  # known as its own: it is replaced unasked


def test_the_cache_holds_no_mark(empty_folder: Path) -> None:
    with Generator(cache="cache") as generator:
        generator.sprite(JELLY)
    (entry,) = Path("cache").rglob("*.png")
    assert not is_marked(entry.read_bytes())
