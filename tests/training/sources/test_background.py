"""What belongs to the sprite: by alpha, or by the colour of the border."""

from __future__ import annotations

import numpy as np
import pytest

from tests.training.sources.foreign_art import fish, framed, opaque
from training.sources.background import NoForeground, foreground


def test_half_transparent_pixels_are_in_or_out() -> None:
    picture = framed(fish(), 16, 16)
    picture[3, 5, 3], picture[3, 6, 3] = 127, 128
    mask = foreground(picture)
    assert not mask[3, 5]
    assert mask[3, 6]


def test_an_opaque_background_is_found_by_the_border_and_eyes_of_its_colour_stay() -> None:
    picture = framed(fish(), 20, 12, left=3, top=2)
    assert np.array_equal(foreground(opaque(picture, (250, 250, 250))), picture[..., 3] > 0)


def test_a_background_with_faint_noise_is_one_colour() -> None:
    picture = framed(fish(), 20, 12, left=3, top=2)
    noisy = opaque(picture, (90, 120, 200))
    noise = np.random.default_rng(2).integers(-2, 3, (12, 20, 3))
    noisy[..., :3] = noisy[..., :3].astype(int) + np.where(picture[..., 3:] == 0, noise, 0)
    assert np.array_equal(foreground(noisy), picture[..., 3] > 0)


def test_a_drawing_that_covers_a_corner_does_not_pass_for_the_background() -> None:
    picture = framed(fish(), 14, 8)
    picture[-1, :6] = (40, 20, 30, 255)
    assert np.array_equal(foreground(opaque(picture, (90, 120, 200))), picture[..., 3] > 0)


def test_water_reaches_into_winding_gaps() -> None:
    # A spiral corridor of background: each turn is reached only through the one before.
    wall = np.zeros((11, 11), dtype=bool)
    wall[1, 1:10] = wall[1:10, 9] = wall[9, 1:10] = wall[3:10, 1] = True
    wall[3, 1:8] = wall[3:8, 7] = wall[7, 3:8] = wall[5:8, 3] = True
    picture = np.full((11, 11, 4), (90, 120, 200, 255), dtype=np.uint8)
    picture[wall] = (200, 80, 40, 255)
    assert np.array_equal(foreground(picture), wall | _enclosed(wall))


def _enclosed(wall: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Open pixels that a plain search from the border does not reach."""
    reached, edge = set(), [(y, x) for y in range(11) for x in range(11) if y in (0, 10) or x in (0, 10)]
    while edge:
        y, x = edge.pop()
        if 0 <= y < 11 and 0 <= x < 11 and not wall[y, x] and (y, x) not in reached:
            reached.add((y, x))
            edge += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    return np.array([[not wall[y, x] and (y, x) not in reached for x in range(11)] for y in range(11)])


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (np.zeros((8, 8, 4), dtype=np.uint8), "no foreground"),
        (np.full((8, 8, 4), 255, dtype=np.uint8), "no foreground"),
        (np.random.default_rng(3).integers(0, 256, (8, 8, 4), dtype=np.uint8) | np.uint8(0), "no background"),
    ],
)
def test_a_picture_without_sprite_or_background_says_so(
    picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], reason: str
) -> None:
    if reason == "no background":
        picture[..., 3] = 255
    with pytest.raises(NoForeground, match=reason):
        foreground(picture)
