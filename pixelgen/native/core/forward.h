/* A pass over the weights: tokens of any sprites side by side -> logits. */
#ifndef PIXELGEN_FORWARD_H
#define PIXELGEN_FORWARD_H

#include "model.h"

/* Keys and values of the tokens that one sprite has seen. [layer][head] of each; see kernels.h. */
typedef struct {
    int8_t *keys, *values;
    float *key_steps;
} kv_cache;

int kv_cache_make(kv_cache *made, const pixelgen_model *model);
void kv_cache_free(kv_cache *cache);

/* A token to be fed: at its position in its sprite's cache. Rows of one sprite stand in order of their positions. */
typedef struct {
    const kv_cache *cache;
    size_t position;
    int32_t token, cell, target;
    uint8_t around[PIXELGEN_NEIGHBOURS];
} token_row;

/* What a pass needs besides; one for each thread. */
typedef struct {
    float *stream, *floats;
    int8_t *integers;
    int32_t *sums;
    float *scores;
    int32_t *products;
    int16_t *weights;
    size_t width, widest; /* row lengths of stream, of the others */
} workspace;

int workspace_make(workspace *made, const pixelgen_model *model);
void workspace_free(workspace *work);

/* Append the rows, at most PIXELGEN_MOST_ROWS, to their cache_count -> logits (count, PIXELGEN_WRITABLE) after each;
   NULL when nobody asks. */
void forward(const pixelgen_model *model, workspace *work, const token_row *rows, size_t count, float *logits);

#endif
