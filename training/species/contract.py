"""What a species is: a name, parameters, what each trait value means for them, colour schemes, a function that draws.

An individual is a row of traits (drawn by weight from what the species offers in its zone) and a continuous jitter
within the ranges that these traits give its parameters. README.md beside this module says how to draw a species.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from pixelgen.vocabulary import SPECIES, TRAITS
from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.pixel_rules import GROWTH_PIXELS
from training.drawing.zones import LIT_ZONES, Scheme

Range = tuple[float, float]
Weights = Mapping[str, float]  # value of a trait -> how often

# growth -> the eye trait's values in pixels (`Canvas.eye` takes them)
EYE_PIXELS: Mapping[str, Mapping[str, int]] = {
    "young": {"small": 2, "large": 3, "bold": 4},
    "adult": {"small": 2, "large": 3, "bold": 4},
    "giant": {"small": 2, "large": 3, "bold": 5},
}
# growth -> youth, 1 the youngest, below 0 old age: of most species
AGES: Mapping[str, Mapping[str, Range]] = {
    "young": {"youth": (0.8, 1.0)},
    "adult": {"youth": (0.0, 0.2)},
    "giant": {"youth": (-0.4, -0.1)},
}
SIZE = "size"  # the parameter that each growth gives unless its table does
DRAWN_TRAITS = tuple(trait for trait in TRAITS if trait not in ("family", "accent"))  # those come from the scheme

_EVERYWHERE: Mapping[str, Weights] = {"growth": {"young": 1, "adult": 2, "giant": 1}}
# What a zone prefers (ART.md's table) where a species says nothing of it; values that a species has not are left out.
_BY_ZONE: Mapping[str, Mapping[str, Weights]] = {
    "shallows": {"glow": {"none": 1}, "eye": {"small": 2, "large": 2, "bold": 1}},
    "reef": {"glow": {"none": 1}},
    "twilight": {"glow": {"none": 1, "some": 2}, "eye": {"large": 1, "bold": 2}},
    "midnight": {"glow": {"some": 1, "rich": 1}},
    "abyss": {"glow": {"none": 1, "some": 2, "rich": 1}, "eye": {"small": 2, "large": 1}},
    "hadal": {"glow": {"none": 3, "some": 1}, "eye": {"small": 1}},
}


def free(trait: str) -> dict[str, dict[str, Range]]:
    """All values of a trait that decides no parameter: the drawing asks for the value itself."""
    return {value: {} for value in TRAITS[trait]}


class TraitError(ValueError):
    """A trait value that a species does not offer in a zone."""


@dataclass(frozen=True, slots=True)
class Individual:
    """Everything that a drawing depends on: one animal before it is drawn."""

    zone: str
    scheme: Scheme
    values: Mapping[str, float]  # one number a parameter
    rng: np.random.Generator  # for the places of spots and the like only, never for proportions
    traits: Mapping[str, str] = field(default_factory=dict)  # trait -> value
    scale: float = 1.0  # sprite pixels a nominal pixel, for `frame`
    seed: int = 0  # where `rng` starts when it is drawn again at another scale
    lit_zones: tuple[str, ...] = LIT_ZONES  # of its world: those without light

    def __getitem__(self, parameter: str) -> float:
        return self.values[parameter]

    @property
    def frame(self) -> Frame:
        """The shapes' frame at this individual's size."""
        return Frame(self.scale)

    @property
    def lit(self) -> bool:
        """Whether its upper edges are lit, as in zones without light."""
        return self.zone in self.lit_zones

    @property
    def eye_pixels(self) -> int:
        """Size of its eye for `Canvas.eye`, from its eye trait and growth."""
        return EYE_PIXELS[self.growth][self.traits["eye"]]

    @property
    def pose(self) -> str:
        """Its pose: rest, glide, turn or display."""
        return self.traits["pose"]

    @property
    def turned(self) -> bool:
        """Whether it turns its face to us."""
        return self.pose == "turn"

    @property
    def young(self) -> bool:
        """Whether it has a young one's few parts."""
        return self.growth == "young"

    @property
    def pattern(self) -> str:
        """Its pattern."""
        return self.traits["pattern"]

    @property
    def growth(self) -> str:
        """Its growth: young, adult or giant."""
        return self.traits["growth"]

    @property
    def glow(self) -> str:
        """Its light organs: none, some or rich."""
        return self.traits["glow"]

    def row_lit(self, canvas: Canvas) -> bool:
        """Whether it has its row of light organs, asked after its tips are painted.

        A young one that glows richly has its lit tips alone: with a row as well, a body so small would be confetti.
        """
        tips = self.young and self.glow == "rich" and int(canvas.of("light").sum()) >= 4
        return self.glow != "none" and not tips


