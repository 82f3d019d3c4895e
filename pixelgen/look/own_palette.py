"""Sprites in a game's own colours: each palette ramp is replaced by colours of the game, dark to light.

The request locks the sprite to the ramps that are mapped, so that every pixel has an exact colour.
Knows nothing of where files are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_is, check_name, shown
from pixelgen.drawing.breeding import ALWAYS_ALLOWED_RAMP
from pixelgen.errors import RequestError
from pixelgen.files.bounded_toml import TomlError, decode_toml, read_toml
from pixelgen.palette import COLOURS, RAMPS, SHADES, colour_index
from pixelgen.sprite import Sprite

_MOST_COLOURS = 255
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
RgbTable = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class OwnPalette:
    """ramps: name of our ramp -> the game's colours for it, `#rrggbb`, dark to light, one or many.

    `ink` must be among them, for eyes and outlines, and one more at least. RequestError otherwise.

    >>> OwnPalette({"ink": ["#101018", "#f0f0f0"], "coral": ["#802020", "#f06040"]}).colours
    ('coral',)
    """

    ramps: Mapping[str, Sequence[str]]
    _table: RgbTable = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.ramps, Mapping):
            raise RequestError(f"a palette must map ramps to colours; got {shown(self.ramps)}")
        table = np.zeros((COLOURS, 3), dtype=np.uint8)
        for ramp, colours in self.ramps.items():
            check_name("each ramp of a palette", ramp, RAMPS)
            steps = _rgb(ramp, colours)
            for shade in range(SHADES):
                table[colour_index(ramp, shade)] = steps[_step(shade, len(steps))]
        if ALWAYS_ALLOWED_RAMP not in self.ramps or len(self.ramps) < 2:
            raise RequestError(f"a palette must map {ALWAYS_ALLOWED_RAMP} and another ramp; got {shown([*self.ramps])}")
        table.flags.writeable = False
        object.__setattr__(self, "_table", table)

    @classmethod
    def from_toml(cls, content: bytes) -> OwnPalette:
        """The palette in the content of a TOML file that has one table, [ramps].

        TomlError for what is not TOML, is too large, or has other tables; RequestError for what the table says.
        """
        tables = read_toml(decode_toml(content))
        if set(tables) != {"ramps"}:
            raise TomlError(1, f"must have one table, [ramps]; got {shown(sorted(tables)) if tables else 'nothing'}")
        return cls(tables["ramps"])

    @property
    def colours(self) -> tuple[str, ...]:
        """The palette lock of requests: all mapped ramps but ink, in their order."""
        return tuple(ramp for ramp in self.ramps if ramp != ALWAYS_ALLOWED_RAMP)

    def rgb_table(self) -> RgbTable:
        """(64, 3) the game's colour of each palette index."""
        return self._table

    def rgba(self, sprite: Sprite) -> npt.NDArray[np.uint8]:
        """(32, 32, 4) the sprite in the game's colours; RequestError when it uses a ramp that is not mapped."""
        check_is("sprite", sprite, Sprite)
        mapped = {0, *(colour_index(ramp, shade) for ramp in self.ramps for shade in range(SHADES))}
        strange = set(np.unique(sprite.indices).tolist()) - mapped
        if strange:
            raise RequestError(
                f"the sprite uses colours of ramps that the palette does not map ({shown(sorted(strange))}); draw it "
                f"with colours={self.colours}"
            )
        alpha = np.where(sprite.indices == 0, 0, 255).astype(np.uint8)
        return np.concatenate([self._table[sprite.indices], alpha[..., None]], axis=-1)


def _step(shade: int, count: int) -> int:
    """Seven shades over so many colours, the ends on the ends."""
    return (2 * shade * (count - 1) + SHADES - 1) // (2 * (SHADES - 1))


def _rgb(ramp: str, colours: Sequence[str]) -> list[tuple[int, ...]]:
    if isinstance(colours, str) or not isinstance(colours, Sequence) or not 1 <= len(colours) <= _MOST_COLOURS:
        raise RequestError(f"ramp {ramp} must have 1 to {_MOST_COLOURS} colours; got {shown(colours)}")
    found = []
    for colour in colours:
        match = _HEX.fullmatch(colour) if isinstance(colour, str) else None
        if match is None:
            raise RequestError(f"a colour of ramp {ramp} must be like '#1a2b3c'; got {shown(colour)}")
        found.append(tuple(bytes.fromhex(match[1])))
    return found
