/* Texts of DNAs <-> what they hold; and the litters of two. */
#ifndef PIXELGEN_DNAS_H
#define PIXELGEN_DNAS_H

#include "godot.h"
#include "pixelgen.h"

/* From a String in a Variant; 0 with a message for a damaged one, and for one of other weights or another engine. weights:
   NULL where nothing is to be drawn from it. */
int dna_of(const godot_variant *text, const pixelgen_weights *weights, pixelgen_dna **dna, char *message, size_t room);

/* dictionary.dna = the DNA of a request; 0 with a message when it cannot be written. */
int put_dna(void *dictionary, const pixelgen_weights *weights, const pixelgen_request *request, char *message, size_t room);

#endif
