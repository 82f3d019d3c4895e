"""Tones: how different they look, and which of several is seen best on another."""

from __future__ import annotations

import pytest

from training.drawing.tones import clearest, clearest_on_all, darker, difference
from training.drawing.zones import tone


def test_a_tone_differs_from_itself_by_nothing_and_more_from_each_further_shade_of_its_ramp() -> None:
    shades = [tone(f"coral{shade}") for shade in range(7)]
    from_darkest = [difference(shades[0], shade) for shade in shades]
    assert from_darkest[0] == 0
    assert from_darkest == sorted(from_darkest)
    assert difference(shades[2], shades[5]) == difference(shades[5], shades[2])
    assert difference(shades[3], darker(shades[3])) == pytest.approx(0.12, abs=0.03)


def test_the_clearest_tone_is_the_one_most_unlike_what_it_lies_on() -> None:
    on = tone("violet4")
    assert clearest(on, tone("violet3"), tone("violet6"), tone("violet5")) == tone("violet6")
    assert clearest(tone("violet6"), tone("violet5"), tone("violet2")) == tone("violet2")


def test_the_clearest_tone_on_several_is_seen_on_each_of_them() -> None:
    grounds = (tone("violet1"), tone("violet5"))
    assert clearest(grounds[0], tone("violet6"), tone("violet3")) == tone("violet6")
    assert clearest_on_all(grounds, tone("violet6"), tone("violet3")) == tone("violet3")
