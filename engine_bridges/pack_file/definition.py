"""The keys of a pack's file: each with its kind, range, default and description. The one place that lists them.

Parsing, errors, the commented example and the JSON Schema all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine_bridges.pack_file.kinds import (
    Key,
    Relation,
    Table,
    flag,
    list_of,
    name_of,
    number,
    text,
    text_or,
    whole,
    word,
)
from engine_bridges.pack_file.picture_keys import picture_own_keys, picture_relations
from engine_bridges.pack_file.relations import AnyOf, Excludes, MemberOf, Needs
from engine_bridges.pictures.sprite_sheet import LARGEST_SIDE, Packing
from pixelgen import (
    ANIMATIONS,
    FEWEST_FRAMES,
    MAX_SEED,
    MAX_TEMPERATURE,
    MOST_FRAMES,
    MOST_MARGIN,
    PATTERNS,
    RAMPS,
    SEA,
    Mask,
    SpriteRequest,
    World,
)

FORMATS = ("godot", "pygame", "sheet")
ALWAYS_MADE = "idle"
MOST_COUNT = 10_000

_DEVICES = "con|prn|aux|nul|com[0-9]|lpt[0-9]"  # names that Windows keeps, whatever the folder
_NAME_PATTERN = rf"(?!(?:{_DEVICES})$)[a-z0-9_-]{{1,64}}"
NAME = text("1 to 64 characters of a-z, 0-9, _ and -, not a device name of Windows", _NAME_PATTERN)
_NAMING = text(
    "a name of a-z, 0-9, _ and -, which may hold {number}, {number:02}, {zone}, {category} or {species}",
    r"(?:[a-z0-9_-]|\{(?:zone|category|species|number(?::0[1-6])?)\}){1,64}",
)
_ID = text("8 to 64 characters of a-z, 0-9, _ and -", "[a-z0-9_-]{8,64}")
_PATH = text("a path", r"[^\x00-\x1f]+")
_PNG_PATH_OR_NAME = text("a creature's name, the path of a .png, or a DNA", r"[^\x00-\x1f]+")
_DNA = text("a DNA as pixelgen prints it: pg1_...", r"pg1_\S+")
_SEED = whole(0, MAX_SEED)

_PLAIN = SpriteRequest(SEA.zones[0], SEA.categories[0])
_PACKED = Packing()
_LIGHT = Table(
    "{ azimuth = A, elevation = E }",
    (
        Key(
            "azimuth",
            number(0, 360),
            "Degrees: 0 is light from the right, 90 from above, 180 from the left.",
            sample="135",
        ),
        Key("elevation", number(0, 90), "Degrees: 0 is light in the picture's plane, 90 from the viewer.", sample="40"),
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
        "Palette lock: only these ramps and ink appear; the first is the main one. Empty: all ramps.",
        default=[],
    ),
    Key(
        "temperature",
        number(0, MAX_TEMPERATURE),
        "Sampling temperature: 0 draws the most likely sprite, higher values draw more unusual ones.",
        default=_PLAIN.temperature,
    ),
    Key(
        "shading",
        flag(),
        "Bake light and shadow into the sprites. Set it to false for sprites that your game lights itself, or they are "
        "shaded twice. The lit scenes for Godot show flat sprites anyway where there are normal maps.",
        default=True,
    ),
    Key(
        "light",
        _LIGHT.kind(),
        "Direction of the baked light, in degrees. azimuth: 0 from the right, 90 from above, 180 from the left; "
        "elevation: 0 in the picture's plane, 90 from the viewer. Default: the light of the creature's zone.",
        sample="{ azimuth = 135, elevation = 40 }",
    ),
    Key(
        "animations",
        list_of(word(*ANIMATIONS), 0, len(ANIMATIONS), what="animations", distinct=True),
        "Animations to bake. Every creature has idle; dart and turn are baked for those that have them.",
        default=[ALWAYS_MADE],
    ),
    Key("frames", whole(FEWEST_FRAMES, MOST_FRAMES), "Frames of each animation.", default=6),
    Key(
        "margin",
        whole(0, MOST_MARGIN),
        "Transparent pixels added on each side; 2 leave room for every idle motion.",
        default=2,
    ),
    Key("scale", whole(1, 8), "Enlargement: each pixel of a sprite becomes so many across and down.", default=1),
    Key("normals", flag(), "Bake normal maps, with which the game's own lights shade the sprites.", default=True),
    Key("emission", flag(), "Bake emission maps: the pixels that glow in the dark.", default=True),
    Key(
        "any_weights",
        flag(),
        "Draw a DNA even with other weights than it was made with; the sprite is then another one.",
        default=False,
    ),
)

_PACK_KEYS = (
    Key("name", NAME, "Name of the pack.", required=True),
    Key(
        "id",
        _ID,
        "Identifies the pack: its folder belongs to this id, and Godot's uids come from it. `pixelgen new-pack` writes "
        "a new one; do not change it later, and give a copy of this file another. Without an id the name serves.",
        sample='"my-game-reef"',
    ),
    Key(
        "output",
        _PATH,
        "Folder for the pack alone, relative to this file and not its own. Default: a folder of the pack's name.",
        sample='"../game/reef_pack"',
    ),
    Key(
        "format",
        word(*FORMATS),
        "The engine: godot for Godot 4, pygame for Pygame, sheet for any other (PNG sheets with Aseprite's JSON).",
        default="godot",
    ),
    Key(
        "seed",
        _SEED,
        "Changes every individual that has no seed of its own. A creature's seed is made from this one and its name, "
        "so adding or removing a creature changes no other.",
        default=0,
    ),
    *SHARED_KEYS,
    Key(
        "palette",
        text_or(_PATH, _PALETTE.kind()),
        "Your own colours: a palette file of any kind (.gpl, .pal, .hex, .txt of Paint.NET, .png, .aco, .act, .ase), "
        "of which ramps are made; or ramps of your own, dark to light, as a TOML file with a table [ramps] or here as "
        "[pack.palette], with ink and at least one other ramp.",
        sample='"pico8.hex"',
    ),
    Key(
        "weights",
        _PATH,
        "Your own weights, such as `python -m training.teach` writes: zones, categories, species and traits are then "
        "those that they know. Default: the weights that come with pixelgen.",
        sample='"slimes.safetensors"',
    ),
    Key("padding", whole(0, 16), "Empty pixels between frames on a sheet.", default=_PACKED.padding),
    Key(
        "extrusion",
        whole(0, 16),
        "Pixels by which a frame's border is repeated outside it, so that texture filtering mixes in no neighbour.",
        default=_PACKED.extrusion,
    ),
    Key("power_of_two", flag(), "Make the sides of sheets powers of two.", default=_PACKED.power_of_two),
    Key(
        "largest_side",
        whole(512, LARGEST_SIDE),
        "Longest side of a sheet, in pixels.",
        default=_PACKED.largest_side,
    ),
)


def creature_own_keys(world: World) -> tuple[Key, ...]:
    """What a creature says of itself alone, in the names of a world."""
    traits = Table(
        "{ TRAIT = VALUE }",
        tuple(
            Key(trait, word(*values), f"One of {', '.join(values)}.", sample=f'"{values[0]}"')
            for trait, values in world.traits.items()
        ),
    )
    return (
        Key(
            "name",
            _NAMING,
            "A name that no other creature of the pack has; {number} counts from 1 and is added when there are "
            "several. "
            "Default: the zone with the species or category.",
        ),
        Key("zone", name_of(*world.zones), "The depth zone it lives in, which changes body and colours."),
        Key("category", name_of(*world.categories), "The kind of animal; not needed beside a species."),
        Key("species", name_of(*world.species), "The species. Default: any of the category."),
        Key(
            "traits",
            traits.kind(),
            "What the animal is like, of the traits that the weights know; family is a wish for the body's ramp, where "
            "colours are a lock. Default: by the seed.",
            sample='{ family = "azure" }',
        ),
        Key(
            "count",
            whole(1, MOST_COUNT),
            "How many different ones to make. Default: one, without a number in its name.",
        ),
        Key("seed", _SEED, "Its seed, instead of one made from its name; with count, the first of as many."),
        Key(
            "seeds", list_of(_SEED, 1, MOST_COUNT, what="seeds", distinct=True), "One creature for each of these seeds."
        ),
        Key("dna", _DNA, "Draws the sprite of this DNA."),
        Key(
            "parents",
            list_of(_PNG_PATH_OR_NAME, 1, 2, what="parents"),
            "Breeds it: most of the first parent is kept, and a part is redrawn in the colours of the second. With one "
            "parent: a variant of it.",
        ),
        Key(
            "mask",
            number(0, 1, above=True),
            "With parents: the share of the sprite that is redrawn.",
            default=Mask().share,
        ),
        Key("pattern", word(*PATTERNS), "With parents: the part that is redrawn.", default=Mask().pattern),
    )


_WHOLE_REQUEST = (
    "zone",
    "category",
    "species",
    "count",
    "seed",
    "seeds",
    "parents",
    "colours",
    "temperature",
    "traits",
)


def _relations(world: World) -> tuple[Relation, ...]:
    return (
        AnyOf(
            (("zone", "category"), ("zone", "species"), ("parents",), ("dna",)),
            "must have zone with category or species, or parents, or dna",
        ),
        MemberOf("species", "category", world.category_of),
        Excludes("dna", _WHOLE_REQUEST, "which contains the whole request"),
        Excludes("seeds", ("seed", "count"), "which makes a creature for each"),
        Excludes("parents", ("traits",), "whose children take after them"),
        Needs("parents", "name", "as a child has no name of its own otherwise"),
        Needs("mask", "parents", "as it says what of them is redrawn"),
        Needs("pattern", "parents", "as it says what of them is redrawn"),
    )


_PICTURE_SHARED = tuple(key for key in SHARED_KEYS if key.name not in ("colours", "temperature", "any_weights"))
DEFAULTS = {key.name: key.default for key in _PACK_KEYS if key.default is not None}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that a file may hold, and the file as one."""

    pack: Table
    creature: Table
    picture: Table
    file: Table


