"""The figures of shading tell good from bad: each on sprites shaded by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.look.lighting.light import Light
from pixelgen.palette import colour_index
from pixelgen.parts import PART_IDS
from tests.pixelgen.look.lighting.lit_shapes import Indices, disc
from training.pictures.shading_figures import (
    banding,
    direction,
    figures,
    lost_borders,
    main,
    milliseconds,
    pillow,
    pits,
    specks,
)

Grid = npt.NDArray[np.bool_]

LIGHT = Light(0, 40)  # from the right
FLAT = disc(27, 12)
Y, X = np.indices(FLAT.shape) - 13
FROM_MIDDLE = np.hypot(X, Y)
BODY = (FROM_MIDDLE < 10.5) & (FLAT > 0)


def eroded(filled: Grid) -> Grid:
    """What has four neighbours."""
    wide = np.pad(filled, 1)
    return np.asarray(filled & wide[:-2, 1:-1] & wide[2:, 1:-1] & wide[1:-1, :-2] & wide[1:-1, 2:])


def shifted(lighter: Grid, darker: Grid) -> Indices:
    return np.where(lighter & BODY, FLAT + 1, np.where(darker & BODY, FLAT - 1, FLAT)).astype(np.uint8)


def figure(of: object, lit: Indices) -> float:
    return float(of(FLAT[None], lit[None], LIGHT)[0])  # type: ignore[operator]


def test_light_from_one_side_has_direction_and_is_no_pillow() -> None:
    lit = shifted(np.asarray(X > 5), np.asarray(X < -4))
    assert figure(direction, lit) > 1.2
    assert figure(pillow, lit) == 0
    assert figure(direction, lit[:, ::-1]) < -1.2


def test_darkness_all_round_is_a_pillow_without_direction() -> None:
    lit = shifted(np.asarray(FROM_MIDDLE < 3), np.asarray(FROM_MIDDLE > 8))
    assert figure(pillow, lit) > 0.5
    assert abs(figure(direction, lit)) < 0.1


def test_a_sprite_without_a_middle_is_no_pillow() -> None:
    line = np.zeros((1, 9, 9), dtype=np.uint8)
    line[0, 4, 1:8] = FLAT[13, 13]
    assert pillow(line, line, LIGHT).tolist() == [0]
    assert direction(line, line, LIGHT).tolist() == [0]


def test_a_strip_along_the_outline_is_banding_and_a_crescent_is_not() -> None:
    body = eroded(FLAT > 0)
    strip = body & ~eroded(body) & (X < 0)
    hugging = np.where(strip, FLAT - 1, FLAT).astype(np.uint8)
    assert banding(FLAT[None], hugging[None])[0] == pytest.approx(strip.sum() / (FLAT > 0).sum())
    assert banding(FLAT[None], np.where(strip & (abs(Y) < 3), FLAT - 1, FLAT).astype(np.uint8)[None])[0] == 0  # short
    assert banding(FLAT[None], shifted(np.asarray(X > 20), np.asarray(X < -5))[None])[0] == 0
    assert banding(FLAT[None], FLAT[None])[0] == 0


def test_specks_have_no_neighbour_of_their_colour() -> None:
    speckled = FLAT.copy()
    speckled[13, 13] += 1
    speckled[10, 10] = speckled[11, 11] = FLAT[13, 13] + 2
    share = 1 / (FLAT > 0).sum()
    assert specks(np.stack([FLAT, speckled])).tolist() == pytest.approx([0, share])


def test_a_border_is_lost_when_both_sides_become_one_colour() -> None:
    flat = np.full((1, 4, 6), colour_index("sand", 3), dtype=np.uint8)
    flat[..., 3:] = colour_index("sand", 4)
    half = flat.copy()
    half[:, :2, 3:] = colour_index("sand", 3)
    assert lost_borders(flat, flat).tolist() == [0]
    assert lost_borders(flat, half).tolist() == [0.5]
    upright = np.ascontiguousarray(flat.transpose(0, 2, 1)), np.ascontiguousarray(half.transpose(0, 2, 1))
    assert lost_borders(*upright).tolist() == [0.5]


def test_all_figures_have_one_number_a_sprite() -> None:
    batch = np.stack([FLAT, FLAT, np.zeros_like(FLAT)])
    found = figures(batch, batch, LIGHT)
    assert {values.shape for values in found.values()} == {(3,)}
    assert all(np.isfinite(values).all() for values in found.values())
    assert found["changed"].tolist() == [0, 0, 0]


FLATS = np.stack([FLAT] * 4)


def test_time_is_a_sprite_of_the_batch() -> None:
    seen: list[int] = []
    assert milliseconds(lambda many, parts: seen.append(len(many) + len(parts)), FLATS, FLATS[:2], rounds=3) >= 0
    assert seen == [6, 6, 6]


def test_a_mark_that_lies_deeper_than_what_is_around_it_is_a_pit() -> None:
    heights = np.full((2, 9, 9), 4, dtype=np.float32)
    heights[0, 4, 4] = 1
    parts = np.zeros((2, 9, 9), dtype=np.uint8)
    parts[:, 4, 4] = PART_IDS["mark"]
    assert pits(heights, parts).tolist() == [3, 0]
    parts[:, 4, 4] = PART_IDS["body"]
    assert pits(heights, parts).tolist() == [0, 0]


def test_the_command_prints_every_zone_and_every_cost(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "24"]) == 0
    told = capsys.readouterr().out
    for word in (
        "shallows",
        "hadal",
        "pillow",
        "banding",
        "lost borders",
        "99 % under",
        "pits",
        "shading, reef, with parts:",
        "normal map, without:",
    ):
        assert word in told
