/* How a member lies in its bytes, for what writes and what reads it. */
#ifndef PIXELGEN_DNA_FIELDS_H
#define PIXELGEN_DNA_FIELDS_H

#include "dna_members.h"
#include "palette.h"
#include "requests.h"

enum {
    PICTURE = SEA_ZONES * SEA_CATEGORIES, /* below it a byte says zone and category */
    NAMED_REQUEST,
    NAMED_SPRITE,
    OTHER_CELL,
    WRITTEN_OUT = 255, /* in place of a name's number */
    MASK_BYTES = PIXELGEN_PIXELS / 8
};

enum { SPECIES_FLAG, COLOURS_FLAG, TEMPERATURE_FLAG, TOP_K_FLAG, TOP_P_FLAG, MIN_P_FLAG, PARENTS_FLAG, TRAITS_FLAG,
       CHOSEN_FLAG, HEREDITY_FLAG, FLAGS };

static const double THOUSAND = 1000.0;

/* Its place among the traits of the sea; -1 for another. */
int trait_number(const char *trait);

#endif
