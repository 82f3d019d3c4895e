/* Made from the Python tables by `python -m tests.pixelgen.native.shared_tables --write`: change those. */
#ifndef PIXELGEN_SHARED_TABLES_H
#define PIXELGEN_SHARED_TABLES_H

#include <stddef.h>
#include <stdint.h>

enum {
    PALETTE_RAMPS = 9, PALETTE_SHADES = 7, SEA_ZONES = 6,
    SEA_CATEGORIES = 6, SEA_SPECIES = 41,
    SEA_TRAITS = 9, PART_KINDS = 11, MASK_PATTERNS = 9,
    FIRST_INK = 1, FIRST_GLOW = 57, TURN = 840,
    LAB_BITS = 20, LIGHT_BITS = 30, MATRIX_BITS = 24
};
enum {
    RAMP_INK = 1, RAMP_SAND = 2, RAMP_GOLD = 3, RAMP_CORAL = 4, RAMP_ROSE = 5,
    RAMP_VIOLET = 6, RAMP_AZURE = 7, RAMP_KELP = 8, RAMP_GLOW = 9
};
enum {
    PART_NONE = 0, PART_BODY = 1, PART_HEAD = 2, PART_EYE = 3, PART_MOUTH = 4,
    PART_FIN = 5, PART_LIMB = 6, PART_TAIL = 7, PART_SHELL = 8, PART_MARK = 9,
    PART_LIGHT = 10
};
enum { /* kinds of parts, a bit each */
    TRUNK_PARTS = 0x106, SILHOUETTE_PARTS = 0x1e6, CARRIED_PARTS = 0x600, PAINTED_PARTS = 0x618,
    COAT_PARTS = 0x600, FACE_PARTS = 0x18, OWN_TONE_PARTS = 0x408, FAMILY_COLOURED_PARTS = 0x1c6,
    ACCENTED_PARTS = 0x220, FAMILY_WEARING_PARTS = 0x1e6, ACCENT_WEARING_PARTS = 0x2e0
};
enum {
    PATTERN_PATCHES = 0, PATTERN_REGION = 1, PATTERN_STRIPES = 2, PATTERN_FINS = 3, PATTERN_DRAWN = 4,
    PATTERN_HEAD = 5, PATTERN_TAIL = 6, PATTERN_LIMBS = 7, PATTERN_MARKS = 8
};
enum {
    HEADING_NONE = 0, HEADING_RIGHT = 1, HEADING_LEFT = 2, HEADING_UP = 3
};
enum {
    IDLE_BY_SHAPE = 0, IDLE_FISH = 1, IDLE_FROM_THE_FOOT = 2, IDLE_BELL = 3, IDLE_BY_SHAPE_CEPHALOPOD = 4,
    IDLE_STIFF_FISH = 5, IDLE_SPINY_FISH = 6, IDLE_UPRIGHT_FISH = 7, IDLE_COILED_EEL = 8, IDLE_FLIPPERS = 9,
    IDLE_FLUKE = 10, IDLE_CREEPING_FOOT = 11, IDLE_SPINES = 12, IDLE_CLAWS = 13, IDLE_SHELL_ON_FOOT = 14,
    IDLE_STONY_TIPS = 15, IDLE_MASSIVE = 16, IDLE_SOFT_TUBES = 17, IDLE_TENTACLES_UP = 18, IDLE_COMBS = 19,
    IDLE_FLOAT_AND_STRANDS = 20, IDLE_ARMS_DOWN = 21, IDLE_FINS_AND_ARMS = 22, IDLE_SKIRT = 23, IDLE_SHELL_AND_TENTACLES = 24,
    IDLE_EARS_AND_SKIRT = 25, IDLE_CLOAK = 26, IDLE_LURING_FISH = 27, IDLE_WHIP_TAIL = 28, IDLE_MANY_LEGS = 29,
    IDLE_ON_STILTS = 30
};

typedef struct {
    const char *name, *const *values;
} sea_trait;

/* Which kinds of parts a trait makes, bits; bare: the value with which there are none, or NULL. */
typedef struct {
    const char *trait, *bare;
    uint32_t parts;
} trait_parts;

/* light: to the right, up, towards the viewer, in 256ths. */
typedef struct {
    int32_t light[3], highlight, shadow;
    double lit_from, dark_from, deep_from, ambient_occlusion, edge_darkening;
    int32_t rim, glow, dither, selective_outline;
} zone_light;

typedef struct {
    uint8_t idle, heading, turns, has_eyes;
    int16_t loop_ms;
} motion_profile;

extern const char *const palette_ramps[PALETTE_RAMPS + 1]; /* this and the others: NULL after the last */
extern const uint8_t palette_rgb[64][3];
extern const char *const sea_zones[SEA_ZONES + 1], *const sea_categories[SEA_CATEGORIES + 1];
extern const char *const sea_species[SEA_SPECIES + 1];
extern const uint8_t sea_category_of[SEA_SPECIES];
extern const sea_trait sea_traits[SEA_TRAITS + 1];
extern const char *const sea_no_locus[2];
extern const char *const part_names[PART_KINDS + 1];
extern const trait_parts parts_of_traits[6];
extern const uint8_t part_surface[PART_KINDS]; /* what stands apart from what in light; 0 for what is painted */
extern const char *const mask_patterns[MASK_PATTERNS + 1]; /* by their number in a DNA */
extern const uint16_t pattern_parts[MASK_PATTERNS]; /* the kinds of parts of such a mask, bits; 0 for others */
extern const zone_light zone_lights[SEA_ZONES];
extern const motion_profile species_motion[SEA_SPECIES], category_motion[SEA_CATEGORIES], any_motion;
extern const int16_t sine[TURN]; /* of 1024, once around */
extern const int32_t linear_light[256]; /* of 8-bit sRGB, 2^LIGHT_BITS is full light */
extern const int64_t to_cone[3][3], to_lab[3][3]; /* of OKLab, by 2^LIGHT_BITS and 2^MATRIX_BITS */

#endif
