"""The search for the nearest training sprite, against comparing all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.drawing.pixel_rules import Indices
from training.judging import nearest_sprites
from training.judging.nearest_sprites import NearestSprites


def noise(count: int, *, seed: int, colours: int = 6) -> Indices:
    return np.random.default_rng(seed).integers(0, colours, size=(count, 32, 32), dtype=np.uint8)


def blobs(count: int, *, seed: int) -> Indices:
    """Sprites of one square of a few colours: amounts of colour differ widely, as in a corpus."""
    rng = np.random.default_rng(seed)
    sprites = np.zeros((count, 32, 32), dtype=np.uint8)
    for sprite in sprites:
        top, left = rng.integers(0, 20, size=2)
        sprite[top : top + rng.integers(1, 12), left : left + rng.integers(1, 12)] = rng.integers(1, 5)
    return sprites


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_it_finds_what_comparing_all_pairs_finds(seed: int) -> None:
    training, sprite = blobs(600, seed=seed), blobs(1, seed=seed + 1)[0]
    both = np.stack([training, training[:, :, ::-1]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest_sprites, "_AT_ONCE", 4)  # so that the search does stop early
        found = NearestSprites(training).nearest(sprite)
    assert found.pixels == (both != sprite).sum(axis=(2, 3)).min()
    assert (both[int(found.flipped), found.place] != sprite).sum() == found.pixels


def test_a_copy_is_at_no_distance_and_so_is_its_mirror_image() -> None:
    training = noise(300, seed=0)
    search = NearestSprites(training)
    copy, mirrored = search.nearest(training[17]), search.nearest(training[290][:, ::-1])
    assert (copy.place, copy.pixels, copy.flipped) == (17, 0, False)
    assert (mirrored.place, mirrored.pixels, mirrored.flipped) == (290, 0, True)
    assert np.array_equal(search.as_found(mirrored), training[290][:, ::-1])
    assert np.array_equal(search.as_found(copy), training[17])


def test_one_pixel_makes_another_sprite() -> None:
    training = noise(5, seed=1)
    changed = training[3].copy()
    changed[9, 9] = 63
    assert NearestSprites(training).nearest(changed).pixels == 1
