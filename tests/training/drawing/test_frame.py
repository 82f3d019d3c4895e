"""Frames: shapes scaled, turned and foreshortened about the middle."""

from __future__ import annotations

import numpy as np
import pytest

from training.drawing import masks
from training.drawing.frame import Frame

SQUARE = [(10.0, 10.0), (22.0, 10.0), (22.0, 22.0), (10.0, 22.0)]


def test_a_plain_frame_draws_what_the_masks_draw() -> None:
    plain = Frame()
    assert np.array_equal(plain.polygon(SQUARE), masks.polygon(SQUARE))
    assert np.array_equal(plain.blob(SQUARE), masks.blob(SQUARE))
    assert np.array_equal(plain.stroke(SQUARE, [3, 2]), masks.stroke(SQUARE, [3, 2]))
    assert np.array_equal(plain.line(SQUARE), masks.line(SQUARE))
    assert np.array_equal(plain.dot(3.5, 4.5), masks.dot(3.5, 4.5))


def test_a_frame_scales_about_the_middle() -> None:
    small = Frame(scale=0.5)
    assert small.at(10, 22) == (13.0, 19.0)
    assert small.px(7) == 3.5
    assert small.polygon(SQUARE).sum() == 36
    assert small.stroke([(4, 16), (28, 16)], [6, 6]).any(axis=1).sum() == 4


def test_a_frame_turns_clockwise_and_squeezes_its_width_before() -> None:
    assert Frame().turned(90).at(26, 16) == pytest.approx((16, 26))
    assert Frame().squeezed(0.5).at(26, 20) == (21.0, 20.0)
    assert Frame().squeezed(0.5).turned(90).at(26, 16) == pytest.approx((16, 21))
    assert Frame(2.0).scaled(0.5) == Frame(1.0)


def test_an_ellipse_turns_with_its_frame() -> None:
    tall = Frame().turned(90).ellipse(16, 16, 10, 4)
    assert np.ptp(np.flatnonzero(tall.any(axis=1))) > np.ptp(np.flatnonzero(tall.any(axis=0)))
