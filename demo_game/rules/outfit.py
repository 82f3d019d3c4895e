"""What the submarine can do with the parts that it has: how deep, how long, how far it sees. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

from demo_game.rules.lamp import REACH
from demo_game.rules.zones import DEPTH

AIR_SECONDS = 150.0


@dataclass(frozen=True, slots=True)
class Outfit:
    """bears: y of the pressure line, below which the hull is pushed back. air_seconds: of a full tank.

    lamp: pixels that the lamp reaches. camera: pixels that the finder reaches; close: within which a picture counts as
    one from near by. eggs: of a litter; hatch_seconds: under water until they hatch.
    """

    bears: float = float(DEPTH + 400)
    air_seconds: float = AIR_SECONDS
    lamp: float = REACH
    camera: float = 150.0
    close: float = 66.0
    eggs: int = 3
    hatch_seconds: float = 60.0


USUAL = Outfit()  # all that there is, for who asks for nothing in particular
