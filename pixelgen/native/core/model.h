/* A network, ready to run. */
#ifndef PIXELGEN_MODEL_H
#define PIXELGEN_MODEL_H

#include "group_tables.h"
#include "network.h"
#include "pixelgen_native.h"

enum { HALVES = 2 };

struct pixelgen_model {
    network net;
    size_t head_hidden;
    int32_t vocabulary;
    matrix inner, out;            /* out: columns; a channel is the sum of a row of the first half and one of the second */
    float *token, *start;         /* (4 * 68 + vocabulary - 68, width), (3, width) */
    float *around;                /* (12 * 68, width) */
    float *near, *slot;           /* (8 * 68, head_hidden), (4, head_hidden) */
    position_parts own, target;
    group_tables groups;
};

#endif
