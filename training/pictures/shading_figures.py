"""Flat and shaded sprites -> figures of the shading, and what it costs: `python -m training.pictures.shading_figures`.

Each figure is a pure function of (n, H, W) palette indices flat and shaded, one number a sprite. Knows nothing of
how a sprite is shaded.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from pixelgen.carriers import PAINTED
from pixelgen.interrupts import run_program
from pixelgen.look.lighting.light import Light, style_of
from pixelgen.look.lighting.relief import height_field
from pixelgen.look.normals import normal_map
from pixelgen.look.shading import shade
from pixelgen.palette import SHADES, ramp_numbers
from pixelgen.vocabulary import ZONES, meaning
from training.drawing.pixel_rules import Figure, Grid, Indices
from training.samples.drawn_sprites import Sprites, draw_many

Field = npt.NDArray[np.float64]
Work = Callable[..., object]

BATCH = 64
STRIP = 6  # pixels of a strip along the outline from which it is a band
_FACING = 0.5  # cosine of the angle between the way out and the light up to which an edge is near, or far
_SEED = 1_000_003  # a corpus seed that no training run uses
_IN_PLANE = np.zeros((3, 3, 3), dtype=np.bool_)  # 8-connected within a sprite, not between two of a stack
_IN_PLANE[1] = True
_CROSS = np.zeros((3, 3, 3), dtype=np.bool_)
_CROSS[1] = ndimage.generate_binary_structure(2, 1)


def change(flat: Indices, shaded: Indices) -> npt.NDArray[np.int8]:
    """Shades up or down of each pixel."""
    return shaded.astype(np.int8) - flat.astype(np.int8)


def near_and_middle(flat: Indices, shaded: Indices, light: Light) -> tuple[Figure, Figure, Figure]:
    """Mean change on the edge that faces the light, in the middle, on the far edge; nan where there is no such part.

    Edges are what lies two or three pixels in, the middle what lies deeper; outlines count for neither.
    """
    depth = _depth(flat > 0)
    smooth = ndimage.gaussian_filter((flat > 0).astype(np.float64), (0, 2, 2), mode="constant")
    down, right = (-ndimage.sobel(smooth, axis=axis, mode="constant") for axis in (-2, -1))
    x, y, _ = light.vector
    cosine = (right * x - down * y) / np.maximum(1e-9, np.hypot(right, down) * np.hypot(x, y))
    edge = (depth == 2) | (depth == 3)
    moved = change(flat, shaded)
    parts = (edge & (cosine > _FACING), depth > 3, edge & (cosine < -_FACING))
    near, middle, far = (_mean(moved, part & (flat % SHADES != 1)) for part in parts)
    return near, middle, far


def pillow(flat: Indices, shaded: Indices, light: Light) -> Figure:
    """Shades by which the edge that faces the light is darker than the middle: over 0 is pillow shading."""
    near, middle, _ = near_and_middle(flat, shaded, light)
    return np.maximum(0, np.nan_to_num(middle - near))


def direction(flat: Indices, shaded: Indices, light: Light) -> Figure:
    """Shades by which the near edge is lighter than the far one: what gives volume."""
    near, _, far = near_and_middle(flat, shaded, light)
    return np.nan_to_num(near - far)


def banding(flat: Indices, shaded: Indices) -> Figure:
    """Share of the coloured pixels in strips of light or shadow one pixel wide that hug the outline for long."""
    depth, moved = _depth(flat > 0), change(flat, shaded)
    differs = np.zeros(flat.shape, dtype=np.bool_)
    for axis in (-2, -1):
        for by in (-1, 1):
            inner = np.roll(depth, by, axis=axis) == 3
            same = np.roll(flat, by, axis=axis) == flat
            differs |= inner & same & (np.roll(moved, by, axis=axis) != moved)
    strips = (depth == 2) & (moved != 0) & differs
    pieces, count = ndimage.label(strips, structure=_IN_PLANE)
    sizes = np.bincount(pieces.ravel(), minlength=count + 1)
    sizes[0] = 0
    return _count(sizes[pieces] >= STRIP) / np.maximum(1, _count(flat > 0))


def specks(indices: Indices) -> Figure:
    """Share of the coloured pixels that share their colour with none of the eight neighbours."""
    filled = indices > 0
    alone = filled.copy()
    wide = np.pad(indices, ((0, 0), (1, 1), (1, 1)))
    height, width = indices.shape[-2:]
    for y, x in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)):
        alone &= wide[:, y : y + height, x : x + width] != indices
    return _count(alone) / np.maximum(1, _count(filled))


def lost_borders(flat: Indices, shaded: Indices) -> Figure:
    """Share of the borders between two shades of one ramp, outlines apart, that shading has made one colour."""
    ramp = np.where(flat % SHADES == 1, 0, ramp_numbers(flat))
    lost, borders = np.zeros(len(flat)), np.zeros(len(flat))
    ahead, behind = slice(1, None), slice(None, -1)
    for one, other in (((..., ahead), (..., behind)), ((..., ahead, slice(None)), (..., behind, slice(None)))):
        border = (ramp[one] > 0) & (ramp[one] == ramp[other]) & (flat[one] != flat[other])
        borders += _count(border)
        lost += _count(border & (shaded[one] == shaded[other]))
    return np.asarray(lost / np.maximum(1, borders))


def pits(heights: npt.NDArray[np.float32], parts: Indices) -> Figure:
    """Mean pixels by which marks, lights, eyes and mouths lie under the lower of two opposite pixels two steps off."""
    wide = np.pad(heights, ((0, 0), (2, 2), (2, 2)))
    height, width = heights.shape[-2:]
    deepest = np.zeros_like(heights)
    for x, y in ((2, 0), (0, 2), (2, 2), (2, -2)):
        one, other = (wide[:, 2 + way * y : 2 + way * y + height, 2 + way * x : 2 + way * x + width] for way in (1, -1))
        deepest = np.maximum(deepest, np.minimum(one, other) - heights)
    painted = np.isin(parts, PAINTED)
    return np.asarray((deepest * painted).sum(axis=(-2, -1)) / np.maximum(1, _count(painted)))


def figures(flat: Indices, shaded: Indices, light: Light) -> dict[str, Figure]:
    """Every figure by its name."""
    return {
        "direction": direction(flat, shaded, light),
        "pillow": pillow(flat, shaded, light),
        "banding": banding(flat, shaded),
        "specks flat": specks(flat),
        "specks shaded": specks(shaded),
        "lost borders": lost_borders(flat, shaded),
        "changed": _count(flat != shaded) / np.maximum(1, _count(flat > 0)),
    }


def _depth(filled: Grid) -> npt.NDArray[np.int64]:
    """1 on the edge of the silhouette, 2 inside it and so on, in steps to four neighbours; 0 outside."""
    depth, left = filled.astype(np.int64), filled
    while (left := ndimage.binary_erosion(left, structure=_CROSS)).any():
        depth += left
    return depth


def _mean(values: npt.NDArray[np.int8], part: Grid) -> Figure:
    count = _count(part)
    return np.asarray(np.where(count > 0, (values * part).sum(axis=(-2, -1)) / np.maximum(1, count), np.nan))


def _count(part: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    return np.asarray(part.sum(axis=(-2, -1)))


def milliseconds(work: Work, sprites: Indices, parts: Indices | None = None, *, rounds: int = 30) -> float:
    """Processor time a sprite of one call for a batch, the median of the rounds; work takes sprites and `parts`."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work(sprites, parts=parts)
        taken.append(time.process_time() - start)
    return float(np.median(taken)) * 1000 / len(sprites)


