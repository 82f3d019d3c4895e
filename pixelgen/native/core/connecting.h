/* Stray pieces of a drawing: the first half of pixelgen/drawing/finishing.py. */
#ifndef PIXELGEN_CONNECTING_H
#define PIXELGEN_CONNECTING_H

#include <stdint.h>

/* result, drawn: PIXELGEN_PIXELS indices. Stray pieces are joined to the largest one, or removed. fixed: pixels that stay
   exactly as they are, or NULL. */
void connect_pieces(uint8_t *result, const uint8_t *drawn, const uint8_t *fixed);

#endif
