"""Colours of a picture -> palette indices: near, in order, ramps kept together and apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.oklab import PALETTE, to_oklab
from pixelgen.palette import RGB, colour_index, ramp_of, shade_of
from training.drawing.derive_palette import rgb_to_oklab
from training.sources.palette_mapping import MOST_COLOURS, Prices, keep_ramps, merge_alike, nearest


def lab(*colours: str) -> npt.NDArray[np.float64]:
    return to_oklab(np.array([list(bytes.fromhex(colour)) for colour in colours], dtype=np.uint8))


def chosen(*colours: str) -> list[int]:
    return [int(index) for index in keep_ramps(lab(*colours), np.ones(len(colours)))]


def test_oklab_of_many_colours_agrees_with_the_one_the_palette_was_derived_with() -> None:
    assert np.allclose(PALETTE, [rgb_to_oklab(colour) for colour in RGB[1:]], atol=4e-6)


def test_palette_colours_map_to_themselves() -> None:
    assert nearest(PALETTE).tolist() == list(range(1, 64))
    whole_ramp = PALETTE[[index - 1 for index in range(colour_index("kelp", 0), colour_index("kelp", 6) + 1)]]
    assert [ramp_of(index) for index in keep_ramps(whole_ramp, np.ones(7)).tolist()] == ["kelp"] * 7


def test_greys_stay_grey_and_keep_their_order() -> None:
    indices = chosen("181818", "303030", "505050", "787878", "a8a8a8", "f0f0f0")
    assert {ramp_of(index) for index in indices} == {"ink"}
    assert indices == sorted(indices)


def test_a_pale_colour_does_not_turn_loud() -> None:
    assert ramp_of(nearest(lab("6dc2ca"))[0]) == "azure"  # plain distance says the loud glow of the same lightness


@pytest.mark.parametrize(
    "shades", ["a87937 c28c40 e0a24a fab552", "78476a 8c527b a15f8e b46a9f", "67917e 78a893 8ac2a9 9ad9bd"]
)
def test_shades_of_one_colour_are_not_torn_apart_as_the_nearest_colours_would(shades: str) -> None:
    assert len({ramp_of(index) for index in nearest(lab(*shades.split())).tolist()}) > 2
    indices = chosen(*shades.split())
    assert len({ramp_of(index) for index in indices}) == 1
    assert indices == sorted(indices)


def test_lightness_keeps_its_order_on_a_ramp() -> None:
    colours = ["173a17", "1f5c24", "2c8a3c", "5cc468", "a6e8a0"]
    indices = chosen(*colours)
    shades = [shade_of(index) for index in indices]
    assert len({ramp_of(index) for index in indices}) == 1
    assert shades == sorted(shades)
    assert len(set(shades)) == 5


def test_distinct_hues_land_on_distinct_ramps() -> None:
    red, yellow, blue, green = chosen("c83030", "e8c020", "2860d0", "30a040")
    assert len({ramp_of(index) for index in (red, yellow, blue, green)}) == 4


def test_two_muted_hues_are_not_put_onto_one_ramp() -> None:
    assert len({ramp_of(index) for index in nearest(lab("a6626f", "84844f")).tolist()}) == 1
    assert len({ramp_of(index) for index in chosen("a6626f", "84844f")}) == 2


def test_a_shadow_does_not_melt_into_its_colour() -> None:
    assert nearest(lab("8f6333"))[0] == nearest(lab("6c513a"))[0]
    light, _, dark = chosen("8f6333", "2b1d3f", "6c513a")
    assert (ramp_of(light), shade_of(light)) == (ramp_of(dark), shade_of(dark) + 1)


def test_the_lighter_of_two_colours_is_not_the_darker_shade() -> None:
    colours = ("d03d8b", "ef5f7a", "cd4876", "f610aa")
    dark, _, _, light = keep_ramps(lab(*colours), np.ones(4), prices=Prices(turned=0.0)).tolist()
    assert light < dark, "they turn round where it costs nothing"
    dark, _, _, light = chosen(*colours)
    assert light >= dark


def test_colours_that_cannot_be_told_apart_become_one() -> None:
    groups = merge_alike(lab("a87848", "a97848", "2860d0"), np.array([3.0, 1.0, 2.0]))
    assert groups[0] == groups[1] != groups[2]


@pytest.mark.parametrize("count", [1, 2, 21, 200])
def test_at_most_twenty_colours_are_left(count: int) -> None:
    colours = to_oklab(np.random.default_rng(4).integers(0, 256, (count, 3), dtype=np.uint8))
    groups = merge_alike(colours, np.ones(count))
    assert len(groups) == count
    assert sorted(set(groups.tolist())) == list(range(groups.max() + 1))
    assert groups.max() < MOST_COLOURS


def test_rare_colours_give_way_to_common_ones() -> None:
    rng = np.random.default_rng(5)
    colours = to_oklab(rng.integers(0, 256, (40, 3), dtype=np.uint8))
    weights = np.concatenate([np.full(10, 1000.0), np.ones(30)])
    groups = merge_alike(colours, weights)
    assert len(set(groups[:10].tolist())) == 10
