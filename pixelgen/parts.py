"""The kinds of parts that a pixel of an animal may belong to, by number, as part maps hold them.

A part map is uint8, as large as its picture, 0 where the picture is transparent or nobody knows its parts.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

PARTS = ("none", "body", "head", "eye", "mouth", "fin", "limb", "tail", "shell", "mark", "light")
Kind = Literal["body", "head", "eye", "mouth", "fin", "limb", "tail", "shell", "mark", "light"]
PART_IDS = {name: number for number, name in enumerate(PARTS)}
PartMap = npt.NDArray[np.uint8]
