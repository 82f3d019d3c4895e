/* A decoded picture -> the same without its background, one pixel a block, of fewer colours: the same bytes as
   pixelgen/look/foreign_pixels.py. */
#ifndef PIXELGEN_FOREIGN_PIXELS_H
#define PIXELGEN_FOREIGN_PIXELS_H

#include "messages.h"

enum { RGBA = 4, MOST_GIVEN_SIDE = 4096, HALF_OPAQUE = 128 };

typedef struct {
    int32_t frames, height, width;
} extent;

static inline size_t pixels_of(extent of)
{
    return (size_t)of.frames * (size_t)of.height * (size_t)of.width;
}

static inline int same_pixel(const uint8_t *one, const uint8_t *other)
{
    return one[0] == other[0] && one[1] == other[1] && one[2] == other[2] && one[3] == other[3];
}

pixelgen_status check_extent(const uint8_t *rgba, extent of, message to);
/* What is transparent has no colour. In place. */
void clear_transparent(uint8_t *rgba, size_t pixels);
/* Where nothing of a frame is transparent and its corners agree, what has their colour and touches the edge goes. In place. */
pixelgen_status clear_background(uint8_t *rgba, extent of, message to);
/* Whether all is made of blocks of so many equal pixels a side, which divides its height and its width. */
int is_of_blocks(const uint8_t *rgba, extent of, int side);
/* The side of the largest blocks that leave 8 pixels a side; 1 for none. */
int largest_blocks(const uint8_t *rgba, extent of);
/* One pixel a block, in place -> what is left. */
extent without_blocks(uint8_t *rgba, extent of, int side);
/* How many different colours are visible; -1 without memory. */
int64_t count_colours(const uint8_t *rgba, size_t pixels);
/* At most so many colours (255 or fewer), in place: the box of colours that is longest is cut in its middle until there are
   enough, and each becomes its mean. */
pixelgen_status take_fewer_colours(uint8_t *rgba, size_t pixels, int most, message to);

/* Width and height, `most` at most, of the smallest frames that a picture seems to have -> 1; 0 for one picture. */
int find_frames(const uint8_t *rgba, extent of, int most, int32_t *width, int32_t *height);

#endif
