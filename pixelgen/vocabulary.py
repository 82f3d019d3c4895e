"""Token id <-> meaning, both ways. Sole owner of token ids; knows nothing of sprites or models.

0-63 palette indices (0 is transparent), 64-67 PAD BOS EOS MASK, 68-73 zones, 74-79 categories, then the
trait ids: 64 places for species (unused ones are reserved), one for each palette ramp (colour family), and the values
of the other traits in the order of TRAITS. New species are appended to SPECIES; the order of the existing ones never
changes, nor does that of the traits and their values.
"""

from __future__ import annotations

from pixelgen.palette import COLOURS, RAMPS

ZONES: tuple[str, ...] = ("shallows", "reef", "twilight", "midnight", "abyss", "hadal")
CATEGORIES: tuple[str, ...] = ("reef_fish", "grazer", "coral", "jellyfish", "cephalopod", "abyssal")

# species -> its category, in id order
SPECIES: dict[str, str] = {
    "clownfish": "reef_fish",
    "angelfish": "reef_fish",
    "tang": "reef_fish",
    "butterflyfish": "reef_fish",
    "pufferfish": "reef_fish",
    "lionfish": "reef_fish",
    "seahorse": "reef_fish",
    "moray": "reef_fish",
    "sea_turtle": "grazer",
    "dugong": "grazer",
    "parrotfish": "grazer",
    "nudibranch": "grazer",
    "sea_urchin": "grazer",
    "crab": "grazer",
    "conch": "grazer",
    "staghorn": "coral",
    "brain_coral": "coral",
    "tube_sponge": "coral",
    "sea_fan": "coral",
    "anemone": "coral",
    "table_coral": "coral",
    "sea_pen": "coral",
    "moon_jelly": "jellyfish",
    "box_jelly": "jellyfish",
    "lions_mane": "jellyfish",
    "comb_jelly": "jellyfish",
    "man_o_war": "jellyfish",
    "crown_jelly": "jellyfish",
    "octopus": "cephalopod",
    "squid": "cephalopod",
    "cuttlefish": "cephalopod",
    "nautilus": "cephalopod",
    "dumbo_octopus": "cephalopod",
    "vampire_squid": "cephalopod",
    "anglerfish": "abyssal",
    "gulper_eel": "abyssal",
    "viperfish": "abyssal",
    "giant_isopod": "abyssal",
    "tripod_fish": "abyssal",
    "hatchetfish": "abyssal",
    "barreleye": "abyssal",
}
SPECIES_PLACES = 64

# trait -> its values, both in id order: what a request may name of an individual, beside its species
TRAITS: dict[str, tuple[str, ...]] = {
    "family": RAMPS,
    "accent": RAMPS,
    "build": ("slim", "regular", "stout"),
    "limbs": ("short", "regular", "long"),
    "pattern": ("plain", "banded", "striped", "spotted", "mottled", "masked"),
    "pose": ("rest", "glide", "turn", "display"),
    "eye": ("small", "large", "bold"),
    "growth": ("young", "adult", "giant"),
    "glow": ("none", "some", "rich"),
}
NO_LOCUS = ("pose",)  # traits that nobody inherits

PAD, BOS, EOS, MASK = range(COLOURS, COLOURS + 4)
_FIRST_ZONE = MASK + 1
_FIRST_CATEGORY = _FIRST_ZONE + len(ZONES)
_FIRST_SPECIES = _FIRST_CATEGORY + len(CATEGORIES)

# ids the model may write: every palette index, and MASK for "not one colour, look closer"
WRITABLE: tuple[int, ...] = (*range(COLOURS), MASK)

_NAMES: tuple[tuple[str, str] | None, ...] = (
    *(("colour", str(index)) for index in range(COLOURS)),
    *(("special", name) for name in ("PAD", "BOS", "EOS", "MASK")),
    *(("zone", name) for name in ZONES),
    *(("category", name) for name in CATEGORIES),
    *(("species", name) for name in SPECIES),
    *(None for _ in range(SPECIES_PLACES - len(SPECIES))),
    *((trait, value) for trait, values in TRAITS.items() for value in values),
)
VOCABULARY_SIZE = len(_NAMES)  # all ids
_IDS: dict[tuple[str, str], int] = {meaning: index for index, meaning in enumerate(_NAMES) if meaning is not None}


def token_id(kind: str, name: str) -> int:
    """Id of a meaning; kind is colour, special, zone, category, species or a trait. KeyError if unknown.

    >>> token_id("zone", "reef")
    69
    """
    return _IDS[kind, name]


def meaning(token: int) -> tuple[str, str]:
    """(kind, name) of an id; KeyError for reserved places and ids outside the vocabulary.

    >>> meaning(67)
    ('special', 'MASK')
    """
    named = _NAMES[token] if 0 <= token < VOCABULARY_SIZE else None
    if named is None:
        raise KeyError(f"no meaning for token {token}; the vocabulary has ids 0 to {VOCABULARY_SIZE - 1}")
    return named
