/* A network ready to run: weights in kernel layout. */
#ifndef PIXELGEN_MODEL_H
#define PIXELGEN_MODEL_H

#include "kernels.h"
#include "pixelgen_native.h"
#include "tables.h"

enum { X_PLACES = 56, LEVEL_PLACES = 4, MOST_WIDTH = 1024, MOST_LAYERS = 64, MOST_HEADS = 64 };

typedef struct {
    int8_t *panels; /* or columns, see kernels.h */
    float *scale;   /* (outputs) */
    size_t inputs, outputs, quads, panel_count;
} matrix;

typedef struct {
    matrix qkv, attention_output, expand, contract; /* contract: columns */
    float *score, *value_step;         /* (heads) */
} block;

/* Rows of x, y and level parts; a cell's position is their sum. */
typedef struct {
    float *x, *y, *level;
} position_parts;

struct pixelgen_model {
    const kernel *kernel;
    pixelgen_shape shape;
    size_t width, heads, head_width, hidden; /* of the shape */
    size_t key_bytes, value_bytes;           /* of one key and one value of a head, padded to quads and panels */
    block *blocks;
    matrix head;
    float *token, *around; /* (vocabulary, width), (8 * 68, width) */
    position_parts own, target;
    char *arena; /* all the arrays */
    tables tables;
};

static inline size_t up_to(size_t count, size_t multiple)
{
    return (count + multiple - 1) / multiple * multiple;
}

#endif
