"""Mistakes in a pack's file and what is said of each: its line, its key and the rest."""

from __future__ import annotations

from pixelgen.checks import MAX_SEED
from pixelgen.requests.dna import encode_dna
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import SPECIES

WEIGHTS = "0123456789abcdef" * 4
DNA = encode_dna(SpriteRequest("abyss", "cephalopod", "squid", seed=5), weights=WEIGHTS, engine_version=3)
HEAD = '[pack]\nname = "reef"\n'
TANG = '[[creatures]]\nzone = "reef"\nspecies = "tang"\n'
OTHER = f'{TANG}name = "other"\n'

_SEED = f"must be a whole number from 0 to {MAX_SEED}; got"
_RAMPS = "ink, sand, gold, coral, rose, violet, azure, kelp, glow"
_LIGHT = "{ azimuth = A, elevation = E }"
_NAME = "must be 1 to 64 characters of a-z, 0-9, _ and -, not a device name of Windows; got"
_NAMING = (
    "must be a name of a-z, 0-9, _ and -, which may hold {number}, {number:02}, {zone}, {category} or {species}; got"
)
_PARENT = "must be a creature of this pack, the path of a .png or a DNA; got"
_JELLIES = "moon_jelly, box_jelly, lions_mane, comb_jelly, man_o_war, crown_jelly"


class Beyond(str):
    """What a schema cannot see, as it stands elsewhere, or is no matter of shape."""

    __slots__ = ()


# what stands below [pack] and its name, on line 3 and on -> how what is said of it begins
OF_THE_PACK: dict[str, str] = {
    "frame = 6": "3: pack.frame: is not a key of [pack]; did you mean frames?",
    'zone = "reef"': "3: pack.zone: is not a key of [pack]; it belongs to [[creatures]]",
    '"a\\nb" = 1': '3: pack."a\\nb": is not a key of [pack]; its keys are name, ',
    "frames = 9": "3: pack.frames: must be a whole number from 4 to 8; got 9",
    "frames = 6.0": Beyond("3: pack.frames: must be a whole number from 4 to 8; got 6.0"),  # JSON knows no difference
    "scale = true": "3: pack.scale: must be a whole number from 1 to 8; got true",
    'frames = "6"': '3: pack.frames: must be a whole number from 4 to 8; got "6"',
    "temperature = nan": Beyond("3: pack.temperature: must be a number from 0 to 4; got nan"),
    "temperature = -0.1": "3: pack.temperature: must be a number from 0 to 4; got -0.1",
    "temperature = 2001-02-03": "3: pack.temperature: must be a number from 0 to 4; got the date or time 2001-02-03",
    "seed = -1": f"3: pack.seed: {_SEED} -1",
    "shading = 1": "3: pack.shading: must be true or false; got 1",
    'format = "goddot"': '3: pack.format: must be one of godot, pygame, sheet; got "goddot"; did you mean godot?',
    'colours = "azure"': f'3: pack.colours: must be a list of 0 to 9 ramps, each one of {_RAMPS}; got "azure"',
    'colours = [\n"azure",\n"blue"]': f'5: pack.colours: must be one of {_RAMPS}; got "blue"',
    'colours = ["azure", "azure"]': '3: pack.colours: must have each only once; got "azure" again',
    "light = 3": f"3: pack.light: must be a table, {_LIGHT}; got 3",
    "light = { azimut = 3 }": f"3: pack.light.azimut: is not a key of {_LIGHT}; did you mean azimuth?",
    "[pack.light]\n\nelevation = 91": "5: pack.light.elevation: must be a number from 0 to 90; got 91",
    'animations = ["idle", "swim"]': '3: pack.animations: must be one of idle, dart, turn; got "swim"',
    "scale = 8\nmargin = 1": Beyond(
        "3: pack.scale: makes frames larger than 256 pixels a side; margin 1 and scale 8 give 272"
    ),
    'output = ""': '3: pack.output: must be a path; got ""',
    'output = "a\\u0000b"': '3: pack.output: must be a path; got "a\\u0000b"',
    'output = "."': Beyond(
        "3: pack.output: . is the folder of reef.toml; name a folder for the pack alone, such as reef_"
    ),
    'output = ".."': Beyond(
        "3: pack.output: .. is a folder above reef.toml; name a folder for the pack alone, such as "
    ),
    'output = "/"': Beyond(
        "3: pack.output: / is the root of the file system; name a folder for the pack alone, such as "
    ),
    'output = "~"': Beyond(
        "3: pack.output: ~ is your home folder; name a folder for the pack alone, such as reef_pack"
    ),
    'palette = "none.toml"': Beyond("3: pack.palette: cannot read packs/none.toml: No such file or directory"),
    'palette = "grey.toml"': Beyond("3: pack.palette: packs/grey.toml: a palette must map ink and another ramp; got "),
    'palette = "other.toml"': Beyond(
        "3: pack.palette: packs/other.toml:1: must have one table, [ramps]; got ['colours']"
    ),
    'palette = "broken.toml"': Beyond("3: pack.palette: packs/broken.toml:1: is not TOML: a header must end"),
    "palette = 1": "3: pack.palette: must be a path, or a table, [pack.palette]; got 1",
    'palette = { ink = ["#101018"] }': "3: pack.palette: must have ink and at least one other ramp",
    'palette = { gold = ["#101018"] }': "3: pack.palette.ink: is missing; it must be a list of 1 to 255 colours, each ",
    '[pack.palette]\nink = ["black"]\ngold = ["#101018"]': (
        '4: pack.palette.ink: must be a colour like #1a2b3c; got "black"'
    ),
    'colours = ["azure"]\npalette = "colours.toml"': Beyond(
        "3: pack.colours: must be ramps of the palette; it has no azure"
    ),
    "[[creature]]": "3: creature: is not a key of the file; did you mean creatures?",
    "[fish]\nsize = 1": "3: fish: is not a key of the file; its keys are pack, creatures",
}

