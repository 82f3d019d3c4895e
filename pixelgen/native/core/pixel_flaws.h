/* Pixels that are flaws as pixel artists name them, on a canvas with water around: as pixelgen/drawing/pixel_flaws.py. */
#ifndef PIXELGEN_PIXEL_FLAWS_H
#define PIXELGEN_PIXEL_FLAWS_H

#include "pixelgen_common.h"

enum { MARGIN = 3, STRIDE = PIXELGEN_SIDE + 2 * MARGIN, CANVAS = STRIDE * STRIDE }; /* flaws look two pixels far */

/* Palette indices with empty pixels around them: of the pixel at row, column that at (row + MARGIN) * STRIDE + column +
   MARGIN. */
typedef struct {
    uint8_t at[CANVAS];
} canvas;

/* Of PIXELGEN_PIXELS, and back. */
void canvas_of(canvas *made, const uint8_t *indices);
void canvas_pixels(const canvas *of, uint8_t *indices);

static inline int canvas_place(int pixel)
{
    return (pixel / PIXELGEN_SIDE + MARGIN) * STRIDE + pixel % PIXELGEN_SIDE + MARGIN;
}

/* 0 for transparent, then 1 to 9. */
static inline int ramp_number(int colour)
{
    return (colour + 6) / 7;
}

/* Steps to the right, down, to the left, up. */
extern const int steps_4[4];

/* Each takes a place on the canvas at most MARGIN - 2 beyond the pixels. */
int is_orphan(const canvas *of, int place);
int is_doubled_corner(const canvas *of, int place);
static inline int is_flaw(const canvas *of, int place)
{
    return is_orphan(of, place) || is_doubled_corner(of, place);
}

/* Whether the drawn pixels are one 8-connected piece, or none. */
int is_whole(const canvas *of);

#endif
