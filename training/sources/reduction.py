"""RGBA picture of one creature -> 32x32 palette indices with hard pixels; nothing is ever averaged.

Native pixels are kept one to one (or doubled, when small); larger drawings vote: a cell takes the palette colour
that covers most of it, and a dark outline stays one on the silhouette. Knows nothing of files and labels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.oklab import PALETTE, to_oklab
from pixelgen.palette import RGB
from training.sources import palette_mapping
from training.sources.background import Mask, NoForeground, foreground
from training.sources.labelled import SIDE
from training.sources.pixel_grid import native

Indices = npt.NDArray[np.uint8]
LEAST_PIXELS = 20  # coloured pixels of a sprite that is worth having
FEW_BINS = 300
_NAME = np.array([1 << 16, 1 << 8, 1])  # red, green, blue -> one number
_PALETTE_NAMES = np.array(RGB[1:]) @ _NAME
_BY_NAME = np.argsort(_PALETTE_NAMES)


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How a picture is brought onto the canvas."""

    enlarge: int = 2  # small art is enlarged by whole factors up to this one, as far as it fits
    keep_ramps: bool = True  # choose colours together, so that the drawing's ramps stay ramps
    flip: bool = False  # for art that faces left; ours faces right
    covered: float = 0.4  # share of a cell that a larger drawing must cover to count


def fit(rgba: npt.NDArray[np.uint8], settings: FitSettings = FitSettings(), *, standing: bool = False) -> Indices:
    """(h, w, 4) uint8 -> (32, 32) uint8 palette indices, centred by the box or `standing` on the bottom row.

    NoForeground (a ValueError) says why there is no sprite in it.
    """
    rgba = native(rgba)
    mask = foreground(rgba)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    indices = map_colours(rgba[box], mask[box], settings)
    indices = _shrunk(indices, settings) if max(indices.shape) > SIDE else _enlarged(indices, settings)
    if int((indices > 0).sum()) < LEAST_PIXELS:
        raise NoForeground(f"no foreground: {int((indices > 0).sum())} pixels are too few for a sprite")
    return _placed(indices[:, ::-1] if settings.flip else indices, standing)


def map_colours(rgba: npt.NDArray[np.uint8], mask: Mask, settings: FitSettings) -> Indices:
    """(h, w, 4), (h, w) -> (h, w) palette indices, 0 outside the mask."""
    indices = np.zeros(mask.shape, dtype=np.uint8)
    names = rgba[mask][:, :3].astype(np.int64) @ _NAME
    if np.isin(names, _PALETTE_NAMES).all():  # drawn in the palette: nothing to choose
        indices[mask] = 1 + _BY_NAME[np.searchsorted(_PALETTE_NAMES, names, sorter=_BY_NAME)]
        return indices
    colours, which, counts = _binned(rgba[mask][:, :3])
    groups = palette_mapping.merge_alike(colours, counts)
    weights = np.bincount(groups, weights=counts)
    totals = np.stack([np.bincount(groups, weights=counts * colours[:, axis]) for axis in range(3)], axis=1)
    centres = np.asarray(totals / weights[:, None], dtype=np.float64)
    chosen = (
        palette_mapping.keep_ramps(centres, weights.astype(np.float64))
        if settings.keep_ramps
        else palette_mapping.nearest(centres)
    )
    indices[mask] = chosen[groups][which]
    return indices


def in_palette(rgba: npt.NDArray[np.uint8], mask: Mask, settings: FitSettings) -> npt.NDArray[np.uint8]:
    """(h, w, 4), (h, w) -> (h, w, 3): a picture of at most 20 colours in those of the palette, others as they are."""
    if len(np.unique(rgba[mask][:, :3].astype(np.int64) @ _NAME)) > palette_mapping.MOST_COLOURS:
        return rgba[..., :3]
    return np.array(RGB, dtype=np.uint8)[map_colours(rgba, mask, settings)]


