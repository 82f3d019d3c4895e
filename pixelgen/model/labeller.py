"""A finished sprite -> which part each of its pixels is, by exact integers: the NumPy reference of the labeller.

A small network of 3x3 convolutions with growing dilation, so that every pixel sees the whole sprite. It works on the
coloured pixels alone; a transparent one has no channel above zero. Channels are integers of 0 to 254, weights of -127
to 127, so that every sum is below 2^24, exact in any order and in float32:

- first  channels = clip(sum of `parts.near` over the 3x3 pixels, each by its place and its ranked colour,
         + sum of `parts.roles` over them, each by its place and what its ramp is to the animal
         + `parts.own` of its own colour + `parts.across` of its column and of its row
         + sum of `parts.told` over all that is told of the sprite: zone, category, species, traits)
- next   channels = clip(channels + `parts.bias` + (sum of `parts.blocks` * channels, +64) >> 7), for each dilation
- last   the part with the largest sum of `parts.out` * channels + 128 * `parts.out_bias`, of equal ones the first

Ranked colours say what matters: which ramp is used most, whatever it is; roles say which is the body's and which the
accent's, where that is told. Columns and rows are sixteenths of the drawing's width and height. Knows nothing of
requests or names: what is told are rows of the table, of an id of the weights' world each.

A labeller of older weights knows species alone: `parts.species` has a row for each after one for an unknown species,
and there are no roles.
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
LARGEST = 254  # of a channel: less 127 it is an integer of 8 bits with its sign
STEPS = 16  # across a drawing, either way
WEIGHT_ONE = 128  # what a weight of 1 stands as
RANKED = range(1, len(RAMPS) - 1)  # ramps that are ranked: not ink, which outlines, nor glow, which shines
KINDS = len(PARTS) - 1  # parts that a pixel may be of
NOT_TOLD = -1  # a ramp that nobody knows
ROLES = 4  # of a colour's ramp: nobody knows, the family's, the accent's, another's

LABELLER = "parts."  # what the names of its tensors begin with
BY_ID, BY_SPECIES = "parts.told", "parts.species"  # the table of what is told, and that of an older labeller
UNKNOWN = 0  # the row of BY_SPECIES for a species that nobody knows

Tensors = Mapping[str, npt.NDArray[Any]]
Shape = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a sprite. rows: of the table, in any order; family, accent: ramps, 0 to 8, NOT_TOLD where that
    is not known."""

    rows: tuple[int, ...] = ()
    family: int = NOT_TOLD
    accent: int = NOT_TOLD


UNTOLD = Told()


def expected_labeller(ids: int | None, *, by: str = BY_ID) -> dict[str, tuple[str, Shape]]:
    """name -> (safetensors type, shape) of every tensor of a labeller with so many rows of what is told; None: any
    number. by: the table's name."""
    shapes: dict[str, Shape] = {
        "parts.near": (len(PLACES) * COLOURS, CHANNELS),
        "parts.own": (COLOURS, CHANNELS),
        "parts.across": (2 * STEPS, CHANNELS),
        by: (ids, CHANNELS),
        "parts.blocks": (len(DILATIONS), CHANNELS, len(PLACES) * CHANNELS),
        "parts.bias": (len(DILATIONS), CHANNELS),
        "parts.out": (KINDS, CHANNELS),
        "parts.out_bias": (KINDS,),
    }
    if by == BY_ID:
        shapes["parts.roles"] = (len(PLACES) * ROLES, CHANNELS)
    return {name: ("I8", shape) for name, shape in shapes.items()}


def ranked(indices: Indices) -> Indices:
    """Palette indices (32, 32) with their ramps exchanged: the most used of RANKED becomes the first of them, shade for
    shade, the next one the second; of equals the first comes first."""
    counts = np.bincount(ramp_numbers(indices).ravel(), minlength=1 + len(RAMPS))
    order = sorted(RANKED, key=lambda ramp: -counts[1 + ramp])
    colours = np.arange(COLOURS, dtype=np.uint8)
    for place, ramp in zip(RANKED, order, strict=True):
        colours[1 + ramp * SHADES : 1 + (ramp + 1) * SHADES] = 1 + place * SHADES + np.arange(SHADES)
    return np.asarray(colours[indices])


def ramp_roles(family: int, accent: int) -> Indices:
    """(64,) of each colour what its ramp is to an animal whose family and accent are these ramps: 1 its family, 2 its
    accent, 3 another; 0 where that is not known, and for the transparent one."""
    ramps = ramp_numbers(np.arange(COLOURS, dtype=np.uint8)).astype(np.int64) - 1
    other = 0 if NOT_TOLD in (family, accent) else 3
    roles = np.where(ramps == family, 1, np.where(ramps == accent, 2, other)).astype(np.uint8)
    roles[TRANSPARENT] = 0
    return roles


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
    told: Floats  # (rows, channels)
    roles: Floats  # (9, 4, channels)
    blocks: Floats  # (dilations, 9 * channels, channels)
    bias: Floats  # (dilations, channels)
    out: Floats  # (channels, kinds)
    out_bias: Floats  # (kinds,)

    @staticmethod
    def of(tensors: Tensors) -> Labeller:
        """The labeller of a weights file's checked tensors."""
        by = BY_SPECIES if BY_SPECIES in tensors else BY_ID
        near, own, across, told, blocks, bias, out, out_bias, *roles = (
            tensors[name].astype(np.float32) for name in expected_labeller(None, by=by)
        )
        known = roles[0] if roles else np.zeros((len(PLACES) * ROLES, CHANNELS), dtype=np.float32)
        return Labeller(
            near.reshape(len(PLACES), COLOURS, CHANNELS),
            own,
            across,
            told,
            known.reshape(len(PLACES), ROLES, CHANNELS),
            np.ascontiguousarray(blocks.swapaxes(1, 2)),
            bias,
            out.T.copy(),
            out_bias,
        )

    def parts(self, indices: Indices, told: Told = UNTOLD) -> PartMap:
        """The part map (32, 32) of a sprite (32, 32), of which so much is told."""
        rows, columns = np.nonzero(indices != TRANSPARENT)
        found: PartMap = np.zeros((SIDE, SIDE), dtype=np.uint8)
        if not len(rows):
            return found
        around = np.pad(ranked(indices), 1)
        roles = np.pad(ramp_roles(told.family, told.accent)[indices], 1)
        channels = self.told[list(told.rows)].sum(axis=0) + self.own[indices[rows, columns]]
        channels += self.across[steps_across(columns)] + self.across[STEPS + steps_across(rows)]
        for place, (down, right) in enumerate(PLACES):
            at = rows + 1 + down, columns + 1 + right
            channels += self.near[place, around[at]] + self.roles[place, roles[at]]
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
