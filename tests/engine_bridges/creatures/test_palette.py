from __future__ import annotations

import numpy as np
import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.palette import palette_of
from pixelgen import OwnPalette
from tests.engine_bridges.tiny_creatures import COLOURS


def test_a_tone_of_all_is_a_silhouette_and_of_nothing_the_palette_itself() -> None:
    assert COLOURS.toned((9, 8, 7), 0) == COLOURS
    silhouette = COLOURS.toned((9, 8, 7), 1)
    assert (silhouette.rgba[1:] == (9, 8, 7, 255)).all()
    assert np.array_equal(silhouette.rgba[0], COLOURS.rgba[0])


def test_a_tone_of_half_lies_in_the_middle() -> None:
    assert COLOURS.toned((0, 0, 0), 0.5).rgba[2].tolist() == [100, 20, 25, 255]


@pytest.mark.parametrize(("rgb", "share"), [((0, 0, 256), 0.5), ((0, 0, 0), 1.5), ((0, 0, 0), -1)])
def test_a_tone_that_there_is_not_is_refused(rgb: tuple[int, int, int], share: float) -> None:
    with pytest.raises(PackError, match="a tone must be"):
        COLOURS.toned(rgb, share)


def test_a_games_own_colours_are_opaque_but_for_index_0() -> None:
    own = OwnPalette({"ink": ["#101018", "#f0f0f0"], "coral": ["#802020", "#f06040"]})
    palette = palette_of(own, name="mine")
    assert palette.name == "mine"
    assert palette.rgba[:, 3].tolist() == [0] + [255] * 63
    assert np.array_equal(palette.rgba[:, :3], own.rgb_table())
