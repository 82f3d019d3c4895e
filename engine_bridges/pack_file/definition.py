"""The keys of a pack's file: each with its kind, range, default and one sentence. The one place that lists them.

Parsing, errors, the commented example and the JSON Schema all come from here.
"""

from __future__ import annotations

from engine_bridges.pack_file.kinds import Key, Table, flag, list_of, number, text, text_or, whole, word
from engine_bridges.pack_file.relations import AnyOf, Excludes, MemberOf, Needs
from engine_bridges.pictures.sprite_sheet import LARGEST_SIDE, Packing
from pixelgen import (
    ANIMATIONS,
    CATEGORIES,
    FEWEST_FRAMES,
    MAX_SEED,
    MAX_TEMPERATURE,
    MOST_FRAMES,
    MOST_MARGIN,
    PATTERNS,
    RAMPS,
    SPECIES,
    ZONES,
    Mask,
    SpriteRequest,
)

FORMATS = ("godot", "pygame", "sheet")
ALWAYS_MADE = "idle"
MOST_COUNT = 10_000

_DEVICES = "con|prn|aux|nul|com[0-9]|lpt[0-9]"  # names that Windows keeps, whatever the folder
NAME = text(
    "a name of 1 to 64 of a-z, 0-9, _ and - that is no device of Windows", rf"(?!(?:{_DEVICES})$)[a-z0-9_-]{{1,64}}"
)
_NAMING = text(
    "a name of a-z, 0-9, _ and -, with {number}, {number:02}, {zone}, {category} or {species} in it if you like",
    r"(?:[a-z0-9_-]|\{(?:zone|category|species|number(?::0[1-6])?)\}){1,64}",
)
_PATH = text("a path", r"[^\x00-\x1f]+")
_PNG_PATH_OR_NAME = text("a creature's name, the path of a .png, or a DNA", r"[^\x00-\x1f]+")
_DNA = text("a DNA as pixelgen prints it, pg1_...", r"pg1_\S+")
_SEED = whole(0, MAX_SEED)

_PLAIN = SpriteRequest(ZONES[0], CATEGORIES[0])
_PACKED = Packing()
_LIGHT = Table(
    "{ azimuth = A, elevation = E }",
    (
        Key("azimuth", number(0, 360), "Degrees: 0 from the right, 90 from above, 180 from the left.", sample="135"),
        Key("elevation", number(0, 90), "Degrees: 0 in the picture's plane, 90 from the viewer.", sample="40"),
    ),
)
_RAMP = list_of(text("a colour like #1a2b3c", "#?[0-9a-fA-F]{6}"), 1, 255, what="colours")
_PALETTE = Table(
    "[pack.palette]",
    tuple(
        Key(ramp, _RAMP, f"Your colours for the ramp {ramp}, dark to light.", required=ramp == RAMPS[0])
        for ramp in RAMPS
    ),
    relations=(AnyOf(tuple((ramp,) for ramp in RAMPS[1:]), f"must have {RAMPS[0]} and at least one other ramp"),),
)

# What [pack] says for all creatures, and a creature for itself.
SHARED_KEYS = (
    Key(
        "colours",
        list_of(word(*RAMPS), 0, len(RAMPS), what="ramps", distinct=True),
        "Palette lock: no other ramp appears, ink aside; the first is the main one. Empty: no lock.",
        default=[],
    ),
    Key(
        "temperature",
        number(0, MAX_TEMPERATURE),
        "0 draws the likeliest sprite, 4 the wildest.",
        default=_PLAIN.temperature,
    ),
    Key("shading", flag(), "Light and shadow, along the palette's ramps; without it sprites are flat.", default=True),
    Key(
        "light",
        _LIGHT.kind(),
        "Where the light comes from, in degrees. azimuth: 0 from the right, 90 from above, 180 from the left; "
        "elevation: 0 in the picture's plane, 90 from the viewer. What is left out is as in the creature's zone.",
        sample="{ azimuth = 135, elevation = 40 }",
    ),
    Key(
        "animations",
        list_of(word(*ANIMATIONS), 0, len(ANIMATIONS), what="animations", distinct=True),
        "What creatures do, as far as they can: idle is always made, what swims can dart, what has a side can turn.",
        default=[ALWAYS_MADE],
    ),
    Key("frames", whole(FEWEST_FRAMES, MOST_FRAMES), "Frames of each animation.", default=6),
    Key(
        "margin", whole(0, MOST_MARGIN), "Transparent pixels on each side; 2 is room for every idle motion.", default=2
    ),
    Key("scale", whole(1, 8), "Pixels on the sheet for each pixel of a sprite, across and down.", default=1),
    Key("normals", flag(), "Normal maps, so that the game's own lights shade the sprites.", default=True),
    Key("emission", flag(), "Maps of what glows in the dark.", default=True),
    Key(
        "any_weights",
        flag(),
        "Draw a DNA even with weights that were not its own, which gives another sprite.",
        default=False,
    ),
)

