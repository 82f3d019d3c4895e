/* Pictures of any size that somebody drew, strips and films: taken in, their colours, light within them, parts, sprites. */
#include "given.h"

enum { MOST_SIDE = 40, MOST_FRAMES = 3 };

static void take_colours(given *from, uint8_t *rgba, size_t pixels)
{
    const uint64_t kind = take(from, 1);
    for (size_t at = 0; at < pixels;) {
        const uint64_t what = take(from, 5);
        size_t length = 1 + (what & (kind & 1 ? 31 : 3));
        for (; length > 0 && at < pixels; length--, at++) {
            memcpy(rgba + 4 * at, &what, 4);
            rgba[4 * at + 3] = kind & 2 || what >> 36 & 1 ? 255 : (uint8_t)(what >> 32);
            if (kind & 4) /* more colours than are allowed */
                rgba[4 * at] = (uint8_t)(at * 7);
        }
    }
}

static void light(given *from, const uint8_t *rgba, const pixelgen_taken *taken)
{
    pixelgen_own_colours colours;
    pixelgen_style style;
    const size_t size = (size_t)(taken->height * taken->width);
    uint8_t *own = malloc(size), *indices = malloc(size), *parts = malloc(size), *lit = malloc(size);
    uint8_t glow[9];
    const int32_t glowing = (int32_t)take(from, 1) % 4;
    for (int32_t at = 0; at < 3 * glowing; at++)
        glow[at] = rgba[4 * (take(from, 2) % size) + (size_t)(at % 3)];
    REQUIRE(pixelgen_own_colours_of(rgba, size, glow, glowing, own, &colours, said, sizeof said) == PIXELGEN_OK);
    REQUIRE(colours.count >= 1 && colours.count <= PIXELGEN_MOST_OWN_COLOURS + 1);
    for (size_t at = 0; at < size; at++) {
        REQUIRE(own[at] < colours.count && memcmp(colours.rgba[own[at]], rgba + 4 * at, 4) == 0);
        indices[at] = colours.nearest[own[at]];
        REQUIRE((indices[at] == 0) == (rgba[4 * at + 3] == 0));
    }
    const pixelgen_picture picture = {indices, parts, taken->height, taken->width};
    static const char *const species[] = {NULL, "tang", "crab", "nobody"};
    const pixelgen_status named =
        pixelgen_name_parts(fuzz_weights(), &picture, species[take(from, 1) % 4], parts, said, sizeof said);
    if (named != PIXELGEN_OK)
        memset(parts, 0, size);
    REQUIRE(pixelgen_style_init(&style, sizeof style, "reef") == PIXELGEN_OK);
    REQUIRE(pixelgen_shade_own(&picture, &style, own, &colours, lit, said, sizeof said) == PIXELGEN_OK);
    for (size_t at = 0; at < size; at++)
        REQUIRE(lit[at] < colours.count && (lit[at] == 0) == (own[at] == 0));
    own[take(from, 2) % size] = (uint8_t)take(from, 1);
    colours.count = (int32_t)take(from, 1);
    (void)pixelgen_shade_own(&picture, &style, own, &colours, lit, said, sizeof said);
    free(own);
    free(indices);
    free(parts);
    free(lit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    given from = {data, size};
    const int32_t frames = 1 + (int32_t)take(&from, 1) % MOST_FRAMES, blocks = 1 + (int32_t)take(&from, 1) % 3;
    const int32_t height = blocks * (1 + (int32_t)take(&from, 1) % MOST_SIDE);
    const int32_t width = blocks * (1 + (int32_t)take(&from, 2) % (4 * MOST_SIDE));
    const size_t pixels = (size_t)frames * (size_t)height * (size_t)width;
    uint8_t *rgba = malloc(4 * pixels), *made = malloc(4 * pixels), indices[PIXELGEN_PIXELS];
    pixelgen_taking how;
    pixelgen_taken taken;
    take_colours(&from, rgba, pixels);
    for (size_t at = 0; at < pixels && blocks > 1; at++) { /* art that was enlarged */
        const size_t row = at / (size_t)width, column = at % (size_t)width;
        memcpy(rgba + 4 * at, rgba + 4 * ((row - row % (size_t)blocks) * (size_t)width + column - column % (size_t)blocks), 4);
    }
    REQUIRE(pixelgen_taking_init(&how, sizeof how) == PIXELGEN_OK);
    if (take(&from, 1) % 2) {
        how.frame_width = (int32_t)take(&from, 1) - 8;
        how.frame_height = (int32_t)take(&from, 1) - 8;
    }
    how.frame_count = take(&from, 1) % 3 ? 0 : (int32_t)take(&from, 2) % 300 - 4;
    how.faces_left = (int32_t)take(&from, 1) % 2;
    if (pixelgen_take_picture(rgba, frames, height, width, &how, &taken, made, said, sizeof said) == PIXELGEN_OK) {
        REQUIRE(taken.frames >= 1 && taken.height >= 1 && taken.width >= 1 && taken.blocks >= 1);
        REQUIRE((size_t)taken.frames * (size_t)taken.height * (size_t)taken.width <= pixels);
        light(&from, made, &taken);
    }
    REQUIRE(pixelgen_fit_picture(rgba, height, width, indices, said, sizeof said) == PIXELGEN_OK);
    for (int at = 0; at < PIXELGEN_PIXELS; at++)
        REQUIRE(indices[at] < PIXELGEN_COLOURS);
    free(rgba);
    free(made);
    return 0;
}
