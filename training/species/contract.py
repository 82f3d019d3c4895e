"""What a species is: a name, parameter ranges by zone, colour schemes, and a function that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from pixelgen.vocabulary import SPECIES
from training.drawing.canvas import Canvas
from training.drawing.zones import LOOKS, Look, Scheme

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Individual:
    """Everything that a drawing depends on: one animal before it is drawn."""

    zone: str
    look: Look
    scheme: Scheme
    values: Mapping[str, float]  # one number a parameter
    rng: np.random.Generator  # for the places of spots and the like only, never for proportions

    def __getitem__(self, parameter: str) -> float:
        return self.values[parameter]


@dataclass(frozen=True, slots=True)
class Species:
    """A species drawn in every zone.

    ranges: parameter -> (low, high), drawn uniformly; zone_ranges: zone -> what differs there;
    schemes: zone -> colour schemes that replace the zone's own (a clownfish of the reef is orange);
    standing: its foot is on the bottom row (corals).
    """

    name: str
    draw: Callable[[Canvas, Individual], None]
    ranges: Mapping[str, Range]
    zone_ranges: Mapping[str, Mapping[str, Range]] = field(default_factory=dict)
    schemes: Mapping[str, tuple[Scheme, ...]] = field(default_factory=dict)
    standing: bool = False

    @property
    def category(self) -> str:
        """The category that the vocabulary files the species under."""
        return SPECIES[self.name]

    def ranges_in(self, zone: str) -> dict[str, Range]:
        """Parameter ranges of a zone."""
        return {**self.ranges, **self.zone_ranges.get(zone, {})}

    def schemes_in(self, zone: str) -> tuple[Scheme, ...]:
        """Colour schemes of a zone."""
        return self.schemes.get(zone) or LOOKS[zone].schemes

    def sample(self, zone: str, rng: np.random.Generator) -> Individual:
        """One random individual of the zone."""
        ranges = self.ranges_in(zone)
        shares = rng.random(len(ranges)).tolist()
        values = {name: low + (high - low) * at for (name, (low, high)), at in zip(ranges.items(), shares, strict=True)}
        schemes = self.schemes_in(zone)
        return Individual(zone, LOOKS[zone], schemes[int(rng.integers(len(schemes)))], values, rng)

    def extremes(self, zone: str) -> list[Individual]:
        """The middle individual with each parameter in turn at its low and high end, then all low, all high."""
        ranges = self.ranges_in(zone)
        middle = {name: (low + high) / 2 for name, (low, high) in ranges.items()}
        sets = [{**middle, name: end} for name, pair in ranges.items() for end in pair]
        sets += [{name: pair[end] for name, pair in ranges.items()} for end in (0, 1)]
        base = self.sample(zone, np.random.default_rng(0))
        return [replace(base, values=values, rng=np.random.default_rng(7)) for values in sets]
