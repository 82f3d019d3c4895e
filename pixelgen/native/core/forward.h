/* A pass over the weights: tokens of any sprites side by side -> logits. */
#ifndef PIXELGEN_FORWARD_H
#define PIXELGEN_FORWARD_H

#include "blocks.h"
#include "model.h"

/* A token to be fed. */
typedef struct {
    cache_place place;
    int32_t token, cell, target;
    uint8_t around[PIXELGEN_NEIGHBOURS];
} token_row;

/* Append the rows, at most PIXELGEN_MOST_ROWS, to their caches -> logits (count, PIXELGEN_WRITABLE) after each;
   NULL when nobody asks. */
void forward(const pixelgen_model *model, workspace *work, const token_row *rows, size_t count, float *logits);

#endif
