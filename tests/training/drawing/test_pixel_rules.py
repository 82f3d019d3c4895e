"""The art rules on sprites made by hand: each figure is what one can count by eye."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgen.drawing.pixel_flaws import lines
from pixelgen.palette import SHADES, colour_index, ramp_numbers
from tests.training.text_art import grid_of, pieces, tones_of
from training.drawing.pixel_rules import (
    RULES,
    Indices,
    box,
    broken_lines,
    broken_rules,
    colour_count,
    doubled_corners,
    extent,
    light_outline_share,
    loose_share,
    off_centre,
    off_ground,
    orphan_share,
    ramp_count,
    rules_kept,
)

CORAL, CORAL_DARK, CORAL_LIGHT = (colour_index("coral", shade) for shade in (4, 0, 6))
AZURE, KELP, GOLD, ROSE, INK = (colour_index(ramp, 3) for ramp in ("azure", "kelp", "gold", "rose", "ink"))
TONES = {"#": CORAL, "o": AZURE, **{str(shade): colour_index("coral", shade) for shade in range(SHADES)}}

FIGURES: dict[str, Callable[[Indices], npt.NDArray[np.generic]]] = {
    figure.__name__: figure
    for figure in (
        ramp_numbers,
        lines,
        orphan_share,
        loose_share,
        doubled_corners,
        broken_lines,
        light_outline_share,
        box,
        extent,
        off_centre,
        off_ground,
        ramp_count,
        colour_count,
    )
}


def random_sprite(seed: int, filled: float, grain: int) -> Indices:
    """Noise of six colours in three ramps: `filled` the share that is coloured, `grain` pixels a patch."""
    rng = np.random.default_rng(seed)
    tones = rng.choice([CORAL, CORAL_DARK, AZURE, AZURE + 2, INK, INK - 2], size=(32 // grain, 32 // grain))
    tones[rng.random(tones.shape) >= filled] = 0
    return tones.astype(np.uint8).repeat(grain, axis=0).repeat(grain, axis=1)


SPRITES = st.builds(
    random_sprite, st.integers(0, 2**32), st.sampled_from([0.0, 0.1, 0.3, 0.6, 0.9]), st.sampled_from([1, 1, 2, 4])
)


def blank() -> Indices:
    return np.zeros((32, 32), dtype=np.uint8)


def good(side: int = 24) -> Indices:
    """A square of one ramp, centred, that keeps every rule: outlined, lighter below."""
    sprite = blank()
    first, last = 16 - side // 2, 16 + side // 2
    sprite[first:last, first:last] = CORAL_DARK
    sprite[first + 1 : last - 1, first + 1 : last - 1] = CORAL
    sprite[18 : last - 1, first + 1 : last - 1] = CORAL_LIGHT
    return sprite


def windowed(*rows: str) -> Indices:
    """The good sprite with a window of 9 x 7 pixels, and what is seen in it."""
    sprite = good()
    sprite[8:15, 8:17] = tones_of(*rows, tones=TONES)
    return sprite


def sprite_of(*rows: str, left: int = 4, top: int = 4) -> Indices:
    """The text on an empty sprite."""
    sprite, drawn = blank(), tones_of(*rows, tones=TONES)
    sprite[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return sprite


def broken(sprite: Indices, *, standing: bool = False) -> list[str]:
    return broken_rules(sprite, standing=standing)


# --- one sprite or many ---------------------------------------------------------------------------------


@given(st.lists(SPRITES, min_size=2, max_size=4))
@settings(max_examples=40)
def test_a_stack_has_the_figures_of_its_sprites(sprites: list[Indices]) -> None:
    stack = np.stack([*sprites, blank()])
    for name, figure in FIGURES.items():
        together = figure(stack)
        assert len(together) == len(stack), name
        for one, sprite in zip(together, stack, strict=True):
            assert np.array_equal(one, figure(sprite)), name
        assert np.array_equal(figure(np.stack([stack, stack[::-1]])), np.stack([together, together[::-1]])), name


@given(st.lists(st.tuples(SPRITES, st.booleans()), min_size=1, max_size=4))
@settings(max_examples=20)
def test_a_stack_breaks_the_rules_that_its_sprites_break(sprites: list[tuple[Indices, bool]]) -> None:
    sprites = [*sprites, (good(), False), (good(), True), (np.roll(good(), 4, axis=0), True)]
    kept = rules_kept(np.stack([sprite for sprite, _ in sprites]), standing=np.array([stands for _, stands in sprites]))
    assert list(kept) == list(RULES)
    for at, (sprite, standing) in enumerate(sprites):
        assert [rule for rule in RULES if not kept[rule][at]] == broken(sprite, standing=standing)


def test_a_figure_leaves_the_sprites_as_they_are() -> None:
    stack = np.stack([good(), random_sprite(0, 0.6, 1)])
    before = stack.copy()
    for name, figure in FIGURES.items():
        figure(stack)
        assert np.array_equal(stack, before), name


def test_a_stack_without_sprites_has_no_figures() -> None:
    assert all(len(kept) == 0 for kept in rules_kept(np.stack([blank()])[:0], standing=np.zeros(0, np.bool_)).values())


# --- the rules ------------------------------------------------------------------------------------------

PLAIN_WINDOW = (".........", ".........", ".........", "#########", ".........", ".........", ".........")


def recoloured(sprite: Indices, tones: dict[int, int]) -> Indices:
    table = np.arange(64, dtype=np.uint8)
    table[list(tones)] = list(tones.values())
    return np.asarray(table[sprite])


def with_row(sprite: Indices, tones: list[int]) -> Indices:
    """Three pixels of each tone beside each other on the belly."""
    sprite[22, 6 : 6 + 3 * len(tones)] = np.repeat(tones, 3)
    return sprite


def speckled(sprite: Indices) -> Indices:
    sprite[6:18:2, 6:24:2] = AZURE
    return sprite


def lit(sprite: Indices, *, above: int, beside: int = 0) -> Indices:
    """The outline two shades lighter than the body, above it and on its left."""
    sprite[4, 5 : 5 + above] = CORAL_LIGHT
    sprite[5 : 5 + beside, 4] = CORAL_LIGHT
    return sprite


# rule -> (a sprite that just keeps it, one that differs in one thing and breaks it and no other)
EDGES: dict[str, tuple[Indices, Indices]] = {
    "orphan pixels at most 5 %": (good(), speckled(good())),
    "one connected body": (
        windowed(*PLAIN_WINDOW),
        windowed(".........", "....#....", *PLAIN_WINDOW[2:]),
    ),
    "no broken line": (
        windowed(*PLAIN_WINDOW),
        windowed(*PLAIN_WINDOW[:3], "####.####", *PLAIN_WINDOW[4:]),
    ),
    "at most 4 doubled corners": (
        windowed(".........", "##.......", ".##......", "..#######", ".........", ".........", "........."),
        windowed(".........", "##.......", ".##......", "..##.....", "...#.....", "...#.....", "...#....."),
    ),
    # 22 of the 88 pixels that border an inside, then 13 more of one side
    "outline no lighter than its inside": (lit(good(), above=22), lit(good(), above=22, beside=13)),
    "fills the canvas as its growth says": (good(20), good(14)),
    "centred, or standing": (good(), np.roll(good(), 1, axis=1)),
    "at most 5 ramps": (
        with_row(good(), [AZURE, KELP, GOLD, ROSE]),
        with_row(good(), [AZURE, KELP, GOLD, ROSE, INK]),
    ),
    "3 to 12 colours": (good(), recoloured(good(), {CORAL_LIGHT: CORAL})),
    "at most 8 colours beside ink and glow": (
        with_row(good(), [AZURE, KELP, GOLD, AZURE + 1, KELP + 1]),
        with_row(good(), [AZURE, KELP, GOLD, AZURE + 1, KELP + 1, GOLD + 1]),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_one_change_breaks_one_rule(rule: str) -> None:
    kept, changed = EDGES[rule]
    assert broken(kept) == broken_rules(kept, standing=False, growth="adult") == []
    growth = "adult" if "8 colours" in rule else None
    assert broken_rules(changed, standing=False, growth=growth) == [rule]


@pytest.mark.parametrize(("growth", "low", "high"), [("young", 15, 19), ("adult", 20, 27), ("giant", 28, 31)])
def test_a_growth_has_its_own_sizes(growth: str, low: int, high: int) -> None:
    for width in (low - 1, low, high, high + 1):
        left, sprite = (32 - width) // 2, blank()
        sprite[8:24, left : left + width] = CORAL_DARK
        sprite[9:23, left + 1 : left + width - 1] = CORAL
        sprite[16:23, left + 1 : left + width - 1] = CORAL_LIGHT
        fits = low <= max(width, 16) <= high
        assert ("fills the canvas as its growth says" in broken_rules(sprite, standing=False, growth=growth)) != fits


def test_a_good_sprite_keeps_every_rule() -> None:
    assert broken(good()) == []


def test_an_empty_sprite_breaks_rules_without_an_error() -> None:
    assert box(blank()).tolist() == [0, 0, 0, 0]
    assert loose_share(blank()) == 1.0
    assert "one connected body" in broken(blank())
    assert "fills the canvas as its growth says" in broken(blank())


# --- orphans and loose pixels ---------------------------------------------------------------------------


def slow_orphan_share(sprite: Indices) -> float:
    """Pixels with no neighbour of their ramp, and empty ones shut in by four, over the coloured ones."""
    orphans = 0
    for y in range(32):
        for x in range(32):
            around = [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
            near = [int(sprite[b, a]) for b, a in around if 0 <= b < 32 and 0 <= a < 32]
            own = int(sprite[y, x])
            if own:
                orphans += not any(tone and (tone - 1) // SHADES == (own - 1) // SHADES for tone in near)
            else:
                orphans += len(near) == 4 and all(near)
    return orphans / max(1, int(np.count_nonzero(sprite)))


@given(SPRITES)
@settings(max_examples=50)
def test_the_orphan_share_is_what_a_slow_count_finds(sprite: Indices) -> None:
    assert orphan_share(sprite) == slow_orphan_share(sprite)


@given(SPRITES)
@settings(max_examples=50)
def test_the_loose_share_is_what_a_slow_flood_fill_finds(sprite: Indices) -> None:
    sizes = [len(piece) for piece in pieces(sprite > 0)]
    assert loose_share(sprite) == pytest.approx(1 - max(sizes, default=0) / max(1, sum(sizes)), abs=1e-12)


def test_a_ramp_is_seven_shades() -> None:
    tones = np.zeros((32, 32), dtype=np.uint8)
    tones[:2] = np.arange(64).reshape(2, 32)
    expected = [0] + [1 + (tone - 1) // SHADES for tone in range(1, 64)]
    assert ramp_numbers(tones)[:2].ravel().tolist() == expected


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


def test_loose_pixels_are_those_outside_the_largest_piece() -> None:
    sprite = good()
    sprite[0, 0:2] = CORAL
    assert loose_share(sprite) == pytest.approx(2 / (24 * 24 + 2))
    assert "one connected body" in broken(sprite)


def test_pieces_that_touch_at_a_corner_are_one() -> None:
    sprite = good()
    sprite[3, 3] = sprite[2, 2] = CORAL
    assert loose_share(sprite) == 0


def test_one_pixel_is_loose_however_large_the_body() -> None:
    sprite = np.full((32, 32), CORAL, dtype=np.uint8)
    sprite[:2, :2] = 0
    sprite[0, 0] = CORAL
    assert loose_share(sprite) == pytest.approx(1 / (32 * 32 - 3))
    assert "one connected body" in broken(sprite)


# --- lines ----------------------------------------------------------------------------------------------


def test_lines_are_what_no_square_of_four_covers() -> None:
    sprite = sprite_of(
        "##......",
        "###.....",
        ".###..#.",
        "....###.",
        "....##..",
        "...#....",
    )
    thin = grid_of(
        "........",
        "........",
        "...#..#.",
        "......#.",
        "........",
        "...#....",
    )
    assert lines(sprite)[4:10, 4:12].tolist() == thin.tolist()
    assert lines(sprite).sum() == thin.sum()


def test_a_line_along_the_edge_of_the_canvas_is_a_line() -> None:
    sprite = blank()
    sprite[0, :] = sprite[31, :] = CORAL
    assert lines(sprite).sum() == 64
    sprite[1, 30:] = CORAL
    assert lines(sprite).sum() == 62


@given(SPRITES)
@settings(max_examples=30)
def test_lines_are_what_a_slow_look_at_every_square_leaves(sprite: Indices) -> None:
    left = sprite > 0
    for y in range(31):
        for x in range(31):
            if (sprite[y : y + 2, x : x + 2] > 0).all():
                left[y : y + 2, x : x + 2] = False
    assert np.array_equal(lines(sprite), left)


@pytest.mark.parametrize(
    ("drawing", "corners"),
    [
        (("#..", ".#.", "..#"), 0),
        (("#....", "#....", ".####"), 0),
        (("#..", "#..", "###"), 1),
        (("###", "..#", "..#"), 1),
        (("..#", "..#", "###"), 1),
        (("###", "#..", "#.."), 1),
        (("##..", ".##.", "..##"), 4),
        (("####", "#..#", "####"), 4),
        (("###", ".#.", ".#."), 0),  # a fork
        (("###.", "###.", "...#"), 0),
        (("##..", "##..", "###.", "..#."), 0),  # a line that leaves a body
        (("##...", "####.", "..#.."), 0),  # a line that forks where it leaves a body
        (("##.", "##.", "..#"), 0),
    ],
)
def test_a_doubled_corner_is_the_corner_of_an_l_in_a_line(drawing: tuple[str, ...], corners: int) -> None:
    assert doubled_corners(sprite_of(*drawing)) == corners


@pytest.mark.parametrize(("left", "top"), [(0, 0), (29, 0), (0, 29), (29, 29)])
def test_a_corner_counts_at_the_edge_of_the_canvas_too(left: int, top: int) -> None:
    assert doubled_corners(sprite_of("###", "..#", "..#", left=left, top=top)) == 1
    assert doubled_corners(sprite_of("#..", "#..", "###", left=left, top=top)) == 1


@pytest.mark.parametrize(
    ("drawing", "gaps"),
    [
        (("##.##",), 1),
        (("##.##.###",), 2),
        (("##..##",), 0),
        (("##.#",), 0),  # a speck is no line
        (("##...", "...##"), 0),
        (("##...", ".....", "...##"), 0),  # they pass each other
        (("#.....", ".#....", "......", "...#..", "....#."), 1),
        (("....#", "...#.", ".....", ".#...", "#...."), 1),
        (("##.##", "..#.."), 0),  # no gap: the line runs below
        (("##.##", "##..."), 0),  # the left one is a body
        (("##.##", "#...."), 0),  # the left one bends at its end
        (("#....", ".#.#.", ".....", "...#.", "....#"), 0),  # three ends meet
        (("##.#.", "....#"), 0),  # the right one turns away
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_broken_line_is_two_ends_that_point_at_each_other(drawing: tuple[str, ...], gaps: int, turned: bool) -> None:
    sprite = sprite_of(*drawing)
    assert broken_lines(sprite.T if turned else sprite) == gaps


# --- the outline ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawing", "share"),
    [
        (("00000", "03330", "03330", "03330", "00000"), 0),
        (("33333", "33333", "33333", "33333", "33333"), 0),
        (("44444", "43334", "43334", "43334", "44444"), 0),  # a lit edge
        (("55555", "53335", "53335", "53335", "55555"), 1),
        (("00500", "03330", "03330", "03330", "00000"), 1 / 12),  # the corners border nothing inside
        (("50000", "03330", "03330", "03330", "00000"), 0),
        (("00500", "05330", "03330", "03330", "00000"), 1 / 12),  # light beside its place, not below it
        (("00500", "03530", "03330", "03330", "00000"), 0),
        (("6666666",), 0),  # a line
        (("66", "66"), 0),
        ((".6.", "636", ".6."), 1),
        # what borders two inside pixels is held against the lighter one
        ((".00..", "02500", "01600", "00000"), 0),
    ],
)
def test_a_light_outline_is_two_shades_lighter_than_what_it_borders(drawing: tuple[str, ...], share: float) -> None:
    assert light_outline_share(sprite_of(*drawing)) == pytest.approx(share)


def test_a_shade_is_light_in_any_ramp() -> None:
    sprite = recoloured(sprite_of(".#.", "#o#", ".#."), {CORAL: colour_index("kelp", 5)})
    assert light_outline_share(sprite) == 1
    assert light_outline_share(recoloured(sprite, {AZURE: colour_index("glow", 4)})) == 0


# --- place and colours ----------------------------------------------------------------------------------


@given(SPRITES)
@settings(max_examples=30)
def test_the_box_holds_the_drawing_and_no_more(sprite: Indices) -> None:
    left, top, right, bottom = box(sprite).tolist()
    assert np.count_nonzero(sprite[top:bottom, left:right]) == np.count_nonzero(sprite)
    inner = sprite[top:bottom, left:right]
    assert all(side.any() for side in (inner[:1], inner[-1:], inner[:, :1], inner[:, -1:])) == sprite.any()


@pytest.mark.parametrize(("length", "fills"), [(14, False), (15, True), (32, True)])
def test_the_longer_side_counts_as_the_extent(length: int, fills: bool) -> None:
    sprite = blank()
    first = (32 - length) // 2
    sprite[first : first + length, 12:20] = CORAL
    assert extent(sprite) == length / 32
    assert ("fills the canvas as its growth says" not in broken(sprite)) == fills


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
