/* A part map -> what carries what is painted on others, as pixelgen/carriers.py; pixels near others. */
#ifndef PIXELGEN_PART_MAPS_H
#define PIXELGEN_PART_MAPS_H

#include "shared_tables.h"

static inline int is_part_of(int part, uint32_t kinds)
{
    return (int)(kinds >> part & 1);
}

/* found: the same as parts (height * width) with each of the painted kinds, bits, named after its carrier. */
void find_carriers(uint8_t *found, const uint8_t *parts, int height, int width, uint32_t painted);
/* Each pixel of a mask (height * width, 0 or 1) and all within so many steps of a king; in place. */
void grow_mask(uint8_t *mask, int height, int width, int reach);

#endif
