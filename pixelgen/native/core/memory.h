/* Zeroed memory whose rows begin at cache lines. */
#ifndef PIXELGEN_MEMORY_H
#define PIXELGEN_MEMORY_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { ALIGNMENT = 64 };

/* calloc, whose untouched pages cost nothing, with the first byte moved to a cache line. */
static inline void *aligned_zeros(size_t bytes)
{
    char *whole = calloc(1, bytes + ALIGNMENT + sizeof(void *));
    if (whole == NULL)
        return NULL;
    char *first = whole + sizeof(void *);
    first += (ALIGNMENT - (uintptr_t)first % ALIGNMENT) % ALIGNMENT;
    ((void **)(void *)first)[-1] = whole;
    return first;
}

static inline void aligned_free(void *first)
{
    if (first != NULL)
        free(((void **)first)[-1]);
}

#endif
