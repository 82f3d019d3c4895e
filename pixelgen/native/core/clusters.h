/* A map of light and shadow -> the same in clusters that a pixel artist would draw, as pixelgen/look/lighting/clusters.py.
   Bands are shades up or down of cells. */
#ifndef PIXELGEN_CLUSTERS_H
#define PIXELGEN_CLUSTERS_H

#include "layout.h"

/* Light and shadow that no 2x2 square of the sprite holds go back to the band around them; in place. */
void cluster_bands(int8_t *bands, const uint8_t *filled, layout *on);
/* Bands that lose no border between two shades of a ramp, and leave no pixel alone -> the lit shades; those of `fixed` cells
   stay. flat: the shade of each cell. join: a pixel that light alone sets apart goes with the nearest of its neighbours. */
void clean_bands(int8_t *lit, const int8_t *bands, const uint8_t *flat, const uint8_t *cells, const uint8_t *ramp,
                 const uint8_t *fixed, layout *on, int join);

#endif
