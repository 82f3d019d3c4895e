"""The definition of a pack's file -> a commented example: a pack with creatures of all zones.

Comments and defaults come from the definition; the creatures are here.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence

from engine_bridges.creatures.creature import PackError, check_name
from engine_bridges.pack_file.definition import CREATURE_OWN_KEYS, PACK, PICTURE_OWN_KEYS, SHARED_KEYS
from engine_bridges.pack_file.kinds import Key

_WIDTH = 100
_HEAD = """\
A pack of sea creatures. `pixelgen bake` draws it; `pixelgen watch` bakes again whenever you save
this file.

`pixelgen new-pack --schema pack.schema.json` writes a JSON Schema. Editors that know the line
`#:schema pack.schema.json` at the top of this file then complete keys and mark errors."""
_CREATURES_HEAD = "A table [[creatures]] is one creature or many of a kind. Its keys:"
_SHARED = "and, with the same meaning as in [pack],"
_PICTURES_HEAD = """\
Pictures of your own, in their own colours and size, moving and with normal maps. A table
[[pictures]] is one of them; shading, which it has already, is off unless its table says so. Keys:"""
_COLUMN = " " * 12
# What the example sets besides name, id, output and format; the other keys of [pack] stand there as comments.
_PACK = {
    "seed": "7",
    "animations": '["idle", "dart", "turn"]',
    "frames": "6",
}
_CREATURES = """\
# Shallows: a shoal over the sand, in two ramps of the palette only, and a turtle.
[[creatures]]
name = "blue_tang_{number:02}"
zone = "shallows"
species = "tang"
count = 4
colours = ["azure", "sand"]

[[creatures]]
name = "old_turtle"
zone = "shallows"
species = "sea_turtle"

# Reef: clownfish and the anemone in which they live.
[[creatures]]
name = "clown_{number}"
zone = "reef"
species = "clownfish"
count = 3

[[creatures]]
name = "anemone"
zone = "reef"
species = "anemone"
colours = ["violet", "rose"]
margin = 3

# Four reef fish of any species; their names are reef_reef_fish_01 and so on.
[[creatures]]
zone = "reef"
category = "reef_fish"
count = 4

# Bred: clown_1 gives the body, a violet tang its colours.
[[creatures]]
name = "violet_tang"
zone = "reef"
species = "tang"
colours = ["violet", "gold"]

[[creatures]]
name = "odd_clown_{number}"
parents = ["clown_1", "violet_tang"]
pattern = "stripes"
count = 2

# Their child, of the third generation. A smaller mask keeps more of its first parent.
[[creatures]]
name = "odd_youngster"
parents = ["odd_clown_1", "odd_clown_2"]
mask = 0.25
pattern = "fins"

# Your own drawing can be a parent too. A picture has no zone and species, so name them here.
# [[creatures]]
# name = "my_turtle_{number}"
# parents = ["turtle.png"]
# zone = "reef"
# species = "sea_turtle"
# count = 3

# Twilight: under a lower light than the zone's own.
[[creatures]]
name = "lantern_jelly_{number}"
zone = "twilight"
species = "moon_jelly"
colours = ["azure", "glow"]
count = 2
light = { azimuth = 120, elevation = 25 }

[[creatures]]
name = "hatchet_{number}"
zone = "twilight"
species = "hatchetfish"
count = 3

# Midnight: seeds that were chosen by hand.
[[creatures]]
name = "angler_{number}"
zone = "midnight"
species = "anglerfish"
seeds = [3, 11]

[[creatures]]
name = "vampire"
zone = "midnight"
species = "vampire_squid"
seed = 1
frames = 8

# Abyss.
[[creatures]]
name = "dumbo_{number}"
zone = "abyss"
species = "dumbo_octopus"
count = 2

[[creatures]]
name = "stilt_walker"
zone = "abyss"
species = "tripod_fish"

# Hadal: more unusual shapes, without baked light.
[[creatures]]
name = "ghost_{number}"
zone = "hadal"
category = "jellyfish"
count = 2
temperature = 0.9
shading = false

[[creatures]]
name = "isopod"
zone = "hadal"
species = "giant_isopod"
"""


_PICTURES = """\
# [[pictures]]
# file = "art/whale.png"
# category = "grazer"
# animations = ["idle", "turn"]
"""


def pack_name(stem: str) -> str:
    """The name of a pack whose file is called so, without its ending.

    >>> pack_name("My Reef"), pack_name("con"), pack_name("")
    ('my_reef', 'con_pack', 'pack')
    """
    name = re.sub("[^a-z0-9_-]+", "_", stem.lower()).strip("_")[:48] or "pack"
    try:
        return check_name("pack", name)
    except PackError:  # a device of Windows
        return f"{name}_pack"


def example_text(*, name: str, id: str, format: str = "godot") -> str:
    """The example, as TOML; every key of the definition is explained in it once. It is baked into NAME_pack."""
    given = {"name": name, "id": id, "output": f"{name}_pack", "format": format}
    lines = {**{key: json.dumps(value) for key, value in given.items()}, **_PACK}
    pack = "\n".join(
        f"{_comment(key.description)}\n{_comment(_allowed(key), first='  ')}\n{_line(key, lines)}\n"
        for key in PACK.keys
    )
    own, pictures = _explained(CREATURE_OWN_KEYS), _explained(PICTURE_OWN_KEYS)
    shared = _comment(f"{_SHARED} {', '.join(key.name for key in SHARED_KEYS)}", first="  ")
    creatures = f"{_comment(_CREATURES_HEAD)}\n{own}\n{shared}\n\n{_CREATURES}"
    return f"{_comment(_HEAD)}\n\n[pack]\n{pack}\n{creatures}\n{_comment(_PICTURES_HEAD)}\n{pictures}\n{_PICTURES}"


def _explained(keys: Sequence[Key]) -> str:
    return "\n".join(
        _comment(key.description, first=f"  {key.name:<9} ", more=_COLUMN)
        + f"\n{_comment(_allowed(key), first=_COLUMN)}"
        for key in keys
    )


def _allowed(key: Key) -> str:
    return key.kind.expected if key.default is None else f"{key.kind.expected}; default {json.dumps(key.default)}"


def _line(key: Key, lines: dict[str, str]) -> str:
    if key.name in lines:
        return f"{key.name} = {lines[key.name]}"
    return f"# {key.name} = {key.sample or json.dumps(key.default)}"  # a default is written as JSON has it


def _comment(text: str, *, first: str = "", more: str | None = None) -> str:
    """A text as comment lines; first and more: what stands before its first line, and before the others."""
    lines: list[str] = []
    for line in text.splitlines():
        following = first if more is None else more
        lines += textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=f"# {following if lines else first}",
            subsequent_indent=f"# {following}",
            break_long_words=False,
            break_on_hyphens=False,
        ) or ["#"]
    return "\n".join(lines)
