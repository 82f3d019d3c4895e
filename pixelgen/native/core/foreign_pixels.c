/* Backgrounds and blocks of decoded pictures. */
#include "foreign_pixels.h"

#include <stdlib.h>
#include <string.h>

enum { FEWEST_PIXELS = 8 }; /* a side */

pixelgen_status check_extent(const uint8_t *rgba, extent of, message to)
{
    if (rgba == NULL || of.frames < 1 || of.frames > PIXELGEN_MOST_PICTURE_FRAMES || of.height < 1 || of.width < 1 ||
        of.height > MOST_GIVEN_SIDE || of.width > MOST_GIVEN_SIDE)
        return refuse(to, PIXELGEN_INVALID, "a picture must have 1 to %d frames of 1 to %d pixels a side; got %d of %d by %d",
                      PIXELGEN_MOST_PICTURE_FRAMES, MOST_GIVEN_SIDE, rgba == NULL ? 0 : (int)of.frames, (int)of.width,
                      (int)of.height);
    if ((uint64_t)of.frames * (uint64_t)of.height * (uint64_t)of.width > (uint64_t)(SIZE_MAX / 16))
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the picture");
    return PIXELGEN_OK;
}

void clear_transparent(uint8_t *rgba, size_t pixels)
{
    for (size_t at = 0; at < pixels; at++)
        if (rgba[RGBA * at + 3] == 0)
            memset(rgba + RGBA * at, 0, RGBA);
}

static int has_background(const uint8_t *frame, size_t height, size_t width)
{
    const size_t pixels = height * width;
    const size_t corners[] = {width - 1, pixels - width, pixels - 1};
    size_t same = 0;
    for (int at = 0; at < 3; at++)
        if (!same_pixel(frame, frame + RGBA * corners[at]))
            return 0;
    for (size_t at = 0; at < pixels; at++) {
        if (frame[RGBA * at + 3] < 255)
            return 0;
        same += (size_t)same_pixel(frame, frame + RGBA * at);
    }
    return same < pixels;
}

/* waiting: room for all pixels of the frame. */
static void clear_frame(uint8_t *frame, size_t height, size_t width, uint32_t *waiting)
{
    uint8_t background[RGBA];
    size_t count = 0;
    memcpy(background, frame, RGBA);
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x += y == 0 || y == height - 1 || width == 1 ? 1 : width - 1) {
            const size_t at = y * width + x;
            if (!same_pixel(frame + RGBA * at, background))
                continue;
            memset(frame + RGBA * at, 0, RGBA); /* opaque ones are never equal to it again */
            waiting[count++] = (uint32_t)at;
        }
    while (count > 0) {
        const size_t at = waiting[--count], y = at / width, x = at % width;
        const size_t near[] = {at - width, at + width, at - 1, at + 1};
        const int is_inside[] = {y > 0, y + 1 < height, x > 0, x + 1 < width};
        for (int side = 0; side < 4; side++)
            if (is_inside[side] && same_pixel(frame + RGBA * near[side], background)) {
                memset(frame + RGBA * near[side], 0, RGBA);
                waiting[count++] = (uint32_t)near[side];
            }
    }
}

pixelgen_status clear_background(uint8_t *rgba, extent of, message to)
{
    const size_t height = (size_t)of.height, width = (size_t)of.width;
    uint32_t *waiting = malloc(height * width * sizeof *waiting);
    if (waiting == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the picture");
    for (int32_t frame = 0; frame < of.frames; frame++) {
        uint8_t *pixels = rgba + RGBA * (size_t)frame * height * width;
        if (has_background(pixels, height, width))
            clear_frame(pixels, height, width, waiting);
    }
    free(waiting);
    return PIXELGEN_OK;
}

int is_of_blocks(const uint8_t *rgba, extent of, int side)
{
    const size_t width = (size_t)of.width, block = (size_t)side;
    if (of.height % side != 0 || of.width % side != 0)
        return 0;
    for (size_t y = 0; y < (size_t)of.frames * (size_t)of.height; y++) {
        const uint8_t *row = rgba + RGBA * width * y;
        if (y % block != 0) {
            if (memcmp(row, row - RGBA * width, RGBA * width) != 0)
                return 0;
            continue;
        }
        for (size_t x = 0; x < width; x++)
            if (x % block != 0 && !same_pixel(row + RGBA * x, row + RGBA * (x - 1)))
                return 0;
    }
    return 1;
}

int largest_blocks(const uint8_t *rgba, extent of)
{
    const int shorter = of.height < of.width ? of.height : of.width;
    size_t at = 1;
    while (at < pixels_of(of) && same_pixel(rgba, rgba + RGBA * at))
        at++;
    if (at == pixels_of(of))
        return 1; /* of one colour */
    for (int side = shorter / FEWEST_PIXELS; side >= 2; side--)
        if (is_of_blocks(rgba, of, side))
            return side;
    return 1;
}

extent without_blocks(uint8_t *rgba, extent of, int side)
{
    const extent left = {of.frames, of.height / side, of.width / side};
    const size_t rows = (size_t)left.frames * (size_t)left.height, width = (size_t)left.width, block = (size_t)side;
    for (size_t y = 0; y < rows; y++)
        for (size_t x = 0; x < width; x++)
            memmove(rgba + RGBA * (y * width + x), rgba + RGBA * (y * block * (size_t)of.width + x * block), RGBA);
    return left;
}