def _binned(
    rgb: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """(n, 3) -> OKLab means of at most 300 bins, the bin of each pixel, pixels a bin; bins are exact if few colours."""
    for bits in (8, 6, 5, 4, 3, 2):
        codes = (rgb >> (8 - bits)).astype(np.int64) @ _NAME
        names, which = np.unique(codes, return_inverse=True)
        if len(names) <= FEW_BINS:
            break
    counts = np.bincount(which).astype(np.float64)
    lab = to_oklab(rgb)
    means = np.stack([np.bincount(which, weights=lab[:, axis]) for axis in range(3)], axis=1) / counts[:, None]
    return means, which.astype(np.int64), counts


def _enlarged(indices: Indices, settings: FitSettings) -> Indices:
    factor = max(1, min(settings.enlarge, SIDE // max(indices.shape)))
    return indices.repeat(factor, axis=0).repeat(factor, axis=1)


def _shrunk(indices: Indices, settings: FitSettings) -> Indices:
    """The drawing with its longer side on 32 pixels, by vote."""
    height, width = indices.shape
    ratio = max(height, width) / SIDE
    down, across = _shares(height, ratio), _shares(width, ratio)  # (rows, h), (columns, w)
    drawn = indices > 0
    # A cell that runs over the drawing's edge is judged by the part that lies inside.
    cover = (down @ drawn @ across.T) / np.outer(down.sum(axis=1), across.sum(axis=1))
    kept = cover >= settings.covered
    rim = drawn & ~_inner(drawn)
    body = indices.copy()
    outlined = _has_outline(indices, rim)
    if outlined:
        body[rim] = 0
    small = _vote(body, down, across)
    small = np.where(small == 0, _vote(indices, down, across), small)
    if outlined:
        edge = _vote(np.where(rim, indices, 0).astype(np.uint8), down, across)
        small = np.where(kept & ~_inner(kept) & (edge > 0), edge, small)
    return np.where(kept, small, 0).astype(np.uint8)


def _shares(length: int, ratio: float) -> npt.NDArray[np.float64]:
    """(cells, length): which part of each pixel lies in each cell of `ratio` pixels, the drawing in their middle."""
    cells = min(SIDE, int(np.ceil(length / ratio - 1e-9)))
    start = (length - cells * ratio) / 2
    low = start + ratio * np.arange(cells)[:, None]
    pixel = np.arange(length)[None, :]
    return np.asarray(np.clip(np.minimum(low + ratio, pixel + 1) - np.maximum(low, pixel), 0, None))


def _vote(indices: Indices, down: npt.NDArray[np.float64], across: npt.NDArray[np.float64]) -> Indices:
    """The colour that covers most of each cell, 0 where none does; rare colours count a little more: eyes stay."""
    names = np.unique(indices[indices > 0])
    if not len(names):
        return np.zeros((len(down), len(across)), dtype=np.uint8)
    shares = np.bincount(indices.ravel(), minlength=64)[names] / (indices > 0).sum()
    votes = np.stack([(down @ (indices == name) @ across.T) for name in names])
    votes *= (shares**-0.25)[:, None, None]
    return np.where(votes.max(axis=0) > 1e-9, names[votes.argmax(axis=0)], 0).astype(np.uint8)


def _inner(drawn: Mask) -> Mask:
    """Pixels whose four neighbours are all drawn."""
    padded = np.pad(drawn, 1)
    return np.asarray(drawn & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:])


def _has_outline(indices: Indices, rim: Mask) -> bool:
    """Is the rim for the most part clearly darker than the drawing within?"""
    lightness = np.concatenate([[0.0], PALETTE[:, 0]])[indices]
    within = lightness[(indices > 0) & ~rim]
    return bool(len(within)) and float((lightness[rim] < np.median(within) - 0.1).mean()) > 0.6


def _placed(indices: Indices, standing: bool) -> Indices:
    rows, columns = np.flatnonzero(indices.any(axis=1)), np.flatnonzero(indices.any(axis=0))
    drawing = indices[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = drawing.shape
    top = SIDE - height if standing else (SIDE - height) // 2
    left = (SIDE - width) // 2
    canvas = np.zeros((SIDE, SIDE), dtype=np.uint8)
    canvas[top : top + height, left : left + width] = drawing
    return canvas
