/* A weights file, opened, and a digest of what is drawn with it. */
#ifndef OPENED_H
#define OPENED_H

#include "pixelgen.h"

#include "core_test.h"

enum { LARGEST_WEIGHTS = 64 << 20 };

static inline void digest(uint64_t *to, const void *bytes, size_t count) /* FNV-1a */
{
    for (size_t i = 0; i < count; i++)
        *to = (*to ^ ((const uint8_t *)bytes)[i]) * 1099511628211u;
}

static inline pixelgen_weights *opened_weights(const char *path, const char *kernel)
{
    pixelgen_weights *weights;
    uint8_t *bytes = malloc(LARGEST_WEIGHTS);
    FILE *file = fopen(path, "rb");
    CHECK(bytes != NULL && file != NULL);
    const size_t size = fread(bytes, 1, LARGEST_WEIGHTS, file);
    fclose(file);
    CHECK(pixelgen_open(bytes, size, kernel, &weights, said, sizeof said) == PIXELGEN_OK);
    free(bytes);
    return weights;
}

#endif
