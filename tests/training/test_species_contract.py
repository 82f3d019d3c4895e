"""What a species says of itself: ranges by zone, random individuals within them, and every end of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pixelgen.vocabulary import ZONES
from training.drawing.canvas import Canvas
from training.drawing.masks import rectangle
from training.drawing.pixel_rules import GROWTH_PIXELS
from training.drawing.zones import scheme
from training.samples.drawn_sprites import draw
from training.species.contract import EYE_PIXELS, Individual, Species, TraitError, in_growth, resized, well_sized


def _draw(canvas: Canvas, individual: Individual) -> None:
    """Nothing: these tests look at individuals before they are drawn."""


PLAIN = Species(
    name="octopus",
    draw=_draw,
    ranges={"arms": (0.0, 2.0), "bell": (4.0, 8.0)},
    zone_ranges={"hadal": {"arms": (10.0, 20.0)}},
    schemes={
        **dict.fromkeys(
            ZONES, (scheme("kelp4 kelp5 kelp3 kelp2 gold4 ink6"), scheme("ink4 ink5 ink3 ink2 gold4 ink6"))
        ),
        "reef": (scheme("rose4 rose5 rose3 rose2 gold4 ink6"),),
    },
)


def test_a_zone_replaces_the_ranges_and_schemes_that_it_names() -> None:
    assert PLAIN.category == "cephalopod"
    assert PLAIN.ranges_in("reef") == {"arms": (0.0, 2.0), "bell": (4.0, 8.0)}
    assert PLAIN.ranges_in("hadal") == {"arms": (10.0, 20.0), "bell": (4.0, 8.0)}
    assert [one.family for one in PLAIN.schemes_in("reef")] == ["rose"]
    assert [one.family for one in PLAIN.schemes_in("hadal")] == ["kelp", "ink"]


def test_random_individuals_lie_within_the_ranges_of_their_zone_and_differ() -> None:
    rng = np.random.default_rng(0)
    for zone in ZONES:
        drawn = [PLAIN.sample(zone, rng) for _ in range(50)]
        for name, (low, high) in PLAIN.ranges_in(zone).items():
            values = [individual[name] for individual in drawn]
            assert low <= min(values) < low + (high - low) / 4
            assert high - (high - low) / 4 < max(values) <= high
        assert {individual.scheme for individual in drawn} == set(PLAIN.schemes_in(zone))
        assert {individual.zone for individual in drawn} == {zone}
        assert {individual.lit for individual in drawn} == {zone in ("midnight", "abyss", "hadal")}


def test_the_extremes_are_both_ends_of_each_parameter_and_of_all_together() -> None:
    assert [dict(individual.values) for individual in PLAIN.extremes("reef")] == [
        {"arms": 0.0, "bell": 6.0},
        {"arms": 2.0, "bell": 6.0},
        {"arms": 1.0, "bell": 4.0},
        {"arms": 1.0, "bell": 8.0},
        {"arms": 0.0, "bell": 4.0},
        {"arms": 2.0, "bell": 8.0},
    ]
    assert [individual["arms"] for individual in PLAIN.extremes("hadal")] == [10.0, 20.0, 15.0, 15.0, 10.0, 20.0]


def test_extremes_differ_in_their_parameters_alone_and_are_the_same_each_time() -> None:
    for zone in ZONES:
        once, again = PLAIN.extremes(zone), PLAIN.extremes(zone)
        assert {(individual.zone, individual.scheme) for individual in once} == {(zone, once[0].scheme)}
        numbers = {individual.rng.random() for individual in once}
        assert numbers == {individual.rng.random() for individual in again}
        assert len(numbers) == 1


# --- traits ---------------------------------------------------------------------------------------------

TRAITED = Species(
    name="octopus",
    draw=_draw,
    ranges={"lean": (0.0, 1.0)},
    zone_ranges={"hadal": {"lean": (5.0, 6.0)}},
    schemes=dict.fromkeys(
        ZONES, (scheme("rose4 rose5 rose3 rose2 gold4 ink6"), scheme("kelp4 kelp5 rose3 rose2 azure4 ink6"))
    ),
    homes=("reef",),
    traits={
        "build": {"slim": {"bell": (4.0, 5.0)}, "stout": {"bell": (8.0, 9.0)}},
        "pose": {"rest": {"curl": (0.0, 1.0)}, "turn": {"curl": (3.0, 4.0)}, "display": {"curl": (6.0, 7.0)}},
        "eye": {"small": {}, "large": {}, "bold": {}},
        "growth": {"young": {"youth": (0.8, 1.0)}, "adult": {"youth": (0.0, 0.0)}, "giant": {"youth": (-1.0, -0.5)}},
        "glow": {"none": {}, "some": {}, "rich": {}},
    },
    weights={"pose": {"rest": 2, "turn": 1}},
    zone_weights={"hadal": {"pose": {"display": 1}}},
    span=20.0,
)


def test_a_species_offers_what_its_weights_name_or_its_zone_prefers() -> None:
    reef = TRAITED.offers("reef")
    assert reef["family"] == {"rose": 0.5, "kelp": 0.5}
    assert reef["accent"] == {"gold": 0.5, "azure": 0.5}
    assert reef["build"] == {"slim": 0.5, "stout": 0.5}
    assert reef["pose"] == {"rest": 2 / 3, "turn": 1 / 3}
    assert reef["growth"] == {"young": 0.25, "adult": 0.5, "giant": 0.25}
    assert reef["glow"] == {"none": 1}
    assert TRAITED.offers("hadal")["pose"] == {"display": 1}
    assert TRAITED.offers("hadal")["eye"] == {"small": 1}
    assert "limbs" not in reef
    assert PLAIN.offers("hadal") == {"family": {"kelp": 0.5, "ink": 0.5}, "accent": {"gold": 1.0}}


def test_joint_rows_are_all_combinations_and_family_and_accent_come_from_one_scheme() -> None:
    rows = list(TRAITED.rows("reef"))
    assert len(rows) == 2 * 2 * 2 * 3 * 3
    assert sum(share for _, share in rows) == pytest.approx(1)
    assert {(row["family"], row["accent"]) for row, _ in rows} == {("rose", "gold"), ("kelp", "azure")}
    assert list(PLAIN.rows("reef")) == [({"family": "rose", "accent": "gold"}, 1.0)]


def test_a_parameter_lies_in_the_range_of_the_trait_value_that_was_drawn() -> None:
    rng = np.random.default_rng(0)
    seen: Counter[tuple[str, str]] = Counter()
    for _ in range(300):
        one = TRAITED.sample("reef", rng)
        seen.update(one.traits.items())
        assert (one["bell"] < 6) == (one.traits["build"] == "slim")
        assert 3 * ("rest", "turn").index(one.pose) <= one["curl"] <= 3 * ("rest", "turn").index(one.pose) + 1
        low, high = GROWTH_PIXELS[one.growth]
        assert low < one["size"] < high
        assert one.scale == one.frame.scale == one["size"] / 20
        assert (one.traits["family"], one.traits["accent"]) == (one.scheme.family, one.scheme.accent_ramp)
    assert seen["pose", "rest"] > seen["pose", "turn"] > 60
    assert 5 <= TRAITED.sample("hadal", rng)["lean"] <= 6


def test_named_traits_are_kept_and_the_others_drawn() -> None:
    rng = np.random.default_rng(1)
    named = {"family": "kelp", "pose": "turn", "growth": "giant"}
    drawn = [TRAITED.sample("reef", rng, traits=named) for _ in range(40)]
    assert all(named.items() <= one.traits.items() for one in drawn)
    assert {one.traits["build"] for one in drawn} == {"slim", "stout"}


def test_the_same_numbers_give_the_same_individual_whatever_is_named() -> None:
    plain = TRAITED.sample("reef", np.random.default_rng(5))
    again = TRAITED.sample("reef", np.random.default_rng(5), traits=plain.traits)
    assert (plain.values, plain.traits, plain.seed) == (again.values, again.traits, again.seed)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"pose": "display"}, "octopus of the reef has pose rest, turn; got 'display'"),
        ({"family": "sand"}, "octopus of the reef has family/accent kelp/azure, rose/gold; got sand"),
        ({"limbs": "long"}, "octopus has no limbs; it has family, accent, build, pose, eye, growth, glow"),
    ],
)
def test_a_value_that_is_not_offered_is_refused_with_those_that_are(named: dict[str, str], said: str) -> None:
    with pytest.raises(TraitError, match=said):
        TRAITED.sample("reef", np.random.default_rng(0), traits=named)


def test_extremes_have_every_value_of_every_trait() -> None:
    ends = TRAITED.extremes("reef")
    for trait, values in TRAITED.offers("reef").items():
        if trait not in ("family", "accent"):
            assert {one.traits[trait] for one in ends} == set(values)
    assert {one["curl"] for one in ends if one.pose == "turn"} == {3.0, 3.5, 4.0}


def test_an_individual_is_brought_into_the_size_of_its_growth() -> None:
    young = TRAITED.sample("reef", np.random.default_rng(0), traits={"growth": "young"})
    again = resized(young, 30)
    assert 15 <= 30 * again.scale / young.scale <= 19
    assert in_growth(19, "young")
    assert not in_growth(20, "young")
    assert [side for side in range(13, 22) if well_sized(side, "young")] == [17, 18, 19]  # it needs all it can have
    assert all(well_sized(side, "adult") == in_growth(side, "adult") for side in range(18, 30))
    assert 17 <= 15 * resized(young, 15).scale / young.scale <= 19
    assert again.rng.random() == np.random.default_rng(young.seed).random()


def test_an_eye_has_the_size_of_trait_and_growth_and_is_seen_in_the_hadal_zone_too() -> None:
    rng = np.random.default_rng(0)
    for growth, sizes in EYE_PIXELS.items():
        assert list(sizes.values()) == sorted(set(sizes.values())), growth
        for eye, pixels in sizes.items():
            one = TRAITED.sample("reef", rng, traits={"growth": growth, "eye": eye})
            assert one.eye_pixels == pixels
    assert TRAITED.sample("hadal", rng, traits={"growth": "adult"}).eye_pixels == 2
    assert TRAITED.sample("hadal", rng, traits={"growth": "young"}).eye_pixels == 2  # one pixel on a pale body is lost


def test_a_young_one_whose_tips_are_lit_has_no_row_of_lights() -> None:
    rng = np.random.default_rng(0)
    for growth, glow, tips, row in [
        ("young", "rich", True, False),
        ("young", "rich", False, True),  # something of it must shine
        ("young", "some", True, True),
        ("adult", "rich", True, True),
        ("young", "none", False, False),
    ]:
        one = TRAITED.sample("midnight", rng, traits={"growth": growth})
        one = replace(one, traits={**one.traits, "glow": glow})
        canvas = Canvas(lit=True)
        canvas.part("body", rectangle(0, 0, 10, 10), one.scheme.body)
        if tips:
            canvas.light(rectangle(2, 2, 2, 2), one.scheme.light, clip=canvas.filled())
        assert one.row_lit(canvas) == row, (growth, glow, tips)


def test_a_size_that_jumps_over_its_growth_is_sought_in_between() -> None:
    young = TRAITED.sample("reef", np.random.default_rng(0), traits={"growth": "young"})
    between = resized(young, 40, between=(0.9 * young.scale, 1.2 * young.scale))
    assert between.scale == pytest.approx(1.05 * young.scale)  # what the side asks for is below what was too small
    assert resized(young, 40, between=(0.0, 1.2 * young.scale)).scale < young.scale
    assert resized(young, 17, between=(young.scale, np.inf)).scale > young.scale
    assert resized(young, 17, between=(0.0, young.scale)).scale < young.scale


def test_a_drawing_whose_size_jumps_comes_out_within_its_growth() -> None:
    def jump(canvas: Canvas, one: Individual) -> None:
        side = 10 if one.scale < 0.8 else 40 if one.scale > 0.84 else 17
        canvas.part("body", rectangle(0, 0, side, side), one.scheme.body)

    species = replace(TRAITED, draw=jump)
    young = species.sample("reef", np.random.default_rng(0), traits={"growth": "young"})
    assert max(np.ptp(np.nonzero(draw(species, young)), axis=1)) + 1 in range(15, 20)
