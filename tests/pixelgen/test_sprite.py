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
