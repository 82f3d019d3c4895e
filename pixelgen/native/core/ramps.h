/* Ramps of a picture -> which it wears, in which colours a drawing may go on, by number from 0 on: as
   pixelgen/drawing/breeding.py and colour_budget.py. */
#ifndef PIXELGEN_RAMPS_H
#define PIXELGEN_RAMPS_H

#include "palette.h"

/* Each once. */
typedef struct {
    int count, at[PALETTE_RAMPS];
} ramp_list;

/* Whether it was not there before. */
void ramps_add(ramp_list *to, int ramp);
/* Ramps of at least so many pixels, the most used first; the ink of outlines does not count. */
void body_ramps(ramp_list *found, const uint8_t *indices, int least);
/* Those of more than a speck. */
void main_ramps(ramp_list *found, const uint8_t *indices);

/* PIXELGEN_COLOURS, 1 where a palette lock on these ramps lets a colour through; all without ramps. */
void ramps_lock(uint8_t *colours, const ramp_list *ramps);
/* The same without greys that the ramps have not, as an outline is no grey. */
void ramps_lock_with_outlines(uint8_t *colours, const ramp_list *ramps);
/* PIXELGEN_COLOURS: each of a picture's own ramps becomes the wanted one of its rank, those beyond them the last. */
void ramps_exchange(uint8_t *recoloured, const ramp_list *own, const ramp_list *wanted);

/* At most eight colours beside ink and glow: the rarest become the nearest that stay, one that `fixed` pixels
   (PIXELGEN_PIXELS, 0 or 1; or NULL) have only after all others. */
void keep_few_colours(uint8_t *indices, const uint8_t *fixed);

#endif