def tables_of(world: World) -> Tables:
    """The tables of a file whose names are those of a world."""
    own = creature_own_keys(world)
    pack_names = {key.name for key in _PACK_KEYS}
    creature_names = {key.name for key in (*own, *SHARED_KEYS)}
    pack = Table("[pack]", _PACK_KEYS, elsewhere=dict.fromkeys(creature_names - pack_names, "[[creatures]]"))
    creature = Table(
        "[[creatures]]",
        (*own, *SHARED_KEYS),
        _relations(world),
        elsewhere=dict.fromkeys(pack_names - creature_names, "[pack]"),
    )
    picture = Table(
        "[[pictures]]",
        (*picture_own_keys(world, NAME, _PATH), *_PICTURE_SHARED),
        picture_relations(world),
        elsewhere=dict.fromkeys((pack_names | creature_names), "[pack] or [[creatures]]"),
    )
    file = Table(
        "the file",
        (
            Key("pack", pack.kind(), "The pack, and settings for all its creatures.", required=True),
            Key("creatures", creature.many(), "The creatures, one table for each kind of them."),
            Key("pictures", picture.many(), "Pictures of your own, one table for each."),
        ),
        relations=(AnyOf((("creatures",), ("pictures",)), "must have a table [[creatures]] or [[pictures]]"),),
        elsewhere={
            **dict.fromkeys(creature_names, "a table [[creatures]]"),
            **dict.fromkeys(pack_names, "the table [pack]"),
        },
    )
    return Tables(pack, creature, picture, file)


_SEA = tables_of(SEA)
PACK, CREATURE, PICTURE, FILE = _SEA.pack, _SEA.creature, _SEA.picture, _SEA.file
CREATURE_OWN_KEYS, PICTURE_OWN_KEYS = creature_own_keys(SEA), picture_own_keys(SEA, NAME, _PATH)
