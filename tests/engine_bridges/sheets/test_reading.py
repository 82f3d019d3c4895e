"""A pack is a stranger's: whatever is wrong with it is one PackError."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine_bridges.creatures.creature import Creature, PackError
from engine_bridges.folders.creature_pack import pixels_digest
from engine_bridges.godot import pack as godot_pack
from engine_bridges.pictures.png_pictures import png_bytes, read_png
from engine_bridges.sheets.index import MOST_PIXELS, read_index
from engine_bridges.sheets.pack import write_pack
from engine_bridges.sheets.reading import creature_in, pack_index
from tests.engine_bridges.tiny_creatures import COLOURS, fish, still

ROOT = Path(__file__).resolve().parents[3]
SHEET = "creatures/tang/tang.png"


@pytest.fixture(name="folder")
def a_pack(tmp_path: Path) -> Path:
    write_pack(tmp_path / "pack", [fish(), still("rock", np.full((3, 5), 3, np.uint8))], name="reef", palette=COLOURS)
    return tmp_path / "pack"


def read(folder: Path) -> list[Creature]:
    index = pack_index(folder)
    return [creature_in(folder, entry, colours=len(index.palette.rgba)) for entry in index.creatures.values()]


def refusal(folder: Path) -> str:
    with pytest.raises(PackError) as error:
        read(folder)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(str(folder))
    return str(error.value)


def edited(folder: Path, edit: Callable[[dict[str, Any]], object]) -> str:
    """What reading says after the index was edited: the first creature is rock, the second tang."""
    told = json.loads((folder / "pack.json").read_bytes())
    edit(told)
    (folder / "pack.json").write_text(json.dumps(told), encoding="ascii")
    return refusal(folder)


def tang(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told["creatures"][1]
    return found


def png(image: Image.Image, **how: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", **how)
    return file.getvalue()


def claiming(width: int, height: int, colour_type: int = 3, bits: int = 8) -> bytes:
    """A PNG whose header says so and whose pixels are missing."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", b"\0\0\0"), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda told: told.update(version=2), "must be a pixelgen pack of version 1; got 'pixelgen pack', version 2"),
        (lambda told: told.update(format="zip"), "must be a pixelgen pack of version 1; got 'zip'"),
        (lambda told: told.pop("palette"), "is damaged .KeyError"),
        (lambda told: told.update(palette=["0g0000ff"]), "is damaged .ValueError"),
        (lambda told: told.update(palette=["000000"]), "colours must be a uint8 array"),
        (lambda told: told.update(palette=[]), "colours must be"),
        (lambda told: told.update(creatures=None), "is damaged .TypeError"),
        (lambda told: told["creatures"].append(tang(told)), "each creature once"),
        (lambda told: tang(told).update(name="../tang"), "the name of the creature must be"),
        (lambda told: tang(told).update(sheet="../../tang.png"), "plain paths inside the pack; got '../../tang.png'"),
        (lambda told: tang(told).update(normals="/etc/passwd"), "plain paths inside the pack; got '/etc/passwd'"),
        (lambda told: tang(told).update(emission=7), "plain paths inside the pack; got 7"),
        (lambda told: tang(told).update(animations={}), "must have an animation"),
        (lambda told: tang(told).update(parts=["01", "0"]), "rows of digits as the parts of tang"),
        (lambda told: tang(told).update(parts=["0g"]), "rows of digits as the parts of tang"),
        (lambda told: tang(told).update(parts=[]), "rows of digits as the parts of tang"),
        (lambda told: tang(told).update(parts=["0" * 257]), "rows of digits as the parts of tang"),
        (lambda told: tang(told).update(parts=["0"] * 257), "rows of digits as the parts of tang"),
        (lambda told: tang(told).update(parts=["0b"]), "parts must be a uint8 array .height, width. below 11"),
        (lambda told: tang(told)["animations"]["idle"].update(durations_ms=[1]), "each with a duration"),
        (lambda told: tang(told)["animations"]["idle"].update(durations_ms=[0, 1, 2]), "durations_ms must be 3 whole"),
        (lambda told: tang(told)["animations"]["idle"].update(rectangles=[]), "must have 1 to 1024 frames"),
        (lambda told: tang(told)["animations"]["idle"]["rectangles"].__setitem__(0, [0, 0, 6]), "four whole numbers"),
        (lambda told: tang(told)["animations"]["idle"]["rectangles"].__setitem__(0, [0, 0, 6, 1e9]), "four whole"),
        (lambda told: tang(told)["animations"]["idle"]["rectangles"].__setitem__(0, [-1, 0, 6, 4]), "no sheet has"),
        (lambda told: tang(told)["animations"]["idle"]["rectangles"].__setitem__(0, [99, 0, 6, 4]), "inside of"),
        (lambda told: tang(told)["animations"]["idle"]["rectangles"].__setitem__(0, [0, 0, 5, 4]), "of one size"),
        (lambda told: tang(told).update(normals="creatures/rock/rock.png"), "8 bits, RGBA; it is of another kind"),
        (lambda told: tang(told).update(sheet="creatures/rock/rock.png"), "must have the size of its sheet"),
        (lambda told: tang(told).update(sheet="creatures/gone.png"), "gone.png cannot be read: No such file"),
        (lambda told: told.update(palette=told["palette"][:3]), "the palette ends at 2"),
    ],
)
def test_an_index_that_says_something_else_is_refused(
    edit: Callable[[dict[str, Any]], object], says: str, folder: Path
) -> None:
    assert re.search(says, edited(folder, edit))


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"hat": [[0, 0]] * 3},
        {"light_0": [[0, 0]] * 3},
        {"eye": [[0, 0]] * 2},
        {"eye": [[0, 0], [0, 0], [0]]},
        {"eye": [[0, 0], [0, 0], 7]},
        {"eye": [[0, 0], [0, 0], [0, True]]},
        {"eye": [[0, 0], [0, 0], [0, 1e9]]},
        {"eye": [[0, 0], [0, 0], ["0", 0]]},
    ],
)
def test_anchors_that_are_none_are_refused(wrong: object, folder: Path) -> None:
    said = edited(folder, lambda told: tang(told)["animations"]["idle"].update(anchors=wrong))
    assert "the anchors of tang idle must be eye, mouth, tail, lure or lights, each with a point a frame" in said


