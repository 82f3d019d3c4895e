"""Sheets of many sprites -> labelled sprites, one a cell; the grid is given or found. Knows no labels of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.sources.background import NoForeground, foreground
from training.sources.folder import PictureOptions, Pixels, import_pictures
from training.sources.labelled import Found, Skipped
from training.sources.reduction import FitSettings, in_palette
from training.sources.sheet_grid import GivenGrid, GridError, find_boxes, given_boxes


def import_sheets(root: Path, options: PictureOptions, grid: GivenGrid) -> list[Found | Skipped]:
    """The sprites of a sheet, or of every sheet in a folder; empty cells are no sprites and not listed."""
    return import_pictures(root, options, cut=lambda pixels: cells(pixels, grid, options.fit))


def cells(sheet: Pixels, grid: GivenGrid, fit: FitSettings) -> list[tuple[str, Pixels]]:
    """(h, w, 4) -> ("left,top widthxheight", pixels) of each cell that holds something, its background transparent.

    NoForeground says what is wrong.
    """
    drawn = foreground(sheet)
    try:
        boxes = given_boxes(sheet.shape[1], sheet.shape[0], grid) if grid.given else find_boxes(drawn)
    except GridError as error:
        raise NoForeground(str(error)) from error
    cleared = sheet.copy()
    cleared[..., 3] = np.where(drawn, 255, 0)
    # Colours are chosen for the sheet at once while they are few, so that frames of one animal agree.
    cleared[..., :3] = in_palette(cleared, drawn, fit)
    pieces = []
    for left, top, right, bottom in boxes:
        if drawn[top:bottom, left:right].any():
            place = f"{left},{top} {right - left}x{bottom - top}"
            pieces.append((place, cleared[top:bottom, left:right]))
    return pieces
