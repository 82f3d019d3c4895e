"""The labeller in torch: coloured pixels and what is told of them -> logits of parts, rounded as
pixelgen/model/labeller.py rounds.

Only coloured pixels are computed, a row each: a third of the canvas. Weights and channels are rounded to what the
integers can stand for on the way forward, and gradients pass as if they were not (straight-through: Bengio et al. 2013;
training with rounded weights: Jacob et al. 2018), so what is trained is what ships. Knows nothing of how it is trained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.model.fixed_point import LEVELS
from pixelgen.model.labeller import (
    CHANNELS,
    DILATIONS,
    KINDS,
    LARGEST,
    PLACES,
    ROLES,
    STEPS,
    WEIGHT_ONE,
    ramp_roles,
    ranked,
    steps_across,
)
from pixelgen.palette import COLOURS, RAMPS, SHADES, TRANSPARENT, ramp_numbers
from pixelgen.quadtree import SIDE

CHANNEL_ONE = 32  # what a channel of 1 stands as
GAIN = 4.0  # of the logits: what the largest weights can tell apart
_FIRST_SPREAD = 0.15
_REACH = max(DILATIONS)


@dataclass(frozen=True, slots=True)
class Rows:
    """The n coloured pixels of some sprites, sprite by sprite, row by row.

    sprites (n,) the sprite of each; own (n,) its colour; across (n, 2) its column and its row in steps across the
    drawing, as the rows of that table; around (n, 9) ranked colours of its 3x3 square, place by place; roles (n, 9)
    what those colours' ramps are to the animal; seen: dilation -> (n, 9) the rows of the pixels so far away, n where
    there is none.
    """

    sprites: Tensor
    own: Tensor
    across: Tensor
    around: Tensor
    roles: Tensor
    seen: Mapping[int, Tensor]

    @staticmethod
    def of(indices: npt.NDArray[np.uint8], ramps: npt.NDArray[np.int64]) -> Rows:
        """Of sprites (m, 32, 32); ramps (m, 2): each one's family and accent, NOT_TOLD where nobody knows it."""
        sprites, rows, columns = np.nonzero(indices != TRANSPARENT)
        count, side = len(sprites), SIDE + 2 * _REACH
        numbers = np.full((len(indices), side, side), count, dtype=np.int32)
        numbers[sprites, rows + _REACH, columns + _REACH] = np.arange(count)
        colours = np.zeros((len(indices), side, side), dtype=np.int32)
        colours[:, _REACH:-_REACH, _REACH:-_REACH] = [ranked(one) for one in indices]
        at = (sprites * side + rows + _REACH) * side + columns + _REACH  # in the flat planes
        square = np.array([down * side + right for down, right in PLACES])
        around = torch.from_numpy(colours.ravel()[at[:, None] + square])
        colours[:, _REACH:-_REACH, _REACH:-_REACH] = [
            ramp_roles(family, accent)[one] for one, (family, accent) in zip(indices, ramps.tolist(), strict=True)
        ]
        roles = torch.from_numpy(colours.ravel()[at[:, None] + square])
        seen = {step: torch.from_numpy(numbers.ravel()[at[:, None] + step * square]) for step in set(DILATIONS)}
        own = torch.from_numpy(indices[sprites, rows, columns].astype(np.int32))
        starts = np.flatnonzero(np.diff(sprites, prepend=-1))
        across = [
            np.stack([steps_across(x), STEPS + steps_across(y)], axis=1)
            for x, y in zip(np.split(columns, starts[1:]), np.split(rows, starts[1:]), strict=True)
        ]
        return Rows(torch.from_numpy(sprites), own, torch.from_numpy(np.concatenate(across)), around, roles, seen)


