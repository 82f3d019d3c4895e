/* Integer powers of two and the geometry of cells, made once for a model. */
#ifndef PIXELGEN_TABLES_H
#define PIXELGEN_TABLES_H

#include "kernels.h"
#include "pixelgen_common.h"

enum { LOGIT_FRACTION = 4096, CELLS_WITH_CHILDREN = 320 };

typedef struct {
    uint16_t score_weight[FARTHEST + 1]; /* rint(4095 * 2^(-i / 256)) */
    uint32_t logit_weight[LOGIT_FRACTION]; /* rint(2^30 * 2^(-i / 4096)) */
    uint16_t children[CELLS_WITH_CHILDREN][4];
    uint16_t neighbour_pixel[PIXELGEN_CELLS][PIXELGEN_NEIGHBOURS]; /* PIXELGEN_PIXELS when outside */
    uint8_t top[PIXELGEN_CELLS], left[PIXELGEN_CELLS], side[PIXELGEN_CELLS], level[PIXELGEN_CELLS];
} tables;

void make_tables(tables *made);

#endif
