"""Any colours -> a ramp of them for each of ours: every shade gets one, so that shading and motion work as before.

Two answers are made for each ramp and the better by one measure is taken: the nearest colour of each shade by itself,
and the best run in which no shade is darker than the one below it (dynamic programming over the colours by lightness).
The measure adds up, over the seven shades, how far the colour is from ours (OKLab, taken apart into lightness, chroma
and hue) and, over all pairs of shades, the lightness between them that is lost or turned round. Shades that bodies are
made of pay more where they could not be told from the outline, the darkest ink. Knows nothing of files or of sprites.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.oklab import PALETTE, Colours, mapping_costs, to_oklab
from pixelgen.palette import RAMPS, SHADES

Floats = npt.NDArray[np.float64]
Rgb = tuple[int, int, int]

_OFTEN = np.array([0.7, 0.9, 1.0, 1.2, 1.2, 1.0, 0.7])  # how much a shade counts: bodies are drawn in the middle ones
_LOUDER, _LOUDER_GREY, _DULLER = 1.1, 1.9, 1.6  # price of squared chroma: a red may be a louder red, a grey no red
_LOST_LIGHT = 0.5  # price of a squared unit of lightness lost between two shades
_BODY = np.arange(SHADES) >= 2
_LEGIBLE = 0.14  # lightness that keeps a shade apart from the outline
_ILLEGIBLE = 4.0  # price of a squared unit that is missing there


def fitted_ramps(colours: list[Rgb]) -> dict[str, list[Rgb]]:
    """Two colours or more, none twice -> by ramp, seven of them, dark to light."""
    rgb = np.array(sorted(colours), dtype=np.uint8)
    lab = to_oklab(rgb)
    by_lightness = np.argsort(lab[:, 0], kind="stable")
    rgb, lab = rgb[by_lightness], lab[by_lightness]
    return {
        ramp: [(int(red), int(green), int(blue)) for red, green, blue in rgb[_fitted(number, lab)]]
        for number, ramp in enumerate(RAMPS)
    }


def _fitted(ramp: int, lab: Colours) -> npt.NDArray[np.int64]:
    """(7,) rows of the colours, which come by lightness. Ink, the first ramp, ends at the darkest and the lightest."""
    ours = PALETTE[ramp * SHADES : (ramp + 1) * SHADES]
    costs = mapping_costs(ours, lab, louder=_LOUDER if ramp else _LOUDER_GREY, duller=_DULLER) * _OFTEN[:, None]
    if ramp == 0:
        costs[0, 1:] = costs[-1, :-1] = np.inf
    else:
        missing = np.maximum(0, _LEGIBLE - (lab[:, 0] - lab[0, 0]))
        costs += _BODY[:, None] * _ILLEGIBLE * missing[None, :] ** 2
    answers = costs.argmin(axis=1), _best_run(costs, ours[:, 0], lab[:, 0])
    return min(answers, key=lambda rows: _measure(rows, costs, ours[:, 0], lab[:, 0]))


def _measure(rows: npt.NDArray[np.int64], costs: Floats, ours: Floats, theirs: Floats) -> float:
    wanted = ours[:, None] - ours[None, :]
    found = theirs[rows][:, None] - theirs[rows][None, :]
    lost = np.tril(np.maximum(0, wanted - found), -1)
    return float(costs[np.arange(SHADES), rows].sum() + _LOST_LIGHT * (lost**2).sum())


def _best_run(costs: Floats, ours: Floats, theirs: Floats) -> npt.NDArray[np.int64]:
    """The rows of least cost, none above the next, with the price of the light lost between neighbours."""
    steps = theirs[None, :] - theirs[:, None]  # (below, above)
    total, came_from = costs[0], []
    for shade in range(1, SHADES):
        lost = np.maximum(0, ours[shade] - ours[shade - 1] - steps)
        through = np.where(steps >= 0, total[:, None] + _LOST_LIGHT * lost**2, np.inf)
        came_from.append(through.argmin(axis=0))
        total = through.min(axis=0) + costs[shade]
    rows = [int(total.argmin())]
    for below in reversed(came_from):
        rows.append(int(below[rows[-1]]))
    return np.array(rows[::-1], dtype=np.int64)
