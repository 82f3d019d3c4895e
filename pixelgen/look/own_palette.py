"""Sprites in a game's own colours: each palette ramp is replaced by colours of the game, dark to light.

The ramps are given, or fitted to any two colours or more. Where some are given, the request locks the sprite to those,
so that every pixel has an exact colour; where all are, nothing is locked. Knows nothing of where files are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_is, check_name, checked_path, shown
from pixelgen.drawing.breeding import ALWAYS_ALLOWED_RAMP
from pixelgen.errors import PixelgenError, RequestError
from pixelgen.files.bounded_toml import LARGEST_TOML, TomlError, decode_toml, read_toml
from pixelgen.files.palette_file import LARGEST_PALETTE, MOST_COLOURS, READERS, read_colours
from pixelgen.look.fitted_ramps import fitted_ramps
from pixelgen.palette import COLOURS, RAMPS, SHADES, colour_index
from pixelgen.sprite import Sprite

_MOST_STEPS = 255  # of a ramp
_TOML = ".toml"
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

    @classmethod
    def from_colours(cls, colours: Iterable[str]) -> OwnPalette:
        """A palette without ramps: 2 to 256 colours, `#rrggbb`, in any order. Ramps of them are fitted to ours.

        RequestError for what are no such colours.

        >>> OwnPalette.from_colours(["#000000", "#7e2553", "#ff004d", "#fff1e8"]).colours
        ()
        """
        try:
            given = [] if isinstance(colours, str) else [*colours]
        except TypeError:
            given = []
        if not given:
            raise RequestError(f"a palette's colours must be a list like ['#1a2b3c', ...]; got {shown(colours)}")
        found = [*dict.fromkeys(_colour("a palette", colour) for colour in given)]
        if not 2 <= len(found) <= MOST_COLOURS:
            raise RequestError(f"a palette must have 2 to {MOST_COLOURS} different colours; got {len(found)}")
        ramps = fitted_ramps(found)
        return cls({ramp: [f"#{bytes(step).hex()}" for step in steps] for ramp, steps in ramps.items()})

    @classmethod
    def from_file(cls, name: str, content: bytes) -> OwnPalette:
        """The palette in a file's content, of a kind that its name's ending says: TOML as `from_toml`, or a list of
        colours as `from_colours`: .gpl, .pal, .hex, .txt of Paint.NET, .png, .aco, .act, .ase. Transparent ones are
        left out. Errors as there, with the name.
        """
        check_is("a palette file's name", name, str)
        check_is("a palette file's content", content, bytes)
        if name.lower().endswith(_TOML):
            try:
                return cls.from_toml(content)
            except TomlError as error:
                raise PixelgenError(f"{name}:{error.line}: {error}") from error
            except RequestError as error:
                raise RequestError(f"{name}: {error}") from error
        if not name.lower().endswith(tuple(READERS)):
            raise RequestError(f"a palette file must end in {_TOML}, {', '.join(READERS)}; got {shown(name)}")
        listed = read_colours(name, content)
        try:
            return cls.from_colours(bytes(colour[:3]).hex() for colour in listed.colours if colour[3])
        except RequestError as error:
            raise RequestError(f"{name}: {error}") from error

    @classmethod
    def read(cls, path: Path | str) -> OwnPalette:
        """The palette in a file; as `from_file`, and PixelgenError for one that cannot be read."""
        place = checked_path("a palette's path", path)
        try:
            with place.open("rb") as file:
                content = file.read(max(LARGEST_TOML, LARGEST_PALETTE) + 1)
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            raise PixelgenError(f"cannot read {place}: {getattr(error, 'strerror', None) or error}") from error
        return cls.from_file(str(place), content)

    @property
    def colours(self) -> tuple[str, ...]:
        """The palette lock of requests: the mapped ramps but ink, in their order; none where all are mapped."""
        if len(self.ramps) == len(RAMPS):
            return ()
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


def _rgb(ramp: str, colours: Sequence[str]) -> list[tuple[int, int, int]]:
    if isinstance(colours, str) or not isinstance(colours, Sequence) or not 1 <= len(colours) <= _MOST_STEPS:
        raise RequestError(f"ramp {ramp} must have 1 to {_MOST_STEPS} colours; got {shown(colours)}")
    return [_colour(f"ramp {ramp}", colour) for colour in colours]


def _colour(owner: str, colour: Any) -> tuple[int, int, int]:
    match = _HEX.fullmatch(colour) if isinstance(colour, str) else None
    if match is None:
        raise RequestError(f"a colour of {owner} must be like '#1a2b3c'; got {shown(colour)}")
    red, green, blue = bytes.fromhex(match[1])
    return red, green, blue