@pytest.mark.parametrize("engine", ["sheet", "godot"])
def test_anchors_come_back_as_they_were_and_may_be_missing(engine: str, tmp_path: Path) -> None:
    lured, plain = fish(lure=True), still("rock", np.full((3, 5), 3, np.uint8))
    write = write_pack if engine == "sheet" else godot_pack.write_pack
    write(tmp_path, [lured, plain], name="reef", palette=COLOURS)
    found = {one.card.name: one for one in read(tmp_path)}
    for name, clip in lured.clips.items():
        assert found["tang"].clips[name].anchors == clip.anchors
    assert clip.anchors is not None
    assert clip.anchors[0].lure is not None
    assert found["rock"].clips["idle"].anchors is None


def test_an_index_cannot_ask_for_memory_without_end(folder: Path) -> None:
    def edit(told: dict[str, Any]) -> None:
        many = {"loops": True, "rectangles": [[0, 0, 256, 256]] * 1024, "durations_ms": [1] * 1024}
        tang(told)["animations"] = {"idle": many}
        assert MOST_PIXELS == 1024 * 256 * 256
        tang(told)["animations"]["dart"] = many

    assert "a pack's frames may have" in edited(folder, edit)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "must be a PNG; save it as one"),
        (b"GIF89a" + bytes(60), "must be a PNG; save it as one"),
        (claiming(50_000, 50_000), "1 to 4096 pixels a side"),
        (claiming(0, 5), "1 to 4096 pixels a side"),
        (claiming(4096, 4096), "is damaged"),
        (claiming(8, 8, colour_type=0), "8 bits, indexed; it is of another kind"),
        (png(Image.new("RGBA", (16, 8))), "8 bits, indexed; it is of another kind"),
        (png(Image.new("I;16", (16, 8))), "8 bits, indexed; it is of another kind"),
        (png(Image.new("P", (16, 8)), save_all=True, append_images=[Image.new("P", (16, 8), 1)]), "still PNG"),
        (png(Image.new("P", (16, 16), 3))[:60], "is damaged"),
    ],
)
def test_a_picture_of_another_kind_is_refused(content: bytes, says: str, folder: Path) -> None:
    (folder / SHEET).write_bytes(content)
    assert f"{SHEET} " in refusal(folder)
    assert says in refusal(folder)


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    assert "pack.json cannot be read: No such file" in refusal(tmp_path)
    assert "pack.json cannot be read: No such file" in refusal(tmp_path / "nowhere")
    (tmp_path / "pack.json").write_bytes(b"[" * 100_000)
    assert "is damaged" in refusal(tmp_path)


