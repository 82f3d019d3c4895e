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
    char *message; /* while it is read */
    size_t room;
} wish;

/* From a Dictionary in a Variant; 0 with a message for an unknown key or a value of another type. Ranges and names are the
   core's to check. */
int wish_read(wish *made, const godot_variant *dictionary, char *message, size_t room);

#endif
