"""Contrast of tones with a zone's water."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.palette import COLOURS, shade_of
from pixelgen.vocabulary import ZONES
from training.drawing.contrast import LEAST, RATIOS, contrast, luminance, median_contrast, suited
from training.drawing.zones import scheme, tone


def test_luminance_is_that_of_the_guidelines() -> None:
    assert luminance([[0, 0, 0], [255, 255, 255]]).tolist() == [0.0, pytest.approx(1.0)]
    assert luminance((255, 0, 0)) == pytest.approx(0.2126)
    assert luminance((119, 119, 119)) == pytest.approx(0.184, abs=0.001)


def test_every_tone_has_a_ratio_of_one_or_more_in_every_zone() -> None:
    for zone in ZONES:
        assert RATIOS[zone].shape == (COLOURS,)
        assert (RATIOS[zone] >= 1).all()
    assert contrast(tone("ink6"), "hadal") > 19
    assert contrast(tone("ink1"), "hadal") < 2


def test_the_median_is_over_coloured_pixels_alone() -> None:
    sprites = np.zeros((2, 32, 32), dtype=np.uint8)
    sprites[0, 0, :3] = tone("ink6"), tone("ink6"), tone("ink0")
    assert median_contrast(sprites, "midnight").tolist() == [contrast(tone("ink6"), "midnight"), 1.0]


def test_a_dull_scheme_moves_to_the_nearest_shade_that_stands_out_and_a_good_one_stays() -> None:
    dull = scheme("sand4 sand5 sand3 ink6 kelp4 gold5")
    moved = suited(dull, "shallows")
    assert contrast(dull.body, "shallows") < LEAST <= contrast(moved.body, "shallows")
    assert [shade_of(one) for one in (moved.body, moved.belly, moved.fin)] == [2, 3, 1]
    assert (moved.mark, moved.accent, moved.iris, moved.family) == (dull.mark, dull.accent, dull.iris, "sand")
    assert suited(moved, "shallows") == moved


def test_a_scheme_gets_what_its_ramp_has_where_nothing_stands_out() -> None:
    assert suited(scheme("rose4 rose5 rose3 ink6 rose4 ink6"), "reef", least=9.0).body == tone("rose6")
