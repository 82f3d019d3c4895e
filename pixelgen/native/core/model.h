/* A network of single cells, ready to run. */
#ifndef PIXELGEN_MODEL_H
#define PIXELGEN_MODEL_H

#include "network.h"
#include "pixelgen_native.h"

enum { X_PLACES = 56, LEVEL_PLACES = 4 };

struct pixelgen_model {
    network net;
    int32_t vocabulary;
    matrix head;
    float *token, *around; /* (vocabulary, width), (8 * 68, width) */
    position_parts own, target;
};

#endif
