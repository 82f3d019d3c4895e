/* Frames in their own colours -> a table of those, the palette indices beside them, light within them, and parts: the same
   bytes as pixelgen/look/own_colours.py and own_picture.py. */
#include "creatures.h"
#include "foreign_pixels.h"
#include "oklab.h"
#include "palette.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = PIXELGEN_MOST_OWN_COLOURS + 1, SLOTS = 1024 };
static const double FAR = 0.03; /* squared distance from which no own colour is a shade of another */

static uint32_t slot_of(const uint8_t *colour)
{
    const uint32_t value = (uint32_t)colour[0] | (uint32_t)colour[1] << 8 | (uint32_t)colour[2] << 16 |
                           (uint32_t)colour[3] << 24;
    return (value * 2654435761u) >> 22;
}

static uint8_t nearest_of(const uint8_t *rgb, int shines)
{
    const oklab of = to_oklab(rgb);
    uint8_t found = 0;
    double least = 0;
    for (uint8_t index = 1; index < PIXELGEN_COLOURS; index++) {
        const int is_glow = index >= FIRST_GLOW && index < FIRST_GLOW + PALETTE_SHADES;
        const double cost = mapping_cost(of, to_oklab(palette_rgb[index]), USUAL_LOUDER, USUAL_DULLER);
        if (is_glow == shines && (found == 0 || cost < least)) {
            least = cost;
            found = index;
        }
    }
    return found;
}

static int is_among(const uint8_t *colour, const uint8_t *glow, int32_t count)
{
    for (int32_t at = 0; at < count; at++)
        if (memcmp(colour, glow + 3 * at, 3) == 0)
            return 1;
    return 0;
}

pixelgen_status pixelgen_own_colours_of(const uint8_t *rgba, size_t pixels, const uint8_t *glow, int32_t glow_count,
                                        uint8_t *own, pixelgen_own_colours *found, char *text, size_t room)
{
    const message to = {text, room};
    int16_t rows[SLOTS];
    if (rgba == NULL || own == NULL || found == NULL || (glow == NULL && glow_count > 0))
        return refuse(to, PIXELGEN_INVALID, "rgba, own and found must not be NULL, nor glow where it has colours");
    memset(rows, -1, sizeof rows);
    memset(found, 0, sizeof *found);
    found->count = 1; /* the transparent one */
    for (size_t at = 0; at < pixels; at++) {
        const uint8_t *colour = rgba + RGBA * at;
        if (colour[3] == 0) {
            own[at] = 0;
            continue;
        }
        uint32_t slot = slot_of(colour);
        while (rows[slot] >= 0 && !same_pixel(found->rgba[rows[slot]], colour))
            slot = (slot + 1) % SLOTS;
        if (rows[slot] < 0) {
            if (found->count == MOST)
                return refuse(to, PIXELGEN_INVALID, "a picture may have %d colours; it has more", MOST - 1);
            memcpy(found->rgba[found->count], colour, RGBA);
            rows[slot] = (int16_t)found->count++;
        }
        own[at] = (uint8_t)rows[slot];
    }
    for (int32_t row = 1; row < found->count; row++)
        found->nearest[row] = nearest_of(found->rgba[row], is_among(found->rgba[row], glow, glow_count));
    return PIXELGEN_OK;
}

/* The row of the own colour so many shades lighter, or of itself where there is none such. */
static uint8_t shifted(const pixelgen_own_colours *colours, const oklab *lab, int own, int step)
{
    const int index = colours->nearest[own];
    oklab wanted = lab[own];
    int best = -1;
    double least = INFINITY;
    wanted.lightness += to_oklab(palette_rgb[index + step]).lightness - to_oklab(palette_rgb[index]).lightness;
    for (int row = 0; row < colours->count; row++) {
        const double cost = mapping_cost(wanted, lab[row], USUAL_LOUDER, USUAL_DULLER);
        if ((lab[row].lightness - lab[own].lightness) * step > 0 && colours->rgba[row][3] == colours->rgba[own][3] &&
            cost < least) {
            least = cost;
            best = row;
        }
    }
    return (uint8_t)(least < FAR ? best : own);
}