@dataclass(frozen=True, slots=True)
class Species:
    """A species drawn in every zone.

    ranges: parameter -> (low, high), drawn uniformly; zone_ranges: zone -> what differs there;
    traits: trait -> value -> the parameters' ranges that this value means: the one place that says so. A parameter
    belongs to one trait at most, or to `ranges`.
    weights: trait -> value -> how often, in all zones; zone_weights: zone -> the same, for that zone alone. A value
    that they leave out is not offered; a trait that they leave out has all its values, as the zone prefers.
    schemes: zone -> colour schemes of its individuals there, for every zone.
    homes: the zones where it lives; in the others it is a stray.
    kind: its category, where the vocabulary does not file the species under one. lit_zones: see `Individual.lit`.
    span: longer side of a nominal drawing in pixels: the scale is the size that growth gives over it.
    standing: its foot is on the bottom row (corals).
    """

    name: str
    draw: Callable[[Canvas, Individual], None]
    ranges: Mapping[str, Range]
    zone_ranges: Mapping[str, Mapping[str, Range]] = field(default_factory=dict)
    schemes: Mapping[str, tuple[Scheme, ...]] = field(default_factory=dict)
    standing: bool = False
    homes: tuple[str, ...] = ()
    traits: Mapping[str, Mapping[str, Mapping[str, Range]]] = field(default_factory=dict)
    weights: Mapping[str, Weights] = field(default_factory=dict)
    zone_weights: Mapping[str, Mapping[str, Weights]] = field(default_factory=dict)
    span: float = 27.0
    kind: str = ""
    lit_zones: tuple[str, ...] = LIT_ZONES

    @property
    def category(self) -> str:
        """Its own, or that which the vocabulary files the species under."""
        return self.kind or SPECIES[self.name]

    @property
    def zones(self) -> tuple[str, ...]:
        """Those of its world: it has schemes for each."""
        return tuple(self.schemes)

    # --- what there is to choose from -----------------------------------------------------------------

    def schemes_in(self, zone: str) -> tuple[Scheme, ...]:
        """Colour schemes of a zone."""
        return self.schemes[zone]

    def offers(self, zone: str) -> dict[str, dict[str, float]]:
        """Trait -> value -> share of the individuals of a zone, adding up to 1.

        Shares of the traits are independent of each other, but for family and accent, which come from one scheme.
        """
        schemes = self.schemes_in(zone)
        found: dict[str, dict[str, float]] = {"family": {}, "accent": {}}
        for scheme in schemes:
            for trait, value in (("family", scheme.family), ("accent", scheme.accent_ramp)):
                found[trait][value] = found[trait].get(value, 0) + 1 / len(schemes)
        return found | {trait: self._weights(trait, zone) for trait in DRAWN_TRAITS if trait in self.traits}

    def _weights(self, trait: str, zone: str) -> dict[str, float]:
        table = self.traits[trait]
        named = self.zone_weights.get(zone, {}).get(trait) or self.weights.get(trait)
        preferred = named or _BY_ZONE.get(zone, {}).get(trait) or _EVERYWHERE.get(trait) or {}
        chosen = {value: preferred[value] for value in table if preferred.get(value, 0) > 0}
        chosen = chosen or dict.fromkeys(table, 1)
        total = sum(chosen.values())
        return {value: weight / total for value, weight in chosen.items()}

    def rows(self, zone: str) -> Iterator[tuple[dict[str, str], float]]:
        """All joint rows of traits in a zone, each with its share; they add up to 1."""
        offers = {trait: values for trait, values in self.offers(zone).items() if trait in DRAWN_TRAITS}
        schemes = self.schemes_in(zone)
        for scheme in schemes:
            for values in product(*offers.values()):
                share = 1 / len(schemes)
                for trait, value in zip(offers, values, strict=True):
                    share *= offers[trait][value]
                yield {**_of(scheme), **dict(zip(offers, values, strict=True))}, share

    # --- what the choice means ------------------------------------------------------------------------

    def ranges_in(self, zone: str, traits: Mapping[str, str] | None = None) -> dict[str, Range]:
        """Parameter ranges of a zone, for an individual with these traits."""
        ranges = {**self.ranges, **self.zone_ranges.get(zone, {})}
        for trait, value in (traits or {}).items():
            if trait == "growth" and trait in self.traits:
                low, high = _sizes(value)
                ranges[SIZE] = (low + 0.5, high - 0.5)
            ranges |= self.traits.get(trait, {}).get(value, {})
        return ranges

    def sample(self, zone: str, rng: np.random.Generator, *, traits: Mapping[str, str] | None = None) -> Individual:
        """One random individual of the zone, with these traits; the others are drawn by weight.

        TraitError when the species does not offer a value there.
        """
        unknown = set(traits or {}) - {*self.offers(zone), "family", "accent"}
        if unknown:
            raise TraitError(f"{self.name} has no {', '.join(sorted(unknown))}; it has {', '.join(self.offers(zone))}")
        shares = rng.random(len(self._parameters())).tolist()
        schemes = self._schemes_with(zone, traits or {})
        # Always one number, however many schemes there are: what is named leaves the rest as it is.
        scheme = schemes[int(rng.random() * len(schemes))]
        chosen = {**_of(scheme), **self._drawn(zone, traits or {}, rng)}
        ranges = self.ranges_in(zone, chosen)
        at = dict(zip(self._parameters(), shares, strict=True))
        values = {name: low + (high - low) * at[name] for name, (low, high) in ranges.items()}
        return self._individual(zone, scheme, values, chosen, seed=int(rng.integers(2**32)))

    def _parameters(self) -> list[str]:
        """All parameters in a fixed order."""
        names = dict.fromkeys(self.ranges)
        for table in self.traits.values():
            for ranges in table.values():
                names |= dict.fromkeys(ranges)
        return [*names, SIZE] if "growth" in self.traits and SIZE not in names else list(names)

    def _schemes_with(self, zone: str, named: Mapping[str, str]) -> tuple[Scheme, ...]:
        schemes = self.schemes_in(zone)
        wanted = {trait: named[trait] for trait in ("family", "accent") if trait in named}
        found = tuple(one for one in schemes if wanted.items() <= _of(one).items())
        if not found:
            pairs = ", ".join(sorted({f"{one.family}/{one.accent_ramp}" for one in schemes}))
            raise TraitError(f"{self.name} of the {zone} has family/accent {pairs}; got {'/'.join(wanted.values())}")
        return found

    def _drawn(self, zone: str, named: Mapping[str, str], rng: np.random.Generator) -> dict[str, str]:
        offers = self.offers(zone)
        for trait, value in named.items():
            if value not in offers.get(trait, {}):
                has = ", ".join(offers.get(trait, {})) or "no values"
                raise TraitError(f"{self.name} of the {zone} has {trait} {has}; got {value!r}")
        chosen = {}
        for trait in DRAWN_TRAITS:
            if trait in self.traits:
                values, shares = list(offers[trait]), np.cumsum(list(offers[trait].values()))
                drawn = values[min(int(np.searchsorted(shares, rng.random(), side="right")), len(values) - 1)]
                chosen[trait] = named.get(trait, drawn)
        return chosen

    def _individual(
        self, zone: str, scheme: Scheme, values: dict[str, float], traits: dict[str, str], *, seed: int
    ) -> Individual:
        scale = values[SIZE] / self.span if SIZE in values else 1.0
        return Individual(zone, scheme, values, np.random.default_rng(seed), traits, scale, seed, self.lit_zones)

    # --- the ends -------------------------------------------------------------------------------------

    def common(self, zone: str) -> dict[str, str]:
        """The commonest value of each trait but family and accent: what extremes and sheets of traits start from.

        Of several as common it is the regular one, or the first.
        """
        return {
            trait: max(values, key=lambda value: (round(values[value], 9), value == "regular"))
            for trait, values in self.offers(zone).items()
            if trait in DRAWN_TRAITS
        }

    def extremes(self, zone: str) -> list[Individual]:
        """The middle individual with each parameter in turn at its low and high end, then all low, all high.

        That for the commonest row of traits; then for every other value of each trait all low, middle, all high.
        """
        scheme = self.sample(zone, np.random.default_rng(0)).scheme
        common = self.common(zone)
        ranges = self.ranges_in(zone, common)
        middle = {name: (low + high) / 2 for name, (low, high) in ranges.items()}
        sets = [({**middle, name: end}, common) for name, pair in ranges.items() for end in pair]
        sets += [({name: pair[end] for name, pair in ranges.items()}, common) for end in (0, 1)]
        for trait, values in self.offers(zone).items():
            for value in values:
                if trait in DRAWN_TRAITS and value != common[trait]:
                    row = {**common, trait: value}
                    for share in (0.0, 0.5, 1.0):
                        pairs = self.ranges_in(zone, row).items()
                        sets.append(({name: low + (high - low) * share for name, (low, high) in pairs}, row))
        return [self._individual(zone, scheme, values, {**_of(scheme), **row}, seed=7) for values, row in sets]


