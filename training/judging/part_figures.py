"""Part maps that are found and true ones -> how many pixels are named rightly, part by part.

Knows nothing of what found them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.parts import PART_IDS, PARTS

ACCURACY_BAR = 0.97  # of coloured pixels
RECALL_BAR = 0.90  # of each part

Maps = npt.NDArray[np.uint8]  # (n, 32, 32)


@dataclass(frozen=True, slots=True)
class PartFigures:
    """accuracy: share of the coloured pixels that are named rightly; of each part that occurs: recall, the share of its
    pixels that are found, iou, pixels found rightly of those found or true, and pixels, how many it has."""

    accuracy: float
    recall: Mapping[str, float]
    iou: Mapping[str, float]
    pixels: Mapping[str, int]

    def misses(self) -> list[str]:
        """What is below its bar, a line each."""
        lines = [f"parts: {self.accuracy:.2%} of pixels, at least {ACCURACY_BAR:.0%}"]
        lines = lines if self.accuracy < ACCURACY_BAR else []
        low = {name: share for name, share in self.recall.items() if share < RECALL_BAR}
        return lines + [f"parts: {share:.1%} of {name}, at least {RECALL_BAR:.0%}" for name, share in low.items()]

    def table(self) -> str:
        """A line a part."""
        lines = [f"parts    {self.accuracy:.2%} of coloured pixels named rightly"]
        for name, recall in self.recall.items():
            lines.append(f"{name:8} recall {recall:6.2%}  IoU {self.iou[name]:6.2%}  {self.pixels[name]} pixels")
        return "\n".join(lines)


def part_figures(found: Maps, true: Maps) -> PartFigures:
    """Of maps that are 0 in the same pixels; at least one is not. A part that does not occur has no figures."""
    drawn = true > 0
    recall, iou, pixels = {}, {}, {}
    for name in PARTS[1:]:
        is_, named = true == PART_IDS[name], found == PART_IDS[name]
        if is_.any():
            both = int((is_ & named).sum())
            pixels[name] = int(is_.sum())
            recall[name], iou[name] = both / pixels[name], both / int((is_ | named).sum())
    return PartFigures(float((found == true)[drawn].mean()), recall, iou, pixels)


def accuracy_by_species(found: Maps, true: Maps, species: npt.NDArray[np.int64]) -> dict[int, float]:
    """Row of a species (n,) -> share of its coloured pixels that are named rightly, the lowest first."""
    shares = {}
    for row in np.unique(species).tolist():
        chosen = species == row
        drawn = true[chosen] > 0
        shares[row] = float((found[chosen] == true[chosen])[drawn].mean())
    return dict(sorted(shares.items(), key=lambda pair: pair[1]))
