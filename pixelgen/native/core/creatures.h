/* What draws, once it is open; a lineage -> what its requests are drawn as. */
#ifndef PIXELGEN_CREATURES_H
#define PIXELGEN_CREATURES_H

#include "individuals.h"
#include "lineage.h"
#include "pixelgen_parts.h"

struct pixelgen_weights {
    pixelgen_model *model;
    pixelgen_labeller *labeller; /* or NULL */
    world world;
    char digest[SHA256_HEX + 1];
};

/* Of a request without a mask. */
pixelgen_status individual_of(individual *found, const pixelgen_weights *weights, const ancestor *one, message to);
/* Its place among the weights' species, from 1 on; 0 for NO_ID. */
int32_t species_row(const pixelgen_weights *weights, int species);

#endif
