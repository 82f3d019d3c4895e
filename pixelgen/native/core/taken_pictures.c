/* A decoded picture -> frames at their size in at most 255 colours, as pixelgen/look/taken_picture.py; or one sprite. */
#include "foreign_pixels.h"
#include "oklab.h"
#include "palette.h"

#include <stdlib.h>
#include <string.h>

pixelgen_status pixelgen_taking_init(pixelgen_taking *how, size_t size)
{
    if (how == NULL || size != sizeof *how)
        return PIXELGEN_INVALID;
    *how = (pixelgen_taking){.size = size};
    return PIXELGEN_OK;
}

static pixelgen_status check_taking(const pixelgen_taking *how, message to)
{
    const int32_t given[] = {how->frame_width, how->frame_height};
    if (how->size != sizeof *how)
        return refuse(to, PIXELGEN_INVALID, "how must be made by pixelgen_taking_init");
    for (int at = 0; at < 2; at++)
        if (given[at] < 0 || given[at] > PIXELGEN_MOST_PICTURE_SIDE)
            return refuse(to, PIXELGEN_INVALID, "frame_size must be 1 to %d both ways; got %d", PIXELGEN_MOST_PICTURE_SIDE,
                          (int)given[at]);
    if ((given[0] == 0) != (given[1] == 0))
        return refuse(to, PIXELGEN_INVALID, "frame_size must be a width and a height");
    if (how->frame_count < 0 || how->frame_count > PIXELGEN_MOST_PICTURE_FRAMES)
        return refuse(to, PIXELGEN_INVALID, "frames must be 1 to %d; got %d", PIXELGEN_MOST_PICTURE_FRAMES,
                      (int)how->frame_count);
    if (given[0] > 0 && how->frame_count > 0)
        return refuse(to, PIXELGEN_INVALID, "tell frame_size or frames, not both");
    return PIXELGEN_OK;
}

/* Frames in a grid, row by row, into `cut`; empty ones at the end are left out. */
static pixelgen_status cut_frames(uint8_t *cut, const uint8_t *rgba, extent *of, int width, int height, message to)
{
    const int across = of->width / width, down = of->height / height;
    int last = 0;
    if (across * width != of->width || down * height != of->height || across * down > PIXELGEN_MOST_PICTURE_FRAMES)
        return refuse(to, PIXELGEN_INVALID, "frames of %d by %d must fill the picture, %d by %d, at most %d of them", width,
                      height, (int)of->width, (int)of->height, PIXELGEN_MOST_PICTURE_FRAMES);
    for (int frame = 0; frame < across * down; frame++)
        for (int y = 0; y < height; y++) {
            const size_t row = (size_t)(frame / across * height + y) * (size_t)of->width + (size_t)(frame % across * width);
            const uint8_t *from = rgba + RGBA * row;
            memcpy(cut + RGBA * ((size_t)(frame * height + y) * (size_t)width), from, RGBA * (size_t)width);
            for (int x = 0; x < width; x++)
                if (from[RGBA * x + 3] > 0)
                    last = frame;
        }
    *of = (extent){last + 1, height, width};
    return PIXELGEN_OK;
}

