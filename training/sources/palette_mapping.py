"""The colours of one picture -> palette indices, chosen together, not one by one.

Nearest colours alone tear a picture's own ramps apart: two browns that touch land on sand and on ink, and a
dark red drops out of its fin. So the choice minimises one energy over all colours of the picture: the OKLab distance
of each to its palette colour, plus a price for each pair: alike but on two ramps, of two hues but on one ramp,
lighter turned darker, two colours made one. Knows nothing of where the pixels are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.oklab import PALETTE, Colours, mapping_costs, squared_distances
from pixelgen.palette import COLOURS, SHADES

Floats = npt.NDArray[np.float64]

MOST_COLOURS = 20
ALIKE = 0.09  # OKLab distance at which two colours hardly belong together any more
GREY = 0.03  # chroma below which a hue means nothing
_CODES = np.arange(COLOURS - 1)
_RAMP, _SHADE = _CODES // SHADES, _CODES % SHADES
_SAME_RAMP = _RAMP[:, None] == _RAMP[None, :]
_CHROMA = np.hypot(PALETTE[:, 1], PALETTE[:, 2])
# Ink and the ends of ramps have no hue to speak of: there, two hues on one ramp cost nothing.
_MIXED = _SAME_RAMP * np.clip(np.minimum(_CHROMA[:, None], _CHROMA[None, :]) / 0.1 - 0.3, 0, 1)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a pair costs, against squared OKLab distances."""

    torn: float = 0.020  # alike, on two ramps
    mixed: float = 0.012  # two hues, on one ramp
    turned: float = 0.30  # a unit of lightness turned round on a ramp
    merged: float = 0.08  # a unit of distance lost to one palette colour


def merge_alike(colours: Colours, weights: Floats) -> npt.NDArray[np.int64]:
    """(n, 3), (n,) pixel counts -> (n,) group of each: what cannot be told apart is one, and at most 20 are left.

    Ward's rule: the pair that adds the least to the squared distances within groups is merged first.
    """
    groups = np.arange(len(colours))
    centres, sizes = colours.astype(np.float64).copy(), weights.astype(np.float64).copy()
    apart = squared_distances(centres, centres)
    np.fill_diagonal(apart, np.inf)
    alive = len(centres)
    while alive > 1:
        if apart.min() < 0.02**2:
            keep, gone = divmod(int(np.argmin(apart)), len(centres))
        elif alive > MOST_COLOURS:
            with np.errstate(invalid="ignore"):
                cost = apart * (sizes[:, None] * sizes[None, :] / np.maximum(sizes[:, None] + sizes[None, :], 1e-9))
            cost[~np.isfinite(apart)] = np.inf
            keep, gone = divmod(int(np.argmin(cost)), len(centres))
        else:
            break
        total = sizes[keep] + sizes[gone]
        centres[keep] = (centres[keep] * sizes[keep] + centres[gone] * sizes[gone]) / total
        sizes[keep], sizes[gone] = total, 0.0
        groups[groups == gone] = keep
        row = squared_distances(centres[keep : keep + 1], centres)[0]
        row[(sizes == 0) | (np.arange(len(row)) == keep)] = np.inf
        apart[keep], apart[:, keep], apart[gone], apart[:, gone] = row, row, np.inf, np.inf
        alive -= 1
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def nearest(colours: Colours) -> npt.NDArray[np.uint8]:
    """(n, 3) OKLab -> (n,) palette index of the nearest colour, each for itself."""
    return np.asarray(1 + mapping_costs(colours).argmin(axis=1), dtype=np.uint8)


def _degrees_apart(colours: Colours) -> Floats:
    """(n, n) angles between hues, 0 to 180."""
    hue = np.degrees(np.arctan2(colours[:, 2], colours[:, 1]))
    return np.asarray(np.abs((hue[:, None] - hue[None, :] + 180) % 360 - 180))


def _over_60(degrees: Floats) -> Floats:
    """0 up to 25 degrees, 1 from 60 on."""
    return np.asarray(np.clip((degrees - 25) / 35, 0, 1))


_PALETTE_APART = _degrees_apart(PALETTE)


def _pair_prices(colours: Colours, weights: Floats, prices: Prices) -> Floats:
    """(n, n, 63, 63): price of colours i and j taking palette colours a and b."""
    share = np.sqrt(weights)
    together = np.sqrt(share[:, None] * share[None, :])[..., None, None]
    distance = np.sqrt(squared_distances(colours, colours))
    alike = np.exp(-((distance / ALIKE) ** 2))[..., None, None]
    lighter = colours[:, None, 0] - colours[None, :, 0]  # (n, n)
    steps = (_SHADE[:, None] - _SHADE[None, :])[None, None]
    turned = _SAME_RAMP & (np.sign(lighter)[..., None, None] * steps < 0)
    colourful = np.clip((np.hypot(colours[:, 1], colours[:, 2]) - GREY) / 0.05, 0, 1)
    both = np.minimum(colourful[:, None], colourful[None, :])[..., None, None]
    apart = _degrees_apart(colours)[..., None, None]
    other_hue = np.maximum(both * _over_60(apart), np.abs(colourful[:, None] - colourful[None, :])[..., None, None])
    table = prices.torn * alike * (1 - other_hue) * ~_SAME_RAMP
    # A ramp turns through hues itself: only what it does not turn is lost.
    table = table + prices.mixed * both * _over_60(apart - _PALETTE_APART) * _MIXED
    table = table + prices.turned * np.abs(lighter)[..., None, None] * turned
    table = table + prices.merged * np.minimum(distance, 0.15)[..., None, None] * np.eye(COLOURS - 1, dtype=bool)
    table = table * together
    table[np.arange(len(colours)), np.arange(len(colours))] = 0.0
    return np.asarray(table)


def keep_ramps(colours: Colours, weights: Floats, *, prices: Prices = Prices()) -> npt.NDArray[np.uint8]:
    """(n, 3) OKLab, (n,) pixel counts, n at most 20 -> (n,) palette indices of least energy found.

    Starts at the nearest colours; moves one colour, then a pair together, while that lowers the energy.
    """
    count = len(colours)
    weights = weights / weights.sum()
    single = np.sqrt(weights)[:, None] * mapping_costs(colours)  # (n, 63)
    pairs = _pair_prices(colours, weights, prices)
    chosen = nearest(colours).astype(np.int64) - 1
    for _ in range(20):
        before = chosen.copy()
        for i in range(count):
            chosen[i] = int(np.argmin(single[i] + pairs[i, np.arange(count), :, chosen].sum(axis=0)))
        for i in range(count):
            for j in range(i + 1, count):
                rest = [k for k in range(count) if k not in (i, j)]
                one = single[i] + pairs[i, rest, :, chosen[rest]].sum(axis=0)
                other = single[j] + pairs[j, rest, :, chosen[rest]].sum(axis=0)
                table = one[:, None] + other[None, :] + pairs[i, j]
                best = int(np.argmin(table))
                if table.flat[best] < table[chosen[i], chosen[j]] - 1e-12:
                    chosen[i], chosen[j] = divmod(best, COLOURS - 1)
        if np.array_equal(before, chosen):
            break
    return (chosen + 1).astype(np.uint8)
