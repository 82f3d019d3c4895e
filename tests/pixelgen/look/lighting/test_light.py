"""Where light comes from, and the zones' presets."""

from __future__ import annotations

import pytest

from pixelgen.errors import RequestError
from pixelgen.look.lighting.light import Light, ShadingStyle, style_of
from pixelgen.vocabulary import ZONES


@pytest.mark.parametrize(
    ("azimuth", "elevation", "vector"),
    [
        (0, 0, (256, 0, 0)),
        (90, 0, (0, 256, 0)),
        (180, 0, (-256, 0, 0)),
        (270, 0, (0, -256, 0)),
        (135, 40, (-139, 139, 165)),
        (45, 40, (139, 139, 165)),
        (17, 90, (0, 0, 256)),
    ],
)
def test_a_light_points_from_the_right_upwards_and_round(
    azimuth: float, elevation: float, vector: tuple[int, int, int]
) -> None:
    assert Light(azimuth, elevation).vector == vector


@pytest.mark.parametrize("azimuth", range(0, 360, 7))
def test_mirrored_lights_have_mirrored_vectors(azimuth: int) -> None:
    x, y, z = Light(azimuth, 33).vector
    assert Light(180 - azimuth, 33).vector == (-x, y, z)


def test_light_comes_from_the_upper_left_unless_told_otherwise() -> None:
    x, y, _ = ShadingStyle().light.vector
    assert x < 0 < y


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_has_a_style_with_light_from_above(zone: str) -> None:
    assert style_of(zone).light.vector[1] > 0


def test_zones_are_lit_as_the_sea_is() -> None:
    shallows, midnight = style_of("shallows"), style_of("midnight")
    assert abs(shallows.light.azimuth - 90) < abs(style_of("reef").light.azimuth - 90)  # the sun stands high
    assert (midnight.highlight, midnight.shadow) == (0, 0)
    assert all(style_of(zone).rim for zone in ("midnight", "abyss", "hadal"))
    assert not any(style_of(zone).rim for zone in ("shallows", "reef", "twilight"))


@pytest.mark.parametrize("name", ["azimuth", "elevation"])
@pytest.mark.parametrize("degrees", ["left", None, 1j])
def test_a_light_stands_at_a_number_of_degrees(name: str, degrees: float) -> None:
    with pytest.raises(RequestError, match=f"{name} must be a number of degrees"):
        Light(**{name: degrees})


@pytest.mark.parametrize("name", ["azimuth", "elevation"])
def test_a_light_at_no_finite_angle_shines_nowhere(name: str) -> None:
    with pytest.raises(RequestError, match=f"{name} must be a"):
        assert Light(**{name: float("nan")}).vector


@pytest.mark.parametrize("name", ["highlight", "shadow", "rim", "glow"])
def test_a_style_moves_shades_by_two_at_most(name: str) -> None:
    assert getattr(ShadingStyle(**{name: 2}), name) == 2  # type: ignore[arg-type]
    for wrong in (3, -1, 1.5, "much"):
        with pytest.raises(RequestError, match=name):
            ShadingStyle(**{name: wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["lit_from", "dark_from", "deep_from", "ambient_occlusion", "edge_darkening"])
@pytest.mark.parametrize("wrong", ["much", float("nan")])
def test_a_styles_thresholds_are_finite_numbers(name: str, wrong: float) -> None:
    assert getattr(ShadingStyle(**{name: 1}), name) == 1.0  # type: ignore[arg-type]
    with pytest.raises(RequestError, match=name):
        ShadingStyle(**{name: wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["dither", "selective_outline"])
def test_what_a_style_has_or_has_not_is_true_or_false(name: str) -> None:
    with pytest.raises(RequestError, match=name):
        ShadingStyle(**{name: 1})  # type: ignore[arg-type]


def test_a_zone_that_there_is_not_is_refused() -> None:
    with pytest.raises(RequestError, match=r"zone must be one of shallows, .*; got 'lagoon'"):
        style_of("lagoon")
