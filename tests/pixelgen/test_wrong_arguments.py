"""Arguments of every wrong kind to every public function: done, or refused in one line, and never an error from inside.

What is refused is a PixelgenError; a wrong argument is a RequestError, which is a ValueError too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import pixelgen
from pixelgen import (
    ENGINE_VERSION,
    Appearance,
    Cache,
    DnaLibrary,
    Generator,
    Genome,
    Light,
    Locus,
    Mask,
    OwnPalette,
    OwnPicture,
    Parent,
    PixelgenError,
    RequestError,
    ShadingStyle,
    Sprite,
    SpriteRequest,
    Stop,
    animate,
    animations_of,
    bred,
    cross,
    decode_dna,
    decode_toml,
    emission_mask,
    encode_dna,
    encode_png,
    inherited_parts,
    inpainted,
    litter,
    move,
    move_normals,
    normal_map,
    notes_of,
    read_colours,
    read_dna,
    read_picture,
    read_toml,
    shade,
    stoppable_by,
    style_of,
    write_files,
)
from pixelgen.cache.entry import EntryKey
from pixelgen.drawing.engines import Finished
from pixelgen.model.decoding import Job
from pixelgen.quadtree import Indices


class Unspeakable:
    """Not even its repr works, and whatever is asked of it fails."""

    def __repr__(self) -> str:
        raise TypeError("no words")


REQUEST = SpriteRequest("reef", "reef_fish", "tang", seed=3)
FLAT = np.tile(np.arange(32, dtype=np.uint8), (32, 1))
SPRITE = Sprite(FLAT)
ANEW = np.eye(32, dtype=np.bool_)
MOVED = animate(FLAT, "reef_fish")
PALETTE = OwnPalette({"ink": ["#000000"], "azure": ["#0000ff"]})
DNA = encode_dna(REQUEST, weights="0" * 64, engine_version=ENGINE_VERSION)
PNG = encode_png(FLAT)
LOCUS = Locus("build", "slim", "slim")
GENOME = Genome("reef", "tang", (LOCUS,))
WRONG: Sequence[Any] = (
    *(None, True, 5, -1, 2.5, math.nan, math.inf, 10**400, 1j),
    *("reef", "", "x" * 5000, "\0", "\ud800", b"x", bytearray(3)),
    *([], [5], ["reef", "reef"], (), {}, {"a": 1}, {1}, range(3)),
    *(object(), Unspeakable(), len, REQUEST, SPRITE, Mask(), Light()),
    *(np.zeros(3), np.zeros((0, 0)), np.full((32, 32), 64, np.uint8), np.full((32, 32), 7.0), np.array(None)),
    *(np.float32(0.5), np.int64(2), np.datetime64("2020"), Path("/dev/null/at all"), np.ones((2, 32, 32), np.uint8)),
)


class ConstantEngine:
    """Draws every sprite in one colour."""

    name = "constant"

    def decode(self, jobs: Sequence[Job], *, finished: Finished | None = None) -> list[Indices]:
        for place in range(len(jobs)):
            if finished is not None:
                finished(place)
        return [FLAT.copy() for _ in jobs]


@pytest.fixture(scope="module")
def generator() -> Generator:
    made = Generator()
    made._engine = made._drawing._engine = ConstantEngine()
    return made


def errors_of(call: Callable[..., Any], right: dict[str, Any], wrong: Sequence[Any] = WRONG) -> list[str]:
    """Each argument in turn replaced by each wrong value -> what came of it that must not."""
    call(**right)
    found = []
    for name in right:
        for value in wrong:
            try:
                call(**{**right, name: value})
            except PixelgenError as error:
                text = str(error)
                if "\n" in text or not 10 < len(text) < 700:
                    found.append(f"{name}={type(value).__name__}: {text!r}")
            except Exception as error:
                found.append(f"{name}={type(value).__name__} {type(error)!s}: {error}")
    return found


CALLS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "SpriteRequest": (
        SpriteRequest,
        {
            "zone": "reef",
            "category": "coral",
            "species": None,
            "colours": (),
            "seed": 1,
            "temperature": 0.7,
            "top_k": 0,
            "top_p": 1.0,
            "min_p": 0.1,
        },
    ),
    "of a child": (
        lambda parents, mask: SpriteRequest("reef", "coral", parents=parents, mask=mask),
        {"parents": (Parent.of(REQUEST),), "mask": Mask()},
    ),
    "from_canonical": (SpriteRequest.from_canonical, {"text": REQUEST.canonical()}),
    "bred": (bred, {"a": REQUEST, "b": SPRITE, "seed": 1, "mask": None, "zone": None, "category": None}),
    "bred of pictures": (bred, {"a": SPRITE, "b": SPRITE, "zone": "reef", "category": "coral", "species": None}),
    "inpainted": (inpainted, {"sprite": REQUEST, "mask": ANEW, "seed": 1, "colours": (), "temperature": 0.7}),
    "Mask": (Mask, {"pattern": "fins", "share": 0.4, "pixels": ""}),
    "Mask.of_pixels": (Mask.of_pixels, {"drawn_anew": ANEW}),
    "Parent": (Parent, {"name": Parent.of(REQUEST).name}),
    "Parent.of": (Parent.of, {"origin": REQUEST}),
    "Sprite": (Sprite, {"indices": FLAT}),
    "Light": (lambda **fields: Light(**fields).vector, {"azimuth": 135.0, "elevation": 40.0}),
    "ShadingStyle": (
        lambda **fields: shade(FLAT, ShadingStyle(**fields)),
        {
            "light": Light(),
            "highlight": 1,
            "shadow": 2,
            "lit_from": 0.1,
            "dark_from": 0.2,
            "deep_from": 0.8,
            "ambient_occlusion": 0.4,
            "edge_darkening": 0.5,
            "rim": 0,
            "glow": 0,
            "dither": False,
            "selective_outline": True,
        },
    ),
    "style_of": (style_of, {"zone": "reef"}),
    "shade": (shade, {"indices": FLAT, "style": style_of("reef")}),
    "normal_map": (normal_map, {"indices": FLAT}),
    "emission_mask": (emission_mask, {"indices": FLAT}),
    "animate": (
        animate,
        {
            "indices": FLAT,
            "category": "reef_fish",
            "species": None,
            "animation": "idle",
            "frames": 6,
            "margin": 2,
        },
    ),
    "animations_of": (animations_of, {"category": "reef_fish", "species": None}),
    "move": (move, {"layer": FLAT, "animation": MOVED}),
    "move_normals": (move_normals, {"normals": normal_map(FLAT), "animation": MOVED}),
    "OwnPalette": (OwnPalette, {"ramps": {"ink": ["#000000"], "azure": ["#0000ff"]}}),
    "OwnPalette of colours": (
        lambda colours: OwnPalette({"ink": colours, "azure": ["#0000ff"]}),
        {"colours": ["#000000"]},
    ),
    "OwnPalette.from_colours": (OwnPalette.from_colours, {"colours": ["#000000", "#ffffff"]}),
    "OwnPalette.from_file": (OwnPalette.from_file, {"name": "a.hex", "content": b"000000\nffffff"}),
    "OwnPalette.read": (OwnPalette.read, {"path": Path(pixelgen.__file__).parent / "data" / "pixelgen.gpl"}),
    "read_colours": (read_colours, {"name": "a.hex", "content": b"000000"}),
    "OwnPicture": (
        OwnPicture,
        {"rgba": np.ones((1, 8, 8, 4), np.uint8), "durations_ms": (120,), "glow": frozenset(), "notes": ()},
    ),
    "OwnPicture.read": (
        OwnPicture.read,
        {"source": PNG, "frame_size": None, "frames": None, "faces_left": False, "glow": ()},
    ),
    "OwnPicture of frames": (lambda size: OwnPicture.read(PNG, frame_size=size), {"size": (16, 16)}),
    "OwnPicture.lit": (OwnPicture.read(PNG).lit, {"style": style_of("reef"), "parts": None}),
    "OwnPalette.rgba": (PALETTE.rgba, {"sprite": Sprite(np.zeros((32, 32), np.uint8))}),
    "read_picture": (read_picture, {"source": PNG}),
    "read_dna": (read_dna, {"source": PNG}),
    "encode_png": (encode_png, {"indices": FLAT, "scale": 1, "text": {"a": "b"}, "rgb": None}),
    "text of a PNG": (lambda content: encode_png(FLAT, text={"a": content}), {"content": "b"}),
    "encode_dna": (encode_dna, {"request": REQUEST, "weights": "0", "engine_version": 5, "generations": None}),
    "decode_dna": (decode_dna, {"text": DNA}),
    "check_drawn_with": (decode_dna(DNA).check_drawn_with, {"weights": "0" * 64, "engine_version": ENGINE_VERSION}),
    "DnaLibrary.read": (DnaLibrary.read, {"path": "none.txt"}),
    "DnaLibrary.write": (DnaLibrary().write, {"path": "some.txt"}),
    "DnaLibrary.add": (DnaLibrary().add, {"requests": [REQUEST], "weights": "0", "engine_version": 5}),
    "DnaLibrary.complete": (DnaLibrary().complete, {"dna": decode_dna(DNA)}),
    "in a DnaLibrary": (DnaLibrary().__contains__, {"request": REQUEST}),
    "Locus": (Locus, {"trait": "build", "shown": "slim", "hidden": "slim"}),
    "Genome": (Genome, {"zone": "reef", "species": "tang", "loci": (LOCUS,)}),
    "Genome.from_canonical": (Genome.from_canonical, {"text": GENOME.canonical()}),
    "Genome.from_fields": (
        Genome.from_fields,
        {"zone": "reef", "species": "tang", "traits": {"build": "slim"}, "hidden": {}},
    ),
    "notes_of": (notes_of, {"children": []}),
    "decode_toml": (decode_toml, {"content": b"a = 1"}),
    "read_toml": (read_toml, {"text": "a = 1"}),
    "OwnPalette.from_toml": (
        OwnPalette.from_toml,
        {"content": b"[ramps]\nink = ['#000000']\nazure = ['#0000ff']"},
    ),
    "write_files": (write_files, {"contents": {Path("a.txt"): b"a"}}),
    "a file of write_files": (lambda content: write_files({Path("a.txt"): content}), {"content": b"a"}),
    "a path of write_files": (lambda path: write_files({path: b"a"} if path.__hash__ else {}), {"path": Path("a.txt")}),
    "Cache.get": (lambda key: Cache("cache").get(key), {"key": EntryKey("a", "b", 1)}),
    "Cache.put": (
        lambda key, sprite: Cache("cache").put(key, sprite),
        {"key": EntryKey("a", "b", 1), "sprite": SPRITE},
    ),
    "Cache": (Cache, {"folder": "cache", "limit": 1 << 20, "warn": None}),
    "stoppable_by": (lambda stop: stoppable_by(stop).__enter__(), {"stop": Stop()}),
}


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize("name", CALLS)
def test_no_function_fails_inside(name: str) -> None:
    assert errors_of(*CALLS[name]) == []


@pytest.mark.usefixtures("empty_folder")
def test_no_method_of_a_generator_fails_inside(generator: Generator) -> None:
    calls: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "sprite": (generator.sprite, {"request": REQUEST}),
        "sprites": (generator.sprites, {"requests": [REQUEST], "progress": print}),
        "species_of": (generator.species_of, {"request": REQUEST}),
        "traits_of": (generator.traits_of, {"request": REQUEST}),
        "genome": (generator.genome, {"request": SPRITE, "zone": "reef", "species": "tang"}),
        "Generator.litter": (
            generator.litter,
            {"a": REQUEST, "b": SPRITE, "size": 2, "seed": 1, "pose": "turn", "temperature": 0.5}
            | {"zone": "reef", "species": "tang"},
        ),
        "cross": (cross, {"a": GENOME, "b": GENOME, "pool": generator.gene_pool, "seed": 1}),
        "litter": (litter, {"a": GENOME, "b": GENOME, "pool": generator.gene_pool, "size": 2, "seed": 1}),
        "inherited_parts": (
            inherited_parts,
            {"a": GENOME, "child": cross(GENOME, GENOME, generator.gene_pool), "same_pose": True},
        ),
        "Genome.check": (GENOME.check, {"pool": generator.gene_pool}),
        "submit": (generator.submit, {"request": REQUEST}),
        "breed": (generator.breed, {"a": REQUEST, "b": REQUEST, "seed": 1, "mask": None, "species": None}),
        "inpaint": (generator.inpaint, {"sprite": REQUEST, "mask": ANEW, "zone": None, "category": None}),
        "dna": (generator.dna, {"request": REQUEST, "generations": None}),
        "request_of": (generator.request_of, {"dna": generator.dna(REQUEST)}),
        "png": (generator.png, {"request": REQUEST, "sprite": None, "look": None, "scale": 1, "palette": None}),
        "save": (generator.save, {"request": REQUEST, "path": "a.png", "sprite": SPRITE, "look": None}),
        "look": (
            lambda **fields: generator.png(REQUEST, look=Appearance(**fields)),
            {"shaded": True, "light": None, "frames": 6, "animation": "idle", "margin": 0},
        ),
    }
    for name, (call, right) in calls.items():
        wrong = [value for value in WRONG if not (name == "sprites" and value is len)]  # whose own error that would be
        assert errors_of(call, right, wrong) == [], name


@pytest.mark.usefixtures("empty_folder")
def test_no_generator_is_made_of_wrong_arguments() -> None:
    right = {"weights": None, "cache": None, "threads": None, "batch": 16}
    assert errors_of(Generator, right, WRONG) == []


def test_a_generator_with_an_odd_cache_is_refused_and_the_next_one_submits() -> None:
    with pytest.raises(RequestError, match="cache must be a path; got 5"):
        Generator(cache=5)  # type: ignore[arg-type]
    with Generator() as made:
        assert made.submit(SpriteRequest("reef", "coral", seed=1, temperature=0)).result(120)


@pytest.mark.parametrize("wrong", ["reef", None, SPRITE])
def test_what_is_no_request_is_told(generator: Generator, wrong: Any) -> None:
    for call in (
        generator.sprite,
        generator.submit,
        generator.dna,
        generator.species_of,
        generator.traits_of,
        generator.png,
    ):
        with pytest.raises(RequestError, match=r"must be a SpriteRequest; got"):
            call(wrong)
    with pytest.raises(
        RequestError, match=r"requests must be a SpriteRequest; got|must be a sequence of SpriteRequest"
    ):
        generator.sprites([wrong])
    with pytest.raises(RequestError, match="a parent must be a SpriteRequest or a Sprite"):
        bred(5, REQUEST)  # type: ignore[arg-type]
