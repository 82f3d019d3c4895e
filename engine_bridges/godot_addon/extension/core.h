/* The class PixelgenCore: the creature in plain C, as pixelgen.h has it, for GDScript. */
#ifndef PIXELGEN_CORE_H
#define PIXELGEN_CORE_H

#include "methods.h"
#include "pixelgen.h"

enum { JOBS = 64, SAID = 512 };

typedef struct {
    pixelgen_weights *weights; /* NULL until it is open; then it stays the same */
    volatile int32_t stops[JOBS];
} core;

void core_register(GDExtensionClassLibraryPtr library);
void core_unregister(GDExtensionClassLibraryPtr library);

/* Of other files, each with a table of its own. */
extern const method DRAWING_METHODS[], DNA_METHODS[], LOOK_METHODS[];
extern const size_t DRAWING_COUNT, DNA_COUNT, LOOK_COUNT;

/* A Dictionary with the one key `error`. */
void core_error(void *made, const char *message);
/* 0, and such a Dictionary is made, while no weights are open. */
int core_is_open(const core *self, void *made);

#endif
