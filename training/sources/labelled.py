"""What every source yields: a sprite with what is known of it and whose it is, or a picture left out and why.

Knows nothing of where sprites come from. A label that is not known is None, and PAD in the prompt: the model
then learns the sprite as one of "some zone" or "some species".
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from pixelgen.palette import COLOURS, RAMPS, SHADES
from pixelgen.vocabulary import CATEGORIES, PAD, SPECIES, ZONES, token_id

SIDE = 32


@dataclass(frozen=True, slots=True)
class Labels:
    """Names from the vocabulary, or None for what is not known. ValueError for a name that it does not have."""

    zone: str | None = None
    category: str | None = None
    species: str | None = None
    family: str | None = None

    def __post_init__(self) -> None:
        allowed = {"zone": ZONES, "category": CATEGORIES, "species": tuple(SPECIES), "family": RAMPS}
        for field in fields(self):
            name = getattr(self, field.name)
            if name is not None and name not in allowed[field.name]:
                raise ValueError(f"{field.name} must be one of {', '.join(allowed[field.name])}; got {name!r}")
        if self.species is not None and self.category not in (None, SPECIES[self.species]):
            raise ValueError(f"{self.species} is a {SPECIES[self.species]}; got category {self.category!r}")

    def ids(self) -> list[int]:
        """The four token ids of the prompt: zone, category, species, family; PAD for None."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return [PAD if name is None else token_id(kind, name) for kind, name in named]


@dataclass(frozen=True, slots=True)
class Found:
    """A sprite from elsewhere: indices (32, 32) uint8; origin is a file and the place in it, or an address."""

    indices: npt.NDArray[np.uint8]
    labels: Labels
    origin: str
    licence: str
    author: str

    def __post_init__(self) -> None:
        if self.indices.shape != (SIDE, SIDE) or self.indices.dtype != np.uint8 or int(self.indices.max()) >= COLOURS:
            raise ValueError(
                f"indices must be (32, 32) uint8 under {COLOURS}; got {self.indices.shape} of {self.origin}"
            )
        if not self.licence.strip():
            raise ValueError(f"{self.origin}: no licence is stated")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A picture that became no sprite, and why."""

    origin: str
    reason: str


class SourceError(ValueError):
    """A source that cannot be read at all: no folder, no licence, a wrong setting."""


class NoLicenceError(SourceError):
    """Pictures whose licence nobody states."""


def family_of(indices: npt.NDArray[np.uint8]) -> str | None:
    """The ramp with the most pixels, its darkest shade left out; ink only when there is little else; None if empty."""
    counts = np.bincount(indices.ravel(), minlength=COLOURS)[1:].reshape(len(RAMPS), SHADES)
    if not counts.any():
        return None
    # The darkest shades and ink are outline and pupil before they are the animal's colour.
    coloured = counts[:, 1:].sum(axis=1)
    coloured[RAMPS.index("ink")] = 0
    return RAMPS[int(np.argmax(coloured if coloured.sum() >= 0.25 * counts.sum() else counts.sum(axis=1)))]


def labels_with_family(labels: Labels, indices: npt.NDArray[np.uint8]) -> Labels:
    """The same labels, the family taken from the drawing and the category from the species when they are missing."""
    return Labels(
        zone=labels.zone,
        category=labels.category or (SPECIES[labels.species] if labels.species else None),
        species=labels.species,
        family=labels.family or family_of(indices),
    )
