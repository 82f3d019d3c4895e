/* How frequent the alleles of a trait are, as in a population that mates at random (Hardy 1908, Weinberg 1908). */
#ifndef PIXELGEN_ALLELES_H
#define PIXELGEN_ALLELES_H

#include "individuals.h"

enum { MOST_VALUES = 256 }; /* of one trait that rows can hold */

/* Alleles and how frequent they are, in proportion; of a trait with dominance the most dominant first. */
typedef struct {
    int count, id[MOST_VALUES];
    uint64_t weight[MOST_VALUES];
} allele_list;

/* Whether one value hides the other. */
int dominates(const world *of, int one, int other);
/* Those of a species in a zone; where none is known there, in all zones. */
void find_alleles(allele_list *found, const world *of, int zone, int species, int trait);
/* By weight, by a raw number; NO_ID where all weights are 0. */
int drawn_allele(const allele_list *from, uint64_t draw);
/* What an individual hides that shows a value: of all pairs of alleles that show it. */
int hidden_allele(const world *of, int zone, int species, int trait, int shows, uint64_t draw);

#endif