_PACK_KEYS = (
    Key("name", NAME, "Name of the pack; files and identifiers in the engine come from it.", required=True),
    Key(
        "output",
        _PATH,
        "Folder that the pack is baked into, as seen from this file; left out: one of the pack's name, beside it.",
        sample='"../game/reef_pack"',
    ),
    Key("format", word(*FORMATS), "What the files are for; sheet is PNG and JSON for any engine.", default="godot"),
    Key(
        "seed",
        _SEED,
        "Another seed, other individuals. A creature's own seed comes from it and the creature's name, so that a "
        "creature more or less changes no other.",
        default=0,
    ),
    *SHARED_KEYS,
    Key(
        "palette",
        text_or(_PATH, _PALETTE.kind()),
        "Your own colours instead of the library's, dark to light for each ramp: a TOML file with a table [ramps], "
        "or such a table here, as [pack.palette]. It must have ink and at least one other ramp.",
        sample='"my_colours.toml"',
    ),
    Key("padding", whole(0, 16), "Empty pixels between frames on a sheet.", default=_PACKED.padding),
    Key(
        "extrusion",
        whole(0, 16),
        "Pixels by which a frame's border is repeated outside it, so that no filter takes a neighbour's.",
        default=_PACKED.extrusion,
    ),
    Key("power_of_two", flag(), "Sheets with sides that are powers of two.", default=_PACKED.power_of_two),
    Key(
        "largest_side",
        whole(512, LARGEST_SIDE),
        "Pixels of a sheet's longest side.",
        default=_PACKED.largest_side,
    ),
)

CREATURE_OWN_KEYS = (
    Key(
        "name",
        _NAMING,
        "Its name, which no other has; {number} counts from 1 and is added where there are several. Left out: its "
        "zone with its species or category.",
    ),
    Key("zone", word(*ZONES), "Where it lives, which changes body and colours."),
    Key("category", word(*CATEGORIES), "What it is, broadly; a species says so too."),
    Key("species", word(*SPECIES), "What it is, exactly; left out: any of the category."),
    Key("count", whole(1, MOST_COUNT), "How many of them, all different; left out: one, without a number."),
    Key("seed", _SEED, "A seed of its own instead of one from its name; several take those that follow."),
    Key("seeds", list_of(_SEED, 1, MOST_COUNT, what="seeds", distinct=True), "A creature for each of these seeds."),
    Key("dna", _DNA, "Draws exactly the sprite of this DNA."),
    Key(
        "parents",
        list_of(_PNG_PATH_OR_NAME, 1, 2, what="parents"),
        "Bred: most of the first is kept, a part is drawn anew in the colours of the second. With one parent, a "
        "variant of it.",
    ),
    Key("mask", number(0, 1, above=True), "With parents: the share that is drawn anew.", default=Mask().share),
    Key("pattern", word(*PATTERNS), "With parents: what is drawn anew.", default=Mask().pattern),
)

_WHOLE_REQUEST = ("zone", "category", "species", "count", "seed", "seeds", "parents", "colours", "temperature")
_RELATIONS = (
    AnyOf(
        (("zone", "category"), ("zone", "species"), ("parents",), ("dna",)),
        "must say what it is: zone with category or species, or parents, or dna",
    ),
    MemberOf("species", "category", SPECIES),
    Excludes("dna", _WHOLE_REQUEST, "which holds the whole request"),
    Excludes("seeds", ("seed", "count"), "which makes a creature for each"),
    Needs("parents", "name", "as a child takes no name from its parents"),
    Needs("mask", "parents", "as it says what of them is drawn anew"),
    Needs("pattern", "parents", "as it says what of them is drawn anew"),
)

_PACK_NAMES = {key.name for key in _PACK_KEYS}
_CREATURE_KEYS = (*CREATURE_OWN_KEYS, *SHARED_KEYS)
_CREATURE_NAMES = {key.name for key in _CREATURE_KEYS}

PACK = Table("[pack]", _PACK_KEYS, elsewhere=dict.fromkeys(_CREATURE_NAMES - _PACK_NAMES, "[[creatures]]"))
CREATURE = Table(
    "[[creatures]]", _CREATURE_KEYS, _RELATIONS, elsewhere=dict.fromkeys(_PACK_NAMES - _CREATURE_NAMES, "[pack]")
)
FILE = Table(
    "the file",
    (
        Key("pack", PACK.kind(), "The pack, and what holds for all its creatures.", required=True),
        Key("creatures", CREATURE.many(), "The creatures, one table for each kind.", required=True),
    ),
    elsewhere={
        **dict.fromkeys(_CREATURE_NAMES, "a table [[creatures]]"),
        **dict.fromkeys(_PACK_NAMES, "the table [pack]"),
    },
)
DEFAULTS = {key.name: key.default for key in _PACK_KEYS if key.default is not None}
