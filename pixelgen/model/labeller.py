"""A finished sprite -> which part each of its pixels is, by exact integers: the NumPy reference of the labeller.

A small network of 3x3 convolutions with growing dilation, so that every pixel sees the whole sprite. It works on the
coloured pixels alone; a transparent one has no channel above zero. Channels are integers of 0 to 255, weights of -127
to 127, so that every sum is below 2^24, exact in any order and in float32:

- first  channels = clip(sum of `parts.near` over the 3x3 pixels, each by its place and its ranked colour,
         + `parts.own` of its own colour + `parts.across` of its column and of its row + `parts.species`)
- next   channels = clip(channels + `parts.bias` + (sum of `parts.blocks` * channels, +64) >> 7), for each dilation
- last   the part with the largest sum of `parts.out` * channels + 128 * `parts.out_bias`, of equal ones the first

Ranked colours say what matters: which ramp is the body's and which the accent's, whatever they are. Columns and rows
are sixteenths of the drawing's width and height. Knows nothing of requests; a species is a row of the table, 0 where
nobody knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.fixed_point import Floats, Ints
from pixelgen.palette import COLOURS, RAMPS, SHADES, TRANSPARENT, ramp_numbers
from pixelgen.parts import PARTS, PartMap
from pixelgen.quadtree import SIDE, Indices

PLACES = tuple((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1))  # of a 3x3 square, row by row
DILATIONS = (1, 2, 4, 8, 16, 1)
CHANNELS = 32
LARGEST = 255  # of a channel
STEPS = 16  # across a drawing, either way
WEIGHT_ONE = 128  # what a weight of 1 stands as
RANKED = range(1, len(RAMPS) - 1)  # ramps that are ranked: not ink, which outlines, nor glow, which shines
UNKNOWN = 0  # the row of a species that nobody knows
KINDS = len(PARTS) - 1  # parts that a pixel may be of

LABELLER = "parts."  # what the names of its tensors begin with
BY_SPECIES = "parts.species"

Tensors = Mapping[str, npt.NDArray[Any]]
Shape = tuple[int | None, ...]


def expected_labeller(species: int | None) -> dict[str, tuple[str, Shape]]:
    """name -> (safetensors type, shape) of every tensor of a labeller that knows so many species; None: any number."""
    shapes: dict[str, Shape] = {
        "near": (len(PLACES) * COLOURS, CHANNELS),
        "own": (COLOURS, CHANNELS),
        "across": (2 * STEPS, CHANNELS),
        "species": (None if species is None else species + 1, CHANNELS),
        "blocks": (len(DILATIONS), CHANNELS, len(PLACES) * CHANNELS),
        "bias": (len(DILATIONS), CHANNELS),
        "out": (KINDS, CHANNELS),
        "out_bias": (KINDS,),
    }
    return {f"{LABELLER}{name}": ("I8", shape) for name, shape in shapes.items()}


def ranked(indices: Indices) -> Indices:
    """Palette indices (32, 32) with their ramps exchanged: the most used of RANKED becomes the first of them, shade for
    shade, the next one the second; of equals the first comes first."""
    counts = np.bincount(ramp_numbers(indices).ravel(), minlength=1 + len(RAMPS))
    order = sorted(RANKED, key=lambda ramp: -counts[1 + ramp])
    colours = np.arange(COLOURS, dtype=np.uint8)
    for place, ramp in zip(RANKED, order, strict=True):
        colours[1 + ramp * SHADES : 1 + (ramp + 1) * SHADES] = 1 + place * SHADES + np.arange(SHADES)
    return np.asarray(colours[indices])


def steps_across(places: Ints) -> Ints:
    """(n,) rows or columns of the coloured pixels -> (n,) 0 to 15, the first to the last of them in equal steps."""
    first, last = int(places.min()), int(places.max())
    return (places - first) * STEPS // (last - first + 1)


@dataclass(frozen=True, slots=True)
class Labeller:
    """Weights of a labeller, ready to run: tables of integers in float32, which holds every sum exactly."""

    near: Floats  # (9, 64, channels)
    own: Floats  # (64, channels)
    across: Floats  # (32, channels): columns, then rows
    species: Floats  # (species + 1, channels)
    blocks: Floats  # (dilations, 9 * channels, channels)
    bias: Floats  # (dilations, channels)
    out: Floats  # (channels, kinds)
    out_bias: Floats  # (kinds,)

    @staticmethod
    def of(tensors: Tensors) -> Labeller:
        """The labeller of a weights file's checked tensors."""
        near, own, across, species, blocks, bias, out, out_bias = (
            tensors[name].astype(np.float32) for name in expected_labeller(None)
        )
        near = near.reshape(len(PLACES), COLOURS, CHANNELS)
        return Labeller(
            near, own, across, species, np.ascontiguousarray(blocks.swapaxes(1, 2)), bias, out.T.copy(), out_bias
        )

    def parts(self, indices: Indices, species: int = UNKNOWN) -> PartMap:
        """The part map (32, 32) of a sprite (32, 32); species: its row, 1 for the first that the weights know."""
        rows, columns = np.nonzero(indices != TRANSPARENT)
        found: PartMap = np.zeros((SIDE, SIDE), dtype=np.uint8)
        if not len(rows):
            return found
        around = np.pad(ranked(indices), 1)
        channels = self.species[species] + self.own[indices[rows, columns]]
        channels += self.across[steps_across(columns)] + self.across[STEPS + steps_across(rows)]
        for place, (down, right) in enumerate(PLACES):
            channels += self.near[place, around[rows + 1 + down, columns + 1 + right]]
        channels = np.clip(channels, 0, LARGEST)
        for step, dilation in enumerate(DILATIONS):
            plane = np.zeros((SIDE + 2 * dilation, SIDE + 2 * dilation, CHANNELS), dtype=np.float32)
            plane[rows + dilation, columns + dilation] = channels
            square = [plane[rows + dilation * (1 + down), columns + dilation * (1 + right)] for down, right in PLACES]
            sums = np.concatenate(square, axis=1) @ self.blocks[step]
            more = np.floor((sums + np.float32(WEIGHT_ONE // 2)) / np.float32(WEIGHT_ONE))
            channels = np.clip(channels + self.bias[step] + more, 0, LARGEST)
        sums = channels @ self.out + np.float32(WEIGHT_ONE) * self.out_bias
        found[rows, columns] = 1 + sums.argmax(axis=1)
        return found
