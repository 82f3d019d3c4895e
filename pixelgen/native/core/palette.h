/* The 64 colours, as pixelgen/palette.py has them. */
#ifndef PIXELGEN_PALETTE_H
#define PIXELGEN_PALETTE_H

#include "pixelgen.h"

enum { PALETTE_RAMPS = 9, PALETTE_SHADES = 7, PALETTE_HASH = 16 };

extern const char *const palette_ramps[PALETTE_RAMPS + 1]; /* NULL after them */
extern const uint8_t palette_rgb[PIXELGEN_COLOURS][3];

/* The place of a ramp; -1 when there is no such. */
int palette_ramp(const char *name);
/* The first PALETTE_HASH hexadecimal digits of the SHA-256 of the colours, and a 0. */
void palette_hash(char *hash);

#endif
