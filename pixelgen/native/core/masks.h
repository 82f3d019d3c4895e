/* A mask and parent A -> which pixels are drawn anew, as pixelgen/requests/mask_patterns.py. */
#ifndef PIXELGEN_MASKS_H
#define PIXELGEN_MASKS_H

#include "pixelgen_common.h"

enum { MASK_DRAWS = 128 };

/* anew: PIXELGEN_PIXELS, 1 where the sprite is drawn anew. draws: MASK_DRAWS. */
void find_redrawn(uint8_t *anew, const pixelgen_mask *mask, const pixelgen_sprite *parent, const uint64_t *draws);

#endif
