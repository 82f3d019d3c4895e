"""Light, normals, motion and anchors in C: the bytes of Python, for drawn sprites, random pictures and odd sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.anchors import anchors_of
from pixelgen.drawing.engines import KERNEL_VARIABLE, REFERENCE
from pixelgen.errors import RequestError
from pixelgen.generator import Generator
from pixelgen.look.animation import animate, animations_of, move, move_anchors, move_normals
from pixelgen.look.core_look import core_look
from pixelgen.look.lighting.light import Light, ShadingStyle, style_of
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.shading import shade
from pixelgen.native.library import NativeError, library
from pixelgen.parts import PARTS
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from tests.pixelgen.native.c_look import (
    c_anchors,
    c_animate,
    c_animations,
    c_emission,
    c_move_anchors,
    c_move_normals,
    c_normals,
    c_shade,
    c_style,
    style_in_c,
)
from tests.pixelgen.native.creatures import one_of
from tests.pixelgen.test_anchors import FISH, parts_of

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)

Pixels = npt.NDArray[np.uint8]


@pytest.fixture(scope="module")
def drawn() -> Iterator[list[tuple[SpriteRequest, Sprite]]]:
    """Every species once, each in some zone."""
    requests = [
        SpriteRequest(ZONES[number % len(ZONES)], category, species, seed=number)
        for number, (species, category) in enumerate(SPECIES.items())
    ]
    with Generator() as generator:
        yield list(zip(requests, generator.sprites(requests), strict=True))


@pytest.fixture(autouse=True)
def _by_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library does in Python is done by the reference."""
    monkeypatch.setenv(KERNEL_VARIABLE, REFERENCE)


def picture(rng: np.random.Generator) -> tuple[Pixels, Pixels | None]:
    """Boxes of colours and lone pixels on water, of any size; with random parts, or none."""
    height, width = (int(rng.choice([1, 2, 5, 17, 32, 40])) for _ in range(2))
    grid = np.zeros((height, width), dtype=np.uint8)
    colours = rng.integers(1, 64, 5)
    for _ in range(int(rng.integers(0, 9))):
        row, column = int(rng.integers(height)), int(rng.integers(width))
        tall, wide = rng.integers(1, 15, 2)
        grid[row : row + tall, column : column + wide] = rng.choice(colours)
    for _ in range(int(rng.integers(0, 12))):
        grid[int(rng.integers(height)), int(rng.integers(width))] = int(rng.choice([0, 1, 6, 7, 60, *colours]))
    if rng.random() < 0.1:
        grid = rng.integers(0, 64, (height, width), dtype=np.uint8)
    if rng.random() < 0.4:
        return grid, None
    parts = np.full((height, width), int(rng.choice([1, 1, 2, 5, 6])), dtype=np.uint8)
    for _ in range(int(rng.integers(0, 10))):
        row, column = int(rng.integers(height)), int(rng.integers(width))
        tall, wide = rng.integers(1, 12, 2)
        parts[row : row + tall, column : column + wide] = rng.integers(1, len(PARTS))
    parts[grid == 0] = 0
    return grid, parts


def random_style(rng: np.random.Generator) -> ShadingStyle:
    thresholds: list[float] = (rng.random(5) * [0.4, 0.6, 1.2, 1.0, 1.5]).tolist()
    shades = rng.integers(0, 3, 4).tolist()
    return ShadingStyle(
        Light(float(rng.uniform(-400, 400)), float(rng.uniform(-90, 90))),
        shades[0],
        shades[1],
        thresholds[0],
        thresholds[1],
        thresholds[2],
        thresholds[3],
        thresholds[4],
        rim=shades[2],
        glow=shades[3],
        dither=bool(rng.integers(2)),
        selective_outline=bool(rng.integers(2)),
    )


def test_the_light_of_zones_is_that_of_python(drawn: list[tuple[SpriteRequest, Sprite]]) -> None:
    for number, (_, sprite) in enumerate(drawn):
        zones = ZONES if number % 8 == 0 else ZONES[number % 6 : number % 6 + 1]
        for zone in zones:
            for parts in (sprite.parts, None):
                expected = shade(sprite.indices, style_of(zone), parts)
                np.testing.assert_array_equal(c_shade(sprite.indices, c_style(zone), parts), expected)


def test_any_light_on_any_picture_is_that_of_python() -> None:
    rng = np.random.default_rng(0)
    changed = 0
    for _ in range(250):
        indices, parts = picture(rng)
        style = random_style(rng)
        expected = shade(indices, style, parts)
        np.testing.assert_array_equal(c_shade(indices, style_in_c(style), parts), expected)
        changed += not np.array_equal(indices, expected)
    assert changed > 50


def test_normals_and_emission_are_those_of_python(drawn: list[tuple[SpriteRequest, Sprite]]) -> None:
    rng = np.random.default_rng(1)
    pictures = [(sprite.indices, sprite.parts) for _, sprite in drawn] + [picture(rng) for _ in range(100)]
    for indices, parts in pictures:
        np.testing.assert_array_equal(c_normals(indices, parts), normal_map(indices, parts))
        np.testing.assert_array_equal(c_emission(indices), emission_mask(indices))


def same_motion(indices: Pixels, parts: Pixels | None, category: str | None, **how: Any) -> None:
    expected = animate(indices, category, parts=parts, **how)
    found = c_animate(indices, category, parts, **how)
    np.testing.assert_array_equal(found.sources, expected.sources, err_msg=f"{category} {how}")
    np.testing.assert_array_equal(found.frames, expected.frames)
    np.testing.assert_array_equal(found.durations_ms, expected.durations_ms)
    np.testing.assert_array_equal(found.mirrored, expected.mirrored)
    assert found.loops == expected.loops
    normals = normal_map(indices, parts)
    np.testing.assert_array_equal(c_move_normals(normals, expected), move_normals(normals, expected))
    assert c_move_anchors(indices, parts, expected) == move_anchors(indices, parts, expected)
    assert move(indices, expected).shape == found.frames.shape


