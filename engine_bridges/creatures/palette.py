"""Colours by index, each with a label if it has one, for sheets and surfaces. Knows nothing of file formats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from engine_bridges.creatures.argument_checks import check_is, check_number, check_rgb
from engine_bridges.creatures.pack_error import PackError, shown
from pixelgen import RGB, OwnPalette

Pixels = npt.NDArray[np.uint8]
MAX_COLOURS = 256


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """name: one line of text. rgba: (n, 4) uint8, 1 to 256 colours; labels: a line for each colour, or ().

    PackError otherwise; kept as a copy that nothing can write to.
    """

    name: str
    rgba: Pixels
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        given = self.rgba
        if not isinstance(given, np.ndarray) or given.dtype != np.uint8 or given.ndim != 2 or given.shape[1] != 4:
            raise PackError(
                f"a palette's colours must be a uint8 array (n, 4); got {shown(getattr(given, 'shape', given))}"
            )
        if not 1 <= len(given) <= MAX_COLOURS:
            raise PackError(f"a palette must have 1 to {MAX_COLOURS} colours; got {len(given)}")
        check_is("a palette's labels", self.labels, tuple)
        if self.labels and len(self.labels) != len(given):
            raise PackError(f"a palette must have no labels or one a colour ({len(given)}); got {len(self.labels)}")
        for text in (self.name, *self.labels):
            if not isinstance(text, str) or not text.isprintable() or text != text.strip():
                raise PackError(f"a palette's texts must be printable, without space at their ends; got {shown(text)}")
        object.__setattr__(self, "rgba", np.frombuffer(given.tobytes(), dtype=np.uint8).reshape(given.shape))

    def coloured(self, indices: Pixels) -> Pixels:
        """(H, W) indices -> (H, W, 4); PackError for an index that the palette does not have."""
        self.check(indices)
        return self.rgba[indices]

    def check(self, indices: Pixels) -> None:
        """PackError for an index that the palette does not have, and for what are no indices."""
        if not isinstance(indices, np.ndarray) or indices.dtype != np.uint8:
            raise PackError(f"palette indices must be a uint8 array; got {shown(getattr(indices, 'dtype', indices))}")
        if indices.size and int(indices.max()) >= len(self.rgba):
            raise PackError(f"{self.name} has {len(self.rgba)} colours; got a pixel of index {int(indices.max())}")

    def toned(self, rgb: tuple[int, int, int], share: float) -> Palette:
        """Each opaque colour blended with one: share 1 gives a silhouette, 0.5 a flash, 0.2 the haze of distant water.

        share: 0 to 1; rgb: 0 to 255 each; PackError otherwise.
        """
        check_rgb("a tone", rgb)
        check_number("a tone's share", share)
        if not 0 <= share <= 1:
            raise PackError(f"a tone's share must be a number from 0 to 1; got {shown(share)}")
        colours = self.rgba.copy()
        mixed = self.rgba[:, :3] * (1 - share) + np.array(rgb) * share
        colours[:, :3] = np.where(self.rgba[:, 3:] > 0, np.rint(mixed), self.rgba[:, :3])
        return Palette(self.name, colours, self.labels)

    def __reduce__(self) -> tuple[type[Palette], tuple[str, Pixels, tuple[str, ...]]]:
        return Palette, (self.name, self.rgba, self.labels)  # checked, and read-only, again

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Palette):
            return NotImplemented
        return (self.name, self.labels, self.rgba.tobytes()) == (other.name, other.labels, other.rgba.tobytes())

    def __hash__(self) -> int:
        return hash((self.name, self.labels, self.rgba.tobytes()))


@cache
def sprite_palette() -> Palette:
    """The 64 colours of the library's sprites; index 0 transparent."""
    opaque = [(*rgb, 255) for rgb in RGB[1:]]
    return Palette("pixelgen", np.array([(0, 0, 0, 0), *opaque], dtype=np.uint8))


def palette_of(own: OwnPalette, *, name: str) -> Palette:
    """A game's own colours by index; index 0 transparent. PackError for what is no OwnPalette."""
    check_is("own", own, OwnPalette)
    alpha = np.full((len(own.rgb_table()), 1), 255, dtype=np.uint8)
    alpha[0] = 0
    return Palette(name, np.concatenate([own.rgb_table(), alpha], axis=1))
