/* A pass over the weights: groups of any sprites side by side -> what the head knows of the next ones -> logits. */
#ifndef PIXELGEN_FORWARD_H
#define PIXELGEN_FORWARD_H

#include "blocks.h"
#include "model.h"

/* A group to be fed, and which one is asked for. */
typedef struct {
    cache_place place;
    int32_t tokens[PIXELGEN_SLOTS];
    int32_t own, target; /* places */
    uint8_t ring[PIXELGEN_RING];
} group_row;

/* Append the rows, at most PIXELGEN_MOST_ROWS, to their caches -> inner (count, head_hidden) after each; NULL when
   nobody asks. */
void forward(const pixelgen_model *model, workspace *work, const group_row *rows, size_t count,
                   float *inner);

/* inner (head_hidden) of a group -> the logits (PIXELGEN_WRITABLE) of its cell in a slot, with what is near that. */
void local_head(const pixelgen_model *model, workspace *work, const float *inner, const uint8_t *near,
                size_t slot, float *logits);

#endif