def test_the_motion_of_every_species_is_that_of_python(drawn: list[tuple[SpriteRequest, Sprite]]) -> None:
    rng = np.random.default_rng(2)
    for request, sprite in drawn:
        for animation in animations_of(request.category, request.species):
            how = {"frames": int(rng.integers(4, 9)), "margin": int(rng.choice([0, 1, 2, 5]))}
            parts = sprite.parts if rng.random() < 0.7 else None
            same_motion(sprite.indices, parts, request.category, species=request.species, animation=animation, **how)


def test_the_motion_of_any_picture_is_that_of_python() -> None:
    rng = np.random.default_rng(3)
    for _ in range(150):
        indices, parts = picture(rng)
        species = one_of(rng, [None, *SPECIES])
        category = one_of(rng, [None, SPECIES[species]]) if species else one_of(rng, [None, *CATEGORIES])
        animation = one_of(rng, animations_of(category, species))
        how = {"frames": int(rng.integers(4, 9)), "margin": int(rng.choice([0, 0, 1, 3]))}
        same_motion(indices, parts, category, species=species, animation=animation, **how)


def test_anchors_are_those_of_python(drawn: list[tuple[SpriteRequest, Sprite]]) -> None:
    rng = np.random.default_rng(4)
    pictures = [(sprite.indices, sprite.parts) for _, sprite in drawn] + [picture(rng) for _ in range(200)]
    pictures += [(sprite.indices, None) for _, sprite in drawn]
    lured = parts_of(*FISH)
    pictures.append((np.where(lured > 0, 20, 0).astype(np.uint8), lured))
    lures = 0
    for indices, parts in pictures:
        expected = anchors_of(indices, np.zeros_like(indices) if parts is None else parts)
        assert c_anchors(indices, parts) == expected
        lures += expected.lure is not None
    assert lures > 0


def test_the_library_lights_and_moves_by_the_core(
    drawn: list[tuple[SpriteRequest, Sprite]], monkeypatch: pytest.MonkeyPatch
) -> None:
    request, sprite = drawn[0]
    pair = np.stack([sprite.indices, sprite.indices[::-1]]), np.stack([sprite.parts, sprite.parts[::-1]])
    found = []
    for kernel in (REFERENCE, ""):
        monkeypatch.setenv(KERNEL_VARIABLE, kernel)
        assert (core_look(32, 32) is None) == (kernel == REFERENCE)
        moved = animate(sprite.indices, request.category, species=request.species, parts=sprite.parts)
        turned = animate(sprite.indices, request.category, parts=sprite.parts, animation="turn", margin=1)
        normals = move_normals(normal_map(sprite.indices, sprite.parts), turned)
        placed = np.array([repr(move_anchors(sprite.indices, sprite.parts, one)) for one in (moved, turned)])
        lit = shade(pair[0], style_of("reef"), pair[1])
        found.append([lit, normal_map(*pair), moved.sources, moved.durations_ms, normals, placed])
    assert core_look(32, 1025) is None
    for one, other in zip(*found, strict=True):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        np.testing.assert_array_equal(one, other)


def test_what_an_animal_can_do_is_that_of_python() -> None:
    for category in (None, *CATEGORIES):
        assert c_animations(category, None) == animations_of(category)
    for species, category in SPECIES.items():
        assert c_animations(category, species) == c_animations(None, species) == animations_of(category, species)
    for wrong in (("fish", None), (None, "unicorn"), ("coral", "crab")):
        with pytest.raises(RequestError):
            animations_of(*wrong)
        with pytest.raises(NativeError, match=r"must be one of the sea's"):
            c_animations(*wrong)


def test_a_shadow_falls_to_the_same_side_whichever_root_is_taken() -> None:
    """C has no hypot that is the same everywhere; a square root is."""
    slant = 0.38
    for right in range(-256, 257):
        for up in range(-256, 257):
            level = math.sqrt(right * right + up * up) * slant
            its = math.hypot(right, up) * slant
            assert (right > level, right < -level, up > level) == (right > its, right < -its, up > its)


def test_what_is_no_picture_style_or_motion_is_told() -> None:
    body = np.full((4, 4), 9, dtype=np.uint8)
    with pytest.raises(NativeError, match="an index must be below 64"):
        c_shade(np.full((4, 4), 64, dtype=np.uint8), c_style())
    with pytest.raises(NativeError, match="parts must be below 11; got 11"):
        c_normals(body, np.full((4, 4), 11, dtype=np.uint8))
    parts = np.ones((4, 4), dtype=np.uint8)
    parts[0, 0] = 0
    with pytest.raises(NativeError, match="parts must be above 0 where a pixel is drawn, and there alone"):
        c_anchors(body, parts)
    with pytest.raises(NativeError, match="a picture's sides must be 1 to 1024; got 1025 x 1"):
        c_emission(np.zeros((1025, 1), dtype=np.uint8))
    for name, value in (("highlight", 3), ("rim", -1), ("lit_from", math.nan), ("size", 3)):
        style = c_style()
        setattr(style, name, value)
        with pytest.raises(NativeError):
            c_shade(body, style)
    for how in ({"frames": 3}, {"frames": 9}, {"margin": 65}, {"margin": -1}, {"animation": "dart"}, {"size": 1}):
        with pytest.raises(NativeError):
            c_animate(body, "coral", **how)
