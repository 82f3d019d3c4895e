"""The tables that C and Python share -> `core/shared_tables.h` and `.c`, so that no name stands in two lists.

python -m tests.pixelgen.native.shared_tables           # compare; exit status 1 when they differ
python -m tests.pixelgen.native.shared_tables --write   # after a change of a palette, names, parts, lights or motions
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

from pixelgen.carriers import CARRIED, PAINTED
from pixelgen.drawing.inheriting import _COAT, _COLOURS_OF, _FACE, _OWN_TONES
from pixelgen.files.whole_files import write_files
from pixelgen.genetics.inherited_parts import BARE, WEARS
from pixelgen.look.lighting.light import _STYLES, ShadingStyle
from pixelgen.look.lighting.surfaces import _SURFACE
from pixelgen.look.motion.repertoire import _CATEGORY, _SPECIES, MotionProfile
from pixelgen.look.motion.waves import _SINE, TURN
from pixelgen.native.building.compiler import CORE
from pixelgen.oklab import LAB_BITS, LIGHT_BITS, LINEAR, MATRIX_BITS, TO_CONE, TO_LAB
from pixelgen.palette import RAMPS, RGB, SHADES, colour_index, ramp_indices
from pixelgen.parts import PART_IDS, PARTS, PARTS_OF, SILHOUETTE, TRUNK
from pixelgen.requests.dna_members import _MASKS
from pixelgen.requests.lineage import PART_PATTERNS
from pixelgen.vocabulary import CATEGORIES, NO_LOCUS, SPECIES, TRAITS, ZONES

HEADER, SOURCE = CORE / "shared_tables.h", CORE / "shared_tables.c"
_MADE = "/* Made from the Python tables by `python -m tests.pixelgen.native.shared_tables --write`: change those. */"
_HEADINGS = (None, "right", "left", "up")


def _bits(kinds: Iterable[str]) -> str:
    return hex(sum(1 << PART_IDS[kind] for kind in kinds))


def _listed(values: Iterable[object], by: int = 12) -> str:
    words = [str(value) for value in values]
    return ",\n    ".join(", ".join(words[at : at + by]) for at in range(0, len(words), by))


def _texts(names: Iterable[str]) -> str:
    return _listed([*map(_text, names), "NULL"], 8)


def _text(name: str | None) -> str:
    return "NULL" if name is None else f'"{name}"'


def _in_braces(values: Iterable[object]) -> str:
    return "{" + ", ".join(map(str, values)) + "}"


def _upper(prefix: str, names: Sequence[str], first: int = 0) -> str:
    return _listed([f"{prefix}_{name.upper()} = {number}" for number, name in enumerate(names, first)], 5)


def _idles() -> list[str]:
    profiles = (*_CATEGORY.values(), *_SPECIES.values())
    return list(dict.fromkeys(profile.idle.__name__ for profile in profiles))


def header() -> str:
    """The enumerations, and what the source holds."""
    marks = {
        "TRUNK": TRUNK,
        "SILHOUETTE": SILHOUETTE,
        "CARRIED": [PARTS[part] for part in CARRIED],
        "PAINTED": [PARTS[part] for part in PAINTED],
        "COAT": _COAT,
        "FACE": _FACE,
        "OWN_TONE": _OWN_TONES,
        "FAMILY_COLOURED": _COLOURS_OF["family"],
        "ACCENTED": _COLOURS_OF["accent"],
        "FAMILY_WEARING": WEARS["family"],
        "ACCENT_WEARING": WEARS["accent"],
    }
    return f"""{_MADE}
#ifndef PIXELGEN_SHARED_TABLES_H
#define PIXELGEN_SHARED_TABLES_H

#include <stddef.h>
#include <stdint.h>

enum {{
    PALETTE_RAMPS = {len(RAMPS)}, PALETTE_SHADES = {SHADES}, SEA_ZONES = {len(ZONES)},
    SEA_CATEGORIES = {len(CATEGORIES)}, SEA_SPECIES = {len(SPECIES)},
    SEA_TRAITS = {len(TRAITS)}, PART_KINDS = {len(PARTS)}, MASK_PATTERNS = {len(_MASKS)},
    FIRST_INK = {colour_index("ink", 0)}, FIRST_GLOW = {ramp_indices("glow")[0]}, TURN = {TURN},
    LAB_BITS = {LAB_BITS}, LIGHT_BITS = {LIGHT_BITS}, MATRIX_BITS = {MATRIX_BITS}
}};
enum {{
    {_upper("RAMP", RAMPS, 1)}
}};
enum {{
    {_upper("PART", PARTS)}
}};
enum {{ /* kinds of parts, a bit each */
    {_listed([f"{name}_PARTS = {_bits(kinds)}" for name, kinds in marks.items()], 4)}
}};
enum {{
    {_upper("PATTERN", _MASKS)}
}};
enum {{
    {_upper("HEADING", ["none", *(each for each in _HEADINGS if each)])}
}};
enum {{
    {_upper("IDLE", _idles())}
}};

typedef struct {{
    const char *name, *const *values;
}} sea_trait;

/* Which kinds of parts a trait makes, bits; bare: the value with which there are none, or NULL. */
typedef struct {{
    const char *trait, *bare;
    uint32_t parts;
}} trait_parts;

/* light: to the right, up, towards the viewer, in 256ths. */
typedef struct {{
    int32_t light[3], highlight, shadow;
    double lit_from, dark_from, deep_from, ambient_occlusion, edge_darkening;
    int32_t rim, glow, dither, selective_outline;
}} zone_light;

typedef struct {{
    uint8_t idle, heading, turns, has_eyes;
    int16_t loop_ms;
}} motion_profile;

