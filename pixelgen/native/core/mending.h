/* Flaws of a drawing -> fewer, by single pixels: as lone_pixels.py and mending.py of pixelgen/drawing. */
#ifndef PIXELGEN_MENDING_H
#define PIXELGEN_MENDING_H

#include "pixel_flaws.h"

/* anew: PIXELGEN_PIXELS, 0 or 1: the pixels that may change; NULL for all. */
void mend_lone_pixels(canvas *drawn, const uint8_t *anew);
void mend_doubled_corners(canvas *drawn);
/* The flaws of a child along the seam of what was drawn anew, those that its parent has too excepted. */
void mend_seam(canvas *child, const canvas *parent, const uint8_t *anew);

#endif
