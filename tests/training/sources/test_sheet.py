"""Sheets of many sprites: the grid given, found by its period, or by the empty rows and columns between."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.sources.foreign_art import Pixels, fish, framed, licensed, opaque, save, upscaled
from training.sources.folder import PictureOptions
from training.sources.labelled import Found, Skipped
from training.sources.reduction import fit
from training.sources.sheet import import_sheets
from training.sources.sheet_grid import GivenGrid, GridError, find_boxes, given_boxes

SHIFTS = (0, 40, 80, 120, 150, 190)


def sheet_of(columns: int, rows: int, *, cell: int = 16, spacing: int = 0, margin: int = 0) -> Pixels:
    """Another fish in each cell, each somewhere else in it."""
    step = cell + spacing
    canvas = np.zeros((2 * margin + rows * step - spacing, 2 * margin + columns * step - spacing, 4), dtype=np.uint8)
    for number in range(columns * rows):
        row, column = divmod(number, columns)
        left, top = margin + column * step, margin + row * step
        inside = framed(fish(shift=SHIFTS[number]), cell, cell, left=number % 3, top=2 + number % 5)
        canvas[top : top + cell, left : left + cell] = inside
    return canvas


def sprites(tmp_path: Path, sheet: Pixels, grid: GivenGrid) -> list[Found]:
    art = licensed(tmp_path / "art")
    save(art / "sheet.png", sheet)
    results = import_sheets(art, PictureOptions(), grid)
    assert not [result for result in results if isinstance(result, Skipped)]
    return [result for result in results if isinstance(result, Found)]


def assert_all_fish(found: list[Found]) -> None:
    alone = [fit(fish(shift=shift)) for shift in SHIFTS]
    assert len(found) == 6
    for one, expected in zip(found, alone, strict=True):
        assert np.array_equal(one.indices > 0, expected > 0)


@pytest.mark.parametrize(
    ("sheet", "grid"),
    [
        (sheet_of(3, 2), GivenGrid(columns=3, rows=2)),
        (sheet_of(3, 2), GivenGrid(cell_width=16, cell_height=16)),
        (sheet_of(6, 1), GivenGrid(columns=6)),
        (sheet_of(3, 2, spacing=2, margin=3), GivenGrid(columns=3, rows=2, spacing=2, margin=3)),
        (sheet_of(3, 2, spacing=1), GivenGrid(cell_width=16, cell_height=16, spacing=1)),
        (upscaled(sheet_of(3, 2), 2), GivenGrid(columns=3, rows=2)),
        (sheet_of(3, 2), GivenGrid()),
        (sheet_of(6, 1), GivenGrid()),
        (sheet_of(1, 6), GivenGrid()),
        (sheet_of(3, 2, spacing=5, margin=3), GivenGrid()),
        (upscaled(sheet_of(3, 2), 4), GivenGrid()),
        (opaque(sheet_of(3, 2), (200, 0, 200)), GivenGrid()),
        (opaque(upscaled(sheet_of(3, 2, spacing=3), 2), (250, 250, 250)), GivenGrid()),
        (framed(sheet_of(3, 2), 64, 48), GivenGrid(cell_width=16, cell_height=16)),
    ],
)
def test_each_cell_gives_its_sprite(tmp_path: Path, sheet: Pixels, grid: GivenGrid) -> None:
    assert_all_fish(sprites(tmp_path, sheet, grid))


def test_the_place_of_each_sprite_is_recorded(tmp_path: Path) -> None:
    found = sprites(tmp_path, sheet_of(3, 2), GivenGrid())
    assert [one.origin for one in found][:2] == ["art/sheet.png 0,0 16x16", "art/sheet.png 16,0 16x16"]


def test_sprites_that_just_touch_their_neighbours_are_parted_by_the_period() -> None:
    drawn = sheet_of(4, 1)[..., 3] > 0
    drawn[9, :] = True  # one row of feet runs through all of them
    assert find_boxes(drawn) == [(left, 0, left + 16, 16) for left in (0, 16, 32, 48)]


def test_packed_sprites_of_different_sizes_are_parted_by_the_gaps() -> None:
    drawn = np.zeros((40, 61), dtype=bool)
    boxes = [(1, 1, 12, 10), (20, 1, 43, 18), (50, 2, 60, 12), (1, 21, 31, 39), (36, 22, 60, 38)]
    for left, top, right, bottom in boxes:
        drawn[top:bottom, left:right] = True
    assert sorted(find_boxes(drawn)) == sorted(boxes)


def test_a_bubble_belongs_to_the_sprite_beside_it() -> None:
    drawn = np.zeros((20, 63), dtype=bool)
    drawn[4:16, 2:20] = drawn[3:17, 36:60] = True
    drawn[5:7, 23:25] = True
    assert find_boxes(drawn) == [(2, 4, 25, 16), (36, 3, 60, 17)]


def test_one_sprite_alone_is_one_box() -> None:
    assert len(find_boxes(framed(fish(), 17, 19)[..., 3] > 0)) == 1


def test_frames_of_one_animal_get_the_same_colours(tmp_path: Path) -> None:
    # Bubbles in the first frame pull the belly onto another ramp, were frames mapped one by one.
    bubbles = framed(fish(), 32, 16)
    bubbles[4:8, 20:22], bubbles[4:8, 24:26] = (241, 206, 142, 255), (255, 212, 149, 255)
    assert not set(np.unique(fit(fish()))) <= set(np.unique(fit(bubbles)))
    first, second = sprites(tmp_path, np.concatenate([bubbles, framed(fish(), 32, 16)], axis=1), GivenGrid(columns=2))
    assert set(np.unique(second.indices)) <= set(np.unique(first.indices))


def test_a_grid_that_does_not_fit_is_refused_for_this_sheet_alone(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art")
    save(art / "a.png", sheet_of(3, 2))
    save(art / "b.png", sheet_of(2, 2))
    results = import_sheets(art, PictureOptions(), GivenGrid(columns=3, rows=2))
    assert [result.origin for result in results if isinstance(result, Skipped)] == ["art/b.png"]
    assert "32 pixels wide cannot be cut into 3" in next(r.reason for r in results if isinstance(r, Skipped))
    with pytest.raises(GridError, match="10 pixels wide are too few"):
        given_boxes(10, 10, GivenGrid(cell_width=16, cell_height=16))


def test_a_single_sheet_can_be_named(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art")
    save(art / "other.png", fish())
    path = save(art / "crab.png", sheet_of(3, 2))
    results = import_sheets(path, PictureOptions(), GivenGrid())
    assert len(results) == 6
    assert all(isinstance(result, Found) and result.labels.species == "crab" for result in results)
