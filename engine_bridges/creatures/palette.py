"""Colours by index, each with a label if it has one, for sheets and surfaces. Knows nothing of file formats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from engine_bridges.creatures.creature import PackError, Pixels
from pixelgen import RGB, OwnPalette

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
            raise PackError(f"a palette's colours must be a uint8 array (n, 4); got {getattr(given, 'shape', given)!r}")
        if not 1 <= len(given) <= MAX_COLOURS:
            raise PackError(f"a palette must have 1 to {MAX_COLOURS} colours; got {len(given)}")
        if self.labels and len(self.labels) != len(given):
            raise PackError(f"a palette must have no labels or one a colour ({len(given)}); got {len(self.labels)}")
        for text in (self.name, *self.labels):
            if not text.isprintable() or text != text.strip():
                raise PackError(f"a palette's texts must be printable, without space at their ends; got {text!r:.100}")
        object.__setattr__(self, "rgba", np.frombuffer(given.tobytes(), dtype=np.uint8).reshape(given.shape))

    def coloured(self, indices: Pixels) -> Pixels:
        """(H, W) indices -> (H, W, 4); PackError for an index that the palette does not have."""
        self.check(indices)
        return self.rgba[indices]

    def check(self, indices: Pixels) -> None:
        """PackError for an index that the palette does not have."""
        if indices.size and int(indices.max()) >= len(self.rgba):
            raise PackError(f"{self.name} has {len(self.rgba)} colours; got a pixel of index {int(indices.max())}")

    def toned(self, rgb: tuple[int, int, int], share: float) -> Palette:
        """Each opaque colour blended with one: share 1 gives a silhouette, 0.5 a flash, 0.2 the haze of distant water.

        share: 0 to 1; rgb: 0 to 255 each; PackError otherwise.
        """
        if not 0 <= share <= 1 or not all(0 <= part <= 255 for part in rgb):
            raise PackError(
                f"a tone must be three of 0 to 255 and a share of 0 to 1; got {rgb!r:.60} and {share!r:.20}"
            )
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
    """A game's own colours by index; index 0 transparent."""
    alpha = np.full((len(own.rgb_table()), 1), 255, dtype=np.uint8)
    alpha[0] = 0
    return Palette(name, np.concatenate([own.rgb_table(), alpha], axis=1))