class _Convolution(torch.autograd.Function):
    """Torch would add gradients up row by row; as the square is the same seen from either end, they can be gathered."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, seen: Tensor, weight: Tensor) -> Tensor:
        columns = _gathered(x, seen)
        ctx.save_for_backward(columns, seen, weight)
        return columns @ weight.T

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, Tensor]:
        """Of x and of the weight."""
        (gradient,) = gradients
        saved: tuple[Tensor, Tensor, Tensor] = ctx.saved_tensors
        columns, seen, weight = saved
        outputs = len(weight)
        back = weight.view(outputs, len(PLACES), -1).flip(1).transpose(0, 1).reshape(len(PLACES) * outputs, -1)
        return _gathered(gradient, seen) @ back, None, gradient.T @ columns


def convolution(x: Tensor, seen: Tensor, weight: Tensor) -> Tensor:
    """x (n, c), seen (n, 9) rows of x, n for none, weight (outputs, 9 * c) -> (n, outputs)."""
    found: Tensor = _Convolution.apply(x, seen, weight)  # type: ignore[no-untyped-call]
    return found


def _gathered(x: Tensor, seen: Tensor) -> Tensor:
    """(n, c), (n, 9) -> (n, 9 * c); zeros where nothing is seen."""
    return F.embedding(seen, torch.cat([x, x.new_zeros(1, x.shape[1])])).flatten(1)


class LabellerNetwork(nn.Module):
    """Rows of n coloured pixels, (m, any) rows of what is told of the sprites -> logits (n, parts), from body on.

    told: so many rows has that table, of an id each; the number behind the last tells nothing. kind: of number that
    products are computed in. A colour's row is the sum of its ramp's, its shade's and its own, so that what is learnt
    of one ramp holds for the others.
    """

    def __init__(self, told: int, *, kind: torch.dtype = torch.float32) -> None:
        super().__init__()
        inputs = len(PLACES) * CHANNELS
        self.near = nn.Parameter(torch.zeros(len(PLACES), COLOURS, CHANNELS))
        self.near_ramp = nn.Parameter(torch.randn(len(PLACES), 1 + len(RAMPS), CHANNELS) * _FIRST_SPREAD)
        self.near_shade = nn.Parameter(torch.randn(len(PLACES), 1 + SHADES, CHANNELS) * _FIRST_SPREAD)
        self.own = nn.Parameter(torch.zeros(COLOURS, CHANNELS))
        self.across = nn.Parameter(torch.zeros(2 * STEPS, CHANNELS))
        self.told = nn.Parameter(torch.zeros(told, CHANNELS))
        self.roles = nn.Parameter(torch.zeros(len(PLACES) * ROLES, CHANNELS))
        self.blocks = nn.ParameterList(torch.randn(CHANNELS, inputs) * (0.5 / inputs**0.5) for _ in DILATIONS)
        self.bias = nn.Parameter(torch.zeros(len(DILATIONS), CHANNELS))
        self.out = nn.Parameter(torch.randn(KINDS, CHANNELS) * _FIRST_SPREAD)
        self.out_bias = nn.Parameter(torch.zeros(KINDS))
        self.kind = kind

    def forward(self, rows: Rows, told: Tensor) -> Tensor:
        """As the class says."""
        near = _rounded(self.near_table(), CHANNEL_ONE).flatten(0, 1)
        table = rows.around + torch.arange(len(PLACES), dtype=rows.around.dtype) * COLOURS
        x = F.embedding_bag(table, near, mode="sum") + F.embedding(rows.own, _rounded(self.own, CHANNEL_ONE))
        x = x + F.embedding_bag(rows.across, _rounded(self.across, CHANNEL_ONE), mode="sum")
        table = rows.roles + torch.arange(len(PLACES), dtype=rows.roles.dtype) * ROLES
        x = x + F.embedding_bag(table, _rounded(self.roles, CHANNEL_ONE), mode="sum")
        known = F.pad(_rounded(self.told, CHANNEL_ONE), (0, 0, 0, 1))  # the last row is 0
        x = _channels((x + F.embedding_bag(told, known, mode="sum")[rows.sprites]).to(self.kind))
        for step, dilation in enumerate(DILATIONS):
            weight = _rounded(self.blocks[step], WEIGHT_ONE).to(self.kind)
            more = convolution(x, rows.seen[dilation], weight)
            x = _channels(x + more + _rounded(self.bias[step], CHANNEL_ONE).to(self.kind))
        out = F.linear(x, _rounded(self.out, WEIGHT_ONE).to(self.kind)).float()
        return GAIN * (out + _rounded(self.out_bias, CHANNEL_ONE))

    def near_table(self) -> Tensor:
        """(9, 64, channels) of each place and colour."""
        ramps, shades = _ramps()
        return self.near + self.near_ramp[:, ramps] + self.near_shade[:, shades]


def _ramps() -> tuple[Tensor, Tensor]:
    """(64,) of each colour its ramp and its shade, both from 1 on; 0 for transparent."""
    colours = np.arange(COLOURS, dtype=np.uint8)
    ramps = ramp_numbers(colours).astype(np.int64)
    shades = np.where(colours > 0, colours - SHADES * (ramps - 1), 0)
    return torch.from_numpy(ramps), torch.from_numpy(shades)


def _rounded(values: Tensor, one: int) -> Tensor:
    """The nearest of the integers that may stand for a value, over what 1 stands as."""
    kept = values.clamp(-LEVELS / one, LEVELS / one)
    return kept + ((kept * one).round() / one - kept).detach()


class _Channels(torch.autograd.Function):
    """Clipped and rounded; the gradient passes where nothing was clipped."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        largest = LARGEST / CHANNEL_ONE
        ctx.save_for_backward((x > 0) & (x < largest))
        return (x * CHANNEL_ONE + 0.5).floor_().clamp_(0, LARGEST).mul_(1 / CHANNEL_ONE)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        """Of x."""
        (passed,) = ctx.saved_tensors
        back: Tensor = gradients[0] * passed
        return back


