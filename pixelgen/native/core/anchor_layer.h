/* A picture and its part map -> which anchor each of its pixels belongs to: as pixelgen/anchors.py. */
#ifndef PIXELGEN_ANCHOR_LAYER_H
#define PIXELGEN_ANCHOR_LAYER_H

#include "arena.h"
#include "layout.h"

enum { EYE = 1, MOUTH, TAIL, FIRST_LIGHT, NO_LURE = -1 };

/* Which anchor each pixel belongs to, 0 none; how many lights; which number is the lure's. */
typedef struct {
    uint8_t *numbers;
    int lights, lure;
} anchor_layer;

/* What the layer is worked out from. */
typedef struct {
    const pixelgen_picture *of;
    const uint8_t *parts; /* zeros where nobody knows them */
    arena memory;
    int is_out;
} finding;

/* Zeros of its memory; NULL, and is_out, where there is none. */
void *finding_take(finding *from, size_t bytes);
int finding_pixels(const finding *in);
/* The layer of a picture; the finding's memory is to be freed even after an error. */
pixelgen_status finding_begin(finding *in, anchor_layer *made, const pixelgen_picture *picture, message to);

#endif
