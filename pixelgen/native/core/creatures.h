/* What draws, once it is open; a lineage -> what its requests are drawn as. */
#ifndef PIXELGEN_CREATURES_H
#define PIXELGEN_CREATURES_H

#include "individuals.h"
#include "lineage.h"
#include "pixelgen_parts.h"

struct pixelgen_weights {
    pixelgen_model *model;
    pixelgen_labeller *labeller; /* or NULL */
    int is_told_species;         /* an older labeller, which knows nothing else of a sprite */
    world world;
    char digest[SHA256_HEX + 1];
};

/* Of a request without a mask. */
pixelgen_status individual_of(individual *found, const pixelgen_weights *weights, const ancestor *one, message to);
/* The parts of a sprite with these pixels, of which the first `count` ids of a prompt are known; none without a labeller. */
pixelgen_status name_parts(uint8_t *parts, const uint8_t *indices, const pixelgen_weights *weights,
                           const int32_t *prompt, size_t count, message to);

#endif
