/* The genome of a creature, as genes and as a caller's structure. */
#ifndef PIXELGEN_GENOMES_H
#define PIXELGEN_GENOMES_H

#include "creatures.h"
#include "genes.h"

void show_genome(pixelgen_genome *made, const world *in, const genes *of);
/* PIXELGEN_INVALID for what the weights' world does not have. */
pixelgen_status read_genome(genes *made, const world *in, const pixelgen_genome *from, message to);
/* The request or the picture whose genome a creature has. */
pixelgen_status find_body(const ancestor **body, const lineage *in, int32_t place, message to);
/* zone, species: of a picture. */
pixelgen_status genes_of(genes *made, const pixelgen_weights *weights, const ancestor *body, const char *zone,
                         const char *species, message to);

#endif
