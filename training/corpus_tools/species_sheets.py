"""A species -> rows of sprites for a contact sheet: random ones, traits, poses, parts, extremes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pixelgen.palette import colour_index
from pixelgen.vocabulary import TRAITS
from training.drawing.pixel_rules import Indices
from training.samples.drawn_sprites import draw, drawing
from training.species.contract import Individual, Species

Row = tuple[str, list[Indices]]

EXTREMES_A_ROW = 24
_TONES = {  # part -> the flat colour that shows it
    "none": 0,
    "body": colour_index("azure", 3),
    "head": colour_index("azure", 5),
    "eye": colour_index("ink", 6),
    "mouth": colour_index("rose", 4),
    "fin": colour_index("gold", 4),
    "limb": colour_index("kelp", 4),
    "tail": colour_index("coral", 4),
    "shell": colour_index("sand", 3),
    "mark": colour_index("violet", 4),
    "light": colour_index("glow", 5),
}
_TONE_OF_PART = np.array(list(_TONES.values()), dtype=np.uint8)
_BLANK = np.zeros((32, 32), dtype=np.uint8)


def parts_picture(parts: npt.NDArray[np.uint8]) -> Indices:
    """A part map as palette indices, each kind in its own flat colour."""
    return np.asarray(_TONE_OF_PART[parts])


def random_rows(species: Sequence[Species], zones: Sequence[str], *, columns: int, seed: int) -> list[Row]:
    """A row of random individuals for each species and zone."""
    rng = np.random.default_rng(seed)
    return [(zone, [draw(one, one.sample(zone, rng)) for _ in range(columns)]) for one in species for zone in zones]


def part_rows(species: Sequence[Species], zones: Sequence[str], *, columns: int, seed: int) -> list[Row]:
    """The same, half as many individuals, each with its parts beside it."""
    rng = np.random.default_rng(seed)
    rows = []
    for one in species:
        for zone in zones:
            drawn = [drawing(one, one.sample(zone, rng)) for _ in range(columns // 2)]
            rows.append((zone, [picture for each in drawn for picture in (each.pixels, parts_picture(each.parts))]))
    return rows


def trait_rows(species: Species, zone: str, *, seed: int) -> list[Row]:
    """One row a trait, one column a value, all else alike; then a second individual of each value."""
    rows = []
    for trait, values in species.offers(zone).items():
        ordered = [value for value in TRAITS[trait] if value in values]
        common = species.common(zone)
        row: list[Indices] = []
        for number in (seed, seed + 1):
            for value in ordered:
                named = {**common, trait: value}
                row.append(draw(species, species.sample(zone, np.random.default_rng(number), traits=named)))
            row.append(_BLANK)
        rows.append((zone, row[:-1]))
    return rows


def pose_rows(species: Species, zones: Sequence[str], *, seed: int) -> list[Row]:
    """A row a zone: every pose young, then adult, then giant."""
    rows = []
    for zone in zones:
        row: list[Indices] = []
        for growth in species.traits["growth"]:
            for pose in species.traits["pose"]:
                row.append(_one(species, zone, {"growth": growth, "pose": pose}, seed=seed + len(row)))
        rows.append((zone, row))
    return rows


def extreme_rows(species: Species, zones: Sequence[str]) -> list[Row]:
    """`Species.extremes` of each zone, in rows of EXTREMES_A_ROW."""
    rows = []
    for zone in zones:
        ends: list[Individual] = species.extremes(zone)
        for start in range(0, len(ends), EXTREMES_A_ROW):
            rows.append((zone, [draw(species, one) for one in ends[start : start + EXTREMES_A_ROW]]))
    return rows


def _one(species: Species, zone: str, named: dict[str, str], *, seed: int) -> Indices:
    return draw(species, species.sample(zone, np.random.default_rng(seed), traits=named))