def _of(scheme: Scheme) -> dict[str, str]:
    """The traits that a scheme is labelled with."""
    return {"family": scheme.family, "accent": scheme.accent_ramp}


def _sizes(growth: str) -> tuple[int, int]:
    """Longer sides that individuals of a growth are drawn at, pixels: a young one needs what its range has."""
    low, high = GROWTH_PIXELS[growth]
    return (low + 2 if growth == "young" else low), high


def in_growth(side: int, growth: str) -> bool:
    """Whether a sprite with this longer side (pixels) has the size of its growth."""
    low, high = GROWTH_PIXELS[growth]
    return low <= side <= high


def well_sized(side: int, growth: str) -> bool:
    """Whether it has the size that its growth is drawn at: of a young one the upper half of what is allowed."""
    low, high = _sizes(growth)
    return low <= side <= high


def resized(individual: Individual, side: int, *, between: tuple[float, float] = (0.0, math.inf)) -> Individual:
    """The individual at the scale that brings a drawing with this longer side (pixels) into its growth's range.

    between: scales that were too small and too large; where it jumps over the range, the middle is tried.
    """
    low, high = _sizes(individual.growth)
    aim = min(max(individual[SIZE], low + 0.5), high - 0.5)
    scale = individual.scale * aim / max(side, 1)
    small, large = between
    if not small < scale < large:
        scale = ((small or large * 0.7) + (large if large < math.inf else small * 1.3)) / 2
    return replace(individual, scale=scale, rng=np.random.default_rng(individual.seed))
