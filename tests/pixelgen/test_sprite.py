from __future__ import annotations

import copy
import hashlib
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pixelgen.palette import RGB
from pixelgen.sprite import Sprite


def _indices() -> np.ndarray[Any, np.dtype[np.uint8]]:
    return (np.arange(1024) % 64).astype(np.uint8).reshape(32, 32)


def test_sprite_keeps_its_own_copy() -> None:
    given = _indices()
    sprite = Sprite(given)
    given[0, 0] = 9
    assert sprite.indices[0, 0] == 0


@pytest.mark.parametrize("again", [Sprite, copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_pixels_cannot_be_written_to_even_after_a_copy(again: Callable[[Any], Sprite]) -> None:
    sprite = again(_indices() if again is Sprite else Sprite(_indices()))
    with pytest.raises(ValueError, match="read-only"):
        sprite.indices[0, 0] = 9
    with pytest.raises(ValueError, match="WRITEABLE"):
        sprite.indices.setflags(write=True)
    assert sprite == Sprite(_indices())


def test_equal_pixels_are_equal_sprites_with_equal_hashes() -> None:
    other = _indices()
    other[31, 31] = 0
    assert Sprite(_indices()) == Sprite(np.asfortranarray(_indices()))
    assert len({Sprite(_indices()), Sprite(_indices()), Sprite(other)}) == 2
    assert Sprite(_indices()) != Sprite(other)
    assert Sprite(_indices()) != "sprite"


@pytest.mark.parametrize(
    "given",
    [
        np.zeros((32, 31), np.uint8),
        np.zeros((1024,), np.uint8),
        np.zeros((1, 32, 32), np.uint8),
        np.zeros((32, 32), np.int64),
        np.full((32, 32), 64, np.uint8),
        [[0] * 32] * 32,
    ],
)
def test_other_shapes_types_and_indices_are_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="indices must be"):
        Sprite(given)


def test_colours_come_from_the_palette_and_only_index_0_is_transparent() -> None:
    rgba = Sprite(_indices()).rgba()
    assert rgba.shape == (32, 32, 4)
    assert rgba.dtype == np.uint8
    assert [tuple(pixel[:3]) for pixel in rgba.reshape(-1, 4)[:64].tolist()] == list(RGB)
    assert rgba.reshape(-1, 4)[:64, 3].tolist() == [0, *[255] * 63]


def test_digest_is_the_hash_of_the_indices_row_by_row() -> None:
    expected = hashlib.sha256(bytes(index % 64 for index in range(1024))).hexdigest()
    assert Sprite(_indices()).digest() == expected
    assert Sprite(np.asfortranarray(_indices())).digest() == expected


def test_parts_of_a_plain_picture_are_unknown() -> None:
    assert not Sprite(_indices()).parts.any()


def test_parts_are_kept_through_a_copy_and_cannot_be_written_to() -> None:
    parts = np.where(_indices() > 0, 1 + _indices() % 10, 0).astype(np.uint8)
    for sprite in (one := Sprite(_indices(), parts), copy.copy(one), pickle.loads(pickle.dumps(one))):
        assert np.array_equal(sprite.parts, parts)
        with pytest.raises(ValueError, match="read-only"):
            sprite.parts[0, 0] = 9


def test_equal_pixels_are_equal_sprites_whatever_their_parts() -> None:
    body = (_indices() > 0).astype(np.uint8)
    assert Sprite(_indices(), body) == Sprite(_indices())
    assert hash(Sprite(_indices(), body)) == hash(Sprite(_indices()))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (np.ones((32, 31), np.uint8), "parts must be a uint8 array"),
        (np.ones((32, 32), np.int64), "parts must be a uint8 array"),
        ([[1] * 32] * 32, "parts must be a uint8 array"),
        (np.full((32, 32), 11, np.uint8), "parts must be below 11; got 11"),
        (np.ones((32, 32), np.uint8), "above 0 where a pixel is drawn, and there alone"),
        (np.eye(32, dtype=np.uint8) * (_indices() > 0), "above 0 where a pixel is drawn, and there alone"),
    ],
)
def test_part_maps_that_do_not_fit_are_refused(parts: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Sprite(_indices(), parts)