_REEF_TANG = 'zone = "reef"\nspecies = "tang"\n'
_REEF_CORAL = 'zone = "reef"\ncategory = "coral"\n'

# what stands in a table [[creatures]] on line 3, from line 4 on -> how what is said of it begins
OF_A_CREATURE: dict[str, str] = {
    'zone = "reef"': "3: creatures: must have zone with category or species, or parents, or dna",
    # Names are those of the weights, which a schema does not know.
    'zone = "reff"\nspecies = "tang"': Beyond(
        "4: creatures.zone: must be one of shallows, reef, twilight, midnight, abyss, hadal; got "
        '"reff"; did you mean reef?'
    ),
    'zone = "reef"\nspecies = "shark"': Beyond(
        f'5: creatures.species: must be one of {", ".join(SPECIES)}; got "shark"'
    ),
    'zone = "reef"\ncategory = "jellyfish"\nspecies = "tang"': (
        f'6: creatures.species: must be one of {_JELLIES} (category jellyfish); got "tang"'
    ),
    f"{_REEF_TANG}\n\ncuont = 3": "8: creatures.cuont: is not a key of [[creatures]]; did you mean count?",
    f'{_REEF_TANG}format = "sheet"': "6: creatures.format: is not a key of [[creatures]]; it belongs to [pack]",
    f"{_REEF_TANG}count = 0": "6: creatures.count: must be a whole number from 1 to 10000; got 0",
    f"{_REEF_TANG}seeds = [1, 2]\ncount = 2": (
        "7: creatures.count: must be left out beside seeds, which makes a creature for each"
    ),
    f"{_REEF_TANG}seeds = [1,\n1]": "7: creatures.seeds: must have each only once; got 1 again",
    f"{_REEF_TANG}seed = {MAX_SEED}\ncount = 2": Beyond(
        f"6: creatures.seed: must leave room for 2 seeds up to {MAX_SEED}; got {MAX_SEED}"
    ),
    f'{_REEF_TANG}name = "Tang"': f'6: creatures.name: {_NAMING} "Tang"',
    f'{_REEF_TANG}name = "../tang"': f'6: creatures.name: {_NAMING} "../tang"',
    f'{_REEF_TANG}name = "com{{number}}"': Beyond(f'6: creatures.name: {_NAME} "com1"'),
    f'{_REEF_TANG}name = "nul"': Beyond(f'6: creatures.name: {_NAME} "nul"'),
    f'{_REEF_TANG}name = "{"a" * 62}"\ncount = 2': Beyond(f'6: creatures.name: {_NAME} "{"a" * 59}...'),
    f'{_REEF_CORAL}name = "{{species}}"': Beyond(
        "6: creatures.name: contains {species}, which this table does not set"
    ),
    f"{_REEF_TANG}mask = 0.3": "6: creatures.mask: needs parents, as it says what of them is redrawn",
    f'{_REEF_TANG}pattern = "fins"': "6: creatures.pattern: needs parents, as it says what of them is redrawn",
    f'{_REEF_CORAL}animations = ["idle",\n"dart"]': Beyond(
        "7: creatures.animations: coral has no animation dart; leave it out"
    ),
    'zone = "reef"\nspecies = "seahorse"\nanimations = ["dart"]': Beyond(
        "6: creatures.animations: seahorse has no animation dart; leave it out"
    ),
    f"{_REEF_TANG}margin = 64\nscale = 2": Beyond(
        "7: creatures.scale: makes frames larger than 256 pixels a side; margin 64 and scale 2 give 320"
    ),
    f'dna = "{DNA}"\nzone = "reef"': "5: creatures.zone: must be left out beside dna, which contains the whole request",
    'dna = "pg1_AAAA"': Beyond("4: creatures.dna: the DNA "),
    'dna = "moon"': '4: creatures.dna: must be a DNA as pixelgen prints it: pg1_...; got "moon"',
    'parents = ["other"]': "4: creatures.parents: needs name, as a child has no name of its own otherwise",
    'name = "a"\nparents = ["other",\n"othr"]': Beyond(
        f'6: creatures.parents: {_PARENT} "othr"; did you mean other?',
    ),
    'name = "a"\nparents = ["no.png", "other"]': Beyond(
        "5: creatures.parents: cannot read packs/no.png: No such file or directory"
    ),
    'name = "a"\nparents = ["damaged.png", "other"]': Beyond(
        "5: creatures.parents: cannot use packs/damaged.png: the picture is damaged"
    ),
    'name = "a"\nparents = ["other", "pg1_AAAA"]': Beyond("5: creatures.parents: the DNA "),
    'name = "a"\nparents = ["art/turtle.png"]': Beyond(
        "5: creatures.parents: are pictures, which have no zone and species; set the child's zone, and its category or "
    ),
    'name = "a"\nparents = []': "5: creatures.parents: must be a list of 1 to 2 parents, each a creature's name, the ",
    'name = "a"\nparents = ["other", "a"]': Beyond(
        "5: creatures.parents: must not lead back to the creature itself: a -> a"
    ),
}
