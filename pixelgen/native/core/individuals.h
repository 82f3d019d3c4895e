/* What is wished for of an individual -> its species and all its traits, the open ones drawn by the seed, and its prompt:
   as pixelgen/model/individuals.py. */
#ifndef PIXELGEN_INDIVIDUALS_H
#define PIXELGEN_INDIVIDUALS_H

#include "world.h"

/* Ids of a world; NO_ID for what it does not have. */
typedef struct {
    int zone, category, species;
    int traits[PIXELGEN_PROMPT - LABELS];
} individual;

/* PIXELGEN_INVALID for names that the world does not have, and for values that the species does not have. The request is
   checked already. draws: two raw 64-bit numbers, for the species and for the traits. */
pixelgen_status make_individual(individual *made, const world *of, const pixelgen_request *wish, const uint64_t *draws,
                                message to);
/* Zone, category and species of a request alone. */
pixelgen_status find_labels(individual *made, const world *of, const pixelgen_request *wish, message to);
/* PIXELGEN_PROMPT ids. */
void prompt_of(int32_t *prompt, const individual *of);

#endif