/* The frames of a still: of the size that is told, so many of a strip, or found. */
static pixelgen_status cut_picture(uint8_t *rgba, extent *of, const pixelgen_taking *how, pixelgen_taken *taken, message to)
{
    int32_t width = how->frame_width, height = how->frame_height;
    if (how->frame_count > 0) {
        const int is_upright = of->height > of->width && of->height % how->frame_count == 0;
        if (!is_upright && of->width % how->frame_count != 0)
            return refuse(to, PIXELGEN_INVALID, "%d frames must fill a picture %d pixels wide; tell frame_size",
                          (int)how->frame_count, (int)of->width);
        width = is_upright ? of->width : of->width / how->frame_count;
        height = is_upright ? of->height / how->frame_count : of->height;
    } else if (width == 0) {
        taken->guessed = find_frames(rgba, *of, PIXELGEN_MOST_PICTURE_SIDE, &width, &height);
        if (!taken->guessed)
            return PIXELGEN_OK;
    }
    const size_t bytes = RGBA * pixels_of(*of);
    uint8_t *cut = malloc(bytes);
    if (cut == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the frames");
    const pixelgen_status status = cut_frames(cut, rgba, of, width, height, to);
    if (status == PIXELGEN_OK)
        memcpy(rgba, cut, RGBA * pixels_of(*of));
    free(cut);
    return status;
}

static void mirror(uint8_t *rgba, extent of)
{
    const size_t width = (size_t)of.width;
    for (size_t row = 0; row < pixels_of(of) / width; row++)
        for (size_t left = 0, right = width - 1; left < right; left++, right--) {
            uint8_t *one = rgba + RGBA * (row * width + left), *other = rgba + RGBA * (row * width + right);
            uint8_t kept[RGBA];
            memcpy(kept, one, RGBA);
            memcpy(one, other, RGBA);
            memcpy(other, kept, RGBA);
        }
}

pixelgen_status pixelgen_take_picture(const uint8_t *rgba, int32_t frames, int32_t height, int32_t width,
                                      const pixelgen_taking *how, pixelgen_taken *taken, uint8_t *taken_rgba, char *text,
                                      size_t room)
{
    const message to = {text, room};
    const pixelgen_taking usual = {.size = sizeof usual};
    extent of = {frames, height, width};
    how = how == NULL ? &usual : how;
    pixelgen_status status = check_extent(rgba, of, to);
    if (status != PIXELGEN_OK)
        return status;
    if (taken == NULL || taken_rgba == NULL)
        return refuse(to, PIXELGEN_INVALID, "taken and taken_rgba must not be NULL");
    if ((status = check_taking(how, to)) != PIXELGEN_OK)
        return status;
    *taken = (pixelgen_taken){.blocks = 1};
    memmove(taken_rgba, rgba, RGBA * pixels_of(of));
    clear_transparent(taken_rgba, pixels_of(of));
    if ((status = clear_background(taken_rgba, of, to)) != PIXELGEN_OK)
        return status;
    if (how->frame_width == 0 && (taken->blocks = largest_blocks(taken_rgba, of)) > 1)
        of = without_blocks(taken_rgba, of, taken->blocks);
    if (of.frames == 1 && (status = cut_picture(taken_rgba, &of, how, taken, to)) != PIXELGEN_OK)
        return status;
    if (of.height > PIXELGEN_MOST_PICTURE_SIDE || of.width > PIXELGEN_MOST_PICTURE_SIDE)
        return refuse(to, PIXELGEN_INVALID, "a frame may have %d by %d pixels; got %d by %d: tell frame_size or frames",
                      PIXELGEN_MOST_PICTURE_SIDE, PIXELGEN_MOST_PICTURE_SIDE, (int)of.width, (int)of.height);
    if (how->faces_left)
        mirror(taken_rgba, of);
    const int64_t colours = count_colours(taken_rgba, pixels_of(of));
    if (colours < 0)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the colours");
    taken->frames = of.frames;
    taken->height = of.height;
    taken->width = of.width;
    taken->colours = (int32_t)colours;
    return colours > PIXELGEN_MOST_OWN_COLOURS
               ? take_fewer_colours(taken_rgba, pixels_of(of), PIXELGEN_MOST_OWN_COLOURS, to)
               : PIXELGEN_OK;
}

/* A picture of equal blocks that is too large -> one pixel a block, of the smallest blocks that make it fit. */
static extent unscaled(uint8_t *rgba, extent of)
{
    const int longer = of.height > of.width ? of.height : of.width, shorter = of.height + of.width - longer;
    const int smallest = (longer + PIXELGEN_SIDE - 1) / PIXELGEN_SIDE;
    for (int side = smallest; side > 1 && side <= shorter; side++)
        if (is_of_blocks(rgba, of, side))
            return without_blocks(rgba, of, side);
    return of;
}

static int64_t smaller(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

static int64_t larger(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* The mean of what lies under a pixel of `to_wide` by `to_high`, by area and by how opaque it is. */
static void mean_under(uint8_t *mean, const uint8_t *rgba, extent of, int to_wide, int to_high, int x, int y)
{
    const int64_t wide = of.width, high = of.height, left = x * wide, top = y * high;
    int64_t opacity = 0, sums[3] = {0};
    for (int64_t row = top / to_high; row * to_high < top + high; row++) {
        const int64_t share_down = smaller((row + 1) * to_high, top + high) - larger(row * to_high, top);
        for (int64_t column = left / to_wide; column * to_wide < left + wide; column++) {
            const int64_t share = smaller((column + 1) * to_wide, left + wide) - larger(column * to_wide, left);
            const uint8_t *pixel = rgba + RGBA * (row * wide + column);
            const int64_t weight = share * share_down * pixel[3];
            opacity += weight;
            for (int channel = 0; channel < 3; channel++)
                sums[channel] += weight * pixel[channel];
        }
    }
    memset(mean, 0, RGBA);
    for (int channel = 0; channel < 3 && opacity > 0; channel++)
        mean[channel] = (uint8_t)((2 * sums[channel] + opacity) / (2 * opacity));
    mean[3] = (uint8_t)((2 * opacity + wide * high) / (2 * wide * high));
}

static uint8_t nearest_index(const uint8_t *rgb)
{
    const oklab of = to_oklab(rgb);
    uint8_t found = 0;
    double least = 0;
    for (uint8_t index = 1; index < PIXELGEN_COLOURS; index++) {
        const double cost = mapping_cost(of, to_oklab(palette_rgb[index]), USUAL_LOUDER, USUAL_DULLER);
        if (found == 0 || cost < least) {
            least = cost;
            found = index;
        }
    }
    return found;
}

static int scaled(int side, int longer)
{
    const int found = (2 * side * PIXELGEN_SIDE + longer) / (2 * longer);
    return found > 1 ? found : 1;
}

pixelgen_status pixelgen_fit_picture(const uint8_t *rgba, int32_t height, int32_t width, uint8_t *indices, char *text,
                                     size_t room)
{
    const message to = {text, room};
    extent of = {1, height, width};
    pixelgen_status status = check_extent(rgba, of, to);
    if (status != PIXELGEN_OK)
        return status;
    if (indices == NULL)
        return refuse(to, PIXELGEN_INVALID, "indices must not be NULL");
    uint8_t *copy = malloc(RGBA * pixels_of(of));
    if (copy == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the picture");
    memcpy(copy, rgba, RGBA * pixels_of(of));
    clear_transparent(copy, pixels_of(of));
    if ((status = clear_background(copy, of, to)) == PIXELGEN_OK) {
        of = unscaled(copy, of);
        const int longer = of.height > of.width ? of.height : of.width;
        const int wide = longer > PIXELGEN_SIDE ? scaled(of.width, longer) : of.width;
        const int high = longer > PIXELGEN_SIDE ? scaled(of.height, longer) : of.height;
        const int left = (PIXELGEN_SIDE - wide) / 2, top = (PIXELGEN_SIDE - high) / 2;
        uint8_t known[RGBA] = {0}, index = 0;
        memset(indices, 0, PIXELGEN_PIXELS);
        for (int y = 0; y < high; y++)
            for (int x = 0; x < wide; x++) {
                uint8_t pixel[RGBA];
                mean_under(pixel, copy, of, wide, high, x, y);
                if (pixel[3] < HALF_OPAQUE)
                    continue;
                if (index == 0 || memcmp(known, pixel, 3) != 0)
                    index = nearest_index(pixel);
                memcpy(known, pixel, 3);
                indices[(top + y) * PIXELGEN_SIDE + left + x] = index;
            }
    }
    free(copy);
    return status;
}
