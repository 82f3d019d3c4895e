/* Cells of a picture -> what its parts mean to light, how high each pixel stands and which way it faces: as surfaces.py and
   relief.py of pixelgen/look/lighting. */
#ifndef PIXELGEN_RELIEF_H
#define PIXELGEN_RELIEF_H

#include "layout.h"

/* Arrays of cells. apart: one number for each kind of surface, 0 where nothing is known; the others 0 or 1. paint has no
   relief; over: limbs with trunk on either side. */
typedef struct {
    uint8_t *apart, *paint, *over, *glossy;
    int any_over;
} surfaces;

/* Unit vectors. */
typedef struct {
    float *right, *up, *out;
} normals;

/* What the steps of light begin with. flat: shades. */
typedef struct {
    layout on;
    uint8_t *cells, *filled, *ramp, *flat;
    surfaces of_parts;
    int has_parts;
    float *height;
    normals facing;
} relief;

/* All of it; to be freed even after an error. */
pixelgen_status relief_make(relief *made, const pixelgen_picture *of, message to);
void relief_free(relief *of);

#endif
