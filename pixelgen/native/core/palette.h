/* The 64 colours and their ramps by name and number. */
#ifndef PIXELGEN_PALETTE_H
#define PIXELGEN_PALETTE_H

#include "pixelgen.h"
#include "shared_tables.h"

enum { PALETTE_HASH = 16 };

/* The place of a name in a list that ends with NULL; -1 when there is no such, or for NULL. */
int place_of_name(const char *const *names, const char *name);
/* The place of a ramp; -1 when there is no such. */
int palette_ramp(const char *name);
/* The first PALETTE_HASH hexadecimal digits of the SHA-256 of the colours, and a 0. */
void palette_hash(char *hash);

/* The first of a ramp's colours. */
static inline int palette_first(int ramp)
{
    return 1 + ramp * PALETTE_SHADES;
}

#endif