def test_a_sheet_cut_short_is_refused_or_whole(folder: Path) -> None:
    whole = (folder / SHEET).read_bytes()
    pixels = read_png(whole, "indexed", name="tang.png")
    found = 0
    for length in range(len(whole)):
        with contextlib.suppress(PackError):
            assert np.array_equal(read_png(whole[:length], "indexed", name="tang.png"), pixels)
            found += 1
    assert found < 32  # those that lack checksums and the last chunk alone


@given(content=st.binary(max_size=200))
def test_no_bytes_bring_the_readers_down(content: bytes) -> None:
    for read_it in (read_index, lambda some: read_png(some, "grey", name="x")):
        with pytest.raises(PackError):
            read_it(content)


@given(at=st.integers(0, 10_000), value=st.integers(0, 255))
def test_a_changed_byte_gives_a_picture_or_a_pack_error(at: int, value: int) -> None:
    pixels = np.arange(48, dtype=np.uint8).reshape(6, 8)
    content = bytearray(png_bytes(pixels))
    content[at % len(content)] = value
    with contextlib.suppress(PackError):
        assert read_png(bytes(content), "grey", name="x").dtype == np.uint8


def test_pictures_come_back_as_they_were() -> None:
    indices = np.array([[0, 1, 2], [3, 4, 0]], np.uint8)
    assert np.array_equal(read_png(png_bytes(indices, palette=COLOURS), "indexed", name="x"), indices)
    assert np.array_equal(read_png(png_bytes(indices), "grey", name="x"), indices)
    coloured = COLOURS.coloured(indices)
    assert np.array_equal(read_png(png_bytes(coloured), "RGBA", name="x"), coloured)


def test_a_pack_can_be_moved(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder, tmp_path / "elsewhere")
    assert [creature.card.name for creature in read(tmp_path / "elsewhere")] == ["rock", "tang"]


def test_a_pack_for_godot_is_read_as_well(tmp_path: Path, folder: Path) -> None:
    creatures = [fish(), still("rock", np.full((3, 5), 3, np.uint8))]
    godot_pack.write_pack(tmp_path / "godot", creatures, name="reef", palette=COLOURS)
    index = pack_index(tmp_path / "godot")
    assert index.name == "reef"
    assert index.palette.rgba.tobytes() == COLOURS.rgba.tobytes()
    for one, other in zip(read(tmp_path / "godot"), read(folder), strict=True):
        assert one.card == other.card
        assert pixels_digest(one) == pixels_digest(other)


def in_manifest(folder: Path, edit: Callable[[dict[str, Any]], object]) -> str:
    """What reading a pack for Godot says after its manifest was edited."""
    godot_pack.write_pack(folder, [fish()], name="reef", palette=COLOURS)
    told = json.loads((folder / "pack_manifest.json").read_bytes())
    edit(told["parts"])
    (folder / "pack_manifest.json").write_text(json.dumps(told), encoding="ascii")
    return refusal(folder)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda parts: parts["shared"].update(notes={}), "an older pixelgen baked this pack; bake it again"),
        (lambda parts: parts.pop("shared"), "lists no creatures; bake the pack again"),
        (lambda parts: parts["creature tang"].update(notes={}), "pack_manifest.json is damaged"),
        (
            lambda parts: parts["creature tang"]["notes"].update(sheet="../a.png"),
            "must have plain paths inside the pack",
        ),
        (lambda parts: parts["creature tang"]["notes"]["animations"].update(idle={}), "pack_manifest.json is damaged"),
        (lambda parts: parts["shared"]["notes"].update(palette=["00000000"] * 300), "must have 1 to 256 colours"),
        (lambda parts: parts["shared"]["notes"].update(palette=7), "pack_manifest.json is damaged"),
    ],
)
def test_a_pack_for_godot_that_is_damaged_is_one_line(
    edit: Callable[[dict[str, Any]], object], says: str, tmp_path: Path
) -> None:
    assert says in in_manifest(tmp_path, edit)


@pytest.mark.skipif(os.name != "posix", reason="the other trials fork")
def test_packs_with_a_damaged_file_are_packs_or_pack_errors() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.reliability", "packs", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["packs"]
    assert figures["packs"] == 400
    assert 0 < figures["used all the same"] < 400
