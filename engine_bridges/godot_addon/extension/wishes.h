/* What a game asks for, a Dictionary with the keys of `pixelgen serve`, -> a request of the core. */
#ifndef PIXELGEN_WISHES_H
#define PIXELGEN_WISHES_H

#include "godot.h"
#include "pixelgen.h"

enum { WORD = 64, MOST_COLOURS = 16 };

/* A request with all that it points to; it must not be moved. */
typedef struct {
    pixelgen_request request;
    char zone[WORD], category[WORD], species[WORD];
    char colours[MOST_COLOURS][WORD];
    const char *ramps[MOST_COLOURS];
    char words[PIXELGEN_MOST_TRAITS][2][WORD];
    pixelgen_trait traits[PIXELGEN_MOST_TRAITS];
    /* of `dna`, or of `parents` */
    pixelgen_dna *dnas[PIXELGEN_MOST_PARENTS];
    int32_t dna_count, parent_count;
    pixelgen_parent parents[PIXELGEN_MOST_PARENTS];
    pixelgen_mask mask;
    const pixelgen_weights *weights;
    char *message; /* while it is read */
    size_t room;
} wish;

/* From a Dictionary in a Variant; 0 with a message for an unknown key, a value of another type, or a DNA that is damaged or of
   other weights. Ranges and names are the core's to check. weights: those that are to draw it, or NULL. To be freed, also
   after 0. */
int wish_read(wish *made, const pixelgen_weights *weights, const godot_variant *dictionary, char *message, size_t room);
void wish_free(wish *made);

/* A String, StringName -> a word; 0 for another type and for a text that no name is as long as. */
int word_of(const godot_variant *value, char word[WORD]);
/* Whole floats too: JSON has no other numbers in the engine. */
int whole_of(const godot_variant *value, int64_t *whole);

#endif