extern const char *const palette_ramps[PALETTE_RAMPS + 1]; /* this and the others: NULL after the last */
extern const uint8_t palette_rgb[{len(RGB)}][3];
extern const char *const sea_zones[SEA_ZONES + 1], *const sea_categories[SEA_CATEGORIES + 1];
extern const char *const sea_species[SEA_SPECIES + 1];
extern const uint8_t sea_category_of[SEA_SPECIES];
extern const sea_trait sea_traits[SEA_TRAITS + 1];
extern const char *const sea_no_locus[{len(NO_LOCUS) + 1}];
extern const char *const part_names[PART_KINDS + 1];
extern const trait_parts parts_of_traits[{len(PARTS_OF) + 1}];
extern const uint8_t part_surface[PART_KINDS]; /* what stands apart from what in light; 0 for what is painted */
extern const char *const mask_patterns[MASK_PATTERNS + 1]; /* by their number in a DNA */
extern const uint16_t pattern_parts[MASK_PATTERNS]; /* the kinds of parts of such a mask, bits; 0 for others */
extern const zone_light zone_lights[SEA_ZONES];
extern const motion_profile species_motion[SEA_SPECIES], category_motion[SEA_CATEGORIES], any_motion;
extern const int16_t sine[TURN]; /* of 1024, once around */
extern const int32_t linear_light[256]; /* of 8-bit sRGB, 2^LIGHT_BITS is full light */
extern const int64_t to_cone[3][3], to_lab[3][3]; /* of OKLab, by 2^LIGHT_BITS and 2^MATRIX_BITS */

#endif
"""


def _trait(name: str, values: Sequence[str]) -> str:
    return f"static const char *const {name}_values[] = {{{_texts(values)}}};"


def _light(style: ShadingStyle) -> str:
    thresholds = (style.lit_from, style.dark_from, style.deep_from, style.ambient_occlusion, style.edge_darkening)
    switches = (style.rim, style.glow, int(style.dither), int(style.selective_outline))
    return _in_braces((_in_braces(style.light.vector), style.highlight, style.shadow, *thresholds, *switches))


def _motion(profile: MotionProfile) -> str:
    heading = f"HEADING_{(profile.heading or 'none').upper()}"
    idle = f"IDLE_{profile.idle.__name__.upper()}"
    return _in_braces((idle, heading, int(profile.turns), int(profile.has_eyes), profile.loop_ms))


def source() -> str:
    """The tables."""
    categories = [CATEGORIES.index(category) for category in SPECIES.values()]
    species = [_motion(_SPECIES.get(name, _CATEGORY[category])) for name, category in SPECIES.items()]
    patterns = [_bits(PART_PATTERNS[name]) if name in PART_PATTERNS else "0" for name in _MASKS]
    lists = {name: "palette_ramps" if values == RAMPS else f"{name}_values" for name, values in TRAITS.items()}
    traits = [_in_braces((f'"{name}"', values)) for name, values in lists.items()]
    makers = [_in_braces((f'"{trait}"', _text(BARE.get(trait)), _bits(kinds))) for trait, kinds in PARTS_OF.items()]
    own_lists = [_trait(name, values) for name, values in TRAITS.items() if values != RAMPS]
    own_lines = "\n".join(own_lists)
    return f"""{_MADE}
#include "shared_tables.h"

const char *const palette_ramps[] = {{
    {_texts(RAMPS)}
}};
const uint8_t palette_rgb[][3] = {{
    {_listed(map(_in_braces, RGB), 7)}
}};
const char *const sea_zones[] = {{{_texts(ZONES)}}};
const char *const sea_categories[] = {{{_texts(CATEGORIES)}}};
const char *const sea_species[] = {{
    {_texts(SPECIES)}
}};
const uint8_t sea_category_of[] = {{
    {_listed(categories, 24)}
}};
{own_lines}
const sea_trait sea_traits[] = {{
    {_listed([*traits, "{NULL, NULL}"], 4)}
}};
const char *const sea_no_locus[] = {{{_texts(NO_LOCUS)}}};
const char *const part_names[] = {{
    {_texts(PARTS)}
}};
const trait_parts parts_of_traits[] = {{
    {_listed([*makers, "{NULL, NULL, 0}"], 5)}
}};
const uint8_t part_surface[] = {{{_listed(_SURFACE.tolist())}}};
const char *const mask_patterns[] = {{
    {_texts(_MASKS)}
}};
const uint16_t pattern_parts[] = {{{_listed(patterns)}}};
const zone_light zone_lights[] = {{
    {_listed([_light(_STYLES[zone]) for zone in ZONES], 1)}
}};
const motion_profile species_motion[] = {{
    {_listed(species, 2)}
}};
const motion_profile category_motion[] = {{
    {_listed([_motion(_CATEGORY[name]) for name in CATEGORIES], 2)}
}};
const motion_profile any_motion = {_motion(_CATEGORY[None])};
const int16_t sine[] = {{
    {_listed(_SINE.tolist(), 20)}
}};
const int32_t linear_light[] = {{
    {_listed(LINEAR.tolist(), 10)}
}};
const int64_t to_cone[][3] = {{
    {_listed(map(_in_braces, TO_CONE.tolist()))}
}};
const int64_t to_lab[][3] = {{
    {_listed(map(_in_braces, TO_LAB.tolist()))}
}};
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="make them anew")
    made = {HEADER: header().encode(), SOURCE: source().encode()}
    if parser.parse_args().write:
        write_files(made)
    return int(any(not path.exists() or path.read_bytes() != content for path, content in made.items()))


if __name__ == "__main__":
    sys.exit(main())