def _table(sprites: Sprites) -> str:
    zones = np.array([meaning(int(label))[1] for label in sprites.labels[:, 0]])
    lines: list[str] = []
    everything: list[dict[str, Figure]] = []
    for zone in ZONES:
        here, style = np.flatnonzero(zones == zone), style_of(zone)
        flat, parts = sprites.indices[here], sprites.parts[here]
        found = figures(flat, shade(flat, style, parts), style.light)
        found["pits"] = pits(height_field(flat, parts), parts)
        if not lines:
            lines.append(f"{'zone':10}{'sprites':>9}" + "".join(f"{name:>15}" for name in found))
        lines.append(f"{zone:10}{len(flat):>9}" + "".join(f"{values.mean():15.4f}" for values in found.values()))
        everything.append(found)
    for name, of in (("mean", np.mean), ("99 % under", lambda values: np.quantile(values, 0.99)), ("most", np.max)):
        values = (of(np.concatenate([found[figure] for found in everything])) for figure in everything[0])
        lines.append(f"{name:10}{len(zones):>9}" + "".join(f"{value:15.4f}" for value in values))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures over random corpus sprites, each in its zone's style, and the cost of a sprite."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1200, help="corpus sprites")
    options = parser.parse_args(arguments)
    sprites = draw_many(_SEED, range(options.count))
    print(_table(sprites))
    batch = sprites[:BATCH]
    works: dict[str, Work] = {
        "shading, reef": partial(shade, style=style_of("reef")),
        "shading, midnight": partial(shade, style=style_of("midnight")),
        "normal map": normal_map,
    }
    for name, work in works.items():
        for known, parts in (("with parts", batch.parts), ("without", None)):
            print(
                f"{name}, {known}: {milliseconds(work, batch.indices, parts):.3f} ms a sprite in a batch of "
                f"{len(batch)}, {milliseconds(work, batch.indices[:1], parts if parts is None else parts[:1]):.2f} ms "
                "alone"
            )
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
