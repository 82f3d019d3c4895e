/* The geometry of groups, made once for a model: GROUP_CELLS, GROUP_PLACE and RING_PIXELS of pixelgen/groups.py. */
#ifndef PIXELGEN_GROUP_TABLES_H
#define PIXELGEN_GROUP_TABLES_H

#include "pixelgen_native.h"
#include "tables.h"

enum { BLOCKS = 16 };

typedef struct {
    uint16_t cells[PIXELGEN_GROUPS][PIXELGEN_SLOTS];
    uint16_t ring_pixel[PIXELGEN_GROUPS][PIXELGEN_RING]; /* PIXELGEN_PIXELS when outside */
    uint8_t x[PIXELGEN_GROUPS], y[PIXELGEN_GROUPS], level[PIXELGEN_GROUPS]; /* rows of the parts of a place */
} group_tables;

void make_group_tables(group_tables *made, const tables *of);

#endif
