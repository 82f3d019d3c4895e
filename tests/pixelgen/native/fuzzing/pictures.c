/* Pictures of any size with parts or not: finished, joined, lit by any style, moved by any motion, with anchors. */
#include "given.h"

enum { MOST_SIDE = 48, MOST_MARGIN = 3 };

static void finish_some(given *from)
{
    uint8_t drawn[PIXELGEN_PIXELS], parent[PIXELGEN_PIXELS], anew[PIXELGEN_PIXELS], made[PIXELGEN_PIXELS];
    take_pixels(from, drawn, PIXELGEN_PIXELS, 63);
    take_pixels(from, parent, PIXELGEN_PIXELS, 63);
    take_pixels(from, anew, PIXELGEN_PIXELS, 1);
    if (pixelgen_finish(drawn, (int32_t)take(from, 1) % 2, made, said, sizeof said) == PIXELGEN_OK)
        for (int i = 0; i < PIXELGEN_PIXELS; i++)
            REQUIRE(made[i] < PIXELGEN_COLOURS);
    if (pixelgen_join(drawn, parent, anew, made, said, sizeof said) == PIXELGEN_OK)
        for (int i = 0; i < PIXELGEN_PIXELS; i++)
            REQUIRE(made[i] < PIXELGEN_COLOURS);
}

static void light(given *from, const pixelgen_picture *picture, uint8_t *made)
{
    static const char *const zones[] = {"shallows", "reef", "twilight", "midnight", "abyss", "hadal", NULL, "moon"};
    pixelgen_style style;
    if (pixelgen_style_init(&style, sizeof style, zones[take(from, 1) % 8]) != PIXELGEN_OK)
        return;
    if (take(from, 1) % 2) {
        for (int axis = 0; axis < 3; axis++)
            style.light[axis] = (int32_t)take(from, 2) % 520 - 260;
        style.highlight = (int32_t)take(from, 1) % 4;
        style.shadow = (int32_t)take(from, 1) % 4;
        style.lit_from = take_double(from);
        style.dark_from = take_double(from);
        style.deep_from = take_double(from);
        style.ambient_occlusion = take_double(from);
        style.edge_darkening = take_double(from);
        style.rim = (int32_t)take(from, 1) % 4;
        style.glow = (int32_t)take(from, 1) % 4;
        style.dither = (int32_t)take(from, 1) % 2;
        style.selective_outline = (int32_t)take(from, 1) % 2;
    }
    (void)pixelgen_shade(picture, &style, made, said, sizeof said);
    (void)pixelgen_emission(picture, made, said, sizeof said);
    (void)pixelgen_normals(picture, made, said, sizeof said);
}

static void move(given *from, const pixelgen_picture *picture, const uint8_t *normals)
{
    static const char *const categories[] = {NULL, "reef_fish", "grazer", "coral", "jellyfish", "cephalopod", "abyssal", "x"};
    static const char *const species[] = {NULL, NULL, "tang", "anglerfish", "moon_jelly", "crab", "octopus", "x"};
    static const char *const names[] = {"idle", "dart", "turn", "jump"};
    pixelgen_motion how;
    pixelgen_animation made;
    pixelgen_anchors anchors[PIXELGEN_MOST_FRAMES];
    REQUIRE(pixelgen_motion_init(&how, sizeof how) == PIXELGEN_OK);
    how.category = categories[take(from, 1) % 8];
    how.species = species[take(from, 1) % 8];
    how.animation = names[take(from, 1) % 4];
    how.frames = (int32_t)take(from, 1) % 10;
    how.margin = (int32_t)take(from, 1) % (MOST_MARGIN + 1);
    const size_t pixels = (size_t)(picture->height * picture->width);
    const size_t room = (size_t)((picture->height + 2 * how.margin) * (picture->width + 2 * how.margin)) *
                        (size_t)(how.frames > 0 ? how.frames : 1);
    int32_t *sources = malloc(room * sizeof *sources);
    uint8_t *moved = malloc(4 * room);
    if (pixelgen_animate(picture, &how, &made, sources, said, sizeof said) == PIXELGEN_OK) {
        REQUIRE(pixelgen_move(picture->indices, pixels, 1, &made, sources, moved, said, sizeof said) == PIXELGEN_OK);
        REQUIRE(pixelgen_move_normals(normals, pixels, 4, &made, sources, moved, said, sizeof said) == PIXELGEN_OK);
        REQUIRE(pixelgen_move_anchors(picture, &made, sources, anchors, said, sizeof said) == PIXELGEN_OK);
        sources[take(from, 2) % room] = (int32_t)take(from, 2) - 4;
        (void)pixelgen_move_anchors(picture, &made, sources, anchors, said, sizeof said);
    }
    free(sources);
    free(moved);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    given from = {data, size};
    if (take(&from, 1) % 3 == 0)
        finish_some(&from);
    const int height = 1 + (int)take(&from, 1) % MOST_SIDE, width = 1 + (int)take(&from, 1) % MOST_SIDE;
    const size_t pixels = (size_t)(height * width);
    uint8_t *indices = malloc(pixels), *parts = malloc(pixels), *made = malloc(4 * pixels);
    take_pixels(&from, indices, pixels, 63);
    take_pixels(&from, parts, pixels, 10);
    const uint64_t kind = take(&from, 1);
    for (size_t i = 0; i < pixels && kind & 1; i++) /* else they mostly do not fit, which is told */
        parts[i] = indices[i] == 0 ? 0 : parts[i] == 0 ? 1 : parts[i];
    const pixelgen_picture picture = {indices, kind & 2 ? parts : NULL, height, width};
    pixelgen_anchors anchors;
    memset(made, 0, 4 * pixels);
    light(&from, &picture, made);
    (void)pixelgen_anchors_of(&picture, &anchors, said, sizeof said);
    move(&from, &picture, made);
    free(indices);
    free(parts);
    free(made);
    return 0;
}
