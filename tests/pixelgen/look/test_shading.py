"""Light on sprites: what it may change, what it must not, and that it comes from somewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgen.look.lighting.light import Light, ShadingStyle, style_of
from pixelgen.look.shading import shade
from pixelgen.palette import COLOURS, colour_index, ramp_indices, ramp_numbers
from pixelgen.vocabulary import ZONES, meaning
from tests.pixelgen.look.lighting.lit_shapes import BODY, Indices, disc, inside, odd_sprites, shades, sprites
from training.pictures.shading_figures import banding, direction, lost_borders, pillow, specks
from training.samples.drawn_sprites import Sprites, draw_many

STYLES = {
    **{zone: style_of(zone) for zone in ZONES},
    "dithered": ShadingStyle(dither=True),
    "all of it": ShadingStyle(highlight=2, rim=2, glow=2, ambient_occlusion=2.0, edge_darkening=2.0),
    "none of it": ShadingStyle(highlight=0, shadow=0, selective_outline=False),
}
ROUND = ShadingStyle(light=Light(0.0, 40.0))


def lit_from(azimuth: float, style: ShadingStyle = ROUND) -> ShadingStyle:
    return replace(style, light=replace(style.light, azimuth=azimuth))


@pytest.fixture(scope="module")
def corpus() -> Sprites:
    return draw_many(1_000_003, range(120))


def keeps_the_rules(sprite: Indices, style: ShadingStyle) -> None:
    lit = shade(sprite, style)
    assert lit.dtype == np.uint8
    assert lit.shape == sprite.shape
    assert lit.max(initial=0) < COLOURS
    assert np.array_equal(ramp_numbers(lit), ramp_numbers(sprite))  # transparent included
    glow = np.isin(sprite, ramp_indices("glow"))
    assert np.array_equal(lit[glow], sprite[glow])
    moved = (shades(lit) - shades(sprite))[inside(sprite)]
    assert (moved >= -style.shadow).all()
    assert (moved <= style.highlight + style.glow).all()
    assert (shades(lit)[inside(sprite)] > 0).all()
    assert (shades(lit) >= shades(sprite))[~inside(sprite)].all()


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("sprite", odd_sprites().values(), ids=odd_sprites())
def test_odd_sprites_keep_palette_silhouette_ramps_and_glow(sprite: Indices, style: ShadingStyle) -> None:
    keeps_the_rules(sprite, style)


@given(sprites(), st.sampled_from(list(STYLES.values())), st.floats(0, 360), st.floats(0, 90))
def test_any_sprite_keeps_palette_silhouette_ramps_and_glow(
    sprite: Indices, style: ShadingStyle, azimuth: float, elevation: float
) -> None:
    keeps_the_rules(sprite, replace(style, light=Light(azimuth, elevation)))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_drawn_sprites_keep_palette_silhouette_ramps_and_glow(corpus: Sprites, style: ShadingStyle) -> None:
    keeps_the_rules(corpus.indices, style)


@pytest.mark.parametrize("azimuth", range(0, 360, 45))
def test_a_dome_is_lit_on_the_side_of_the_light_and_dark_on_the_other(azimuth: int) -> None:
    sprite = disc(25, 11)
    moved = shades(shade(sprite, lit_from(azimuth))) - shades(sprite)
    y, x = 12 - np.indices(sprite.shape)[0], np.indices(sprite.shape)[1] - 12
    along = x * np.cos(np.radians(azimuth)) + y * np.sin(np.radians(azimuth))
    body = inside(sprite)
    assert moved[body & (along > 6)].mean() > 0.5
    assert moved[body & (along < -6)].mean() < -0.8
    assert moved[body & (along > 1)].min() >= 0
    assert moved[body & (along < -4)].max() <= 0


@pytest.mark.parametrize("name", [name for name in STYLES if name != "dithered"])
@settings(max_examples=25)
@given(sprites(), st.integers(0, 359))
def test_a_mirrored_sprite_under_the_mirrored_light_is_the_mirrored_picture(
    name: str, sprite: Indices, azimuth: int
) -> None:
    style = STYLES[name]
    there, back = lit_from(azimuth, style), lit_from(180 - azimuth, style)
    assert np.array_equal(shade(sprite[:, ::-1], back), shade(sprite, there)[:, ::-1])


@pytest.mark.parametrize("zone", [zone for zone in ZONES if style_of(zone).highlight])
def test_light_from_the_left_and_from_the_right_differ_and_mirror_each_other_on_a_symmetric_sprite(zone: str) -> None:
    sprite = disc(24, 10)
    left, right = (shade(sprite, lit_from(azimuth, style_of(zone))) for azimuth in (150, 30))
    assert not np.array_equal(left, right)
    assert np.array_equal(left, right[:, ::-1])


@given(sprites(), st.sampled_from(ZONES))
def test_a_moved_sprite_is_lit_the_same(sprite: Indices, zone: str) -> None:
    style = style_of(zone)
    assert np.array_equal(shade(np.pad(sprite, ((1, 4), (5, 0))), style)[1:-4, 5:], shade(sprite, style))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_batch_is_lit_as_its_sprites_one_by_one(corpus: Sprites, style: ShadingStyle) -> None:
    for cut in (corpus.indices[:12], corpus.indices[:12, :27, :31]):
        batch = np.ascontiguousarray(cut).reshape(3, 4, *cut.shape[1:])
        one_by_one = [shade(sprite, style) for sprite in cut]
        assert np.array_equal(shade(batch, style), np.stack(one_by_one).reshape(batch.shape))


def test_no_sprites_are_lit() -> None:
    assert shade(np.zeros((0, 32, 32), dtype=np.uint8), ROUND).shape == (0, 32, 32)


def test_shading_leaves_its_input_alone() -> None:
    sprite = disc(20, 9)
    before = sprite.copy()
    shade(sprite, ROUND)
    assert np.array_equal(sprite, before)


def in_zones(corpus: Sprites) -> list[tuple[Indices, Indices, ShadingStyle]]:
    """(flat, shaded, style) of the sprites of each zone."""
    zones = np.array([meaning(int(label))[1] for label in corpus.labels[:, 0]])
    found = []
    for zone in ZONES:
        flat, style = corpus.indices[zones == zone], style_of(zone)
        found.append((flat, shade(flat, style), style))
    return found


def test_drawn_sprites_are_not_pillow_shaded(corpus: Sprites) -> None:
    for flat, lit, style in in_zones(corpus):
        found = pillow(flat, lit, style.light)
        assert found.mean() < 0.05
        assert found.max() < 0.6  # of one thin body in 120


def test_drawn_sprites_gain_volume_where_a_zone_has_light(corpus: Sprites) -> None:
    for flat, lit, style in in_zones(corpus):
        if style.shadow:
            assert direction(flat, lit, style.light).mean() > 0.4


def test_no_shade_hugs_the_outline_of_drawn_sprites(corpus: Sprites) -> None:
    for flat, lit, _ in in_zones(corpus):
        found = banding(flat, lit)
        assert found.mean() < 0.01
        assert found.max() < 0.1


def test_patterns_of_drawn_sprites_keep_their_borders(corpus: Sprites) -> None:
    lost = [lost_borders(flat, lit) for flat, lit, _ in in_zones(corpus)]
    assert np.concatenate(lost).mean() < 0.004
    assert max(zone.mean() for zone in lost) < 0.01  # some twenty sprites, one of which may have few borders


def test_light_strews_no_specks(corpus: Sprites) -> None:
    for flat, lit, _ in in_zones(corpus):
        assert specks(lit).mean() - specks(flat).mean() < 0.007


def test_a_line_of_one_pixel_keeps_one_colour() -> None:
    sprite = np.zeros((20, 20), dtype=np.uint8)
    at = np.arange(16)
    sprite[2 + at, 2 + at], sprite[2, 4:18], sprite[6:18, 1] = BODY, BODY, BODY
    for azimuth in range(0, 360, 30):
        assert np.array_equal(shade(sprite, lit_from(azimuth)), sprite)


def test_a_slanting_limb_of_two_pixels_keeps_one_colour() -> None:
    sprite = np.zeros((24, 24), dtype=np.uint8)
    for at in range(20):
        sprite[2 + at // 2 : 4 + at // 2, 2 + at] = BODY
    for azimuth in range(0, 360, 30):
        assert len(np.unique(shade(sprite, lit_from(azimuth)))) == 2


def test_light_and_shadow_leave_a_pale_pattern_apart_from_a_pale_body() -> None:
    sprite = disc(25, 11, tone=colour_index("rose", 5), outline=colour_index("rose", 0))
    sprite[4:21, 11:14] = colour_index("rose", 6)
    sprite[11:14, 4:21] = colour_index("rose", 6)
    lit = shade(sprite, style_of("hadal"))
    assert lost_borders(sprite[None], lit[None])[0] == 0
    assert (lit != sprite).mean() > 0.1


def eyed(left: int, top: int, rows: list[str]) -> tuple[Indices, tuple[slice, slice]]:
    """A disc with an eye; and where the eye is. P pupil, W white, . body."""
    sprite = disc(25, 11)
    tones = {"P": colour_index("ink", 0), "W": colour_index("ink", 6), "G": colour_index("gold", 5), ".": BODY}
    place = slice(top, top + len(rows)), slice(left, left + len(rows[0]))
    sprite[place] = [[tones[mark] for mark in row] for row in rows]
    return sprite, place


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize(
    "rows", [["PW"], ["PW", "PP"], ["GGG", "GPW", "GPP"], ["WWW", "WPW", "WPP"], [".GG.", "GPWG", "GPPG", ".GG."]]
)
@pytest.mark.parametrize("place", [(6, 5), (15, 15), (11, 3)])
def test_eyes_stay_as_they_are_in_light_and_shadow(
    style: ShadingStyle, rows: list[str], place: tuple[int, int]
) -> None:
    sprite, (y, x) = eyed(*place, rows)
    lit = shade(sprite, style)[y, x]
    eye = sprite[y, x] != BODY
    assert np.array_equal(lit[eye], sprite[y, x][eye])


def test_an_eye_in_the_outline_keeps_its_pupil_under_a_rim_of_light() -> None:
    sprite, (y, x) = eyed(11, 1, ["PW"])
    lit = shade(sprite, lit_from(90, style_of("midnight")))
    assert np.array_equal(lit[y, x], sprite[y, x])
    around = np.s_[0:3, 10:14]
    assert np.array_equal(lit[around], sprite[around])  # nor does light on the outline beside it swallow the glint
    assert not np.array_equal(lit[1:6], sprite[1:6])


def test_midnight_has_a_rim_of_light_and_no_shadow() -> None:
    sprite = disc(25, 11, tone=colour_index("violet", 2), outline=colour_index("violet", 0))
    lit = shade(sprite, style_of("midnight"))
    assert np.array_equal(lit[inside(sprite)], sprite[inside(sprite)])
    changed = np.argwhere(lit != sprite)
    assert len(changed) > 10
    assert (shades(lit)[lit != sprite] > 2).all()
    assert changed.mean(axis=0)[0] < 8  # the upper rows
    assert changed[:, 1].mean() < 12


def test_a_selective_outline_is_lighter_where_light_falls_and_only_there() -> None:
    sprite = disc(25, 11, tone=colour_index("gold", 4), outline=colour_index("gold", 0))
    style = ShadingStyle(light=Light(135, 40))
    lit, plain = shade(sprite, style), shade(sprite, replace(style, selective_outline=False))
    outline = shades(sprite) == 0
    assert np.array_equal(plain[outline], sprite[outline])
    assert lit[4, 5] == colour_index("gold", 1)
    assert lit[20, 19] == colour_index("gold", 0)
    assert np.array_equal(lit[~outline], plain[~outline])


def test_glow_lights_what_is_dark_beside_it_and_not_what_is_pale() -> None:
    def beside(tone: int) -> int:
        sprite = disc(25, 11, tone=colour_index("violet", tone), outline=colour_index("violet", 0))
        sprite[12, 12] = colour_index("glow", 4)
        sprite[12, 13] = colour_index("glow", 5)
        lit = shade(sprite, style_of("midnight"))
        assert lit[12, 12] == sprite[12, 12]
        return int(shades(lit)[11, 12])

    assert beside(2) == 3
    assert beside(5) == 5


def test_parts_darken_where_they_meet() -> None:
    sprite = np.zeros((30, 30), dtype=np.uint8)
    sprite[2:14, 2:28], sprite[16:28, 2:28], sprite[13:17, 13:17] = BODY, BODY, BODY
    style = ShadingStyle(light=Light(elevation=90), ambient_occlusion=0.0, dark_from=0.4)
    bare, hollow = shade(sprite, style), shade(sprite, replace(style, ambient_occlusion=3.0))
    assert (bare[13:17, 13:17] == BODY).all()
    assert (hollow[14:16, 13:17] == BODY - 1).all()
    assert np.array_equal(hollow[4:11, 5:25], bare[4:11, 5:25])


def test_edge_darkening_widens_the_shadow_on_the_far_side_alone() -> None:
    sprite = disc(25, 11)
    bare, darker = (shade(sprite, replace(lit_from(0), edge_darkening=strength)) for strength in (0.0, 4.0))
    assert shades(darker)[:, :12].sum() < shades(bare)[:, :12].sum()
    assert np.array_equal(darker[:, 14:], bare[:, 14:])


def test_dithering_sets_a_checkerboard_between_two_bands_and_nowhere_else() -> None:
    sprite = disc(31, 14)
    plain, dithered = (shade(sprite, replace(lit_from(135), dither=dither)) for dither in (False, True))
    places = np.argwhere(plain != dithered)
    assert 10 < len(places) < 0.25 * (sprite > 0).sum()
    assert set(np.unique(dithered[inside(sprite)])) == set(np.unique(plain[inside(sprite)]))


def test_flat_is_what_a_style_without_strengths_leaves(corpus: Sprites) -> None:
    assert np.array_equal(shade(corpus.indices, STYLES["none of it"]), corpus.indices)


@pytest.mark.parametrize("name", STYLES)
def test_light_by_parts_keeps_every_ramp_and_what_glows(corpus: Sprites, name: str) -> None:
    style = STYLES[name]
    lit = shade(corpus.indices, style, corpus.parts)
    assert np.array_equal(ramp_numbers(lit), ramp_numbers(corpus.indices))
    glow = np.isin(corpus.indices, ramp_indices("glow"))
    assert np.array_equal(lit[glow], corpus.indices[glow])
    moved = (shades(lit) - shades(corpus.indices))[inside(corpus.indices)]
    assert (moved >= -style.shadow).all()
    assert (moved <= max(2, style.highlight + style.glow)).all()
    raised = (shades(lit) - shades(corpus.indices) == 2) & inside(corpus.indices)
    if style.highlight == 1 and not style.glow:
        assert (raised.sum(axis=(1, 2)) <= 2).all()


def test_parts_that_nobody_knows_change_no_light(corpus: Sprites) -> None:
    some, style = corpus.indices[:20], style_of("reef")
    assert np.array_equal(shade(some, style, np.zeros_like(some)), shade(some, style))
    mixed = corpus.parts[:20].copy()
    mixed[::2] = 0
    lit = shade(some, style, mixed)
    assert np.array_equal(lit[::2], shade(some[::2], style))
    assert np.array_equal(lit[1::2], shade(some[1::2], style, mixed[1::2]))


def test_by_parts_light_has_more_direction_and_no_more_pillow(corpus: Sprites) -> None:
    style = style_of("reef")
    known, unknown = (shade(corpus.indices, style, parts) for parts in (corpus.parts, None))
    assert direction(corpus.indices, known, style.light).mean() > direction(corpus.indices, unknown, style.light).mean()
    assert pillow(corpus.indices, known, style.light).mean() < 0.03
    assert banding(corpus.indices, known).mean() < 0.002
    assert specks(known).mean() < specks(corpus.indices).mean() + 0.01
    assert lost_borders(corpus.indices, known).mean() < 0.01
