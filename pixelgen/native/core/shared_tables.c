/* Made from the Python tables by `python -m tests.pixelgen.native.shared_tables --write`: change those. */
#include "shared_tables.h"

const char *const palette_ramps[] = {
    "ink", "sand", "gold", "coral", "rose", "violet", "azure", "kelp",
    "glow", NULL
};
const uint8_t palette_rgb[][3] = {
    {0, 0, 0}, {11, 11, 14}, {41, 43, 50}, {75, 79, 90}, {112, 119, 131}, {153, 161, 172}, {197, 206, 213},
    {246, 251, 254}, {43, 30, 26}, {86, 54, 39}, {125, 84, 55}, {159, 119, 79}, {190, 158, 115}, {217, 198, 163},
    {244, 238, 222}, {59, 29, 19}, {108, 47, 0}, {144, 81, 0}, {177, 118, 0}, {210, 157, 0}, {226, 202, 109},
    {244, 243, 204}, {55, 20, 30}, {115, 16, 38}, {169, 29, 32}, {214, 68, 16}, {243, 119, 37}, {255, 175, 105},
    {255, 227, 193}, {41, 20, 42}, {93, 26, 78}, {148, 38, 98}, {199, 67, 108}, {237, 110, 123}, {255, 165, 155},
    {255, 222, 212}, {24, 16, 42}, {61, 32, 99}, {102, 53, 148}, {145, 83, 188}, {191, 119, 212}, {230, 163, 227},
    {252, 217, 240}, {21, 27, 51}, {30, 53, 115}, {29, 86, 171}, {31, 125, 215}, {38, 170, 240}, {109, 212, 251},
    {199, 244, 254}, {0, 37, 39}, {0, 70, 64}, {0, 108, 81}, {17, 149, 77}, {106, 181, 98}, {171, 210, 140},
    {228, 239, 206}, {33, 59, 77}, {0, 93, 119}, {0, 127, 144}, {0, 164, 166}, {0, 203, 188}, {130, 232, 206},
    {217, 254, 236}
};
const char *const sea_zones[] = {"shallows", "reef", "twilight", "midnight", "abyss", "hadal", NULL};
const char *const sea_categories[] = {"reef_fish", "grazer", "coral", "jellyfish", "cephalopod", "abyssal", NULL};
const char *const sea_species[] = {
    "clownfish", "angelfish", "tang", "butterflyfish", "pufferfish", "lionfish", "seahorse", "moray",
    "sea_turtle", "dugong", "parrotfish", "nudibranch", "sea_urchin", "crab", "conch", "staghorn",
    "brain_coral", "tube_sponge", "sea_fan", "anemone", "table_coral", "sea_pen", "moon_jelly", "box_jelly",
    "lions_mane", "comb_jelly", "man_o_war", "crown_jelly", "octopus", "squid", "cuttlefish", "nautilus",
    "dumbo_octopus", "vampire_squid", "anglerfish", "gulper_eel", "viperfish", "giant_isopod", "tripod_fish", "hatchetfish",
    "barreleye", NULL
};
const uint8_t sea_category_of[] = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3,
    3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5
};
static const char *const build_values[] = {"slim", "regular", "stout", NULL};
static const char *const limbs_values[] = {"short", "regular", "long", NULL};
static const char *const pattern_values[] = {"plain", "banded", "striped", "spotted", "mottled", "masked", NULL};
static const char *const pose_values[] = {"rest", "glide", "turn", "display", NULL};
static const char *const eye_values[] = {"small", "large", "bold", NULL};
static const char *const growth_values[] = {"young", "adult", "giant", NULL};
static const char *const glow_values[] = {"none", "some", "rich", NULL};
const sea_trait sea_traits[] = {
    {"family", palette_ramps}, {"accent", palette_ramps}, {"build", build_values}, {"limbs", limbs_values},
    {"pattern", pattern_values}, {"pose", pose_values}, {"eye", eye_values}, {"growth", growth_values},
    {"glow", glow_values}, {NULL, NULL}
};
const char *const sea_no_locus[] = {"pose", NULL};
const char *const part_names[] = {
    "none", "body", "head", "eye", "mouth", "fin", "limb", "tail",
    "shell", "mark", "light", NULL
};
const trait_parts parts_of_traits[] = {
    {"build", NULL, 0x186}, {"limbs", NULL, 0x60}, {"eye", NULL, 0x18}, {"pattern", "plain", 0x200}, {"glow", "none", 0x400},
    {NULL, NULL, 0}
};
const uint8_t part_surface[] = {0, 1, 1, 0, 0, 3, 4, 1, 2, 0, 0};
const char *const mask_patterns[] = {
    "patches", "region", "stripes", "fins", "drawn", "head", "tail", "limbs",
    "marks", NULL
};
const uint16_t pattern_parts[] = {0, 0, 0, 0x20, 0, 0x1c, 0x80, 0x40, 0x200};
const zone_light zone_lights[] = {
    {{-47, 175, 181}, 1, 2, 0.11, 0.24, 0.8, 0.4, 0.5, 0, 0, 0, 1},
    {{-139, 139, 165}, 1, 2, 0.11, 0.24, 0.8, 0.4, 0.5, 0, 0, 0, 1},
    {{-105, 182, 147}, 1, 2, 0.11, 0.24, 0.8, 0.4, 0.5, 0, 0, 0, 1},
    {{-133, 190, 108}, 0, 0, 0.11, 0.24, 0.8, 0.4, 0.5, 2, 1, 0, 1},
    {{-127, 182, 128}, 0, 1, 0.11, 0.24, 0.8, 0.4, 0.5, 1, 1, 0, 1},
    {{-120, 172, 147}, 1, 2, 0.11, 0.24, 0.8, 0.4, 0.5, 1, 0, 0, 1}
};
const motion_profile species_motion[] = {
    {IDLE_FISH, HEADING_RIGHT, 1, 1, 600}, {IDLE_FISH, HEADING_RIGHT, 1, 1, 840},
    {IDLE_FISH, HEADING_RIGHT, 1, 1, 660}, {IDLE_FISH, HEADING_RIGHT, 1, 1, 720},
    {IDLE_STIFF_FISH, HEADING_RIGHT, 1, 1, 900}, {IDLE_SPINY_FISH, HEADING_RIGHT, 1, 1, 1080},
    {IDLE_UPRIGHT_FISH, HEADING_NONE, 1, 1, 960}, {IDLE_COILED_EEL, HEADING_RIGHT, 1, 1, 1080},
    {IDLE_FLIPPERS, HEADING_RIGHT, 1, 1, 1320}, {IDLE_FLUKE, HEADING_RIGHT, 1, 1, 1320},
    {IDLE_FISH, HEADING_RIGHT, 1, 1, 720}, {IDLE_CREEPING_FOOT, HEADING_NONE, 1, 1, 1200},
    {IDLE_SPINES, HEADING_NONE, 0, 1, 1500}, {IDLE_CLAWS, HEADING_NONE, 0, 1, 1080},
    {IDLE_SHELL_ON_FOOT, HEADING_NONE, 1, 1, 1800}, {IDLE_STONY_TIPS, HEADING_NONE, 0, 0, 1800},
    {IDLE_MASSIVE, HEADING_NONE, 0, 0, 1800}, {IDLE_SOFT_TUBES, HEADING_NONE, 0, 0, 2400},
    {IDLE_FROM_THE_FOOT, HEADING_NONE, 0, 0, 1800}, {IDLE_TENTACLES_UP, HEADING_NONE, 0, 0, 1440},
    {IDLE_MASSIVE, HEADING_NONE, 0, 0, 1800}, {IDLE_FROM_THE_FOOT, HEADING_NONE, 0, 0, 1620},
    {IDLE_BELL, HEADING_UP, 0, 1, 1380}, {IDLE_BELL, HEADING_UP, 0, 1, 1080},
    {IDLE_BELL, HEADING_UP, 0, 1, 1500}, {IDLE_COMBS, HEADING_NONE, 0, 1, 1080},
    {IDLE_FLOAT_AND_STRANDS, HEADING_NONE, 1, 1, 1320}, {IDLE_BELL, HEADING_UP, 0, 1, 1320},
    {IDLE_ARMS_DOWN, HEADING_UP, 0, 1, 1200}, {IDLE_FINS_AND_ARMS, HEADING_LEFT, 1, 1, 900},
    {IDLE_SKIRT, HEADING_LEFT, 1, 1, 840}, {IDLE_SHELL_AND_TENTACLES, HEADING_LEFT, 1, 1, 1200},
    {IDLE_EARS_AND_SKIRT, HEADING_UP, 0, 1, 1200}, {IDLE_CLOAK, HEADING_NONE, 1, 1, 1380},
    {IDLE_LURING_FISH, HEADING_RIGHT, 1, 1, 1080}, {IDLE_WHIP_TAIL, HEADING_RIGHT, 1, 1, 1200},
    {IDLE_LURING_FISH, HEADING_RIGHT, 1, 1, 960}, {IDLE_MANY_LEGS, HEADING_NONE, 1, 1, 1080},
    {IDLE_ON_STILTS, HEADING_NONE, 1, 1, 1440}, {IDLE_FISH, HEADING_RIGHT, 1, 1, 780},
    {IDLE_STIFF_FISH, HEADING_RIGHT, 1, 1, 1080}
};
const motion_profile category_motion[] = {
    {IDLE_FISH, HEADING_RIGHT, 1, 1, 720}, {IDLE_BY_SHAPE, HEADING_NONE, 1, 1, 1000},
    {IDLE_FROM_THE_FOOT, HEADING_NONE, 0, 0, 1800}, {IDLE_BELL, HEADING_UP, 0, 1, 1300},
    {IDLE_BY_SHAPE_CEPHALOPOD, HEADING_LEFT, 1, 1, 1100}, {IDLE_FISH, HEADING_RIGHT, 1, 1, 1000}
};
const motion_profile any_motion = {IDLE_BY_SHAPE, HEADING_NONE, 1, 1, 900};
const int16_t sine[] = {
    0, 8, 15, 23, 31, 38, 46, 54, 61, 69, 77, 84, 92, 99, 107, 115, 122, 130, 137, 145,
    153, 160, 168, 175, 183, 190, 198, 205, 213, 220, 228, 235, 243, 250, 258, 265, 272, 280, 287, 295,
    302, 309, 316, 324, 331, 338, 345, 353, 360, 367, 374, 381, 388, 395, 402, 409, 416, 423, 430, 437,
    444, 451, 458, 465, 472, 478, 485, 492, 499, 505, 512, 519, 525, 532, 538, 545, 551, 558, 564, 570,
    577, 583, 589, 596, 602, 608, 614, 620, 626, 632, 638, 644, 650, 656, 662, 668, 674, 679, 685, 691,
    696, 702, 708, 713, 719, 724, 729, 735, 740, 745, 751, 756, 761, 766, 771, 776, 781, 786, 791, 796,
    801, 805, 810, 815, 819, 824, 828, 833, 837, 842, 846, 850, 855, 859, 863, 867, 871, 875, 879, 883,
    887, 891, 894, 898, 902, 905, 909, 912, 916, 919, 923, 926, 929, 932, 935, 939, 942, 945, 948, 950,
    953, 956, 959, 961, 964, 967, 969, 971, 974, 976, 979, 981, 983, 985, 987, 989, 991, 993, 995, 997,
    998, 1000, 1002, 1003, 1005, 1006, 1008, 1009, 1010, 1011, 1013, 1014, 1015, 1016, 1017, 1018, 1018, 1019, 1020, 1021,
    1021, 1022, 1022, 1023, 1023, 1023, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1023, 1023, 1023, 1022, 1022,
    1021, 1021, 1020, 1019, 1018, 1018, 1017, 1016, 1015, 1014, 1013, 1011, 1010, 1009, 1008, 1006, 1005, 1003, 1002, 1000,
    998, 997, 995, 993, 991, 989, 987, 985, 983, 981, 979, 976, 974, 971, 969, 967, 964, 961, 959, 956,
    953, 950, 948, 945, 942, 939, 935, 932, 929, 926, 923, 919, 916, 912, 909, 905, 902, 898, 894, 891,
    887, 883, 879, 875, 871, 867, 863, 859, 855, 850, 846, 842, 837, 833, 828, 824, 819, 815, 810, 805,
    801, 796, 791, 786, 781, 776, 771, 766, 761, 756, 751, 745, 740, 735, 729, 724, 719, 713, 708, 702,
    696, 691, 685, 679, 674, 668, 662, 656, 650, 644, 638, 632, 626, 620, 614, 608, 602, 596, 589, 583,
    577, 570, 564, 558, 551, 545, 538, 532, 525, 519, 512, 505, 499, 492, 485, 478, 472, 465, 458, 451,
    444, 437, 430, 423, 416, 409, 402, 395, 388, 381, 374, 367, 360, 353, 345, 338, 331, 324, 316, 309,
    302, 295, 287, 280, 272, 265, 258, 250, 243, 235, 228, 220, 213, 205, 198, 190, 183, 175, 168, 160,
    153, 145, 137, 130, 122, 115, 107, 99, 92, 84, 77, 69, 61, 54, 46, 38, 31, 23, 15, 8,
    0, -8, -15, -23, -31, -38, -46, -54, -61, -69, -77, -84, -92, -99, -107, -115, -122, -130, -137, -145,
    -153, -160, -168, -175, -183, -190, -198, -205, -213, -220, -228, -235, -243, -250, -258, -265, -272, -280, -287, -295,
    -302, -309, -316, -324, -331, -338, -345, -353, -360, -367, -374, -381, -388, -395, -402, -409, -416, -423, -430, -437,
    -444, -451, -458, -465, -472, -478, -485, -492, -499, -505, -512, -519, -525, -532, -538, -545, -551, -558, -564, -570,
    -577, -583, -589, -596, -602, -608, -614, -620, -626, -632, -638, -644, -650, -656, -662, -668, -674, -679, -685, -691,
    -696, -702, -708, -713, -719, -724, -729, -735, -740, -745, -751, -756, -761, -766, -771, -776, -781, -786, -791, -796,
    -801, -805, -810, -815, -819, -824, -828, -833, -837, -842, -846, -850, -855, -859, -863, -867, -871, -875, -879, -883,
    -887, -891, -894, -898, -902, -905, -909, -912, -916, -919, -923, -926, -929, -932, -935, -939, -942, -945, -948, -950,
    -953, -956, -959, -961, -964, -967, -969, -971, -974, -976, -979, -981, -983, -985, -987, -989, -991, -993, -995, -997,
    -998, -1000, -1002, -1003, -1005, -1006, -1008, -1009, -1010, -1011, -1013, -1014, -1015, -1016, -1017, -1018, -1018, -1019, -1020, -1021,
    -1021, -1022, -1022, -1023, -1023, -1023, -1024, -1024, -1024, -1024, -1024, -1024, -1024, -1024, -1024, -1023, -1023, -1023, -1022, -1022,
    -1021, -1021, -1020, -1019, -1018, -1018, -1017, -1016, -1015, -1014, -1013, -1011, -1010, -1009, -1008, -1006, -1005, -1003, -1002, -1000,
    -998, -997, -995, -993, -991, -989, -987, -985, -983, -981, -979, -976, -974, -971, -969, -967, -964, -961, -959, -956,
    -953, -950, -948, -945, -942, -939, -935, -932, -929, -926, -923, -919, -916, -912, -909, -905, -902, -898, -894, -891,
    -887, -883, -879, -875, -871, -867, -863, -859, -855, -850, -846, -842, -837, -833, -828, -824, -819, -815, -810, -805,
    -801, -796, -791, -786, -781, -776, -771, -766, -761, -756, -751, -745, -740, -735, -729, -724, -719, -713, -708, -702,
    -696, -691, -685, -679, -674, -668, -662, -656, -650, -644, -638, -632, -626, -620, -614, -608, -602, -596, -589, -583,
    -577, -570, -564, -558, -551, -545, -538, -532, -525, -519, -512, -505, -499, -492, -485, -478, -472, -465, -458, -451,
    -444, -437, -430, -423, -416, -409, -402, -395, -388, -381, -374, -367, -360, -353, -345, -338, -331, -324, -316, -309,
    -302, -295, -287, -280, -272, -265, -258, -250, -243, -235, -228, -220, -213, -205, -198, -190, -183, -175, -168, -160,
    -153, -145, -137, -130, -122, -115, -107, -99, -92, -84, -77, -69, -61, -54, -46, -38, -31, -23, -15, -8
};
