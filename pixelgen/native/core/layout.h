/* A picture with an empty border, row by row in a flat array with room around it, so that what lies a step of up to two
   pixels from any cell is an offset away: as pixelgen/look/lighting/neighbours.py. */
#ifndef PIXELGEN_LAYOUT_H
#define PIXELGEN_LAYOUT_H

#include "arena.h"
#include "messages.h"
#include "shared_tables.h"

typedef struct {
    int height, width; /* of the picture */
    int row, rows;     /* with the border */
    int count;         /* cells */
    arena memory;
    int is_out;        /* of memory */
} layout;

/* Checks the picture too. To be freed even after an error. */
pixelgen_status layout_begin(layout *made, const pixelgen_picture *of, message to);
void layout_free(layout *of);

/* `count` cells and zeros around them; NULL, and is_out, without memory. */
float *layout_floats(layout *from);
uint8_t *layout_bytes(layout *from);

void layout_lay(uint8_t *cells, const layout *on, const uint8_t *pixels);
void layout_lift(uint8_t *pixels, const layout *on, const uint8_t *cells);

/* Offsets to the left, right, up, down; then the diagonal ones. */
enum { FOUR = 4, EIGHT = 8 };
void layout_steps(int *steps, const layout *on);
/* Cells that are marked, and their four neighbours too. */
void layout_inside(uint8_t *found, const uint8_t *marked, const layout *on);
/* Sum over 3x3 with the weights 1 2 1 both ways; spare: floats of its own. */
void layout_summed(float *found, const float *of, float *spare, const layout *on);

#endif
