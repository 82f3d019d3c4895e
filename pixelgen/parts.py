"""The kinds of parts that a pixel of an animal may belong to, by number, as part maps hold them.

A part map is uint8, as large as its picture, 0 where the picture is transparent or nobody knows its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

PARTS = ("none", "body", "head", "eye", "mouth", "fin", "limb", "tail", "shell", "mark", "light")
Kind = Literal["body", "head", "eye", "mouth", "fin", "limb", "tail", "shell", "mark", "light"]
PART_IDS = {name: number for number, name in enumerate(PARTS)}
# The parts that a trait makes and that children inherit with it. Ramps and growth make none.
PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "build": ("body", "head", "tail", "shell"),
    "limbs": ("fin", "limb"),
    "eye": ("eye", "mouth"),
    "pattern": ("mark",),
    "glow": ("light",),
}
TRUNK: tuple[Kind, ...] = ("body", "head", "shell")  # what fins, limbs and tails hang on
SILHOUETTE: tuple[Kind, ...] = ("body", "head", "fin", "limb", "tail", "shell")  # the others are painted on these
PartMap = npt.NDArray[np.uint8]