pixelgen_status pixelgen_shade_own(const pixelgen_picture *picture, const pixelgen_style *style, const uint8_t *own,
                                   const pixelgen_own_colours *colours, uint8_t *lit, char *text, size_t room)
{
    const message to = {text, room};
    oklab lab[MOST];
    int16_t known[MOST][2 * PALETTE_SHADES];
    if (own == NULL || colours == NULL || colours->count < 1 || colours->count > MOST)
        return refuse(to, PIXELGEN_INVALID, "own and its colours must be as pixelgen_own_colours_of found them");
    const pixelgen_status status = pixelgen_shade(picture, style, lit, text, room);
    if (status != PIXELGEN_OK)
        return status;
    memset(known, -1, sizeof known);
    for (int row = 0; row < colours->count; row++)
        lab[row] = to_oklab(colours->rgba[row]);
    for (size_t at = 0; at < (size_t)picture->height * (size_t)picture->width; at++) {
        const int row = own[at], step = lit[at] - picture->indices[at];
        if (row >= colours->count || picture->indices[at] != colours->nearest[row])
            return refuse(to, PIXELGEN_INVALID, "a picture must have the nearest indices of its own colours");
        int16_t *shade = &known[row][step + PALETTE_SHADES];
        if (*shade < 0)
            *shade = step == 0 || row == 0 ? (int16_t)row : (int16_t)shifted(colours, lab, row, step);
        lit[at] = (uint8_t)*shade;
    }
    return PIXELGEN_OK;
}

/* The picture in blocks, each of which becomes the pixel in its middle, or the highest index that it has; it stands in the
   middle of the canvas's foot. */
static void shrunk(uint8_t *small, const pixelgen_picture *from, int block, int top, int left)
{
    memset(small, 0, PIXELGEN_PIXELS);
    for (int y = 0; y < from->height; y++)
        for (int x = 0; x < from->width; x++) {
            const int down = top + y, along = left + x;
            uint8_t *pixel = small + down / block * PIXELGEN_SIDE + along / block;
            const uint8_t index = from->indices[y * from->width + x];
            *pixel = index > *pixel ? index : *pixel;
        }
    for (int y = 0; y < PIXELGEN_SIDE; y++)
        for (int x = 0; x < PIXELGEN_SIDE; x++) {
            const int down = y * block + block / 2 - top, along = x * block + block / 2 - left;
            if (down < 0 || along < 0 || down >= from->height || along >= from->width)
                continue;
            const uint8_t middle = from->indices[down * from->width + along];
            if (middle > 0)
                small[y * PIXELGEN_SIDE + x] = middle;
        }
}

pixelgen_status pixelgen_name_parts(const pixelgen_weights *weights, const pixelgen_picture *picture, const char *species,
                                    uint8_t *parts, char *text, size_t room)
{
    const message to = {text, room};
    uint8_t small[PIXELGEN_PIXELS], named[PIXELGEN_PIXELS];
    if (weights == NULL || picture == NULL || picture->indices == NULL || parts == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights, picture and parts must not be NULL");
    if (picture->height < 1 || picture->width < 1 || picture->height > PIXELGEN_LARGEST_SIDE ||
        picture->width > PIXELGEN_LARGEST_SIDE)
        return refuse(to, PIXELGEN_INVALID, "a picture must have 1 to %d pixels a side; got %d by %d",
                      PIXELGEN_LARGEST_SIDE, (int)picture->width, (int)picture->height);
    const int id = species == NULL ? NO_ID : world_id(&weights->world, "species", species);
    if (species != NULL && id == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "the weights know no species %.40s", species);
    const int longer = picture->height > picture->width ? picture->height : picture->width;
    const int block = (longer + PIXELGEN_SIDE - 1) / PIXELGEN_SIDE;
    const int top = PIXELGEN_SIDE * block - picture->height, left = (PIXELGEN_SIDE * block - picture->width) / 2;
    shrunk(small, picture, block, top, left);
    const int32_t prompt[LABELS] = {PAD, PAD, id == NO_ID ? PAD : id};
    const pixelgen_status status = name_parts(named, small, weights, prompt, LABELS, to);
    if (status != PIXELGEN_OK)
        return status;
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++) {
            const int at = y * picture->width + x;
            const uint8_t part = named[(top + y) / block * PIXELGEN_SIDE + (left + x) / block];
            const uint8_t least = weights->labeller == NULL ? PART_NONE : PART_BODY;
            parts[at] = picture->indices[at] == 0 ? PART_NONE : part > least ? part : least;
        }
    return PIXELGEN_OK;
}