def _channels(x: Tensor) -> Tensor:
    clipped: Tensor = _Channels.apply(x)  # type: ignore[no-untyped-call]
    return clipped


@torch.no_grad()
def start_from(network: LabellerNetwork, tensors: Mapping[str, npt.NDArray[np.int8]]) -> None:
    """Give a network the integers of a labeller that was trained before."""
    network.near_ramp.zero_()
    network.near_shade.zero_()
    blocks = {f"blocks.{number}": weights for number, weights in enumerate(tensors["parts.blocks"])}
    others = {
        name: tensors[f"parts.{name}"] for name in ("near", "own", "across", "told", "roles", "bias", "out", "out_bias")
    }
    for name, parameter in network.named_parameters():
        if name in blocks or name in others:
            one = WEIGHT_ONE if name == "out" or name in blocks else CHANNEL_ONE
            values = torch.from_numpy((blocks | others)[name].astype(np.float32)) / one
            parameter.copy_(values.reshape(parameter.shape))


@torch.no_grad()
def labeller_tensors(network: LabellerNetwork) -> dict[str, npt.NDArray[np.int8]]:
    """The tensors of a weights file, as `expected_labeller` names them."""
    values: Mapping[str, tuple[Tensor, int]] = {
        "near": (network.near_table().flatten(0, 1), CHANNEL_ONE),
        "own": (network.own, CHANNEL_ONE),
        "across": (network.across, CHANNEL_ONE),
        "told": (network.told, CHANNEL_ONE),
        "roles": (network.roles, CHANNEL_ONE),
        "blocks": (torch.stack(list(network.blocks)), WEIGHT_ONE),
        "bias": (network.bias, CHANNEL_ONE),
        "out": (network.out, WEIGHT_ONE),
        "out_bias": (network.out_bias, CHANNEL_ONE),
    }
    return {f"parts.{name}": _integers(tensor, one) for name, (tensor, one) in values.items()}


def _integers(values: Tensor, one: int) -> npt.NDArray[np.int8]:
    integers = (values * one).round().clamp(-LEVELS, LEVELS).to(torch.int8)
    return np.ascontiguousarray(integers.numpy())
