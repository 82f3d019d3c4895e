"""The art rules on sprites made by hand: each figure is what one can count."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import colour_index
from training.pixel_rules import (
    Indices,
    box,
    broken_rules,
    colour_count,
    extent,
    loose_share,
    off_centre,
    off_ground,
    orphan_share,
    ramp_count,
)

CORAL, CORAL_DARK, CORAL_LIGHT = (colour_index("coral", shade) for shade in (4, 0, 6))
AZURE, KELP, GOLD, ROSE, INK = (colour_index(ramp, 3) for ramp in ("azure", "kelp", "gold", "rose", "ink"))


def blank() -> Indices:
    return np.zeros((32, 32), dtype=np.uint8)


def good() -> Indices:
    """A 24x24 square of one ramp, centred, that keeps every rule."""
    sprite = blank()
    sprite[4:28, 4:28] = CORAL_DARK
    sprite[5:27, 5:27] = CORAL
    sprite[18:27, 5:27] = CORAL_LIGHT
    return sprite


def broken(sprite: Indices, *, standing: bool = False) -> list[str]:
    return broken_rules(sprite, standing=standing)


def test_a_good_sprite_keeps_every_rule() -> None:
    assert broken(good()) == []


def test_an_empty_sprite_breaks_rules_without_an_error() -> None:
    assert box(blank()).tolist() == [0, 0, 0, 0]
    assert loose_share(blank()) == 1.0
    assert "one connected body" in broken(blank())
    assert "fills 60 to 100 % of the canvas" in broken(blank())


def test_orphans_are_pixels_without_a_neighbour_of_their_ramp() -> None:
    sprite = good()
    coloured = np.count_nonzero(sprite)
    assert orphan_share(sprite) == 0
    sprite[10, 10] = AZURE
    assert orphan_share(sprite) == 1 / coloured
    sprite[10, 11] = colour_index("azure", 5)  # a neighbour of the same ramp, another shade
    assert orphan_share(sprite) == 0


def test_a_pinhole_counts_as_an_orphan() -> None:
    sprite = good()
    sprite[10, 10] = 0
    assert orphan_share(sprite) == 1 / (24 * 24 - 1)
    sprite[10, 11] = 0  # two pixels are a gap that is meant
    assert orphan_share(sprite) == 0


def test_a_pixel_at_the_edge_has_no_neighbour_beyond_it() -> None:
    sprite = blank()
    sprite[0, 5] = sprite[31, 5] = sprite[9, 0] = sprite[9, 31] = CORAL
    assert orphan_share(sprite) == 1


def test_many_orphans_break_the_rule() -> None:
    sprite = good()
    sprite[6:18:2, 6:24:2] = AZURE
    assert broken(sprite) == ["orphan pixels at most 5 %"]


def test_loose_pixels_are_those_outside_the_largest_piece() -> None:
    sprite = good()
    sprite[0, 0:2] = CORAL
    assert loose_share(sprite) == pytest.approx(2 / (24 * 24 + 2))
    assert "one connected body" in broken(sprite)


def test_pieces_that_touch_at_a_corner_are_one() -> None:
    sprite = good()
    sprite[3, 3] = sprite[2, 2] = CORAL
    assert loose_share(sprite) == 0


@pytest.mark.parametrize(("length", "fills"), [(18, False), (20, True), (32, True)])
def test_the_longer_side_counts_as_the_extent(length: int, fills: bool) -> None:
    sprite = blank()
    first = (32 - length) // 2
    sprite[first : first + length, 12:20] = CORAL
    assert extent(sprite) == length / 32
    assert ("fills 60 to 100 % of the canvas" not in broken(sprite)) == fills


@pytest.mark.parametrize(("down", "right", "off"), [(0, 0, 0), (1, 0, 1), (0, -3, 3), (2, 3, 3)])
def test_off_centre_is_the_larger_distance(down: int, right: int, off: float) -> None:
    sprite = np.roll(good(), (down, right), axis=(0, 1))
    assert off_centre(sprite) == off
    assert ("centred, or standing" in broken(sprite)) == (off > 0.5)


def test_an_odd_box_may_be_off_by_half_a_pixel() -> None:
    sprite = good()
    sprite[:, 27] = 0
    assert off_centre(sprite) == 0.5
    assert "centred, or standing" not in broken(sprite)


def test_a_standing_sprite_has_its_foot_on_the_bottom_row() -> None:
    standing = np.roll(good(), 4, axis=0)
    assert off_ground(standing) == 0
    assert broken(standing, standing=True) == []
    assert off_ground(good()) == 4
    assert "centred, or standing" in broken(good(), standing=True)
    assert off_ground(np.roll(standing, 2, axis=1)) == 1.5


def test_a_ramp_counts_from_three_pixels_on() -> None:
    sprite = good()
    sprite[10, 10:12] = AZURE
    assert ramp_count(sprite) == 1
    sprite[10, 12] = AZURE
    assert ramp_count(sprite) == 2


def test_six_ramps_are_too_many() -> None:
    sprite = good()
    for row, tone in enumerate((AZURE, KELP, GOLD, ROSE, INK)):
        assert "at most 5 ramps" not in broken(sprite)
        sprite[6 + row, 6:12] = tone
    assert broken(sprite) == ["at most 5 ramps"]


def test_two_colours_are_too_few_and_thirteen_too_many() -> None:
    sprite = good()
    sprite[sprite == CORAL_LIGHT] = CORAL
    assert broken(sprite) == ["3 to 12 colours"]
    tones = [colour_index(ramp, shade) for ramp in ("coral", "azure") for shade in range(7)]
    for row, tone in enumerate(tones[:12]):
        sprite[5 + row, 5:27] = tone
    sprite[17:27, 5:27] = tones[0]
    assert colour_count(sprite) == 12
    assert broken(sprite) == []
    sprite[18:20, 5:27] = tones[12]
    assert colour_count(sprite) == 13
    assert broken(sprite) == ["3 to 12 colours"]
