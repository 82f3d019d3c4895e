/* A pass over the weights: tokens of any sprites side by side -> logits. */
#ifndef PIXELGEN_FORWARD_H
#define PIXELGEN_FORWARD_H

#include "model.h"

/* Keys and values of the tokens that one sprite has seen. [layer][head] of each; see kernels.h. */
typedef struct {
    int8_t *keys, *values;
    float *key_steps;
} key_value_store;

int store_make(key_value_store *made, const pixelgen_model *model);
void store_free(key_value_store *store);

/* A token to be fed: at its position in its sprite's store. Rows of one sprite stand in order of their positions. */
typedef struct {
    const key_value_store *store;
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
} scratch;

int scratch_make(scratch *made, const pixelgen_model *model);
void scratch_free(scratch *work);

/* Append the rows, at most PIXELGEN_MOST_ROWS, to their stores -> logits (count, PIXELGEN_WRITABLE) after each;
   NULL when nobody asks. */
void forward(const pixelgen_model *model, scratch *work, const token_row *rows, size_t count, float *logits);

#endif
